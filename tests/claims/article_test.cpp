// Texts of any format and encoding, broken ones too.
#include "claims/article.hpp"
#include "claims/find.hpp"

#include "support/files.hpp"

#include <gtest/gtest.h>

using namespace tidewaiter;
using claims::find_claims;
using claims::read_article;

namespace {

std::vector<std::string> sentences_of(const std::string& text, const std::string& name = "a.txt") {
    const auto article = read_article(text, name);
    std::vector<std::string> sentences;
    for (const auto& sentence : article.sentences) {
        sentences.emplace_back(article.words(sentence.span));
    }
    return sentences;
}

std::string utf16(std::string_view text, bool big) {
    std::string bytes;
    for (const char c : text) {
        bytes += big ? std::string{'\0', c} : std::string{c, '\0'};
    }
    return bytes;
}

constexpr std::string_view statement = "In 2023 Russia imported 70 percent of its machine tools from China.";

} // namespace

TEST(Sentences, EndAtStopsButNotAtAbbreviationsAndDecimals) {
    EXPECT_EQ(sentences_of("Mr. Smith of the U.S. embassy paid $1.5 million. He left."), (std::vector<std::string>{"Mr. Smith of the U.S. embassy paid $1.5 million.", "He left."}));
    EXPECT_EQ(sentences_of("\"It is so,\" he said. \"Is it?\" She laughed."), (std::vector<std::string>{"\"It is so,\" he said.", "\"Is it?\"", "She laughed."}));
    EXPECT_EQ(sentences_of("A headline without a stop\nThe text begins here."), (std::vector<std::string>{"A headline without a stop", "The text begins here."}));
}

TEST(Html, ScriptsStylesAndNavigationAreNoText) {
    const auto article = read_article("<!DOCTYPE html><html><head><title>T &amp; t</title><meta property='article:published_time' content='2024-05-02T10:00:00Z'>"
                                      "<meta property=\"og:site_name\" content=\"The Paper\"><script>var x = '70 percent of machine tools from China</p>';</script></head><body>"
                                      "<nav>Menu</nav><p>Russia said 70&nbsp;percent of the <b>machine</b> tools come from <a href=\"x>y\">China</a>.</p>"
                                      "<style>p{}</style><!-- 90 percent of chips come from China --><p>End&#46;</p></body></html>",
                                      "page.html");
    EXPECT_EQ(article.title, "T & t");
    EXPECT_EQ(article.date, "2024-05-02");
    EXPECT_EQ(article.outlet, "The Paper");
    EXPECT_EQ(article.text.find("script"), std::string::npos);
    EXPECT_EQ(article.text.find("Menu"), std::string::npos);
    ASSERT_EQ(article.sentences.size(), 2U) << article.text;
    EXPECT_EQ(article.words(article.sentences[0].span), "Russia said 70 percent of the machine tools come from China.");
    EXPECT_EQ(find_claims(article).claims.size(), 1U);
}

TEST(Html, PicturesAndScriptsInsideALineDoNotPartIt) {
    const auto article = read_article("<p>In 2023 Russia imported 70 percent of its machine tools from <img src=x onerror=alert(1)><script>x</script>China.</p>", "a.html");
    ASSERT_EQ(article.sentences.size(), 1U) << article.text;
    EXPECT_EQ(find_claims(article).claims.size(), 1U);
}

TEST(Html, OpenTagsEndWithTheText) {
    for (const std::string text : {"<p", "<script>never closed", "<!-- never closed", "<p title=\"never closed>text", "&#99999999999;&#x;&#xD800;&", "</", "<"}) {
        const auto article = read_article("<html>" + text, "page.html");
        EXPECT_EQ(article.text.find("never"), std::string::npos) << text;
    }
}

TEST(Markdown, SignsGoAndFrontMatterIsRead) {
    const auto article = read_article("---\ntitle: \"On tools\"\ndate: 2024-05-02\noutlet: A Blog\n---\n# On tools\n\nIn 2023 *Russia* imported [70 percent](http://x/(y)) of its `machine tools` from **China**.\n\n"
                                      "```\n90 percent of chips come from China.\n```\n> Quoted text.\n",
                                      "post.md");
    EXPECT_EQ(article.date, "2024-05-02");
    EXPECT_EQ(article.outlet, "A Blog");
    const auto found = find_claims(article);
    ASSERT_EQ(found.claims.size(), 1U) << article.text;
    EXPECT_EQ(found.claims[0].counterpart_text(), "CN");
}

