#include "lists/ofac_remarks.hpp"

#include "base/csv.hpp"
#include "base/embedded.hpp"
#include "base/failure.hpp"
#include "base/utf8.hpp"
#include "entity/country.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

TIDEWAITER_EMBEDDED(ofac_remark_keys_csv);

namespace tidewaiter::lists {

namespace {

enum class FactKind {
    alias,
    country,
    date,
    document,
    effective,
    gender,
    link,
    listed,
    note,
    number,
    provision,
    text,
    wallet,
};

struct Key {
    std::string text;
    FactKind kind = FactKind::note;
    std::string argument;
};

FactKind to_kind(std::string_view word) {
    constexpr std::array words{"alias", "country", "date", "document", "effective", "gender",   "link",
                               "listed", "note",   "number", "provision", "text",   "wallet"};
    const auto found = std::ranges::find(words, word);
    if (found == words.end()) {
        throw base::Failure(base::FailureKind::bad_input,
                            fmt::format("ofac_remark_keys.csv: unknown kind '{}'", word));
    }
    return static_cast<FactKind>(found - words.begin());
}

/// The keys by their first byte, longest first, so that "Registration Number" is not read as "Registration".
class KeyTable {
public:
    KeyTable() {
        const base::CsvTable table("ofac_remark_keys.csv", embedded_ofac_remark_keys_csv());
        const std::size_t key = table.column("key");
        const std::size_t kind = table.column("kind");
        const std::size_t argument = table.column("argument");
        for (const auto& row : table.rows()) {
            by_first_[static_cast<unsigned char>(row[key].front())].push_back(
                {row[key], to_kind(row[kind]), row[argument]});
        }
        for (auto& keys : by_first_) {
            std::ranges::stable_sort(keys, [](const Key& a, const Key& b) { return a.text.size() > b.text.size(); });
        }
    }

    const Key* find_prefix(std::string_view part) const {
        if (part.empty()) {
            return nullptr;
        }
        for (const Key& key : by_first_[static_cast<unsigned char>(part.front())]) {
            if (part.starts_with(key.text) && ends_word(part, key.text)) {
                return &key;
            }
        }
        return nullptr;
    }

    const Key* find(std::string_view text) const {
        if (text.empty()) {
            return nullptr;
        }
        const auto& keys = by_first_[static_cast<unsigned char>(text.front())];
        const auto found = std::ranges::find(keys, text, &Key::text);
        return found == keys.end() ? nullptr : &*found;
    }

private:
    /// "License 12" has the key License, "Licensed trader" has none; a key that ends in '(' takes anything.
    static bool ends_word(std::string_view part, std::string_view key) {
        return part.size() == key.size() || part[key.size()] == ' ' || key.back() == '(';
    }

