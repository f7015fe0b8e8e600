// What may happen on several threads, and in which order handles may go away.
#include "records.hpp"

#include "sql/database.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <chrono>
#include <optional>
#include <thread>

using namespace tidewaiter;
using testing::ElementsAre;

// DuckDB's library is not built for this sanitizer, which then cannot see the locks inside it and reports its worker
// threads. What our own code does with threads is still watched.
extern "C" const char* __tsan_default_suppressions();

extern "C" const char* __tsan_default_suppressions() {
    return "called_from_lib:libduckdb.so\nrace:libduckdb.so\n";
}

TEST(Threads, DatabasesOnTheirOwnThreadsDoNotMeet) {
    std::atomic<int> right = 0;
    std::vector<std::jthread> threads;
    for (int n = 1; n <= 4; ++n) {
        threads.emplace_back([n, &right] {
            sql::Database database({.threads = 2});
            database.run("CREATE TABLE t AS SELECT i FROM range(" + std::to_string(n * 1000) +
                         ") r(i)");
            right += database.all("SELECT count(*) FROM t").at(0).at(0) == std::to_string(n * 1000)
                         ? 1
                         : 0;
        });
    }
    threads.clear();
    EXPECT_EQ(right, 4);
}

TEST(Threads, InterruptEndsARunningQuery) {
    sql::Database database({.threads = 1});
    std::atomic<bool> started = false;
    std::jthread stopper([&] {
        while (!started) {
            std::this_thread::yield();
        }
        // The query may not run yet when the first one comes.
        for (int i = 0; i < 100 && started; ++i) {
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
            database.interrupt();
        }
    });
    try {
        started = true;
        database.all("SELECT sum(a.i * b.i) FROM range(10000000) a(i), range(10000000) b(i)");
        FAIL() << "it ran to its end";
    } catch (const base::Failure& failure) {
        started = false;
        EXPECT_STREQ(failure.what(), "stopped while it was running");
        EXPECT_EQ(failure.kind(), base::FailureKind::machine);
    }
    stopper.join();
    EXPECT_THAT(database.all("SELECT 1"), ElementsAre(ElementsAre("1")))
        << "it can be used afterwards";
}

TEST(Threads, ProgressMayBeAskedForFromAnotherThread) {
    const test::ScratchFolder folder;
    std::string text = "id,name\n";
    for (int i = 0; i < 200'000; ++i) {
        text += std::to_string(i) + ",some name\n";
    }
    const std::string parquet = folder.path("a.parquet");
    sql::Database().run("COPY (SELECT i FROM range(200000) t(i)) TO " + sql::quote_text(parquet) +
                        " (FORMAT parquet)");
    for (const std::string& path : {folder.write("a.csv", text), parquet}) {
        sql::RecordFile file(path);
        std::atomic<bool> done = false;
        std::atomic<bool> in_range = true;
        std::jthread watcher([&] {
            while (!done) {
                const double now = file.progress();
                in_range = in_range && now >= 0 && now <= 1;
            }
        });
        base::RejectList rejects;
        EXPECT_EQ(file.read([](const sql::Record&) { return true; }, rejects).read, 200'000U);
        done = true;
        watcher.join();
        EXPECT_TRUE(in_range);
    }
}

TEST(Threads, FilesOfEveryFormatAreReadAtOnce) {
    const test::ScratchFolder folder;
    const std::string parquet = folder.path("a.parquet");
    sql::Database().run("COPY (SELECT i, 'name ' || i AS name FROM range(20000) t(i)) TO " +
                        sql::quote_text(parquet) + " (FORMAT parquet)");
    const std::vector<std::string> paths = {parquet, folder.path("a.csv"), folder.path("a.jsonl")};
    for (const std::string& path : {paths[1], paths[2]}) {
        sql::RecordWriter writer(path, {"i", "name"});
        for (int i = 0; i < 20'000; ++i) {
            writer.add(std::vector{std::to_string(i), "name " + std::to_string(i)});
        }
        writer.commit();
    }
    std::atomic<std::uint64_t> read = 0;
    std::vector<std::jthread> threads;
    for (int copy = 0; copy < 2; ++copy) {
        for (const std::string& path : paths) {
            threads.emplace_back([&read, path] {
                base::RejectList rejects;
                read += sql::RecordFile(path)
                            .read([](const sql::Record&) { return true; }, rejects)
                            .read;
            });
        }
    }
    threads.clear();
    EXPECT_EQ(read, 6U * 20'000U);
}

TEST(Lifetime, HandlesGoInAnyOrder) {
    std::optional<sql::Database> first(std::in_place);
    first->run("CREATE TABLE t (a VARCHAR)");
    sql::Database second = std::move(*first);
    first.reset();
    {
        sql::Appender appender(second, "t");
        appender.add(std::vector<std::string>{"x"});
        appender.close();
    }
    { sql::Appender never_closed(second, "t"); }
    EXPECT_THAT(second.all("SELECT a FROM t"), ElementsAre(ElementsAre("x")));
    second = sql::Database();
    EXPECT_THROW(second.all("SELECT a FROM t"), base::Failure);
}

TEST(Lifetime, RowsMayRunOtherStatements) {
    sql::Database outer;
    sql::Database inner;
    std::vector<std::string> seen;
    outer.query("SELECT i FROM range(3) t(i)", {},
                [&](std::span<const std::optional<std::string_view>> row) {
                    seen.push_back(
                        inner.all("SELECT " + std::string(*row[0]) + " * 10").at(0).at(0).value());
                    return true;
                });
    EXPECT_THAT(seen, ElementsAre("0", "10", "20"));
}

TEST(Lifetime, QueryStoppedByItsReaderLeavesTheDatabaseUsable) {
    sql::Database database;
    int rows = 0;
    database.query("SELECT i FROM range(100000000) t(i)", {}, [&rows](auto) { return ++rows < 3; });
    EXPECT_EQ(rows, 3);
    EXPECT_THROW(database.query("SELECT i FROM range(10) t(i)", {},
                                [](auto) -> bool { throw std::runtime_error("mine"); }),
                 std::runtime_error);
    EXPECT_THAT(database.all("SELECT 7"), ElementsAre(ElementsAre("7")));
}

TEST(Lifetime, FileThatIsNeverReadGoesAway) {
    const test::ScratchFolder folder;
    sql::RecordFile file(folder.write("a.csv", "a,b\n1,2\n"));
    sql::RecordFile moved = std::move(file);
    EXPECT_THAT(moved.columns(), ElementsAre("a", "b"));
}
