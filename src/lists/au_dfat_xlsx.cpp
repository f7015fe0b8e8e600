// Australia's Consolidated List of the Department of Foreign Affairs and Trade (XLSX): a row for each name, "101",
// "101a", "101b" being one party.
#include "lists/ascii.hpp"
#include "lists/clean_text.hpp"
#include "lists/file_date.hpp"
#include "lists/formats.hpp"
#include "lists/free_text.hpp"
#include "lists/link_book.hpp"
#include "lists/measures.hpp"
#include "lists/ofac_remarks.hpp"
#include "lists/repeated_parties.hpp"
#include "lists/sheet_table.hpp"
#include "lists/split_names.hpp"

#include "base/utf8.hpp"
#include "entity/country.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tidewaiter::lists {

namespace {

using namespace std::string_view_literals;

constexpr std::string_view default_list = "au_dfat_sanctions";
constexpr auto day_first = entity::DayOrder::day_first;

constexpr std::array columns{"Reference"sv,
                             "Name of Individual or Entity"sv,
                             "Type"sv,
                             "Name Type"sv,
                             "Date of Birth"sv,
                             "Place of Birth"sv,
                             "Citizenship"sv,
                             "Address"sv,
                             "Additional Information"sv,
                             "Listing Information"sv,
                             "Committees"sv,
                             "Control Date"sv,
                             "Alias Strength"sv,
                             "IMO Number"sv,
                             "Instrument of Designation"sv,
                             "Targeted Financial Sanction"sv,
                             "Travel Ban"sv,
                             "Arms Embargo"sv,
                             "Maritime Restriction"sv};
constexpr std::size_t needed = 12; // what was there before the measures had columns
enum Column : std::size_t {
    reference,
    name,
    type,
    name_type,
    birth_date,
    birth_place,
    citizenship,
    address,
    information,
    listing_information,
    committees,
    control_date,
    alias_strength,
    imo_number,
    instrument,
    financial,
    travel_ban,
    arms_embargo,
    maritime
};

struct Reading : SheetReading {
    RepeatedParties parties;
    LinkBook links;
    std::string latest; // control date
};

/// "3126b" -> "3126"; empty when it does not begin with a number.
std::string party_number(const SheetRecord& row) {
    const std::string text = clean_text(row.cell(reference));
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    const bool letters = std::all_of(text.begin() + static_cast<std::ptrdiff_t>(digits), text.end(),
                                     [](char c) { return is_lower(to_lower(c)); });
    return letters ? text.substr(0, digits) : std::string();
}

std::string_view schema_of(std::string_view kind) {
    const std::string lower = to_lower(clean_text(kind));
    return lower == "individual" ? "Person" : lower == "vessel" ? "Vessel" : lower == "entity" ? "Organization" : "LegalEntity";
}

std::vector<std::string> split_at(std::string_view text, std::string_view separators) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of(separators), text.size());
        if (std::string part = clean_text(text.substr(0, end)); !part.empty()) {
            parts.push_back(std::move(part));
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

/// "a) X; b) Y" and "X; Y".
std::vector<std::string> split_list(std::string_view published) {
    std::vector<std::string> parts;
    for (const std::string& lettered : split_lettered(published)) {
        std::ranges::move(split_at(lettered, ";"), std::back_inserter(parts));
    }
    return parts;
}

/// A date cell holds a serial number where its style says no date, or several dates in a row.
std::string to_date_text(const std::string& text) {
    constexpr std::size_t serial_digits = 5; // four are a year
    if (text.size() == serial_digits) {
        if (const auto date = find_serial_date(text)) {
            return *date;
        }
    }
    constexpr std::string_view approximately = "Approximately: ";
    return text.starts_with(approximately) ? "circa " + to_lower(text.substr(approximately.size())) : text;
}

void add_birth_dates(Party& party, std::string_view published) {
    for (const std::string& part : split_at(published, ",;\n")) {
        // "01/02/1950 03/04/1951" are two; "9 May 1999" is one.
        const bool many = part.find('/') != std::string::npos && part.find(' ') != std::string::npos &&
                          std::ranges::none_of(part, [](char c) { return is_lower(to_lower(c)); });
        for (const std::string& date : many ? split_at(part, " ") : std::vector{part}) {
            party.add_date("birthDate", to_date_text(date), day_first);
        }
    }
}

/// "Abdul Baqi (previously listed as)" -> a former name; "Al-Masri, Abu Mohamed" -> in natural order.
void add_name(Party& party, const SheetRecord& row) {
    std::string text = clean_text(row.cell(name));
    const std::string kind = to_lower(clean_text(row.cell(name_type)));
    NameKind as = kind == "primary name" ? NameKind::primary
                  : to_lower(clean_text(row.cell(alias_strength))) == "weak" ? NameKind::weak
                                                                              : NameKind::alias;
    for (const std::string_view former : {"previously listed as"sv, "formerly listed as"sv}) {
        const std::string lower = to_lower(text);
        const std::size_t open = lower.find(fmt::format("({}", former));
        if (open == std::string::npos) {
            continue;
        }
        // "(Previously listed as. In Arabic: ...)": what follows is one more name.
        const std::size_t colon = text.find(": ", open);
        if (colon != std::string::npos && text.ends_with(')')) {
            party.add_name(text.substr(colon + 2, text.size() - colon - 3), NameKind::former);
        }
        text = clean_text(text.substr(0, open));
        as = as == NameKind::primary ? as : NameKind::former;
    }
    const bool last_first = party.entity().schema == "Person" && std::ranges::count(text, ',') == 1;
    for (const std::string& each : split_names(last_first ? to_natural_order(text) : text)) {
        party.add_name(each, as);
    }
}

void add_information(Party& party, std::string_view published, LinkBook& links) {
    const std::string text = clean_text(published);
    party.add_note({}, text);
    for (const std::string_view label : {"Previous names include "sv, "Previous names includes "sv}) {
        if (party.entity().schema == "Vessel" && text.starts_with(label)) {
            for (const std::string& former : split_at(text.substr(label.size()), ",;")) {
                party.add_name(former.starts_with("and ") ? former.substr(4) : former, NameKind::former);
            }
        }
    }
    add_numbers_in_prose(party, text);
    if (party.entity().schema == "Person") {
        for (const std::string& passport : find_passport_numbers(text)) {
            party.add("passportNumber", passport);
        }
    }
    for (const std::string& other : find_un_references(text)) {
        if (!text.starts_with(other)) { // the entry's own stands first
            links.add_link(party.id(), other, "named in the additional information of the entry");
        }
    }
}

/// "TAi.002. Title: ..." -> the UN's number of the same party.
std::string find_own_un_reference(std::string_view information_text) {
    const std::string text = clean_text(information_text);
    const auto references = find_un_references(text);
    return !references.empty() && text.starts_with(references.front()) ? references.front() : std::string();
}

bool is_set(std::string_view cell) {
    const std::string text = to_lower(clean_text(cell));
    return text == "1" || text == "true" || text == "yes";
}

/// The list names its measures and no source here says what a targeted financial sanction forbids; the others are by
/// their names about some dealings. A travel ban forbids none.
PartyListing to_listing(const SheetRecord& row, const std::string& number) {
    PartyListing listing{.authority = "Department of Foreign Affairs and Trade",
                         .entry_id = number,
                         .jurisdiction = "au",
                         .reason = clean_text(row.cell(listing_information)),
                         .order = day_first};
    if (const std::string committee = clean_text(row.cell(committees)); !committee.empty()) {
        listing.programs.push_back(committee);
    }
    for (const Column column : {financial, travel_ban, arms_embargo, maritime}) {
        if (is_set(row.cell(column))) {
            listing.provisions.emplace_back(columns[column]);
        }
    }
    if (const std::string law = clean_text(row.cell(instrument)); !law.empty()) {
        listing.provisions.push_back(law);
    }
    if (!is_set(row.cell(financial)) && (is_set(row.cell(arms_embargo)) || is_set(row.cell(maritime)))) {
        listing.measure = entity::Measure::sectoral;
    }
    listing.unsc_id = find_own_un_reference(row.cell(information));
    listing.listed_on = drop_month_dots(find_date_after(drop_month_dots(listing.reason), {"listed on"}, day_first));
    return listing;
}

void add_row(Party& party, const SheetRecord& row, const std::string& number, Reading& reading) {
    add_name(party, row);
    add_birth_dates(party, row.cell(birth_date));
    for (const std::string& place : split_list(row.cell(birth_place))) {
        party.add_birth_place(place);
    }
    for (const std::string& country : split_list(row.cell(citizenship))) {
        // "Democratic People's Republic of Korea (North Korea)"
        const std::string plain = entity::find_country(country) ? country : clean_text(country.substr(0, country.find(" (")));
        party.add_country(party.entity().schema == "Person" ? "citizenship" : "country", plain);
    }
    for (const std::string& each : split_list(row.cell(address))) {
        party.add_address(PartyAddress{.full = each});
    }
    add_information(party, row.cell(information), reading.links);
    party.add_identifier(entity::IdentifierKind::imo, row.cell(imo_number));
    const std::string controlled = to_date_text(clean_text(row.cell(control_date)));
    party.add_date("modifiedAt", controlled, day_first);
    if (const auto date = entity::parse_date(controlled, day_first)) {
        reading.latest = std::max(reading.latest, date->to_text());
    }
    const PartyListing listing = to_listing(row, number);
    if (!listing.unsc_id.empty()) {
        reading.links.add_key(listing.unsc_id, party.id());
    }
    party.add_listing(listing);
}

std::string id_of(const std::string& number) { return "au-" + number; }

void read_row(const SheetRecord& row, Reading& reading) {
    const std::string number = party_number(row);
    reading.parties.add_row(
        id_of(number),
        [&] {
            Party party(id_of(number), schema_of(row.cell(type)), reading.version.list, reading.tally);
            const MeasureRow* measure = find_measure_row(default_list, "*");
            party.entity().add("topics", measure != nullptr ? measure->topic : std::string("sanction"));
            return party;
        },
        [&](Party& party) { add_row(party, row, number, reading); },
        [&](Party& party) {
            reading.links.add_names(party.entity());
            party.yield(reading.sink, reading.version);
        });
}

int recognise(std::string_view head) {
    return find_header_row(head, std::span(columns).first(needed)) >= 0 ? 95 : 0;
}

bool is_record(const SheetRecord& row) { return !party_number(row).empty() && !clean_text(row.cell(name)).empty(); }

ListVersion read(const ListFiles& files, const ReadOptions& options, EntitySink& sink, base::RejectSink& rejects) {
    Reading reading{{sink, rejects, files.front(), {}, {}}, {}, {}, {}};
    ListVersion& version = reading.version;
    version.list = options.list.empty() ? std::string(default_list) : options.list;
    version.title = "Australian Sanctions Consolidated List";
    version.publisher = "Department of Foreign Affairs and Trade";
    version.jurisdiction = "au";
    const SheetTable table(files.front(), options, columns, needed);
    ListVersion unused;
    table.read(unused, [&](const SheetRecord& row) {
        if (is_record(row)) {
            reading.parties.count(id_of(party_number(row)));
        }
    });
    reading.parties.keep_repeated();
    version.records = table.read(version, [&](const SheetRecord& row) {
        if (party_number(row).empty()) {
            reading.reject(row, columns[reference], row.cell(reference), "the reference is no number with letters behind it");
        } else if (clean_text(row.cell(name)).empty()) {
            reading.reject(row, columns[name], row.cell(reference), "the row names nobody");
        } else {
            read_row(row, reading);
        }
    });
    reading.links.yield_links(version.list, sink, reading.tally);
    version.version = reading.latest.empty() ? file_date(files.front(), options.as_of) : "last control date " + reading.latest;
    version.date = reading.latest; // the list is of that day or later: its age is at most this
    return reading.finish(table);
}

} // namespace

const ListFormat au_dfat_xlsx{.name = "au-dfat-xlsx",
                              .version = "au-dfat-xlsx-1",
                              .describes = "Australian Sanctions Consolidated List (DFAT), XLSX of 19 columns; of 12 by documentation only",
                              .recognise = recognise,
                              .read = read,
                              .marks = {ListMarks::Kind::table, {}, std::span(columns).first(needed)}};

} // namespace tidewaiter::lists
