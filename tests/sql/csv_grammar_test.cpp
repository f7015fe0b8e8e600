// The scanner, the independent count and two readers that know nothing of them must agree on what a record is.
#include "sql/csv_count.hpp"
#include "sql/csv_scanner.hpp"
#include "sql/database.hpp"

#include "base/csv.hpp"
#include "base/failure.hpp"
#include "support/files.hpp"

#include <gtest/gtest.h>

#include <random>

using namespace tidewaiter;

namespace {

/// What the scanner makes of a text: a line for each record, and how it ended.
struct Scan {
    std::vector<std::vector<std::string>> rows;
    std::vector<std::string> log; ///< line, lines, fields or reason of each record
    std::uint64_t lines = 0;
    std::uint64_t blank = 0;
    bool broken = false;
    std::string failure;
};

constexpr sql::RecordLimits small_limits{
    .field_bytes = 60, .record_bytes = 24, .columns = 9, .quote_bytes = 20, .quote_lines = 5};

Scan scan(std::string_view text, sql::CsvShape shape, const sql::RecordLimits& limits,
          std::size_t piece) {
    Scan result;
    sql::CsvScanner scanner(
        "f",
        [&text, piece](char* into, std::size_t size) {
            const std::size_t count = text.copy(into, std::min(size, piece));
            text.remove_prefix(count);
            return count;
        },
        shape, limits);
    sql::ScannedRecord record;
    try {
        while (scanner.next(record)) {
            result.broken = result.broken || !record.broken.empty();
            std::string entry = std::to_string(record.line) + "+" + std::to_string(record.lines) +
                                " " + record.broken;
            for (const std::string_view field : record.fields) {
                entry += "[" + std::string(field) + "]";
            }
            result.log.push_back(entry + std::string(record.raw));
            result.rows.emplace_back(record.fields.begin(), record.fields.end());
        }
    } catch (const base::Failure& failure) {
        result.failure = failure.what();
    }
    result.lines = scanner.lines();
    result.blank = scanner.blank();
    return result;
}

sql::CsvCount count(std::string_view text, sql::CsvShape shape, const sql::RecordLimits& limits,
                    std::size_t piece) {
    sql::CsvCount counter(shape, limits);
    while (!text.empty()) {
        counter.feed(text.substr(0, piece));
        text.remove_prefix(std::min(piece, text.size()));
    }
    counter.finish();
    return counter;
}

/// Texts made of the characters that matter, in proportions that make quotes open, close and go wrong.
std::string random_text(std::mt19937_64& random, std::string_view alphabet) {
    std::string text;
    const std::size_t length = random() % 60;
    for (std::size_t i = 0; i < length; ++i) {
        text += alphabet[random() % alphabet.size()];
    }
    return text;
}

/// One more than the widest record, and whether all have the same width.
std::optional<std::vector<std::vector<std::string>>> read_with_base(const std::string& text) {
    const auto source = base::open_memory("f", text);
    base::CsvReader reader(*source, {}, {});
    base::CsvRecord record;
    std::vector<std::vector<std::string>> rows;
    try {
        while (reader.next(record)) {
            if (!record.problem.empty()) {
                return std::nullopt;
            }
            rows.emplace_back(record.fields.begin(), record.fields.end());
        }
    } catch (const base::Failure&) {
        return std::nullopt;
    }
    return rows;
}

} // namespace

TEST(CsvGrammar, ScannerAndCountAgreeOnEveryTextWhateverThePieces) {
    std::mt19937_64 random(7);
    std::size_t whole = 0;
    std::size_t broken = 0;
    std::size_t failed = 0;
    for (int i = 0; i < 60'000; ++i) {
        const std::string text =
            random_text(random, i % 2 == 0 ? "ab,,\"\"\n\n\r " : "a,\"\n\x1a\t");
        const sql::CsvShape shape{.line_end = i % 7 == 0 ? '\r' : '\n',
                                  .columns = 1 + random() % 4};
        const Scan once = scan(text, shape, small_limits, 1000);
        const Scan bytewise = scan(text, shape, small_limits, 1 + random() % 3);
        ASSERT_EQ(once.log, bytewise.log) << testing::PrintToString(text);
        ASSERT_EQ(once.failure, bytewise.failure) << testing::PrintToString(text);
        whole += once.failure.empty() && !once.broken ? 1U : 0U;
        broken += once.broken ? 1U : 0U;
        failed += once.failure.empty() ? 0U : 1U;
        if (once.failure.empty()) {
            const sql::CsvCount counted = count(text, shape, small_limits, 1 + random() % 70);
            ASSERT_EQ(counted.records(), once.log.size())
                << testing::PrintToString(text) << shape.columns;
            ASSERT_EQ(counted.lines(), once.lines) << testing::PrintToString(text);
            ASSERT_EQ(counted.blank(), once.blank) << testing::PrintToString(text);
        }
    }
    // The texts must reach all three ends, or the test says nothing.
    EXPECT_GT(whole, 3'000U);
    EXPECT_GT(broken, 3'000U);
    EXPECT_GT(failed, 3'000U);
}

TEST(CsvGrammar, EveryShortTextOfTheHardCharacters) {
    const std::string alphabet = "a,\"\n";
    for (std::size_t length = 0; length <= 8; ++length) {
        const auto texts = static_cast<std::size_t>(std::pow(alphabet.size(), length));
        for (std::size_t n = 0; n < texts; ++n) {
            std::string text;
            for (std::size_t i = 0, rest = n; i < length; ++i, rest /= alphabet.size()) {
                text += alphabet[rest % alphabet.size()];
            }
            const Scan scanned = scan(text, {.columns = 3}, {}, 1000);
            if (scanned.failure.empty()) {
                const sql::CsvCount counted = count(text, {.columns = 3}, {}, 1000);
                ASSERT_EQ(counted.records(), scanned.log.size()) << testing::PrintToString(text);
                ASSERT_EQ(counted.lines(), scanned.lines) << testing::PrintToString(text);
            }
        }
    }
}

TEST(CsvGrammar, ScannerReadsWhatTheListReaderReads) {
    std::mt19937_64 random(11);
    std::size_t compared = 0;
    for (int i = 0; i < 40'000; ++i) {
        const std::string text = random_text(random, "ab,,\"\"\n\n");
        const Scan scanned = scan(text, {}, {}, 1000);
        const auto expected = read_with_base(text);
        if (scanned.failure.empty() && !scanned.broken && expected) {
            ASSERT_EQ(scanned.rows, *expected) << testing::PrintToString(text);
            ++compared;
        }
    }
    EXPECT_GT(compared, 3'000U);
}
