// The XML stream hands over records whole, survives what published files contain, and refuses what attacks.
#include "lists/xml_stream.hpp"

#include "base/failure.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

using namespace tidewaiter;
using namespace tidewaiter::lists;
using namespace std::string_view_literals;

namespace {

/// Records as "name{attribute=value}[child children](text)", so that a test shows all of them at once.
std::string to_text(const XmlElement& element) {
    std::string text(element.name());
    if (!element.attribute("a").empty()) {
        text += fmt::format("{{a={}}}", element.attribute("a"));
    }
    text += fmt::format("({})", element.text());
    for (const XmlElement child : element.children()) {
        text += "[" + to_text(child) + "]";
    }
    return text;
}

struct ReadText {
    std::vector<std::string> records;
    std::string root;
    XmlSeen seen;
};

constexpr std::array wanted{"r"sv};

ReadText read_text(std::string bytes, ReadLimits limits = {}) {
    const auto source = base::open_memory("list.xml", std::move(bytes));
    const XmlShape shape{.root = "list", .describes = "the list of this test", .records = wanted};
    ReadText read;
    read.seen = read_xml(
        *source, shape, limits, [&](const XmlElement& root) { read.root = to_text(root); },
        [&](const XmlElement& record, const XmlPlace&) { read.records.push_back(to_text(record)); });
    return read;
}

/// Message and hint of the Failure that reading ends with.
std::string failure_of(const std::string& bytes, ReadLimits limits = {}) {
    try {
        read_text(bytes, limits);
    } catch (const base::Failure& failure) {
        EXPECT_EQ(failure.kind(), base::FailureKind::bad_input);
        EXPECT_FALSE(failure.hint().empty());
        return failure.what();
    }
    return "no failure";
}

std::string in_list(std::string_view content) { return fmt::format("<list>{}</list>", content); }

using testing::ElementsAre;
using testing::HasSubstr;

} // namespace

TEST(XmlStream, HandsOverRecordsWithTheirChildrenTextAndAttributes) {
    const auto read = read_text("<?xml version='1.0'?><list a='top'><skipped>x</skipped><r a='1'>t<c>u</c>v<d/></r>\n<r/></list>");
    EXPECT_EQ(read.root, "list{a=top}()");
    EXPECT_THAT(read.records, ElementsAre("r{a=1}(tv)[c(u)][d()]", "r()"));
    EXPECT_EQ(read.seen.records, 2U);
}

TEST(XmlStream, DropsNamespacesOfElementsAndAttributes) {
    const auto read = read_text("<p:list xmlns:p='urn:one'><p:r p:a='1'><p:c>x</p:c></p:r></p:list>");
    EXPECT_THAT(read.records, ElementsAre("r{a=1}()[c(x)]"));
}

TEST(XmlStream, RecordInsideARecordIsAChild) {
    EXPECT_THAT(read_text(in_list("<r><r>x</r></r>")).records, ElementsAre("r()[r(x)]"));
}

TEST(XmlStream, ReadsReferencesAndCharacterData) {
    EXPECT_THAT(read_text(in_list("<r>A &amp; B &#x2019; <![CDATA[<C>]]></r>")).records, ElementsAre("r(A & B \u2019 <C>)"));
}

TEST(XmlStream, SkipsAByteOrderMark) { EXPECT_THAT(read_text("\xef\xbb\xbf" + in_list("<r>x</r>")).records, ElementsAre("r(x)")); }

TEST(XmlStream, RawControlCharactersAreRemovedAndCounted) {
    const auto read = read_text(in_list("<r>government\x19s\x01</r>"));
    EXPECT_THAT(read.records, ElementsAre("r(governments)"));
    EXPECT_EQ(read.seen.repairs.controls, 2U);
}

TEST(XmlStream, ControlCharactersAsReferencesAreRemovedAndCounted) {
    const auto read = read_text(in_list("<r>a&#x19;b&#31;c&#10;d&#65534;e</r>"));
    EXPECT_THAT(read.records, ElementsAre("r(abc\nde)"));
    EXPECT_EQ(read.seen.repairs.controls, 3U);
}

