// The bundled sample under the built-in policy: each planted case is met by the rules that planted.csv names, and of
// the other shipments at most 2 % are sent to review.
#include "fixture.hpp"

#include "lists/list_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tidewaiter::screen {
namespace {

using test::Row;

int rank(const std::string& decision) { return decision == "hold" ? 2 : decision == "review" ? 1 : 0; }

class SampleTest : public testing::Test {
protected:
    static void SetUpTestSuite() {
        folder = new tidewaiter::test::ScratchFolder;
        index::IndexBuilder builder;
        base::RejectList rejects;
        lists::ListVersion version = lists::load_list({tidewaiter::test::bundled("sample/listed.entities.ftm.json")}, {}, builder, rejects);
        builder.end_list(version);
        builder.write(folder->path("watch.tw"));
        const index::Index index(folder->path("watch.tw"));
        const goods::GoodsBook goods;
        const Policy policy = default_policy();
        ScreenOptions options;
        options.file = tidewaiter::test::bundled("sample/shipments.csv");
        options.decisions = folder->path("d.csv");
        options.findings = folder->path("f.csv");
        result = new ScreenResult(screen_file({.index = index, .goods = goods, .policy = policy, .as_of = "2026-08-31", .tool_version = "0", .command = "test"}, options));
        std::map<std::string, std::string> shipment_of;
        for (const Row& row : test::read_rows(options.decisions)) {
            decisions[row.at("shipment_id")] = row;
            shipment_of[row.at("record_id")] = row.at("shipment_id");
        }
        for (const Row& row : test::read_rows(options.findings)) {
            findings[shipment_of.at(row.at("record_id"))].push_back(row);
        }
    }

    static void TearDownTestSuite() {
        delete result;
        delete folder;
    }

    static bool has(const std::string& shipment, const std::string& rule, const std::string& entity) {
        const std::string id = rule.substr(0, rule.find(':'));
        const std::string list = rule.find(':') == std::string::npos ? "" : rule.substr(rule.find(':') + 1);
        return std::ranges::any_of(findings[shipment], [&](const Row& row) {
            return row.at("rule") == id && (list.empty() || row.at("control_list") == list) && (id != "R07" || row.at("entity_id") == entity);
        });
    }

    static inline tidewaiter::test::ScratchFolder* folder = nullptr;
    static inline ScreenResult* result = nullptr;
    static inline std::map<std::string, Row> decisions;                 // by shipment
    static inline std::map<std::string, std::vector<Row>> findings;     // by shipment
};

TEST_F(SampleTest, EveryPlantedCaseIsMetByTheRulesNamed) {
    const std::vector<Row> planted = test::read_rows(tidewaiter::test::bundled("sample/planted.csv"));
    EXPECT_GE(planted.size(), 60U);
    for (const Row& row : planted) {
        const std::string& shipment = row.at("shipment_id");
        std::string_view rules = row.at("rules");
        while (!rules.empty()) {
            const std::size_t end = std::min(rules.find('+'), rules.size());
            const std::string rule(rules.substr(0, end));
            rules.remove_prefix(std::min(end + 1, rules.size()));
            EXPECT_TRUE(has(shipment, rule, row.at("entity_id"))) << shipment << " wants " << rule << ": " << row.at("why");
        }
        const std::string& decision = decisions.at(shipment).at("decision");
        EXPECT_GE(rank(decision), rank(row.at("at_least"))) << shipment << " " << decision << ": " << row.at("why");
        EXPECT_LE(rank(decision), rank(row.at("at_most"))) << shipment << " " << decision << ": " << row.at("why");
        if (row.at("at_most") == "not_screened") {
            EXPECT_EQ(decision, "not_screened") << shipment;
        }
    }
}

TEST_F(SampleTest, OfTheOthersAtMostTwoInAHundredAreSentToReview) {
    std::map<std::string, bool> planted;
    for (const Row& row : test::read_rows(tidewaiter::test::bundled("sample/planted.csv"))) {
        planted[row.at("shipment_id")] = true;
    }
    std::size_t others = 0;
    std::size_t sent = 0;
    for (const auto& [shipment, row] : decisions) {
        if (!planted.contains(shipment)) {
            ++others;
            sent += rank(row.at("decision")) > 0 ? 1U : 0U;
        }
    }
    EXPECT_GE(others, 1'900U);
    EXPECT_LE(sent * 100, others * 2) << sent << " of " << others;
    EXPECT_GT(sent, 0U) << "honest trade looks like this at times: none at all would mean that the flags are blind";
}

TEST_F(SampleTest, TheSummaryCountsWhatTheFileHolds) {
    EXPECT_EQ(result->summary.shipments, 2'000U);
    EXPECT_EQ(result->summary.rejected, 0U);
    EXPECT_EQ(result->summary.decisions[static_cast<std::size_t>(Decision::not_screened)], 1U);
    EXPECT_FALSE(result->summary.no_name_screened);
}

} // namespace
} // namespace tidewaiter::screen
