// targets.simple.csv as OpenSanctions publishes it: one listed party per row, several values in a
// field by semicolon.
#include "lists/formats.hpp"

#include "base/csv.hpp"
#include "base/failure.hpp"
#include "base/utf8.hpp"
#include "entity/identifier.hpp"
#include "entity/schema.hpp"
#include "lists/dataset_facts.hpp"
#include "lists/measures.hpp"
#include "lists/party.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace tidewaiter::lists {

using base::Failure;
using base::FailureKind;
using entity::IdentifierKind;

namespace {

/// The columns of 2022; `program_ids` stands between emails and dataset since 2025.
constexpr std::array<std::string_view, 15> needed_columns{
    "id",        "schema",    "name",        "aliases",   "birth_date",
    "countries", "addresses", "identifiers", "sanctions", "phones",
    "emails",    "dataset",   "first_seen",  "last_seen", "last_change"};

/// A field is a CSV record of its own, with semicolons: a value that holds one stands in quotes.
std::vector<std::string> split_values(std::string_view field) {
    std::vector<std::string> values;
    std::string value;
    bool quoted = false;
    for (std::size_t i = 0; i < field.size(); ++i) {
        const char c = field[i];
        if (c == '"' && quoted && i + 1 < field.size() && field[i + 1] == '"') {
            value += '"';
            ++i;
        } else if (c == '"' && (quoted || value.empty())) {
            quoted = !quoted;
        } else if (c == ';' && !quoted) {
            values.push_back(std::move(value));
            value.clear();
        } else {
            value += c;
        }
    }
    values.push_back(std::move(value));
    std::erase_if(values, [](const std::string& text) { return base::trim(text).empty(); });
    return values;
}

bool all_of(std::string_view text, bool (*is)(char)) {
    return !text.empty() && std::ranges::all_of(text, is);
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_call_sign_letter(char c) {
    return is_digit(c) || (c >= 'A' && c <= 'Z');
}

/// The export drops which property an identifier came from. What its form and check digits leave no
/// doubt about gets its property back; the rest is an identity or registration number of unknown
/// kind.
void add_identifier(Party& party, const entity::Schema& schema, const std::string& text,
                    bool maybe_russian) {
    const auto fits = [&](IdentifierKind kind) {
        return entity::is_valid(kind, entity::to_canonical(kind, text));
    };
    if (text.starts_with("IMO") && all_of(std::string_view(text).substr(3), is_digit)) {
        party.add_identifier(IdentifierKind::imo, text);
    } else if (text.size() > 1 && text[0] == 'Q' &&
               all_of(std::string_view(text).substr(1), is_digit)) {
        party.add("wikidataId", text);
    } else if (schema.is("Vessel") && text.size() == 9 && fits(IdentifierKind::mmsi)) {
        party.add_identifier(IdentifierKind::mmsi, text);
    } else if (schema.is("Vessel") && text.size() <= 7 && all_of(text, is_call_sign_letter) &&
               !all_of(text, is_digit)) {
        party.add_identifier(IdentifierKind::call_sign, text);
    } else if (schema.is("Vehicle")) {
        party.add("registrationNumber", text);
    } else if (text.size() == 20 && fits(IdentifierKind::lei)) {
        party.add_identifier(IdentifierKind::lei, text);
    } else if (text.size() == 18 && fits(IdentifierKind::uscc)) {
        party.add_identifier(IdentifierKind::uscc, text);
    } else if (maybe_russian && (text.size() == 10 || text.size() == 12) &&
               fits(IdentifierKind::inn)) {
        party.add_identifier(IdentifierKind::inn, text);
    } else if (maybe_russian && (text.size() == 13 || text.size() == 15) &&
               fits(IdentifierKind::ogrn)) {
        party.add_identifier(IdentifierKind::ogrn, text);
    } else {
        party.add(schema.is("Person") ? "idNumber" : "registrationNumber", text);
    }
}

/// "wd_peps" for a title that is known, "some_national_list" for one that is not.
std::string to_dataset_id(const std::string& title) {
    if (const DatasetFacts* facts = find_dataset_by_title(title)) {
        return facts->id;
    }
    std::string id;
    for (const char c : title) {
        const bool kept =
            is_digit(c) || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
        if (kept || (c >= 'A' && c <= 'Z')) {
            id += kept ? c : static_cast<char>(c - 'A' + 'a');
        } else if (!id.empty() && id.back() != '_') {
            id += '_';
        }
    }
    while (id.ends_with('_')) {
        id.pop_back();
    }
    return id.empty() ? "unnamed" : id;
}

class SimpleCsvReader {
public:
    SimpleCsvReader(const std::string& path, const ReadOptions& options, EntitySink& sink,
                    base::RejectSink& rejects)
        : path_(path), options_(options), sink_(sink), rejects_(rejects) {}

    ListVersion read() {
        const auto source = base::open_source(path_);
        base::CsvReader rows(*source, {}, {.field_bytes = options_.limits.text_bytes});
        base::CsvRecord row;
        if (!rows.next(row)) {
            throw Failure(FailureKind::bad_input, fmt::format("{} is empty", path_),
                          "Fetch the file again.");
        }
        take_header(row);
        std::optional<base::Reject> last; // of the row before, when it had too few fields
        while (rows.next(row)) {
            if (last) {
                reject(std::move(*last));
                last.reset();
            }
            ++version_.records;
            last = take_row(row);
        }
        if (last && !last->hint.empty()) {
            throw Failure(
                FailureKind::bad_input,
                fmt::format("{} was cut in the middle: line {} breaks off", path_, last->row),
                "Fetch the file again; what was in force stays in force.");
        }
        if (last) {
            reject(std::move(*last));
        }
        finish(rows.blank_lines());
        return std::move(version_);
    }

private:
    void take_header(const base::CsvRecord& row) {
        header_.assign(row.fields.begin(), row.fields.end());
        for (std::size_t i = 0; i < needed_columns.size(); ++i) {
            const auto found = std::ranges::find(header_, needed_columns[i]);
            if (found == header_.end()) {
                throw Failure(FailureKind::bad_input,
                              fmt::format("{} has no column '{}'", path_, needed_columns[i]),
                              "targets.simple.csv starts with a header line of 15 or 16 columns; "
                              "fetch the file again.");
            }
            columns_[i] = static_cast<std::size_t>(found - header_.begin());
        }
        const auto programs = std::ranges::find(header_, std::string_view("program_ids"));
        if (programs != header_.end()) {
            program_column_ = static_cast<std::size_t>(programs - header_.begin());
        }
    }

    std::string_view field(const base::CsvRecord& row, std::string_view column) const {
        const auto found = std::ranges::find(needed_columns, column);
        return row.fields[columns_[static_cast<std::size_t>(found - needed_columns.begin())]];
    }

    /// Out: why the row is rejected; with a hint when it may be the end of a file that was cut.
    std::optional<base::Reject> take_row(const base::CsvRecord& row) {
        if (std::ranges::equal(row.fields, header_)) {
            --version_.records;
            ++version_.layout;
            return std::nullopt;
        }
        base::Reject problem{.source = path_,
                             .row = row.line,
                             .text = base::to_valid_utf8(
                                 base::utf8_prefix(row.fields.empty() ? "" : row.fields[0], 200))};
        if (!row.problem.empty()) {
            problem.reason = row.problem;
            return problem;
        }
        if (row.fields.size() != header_.size()) {
            problem.reason =
                fmt::format("{} fields where the header has {}", row.fields.size(), header_.size());
            problem.hint =
                row.fields.size() < header_.size() ? "Was the file cut, or a line end lost?" : "";
            return problem;
        }
        const entity::Schema* schema = entity::find_schema(field(row, "schema"));
        if (schema == nullptr) {
            problem.column = "schema";
            problem.reason =
                fmt::format("'{}' is no schema of the model held here", field(row, "schema"));
            return problem;
        }
        if (field(row, "id").empty()) {
            problem.column = "id";
            problem.reason = "a listed entity without an id";
            return problem;
        }
        if (base::trim(field(row, "name")).empty() && split_values(field(row, "aliases")).empty()) {
            problem.column = "name";
            problem.reason = "a listed entity without a name";
            return problem;
        }
        yield(row, *schema);
        return std::nullopt;
    }

    void yield(const base::CsvRecord& row, const entity::Schema& schema) {
        std::vector<std::string> datasets;
        for (const std::string& title : split_values(field(row, "dataset"))) {
            datasets.push_back(to_dataset_id(title));
            datasets_.add(datasets.back());
        }
        Party party(std::string(field(row, "id")), schema.name, "", remarks_);
        party.entity().datasets = datasets;
        party.add_name(field(row, "name"), NameKind::primary);
        for (const std::string& alias : split_values(field(row, "aliases"))) {
            party.add_name(alias, NameKind::alias);
        }
        for (const std::string& date : split_values(field(row, "birth_date"))) {
            party.add_date("birthDate", date);
        }
        bool maybe_russian = true;
        for (const std::string& country : split_values(field(row, "countries"))) {
            party.add_country("country", country);
            maybe_russian = party.entity().has("country") &&
                            std::ranges::find(party.entity().values("country"), "ru") !=
                                party.entity().values("country").end();
        }
        for (const std::string& address : split_values(field(row, "addresses"))) {
            party.add_address({.full = address});
        }
        for (const std::string& identifier : split_values(field(row, "identifiers"))) {
            add_identifier(party, schema, identifier, maybe_russian);
        }
        for (const std::string& phone : split_values(field(row, "phones"))) {
            party.add("phone", phone);
        }
        for (const std::string& email : split_values(field(row, "emails"))) {
            party.add("email", email);
        }
        party.entity().first_seen = field(row, "first_seen");
        party.entity().last_seen = field(row, "last_seen");
        party.entity().last_change = field(row, "last_change");
        last_seen_ = std::max(last_seen_, party.entity().last_seen);
        add_listings(party, row, datasets);
        party.yield(sink_, version_);
    }

    /// The export joins programme, reason, status and dates of each sanction in one text and does
    /// not say which list each belongs to: every list of the row carries all of it.
    void add_listings(Party& party, const base::CsvRecord& row,
                      const std::vector<std::string>& datasets) {
        PartyListing listing;
        if (program_column_) {
            listing.program_ids = split_values(row.fields[*program_column_]);
        }
        for (const std::string& text : split_values(field(row, "sanctions"))) {
            listing.reason += listing.reason.empty() ? text : "; " + text;
        }
        for (const std::string& dataset : datasets) {
            const DatasetFacts* facts = find_dataset(dataset);
            listing.authority = facts != nullptr ? facts->publisher : dataset;
            listing.jurisdiction = facts != nullptr ? facts->jurisdiction : "";
            const MeasureRow* measure = find_widest_measure(dataset, listing.program_ids);
            listing.measure = measure != nullptr ? measure->measure : entity::Measure::unknown;
            party.entity().datasets = {dataset};
            party.add_listing(listing);
        }
        party.entity().datasets = datasets;
    }

    void reject(base::Reject problem) {
        ++version_.rejects;
        rejects_.add(std::move(problem));
    }

    void finish(std::uint64_t blank_lines) {
        version_.format = opensanctions_simple_csv.name;
        version_.layout += blank_lines + 1; // the header
        datasets_.name_list(version_, options_, path_, last_seen_);
        remarks_.write_to(version_.remarks);
    }

    std::string path_;
    const ReadOptions& options_; // the caller's, for the time of one read
    EntitySink& sink_;
    base::RejectSink& rejects_;
    ListVersion version_;
    RemarkTally remarks_;
    std::vector<std::string> header_;
    std::array<std::size_t, needed_columns.size()> columns_{};
    std::optional<std::size_t> program_column_;
    DatasetTally datasets_;
    std::string last_seen_;
};

int recognise(std::string_view head) {
    if (head.starts_with("\xef\xbb\xbf")) {
        head.remove_prefix(3);
    }
    std::string first(head.substr(0, head.find_first_of("\r\n")));
    std::erase(first, '"');
    return first.starts_with("id,schema,name,aliases,birth_date,countries,") ? 99 : 0;
}

ListVersion read(const ListFiles& files, const ReadOptions& options, EntitySink& sink,
                 base::RejectSink& rejects) {
    return SimpleCsvReader(files.at(0), options, sink, rejects).read();
}

} // namespace

const ListFormat opensanctions_simple_csv{
    .name = "opensanctions-simple-csv",
    .version = "opensanctions-simple-csv-1",
    .describes = "targets.simple.csv as OpenSanctions publishes it, 15 or 16 columns",
    .recognise = recognise,
    .read = read,
    .marks = {ListMarks::Kind::table, {}, needed_columns},
};

} // namespace tidewaiter::lists