TEST(XmlStream, BytesThatAreNotUtf8AreReadAsWindows1252) {
    const auto read = read_text(in_list("<r>\x91Müller\x92 \xd6sterreich</r>"));
    EXPECT_THAT(read.records, ElementsAre("r(\u2018Müller\u2019 Österreich)"));
    EXPECT_EQ(read.seen.repairs.cp1252_bytes, 3U);
}

TEST(XmlStream, OtherCodePageIsRefusedNotReadAsGibberish) {
    EXPECT_EQ(failure_of(in_list("<r>\xd0\xee\xf1\xed\xe5\xf4\xf2\xfc</r>")),
              "list.xml: the text at byte 9 is neither UTF-8 nor Windows-1252");
}

TEST(XmlStream, NoBreakBlankReferenceIsRead) {
    const auto read = read_text("<?xml version='1.0' standalone='yes'?>" + in_list("<r>a&nbsp;b</r>"));
    EXPECT_THAT(read.records, ElementsAre("r(a\u00a0b)"));
    EXPECT_EQ(read.seen.repairs.no_break, 1U);
}

TEST(XmlStream, RepairsAreTheSameWhereverABlockEnds) {
    // Blocks end at multiples of 256 KiB: padding moves each trap across that place byte by byte.
    for (std::size_t shift = 0; shift < 24; ++shift) {
        const std::string pad((std::size_t{1} << 18U) - 30 + shift, ' ');
        const auto read = read_text("<list>" + pad + "<r>&nbsp;\x19&#x19;\u0416\x92&amp;\u4e2d</r></list>");
        EXPECT_THAT(read.records, ElementsAre("r(\u00a0\u0416\u2019&\u4e2d)")) << shift;
    }
}

TEST(XmlStream, DeclaredWindows1252IsRead) {
    const auto read = read_text("<?xml version='1.0' encoding='windows-1252'?>" + in_list("<r>\x80 \xe9</r>"));
    EXPECT_THAT(read.records, ElementsAre("r(\u20ac é)"));
    EXPECT_EQ(read.seen.repairs.cp1252_bytes, 0U);
}

TEST(XmlStream, Utf16IsRead) {
    std::string wide = "\xff\xfe";
    for (const char c : std::string("<list><r>x</r></list>")) {
        wide += c;
        wide += '\0';
    }
    EXPECT_THAT(read_text(wide).records, ElementsAre("r(x)"));
}

TEST(XmlStream, FileCutInTheMiddleSaysWhereItEnds) {
    EXPECT_EQ(failure_of("<list>\n<r><c>x</c></r>\n<r><c>hal"),
              "list.xml is cut in the middle: it ends inside <c>, line 3, byte 32");
    EXPECT_EQ(failure_of("<list>\n<r><c>x</c></r"), "list.xml is cut in the middle: it ends inside <r>, line 2, byte 21");
    EXPECT_THAT(failure_of("<?xml version='1.0'?>\n"), HasSubstr("it ends before its root element"));
}

TEST(XmlStream, RecordsBeforeACutAreNotASuccess) { EXPECT_THROW(read_text("<list><r>x</r>"), base::Failure); }

TEST(XmlStream, EmptyFileIsSaid) {
    EXPECT_EQ(failure_of(""), "list.xml is empty");
    EXPECT_EQ(failure_of(" \n\n"), "list.xml is empty");
}

TEST(XmlStream, HtmlPageIsSaid) {
    EXPECT_EQ(failure_of("<!DOCTYPE html><html><body>Service unavailable</body></html>"),
              "list.xml is an HTML page, not the list of this test");
    EXPECT_EQ(failure_of("\n<HTML><head/></HTML>"), "list.xml is an HTML page, not the list of this test");
}

TEST(XmlStream, TextThatIsNoXmlIsSaid) {
    EXPECT_EQ(failure_of("name,country\nA,RU\n"), "list.xml is not XML: it starts with 'name,country A,RU'");
}

TEST(XmlStream, OtherRootElementIsSaid) {
    EXPECT_EQ(failure_of("<sdnList/>"),
              "list.xml is XML with root element <sdnList>, not the list of this test (root element <list>)");
}

