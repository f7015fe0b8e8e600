#include "cli/verbs.hpp"

#include "base/csv.hpp"
#include "base/failure.hpp"
#include "base/json_writer.hpp"
#include "cli/algorithm_option.hpp"
#include "index/index.hpp"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <map>
#include <numeric>
#include <optional>
#include <set>

#include <unistd.h>

namespace tidewaiter::cli {

namespace {

using base::Failure;
using base::FailureKind;

const std::vector<Option>& options() {
    static const std::vector<Option> table{
        {"names", "FILE[,FILE]", "", "names to search in: CSV with columns entity_id, name and perhaps list, plain or gzip"},
        {"queries", "FILE", "", "queries: CSV with columns name, entity_id (a bar between ids: any of them)"},
        {"negatives", "FILE", "", "names that are on no list: CSV with a column full_name or name"},
        {"negative-count", "COUNT", "2000", "how many of the negatives to ask, from the top"},
        {"schema", "SCHEMA", "Person", "what the queries are"},
        {"list-schema", "SCHEMA", "as the queries", "what the names searched in are"},
        {"cutoff", "SCORE", "0.70", "lowest score that a search returns"},
        {"rounds", "COUNT", "3", "how often the queries are timed again; each counts by its fastest"},
        {"exhaustive", "", "", "also compare with every name, and count what the index lost"},
        algorithm_option,
        json_option,
    };
    return table;
}

struct Query {
    std::string name;
    std::set<std::string> expected;
};

struct Measured {
    std::size_t names = 0;
    std::size_t entities = 0;
    std::size_t queries = 0;
    std::array<double, 3> recall{}; // among the first 1, 5, 50
    std::map<double, double> found;
    std::map<double, double> wrong;
    double first_per_second = 0; ///< with nothing remembered from queries before
    double per_second = 0;
    double p50_ms = 0;
    double p95_ms = 0;
    double p99_ms = 0;
    double negatives_per_second = 0;
    std::optional<std::size_t> lost;
    std::uint64_t bytes = 0;
};

constexpr std::array thresholds = {0.70, 0.75, 0.80, 0.85, 0.90, 0.95};

/// Rows of a CSV file by column name; an absent column is empty.
template <class F>
void each_row(const std::string& path, const std::vector<std::string_view>& wanted, const F& row) {
    const auto source = base::open_source(path);
    base::CsvReader reader(*source, {});
    base::CsvRecord record;
    if (!reader.next(record)) {
        throw Failure(FailureKind::bad_input, fmt::format("{} is empty", path));
    }
    std::vector<std::optional<std::size_t>> places;
    for (const std::string_view column : wanted) {
        const auto found = std::ranges::find(record.fields, column);
        places.push_back(found == record.fields.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - record.fields.begin())));
    }
    while (reader.next(record)) {
        std::vector<std::string> values;
        for (const auto& place : places) {
            values.emplace_back(place && *place < record.fields.size() ? record.fields[*place] : std::string_view());
        }
        row(values);
    }
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(separator), text.size());
        parts.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

/// Ids in the query file are the publisher's; a list column prefixes those in the names.
bool is_expected(const Query& query, std::string_view id) {
    const std::size_t bar = id.find(':');
    return query.expected.contains(std::string(id)) ||
           (bar != std::string_view::npos && query.expected.contains(std::string(id.substr(bar + 1))));
}

void build(const std::vector<std::string>& files, const std::string& schema, const std::string& path, Measured& measured) {
    std::map<std::string, entity::Entity> entities;
    for (const std::string& file : files) {
        each_row(file, {"list", "entity_id", "name", "full_name"}, [&](const std::vector<std::string>& values) {
            const std::string id = values[0].empty() ? values[1] : values[0] + ":" + values[1];
            entity::Entity& entity = entities[id];
            entity.id = id;
            entity.schema = schema;
            const std::string& name = values[2].empty() ? values[3] : values[2];
            entity.add(entity.has("name") ? "alias" : "name", name);
            ++measured.names;
        });
    }
    index::IndexBuilder builder;
    for (auto& [id, entity] : entities) {
        builder.add(std::move(entity));
    }
    lists::ListVersion version;
    version.list = "names";
    builder.end_list(version);
    builder.write(path);
    measured.entities = entities.size();
    measured.bytes = std::filesystem::file_size(path);
}

