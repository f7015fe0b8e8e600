// senzing.json as OpenSanctions exports it: one record in a line, features as lists of attributes.
#include "lists/formats.hpp"

#include "base/failure.hpp"
#include "base/json_writer.hpp"
#include "base/utf8.hpp"
#include "lists/ascii.hpp"
#include "lists/dataset_facts.hpp"
#include "lists/json_lines.hpp"
#include "lists/party.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <unordered_set>

namespace tidewaiter::lists {

namespace {

using namespace std::string_view_literals;
namespace dom = simdjson::dom;

/// "OS_US_CONGRESS" -> "us_congress".
std::string to_dataset(std::string_view source) {
    const std::string lower = to_lower(source);
    return lower.starts_with("os_") ? lower.substr(3) : lower;
}

std::string_view schema_of(std::string_view type) {
    constexpr std::array kinds{std::pair{"PERSON"sv, "Person"sv}, std::pair{"ORGANIZATION"sv, "Organization"sv},
                               std::pair{"COMPANY"sv, "Company"sv}, std::pair{"VESSEL"sv, "Vessel"sv},
                               std::pair{"AIRCRAFT"sv, "Airplane"sv}};
    for (const auto& [word, schema] : kinds) {
        if (type == word) {
            return schema;
        }
    }
    return "LegalEntity"; // null stands for everything else, offices too
}

std::string_view text_of(const dom::object& object, std::string_view key) {
    std::string_view text;
    return object[key].get(text) == simdjson::SUCCESS ? text : std::string_view();
}

class SenzingReader {
public:
    SenzingReader(const std::string& path, const ReadOptions& options, EntitySink& sink, base::RejectSink& rejects)
        : path_(path), options_(options), sink_(sink), rejects_(rejects) {}

    ListVersion read() {
        const auto source = base::open_source(path_);
        JsonLineReader lines(*source, options_.limits.record_bytes);
        for (JsonLine line; lines.next(line);) {
            if (base::trim(line.text).empty()) {
                ++version_.layout;
                continue;
            }
            ++version_.records;
            if (line.too_long) {
                reject(line, fmt::format("a line of more than {} bytes", options_.limits.record_bytes));
            } else {
                take(line);
            }
        }
        datasets_.name_list(version_, options_, path_, last_change_);
        tally_.write_to(version_.remarks);
        return std::move(version_);
    }

private:
    void take(const JsonLine& line) {
        dom::element root;
        dom::object record;
        if (const auto error = parser_.parse(line.text.data(), line.text.size()).get(root); error != simdjson::SUCCESS) {
            if (!line.ended) {
                throw base::Failure(base::FailureKind::bad_input,
                                    fmt::format("{} was cut in the middle: line {} breaks off", path_, line.number),
                                    "Fetch the file again; what was in force stays in force.");
            }
            reject(line, fmt::format("no JSON: {}", simdjson::error_message(error)));
            return;
        }
        if (root.get(record) != simdjson::SUCCESS) {
            reject(line, "a record is an object");
            return;
        }
        const std::string id(text_of(record, "RECORD_ID"));
        if (id.empty()) {
            reject(line, "the record has no RECORD_ID");
            return;
        }
        if (!ids_.insert(id).second) {
            reject(line, "the RECORD_ID has gone by already");
            return;
        }
        const std::string dataset = to_dataset(text_of(record, "DATA_SOURCE"));
        Party party(id, schema_of(text_of(record, "RECORD_TYPE")), dataset, tally_);
        for (const auto& [key, value] : record) {
            add_member(party, key, value);
        }
        if (!party.has_name()) {
            reject(line, "the record names nobody");
            return;
        }
        datasets_.add(dataset);
        last_change_ = std::max(last_change_, std::string(text_of(record, "LAST_CHANGE")));
        party.entity().last_change = text_of(record, "LAST_CHANGE");
        party.entity().target = true;
        party.yield(sink_, version_);
        for (entity::Entity& link : links_) {
            sink_.add(std::move(link));
        }
        links_.clear();
    }

    void add_member(Party& party, std::string_view key, const dom::element& value) {
        dom::array features;
        if (value.get(features) == simdjson::SUCCESS) {
            for (const dom::element each : features) {
                dom::object feature;
                if (each.get(feature) == simdjson::SUCCESS) {
                    add_feature(party, key, feature);
                } else {
                    keep(party, key, each);
                }
            }
        } else if (key == "GENDER") {
            party.add_gender(text(value));
        } else if (key == "URL") {
            party.add("sourceUrl", text(value));
        } else if (key != "DATA_SOURCE" && key != "RECORD_ID" && key != "RECORD_TYPE" && key != "LAST_CHANGE") {
            keep(party, key, value);
        }
    }

    void add_feature(Party& party, std::string_view group, const dom::object& feature) {
        if (group == "NAMES") {
            add_name(party, feature);
        } else if (group == "IDENTIFIERS") {
            add_identifier(party, feature);
        } else if (group == "RELATIONSHIPS") {
            add_relationship(party, feature);
        } else {
            for (const auto& [key, value] : feature) {
                add_attribute(party, key, value);
            }
        }
    }

    void add_name(Party& party, const dom::object& feature) {
        const std::string_view type = text_of(feature, "NAME_TYPE");
        const NameKind kind = type == "PRIMARY" ? NameKind::primary : NameKind::alias;
        for (const std::string_view key : {"NAME_FULL"sv, "NAME_ORG"sv}) {
            party.add_name(text_of(feature, key), kind);
        }
        const std::string parts = join_name({text_of(feature, "NAME_FIRST"), text_of(feature, "NAME_MIDDLE"), text_of(feature, "NAME_LAST")});
        party.add_name(parts, kind);
    }

