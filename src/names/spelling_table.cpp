#include "names/spelling_table.hpp"

#include "base/csv.hpp"
#include "base/embedded.hpp"
#include "base/failure.hpp"

#include <bit>
#include <charconv>
#include <cmath>
#include <memory>

TIDEWAITER_EMBEDDED(transliterations_csv);

namespace tidewaiter::names {

namespace {

constexpr float slack = 1e-3F;   ///< for rounding
constexpr int most_strange = 0;  ///< letters of a word that can stand for no letter of the other
/// Agreement of what one chance pair in 500 reaches: alone it makes a score of 0.70. Below, so much less for each unit of
/// log odds; above it counts how likely each letter is, whatever the length, between these log odds.
constexpr float at_limit = 0.82F;
constexpr float below_limit = 0.15F;
constexpr float most_agreement = 0.97F;
/// Below this the words agree by nothing (least_agreement).
constexpr float least_margin = (least_agreement - at_limit) / below_limit;
constexpr float doubtful_letter = 0.5F;
constexpr float sure_letter = 2.4F;

std::uint32_t slot_number_of(std::string_view from, std::string_view to) {
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < most_from; ++i) {
        number = number << 5U | (i < from.size() ? static_cast<std::uint32_t>(from[i] - 'a' + 1) : 0U);
    }
    for (std::size_t i = 0; i < most_to; ++i) {
        number = number << 5U | (i < to.size() ? static_cast<std::uint32_t>(to[i] - 'a' + 1) : 0U);
    }
    return number;
}

} // namespace

bool is_letters(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
}

void SpellingTable::set(std::string_view name, float value) {
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

void SpellingTable::add(std::string_view from, std::string_view to, float odds) {
    const std::uint32_t piece = slot_number_of(from, to);
    std::size_t at = slot_of(piece);
    while (slots_[at].piece != 0) {
        at = (at + 1) & (slots_.size() - 1);
    }
    slots_[at] = {piece, odds};
    pieces_.push_back({std::string(from), std::string(to), odds});
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

SpellingTable::Side SpellingTable::make_side(bool is_latin) const {
    const auto number = [is_latin](const Piece* piece) { return number_of(is_latin ? piece->to : piece->from); };
    Side side;
    for (const Piece& piece : pieces_) {
        side.pieces.push_back(&piece);
    }
    std::ranges::stable_sort(side.pieces, {}, number);
    const std::size_t numbers = number_of(std::string(is_latin ? most_to : most_from, 'z')) + 1;
    std::size_t at = 0;
    for (std::size_t each = 0; each <= numbers; ++each) {
        while (at < side.pieces.size() && number(side.pieces[at]) < each) {
            ++at;
        }
        side.starts.push_back(static_cast<std::uint16_t>(at));
    }
    return side;
}

void SpellingTable::finish() {
    romanised_ = make_side(false);
    latin_ = make_side(true);
}

std::size_t SpellingTable::count_of(std::string_view word) const {
    const auto found = common_.find(std::string(word));
    return found == common_.end() ? 0 : found->second;
}

bool SpellingTable::may_spell(std::string_view from, std::uint32_t to) const {
    std::uint32_t all = 0;
    int strange = 0;
    for (const char c : from) {
        const std::uint32_t spelt = spelt_by_[letter(c)];
        all |= spelt;
        strange += (spelt & to) == 0 ? 1 : 0;
    }
    return strange <= most_strange && std::popcount(to & ~all) <= most_strange;
}

float SpellingTable::needed(std::size_t from, std::size_t to) const { return (least_margin - margin_of_lengths(from, to)) / by_odds_ - slack; }

float SpellingTable::fit(std::string_view from, std::string_view to) const {
    const float enough = needed(from.size(), to.size());
    // What the letters from each place on can give at most.
    std::array<float, most_spelt + 1> from_rest{};
    std::array<float, most_spelt + 1> to_rest{};
    for (std::size_t i = from.size(); i-- > 0;) {
        from_rest[i] = from_rest[i + 1] + most_from_letter_[letter(from[i])];
    }
    for (std::size_t j = to.size(); j-- > 0;) {
        to_rest[j] = to_rest[j + 1] + most_to_letter_[letter(to[j])];
    }
    Cuts best;
    for (std::size_t i = 0; i <= from.size(); ++i) {
        std::fill_n(best[i].begin(), to.size() + 1, never);
    }
    best[0][0] = 0;
    for (std::size_t i = 0; i <= from.size(); ++i) {
        for (std::size_t j = 0; j <= to.size(); ++j) {
            if (best[i][j] + std::min(from_rest[i], to_rest[j]) >= enough) {
                follow(from, to, i, j, best);
            }
        }
    }
    return best[from.size()][to.size()];
}

/// All pieces that go on from one place.
void SpellingTable::follow(std::string_view from, std::string_view to, std::size_t i, std::size_t j, Cuts& best) const {
    const float here = best[i][j];
    std::uint32_t front = 0; // the romanised letters of the piece, as slot_number_of has them
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
                    value = unseen_piece;
                } else {
                    continue;
                }
            }
            best[i + a][j + b] = std::max(best[i + a][j + b], here + value);
        }
    }
}

float SpellingTable::find(std::uint32_t piece) const {
    for (std::size_t at = slot_of(piece);; at = (at + 1) & (slots_.size() - 1)) {
        if (slots_[at].piece == piece) {
            return slots_[at].odds;
        }
        if (slots_[at].piece == 0) {
            return never;
        }
    }
}

float SpellingTable::agreement(float odds, std::size_t from, std::size_t to) const {
    // In log odds of being the same name, above what one chance pair in 500 reaches.
    const float margin = margin_of_lengths(from, to) + by_odds_ * odds;
    if (margin < least_margin) {
        return 0;
    }
    if (margin < 0) {
        return at_limit + below_limit * margin;
    }
    const float by_letter = odds / (0.5F * static_cast<float>(from + to));
    const float share = std::clamp((by_letter - doubtful_letter) / (sure_letter - doubtful_letter), 0.0F, 1.0F);
    const float by_margin = 1.0F - std::exp(-margin);
    return at_limit + (most_agreement - at_limit) * (0.8F * share + 0.2F * by_margin);
}

namespace {

class Tables {
public:
    Tables() {
        const base::CsvTable table("transliterations.csv", embedded_transliterations_csv());
        const std::size_t script = table.column("script");
        const std::size_t from = table.column("from");
        const std::size_t to = table.column("to");
        const std::size_t odds = table.column("odds");
        SpellingTable* made = nullptr;
        for (const auto& row : table.rows()) {
            float value = 0;
            std::from_chars(row[odds].data(), row[odds].data() + row[odds].size(), value);
            if (!row[script].empty()) {
                made = (tables_[static_cast<std::size_t>(script_named(row[script]))] = std::make_unique<SpellingTable>()).get();
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
        for (const auto& each : tables_) {
            if (each != nullptr) {
                each->finish();
            }
        }
    }

    const SpellingTable* find(text::Script script) const { return tables_[static_cast<std::size_t>(script)].get(); }

private:
    static text::Script script_named(std::string_view name) {
        for (std::size_t i = 0; i <= static_cast<std::size_t>(text::Script::other); ++i) {
            if (text::to_text(static_cast<text::Script>(i)) == name) {
                return static_cast<text::Script>(i);
            }
        }
        return text::Script::none;
    }

    std::array<std::unique_ptr<SpellingTable>, static_cast<std::size_t>(text::Script::other) + 1> tables_;
};

} // namespace

const SpellingTable* find_spelling_table(text::Script script) {
    static const Tables made;
    return made.find(script);
}

} // namespace tidewaiter::names
