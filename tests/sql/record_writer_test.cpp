// Written files: read back as they were, whole or not there at all.
#include "records.hpp"

#include "sql/database.hpp"

#include <gmock/gmock.h>

#include <csignal>
#include <random>

#include <sys/resource.h>

using namespace tidewaiter;
using namespace std::literals;
using test::lines_of;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

namespace {

using Rows = std::vector<std::vector<std::string>>;

void write(const std::string& path, const std::vector<std::string>& columns, const Rows& rows,
           const std::vector<sql::ColumnType>& types = {}) {
    sql::RecordWriter writer(path, columns, types);
    for (const auto& row : rows) {
        writer.add(row);
    }
    writer.commit();
    EXPECT_EQ(writer.rows(), rows.size());
}

Rows rows_of(const test::ReadFile& read) {
    Rows rows;
    for (const auto& record : read.records) {
        rows.push_back(record.cells);
    }
    return rows;
}

std::vector<std::string> files_in(const std::string& folder) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        names.push_back(entry.path().filename().string());
    }
    return names;
}

/// Cells of every kind that a writer can trip over; none that a spreadsheet would run, which are changed on purpose.
std::string random_cell(std::mt19937_64& random) {
    constexpr std::array pieces = {"a",  "Ромашка", ",", "\"", "\n",   "\r\n",  "\r",  " ",
                                   "\t", ";",       "|", "'",  "\x1a", "-12.5", "北京"};
    std::string cell;
    for (std::size_t i = random() % 5; i > 0; --i) {
        cell += pieces[random() % pieces.size()];
    }
    return std::string("=+-@\t\r").contains(cell.empty() ? 'x' : cell.front()) ? "x" + cell : cell;
}

/// A limit on the size of files stands in for a full disk: write() fails in the same place, with another code.
class SmallDisk {
public:
    explicit SmallDisk(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit small = {bytes, before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &small);
    }

    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    ~SmallDisk() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handler_);
    }

private:
    rlimit before_ = {};
    sighandler_t handler_;
};

} // namespace

TEST(RecordWriter, CsvWrittenThenReadIsTheSame) {
    std::mt19937_64 random(3);
    for (int round = 0; round < 300; ++round) {
        const std::size_t width =
            1 + random() % 2; // three or more: see QuoteThatTakesInWholeRecordsIsBroken
        Rows rows;
        for (std::size_t i = random() % 20; i > 0; --i) {
            rows.emplace_back(width);
            std::ranges::generate(rows.back(), [&random] { return random_cell(random); });
        }
        const std::vector<std::string> columns =
            width == 1 ? std::vector<std::string>{"name"} : std::vector<std::string>{"id", "name"};
        const test::ScratchFolder folder;
        write(folder.path("a.csv"), columns, rows);
        const auto read = test::read_records(folder.path("a.csv"),
                                             {.separator = ',', .header = sql::CsvHeader::present});
        ASSERT_EQ(read.failure, "");
        ASSERT_EQ(rows_of(read), rows) << test::read_file(folder.path("a.csv"));
    }
}

TEST(RecordWriter, CellsThatASpreadsheetWouldRunAreMarked) {
    const test::ScratchFolder folder;
    write(folder.path("a.csv"), {"a", "b"}, {{"=1+1", "-12.5"}, {"@x", "-x"}});
    EXPECT_EQ(test::read_file(folder.path("a.csv")), "a,b\n\"'=1+1\",-12.5\n\"'@x\",\"'-x\"\n");
}

TEST(RecordWriter, JsonLinesHoldNumbersAndTexts) {
    const test::ScratchFolder folder;
    using enum sql::ColumnType;
    write(folder.path("a.jsonl"), {"id", "n", "score"},
          {{"a\"b", "12", "0.75"}, {"", "", "-1e3"}, {"x", "012", ".5"}}, {text, integer, decimal});
    EXPECT_EQ(test::read_file(folder.path("a.jsonl")),
              "{\"id\":\"a\\\"b\",\"n\":12,\"score\":0.75}\n"
              "{\"id\":\"\",\"n\":null,\"score\":-1e3}\n"
              "{\"id\":\"x\",\"n\":\"012\",\"score\":\".5\"}\n");
    EXPECT_EQ(test::read_records(folder.path("a.jsonl")).counts.read, 3U);
}

