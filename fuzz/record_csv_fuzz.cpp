// A CSV file of any bytes: the independent count comes out, lines and records add up, and where the reader of
// published lists finds nothing wrong either, both give the same rows.
#include "sql/record_file.hpp"

#include "base/csv.hpp"
#include "base/failure.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include <sys/mman.h>
#include <unistd.h>

using namespace tidewaiter;

namespace {

using Rows = std::vector<std::vector<std::string>>;

[[noreturn]] void complain(const char* what) {
    std::fprintf(stderr, "%s\n", what);
    std::abort();
}

/// A file in memory with a path.
class MemoryFile {
public:
    explicit MemoryFile(std::string_view bytes) : handle_(::memfd_create("fuzz", 0)) {
        if (::write(handle_, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) {
            std::abort();
        }
    }

    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    ~MemoryFile() { ::close(handle_); }

    std::string path() const { return "/proc/self/fd/" + std::to_string(handle_); }

private:
    int handle_;
};

std::optional<Rows> read_ours(std::string_view bytes) {
    const MemoryFile memory(bytes);
    const sql::RecordOptions options{.format = sql::RecordFormat::csv,
                                     .separator = ',',
                                     .header = sql::CsvHeader::present,
                                     .limits = {.field_bytes = 200,
                                                .record_bytes = 300,
                                                .columns = 20,
                                                .quote_bytes = 100,
                                                .quote_lines = 6}};
    Rows rows;
    std::uint64_t handed_over = 0;
    std::uint64_t last_line = 0;
    try {
        sql::RecordFile file(memory.path(), options);
        base::RejectList rejects;
        const sql::RecordCounts counts = file.read(
            [&](const sql::Record& record) {
                if (record.row != ++handed_over || record.line <= last_line) {
                    complain("records are out of order");
                }
                last_line = record.line;
                if (record.reject_reason.empty()) {
                    if (record.cells.size() != file.columns().size()) {
                        complain("a record of another width was handed over");
                    }
                    if (!std::ranges::all_of(record.cells, base::is_utf8)) {
                        complain("a cell is not UTF-8");
                    }
                    rows.emplace_back(record.cells.begin(), record.cells.end());
                }
                return true;
            },
            rejects);
        if (counts.read + counts.rejected != counts.records || counts.records != handed_over ||
            rejects.count() != counts.rejected) {
            complain("records do not add up");
        }
        if (counts.records + counts.blank > counts.lines) {
            complain("more records than lines");
        }
        if (counts.rejected > 0) {
            return std::nullopt;
        }
    } catch (const base::Failure& failure) {
        if (std::string_view(failure.what()).contains("independent count")) {
            complain(failure.what());
        }
        return std::nullopt;
    }
    return rows;
}

std::optional<Rows> read_as_list(const std::string& bytes) {
    const auto source = base::open_memory("fuzz", bytes);
    base::CsvReader reader(*source, {});
    base::CsvRecord record;
    Rows rows;
    try {
        while (reader.next(record)) {
            if (!record.problem.empty()) {
                return std::nullopt;
            }
            // Lines of spaces are blank to the one and a record to the other.
            if (record.fields.size() > 1 ||
                record.fields[0].find_first_not_of(' ') != std::string_view::npos) {
                rows.emplace_back(record.fields.begin(), record.fields.end());
            }
        }
    } catch (const base::Failure&) {
        return std::nullopt;
    }
    if (!rows.empty()) {
        rows.erase(rows.begin()); // the header
    }
    return rows;
}

/// Where the two differ on purpose: lone carriage returns and control-Z, other encodings, Excel's "sep=" line,
/// apostrophes as quotes, and lines of a lone quoted blank.
bool is_common_ground(std::string_view bytes) {
    return bytes.find_first_of("\r\x1a'\t") == std::string_view::npos && base::is_utf8(bytes) &&
           !bytes.starts_with("sep=") && !bytes.contains("\"\n") && !bytes.ends_with('"');
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(reinterpret_cast<const char*>(data), std::min<std::size_t>(size, 4096));
    const auto ours = read_ours(bytes);
    if (ours && is_common_ground(bytes)) {
        const auto theirs = read_as_list(bytes);
        if (theirs && *ours != *theirs) {
            complain("two readers give different rows");
        }
    }
    return 0;
}