TEST(XmlStream, MalformedXmlNamesLineAndByte) {
    EXPECT_EQ(failure_of("<list>\n<r>x</q>\n</list>"), "list.xml is not well-formed XML: mismatched tag at line 2, byte 13");
}

TEST(XmlStream, EntityExpansionAttackIsRefused) {
    EXPECT_EQ(failure_of("<!DOCTYPE list [<!ENTITY a 'xxxxxxxx'><!ENTITY b '&a;&a;&a;'>]><list><r>&b;</r></list>"),
              "list.xml has a DOCTYPE (line 1), through which a file can read others or fill the memory; no published list has one");
}

TEST(XmlStream, ExternalEntityAttackIsRefused) {
    EXPECT_THAT(failure_of("<!DOCTYPE list [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><list><r>&x;</r></list>"), HasSubstr("DOCTYPE"));
    EXPECT_THAT(failure_of("<!DOCTYPE list SYSTEM 'http://localhost/x.dtd'><list/>"), HasSubstr("DOCTYPE"));
}

TEST(XmlStream, UndefinedEntityIsRefused) {
    EXPECT_THAT(failure_of(in_list("<r>&secret;</r>")), HasSubstr("undefined entity at line 1"));
}

TEST(XmlStream, DepthIsBounded) {
    std::string deep = "<list><r>";
    for (int i = 0; i < 20; ++i) {
        deep += "<c>";
    }
    EXPECT_EQ(failure_of(deep, {.depth = 10}), "list.xml: elements are nested deeper than 10 at line 1");
}

TEST(XmlStream, LengthOfTextIsBounded) {
    const std::string text(200, 'x');
    EXPECT_EQ(failure_of(in_list("<r>" + text + "</r>"), {.text_bytes = 100}),
              "list.xml: the text of <r> at line 1 is longer than 100 bytes");
    EXPECT_EQ(failure_of(in_list("<r a='" + text + "'/>"), {.text_bytes = 100}),
              "list.xml: the text of <r> at line 1 is longer than 100 bytes");
}

TEST(XmlStream, TagThatNeverEndsIsRefusedBeforeTheMemoryIsFull) {
    const std::string endless = "<list><r a='" + std::string(std::size_t{12} << 20U, 'x');
    EXPECT_THAT(failure_of(endless), HasSubstr("is longer than 4000000 bytes"));
}

TEST(XmlStream, SizeOfARecordIsBounded) {
    std::string many;
    for (int i = 0; i < 100; ++i) {
        many += "<c>x</c>";
    }
    EXPECT_EQ(failure_of(in_list("<r/><r>" + many + "</r>"), {.record_bytes = 1'000}),
              "list.xml: record 2 (line 1) is larger than 1000 bytes");
}

TEST(XmlStream, NumberOfElementsOfARecordIsBounded) {
    std::string many;
    for (int i = 0; i < 30'001; ++i) {
        many += "<c/>";
    }
    EXPECT_EQ(failure_of(in_list("<r>" + many + "</r>")), "list.xml: record 1 (line 1) has more than 30000 elements");
}

TEST(XmlStream, ExceptionOfTheReaderComesThrough) {
    const auto source = base::open_memory("list.xml", in_list("<r/><r/>"));
    const XmlShape shape{.root = "list", .describes = "a list", .records = wanted};
    int seen = 0;
    const auto stop = [&](const XmlElement&, const XmlPlace&) {
        ++seen;
        throw base::Failure(base::FailureKind::machine, "disk full");
    };
    EXPECT_THROW(read_xml(*source, shape, {}, [](const XmlElement&) {}, stop), base::Failure);
    EXPECT_EQ(seen, 1);
}

TEST(XmlStream, RepairsAreRemarks) {
    std::vector<std::string> remarks;
    describe_repairs({.controls = 1, .cp1252_bytes = 2, .no_break = 3}, remarks);
    EXPECT_THAT(remarks, ElementsAre("control characters that XML forbids, removed: 1",
                                     "bytes that are not UTF-8, read as Windows-1252: 2",
                                     "&nbsp; references, read as no-break blanks: 3"));
}
