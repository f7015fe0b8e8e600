#include "index/chance.hpp"

#include <algorithm>
#include <cmath>

namespace tidewaiter::index {

namespace {

constexpr double fall = 0.03; ///< ten times as many names by chance take a fifteenth of a score
constexpr float rounding = 1e-6F;

/// What one listed word says of how many would agree by chance, if no other does: less, the longer it is.
double unseen_names(std::size_t letters) {
    constexpr double of_short = 0.3;
    constexpr std::size_t short_word = 4;
    return letters <= short_word ? of_short : of_short * std::pow(10.0, -0.5 * static_cast<double>(letters - short_word));
}

/// In how many of the listed names a word stands, other than `met`, that agrees with a word of the query by `value` or more.
double others_with(const Tables& tables, const NearList& near, std::uint32_t met, float value) {
    const auto last = std::ranges::partition_point(near.words, [value](const Tables::Near& one) { return one.agreement.value >= value - rounding; });
    const auto words = static_cast<std::size_t>(last - near.words.begin());
    const double all = words == 0 ? 0.0 : static_cast<double>(near.names[words - 1]);
    return std::max(0.0, all - static_cast<double>(tables.forms_of(met).size()));
}

} // namespace

double expected_by_chance(const Tables& tables, const names::Wording& query, std::uint32_t form,
                          std::span<const names::AlignedPart> parts, const Scratch& scratch) {
    const auto forms = static_cast<double>(tables.forms());
    const std::span<const std::uint32_t> listed = tables.words_of(form);
    double expected = forms;
    bool across = false;
    for (const names::AlignedPart& part : parts) {
        if (part.query_part < 0 || part.candidate_part < 0) {
            continue;
        }
        const auto ours = static_cast<std::size_t>(part.query_part);
        const auto theirs = static_cast<std::size_t>(part.candidate_part);
        const std::uint32_t met = listed[theirs];
        const names::Word& word = tables.word(met);
        if (!query.words[ours].is_heavy() || !word.is_heavy()) {
            continue;
        }
        across |= part.relation == names::Relation::transliterated; // romanised letter by letter the same is no doubt
        if (const NearList* near = scratch.meetings[ours].near; near != nullptr) {
            const double others = others_with(tables, *near, met, part.similarity);
            expected *= std::min(1.0, (others + unseen_names(word.text.size())) / forms);
        }
    }
    return across ? expected : 0;
}

double chance_factor(double expected) {
    return expected <= chance_is_nothing ? 1.0 : std::pow(chance_is_nothing / expected, fall);
}

double length_factor(const Tables& tables, const names::Wording& query, const names::Wording& listed, double score) {
    constexpr double most_power = 1.5;
    constexpr double long_list = 20'000;
    const bool ours = names::script_of(query.words) == text::Script::hangul;
    const bool theirs = names::script_of(listed.words) == text::Script::hangul;
    if (ours == theirs || std::max(query.words.size(), listed.words.size()) < 2) {
        return 1;
    }
    const double length = std::log(static_cast<double>(std::max<std::size_t>(1, tables.forms()))) / std::log(long_list);
    return std::pow(score, most_power * std::min(1.0, length));
}

} // namespace tidewaiter::index