TEST(RecordWriter, ParquetKeepsOrderTypesAndText) {
    const test::ScratchFolder folder;
    using enum sql::ColumnType;
    Rows rows;
    int sum = 0;
    for (int i = 0; i < 5'000; ++i) {
        sum += i * 7919 % 5003;
        rows.push_back(
            {std::to_string(i * 7919 % 5003), "Ромашка, \"x\"\n", i % 3 == 0 ? "" : "0.5"});
    }
    write(folder.path("sub/a.parquet"), {"id", "na\"me", "score"}, rows, {integer, text, decimal});
    EXPECT_EQ(rows_of(test::read_records(folder.path("sub/a.parquet"))), rows);
    EXPECT_THAT(sql::Database().all("SELECT sum(id)::BIGINT, count(score) FROM read_parquet(" +
                                    sql::quote_path(folder.path("sub/a.parquet")) + ")"),
                ElementsAre(ElementsAre(std::to_string(sum), "3333")));
    EXPECT_THAT(files_in(folder.path("sub")), ElementsAre("a.parquet"));
}

TEST(RecordWriter, SameRowsSameBytes) {
    const test::ScratchFolder folder;
    for (const char* ending : {".csv", ".jsonl", ".parquet"}) {
        Rows rows;
        for (int i = 0; i < 30'000; ++i) {
            rows.push_back({std::to_string(i), "name " + std::to_string(i % 100)});
        }
        write(folder.path("a"s + ending), {"id", "name"}, rows);
        write(folder.path("b"s + ending), {"id", "name"}, rows);
        EXPECT_EQ(test::read_file(folder.path("a"s + ending)),
                  test::read_file(folder.path("b"s + ending)))
            << ending;
    }
}

TEST(RecordWriter, NulAndBrokenUtf8BecomeTheReplacementCharacter) {
    const test::ScratchFolder folder;
    for (const char* ending : {".csv", ".jsonl", ".parquet"}) {
        write(folder.path("a"s + ending), {"id", "name"}, {{"1", "n\0l"s}, {"2", "caf\xE9"}});
        EXPECT_EQ(test::read_records(folder.path("a"s + ending)).counts.read, 2U) << ending;
    }
    EXPECT_EQ(test::read_file(folder.path("a.csv")),
              "id,name\n1,n\xEF\xBF\xBDl\n2,caf\xEF\xBF\xBD\n");
}

TEST(RecordWriter, WithoutCommitNothingIsLeftAndTheOldFileStays) {
    const test::ScratchFolder folder;
    for (const char* ending : {".csv", ".jsonl", ".parquet"}) {
        const std::string path = folder.write("a"s + ending, "old");
        {
            sql::RecordWriter writer(path, {"id"});
            writer.add(std::vector<std::string>{"1"});
        }
        EXPECT_EQ(test::read_file(path), "old");
    }
    EXPECT_THAT(files_in(folder.path("")),
                testing::UnorderedElementsAre("a.csv", "a.jsonl", "a.parquet"));
}

TEST(RecordWriter, FullDiskFailsAndLeavesNothing) {
    for (const char* ending : {".csv", ".jsonl", ".parquet"}) {
        const test::ScratchFolder folder;
        const std::string path = folder.path("a"s + ending);
        std::string message;
        const SmallDisk disk(300'000);
        try {
            sql::RecordWriter writer(path, {"id", "name"});
            std::mt19937_64 random(1);
            for (int i = 0; i < 100'000; ++i) {
                writer.add(std::vector{std::to_string(random()), std::to_string(random())});
            }
            writer.commit();
        } catch (const base::Failure& failure) {
            message = failure.what();
            EXPECT_EQ(failure.kind(), base::FailureKind::machine) << ending;
            EXPECT_EQ(failure.hint(),
                      "Free some space or write to another disk; nothing was replaced.")
                << ending;
        }
        EXPECT_THAT(message, HasSubstr("cannot write " + path)) << ending;
        EXPECT_THAT(files_in(folder.path("")), IsEmpty()) << ending;
    }
}

TEST(RecordWriter, FolderThatCannotBeWrittenIsSaid) {
    for (const char* path : {"/proc/none/a.csv", "/proc/none/a.jsonl", "/proc/none/a.parquet"}) {
        try {
            sql::RecordWriter writer(path, {"id"});
            FAIL() << path;
        } catch (const base::Failure& failure) {
            EXPECT_EQ(failure.kind(), base::FailureKind::machine);
            EXPECT_THAT(failure.what(), HasSubstr("cannot write "s + path));
        }
    }
}

TEST(RecordWriter, AnotherEndingIsWrongUse) {
    try {
        sql::RecordWriter writer("a.xlsx", {"id"});
        FAIL();
    } catch (const base::Failure& failure) {
        EXPECT_EQ(failure.kind(), base::FailureKind::usage);
        EXPECT_STREQ(failure.what(), "a.xlsx has no ending that says its format");
        EXPECT_EQ(failure.hint(), "End the name in .csv, .jsonl, .ndjson or .parquet.");
    }
}
