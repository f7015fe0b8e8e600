// One word laid against many of another script. Half of the letters of two words that agree a little may differ, so that
// neither a tree of beginnings nor the letters that words have tell enough apart; laying 64 words side by side does.
//
// What is asked is whether the log odds of the best cut reach what the lengths of both words need. Both rise with the
// letters that are used up, so each step of a cut is taken for what it loses against the best step of all: its reduced
// cost, as in A* search. Costs are never negative, fit into a byte each, and are rounded down, so that no word is lost;
// the few that pass are cut again in floating point, by the very sums of SpellingTable::fit.
#include "names/spelling_table.hpp"
#include "names/transliteration.hpp"

#include <algorithm>
#include <bit>
#include <limits>

#if defined(__x86_64__) && defined(__GNUC__)
#if !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized" // GCC 12 warns about its own header (GCC bug 105593)
#pragma GCC diagnostic ignored "-Wuninitialized"       // the same
#endif
#include <immintrin.h>
#define TIDEWAITER_AVX512 __attribute__((target("avx512f,avx512bw,avx512vbmi")))
#endif

namespace tidewaiter::names {

static_assert(SpelledWords::longest == most_spelt);

void SpelledWords::add(std::uint32_t number, std::string_view text) {
    const std::uint32_t all_letters = to_letters(text);
    text = text.substr(0, longest);
    if (text.empty() || !is_letters(text)) {
        return;
    }
    Group& group = groups_[text.size()];
    const std::size_t lane = group.numbers.size() % lanes;
    if (lane == 0) {
        group.letters.resize(group.letters.size() + lanes * text.size(), no_letter);
    }
    std::uint8_t* const block = group.letters.data() + group.letters.size() - lanes * text.size();
    for (std::size_t i = 0; i < text.size(); ++i) {
        block[i * lanes + lane] = static_cast<std::uint8_t>(text[i] - 'a');
    }
    group.numbers.push_back(number);
    group.all_letters.push_back(all_letters);
    longest_word_ = std::max(longest_word_, text.size());
    ++size_;
}

std::string SpelledWords::text(std::size_t length, std::size_t place) const {
    std::string text(length, ' ');
    const std::uint8_t* const first = groups_[length].letters.data() + place / lanes * lanes * length + place % lanes;
    for (std::size_t i = 0; i < length; ++i) {
        text[i] = static_cast<char>('a' + first[i * lanes]);
    }
    return text;
}

namespace {

/// The table for a word of these letters, or null where it agrees with nothing.
const SpellingTable* table_for(text::Script script, std::string_view word, bool is_latin) {
    const bool fits = word.size() >= (is_latin ? 2U : 1U) && is_letters(word);
    return fits ? find_spelling_table(script) : nullptr;
}

std::size_t least_length(bool is_latin) { return is_latin ? 1 : 2; }

#ifdef TIDEWAITER_AVX512

bool has_avx512() {
    static const bool has = __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 && __builtin_cpu_supports("avx512vbmi") != 0;
    return has;
}

constexpr std::size_t lanes = SpelledWords::lanes;
constexpr std::size_t float_lanes = 16;
constexpr std::size_t letters_of_script = 26;
constexpr std::size_t most_counts = std::max(most_from, most_to) + 1; ///< of letters of one side of a piece, none among them
constexpr std::uint16_t no_table = 0xFFFF;
constexpr std::uint8_t impossible = 0xFF;

/// What a letter of the other word costs, by its number.
struct alignas(64) Costs {
    std::array<std::uint8_t, lanes> of;
};

/// The log odds of a step over one letter of the other word, by its number.
struct alignas(64) Odds {
    std::array<float, 2 * float_lanes> of;
};

TIDEWAITER_AVX512 float most_of(const Odds& odds) {
    return _mm512_reduce_max_ps(_mm512_max_ps(_mm512_load_ps(odds.of.data()), _mm512_load_ps(odds.of.data() + float_lanes)));
}

/// Costs of (most - odds) * scale, rounded down. Out: the least of them
TIDEWAITER_AVX512 std::uint8_t to_costs(const Odds& odds, float most, float scale, Costs& costs) {
    _mm512_store_si512(costs.of.data(), _mm512_set1_epi8(-1));
    __m512i least = _mm512_set1_epi32(impossible);
    for (std::size_t half = 0; half < 2; ++half) {
        const __m512 lost = _mm512_mul_ps(_mm512_sub_ps(_mm512_set1_ps(most), _mm512_load_ps(odds.of.data() + half * float_lanes)), _mm512_set1_ps(scale));
        const __m512 within = _mm512_min_ps(_mm512_max_ps(lost, _mm512_setzero_ps()), _mm512_set1_ps(impossible));
        const __m512i whole = _mm512_cvttps_epi32(within);
        least = _mm512_min_epi32(least, whole);
        _mm_storeu_si128(reinterpret_cast<__m128i*>(costs.of.data() + half * float_lanes), _mm512_cvtepi32_epi8(whole));
    }
    return static_cast<std::uint8_t>(_mm512_reduce_min_epi32(least));
}

/// All steps that a cut may take, by where in the own word they end and by how many own letters they take.
class Steps {
public:
    /// A step over two or three letters of the other word, as a piece has them.
    struct Longer {
        std::uint8_t own = 0;
        std::uint8_t other = 0;
        std::array<std::uint8_t, most_counts - 1> letters{};
        float odds = 0;
    };

