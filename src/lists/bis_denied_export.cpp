// BIS's Denied Persons List as its site exports it since 2025: five columns, name and address in one of them, as CSV or
// as a workbook by turns. By documentation only: the columns are those of the page and of OpenSanctions' reader, no file
// is at hand. Rows of one name and one day of effect are one party, as in the list of before.
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
#include "lists/sheet_table.hpp"
#include "lists/us_agency_party.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_map>

namespace tidewaiter::lists {

namespace {

using namespace std::string_view_literals;

constexpr std::string_view dataset = "us_bis_denied";
constexpr auto month_first = entity::DayOrder::month_first;
// The same columns as a workbook and as a table compare them.
constexpr std::array sheet_columns{"Name and Address"sv, "Effective Date"sv, "Expiration Date"sv,
                                   "Appropriate Federal Register Citations"sv, "Type of Denial"sv};
constexpr std::array table_columns{"name and address"sv, "effective date"sv, "expiration date"sv,
                                   "appropriate federal register citations"sv, "type of denial"sv};
const TableForm form{',', table_columns};

/// One row, whichever file it stood in.
struct Denial {
    std::string name;
    std::string address;
    std::string effective;
    std::string expires;
    std::string citation;
    std::string type;
};

/// "ACME CO., LTD., 1 SOME ST., NOWHERE" at the first comma that does not part a company's ending from its name.
void split_name(Denial& denial, std::string_view field) {
    const std::string text = clean_text(field);
    std::size_t end = text.find(',');
    while (end != std::string::npos) {
        const std::size_t next = text.find(',', end + 1);
        const std::string_view part = std::string_view(text).substr(end + 1, next == std::string::npos ? next : next - end - 1);
        if (!is_company_ending(part)) {
            break;
        }
        end = next;
    }
    denial.name = base::trim(std::string_view(text).substr(0, end));
    denial.address = end == std::string::npos ? std::string() : std::string(base::trim(std::string_view(text).substr(end + 1)));
}

/// A day as ISO text when it can be read, so that both forms give a party the same id; workbooks may hold serials.
std::string to_day(std::string_view published) {
    const std::string text = clean_text(published);
    if (const auto serial = find_serial_date(text)) {
        return *serial;
    }
    const auto date = entity::parse_date(text, month_first);
    return date ? date->to_text() : text;
}

Denial to_denial(const std::array<std::string_view, sheet_columns.size()>& fields) {
    Denial denial{.name = {},
                  .address = {},
                  .effective = to_day(fields[1]),
                  .expires = to_day(fields[2]),
                  .citation = clean_text(fields[3]),
                  .type = clean_text(fields[4])};
    split_name(denial, fields[0]);
    return denial;
}

std::string key_of(const Denial& denial) {
    return denial.name.empty() ? std::string() : to_lower(denial.name) + '\n' + denial.effective;
}

/// The country that an address ends with. Two letters behind a comma are a state of the United States, and so is Georgia.
std::string country_at_end(std::string_view address) {
    const std::size_t comma = address.rfind(',');
    const std::string_view last = base::trim(comma == std::string_view::npos ? address : address.substr(comma + 1));
    return last.size() > 2 && to_lower(last) != "georgia" && entity::find_country(last) ? std::string(last) : std::string();
}

struct Run {
    EntitySink& sink;
    ListVersion version;
    RemarkTally tally;
};

void yield(Run& run, const std::string& key, const std::vector<Denial>& rows) {
    const MeasureRow* measure = find_measure_row(dataset, "*");
    const DatasetFacts* facts = find_dataset(dataset);
    Party party(fmt::format("us-bis-denied-{}", base::to_hex(base::to_xxh3(key))), "LegalEntity", run.version.list, run.tally);
    if (measure != nullptr) {
        party.add("topics", measure->topic);
    }
    for (const Denial& denial : rows) {
        add_prose_name(party, denial.name);
        party.add_address({.full = denial.address, .country = country_at_end(denial.address)});
        PartyListing listing{.authority = facts == nullptr ? std::string() : facts->publisher,
                             .jurisdiction = "us",
                             .measure = measure == nullptr ? entity::Measure::unknown : measure->measure,
                             .started_on = denial.effective,
                             .ended_on = denial.expires,
                             .reason = notice_of(denial.citation),
                             .order = month_first};
        if (facts != nullptr) {
            listing.programs.push_back(facts->title);
        }
        if (!denial.type.empty()) {
            listing.provisions.push_back("Type of denial: " + denial.type);
        }
        party.add_listing(listing);
    }
    party.yield(run.sink, run.version);
}

void read_table(Run& run, const std::string& path, const ReadOptions& options, base::RejectSink& rejects) {
    const auto fields_of = [](const auto& of) {
        std::array<std::string_view, table_columns.size()> fields;
        std::ranges::transform(table_columns, fields.begin(), of);
        return to_denial(fields);
    };
    for_each_entry(
        TableReading{path, form, options.limits, rejects, run.version, run.tally},
        [&](const NamedRows& rows) { return key_of(fields_of([&](std::string_view column) { return rows.of(column); })); },
        [&](const std::string& key, const EntryRows& entry) {
            std::vector<Denial> denials;
            for (const auto& row : entry.rows) {
                denials.push_back(fields_of([&](std::string_view column) { return entry.of(row, column); }));
            }
            yield(run, key, denials);
        });
}

/// A workbook has at most a million rows, so that its parties are put together in memory.
void read_sheet(Run& run, const std::string& path, const ReadOptions& options, base::RejectSink& rejects) {
    const SheetTable table(path, options, sheet_columns, sheet_columns.size());
    std::vector<std::pair<std::string, std::vector<Denial>>> parties;
    std::unordered_map<std::string, std::size_t> places;
    run.version.records = table.read(run.version, [&](const SheetRecord& row) {
        std::array<std::string_view, sheet_columns.size()> fields;
        for (std::size_t i = 0; i < fields.size(); ++i) {
            fields[i] = row.cell(i);
        }
        Denial denial = to_denial(fields);
        std::string key = key_of(denial);
        if (key.empty()) {
            rejects.add({.source = path,
                         .row = row.number(),
                         .column = std::string(sheet_columns.front()),
                         .text = std::string(base::utf8_prefix(fields[0], 200)),
                         .reason = "the row has no name",
                         .hint = "The rest of the list is read; tell the publisher."});
            return;
        }
        const auto [place, is_new] = places.try_emplace(key, parties.size());
        if (is_new) {
            parties.emplace_back(std::move(key), std::vector<Denial>{});
        }
        parties[place->second].second.push_back(std::move(denial));
    });
    for (const std::string& header : table.unknown_headers()) {
        run.version.remarks.push_back(fmt::format("column '{}' is not known here and was not read", header));
    }
    for (const auto& [key, rows] : parties) {
        yield(run, key, rows);
    }
}

ListVersion read(const ListFiles& files, const ReadOptions& options, EntitySink& sink, base::RejectSink& rejects) {
    Run run{sink, {}, {}};
    run.version.list = options.list.empty() ? std::string(dataset) : options.list;
    if (const DatasetFacts* facts = find_dataset(dataset)) {
        run.version.title = facts->title;
        run.version.publisher = facts->publisher;
    }
    run.version.jurisdiction = "us";
    run.version.version = file_date(files.front(), options.as_of);
    if (is_zip(load_head(files.front()))) {
        read_sheet(run, files.front(), options, rejects);
    } else {
        read_table(run, files.front(), options, rejects);
    }
    run.tally.write_to(run.version.remarks);
    return std::move(run.version);
}

int recognise(std::string_view head) {
    return find_header_row(head, sheet_columns) >= 0 || has_columns(head, form) ? 96 : 0;
}

} // namespace

const ListFormat bis_denied_export{
    .name = "bis-denied-persons-2025",
    .version = "bis-denied-export-1",
    .describes = "BIS Denied Persons List as exported since 2025, CSV or XLSX with name and address in one column; by documentation only",
    .recognise = recognise,
    .read = read,
    .marks = {ListMarks::Kind::table, {}, table_columns}};

} // namespace tidewaiter::lists
