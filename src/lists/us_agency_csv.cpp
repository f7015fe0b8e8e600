// The lists of the US Commerce and State departments as they publish them one by one: Denied
// Persons, the Entity List and its sisters in their old 31 columns, Unverified List, statutory
// debarments, nonproliferation sanctions. None of them says whether a party is a person, and none
// but the Entity List's form has entry numbers: rows of one name (and country, or order) are one
// party. Orders that have expired stay in, with their end.
#include "base/hash.hpp"
#include "base/utf8.hpp"
#include "entity/country.hpp"
#include "lists/ascii.hpp"
#include "lists/clean_text.hpp"
#include "lists/dataset_facts.hpp"
#include "lists/file_date.hpp"
#include "lists/file_head.hpp"
#include "lists/formats.hpp"
#include "lists/measures.hpp"
#include "lists/named_rows.hpp"
#include "lists/prose_name.hpp"
#include "lists/us_agency_party.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <span>

namespace tidewaiter::lists {

namespace {

using namespace std::string_view_literals;

constexpr auto month_first = entity::DayOrder::month_first;
using Row = std::vector<std::string>;

/// How one of the lists is told and read.
struct Agency {
    TableForm table;
    std::string_view list;                 ///< dataset id
    std::array<std::string_view, 3> entry; ///< the columns that make two rows one party
    std::string_view name;                 ///< the column of the name
    PartyListing (*listing)(const EntryRows& entry, const Row& row);
    void (*facts)(Party& party, const EntryRows& entry, const Row& row);
};

// --- Denied Persons List
// ----

constexpr std::array denied_keys{"name"sv, "street_address"sv, "effective_date"sv,
                                 "expiration_date"sv, "standard_order"sv};

PartyListing denied_listing(const EntryRows& entry, const Row& row) {
    PartyListing listing{.started_on = std::string(entry.of(row, "effective_date")),
                         .ended_on = std::string(entry.of(row, "expiration_date")),
                         .reason = notice_of(entry.of(row, "fr_citation")),
                         .status = std::string(entry.of(row, "action"))};
    if (const std::string_view standard = entry.of(row, "standard_order"); !standard.empty()) {
        listing.provisions.emplace_back(standard == "Y" ? "Standard order"
                                                        : "Not the standard order");
    }
    return listing;
}

void add_denied_facts(Party& party, const EntryRows& entry, const Row& row) {
    party.add_address({.street = std::string(entry.of(row, "street_address")),
                       .city = std::string(entry.of(row, "city")),
                       .region = std::string(entry.of(row, "state")),
                       .postal_code = std::string(entry.of(row, "postal_code")),
                       .country = std::string(entry.of(row, "country"))});
    party.add_date("modifiedAt", entry.of(row, "last_update"), month_first);
}

// --- the old 31 columns of the Entity List and its sisters
// ----

constexpr std::array entity_list_keys{"source list"sv, "entity number"sv,  "sdn type"sv,
                                      "name"sv,        "license policy"sv, "alternate name"sv};

PartyListing entity_list_listing(const EntryRows& entry, const Row& row) {
    PartyListing listing{.entry_id = std::string(entry.of(row, "entity number")),
                         .started_on = std::string(entry.of(row, "effective date")),
                         .ended_on = std::string(entry.of(row, "date lifted/waived/expired")),
                         .reason = notice_of(entry.of(row, "federal register notice")),
                         .source_url = std::string(entry.of(row, "web link"))};
    if (const std::string_view programs = entry.of(row, "programs"); !programs.empty()) {
        listing.programs.emplace_back(programs);
    }
    for (const std::string_view column : {"license requirement", "license policy"}) {
        if (const std::string_view words = entry.of(row, column); !words.empty()) {
            listing.provisions.emplace_back(words);
        }
    }
    return listing;
}

void add_entity_list_facts(Party& party, const EntryRows& entry, const Row& row) {
    party.add_address({.street = std::string(entry.of(row, "address")),
                       .city = std::string(entry.of(row, "city")),
                       .region = std::string(entry.of(row, "state/province")),
                       .postal_code = std::string(entry.of(row, "postal code")),
                       .country = std::string(entry.of(row, "country")),
                       .remarks = std::string(entry.of(row, "address remarks"))});
    const std::string type = to_lower(entry.of(row, "alternate type"));
    for (const std::string& name : to_prose_aliases(entry.of(row, "alternate name")).names) {
        party.add_name(name, contains(type, "fka") || contains(type, "f.k.a") ? NameKind::former
                                                                              : NameKind::alias);
    }
    party.add_note("alternate name", entry.of(row, "alternate remarks"));
    party.add_note("title", entry.of(row, "title"));
    party.add_note("remarks", entry.of(row, "remarks/notes"));
}

// --- Unverified List
// ----

constexpr std::array unverified_keys{"country"sv, "name"sv, "address"sv};

PartyListing plain_listing(const EntryRows& /*entry*/, const Row& /*row*/) {
    return {};
}

void add_unverified_facts(Party& party, const EntryRows& entry, const Row& row) {
    const std::string country(entry.of(row, "country"));
    const std::string address = clean_text(entry.of(row, "address"));
    const std::size_t comma = address.rfind(", ");
    const auto named = comma == std::string::npos
                           ? std::nullopt
                           : entity::find_country(std::string_view(address).substr(comma + 2));
    const bool twice =
        named &&
        named == entity::find_country(country); // "..., Moscow, Russia" in the column beside Russia
    party.add_address({.street = twice ? address.substr(0, comma) : address, .country = country});
}

// --- statutory debarments
// ----

constexpr std::array debarred_keys{"debarred party full name and alias"sv, "date of birth"sv,
                                   "notice"sv, "notice date"sv};

PartyListing debarred_listing(const EntryRows& entry, const Row& row) {
    PartyListing listing{.listed_on = std::string(entry.of(row, "notice date")),
                         .reason = notice_of(entry.of(row, "notice"))};
    if (const std::string_view corrected = entry.of(row, "corrected notice"); !corrected.empty()) {
        listing.provisions.push_back(fmt::format("Corrected notice {} of {}", corrected,
                                                 entry.of(row, "corrected notice date")));
    }
    return listing;
}

void add_debarred_facts(Party& party, const EntryRows& entry, const Row& row) {
    party.add_note("date of birth", entry.of(row, "date of birth")); // a LegalEntity has none
}

// --- nonproliferation sanctions
// ----

constexpr std::array nonproliferation_keys{"source list"sv,       "programs"sv, "name"sv,
                                           "alternative names"sv, "country"sv,  "web link"sv};

PartyListing nonproliferation_listing(const EntryRows& entry, const Row& row) {
    PartyListing listing{.started_on = std::string(entry.of(row, "effective date")),
                         .reason = notice_of(entry.of(row, "federal register notice")),
                         .status = std::string(entry.of(row, "remarks/notes")),
                         .source_url = std::string(entry.of(row, "web link"))};
    if (const std::string programs = clean_text(entry.of(row, "programs")); !programs.empty()) {
        listing.programs.push_back(programs);
    }
    return listing;
}

/// "A, B, F.K.A. C or D, and E": names at commas, which here part nothing else but a company's
/// ending.
void add_alternative_names(Party& party, std::string_view text) {
    const std::string clean = clean_text(text);
    std::vector<std::string> parts;
    for (std::string_view rest = clean; !rest.empty();) {
        const std::size_t at = rest.find_first_of(",;");
        const std::string part(base::trim(rest.substr(0, at)));
        rest = at == std::string_view::npos ? std::string_view() : rest.substr(at + 1);
        if (is_company_ending(part) && !parts.empty()) {
            parts.back() += ", " + part;
        } else if (!part.empty()) {
            parts.push_back(part);
        }
    }
    for (std::string_view part : parts) {
        for (const std::string_view word : {"and "sv, "the "sv}) {
            part = part.starts_with(word) ? part.substr(word.size()) : part;
        }
        NameKind kind = NameKind::alias;
        if (const std::string lower = to_lower(part); lower.starts_with("f.k.a")) {
            kind = NameKind::former;
            part = base::trim(part.substr(std::min(part.size(), lower.find_first_of(' '))));
        }
        while (part.size() > 1 && part.front() == '"' && part.back() == '"') {
            part = part.substr(1, part.size() - 2);
        }
        const std::size_t either = part.find(" or ");
        party.add_name(part.substr(0, either), kind);
        if (either != std::string_view::npos) {
            party.add_name(part.substr(either + 4), kind);
        }
    }
}

void add_nonproliferation_facts(Party& party, const EntryRows& entry, const Row& row) {
    party.add_country("country", entry.of(row, "country"));
    add_alternative_names(party, entry.of(row, "alternative names"));
}

// ----

constexpr std::size_t citation_may_miss = 2; // old rows end after the last column that they fill
const Agency denied{{'\t', denied_keys, citation_may_miss},
                    "us_bis_denied",
                    {"name", "effective_date"},
                    "name",
                    denied_listing,
                    add_denied_facts};
const Agency entity_list{{',', entity_list_keys}, "us_bis_el",          {"name", "country"}, "name",
                         entity_list_listing,     add_entity_list_facts};
const Agency unverified{{',', unverified_keys}, "us_bis_uvl",        {"name", "country"}, "name",
                        plain_listing,          add_unverified_facts};
const Agency debarred{
    {',', debarred_keys},  "us_ddtc_debarred", {debarred_keys.front(), "notice date"},
    debarred_keys.front(), debarred_listing,   add_debarred_facts};
const Agency nonproliferation{{',', nonproliferation_keys}, "us_state_isn",
                              {"name", "country"},          "name",
                              nonproliferation_listing,     add_nonproliferation_facts};

/// The old 31 columns were used for several lists; the first column says which.
std::string_view list_of_source(std::string_view source) {
    constexpr std::array lists{std::pair{"EL"sv, "us_bis_el"sv}, std::pair{"MEU"sv, "us_bis_meu"sv},
                               std::pair{"UVL"sv, "us_bis_uvl"sv},
                               std::pair{"DPL"sv, "us_bis_denied"sv}};
    for (const auto& [code, list] : lists) {
        if (source == code) {
            return list;
        }
    }
    return {};
}

std::string key_of(const Agency& agency, const NamedRows& rows) {
    if (rows.of(agency.name).empty()) {
        return {};
    }
    std::string key;
    for (const std::string_view column : agency.entry) {
        key += to_lower(clean_text(rows.of(column))) + '\n';
    }
    return key;
}

struct Reading {
    const Agency& agency;
    EntitySink& sink;
    ListVersion version;
    RemarkTally tally;
};

void read_entry(Reading& reading, const std::string& key, const EntryRows& entry) {
    const Agency& agency = reading.agency;
    const std::string_view source = agency.list == entity_list.list
                                        ? list_of_source(entry.first("source list"))
                                        : std::string_view();
    const std::string_view list = source.empty() ? agency.list : source;
    std::string prefix(list);
    std::ranges::replace(prefix, '_', '-');
    const DatasetFacts* facts = find_dataset(list);
    const MeasureRow* measure = find_measure_row(list, "*");
    Party party(fmt::format("{}-{}", prefix, base::to_hex(base::to_xxh3(key))), "LegalEntity",
                reading.version.list, reading.tally);
    if (measure != nullptr) {
        party.add("topics", measure->topic);
    }
    for (const Row& row : entry.rows) {
        add_prose_name(party, entry.of(row, agency.name));
        agency.facts(party, entry, row);
        PartyListing listing = agency.listing(entry, row);
        listing.authority = facts == nullptr ? std::string() : facts->publisher;
        listing.jurisdiction = "us";
        listing.measure = measure == nullptr ? entity::Measure::unknown : measure->measure;
        listing.order = month_first;
        if (facts != nullptr) {
            listing.programs.insert(listing.programs.begin(), facts->title);
        }
        party.add_listing(listing);
    }
    party.yield(reading.sink, reading.version);
}

ListVersion read(const ListFiles& files, const ReadOptions& options, EntitySink& sink,
                 base::RejectSink& rejects, const Agency& agency) {
    Reading reading{agency, sink, {}, {}};
    ListVersion& version = reading.version;
    version.list = options.list.empty() ? std::string(agency.list) : options.list;
    bool first = true;
    const auto name_list = [&] {
        if (const DatasetFacts* facts = find_dataset(version.list)) {
            version.title = facts->title;
            version.publisher = facts->publisher;
        }
    };
    version.jurisdiction = "us";
    version.version = file_date(files.front(), options.as_of);
    for_each_entry(
        TableReading{files.front(), agency.table, options.limits, rejects, version, reading.tally},
        [&](const NamedRows& rows) { return key_of(agency, rows); },
        [&](const std::string& key, const EntryRows& entry) {
            if (first && options.list.empty() && agency.list == entity_list.list) {
                const std::string_view source = list_of_source(entry.first("source list"));
                version.list = source.empty() ? version.list : std::string(source);
            }
            first = false;
            read_entry(reading, key, entry);
        });
    name_list();
    reading.tally.write_to(version.remarks);
    return std::move(version);
}

/// Country, name and address are columns that many tables have: only the list's own header, in its
/// capitals and order and with nothing else, is taken for it.
bool is_unverified_header(std::string_view head) {
    const auto records = first_records(head, ',', 1);
    constexpr std::array columns{"COUNTRY"sv, "NAME"sv, "ADDRESS"sv};
    return !records.empty() && records.front().size() >= columns.size() &&
           std::equal(columns.begin(), columns.end(), records.front().begin()) &&
           std::all_of(records.front().begin() + std::ssize(columns), records.front().end(),
                       [](const std::string& field) { return base::trim(field).empty(); });
}

bool is_recognised(std::string_view head, const Agency& agency) {
    return agency.list == unverified.list ? is_unverified_header(head)
                                          : has_columns(head, agency.table);
}

/// Reader and recogniser of one of the lists, as the table of formats wants them.
template <const Agency& agency>
constexpr ListFormat to_format(std::string_view name, std::string_view describes,
                               std::span<const std::string_view> keys) {
    return {
        .name = name,
        .version = "us-agency-csv-1",
        .describes = describes,
        .recognise = [](std::string_view head) { return is_recognised(head, agency) ? 96 : 0; },
        .read =
            [](const ListFiles& files, const ReadOptions& options, EntitySink& sink,
               base::RejectSink& rejects) { return read(files, options, sink, rejects, agency); },
        .marks = {ListMarks::Kind::table, {}, keys}};
}

} // namespace

const ListFormat bis_denied_persons = to_format<denied>(
    "bis-denied-persons", "BIS Denied Persons List (dpl.txt), tab-separated", denied_keys);
const ListFormat bis_entity_list = to_format<entity_list>(
    "bis-entity-list-csv",
    "BIS Entity List in its old 31 columns; Military End User List by documentation only",
    entity_list_keys);
const ListFormat bis_unverified_list =
    to_format<unverified>("bis-unverified-list-csv", "BIS Unverified List, CSV", unverified_keys);
const ListFormat state_debarred = to_format<debarred>(
    "state-debarred-csv", "State Department statutory debarments (ITAR), CSV", debarred_keys);
const ListFormat state_nonproliferation = to_format<nonproliferation>(
    "state-isn-csv", "State Department nonproliferation sanctions (ISN), CSV",
    nonproliferation_keys);

} // namespace tidewaiter::lists
