// A header is compared by its letters alone: "Consignee_Name", "CONSIGNEE NAME" and "consigneeName" are one. What the
// table does not hold whole is tried as role + attribute, attribute + role, or attribute + link word + role, with one
// number anywhere, because no table could list "Country of intermediate consignee 2" in ten languages.
#include "screen/columns.hpp"

#include "screen/shipment_builder.hpp"

#include "base/csv.hpp"
#include "base/embedded.hpp"
#include "base/failure.hpp"
#include "base/utf8.hpp"
#include "text/fold.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_map>

TIDEWAITER_EMBEDDED(columns_csv);

namespace tidewaiter::screen {

namespace {

constexpr std::size_t header_limit = 500;

constexpr std::array<std::string_view, 22> field_names = {
    "record_id", "shipment_id", "line_no", "date",     "dispatch",   "destination", "via",    "hs",    "description",      "origin",       "value",
    "currency",  "net_kg",      "quantity", "party_role", "changed_on", "change",      "notes",  "letter_of_credit", "loading_port", "discharge_port", "arrival"};

constexpr std::array<std::string_view, 20> attribute_names = {
    "name", "other_names", "id",       "schema", "country", "address", "birth_date", "phone",  "imo",       "mmsi",
    "call_sign", "flag",   "registered", "activity", "web",  "email",   "account",    "officers", "owners", "identifier"};

/// Properties that a typed identifier may have; data/columns.csv and mappings name them.
constexpr std::array<std::string_view, 13> identifier_properties = {
    "registrationNumber", "taxNumber", "leiCode",  "innCode",        "ogrnCode", "uscCode", "dunsCode",
    "swiftBic",           "isin",      "idNumber", "passportNumber", "publicKey", "iban"};

template <std::size_t n>
std::optional<std::size_t> position_of(const std::array<std::string_view, n>& names, std::string_view name) {
    const auto found = std::ranges::find(names, name);
    return found == names.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - names.begin()));
}

std::optional<Role> find_role_name(std::string_view name) {
    for (std::size_t i = 0; i < role_count; ++i) {
        if (to_text(static_cast<Role>(i)) == name) {
            return static_cast<Role>(i);
        }
    }
    return std::nullopt;
}

/// Sets role or attribute of a party use from a table row. "party" is a role that the row itself must name.
struct RoleWord {
    Role role = Role::other;
    bool in_row = false;
};

struct AttributeWord {
    Attribute attribute = Attribute::name;
    std::string property;
};

std::optional<AttributeWord> find_attribute_name(std::string_view name) {
    if (const auto position = position_of(attribute_names, name)) {
        return AttributeWord{static_cast<Attribute>(*position), {}};
    }
    if (position_of(identifier_properties, name)) {
        return AttributeWord{Attribute::typed_identifier, std::string(name)};
    }
    return std::nullopt;
}