    /// All such steps of one end and of as many letters: each costs at least what each of its letters does.
    struct LongerCosts {
        std::uint8_t own = 0;
        std::uint8_t other = 0;
        std::array<std::uint16_t, most_counts - 1> costs{};
        std::uint8_t least = 0;
    };

    struct End {
        std::array<std::uint16_t, most_counts> single{no_table, no_table, no_table, no_table}; ///< in costs and in odds; with one other letter
        std::array<std::uint8_t, most_counts> silent{impossible, impossible, impossible, impossible}; ///< with none
        std::array<float, most_counts> silent_odds{never, never, never, never};
        std::array<std::uint8_t, most_counts> least_single{impossible, impossible, impossible, impossible};
        std::uint16_t first_longer = 0;
        std::uint16_t last_longer = 0;
        std::uint16_t first_longer_costs = 0;
        std::uint16_t last_longer_costs = 0;
    };

    /// In: longest: letters of the longest other word
    Steps(const SpellingTable& table, std::string_view word, bool is_latin, std::size_t longest)
        : size(word.size()), most_own(is_latin ? most_to : most_from), other_letter_(table.needed_by_letter(!is_latin)) {
        odds.reserve((most_own + 1) * (size + 1));
        costs.reserve(4 * odds.capacity());
        for (std::size_t end = 0; end <= size; ++end) {
            End& here = ends[end];
            here.first_longer = static_cast<std::uint16_t>(longer.size());
            for (std::size_t own = 0; own <= std::min(most_own, end); ++own) {
                if (own > 0 || end == 0) {
                    add_steps(here, own, table.pieces_of(word.substr(end - own, own), is_latin), is_latin);
                } else {
                    here.single[0] = ends[0].single[0]; // the same at every end
                    add_lone_longer(here);
                }
            }
            here.last_longer = static_cast<std::uint16_t>(longer.size());
        }
        make_potentials();
        const float most_loss = potential_[0] - (is_latin ? table.needed(0, size) : table.needed(size, 0)) + gain_alone_ * static_cast<float>(most_spelt);
        is_hopeless = most_loss < 0;
        scale_ = static_cast<float>(most_cost - 1) / std::max(most_loss, 1e-3F);
        make_costs();
        make_lengths(longest);
    }

    /// Sums of costs that are more do not reach what is needed.
    static constexpr std::uint8_t most_cost = 251;

    bool may_have_length(std::size_t other) const { return !is_hopeless && least_by_length_[other] <= most_cost; }

