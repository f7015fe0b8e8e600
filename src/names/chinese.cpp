#include "names/chinese.hpp"

#include "base/csv.hpp"
#include "base/embedded.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

TIDEWAITER_EMBEDDED(chinese_syllables_csv);

namespace tidewaiter::names {

namespace {

constexpr std::size_t longest_syllable = 7; ///< "ch'uang"
constexpr std::size_t longest_word = 24;

class SyllableBook {
public:
    SyllableBook() : table_("chinese_syllables.csv", embedded_chinese_syllables_csv()) {
        const std::size_t pinyin = table_.column("pinyin");
        const std::size_t wade_giles = table_.column("wade_giles");
        for (const auto& row : table_.rows()) {
            pinyin_.insert(row[pinyin]);
            // "ch" stands for two sounds before some vowels; the retroflex one comes later in the table and is commoner.
            wade_giles_.insert_or_assign(std::string_view(row[wade_giles]), std::string_view(row[pinyin]));
        }
    }

    std::size_t count_pinyin(std::string_view word) const {
        constexpr std::size_t none = longest_word + 1;
        std::array<std::size_t, longest_word + 1> fewest;
        fewest.fill(none);
        fewest[0] = 0;
        for (std::size_t i = 0; i < word.size(); ++i) {
            for (std::size_t length = 1; fewest[i] != none && length <= longest_syllable && i + length <= word.size(); ++length) {
                if (pinyin_.contains(word.substr(i, length))) {
                    fewest[i + length] = std::min(fewest[i + length], fewest[i] + 1);
                }
            }
        }
        return fewest[word.size()] == none ? 0 : fewest[word.size()];
    }

    std::string to_pinyin(std::string_view word) const {
        const auto found = wade_giles_.find(word);
        return found == wade_giles_.end() ? std::string() : std::string(found->second);
    }

private:
    base::CsvTable table_;
    std::unordered_set<std::string_view> pinyin_;
    std::unordered_map<std::string_view, std::string_view> wade_giles_;
};

const SyllableBook& book() {
    static const SyllableBook made;
    return made;
}

} // namespace

std::size_t count_pinyin(std::string_view folded) { return folded.size() <= longest_word ? book().count_pinyin(folded) : 0; }

std::string to_pinyin(std::string_view wade_giles) { return book().to_pinyin(wade_giles); }

} // namespace tidewaiter::names
