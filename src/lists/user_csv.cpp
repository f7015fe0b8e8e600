// A user's own list as a table, with a column mapping (docs/formats/user-list.md) or with headers as they are usually
// called.
#include "base/failure.hpp"
#include "base/hash.hpp"
#include "base/utf8.hpp"
#include "entity/country.hpp"
#include "entity/identifier.hpp"
#include "lists/clean_text.hpp"
#include "lists/file_date.hpp"
#include "lists/file_head.hpp"
#include "lists/formats.hpp"
#include "lists/repeated_parties.hpp"
#include "lists/table_rows.hpp"
#include "lists/user_mapping.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>

namespace tidewaiter::lists {

namespace {

constexpr std::array separators{',', ';', '\t', '|'};

/// The separator under which the header has most usual columns; ',' when no header is usual.
char find_separator(std::string_view head) {
    char best = ',';
    std::pair<std::size_t, std::size_t> best_rank{0, 0};
    for (const char separator : separators) {
        const auto records = first_records(head, separator, 1);
        if (records.empty()) {
            continue;
        }
        const auto usual = static_cast<std::size_t>(
            std::ranges::count_if(records[0], [](const std::string& header) { return !usual_field(header).empty(); }));
        const std::pair rank{usual, records[0].size()};
        if (rank > best_rank) {
            best = separator;
            best_rank = rank;
        }
    }
    return best;
}

int recognise(std::string_view head) {
    if (base::trim(head).starts_with('<') || base::trim(head).starts_with('{')) {
        return 0;
    }
    const auto records = first_records(head, find_separator(head), 1);
    if (records.empty()) {
        return 0;
    }
    const bool named = std::ranges::any_of(records[0], [](const std::string& header) {
        const std::string_view field = usual_field(header);
        return field == "name" || field == "lastName";
    });
    return named ? 20 : 0;
}

/// "acme-blocked 2026.csv.gz" -> "acme_blocked_2026".
std::string name_of_path(const std::string& path) {
    std::string stem = std::filesystem::path(path).filename().string();
    stem.resize(std::min(stem.find('.'), stem.size()));
    std::string name;
    for (const char c : stem) {
        const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        const bool plain = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9');
        name += plain ? lower : '_';
    }
    return name.empty() ? std::string("own_list") : name;
}

struct Reading {
    const ReadOptions& options;
    EntitySink& sink;
    base::RejectSink& rejects;
    UserMapping mapping;
    ListVersion version;
    RemarkTally tally;
    RepeatedParties parties;
};

/// Field -> columns of this file.
using FieldColumns = std::vector<std::pair<std::string, std::vector<std::size_t>>>;

FieldColumns find_columns(const std::vector<std::string_view>& header, const std::string& path, Reading& reading) {
    FieldColumns found;
    std::vector<bool> used(header.size(), false);
    for (const auto& [field, names] : reading.mapping.columns) {
        auto& columns = found.emplace_back(field, std::vector<std::size_t>()).second;
        for (const std::string& name : names) {
            const auto at = std::ranges::find(header, name, [](std::string_view text) { return base::trim(text); });
            if (at == header.end()) {
                std::string all;
                for (const auto text : header) {
                    all += (all.empty() ? "" : ", ") + base::to_valid_utf8(base::trim(text));
                }
                throw base::Failure(base::FailureKind::bad_input,
                                    fmt::format("{} has no column '{}', which the mapping names for {}", path, name, field),
                                    fmt::format("Its columns are: {}.", base::utf8_prefix(all, 500)));
            }
            columns.push_back(static_cast<std::size_t>(at - header.begin()));
            used[columns.back()] = true;
        }
    }
    if (reading.mapping.columns.empty()) {
        for (std::size_t i = 0; i < header.size(); ++i) {
            const std::string_view field = usual_field(header[i]);
            if (field.empty()) {
                continue;
            }
            used[i] = true;
            const auto same = std::ranges::find(found, field, [](const auto& entry) { return std::string_view(entry.first); });
            if (same == found.end()) {
                found.emplace_back(field, std::vector<std::size_t>{i});
            } else if (field != "name" && field != "id" && field != "schema") {
                same->second.push_back(i);
            }
        }
        std::string unread;
        for (std::size_t i = 0; i < header.size(); ++i) {
            if (!used[i] && !base::trim(header[i]).empty()) {
                unread += (unread.empty() ? "" : ", ") + base::to_valid_utf8(base::trim(header[i]));
            }
        }
        if (!unread.empty()) {
            reading.version.remarks.push_back(fmt::format("columns that were not read: {} (a mapping can name them)",
                                                          base::utf8_prefix(unread, 300)));
        }
    }
    return found;
}

/// What one row says for each field, several values of one field parted.
class RowValues {
public:
    RowValues(const TableRows& row, const FieldColumns& columns, std::string_view value_separator) {
        for (const auto& [field, numbers] : columns) {
            for (const std::size_t number : numbers) {
                add(field, row.field(number), value_separator);
            }
        }
    }