    std::size_t size;
    std::size_t most_own;
    bool is_hopeless = false;
    std::array<End, most_spelt + 1> ends{};
    std::vector<Longer> longer;
    std::vector<LongerCosts> longer_costs;
    std::vector<Costs> costs;
    std::vector<Odds> odds;

private:
    void add_steps(End& here, std::size_t own, std::span<const SpellingTable::Piece* const> pieces, bool is_latin) {
        Odds single;
        single.of.fill(never); // no letters beyond the script's
        std::fill_n(single.of.begin(), letters_of_script, own == 0 ? lone_letter : own == 1 ? unseen_piece : never);
        bool any = own <= 1;
        if (own == 1) {
            here.silent_odds[own] = lone_letter;
        }
        for (const SpellingTable::Piece* piece : pieces) {
            const std::string& other = is_latin ? piece->from : piece->to;
            if (other.empty()) {
                here.silent_odds[own] = piece->odds;
            } else if (other.size() == 1) {
                single.of[static_cast<std::size_t>(other[0] - 'a')] = piece->odds;
                any = true;
            } else {
                Longer& step = longer.emplace_back();
                step.own = static_cast<std::uint8_t>(own);
                step.other = static_cast<std::uint8_t>(other.size());
                for (std::size_t i = 0; i < other.size(); ++i) {
                    step.letters[i] = static_cast<std::uint8_t>(other[i] - 'a');
                }
                step.odds = piece->odds;
            }
        }
        if (any) {
            here.single[own] = static_cast<std::uint16_t>(odds.size());
            odds.push_back(single);
        }
    }

    /// Steps over several other letters that take none of the own word.
    void add_lone_longer(const End& here) {
        for (std::size_t i = ends[0].first_longer; i < ends[0].last_longer && &here != &ends[0]; ++i) {
            const Longer step = longer[i];
            longer.push_back(step);
        }
    }

    /// What a step gives, the other letters that it uses up paid for.
    float gain(float step_odds, std::size_t other) const { return step_odds - other_letter_ * static_cast<float>(other); }

    /// The most that can be had from each place on.
    void make_potentials() {
        std::array<std::array<float, most_counts>, most_spelt + 1> best;
        for (std::size_t end = 0; end <= size; ++end) {
            const End& here = ends[end];
            for (std::size_t own = 0; own < most_counts; ++own) {
                best[end][own] = here.silent_odds[own];
                if (here.single[own] != no_table) {
                    best[end][own] = std::max(best[end][own], gain(most_of(odds[here.single[own]]), 1));
                }
            }
            for (std::size_t i = here.first_longer; i < here.last_longer; ++i) {
                best[end][longer[i].own] = std::max(best[end][longer[i].own], gain(longer[i].odds, longer[i].other));
            }
            gain_alone_ = std::max(gain_alone_, best[end][0]);
        }
        potential_[size] = 0;
        for (std::size_t begin = size; begin-- > 0;) {
            potential_[begin] = never;
            for (std::size_t own = 1; own <= most_own && begin + own <= size; ++own) {
                potential_[begin] = std::max(potential_[begin], best[begin + own][own] + potential_[begin + own]);
            }
        }
    }

    std::uint8_t cost(std::size_t end, std::size_t own, float step_odds, std::size_t other) const {
        const float lost = (potential_[end - own] - potential_[end] - gain(step_odds, other)) * scale_;
        return lost >= static_cast<float>(impossible) ? impossible : static_cast<std::uint8_t>(std::max(lost, 0.0F));
    }

    void make_costs() {
        std::array<Costs, most_counts - 1> made;
        costs.resize(odds.size());
        for (std::size_t end = 0; end <= size; ++end) {
            End& here = ends[end];
            for (std::size_t own = 0; own < most_counts; ++own) {
                if (own <= end && here.silent_odds[own] > never) {
                    here.silent[own] = cost(end, own, here.silent_odds[own], 0);
                }
                if (here.single[own] != no_table) {
                    const float most = potential_[end - own] - potential_[end] + other_letter_;
                    here.least_single[own] = to_costs(odds[here.single[own]], most, scale_, costs[here.single[own]]);
                }
            }
            here.first_longer_costs = static_cast<std::uint16_t>(longer_costs.size());
            for (std::uint8_t own = 0; own < most_counts; ++own) {
                for (std::uint8_t other = 2; other < most_counts; ++other) {
                    bool any = false;
                    std::uint8_t least = impossible;
                    for (std::size_t i = here.first_longer; i < here.last_longer; ++i) {
                        const Longer& step = longer[i];
                        if (step.own != own || step.other != other) {
                            continue;
                        }
                        if (!any) {
                            for (Costs& each : made) {
                                each.of.fill(impossible);
                            }
                        }
                        any = true;
                        const std::uint8_t lost = cost(end, own, step.odds, other);
                        least = std::min(least, lost);
                        for (std::size_t at = 0; at < other; ++at) {
                            std::uint8_t& known = made[at].of[step.letters[at]];
                            known = std::min(known, lost);
                        }
                    }
                    if (any) {
                        LongerCosts& all = longer_costs.emplace_back();
                        all.own = own;
                        all.other = other;
                        all.least = least;
                        for (std::size_t at = 0; at < other; ++at) {
                            all.costs[at] = static_cast<std::uint16_t>(costs.size());
                            costs.push_back(made[at]);
                        }
                    }
                }
            }
            here.last_longer_costs = static_cast<std::uint16_t>(longer_costs.size());
        }
    }

