#include "lists/free_text.hpp"

#include "lists/ascii.hpp"
#include "lists/clean_text.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <array>

namespace tidewaiter::lists {

namespace {

bool is_word(char c) { return is_upper(c) || is_lower(c) || is_digit(c) || static_cast<unsigned char>(c) >= 0x80; }

/// Prose is looked into up to here. The longest real comment has 12 kB; hostile text must not cost its square.
constexpr std::size_t longest_prose = 65'536;

/// Does the check digit of seven digits fit these weights of the first six?
bool fits(std::string_view digits, const std::array<int, 6>& weights, bool company) {
    int sum = 0;
    for (std::size_t i = 0; i < 6; ++i) {
        sum += (digits[i] - '0') * weights[i];
    }
    const int check = company ? (11 - sum % 11) % 10 : sum % 10;
    return check == digits[6] - '0';
}

void add_once(std::vector<std::string>& found, std::string_view value) {
    if (std::ranges::find(found, value) == found.end()) {
        found.emplace_back(value);
    }
}

/// Substrings of fixed length that match and stand between characters that are no part of a word.
template <class Matches>
std::vector<std::string> find_fixed(std::string_view text, std::size_t length, Matches matches) {
    text = text.substr(0, longest_prose);
    std::vector<std::string> found;
    for (std::size_t at = 0; at + length <= text.size(); ++at) {
        const bool starts = at == 0 || !is_word(text[at - 1]);
        const bool ends = at + length == text.size() || !is_word(text[at + length]);
        if (starts && ends && matches(text.substr(at, length))) {
            add_once(found, text.substr(at, length));
        }
    }
    return found;
}

} // namespace

std::vector<ImoMention> find_imo_numbers(std::string_view text) {
    text = text.substr(0, longest_prose);
    constexpr std::array ship_weights{7, 6, 5, 4, 3, 2};
    constexpr std::array company_weights{8, 6, 4, 2, 9, 7};
    std::vector<ImoMention> found;
    // Seven digits count once the letters IMO have stood before them in the text.
    std::size_t at = 0;
    bool announced = false;
    while (at < text.size()) {
        if (!is_word(text[at])) {
            ++at;
            continue;
        }
        std::size_t end = at;
        while (end < text.size() && is_word(text[end])) {
            ++end;
        }
        std::string_view word = text.substr(at, end - at);
        at = end;
        if (word.size() >= 3 && to_lower(word.substr(0, 3)) == "imo") {
            if (word.size() > 3 && !is_digit(word[3])) {
                continue; // "Imotep" announces nothing
            }
            announced = true;
            word.remove_prefix(3);
        }
        if (announced && word.size() == 7 && std::ranges::all_of(word, is_digit)) {
            ImoMention mention{.number = std::string(word),
                               .ship = fits(word, ship_weights, false),
                               .company = fits(word, company_weights, true)};
            if ((mention.ship || mention.company) && std::ranges::find(found, mention.number, &ImoMention::number) == found.end()) {
                found.push_back(std::move(mention));
            }
        }
    }
    return found;
}

void add_imo_number(Party& party, std::string_view text) {
    const bool vessel = party.entity().schema == "Vessel";
    if (party.entity().schema == "Person") {
        return;
    }
    std::vector<std::string> fitting;
    for (const ImoMention& mention : find_imo_numbers(text)) {
        const bool sounds_like_ship = mention.number.front() >= '7';
        if (vessel ? mention.ship : mention.company && !(mention.ship && sounds_like_ship)) {
            fitting.push_back(mention.number);
        }
    }
    if (fitting.size() == 1) {
        party.add_identifier(entity::IdentifierKind::imo, fitting.front());
    }
}

void add_numbers_in_prose(Party& party, std::string_view text) {
    text = text.substr(0, longest_prose);
    add_imo_number(party, text);
    const auto is_token = [](char c) { return is_upper(c) || is_lower(c) || is_digit(c); };
    const auto next_token = [&](std::size_t& at) {
        while (at < text.size() && !is_token(text[at])) {
            ++at;
        }
        const std::size_t start = at;
        while (at < text.size() && is_token(text[at])) {
            ++at;
        }
        return text.substr(start, at - start);
    };
    using Kind = entity::IdentifierKind;
    constexpr std::array labels{std::pair{std::string_view("OGRN"), Kind::ogrn}, std::pair{std::string_view("INN"), Kind::inn},
                                std::pair{std::string_view("SWIFT/BIC"), Kind::bic}, std::pair{std::string_view("SWIFT"), Kind::bic}};
    for (const auto& [label, kind] : labels) {
        for (std::size_t at = text.find(label); at != std::string_view::npos; at = text.find(label, at)) {
            at += label.size();
            std::size_t after = at;
            const std::string canonical = entity::to_canonical(kind, next_token(after));
            // "SWIFT is a bank" would pass for a BIC of letters: a colon must lead to the number.
            if (text.substr(at).starts_with(':') && entity::is_valid(kind, canonical)) {
                party.add_identifier(kind, canonical);
            }
        }
    }
    constexpr std::string_view wallet = "Digital Currency Address";
    for (std::size_t at = text.find(wallet); at != std::string_view::npos; at = text.find(wallet, at)) {
        at += wallet.size();
        const std::string_view currency = next_token(at);
        const std::string_view key = next_token(at);
        if (currency.size() <= 5 && key.size() >= 20) {
            party.add_wallet(currency, key);
        }
    }
}

std::vector<std::string> find_passport_numbers(std::string_view text) {
    text = text.substr(0, longest_prose);
    std::vector<std::string> found;
    const std::string low = to_lower(text);
    for (std::size_t at = low.find("passport"); at != std::string::npos; at = low.find("passport", at)) {
        at += std::string_view("passport").size();
        // Up to two words may stand between, and must lead to a number.
        std::size_t next = at;
        for (int skipped = 0; skipped < 3; ++skipped) {
            while (next < text.size() && !is_word(text[next]) && text[next] != ';' && text[next] != ',') {
                ++next;
            }
            std::size_t end = next;
            bool digit = false;
            while (end < text.size() && (is_word(text[end]) || text[end] == '/' || text[end] == '-')) {
                digit = digit || is_digit(text[end]);
                ++end;
            }
            const std::string_view word = text.substr(next, end - next);
            if (digit) {
                if (word.size() >= 5) {
                    add_once(found, word);
                }
                break;
            }
            const std::string low_word = to_lower(word);
            if (low_word != "number" && low_word != "no" && low_word != "n°" && low_word != "num" && low_word != "nr") {
                break;
            }
            next = end;
        }
    }
    return found;
}

std::vector<std::string> find_un_references(std::string_view text) {
    return find_fixed(text, 7, [](std::string_view word) {
        return is_upper(word[0]) && is_upper(word[1]) && (word[2] == 'i' || word[2] == 'e') && word[3] == '.' &&
               is_digit(word[4]) && is_digit(word[5]) && is_digit(word[6]);
    });
}

std::vector<std::string> find_uk_references(std::string_view text) {
    return find_fixed(text, 7, [](std::string_view word) {
        return is_upper(word[0]) && is_upper(word[1]) && is_upper(word[2]) &&
               std::ranges::all_of(word.substr(3), is_digit);
    });
}

std::string drop_month_dots(std::string_view text) {
    constexpr std::array months{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "janv", "avr", "juil", "déc"};
    std::string result = clean_text(text);
    for (std::size_t dot = result.find('.'); dot != std::string::npos; dot = result.find('.', dot + 1)) {
        std::size_t start = dot;
        while (start > 0 && is_word(result[start - 1]) && !is_digit(result[start - 1])) {
            --start;
        }
        if (std::ranges::find(months, to_lower(std::string_view(result).substr(start, dot - start))) != months.end()) {
            result[dot] = ' ';
        }
    }
    return clean_text(result);
}

std::string find_date_after(std::string_view text, std::initializer_list<std::string_view> words,
                            entity::DayOrder order) {
    const std::string clean = drop_month_dots(text);
    const std::string low = to_lower(clean);
    for (const std::string_view word : words) {
        const std::size_t at = low.find(word);
        if (at == std::string::npos) {
            continue;
        }
        // The date begins at the first digit or the first capital that is no word of the phrase itself.
        std::string_view rest = std::string_view(clean).substr(at + word.size());
        const std::size_t first = rest.find_first_of("0123456789");
        if (first == std::string_view::npos || first > 24) {
            continue;
        }
        std::size_t start = first;
        // "in Mar 2011": a month before the year belongs to the date.
        const std::size_t blank = first >= 2 ? rest.rfind(' ', first - 2) : std::string_view::npos;
        if (blank != std::string_view::npos && entity::parse_date(clean_text(rest.substr(blank + 1, first - blank + 3)), order)) {
            start = blank + 1;
        }
        rest = rest.substr(start);
        rest = rest.substr(0, std::min<std::size_t>(rest.find_first_of(",;()"), 80)); // no date is longer
        // The longest piece up to a blank that is a date: what follows it is prose.
        for (std::size_t end = rest.size(); end != std::string_view::npos && end > 0;) {
            std::string_view piece = base::trim(rest.substr(0, end));
            while (piece.ends_with('.')) {
                piece.remove_suffix(1);
            }
            if (piece.size() <= 30 && entity::parse_date(piece, order)) {
                return std::string(piece);
            }
            end = end == 0 ? 0 : rest.rfind(' ', end - 1);
        }
    }
    return {};
}

} // namespace tidewaiter::lists