    const std::vector<std::string>& of(std::string_view field) const {
        static const std::vector<std::string> none;
        const auto found = values_.find(field);
        return found == values_.end() ? none : found->second;
    }

    std::string first(std::string_view field) const { return of(field).empty() ? std::string() : of(field).front(); }

private:
    /// Names, addresses and free text may hold the separator in a list that has one value a field, so that only fields
    /// that plainly hold lists are parted.
    static bool holds_one(std::string_view field) {
        constexpr std::array whole{"name", "id", "schema", "firstName", "middleName", "lastName", "address", "street",
                                   "city", "region", "postalCode", "notes", "reason", "provisions"};
        return std::ranges::find(whole, field) != whole.end();
    }

    void add(const std::string& field, std::string_view text, std::string_view separator) {
        while (!text.empty()) {
            const std::size_t at = separator.empty() || holds_one(field) ? std::string_view::npos : text.find(separator);
            const std::string_view value = base::trim(text.substr(0, at));
            if (!value.empty()) {
                values_[field].emplace_back(value);
            }
            text = at == std::string_view::npos ? std::string_view() : text.substr(at + separator.size());
        }
    }

    std::map<std::string, std::vector<std::string>, std::less<>> values_;
};

std::string name_of(const RowValues& values) {
    const std::string name = values.first("name");
    return name.empty() ? join_name({values.first("firstName"), values.first("middleName"), values.first("lastName")}) : name;
}

std::string id_of(const RowValues& values, const Reading& reading) {
    const std::string id = values.first("id");
    if (!id.empty()) {
        return fmt::format("{}-{}", reading.version.list, clean_text(id));
    }
    return fmt::format("{}-{}", reading.version.list,
                       base::to_hex(base::to_xxh3(fmt::format("{}\n{}\n{}\n{}", name_of(values), values.first("country"),
                                                              values.first("birthDate"), values.first("imoNumber")))));
}

std::string schema_of(const RowValues& values, Reading& reading, const std::string& id) {
    if (const std::string word = values.first("schema"); !word.empty()) {
        std::string lower = word;
        std::ranges::transform(lower, lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
        const auto own = std::ranges::find(reading.mapping.schema_words, lower, [](const auto& entry) { return entry.first; });
        if (own != reading.mapping.schema_words.end()) {
            return own->second;
        }
        if (const auto usual = find_usual_schema(word)) {
            return std::string(*usual);
        }
        reading.tally.add("kinds of party that are not known, read by their fields", fmt::format("'{}' of {}", word, id));
    }
    if (!reading.mapping.schema.empty()) {
        return reading.mapping.schema;
    }
    if (!values.of("imoNumber").empty() || !values.of("mmsi").empty()) {
        return "Vessel";
    }
    const bool person = !values.of("birthDate").empty() || !values.of("gender").empty() || !values.of("firstName").empty();
    return person ? "Person" : "LegalEntity";
}

void add_names(Party& party, const RowValues& values) {
    party.add_name(name_of(values), party.entity().has("name") ? NameKind::alias : NameKind::primary);
    for (const auto& [field, kind] : {std::pair{"alias", NameKind::alias}, std::pair{"weakAlias", NameKind::weak},
                                      std::pair{"previousName", NameKind::former}}) {
        for (const std::string& name : values.of(field)) {
            party.add_name(name, kind);
        }
    }
    if (party.entity().schema == "Person") {
        for (const std::string_view field : {"firstName", "middleName", "lastName"}) {
            party.add(field, values.first(field));
        }
    }
}

void add_place(Party& party, const RowValues& values) {
    const PartyAddress address{.full = values.first("address"),
                               .street = values.first("street"),
                               .city = values.first("city"),
                               .region = values.first("region"),
                               .postal_code = values.first("postalCode"),
                               .country = values.first("addressCountry")};
    if (!(address.full + address.street + address.city + address.region + address.postal_code + address.country).empty()) {
        party.add_address(address);
    }
}

void add_properties(Party& party, const RowValues& values, const Reading& reading) {
    for (const std::string_view field : {"country", "nationality", "citizenship", "jurisdiction", "flag", "pastFlags"}) {
        for (const std::string& country : values.of(field)) {
            party.add_country(field, country);
        }
    }
    for (const std::string_view field : {"birthDate", "incorporationDate", "buildDate"}) {
        for (const std::string& date : values.of(field)) {
            party.add_date(field, date, reading.mapping.day_order);
        }
    }
    for (const std::string& place : values.of("birthPlace")) {
        party.add_birth_place(place);
    }
    party.add_gender(values.first("gender"));
    for (const std::string_view field : {"passportNumber", "idNumber", "taxNumber", "vatCode", "registrationNumber", "innCode",
                                         "ogrnCode", "leiCode", "swiftBic", "dunsCode", "uscCode", "imoNumber", "mmsi",
                                         "callSign", "publicKey"}) {
        for (const std::string& number : values.of(field)) {
            if (const auto kind = entity::find_kind_of_property(field)) {
                party.add_identifier(*kind, number);
            } else {
                party.add(field, number);
            }
        }
    }
    for (const std::string_view field : {"type", "email", "phone", "website", "position", "legalForm", "sector", "topics"}) {
        for (const std::string& text : values.of(field)) {
            party.add(field, text);
        }
    }
    for (const std::string& topic : reading.mapping.topics) {
        party.add("topics", topic);
    }
    for (const std::string& note : values.of("notes")) {
        party.add_note({}, note);
    }
}

void add_listing(Party& party, const RowValues& values, Reading& reading) {
    const UserMapping& mapping = reading.mapping;
    PartyListing listing{.authority = mapping.publisher,
                         .entry_id = values.first("id"),
                         .programs = mapping.programs,
                         .jurisdiction = mapping.jurisdiction,
                         .measure = mapping.measure,
                         .provisions = values.of("provisions"),
                         .listed_on = values.first("listedOn"),
                         .started_on = values.first("startedOn"),
                         .ended_on = values.first("endedOn"),
                         .reason = values.first("reason"),
                         .source_url = values.first("sourceUrl"),
                         .order = mapping.day_order};
    for (const std::string& program : values.of("program")) {
        listing.programs.push_back(program);
    }
    if (const std::string word = values.first("measure"); !word.empty()) {
        if (const auto measure = entity::find_measure(word)) {
            listing.measure = *measure;
        } else {
            listing.provisions.push_back(word);
            reading.tally.add("measures that are not known, kept in provisions", fmt::format("'{}' of {}", word, party.id()));
        }
    }
    party.add_listing(listing);
}

/// In: use gets each row that has a name. Out: records.
std::uint64_t for_each_row(const std::string& path, char separator, Reading& reading, base::RejectSink& rejects,
                           ListVersion& version, const std::function<void(const RowValues&)>& use) {
    TableRows rows(path, separator, reading.options.limits, rejects, version, reading.tally);
    FieldColumns columns;
    std::vector<std::string> header;
    while (rows.next()) {
        if (header.empty()) {
            header.assign(rows.fields().begin(), rows.fields().end());
            columns = find_columns(rows.fields(), path, reading);
            rows.count_as_layout();
            continue;
        }
        if (std::ranges::equal(rows.fields(), header)) {
            rows.count_as_layout(); // repeated in the middle
            continue;
        }
        if (rows.size() != header.size()) {
            rows.reject_width(header.size());
            continue;
        }
        const RowValues values(rows, columns, reading.mapping.value_separator);
        if (name_of(values).empty()) {
            rows.reject("name", rows.field(0), "the row names nobody");
        } else {
            use(values);
        }
    }
    return rows.records();
}

ListVersion read(const ListFiles& files, const ReadOptions& options, EntitySink& sink, base::RejectSink& rejects) {
    const std::string& path = files.front();
    const std::string beside = path + ".toml";
    const std::string mapping_path = !options.mapping.empty()            ? options.mapping
                                     : std::filesystem::exists(beside) ? beside
                                                                        : std::string();
    Reading reading{options, sink, rejects, {}, {}, {}, {}};
    if (!mapping_path.empty()) {
        reading.mapping = load_user_mapping(mapping_path);
    }
    const std::string bytes = load_head(path);
    const char separator = reading.mapping.separator.value_or(find_separator(without_mark(bytes)));

    ListVersion& version = reading.version;
    version.list = !options.list.empty()           ? options.list
                   : !reading.mapping.list.empty() ? reading.mapping.list
                                                   : name_of_path(path);
    version.title = reading.mapping.title.empty() ? version.list : reading.mapping.title;
    version.publisher = reading.mapping.publisher;
    version.jurisdiction = reading.mapping.jurisdiction;
    version.version = reading.mapping.version.empty() ? file_date(path, options.as_of) : reading.mapping.version;
    if (const auto stated = entity::parse_date(reading.mapping.version); stated && stated->from == stated->to) {
        version.date = stated->to_text();
    }

    ListVersion unused;
    base::RejectList ignored(0);
    for_each_row(path, separator, reading, ignored, unused,
                 [&](const RowValues& values) { reading.parties.count(id_of(values, reading)); });
    reading.parties.keep_repeated();
    reading.tally = {}; // the second pass sees the same again
    version.remarks.clear();
    version.records = for_each_row(path, separator, reading, rejects, version, [&](const RowValues& values) {
        const std::string id = id_of(values, reading);
        reading.parties.add_row(
            id, [&] { return Party(id, schema_of(values, reading, id), version.list, reading.tally); },
            [&](Party& party) {
                add_names(party, values);
                add_place(party, values);
                add_properties(party, values, reading);
                add_listing(party, values, reading);
            },
            [&](Party& party) { party.yield(sink, version); });
    });
    reading.tally.write_to(version.remarks);
    return std::move(version);
}

} // namespace

const ListFormat user_csv{"user-csv", "user-csv-1",
                          "a list of your own: a table with a column of names, read by a mapping or by usual headers", recognise,
                          read};

} // namespace tidewaiter::lists
