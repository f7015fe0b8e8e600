#include "lists/clean_text.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <array>

namespace tidewaiter::lists {

namespace {

struct Replacement {
    std::string_view from;
    std::string_view to;
};

// _x000D_ is how spreadsheets write a carriage return into XML; U+200B and U+FEFF separate nothing a reader sees.
constexpr std::array replacements{
    Replacement{"&nbsp;", " "},       Replacement{"&#160;", " "},       Replacement{"_x000D_", " "},
    Replacement{"_x000A_", " "},      Replacement{"\xc2\xad", ""},      Replacement{"\xe2\x80\x8b", ""},
    Replacement{"\xef\xbb\xbf", ""}, Replacement{"\xe2\x80\xa8", " "}, Replacement{"\xe2\x80\xa9", " "},
};

/// Bytes that a replacement can start with; text without them needs none.
constexpr std::string_view starters = "&_\xc2\xe2\xef";

} // namespace

std::string clean_text(std::string_view published) {
    if (published.find_first_of(starters) == std::string_view::npos) {
        return base::squash(base::is_utf8(published) ? published : base::to_valid_utf8(published));
    }
    const std::string valid = base::to_valid_utf8(published);
    std::string_view rest = valid;
    std::string cleaned;
    cleaned.reserve(valid.size());
    while (!rest.empty()) {
        const std::size_t plain = std::min(rest.find_first_of(starters), rest.size());
        cleaned += rest.substr(0, plain);
        rest.remove_prefix(plain);
        const auto found = std::ranges::find_if(
            replacements, [&](const Replacement& replacement) { return rest.starts_with(replacement.from); });
        if (found != replacements.end()) {
            cleaned += found->to;
            rest.remove_prefix(found->from.size());
        } else if (!rest.empty()) {
            cleaned += rest.front();
            rest.remove_prefix(1);
        }
    }
    return base::squash(cleaned);
}

} // namespace tidewaiter::lists