struct StringHash {
    using is_transparent = void;

    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

template <class T>
using Words = std::unordered_map<std::string, T, StringHash, std::equal_to<>>;

struct Spellings {
    Words<Field> fields;
    Words<RoleWord> roles;
    Words<AttributeWord> attributes;
    std::vector<std::string> links; // longest first
};

[[noreturn]] void bad_row(const std::vector<std::string>& row) {
    throw base::Failure(base::FailureKind::bad_input, fmt::format("columns.csv: row '{}' names nothing", fmt::join(row, ",")));
}

const Spellings& spellings() {
    static const Spellings made = [] {
        Spellings s;
        const base::CsvTable table("columns.csv", embedded_columns_csv());
        const std::size_t kind = table.column("kind");
        const std::size_t what = table.column("what");
        const std::size_t spelling = table.column("spelling");
        for (const auto& row : table.rows()) {
            const std::string key = to_header_key(row[spelling]);
            if (row[kind] == "field") {
                const auto field = position_of(field_names, row[what]);
                if (!field) {
                    bad_row(row);
                }
                s.fields.emplace(key, static_cast<Field>(*field));
            } else if (row[kind] == "role") {
                const bool in_row = row[what] == "party";
                const auto role = in_row ? std::optional(Role::other) : find_role_name(row[what]);
                if (!role) {
                    bad_row(row);
                }
                s.roles.emplace(key, RoleWord{*role, in_row});
            } else if (row[kind] == "attribute") {
                const auto attribute = find_attribute_name(row[what]);
                if (!attribute) {
                    bad_row(row);
                }
                s.attributes.emplace(key, *attribute);
            } else if (row[kind] == "link") {
                s.links.push_back(key);
            } else {
                bad_row(row);
            }
        }
        std::ranges::sort(s.links, [](const std::string& a, const std::string& b) {
            return a.size() != b.size() ? a.size() > b.size() : a < b;
        });
        return s;
    }();
    return made;
}

ColumnUse party_use(const RoleWord& role, const AttributeWord& attribute, bool bare) {
    ColumnUse use;
    use.what = ColumnUse::What::party;
    use.role = role.role;
    use.role_in_row = role.in_row;
    use.attribute = attribute.attribute;
    use.property = attribute.property;
    use.bare = bare;
    return use;
}

/// role + attribute, attribute + role, attribute + link + role.
std::optional<ColumnUse> find_composed(std::string_view key) {
    const Spellings& words = spellings();
    if (const auto role = words.roles.find(key); role != words.roles.end()) {
        return party_use(role->second, AttributeWord{}, true);
    }
    for (std::size_t split = 1; split < key.size(); ++split) {
        const std::string_view front = key.substr(0, split);
        const std::string_view back = key.substr(split);
        const auto front_role = words.roles.find(front);
        if (front_role != words.roles.end()) {
            const auto attribute = words.attributes.find(back);
            if (attribute != words.attributes.end()) {
                return party_use(front_role->second, attribute->second, false);
            }
        }
        const auto attribute = words.attributes.find(front);
        if (attribute == words.attributes.end()) {
            continue;
        }
        if (const auto role = words.roles.find(back); role != words.roles.end()) {
            return party_use(role->second, attribute->second, false);
        }
        for (const std::string& link : words.links) {
            if (!back.starts_with(link)) {
                continue;
            }
            if (const auto role = words.roles.find(back.substr(link.size())); role != words.roles.end()) {
                return party_use(role->second, attribute->second, false);
            }
        }
    }
    return std::nullopt;
}

/// Takes the last run of at most three digits out of a key: "consignee2name" -> "consigneename", 2.
std::optional<std::pair<std::string, unsigned>> without_number(std::string_view key) {
    std::size_t end = key.size();
    while (end > 0 && (key[end - 1] < '0' || key[end - 1] > '9')) {
        --end;
    }
    std::size_t start = end;
    while (start > 0 && key[start - 1] >= '0' && key[start - 1] <= '9') {
        --start;
    }
    if (start == end || end - start > 3) {
        return std::nullopt;
    }
    unsigned number = 0;
    std::from_chars(key.data() + start, key.data() + end, number);
    return std::pair(std::string(key.substr(0, start)) + std::string(key.substr(end)), number);
}

/// "Price (EUR)", "Price, EUR", "Price in EUR" -> "Price", "EUR". Only the code of a currency is one.
std::pair<std::string_view, std::string> take_currency(std::string_view header) {
    header = base::trim(header);
    constexpr std::string_view closing = ")]";
    constexpr std::string_view between = " ,;:/([-_";
    std::string_view front = header;
    while (!front.empty() && closing.find(front.back()) != std::string_view::npos) {
        front.remove_suffix(1);
    }
    if (front.size() < 5 || between.find(front[front.size() - 4]) == std::string_view::npos) {
        return {header, {}};
    }
    const std::string_view code = front.substr(front.size() - 3);
    if (!std::ranges::all_of(code, [](char c) { return c >= 'A' && c <= 'Z'; }) || to_currency(code).empty()) {
        return {header, {}};
    }
    front.remove_suffix(3);
    const auto strip = [&front, between] {
        while (!front.empty() && between.find(front.back()) != std::string_view::npos) {
            front.remove_suffix(1);
        }
    };
    strip();
    for (const std::string_view word : {" in", " en", " w", " в", " у"}) {
        if (front.ends_with(word)) {
            front.remove_suffix(word.size());
            strip();
        }
    }
    return {front, std::string(code)};
}

ColumnUse field_use(Field field) {
    ColumnUse use;
    use.what = ColumnUse::What::field;
    use.field = field;
    return use;
}

} // namespace

// Scripts other than Latin stay in their own letters, because transliterated Chinese words meet each other.
std::string to_header_key(std::string_view header) {
    std::string key;
    for (const text::Token& token : text::fold(base::utf8_prefix(header, header_limit)).tokens) {
        key += token.script == text::Script::latin || token.script == text::Script::none ? token.text : token.native;
    }
    return key;
}

bool holds_dates(const ColumnUse& use) {
    if (use.what == ColumnUse::What::field) {
        return use.field == Field::date || use.field == Field::changed_on || use.field == Field::arrival;
    }
    return use.what == ColumnUse::What::party && (use.attribute == Attribute::birth_date || use.attribute == Attribute::registered);
}

