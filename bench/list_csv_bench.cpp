// The comma-separated lists beside a bare pass of the CSV reader over the same bytes.
// TIDEWAITER_BENCH_SDN and TIDEWAITER_BENCH_CSL name real files (plain or gzip); without them, lists are made up.
#include "base/csv.hpp"
#include "base/file.hpp"
#include "lists/list_reader.hpp"
#include "lists/ofac_remarks.hpp"

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <unistd.h>

using namespace tidewaiter;

namespace {

std::string made_up_sdn() {
    std::string text;
    for (int i = 1; i <= 30'000; ++i) {
        const std::string number = std::to_string(i);
        text += number + ",\"MADE UP, Person " + number + "\",\"individual\",\"SDGT] [IRAN\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB 12 May 19" +
                std::to_string(40 + i % 60) + "; POB Nowhere, Iran; nationality Iran; Gender Male; Secondary sanctions risk: section 1(b) of "
                "Executive Order 13224, as amended by Executive Order 13886; Passport A" + number + " (Iran) expires 04 Feb 2021; a.k.a. 'MU " +
                number + "'; Linked To: MADE UP, Person " + std::to_string(i / 2 + 1) + ".\"\r\n";
    }
    return text + "\x1a\r\n";
}

std::string made_up_csl() {
    std::string text = "_id,source,entity_number,type,programs,name,title,addresses,federal_register_notice,start_date,end_date,standard_order,"
                       "license_requirement,license_policy,call_sign,vessel_type,gross_tonnage,gross_registered_tonnage,vessel_flag,vessel_owner,"
                       "remarks,source_list_url,alt_names,citizenships,dates_of_birth,nationalities,places_of_birth,source_information_url,ids\n";
    for (int i = 1; i <= 30'000; ++i) {
        const std::string number = std::to_string(i);
        text += "id" + number + ",Entity List (EL) - Bureau of Industry and Security,,,,\"Made Up Company " + number +
                " Co., Ltd. and any successor, sub-unit, or subsidiary thereof\",,\"1 Nowhere Road, Moscow, 123456, RU; 2 Nowhere Road, Dubai, AE\","
                "87 FR 20299,2022-04-07,,,For all items subject to the EAR. (See 744.11 of the EAR.),Policy of denial.,,,,,,,,"
                "http://example.org/el,\"MUC " + number + "; and Made Up " + number + " LLC\",,,,,http://example.org/el,\n";
    }
    return text;
}

/// The bytes of one list as a plain file that goes away.
class ListFile {
public:
    ListFile(const char* variable, std::string (*make)(), std::string_view name)
        : path_((std::filesystem::temp_directory_path() / (std::to_string(::getpid()) + "-" + std::string(name))).string()) {
        const char* real = std::getenv(variable);
        bytes_ = real != nullptr ? base::load_file(real) : make();
        std::ofstream(path_, std::ios::binary) << bytes_;
    }

    ListFile(const ListFile&) = delete;
    ListFile& operator=(const ListFile&) = delete;

    ~ListFile() {
        std::error_code ignored;
        std::filesystem::remove(path_, ignored);
    }

    const std::string& path() const { return path_; }

    std::int64_t size() const { return static_cast<std::int64_t>(bytes_.size()); }

private:
    std::string path_;
    std::string bytes_;
};

const ListFile& sdn() {
    static const ListFile file("TIDEWAITER_BENCH_SDN", made_up_sdn, "sdn.csv");
    return file;
}

const ListFile& csl() {
    static const ListFile file("TIDEWAITER_BENCH_CSL", made_up_csl, "consolidated.csv");
    return file;
}

class NoSink final : public lists::EntitySink {
public:
    void add(entity::Entity entity) override { benchmark::DoNotOptimize(entity); }
};

void bare_reader(benchmark::State& state, const ListFile& (*file)()) {
    for ([[maybe_unused]] const auto& each : state) {
        const auto source = base::open_source(file().path());
        base::CsvReader reader(*source, base::CsvDialect{});
        base::CsvRecord record;
        while (reader.next(record)) {
            benchmark::DoNotOptimize(record.fields.data());
        }
    }
    state.SetBytesProcessed(state.iterations() * file().size());
}

void list_read(benchmark::State& state, const char* format, const ListFile& (*file)()) {
    NoSink sink;
    base::RejectList rejects;
    std::uint64_t parties = 0;
    for ([[maybe_unused]] const auto& each : state) {
        parties += lists::find_format(format)->read({file().path()}, {}, sink, rejects).entities;
    }
    state.SetBytesProcessed(state.iterations() * file().size());
    state.counters["parties/s"] = benchmark::Counter(static_cast<double>(parties), benchmark::Counter::kIsRate);
}

void remarks_split(benchmark::State& state) {
    const auto source = base::open_source(sdn().path());
    base::CsvReader reader(*source, base::CsvDialect{});
    base::CsvRecord record;
    std::vector<std::string> remarks;
    std::int64_t bytes = 0;
    while (reader.next(record)) {
        remarks.emplace_back(record.fields.back());
        bytes += static_cast<std::int64_t>(remarks.back().size());
    }
    for ([[maybe_unused]] const auto& each : state) {
        for (const std::string& remark : remarks) {
            benchmark::DoNotOptimize(lists::split_ofac_remarks(remark));
        }
    }
    state.SetBytesProcessed(state.iterations() * bytes);
}

} // namespace

BENCHMARK_CAPTURE(bare_reader, sdn, &sdn)->Unit(benchmark::kMillisecond);
BENCHMARK(remarks_split)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(list_read, sdn, "ofac-csv", &sdn)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(bare_reader, csl, &csl)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(list_read, csl, "us-csl-csv", &csl)->Unit(benchmark::kMillisecond);