match::Prepared prepare(const std::string& schema, const std::string& name) {
    entity::Entity entity;
    entity.id = "query";
    entity.schema = schema;
    entity.add("name", name);
    return match::prepare(entity);
}

double share(std::size_t part, std::size_t whole) { return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole); }

void measure_recall(const index::Index& index, Searcher& searcher, const std::vector<Query>& queries, const std::string& schema, double cutoff, Measured& measured) {
    std::array<std::size_t, 3> within{};
    std::map<double, std::size_t> found;
    for (const Query& query : queries) {
        index::SearchOptions options;
        options.cutoff = cutoff;
        options.limit = 50;
        const auto hits = searcher.search(prepare(schema, query.name), options);
        for (std::size_t rank = 0; rank < hits.size(); ++rank) {
            if (!is_expected(query, index.listed(hits[rank].entity).entity.id)) {
                continue;
            }
            within[0] += rank < 1 ? 1U : 0U;
            within[1] += rank < 5 ? 1U : 0U;
            within[2] += 1;
            for (const double threshold : thresholds) {
                found[threshold] += hits[rank].match.score >= threshold ? 1U : 0U;
            }
            break;
        }
    }
    for (std::size_t i = 0; i < within.size(); ++i) {
        measured.recall[i] = share(within[i], queries.size());
    }
    for (const double threshold : thresholds) {
        measured.found[threshold] = share(found[threshold], queries.size());
    }
}

/// Time from the name's text to at most 50 parties with their evidence, in milliseconds, query by query.
std::vector<double> time_round(Searcher& searcher, const std::vector<Query>& queries, const std::string& schema, double cutoff) {
    std::vector<double> milliseconds;
    milliseconds.reserve(queries.size());
    index::SearchOptions options;
    options.cutoff = cutoff;
    options.limit = 50;
    for (const Query& query : queries) {
        const auto start = std::chrono::steady_clock::now();
        const auto hits = searcher.search(prepare(schema, query.name), options);
        milliseconds.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    }
    return milliseconds;
}

double per_second(const std::vector<double>& milliseconds) {
    const double sum = std::accumulate(milliseconds.begin(), milliseconds.end(), 0.0);
    return sum > 0 ? 1'000 * static_cast<double>(milliseconds.size()) / sum : 0;
}

/// The first round is the searcher's first: it remembers nothing of words asked for before. Afterwards each query counts
/// by the fastest of its rounds, so that other work on the machine does not.
void measure_speed(Searcher& searcher, const std::vector<Query>& queries, const std::string& schema, double cutoff, std::size_t rounds,
                   Measured& measured) {
    std::vector<double> fastest = time_round(searcher, queries, schema, cutoff);
    measured.first_per_second = per_second(fastest);
    for (std::size_t round = 0; round < rounds; ++round) {
        const std::vector<double> milliseconds = time_round(searcher, queries, schema, cutoff);
        for (std::size_t i = 0; i < fastest.size(); ++i) {
            fastest[i] = std::min(fastest[i], milliseconds[i]);
        }
    }
    measured.per_second = per_second(fastest);
    std::ranges::sort(fastest);
    const auto percentile = [&](double part) {
        return fastest.empty() ? 0 : fastest[std::min(fastest.size() - 1, static_cast<std::size_t>(part * static_cast<double>(fastest.size())))];
    };
    measured.p50_ms = percentile(0.50);
    measured.p95_ms = percentile(0.95);
    measured.p99_ms = percentile(0.99);
}

