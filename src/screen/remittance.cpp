// Names in the free text of a payment. Whatever is not known to be an invoice word, a number or a date (data/
// payment_words.csv) is taken for a name and compared: a listed party may be named nowhere else in the message. Where a
// run of words has a legal form in it, the words around it are looked for by themselves as well, because goods and names
// stand side by side without a mark between them.
#include "screen/payment.hpp"

#include "base/csv.hpp"
#include "base/embedded.hpp"
#include "base/utf8.hpp"
#include "entity/identifier.hpp"
#include "names/legal_form.hpp"
#include "text/fold.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <unordered_map>

TIDEWAITER_EMBEDDED(payment_words_csv);

namespace tidewaiter::screen {

namespace {

constexpr std::size_t text_bytes = 10'000;   ///< of one text; the longest of ISO 20022 is 9,000 characters in all
constexpr std::size_t most_mentions = 50;    ///< of one text
constexpr std::size_t most_words = 10;       ///< of one name; a longer run is looked at in halves that overlap
constexpr std::size_t words_at_form = 4;     ///< looked at before and behind a legal form

enum class Kind : std::uint8_t {
    name,
    part,   ///< "of", "and": stands inside a name, never at its edge
    apart,  ///< "invoice", "payment": stands between names
    vessel, ///< "MV": a vessel's name follows
    imo
};

const std::unordered_map<std::string, Kind>& words() {
    static const std::unordered_map<std::string, Kind> made = [] {
        std::unordered_map<std::string, Kind> known;
        const base::CsvTable table("payment_words.csv", embedded_payment_words_csv());
        const std::size_t word = table.column("word");
        const std::size_t kind = table.column("kind");
        for (const auto& row : table.rows()) {
            const text::Folded folded = text::fold(row[word]);
            const std::string& what = row[kind];
            known.emplace(folded.joined(), what == "part" ? Kind::part : what == "vessel" ? Kind::vessel : what == "imo" ? Kind::imo : Kind::apart);
        }
        return known;
    }();
    return made;
}

struct Word {
    std::string_view text;
    Kind kind = Kind::name;
    bool ends = false; ///< a mark behind it parts names: ; : / or the like
};

bool has_digit(std::string_view text) {
    return std::ranges::any_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

Kind kind_of(std::string_view word) {
    const auto known = words().find(text::fold(word).joined());
    if (known != words().end()) {
        return known->second;
    }
    const bool letters = std::ranges::any_of(word, [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (static_cast<unsigned char>(c) & 0x80U) != 0; });
    // "INV-2024/17", "12.05.2024", "A4": a number, not a word. "3COM" and "Beta7" are names.
    const auto digits = static_cast<std::size_t>(std::ranges::count_if(word, [](char c) { return c >= '0' && c <= '9'; }));
    return !letters || digits * 2 >= word.size() ? Kind::apart : Kind::name;
}

std::vector<Word> split_words(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    constexpr std::string_view marks = ",;:/|()[]{}\"<>=+*#?!";
    std::vector<Word> found;
    while (!text.empty()) {
        const std::size_t start = text.find_first_not_of(blanks);
        if (start == std::string_view::npos) {
            break;
        }
        text.remove_prefix(start);
        if (marks.find(text.front()) != std::string_view::npos) {
            if (!found.empty()) {
                found.back().ends = true;
            }
            text.remove_prefix(1);
            continue;
        }
        std::size_t end = std::min(text.find_first_of(blanks), text.size());
        end = std::min(end, std::min(text.find_first_of(marks), text.size()));
        // "A/S" is a legal form, "S.A.R.L." as well: a slash between single letters does not part.
        if (end == 1 && text.size() > 2 && text[1] == '/' && (text.size() == 3 || blanks.find(text[3]) != std::string_view::npos)) {
            end = 3;
        }
        std::string_view word = text.substr(0, end);
        text.remove_prefix(end);
        const bool dot = word.ends_with('.') && word.size() > 4 && word.find('.') == word.size() - 1; // the end of a sentence
        while (word.starts_with('-') || word.starts_with('\'')) {
            word.remove_prefix(1);
        }
        if (!word.empty()) {
            found.push_back({word, kind_of(word), dot});
        }
    }
    return found;
}

class Mentions {
public:
    explicit Mentions(std::string_view text) : words_(split_words(text)) {}

    std::vector<PaymentParty> find() {
        for (std::size_t i = 0; i < words_.size();) {
            if (words_[i].kind == Kind::imo && i + 1 < words_.size()) {
                add_imo(words_[i + 1].text);
                i += 2;
            } else if (words_[i].kind == Kind::vessel) {
                i = take_run(i + 1, true);
            } else if (words_[i].kind == Kind::apart) {
                add_imo(words_[i].text); // "IMO9074729" in one word, or the bare number
                ++i;
            } else {
                i = take_run(i, false);
            }
        }
        return std::move(found_);
    }

private:
    /// Out: the word behind the run
    std::size_t take_run(std::size_t begin, bool vessel) {
        std::size_t end = begin;
        while (end < words_.size() && (words_[end].kind == Kind::name || words_[end].kind == Kind::part || (vessel && end > begin && has_digit(words_[end].text) && words_[end].text.size() < 4))) {
            if (words_[end++].ends) {
                break;
            }
        }
        const std::size_t behind = std::max(end, begin + (vessel ? 0U : 1U));
        while (begin < end && words_[begin].kind == Kind::part) {
            ++begin;
        }
        while (end > begin && words_[end - 1].kind == Kind::part) {
            --end;
        }
        const std::size_t count = end - begin;
        if (vessel && count > 0) {
            add(begin, std::min(end, begin + words_at_form), "Vessel");
        } else if (count >= 2) {
            for (std::size_t at = begin; at < end; at += most_words / 2) {
                add(at, std::min(end, at + most_words), "");
                if (at + most_words >= end) {
                    break;
                }
            }
            add_around_forms(begin, end);
        }
        return behind;
    }

    void add_around_forms(std::size_t begin, std::size_t end) {
        if (end - begin <= 2) {
            return;
        }
        std::vector<text::Token> tokens;
        std::vector<std::size_t> word_of;
        for (std::size_t i = begin; i < end; ++i) {
            for (text::Token& token : text::fold(words_[i].text).tokens) {
                tokens.push_back(std::move(token));
                word_of.push_back(i);
            }
        }
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            const names::LegalForm form = names::find_legal_form(std::span(tokens).subspan(i));
            if (form.tokens == 0) {
                continue;
            }
            const std::size_t first = word_of[i];
            const std::size_t last = word_of[i + form.tokens - 1];
            for (std::size_t more = 1; more <= words_at_form; ++more) {
                if (first >= begin + more) { // "ALPHA TRADING LLC"
                    add(first - more, last + 1, "");
                }
                if (last + more < end) { // "OOO ALPHA"
                    add(first, last + more + 1, "");
                }
            }
            i += form.tokens - 1;
        }
    }

    void add(std::size_t begin, std::size_t end, std::string_view schema) {
        PaymentParty party;
        for (std::size_t i = begin; i < end; ++i) {
            party.name += (i == begin ? "" : " ") + std::string(words_[i].text);
        }
        constexpr std::size_t least_bytes = 4;
        if (party.name.size() >= least_bytes) {
            party.schema = schema;
            put(std::move(party));
        }
    }

    void add_imo(std::string_view text) {
        const std::string number = entity::to_canonical(entity::IdentifierKind::imo, text);
        if (number.size() == 7 && entity::is_valid(entity::IdentifierKind::imo, number)) {
            PaymentParty party;
            party.identifiers.emplace_back("imo", number);
            put(std::move(party));
        }
    }

    void put(PaymentParty party) {
        party.role = Role::mentioned;
        if (found_.size() < most_mentions && std::ranges::find(found_, party) == found_.end()) {
            found_.push_back(std::move(party));
        }
    }

    std::vector<Word> words_;
    std::vector<PaymentParty> found_;
};

} // namespace

std::vector<PaymentParty> find_mentions(std::string_view text) { return Mentions(base::utf8_prefix(text, text_bytes)).find(); }

} // namespace tidewaiter::screen
