#include "base/failure.hpp"
#include "base/hash.hpp"
#include "collected.hpp"
#include "support/files.hpp"

#include <gmock/gmock.h>

namespace tidewaiter::lists {

namespace {

using ::testing::HasSubstr;

std::string entry(int number, std::string_view name = "NAME") {
    return std::to_string(number) + ",\"" + std::string(name) +
           "\",-0- ,\"CUBA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n";
}

/// A list of `count` entries of which the first `bad` have lost a field.
std::string list_of(int count, int bad) {
    std::string text;
    for (int i = 1; i <= count; ++i) {
        text += i > count - bad ? std::to_string(i) + ",\"SHORT\"\n" : entry(i);
    }
    return text;
}

struct Outcome {
    std::string message;
    std::string hint;
};

Outcome failure_of(const ListFiles& files, const ReadOptions& options = {}) {
    try {
        test::load(files, options);
    } catch (const base::Failure& caught) {
        return {caught.what(), caught.hint()};
    }
    return {};
}

} // namespace

TEST(FormatTable, NamesAreUniqueAndFound) {
    for (const ListFormat& format : all_formats()) {
        EXPECT_EQ(find_format(format.name), &format);
        EXPECT_FALSE(format.version.empty());
        EXPECT_FALSE(format.describes.empty());
    }
    EXPECT_EQ(find_format("no-such-format"), nullptr);
}

TEST(LoadList, FilesAreHashedAsStored) {
    const test::ScratchFolder folder;
    const auto path = folder.write("sdn.csv", list_of(3, 0));
    const auto list = test::load({path});
    ASSERT_EQ(list.version.files.size(), 1U);
    EXPECT_EQ(list.version.files[0].name, path);
    EXPECT_EQ(list.version.files[0].sha256, base::to_sha256(list_of(3, 0)));
    EXPECT_EQ(list.version.files[0].bytes, list_of(3, 0).size());
}

TEST(LoadList, TwoRejectsPassWhateverTheShareThreeOfTooFewDoNot) {
    const test::ScratchFolder folder;
    const auto passes = test::load({folder.write("sdn.csv", list_of(20, 2))});
    EXPECT_EQ(passes.version.entities, 18U);
    EXPECT_EQ(passes.version.rejects, 2U);
    const auto refused = failure_of({folder.write("sdn.csv", list_of(20, 3))});
    EXPECT_THAT(refused.message, HasSubstr("3 of 20 records are malformed, more than 0.1 %, so the list is refused; the "
                                           "first, in line or record 18: 2 fields where 12 are due"));
    EXPECT_THAT(refused.hint, HasSubstr("what was in force stays in force"));
}

TEST(LoadList, OneInAThousandPassesMoreDoesNot) {
    const test::ScratchFolder folder;
    EXPECT_EQ(test::load({folder.write("sdn.csv", list_of(5000, 5))}).version.rejects, 5U);
    EXPECT_THAT(failure_of({folder.write("sdn.csv", list_of(5000, 6))}).message, HasSubstr("6 of 5000 records"));
}

TEST(LoadList, AnEmptyListIsRefused) {
    const test::ScratchFolder folder;
    EXPECT_THAT(failure_of({folder.write("sdn.csv", "")}).message, HasSubstr("it is an empty file"));
    EXPECT_THAT(failure_of({folder.write("sdn.csv", "\r\n \r\n")}).message, HasSubstr("it is a file of nothing but blanks"));
}

TEST(LoadList, AnHtmlPageIsNamedAsSuch) {
    const test::ScratchFolder folder;
    const auto refused = failure_of({folder.write("sdn.csv", "\n<html><head><title>Error</title></head></html>")});
    EXPECT_THAT(refused.message, HasSubstr("it is an HTML page, such as a server's error or login page, in place of the list"));
    EXPECT_THAT(refused.hint, HasSubstr("Fetch the list again"));
}

TEST(LoadList, StandardInputAndNothingAreWrongUse) {
    EXPECT_EQ(failure_of({"-"}).message, "a list cannot come from standard input");
    EXPECT_EQ(failure_of({}).message, "no list file was named");
}

TEST(DescribeUnrecognised, SaysWhatTheFileIs) {
    const test::ScratchFolder folder;
    const auto describe = [&](std::string_view bytes) { return describe_unrecognised(folder.write("file", bytes)); };
    EXPECT_EQ(describe("<?xml version=\"1.0\"?>\n<!-- note --><fruit a=\"1\"><x/></fruit>"),
              "XML with root element fruit, which no reader here knows");
    EXPECT_THAT(describe("<WHOLE Date=\"1\"><ENTITY_X/></WHOLE>"),
                testing::StartsWith("XML with root element WHOLE; it looks most like eu-global-xml"));
    EXPECT_EQ(describe("%PDF-1.7 ..."), "a PDF document; fetch the list as XML or CSV instead");
    EXPECT_THAT(describe("PK\x03\x04..."), testing::StartsWith("a damaged or cut ZIP archive"));
    EXPECT_EQ(describe(std::string_view("abc\0def", 7)), "a file with NUL bytes, not text");
    EXPECT_EQ(describe("{\"a\": 1}"), "JSON whose keys are a");
    EXPECT_EQ(describe("[]"), "JSON without a single key");
    EXPECT_EQ(describe("fruit;weight\napple;3\n"),
              "a table of 2 columns; it starts with: fruit, weight");
    EXPECT_EQ(describe("just words"), "text that starts with \"just words\"");
    EXPECT_EQ(describe(std::string_view("\x1f\x8b\x08\0\0\0\0\0\0\3xx", 12)).substr(0, 8), folder.path("file").substr(0, 8));
}

TEST(DescribeUnrecognised, SaysWhatItLooksMostLikeAndWhyItIsNotThat) {
    const test::ScratchFolder folder;
    const auto describe = [&](std::string_view bytes) { return describe_unrecognised(folder.write("file", bytes)); };
    EXPECT_EQ(describe("<?xml version=\"1.0\"?><LIST><INDIVIDUAL><DATAID>1</DATAID><UN_LIST_TYPE>x</UN_LIST_TYPE></INDIVIDUAL></LIST>"),
              "XML with root element LIST; it looks most like un-xml (UN Security Council consolidated list, XML), but its root element is not "
              "<CONSOLIDATED_LIST>");
    EXPECT_EQ(describe("<data-set><row><Country>x</Country></row></data-set>"),
              "XML with root element data-set; it looks most like ca-sema-xml (Canada's consolidated list of autonomous sanctions (SEMA), XML), but "
              "its beginning has no elements record, Schedule, EntityOrShip, DateOfListing");
    EXPECT_THAT(describe("fileGenerationDate;Entity_LogicalId;NameAlias_WholeName\n1;2;3\n"), HasSubstr("it looks most like eu-fsf-csv-1.1"));
    EXPECT_THAT(describe("Source List,Entity Number,SDN Type,License Policy\nEntity List,1,,x\n"),
                HasSubstr("it looks most like bis-entity-list-csv (BIS Entity List in its old 31 columns; Military End User List by documentation only), "
                          "but its beginning has no columns name, alternate name"));
    EXPECT_THAT(describe("36,\"A\",\"B\"\n173,\"C\",\"D\"\n"), HasSubstr("its lines begin with a number as OFAC's do, but those have 12, 6, 5 or 2 fields"));
    EXPECT_THAT(describe("{\"id\": 1, \"properties\": {\"a\": [\"b\"]}}\n{\"id\": 2}\n"),
                testing::AllOf(testing::StartsWith("JSON whose keys are id, properties, a; it looks most like ftm-json ("),
                               testing::EndsWith("but its beginning has no key schema")));
}

TEST(LoadList, APublishedTableWithoutAColumnDoesNotPassForYourOwnUnsaid) {
    const test::ScratchFolder folder;
    const auto list = test::load({folder.write("consolidated.csv", "source,entity_number,programs,name,alt_names\nSDN,1,X,SOMEBODY,\n")});
    EXPECT_EQ(list.version.format, "user-csv");
    EXPECT_THAT(list.version.remarks, testing::Contains(HasSubstr("it looks most like us-csl-csv (US Consolidated Screening List as CSV "
                                                                  "(consolidated.csv)), but its beginning has no column source_list_url")));
}

} // namespace tidewaiter::lists