/// Hits that comparing with everything finds and the index does not, or scores otherwise.
std::size_t count_lost(const index::Index& index, const std::vector<Query>& queries, const std::string& schema, double cutoff) {
    std::size_t lost = 0;
    for (const Query& query : queries) {
        index::SearchOptions options;
        options.cutoff = cutoff;
        options.limit = 1'000'000;
        const match::Prepared prepared = prepare(schema, query.name);
        std::set<std::pair<std::uint32_t, double>> found;
        for (const index::Hit& hit : index.search(prepared, options)) {
            found.emplace(hit.entity, hit.match.score);
        }
        options.exhaustive = true;
        for (const index::Hit& hit : index.search(prepared, options)) {
            lost += found.contains({hit.entity, hit.match.score}) ? 0U : 1U;
        }
    }
    return lost;
}

void measure_negatives(Searcher& searcher, const std::vector<Query>& negatives, const std::string& schema, double cutoff, Measured& measured) {
    std::map<double, std::size_t> wrong;
    for (const Query& query : negatives) {
        index::SearchOptions options;
        options.cutoff = cutoff;
        options.limit = 1;
        const auto hits = searcher.search(prepare(schema, query.name), options);
        for (const double threshold : thresholds) {
            wrong[threshold] += !hits.empty() && hits.front().match.score >= threshold ? 1U : 0U;
        }
    }
    for (const double threshold : thresholds) {
        measured.wrong[threshold] = share(wrong[threshold], negatives.size());
    }
    measured.negatives_per_second = per_second(time_round(searcher, negatives, schema, cutoff));
}

void print_text(std::ostream& out, const Measured& measured) {
    fmt::print(out, "{} names of {} entities, index {} bytes; {} queries\n", measured.names, measured.entities, measured.bytes, measured.queries);
    fmt::print(out, "recall among the first 1 / 5 / 50: {:.4f} / {:.4f} / {:.4f}\n", measured.recall[0], measured.recall[1], measured.recall[2]);
    fmt::print(out, "threshold  found   false\n");
    for (const double threshold : thresholds) {
        const auto wrong = measured.wrong.find(threshold);
        fmt::print(out, "{:.2f}       {:.4f}  {}\n", threshold, measured.found.at(threshold),
                   wrong == measured.wrong.end() ? std::string("-") : fmt::format("{:.4f}", wrong->second));
    }
    fmt::print(out, "{:.0f} queries a second; p50 {:.4f} ms, p95 {:.4f} ms, p99 {:.4f} ms\n", measured.per_second, measured.p50_ms,
               measured.p95_ms, measured.p99_ms);
    fmt::print(out, "{:.0f} a second when asked for the first time\n", measured.first_per_second);
    if (!measured.wrong.empty()) {
        fmt::print(out, "{:.0f} negatives a second\n", measured.negatives_per_second);
    }
    if (measured.lost) {
        fmt::print(out, "hits that the index lost against comparing with everything: {}\n", *measured.lost);
    }
}

void print_json(std::ostream& out, const Measured& measured) {
    base::JsonWriter writer(2);
    writer.begin_object().member("names", measured.names).member("entities", measured.entities).member("queries", measured.queries);
    writer.member("recall_1", measured.recall[0]).member("recall_5", measured.recall[1]).member("recall_50", measured.recall[2]);
    for (const double threshold : thresholds) {
        writer.member(fmt::format("found_{:.2f}", threshold), measured.found.at(threshold));
    }
    for (const auto& [threshold, wrong] : measured.wrong) {
        writer.member(fmt::format("false_{:.2f}", threshold), wrong);
    }
    writer.member("queries_per_second", measured.per_second).member("p50_ms", measured.p50_ms).member("p95_ms", measured.p95_ms);
    writer.member("p99_ms", measured.p99_ms).member("first_round_per_second", measured.first_per_second);
    if (!measured.wrong.empty()) {
        writer.member("negatives_per_second", measured.negatives_per_second);
    }
    if (measured.lost) {
        writer.member("lost", *measured.lost);
    }
    writer.member("index_bytes", measured.bytes).end_object();
    out << writer.text() << '\n';
}

