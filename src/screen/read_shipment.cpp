#include "screen/read_shipment.hpp"

#include "base/utf8.hpp"
#include "entity/country.hpp"
#include "entity/identifier.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace tidewaiter::screen {

namespace {

constexpr std::size_t shown_bytes = 200;

class Reader {
public:
    Reader(const Shipment& shipment, FieldCache* cache) : shipment_(shipment), cache_(cache) {
        read_.shipment = &shipment;
        read_.unreadable = shipment.unreadable;
    }

    ReadShipment read();

private:
    std::vector<std::string_view> countries(std::string_view text, const std::string& input, std::uint64_t record = 0);
    void read_route();
    void read_parties();
    void read_party(const Party& party);
    void follow_references();
    void say_unnamed();
    void read_lines();
    void check_parties();
    void say_missing(std::string what);
    std::uint64_t first_record() const { return shipment_.records.empty() ? 0 : shipment_.records.front(); }
    void say_unreadable(const std::string& input, std::string_view text, std::string reason, std::string hint, std::uint64_t record,
                        const std::string& line_no);

    struct Reference {
        std::size_t party = 0; ///< index into read_.parties
        std::optional<Role> role;
    };

    const Shipment& shipment_;
    FieldCache* cache_; // the caller's, or null
    ReadShipment read_;
    std::vector<Reference> references_;
};

void Reader::say_missing(std::string what) {
    if (std::ranges::find(read_.missing, what) == read_.missing.end()) {
        read_.missing.push_back(std::move(what));
    }
}

void Reader::say_unreadable(const std::string& input, std::string_view text, std::string reason, std::string hint, std::uint64_t record,
                            const std::string& line_no) {
    const std::string shown(base::utf8_prefix(base::trim(text), shown_bytes));
    const bool said = std::ranges::any_of(read_.unreadable, [&](const Unreadable& known) {
        return known.input == input && known.text == shown && known.line_no == line_no;
    });
    if (!said) {
        read_.unreadable.push_back({.input = input, .text = shown, .reason = std::move(reason), .hint = std::move(hint),
                                    .record = record != 0 ? record : first_record(), .line_no = line_no});
    }
}

/// Codes of the countries in a field; several are parted by ;.
std::vector<std::string_view> Reader::countries(std::string_view text, const std::string& input, std::uint64_t record) {
    std::vector<std::string_view> codes;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(';'), text.size());
        const std::string_view piece = base::trim(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (piece.empty()) {
            continue;
        }
        if (const auto code = entity::find_country(piece)) {
            if (std::ranges::find(codes, *code) == codes.end()) {
                codes.push_back(*code);
            }
        } else if (name_state(piece) == NameState::not_given) { // "unknown", "N/A"
            say_missing(input);
        } else {
            say_unreadable(input, piece, fmt::format("'{}' names no country known here", base::utf8_prefix(piece, 40)),
                           "Write the ISO 3166 code, for example DE.", record, {});
        }
    }
    return codes;
}

void Reader::read_route() {
    const InputSet& present = shipment_.present;
    read_.dispatch = countries(shipment_.dispatch, "dispatch");
    read_.destination = countries(shipment_.destination, "destination");
    read_.destination_source = "destination";
    for (const std::string& place : shipment_.via) {
        for (const std::string_view code : countries(place, "via")) {
            read_.via.push_back(code);
        }
    }
    if (present.has(Input::dispatch) && shipment_.dispatch.empty()) {
        say_missing("dispatch");
    }
    if (present.has(Input::destination) && shipment_.destination.empty()) {
        say_missing("destination");
    }
    if (present.has(Input::date) && shipment_.date.empty()) {
        say_missing("date");
    }
    if (present.has(Input::shipment_id) && shipment_.shipment_id.empty()) {
        say_missing("shipment_id");
    }
}

/// Numbers by which a party is looked up even without its name.
bool has_identifier(const Party& party) {
    using entity::IdentifierKind;
    if (entity::is_valid(IdentifierKind::imo, entity::to_canonical(IdentifierKind::imo, party.imo))) {
        return true;
    }
    static constexpr std::array strong = {"leiCode", "innCode", "ogrnCode", "uscCode", "isin", "publicKey", "iban", "swiftBic"};
    return std::ranges::any_of(party.identifiers, [](const auto& identifier) {
        return !identifier.second.empty() && std::ranges::find(strong, identifier.first) != strong.end();
    });
}

void Reader::read_party(const Party& party) {
    const std::string role(to_text(party.role));
    ReadParty made;
    made.party = &party;
    made.facts = &party;
    made.countries = countries(party.country, role + ".country");
    for (const std::string_view code : countries(party.flag, role + ".flag")) {
        if (std::ranges::find(made.countries, code) == made.countries.end()) {
            made.countries.push_back(code);
        }
    }
    made.has_identifier = has_identifier(party);
    if (!party.imo.empty()) {
        const std::string imo = entity::to_canonical(entity::IdentifierKind::imo, party.imo);
        if (!entity::is_valid(entity::IdentifierKind::imo, imo)) {
            say_unreadable(role + ".imo", party.imo, fmt::format("'{}' is no IMO number: its length or check digit is wrong", base::utf8_prefix(party.imo, 40)),
                           "An IMO number has seven digits; the last is their check digit.", 0, {});
        }
    }
    PartyField field = cache_ != nullptr ? cache_->find(party.name) : read_party_field(party.name);
    made.state = field.state;
    made.to_order = field.to_order;
    if (field.state == NameState::same_as) {
        references_.push_back({read_.parties.size(), field.same_as});
    }
    if (field.names.empty()) {
        read_.parties.push_back(std::move(made));
        return;
    }
    made.alone = field.names.size() == 1;
    for (std::size_t i = 0; i < field.names.size(); ++i) {
        ReadParty each = made;
        each.name = std::move(field.names[i].name);
        each.link = field.names[i].link;
        each.address = std::move(field.names[i].address);
        each.main = i == 0;
        each.has_identifier = each.main && made.has_identifier;
        read_.parties.push_back(std::move(each));
    }
}

