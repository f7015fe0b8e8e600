#include "screen/shipment_builder.hpp"

#include "base/csv.hpp"
#include "base/embedded.hpp"
#include "base/failure.hpp"
#include "base/money.hpp"
#include "base/utf8.hpp"
#include "entity/country.hpp"
#include "entity/date.hpp"
#include "entity/identifier.hpp"
#include "entity/schema.hpp"
#include "screen/owners.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

TIDEWAITER_EMBEDDED(currencies_csv);

namespace tidewaiter::screen {

namespace {

using base::trim;

constexpr std::size_t shown_bytes = 200;

const std::set<std::string, std::less<>>& currencies() {
    static const std::set<std::string, std::less<>> made = [] {
        std::set<std::string, std::less<>> codes;
        const base::CsvTable table("currencies.csv", embedded_currencies_csv());
        for (const auto& row : table.rows()) {
            codes.insert(row[0]);
        }
        return codes;
    }();
    return made;
}

/// Splits at any of the marks; pieces are trimmed and empty ones left out.
std::vector<std::string_view> split(std::string_view text, std::string_view marks) {
    std::vector<std::string_view> pieces;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of(marks), text.size());
        if (const std::string_view piece = trim(text.substr(0, end)); !piece.empty()) {
            pieces.push_back(piece);
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return pieces;
}

/// "KZ > KG", "KZ;KG", "KZ/KG", "KZ, KG"; but "Korea, Republic of" is one place.
std::vector<std::string> split_places(std::string_view text) {
    std::vector<std::string> places;
    if (entity::find_country(text)) {
        places.emplace_back(trim(text));
        return places;
    }
    for (const std::string_view piece : split(text, ";|>/")) {
        const bool whole = piece.find(',') == std::string_view::npos || entity::find_country(piece).has_value();
        for (const std::string_view place : whole ? std::vector{piece} : split(piece, ",")) {
            std::string_view named = place;
            while (named.ends_with('-')) { // "KZ -> KG"
                named = trim(named.substr(0, named.size() - 1));
            }
            if (!named.empty()) {
                places.emplace_back(named);
            }
        }
    }
    return places;
}

/// "Profit / Advantage Solar", "A;B", "A | B". A slash parts names only between blanks: "A/S" is a legal form.
std::vector<std::string> split_names(std::string_view text) {
    std::vector<std::string> names;
    for (std::string_view piece : split(text, ";|")) {
        for (std::size_t mark = piece.find(" / "); mark != std::string_view::npos; mark = piece.find(" / ")) {
            if (const auto name = trim(piece.substr(0, mark)); !name.empty()) {
                names.emplace_back(name);
            }
            piece.remove_prefix(mark + 3);
        }
        if (const auto name = trim(piece); !name.empty()) {
            names.emplace_back(name);
        }
    }
    return names;
}

/// An identifier that came without its kind: an IMO number says so, a LEI proves itself by its check digits.
std::pair<std::string, std::string> guess_identifier(std::string_view text) {
    const std::string plain = entity::to_canonical(entity::IdentifierKind::other, text);
    if (plain.starts_with("IMO") && entity::is_valid(entity::IdentifierKind::imo, plain.substr(3))) {
        return {"imoNumber", plain.substr(3)};
    }
    for (const auto kind : {entity::IdentifierKind::lei, entity::IdentifierKind::uscc}) {
        if (entity::is_valid(kind, entity::to_canonical(kind, text))) {
            return {std::string(entity::property_of(kind)), std::string(text)};
        }
    }
    return {"registrationNumber", std::string(text)};
}

/// The first value stands.
void set(std::string& into, std::string_view text) {
    if (into.empty()) {
        into = text;
    }
}

class Builder {
public:
    Builder(std::uint64_t number, const ColumnStyles& styles) : number_(number), styles_(styles) {
        shipment_.records.push_back(number);
        shipment_.record_ids.emplace_back();
    }

    Shipment build(const RecordCells& record, bool has_lines);

private:
    struct PartyKey {
        std::uint32_t object = 0;
        Role role = Role::other;
        bool in_row = false;
        unsigned number = 0;
        std::uint32_t line = 0;
        friend bool operator==(const PartyKey&, const PartyKey&) = default;
    };

