// What searching costs, from a name's text to at most 50 parties with their evidence; what of it goes where; opening a
// file and building one. TIDEWAITER_BENCH_NAMES, _MORE_NAMES and _QUERIES name CSV files as `tidewaiter bench-search`
// reads them (the second adds to the first for the larger index); without them names are made up.
#include "base/csv.hpp"
#include "base/file.hpp"
#include "index/file.hpp"
#include "index/index.hpp"
#include "index/search.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <random>

#include <unistd.h>

using namespace tidewaiter;

namespace {

std::string variable(const char* name) {
    const char* set = std::getenv(name);
    return set == nullptr ? std::string() : std::string(set);
}

/// The column called `name` of a CSV file, with an id where there is one.
std::vector<std::pair<std::string, std::string>> read_names(const std::string& path) {
    const auto source = base::open_source(path);
    base::CsvReader reader(*source, {});
    base::CsvRecord record;
    std::vector<std::pair<std::string, std::string>> names;
    std::size_t name = 0;
    std::size_t id = 0;
    for (bool header = true; reader.next(record); header = false) {
        if (header) {
            name = static_cast<std::size_t>(std::ranges::find(record.fields, std::string_view("name")) - record.fields.begin());
            id = static_cast<std::size_t>(std::ranges::find(record.fields, std::string_view("entity_id")) - record.fields.begin());
        } else if (name < record.fields.size() && id < record.fields.size()) {
            names.emplace_back(record.fields[id], record.fields[name]);
        }
    }
    return names;
}

/// Names that repeat their words about as often as names of people do.
std::vector<std::pair<std::string, std::string>> make_names(std::size_t count, unsigned seed) {
    std::mt19937 random(seed);
    std::vector<std::string> words;
    for (int i = 0; i < 20'000; ++i) {
        std::string word;
        for (auto syllables = random() % 3 + 2; syllables > 0; --syllables) {
            word += "bdfghklmnprstvz"[random() % 15];
            word += "aaeiou"[random() % 6];
            word += random() % 3 == 0 ? std::string(1, "nrslm"[random() % 5]) : std::string();
        }
        words.push_back(word);
    }
    const auto pick = [&] { // a few are common, most are rare
        const double share = std::generate_canonical<double, 32>(random);
        return words[static_cast<std::size_t>(share * share * share * static_cast<double>(words.size() - 1))];
    };
    std::vector<std::pair<std::string, std::string>> names;
    for (std::size_t i = 0; i < count; ++i) {
        std::string name = pick();
        for (auto more = random() % 3 + 1; more > 0; --more) {
            name += ' ' + pick();
        }
        names.emplace_back(std::to_string(seed) + ':' + std::to_string(i * 2 / 5), name);
    }
    return names;
}

std::vector<std::pair<std::string, std::string>> names_of(bool large) {
    const std::string file = variable("TIDEWAITER_BENCH_NAMES");
    auto names = file.empty() ? make_names(20'816, 1) : read_names(file);
    if (large) {
        const std::string more_file = variable("TIDEWAITER_BENCH_MORE_NAMES");
        const auto more = more_file.empty() ? make_names(96'000, 2) : read_names(more_file);
        names.insert(names.end(), more.begin(), more.end());
    }
    return names;
}

const std::vector<std::string>& queries() {
    static const auto made = [] {
        std::vector<std::string> names;
        const std::string file = variable("TIDEWAITER_BENCH_QUERIES");
        if (!file.empty()) {
            for (const auto& [id, name] : read_names(file)) {
                names.push_back(name);
            }
            return names;
        }
        std::mt19937 random(3);
        const auto listed = names_of(false);
        for (int i = 0; i < 700; ++i) {
            std::string name = listed[random() % listed.size()].second;
            name[random() % name.size()] = static_cast<char>('a' + random() % 26);
            names.push_back(name);
        }
        return names;
    }();
    return made;
}

class Folder {
public:
    Folder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "tidewaiter-bench-XXXXXX").string();
        path_ = ::mkdtemp(pattern.data());
    }

    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    std::string file(const std::string& name) const { return (path_ / name).string(); }

private:
    std::filesystem::path path_;
};

std::size_t write_index(const std::string& path, bool large) {
    const auto names = names_of(large);
    std::map<std::string, entity::Entity> entities;
    for (const auto& [id, name] : names) {
        entity::Entity& entity = entities[id];
        entity.id = id;
        entity.schema = "Person";
        entity.add(entity.has("name") ? "alias" : "name", name);
    }
    index::IndexBuilder builder;
    for (auto& [id, entity] : entities) {
        builder.add(std::move(entity));
    }
    lists::ListVersion version;
    version.list = "names";
    builder.end_list(version);
    builder.write(path);
    return names.size();
}

const std::string& index_file(bool large) {
    static const Folder folder;
    static const std::string small_file = (write_index(folder.file("small.tw"), false), folder.file("small.tw"));
    static std::string large_file;
    if (large && large_file.empty()) {
        large_file = folder.file("large.tw");
        write_index(large_file, true);
    }
    return large ? large_file : small_file;
}

match::Prepared prepare(const std::string& name) {
    entity::Entity entity;
    entity.id = "query";
    entity.schema = "Person";
    entity.add("name", name);
    return match::prepare(entity);
}

index::SearchOptions options() {
    index::SearchOptions made;
    made.cutoff = match::match_score;
    made.limit = 50;
    return made;
}

/// The machine may do other work: beside the mean, what a query costs when each is taken at its fastest round.
class Fastest {
public:
    void measure(std::size_t query, const auto& f) {
        best_.resize(std::max(best_.size(), query + 1), 1e9);
        const auto start = std::chrono::steady_clock::now();
        f();
        best_[query] = std::min(best_[query], std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start).count());
    }

