#include "claims/language.hpp"

#include "base/csv.hpp"
#include "base/embedded.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <vector>

TIDEWAITER_EMBEDDED(claim_languages_csv);

namespace tidewaiter::claims {

namespace {

struct Languages {
    std::vector<std::string> names;
    std::unordered_map<std::string, std::vector<std::uint8_t>> words; // small word -> languages that have it
};

Languages load_languages() {
    const base::CsvTable table("claim_languages.csv", embedded_claim_languages_csv());
    const std::size_t name = table.column("language");
    const std::size_t words = table.column("words");
    Languages languages;
    for (const auto& row : table.rows()) {
        languages.names.push_back(row[name]);
        std::string_view rest = row[words];
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find(' '), rest.size());
            languages.words[std::string(rest.substr(0, end))].push_back(static_cast<std::uint8_t>(languages.names.size() - 1));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
    return languages;
}

struct Script {
    char32_t first;
    char32_t last;
    std::string_view name;
};

constexpr std::array<Script, 10> scripts = {{
    {0x0370, 0x03FF, "Greek"},
    {0x0400, 0x052F, "Cyrillic script"},
    {0x0530, 0x058F, "Armenian"},
    {0x0590, 0x05FF, "Hebrew"},
    {0x0600, 0x06FF, "Arabic script"},
    {0x0900, 0x0DFF, "an Indian script"},
    {0x0E00, 0x0EFF, "Thai or Lao"},
    {0x10A0, 0x10FF, "Georgian"},
    {0x3040, 0x9FFF, "Chinese or Japanese"},
    {0xAC00, 0xD7AF, "Korean"},
}};

bool is_letter(char32_t point) { return (point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z') || (point >= 0xC0 && point < 0x250); }

} // namespace

std::string find_language(std::string_view text) {
    static const Languages languages = load_languages();
    std::size_t latin = 0;
    std::array<std::size_t, scripts.size()> others{};
    std::vector<std::uint32_t> hits(languages.names.size());
    std::size_t words = 0;
    std::string word;
    const auto close = [&] {
        if (!word.empty()) {
            ++words;
            if (const auto found = languages.words.find(word); found != languages.words.end()) {
                for (const std::uint8_t language : found->second) {
                    ++hits[language];
                }
            }
            word.clear();
        }
    };
    for (std::string_view rest = text; !rest.empty();) {
        char32_t point = static_cast<unsigned char>(rest.front());
        if (point < 0x80) {
            rest.remove_prefix(1);
        } else {
            point = base::take_code_point(rest);
        }
        if (is_letter(point)) {
            ++latin;
            if (point < 0x80) {
                word += static_cast<char>(point >= 'A' && point <= 'Z' ? point + 32 : point);
            } else {
                base::append_utf8(word, point >= 0xC0 && point <= 0xDE ? point + 32 : point);
            }
            continue;
        }
        close();
        if (point >= 0x370) {
            for (std::size_t i = 0; i < scripts.size(); ++i) {
                others[i] += point >= scripts[i].first && point <= scripts[i].last ? 1U : 0U;
            }
        }
    }
    close();
    const auto other = std::ranges::max_element(others);
    if (*other > latin / 2 && *other >= 2) {
        return std::string(scripts[static_cast<std::size_t>(other - others.begin())].name);
    }
    // English is the first row: another language must have more of its small words, and two at least.
    const auto best = std::ranges::max_element(hits);
    if (*best == 0 || words < 3) {
        return "unknown";
    }
    if (*best > hits[0] && *best >= 2) {
        return languages.names[static_cast<std::size_t>(best - hits.begin())];
    }
    return hits[0] > 0 ? languages.names[0] : "unknown";
}

} // namespace tidewaiter::claims