    struct Draft {
        PartyKey key;
        Party party;
        std::string role_text;
        bool role_known = false;
    };

    void take_field(const Cell& cell);
    void take_party(const Cell& cell);
    Line& line(std::uint32_t object);
    Draft& draft(const Cell& cell);
    std::string read_dates(const Cell& cell, const std::string& input);
    std::string read_amount(const Cell& cell, std::string_view input);
    void unreadable(std::string input, std::string_view text, const base::Error& why);
    void end_parties(const std::string& row_role);
    void end_lines(bool has_lines);

    std::uint64_t number_;
    const ColumnStyles& styles_;
    Shipment shipment_;
    std::vector<std::pair<std::uint32_t, Line>> lines_;
    std::map<std::uint32_t, std::uint32_t> line_places_; // number of the line object -> index into Shipment::lines
    std::vector<Draft> drafts_;
    std::string row_role_;
};

void Builder::unreadable(std::string input, std::string_view text, const base::Error& why) {
    shipment_.unreadable.push_back({.input = std::move(input),
                                    .text = std::string(base::utf8_prefix(trim(text), shown_bytes)),
                                    .reason = why.message,
                                    .hint = why.hint,
                                    .record = number_,
                                    .line_no = {}});
}

Line& Builder::line(std::uint32_t object) {
    for (auto& [number, line] : lines_) {
        if (number == object) {
            return line;
        }
    }
    lines_.emplace_back(object, Line{});
    lines_.back().second.record = number_;
    return lines_.back().second;
}

Builder::Draft& Builder::draft(const Cell& cell) {
    PartyKey key;
    key.object = cell.party;
    key.line = cell.line;
    if (cell.party == 0) {
        key.role = cell.use->role;
        key.in_row = cell.use->role_in_row;
        key.number = cell.use->number;
    }
    // The draft last used is nearly always the one meant.
    for (auto place = drafts_.rbegin(); place != drafts_.rend(); ++place) {
        if (place->key == key) {
            return *place;
        }
    }
    Draft made;
    made.key = key;
    made.party.role = cell.has_role ? cell.role : cell.party == 0 ? cell.use->role : Role::other;
    made.role_known = cell.has_role || (cell.party == 0 && !cell.use->role_in_row);
    drafts_.push_back(std::move(made));
    return drafts_.back();
}

/// Dates of one field, parted by ; when there are several.
std::string Builder::read_dates(const Cell& cell, const std::string& input) {
    const entity::DayOrder order = cell.style == ColumnStyles::none ? entity::DayOrder::unknown : styles_.at(cell.style).day_order();
    std::string text;
    for (const std::string_view piece : split(cell.text, ";")) {
        const auto date = entity::parse_date(piece, order);
        if (!date) {
            unreadable(input, piece, date.error());
        }
        text += (text.empty() ? "" : ";") + (date ? date->to_text() : std::string(piece));
    }
    return text;
}

/// A plain decimal. "EUR 1,200" and "1 200 €" lose their currency words.
std::string Builder::read_amount(const Cell& cell, std::string_view input) {
    std::string_view text = trim(cell.text);
    const auto is_mark = [](char c) { return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == ','; };
    while (!text.empty() && !is_mark(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && !is_mark(text.back())) {
        text.remove_suffix(1);
    }
    const bool comma = cell.style != ColumnStyles::none && styles_.at(cell.style).decimal_comma();
    const auto amount = base::parse_ten_thousandths(text.empty() ? cell.text : text, comma);
    if (!amount) {
        unreadable(std::string(input), cell.text, amount.error());
        return std::string(trim(cell.text));
    }
    return base::to_decimal(*amount);
}

void Builder::take_field(const Cell& cell) {
    const std::string_view text = trim(cell.text);
    const auto keep = [&](std::string& into) { set(into, text); };
    switch (cell.use->field) {
    case Field::record_id: keep(shipment_.record_ids.front()); break;
    case Field::shipment_id: keep(shipment_.shipment_id); break;
    case Field::party_role:
        if (cell.party != 0) {
            Draft& party = draft(cell);
            set(party.role_text, text);
        } else {
            row_role_ = text;
        }
        break;
    case Field::date:
        if (!text.empty() && shipment_.date.empty()) {
            shipment_.date = read_dates(cell, "date");
        }
        break;
    case Field::dispatch: keep(shipment_.dispatch); break;
    case Field::destination: keep(shipment_.destination); break;
    case Field::via:
        for (std::string& place : split_places(text)) {
            shipment_.via.push_back(std::move(place));
        }
        break;
    case Field::line_no: keep(line(cell.line).line_no); break;
    case Field::hs: keep(line(cell.line).hs); break;
    case Field::description: keep(line(cell.line).description); break;
    case Field::origin: keep(line(cell.line).origin); break;
    case Field::quantity: keep(line(cell.line).quantity); break;
    case Field::currency:
        if (!text.empty()) {
            Line& at = line(cell.line);
            at.currency = to_currency(text);
            if (at.currency.empty()) {
                unreadable("currency", text,
                           {fmt::format("'{}' is no currency", base::utf8_prefix(text, 40)), "Write the ISO 4217 code, for example EUR."});
                at.currency = text;
            }
        }
        break;
    case Field::value:
        if (!text.empty()) {
            Line& at = line(cell.line);
            at.value = read_amount(cell, "value");
            if (at.currency.empty()) {
                at.currency = cell.use->currency;
            }
        }
        break;
    case Field::net_kg:
        if (!text.empty()) {
            line(cell.line).net_kg = read_amount(cell, "net_kg");
        }
        break;
    case Field::changed_on:
        if (!text.empty() && shipment_.changed_on.empty()) {
            shipment_.changed_on = read_dates(cell, "changed_on");
        }
        break;
    case Field::arrival:
        if (!text.empty() && shipment_.arrival.empty()) {
            shipment_.arrival = read_dates(cell, "arrival");
        }
        break;
    case Field::change: keep(shipment_.change); break;
    case Field::notes:
        if (!text.empty()) {
            shipment_.notes += (shipment_.notes.empty() ? "" : "; ") + std::string(text);
        }
        break;
    case Field::letter_of_credit: keep(shipment_.letter_of_credit); break;
    case Field::loading_port: keep(shipment_.loading_port); break;
    case Field::discharge_port: keep(shipment_.discharge_port); break;
    }
}

void Builder::take_party(const Cell& cell) {
    const std::string_view text = trim(cell.text);
    if (text.empty()) {
        return;
    }
    Party& party = draft(cell).party;
    const auto keep = [text](std::string& into) { set(into, text); };
    const auto join = [text](std::string& into, std::string_view mark) { into += (into.empty() ? "" : std::string(mark)) + std::string(text); };
    switch (cell.use->attribute) {
    case Attribute::name:
        // A list of names in JSON: the first is the name, the others are others.
        if (party.name.empty()) {
            party.name = text;
        } else if (party.name != text) {
            party.other_names.emplace_back(text);
        }
        break;
    case Attribute::other_names:
        for (std::string& name : split_names(text)) {
            party.other_names.push_back(std::move(name));
        }
        break;
    case Attribute::id: keep(party.id); break;
    case Attribute::schema: {
        const entity::Schema* schema = entity::find_schema(text);
        if (schema != nullptr) {
            party.schema = schema->name;
        } else {
            unreadable(fmt::format("{}.schema", to_text(party.role)), text,
                       {fmt::format("'{}' is no FollowTheMoney schema", base::utf8_prefix(text, 40)),
                        "Write Person, Company, Organization, LegalEntity or Vessel."});
        }
        break;
    }
    case Attribute::country: join(party.country, ";"); break;
    case Attribute::address: join(party.address, ", "); break;
    case Attribute::birth_date:
        party.birth_date += (party.birth_date.empty() ? "" : ";") + read_dates(cell, fmt::format("{}.birth_date", to_text(party.role)));
        break;
    case Attribute::phone: join(party.phone, ";"); break;
    case Attribute::imo: keep(party.imo); break;
    case Attribute::mmsi: keep(party.mmsi); break;
    case Attribute::call_sign: keep(party.call_sign); break;
    case Attribute::flag: keep(party.flag); break;
    case Attribute::registered:
        if (party.registered.empty()) {
            party.registered = read_dates(cell, fmt::format("{}.registered", to_text(party.role)));
        }
        break;
    case Attribute::activity: join(party.activity, ";"); break;
    case Attribute::web: join(party.web, ";"); break;
    case Attribute::email: join(party.email, ";"); break;
    case Attribute::account: keep(party.account); break;
    case Attribute::officers:
        for (std::string& name : split_names(text)) {
            party.officers.push_back(std::move(name));
        }
        break;
    case Attribute::owners:
        for (const std::string_view piece : split(text, ";|\n")) {
            if (auto owner = parse_owner(piece)) {
                party.owners.push_back(std::move(*owner));
            } else {
                unreadable(fmt::format("{}.owners", to_text(party.role)), piece, owner.error());
            }
        }
        break;
    case Attribute::identifier:
        for (const std::string_view piece : split(text, ";")) {
            auto [property, value] = guess_identifier(piece);
            if (property == "imoNumber" && party.imo.empty()) {
                party.imo = std::move(value);
            } else {
                party.identifiers.emplace_back(std::move(property), std::move(value));
            }
        }
        break;
    case Attribute::typed_identifier:
        for (const std::string_view piece : split(text, ";")) {
            party.identifiers.emplace_back(cell.use->property, piece);
        }
        break;
    }
}

void Builder::end_parties(const std::string& row_role) {
    for (Draft& draft : drafts_) {
        Party& party = draft.party;
        if (!draft.role_known) {
            const std::string& text = draft.key.object != 0 && !draft.role_text.empty() ? draft.role_text : row_role;
            if (const auto role = find_role(text)) {
                party.role = *role;
            } else if (!text.empty()) {
                party.role = Role::other;
                unreadable("party_role", text, {fmt::format("'{}' is no role known here; the party is screened as 'other'",
                                                            base::utf8_prefix(text, 40)),
                                                "Write consignee, end_user, buyer ... (docs/screening.md lists the roles)."});
            } else {
                party.role = draft.key.in_row || draft.key.object != 0 ? Role::customer : party.role;
            }
        }
        if (const auto at = line_places_.find(draft.key.line); draft.key.line != 0 && at != line_places_.end()) {
            party.line = at->second;
        }
        if (party.schema.empty() && (party.role == Role::vessel || !party.imo.empty() || !party.call_sign.empty())) {
            party.schema = "Vessel";
        } else if (party.schema.empty() && !party.birth_date.empty()) {
            party.schema = "Person";
        }
        shipment_.parties.push_back(std::move(party));
    }
}

void Builder::end_lines(bool has_lines) {
    if (lines_.empty() && has_lines) {
        line(0);
    }
    // Where lines stand as objects, what the record itself says of goods (a currency) holds for all of them.
    const bool has_objects = std::ranges::any_of(lines_, [](const auto& entry) { return entry.first != 0; });
    std::string currency;
    for (auto& [object, line] : lines_) {
        if (object == 0 && has_objects && line.hs.empty() && line.description.empty()) {
            currency = line.currency;
            continue;
        }
        line_places_.emplace(object, static_cast<std::uint32_t>(shipment_.lines.size()));
        shipment_.lines.push_back(std::move(line));
    }
    for (Line& line : shipment_.lines) {
        if (line.currency.empty()) {
            line.currency = currency;
        }
    }
}

Shipment Builder::build(const RecordCells& record, bool has_lines) {
    for (const Cell& cell : record.cells) {
        if (cell.use->what == ColumnUse::What::field) {
            take_field(cell);
        } else if (cell.use->what == ColumnUse::What::party) {
            take_party(cell);
        }
    }
    end_lines(has_lines);
    end_parties(row_role_);
    if (shipment_.record_ids.front().empty()) {
        shipment_.record_ids.front() = fmt::format("{}", number_);
    }
    const std::string line_no = shipment_.lines.size() == 1 ? shipment_.lines.front().line_no : std::string();
    for (Unreadable& each : shipment_.unreadable) {
        each.line_no = line_no;
    }
    // Rows of flat files: a party stands on the line of its row until another row says the same.
    if (record.lines == 0 && shipment_.lines.size() == 1) {
        for (Party& party : shipment_.parties) {
            party.line = 0;
        }
    }
    return std::move(shipment_);
}

[[noreturn]] void too_large(const Shipment& shipment, std::size_t most, std::string_view what) {
    throw base::Failure(base::FailureKind::bad_input,
                        fmt::format("shipment '{}' has more than {} {}", base::utf8_prefix(shipment.shipment_id, 80), most, what),
                        "Is that column really the shipment's number? A mapping can name another one: docs/screening.md.");
}

/// Adds what another row says of the same place, unless it is said already.
void merge_places(std::string& into, const std::string& part) {
    if (part.empty() || part == into) {
        return;
    }
    for (const std::string_view known : split(into, ";")) {
        if (known == part) {
            return;
        }
    }
    into += (into.empty() ? "" : ";") + part;
}

} // namespace

std::string to_currency(std::string_view text) {
    std::string code(trim(text));
    for (char& c : code) {
        c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    if (code == "€") {
        return "EUR";
    }
    return currencies().contains(code) ? code : std::string();
}

Shipment build_shipment(const RecordCells& record, std::uint64_t number, const ColumnStyles& styles, bool has_lines) {
    return Builder(number, styles).build(record, has_lines);
}

void merge_shipment(Shipment& into, Shipment&& part, const ShipmentLimits& limits) {
    if (into.records.size() + part.records.size() > limits.records) {
        too_large(into, limits.records, "records");
    }
    if (into.lines.size() + part.lines.size() > limits.lines) {
        too_large(into, limits.lines, "lines");
    }
    const auto offset = static_cast<std::uint32_t>(into.lines.size());
    std::ranges::move(part.records, std::back_inserter(into.records));
    std::ranges::move(part.record_ids, std::back_inserter(into.record_ids));
    if (into.date.empty()) {
        into.date = std::move(part.date);
    }
    const auto first_stands = [](std::string& known, std::string& other) {
        if (known.empty()) {
            known = std::move(other);
        }
    };
    first_stands(into.letter_of_credit, part.letter_of_credit);
    first_stands(into.loading_port, part.loading_port);
    first_stands(into.discharge_port, part.discharge_port);
    first_stands(into.arrival, part.arrival);
    if (part.changed_on > into.changed_on) { // the last change counts
        into.changed_on = std::move(part.changed_on);
        into.change = std::move(part.change);
    }
    if (!part.notes.empty() && into.notes.find(part.notes) == std::string::npos) {
        into.notes += (into.notes.empty() ? "" : "; ") + part.notes;
    }
    merge_places(into.dispatch, part.dispatch);
    merge_places(into.destination, part.destination);
    for (std::string& place : part.via) {
        if (std::ranges::find(into.via, place) == into.via.end()) {
            into.via.push_back(std::move(place));
        }
    }
    for (Party& party : part.parties) {
        const std::uint32_t line = party.line == Party::no_line ? Party::no_line : party.line + offset;
        const auto same = std::ranges::find_if(into.parties, [&party](Party& known) {
            party.line = known.line;
            return known == party;
        });
        if (same != into.parties.end()) {
            same->line = Party::no_line;
            continue;
        }
        if (into.parties.size() >= limits.parties) {
            too_large(into, limits.parties, "parties");
        }
        party.line = line;
        into.parties.push_back(std::move(party));
    }
    std::ranges::move(part.lines, std::back_inserter(into.lines));
    for (Unreadable& each : part.unreadable) {
        const bool said = std::ranges::any_of(into.unreadable, [&each](const Unreadable& known) {
            return known.input == each.input && known.text == each.text && known.line_no == each.line_no;
        });
        if (!said) {
            into.unreadable.push_back(std::move(each));
        }
    }
}

void finish_shipment(Shipment& shipment) {
    for (std::size_t i = 0; i < shipment.lines.size(); ++i) {
        if (shipment.lines[i].line_no.empty()) {
            shipment.lines[i].line_no = fmt::format("{}", i + 1);
        }
    }
    if (shipment.lines.size() <= 1) {
        for (Party& party : shipment.parties) {
            party.line = Party::no_line;
        }
    }
}

} // namespace tidewaiter::screen
