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
#include <bitset>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
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

    struct Piece {
        std::string from;
        std::string to;
        float odds = 0;
    };

    const std::vector<Piece>& pieces() const { return pieces_; }

    /// Odds that words of these lengths need for a margin.
    float needed(float margin, std::size_t from, std::size_t to) const {
        return (margin - (intercept_ + by_from_ * static_cast<float>(from) + by_to_ * static_cast<float>(to) - limit_)) / by_odds_ - slack;
    }

    struct Fit {
        float odds = 0;   ///< log odds of the best cut
        float margin = 0; ///< above what one chance pair in 500 reaches, in log odds of being the same name
    };

    /// In: lower-case letters, at most most_letters each. Out: as Fit; or less than `least` where the margin is below it,
    /// because a cut that cannot reach it any more is not followed.
    Fit fit(std::string_view from, std::string_view to, float least) const {
        const float lengths = intercept_ + by_from_ * static_cast<float>(from.size()) + by_to_ * static_cast<float>(to.size()) - limit_;
        const float enough = needed(least, from.size(), to.size());
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
                if (best[i][j] + std::min(from_rest[i], to_rest[j]) >= enough) {
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
    std::vector<Piece> pieces_;
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

/// The alignment of `fit`, column by column over the letters of the other word, so that what was done for a beginning
/// serves all words that begin so. Places of the own word lie side by side, so that a column is a few vector operations.
struct SpellingScan::State {
    static constexpr std::size_t margin = most_to; ///< places before the first, which nothing reaches
    /// Four places at once; GCC's and clang's vector extension, which any target has.
    using Four = float __attribute__((vector_size(16)));
    static constexpr std::size_t width = 4;
    using Column = std::array<float, margin + (most_letters + 1 + width - 1) / width * width>;

    static Four load(const float* from) {
        Four value;
        std::memcpy(&value, from, sizeof value);
        return value;
    }

    static void store(float* to, Four value) { std::memcpy(to, &value, sizeof value); }

    State(const Table& table_, std::string_view word, bool is_latin_) : table(table_), size(word.size()), is_latin(is_latin_) {
        for (std::size_t count = 0; count <= most_own(); ++count) {
            ones[count].resize(letters_of_script);
            for (Column& column : ones[count]) {
                column.fill(count == 0 ? lone_letter : count == 1 ? unseen : never);
            }
            nones[count].fill(count == 1 ? lone_letter : never);
        }
        std::array<Column, most_to + 1> most; // of a piece, by its own letters and where it ends
        for (std::size_t count = 0; count < most.size(); ++count) {
            most[count].fill(count == 1 ? std::max(lone_letter, unseen) : never);
        }
        for (const Table::Piece& piece : table.pieces()) {
            const std::string& own = is_latin ? piece.to : piece.from;
            const std::string& other_part = is_latin ? piece.from : piece.to;
            for (std::size_t end = own.size(); end <= size; ++end) {
                if (word.substr(end - own.size(), own.size()) == own) {
                    add(own.size(), end, other_part, piece.odds);
                    most[own.size()][margin + end] = std::max(most[own.size()][margin + end], piece.odds);
                }
            }
            if (own.empty()) {
                most_alone = std::max(most_alone, piece.odds);
            }
        }
        std::ranges::stable_sort(longer, {}, &Longer::code);
        for (const Longer& piece : longer) {
            has_code.set(piece.code);
        }
        // What the letters from each place on can give, whatever stands beside them.
        rest.fill(never);
        rest[margin + size] = 0;
        for (std::size_t begin = size; begin-- > 0;) {
            for (std::size_t count = 1; count <= most_own() && begin + count <= size; ++count) {
                rest[margin + begin] = std::max(rest[margin + begin], most[count][margin + begin + count] + rest[margin + begin + count]);
            }
        }
        for (Column& column : columns) {
            column.fill(never);
        }
        fill(0);
    }

    static constexpr std::size_t letters_of_script = 26;

    /// A piece with two or three letters of the other word.
    struct Longer {
        std::uint16_t code = 0; ///< pair_of, triple_of
        std::uint8_t count = 0; ///< letters of the own word
        std::uint8_t end = 0;
        float odds = 0;
    };

    void add(std::size_t count, std::size_t end, std::string_view other_part, float odds) {
        if (other_part.empty()) {
            nones[count][margin + end] = odds;
        } else if (other_part.size() == 1) {
            ones[count][index_of(other_part[0])][margin + end] = odds;
        } else {
            const std::uint16_t code = other_part.size() == 2 ? pair_of(other_part[0], other_part[1]) : triple_of(other_part[0], other_part[1], other_part[2]);
            longer.push_back({code, static_cast<std::uint8_t>(count), static_cast<std::uint8_t>(end), odds});
        }
    }

    static std::size_t index_of(char c) { return static_cast<std::size_t>(c - 'a'); }
    static std::uint16_t code_of(char c) { return static_cast<std::uint16_t>(c - 'a' + 1); }
    static std::uint16_t pair_of(char a, char b) { return static_cast<std::uint16_t>(code_of(a) << 5U | code_of(b)); }
    static std::uint16_t triple_of(char a, char b, char c) { return static_cast<std::uint16_t>(code_of(a) << 10U | pair_of(b, c)); }

    std::size_t most_own() const { return is_latin ? most_to : most_from; }

    void take_longer(Column& column, const Column& before, std::uint16_t code) const {
        if (!has_code.test(code)) {
            return;
        }
        for (auto at = std::ranges::lower_bound(longer, code, {}, &Longer::code); at != longer.end() && at->code == code; ++at) {
            float& best = column[margin + at->end];
            best = std::max(best, before[margin + at->end - at->count] + at->odds);
        }
    }

    /// The column after `letters` letters of `other`, from the columns before.
    void fill(std::size_t letters) {
        Column& column = columns[letters];
        if (letters == 0) {
            column[margin] = 0;
        } else {
            const Column& before = columns[letters - 1];
            const std::size_t letter = index_of(other[letters - 1]);
            for (std::size_t place = margin; place <= margin + size; place += width) {
                Four best = load(&before[place]) + load(&ones[0][letter][place]);
                for (std::size_t count = 1; count <= most_own(); ++count) {
                    const Four value = load(&before[place - count]) + load(&ones[count][letter][place]);
                    best = value > best ? value : best;
                }
                store(&column[place], best);
            }
        }
        if (letters >= 2) {
            take_longer(column, columns[letters - 2], pair_of(other[letters - 2], other[letters - 1]));
        }
        if (letters >= 3) {
            take_longer(column, columns[letters - 3], triple_of(other[letters - 3], other[letters - 2], other[letters - 1]));
        }
        float reach = column[margin] + rest[margin];
        for (std::size_t end = 1; end <= size; ++end) {
            const std::size_t place = margin + end;
            for (std::size_t count = 1; count <= most_own(); ++count) {
                column[place] = std::max(column[place], column[place - count] + nones[count][place]);
            }
            reach = std::max(reach, column[place] + rest[place]);
        }
        reaches[letters] = reach;
    }

    /// Most that any word can come to which begins so and has `more` letters more. A piece may begin up to two letters
    /// before the column.
    float most_after(std::size_t letters, std::size_t more) const {
        float reach = reaches[letters];
        for (std::size_t back = 1; back < most_to && back <= letters; ++back) {
            reach = std::max(reach, reaches[letters - back]);
        }
        return reach + most_alone * static_cast<float>(more + most_to - 1);
    }

    bool may_agree(std::string_view word) {
        word = word.substr(0, most_letters);
        if (word.size() < (is_latin ? 1U : 2U)) {
            return false;
        }
        std::size_t same = 0;
        while (same < std::min(other.size(), word.size()) && other[same] == word[same]) {
            ++same;
        }
        if (word.size() != enough_size) {
            enough_size = word.size();
            enough = table.needed(least_margin, is_latin ? word.size() : size, is_latin ? size : word.size());
            hopeless = most_letters + 1;
        }
        if (hopeless <= same) {
            return false;
        }
        hopeless = most_letters + 1;
        std::size_t done = std::min(same, filled);
        other.assign(word);
        for (; done < word.size(); ++done) {
            if (word[done] < 'a' || word[done] > 'z') {
                filled = done;
                other.resize(done);
                return false;
            }
            fill(done + 1);
            if (most_after(done + 1, word.size() - done - 1) < enough) {
                filled = done + 1;
                hopeless = done + 1;
                return false;
            }
        }
        filled = word.size();
        return columns[word.size()][margin + size] >= enough;
    }

    const Table& table;
    std::size_t size;
    bool is_latin;
    std::array<std::vector<Column>, most_to + 1> ones; ///< by own letters, other letter and place: odds of a piece that ends there
    std::array<Column, most_to + 1> nones{};           ///< the same of own letters that stand for nothing
    std::vector<Longer> longer;                        ///< by code
    std::bitset<std::size_t{1} << 15U> has_code;       ///< codes of `longer`
    Column rest{};
    float most_alone = 0;
    std::array<Column, most_letters + 1> columns;
    std::array<float, most_letters + 1> reaches{};
    std::string other;            ///< the word asked last
    std::size_t filled = 0;       ///< columns of it that stand
    std::size_t hopeless = most_letters + 1; ///< no word of this length that begins with so many of its letters agrees
    std::size_t enough_size = 0;
    float enough = 0;
};

SpellingScan::SpellingScan(text::Script script, std::string_view word, bool is_latin) {
    const Table* table = tables().find(script);
    word = word.substr(0, most_letters);
    if (table != nullptr && word.size() >= (is_latin ? 2U : 1U) && is_letters(word)) {
        state_ = std::make_unique<State>(*table, word, is_latin);
    }
}

SpellingScan::~SpellingScan() = default;
SpellingScan::SpellingScan(SpellingScan&&) noexcept = default;
SpellingScan& SpellingScan::operator=(SpellingScan&&) noexcept = default;

bool SpellingScan::may_agree(std::string_view other) { return state_ != nullptr && state_->may_agree(other); }

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
