// The UK Sanctions List as its summary sheet (ODS): a row for each designation with its name, regime, kind and sanctions,
// and nothing that tells two people of one name apart. The XML has that; this form is read because it is published.
#include "lists/clean_text.hpp"
#include "lists/file_date.hpp"
#include "lists/formats.hpp"
#include "lists/sheet_table.hpp"
#include "lists/uk_words.hpp"

#include "base/utf8.hpp"

#include <fmt/format.h>

#include <array>
#include <unordered_set>

namespace tidewaiter::lists {

namespace {

using namespace std::string_view_literals;

constexpr auto day_first = entity::DayOrder::day_first;

constexpr std::array columns{"Unique ID"sv, "Name"sv,         "Regime Name"sv,        "Type"sv,
                             "Date Designated"sv, "Sanctions Imposed"sv, "OFSI Group ID"sv, "Designation source"sv};
constexpr std::size_t needed = 6;
enum Column : std::size_t { unique_id, name, regime, type, designated, imposed, group_id, source };

PartyListing to_listing(const SheetRecord& row, const std::string& id) {
    PartyListing listing{.authority = "Foreign, Commonwealth and Development Office",
                         .entry_id = id,
                         .record_id = clean_text(row.cell(group_id)),
                         .jurisdiction = "gb",
                         .measure = to_uk_measure(row.cell(imposed)),
                         .listed_on = clean_text(row.cell(designated)),
                         .source_url = "https://sanctionslist.fcdo.gov.uk/",
                         .order = day_first};
    if (const std::string text = clean_text(row.cell(regime)); !text.empty()) {
        listing.programs.push_back(text);
    }
    std::string_view rest = row.cell(imposed);
    constexpr std::size_t most_measures = 100; // real entries have at most eight
    while (!rest.empty() && listing.provisions.size() < most_measures) {
        const std::size_t comma = listing.provisions.size() + 1 < most_measures ? std::min(rest.find(", "), rest.size()) : rest.size();
        if (const std::string words = clean_text(rest.substr(0, comma)); !words.empty()) {
            listing.provisions.push_back(words);
        }
        rest.remove_prefix(std::min(comma + 2, rest.size()));
    }
    return listing;
}

struct Reading : SheetReading {
    std::unordered_set<std::string> ids;
    std::string latest;
};

void read_row(const SheetRecord& row, Reading& reading) {
    const std::string id = clean_text(row.cell(unique_id));
    const std::string named = clean_text(row.cell(name));
    if (id.empty()) {
        reading.reject(row, columns[unique_id], named, "the row has no unique id");
    } else if (named.empty()) {
        reading.reject(row, columns[name], id, "the row names nobody");
    } else if (!reading.ids.insert(id).second) {
        reading.reject(row, columns[unique_id], id, "the id has gone by already");
    } else {
        Party party("gb-" + id, to_uk_schema(row.cell(type)), reading.version.list, reading.tally);
        party.entity().add("topics", "sanction");
        party.add_name(named, NameKind::primary);
        party.add_note("designation source", row.cell(source));
        party.add_listing(to_listing(row, id));
        if (const auto date = entity::parse_date(clean_text(row.cell(designated)), day_first)) {
            reading.latest = std::max(reading.latest, date->to_text());
        }
        party.yield(reading.sink, reading.version);
    }
}

int recognise(std::string_view head) {
    return find_header_row(head, std::span(columns).first(needed)) >= 0 ? 95 : 0;
}

ListVersion read(const ListFiles& files, const ReadOptions& options, EntitySink& sink, base::RejectSink& rejects) {
    Reading reading{{sink, rejects, files.front(), {}, {}}, {}, {}};
    ListVersion& version = reading.version;
    version.list = options.list.empty() ? "gb_fcdo_sanctions" : options.list;
    version.title = "UK Sanctions List";
    version.publisher = "Foreign, Commonwealth and Development Office";
    version.jurisdiction = "gb";
    const SheetTable table(files.front(), options, columns, needed);
    version.records = table.read(version, [&](const SheetRecord& row) { read_row(row, reading); });
    version.version = reading.latest.empty() ? file_date(files.front(), options.as_of) : "last designation " + reading.latest;
    version.date = reading.latest; // the list is of that day or later: its age is at most this
    version.remarks.push_back("the summary sheet has no birth dates, aliases, addresses, papers or IMO numbers; the XML or "
                              "CSV of the same list has them");
    return reading.finish(table);
}

} // namespace

const ListFormat uk_sanctions_list_ods{.name = "uk-sanctions-list-ods",
                                       .version = "uk-sanctions-list-ods-1",
                                       .describes = "UK Sanctions List (FCDO), the summary sheet as ODS; as XLSX by documentation only",
                                       .recognise = recognise,
                                       .read = read,
                                       .marks = {ListMarks::Kind::table, {}, std::span(columns).first(needed)}};

} // namespace tidewaiter::lists
