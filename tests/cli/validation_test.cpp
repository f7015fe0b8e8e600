// Old alerts, and the report that is filled in from them.
#include "cli/validation.hpp"
#include "cli/verb.hpp"

#include "index/index.hpp"
#include "call.hpp"
#include "support/files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

using namespace tidewaiter::cli;
using tidewaiter::test::call;
using tidewaiter::test::Ran;
using tidewaiter::test::ScratchFolder;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

namespace {

void add(tidewaiter::index::IndexBuilder& builder, std::string_view id, std::string_view number, std::string_view name, std::string_view born) {
    tidewaiter::entity::Entity party;
    party.id = id;
    party.schema = "Person";
    party.add("name", name);
    party.add("birthDate", born);
    builder.add(std::move(party));
    tidewaiter::entity::Entity sanction;
    sanction.id = std::string(id) + "-s";
    sanction.schema = "Sanction";
    sanction.add("entity", id);
    sanction.add("authorityId", number);
    builder.add(std::move(sanction));
}

class ValidationTest : public testing::Test {
protected:
    ValidationTest() : index(folder.path("watch.tw")) {
        tidewaiter::index::IndexBuilder builder;
        add(builder, "t-1", "1001", "Wolfgang Oberreuter", "1962-11-23");
        add(builder, "t-2", "1002", "Janet van der Bilt", "1970");
        tidewaiter::lists::ListVersion version;
        version.list = "us_test";
        version.version = "2026-01-01";
        builder.end_list(version);
        builder.write(index);
    }

    std::string alerts(std::string_view rows) { return folder.write("worked.csv", "query,birth_date,country,listed_id,disposition\n" + std::string(rows)); }

    ScratchFolder folder;
    std::string index;
};

constexpr std::string_view worked = "Wolfgang Oberreuter,1962-11-23,,t-1,true positive\n"   // kept
                                    "Franz Huber,1931,,1001,TP\n"                            // lost: another name altogether
                                    "Janet Bilt,,,us-1002,Cleared\n"                         // by the publisher's number behind a prefix
                                    "Zoltan Quux,,,t-2,false\n"                              // saved
                                    "Someone Delisted,,,t-99,confirmed\n"                    // lost: no longer listed
                                    "Wolf Oberreuter,,,t-1,\n";                              // open

} // namespace

TEST_F(ValidationTest, OldAlertsAreKeptLostAndSaved) {
    const Ran ran = call({"bench-names", alerts(worked), "--index", index, "--threshold", "0.80"});
    EXPECT_EQ(ran.code, 0) << ran.err;
    EXPECT_THAT(ran.out, AllOf(HasSubstr("6 old alerts: 3 true hits, 2 false alarms, 1 open"), HasSubstr("1 name a listed party that the index does not hold"),
                               HasSubstr("True hits lost at 0.80:"), HasSubstr("line 3: Franz Huber, 1931 | 1001: Wolfgang Oberreuter"),
                               HasSubstr("line 6: Someone Delisted | t-99: not in the index")));
    EXPECT_THAT(ran.out, Not(HasSubstr("line 2:")));
    EXPECT_THAT(ran.out, HasSubstr("\n0.80                1          2"));
}

TEST_F(ValidationTest, CountsAtEveryThresholdAddUp) {
    const OldAlerts found = load_old_alerts(alerts(worked), tidewaiter::index::Index(index), tidewaiter::match::all_algorithms().front());
    for (const ThresholdRow& row : sweep(found)) {
        EXPECT_EQ(row.kept + row.lost, 3U);
        EXPECT_EQ(row.asked + row.saved, 2U);
        EXPECT_EQ(row.lost, lost_at(found, row.threshold).size());
    }
}

TEST_F(ValidationTest, OldAlertsMayHaveOtherSeparatorsAndNames) {
    const std::string path = folder.write("export.csv", "Name given;DOB;Entity ID;Outcome\nWolfgang Oberreuter;1962-11-23;t-1;True Match\n");
    const Ran ran = call({"bench-names", path, "--index", index, "--json"});
    EXPECT_EQ(ran.code, 0) << ran.err;
    EXPECT_THAT(ran.out, AllOf(HasSubstr("\"true_hits\": 1"), HasSubstr("\"lost\": []")));
}

TEST_F(ValidationTest, WhatIsNoDispositionIsNamedByItsLine) {
    const Ran ran = call({"bench-names", alerts("A B,,,t-1,true\nC D,,,t-1,maybe so\n"), "--index", index});
    EXPECT_EQ(ran.code, 3);
    EXPECT_THAT(ran.err, HasSubstr("line 3: 'maybe so' is no disposition"));
    EXPECT_EQ(call({"bench-names", alerts(worked), "--home", folder.path("nowhere")}).code, 3) << "without an index";
    EXPECT_EQ(call({"bench-names", folder.write("n.csv", "name,disposition\nA,true\n"), "--index", index}).code, 3) << "without the listed party";
}