    /// The least that any word of each length loses.
    void make_lengths(std::size_t longest) {
        std::array<std::array<unsigned, most_spelt + 1>, most_spelt + 1> sums;
        for (std::size_t other = 0; other <= longest; ++other) {
            for (std::size_t end = 0; end <= size; ++end) {
                const End& here = ends[end];
                unsigned best = end == 0 && other == 0 ? 0U : unsigned{impossible};
                for (std::size_t own = 0; own <= std::min(most_own, end); ++own) {
                    if (own > 0) {
                        best = std::min(best, sums[other][end - own] + here.silent[own]);
                    }
                    if (other > 0 && here.single[own] != no_table) {
                        best = std::min(best, sums[other - 1][end - own] + here.least_single[own]);
                    }
                }
                for (std::size_t i = here.first_longer_costs; i < here.last_longer_costs; ++i) {
                    const LongerCosts& step = longer_costs[i];
                    if (step.other <= other) {
                        best = std::min(best, sums[other - step.other][end - step.own] + step.least);
                    }
                }
                sums[other][end] = std::min(best, unsigned{impossible});
            }
            least_by_length_[other] = sums[other][size];
        }
    }

    float other_letter_; ///< what a letter of the other word costs, by the odds that it makes needed
    float gain_alone_ = 0; ///< most that a step without own letters gives; such steps have cost 0 at the least
    float scale_ = 1;
    std::array<float, most_spelt + 1> potential_{};
    std::array<unsigned, most_spelt + 1> least_by_length_{};
};

/// Tells for each block of a group which of its words may reach what is needed.
TIDEWAITER_AVX512 void scan_blocks(const Steps& steps, const std::uint8_t* letters, std::size_t length, std::size_t blocks, std::uint64_t* may) {
    constexpr std::size_t ring = most_counts; // columns that are still needed, a power of two
    static_assert((ring & (ring - 1)) == 0);
    __m512i columns[ring][most_spelt + 1];
    __m512i read[ring]; // the letters of these columns
    const __m512i most = _mm512_set1_epi8(static_cast<char>(Steps::most_cost));
    __m512i first[most_spelt + 1];
    for (std::size_t end = 0; end <= steps.size; ++end) {
        first[end] = end == 0 ? _mm512_setzero_si512() : _mm512_set1_epi8(-1);
        for (std::size_t own = 1; own <= steps.most_own && own <= end; ++own) {
            first[end] = _mm512_min_epu8(first[end], _mm512_adds_epu8(first[end - own], _mm512_set1_epi8(static_cast<char>(steps.ends[end].silent[own]))));
        }
    }
    const Costs* const costs = steps.costs.data();
    const __m512i lone = _mm512_load_si512(costs[steps.ends[0].single[0]].of.data());
    for (std::size_t block = 0; block < blocks; ++block) {
        for (std::size_t end = 0; end <= steps.size; ++end) {
            columns[0][end] = first[end];
        }
        for (std::size_t j = 1; j <= length; ++j) {
            const __m512i here = _mm512_loadu_si512(letters);
            letters += lanes;
            read[j % ring] = here;
            __m512i* const column = columns[j % ring];
            const __m512i* const before = columns[(j - 1) % ring];
            const __m512i lone_here = _mm512_permutexvar_epi8(here, lone);
            __m512i last = lone_here;
            for (std::size_t end = 0; end <= steps.size; ++end) {
                const Steps::End& step = steps.ends[end];
                __m512i best = _mm512_adds_epu8(before[end], lone_here);
                if (end >= 1) {
                    const __m512i single = _mm512_permutexvar_epi8(here, _mm512_load_si512(costs[step.single[1]].of.data()));
                    best = _mm512_min_epu8(best, _mm512_adds_epu8(before[end - 1], single));
                }
                for (std::size_t own = 2; own <= steps.most_own; ++own) {
                    if (step.single[own] != no_table) {
                        const __m512i single = _mm512_permutexvar_epi8(here, _mm512_load_si512(costs[step.single[own]].of.data()));
                        best = _mm512_min_epu8(best, _mm512_adds_epu8(before[end - own], single));
                    }
                    if (step.silent[own] != impossible) {
                        best = _mm512_min_epu8(best, _mm512_adds_epu8(column[end - own], _mm512_set1_epi8(static_cast<char>(step.silent[own]))));
                    }
                }
                for (std::size_t i = step.first_longer_costs; i < step.last_longer_costs; ++i) {
                    const Steps::LongerCosts& over = steps.longer_costs[i];
                    if (over.other > j) {
                        continue;
                    }
                    __m512i value = _mm512_setzero_si512();
                    for (std::size_t at = 0; at < over.other; ++at) {
                        const __m512i letter = read[(j + at + 1 - over.other) % ring];
                        value = _mm512_max_epu8(value, _mm512_permutexvar_epi8(letter, _mm512_load_si512(costs[over.costs[at]].of.data())));
                    }
                    best = _mm512_min_epu8(best, _mm512_adds_epu8(columns[(j - over.other) % ring][end - over.own], value));
                }
                // The only step that waits for the place before comes last.
                last = end == 0 ? best : _mm512_min_epu8(best, _mm512_adds_epu8(last, _mm512_set1_epi8(static_cast<char>(step.silent[1]))));
                column[end] = last;
            }
        }
        may[block] = _mm512_cmple_epu8_mask(columns[length % ring][steps.size], most);
    }
}

/// The log odds of 16 words' best cuts, by the sums of SpellingTable::fit. In: letters: for each place 16 letters
TIDEWAITER_AVX512 void sum_odds(const Steps& steps, const std::uint32_t* letters, std::size_t length, float* sums) {
    constexpr std::size_t ring = most_counts;
    __m512 columns[ring][most_spelt + 1];
    __m512i read[ring];
    for (std::size_t end = 0; end <= steps.size; ++end) {
        columns[0][end] = _mm512_set1_ps(end == 0 ? 0.0F : never);
        for (std::size_t own = 1; own <= steps.most_own && own <= end; ++own) {
            columns[0][end] = _mm512_max_ps(columns[0][end], _mm512_add_ps(columns[0][end - own], _mm512_set1_ps(steps.ends[end].silent_odds[own])));
        }
    }
    for (std::size_t j = 1; j <= length; ++j) {
        const __m512i here = _mm512_loadu_si512(letters + (j - 1) * float_lanes);
        read[j % ring] = here;
        __m512* const column = columns[j % ring];
        const __m512* const before = columns[(j - 1) % ring];
        for (std::size_t end = 0; end <= steps.size; ++end) {
            const Steps::End& step = steps.ends[end];
            __m512 best = _mm512_set1_ps(never);
            for (std::size_t own = 0; own <= steps.most_own && own <= end; ++own) {
                if (step.single[own] != no_table) {
                    const float* const odds = steps.odds[step.single[own]].of.data();
                    const __m512 single = _mm512_permutex2var_ps(_mm512_load_ps(odds), here, _mm512_load_ps(odds + float_lanes));
                    best = _mm512_max_ps(best, _mm512_add_ps(before[end - own], single));
                }
                if (own > 0 && step.silent_odds[own] > never) {
                    best = _mm512_max_ps(best, _mm512_add_ps(column[end - own], _mm512_set1_ps(step.silent_odds[own])));
                }
            }
            for (std::size_t i = step.first_longer; i < step.last_longer; ++i) {
                const Steps::Longer& over = steps.longer[i];
                if (over.other > j) {
                    continue;
                }
                __mmask16 same = 0xFFFF;
                for (std::size_t at = 0; at < over.other; ++at) {
                    same = _mm512_mask_cmpeq_epi32_mask(same, read[(j + at + 1 - over.other) % ring], _mm512_set1_epi32(over.letters[at]));
                }
                const __m512 value = _mm512_add_ps(columns[(j - over.other) % ring][end - over.own], _mm512_set1_ps(over.odds));
                best = _mm512_mask_max_ps(best, same, best, value);
            }
            column[end] = best;
        }
    }
    _mm512_storeu_ps(sums, columns[length % ring][steps.size]);
}

/// One word against the words of a side.
class LaneScan {
public:
    LaneScan(const SpellingTable& table, std::string_view word, bool is_latin, const SpelledWords& words, std::vector<Spelling>& into)
        : table_(table), word_(word.substr(0, most_spelt)), letters_(to_letters(word)), is_latin_(is_latin), words_(words), into_(into),
          steps_(table, word_, is_latin, words.longest_word()) {}

