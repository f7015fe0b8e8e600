// Alerts are worked once: what is new, changed, the same or gone, and what a person cleared.
#include "fixture.hpp"

#include "base/failure.hpp"
#include "screen/past_work.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace tidewaiter::screen {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* customers = "record_id,customer,country\n1,Zarnitsa Optical Works JSC,RU\n2,Plumbury Orchard Tools,GB\n3,Kvartsit Microelectronics,RU\n";

class PastWork : public testing::Test {
protected:
    test::Bench bench;

    test::Screened screen(std::string_view text, const std::string& baseline = {}, const std::string& cleared = {}) {
        ScreenOptions options = test::options_for(bench, bench.folder.write("input.csv", text));
        options.baseline = baseline;
        ScreenInputs inputs = bench.inputs();
        const ClearedPairs pairs = cleared.empty() ? ClearedPairs() : ClearedPairs::load(cleared);
        inputs.cleared = cleared.empty() ? nullptr : &pairs;
        test::Screened made;
        made.result = screen_file(inputs, options);
        made.decisions = test::read_rows(options.decisions);
        made.findings = test::read_rows(options.findings);
        made.alerts = test::read_rows(options.alerts);
        return made;
    }

    std::string keep_alerts() {
        const std::string kept = bench.folder.path("old_alerts.csv");
        std::filesystem::copy_file(bench.folder.path("out/alerts.csv"), kept, std::filesystem::copy_options::overwrite_existing);
        return kept;
    }

    static const test::Row& alert_of(const test::Screened& made, std::string_view entity) {
        return *std::ranges::find_if(made.alerts, [&](const test::Row& row) { return row.at("entity_id") == entity; });
    }

    std::string problem_of_cleared(std::string_view text) {
        try {
            ClearedPairs::load(bench.folder.write("cleared.csv", text));
        } catch (const base::Failure& failure) {
            return failure.what();
        }
        return "nothing";
    }
};

TEST_F(PastWork, TheSameRunAgainChangesNothing) {
    EXPECT_EQ(alert_of(screen(customers), "us-zarnitsa").at("status"), "") << "nothing to compare with";
    const std::string old = keep_alerts();
    const test::Screened again = screen(customers, old);
    EXPECT_THAT(again.alerts, SizeIs(2));
    for (const test::Row& row : again.alerts) {
        EXPECT_EQ(row.at("status"), "same");
        EXPECT_EQ(row.at("changed"), "");
    }
    EXPECT_EQ(again.result.summary.count(AlertStatus::same), 2U);
}

TEST_F(PastWork, WhatIsNewChangedOrGoneIsSaid) {
    screen(customers);
    const std::string old = keep_alerts();
    const test::Screened made = screen("record_id,customer,country,address\n1,Zarnitsa Optical Works JSC,RU,12 Lenin Street\n4,Anton Ostrogor,BY,\n", old);
    EXPECT_EQ(alert_of(made, "us-zarnitsa").at("status"), "changed");
    EXPECT_THAT(alert_of(made, "us-zarnitsa").at("changed"), HasSubstr("the party's record changed"));
    EXPECT_EQ(alert_of(made, "us-ostrogor").at("status"), "new");
    EXPECT_EQ(alert_of(made, "eu-kvarts").at("status"), "gone");
    EXPECT_EQ(alert_of(made, "eu-kvarts").at("name_given"), "Kvartsit Microelectronics");
    EXPECT_EQ(made.result.gone.size(), 1U);
    // Gone alerts of a baseline are not gone again.
    EXPECT_THAT(screen("record_id,customer,country,address\n4,Anton Ostrogor,BY,\n", keep_alerts()).result.gone, SizeIs(1));
}