TEST(ShareOf, HasWilsonsInterval) {
    // Checked against the closed form for 8 of 10: 0.4902 to 0.9433 (Brown, Cai and DasGupta 2001, table of methods).
    const Share share = share_of(8, 10);
    EXPECT_NEAR(share.value, 0.8, 1e-12);
    EXPECT_NEAR(share.low, 0.4902, 5e-5);
    EXPECT_NEAR(share.high, 0.9433, 5e-5);
    EXPECT_NEAR(share_of(0, 200).high, 0.0188, 5e-5);
    EXPECT_EQ(to_text(share_of(0, 0)), "-");
}

TEST_F(ValidationTest, TheReportIsFilledInToItsLastFigure) {
    const std::string pairs = folder.write("pairs.csv", "name1,name2,is_match\nWolfgang Oberreuter,\"Oberreuter, Wolfgang\",true\nFranz Huber,Anna Maier,false\n");
    const std::string clean = folder.write("clean.csv", "customer_id,name\n1,Nobody Inparticular\n2,Wolfgang Oberreuter\n");
    const std::string below = folder.write("below.csv", "query,listed_id,line,band_from,band_pairs,disposition\nA,t-1,0.800,0.700,50,false\nB,t-1,0.800,0.700,50,true\nC,t-1,0.800,0.700,50,\n");
    const std::string report = folder.path("report.md");
    const Ran ran = call({"validate", "--alerts", alerts(worked), "--pairs", pairs, "--clean", clean, "--below", below, "-o", report, "--index", index, "--quiet"});
    EXPECT_EQ(ran.code, 0) << ran.err;
    const std::string text = tidewaiter::test::read_file(report);
    EXPECT_THAT(text, Not(HasSubstr("{{")));
    EXPECT_THAT(text, Not(HasSubstr("}}")));
    EXPECT_THAT(text, AllOf(HasSubstr("line 3: Franz Huber, 1931"), HasSubstr("| 0.80 **alert** | 1 | 1 |"), HasSubstr("2 of 3 true hits, 1 of these because"), HasSubstr("| 2 | 1 | 0 | 1 | 0.500"),
                            HasSubstr("| 0.700 to 0.800 | 50 | 2 | 1 | 0.500"), HasSubstr("Not judged yet in"), HasSubstr("us_test")));
}

TEST_F(ValidationTest, WhatWasNotLookedAtIsSaid) {
    const Ran ran = call({"validate", "--alerts", alerts(worked), "--index", index});
    EXPECT_EQ(ran.code, 0);
    EXPECT_THAT(ran.out, AllOf(HasSubstr("No judged sample was given"), HasSubstr("the number of false alarms in daily work is not measured")));
    EXPECT_EQ(call({"validate", "--index", index}).code, 2) << "with nothing at all";
}

TEST_F(ValidationTest, AReportMayLeaveTheHouseWithoutNames) {
    const Ran ran = call({"validate", "--alerts", alerts(worked), "--index", index, "--without-names", "--note", "Labelled by two people."});
    EXPECT_THAT(ran.out, AllOf(HasSubstr("line 3 | 1001"), HasSubstr("line 6 | t-99: not in the index"), HasSubstr("Labelled by two people.")));
    EXPECT_THAT(ran.out, Not(testing::AnyOf(HasSubstr("Huber"), HasSubstr("Oberreuter"))));
}

TEST_F(ValidationTest, AJudgedSampleIsTheOneThatWasDrawn) {
    const std::string below = folder.write("below.csv", "query,listed_id,line,band_from,band_pairs,disposition\nA,t-1,0.8,0.7,1,false\nB,t-1,0.8,0.7,1,true\n");
    const Ran ran = call({"validate", "--below", below, "--index", index});
    EXPECT_EQ(ran.code, 3);
    EXPECT_THAT(ran.err, HasSubstr("band_pairs says 1, and the file has 2 rows"));
}

TEST_F(ValidationTest, TheSampleOfScreenIsReadWhenItIsJudged) {
    const std::string customers = folder.write("customers.csv", "customer_id,name\n1,Wolfgang Oberreit\n2,W. Oberreuther\n3,Janet Bilt\n4,Wolfgang Ober\n5,Janett van Bilt\n");
    const std::string sample = folder.path("sample.csv");
    const Ran drawn = call({"screen", customers, "--index", index, "--below", "0.45", "--sample", "10", "--sample-file", sample});
    ASSERT_EQ(drawn.code, 0) << drawn.err;
    EXPECT_THAT(drawn.out, HasSubstr("drawn with seed 1"));
    const Ran ran = call({"validate", "--below", sample, "--index", index});
    EXPECT_EQ(ran.code, 0) << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("Not judged yet in"));
    EXPECT_EQ(call({"screen", customers, "--index", index, "--sample", "10"}).code, 2) << "without --below";
}
