#include "lists/jp_ban_entry.hpp"

#include "lists/ascii.hpp"
#include "lists/clean_text.hpp"

#include "base/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

namespace tidewaiter::lists {

namespace {

using namespace std::string_view_literals;

constexpr std::array address_words{"所在地"sv, "所 在 地"sv};
constexpr std::string_view alias_words = "別称";

/// Kana, ideographs and the punctuation and wide forms that go with them.
bool is_japanese(char32_t c) {
    return (c >= 0x3000 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x9fff) ||
           (c >= 0xf900 && c <= 0xfaff) || (c >= 0xff00 && c <= 0xffef);
}

/// Behind the last Japanese character.
std::size_t end_of_japanese(std::string_view text) {
    std::size_t end = 0;
    std::string_view rest = text;
    while (!rest.empty()) {
        if (is_japanese(base::take_code_point(rest))) {
            end = text.size() - rest.size();
        }
    }
    return end;
}

std::vector<std::string> to_lines(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        if (std::string line = clean_text(text.substr(0, end)); !line.empty()) {
            lines.push_back(std::move(line));
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

/// The first of the address words at or behind `from`; npos when there is none. One pass that ends
/// at the word: to look for each by itself would read the whole file for every entry.
std::size_t find_address(std::string_view text, std::size_t from, std::size_t& size) {
    constexpr std::string_view beginning = "所"; // of both
    for (std::size_t at = text.find(beginning, from); at != std::string_view::npos;
         at = text.find(beginning, at + beginning.size())) {
        for (const std::string_view word : address_words) {
            if (text.substr(at).starts_with(word)) {
                size = word.size();
                return at;
            }
        }
    }
    return std::string_view::npos;
}

std::size_t count_addresses(std::string_view text) {
    std::size_t count = 0;
    std::size_t size = 0;
    for (std::size_t at = find_address(text, 0, size); at != std::string_view::npos;
         at = find_address(text, at + size, size)) {
        ++count;
    }
    return count;
}

void add_part(std::vector<std::string>& parts, std::string_view text) {
    std::string part = clean_text(text);
    for (const std::string_view lead : {"- ", "-", "and "}) {
        if (part.starts_with(lead)) {
            part.erase(0, lead.size());
        }
    }
    while (part.ends_with('.') || part.ends_with(',') || part.ends_with(';')) {
        // "Co." and "Ltd." keep their stop; a list ends with one of its own.
        const std::size_t word = part.rfind(' ') + 1; // 0 when there is none
        if (part.back() == '.' && part.size() - word <= 5 && word > 0) {
            break;
        }
        part.pop_back();
    }
    if (!part.empty() && part != "and" && std::ranges::find(parts, part) == parts.end()) {
        parts.push_back(std::move(part));
    }
}

/// Takes the text apart at each of the marks.
void add_parts(std::vector<std::string>& parts, std::string text,
               std::initializer_list<std::string_view> marks) {
    for (const std::string_view mark : marks) {
        for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at)) {
            text.replace(at, mark.size(), "\n");
        }
    }
    for (const std::string& line : to_lines(text)) {
        add_part(parts, line);
    }
}

/// Name and "(別称、A、B及びC)"; another bracket says something about the name.
void read_japanese(BanEntry& entry, std::string text) {
    for (std::size_t open = text.find('('); open != std::string::npos;
         open = text.find('(', open)) {
        int depth = 0;
        std::size_t close = open;
        for (; close < text.size(); ++close) {
            depth += text[close] == '(' ? 1 : text[close] == ')' ? -1 : 0;
            if (depth == 0) {
                break;
            }
        }
        std::string inside = text.substr(open + 1, close - std::min(close, open + 1));
        if (inside.starts_with(alias_words)) {
            inside.erase(0, alias_words.size());
            add_parts(entry.japanese_aliases, inside, {"、", "及び", ";", ":"});
            text.erase(open, close - open + 1);
        } else {
            open = std::min(close + 1, text.size());
        }
    }
    // "国防省(...を含む)。右には、...": what is behind the first full stop is a sentence about the
    // name.
    if (const std::size_t stop = text.find("。"); stop != std::string::npos) {
        entry.notes.push_back(clean_text(text));
        text.erase(stop);
        text.erase(std::min(text.find('('), text.size()));
    }
    entry.japanese = clean_text(text);
}

/// "NAME, a.k.a., the following two aliases: -A; and -B"; "NAME, including ..." names what belongs
/// to it.
void read_latin(BanEntry& entry, const std::string& text) {
    const std::size_t aka = text.find("a.k.a.");
    std::string name = clean_text(std::string_view(text).substr(0, aka));
    if (aka != std::string::npos) {
        const std::size_t colon = text.find(':', aka);
        add_parts(entry.latin_aliases,
                  text.substr(colon == std::string::npos ? aka + 6 : colon + 1), {";"});
    }
    if (const std::size_t including = name.find(", including "); including != std::string::npos) {
        entry.notes.push_back(name);
        name.erase(including);
    }
    while (name.ends_with(',') || name.ends_with(' ')) {
        name.pop_back();
    }
    entry.latin = name;
}

/// The lines before the address: Japanese first, as long as a line has any or a bracket is open;
/// then Latin.
void read_names(BanEntry& entry, std::string_view text) {
    std::string japanese;
    std::string latin;
    std::vector<std::string> other; // behind a line that begins with 別称
    bool in_other = false;
    for (const std::string& line : to_lines(text)) {
        const bool open = std::ranges::count(japanese, '(') > std::ranges::count(japanese, ')');
        if (line.starts_with(alias_words)) {
            in_other = true;
            const std::size_t colon = line.find(':');
            add_parts(other,
                      colon == std::string::npos ? line.substr(alias_words.size())
                                                 : line.substr(colon + 1),
                      {";"});
        } else if (in_other) {
            add_parts(other, line, {";"});
        } else if (latin.empty() && (open || has_japanese(line))) {
            japanese += line;
        } else {
            latin += (latin.empty() ? "" : line.starts_with('-') ? ";" : " ") + line;
        }
    }
    for (const std::string_view glued : {";-", ":-", "; -", ": -"}) {
        for (std::size_t at = latin.find(glued); at != std::string::npos;
             at = latin.find(glued, at + 1)) {
            latin.replace(at, glued.size(), glued[0] == ';' ? ";" : ": ");
        }
    }
    if (latin.empty()) {
        // "「プログレス」JSC Rocket and Space Centre": both names in one line.
        const std::size_t end = end_of_japanese(japanese);
        latin = clean_text(std::string_view(japanese).substr(end));
        japanese.erase(end);
    }
    read_japanese(entry, japanese);
    read_latin(entry, latin);
    for (const std::string& name : other) {
        (has_japanese(name) ? entry.japanese_aliases : entry.latin_aliases).push_back(name);
    }
}

void read_addresses(BanEntry& entry, std::string_view text) {
    const std::size_t start = text.find_first_not_of(" :");
    add_parts(entry.addresses,
              clean_text(start == std::string_view::npos ? std::string_view() : text.substr(start)),
              {"; and ", ";"});
}

} // namespace

bool has_japanese(std::string_view text) {
    while (!text.empty()) {
        if (is_japanese(base::take_code_point(text))) {
            return true;
        }
    }
    return false;
}

std::string to_plain_width(std::string_view text) {
    std::string plain;
    std::string_view rest = text;
    while (!rest.empty()) {
        const char32_t c = base::take_code_point(rest);
        const bool wide = (c >= 0xff10 && c <= 0xff19) || c == 0xff08 || c == 0xff09 ||
                          c == 0xff1a || c == 0xff1b;
        base::append_utf8(plain, wide ? c - 0xfee0 : c);
    }
    return plain;
}

std::size_t find_ban_entry(std::string_view text, std::size_t from, int number, bool first) {
    std::size_t size = 0;
    const std::size_t address = first ? from : find_address(text, from, size);
    if (address == std::string_view::npos) {
        return address;
    }
    const std::string digits = fmt::format("{} ", number);
    for (std::size_t at = text.find(digits, address); at != std::string_view::npos;
         at = text.find(digits, at + 1)) {
        const char before = at == 0 ? '\n' : text[at - 1];
        constexpr std::size_t longest_line = 400; // bytes; a line of the PDF has 130 at the most
        const std::string_view window = text.substr(at, longest_line);
        const std::string_view line = window.substr(0, window.find('\n'));
        if (before != ' ' && !is_digit(before) && has_japanese(line)) {
            return at;
        }
    }
    return std::string_view::npos;
}

BanEntry read_ban_entry(std::string_view text, int number) {
    BanEntry entry;
    entry.number = std::to_string(number);
    entry.address_words = count_addresses(text);
    std::size_t size = 0;
    const std::size_t address = find_address(text, 0, size);
    const std::size_t begin = std::min(entry.number.size() + 1, std::min(address, text.size()));
    read_names(entry, text.substr(begin, std::min(address, text.size()) - begin));
    if (address != std::string_view::npos) {
        std::size_t next_size = 0;
        const std::size_t next = find_address(text, address + size, next_size);
        read_addresses(entry,
                       text.substr(address + size, std::min(next, text.size()) - address - size));
    }
    return entry;
}

} // namespace tidewaiter::lists
