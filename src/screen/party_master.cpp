#include "screen/party_master.hpp"

#include "base/failure.hpp"
#include "base/hash.hpp"
#include "base/utf8.hpp"
#include "entity/country.hpp"
#include "entity/date.hpp"
#include "screen/columns.hpp"
#include "screen/owners.hpp"
#include "screen/party_fields.hpp"
#include "text/fold.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace tidewaiter::screen {

namespace {

using base::trim;

enum Column : std::size_t { id, name, country, registered, activity, address, web, email, phone, officers, owners };

constexpr std::array<SideField, 11> fields = {{
    {.name = "id"},
    {.name = "name"},
    {.name = "country", .join = ";"},
    {.name = "registered", .type = SideField::Type::date},
    {.name = "activity", .join = ";"},
    {.name = "address", .join = ", "},
    {.name = "web", .join = ";"},
    {.name = "email", .join = ";"},
    {.name = "phone", .join = ";"},
    {.name = "officers", .join = ";"},
    {.name = "owners", .join = ";"},
}};

/// A header by the table of shipment columns: "registered", "customer_id", "Consignee name", "Firmenname".
std::optional<std::size_t> resolve(std::string_view header) {
    const ColumnUse use = recognise_column(header);
    if (use.what == ColumnUse::What::field) {
        return use.field == Field::record_id ? std::optional<std::size_t>(id) : std::nullopt;
    }
    if (use.what == ColumnUse::What::unused) {
        return std::nullopt;
    }
    switch (use.attribute) {
    case Attribute::id: return id;
    case Attribute::name: return name;
    case Attribute::country: return country;
    case Attribute::registered: return registered;
    case Attribute::activity: return activity;
    case Attribute::address: return address;
    case Attribute::web: return web;
    case Attribute::email: return email;
    case Attribute::phone: return phone;
    case Attribute::officers: return officers;
    case Attribute::owners: return owners;
    default: return std::nullopt;
    }
}

template <class Take>
void each_piece(std::string_view text, std::string_view marks, const Take& take) {
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of(marks), text.size());
        if (const std::string_view piece = trim(text.substr(0, end)); !piece.empty()) {
            take(piece);
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

/// Codes of the countries in a field, sorted.
std::vector<std::string_view> codes_of(std::string_view text) {
    std::vector<std::string_view> codes;
    each_piece(text, ";", [&codes](std::string_view piece) {
        if (const auto code = entity::find_country(piece)) {
            codes.push_back(*code);
        }
    });
    std::ranges::sort(codes);
    return codes;
}

bool agree(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b) {
    return a.empty() || b.empty() || std::ranges::any_of(a, [&b](std::string_view code) { return std::ranges::binary_search(b, code); });
}

Party to_party(const SideRow& row, std::string& remark) {
    Party made;
    made.id = row.text(id);
    made.name = row.text(name);
    made.country = row.text(country);
    if (const auto date = row.date(registered)) {
        const entity::PartialDate day{entity::from_serial(date->from), entity::from_serial(date->to), false};
        made.registered = day.to_text();
    }
    made.activity = row.text(activity);
    made.address = row.text(address);
    made.web = row.text(web);
    made.email = row.text(email);
    made.phone = row.text(phone);
    each_piece(row.text(officers), ";|\n", [&made](std::string_view piece) { made.officers.emplace_back(piece); });
    each_piece(row.text(owners), ";|\n", [&](std::string_view piece) {
        if (auto owner = parse_owner(piece)) {
            made.owners.push_back(std::move(*owner));
        } else if (remark.empty()) {
            remark = fmt::format("line {}: {}; the owner is left out", row.line(), owner.error().message);
        }
    });
    return made;
}

void fill(std::string& into, const std::string& from, bool& filled) {
    if (into.empty() && !from.empty()) {
        into = from;
        filled = true;
    }
}

} // namespace

std::uint64_t address_key(std::string_view address) {
    static const std::set<std::string, std::less<>> left_out = {
        "street", "str", "st", "road", "rd", "avenue", "ave", "av", "lane", "ln", "ul", "ulitsa", "prospekt", "pr", "office", "of", "ofis", "suite", "ste",
        "room", "rm", "no", "nr", "building", "bldg", "dom", "d", "g", "gorod", "city", "floor", "fl", "unit", "apt", "flat", "kv", "the", "and"};
    std::vector<std::string> words;
    bool word = false;
    bool number = false;
    for (const text::Token& token : text::fold(address).tokens) {
        if (left_out.contains(token.text)) {
            continue;
        }
        const bool digits = std::ranges::any_of(token.text, [](char c) { return c >= '0' && c <= '9'; });
        number = number || digits;
        word = word || (!digits && token.text.size() > 2);
        words.push_back(token.text);
    }
    if (!word || !number) {
        return 0;
    }
    std::ranges::sort(words);
    std::string key;
    for (const std::string& each : words) {
        key += each + ' ';
    }
    return base::to_xxh3(key);
}

PartyMaster::PartyMaster(const std::string& path, const std::string& day_order) {
    SideTable table("party master", path, fields, day_order, resolve);
    std::string remark;
    std::set<std::pair<std::uint64_t, std::uint64_t>> seen; // address, name
    bool any_key = false;
    SideFacts facts = table.read([&](const SideRow& row) -> std::string {
        if (!any_key) {
            if (!row.has_column(id) && !row.has_column(name)) {
                throw base::Failure(base::FailureKind::bad_input, fmt::format("{}: a party master needs a column id or name", path),
                                    "docs/screening.md lists the columns of the files beside the shipments.");
            }
            any_key = true;
            for (const auto& [column, input] : {std::pair{registered, Input::party_registered}, {activity, Input::party_activity}, {web, Input::party_web},
                                                {email, Input::party_email}, {owners, Input::party_owners}, {phone, Input::party_phone},
                                                {address, Input::party_address}, {country, Input::party_country}}) {
                if (row.has_column(column)) {
                    present_.add(input);
                }
            }
        }
        Party party = to_party(row, remark);
        const bool named = name_state(party.name) == NameState::named;
        if (party.id.empty() && !named) {
            return "neither an id nor a name";
        }
        if (rows_.size() >= most_rows) {
            throw base::Failure(base::FailureKind::bad_input, fmt::format("{}: more than {} parties", path, most_rows),
                                "Take out the parties that no shipment names.");
        }
        const auto at = static_cast<std::uint32_t>(rows_.size());
        if (!party.id.empty() && !by_id_.emplace(party.id, at).second) {
            return fmt::format("the id '{}' stands on an earlier line too", base::utf8_prefix(party.id, 40));
        }
        if (named) {
            const std::uint64_t key = name_key(party.name);
            by_name_.emplace(key, at);
            if (const std::uint64_t place = address_key(party.address); place != 0 && seen.emplace(place, key).second) {
                ++at_address_[place];
            }
        }
        rows_.push_back(std::move(party));
        return {};
    });
    present_.add(Input::party_master);
    facts_ = std::move(facts);
    facts_.remark = std::move(remark);
}

std::size_t PartyMaster::count_at_address(std::uint64_t key) const {
    const auto found = at_address_.find(key);
    return found == at_address_.end() ? 0 : found->second;
}

const Party* PartyMaster::find(const Party& party) const {
    if (!party.id.empty()) {
        if (const auto found = by_id_.find(party.id); found != by_id_.end()) {
            return &rows_[found->second];
        }
    }
    if (name_state(party.name) != NameState::named) {
        return nullptr;
    }
    const std::vector<std::string_view> codes = codes_of(party.country);
    const Party* one = nullptr;
    const auto [first, last] = by_name_.equal_range(name_key(party.name));
    for (auto at = first; at != last; ++at) {
        const Party& row = rows_[at->second];
        if (!agree(codes, codes_of(row.country))) {
            continue;
        }
        if (one != nullptr) {
            return nullptr; // two of that name: neither is taken for it
        }
        one = &row;
    }
    return one;
}

void PartyMaster::join(Party& party) const {
    const Party* row = find(party);
    if (row == nullptr) {
        return;
    }
    bool filled = false;
    fill(party.name, row->name, filled);
    fill(party.country, row->country, filled);
    fill(party.registered, row->registered, filled);
    fill(party.activity, row->activity, filled);
    fill(party.address, row->address, filled);
    fill(party.web, row->web, filled);
    fill(party.email, row->email, filled);
    fill(party.phone, row->phone, filled);
    if (party.officers.empty() && !row->officers.empty()) {
        party.officers = row->officers;
        filled = true;
    }
    if (party.owners.empty() && !row->owners.empty()) {
        party.owners = row->owners;
        filled = true;
    }
    party.from_master = filled;
}

namespace {

/// Of one shipment. Chains of holdings are shorter, and a ring of them must end.
constexpr std::size_t most_owners = 1'000;
constexpr std::size_t longest_chain = 12;

Party to_party(const Owner& owner, const Party& owned, std::size_t owned_at) {
    Party made;
    made.role = Role::owner;
    made.name = owner.name;
    made.stake = owner;
    made.stake.name.clear();
    made.line = owned.line;
    made.of = static_cast<std::uint32_t>(owned_at);
    made.from_master = owned.from_master;
    return made;
}

/// Is the owner one of those that it owns, so that the chain is a ring, or is the chain longer than any is?
bool ends_chain(const Shipment& shipment, std::size_t owner) {
    const std::uint64_t key = name_key(shipment.parties[owner].name);
    std::size_t length = 0;
    for (std::uint32_t at = shipment.parties[owner].of; at != Party::no_line; at = shipment.parties[at].of) {
        if (++length > longest_chain || name_key(shipment.parties[at].name) == key) {
            return true;
        }
    }
    return false;
}

} // namespace

void complete_parties(Shipment& shipment, const PartyMaster* master) {
    if (master != nullptr) {
        shipment.present.add(master->present());
        for (Party& party : shipment.parties) {
            master->join(party);
        }
    }
    const std::size_t given = shipment.parties.size();
    for (std::size_t i = 0; i < given; ++i) {
        // The same party in two roles has one set of owners.
        const Party& party = shipment.parties[i];
        const bool again = std::any_of(shipment.parties.begin(), shipment.parties.begin() + static_cast<std::ptrdiff_t>(i), [&party](const Party& other) {
            return other.name == party.name && other.owners == party.owners && other.officers == party.officers;
        });
        if (again || (party.officers.empty() && party.owners.empty())) {
            continue;
        }
        std::vector<Party> people;
        for (const std::string& officer : party.officers) {
            Party made;
            made.role = Role::officer;
            made.name = officer;
            made.schema = "Person";
            made.line = party.line;
            made.of = static_cast<std::uint32_t>(i);
            made.from_master = party.from_master;
            people.push_back(std::move(made));
        }
        for (const Owner& owner : party.owners) {
            people.push_back(to_party(owner, party, i));
        }
        std::ranges::move(people, std::back_inserter(shipment.parties));
    }
    // Owners of owners, as far as the master knows them: a holding may be listed two steps away.
    for (std::size_t i = given; master != nullptr && i < shipment.parties.size() && shipment.parties.size() < given + most_owners; ++i) {
        if (shipment.parties[i].role != Role::owner) {
            continue;
        }
        Party known;
        known.name = shipment.parties[i].name;
        master->join(known);
        if (known.owners.empty() || ends_chain(shipment, i)) {
            continue;
        }
        known.line = shipment.parties[i].line;
        for (const Owner& owner : known.owners) {
            shipment.parties.push_back(to_party(owner, known, i));
        }
    }
}

} // namespace tidewaiter::screen
