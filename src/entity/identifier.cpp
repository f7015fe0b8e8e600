#include "entity/identifier.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace tidewaiter::entity {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

bool all_digits(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_digit); }

bool all_alphanumeric(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return is_digit(c) || is_upper(c); });
}

int value_of(char c) { return is_digit(c) ? c - '0' : c - 'A' + 10; }

/// ISO 7064 mod 97-10: letters count as 10 to 35.
int mod97(std::string_view text) {
    int rest = 0;
    for (const char c : text) {
        const int value = value_of(c);
        rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
    }
    return rest;
}

template <std::size_t N>
int weighted(std::string_view digits, const std::array<int, N>& weights) {
    int sum = 0;
    for (std::size_t i = 0; i < N; ++i) {
        sum += (digits[i] - '0') * weights[i];
    }
    return sum;
}

bool is_imo(std::string_view text) {
    if (text.size() != 7 || !all_digits(text)) {
        return false;
    }
    const int check = text[6] - '0';
    // Ships: weights 7 to 2. Companies and registered owners: weights 8, 6, 4, 2, 9, 7, eleven less the rest.
    const bool ship = weighted(text, std::array{7, 6, 5, 4, 3, 2}) % 10 == check;
    const bool company = (11 - weighted(text, std::array{8, 6, 4, 2, 9, 7}) % 11) % 10 == check;
    return ship || company;
}

bool is_inn(std::string_view text) {
    if (!all_digits(text)) {
        return false;
    }
    if (text.size() == 10) {
        return weighted(text, std::array{2, 4, 10, 3, 5, 9, 4, 6, 8}) % 11 % 10 == text[9] - '0';
    }
    return text.size() == 12 && weighted(text, std::array{7, 2, 4, 10, 3, 5, 9, 4, 6, 8}) % 11 % 10 == text[10] - '0' &&
           weighted(text, std::array{3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8}) % 11 % 10 == text[11] - '0';
}

bool is_ogrn(std::string_view text) {
    if ((text.size() != 13 && text.size() != 15) || !all_digits(text)) {
        return false;
    }
    const int base = text.size() == 13 ? 11 : 13;
    int rest = 0;
    for (const char c : text.substr(0, text.size() - 1)) {
        rest = (rest * 10 + (c - '0')) % base;
    }
    return rest % 10 == text.back() - '0';
}

bool is_isin(std::string_view text) {
    if (text.size() != 12 || !is_upper(text[0]) || !is_upper(text[1]) || !is_digit(text[11]) || !all_alphanumeric(text)) {
        return false;
    }
    std::string digits;
    for (const char c : text) {
        digits += std::to_string(value_of(c));
    }
    int sum = 0;
    bool doubled = false;
    for (auto c = digits.rbegin(); c != digits.rend(); ++c) {
        const int digit = (*c - '0') * (doubled ? 2 : 1);
        sum += digit > 9 ? digit - 9 : digit;
        doubled = !doubled;
    }
    return sum % 10 == 0;
}

bool is_uscc(std::string_view text) { // GB 32100-2015
    constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    constexpr std::array weights = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
    if (text.size() != 18) {
        return false;
    }
    int sum = 0;
    for (std::size_t i = 0; i < 17; ++i) {
        const std::size_t value = alphabet.find(text[i]);
        if (value == std::string_view::npos) {
            return false;
        }
        sum += static_cast<int>(value) * weights[i];
    }
    return alphabet[static_cast<std::size_t>((31 - sum % 31) % 31)] == text[17];
}

bool is_bic(std::string_view text) {
    return (text.size() == 8 || text.size() == 11) && std::ranges::all_of(text.substr(4, 2), is_upper) &&
           all_alphanumeric(text);
}

bool is_iban(std::string_view text) {
    if (text.size() < 15 || text.size() > 34 || !is_upper(text[0]) || !is_upper(text[1]) || !all_alphanumeric(text)) {
        return false;
    }
    return mod97(std::string(text.substr(4)) + std::string(text.substr(0, 4))) == 1;
}

