// DuckDB's own CSV reader as a second opinion: where neither rejects anything, both must give the same rows.
#include "records.hpp"

#include "sql/database.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <random>

using namespace tidewaiter;

namespace {

using Rows = std::vector<std::vector<std::string>>;

std::optional<Rows> read_with_duckdb(sql::Database& database, const std::string& path) {
    Rows rows;
    try {
        database.query("SELECT * FROM read_csv(" + sql::quote_path(path) +
                           ", auto_detect = false, delim = ',', quote = '\"', escape = '\"', "
                           "header = true, strict_mode = true, "
                           "store_rejects = true, rejects_limit = 0, columns = {'a': 'VARCHAR', "
                           "'b': 'VARCHAR', 'c': 'VARCHAR'})",
                       {}, [&rows](std::span<const std::optional<std::string_view>> cells) {
                           rows.emplace_back();
                           for (const auto& cell : cells) {
                               rows.back().emplace_back(cell.value_or(std::string_view()));
                           }
                           return true;
                       });
        const bool rejected = database.all("SELECT count(*) FROM reject_errors").at(0).at(0) != "0";
        database.run("DELETE FROM reject_errors");
        return rejected ? std::nullopt : std::optional(rows);
    } catch (const base::Failure&) {
        return std::nullopt;
    }
}

std::optional<Rows> read_with_ours(const std::string& path) {
    const auto read =
        test::read_records(path, {.separator = ',', .header = sql::CsvHeader::present});
    if (!read.failure.empty() || read.counts.rejected > 0) {
        return std::nullopt;
    }
    Rows rows;
    for (const auto& record : read.records) {
        rows.push_back(record.cells);
    }
    return rows;
}

/// Records of three fields, mostly well-formed.
std::string random_body(std::mt19937_64& random, const std::string& line_end) {
    constexpr std::array plain = {"", "x", "5\" pipe", "ООО \"Ромашка\"", " blank ", "'", "=1"};
    constexpr std::array quoted = {"\"\"",     "\"a, b\"", "\"two\nlines\"", "\"q\"\"q\"",
                                   "\"\"\"\"", "\" \"",    "\"x\ry\""};
    std::string body;
    for (std::size_t i = random() % 6; i > 0; --i) {
        for (int field = 0; field < 3; ++field) {
            body += field == 0 ? "" : ",";
            body += random() % 2 == 0 ? plain[random() % plain.size()]
                                      : quoted[random() % quoted.size()];
        }
        body += i == 1 && random() % 3 == 0 ? "" : line_end;
        body += random() % 8 == 0 ? line_end : "";
        body += random() % 30 == 0 ? "\"" : "";
    }
    return body;
}

} // namespace

TEST(DuckdbAgreement, SameRowsWhereNeitherRejects) {
    sql::Database database({.threads = 1});
    std::mt19937_64 random(5);
    const test::ScratchFolder folder;
    std::size_t compared = 0;
    for (int i = 0; i < 1'500; ++i) {
        const std::string line_end = i % 2 == 0 ? "\n" : "\r\n";
        const std::string text = "a,b,c" + line_end + random_body(random, line_end);
        const std::string path = folder.write("f.csv", text);
        const auto ours = read_with_ours(path);
        const auto theirs = read_with_duckdb(database, path);
        if (ours && theirs) {
            ASSERT_EQ(*ours, *theirs) << testing::PrintToString(text);
            compared += ours->empty() ? 0U : 1U;
        }
    }
    EXPECT_GT(compared, 400U);
    RecordProperty("compared", static_cast<int>(compared));
}
