// entities.ftm.json and targets.nested.json as OpenSanctions publishes them, and any other
// FollowTheMoney JSON lines.
#include "lists/formats.hpp"

#include "base/failure.hpp"
#include "base/hash.hpp"
#include "base/utf8.hpp"
#include "entity/ftm_json.hpp"
#include "entity/schema.hpp"
#include "lists/dataset_facts.hpp"
#include "lists/json_lines.hpp"
#include "lists/party.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_set>

namespace tidewaiter::lists {

using base::Failure;
using base::FailureKind;
using entity::Entity;

namespace {

/// A person, company, body, ship or aircraft; what is screened against.
bool is_party(const entity::Schema& schema) {
    return schema.is("LegalEntity") || schema.is("Vehicle");
}

std::uint64_t count_names(const Entity& entity) {
    constexpr std::array names{"name", "alias", "weakAlias", "previousName"};
    std::uint64_t count = 0;
    for (const std::string_view property : names) {
        count += entity.values(property).size();
    }
    return count;
}

class FtmListReader {
public:
    FtmListReader(const std::string& path, const ReadOptions& options, EntitySink& sink,
                  base::RejectSink& rejects)
        : path_(path), options_(options), sink_(sink), rejects_(rejects) {}

    ListVersion read() {
        const auto source = base::open_source(path_);
        JsonLineReader lines(*source, options_.limits.record_bytes);
        for (JsonLine line; lines.next(line);) {
            take_line(line);
        }
        if (entities_ == 0) {
            throw Failure(FailureKind::bad_input,
                          fmt::format("{} holds no FollowTheMoney entity", path_),
                          "Each line is one JSON object with id, schema and properties; fetch the "
                          "file again.");
        }
        finish();
        return std::move(version_);
    }

private:
    void take_line(const JsonLine& line) {
        if (base::trim(line.text).empty()) {
            ++version_.layout;
            return;
        }
        ++version_.records;
        if (line.too_long) {
            reject(line, fmt::format("a line of more than {} bytes", options_.limits.record_bytes),
                   "");
            return;
        }
        std::vector<Entity> nested;
        auto entity =
            parser_.parse(line.text, [&](Entity inner) { nested.push_back(std::move(inner)); });
        if (!entity) {
            if (!line.ended) {
                throw Failure(
                    FailureKind::bad_input,
                    fmt::format("{} was cut in the middle: line {} breaks off", path_, line.number),
                    "Fetch the file again; what was in force stays in force.");
            }
            reject(line, entity.error().message, entity.error().hint);
            return;
        }
        const entity::Schema* schema = entity::find_schema(entity->schema);
        if (schema == nullptr && entity->target.value_or(false)) {
            reject(line,
                   fmt::format(
                       "a listed entity of schema '{}', which the model held here does not have",
                       entity->schema),
                   "Tell the maintainers of Tidewaiter, and look at this entry by hand.");
            return;
        }
        count(*entity, schema);
        add(std::move(*entity));
        for (Entity& inner : nested) {
            // An entity that hangs on several parties is repeated below each of them.
            if (seen_nested_.insert(base::to_xxh3(entity::to_ftm_json(inner))).second) {
                // Who is listed has a line of its own.
                inner.target = inner.target.value_or(false);
                add(std::move(inner));
            }
        }
    }

    void add(Entity entity) {
        if (entity.schema == "Sanction") {
            add_dataset_facts(entity);
        }
        sink_.add(std::move(entity));
    }

    void count(const Entity& entity, const entity::Schema* schema) {
        ++entities_;
        last_seen_ = std::max(last_seen_, entity.last_seen);
        for (const std::string& dataset : entity.datasets) {
            datasets_.add(dataset);
        }
        if (schema == nullptr) {
            remarks_.add("entities of a schema that the model held here does not have",
                         entity.schema + " " + entity.id);
            return;
        }
        if (!is_party(*schema)) {
            return;
        }
        if (!entity.target.value_or(true)) {
            ++unlisted_parties_;
            return;
        }
        ++version_.entities;
        const std::uint64_t names = count_names(entity);
        version_.names += names;
        if (names == 0) {
            remarks_.add("listed parties without a name", entity.id);
        }
    }

    void reject(const JsonLine& line, std::string reason, std::string hint) {
        ++version_.rejects;
        rejects_.add({.source = path_,
                      .row = line.number,
                      .text = base::to_valid_utf8(base::utf8_prefix(line.text, 200)),
                      .reason = std::move(reason),
                      .hint = std::move(hint)});
    }

    void finish() {
        version_.format = ftm_json.name;
        datasets_.name_list(version_, options_, path_, last_seen_);
        if (parser_.irregular_values() > 0) {
            version_.remarks.push_back(
                fmt::format("property values that are no list of text, read as one: {}",
                            parser_.irregular_values()));
        }
        if (unlisted_parties_ > 0) {
            version_.remarks.push_back(
                fmt::format("parties that are in the file but not listed (target is false): {}",
                            unlisted_parties_));
        }
        remarks_.write_to(version_.remarks);
    }

    std::string path_;
    const ReadOptions& options_; // the caller's, for the time of one read
    EntitySink& sink_;
    base::RejectSink& rejects_;
    entity::FtmParser parser_;
    ListVersion version_;
    RemarkTally remarks_;
    DatasetTally datasets_;
    std::unordered_set<std::uint64_t> seen_nested_;
    std::string last_seen_; // the exporter stamps what it saw in its last run with one time: that
                            // is the version
    std::uint64_t entities_ = 0;
    std::uint64_t unlisted_parties_ = 0;
};

int recognise(std::string_view head) {
    if (head.starts_with("\xef\xbb\xbf")) {
        head.remove_prefix(3);
    }
    head = base::trim(head);
    const std::string_view first = head.substr(0, head.find('\n'));
    if (!first.starts_with('{') || first.find("\"properties\"") == std::string_view::npos) {
        return 0;
    }
    // In a long line the schema can stand behind what is shown here.
    return first.find("\"schema\"") != std::string_view::npos ? 95
           : first.size() == head.size()                      ? 60
                                                              : 0;
}

ListVersion read(const ListFiles& files, const ReadOptions& options, EntitySink& sink,
                 base::RejectSink& rejects) {
    return FtmListReader(files.at(0), options, sink, rejects).read();
}

constexpr std::array<std::string_view, 3> marks{"id", "schema", "properties"};

} // namespace

const ListFormat ftm_json{
    .name = "ftm-json",
    .version = "ftm-json-1",
    .describes = "FollowTheMoney JSON lines (entities.ftm.json, targets.nested.json) as "
                 "OpenSanctions publishes them",
    .recognise = recognise,
    .read = read,
    .marks = {ListMarks::Kind::json, {}, marks},
};

} // namespace tidewaiter::lists