TEST_F(PastWork, AClearedPairIsInformationUntilItsDate) {
    EXPECT_EQ(screen(customers).words(), "1 hold; 2 no_finding; 3 review");
    const std::string cleared = bench.folder.write("cleared.csv", "party,entity_id,reason,by,until\nZARNITSA Optical Works (JSC),us-zarnitsa,other company,A. Petit,2026-03-15\n");
    const test::Screened made = screen(customers, {}, cleared);
    EXPECT_EQ(made.words(), "1 no_finding; 2 no_finding; 3 review");
    EXPECT_THAT(alert_of(made, "us-zarnitsa").at("cleared"), HasSubstr("cleared by A. Petit until 2026-03-15: other company"));
    EXPECT_EQ(alert_of(made, "us-zarnitsa").at("kind"), "information");
    EXPECT_THAT(made.findings[0].at("evidence_against"), HasSubstr("cleared by A. Petit"));
    EXPECT_EQ(made.result.summary.count(Clearing::cleared), 1U);
    EXPECT_EQ(made.result.summary.cleared_without_hashes, 1U);
    const std::string late = bench.folder.write("late.csv", "party,entity_id,reason,by,until\nZarnitsa Optical Works JSC,us-zarnitsa,other company,A. Petit,2026-03-14\n");
    const test::Screened after = screen(customers, {}, late);
    EXPECT_EQ(after.words(), "1 hold; 2 no_finding; 3 review");
    EXPECT_THAT(alert_of(after, "us-zarnitsa").at("cleared"), HasSubstr("the date has passed"));
    EXPECT_EQ(after.result.summary.count(Clearing::expired), 1U);
}

TEST_F(PastWork, AClearedPairComesBackWhenEitherSideChanges) {
    const test::Screened first = screen(customers);
    const test::Row& row = alert_of(first, "us-zarnitsa");
    const auto cleared = [&](const std::string& party_hash, const std::string& entity_hash) {
        return bench.folder.write("cleared.csv", "alert_id,name_given,entity_id,party_hash,entity_hash,by\n" + row.at("alert_id") +
                                                     ",Zarnitsa Optical Works JSC,us-zarnitsa," + party_hash + "," + entity_hash + ",A. Petit\n");
    };
    EXPECT_EQ(screen(customers, {}, cleared(row.at("party_hash"), row.at("entity_hash"))).words(), "1 no_finding; 2 no_finding; 3 review");
    const test::Screened entity = screen(customers, {}, cleared(row.at("party_hash"), "0123456789abcdef"));
    EXPECT_EQ(entity.words(), "1 hold; 2 no_finding; 3 review");
    EXPECT_EQ(entity.result.summary.count(Clearing::entity_changed), 1U);
    const test::Screened party = screen("record_id,customer,country,address\n1,Zarnitsa Optical Works JSC,RU,12 Lenin Street\n", {},
                                        cleared(row.at("party_hash"), row.at("entity_hash")));
    EXPECT_EQ(party.words(), "1 hold");
    EXPECT_EQ(party.result.summary.count(Clearing::party_changed), 1U);
}

TEST_F(PastWork, ClearingOnePairLeavesTheOthers) {
    const std::string cleared = bench.folder.write("cleared.csv", "party,entity_id\nZarnitsa Optical Works JSC,eu-kvarts\nPlumbury Orchard Tools,us-zarnitsa\n");
    EXPECT_EQ(screen(customers, {}, cleared).words(), "1 hold; 2 no_finding; 3 review");
}

TEST_F(PastWork, FilesThatCannotBeUsedSayWhy) {
    EXPECT_THAT(problem_of_cleared("party,reason\nA,b\n"), HasSubstr("entity_id"));
    EXPECT_THAT(problem_of_cleared("party,entity_id,until\nA,x,soon\n"), HasSubstr("line 2: 'soon' is no date"));
    EXPECT_THAT(problem_of_cleared("party,entity_id\n,x\n"), HasSubstr("line 2"));
    EXPECT_THAT(problem_of_cleared("party,entity_id\nA,x,y,z\n"), HasSubstr("line 2"));
    const std::string decisions = bench.folder.write("decisions.csv", "record_id,decision\n1,hold\n");
    try {
        Baseline::load(decisions);
        FAIL();
    } catch (const base::Failure& failure) {
        EXPECT_THAT(failure.what(), HasSubstr("no alerts file"));
    }
}

/// Ten thousand shipments to one consignee are one alert.
TEST_F(PastWork, ManyShipmentsToOnePartyAreOneAlert) {
    std::string text = "shipment_id,consignee,consignee_country\n";
    for (int i = 0; i < 10'000; ++i) {
        text += std::to_string(i) + ",Zarnitsa Optical Works JSC,RU\n";
    }
    const test::Screened made = screen(text);
    ASSERT_THAT(made.alerts, SizeIs(1));
    EXPECT_EQ(made.alerts[0].at("shipments"), "10000");
}

} // namespace
} // namespace tidewaiter::screen
