// JSON lines of any bytes: the independent count comes out, and what is handed over is an object that reads again.
#include "sql/record_file.hpp"

#include "base/failure.hpp"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include <sys/mman.h>
#include <unistd.h>

using namespace tidewaiter;

static void complain(const char* what) {
    std::fprintf(stderr, "%s\n", what);
    std::abort();
}

/// Reads the bytes as JSON lines; out: the objects, one a line, and how many lines were rejected.
static std::string read(std::string_view bytes, std::uint64_t& rejected) {
    const int handle = ::memfd_create("fuzz", 0);
    if (::write(handle, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) {
        std::abort();
    }
    std::string objects;
    try {
        sql::RecordFile file(
            "/proc/self/fd/" + std::to_string(handle),
            {.format = sql::RecordFormat::json_lines, .limits = {.record_bytes = 200}});
        base::RejectList rejects;
        const auto counts = file.read(
            [&objects](const sql::Record& record) {
                if (record.json.empty() == record.reject_reason.empty()) {
                    complain("a record is neither read nor rejected");
                }
                if (!record.json.empty()) {
                    objects += record.json;
                    objects += '\n';
                }
                return true;
            },
            rejects);
        if (counts.read + counts.rejected != counts.records ||
            counts.records + counts.blank != counts.lines) {
            complain("records do not add up");
        }
        rejected = counts.rejected;
    } catch (const base::Failure& failure) {
        if (std::string_view(failure.what()).contains("independent count")) {
            complain(failure.what());
        }
    }
    ::close(handle);
    return objects;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::uint64_t rejected = 0;
    const std::string once = read({reinterpret_cast<const char*>(data), size}, rejected);
    const std::string twice = read(once, rejected);
    if (once != twice || (!once.empty() && rejected != 0)) {
        complain("what was read does not read again");
    }
    return 0;
}
