// The first bytes tell XML, HTML, nothing and everything else apart.
#include "lists/xml_head.hpp"

#include <gtest/gtest.h>

using tidewaiter::lists::look_at_xml_head;

TEST(XmlHead, FindsTheRootElementBehindDeclarationCommentsAndPrefix) {
    const auto head = look_at_xml_head("\xef\xbb\xbf<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- <a> --><?pi <b>?><ns:sdnList x='1'>");
    EXPECT_TRUE(head.is_xml);
    EXPECT_EQ(head.root, "sdnList");
    EXPECT_EQ(head.encoding, "utf-8");
}

TEST(XmlHead, HtmlIsRecognisedByItsDoctypeOrRoot) {
    EXPECT_TRUE(look_at_xml_head("<!doctype HTML PUBLIC '-//W3C'>").is_html);
    EXPECT_TRUE(look_at_xml_head("<?xml version='1.0'?><html xmlns='x'>").is_html);
    EXPECT_FALSE(look_at_xml_head("<htmlish>").is_html);
}

TEST(XmlHead, NothingAndTextAreNoXml) {
    EXPECT_TRUE(look_at_xml_head("").is_empty);
    EXPECT_TRUE(look_at_xml_head(" \r\n\t").is_empty);
    EXPECT_FALSE(look_at_xml_head("ent_num,name").is_xml);
    EXPECT_FALSE(look_at_xml_head("{\"id\":1}").is_xml);
}

TEST(XmlHead, RootBeyondTheHeadIsEmpty) {
    EXPECT_EQ(look_at_xml_head("<!-- a long comment").root, "");
    EXPECT_EQ(look_at_xml_head("<sdnLi").root, "");
    EXPECT_EQ(look_at_xml_head("<").root, "");
}

TEST(XmlHead, Utf16IsSeenThrough) {
    using namespace std::string_view_literals;
    EXPECT_EQ(look_at_xml_head("\xff\xfe<\0a\0>\0"sv).root, "a");
    EXPECT_TRUE(look_at_xml_head("\0<\0a\0>"sv).is_utf16);
}
