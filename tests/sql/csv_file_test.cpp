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
    EXPECT_THAT(
        lines_of(read),
        ElementsAre("line 2: text after a closing quote",
                    "line 3: a quote opened here ends in line 5, in the middle of text",
                    "6|plain|z", "7|two\nlines|z", "line 7: 2 fields where the header has 3",
                    "line 8: 4 fields where the header has 3", "10|last|z", "line 11: a NUL byte"));
    EXPECT_EQ(read.counts.records, 8U);
    EXPECT_EQ(read.counts.blank, 1U);
}

TEST(CsvFile, OneBrokenQuoteCostsOneLine) {
    // Every following line has quotes too: read naively, all of them would flip and be one record.
    std::string text = "id,name,city\n1,\"Acme, Ltd,Riga\n";
    for (int i = 2; i <= 500; ++i) {
        text += std::to_string(i) + ",\"Firm, " + std::to_string(i) + "\",Riga\n";
    }
    const auto read = read_text(text);
    EXPECT_EQ(read.failure, "");
    EXPECT_EQ(read.counts.read, 499U);
    EXPECT_EQ(read.counts.rejected, 1U);
    EXPECT_EQ(read.counts.rejected_lines, 1U);
    EXPECT_EQ(lines_of(read).front(),
              "line 2: a quote opened here ends in line 3, in the middle of text");
}

TEST(CsvFile, QuoteThatTakesInWholeRecordsIsBroken) {
    // Closed by the inch sign of a later line, this is one well-formed record of three fields that hides two others.
    const auto read = read_text("id,size,city\n1,\"unclosed,Riga\n2,plain,Riga\n3,5\",Riga\n");
    EXPECT_THAT(lines_of(read),
                ElementsAre("line 2: a quote opened here takes in the records up to line 4",
                            "2|plain|Riga", "3|5\"|Riga"));
}

TEST(CsvFile, QuoteStillOpenAtALimitFailsNamingItsLine) {
    std::string text = "id,name,city\n1,a,b\n2,\"open,b\n";
    EXPECT_EQ(read_text(text).failure,
              "f: a quote opened in line 3 is still open at the end of the file");
    EXPECT_EQ(read_text(text).hint,
              "Close or remove the quote in line 3, or fetch the file again if it was cut.");
    for (int i = 0; i < 1'000; ++i) {
        text += "3,plain,b\n";
    }
    EXPECT_EQ(read_text(text + "4,x\",b\n").failure,
              "f: a quote opened in line 3 is still open after 1000 lines");
    const std::string long_line(1'100'000, 'x');
    EXPECT_EQ(read_text("id,name\n1,\"" + long_line + "\"\n").failure,
              "f: a quote opened in line 2 is still open after 1000000 bytes");
}

TEST(CsvFile, TenMegabytesInOneFieldRejectTheRecord) {
    const std::string field(10'000'000, 'x');
    const auto read = read_text("id,name\n1,a\n2," + field + "\n3,c\n");
    EXPECT_THAT(
        lines_of(read),
        ElementsAre("1|a", "line 3: a field of 10000000 bytes; the limit is 1000000", "3|c"));
    EXPECT_EQ(read.rejects.at(0).text.size(), 200U);
    const std::string record(20'000'000, 'x');
    EXPECT_THAT(lines_of(read_text("id,name\n1,a\n2," + record + "\n3,c\n")),
                ElementsAre("1|a", "line 3: the record is longer than 16000000 bytes", "3|c"));
}

TEST(CsvFile, BlankLinesAndControlZAreLayout) {
    const auto read = read_text("\n  \na,b\r\n\r\n1,2\r\n\t\r\n3,4\r\n\x1a");
    EXPECT_THAT(lines_of(read), ElementsAre("1|2", "3|4"));
    EXPECT_EQ(read.records.at(1).line, 7U);
    EXPECT_EQ(read.counts.blank, 5U);
    EXPECT_EQ(read.counts.lines, 8U);
}

TEST(CsvFile, EmptyFieldsAreARecordWhenTheTabSeparates) {
    EXPECT_THAT(lines_of(read_text("a\tb\tc\n\t\t\n1\t\t3\n")), ElementsAre("||", "1||3"));
}

TEST(CsvFile, OldMacLineEnds) {
    EXPECT_THAT(lines_of(read_text("a,b\r1,2\r3,\"4\r5\"\r")), ElementsAre("1|2", "3|4\r5"));
}

TEST(CsvFile, OnlyAHeaderIsNoRecords) {
    for (const char* text : {"a,b,c", "a,b,c\n",
                             "\xEF\xBB\xBF"
                             "a,b,c\r\n"}) {
        const auto read = read_text(text);
        EXPECT_EQ(read.failure, "");
        EXPECT_THAT(read.columns, ElementsAre("a", "b", "c"));
        EXPECT_EQ(read.counts.records, 0U);
        EXPECT_TRUE(read.counts.complete);
    }
}

