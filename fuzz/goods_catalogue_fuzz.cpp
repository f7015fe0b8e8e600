// A catalogue of any bytes: every row gets one answer for each list, the same when asked again; words and lists of any
// bytes are answered or refused.
#include "base/csv.hpp"
#include "base/failure.hpp"
#include "goods/catalogue.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

using namespace tidewaiter;
using namespace tidewaiter::goods;

static void check(bool holds) {
    if (!holds) {
        std::abort();
    }
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const GoodsBook book;
    static const Catalogue catalogue(book, {"chpl", "eu", "us", "optics:wide"}, {.to = "ru", .as_of = "2026-11-24"}, HsRevision::hs2022);
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    try {
        const auto source = base::open_memory("fuzz", bytes);
        base::CsvReader reader(*source, {}, {.field_bytes = 10'000, .record_lines = 100, .fields = 64});
        base::CsvRecord record;
        std::size_t column = 0;
        for (bool header = true; reader.next(record); header = false) {
            if (header) {
                const std::vector<std::string> names(record.fields.begin(), record.fields.end());
                const auto found = find_code_column(names);
                column = found ? *found : 0;
                check(column < names.size());
                continue;
            }
            const std::string_view cell = column < record.fields.size() ? record.fields[column] : std::string_view();
            const auto rows = catalogue.rows(cell);
            check(rows.size() == catalogue.lists().size());
            for (std::size_t i = 0; i < rows.size(); ++i) {
                check(rows[i].list == catalogue.lists()[i]);
                check((rows[i].answer == Answer::not_read) == rows[i].hs.empty());
                check(rows[i].answer != Answer::may_fall_under || (!rows[i].control.entry.empty() && !rows[i].control.source.empty()));
                check(rows[i].control.note == catalogue.rows(cell)[i].control.note);
            }
            const auto proposals = book.propose(cell, 3);
            check(proposals.size() <= 3 && (proposals.empty() || (proposals[0].score > 0 && proposals[0].score <= 1.0 + 1e-9)));
        }
    } catch (const base::Failure&) {
    }
    (void)book.find_controls(*HsCode::parse("854231"), bytes);
    return 0;
}
