#include "lists/user_party.hpp"

#include "base/hash.hpp"
#include "base/utf8.hpp"
#include "entity/identifier.hpp"
#include "lists/clean_text.hpp"
#include "lists/file_date.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace tidewaiter::lists {

namespace {

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

/// Names, addresses and free text may hold the separator in a list that has one value a field, so that only fields
/// that plainly hold lists are parted.
bool holds_one(std::string_view field) {
    constexpr std::array whole{"name", "id", "schema", "firstName", "middleName", "lastName", "address", "street",
                               "city", "region", "postalCode", "notes", "reason", "provisions"};
    return std::ranges::find(whole, field) != whole.end();
}

void add_names(Party& party, const UserRow& values) {
    party.add_name(values.name(), party.entity().has("name") ? NameKind::alias : NameKind::primary);
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

void add_place(Party& party, const UserRow& values) {
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

} // namespace

void UserRow::add(const std::string& field, std::string_view text, std::string_view separator) {
    while (!text.empty()) {
        const std::size_t at = separator.empty() || holds_one(field) ? std::string_view::npos : text.find(separator);
        const std::string_view value = base::trim(text.substr(0, at));
        if (!value.empty()) {
            values_[field].emplace_back(value);
        }
        text = at == std::string_view::npos ? std::string_view() : text.substr(at + separator.size());
    }
}

const std::vector<std::string>& UserRow::of(std::string_view field) const {
    static const std::vector<std::string> none;
    const auto found = values_.find(field);
    return found == values_.end() ? none : found->second;
}

std::string UserRow::name() const {
    const std::string name = first("name");
    return name.empty() ? join_name({first("firstName"), first("middleName"), first("lastName")}) : name;
}

UserList::UserList(const std::string& path, const ReadOptions& options, UserMapping mapping) : mapping_(std::move(mapping)) {
    version_.list = !options.list.empty() ? options.list : !mapping_.list.empty() ? mapping_.list : name_of_path(path);
    version_.title = mapping_.title.empty() ? version_.list : mapping_.title;
    version_.publisher = mapping_.publisher;
    version_.jurisdiction = mapping_.jurisdiction;
    version_.version = mapping_.version.empty() ? file_date(path, options.as_of) : mapping_.version;
    if (const auto stated = entity::parse_date(mapping_.version); stated && stated->from == stated->to) {
        version_.date = stated->to_text();
    }
}

void UserList::end_counting() {
    parties_.keep_repeated();
    tally_ = {}; // the second pass sees the same again
    version_.remarks.clear();
}

void UserList::add(const UserRow& row, EntitySink& sink) {
    const std::string id = id_of(row);
    parties_.add_row(
        id, [&] { return Party(id, schema_of(row, id), version_.list, tally_); },
        [&](Party& party) {
            add_names(party, row);
            add_place(party, row);
            add_properties(party, row);
            add_listing(party, row);
        },
        [&](Party& party) { party.yield(sink, version_); });
}

ListVersion UserList::finish() {
    tally_.write_to(version_.remarks);
    return std::move(version_);
}

std::string UserList::id_of(const UserRow& values) const {
    const std::string id = values.first("id");
    if (!id.empty()) {
        return fmt::format("{}-{}", version_.list, clean_text(id));
    }
    return fmt::format("{}-{}", version_.list,
                       base::to_hex(base::to_xxh3(fmt::format("{}\n{}\n{}\n{}", values.name(), values.first("country"),
                                                              values.first("birthDate"), values.first("imoNumber")))));
}

std::string UserList::schema_of(const UserRow& values, const std::string& id) {
    if (const std::string word = values.first("schema"); !word.empty()) {
        std::string lower = word;
        std::ranges::transform(lower, lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
        const auto own = std::ranges::find(mapping_.schema_words, lower, [](const auto& entry) { return entry.first; });
        if (own != mapping_.schema_words.end()) {
            return own->second;
        }
        if (const auto usual = find_usual_schema(word)) {
            return std::string(*usual);
        }
        tally_.add("kinds of party that are not known, read by their fields", fmt::format("'{}' of {}", word, id));
    }
    if (!mapping_.schema.empty()) {
        return mapping_.schema;
    }
    if (!values.of("imoNumber").empty() || !values.of("mmsi").empty()) {
        return "Vessel";
    }
    const bool person = !values.of("birthDate").empty() || !values.of("gender").empty() || !values.of("firstName").empty();
    return person ? "Person" : "LegalEntity";
}

void UserList::add_properties(Party& party, const UserRow& values) const {
    for (const std::string_view field : {"country", "nationality", "citizenship", "jurisdiction", "flag", "pastFlags"}) {
        for (const std::string& country : values.of(field)) {
            party.add_country(field, country);
        }
    }
    for (const std::string_view field : {"birthDate", "incorporationDate", "buildDate"}) {
        for (const std::string& date : values.of(field)) {
            party.add_date(field, date, mapping_.day_order);
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
    for (const std::string& topic : mapping_.topics) {
        party.add("topics", topic);
    }
    for (const std::string& note : values.of("notes")) {
        party.add_note({}, note);
    }
}

void UserList::add_listing(Party& party, const UserRow& values) {
    const UserMapping& mapping = mapping_;
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
            tally_.add("measures that are not known, kept in provisions", fmt::format("'{}' of {}", word, party.id()));
        }
    }
    party.add_listing(listing);
}

UserMapping find_user_mapping(const std::string& path, const ReadOptions& options) {
    const std::string beside = path + ".toml";
    if (!options.mapping.empty()) {
        return load_user_mapping(options.mapping);
    }
    return std::filesystem::exists(beside) ? load_user_mapping(beside) : UserMapping();
}

} // namespace tidewaiter::lists
