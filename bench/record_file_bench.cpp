// Rows a second from a CSV file: the reader of records against bare DuckDB over the same file, and against the pieces
// that it is made of. The file is made here: 500,000 shipments of nine columns, every third with a quoted field.
#include "sql/csv_count.hpp"
#include "sql/csv_scanner.hpp"
#include "sql/database.hpp"
#include "sql/record_file.hpp"

#include "base/csv.hpp"
#include "base/file.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <fstream>

#include <unistd.h>

using namespace tidewaiter;

namespace {

constexpr std::size_t rows = 500'000;

/// Written once, removed at the end.
class Shipments {
public:
    Shipments()
        : path_(
              (std::filesystem::temp_directory_path() / fmt::format("shipments-{}.csv", ::getpid()))
                  .string()) {
        constexpr std::array names = {"Acme Trading Ltd",
                                      "Ромашка ООО",
                                      "Al Noor General Trading, LLC",
                                      "Petrov & Sons",
                                      "北京科技有限公司",
                                      "Müller GmbH",
                                      "Shenzhen Xinyu Electronics Co., Ltd.",
                                      "Global \"\"Blue\"\" Shipping"};
        std::ofstream file(path_, std::ios::binary);
        file << "shipment_id,shipper,consignee,origin,destination,hs,description,value_usd,date\n";
        for (std::size_t i = 0; i < rows; ++i) {
            const std::string_view shipper = names[i * 7 % names.size()];
            const std::string_view consignee = names[i * 13 % 3 == 0 ? 2 : i * 5 % names.size()];
            const auto quoted = [](std::string_view name) {
                return name.find_first_of(",\"") == std::string_view::npos
                           ? std::string(name)
                           : fmt::format("\"{}\"", name);
            };
            file << fmt::format("S{:08d},{},{},CN,KZ,854231,Electronic integrated circuits; "
                                "processors,{},2024-05-{:02d}\n",
                                i, quoted(shipper), quoted(consignee), i * 37 % 100'000,
                                i % 28 + 1);
        }
    }

    Shipments(const Shipments&) = delete;
    Shipments& operator=(const Shipments&) = delete;

    ~Shipments() { std::filesystem::remove(path_); }

    const std::string& path() const { return path_; }

    std::int64_t bytes() const {
        return static_cast<std::int64_t>(std::filesystem::file_size(path_));
    }

private:
    std::string path_;
};

const Shipments& shipments() {
    static const Shipments file;
    return file;
}

void set_rates(benchmark::State& state, std::uint64_t seen) {
    if (seen != rows) {
        state.SkipWithError("rows are missing");
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(rows));
    state.SetBytesProcessed(state.iterations() * shipments().bytes());
}

void record_file(benchmark::State& state) {
    std::uint64_t seen = 0;
    for (auto _ : state) {
        sql::RecordFile file(shipments().path());
        base::RejectList rejects;
        seen = file.read(
                       [](const sql::Record& record) {
                           benchmark::DoNotOptimize(record.cells.data());
                           return true;
                       },
                       rejects)
                   .read;
    }
    set_rates(state, seen);
}

void scanner_alone(benchmark::State& state) {
    std::uint64_t seen = 0;
    for (auto _ : state) {
        const auto source = base::open_source(shipments().path());
        sql::CsvScanner scanner(
            "f", [&](char* into, std::size_t size) { return source->read(into, size); },
            {.columns = 9}, {});
        sql::ScannedRecord record;
        seen = 0;
        while (scanner.next(record)) {
            ++seen;
        }
        --seen; // the header
    }
    set_rates(state, seen);
}

void count_alone(benchmark::State& state) {
    std::uint64_t seen = 0;
    std::vector<char> piece(std::size_t{1} << 18U);
    for (auto _ : state) {
        const auto source = base::open_source(shipments().path());
        sql::CsvCount count({.columns = 9}, {});
        while (const std::size_t got = source->read(piece.data(), piece.size())) {
            count.feed({piece.data(), got});
        }
        count.finish();
        seen = count.records() - 1;
    }
    set_rates(state, seen);
}

void hash_alone(benchmark::State& state) {
    for (auto _ : state) {
        benchmark::DoNotOptimize(base::load_file_sha256(shipments().path()));
    }
    set_rates(state, rows);
}

void list_reader(benchmark::State& state) {
    std::uint64_t seen = 0;
    for (auto _ : state) {
        const auto source = base::open_source(shipments().path());
        base::CsvReader reader(*source, {});
        base::CsvRecord record;
        while (reader.next(record)) {
        }
        seen = reader.records() - 1;
    }
    set_rates(state, seen);
}

/// read_csv with everything fixed, as it would have to be called.
std::string read_csv() {
    std::string columns;
    for (const char name : std::string_view("abcdefghi")) {
        columns += fmt::format("{}'{}': 'VARCHAR'", columns.empty() ? "" : ", ", name);
    }
    return fmt::format(
        "read_csv({}, auto_detect = false, delim = ',', quote = '\"', escape = '\"', header = "
        "true, "
        "strict_mode = true, store_rejects = true, rejects_limit = 0, columns = {{{}}})",
        sql::quote_path(shipments().path()), columns);
}

void duckdb_count(benchmark::State& state) {
    std::uint64_t seen = 0;
    for (auto _ : state) {
        sql::Database database({.threads = static_cast<unsigned>(state.range(0))});
        seen = std::stoull(database.all("SELECT count(*) FROM " + read_csv()).at(0).at(0).value());
    }
    set_rates(state, seen);
}

void duckdb_rows(benchmark::State& state) {
    std::uint64_t seen = 0;
    for (auto _ : state) {
        sql::Database database({.threads = static_cast<unsigned>(state.range(0))});
        seen = 0;
        database.query("SELECT * FROM " + read_csv(), {}, [&seen](auto cells) {
            benchmark::DoNotOptimize(cells.data());
            ++seen;
            return true;
        });
    }
    set_rates(state, seen);
}

BENCHMARK(record_file)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(scanner_alone)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(count_alone)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(hash_alone)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(list_reader)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(duckdb_count)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(duckdb_rows)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();

} // namespace
