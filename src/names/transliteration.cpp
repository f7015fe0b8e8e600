// A weighted alignment: both words are cut into pieces, up to two romanised letters against up to three Latin ones, and
// each piece has learned log odds against letters that meet by chance. The best cut gives the odds of the whole, and
// the odds with the lengths of both words give the agreement (bench/fit_transliteration.cpp fits both).
#include "names/transliteration.hpp"

#include "base/csv.hpp"
#include "base/embedded.hpp"
#include "base/failure.hpp"
#include "names/word.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

TIDEWAITER_EMBEDDED(transliterations_csv);

namespace tidewaiter::names {

namespace {

constexpr std::size_t most_from = 2;
constexpr std::size_t most_to = 3;
constexpr std::size_t most_letters = 32; ///< of a word; the rest is not looked at
constexpr float unseen = -6.0F;       ///< log odds of letters that were never seen to meet
constexpr float lone_letter = -2.5F;  ///< the same of a letter over on one side
constexpr float never = -1e9F;
constexpr float slack = 1e-3F;         ///< for rounding
constexpr int most_strange = 0;       ///< letters of a word that can stand for no letter of the other
/// Agreement of what one chance pair in 500 reaches: alone it makes a score of 0.70. Below, so much less for each unit of
/// log odds; above it counts how likely each letter is, whatever the length, between these log odds.
constexpr float at_limit = 0.82F;
constexpr float below_limit = 0.15F;
constexpr float most_agreement = 0.97F;
/// Below this the words agree by nothing (least_agreement).
constexpr float least_margin = (least_agreement - at_limit) / below_limit;
constexpr float doubtful_letter = 0.5F;
constexpr float sure_letter = 2.4F;

std::uint32_t number_of(std::string_view from, std::string_view to) {
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < most_from; ++i) {
        number = number << 5U | (i < from.size() ? static_cast<std::uint32_t>(from[i] - 'a' + 1) : 0U);
    }
    for (std::size_t i = 0; i < most_to; ++i) {
        number = number << 5U | (i < to.size() ? static_cast<std::uint32_t>(to[i] - 'a' + 1) : 0U);
    }
    return number;
}

/// The pieces of one script, open addressing: a look-up is a multiplication and mostly one load.
class Table {
public:
    Table() : slots_(std::size_t{1} << bits) {}

    void set(std::string_view name, float value) {
        if (name == "intercept") {
            intercept_ = value;
        } else if (name == "odds") {
            by_odds_ = value;
        } else if (name == "from") {
            by_from_ = value;
        } else if (name == "to") {
            by_to_ = value;
        } else {
            limit_ = value;
        }
    }

    void add(std::string_view from, std::string_view to, float odds) {
        const std::uint32_t piece = number_of(from, to);
        std::size_t at = slot_of(piece);
        while (slots_[at].piece != 0) {
            at = (at + 1) & (slots_.size() - 1);
        }
        slots_[at] = {piece, odds};
        if (odds <= 0) {
            return;
        }
        for (const char c : from) {
            spelt_by_[letter(c)] |= to_letters(to);
            most_from_letter_[letter(c)] = std::max(most_from_letter_[letter(c)], odds / static_cast<float>(from.size()));
        }
        for (const char c : to) {
            most_to_letter_[letter(c)] = std::max(most_to_letter_[letter(c)], odds / static_cast<float>(to.size()));
        }
    }

    void add_common(const std::string& word, std::size_t count) { common_.emplace(word, count); }

    std::size_t count_of(std::string_view word) const {
        const auto found = common_.find(std::string(word));
        return found == common_.end() ? 0 : found->second;
    }

    /// Could most letters of each word stand for some of the other? Far fewer pairs than one in ten pass by chance.
    bool may_spell(std::string_view from, std::uint32_t to) const {
        std::uint32_t all = 0;
        int strange = 0;
        for (const char c : from) {
            const std::uint32_t spelt = spelt_by_[letter(c)];
            all |= spelt;
            strange += (spelt & to) == 0 ? 1 : 0;
        }
        return strange <= most_strange && std::popcount(to & ~all) <= most_strange;
    }

