#include "report/html.hpp"

#include <gtest/gtest.h>

using namespace tidewaiter::report;

namespace {

TEST(Escaped, NoByteOfAFileCanEndATag) {
    EXPECT_EQ(escaped("<script>alert('x')</script> & \"y\""), "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;y&quot;");
    EXPECT_EQ(escaped(std::string_view("a\0b\x01" "c\xff", 6)), "a b c\xef\xbf\xbd");
    EXPECT_EQ(escaped("Роснефть 中国"), "Роснефть 中国");
}

TEST(Link, OnlyWebAddressesBecomeLinks) {
    EXPECT_EQ(web_link("https://example.org/?a=1&b=\"", "source"), "<a href=\"https://example.org/?a=1&amp;b=&quot;\" rel=\"noreferrer\">source</a>");
    EXPECT_EQ(web_link("javascript:alert(1)", "source"), "source");
    EXPECT_EQ(web_link("", "<b>"), "&lt;b&gt;");
}

TEST(Grouped, ThousandsAreSet) {
    EXPECT_EQ(grouped(0), "0");
    EXPECT_EQ(grouped(999), "999");
    EXPECT_EQ(grouped(1'000), "1,000");
    EXPECT_EQ(grouped(1'234'567), "1,234,567");
}

TEST(StyleSheet, LoadsNothingFromElsewhere) {
    EXPECT_EQ(style_sheet().find("url("), std::string_view::npos);
    EXPECT_EQ(style_sheet().find("@import"), std::string_view::npos);
}

} // namespace