bool holds_amounts(const ColumnUse& use) {
    return use.what == ColumnUse::What::field && (use.field == Field::value || use.field == Field::net_kg);
}

namespace {

/// "企業名 Company", "Consignee / Empfänger", "Грузополучатель (Consignee)": the parts of a header in two languages.
std::vector<std::string> split_languages(std::string_view header) {
    constexpr std::string_view marks = "/()[]|\n\r";
    std::vector<std::string> parts(1);
    int script = 0; // 1: Latin, 2: another
    for (std::string_view rest = header; !rest.empty();) {
        const std::size_t length = std::max<std::size_t>(base::utf8_length(rest), 1);
        const std::string_view character = rest.substr(0, length);
        rest.remove_prefix(length);
        if (length == 1 && marks.find(character[0]) != std::string_view::npos) {
            parts.emplace_back();
            script = 0;
            continue;
        }
        const bool latin = length == 1 && ((character[0] >= 'a' && character[0] <= 'z') || (character[0] >= 'A' && character[0] <= 'Z'));
        const bool other = length >= 2 && !(length == 2 && static_cast<unsigned char>(character[0]) < 0xCD); // beyond Latin with its accents
        const int now = latin ? 1 : other ? 2 : script;
        if (script != 0 && now != script) {
            parts.emplace_back();
        }
        script = now;
        parts.back() += character;
    }
    std::erase_if(parts, [](const std::string& part) { return to_header_key(part).size() < 2; });
    return parts;
}

/// Of a header in two languages, what one part means when the other is in another script, or means the same.
std::optional<ColumnUse> find_translated(std::string_view header) {
    const std::vector<std::string> parts = split_languages(header);
    if (parts.size() != 2) {
        return std::nullopt;
    }
    const ColumnUse first = recognise_column(parts[0]);
    const ColumnUse second = recognise_column(parts[1]);
    const bool one = first.what != ColumnUse::What::unused;
    const bool two = second.what != ColumnUse::What::unused;
    if (one && two) {
        return first == second ? std::optional(first) : std::nullopt;
    }
    const auto is_latin = [](std::string_view text) { return text::script_of(text) == text::Script::latin; };
    if (one == two || is_latin(parts[0]) == is_latin(parts[1])) {
        return std::nullopt;
    }
    return one ? first : second;
}

} // namespace

ColumnUse recognise_column(std::string_view header) {
    const Spellings& words = spellings();
    const std::string key = to_header_key(header);
    if (const auto field = words.fields.find(key); field != words.fields.end()) {
        return field_use(field->second);
    }
    if (const auto [front, currency] = take_currency(header); !currency.empty()) {
        if (const auto field = words.fields.find(to_header_key(front)); field != words.fields.end() && field->second == Field::value) {
            ColumnUse use = field_use(Field::value);
            use.currency = currency;
            return use;
        }
    }
    if (const auto whole = words.attributes.find(key); whole != words.attributes.end()) {
        return party_use(RoleWord{Role::customer, false}, whole->second, false);
    }
    if (auto use = find_composed(key)) {
        return *use;
    }
    if (const auto numbered = without_number(key)) {
        if (auto use = find_composed(numbered->first)) {
            use->number = numbered->second;
            return *use;
        }
        if (const auto attribute = words.attributes.find(numbered->first); attribute != words.attributes.end()) {
            ColumnUse use = party_use(RoleWord{Role::customer, false}, attribute->second, false);
            use.number = numbered->second;
            return use;
        }
    }
    return find_translated(header).value_or(ColumnUse{});
}

ColumnUse recognise_attribute(std::string_view key) {
    const Spellings& words = spellings();
    const std::string folded = to_header_key(key);
    if (const auto attribute = words.attributes.find(folded); attribute != words.attributes.end()) {
        return party_use(RoleWord{}, attribute->second, false);
    }
    // FollowTheMoney's own property names: "birthDate", "imoNumber" are spellings, "leiCode" is a property.
    for (const std::string_view property : identifier_properties) {
        if (to_header_key(property) == folded) {
            return party_use(RoleWord{}, AttributeWord{Attribute::typed_identifier, std::string(property)}, false);
        }
    }
    ColumnUse use = recognise_column(key);
    const bool is_role = use.what == ColumnUse::What::field && use.field == Field::party_role;
    const bool is_long_form = use.what == ColumnUse::What::party && use.role_in_row && !use.bare;
    return is_role || is_long_form ? use : ColumnUse{};
}

