// Where an address begins that is glued to a name. An address shows itself by a street word beside a number, by a post
// box, or, after a comma, by a number or a country; what stands before the last legal form is always the name.
#include "screen/field_words.hpp"
#include "screen/party_fields.hpp"

#include "base/csv.hpp"
#include "base/embedded.hpp"
#include "base/failure.hpp"
#include "base/utf8.hpp"
#include "entity/country.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_set>

TIDEWAITER_EMBEDDED(address_words_csv);

namespace tidewaiter::screen {

namespace {

struct AddressWords {
    std::unordered_set<std::string> before; ///< "ul", "rue": the street's name follows
    std::unordered_set<std::string> after;  ///< "street": it stands before
    std::unordered_set<std::string> places; ///< "floor", "building", "office": with a number beside them
    std::vector<std::string> endings;       ///< "strasse": the end of a word, with a number behind it
    std::vector<std::vector<std::string>> phrases; ///< "po box": an address by themselves
    std::vector<std::vector<std::string>> areas;   ///< "free zone": after a comma or a legal form
};

const AddressWords& address_words() {
    static const AddressWords made = [] {
        AddressWords all;
        const base::CsvTable table("address_words.csv", embedded_address_words_csv());
        const std::size_t word = table.column("word");
        const std::size_t kind = table.column("kind");
        for (const auto& row : table.rows()) {
            const std::vector<std::string> phrase = to_phrase(row[word]);
            if (row[kind] == "before") {
                all.before.insert(phrase.at(0));
            } else if (row[kind] == "after") {
                all.after.insert(phrase.at(0));
            } else if (row[kind] == "place") {
                all.places.insert(phrase.at(0));
            } else if (row[kind] == "ending") {
                all.endings.push_back(phrase.at(0));
            } else if (row[kind] == "phrase") {
                all.phrases.push_back(phrase);
            } else if (row[kind] == "area") {
                all.areas.push_back(phrase);
            } else {
                throw base::Failure(base::FailureKind::bad_input, fmt::format("address_words.csv: kind is '{}'", row[kind]));
            }
        }
        return all;
    }();
    return made;
}

constexpr std::size_t street_reach = 4; ///< words between a house number and its "street"

class AddressFinder {
public:
    AddressFinder(std::string_view text, const std::vector<FieldWord>& words, std::size_t first, std::size_t end)
        : text_(text), words_(words), first_(first), end_(end) {}

    std::size_t run() const {
        std::size_t from = first_ + 1; // a name has a word at least
        for (std::size_t i = first_; i < end_;) {
            if (ended_by_form_ && words_[i].number) {
                break; // a form behind a house number is a word of the address
            }
            bool strong = false;
            const std::size_t form = legal_form_at(words_, text_, i, strong);
            // "..., Trust Company Complex": behind a form the words for a company are those of a place.
            const bool place = ended_by_form_ && i != from && (words_[i].key == "company" || words_[i].key == "trust");
            if (form > 0 && i > first_ && !place && (strong || words_[i + form - 1].comma || i + form == end_)) {
                from = std::max(from, std::min(i + form, end_));
                ended_by_form_ = true;
            }
            i += std::max<std::size_t>(form, 1);
        }
        for (std::size_t i = from; i < end_; ++i) {
            if (begins_address(i, i == from)) {
                return i;
            }
        }
        return end_;
    }

    /// Is there anything in the words that only addresses have?
    bool is_address() const {
        for (std::size_t i = first_; i < end_; ++i) {
            if (is_phrase(i) || is_street(i) || is_place(i) || is_area(i) || (words_[i].number && reaches_street(i))) {
                return true;
            }
        }
        return is_country(first_, end_) || (end_ > first_ && ends_in_country());
    }

private:
    bool begins_address(std::size_t i, bool right_after_form) const {
        const bool after_comma = i > first_ && (words_[i - 1].comma || words_[i - 1].quote);
        const bool after_form = ended_by_form_ && right_after_form;
        if (is_phrase(i) || is_street(i) || (words_[i].number && reaches_street(i))) {
            return true;
        }
        if (!after_comma && !after_form) {
            return false;
        }
        if (words_[i].number || is_country(i, segment_end(i)) || is_place(i) || is_area(i) || (is_house_word(i) && i + 1 < end_ && words_[i + 1].number)) {
            return true;
        }
        // "..., Almazar district, Tashkent, Uzbekistan": all that follows the name is an address when it ends in one.
        return ends_in_country() || reaches_address(i);
    }

