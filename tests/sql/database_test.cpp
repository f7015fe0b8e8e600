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

TEST(Database, WhatIsWrongIsSaidInOneParagraph) {
    EXPECT_EQ(failure_of("SELECT 1 +"), "Parser Error: syntax error at end of input");
    EXPECT_THAT(failure_of("SELECT * FROM nothing"),
                "Catalog Error: Table with name nothing does not exist!");
    EXPECT_THAT(failure_of("SELECT * FROM 'no/such.parquet'"),
                "IO Error: No files found that match the pattern \"no/such.parquet\"");
    EXPECT_THAT(failure_of("SELECT 'x'::INTEGER"), HasSubstr("Conversion Error: Could not convert string 'x' to INT32"));
    EXPECT_EQ(failure_of("CREATE TABLE t (a INTEGER)"), "only a SELECT gives rows as text");
}

TEST(Database, QueryThatFailsHalfWayFails) {
    sql::Database database;
    std::size_t rows = 0;
    EXPECT_THROW(database.query("SELECT CASE WHEN i = 250000 THEN error('late') ELSE i::VARCHAR END FROM range(300000) t(i)", {},
                                [&rows](auto) {
                                    ++rows;
                                    return true;
                                }),
                 sql::SqlFailure);
    EXPECT_LT(rows, 300'000U);
}

TEST(Database, WrongNumberOfValuesIsSaid) {
    sql::Database database;
    const std::vector<std::string> two = {"a", "b"};
    EXPECT_THROW(database.all("SELECT $1", two), base::Failure);
    EXPECT_THROW(database.all("SELECT $1", {}), base::Failure);
}

TEST(Database, FileThatIsNoDatabaseIsRefusedAndStays) {
    const test::ScratchFolder folder;
    const std::string path = folder.write("flows.duckdb", "this is text, and long enough to have a header in its place");
    try {
        sql::Database database({.path = path});
        FAIL();
    } catch (const base::Failure& failure) {
        EXPECT_EQ(failure.kind(), base::FailureKind::bad_input) << failure.what();
    }
    EXPECT_THAT(test::read_file(path), HasSubstr("this is text"));
}

TEST(Database, ReadOnlyRefusesToWrite) {
    const test::ScratchFolder folder;
    sql::Database({.path = folder.path("a.duckdb")}).run("CREATE TABLE t AS SELECT 1 AS x");
    sql::Database database({.path = folder.path("a.duckdb"), .read_only = true});
    EXPECT_THAT(database.all("SELECT x FROM t"), ElementsAre(ElementsAre("1")));
    EXPECT_THROW(database.run("DROP TABLE t"), base::Failure);
}

TEST(Database, TooLittleMemoryIsTheMachinesFault) {
    const test::ScratchFolder folder;
    sql::Database database({.threads = 1, .memory = "20MB"});
    database.run("SET temp_directory = ''");
    try {
        database.all("SELECT list(i) FROM range(20000000) t(i)");
        FAIL();
    } catch (const base::Failure& failure) {
        EXPECT_EQ(failure.kind(), base::FailureKind::machine) << failure.what();
        EXPECT_NE(failure.hint(), "");
    }
}

TEST(Database, ColumnsAreNamedWithoutRunning) {
    sql::Database database;
    EXPECT_THAT(database.columns("SELECT 1 AS a, error('not run') AS \"b c\""), ElementsAre("a", "b c"));
}

TEST(Database, QuotingSurvivesEveryCharacter) {
    sql::Database database;
    const std::string odd = "it's a \"name\" \\ $1 ; --";
    EXPECT_EQ(database.all("SELECT " + sql::quote_text(odd)).at(0).at(0), odd);
    EXPECT_THAT(database.columns("SELECT 1 AS " + sql::quote_name(odd)), ElementsAre(odd));
}