    struct Fit {
        float odds = 0;   ///< log odds of the best cut
        float margin = 0; ///< above what one chance pair in 500 reaches, in log odds of being the same name
    };

    /// In: lower-case letters, at most most_letters each. Out: as Fit; or less than `least` where the margin is below it,
    /// because a cut that cannot reach it any more is not followed.
    Fit fit(std::string_view from, std::string_view to, float least) const {
        const float lengths = intercept_ + by_from_ * static_cast<float>(from.size()) + by_to_ * static_cast<float>(to.size()) - limit_;
        const float needed = (least - lengths) / by_odds_ - slack;
        // What the letters from each place on can give at most.
        std::array<float, most_letters + 1> from_rest{};
        std::array<float, most_letters + 1> to_rest{};
        for (std::size_t i = from.size(); i-- > 0;) {
            from_rest[i] = from_rest[i + 1] + most_from_letter_[letter(from[i])];
        }
        for (std::size_t j = to.size(); j-- > 0;) {
            to_rest[j] = to_rest[j + 1] + most_to_letter_[letter(to[j])];
        }
        std::array<std::array<float, most_letters + 1>, most_letters + 1> best;
        for (std::size_t i = 0; i <= from.size(); ++i) {
            std::fill_n(best[i].begin(), to.size() + 1, never);
        }
        best[0][0] = 0;
        for (std::size_t i = 0; i <= from.size(); ++i) {
            for (std::size_t j = 0; j <= to.size(); ++j) {
                if (best[i][j] + std::min(from_rest[i], to_rest[j]) >= needed) {
                    follow(from, to, i, j, best);
                }
            }
        }
        const float odds = best[from.size()][to.size()];
        return {odds, lengths + by_odds_ * odds};
    }

private:
    struct Slot {
        std::uint32_t piece = 0;
        float odds = 0;
    };

    static constexpr std::uint32_t bits = 12;

    static std::size_t slot_of(std::uint32_t piece) { return piece * 2'654'435'769U >> (32U - bits); }

    static std::size_t letter(char c) { return static_cast<std::size_t>(c - 'a'); }

    using Cuts = std::array<std::array<float, most_letters + 1>, most_letters + 1>;

    /// All pieces that go on from one place.
    void follow(std::string_view from, std::string_view to, std::size_t i, std::size_t j, Cuts& best) const {
        const float here = best[i][j];
        std::uint32_t front = 0; // the romanised letters of the piece, as number_of has them
        for (std::size_t a = 0; a <= most_from && i + a <= from.size(); ++a) {
            if (a > 0) {
                front |= static_cast<std::uint32_t>(letter(from[i + a - 1]) + 1) << (5U * static_cast<std::uint32_t>(most_from + most_to - a));
            }
            std::uint32_t piece = front;
            for (std::size_t b = 0; b <= most_to && j + b <= to.size(); ++b) {
                if (b > 0) {
                    piece |= static_cast<std::uint32_t>(letter(to[j + b - 1]) + 1) << (5U * static_cast<std::uint32_t>(most_to - b));
                }
                if (a + b == 0) {
                    continue;
                }
                float value = find(piece);
                if (value <= never) {
                    if (a + b == 1) {
                        value = lone_letter;
                    } else if (a == 1 && b == 1) {
                        value = unseen;
                    } else {
                        continue;
                    }
                }
                best[i + a][j + b] = std::max(best[i + a][j + b], here + value);
            }
        }
    }

    float find(std::uint32_t piece) const {
        for (std::size_t at = slot_of(piece);; at = (at + 1) & (slots_.size() - 1)) {
            if (slots_[at].piece == piece) {
                return slots_[at].odds;
            }
            if (slots_[at].piece == 0) {
                return never;
            }
        }
    }

    std::vector<Slot> slots_;
    std::array<float, 26> most_from_letter_{}; ///< most that a romanised letter gives in any piece, its share of the piece
    std::array<float, 26> most_to_letter_{};   ///< the same of a Latin letter
    std::array<std::uint32_t, 26> spelt_by_{}; ///< Latin letters in pieces that hold each romanised letter
    std::unordered_map<std::string, std::size_t> common_;
    float intercept_ = 0;
    float by_odds_ = 1;
    float by_from_ = 0;
    float by_to_ = 0;
    float limit_ = 0;
};

class Tables {
public:
    Tables() {
        const base::CsvTable table("transliterations.csv", embedded_transliterations_csv());
        const std::size_t script = table.column("script");
        const std::size_t from = table.column("from");
        const std::size_t to = table.column("to");
        const std::size_t odds = table.column("odds");
        Table* made = nullptr;
        for (const auto& row : table.rows()) {
            float value = 0;
            std::from_chars(row[odds].data(), row[odds].data() + row[odds].size(), value);
            if (!row[script].empty()) {
                made = (tables_[static_cast<std::size_t>(script_named(row[script]))] = std::make_unique<Table>()).get();
            }
            if (made == nullptr) {
                throw base::Failure(base::FailureKind::machine, "transliterations.csv names no script");
            }
            if (row[from] == "=") {
                made->set(row[to], value);
            } else if (row[from] == "#") {
                made->add_common(row[to], static_cast<std::size_t>(value));
            } else {
                made->add(row[from], row[to], value);
            }
        }
    }

