#include "index/list_json.hpp"

#include "base/failure.hpp"
#include "base/json_writer.hpp"

#include <simdjson.h>

namespace tidewaiter::index {

namespace {

using base::JsonWriter;

void write_texts(JsonWriter& writer, std::string_view name, const std::vector<std::string>& values) {
    writer.key(name).begin_array();
    for (const std::string& value : values) {
        writer.value(value);
    }
    writer.end_array();
}

simdjson::dom::element parse(simdjson::dom::parser& parser, std::string_view json) {
    simdjson::dom::element document;
    if (parser.parse(json.data(), json.size()).get(document) != simdjson::SUCCESS) {
        throw base::Failure(base::FailureKind::bad_input, "the index holds a record that is no JSON",
                            "Build it again: tidewaiter build LIST... --output FILE");
    }
    return document;
}

std::string text_of(simdjson::dom::element object, std::string_view name) {
    std::string_view text;
    return object[name].get(text) == simdjson::SUCCESS ? std::string(text) : std::string();
}

std::uint64_t number_of(simdjson::dom::element object, std::string_view name) {
    std::uint64_t number = 0;
    return object[name].get(number) == simdjson::SUCCESS ? number : 0;
}

std::vector<std::string> texts_of(simdjson::dom::element object, std::string_view name) {
    std::vector<std::string> values;
    simdjson::dom::array array;
    if (object[name].get(array) == simdjson::SUCCESS) {
        for (const simdjson::dom::element value : array) {
            std::string_view text;
            if (value.get(text) == simdjson::SUCCESS) {
                values.emplace_back(text);
            }
        }
    }
    return values;
}

} // namespace

std::string to_json(const lists::ListVersion& version) {
    JsonWriter writer;
    writer.begin_object();
    writer.member("list", version.list).member("title", version.title).member("publisher", version.publisher);
    writer.member("jurisdiction", version.jurisdiction).member("format", version.format).member("version", version.version);
    writer.member("date", version.date).member("records", version.records).member("entities", version.entities);
    writer.member("names", version.names).member("rejects", version.rejects).member("layout", version.layout);
    writer.member("orphans", version.orphans).member("declared", version.declared);
    write_texts(writer, "remarks", version.remarks);
    writer.key("files").begin_array();
    for (const lists::SourceFile& file : version.files) {
        writer.begin_object().member("name", file.name).member("sha256", file.sha256).member("bytes", file.bytes).end_object();
    }
    writer.end_array().end_object();
    return writer.take();
}

lists::ListVersion load_list_version(std::string_view json) {
    simdjson::dom::parser parser;
    const simdjson::dom::element document = parse(parser, json);
    lists::ListVersion version;
    version.list = text_of(document, "list");
    version.title = text_of(document, "title");
    version.publisher = text_of(document, "publisher");
    version.jurisdiction = text_of(document, "jurisdiction");
    version.format = text_of(document, "format");
    version.version = text_of(document, "version");
    version.date = text_of(document, "date");
    version.records = number_of(document, "records");
    version.entities = number_of(document, "entities");
    version.names = number_of(document, "names");
    version.rejects = number_of(document, "rejects");
    version.layout = number_of(document, "layout");
    version.orphans = number_of(document, "orphans");
    version.declared = number_of(document, "declared");
    version.remarks = texts_of(document, "remarks");
    simdjson::dom::array files;
    if (document["files"].get(files) == simdjson::SUCCESS) {
        for (const simdjson::dom::element file : files) {
            version.files.push_back({text_of(file, "name"), text_of(file, "sha256"), number_of(file, "bytes")});
        }
    }
    return version;
}

std::string to_json(const std::vector<entity::Listing>& listings) {
    JsonWriter writer;
    writer.begin_array();
    for (const entity::Listing& listing : listings) {
        writer.begin_object();
        writer.member("list", listing.list).member("list_version", listing.list_version).member("entry_id", listing.entry_id);
        write_texts(writer, "programs", listing.programs);
        writer.member("measure", entity::to_text(listing.measure)).member("jurisdiction", listing.jurisdiction);
        writer.member("authority", listing.authority).member("listed_on", listing.listed_on);
        writer.member("ended_on", listing.ended_on).member("provisions", listing.provisions);
        writer.member("source_url", listing.source_url);
        writer.end_object();
    }
    writer.end_array();
    return writer.take();
}

std::vector<entity::Listing> load_listings(std::string_view json) {
    std::vector<entity::Listing> listings;
    if (json.empty() || json == "[]") {
        return listings;
    }
    simdjson::dom::parser parser;
    simdjson::dom::array array;
    if (parse(parser, json).get(array) != simdjson::SUCCESS) {
        return listings;
    }
    for (const simdjson::dom::element element : array) {
        entity::Listing listing;
        listing.list = text_of(element, "list");
        listing.list_version = text_of(element, "list_version");
        listing.entry_id = text_of(element, "entry_id");
        listing.programs = texts_of(element, "programs");
        listing.measure = entity::find_measure(text_of(element, "measure")).value_or(entity::Measure::unknown);
        listing.jurisdiction = text_of(element, "jurisdiction");
        listing.authority = text_of(element, "authority");
        listing.listed_on = text_of(element, "listed_on");
        listing.ended_on = text_of(element, "ended_on");
        listing.provisions = text_of(element, "provisions");
        listing.source_url = text_of(element, "source_url");
        listings.push_back(std::move(listing));
    }
    return listings;
}

} // namespace tidewaiter::index