std::optional<ColumnUse> find_role_spelling(std::string_view text) {
    const auto role = spellings().roles.find(to_header_key(text));
    if (role != spellings().roles.end() && !role->second.in_row) {
        return party_use(role->second, AttributeWord{}, true);
    }
    if (base::trim(text) == "other") {
        return party_use(RoleWord{Role::other, false}, AttributeWord{}, true);
    }
    return std::nullopt;
}

std::optional<ColumnUse> find_use(std::string_view key) {
    if (const auto field = position_of(field_names, key)) {
        return field_use(static_cast<Field>(*field));
    }
    const std::size_t first = key.find('.');
    const std::size_t last = key.rfind('.');
    if (first == std::string_view::npos) {
        return std::nullopt;
    }
    const std::string_view role_name = key.substr(0, first);
    const auto attribute = find_attribute_name(key.substr(last + 1));
    const auto role = role_name == "party" ? std::optional(Role::other) : find_role_name(role_name);
    if (!attribute || !role) {
        return std::nullopt;
    }
    ColumnUse use = party_use(RoleWord{*role, role_name == "party"}, *attribute, false);
    if (first != last) {
        const std::string_view digits = key.substr(first + 1, last - first - 1);
        const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), use.number);
        if (result.ec != std::errc{} || result.ptr != digits.data() + digits.size() || use.number > 999) {
            return std::nullopt;
        }
    }
    return use;
}

std::string to_text(const ColumnUse& use) {
    if (use.what == ColumnUse::What::unused) {
        return {};
    }
    if (use.what == ColumnUse::What::field) {
        return std::string(field_names[static_cast<std::size_t>(use.field)]);
    }
    const std::string_view attribute = use.attribute == Attribute::typed_identifier
                                           ? std::string_view(use.property)
                                           : attribute_names[static_cast<std::size_t>(use.attribute)];
    const std::string_view role = use.role_in_row ? std::string_view("party") : to_text(use.role);
    return use.number == 0 ? fmt::format("{}.{}", role, attribute) : fmt::format("{}.{}.{}", role, use.number, attribute);
}

namespace {

/// Several columns of one meaning are one address or several identifiers; of anything else the first is meant.
bool may_repeat(const ColumnUse& use) {
    if (use.what == ColumnUse::What::field) {
        return use.field == Field::via || use.field == Field::notes;
    }
    return use.attribute == Attribute::address || use.attribute == Attribute::identifier ||
           use.attribute == Attribute::typed_identifier || use.attribute == Attribute::other_names ||
           use.attribute == Attribute::officers || use.attribute == Attribute::owners;
}

bool same_place(const ColumnUse& a, const ColumnUse& b) {
    return a.what == b.what &&
           (a.what == ColumnUse::What::field
                ? a.field == b.field
                : a.role == b.role && a.role_in_row == b.role_in_row && a.number == b.number && a.attribute == b.attribute);
}

void apply_mapping(std::span<const std::string> headers, const Mapping& mapping, std::vector<ColumnUse>& uses,
                   std::vector<bool>& mapped) {
    for (const auto& [name, use] : mapping.columns) {
        const auto found = std::ranges::find(headers, name);
        if (found == headers.end()) {
            throw base::Failure(base::FailureKind::bad_input, fmt::format("the mapping names a column '{}' that the file does not have", name),
                                fmt::format("The file has: {}.", fmt::join(headers, ", ")));
        }
        const auto position = static_cast<std::size_t>(found - headers.begin());
        uses[position] = use;
        mapped[position] = true;
    }
}

/// "Vessel, IMO, Flag": what only a ship has is the ship's where a column names one, and where it is the only party all
/// columns are. As a customer's they would be another party, whose number refutes nothing that is said of the ship.
void give_to_vessel(const std::vector<bool>& mapped, std::vector<ColumnUse>& uses) {
    const auto is_name = [](const ColumnUse& use) { return use.what == ColumnUse::What::party && use.attribute == Attribute::name; };
    const auto names = std::ranges::count_if(uses, is_name);
    const auto ships = std::ranges::count_if(uses, [&](const ColumnUse& use) { return is_name(use) && use.role == Role::vessel && use.number == 0; });
    if (ships != 1) {
        return;
    }
    for (std::size_t i = 0; i < uses.size(); ++i) {
        ColumnUse& use = uses[i];
        if (mapped[i] || use.what != ColumnUse::What::party || use.role != Role::customer || use.role_in_row) {
            continue;
        }
        const bool of_ships = use.attribute == Attribute::imo || use.attribute == Attribute::mmsi || use.attribute == Attribute::call_sign || use.attribute == Attribute::flag;
        if (of_ships || names == 1) {
            use.role = Role::vessel;
        }
    }
}

} // namespace

