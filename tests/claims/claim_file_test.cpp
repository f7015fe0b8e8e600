// Claim files: written, corrected by a person, read again; and ClaimReview.
#include "claims/claim_file.hpp"

#include "base/failure.hpp"

#include <gtest/gtest.h>
#include <simdjson.h>

using namespace tidewaiter;

namespace {

std::vector<claims::Claim> claims_of(const std::string& text) { return claims::find_claims(claims::read_article(text, "a.txt"), {.said_on = "2024-05-02"}).claims; }

std::string message_of(const std::string& json) {
    try {
        claims::parse_claim_file(json, "c.json");
    } catch (const base::Failure& failure) {
        return failure.what();
    }
    return "read";
}

std::string file(const std::string& members) { return "{\"format\": \"tidewaiter.claims/1\", \"claims\": [{" + members + "}]}"; }

} // namespace

TEST(ClaimFile, ReadsBackAsItWasWritten) {
    const auto claims = claims_of("Nearly 70 percent of the machine tools that Russia imported in 2023 came from China and Hong Kong, an official said. Iran does not supply weapons directly. Exports from Turkey to Russia doubled.");
    ASSERT_EQ(claims.size(), 3U);
    const std::string json = claims::to_claim_file(claims, "a.txt");
    EXPECT_TRUE(claims::is_claim_file(json));
    const auto again = claims::parse_claim_file(json, "c.json").claims;
    ASSERT_EQ(again.size(), 3U);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(again[i].value, claims[i].value);
        EXPECT_EQ(again[i].period, claims[i].period);
        EXPECT_EQ(again[i].counterpart, claims[i].counterpart);
        EXPECT_EQ(again[i].negation, claims[i].negation);
        EXPECT_EQ(again[i].speaker, claims[i].speaker);
        EXPECT_EQ(claims::reading_of(again[i]), claims::reading_of(claims[i]));
    }
}

TEST(ClaimFile, ACorrectionChangesTheVerdict) {
    const std::string wanted = R"("measure": "share", "value": {"low": LOW, "high": HIGH}, "population": {"goods": "machine_tools"}, "counterpart": ["CN"], "subject": "RU", "said_on": "2024-05-02")";
    const auto word = [&](const std::string& low, const std::string& high) {
        std::string members = wanted;
        members.replace(members.find("LOW"), 3, low);
        members.replace(members.find("HIGH"), 4, high);
        return claims::check_claim(claims::parse_claim_file(file(members), "c.json").claims.at(0), {.as_of = "2026-11-24"}).now.word;
    };
    EXPECT_EQ(word("65", "75"), claims::Word::supported_on_some);
    EXPECT_EQ(word("5", "10"), claims::Word::contradicted);
}

TEST(ClaimFile, SaysWhichFieldIsWrong) {
    EXPECT_EQ(message_of(file(R"("measure": "guess")")), "c.json: claim 1: measure: 'guess' is none of share, level, change, comparison, existence");
    EXPECT_EQ(message_of(file(R"("measure": "share")")), "c.json: claim 1: value: a statement of this measure wants low, high, or both");
    EXPECT_EQ(message_of(file(R"("measure": "share", "value": {"low": 9, "high": 1})")), "c.json: claim 1: value: low is above high");
    EXPECT_EQ(message_of(file(R"("measure": "existence", "population": {"goods": "unicorns"})")), "c.json: claim 1: population.goods: 'unicorns' is no row of data/claim_populations.csv");
    EXPECT_EQ(message_of(file(R"("measure": "existence", "counterpart": ["QQQ"])")), "c.json: claim 1: counterpart: 'QQQ' is no country: an ISO 3166-1 code in capitals, or EU, WEST, G7, NATO");
    EXPECT_EQ(message_of(file(R"("measure": "existence", "said_on": "2024")")), "c.json: claim 1: said_on: '2024' is no day such as 2024-05-02");
    EXPECT_EQ(message_of(file(R"("measure": "existence", "period": {"from": "May"})")), "c.json: claim 1: period.from: 'May' is no month such as 2023-10");
    EXPECT_NE(message_of("{").find("no JSON"), std::string::npos);
    EXPECT_NE(message_of("{\"format\": \"other\"}").find("not a claim file"), std::string::npos);
}

TEST(ClaimReview, IsValidJsonWithTheWordsOfSchemaOrg) {
    auto article = claims::read_article("China supplies 70 percent of Russia's machine tools, an official said.", "a.txt");
    auto found = claims::find_claims(article, {.said_on = "2024-05-02", .outlet = "The \"Paper\""});
    const auto report = claims::check_article(std::move(article), std::move(found), {.as_of = "2026-11-24"});
    const std::string json = claims::to_claim_review(report, "https://example.org/a");
    simdjson::dom::parser parser;
    simdjson::dom::element document;
    ASSERT_EQ(parser.parse(json).get(document), simdjson::SUCCESS);
    const simdjson::dom::element review = document["@graph"].at(0);
    EXPECT_EQ(std::string_view(review["@type"]), "ClaimReview");
    EXPECT_EQ(std::string_view(review["reviewRating"]["alternateName"]), "SUPPORTED ON SOME READINGS");
    EXPECT_EQ(std::string_view(review["itemReviewed"]["author"]["name"]), "an official");
    EXPECT_EQ(std::string_view(review["itemReviewed"]["appearance"]["publisher"]["name"]), "The \"Paper\"");
}