    /// "PASSPORT_NUMBER" with "PASSPORT_COUNTRY"; "OTHER_ID_TYPE" and "TRUSTED_ID_TYPE" say what their number is.
    void add_identifier(Party& party, const dom::object& feature) {
        for (const auto& [key, value] : feature) {
            if (key == "LEI_NUMBER") {
                party.add_identifier(entity::IdentifierKind::lei, text(value));
                continue;
            }
            constexpr std::string_view tail = "_NUMBER";
            if (!key.ends_with(tail)) {
                continue; // type and country are taken with their number
            }
            const std::string stem(key.substr(0, key.size() - tail.size()));
            std::string type(text_of(feature, stem + "_TYPE"));
            if (type == "OPEN_SANCTIONS") {
                continue; // its own id once more
            }
            if (to_lower(type) == "wikidataid" || type == "WIKIDATA") {
                party.add("wikidataId", text(value));
                continue;
            }
            if (type.empty()) {
                type = to_lower(stem);
                std::ranges::replace(type, '_', ' ');
            }
            party.add_document(PartyDocument{.type = type, .number = text(value), .country = std::string(text_of(feature, stem + "_COUNTRY"))});
        }
    }

    void add_relationship(Party& party, const dom::object& feature) {
        const std::string_view other = text_of(feature, "REL_POINTER_KEY");
        if (!other.empty() && other != party.id()) {
            links_.push_back(to_unknown_link(party.entity().datasets.front(), party.id(), other, text_of(feature, "REL_POINTER_ROLE")));
        }
    }

    void add_attribute(Party& party, std::string_view key, const dom::element& value) {
        const bool person = party.entity().schema == "Person";
        if (key == "TOPIC") {
            party.add("topics", text(value));
        } else if (key == "DATE_OF_BIRTH") {
            party.add_date("birthDate", text(value));
        } else if (key == "DATE_OF_DEATH") {
            party.add_date("deathDate", text(value));
        } else if (key == "REGISTRATION_DATE") {
            party.add_date("incorporationDate", text(value));
        } else if (key == "NATIONALITY" || key == "CITIZENSHIP") {
            party.add_country(!person ? "country" : key == "NATIONALITY" ? "nationality" : "citizenship", text(value));
        } else if (key == "REGISTRATION_COUNTRY") {
            party.add_country(person ? "country" : "jurisdiction", text(value));
        } else if (key == "COUNTRY_OF_ASSOCIATION") {
            party.add_country("country", text(value));
        } else if (key == "PLACE_OF_BIRTH") {
            party.add_birth_place(text(value));
        } else if (key == "ADDR_FULL") {
            party.add_address(PartyAddress{.full = text(value)});
        } else if (key == "WEBSITE_ADDRESS") {
            party.add("website", text(value));
        } else if (key == "EMAIL_ADDRESS") {
            party.add("email", text(value));
        } else if (key == "PHONE_NUMBER") {
            party.add("phone", text(value));
        } else {
            keep(party, key, value);
        }
    }

    static std::string text(const dom::element& value) {
        std::string_view found;
        return value.get(found) == simdjson::SUCCESS ? std::string(found) : value.is_null() ? std::string() : simdjson::minify(value);
    }

    void keep(Party& party, std::string_view key, const dom::element& value) {
        const std::string kept = text(value);
        if (!kept.empty()) {
            party.add_note(key, kept);
            tally_.add("attributes that this reader does not know, kept in notes", fmt::format("{} of {}", key, party.id()));
        }
    }

    void reject(const JsonLine& line, std::string reason) {
        rejects_.add({.source = path_,
                      .row = line.number,
                      .text = base::to_valid_utf8(base::utf8_prefix(line.text, 200)),
                      .reason = std::move(reason),
                      .hint = "The rest of the file is read; fetch it again."});
    }

    std::string path_;
    const ReadOptions& options_; // the caller's, as the sinks are
    EntitySink& sink_;
    base::RejectSink& rejects_;
    dom::parser parser_;
    ListVersion version_;
    RemarkTally tally_;
    DatasetTally datasets_;
    std::unordered_set<std::string> ids_;
    std::vector<entity::Entity> links_;
    std::string last_change_;
};

int recognise(std::string_view head) {
    if (head.starts_with("\xef\xbb\xbf")) {
        head.remove_prefix(3);
    }
    head = base::trim(head);
    const std::string_view first = head.substr(0, head.find('\n'));
    return first.starts_with('{') && contains(first, "\"DATA_SOURCE\"") && contains(first, "\"RECORD_ID\"") ? 95 : 0;
}

ListVersion read(const ListFiles& files, const ReadOptions& options, EntitySink& sink, base::RejectSink& rejects) {
    return SenzingReader(files.at(0), options, sink, rejects).read();
}

constexpr std::array<std::string_view, 3> marks{"DATA_SOURCE", "RECORD_ID", "RECORD_TYPE"};

} // namespace

const ListFormat senzing_json{.name = "senzing-json",
                              .version = "senzing-json-1",
                              .describes = "Senzing JSON lines (senzing.json) as OpenSanctions publishes them; vessels, aircraft and companies by documentation only",
                              .recognise = recognise,
                              .read = read,
                              .marks = {ListMarks::Kind::json, {}, marks}};

} // namespace tidewaiter::lists