TEST(CsvFile, SeparatorIsFoundOnceForTheWholeFile) {
    struct Case {
        const char* text;
        char separator;
        const char* why;
    };

    for (const Case& c :
         {Case{"a;b\n1,5;2,5\n", ';', "decimal commas"},
          Case{"a\tb\nx, y\tz\n", '\t', "commas in text"}, Case{"a|b|c\n1|2|3\n", '|', "bars"},
          Case{"a,b\n\"x;y;z\",2\n", ',', "semicolons in quotes"},
          Case{"sep=;\na;b\n1;2\n", ';', "the line Excel writes"},
          Case{"a,b;c,d\n1,2;3,4\n", ',', "two candidates: the wider"}}) {
        const auto read = read_text(c.text);
        EXPECT_EQ(read.separator, c.separator) << c.why;
        EXPECT_EQ(read.counts.read, 1U) << c.why << read.failure;
    }
    EXPECT_EQ(read_text("sep=;\na;b\n1;2\n").records.at(0).line, 3U);
}

TEST(CsvFile, OneColumnOfNamesWithCommasStaysOneColumn) {
    EXPECT_THAT(lines_of(read_text("name\n\"Acme, Ltd\"\nBeta\nGamma, Inc\nDelta; Co\nEta, Ltd\n")),
                ElementsAre("Acme, Ltd", "Beta", "Gamma, Inc", "Delta; Co", "Eta, Ltd"));
}

TEST(CsvFile, ApostrophesQuoteOnlyWhereTheyPairUp) {
    EXPECT_THAT(lines_of(read_text("'a','b'\n'1','x, y'\n'2','z'\n")),
                ElementsAre("1|x, y", "2|z"));
    EXPECT_THAT(lines_of(read_text("id,name\n1,'t Hooft BV\n2,'s-Gravenhage BV\n")),
                ElementsAre("1|'t Hooft BV", "2|'s-Gravenhage BV"));
}

TEST(CsvFile, WhatIsNoTableIsRefusedWithAHint) {
    struct Case {
        std::string bytes;
        const char* message;
    };

    for (const Case& c : {
             Case{"", "f is empty"},
             Case{" \n\n", "f is empty"},
             Case{std::string(5000, '\n') + "a,b\n",
                  "f begins with thousands of blanks, not with a table"},
             Case{"\n <!DOCTYPE html><html>", "f is an HTML page, not a table"},
             Case{"<HTML><body>Log in</body>", "f is an HTML page, not a table"},
             Case{"<?xml version=\"1.0\"?><a/>", "f is an XML file, not a table"},
             Case{"PK\x03\x04rest", "f is a workbook or a ZIP archive, not a table"},
             Case{"[{\"a\": 1}]", "f is one JSON array, not a record on each line"},
             Case{"a\0,\0b\0\n\0"s, "f is not text: a quarter of its first bytes is NUL"},
             Case{"id,name,ID\n1,2,3\n", "f: columns 1 and 3 are both called \"ID\""},
             Case{"id,name, id \n", "f: columns 1 and 3 are both called \"id\""},
             Case{"1001,Acme,RU,2024-01-05\n1002,Beta,KZ,2024-01-06\n",
                  "f: the first line looks like a record, not like column names"},
             Case{"Report of May\nid,name,city\n1,a,b\n2,c,d\n3,e,f\n",
                  "f: the first line has 1 field where most lines have 3"},
             Case{"id,\"size,city\n1,plain,Riga\n2,5\",Riga\n",
                  "f: the header in line 1 cannot be read: a quote opened here takes in the "
                  "records up to line 3"},
             Case{"a,\"b\" x\n1,2\n",
                  "f: the header in line 1 cannot be read: text after a closing quote"},
         }) {
        const auto read = read_text(c.bytes);
        EXPECT_EQ(read.failure, c.message);
        EXPECT_NE(read.hint, "") << c.message;
    }
    EXPECT_EQ(
        test::read_records("https://example.org/a.csv").failure,
        "https://example.org/a.csv is not a local file, and nothing here reads from the network");
    EXPECT_THAT(test::read_records("no/such.csv").failure,
                "cannot open no/such.csv: No such file or directory");
}

TEST(CsvFile, LinesOfAnotherWidthThanTheHeaderRefuseTheFile) {
    std::string text = "id,name,note\n";
    for (int i = 0; i < 20; ++i) {
        text += std::to_string(i) +
                ",Ivanov, Petr,\n"; // or "Ivanov| Petr|" with a separator at the end: who knows
    }
    const auto read = read_text(text);
    EXPECT_EQ(read.failure, "f: the header has 3 fields, the lines below have 4");
    EXPECT_EQ(read.hint, "If each line ends in a separator, let the header end in one too; if a "
                         "field holds the separator, quote it.");
}

