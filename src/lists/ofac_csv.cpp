// OFAC's delimited set: a primary file, addresses, alternate names and the overflow of the remarks, joined by entry
// number. The three others are held in memory as the reference tables they are; the primary file streams.
#include "base/failure.hpp"
#include "base/utf8.hpp"
#include "entity/country.hpp"
#include "lists/file_date.hpp"
#include "lists/file_head.hpp"
#include "lists/formats.hpp"
#include "lists/link_book.hpp"
#include "lists/measures.hpp"
#include "lists/ofac_files.hpp"
#include "lists/ofac_remarks.hpp"
#include "lists/table_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <unordered_map>
#include <unordered_set>

namespace tidewaiter::lists {

namespace {

constexpr std::string_view sdn_list = "us_ofac_sdn";
constexpr std::string_view cons_list = "us_ofac_cons";
constexpr std::string_view authority = "Office of Foreign Assets Control";

/// OFAC cuts remarks at this length and puts the rest into the comments file.
constexpr std::size_t longest_remark = 1'000;

struct Alternate {
    NameKind kind = NameKind::alias;
    std::string name;
    std::string remarks;
};

/// What the three other files hold for an entry. Ordered maps: orphans come out in the order of their numbers.
struct References {
    std::map<std::uint32_t, std::vector<PartyAddress>> addresses;
    std::map<std::uint32_t, std::vector<Alternate>> alternates;
    std::map<std::uint32_t, std::string> comments;
};

/// Everything that one reading needs; lives on the stack of read().
struct Reading {
    const ReadOptions& options;
    EntitySink& sink;
    base::RejectSink& rejects;
    ListVersion version;
    RemarkTally tally;
    References references;
    LinkBook links;
};

std::string to_text(std::string_view field) {
    return is_ofac_null(field) ? std::string() : std::string(base::trim(field));
}

PartyAddress to_address(const TableRows& rows) {
    PartyAddress address{.street = to_text(rows.field(2)),
                         .city = to_text(rows.field(3)),
                         .country = to_text(rows.field(4)),
                         .remarks = to_text(rows.field(5))};
    constexpr std::string_view region = "Region: ";
    if (address.country == "undetermined") {
        address.country.clear();
    } else if (address.country.starts_with(region)) {
        // "Region: Gaza" may be no country, "Region: Russia" is one.
        address.region = address.country.substr(region.size());
        address.country = entity::find_country(address.region) ? address.region : std::string();
        if (!address.country.empty()) {
            address.region.clear();
        }
    }
    return address;
}

NameKind to_name_kind(std::string_view type, std::uint32_t entry, RemarkTally& tally) {
    if (type == "fka") {
        return NameKind::former;
    }
    if (type != "aka" && type != "nka") {
        tally.add("alternate names of an unknown type, read as aliases", fmt::format("'{}' of ofac-{}", type, entry));
    }
    return NameKind::alias;
}

/// Checks what every row of the set must have. Out: the entry number, or 0 after a reject.
std::uint32_t check_row(TableRows& rows, std::size_t columns) {
    // No field of these files holds a line end, so a row over several lines is a stray quote: each line it swallowed
    // is a record lost, and counted as one.
    if (rows.line_count() > 1) {
        const auto lines = rows.line_count();
        for (std::uint64_t i = 0; i < lines; ++i) {
            rows.reject({}, rows.field(0), fmt::format("a quote that opens in line {} swallows {} lines", rows.line(), lines),
                        fmt::format("Close or remove the quote in line {}.", rows.line()));
        }
        return 0;
    }
    if (rows.size() != columns) {
        rows.reject_width(columns);
        return 0;
    }
    const std::uint32_t entry = to_entry_number(rows.field(0));
    if (entry == 0) {
        rows.reject("ent_num", rows.field(0), fmt::format("'{}' is no entry number", base::to_valid_utf8(rows.field(0))));
    }
    return entry;
}

void load_addresses(const std::string& path, const OfacFileForm& form, Reading& reading) {
    TableRows rows(path, form.separator, reading.options.limits, reading.rejects, reading.version, reading.tally, form.widths);
    while (rows.next()) {
        if (is_ofac_header(rows.field(0))) {
            rows.count_as_layout();
        } else if (const std::uint32_t entry = check_row(rows, 6)) {
            reading.references.addresses[entry].push_back(to_address(rows));
        }
    }
}

void load_alternates(const std::string& path, const OfacFileForm& form, Reading& reading) {
    TableRows rows(path, form.separator, reading.options.limits, reading.rejects, reading.version, reading.tally, form.widths);
    while (rows.next()) {
        if (is_ofac_header(rows.field(0))) {
            rows.count_as_layout();
            continue;
        }
        // A re-save that drops quotes leaves "LAST, First" bare; only the name can hold commas, so it can be mended.
        const std::size_t surplus = rows.size() > 5 ? rows.size() - 5 : 0;
        std::string name(rows.field(3));
        for (std::size_t i = 0; i < surplus; ++i) {
            name += form.separator;
            name += rows.field(4 + i);
        }
        if (surplus > 0) {
            reading.tally.add("alternate names that had lost their quotes, mended",
                              fmt::format("'{}' in line {}", name, rows.line()));
        }
        if (const std::uint32_t entry = check_row(rows, 5 + surplus)) {
            reading.references.alternates[entry].push_back(
                {.kind = to_name_kind(base::trim(rows.field(2)), entry, reading.tally),
                 .name = to_text(name),
                 .remarks = to_text(rows.field(4 + surplus))});
        }
    }
}

void load_comments(const std::string& path, const OfacFileForm& form, Reading& reading) {
    TableRows rows(path, form.separator, reading.options.limits, reading.rejects, reading.version, reading.tally, form.widths);
    while (rows.next()) {
        if (is_ofac_header(rows.field(0))) {
            rows.count_as_layout();
        } else if (const std::uint32_t entry = check_row(rows, 2)) {
            reading.references.comments[entry] += rows.field(1);
        }
    }
}

std::string_view schema_of(std::string_view type, std::uint32_t entry, RemarkTally& tally) {
    if (type.empty()) {
        return "Organization";
    }
    if (type == "individual") {
        return "Person";
    }
    if (type == "vessel") {
        return "Vessel";
    }
    if (type == "aircraft") {
        return "Airplane";
    }
    tally.add("entries of an unknown type, read as LegalEntity", fmt::format("'{}' of ofac-{}", type, entry));
    return "LegalEntity";
}

/// "A] [B" -> A, B.
std::vector<std::string> to_programs(std::string_view field) {
    std::vector<std::string> programs;
    std::string_view rest = field;
    while (!rest.empty()) {
        const std::size_t at = rest.find(']');
        std::string_view program = base::trim(rest.substr(0, at));
        if (program.starts_with('[')) {
            program = base::trim(program.substr(1));
        }
        if (!program.empty()) {
            programs.emplace_back(program);
        }
        rest = at == std::string_view::npos ? std::string_view() : rest.substr(at + 1);
    }
    return programs;
}

/// "99,144" -> 99144.
std::string without_commas(std::string_view number) {
    std::string digits(number);
    std::erase(digits, ',');
    return digits;
}

void add_primary_name(Party& party, const std::string& published) {
    if (party.entity().schema != "Person") {
        party.add_name(published, NameKind::primary);
        if (party.entity().schema == "Airplane" && !published.starts_with("MSN ")) {
            party.add("registrationNumber", published); // OFAC names aircraft by their registration marks
        }
        return;
    }
    party.add_name(to_natural_order(published), NameKind::primary);
    if (const std::size_t comma = published.find(','); comma != std::string::npos) {
        party.add("lastName", std::string_view(published).substr(0, comma));
        const std::string_view given = std::string_view(published).substr(comma + 1);
        party.add("firstName", given.substr(0, given.find(',')));
    }
}

void add_titles(Party& party, const std::string& titles) {
    if (party.entity().schema != "Person") {
        party.add_note("title", titles);
        return;
    }
    std::string_view rest = titles;
    while (!rest.empty()) {
        const std::size_t at = rest.find(';');
        party.add("position", rest.substr(0, at));
        rest = at == std::string_view::npos ? std::string_view() : rest.substr(at + 1);
    }
}

void add_ship(Party& party, const TableRows& rows, LinkBook& links) {
    if (party.entity().schema != "Vessel") {
        return;
    }
    party.add_identifier(entity::IdentifierKind::call_sign, to_text(rows.field(5)));
    party.add("type", to_text(rows.field(6)));
    party.add("tonnage", without_commas(to_text(rows.field(7))));
    party.add("grossRegisteredTonnage", without_commas(to_text(rows.field(8))));
    const std::string flag = to_text(rows.field(9));
    if (flag != "None Identified") {
        party.add_country("flag", flag);
    }
    const std::string owner = to_text(rows.field(10));
    party.add_note("Vessel owner", owner);
    if (!owner.empty()) {
        links.add_link(party.id(), owner, "Vessel owner");
    }
}

/// The remark with its overflow, taken apart. A fact that was cut and whose rest is missing is no fact: half a wallet
/// or passport number must not stand where it could match another's.
std::vector<OfacFact> facts_of(std::string_view remarks, std::uint32_t entry, Party& party, Reading& reading) {
    if (const auto found = reading.references.comments.find(entry); found != reading.references.comments.end()) {
        const std::string overflow = std::move(found->second);
        reading.references.comments.erase(found);
        if (remarks.size() >= longest_remark) {
            return split_ofac_remarks(fmt::format("{}{}", remarks, overflow));
        }
        // An overflow of another day: it begins anywhere, so its first part is no fact either.
        reading.tally.add("overflowing remarks whose first part is not full (files of different days?)", party.id());
        auto facts = split_ofac_remarks(remarks);
        auto more = split_ofac_remarks(overflow);
        if (!more.empty()) {
            party.add_note("overflow that nothing leads to", more.front().text);
            facts.insert(facts.end(), std::next(more.begin()), more.end());
        }
        return facts;
    }
    auto facts = split_ofac_remarks(remarks);
    const bool cut = remarks.size() >= longest_remark && !base::trim(remarks).ends_with('.');
    if (cut && !facts.empty()) {
        party.add_note("cut off in the file", facts.back().text);
        facts.pop_back();
        reading.tally.add("remarks cut at 1000 bytes whose overflow file is missing", party.id());
    }
    return facts;
}

void add_references(Party& party, std::uint32_t entry, References& references) {
    const bool person = party.entity().schema == "Person";
    if (const auto found = references.alternates.find(entry); found != references.alternates.end()) {
        for (const Alternate& alternate : found->second) {
            party.add_name(person ? to_natural_order(alternate.name) : alternate.name, alternate.kind);
            party.add_note("alternate name", alternate.remarks);
        }
        references.alternates.erase(found);
    }
    if (const auto found = references.addresses.find(entry); found != references.addresses.end()) {
        for (const PartyAddress& address : found->second) {
            party.add_address(address);
        }
        references.addresses.erase(found);
    }
}

std::string details_url(std::uint32_t entry) {
    return fmt::format("https://sanctionssearch.ofac.treas.gov/Details.aspx?id={}", entry);
}

void read_entry(TableRows& rows, std::uint32_t entry, Reading& reading) {
    Party party(fmt::format("ofac-{}", entry), schema_of(to_text(rows.field(2)), entry, reading.tally),
                reading.version.list, reading.tally);
    PartyListing listing{.authority = std::string(authority),
                         .entry_id = std::to_string(entry),
                         .programs = to_programs(to_text(rows.field(3))),
                         .jurisdiction = "us",
                         .source_url = details_url(entry)};
    if (const MeasureRow* row = find_widest_measure(reading.version.list, listing.programs)) {
        listing.measure = row->measure;
        party.add("topics", row->topic);
    }
    add_primary_name(party, to_text(rows.field(1)));
    add_titles(party, to_text(rows.field(4)));
    add_ship(party, rows, reading.links);

    std::vector<std::string> linked_to;
    const std::string_view remarks = is_ofac_null(rows.field(11)) ? std::string_view() : rows.field(11);
    for (const OfacFact& fact : facts_of(remarks, entry, party, reading)) {
        // The titles of a person stand in the remarks too.
        const auto& positions = party.entity().values("position");
        if (!fact.key.empty() || std::ranges::find(positions, fact.value) == positions.end()) {
            add_ofac_fact(party, fact, listing, linked_to);
        }
    }
    for (const std::string& name : linked_to) {
        reading.links.add_link(party.id(), name, "Linked To");
    }
    add_references(party, entry, reading.references);
    party.add_listing(listing);
    reading.links.add_names(party.entity());
    party.yield(reading.sink, reading.version);
}

void read_primary(const std::string& path, const OfacFileForm& form, Reading& reading) {
    TableRows rows(path, form.separator, reading.options.limits, reading.rejects, reading.version, reading.tally, form.widths);
    std::unordered_set<std::uint32_t> seen;
    while (rows.next()) {
        if (is_ofac_header(rows.field(0))) {
            rows.count_as_layout();
            continue;
        }
        const std::uint32_t entry = check_row(rows, 12);
        if (entry == 0) {
            continue;
        }
        if (is_ofac_null(rows.field(1))) {
            rows.reject("SDN_Name", rows.field(0), fmt::format("entry {} has no name", entry));
        } else if (!seen.insert(entry).second) {
            rows.reject("ent_num", rows.field(0), fmt::format("entry {} stands twice in the file", entry));
        } else {
            read_entry(rows, entry, reading);
        }
    }
    reading.version.records = rows.records();
    if (!rows.ended_by_mark()) {
        reading.version.remarks.push_back(
            fmt::format("{} does not end with OFAC's mark for the end (control-Z): it was saved again, or cut", path));
    }
}

/// Rows of the other files whose entry is not in the primary file, as when the files are of different days. An entry
/// with names is yielded, marked, so that nobody who is listed is lost; what has no name can only be counted.
void yield_orphans(Reading& reading) {
    References& references = reading.references;
    std::uint64_t rows = references.comments.size();
    for (const auto& [entry, addresses] : references.addresses) {
        rows += addresses.size();
    }
    std::uint64_t parties = 0;
    const auto named = std::move(references.alternates);
    for (const auto& [entry, alternates] : named) {
        rows += alternates.size();
        ++parties;
        Party party(fmt::format("ofac-{}", entry), "LegalEntity", reading.version.list, reading.tally);
        references.alternates[entry] = alternates;
        add_references(party, entry, references);
        party.add_note({}, "The primary record of this entry is not in the file: only its alternate names and addresses "
                           "are held.");
        party.add_listing({.authority = std::string(authority),
                           .entry_id = std::to_string(entry),
                           .jurisdiction = "us",
                           .source_url = details_url(entry)});
        party.yield(reading.sink, reading.version);
    }
    reading.version.orphans = rows;
    if (rows > 0) {
        reading.version.remarks.push_back(
            fmt::format("rows of entries that the primary file does not hold (files of different days?): {}; such entries kept "
                        "under their alternate names: {}",
                        rows, parties));
    }
}

/// The consolidated list holds nobody without a programme of its own, and no ship; the SDN list mostly such.
std::string_view find_list(const std::string& path, const OfacFileForm& form) {
    std::string name = std::filesystem::path(path).filename().string();
    std::ranges::transform(name, name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (name.starts_with("cons")) {
        return cons_list;
    }
    if (name.starts_with("sdn")) {
        return sdn_list;
    }
    std::uint64_t rows = 0;
    std::uint64_t foreign = 0;
    const std::string head = load_head(path);
    for (const auto& row : first_ofac_records(head, form, 400)) {
        if (row.size() == 12 && to_entry_number(row[0]) != 0) {
            const auto programs = to_programs(row[3]);
            ++rows;
            foreign += row[2] == "vessel" || std::ranges::none_of(programs, [](const std::string& program) {
                           return find_measure_row(cons_list, program) != nullptr;
                       });
        }
    }
    return foreign * 20 > rows ? sdn_list : cons_list;
}

int recognise(std::string_view head) {
    switch (find_ofac_form(head).kind) {
    case OfacFileKind::none: return 0;
    case OfacFileKind::primary: return 95;
    case OfacFileKind::addresses:
    case OfacFileKind::alternates: return 90;
    case OfacFileKind::comments: return 60;
    }
    return 0;
}

ListVersion read(const ListFiles& files, const ReadOptions& options, EntitySink& sink, base::RejectSink& rejects) {
    Reading reading{options, sink, rejects, {}, {}, {}, {}};
    const std::string* primary = nullptr;
    OfacFileForm primary_form;
    for (const std::string& path : files) {
        const std::string bytes = load_head(path);
        const OfacFileForm form = find_ofac_form(without_mark(bytes));
        switch (form.kind) {
        case OfacFileKind::primary:
            if (primary != nullptr) {
                throw base::Failure(base::FailureKind::bad_input,
                                    fmt::format("{} and {} are both primary files; a list has one", *primary, path));
            }
            primary = &path;
            primary_form = form;
            break;
        case OfacFileKind::addresses: load_addresses(path, form, reading); break;
        case OfacFileKind::alternates: load_alternates(path, form, reading); break;
        case OfacFileKind::comments: load_comments(path, form, reading); break;
        case OfacFileKind::none:
            throw base::Failure(base::FailureKind::bad_input,
                                fmt::format("{} is none of OFAC's delimited files: it is {}", path, describe_unrecognised(path)),
                                "Give the files as OFAC publishes them (SDN.CSV, ADD.CSV, ALT.CSV, SDN_COMMENTS.CSV).");
        }
    }
    if (primary == nullptr) {
        throw base::Failure(base::FailureKind::bad_input,
                            fmt::format("{} belongs to a primary file (SDN.CSV or CONS_PRIM.CSV) that was not given",
                                        files.front()),
                            "Name the primary file too; alone, addresses and alternate names say of nobody why he is "
                            "listed.");
    }
    ListVersion& version = reading.version;
    version.list = options.list.empty() ? std::string(find_list(*primary, primary_form)) : options.list;
    const bool consolidated = version.list == cons_list;
    version.title = consolidated ? "Consolidated Sanctions List (non-SDN)"
                                 : "Specially Designated Nationals and Blocked Persons List";
    version.publisher = authority;
    version.jurisdiction = "us";
    version.version = file_date(*primary, options.as_of);

    read_primary(*primary, primary_form, reading);
    yield_orphans(reading);
    reading.links.yield_links(version.list, sink, reading.tally);
    reading.tally.write_to(version.remarks);
    return std::move(version);
}

} // namespace

const ListFormat ofac_csv{"ofac-csv", "ofac-csv-1",
                          "OFAC's delimited files: SDN or CONS_PRIM with ADD, ALT and COMMENTS (.CSV, .PIP; .DEL and .FF by "
                          "documentation only)",
                          recognise, read};

} // namespace tidewaiter::lists
