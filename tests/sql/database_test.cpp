// The engine behind its handles: rows as text, failures in plain words, nothing from the network.
#include "sql/database.hpp"

#include "base/failure.hpp"
#include "support/files.hpp"

#include <gmock/gmock.h>

using namespace tidewaiter;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

std::string failure_of(const std::string& sql) {
    sql::Database database;
    try {
        database.all(sql);
    } catch (const base::Failure& failure) {
        return failure.what();
    }
    return "no failure";
}

} // namespace

TEST(Database, EveryTypeComesAsText) {
    sql::Database database;
    const auto rows = database.all(
        "SELECT 1, 1.50::DECIMAL(9,2), DATE '2024-01-31', NULL, [1, 2], true, 'x' -- end");
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_THAT(rows[0],
                ElementsAre("1", "1.50", "2024-01-31", std::nullopt, "[1, 2]", "true", "x"));
}

TEST(Database, ValuesAreBoundNotPasted) {
    sql::Database database;
    const std::vector<std::string> values = {"it's; DROP TABLE x", "b"};
    EXPECT_THAT(database.all("SELECT $1 || $2", values).at(0), ElementsAre("it's; DROP TABLE xb"));
}

TEST(Database, OrderIsKeptThroughTheCast) {
    sql::Database database;
    const auto rows = database.all("SELECT i FROM range(300000) t(i) ORDER BY i DESC;");
    ASSERT_EQ(rows.size(), 300000U);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        ASSERT_EQ(rows[i][0], std::to_string(299999 - i));
    }
}

TEST(Database, NothingComesFromTheNetwork) {
    EXPECT_EQ(
        failure_of("SELECT * FROM read_csv('https://127.0.0.1:9/a.csv')"),
        "https://127.0.0.1:9/a.csv is not a local file, and nothing here reads from the network");
    EXPECT_EQ(failure_of("SELECT * FROM read_parquet('s3://bucket/a.parquet')"),
              "s3://bucket/a.parquet is not a local file, and nothing here reads from the network");
    EXPECT_EQ(failure_of("INSTALL httpfs"),
              "DuckDB extensions are neither installed nor loaded here");
    EXPECT_EQ(failure_of("LOAD httpfs"), "DuckDB extensions are neither installed nor loaded here");
}