    void report(benchmark::State& state) {
        state.SetLabel("slowest: " + queries()[static_cast<std::size_t>(std::ranges::max_element(best_) - best_.begin())]);
        std::ranges::sort(best_);
        double sum = 0;
        for (const double one : best_) {
            sum += one;
        }
        state.counters["us_each"] = sum / static_cast<double>(best_.size());
        state.counters["us_p50"] = best_[best_.size() / 2];
        state.counters["us_p99"] = best_[best_.size() * 99 / 100];
        state.counters["us_max"] = best_.back();
    }

private:
    std::vector<double> best_;
};

void search(benchmark::State& state, bool large) {
    const index::Index index(index_file(large));
    std::size_t hits = 0;
    Fastest fastest;
    for (auto _ : state) {
        for (std::size_t i = 0; i < queries().size(); ++i) {
            fastest.measure(i, [&] { hits += index.search(prepare(queries()[i]), options()).size(); });
        }
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(queries().size()));
    fastest.report(state);
    state.counters["hits"] = static_cast<double>(hits) / static_cast<double>(state.iterations()) / static_cast<double>(queries().size());
}

/// The first time that a word is asked for: nothing is remembered from the query before.
void search_cold(benchmark::State& state, bool large) {
    const index::FileView file(index_file(large));
    const index::Tables tables(file);
    index::Scratch scratch;
    std::vector<match::Prepared> prepared;
    for (const std::string& query : queries()) {
        prepared.push_back(prepare(query));
    }
    Fastest fastest;
    for (auto _ : state) {
        for (std::size_t i = 0; i < prepared.size(); ++i) {
            scratch.near.forget();
            for (const match::PreparedName& name : prepared[i].names) {
                std::vector<names::Word> ours;
                for (const names::Part& part : name.name.parts) {
                    ours.push_back(part.word());
                }
                fastest.measure(i, [&] {
                    index::search_forms(tables, {ours, true}, match::match_score, false, scratch, [](std::uint32_t, double) {});
                });
            }
        }
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(queries().size()));
    fastest.report(state);
}

