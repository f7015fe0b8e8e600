// The page of a checked article.
#include "report/claims_page.hpp"

#include <gtest/gtest.h>

using namespace tidewaiter;

namespace {

std::string page_of(const std::string& text, const std::string& name = "a.txt") {
    auto article = claims::read_article(text, name);
    auto found = claims::find_claims(article, {.said_on = "2024-05-02", .outlet = "<img src=x onerror=alert(1)>", .url = "javascript:alert(2)"});
    return report::claims_page(claims::check_article(std::move(article), std::move(found), {.as_of = "2026-11-24", .repeat = "tidewaiter check '<a>.txt'"}), "tidewaiter check '<a>.txt'", "0");
}

} // namespace

TEST(ClaimsPage, RunsNothingFromTheText) {
    const std::string page = page_of("<script>alert(1)</script>\nChina supplies 70 percent of Russia's machine tools, said <b onclick=\"x\">an official</b> & \"others'.\n<svg onload=alert(3)>");
    EXPECT_EQ(page.find("<script"), std::string::npos);
    EXPECT_EQ(page.find("<img"), std::string::npos);
    EXPECT_EQ(page.find("<b onclick"), std::string::npos);
    EXPECT_EQ(page.find("<svg onload"), std::string::npos);
    EXPECT_EQ(page.find("href=\"javascript"), std::string::npos);
    EXPECT_NE(page.find("Content-Security-Policy"), std::string::npos);
    EXPECT_NE(page.find("&lt;script&gt;"), std::string::npos);
}

TEST(ClaimsPage, MarksStatementsAndOpensCardsWithWhatIsTrue) {
    const std::string page = page_of("China supplies 70 percent of Russia's machine tools. Good morning.");
    EXPECT_NE(page.find("<mark class=\"w-some\">China supplies 70 percent of Russia&#39;s machine tools.<a href=\"#claim-1\""), std::string::npos);
    const std::size_t card = page.find("id=\"claim-1\"");
    ASSERT_NE(card, std::string::npos);
    EXPECT_LT(page.find("What is true", card), page.find("What is not shown", card));
    EXPECT_LT(page.find("What is not shown", card), page.find("Readings and their sources", card));
    EXPECT_NE(page.find("class=\"band\"", card), std::string::npos);
    EXPECT_LT(page.find("To be ruled out before anyone is named", card), page.find("What would settle it", card));
    EXPECT_EQ(page, page_of("China supplies 70 percent of Russia's machine tools. Good morning."));
}

TEST(ClaimsPage, SaysWhenNothingWasFound) {
    const std::string page = page_of("Good morning.");
    EXPECT_NE(page.find("No statement that can be tested was found"), std::string::npos);
    EXPECT_EQ(page.find("nan"), std::string::npos);
}
