#include "lists/xml_head.hpp"

#include "lists/ascii.hpp"

#include "base/utf8.hpp"

namespace tidewaiter::lists {

namespace {

bool starts_without_case(std::string_view text, std::string_view prefix) {
    return to_lower(text.substr(0, prefix.size())) == prefix;
}

/// Value of encoding="..." in an XML declaration.
std::string find_encoding(std::string_view declaration) {
    std::size_t at = declaration.find("encoding");
    at = at == std::string_view::npos ? at : declaration.find_first_of("'\"", at);
    if (at == std::string_view::npos) {
        return {};
    }
    const std::size_t end = declaration.find(declaration[at], at + 1);
    return end == std::string_view::npos ? std::string() : to_lower(declaration.substr(at + 1, end - at - 1));
}

/// Drops what ends with `end` from the front; everything when the end is not in the head.
void drop_through(std::string_view& text, std::string_view end) {
    const std::size_t at = text.find(end);
    text.remove_prefix(at == std::string_view::npos ? text.size() : at + end.size());
}

} // namespace

XmlHead look_at_xml_head(std::string_view head) {
    XmlHead result;
    std::string narrowed;
    if (head.starts_with("\xff\xfe") || head.starts_with("\xfe\xff") ||
        (head.size() > 3 && head.substr(0, 4).find('\0') != std::string_view::npos)) {
        result.is_utf16 = true;
        for (const char c : head) {
            if (c > 0) {
                narrowed += c;
            }
        }
        head = narrowed;
    }
    std::string_view rest = base::trim(head);
    result.is_empty = rest.empty();
    while (rest.starts_with('<')) {
        result.is_xml = true;
        if (rest.starts_with("<?")) {
            if (rest.starts_with("<?xml")) {
                result.encoding = find_encoding(rest.substr(0, rest.find("?>")));
            }
            drop_through(rest, "?>");
        } else if (rest.starts_with("<!--")) {
            drop_through(rest, "-->");
        } else if (rest.starts_with("<!")) {
            if (starts_without_case(rest, "<!doctype html")) {
                result.is_html = true;
                return result;
            }
            drop_through(rest, ">");
        } else {
            const std::size_t end = rest.find_first_of(" \t\r\n/>", 1);
            if (end != std::string_view::npos) {
                const std::string_view name = rest.substr(1, end - 1);
                result.root = name.substr(name.rfind(':') + 1);
                result.is_html = to_lower(result.root) == "html";
            }
            return result;
        }
        rest = base::trim(rest);
    }
    return result;
}

} // namespace tidewaiter::lists
