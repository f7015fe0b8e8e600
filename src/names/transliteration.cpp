// A weighted alignment: both words are cut into pieces, up to two romanised letters against up to three Latin ones, and
// each piece has learned log odds against letters that meet by chance. The best cut gives the odds of the whole, and
// the odds with the lengths of both words give the agreement (bench/fit_transliteration.cpp fits both).
#include "names/transliteration.hpp"

#include "names/spelling_table.hpp"
#include "names/word.hpp"

namespace tidewaiter::names {

bool is_transliterated(text::Script script) { return script != text::Script::latin && find_spelling_table(script) != nullptr; }

bool may_spell(text::Script script, std::string_view romanised, std::uint32_t latin_letters) {
    const SpellingTable* table = find_spelling_table(script);
    romanised = romanised.substr(0, most_spelt);
    return table != nullptr && is_letters(romanised) && table->may_spell(romanised, latin_letters);
}

std::size_t romanised_count(text::Script script, std::string_view romanised) {
    const SpellingTable* table = find_spelling_table(script);
    return table == nullptr ? 0 : table->count_of(romanised);
}

float transliteration_agreement(text::Script script, std::string_view romanised, std::string_view latin, std::uint32_t latin_letters) {
    const SpellingTable* table = find_spelling_table(script);
    romanised = romanised.substr(0, most_spelt);
    latin = latin.substr(0, most_spelt);
    if (table == nullptr || romanised.empty() || latin.size() < 2 || !is_letters(romanised) ||
        !table->may_spell(romanised, latin_letters) || !is_letters(latin)) {
        return 0;
    }
    return table->agreement(table->fit(romanised, latin), romanised.size(), latin.size());
}

} // namespace tidewaiter::names