constexpr std::array<std::pair<IdentifierKind, std::string_view>, 17> properties = {{
    {IdentifierKind::imo, "imoNumber"},
    {IdentifierKind::mmsi, "mmsi"},
    {IdentifierKind::lei, "leiCode"},
    {IdentifierKind::bic, "swiftBic"},
    {IdentifierKind::iban, "iban"},
    {IdentifierKind::isin, "isin"},
    {IdentifierKind::inn, "innCode"},
    {IdentifierKind::ogrn, "ogrnCode"},
    {IdentifierKind::uscc, "uscCode"},
    {IdentifierKind::duns, "dunsCode"},
    {IdentifierKind::passport, "passportNumber"},
    {IdentifierKind::tax, "taxNumber"},
    {IdentifierKind::registration, "registrationNumber"},
    {IdentifierKind::national, "idNumber"},
    {IdentifierKind::wallet, "publicKey"},
    {IdentifierKind::call_sign, "callSign"},
    {IdentifierKind::other, "idNumber"},
}};

} // namespace

std::string to_canonical(IdentifierKind kind, std::string_view text) {
    std::string canonical;
    for (const char c : text) {
        if (kind == IdentifierKind::wallet) { // wallet addresses tell upper from lower case
            if (c != ' ') {
                canonical += c;
            }
        } else if (is_digit(c) || is_upper(c) || static_cast<unsigned char>(c) >= 0x80) {
            canonical += c;
        } else if (c >= 'a' && c <= 'z') {
            canonical += static_cast<char>(c - 0x20);
        }
    }
    const std::string_view prefix = kind == IdentifierKind::imo    ? "IMO"
                                    : kind == IdentifierKind::mmsi ? "MMSI"
                                    : kind == IdentifierKind::inn  ? "INN"
                                    : kind == IdentifierKind::ogrn ? "OGRN"
                                    : kind == IdentifierKind::lei  ? "LEI"
                                                                   : "";
    if (!prefix.empty() && canonical.starts_with(prefix) && canonical.size() > prefix.size() && is_digit(canonical[prefix.size()])) {
        canonical.erase(0, prefix.size());
    }
    return canonical;
}

bool is_valid(IdentifierKind kind, std::string_view canonical) {
    switch (kind) {
    case IdentifierKind::imo: return is_imo(canonical);
    case IdentifierKind::mmsi: return canonical.size() == 9 && all_digits(canonical) && canonical[0] >= '2' && canonical[0] <= '7';
    case IdentifierKind::lei: return canonical.size() == 20 && all_alphanumeric(canonical) && mod97(canonical) == 1;
    case IdentifierKind::bic: return is_bic(canonical);
    case IdentifierKind::iban: return is_iban(canonical);
    case IdentifierKind::isin: return is_isin(canonical);
    case IdentifierKind::inn: return is_inn(canonical);
    case IdentifierKind::ogrn: return is_ogrn(canonical);
    case IdentifierKind::uscc: return is_uscc(canonical);
    case IdentifierKind::duns: return canonical.size() == 9 && all_digits(canonical);
    case IdentifierKind::call_sign: return canonical.size() >= 3 && canonical.size() <= 8;
    case IdentifierKind::wallet: return canonical.size() >= 20 && canonical.size() <= 128;
    case IdentifierKind::passport:
    case IdentifierKind::tax:
    case IdentifierKind::registration:
    case IdentifierKind::national:
    case IdentifierKind::other: return canonical.size() >= 4 && canonical.size() <= 64 && std::ranges::any_of(canonical, is_digit);
    }
    return false;
}

std::string_view property_of(IdentifierKind kind) {
    return std::ranges::find(properties, kind, [](const auto& row) { return row.first; })->second;
}

std::optional<IdentifierKind> find_kind_of_property(std::string_view property) {
    const auto found = std::ranges::find(properties, property, [](const auto& row) { return row.second; });
    return found == properties.end() ? std::nullopt : std::optional(found->first);
}

} // namespace tidewaiter::entity