TEST(CsvFile, NamelessColumnsThatNoLineFillsAreDropped) {
    const auto read = read_text("id,name,,,\n1,a\n2,b\n");
    EXPECT_THAT(read.columns, ElementsAre("id", "name"));
    EXPECT_THAT(lines_of(read), ElementsAre("1|a", "2|b"));
}

TEST(CsvFile, YearsAsColumnNamesAreAHeader) {
    EXPECT_THAT(read_text("country,2022,2023\nRU,10,20\n").columns,
                ElementsAre("country", "2022", "2023"));
}

TEST(CsvFile, HeaderlessFileGetsNumberedColumnsWhenAskedFor) {
    const auto read = read_text("1001,Acme\n1002,Beta\n", {.header = sql::CsvHeader::absent});
    EXPECT_THAT(read.columns, ElementsAre("column 1", "column 2"));
    EXPECT_THAT(lines_of(read), ElementsAre("1001|Acme", "1002|Beta"));
}

TEST(CsvFile, NamelessColumnIsNumbered) {
    EXPECT_THAT(read_text("a,b,\n1,2,\n").columns, ElementsAre("a", "b", "column 3"));
}

TEST(CsvFile, WesternCodePageIsConvertedWithARemark) {
    const auto read = read_text("id,name\n1,Caf\xE9 M\xFCller \x96 \x80\n2,plain\n");
    EXPECT_THAT(lines_of(read), ElementsAre("1|Café Müller – €", "2|plain"));
    EXPECT_THAT(
        read.remarks,
        ElementsAre("1 record holds text in Windows-1252, which was converted to UTF-8; if names look "
                    "wrong, convert the file before. The first is in line 2."));
}

TEST(CsvFile, CyrillicCodePageIsRejectedNotScreenedAsGibberish) {
    const auto read = read_text("id,name\n1,\xD0\xEE\xEC\xE0\xF8\xEA\xE0\n2,plain\n");
    EXPECT_THAT(lines_of(read),
                ElementsAre("line 2: text that is neither UTF-8 nor Windows-1252", "2|plain"));
}

TEST(CsvFile, CutUtf8IsRepairedWithARemark) {
    const auto read = read_text("id,name\n1,Иван\xD0\n");
    EXPECT_THAT(lines_of(read), ElementsAre("1|Иван\xEF\xBF\xBD"));
    EXPECT_THAT(read.remarks, ElementsAre("1 record holds damaged UTF-8; each broken byte became "
                                          "\xEF\xBF\xBD. The first is in line 2."));
}

TEST(CsvFile, Utf16IsConverted) {
    const std::u16string text = u"id,name\r\n1,Ромашка 𝄞\r\n";
    std::string little = "\xFF\xFE";
    std::string big = "\xFE\xFF";
    for (const char16_t unit : text) {
        little += {static_cast<char>(unit & 0xFF), static_cast<char>(unit >> 8)};
        big += {static_cast<char>(unit >> 8), static_cast<char>(unit & 0xFF)};
    }
    for (const std::string& bytes : {little, big}) {
        const auto read = read_text(bytes);
        EXPECT_THAT(lines_of(read), ElementsAre("1|Ромашка 𝄞"));
        EXPECT_THAT(read.remarks, ElementsAre("The file is UTF-16; it was converted to UTF-8."));
    }
}

TEST(CsvFile, RejectedLinesAreCountedAsTheyStandInTheFile) {
    const auto read = read_text("a,b\n1,\"two\nlines\nmore\",x\n2,y\n");
    EXPECT_THAT(lines_of(read), ElementsAre("line 2: 3 fields where the header has 2", "2|y"));
    EXPECT_EQ(read.counts.rejected, 1U);
    EXPECT_EQ(read.counts.rejected_lines, 3U);
    EXPECT_EQ(read.rejects.at(0).text, "1,\"two\nlines\nmore\",x");
}

TEST(CsvFile, RawTextOfARejectEndsBeforeItsLineEnd) {
    EXPECT_EQ(read_text("a,b\r\n1\r\n2,x\r\n").rejects.at(0).text, "1");
}

TEST(CsvFile, FileMadeToBeReadAgainAndAgainIsRefused) {
    // Each line leaves a quote open whether or not one is open where it starts, so that every line of a block is read
    // to the block's end before it turns out to be broken.
    std::string text = "a,b,c\n1,2,3\n";
    for (int block = 0; block < 60; ++block) {
        text += "x,\"o\n";
        for (int i = 0; i < 900; ++i) {
            text += "a\",\"\n";
        }
        text += "a\"z\n";
    }
    EXPECT_THAT(read_text(text, {.separator = ','}).failure, testing::MatchesRegex("f: the quotes up to line [0-9]+ do not pair up"));
}
