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
    // Marks that set the direction of writing, around the Arabic and Hebrew names of OFAC's lists.
    Replacement{"\xe2\x80\x8e", ""}, Replacement{"\xe2\x80\x8f", ""}, Replacement{"\xe2\x80\xaa", ""},
    Replacement{"\xe2\x80\xab", ""}, Replacement{"\xe2\x80\xac", ""}, Replacement{"\xe2\x80\xad", ""},
    Replacement{"\xe2\x80\xae", ""}, Replacement{"\xe2\x81\xa6", ""}, Replacement{"\xe2\x81\xa7", ""},
    Replacement{"\xe2\x81\xa8", ""}, Replacement{"\xe2\x81\xa9", ""},
};

/// Bytes that a replacement can start with, among them some of all that is not ASCII; text without them needs none.
constexpr auto is_starter = [] {
    std::array<bool, 256> starts{};
    for (const char c : {'&', '_', '\xc2', '\xe2', '\xef'}) {
        starts[static_cast<unsigned char>(c)] = true;
    }
    return starts;
}();

std::size_t find_starter(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size() && !is_starter[static_cast<unsigned char>(text[at])]) {
        ++at;
    }
    return at;
}

} // namespace

std::string clean_text(std::string_view published) {
    if (find_starter(published) == published.size()) {
        return base::squash(base::is_utf8(published) ? published : base::to_valid_utf8(published));
    }
    const std::string valid = base::to_valid_utf8(published);
    std::string_view rest = valid;
    std::string cleaned;
    cleaned.reserve(valid.size());
    while (!rest.empty()) {
        const std::size_t plain = find_starter(rest);
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
