// Parquet as rows of text, in file order, counted against the footer.
#include "records.hpp"

#include "sql/database.hpp"

#include <gmock/gmock.h>

using namespace tidewaiter;
using test::lines_of;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

std::string write_parquet(const test::ScratchFolder& folder, const std::string& name,
                          const std::string& select) {
    const std::string path = folder.path(name);
    sql::Database().run("COPY (" + select + ") TO " + sql::quote_text(path) + " (FORMAT parquet)");
    return path;
}

} // namespace

TEST(Parquet, EveryTypeComesAsText) {
    const test::ScratchFolder folder;
    const auto read = test::read_records(
        write_parquet(folder, "a.parquet",
                      "SELECT DATE '2024-01-31' AS day, 854231 AS hs, 1.50::DECIMAL(9,2) AS value, "
                      "'O''Neil' AS name, NULL::VARCHAR AS none, "
                      "[{'name': 'Ромашка', 'role': NULL}] AS parties, {'a': 1} AS one, "
                      "'text'::BLOB AS bytes, '\\xFF'::BLOB AS binary, "
                      "TIMESTAMPTZ '2024-01-31 12:00:00+02' AS moment, true AS flag"));
    EXPECT_EQ(read.failure, "");
    EXPECT_EQ(read.format, sql::RecordFormat::parquet);
    EXPECT_THAT(read.columns, ElementsAre("day", "hs", "value", "name", "none", "parties", "one",
                                          "bytes", "binary", "moment", "flag"));
    EXPECT_THAT(lines_of(read), ElementsAre("2024-01-31|854231|1.50|O'Neil||[{\"name\":\"Ромашка\","
                                            "\"role\":null}]|{\"a\":1}|text|FF|"
                                            "2024-01-31 10:00:00+00|true"));
}

TEST(Parquet, RowsComeInFileOrderFromManyRowGroups) {
    const test::ScratchFolder folder;
    const auto read = test::read_records(write_parquet(
        folder, "a.parquet", "SELECT (i * 7919) % 300007 AS i FROM range(300007) t(i)"));
    ASSERT_EQ(read.records.size(), 300007U);
    for (std::size_t i = 0; i < read.records.size(); ++i) {
        ASSERT_EQ(read.records[i].cells[0], std::to_string(i * 7919 % 300007));
    }
    EXPECT_EQ(read.counts.records, 300007U);
    EXPECT_TRUE(read.counts.complete);
}

TEST(Parquet, NameWithPatternCharactersMeansThatFile) {
    const test::ScratchFolder folder;
    for (const char* name : {"a[1]*?'s .parquet", "b\\c.parquet", "d{1,2}.parquet"}) {
        const std::string path = write_parquet(folder, name, "SELECT 1 AS x");
        write_parquet(folder, "a1zzz's .parquet", "SELECT 2 AS x");
        EXPECT_THAT(lines_of(test::read_records(path)), ElementsAre("1")) << name;
    }
}

TEST(Parquet, LongFieldAndNulRejectTheirRecord) {
    const test::ScratchFolder folder;
    const auto read = test::read_records(
        write_parquet(folder, "a.parquet",
                      "SELECT * FROM (VALUES ('a', 'x'), ('b', repeat('y', 2000000)), ('c', 'n' || "
                      "chr(0)), ('d', 'z')) t(id, name)"));
    EXPECT_THAT(lines_of(read),
                ElementsAre("a|x",
                            "line 0: column name: a field of 2000000 bytes; the limit is 1000000",
                            "line 0: column name: a NUL byte", "d|z"));
    EXPECT_EQ(read.rejects.at(0).row, 2U);
}

TEST(Parquet, CutOrDamagedFileIsRefused) {
    const test::ScratchFolder folder;
    const std::string bytes = test::read_file(write_parquet(
        folder, "a.parquet", "SELECT i, repeat('x', 50) || i AS s FROM range(5000) t(i)"));
    const auto cut =
        test::read_records(folder.write("cut.parquet", bytes.substr(0, bytes.size() / 2)));
    EXPECT_THAT(cut.failure, HasSubstr("cut.parquet cannot be read as Parquet: "));
    std::string damaged = bytes;
    for (std::size_t i = 200; i < 2000; ++i) {
        damaged[i] = static_cast<char>(i);
    }
    EXPECT_THAT(test::read_records(folder.write("damaged.parquet", damaged)).failure,
                HasSubstr("cannot be read as Parquet: "));
    EXPECT_THAT(test::read_records(folder.write("a.csv", "a,b\n1,2\n"),
                                   {.format = sql::RecordFormat::parquet})
                    .failure,
                HasSubstr("is not a Parquet file: it does not begin with PAR1"));
}

TEST(Parquet, FailureOfTheCallerIsNotBlamedOnTheFile) {
    const test::ScratchFolder folder;
    sql::RecordFile file(write_parquet(folder, "a.parquet", "SELECT 1 AS x"));
    base::RejectList rejects;
    try {
        file.read(
            [](const sql::Record&) -> bool {
                throw base::Failure(base::FailureKind::machine, "disk full");
            },
            rejects);
        FAIL();
    } catch (const base::Failure& failure) {
        EXPECT_STREQ(failure.what(), "disk full");
    }
}
