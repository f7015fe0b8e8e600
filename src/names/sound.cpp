// A word as it sounds across romanisations. Lists write one Arabic, Russian or Chinese name in many Latin spellings;
// the differences are few and regular: doubled letters, o for u, e for i, q for k, dh for d, final h. Those are undone
// here, so that what remains different is a different name or a slip of the keyboard, which edit distance measures.
#include "names/word.hpp"

#include <array>
#include <cstdint>

namespace tidewaiter::names {

namespace {

/// Letters that stand for one sound, by their first letter and longest first. w stands for sh and c for ch in the
/// result, because w itself becomes v and c becomes k or s.
struct Spelling {
    std::string_view letters;
    char sound;
};

constexpr std::array spellings = {
    Spelling{"ch", 'c'},   Spelling{"ck", 'k'},  Spelling{"cz", 'c'},  Spelling{"dsch", 'j'}, Spelling{"dzh", 'j'}, Spelling{"dh", 'd'},
    Spelling{"dj", 'j'},   Spelling{"dz", 'z'},  Spelling{"gh", 'g'},  Spelling{"kh", 'h'},   Spelling{"ph", 'f'},  Spelling{"qu", 'k'},
    Spelling{"schtsch", 'w'}, Spelling{"shch", 'w'}, Spelling{"sch", 'w'}, Spelling{"sh", 'w'}, Spelling{"sz", 'w'},
    Spelling{"tsch", 'c'}, Spelling{"tch", 'c'}, Spelling{"th", 't'},  Spelling{"tj", 'c'},   Spelling{"ts", 'z'},  Spelling{"tz", 'z'},
    Spelling{"zh", 'j'},
};

/// Where the spellings of each first letter start; the next letter's start is their end.
constexpr auto spelling_starts = [] {
    std::array<std::uint8_t, 27> starts{};
    for (std::size_t letter = 0; letter < 27; ++letter) {
        std::uint8_t count = 0;
        for (const Spelling& spelling : spellings) {
            count = static_cast<std::uint8_t>(count + (static_cast<std::size_t>(spelling.letters.front() - 'a') < letter ? 1 : 0));
        }
        starts[letter] = count;
    }
    return starts;
}();

bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y'; }

/// Digits typed for the letters they look like ("Ig0r"); only inside words that have letters.
char look_alike(char digit) {
    constexpr std::string_view letters = "oizeasgtbg";
    return letters[static_cast<std::size_t>(digit - '0')];
}

class Sounder {
public:
    explicit Sounder(std::string_view text) : text_(text) { sound_.reserve(text.size() + 1); }

    std::string run() {
        while (!text_.empty()) {
            if (is_vowel(text_.front())) {
                vowels();
            } else {
                consonant();
            }
        }
        if (sound_.size() > 2 && sound_.back() == 'h') { // Abdullah, Abdulla
            sound_.pop_back();
        }
        return std::move(sound_);
    }

private:
    void put(char c) {
        if (sound_.empty() || sound_.back() != c) {
            sound_ += c;
        }
    }

    /// A run of vowels becomes the classes a, i (e i y) and u (o u), each once; ai, ay, ae count as i, because lists
    /// do not tell Hussain from Hussein. A w or j between or after vowels belongs to the run (Dawood, Sergej).
    void vowels() {
        char before = '\0';
        while (!text_.empty()) {
            const char c = text_.front();
            char next = c;
            if (c == 'e' || c == 'y') {
                next = 'i';
            } else if (c == 'o') {
                next = 'u';
            } else if (c == 'w' && text_.size() > 1 && is_vowel(text_[1])) {
                next = 'u';
            } else if (c == 'j' && (text_.size() == 1 || !is_vowel(text_[1]))) {
                next = 'i';
            } else if (!is_vowel(c)) {
                return;
            }
            if (before == 'a' && next == 'i') {
                if (!sound_.empty() && sound_.back() == 'a') {
                    sound_.pop_back();
                }
            }
            put(next);
            before = next;
            text_.remove_prefix(1);
        }
    }

    void consonant() {
        const char c = text_.front();
        if (c >= 'a' && c <= 'z') {
            const auto letter = static_cast<std::size_t>(c - 'a');
            for (std::size_t i = spelling_starts[letter]; i < spelling_starts[letter + 1]; ++i) {
                if (text_.starts_with(spellings[i].letters)) {
                    put(spellings[i].sound);
                    text_.remove_prefix(spellings[i].letters.size());
                    return;
                }
            }
        }
        text_.remove_prefix(1);
        switch (c) {
        case 'q': put('k'); return;
        case 'w': put('v'); return;
        case 'c': {
            const bool soft = !text_.empty() && (text_.front() == 'e' || text_.front() == 'i' || text_.front() == 'y');
            put(soft ? 's' : 'k');
            return;
        }
        case 'x': // Pinyin at the start ("Xi", "Xu"), ks elsewhere
            if (sound_.empty() && !text_.empty() && (text_.front() == 'i' || text_.front() == 'u')) {
                put('w');
                return;
            }
            put('k');
            put('s');
            return;
        default: put(c); return;
        }
    }

    std::string_view text_;
    std::string sound_;
};

} // namespace

std::string to_sound(std::string_view folded) {
    std::string letters;
    bool has_letter = false;
    bool has_digit = false;
    for (const char c : folded) {
        has_letter |= c >= 'a' && c <= 'z';
        has_digit |= c >= '0' && c <= '9';
    }
    if (has_digit) {
        if (!has_letter) {
            return std::string(folded);
        }
        letters = folded;
        for (char& c : letters) {
            if (c >= '0' && c <= '9') {
                c = look_alike(c);
            }
        }
        folded = letters;
    }
    return Sounder(folded).run();
}

} // namespace tidewaiter::names
