// Spellings come from two places: data/countries.csv for what trade and sanctions files write, and ICU (Unicode
// CLDR) for the names of every country in the languages below. The second, larger part is only built when a
// spelling is not found in the first.
#include "entity/country.hpp"

#include "base/csv.hpp"
#include "base/embedded.hpp"
#include "base/utf8.hpp"
#include "text/fold.hpp"

#include <unicode/locid.h>
#include <unicode/region.h>
#include <unicode/strenum.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

TIDEWAITER_EMBEDDED(countries_csv);

namespace tidewaiter::entity {

namespace {

/// Languages whose country names users' files hold.
constexpr std::array languages = {"de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk", "be", "kk", "ky", "uz", "tr", "ar", "fa",
                                  "he", "zh", "zh_Hant", "ja", "ko", "hy", "ka", "az", "el", "cs", "sk", "hu", "ro", "bg", "sr",
                                  "hr", "sl", "sv", "da", "nb", "fi", "et", "lv", "lt", "vi", "th", "id", "ms", "hi"};

struct Country {
    std::string code;
    std::string name;
    std::string dialling;
};

using Spellings = std::map<std::string, std::string, std::less<>>; // key -> code

/// Letters and digits only, folded; the order of words does not matter for "Korea, North".
std::string to_key(std::string_view text) {
    std::string key;
    for (const text::Token& token : text::fold(text).tokens) {
        if (token.text != "the" && token.text != "of" && token.text != "and") {
            key += token.text;
        }
    }
    return key;
}

/// Its own script, case-folded: what transliteration would blur (中国 and others).
std::string to_native_key(std::string_view text) {
    std::string key;
    for (const text::Token& token : text::fold(text).tokens) {
        key += token.native;
    }
    return key;
}

/// Where a two-letter code stands in a table of 26 x 26; nullopt for anything else.
std::optional<std::size_t> slot_of(std::string_view code) {
    const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
    if (code.size() != 2 || !is_letter(code[0]) || !is_letter(code[1])) {
        return std::nullopt;
    }
    return static_cast<std::size_t>((code[0] - 'a') * 26 + (code[1] - 'a'));
}

struct Table {
    std::vector<Country> countries; // in the order of the file
    std::array<std::uint16_t, 26 * 26> by_code{}; // by slot_of: place in countries plus one, 0 for no country
    Spellings spellings;
    std::map<std::string, std::vector<std::string>, std::less<>> by_dialling;
};

std::string english_name(const std::string& code) {
    const icu::Locale place = icu::Locale(("und_" + code).c_str());
    icu::UnicodeString name;
    place.getDisplayCountry(icu::Locale::getEnglish(), name);
    std::string text;
    name.toUTF8String(text);
    return text;
}

const Table& table() {
    static const Table made = [] {
        Table t;
        const base::CsvTable file("countries.csv", embedded_countries_csv());
        const std::size_t code = file.column("code");
        const std::size_t name = file.column("name");
        const std::size_t dialling = file.column("dialling");
        const std::size_t aliases = file.column("aliases");
        for (const auto& row : file.rows()) {
            Country country{row[code], row[name].empty() ? english_name(row[code]) : row[name], row[dialling]};
            t.spellings.emplace(country.code, country.code);
            t.spellings.emplace(to_key(country.name), country.code);
            const icu::Locale place = icu::Locale(("und_" + country.code).c_str());
            std::string alpha3 = place.getISO3Country();
            std::ranges::transform(alpha3, alpha3.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
            if (!alpha3.empty()) {
                t.spellings.emplace(alpha3, country.code);
            }
            UErrorCode status = U_ZERO_ERROR;
            std::string upper = country.code;
            std::ranges::transform(upper, upper.begin(), [](char c) { return static_cast<char>(c & ~0x20); });
            if (const icu::Region* region = icu::Region::getInstance(upper.c_str(), status); region != nullptr && U_SUCCESS(status) && region->getNumericCode() > 0 && country.code != "zz") {
                const std::string digits = std::to_string(region->getNumericCode());
                t.spellings.emplace(std::string(3 - std::min<std::size_t>(3, digits.size()), '0') + digits, country.code);
            }
            std::string_view rest = row[aliases];
            while (!rest.empty()) {
                const std::size_t end = std::min(rest.find('|'), rest.size());
                t.spellings.insert_or_assign(to_key(rest.substr(0, end)), country.code);
                rest.remove_prefix(std::min(end + 1, rest.size()));
            }
            if (!country.dialling.empty()) {
                auto& sharing = t.by_dialling[country.dialling];
                const bool main = country.code == "us" || country.code == "ru" || country.code == "gb" || country.code == "au" ||
                                  country.code == "no" || country.code == "fi" || country.code == "ma";
                sharing.insert(main ? sharing.begin() : sharing.end(), country.code);
            }
            if (const auto slot = slot_of(country.code); slot && t.by_code[*slot] == 0) {
                t.by_code[*slot] = static_cast<std::uint16_t>(t.countries.size() + 1);
            }
            t.countries.push_back(std::move(country));
        }
        return t;
    }();
    return made;
}

const Spellings& foreign_spellings() {
    static const Spellings made = [] {
        Spellings spellings;
        for (const char* language : languages) {
            const icu::Locale locale(language);
            for (const Country& country : table().countries) {
                if (country.code.size() != 2) {
                    continue;
                }
                icu::UnicodeString name;
                icu::Locale(("und_" + country.code).c_str()).getDisplayCountry(locale, name);
                std::string text;
                name.toUTF8String(text);
                spellings.emplace(to_native_key(text), country.code);
                spellings.emplace(to_key(text), country.code);
            }
        }
        return spellings;
    }();
    return made;
}

/// Asked for every country of every record, so that it must not search.
const Country* find_code(std::string_view code) {
    const Table& t = table();
    const auto slot = slot_of(code);
    return !slot || t.by_code[*slot] == 0 ? nullptr : &t.countries[t.by_code[*slot] - 1U];
}

/// Digits after + or 00; empty when the number is not international.
std::string international_digits(std::string_view phone) {
    std::string digits;
    bool plus = false;
    for (const char c : base::trim(phone)) {
        if (c == '+' && digits.empty()) {
            plus = true;
        } else if (c >= '0' && c <= '9') {
            digits += c;
        } else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
            break; // an extension follows
        }
    }
    if (!plus && digits.starts_with("00")) {
        digits.erase(0, 2);
        plus = true;
    }
    return plus ? digits : std::string();
}

} // namespace

std::optional<std::string_view> find_country(std::string_view text) {
    const std::string_view trimmed = base::trim(text);
    constexpr std::size_t longest_name = 120;
    if (trimmed.empty() || trimmed.size() > longest_name) {
        return std::nullopt;
    }
    const std::string key = to_key(trimmed);
    if (key.empty()) {
        return std::nullopt;
    }
    const Spellings& near = table().spellings;
    if (const auto found = near.find(key); found != near.end()) {
        return find_code(found->second)->code;
    }
    if (key.size() <= 3 && text::script_of(trimmed) == text::Script::latin) {
        return std::nullopt; // a code that does not exist is not a word of some language
    }
    const Spellings& far = foreign_spellings();
    if (const auto found = far.find(to_native_key(trimmed)); found != far.end()) {
        return find_code(found->second)->code;
    }
    if (const auto found = far.find(key); found != far.end()) {
        return find_code(found->second)->code;
    }
    return std::nullopt;
}

std::string_view country_name(std::string_view code) {
    const Country* country = find_code(code);
    return country == nullptr ? code : std::string_view(country->name);
}

std::optional<std::string_view> find_country_by_phone(std::string_view phone) {
    const std::string digits = international_digits(phone);
    constexpr std::size_t longest_prefix = 4;
    for (std::size_t length = std::min(longest_prefix, digits.size()); length > 0; --length) {
        const auto found = table().by_dialling.find(std::string_view(digits).substr(0, length));
        if (found != table().by_dialling.end()) {
            // Kazakhstan's numbers begin 76 and 77 inside the zone of 7 (ITU E.164, zone 7 plan).
            if (found->first == "7" && (digits.starts_with("76") || digits.starts_with("77"))) {
                return find_code("kz")->code;
            }
            return find_code(found->second.front())->code;
        }
    }
    return std::nullopt;
}

bool share_dialling_prefix(std::string_view a, std::string_view b) {
    const Country* first = find_code(a);
    const Country* second = find_code(b);
    return first != nullptr && second != nullptr && !first->dialling.empty() && first->dialling == second->dialling;
}

} // namespace tidewaiter::entity
