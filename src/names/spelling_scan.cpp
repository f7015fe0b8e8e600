// The alignment of SpellingTable::fit, one letter of the other word after the other, for processors without AVX-512.
#include "names/spelling_table.hpp"
#include "names/transliteration.hpp"

#include <algorithm>
#include <array>
#include <bitset>
#include <cstring>

namespace tidewaiter::names {

/// The alignment of `fit`, column by column over the letters of the other word, so that what was done for a beginning
/// serves all words that begin so. Places of the own word lie side by side, so that a column is a few vector operations.
struct SpellingScan::State {
    static constexpr std::size_t margin = most_to; ///< places before the first, which nothing reaches
    /// Four places at once; GCC's and clang's vector extension, which any target has.
    using Four = float __attribute__((vector_size(16)));
    static constexpr std::size_t width = 4;
    using Column = std::array<float, margin + (most_spelt + 1 + width - 1) / width * width>;

    static Four load(const float* from) {
        Four value;
        std::memcpy(&value, from, sizeof value);
        return value;
    }

    static void store(float* to, Four value) { std::memcpy(to, &value, sizeof value); }

    State(const SpellingTable& table_, std::string_view word, bool is_latin_) : table(table_), size(word.size()), is_latin(is_latin_) {
        for (std::size_t count = 0; count <= most_own(); ++count) {
            ones[count].resize(letters_of_script);
            for (Column& column : ones[count]) {
                column.fill(count == 0 ? lone_letter : count == 1 ? unseen_piece : never);
            }
            nones[count].fill(count == 1 ? lone_letter : never);
        }
        std::array<Column, most_to + 1> most; // of a piece, by its own letters and where it ends
        for (std::size_t count = 0; count < most.size(); ++count) {
            most[count].fill(count == 1 ? std::max(lone_letter, unseen_piece) : never);
        }
        for (const SpellingTable::Piece& piece : table.pieces()) {
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
        word = word.substr(0, most_spelt);
        if (word.size() < (is_latin ? 1U : 2U)) {
            return false;
        }
        std::size_t same = 0;
        while (same < std::min(other.size(), word.size()) && other[same] == word[same]) {
            ++same;
        }
        if (word.size() != enough_size) {
            enough_size = word.size();
            enough = table.needed(is_latin ? word.size() : size, is_latin ? size : word.size());
            hopeless = most_spelt + 1;
        }
        if (hopeless <= same) {
            return false;
        }
        hopeless = most_spelt + 1;
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

    const SpellingTable& table;
    std::size_t size;
    bool is_latin;
    std::array<std::vector<Column>, most_to + 1> ones; ///< by own letters, other letter and place: odds of a piece that ends there
    std::array<Column, most_to + 1> nones{};           ///< the same of own letters that stand for nothing
    std::vector<Longer> longer;                        ///< by code
    std::bitset<std::size_t{1} << 15U> has_code;       ///< codes of `longer`
    Column rest{};
    float most_alone = 0;
    std::array<Column, most_spelt + 1> columns;
    std::array<float, most_spelt + 1> reaches{};
    std::string other;            ///< the word asked last
    std::size_t filled = 0;       ///< columns of it that stand
    std::size_t hopeless = most_spelt + 1; ///< no word of this length that begins with so many of its letters agrees
    std::size_t enough_size = 0;
    float enough = 0;
};

SpellingScan::SpellingScan(text::Script script, std::string_view word, bool is_latin) {
    const SpellingTable* table = find_spelling_table(script);
    word = word.substr(0, most_spelt);
    if (table != nullptr && word.size() >= (is_latin ? 2U : 1U) && is_letters(word)) {
        state_ = std::make_unique<State>(*table, word, is_latin);
    }
}

SpellingScan::~SpellingScan() = default;
SpellingScan::SpellingScan(SpellingScan&&) noexcept = default;
SpellingScan& SpellingScan::operator=(SpellingScan&&) noexcept = default;

bool SpellingScan::may_agree(std::string_view other) { return state_ != nullptr && state_->may_agree(other); }

} // namespace tidewaiter::names