    void run() {
        for (std::size_t length = least_length(is_latin_); length <= words_.longest_word(); ++length) {
            const SpelledWords::Group& group = words_.group(length);
            if (group.numbers.empty() || !steps_.may_have_length(length)) {
                continue;
            }
            const std::size_t blocks = (group.numbers.size() + lanes - 1) / lanes;
            may_.resize(blocks);
            scan_blocks(steps_, group.letters.data(), length, blocks, may_.data());
            found_.clear();
            for (std::size_t block = 0; block < blocks; ++block) {
                for (std::uint64_t left = may_[block]; left != 0; left &= left - 1) {
                    found_.push_back(static_cast<std::uint32_t>(block * lanes + static_cast<std::size_t>(std::countr_zero(left))));
                }
            }
            judge(group, length);
        }
    }

private:
    /// Keeps what really agrees of the words found.
    void judge(const SpelledWords::Group& group, std::size_t length) {
        std::array<std::uint32_t, most_spelt * float_lanes> letters;
        std::array<float, float_lanes> sums;
        for (std::size_t first = 0; first < found_.size(); first += float_lanes) {
            const std::size_t count = std::min(float_lanes, found_.size() - first);
            for (std::size_t lane = 0; lane < float_lanes; ++lane) {
                const std::size_t place = found_[first + std::min(lane, count - 1)]; // the last lanes repeat one
                const std::uint8_t* from = group.letters.data() + place / lanes * lanes * length + place % lanes;
                for (std::size_t i = 0; i < length; ++i) {
                    letters[i * float_lanes + lane] = from[i * lanes];
                }
            }
            sum_odds(steps_, letters.data(), length, sums.data());
            for (std::size_t lane = 0; lane < count; ++lane) {
                keep(group, length, found_[first + lane], sums[lane]);
            }
        }
    }

