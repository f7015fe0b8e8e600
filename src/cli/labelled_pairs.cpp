#include "cli/labelled_pairs.hpp"

#include "base/csv.hpp"
#include "base/failure.hpp"
#include "base/hash.hpp"
#include "entity/ftm_json.hpp"
#include "entity/schema.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <optional>

namespace tidewaiter::cli {

namespace {

using base::Failure;
using base::FailureKind;

constexpr std::array<std::string_view, 7> yes = {"true", "True", "TRUE", "1", "yes", "match", "positive"};
constexpr std::array<std::string_view, 6> no = {"false", "False", "FALSE", "0", "no", "negative"};

bool label_of(std::string_view text, std::uint64_t line, const std::string& path) {
    if (std::ranges::find(yes, text) != yes.end()) {
        return true;
    }
    if (std::ranges::find(no, text) != no.end()) {
        return false;
    }
    throw Failure(FailureKind::bad_input, fmt::format("{}, line {}: '{}' is no label", path, line, text),
                  "Write true or false (positive or negative).");
}

bool is_fit(std::string_view key) { return base::to_xxh3(key) % 2 == 0; }

// --- names, as CSV -----------------------------------------------------------------------------------------------

class NamePairs {
public:
    NamePairs(const std::string& path, const base::CsvRecord& header) : path_(path) {
        for (const std::string_view field : header.fields) {
            columns_.emplace_back(field);
        }
        name1_ = need("name1");
        name2_ = need("name2");
        label_ = need("is_match");
    }

    LabelledPair read(const base::CsvRecord& record) const {
        if (record.fields.size() <= std::max({name1_, name2_, label_})) {
            throw Failure(FailureKind::bad_input, fmt::format("{}, line {} has {} columns", path_, record.line, record.fields.size()));
        }
        const std::string schema = text(record, "schema");
        if (!schema.empty() && entity::find_schema(schema) == nullptr) {
            throw Failure(FailureKind::bad_input, fmt::format("{}, line {}: '{}' is no FollowTheMoney schema", path_, record.line, schema));
        }
        LabelledPair pair;
        pair.a = prepare(schema, record.fields[name1_]);
        pair.b = prepare(schema, record.fields[name2_]);
        pair.same = label_of(record.fields[label_], record.line, path_);
        for (const std::string_view group : {"case_group", "quality", "schema"}) {
            if (const std::string value = text(record, group); !value.empty()) {
                pair.groups.push_back(fmt::format("{} {}", group, value));
            }
        }
        pair.shown = fmt::format("{:<12} {} | {} {} {}", schema, record.fields[name1_], record.fields[name2_], text(record, "quality"),
                                 text(record, "case_group"));
        pair.fit = is_fit(fmt::format("{}/{}/{}", schema, record.fields[name1_], record.fields[name2_]));
        return pair;
    }

private:
    std::optional<std::size_t> find(std::string_view name) const {
        const auto found = std::ranges::find(columns_, name);
        return found == columns_.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - columns_.begin()));
    }

    std::size_t need(std::string_view name) const {
        if (const auto found = find(name)) {
            return *found;
        }
        throw Failure(FailureKind::bad_input, fmt::format("{} has no column {}", path_, name),
                      "The first line must name the columns name1, name2 and is_match; pairs of whole parties are JSON lines.");
    }

    std::string text(const base::CsvRecord& record, std::string_view column) const {
        const auto at = find(column);
        return at && *at < record.fields.size() ? std::string(record.fields[*at]) : std::string();
    }

    static match::Prepared prepare(std::string_view schema, std::string_view name) {
        entity::Entity entity;
        entity.id = "pair";
        entity.schema = schema;
        entity.add("name", name);
        return match::prepare(entity);
    }

    const std::string& path_;
    std::vector<std::string> columns_;
    std::size_t name1_ = 0;
    std::size_t name2_ = 0;
    std::size_t label_ = 0;
};

// --- whole parties, as JSON lines --------------------------------------------------------------------------------

class PartyPairs {
public:
    explicit PartyPairs(const std::string& path) : path_(path) {}

