// What the US Consolidated Screening List says in a row, whatever form the row comes in.
#include "lists/us_csl.hpp"

#include "base/hash.hpp"
#include "base/utf8.hpp"
#include "entity/country.hpp"
#include "lists/clean_text.hpp"
#include "lists/link_book.hpp"
#include "lists/measures.hpp"
#include "lists/ofac_remarks.hpp"
#include "lists/prose_name.hpp"
#include "lists/repeated_parties.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace tidewaiter::lists {

struct CslState {
    EntitySink& sink;
    ListVersion& version;
    RemarkTally& tally;
    LinkBook links;
    RepeatedParties parties;
    std::map<std::string, std::uint64_t> unknown_sources;
};

namespace {

constexpr std::string_view default_list = "us_trade_csl";

/// "Denied Persons List (DPL) - Bureau of Industry and Security" -> code DPL; in 2016 the code stood alone.
struct Source {
    std::string code;
    std::string name;
    std::string authority;
};

Source to_source(std::string_view published) {
    Source source;
    const std::size_t dash = published.rfind(" - ");
    source.name = base::trim(published.substr(0, dash));
    source.authority = dash == std::string_view::npos ? std::string() : std::string(base::trim(published.substr(dash + 3)));
    const std::size_t open = source.name.rfind('(');
    const std::size_t close = source.name.rfind(')');
    source.code = open != std::string::npos && close != std::string::npos && open < close
                      ? source.name.substr(open + 1, close - open - 1)
                      : source.name;
    if (source.code.ends_with(" List")) {
        source.code.resize(source.code.size() - 5);
    }
    return source;
}

std::vector<std::string> split_values(std::string_view joined) {
    std::vector<std::string> values;
    while (!joined.empty()) {
        const std::size_t at = joined.find("; ");
        std::string_view value = base::trim(joined.substr(0, at));
        while (value.ends_with(';')) {
            value = base::trim(value.substr(0, value.size() - 1));
        }
        if (!value.empty()) {
            values.emplace_back(value);
        }
        joined = at == std::string_view::npos ? std::string_view() : joined.substr(at + 2);
    }
    return values;
}

bool is_iso2(std::string_view text) {
    return text.size() == 2 && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool is_iso_date(std::string_view text) {
    return text.size() == 10 && text[4] == '-' && text[7] == '-' && entity::parse_date(text).has_value();
}

/// "19 Luysi St., Borisov, 222512, BY": the country stands last, as a code or, rarely, by name.
PartyAddress to_address(const std::string& published) {
    PartyAddress address;
    const std::size_t comma = published.rfind(", ");
    const std::string last = comma == std::string::npos ? published : published.substr(comma + 2);
    const auto country = entity::find_country(last);
    if (!country || (last.size() == 2 && !is_iso2(last))) {
        address.full = published;
        return address;
    }
    address.country = last;
    if (last.size() != 2) {
        address.full = published;
    } else if (comma != std::string::npos) {
        // "..., Dubai, UAE, AE" names its country already.
        const std::string before = published.substr(0, comma);
        const std::size_t previous = before.rfind(", ");
        const auto named = entity::find_country(previous == std::string::npos ? before : before.substr(previous + 2));
        address.full = named == country && previous != std::string::npos
                           ? before
                           : fmt::format("{}, {}", before, entity::country_name(*country));
    }
    return address;
}

/// One part of the column `ids`. Since 2019 "country, expiry, issue, number, type", each but the last two only when
/// there is one; also "number, type, country". "Male, Gender" is a fact like OFAC's other ones, and no document.
void add_id(Party& party, const std::string& part, PartyListing& listing, std::vector<std::string>& linked_to) {
    std::vector<std::string> pieces;
    for (std::string_view rest = part; !rest.empty();) {
        const std::size_t at = rest.find(", ");
        pieces.emplace_back(base::trim(rest.substr(0, at)));
        rest = at == std::string_view::npos ? std::string_view() : rest.substr(at + 2);
    }
    std::string country;
    if (pieces.size() > 2 && !is_ofac_key(pieces.back()) && is_ofac_key(pieces[pieces.size() - 2])) {
        country = pieces.back();
        pieces.pop_back();
    }
    if (pieces.size() < 2 || !is_ofac_key(pieces.back())) {
        party.add_note({}, part);
        return;
    }
    const std::string type = pieces.back();
    pieces.pop_back();
    if (country.empty() && pieces.size() > 1 && is_iso2(pieces.front())) {
        country = pieces.front();
        pieces.erase(pieces.begin());
    }
    std::vector<std::string> dates;
    while (pieces.size() > 1 && is_iso_date(pieces.front())) {
        dates.push_back(pieces.front());
        pieces.erase(pieces.begin());
    }
    std::string number;
    for (const std::string& piece : pieces) {
        number += number.empty() ? piece : ", " + piece;
    }
    // The fields of the record stand in alphabetical order, expiry before issue; one date alone may be either.
    OfacFact fact = to_ofac_fact(type, number, country, dates.size() == 2 ? dates[1] : "", dates.size() == 2 ? dates[0] : "");
    if (dates.size() == 1) {
        party.add_note(fmt::format("{} {}, issued or expires", type, number), dates.front());
    }
    add_ofac_fact(party, fact, listing, linked_to);
}


std::string_view schema_of(std::string_view type, CslState& reading, const std::string& id) {
    constexpr std::array kinds{std::pair{"Individual", "Person"}, std::pair{"Entity", "Organization"},
                               std::pair{"Vessel", "Vessel"}, std::pair{"Aircraft", "Airplane"}};
    for (const auto& [word, schema] : kinds) {
        if (type == word) {
            return schema;
        }
    }
    if (!type.empty()) {
        reading.tally.add("entries of an unknown type, read as LegalEntity", fmt::format("'{}' of {}", type, id));
    }
    return "LegalEntity"; // Commerce and State do not say whether it is a person
}

/// The publisher's number where there is one, else trade.gov's hash of the row; before 2020 the Commerce and State rows
/// had neither.
std::string id_of(const CslRow& row) {
    const std::string_view number = row.of("entity_number");
    const std::string_view hash = row.of("_id");
    if (!number.empty()) {
        return fmt::format("csl-{}", number);
    }
    if (!hash.empty()) {
        return fmt::format("csl-{}", hash);
    }
    return fmt::format("csl-{}", base::to_hex(base::to_xxh3(fmt::format(
                                     "{}\n{}\n{}\n{}", row.of("source"), row.of("name"),
                                     row.of("addresses"), row.of("start_date")))));
}

std::string mended(std::string_view name, const Party& party, RemarkTally& tally) {
    if (name.find('?') == std::string_view::npos) {
        return std::string(name);
    }
    tally.add("names with '?' for a lost quote or dash, mended", fmt::format("'{}' of {}", name, party.id()));
    return mend_question_marks(name);
}

void add_ofac_names(Party& party, std::string_view name, std::string_view others, RemarkTally& tally) {
    const bool person = party.entity().schema == "Person";
    const auto natural = [&](std::string_view published) {
        const std::string text = mended(clean_text(published), party, tally);
        return person ? to_natural_order(text) : text;
    };
    party.add_name(natural(name), party.entity().has("name") ? NameKind::alias : NameKind::primary);
    if (const std::size_t comma = name.find(','); person && comma != std::string_view::npos) {
        party.add("lastName", name.substr(0, comma));
        party.add("firstName", name.substr(comma + 1, name.find(',', comma + 1) - comma - 1));
    }
    for (const std::string& other : split_values(others)) {
        party.add_name(natural(other), NameKind::alias);
    }
}

void add_prose_names(Party& party, std::string_view published, std::string_view others, CslState& reading) {
    ProseName name = to_prose_name(published);
    if (name.name.find('?') != std::string::npos) {
        party.add_note("published as", published);
    }
    party.add_name(mended(name.name, party, reading.tally), NameKind::primary);
    for (const std::string& alias : name.aliases) {
        party.add_name(mended(alias, party, reading.tally), NameKind::alias);
    }
    ProseAliases aliases = to_prose_aliases(others);
    for (const std::string& alias : aliases.names) {
        party.add_name(mended(alias, party, reading.tally), NameKind::alias);
    }
    for (const auto* notes : {&name.notes, &aliases.notes}) {
        for (const std::string& note : *notes) {
            party.add_note({}, note);
        }
    }
    if (!name.head.empty()) {
        party.add_note(fmt::format("{} of", name.relation), name.head);
        reading.links.add_link(party.id(), name.head, name.relation);
    }
}

/// "Address 01": the Entity List also lists addresses, whoever is there. The address is what is listed, so it is the
/// name; "Address 01" would be nobody's.
bool add_listed_address(Party& party, std::string_view name, std::string_view addresses) {
    constexpr std::string_view word = "Address ";
    if (!name.starts_with(word) ||
        name.find_first_not_of("0123456789", word.size()) != std::string_view::npos || name.size() == word.size()) {
        return false;
    }
    const auto listed = split_values(addresses);
    if (listed.empty()) {
        return false;
    }
    party.add_name(listed.front(), NameKind::primary);
    party.add_note("listed by address", name);
    return true;
}

void add_facts(Party& party, const CslRow& row) {
    for (const auto& [column, property] :
         {std::pair{"citizenships", "citizenship"}, std::pair{"nationalities", "nationality"}}) {
        for (const std::string& country : split_values(row.of(column))) {
            party.add_country(property, country);
        }
    }
    for (const std::string& date : split_values(row.of("dates_of_birth"))) {
        party.add_date("birthDate", date);
    }
    for (const std::string& place : split_values(row.of("places_of_birth"))) {
        party.add_birth_place(place);
    }
    for (const std::string& title : split_values(row.of("title"))) {
        if (party.entity().schema == "Person") {
            party.add("position", title);
        } else {
            party.add_note("title", title);
        }
    }
    for (const std::string& address : split_values(row.of("addresses"))) {
        party.add_address(to_address(address));
    }
    if (party.entity().schema == "Vessel") {
        party.add_identifier(entity::IdentifierKind::call_sign, row.of("call_sign"));
        party.add("type", row.of("vessel_type"));
        party.add("tonnage", row.of("gross_tonnage"));
        party.add("grossRegisteredTonnage", row.of("gross_registered_tonnage"));
        if (row.of("vessel_flag") != "None Identified") {
            party.add_country("flag", row.of("vessel_flag"));
        }
        party.add_note("Vessel owner", row.of("vessel_owner"));
    }
}

PartyListing to_listing(const CslRow& row, const Source& source, CslState& reading) {
    PartyListing listing{.authority = source.authority,
                         .entry_id = std::string(row.of("entity_number")),
                         .jurisdiction = "us",
                         .started_on = std::string(row.of("start_date")),
                         .ended_on = std::string(row.of("end_date")),
                         .source_url = std::string(row.of("source_information_url"))};
    if (listing.entry_id.empty()) {
        listing.entry_id = row.of("_id");
    }
    if (listing.source_url.empty()) {
        listing.source_url = row.of("source_list_url");
    }
    listing.programs.push_back(source.name);
    for (std::string& program : split_values(row.of("programs"))) {
        listing.programs.push_back(std::move(program));
    }
    for (const std::string_view column : {"license_requirement", "license_policy"}) {
        listing.provisions.emplace_back(row.of(column));
    }
    if (row.of("standard_order") == "Y") {
        listing.provisions.emplace_back("Standard order");
    }
    if (const auto notice = row.of("federal_register_notice"); !notice.empty()) {
        listing.reason = fmt::format("Federal Register notice: {}", notice);
    }
    const MeasureRow* measure = find_measure_row(default_list, source.code);
    if (measure == nullptr) {
        ++reading.unknown_sources[source.name];
    } else {
        listing.measure = measure->measure;
    }
    return listing;
}

void add_row(Party& party, const CslRow& row, CslState& reading) {
    const Source source = to_source(row.of("source"));
    PartyListing listing = to_listing(row, source, reading);
    if (const MeasureRow* measure = find_measure_row(default_list, source.code)) {
        party.add("topics", measure->topic);
    }
    const std::string_view name = row.of("name");
    const std::string_view others = row.of("alt_names");
    if (!row.of("type").empty()) { // only the Treasury's rows say what they are
        add_ofac_names(party, name, others, reading.tally);
    } else if (!add_listed_address(party, name, row.of("addresses"))) {
        add_prose_names(party, name, others, reading);
    }
    add_facts(party, row);

    std::vector<std::string> linked_to;
    for (const std::string& id : split_values(row.of("ids"))) {
        add_id(party, id, listing, linked_to);
    }
    if (row.of("type").empty()) {
        party.add_note("remarks", row.of("remarks"));
    } else {
        for (const OfacFact& fact : split_ofac_remarks(row.of("remarks"))) {
            add_ofac_fact(party, fact, listing, linked_to);
        }
    }
    for (const std::string& linked : linked_to) {
        reading.links.add_link(party.id(), linked, "Linked To");
    }
    party.add_listing(listing);
}

void read_row(const CslRow& row, CslState& reading) {
    const std::string id = id_of(row);
    reading.parties.add_row(
        id,
        [&] { return Party(id, schema_of(row.of("type"), reading, id), reading.version.list, reading.tally); },
        [&](Party& party) { add_row(party, row, reading); },
        [&](Party& party) {
            reading.links.add_names(party.entity());
            party.yield(reading.sink, reading.version);
        });
}

} // namespace

CslReader::CslReader(const ReadOptions& options, EntitySink& sink)
    : state_(std::make_unique<CslState>(sink, version, tally, LinkBook{}, RepeatedParties{}, std::map<std::string, std::uint64_t>{})) {
    version.list = options.list.empty() ? std::string(default_list) : options.list;
    version.title = "Consolidated Screening List";
    version.publisher = "International Trade Administration";
    version.jurisdiction = "us";
}

CslReader::~CslReader() = default;

void CslReader::count(const CslRow& row) { state_->parties.count(id_of(row)); }

void CslReader::end_count() { state_->parties.keep_repeated(); }

void CslReader::read(const CslRow& row) { read_row(row, *state_); }

ListVersion CslReader::finish() {
    state_->links.yield_links(version.list, state_->sink, tally);
    tally.write_to(version.remarks);
    for (const auto& [name, rows] : state_->unknown_sources) {
        version.remarks.push_back(fmt::format("source list '{}' has no row in the table of measures: {} listings have "
                                              "measure unknown",
                                              name, rows));
    }
    return std::move(version);
}

} // namespace tidewaiter::lists
