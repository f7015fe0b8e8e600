// Where records come from: plain and compressed files, standard input, and large ones.
#include "records.hpp"

#include "sql/database.hpp"

#include "base/hash.hpp"

#include <gmock/gmock.h>
#include <zlib.h>

#include <fcntl.h>
#include <unistd.h>

using namespace tidewaiter;
using test::lines_of;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

std::string write_gzip(const test::ScratchFolder& folder, const std::string& name,
                       std::string_view bytes) {
    const std::string path = folder.path(name);
    const gzFile file = ::gzopen(path.c_str(), "wb");
    ::gzwrite(file, bytes.data(), static_cast<unsigned>(bytes.size()));
    ::gzclose(file);
    return path;
}

/// Standard input is this file as long as it lives.
class Standard {
public:
    explicit Standard(const std::string& path) : before_(::dup(STDIN_FILENO)) {
        const int file = ::open(path.c_str(), O_RDONLY);
        ::dup2(file, STDIN_FILENO);
        ::close(file);
    }

    Standard(const Standard&) = delete;
    Standard& operator=(const Standard&) = delete;

    ~Standard() {
        ::dup2(before_, STDIN_FILENO);
        ::close(before_);
    }

private:
    int before_;
};

/// Temporary files go there as long as it lives.
class Temporary {
public:
    explicit Temporary(const std::string& folder) { ::setenv("TMPDIR", folder.c_str(), 1); }

    Temporary(const Temporary&) = delete;
    Temporary& operator=(const Temporary&) = delete;

    ~Temporary() { ::unsetenv("TMPDIR"); }
};

bool is_empty(const std::string& folder) {
    return std::filesystem::is_empty(folder);
}

} // namespace

TEST(Input, GzipIsReadAndHashedAsStored) {
    const test::ScratchFolder folder;
    const std::string path = write_gzip(folder, "a.csv.gz", "a,b\n1,2\n");
    const auto read = test::read_records(path);
    EXPECT_THAT(lines_of(read), ElementsAre("1|2"));
    EXPECT_EQ(read.sha256, base::to_sha256(test::read_file(path)));
}

TEST(Input, CutGzipFailsAfterWhatItHeld) {
    const test::ScratchFolder folder;
    std::string text = "id,name\n";
    for (int i = 0; i < 200'000; ++i) {
        text += std::to_string(i * 7919) + ",name\n";
    }
    const std::string whole = test::read_file(write_gzip(folder, "a.csv.gz", text));
    const auto read =
        test::read_records(folder.write("cut.csv.gz", whole.substr(0, whole.size() - 1000)));
    EXPECT_THAT(read.failure, HasSubstr("cut.csv.gz ends in the middle of its gzip stream"));
}

TEST(Input, StandardInputOfEveryFormat) {
    const test::ScratchFolder folder;
    const test::ScratchFolder temporary;
    const Temporary there(temporary.path(""));
    const std::string parquet = folder.path("a.parquet");
    sql::Database().run("COPY (SELECT 1 AS a, 2 AS b) TO " + sql::quote_text(parquet) +
                        " (FORMAT parquet)");
    for (const std::string& path : {folder.write("a.csv", "a,b\n1,2\n"), parquet,
                                    write_gzip(folder, "a.csv.gz", "a;b\n1;2\n")}) {
        const Standard input(path);
        const auto read = test::read_records("-");
        EXPECT_THAT(lines_of(read), ElementsAre("1|2")) << path << read.failure;
        EXPECT_EQ(read.sha256, base::to_sha256(test::read_file(path)));
        EXPECT_TRUE(is_empty(temporary.path("")));
    }
    const Standard input(folder.write("a.jsonl", "{\"a\": 1}\n"));
    EXPECT_THAT(lines_of(test::read_records("-")), ElementsAre("{\"a\": 1}"));
}

TEST(Input, DamagedParquetFromStandardInputLeavesNothingBehind) {
    const test::ScratchFolder folder;
    const test::ScratchFolder temporary;
    const Temporary there(temporary.path(""));
    const Standard input(folder.write("a.parquet", "PAR1 and then nothing that is Parquet"));
    EXPECT_THAT(test::read_records("-").failure,
                HasSubstr("standard input cannot be read as Parquet: "));
    EXPECT_TRUE(is_empty(temporary.path("")));
}

TEST(Input, StoppingKeepsTheCountOfWhatWasHandedOver) {
    const test::ScratchFolder folder;
    for (const std::string& path :
         {folder.write("a.csv", "a,b\n1,2\n3\n5,6\n7,8\n"),
          folder.write("a.jsonl", "{\"a\":1}\n{\n{\"a\":2}\n{\"a\":3}\n")}) {
        sql::RecordFile file(path);
        base::RejectList rejects;
        const auto counts =
            file.read([](const sql::Record& record) { return record.row < 3; }, rejects);
        EXPECT_FALSE(counts.complete);
        EXPECT_EQ(counts.records, 3U);
        EXPECT_EQ(counts.rejected, 1U);
        EXPECT_EQ(file.sha256(), base::to_sha256(test::read_file(path)))
            << "of the whole file all the same";
        EXPECT_THROW(file.read([](const sql::Record&) { return true; }, rejects), base::Failure);
    }
}

TEST(Input, ProgressGrowsToOne) {
    const test::ScratchFolder folder;
    std::string text = "id,name\n";
    for (int i = 0; i < 300'000; ++i) {
        text += std::to_string(i) + ",some name\n";
    }
    sql::RecordFile file(folder.write("a.csv", text));
    base::RejectList rejects;
    double last = -1;
    bool grows = true;
    bool between = false;
    file.read(
        [&](const sql::Record&) {
            const double now = file.progress();
            grows = grows && now >= last;
            between = between || (now > 0.1 && now < 0.9);
            last = now;
            return true;
        },
        rejects);
    EXPECT_TRUE(grows);
    EXPECT_TRUE(between);
    EXPECT_EQ(file.progress(), 1.0);
}