    bool is_phrase(std::size_t i) const {
        return std::ranges::any_of(address_words().phrases, [&](const auto& phrase) { return i + phrase.size() <= end_ && has_phrase(words_, i, phrase); });
    }

    /// A street word at i with a number near it, or one that comes before the street's name.
    bool is_street(std::size_t i) const {
        const std::string& key = words_[i].key;
        if (address_words().before.contains(key) && i + 1 < end_) {
            return has_number(i + 1, std::min(end_, i + 1 + street_reach));
        }
        const bool ending = std::ranges::any_of(address_words().endings, [&](const std::string& e) { return key.size() > e.size() && key.ends_with(e); });
        return ending && i + 1 < end_ && words_[i + 1].number;
    }

    /// "Floor 5", "5th floor": one that says nothing without a comma before it ("SKY GATE 7").
    bool is_place(std::size_t i) const {
        return address_words().places.contains(words_[i].key) && ((i + 1 < end_ && words_[i + 1].number) || (i > first_ && words_[i - 1].number));
    }

    bool is_area(std::size_t i) const {
        return std::ranges::any_of(address_words().areas, [&](const auto& phrase) { return i + phrase.size() <= end_ && has_phrase(words_, i, phrase); });
    }

    /// A house number with its street: "12 Lenin Street", "221B Baker St".
    bool reaches_street(std::size_t i) const {
        for (std::size_t j = i + 1; j < std::min(end_, i + 1 + street_reach); ++j) {
            if (address_words().after.contains(words_[j].key) || address_words().before.contains(words_[j].key)) {
                return true;
            }
        }
        return false;
    }

    /// After the cut by a comma: does what follows hold an address anywhere before the next legal form?
    bool reaches_address(std::size_t i) const {
        for (std::size_t j = i; j < end_; ++j) {
            if (is_phrase(j) || is_street(j) || is_place(j) || is_area(j) || (words_[j].number && reaches_street(j))) {
                return true;
            }
        }
        return false;
    }

    bool is_house_word(std::size_t i) const {
        constexpr std::array words = {"no", "nr", "n°", "№", "plot", "lot", "d", "д", "дом"};
        return std::ranges::find(words, words_[i].key) != words.end();
    }

    bool has_number(std::size_t from, std::size_t to) const {
        for (std::size_t i = from; i < to; ++i) {
            if (words_[i].number) {
                return true;
            }
        }
        return false;
    }

    bool is_country(std::size_t from, std::size_t to) const {
        if (from >= to || to - from > 5) {
            return false;
        }
        std::string_view part = text_.substr(words_[from].from, words_[to - 1].to - words_[from].from);
        while (!part.empty() && (part.back() == ',' || part.back() == '.' || part.back() == ')')) {
            part.remove_suffix(1);
        }
        // Codes of two and three letters are words too (CO, AND); these are not.
        constexpr std::array<std::string_view, 6> short_names = {"UAE", "USA", "U.S.A", "PRC", "KSA", "ROK"};
        return (part.size() > 3 || std::ranges::find(short_names, part) != short_names.end()) && entity::find_country(part).has_value();
    }

    std::size_t segment_end(std::size_t i) const {
        while (i < end_ && !words_[i].comma) {
            ++i;
        }
        return std::min(i + 1, end_);
    }

    bool ends_in_country() const {
        for (std::size_t words = 1; words <= 4 && words < end_ - first_; ++words) {
            const std::size_t from = end_ - words;
            if (is_country(from, end_) && (words_[from - 1].comma || words_[from - 1].number)) {
                return true;
            }
        }
        return false;
    }

    std::string_view text_;
    const std::vector<FieldWord>& words_;
    std::size_t first_;
    std::size_t end_;
    mutable bool ended_by_form_ = false;
};

} // namespace

std::size_t find_address(std::string_view text, const std::vector<FieldWord>& words, std::size_t first, std::size_t end) {
    return first >= end ? end : AddressFinder(text, words, first, end).run();
}

bool is_address(std::string_view text) {
    const std::vector<FieldWord> words = to_field_words(text);
    return AddressFinder(text, words, 0, words.size()).is_address();
}

} // namespace tidewaiter::screen
