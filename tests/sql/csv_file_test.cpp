// CSV files of users: what comes in comes out, in order, or is rejected in its place.
#include "records.hpp"

#include <gmock/gmock.h>

using namespace tidewaiter;
using test::lines_of;
using test::read_text;
using testing::ElementsAre;
using namespace std::literals;

TEST(CsvFile, QuotesSeparatorsAndLineEnds) {
    const auto read = read_text("id,name,note\r\n"
                                "1,5\" pipe,x\r\n"
                                "2,\"ok, fine\",y\r\n"
                                "3,ООО \"Ромашка\",z\r\n"
                                "4,\"two\r\nlines\",\"q\"\"q\"\r\n"
                                "5,\"closed\" ,\r\n"
                                "6,,\"\"");
    EXPECT_THAT(read.columns, ElementsAre("id", "name", "note"));
    EXPECT_THAT(lines_of(read), ElementsAre("1|5\" pipe|x", "2|ok, fine|y", "3|ООО \"Ромашка\"|z",
                                            "4|two\r\nlines|q\"q", "5|closed|", "6||"));
    EXPECT_EQ(read.counts.lines, 8U);
    EXPECT_EQ(read.failure, "");
}

TEST(CsvFile, RejectedRecordsComeInTheirPlace) {
    const auto read = read_text("a,b,c\n"
                                            "4,\"text\" after,z\n"
                                            "5,\"unclosed,z\n"
                                            "6,plain,z\n"
                                            "7,\"two\nlines\",z\n"
                                            "8,few\n"
                                            "9,too,many,fields\n"
                                            "\n"
                                            "10,last,z\n"
                                            "11,n\0l,z\n"sv);
    EXPECT_THAT(lines_of(read), ElementsAre("line 2: text after a closing quote",
                                            "line 3: a quote opened here ends in line 5, in the middle of text",
                                            "6|plain|z", "7|two\nlines|z", "line 7: 2 fields where the header has 3",
                                            "line 8: 4 fields where the header has 3", "10|last|z", "line 11: a NUL byte"));
    EXPECT_EQ(read.counts.records, 8U);
    EXPECT_EQ(read.counts.blank, 1U);
}