/// Only the names, prepared already; the counters say how much is looked at for a name.
void search_names(benchmark::State& state, bool large) {
    const index::FileView file(index_file(large));
    const index::Tables tables(file);
    index::Scratch scratch;
    std::vector<match::Prepared> prepared;
    for (const std::string& query : queries()) {
        prepared.push_back(prepare(query));
    }
    std::vector<std::vector<names::Word>> words;
    for (const match::Prepared& query : prepared) {
        for (const match::PreparedName& name : query.names) {
            std::vector<names::Word>& ours = words.emplace_back();
            for (const names::Part& part : name.name.parts) {
                ours.push_back(part.word());
            }
        }
    }
    Fastest fastest;
    for (auto _ : state) {
        for (std::size_t i = 0; i < words.size(); ++i) {
            fastest.measure(i, [&] {
                index::search_forms(tables, {words[i], true}, match::match_score, false, scratch, [](std::uint32_t, double) {});
            });
        }
    }
    fastest.report(state);
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(words.size()));
    const auto each = [&](std::uint64_t count) { return static_cast<double>(count) / static_cast<double>(scratch.counts.names); };
    state.counters["near_words"] = each(scratch.counts.meetings);
    state.counters["postings"] = each(scratch.counts.postings);
    state.counters["looked_at"] = each(scratch.counts.considered);
    state.counters["joined"] = each(scratch.counts.joined);
    state.counters["compared"] = each(scratch.counts.compared);
    state.counters["found"] = each(scratch.counts.found);
}

void prepare_query(benchmark::State& state) {
    for (auto _ : state) {
        for (const std::string& query : queries()) {
            benchmark::DoNotOptimize(prepare(query));
        }
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(queries().size()));
}

void open(benchmark::State& state, bool large) {
    const std::string path = index_file(large);
    for (auto _ : state) {
        const index::Index index(path);
        benchmark::DoNotOptimize(index.size());
    }
}

/// Opened, checked as far as a search needs it, and asked once.
void open_and_search(benchmark::State& state, bool large) {
    const std::string path = index_file(large);
    for (auto _ : state) {
        const index::Index index(path);
        benchmark::DoNotOptimize(index.search(prepare(queries().front()), options()));
    }
}

void build(benchmark::State& state, bool large) {
    const Folder folder;
    std::size_t names = 0;
    for (auto _ : state) {
        names = write_index(folder.file("built.tw"), large);
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(names));
}

/// A search that is long in one way or another.
void search_long(benchmark::State& state, const std::string& name) {
    const index::Index index(index_file(true));
    const match::Prepared query = prepare(name);
    for (auto _ : state) {
        benchmark::DoNotOptimize(index.search(query, options()));
    }
}

std::string many_words(std::size_t count) {
    std::string name;
    for (std::size_t i = 0; i < count; ++i) {
        name += queries()[i % queries().size()].substr(0, queries()[i % queries().size()].find(' ')) + ' ';
    }
    return name;
}

void search_aliases(benchmark::State& state) {
    const index::Index index(index_file(true));
    entity::Entity entity;
    entity.schema = "Person";
    for (std::size_t i = 0; i < 300; ++i) {
        entity.add("alias", queries()[i % queries().size()]);
    }
    const match::Prepared query = match::prepare(entity);
    for (auto _ : state) {
        benchmark::DoNotOptimize(index.search(query, options()));
    }
}

BENCHMARK(prepare_query)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(search, small, false)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(search, large, true)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(search_names, small, false)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(search_names, large, true)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(search_cold, small, false)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(search_cold, large, true)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(search_long, of_60_words, many_words(60))->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(search_long, of_2000_characters, many_words(400).substr(0, 2'000))->Unit(benchmark::kMillisecond);
BENCHMARK(search_aliases)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(open, large, true)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(open_and_search, small, false)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(open_and_search, large, true)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(build, small, false)->Unit(benchmark::kMillisecond);

} // namespace
