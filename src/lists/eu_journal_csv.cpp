// Annexes of EU regulations from the Official Journal, as transcribed into columns named like
// FollowTheMoney's properties: also those that freeze no assets and are therefore not in the
// financial sanctions list (833/2014 Annex IV, XLII and others). What an entry asks is the file's
// own word for it.
#include "base/hash.hpp"
#include "lists/ascii.hpp"
#include "lists/clean_text.hpp"
#include "lists/document_types.hpp"
#include "lists/file_date.hpp"
#include "lists/formats.hpp"
#include "lists/free_text.hpp"
#include "lists/measures.hpp"
#include "lists/named_rows.hpp"
#include "lists/nationality.hpp"
#include "lists/split_names.hpp"

#include "base/utf8.hpp"

#include <fmt/format.h>

#include <array>

namespace tidewaiter::lists {

namespace {

using namespace std::string_view_literals;

constexpr auto day_first = entity::DayOrder::day_first;
constexpr std::string_view list_id = "eu_journal_sanctions";
constexpr std::array keys{"recordid"sv,  "programkey"sv, "annex"sv, "measure"sv,
                          "startdate"sv, "schema"sv,     "name"sv};
const TableForm form{',', keys};

/// Several values are joined by "; ", and inside them lettered: "(a) 3.3.1965, (b) 1.1.1965".
std::vector<std::string> to_values(std::string_view field) {
    std::vector<std::string> values;
    while (!field.empty()) {
        const std::size_t at = field.find("; ");
        std::string_view part = base::trim(field.substr(0, at));
        field = at == std::string_view::npos ? std::string_view() : field.substr(at + 2);
        while (!part.empty() && part.front() == '"') {
            part.remove_prefix(1); // a list in quotes, cut at its semicolons
        }
        for (std::string value : split_lettered(part)) {
            while (value.ends_with(',') || value.ends_with('"')) {
                value.pop_back();
            }
            if (!value.empty()) {
                values.push_back(std::move(value));
            }
        }
    }
    return values;
}

std::string_view schema_of(std::string_view published, std::string_view id, RemarkTally& tally) {
    for (const std::string_view known : {"Person"sv, "LegalEntity"sv, "Company"sv, "Organization"sv,
                                         "Vessel"sv, "Airplane"sv, "Asset"sv}) {
        if (published == known) {
            return known;
        }
    }
    tally.add("entries of an unknown schema, read as LegalEntity",
              fmt::format("'{}' of {}", published, id));
    return "LegalEntity";
}

void add_names(Party& party, const NamedRows& row) {
    bool first = true;
    for (const auto& [column, kind] :
         {std::pair{"name"sv, NameKind::primary}, std::pair{"alias"sv, NameKind::alias},
          std::pair{"weakalias"sv, NameKind::weak},
          std::pair{"previousname"sv, NameKind::former}}) {
        for (const std::string& name : split_names(row.of(column))) {
            party.add_name(name, kind == NameKind::primary && !first ? NameKind::alias : kind);
            first = false;
        }
    }
}

/// "7704730655 (Tax ID/INN)": the bracket names the kind of number.
void add_number(Party& party, std::string_view type, const std::string& text) {
    constexpr std::size_t longest_country = 30; // a longer bracket is a remark
    const std::size_t open = text.rfind(" (");
    if (open != std::string::npos && text.ends_with(')')) {
        const std::string inside = text.substr(open + 2, text.size() - open - 3);
        const bool is_type = find_property_of_document(inside).has_value();
        const std::string number =
            entity::to_canonical(entity::IdentifierKind::inn, text.substr(0, open));
        if (contains(inside, "INN") && entity::is_valid(entity::IdentifierKind::inn, number)) {
            party.add_identifier(entity::IdentifierKind::inn, number);
        }
        party.add_document(
            {.type = is_type ? inside : std::string(type),
             .number = text.substr(0, open),
             .country = is_type || inside.size() > longest_country ? std::string() : inside});
    } else {
        party.add_document({.type = std::string(type), .number = text});
    }
}

void add_facts(Party& party, const NamedRows& row) {
    const bool person = party.entity().schema == "Person";
    for (const auto& [column, property] :
         {std::pair{"country"sv, "country"sv}, std::pair{"jurisdiction"sv, "jurisdiction"sv},
          std::pair{"flag"sv, "flag"sv}}) {
        for (const std::string& value : to_values(row.of(column))) {
            party.add_country(property, value);
        }
    }
    for (const std::string& nationality : split_nationalities(row.of("nationality"))) {
        party.add_country(person ? "nationality" : "country", nationality);
    }
    for (const std::string& date : to_values(row.of("birthdate"))) {
        party.add_date("birthDate", date, day_first);
    }
    for (const std::string& date : to_values(row.of("incorporationdate"))) {
        party.add_date("incorporationDate", date, day_first);
    }
    for (const std::string& place : to_values(row.of("birthplace"))) {
        party.add_birth_place(place);
    }
    for (const std::string& gender : to_values(row.of("gender"))) {
        party.add_gender(gender);
    }
    for (const auto& [column, property] :
         {std::pair{"position"sv, "position"sv}, std::pair{"appearance"sv, "appearance"sv},
          std::pair{"ethnicity"sv, "ethnicity"sv}, std::pair{"fathername"sv, "fatherName"sv},
          std::pair{"mothername"sv, "motherName"sv}, std::pair{"legalform"sv, "legalForm"sv},
          std::pair{"sector"sv, "sector"sv}, std::pair{"phone"sv, "phone"sv},
          std::pair{"email"sv, "email"sv}, std::pair{"website"sv, "website"sv},
          std::pair{"ticker"sv, "ticker"sv}}) {
        for (const std::string& value : to_values(row.of(column))) {
            party.add(property, value);
        }
    }
    for (const std::string& address : to_values(row.of("address"))) {
        party.add_address({.full = address});
    }
    party.add_note({}, row.of("notes"));
}

void add_numbers(Party& party, const NamedRows& row) {
    using Kind = entity::IdentifierKind;
    for (const auto& [column, kind] :
         {std::pair{"imonumber"sv, Kind::imo}, std::pair{"mmsi"sv, Kind::mmsi},
          std::pair{"inncode"sv, Kind::inn}, std::pair{"ogrncode"sv, Kind::ogrn},
          std::pair{"leicode"sv, Kind::lei}, std::pair{"swiftbic"sv, Kind::bic}}) {
        for (const std::string& value : to_values(row.of(column))) {
            party.add_identifier(kind, value);
        }
    }
    for (const auto& [column, type] :
         {std::pair{"passportnumber"sv, "Passport"sv},
          std::pair{"idnumber"sv, "National identification number"sv},
          std::pair{"taxnumber"sv, "Tax ID No."sv},
          std::pair{"registrationnumber"sv, "Registration Number"sv},
          std::pair{"kppcode"sv, "KPP"sv}, std::pair{"okpocode"sv, "OKPO"sv}}) {
        for (const std::string& value : to_values(row.of(column))) {
            add_number(party, type, value);
        }
    }
}

/// An amendment says which regulation it amends; the entry belongs to that one.
std::string celex_of(const NamedRows& row) {
    const std::string_view amended = row.of("amendedcelex");
    return std::string(amended.empty() ? row.of("celex") : amended);
}

/// The number within the annex where it has one; else the name, which is then all that tells
/// entries apart.
std::string id_of(const NamedRows& row) {
    std::string key = std::string(row.of("recordid"));
    if (key.empty()) {
        key = base::to_hex(base::to_xxh3(
            fmt::format("{}\n{}\n{}", row.of("name"), row.of("birthdate"), row.of("startdate"))));
    }
    std::string id = to_lower(fmt::format("eu-oj-{}-{}-{}", celex_of(row), row.of("annex"), key));
    for (char& c : id) {
        c = c == '.' || c == ' ' || c == '/' ? '-' : c;
    }
    return id;
}

PartyListing listing_of(const NamedRows& row, const MeasureRow* measure) {
    const std::string celex = celex_of(row);
    PartyListing listing{
        .authority = "Council of the European Union",
        .entry_id = fmt::format("{} {} {}", celex, row.of("annex"), row.of("recordid")),
        .record_id = std::string(row.of("amendmentcelex")),
        .program_ids = {std::string(row.of("programkey"))},
        .jurisdiction = "eu",
        .measure = measure == nullptr ? entity::Measure::unknown : measure->measure,
        .provisions = {fmt::format("{}: Regulation {}, Annex {}", row.of("measure"), celex,
                                   row.of("annex"))},
        .listed_on = std::string(row.of("startdate")),
        .reason = std::string(row.of("reason")),
        .source_url =
            fmt::format("https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:{}", celex),
        .order = day_first};
    return listing;
}

ListVersion read(const ListFiles& files, const ReadOptions& options, EntitySink& sink,
                 base::RejectSink& rejects) {
    ListVersion version{.list = options.list.empty() ? std::string(list_id) : options.list,
                        .title = "EU Official Journal annexes",
                        .publisher = "Council of the European Union",
                        .jurisdiction = "eu"};
    version.version = file_date(files.front(), options.as_of);
    RemarkTally tally;
    std::map<std::string, std::uint64_t> seen; // how often an id has come
    NamedRows rows(files.front(), form, options.limits, rejects, version, tally);
    while (rows.next()) {
        if (rows.of("name").empty()) {
            rows.reject("name", rows.field(0), "the row names nobody");
            continue;
        }
        std::string id = id_of(rows);
        if (const std::uint64_t before = seen[id]++; before > 0) {
            tally.add("entries of the same number in one annex, kept apart", id);
            id += fmt::format("-{}", before + 1);
        }
        Party party(id, schema_of(rows.of("schema"), id, tally), version.list, tally);
        const MeasureRow* measure = find_measure_row(list_id, rows.of("measure"));
        if (measure == nullptr) {
            tally.add("measures without a row in the table of measures, taken for unknown",
                      fmt::format("'{}' of {}", rows.of("measure"), id));
        }
        party.add("topics", measure == nullptr ? "sanction" : std::string_view(measure->topic));
        add_names(party, rows);
        add_facts(party, rows);
        add_numbers(party, rows);
        party.add_listing(listing_of(rows, measure));
        party.yield(sink, version);
    }
    version.records = rows.records();
    tally.write_to(version.remarks);
    return version;
}

} // namespace

const ListFormat eu_journal_csv{
    .name = "eu-journal-csv",
    .version = "eu-journal-csv-1",
    .describes = "Annexes of EU regulations from the Official Journal, transcribed as CSV",
    .recognise = [](std::string_view head) { return has_columns(head, form) ? 97 : 0; },
    .read = read,
    .marks = {ListMarks::Kind::table, {}, keys}};

} // namespace tidewaiter::lists