    std::array<std::vector<Key>, 256> by_first_;
};

const KeyTable& keys() {
    static const KeyTable table;
    return table;
}

constexpr std::string_view blanks = " \t";

std::string_view trim_left(std::string_view text) {
    const std::size_t start = text.find_first_not_of(blanks);
    return start == std::string_view::npos ? std::string_view() : text.substr(start);
}

std::string_view trim_right(std::string_view text) {
    const std::size_t last = text.find_last_not_of(blanks);
    return last == std::string_view::npos ? std::string_view() : text.substr(0, last + 1);
}

/// Closing brackets that nothing opened belong to a bracket around several parts.
std::string_view without_stray_bracket(std::string_view part) {
    while (part.ends_with(')') && std::ranges::count(part, ')') > std::ranges::count(part, '(')) {
        part = trim_right(part.substr(0, part.size() - 1));
    }
    return part;
}

/// Without "(", "alt. " and "Alt. " before a key, and without the bracket that closes that "("; free text keeps them.
std::string_view without_lead(std::string_view part) {
    std::string_view bare = trim_left(part);
    if (bare.starts_with('(')) {
        bare = trim_left(bare.substr(1));
    }
    for (const std::string_view lead : {"alt. ", "Alt. "}) {
        if (bare.starts_with(lead)) {
            bare = trim_left(bare.substr(lead.size()));
        }
    }
    return keys().find_prefix(bare) != nullptr ? without_stray_bracket(bare) : trim_left(part);
}

bool is_open_quote(std::string_view part) {
    const std::string_view bare = without_lead(part);
    const Key* key = keys().find_prefix(bare);
    if (key == nullptr || key->kind != FactKind::alias) {
        return false;
    }
    const std::string_view value = trim_left(bare.substr(key->text.size()));
    return value.starts_with('\'') && (value.size() == 1 || !trim_right(value).ends_with('\''));
}

bool is_link(std::string_view part) {
    const Key* key = keys().find_prefix(without_lead(part));
    return key != nullptr && key->kind == FactKind::link;
}

std::string_view linked_name(std::string_view part) {
    const std::string_view bare = without_lead(part);
    return trim_left(bare.substr(keys().find_prefix(bare)->text.size()));
}

bool is_in_capitals(std::string_view text) {
    bool letter = false;
    for (const char c : text) {
        if (c >= 'a' && c <= 'z') {
            return false;
        }
        letter = letter || (c >= 'A' && c <= 'Z');
    }
    return letter;
}

bool continues_link(std::string_view before, std::string_view part, const IsListedName& is_listed) {
    const std::string_view name = linked_name(before);
    if (is_listed) {
        if (is_listed(name)) {
            return false;
        }
        if (is_listed(fmt::format("{}; {}", name, part))) {
            return true;
        }
    }
    return is_in_capitals(part);
}

/// Takes " <word> <text>" off the end; out: the text.
std::string take_tail(std::string_view& value, std::string_view word) {
    const std::string pattern = fmt::format(" {} ", word);
    const std::size_t at = value.rfind(pattern);
    if (at == std::string_view::npos) {
        return {};
    }
    const std::string_view tail = value.substr(at + pattern.size());
    // "issued under the name Said Jan" is no date.
    if (tail.find_first_of("0123456789") == std::string_view::npos || tail.size() > 40) {
        return {};
    }
    value = trim_right(value.substr(0, at));
    return std::string(trim_right(tail));
}

/// Takes " (text)" off the end; a bracket right after the number, as in "K357514(4)", belongs to the number.
std::optional<std::string> take_bracket(std::string_view& value) {
    if (!value.ends_with(')')) {
        return std::nullopt;
    }
    const std::size_t open = value.rfind('(');
    if (open == std::string_view::npos || (open > 0 && value[open - 1] != ' ')) {
        return std::nullopt;
    }
    std::string inside(value.substr(open + 1, value.size() - open - 2));
    value = trim_right(value.substr(0, open));
    return inside;
}

void read_document(std::string_view value, OfacFact& fact) {
    fact.expires = take_tail(value, "expires");
    fact.issued = take_tail(value, "issued");
    if (auto country = take_bracket(value)) {
        // "Cabo Verde.  Previously Cape Verde." names its country up to the stop.
        const std::string first(base::trim(std::string_view(*country).substr(0, country->find('.'))));
        if (entity::find_country(*country)) {
            fact.country = *country;
        } else if (entity::find_country(first)) {
            fact.country = first;
            fact.place = *country;
        } else {
            fact.place = *country;
        }
        if (!fact.country.empty() && fact.place.empty()) {
            if (auto place = take_bracket(value)) {
                fact.place = *place;
            }
        }
    }
    fact.value = value;
}

OfacFact to_fact(std::string_view part) {
    OfacFact fact;
    fact.text = base::squash(part);
    const std::string_view bare = without_lead(part);
    const Key* key = keys().find_prefix(bare);
    if (key == nullptr) {
        fact.value = fact.text;
        return fact;
    }
    fact.key = key->text;
    fact.text = base::squash(bare);
    std::string_view value = trim_right(trim_left(bare.substr(key->text.size())));
    if (key->kind == FactKind::listed || key->kind == FactKind::effective) {
        // "Listing Date (EO 14024 Directive 2): 24 Feb 2022": what is in the bracket names the directive.
        const std::size_t close = value.find(')');
        if (close != std::string_view::npos) {
            fact.place = value.substr(0, close);
            value = trim_left(value.substr(close + 1));
            if (value.starts_with(':')) {
                value = trim_left(value.substr(1));
            }
        }
    }
    if (key->kind == FactKind::document || key->kind == FactKind::number) {
        read_document(value, fact);
    } else {
        fact.value = base::squash(value);
    }
    return fact;
}

/// "Digital Currency Address - XBT" and "Listing Date (CMIC)" go on after the key; "Passport Card" is no "Passport".
bool takes_more_than_its_key(std::string_view key_text) {
    const Key* key = keys().find(key_text);
    using enum FactKind;
    return key != nullptr && (key->kind == wallet || key->kind == listed || key->kind == effective ||
                              key->kind == provision);
}

/// 'BNC' and "BNC" -> BNC. The closing quote is the last one: names hold apostrophes of their own.
std::string_view without_quotes(std::string_view name) {
    const bool quoted = name.size() >= 2 && (name.front() == '\'' || name.front() == '"') && name.front() == name.back();
    return quoted ? name.substr(1, name.size() - 2) : name;
}

void add_number(Party& party, const OfacFact& fact, std::string_view kind_name) {
    using enum entity::IdentifierKind;
    constexpr std::array kinds{std::pair{"imo", imo},   std::pair{"mmsi", mmsi}, std::pair{"lei", lei},
                               std::pair{"bic", bic},   std::pair{"isin", isin}, std::pair{"duns", duns},
                               std::pair{"uscc", uscc}, std::pair{"call_sign", call_sign}};
    const auto found = std::ranges::find(kinds, kind_name, [](const auto& pair) { return pair.first; });
    const entity::IdentifierKind kind = found == kinds.end() ? other : found->second;
    if (kind == lei && entity::to_canonical(lei, fact.value).size() != 20) {
        // OFAC also calls national numbers of other lengths "Legal Entity Number".
        party.add("registrationNumber", fact.value);
        party.add_note({}, fact.text);
        return;
    }
    party.add_identifier(kind, fact.value);
}

/// A sentence is no number: "OR801168 and Kuwaiti National ID No. 281 issued under the name X" has small words.
bool is_number_like(std::string_view value) {
    constexpr std::size_t longest_number = 60;
    if (value.size() > longest_number || value.find_first_of("0123456789") == std::string_view::npos) {
        return false;
    }
    for (std::size_t blank = value.find(' '); blank != std::string_view::npos; blank = value.find(' ', blank + 1)) {
        const std::string_view word = value.substr(blank + 1);
        if (!word.empty() && word.front() >= 'a' && word.front() <= 'z') {
            return false;
        }
    }
    return true;
}

void add_document(Party& party, const OfacFact& fact) {
    if (fact.value.empty()) {
        party.add_note({}, fact.text);
        return;
    }
    if (fact.value.starts_with("IMO ")) {
        // Companies and registered owners have IMO numbers too; OFAC files them under "Identification Number".
        party.add_identifier(entity::IdentifierKind::imo, fact.value);
        return;
    }
    if (!is_number_like(fact.value)) {
        party.add_note({}, fact.text);
        return;
    }
    // An expiry may be a span, "01 Jan 2026 to 31 Dec 2026", which parse_date reads.
    party.add_document({.type = fact.key,
                        .number = fact.value,
                        .country = fact.country,
                        .authority = fact.place,
                        .issued = fact.issued,
                        .expires = fact.expires,
                        .remarks = fact.remarks});
}

void add_wallet(Party& party, const OfacFact& fact) {
    const std::size_t blank = fact.value.find(' ');
    if (blank == std::string::npos) {
        party.add_note({}, fact.text);
        return;
    }
    party.add_wallet(std::string_view(fact.value).substr(0, blank), std::string_view(fact.value).substr(blank + 1));
}

/// One day is a listing's date only when it reads as one; the words stay in the provisions either way.
void add_listing_date(const OfacFact& fact, std::string& date, PartyListing& listing) {
    if (date.empty() && entity::parse_date(fact.value)) {
        date = fact.value;
    }
    listing.provisions.push_back(fact.text);
}

} // namespace

std::vector<OfacFact> split_ofac_remarks(std::string_view remarks, const IsListedName& is_listed) {
    std::string_view rest = base::trim(remarks);
    // Remarks with their overflow have 3,000 bytes at the most; a party looks whether it has a fact already, so that work
    // grows with the square.
    constexpr std::size_t longest = 100'000;
    if (rest.size() > longest) {
        OfacFact whole;
        whole.value = whole.text = base::squash(rest);
        return {whole};
    }
    if (rest.ends_with('.')) {
        rest.remove_suffix(1);
    }
    while (rest.ends_with(';') || rest.ends_with(' ')) {
        rest.remove_suffix(1);
    }
    std::vector<std::string> parts;
    while (!rest.empty()) {
        const std::size_t at = rest.find("; ");
        const std::string_view part = without_stray_bracket(trim_right(rest.substr(0, at)));
        rest = at == std::string_view::npos ? std::string_view() : rest.substr(at + 2);
        const bool fact = keys().find_prefix(without_lead(part)) != nullptr;
        if (!fact && !parts.empty() &&
            (is_open_quote(parts.back()) ||
             (is_link(parts.back()) && continues_link(parts.back(), part, is_listed)))) {
            parts.back() += "; ";
            parts.back() += part;
        } else if (!trim_left(part).empty()) {
            parts.emplace_back(part);
        }
    }
    std::vector<OfacFact> facts;
    facts.reserve(parts.size());
    for (const std::string& part : parts) {
        facts.push_back(to_fact(part));
    }
    return facts;
}

bool is_ofac_key(std::string_view type) { return keys().find_prefix(type) != nullptr; }

OfacFact to_ofac_fact(std::string_view type, std::string_view number, std::string_view country, std::string_view issued,
                      std::string_view expires) {
    OfacFact fact = to_fact(fmt::format("{} {}", base::trim(type), base::trim(number)));
    const std::string whole_type = base::squash(type);
    if (fact.key != whole_type && !takes_more_than_its_key(fact.key)) {
        fact.key = whole_type; // a type that remarks have never shown: a paper by its own name
        fact.value = base::squash(number);
    }
    if (!country.empty()) {
        fact.country = country;
    }
    if (!issued.empty()) {
        fact.issued = issued;
    }
    if (!expires.empty()) {
        fact.expires = expires;
    }
    return fact;
}

std::string to_natural_order(std::string_view last_first) {
    const std::size_t comma = last_first.find(',');
    if (comma == std::string_view::npos) {
        return base::squash(last_first);
    }
    const std::string_view last = last_first.substr(0, comma);
    std::string_view first = last_first.substr(comma + 1);
    std::string_view suffix;
    if (const std::size_t second = first.find(','); second != std::string_view::npos) {
        suffix = first.substr(second + 1);
        first = first.substr(0, second);
    }
    return base::squash(join_name({first, last, suffix}));
}

void add_ofac_fact(Party& party, const OfacFact& fact, PartyListing& listing, std::vector<std::string>& linked_to) {
    if (fact.key.empty()) {
        party.add_note({}, fact.text);
        return;
    }
    const Key* key = keys().find(fact.key);
    const FactKind kind = key != nullptr ? key->kind : FactKind::document;
    switch (kind) {
    case FactKind::alias: {
        const std::string_view name = without_quotes(fact.value);
        party.add_name(party.entity().schema == "Person" ? to_natural_order(name) : std::string(name),
                       key->argument == "former" ? NameKind::former : NameKind::weak);
        break;
    }
    case FactKind::country:
        if (fact.value != "None Identified") { // a ship of no known flag
            party.add_country(key->argument, fact.value);
        }
        break;
    case FactKind::date: party.add_date(key->argument, fact.value); break;
    case FactKind::document: add_document(party, fact); break;
    case FactKind::effective: add_listing_date(fact, listing.started_on, listing); break;
    case FactKind::gender: party.add_gender(fact.value); break;
    case FactKind::link:
        linked_to.push_back(fact.value);
        party.add_note({}, fact.text);
        break;
    case FactKind::listed: add_listing_date(fact, listing.listed_on, listing); break;
    case FactKind::note: party.add_note({}, fact.text); break;
    case FactKind::number: add_number(party, fact, key->argument); break;
    case FactKind::provision: listing.provisions.push_back(fact.text); break;
    case FactKind::text:
        if (key->argument == "birthPlace") {
            party.add_birth_place(fact.value);
        } else {
            party.add(key->argument, fact.value);
        }
        break;
    case FactKind::wallet: add_wallet(party, fact); break;
    }
}

} // namespace tidewaiter::lists