/// A folder of its own for the index, gone when done.
class Scratch {
public:
    Scratch() {
        std::string pattern = (std::filesystem::temp_directory_path() / "tidewaiter-bench-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr) {
            throw Failure(FailureKind::machine, "no folder for the index can be made", "Set TMPDIR to a folder that can be written.");
        }
        path_ = pattern;
    }

    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;

    ~Scratch() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    std::string file() const { return (path_ / "bench.tw").string(); }

private:
    std::filesystem::path path_;
};

ExitCode run_bench_search(const Arguments& arguments, Streams& streams) {
    const std::vector<std::string> files = split(arguments.text("names"), ',');
    const std::string query_file = arguments.text("queries");
    if (files.empty() || query_file.empty()) {
        throw Failure(FailureKind::usage, "bench-search wants --names and --queries");
    }
    const match::Algorithm& algorithm = algorithm_of(arguments);
    if (arguments.has("exhaustive") && !algorithm.indexed) {
        throw Failure(FailureKind::usage, "--exhaustive proves what the index finds, and --algorithm ofac uses no index");
    }
    const double cutoff = arguments.number("cutoff", match::match_score, 0.01, 1);
    const std::string schema = arguments.text("schema", "Person");
    std::vector<Query> queries;
    each_row(query_file, {"name", "entity_id"}, [&](const std::vector<std::string>& values) {
        Query query{values[0], {}};
        for (std::string& id : split(values[1], '|')) {
            query.expected.insert(std::move(id));
        }
        queries.push_back(std::move(query));
    });
    std::vector<Query> negatives;
    const auto most = static_cast<std::size_t>(arguments.number("negative-count", 2'000, 1, 1e9));
    if (const auto path = arguments.find("negatives")) {
        each_row(*path, {"full_name", "name"}, [&](const std::vector<std::string>& values) {
            if (negatives.size() < most) {
                negatives.push_back({values[0].empty() ? values[1] : values[0], {}});
            }
        });
    }
    Measured measured;
    measured.queries = queries.size();
    const Scratch scratch;
    build(files, arguments.text("list-schema", schema), scratch.file(), measured);
    const index::Index index(scratch.file());
    Searcher searcher(index, algorithm);
    measure_speed(searcher, queries, schema, cutoff, static_cast<std::size_t>(arguments.number("rounds", 3, 1, 1'000)), measured);
    measure_recall(index, searcher, queries, schema, cutoff, measured);
    if (!negatives.empty()) {
        measure_negatives(searcher, negatives, schema, cutoff, measured);
    }
    if (arguments.has("exhaustive")) {
        measured.lost = count_lost(index, queries, schema, cutoff);
        *measured.lost += count_lost(index, negatives, schema, cutoff);
    }
    if (arguments.has("json")) {
        print_json(streams.out, measured);
    } else {
        print_text(streams.out, measured);
    }
    return ExitCode::done;
}

} // namespace

const Verb& bench_search_verb() {
    static const Verb verb{
        "bench-search",
        "measure searching: recall, false alarms, speed, and that nothing is lost",
        "Builds an index of the names given, asks it the queries and the negatives, and prints how often the right entity "
        "came among the first 1, 5 and 50, how often it and how often a wrong one reached each threshold, and how long "
        "a query took on one core. With --exhaustive it also compares every query with every name and counts hits that "
        "the index lost: it must print 0.",
        "$ tidewaiter bench-search --names names.csv.gz --queries queries.csv --negatives negatives.csv.gz",
        options(),
        {},
        run_bench_search,
    };
    return verb;
}

} // namespace tidewaiter::cli