    LabelledPair read(std::string_view line, std::uint64_t number) {
        simdjson::dom::element pair;
        if (json_.parse(line.data(), line.size()).get(pair) != simdjson::SUCCESS || !pair.is_object()) {
            fail(number, "no JSON object");
        }
        std::string_view judgement;
        if (pair["judgement"].get(judgement) != simdjson::SUCCESS) {
            fail(number, "no judgement");
        }
        const entity::Entity left = side(pair, "left", number);
        const entity::Entity right = side(pair, "right", number);
        LabelledPair made;
        made.a = match::prepare(left);
        made.b = match::prepare(right);
        made.same = label_of(judgement, number, path_);
        std::string_view group;
        if (pair["group"].get(group) == simdjson::SUCCESS && !group.empty()) {
            made.groups.push_back(fmt::format("group {}", group));
        }
        made.shown = fmt::format("{:<12} {}", left.schema, fmt::format("line {}: {} | {}", number, facts_of(left), facts_of(right)));
        std::string_view cluster;
        made.fit = is_fit(pair["cluster"].get(cluster) == simdjson::SUCCESS ? cluster : line);
        return made;
    }

private:
    [[noreturn]] void fail(std::uint64_t line, const std::string& what) const {
        throw Failure(FailureKind::bad_input, fmt::format("{}, line {}: {}", path_, line, what),
                      "Each line is one JSON object with left and right (entities) and judgement (positive or negative).");
    }

    entity::Entity side(const simdjson::dom::element& pair, std::string_view name, std::uint64_t line) {
        simdjson::dom::element found;
        if (pair[name].get(found) != simdjson::SUCCESS) {
            fail(line, fmt::format("no member '{}'", name));
        }
        auto parsed = parser_.parse(simdjson::minify(found));
        if (!parsed) {
            fail(line, fmt::format("{}: {}", name, parsed.error().message));
        }
        return std::move(*parsed);
    }

    static std::string facts_of(const entity::Entity& party) {
        std::string text;
        for (const std::string_view property : {"name", "birthDate", "country", "nationality"}) {
            if (party.has(property)) {
                text += text.empty() ? "" : ", ";
                text += party.first(property);
            }
        }
        return text;
    }

    const std::string& path_;
    simdjson::dom::parser json_;
    entity::FtmParser parser_;
};

void each_party_pair(const std::string& path, std::string_view bytes, const std::function<void(LabelledPair)>& use) {
    PartyPairs pairs(path);
    for (std::uint64_t number = 1; !bytes.empty(); ++number) {
        const std::size_t end = std::min(bytes.find('\n'), bytes.size());
        const std::string_view line = bytes.substr(0, end);
        if (line.find_first_not_of(" \t\r") != std::string_view::npos) {
            use(pairs.read(line, number));
        }
        bytes.remove_prefix(std::min(end + 1, bytes.size()));
    }
}

} // namespace

std::vector<std::string> header_of(const std::string& path, const std::string& bytes) {
    const auto source = base::open_memory(path, bytes.substr(0, bytes.find('\n')));
    base::CsvReader reader(*source, {});
    base::CsvRecord record;
    return reader.next(record) ? std::vector<std::string>(record.fields.begin(), record.fields.end()) : std::vector<std::string>();
}

void each_pair(const std::string& path, const std::string& bytes, const std::function<void(LabelledPair)>& use) {
    const std::size_t first = bytes.find_first_not_of(" \t\r\n");
    if (first != std::string::npos && bytes[first] == '{') {
        each_party_pair(path, bytes, use);
        return;
    }
    const auto source = base::open_memory(path, bytes);
    base::CsvReader reader(*source, {});
    base::CsvRecord record;
    if (!reader.next(record)) {
        throw Failure(FailureKind::bad_input, fmt::format("{} is empty", path));
    }
    const NamePairs pairs(path, record);
    while (reader.next(record)) {
        if (!record.problem.empty()) {
            throw Failure(FailureKind::bad_input, fmt::format("{}, line {}: {}", path, record.line, record.problem));
        }
        use(pairs.read(record));
    }
}

} // namespace tidewaiter::cli