ColumnPlan plan_columns(std::span<const std::string> headers, const Mapping& mapping) {
    ColumnPlan plan;
    plan.columns.resize(headers.size());
    std::vector<bool> mapped(headers.size());
    apply_mapping(headers, mapping, plan.columns, mapped);
    for (std::size_t i = 0; i < headers.size(); ++i) {
        if (!mapped[i] && !mapping.only_mapped) {
            plan.columns[i] = recognise_column(headers[i]);
        }
    }
    give_to_vessel(mapped, plan.columns);
    // "consignee" beside "consignee_name" is the user's number for it.
    for (ColumnUse& use : plan.columns) {
        if (!use.bare) {
            continue;
        }
        const bool has_name = std::ranges::any_of(plan.columns, [&use](const ColumnUse& other) {
            return &other != &use && !other.bare && same_place(use, other);
        });
        if (has_name) {
            use.attribute = Attribute::id;
            use.bare = false;
        }
    }
    // What a mapping names wins over a spelling, an earlier column over a later one.
    std::vector<std::size_t> order(headers.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = i;
    }
    std::ranges::stable_partition(order, [&mapped](std::size_t i) { return mapped[i]; });
    std::vector<const ColumnUse*> taken;
    for (const std::size_t i : order) {
        ColumnUse& use = plan.columns[i];
        if (use.what == ColumnUse::What::unused) {
            continue;
        }
        const bool again = std::ranges::any_of(taken, [&use](const ColumnUse* other) { return same_place(use, *other); });
        if (again && !may_repeat(use)) {
            use = ColumnUse{};
            plan.doubled.push_back(headers[i]);
        } else {
            taken.push_back(&use);
        }
    }
    for (std::size_t i = 0; i < headers.size(); ++i) {
        if (plan.columns[i].what == ColumnUse::What::unused) {
            plan.not_used.push_back(headers[i]);
        }
    }
    return plan;
}

void add_inputs(InputSet& set, const ColumnUse& use) {
    if (use.what == ColumnUse::What::field) {
        switch (use.field) {
        case Field::shipment_id: set.add(Input::shipment_id); break;
        case Field::date: set.add(Input::date); break;
        case Field::dispatch: set.add(Input::dispatch); break;
        case Field::destination: set.add(Input::destination); break;
        case Field::via: set.add(Input::via); break;
        case Field::hs: set.add(Input::hs); break;
        case Field::description: set.add(Input::description); break;
        case Field::origin: set.add(Input::origin); break;
        case Field::value: set.add(Input::value); break;
        case Field::net_kg: set.add(Input::net_kg); break;
        case Field::quantity: set.add(Input::quantity); break;
        case Field::changed_on: set.add(Input::changed_on); break;
        case Field::notes: set.add(Input::notes); break;
        case Field::letter_of_credit: set.add(Input::letter_of_credit); break;
        case Field::loading_port:
        case Field::discharge_port: set.add(Input::port_call); break;
        default: break;
        }
        return;
    }
    if (use.what == ColumnUse::What::unused) {
        return;
    }
    switch (use.attribute) {
    case Attribute::name:
        set.add(Input::party_name);
        if (use.role_in_row) {
            set.add_all_names();
        } else {
            set.add_name(use.role);
        }
        // In long form the role stands in the rows: the file can name an end user.
        if (use.role == Role::consignee || use.role_in_row) {
            set.add(Input::consignee_name);
        }
        if (use.role == Role::end_user || use.role_in_row) {
            set.add(Input::end_user_name);
        }
        if (use.role == Role::issuing_bank) {
            set.add(Input::letter_of_credit);
        }
        if (use.role == Role::payer || use.role == Role::ultimate_payer || use.role_in_row) {
            set.add(Input::payer);
        }
        break;
    case Attribute::country: set.add(Input::party_country); break;
    case Attribute::address: set.add(Input::party_address); break;
    case Attribute::phone: set.add(Input::party_phone); break;
    case Attribute::birth_date: set.add(Input::birth_date); break;
    case Attribute::imo: set.add(Input::imo); break;
    case Attribute::registered: set.add(Input::party_registered); break;
    case Attribute::activity: set.add(Input::party_activity); break;
    case Attribute::web: set.add(Input::party_web); break;
    case Attribute::email: set.add(Input::party_email); break;
    case Attribute::owners: set.add(Input::party_owners); break;
    case Attribute::identifier:
    case Attribute::typed_identifier: set.add(Input::identifier); break;
    default: break;
    }
}

} // namespace tidewaiter::screen
