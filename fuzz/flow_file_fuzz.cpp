// A table of trade of any bytes: it is refused with words, or its records are all accounted for.
#include "flows/codes.hpp"
#include "flows/periods.hpp"
#include "flows/places.hpp"
#include "flows/raw_file.hpp"
#include "flows/sources/sources.hpp"

#include "base/failure.hpp"
#include "base/reject.hpp"

#include "memory_file.hpp"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

using namespace tidewaiter;

namespace {

constexpr std::size_t most_bytes = 20'000;

void check(bool holds, const char* what) {
    if (!holds) {
        std::fprintf(stderr, "%s\n", what);
        std::abort();
    }
}

void read_words(std::string_view text) {
    if (const auto period = flows::parse_period(text)) {
        check(period->months >= 1 && period->months <= 255 && period->month >= 1 && period->month <= 12, "a period out of range");
        const auto again = flows::parse_period(period->to_text());
        check(!again || (again->index() == period->index() && again->months == period->months), "a period does not read back");
    }
    if (const auto code = flows::parse_code(text)) {
        check(code->level <= 40 && !code->code.empty(), "a code out of range");
        const auto again = flows::parse_code(code->code, true);
        check(code->code == "SECRET" || (again && again->code == code->code), "a code does not read back");
    }
    (void)flows::find_place(text, flows::PlaceSystem::comtrade);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > most_bytes) {
        return 0;
    }
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    read_words(std::string_view(bytes).substr(0, 60));
    static sql::Database database;
    try {
        const MemoryFile file(data, size);
        flows::RawFile raw(file.path(), {.field_bytes = 500, .record_lines = 5, .columns = 50});
        base::RejectList rejects;
        raw.open(database, rejects, {});
        const auto rows = database.all("SELECT count(*) FROM raw");
        check(std::stoull(rows[0][0].value_or("0")) + raw.rejected() == raw.records(), "records are not rows and rejects");
        (void)flows::recognise(raw.head(), "fuzz", {});
    } catch (const base::Failure&) { // refused with words
    }
    return 0;
}
