// What a name costs: folding it, taking it apart, and comparing it with another, both raw or both prepared.
// TIDEWAITER_BENCH_PAIRS names a CSV file with columns name1, name2 and schema; without it a few pairs are made up.
#include "base/csv.hpp"
#include "base/file.hpp"
#include "names/name.hpp"
#include "text/fold.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

using namespace tidewaiter;

namespace {

struct Pair {
    std::string first;
    std::string second;
    names::NameKind kind = names::NameKind::person;
};

std::vector<Pair> made_up_pairs() {
    using names::NameKind;
    return {
        {"Wolfgang Oberreuter", "OBERREUTER, Wolfgang", NameKind::person},
        {"Mohammed Ali Hassan", "Muhamad Aly Hasan al-Masri", NameKind::person},
        {"Janet van der Bilt", "Janet Vanderbilt", NameKind::person},
        {"Franz Huber", "Wolfgang Oberreuter", NameKind::person},
        {"Jean-Claude Testmann", "J.C. Testmann", NameKind::person},
        {"Вольфганг Оберройтер", "Wolfgang Oberreuter", NameKind::person},
        {"Oberreuter Handels GmbH", "OBERREUTER HANDELSGESELLSCHAFT M.B.H.", NameKind::organization},
        {"Nowhere Trading Co., Ltd.", "Nowhere General Trading LLC", NameKind::organization},
        {"Snow Storm 2", "SNOW STORM II", NameKind::object},
    };
}

const std::vector<Pair>& pairs() {
    static const auto all = [] {
        const char* file = std::getenv("TIDEWAITER_BENCH_PAIRS");
        if (file == nullptr) {
            return made_up_pairs();
        }
        const auto source = base::open_source(file);
        base::CsvReader reader(*source, {});
        base::CsvRecord record;
        reader.next(record);
        const auto place = [&](std::string_view column) { return static_cast<std::size_t>(std::ranges::find(record.fields, column) - record.fields.begin()); };
        const std::size_t first = place("name1");
        const std::size_t second = place("name2");
        const std::size_t schema = place("schema");
        std::vector<Pair> read;
        while (reader.next(record)) {
            if (std::max({first, second, schema}) < record.fields.size()) {
                const std::string_view kind = record.fields[schema];
                read.push_back({std::string(record.fields[first]), std::string(record.fields[second]),
                                kind == "Person"                           ? names::NameKind::person
                                : kind == "Company" || kind == "Organization" ? names::NameKind::organization
                                : kind == "Vessel"                         ? names::NameKind::object
                                                                           : names::NameKind::unknown});
            }
        }
        return read;
    }();
    return all;
}

void count_pairs(benchmark::State& state) { state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(pairs().size())); }

void fold(benchmark::State& state, const char* name) {
    for (auto _ : state) {
        benchmark::DoNotOptimize(text::fold(name));
    }
}

void parse(benchmark::State& state, const char* name, names::NameKind kind) {
    for (auto _ : state) {
        benchmark::DoNotOptimize(names::parse_name(name, kind));
    }
}

void pair_raw(benchmark::State& state) {
    for (auto _ : state) {
        for (const Pair& pair : pairs()) {
            benchmark::DoNotOptimize(names::compare_names(names::parse_name(pair.first, pair.kind), names::parse_name(pair.second, pair.kind), 0));
        }
    }
    count_pairs(state);
}

struct PreparedPair {
    names::Name first;
    names::Name second;
    std::vector<names::Word> first_words;
    std::vector<names::Word> second_words;
};

const std::vector<PreparedPair>& prepared_pairs() {
    static const auto all = [] {
        std::vector<PreparedPair> made(pairs().size());
        for (std::size_t i = 0; i < made.size(); ++i) {
            made[i].first = names::parse_name(pairs()[i].first, pairs()[i].kind);
            made[i].second = names::parse_name(pairs()[i].second, pairs()[i].kind);
            for (const names::Part& part : made[i].first.parts) {
                made[i].first_words.push_back(part.word());
            }
            for (const names::Part& part : made[i].second.parts) {
                made[i].second_words.push_back(part.word());
            }
        }
        return made;
    }();
    return all;
}

/// Names taken apart, but not yet words; with the aligned parts.
void pair_of_names(benchmark::State& state) {
    for (auto _ : state) {
        for (const PreparedPair& pair : prepared_pairs()) {
            benchmark::DoNotOptimize(names::compare_names(pair.first, pair.second, 0));
        }
    }
    count_pairs(state);
}

/// In: cutoff 0.70 where only what a person should look at is wanted
void pair_prepared(benchmark::State& state, double cutoff, bool with_parts) {
    std::vector<names::AlignedPart> parts;
    for (auto _ : state) {
        for (std::size_t i = 0; i < pairs().size(); ++i) {
            const PreparedPair& pair = prepared_pairs()[i];
            const bool person = pairs()[i].kind == names::NameKind::person;
            benchmark::DoNotOptimize(names::compare_words({pair.first_words, person}, {pair.second_words, person}, cutoff, with_parts ? &parts : nullptr));
        }
    }
    count_pairs(state);
}

BENCHMARK_CAPTURE(fold, ascii, "Wolfgang Oberreuter");
BENCHMARK_CAPTURE(fold, accents, "Łukasz Müller-Čapek");
BENCHMARK_CAPTURE(fold, cyrillic, "Вольфганг Оберройтер");
BENCHMARK_CAPTURE(fold, chinese, "某某某");
BENCHMARK_CAPTURE(parse, person, "Wolfgang Oberreuter", names::NameKind::person);
BENCHMARK_CAPTURE(parse, company, "Nowhere General Trading Co., Ltd.", names::NameKind::organization);
BENCHMARK(pair_raw);
BENCHMARK(pair_of_names);
BENCHMARK_CAPTURE(pair_prepared, score, 0.0, false);
BENCHMARK_CAPTURE(pair_prepared, score_and_parts, 0.0, true);
BENCHMARK_CAPTURE(pair_prepared, at_070, 0.70, true);

} // namespace