/// SAME AS CONSIGNEE: the party of that role is this one too. "As above" is the named party before it. What leads nowhere
/// stays as it is, and is said as missing.
void Reader::follow_references() {
    for (const auto& [at, role] : references_) {
        const ReadParty* found = nullptr;
        for (std::size_t i = 0; i < read_.parties.size(); ++i) {
            const ReadParty& other = read_.parties[i];
            const bool fits = role ? other.party->role == *role : i < at;
            if (fits && i != at && other.state == NameState::named && other.facts == other.party) {
                found = &other;
                if (role) {
                    break; // the first of its role; "as above" means the last before it
                }
            }
        }
        if (found == nullptr) {
            continue;
        }
        ReadParty& party = read_.parties[at];
        party.facts = found->facts;
        party.state = found->state;
        party.name = found->name;
        party.link = found->link;
        party.address = found->address;
        party.main = found->main;
        party.alone = found->alone;
        party.to_order = found->to_order;
        party.has_identifier = party.has_identifier || found->has_identifier;
        if (party.countries.empty()) {
            party.countries = found->countries;
        }
    }
}

void Reader::say_unnamed() {
    for (const ReadParty& each : read_.parties) {
        const Party& party = *each.party;
        read_.screened = read_.screened || each.can_be_screened();
        if (each.state == NameState::named) {
            continue;
        }
        const std::string role(to_text(party.role));
        // A party of which nothing at all is said is an empty column, not a nameless party.
        const bool anything = each.state != NameState::empty || !party.country.empty() || !party.address.empty() ||
                              !party.phone.empty() || !party.id.empty() || !party.other_names.empty();
        if (each.state == NameState::empty && anything && shipment_.present.has_name(party.role)) {
            say_missing(role + ".name");
        } else if (each.state != NameState::empty) {
            say_missing(fmt::format("{}.name ({})", role, to_text(each.state)));
        }
    }
}

void Reader::check_parties() {
    const auto is_named = [this](Role role) {
        return std::ranges::any_of(read_.parties, [role](const ReadParty& each) {
            return each.party->role == role && each.state == NameState::named;
        });
    };
    const auto has_other_word = [this](std::string_view front) {
        return std::ranges::any_of(read_.missing, [front](const std::string& said) { return said.starts_with(front); });
    };
    if (shipment_.present.has(Input::end_user_name) && !is_named(Role::end_user) && !has_other_word("end_user.name")) {
        say_missing("end_user.name");
    }
    if (shipment_.present.has(Input::consignee_name) && !is_named(Role::consignee) && !has_other_word("consignee.name")) {
        say_missing("consignee.name");
    }
    if (shipment_.present.has(Input::imo)) {
        for (const ReadParty& each : read_.parties) {
            if (each.party->role == Role::vessel && each.state == NameState::named && each.party->imo.empty()) {
                say_missing("vessel.imo");
            }
        }
    }
    if (!read_.screened) {
        say_missing("name of any party");
    }
    // A destination left empty: the consignee's country says where the goods go.
    if (read_.destination.empty()) {
        for (const ReadParty& each : read_.parties) {
            if (each.party->role == Role::consignee || each.party->role == Role::end_user || each.party->role == Role::importer) {
                for (const std::string_view country : each.countries) {
                    if (std::ranges::find(read_.destination, country) == read_.destination.end()) {
                        read_.destination.push_back(country);
                    }
                }
            }
        }
        if (!read_.destination.empty()) {
            read_.destination_source = "consignee.country";
        }
    }
}

void Reader::read_parties() {
    for (const Party& party : shipment_.parties) {
        read_party(party);
    }
    follow_references();
    say_unnamed();
    check_parties();
}

void Reader::read_lines() {
    for (const Line& line : shipment_.lines) {
        ReadLine made;
        made.line = &line;
        if (const auto codes = countries(line.origin, "origin", line.record); !codes.empty()) {
            made.origin = codes.front();
        }
        if (!line.hs.empty()) {
            if (auto code = goods::HsCode::parse(line.hs)) {
                made.hs = *code;
                if (goods::revisions_of(*code).empty()) {
                    say_unreadable("hs", line.hs, fmt::format("no edition of the Harmonized System held here knows '{}'", code->dotted()),
                                   "Look the code up: tidewaiter goods \"words of the goods\" proposes codes.", line.record, line.line_no);
                }
            } else {
                say_unreadable("hs", line.hs, code.error().message, code.error().hint, line.record, line.line_no);
            }
        } else if (shipment_.present.has(Input::hs)) {
            say_missing(shipment_.lines.size() > 1 ? fmt::format("hs (line {})", line.line_no) : "hs");
        }
        read_.lines.push_back(std::move(made));
    }
}

ReadShipment Reader::read() {
    read_route();
    read_parties();
    read_lines();
    std::set<std::string> said;
    for (const Unreadable& each : read_.unreadable) {
        if (said.insert(each.input).second) {
            say_missing(each.input + ":unreadable");
        }
    }
    return std::move(read_);
}

} // namespace

bool ReadShipment::is_missing(std::string_view input) const {
    return std::ranges::any_of(missing, [input](const std::string& said) {
        return said == input || (said.starts_with(input) && said.size() > input.size() && said[input.size()] == ' ');
    });
}

ReadShipment read_shipment(const Shipment& shipment, FieldCache* cache) { return Reader(shipment, cache).read(); }

} // namespace tidewaiter::screen