    const Table* find(text::Script script) const { return tables_[static_cast<std::size_t>(script)].get(); }

private:
    static text::Script script_named(std::string_view name) {
        for (std::size_t i = 0; i <= static_cast<std::size_t>(text::Script::other); ++i) {
            if (text::to_text(static_cast<text::Script>(i)) == name) {
                return static_cast<text::Script>(i);
            }
        }
        return text::Script::none;
    }

    std::array<std::unique_ptr<Table>, static_cast<std::size_t>(text::Script::other) + 1> tables_;
};

const Tables& tables() {
    static const Tables made;
    return made;
}

bool is_letters(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
}

} // namespace

bool is_transliterated(text::Script script) { return script != text::Script::latin && tables().find(script) != nullptr; }

bool may_spell(text::Script script, std::string_view romanised, std::uint32_t latin_letters) {
    const Table* table = tables().find(script);
    return table != nullptr && is_letters(romanised.substr(0, most_letters)) && table->may_spell(romanised.substr(0, most_letters), latin_letters);
}

std::size_t romanised_count(text::Script script, std::string_view romanised) {
    const Table* table = tables().find(script);
    return table == nullptr ? 0 : table->count_of(romanised);
}

float transliteration_agreement(text::Script script, std::string_view romanised, std::string_view latin, std::uint32_t latin_letters) {
    const Table* table = tables().find(script);
    romanised = romanised.substr(0, most_letters);
    latin = latin.substr(0, most_letters);
    if (table == nullptr || romanised.empty() || latin.size() < 2 || !is_letters(romanised) ||
        !table->may_spell(romanised, latin_letters) || !is_letters(latin)) {
        return 0;
    }
    const Table::Fit fit = table->fit(romanised, latin, least_margin);
    if (fit.margin < least_margin) {
        return 0;
    }
    if (fit.margin < 0) {
        return at_limit + below_limit * fit.margin;
    }
    const float by_letter = fit.odds / (0.5F * static_cast<float>(romanised.size() + latin.size()));
    const float share = std::clamp((by_letter - doubtful_letter) / (sure_letter - doubtful_letter), 0.0F, 1.0F);
    const float by_margin = 1.0F - std::exp(-fit.margin);
    return at_limit + (most_agreement - at_limit) * (0.8F * share + 0.2F * by_margin);
}

} // namespace tidewaiter::names
