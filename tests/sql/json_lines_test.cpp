// JSON lines: one object a line, and a bad line is a rejected record, never a row of nothing.
#include "records.hpp"

#include <gmock/gmock.h>

using namespace tidewaiter;
using namespace std::literals;
using test::lines_of;
using test::read_text;
using testing::ElementsAre;
using testing::StartsWith;

TEST(JsonLines, ObjectsComeAsTheyStandAndBadLinesInTheirPlace) {
    const auto read = read_text("{\"id\": 1, \"parties\": [{\"name\": \"Ромашка\"}]}\r\n"
                                "\n"
                                "  {\"id\": 2}  \n"
                                "{\"id\": 3\n"
                                "[1]\n"
                                "{\"id\": 4, \"id\": 5}\n"
                                "{\"a\": [{\"b\": {\"c\": 1, \"c\": 2}}]}\n"
                                "{\"name\": \"caf\xE9\"}\n"
                                "{\"id\": 6}");
    EXPECT_EQ(read.format, sql::RecordFormat::json_lines);
    EXPECT_THAT(lines_of(read),
                ElementsAre("{\"id\": 1, \"parties\": [{\"name\": \"Ромашка\"}]}", "{\"id\": 2}",
                            StartsWith("line 4: not JSON: "), "line 5: JSON, but not an object",
                            "line 6: the key \"id\" occurs twice in one object",
                            "line 7: the key \"c\" occurs twice in one object",
                            "line 8: not JSON: The input is not valid UTF-8", "{\"id\": 6}"));
    EXPECT_EQ(read.counts.records, 8U);
    EXPECT_EQ(read.counts.rejected, 5U);
    EXPECT_EQ(read.counts.blank, 1U);
    EXPECT_EQ(read.counts.lines, 9U);
    EXPECT_EQ(read.rejects.size(), 5U);
}

TEST(JsonLines, NulRejectsTheLine) {
    EXPECT_THAT(lines_of(read_text("{\"a\": \"x\0y\"}\n{\"a\": 1}\n"sv)),
                ElementsAre(StartsWith("line 1: not JSON"), "{\"a\": 1}"));
}

TEST(JsonLines, TooLongALineIsRejectedWithoutBeingHeld) {
    const std::string text(20'000'000, 'x');
    const auto read = read_text("{\"a\": 1}\n{\"a\": \"" + text + "\"}\n" +
                                std::string(17'000'000, ' ') + "\n{\"a\": 2}\n");
    EXPECT_THAT(lines_of(read),
                ElementsAre("{\"a\": 1}", "line 2: the line is longer than 16000000 bytes",
                            "line 3: the line is longer than 16000000 bytes", "{\"a\": 2}"));
    EXPECT_EQ(read.rejects.at(0).text.size(), 200U);
}

TEST(JsonLines, DepthIsBounded) {
    const std::string deep =
        "{\"a\": " + std::string(100'000, '[') + std::string(100'000, ']') + "}";
    EXPECT_THAT(lines_of(read_text(deep + "\n")), ElementsAre(StartsWith("line 1: not JSON")));
}

TEST(JsonLines, RecordsOverManyBuffersKeepOrderAndLine) {
    std::string text;
    for (int i = 1; i <= 60'000; ++i) {
        text += "{\"id\": " + std::to_string(i) + ", \"pad\": \"" +
                std::string(static_cast<std::size_t>(i % 50), 'x') + "\"}\n";
    }
    const auto read = read_text(text);
    ASSERT_EQ(read.records.size(), 60'000U);
    for (std::size_t i = 0; i < read.records.size(); ++i) {
        ASSERT_EQ(read.records[i].line, i + 1);
        ASSERT_THAT(read.records[i].json, StartsWith("{\"id\": " + std::to_string(i + 1) + ","));
    }
}

TEST(JsonLines, GivenFormatIsNotGuessed) {
    const auto read = read_text("id,name\n1,a\n", {.format = sql::RecordFormat::json_lines});
    EXPECT_EQ(read.counts.rejected, 2U);
}