    void keep(const SpelledWords::Group& group, std::size_t length, std::size_t place, float odds) {
        const float agreement = is_latin_ ? table_.agreement(odds, length, word_.size()) : table_.agreement(odds, word_.size(), length);
        if (agreement < least_agreement) {
            return;
        }
        const bool may = is_latin_ ? table_.may_spell(words_.text(length, place), letters_) : table_.may_spell(word_, group.all_letters[place]);
        if (may) {
            into_.push_back({group.numbers[place], agreement});
        }
    }

    const SpellingTable& table_;
    std::string_view word_;
    std::uint32_t letters_; // of the whole word
    bool is_latin_;
    const SpelledWords& words_;
    std::vector<Spelling>& into_;
    Steps steps_;
    std::vector<std::uint64_t> may_;
    std::vector<std::uint32_t> found_;
};

#endif

} // namespace

void find_spellings_plainly(text::Script script, std::string_view word, bool is_latin, const SpelledWords& words, std::vector<Spelling>& into) {
    SpellingScan scan(script, word, is_latin);
    const std::uint32_t letters = to_letters(word);
    for (std::size_t length = least_length(is_latin); length <= most_spelt; ++length) {
        const SpelledWords::Group& group = words.group(length);
        for (std::size_t place = 0; place < group.numbers.size(); ++place) {
            const std::string text = words.text(length, place);
            if (scan.may_agree(text)) {
                const float agreement = is_latin ? transliteration_agreement(script, text, word, letters)
                                                 : transliteration_agreement(script, word, text, group.all_letters[place]);
                if (agreement >= least_agreement) {
                    into.push_back({group.numbers[place], agreement});
                }
            }
        }
    }
}

void find_spellings(text::Script script, std::string_view word, bool is_latin, const SpelledWords& words, std::vector<Spelling>& into) {
    const SpellingTable* const table = table_for(script, word.substr(0, most_spelt), is_latin);
    if (table == nullptr || words.size() == 0) {
        return;
    }
#ifdef TIDEWAITER_AVX512
    if (has_avx512()) {
        LaneScan(*table, word, is_latin, words, into).run();
        return;
    }
#endif
    find_spellings_plainly(script, word, is_latin, words, into);
}

} // namespace tidewaiter::names