TEST(Encodings, AreToldByMarksZerosAndForm) {
    const std::string text(statement);
    for (const auto& [bytes, name] : std::vector<std::pair<std::string, std::string>>{
             {text, "UTF-8"}, {"\xEF\xBB\xBF" + text, "UTF-8"}, {"\xFF\xFE" + utf16(text, false), "UTF-16LE"}, {"\xFE\xFF" + utf16(text, true), "UTF-16BE"}, {utf16(text, false), "UTF-16LE"},
             {"Caf\xE9. " + text, "windows-1252"}, {"Caf\xC3\xA9 \xC3\xBC \xFF. " + text, "UTF-8 with broken bytes"}}) {
        const auto article = read_article(bytes, "a.txt");
        EXPECT_EQ(article.encoding, name);
        EXPECT_EQ(find_claims(article).claims.size(), 1U) << name;
    }
}

TEST(Encodings, HiddenCharactersDoNotHideWords) {
    const auto article = read_article("In 2023 Rus\xC2\xADsia imported 70\xC2\xA0percent of its mach\xE2\x80\x8Bine tools from China.", "a.txt");
    EXPECT_EQ(find_claims(article).claims.size(), 1U);
    EXPECT_EQ(read_article("\xE2\x80\xAE" "abc", "a.txt").text, "abc") << "a sign that turns the direction of writing";
}

TEST(Bounds, AHundredMegabytesAreReadToTheLimit) {
    std::string text;
    text.reserve(100'000'000);
    while (text.size() < 100'000'000) {
        text += statement;
        text += ' ';
    }
    const auto article = read_article(text, "a.txt");
    EXPECT_TRUE(article.cut);
    EXPECT_LE(article.text.size(), claims::TextLimits{}.bytes);
    const auto found = find_claims(article);
    EXPECT_TRUE(found.cut);
    EXPECT_EQ(found.claims.size(), claims::TextLimits{}.claims);
}

TEST(Bounds, OneEndlessSentenceIsCut) {
    const auto article = read_article(std::string(1'000'000, 'a') + " " + std::string(500'000, '"'), "a.txt");
    for (const auto& sentence : article.sentences) {
        EXPECT_LE(sentence.span.end - sentence.span.begin, 3'300U);
    }
    const auto nested = read_article(std::string(200'000, '<') + "<b>" + std::string(200'000, '>'), "a.html");
    EXPECT_LE(nested.text.size(), 600'000U);
}

TEST(Languages, AreNamedAndNeverGuessedAt) {
    const auto language = [](const std::string& text) {
        const auto article = read_article(text, "a.txt");
        const auto found = find_claims(article);
        return found.claims.empty() && !found.rest.empty() ? found.rest[0].reason : std::string("claims");
    };
    EXPECT_EQ(language("Rund 70 Prozent der Werkzeugmaschinen kommen aus China, sagte der Minister."), "language: German");
    EXPECT_EQ(language("Environ 70 % des machines-outils viennent de Chine, selon le ministre."), "language: French");
    EXPECT_EQ(language("Семьдесят процентов станков поступает из Китая."), "language: Cyrillic script");
    EXPECT_EQ(language("俄罗斯百分之七十的机床来自中国。"), "language: Chinese or Japanese");
}

TEST(Spans, PointAtTheWordsInTheText) {
    const auto article = read_article("One. " + std::string(statement), "a.txt");
    const auto found = find_claims(article);
    ASSERT_EQ(found.claims.size(), 1U);
    EXPECT_EQ(article.words(found.claims[0].span), statement);
    EXPECT_EQ(article.words(found.claims[0].find_evidence("population").value()), "machine tools");
    EXPECT_EQ(article.words(found.claims[0].find_evidence("value").value()), "70 percent");
    EXPECT_EQ(article.words(found.claims[0].find_evidence("counterpart").value()), "China");
}
