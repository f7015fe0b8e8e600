#include "fixture.hpp"
#include "screen/conditions.hpp"
#include "screen/decide.hpp"

#include "base/failure.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace tidewaiter::screen {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// --- the file ----------------------------------------------------------------------------------------------------

std::string failure(std::string_view bytes) {
    try {
        parse_policy("p.toml", bytes);
    } catch (const base::Failure& problem) {
        EXPECT_EQ(problem.kind(), base::FailureKind::bad_input);
        return problem.what();
    }
    return "nothing";
}

TEST(PolicyFile, EveryMistakeIsNamedWithItsLine) {
    EXPECT_EQ(failure("nam = \"x\"\n"), "p.toml: line 1: unknown key 'nam'");
    EXPECT_EQ(failure("name = 4\n"), "p.toml: line 1: 'name' wants text in quotes");
    EXPECT_EQ(failure("lists = \"us\"\n"), "p.toml: line 1: 'lists' wants a list of texts");
    EXPECT_EQ(failure("[scores]\nalert = 1.5\n"), "p.toml: line 2: 'alert' wants a number from 0 to 1");
    EXPECT_EQ(failure("[scores]\nalerts = 0.5\n"), "p.toml: line 2: unknown key 'alerts'");
    EXPECT_EQ(failure("[limits]\nmatches_per_party = 0\n"), "p.toml: line 2: 'matches_per_party' wants a whole number from 1 to 100");
    EXPECT_EQ(failure("[match.height]\nsupports = 0.5\n"), "p.toml: line 2: there is no feature 'height'");
    EXPECT_EQ(failure("[match]\ngender = 0.5\n"), "p.toml: line 2: 'gender' wants a table, written [match.gender]");
    EXPECT_EQ(failure("[match.gender]\nsupports = \"much\"\n"), "p.toml: line 2: 'supports' wants a number from 0 to 1");
    EXPECT_EQ(failure("[[combination]]\nname = \"a\"\ndecision = \"clear\"\nall_of = [\"match\"]\n"), "p.toml: line 3: decision is 'clear'");
    EXPECT_EQ(failure("[[combination]]\nname = \"a\"\nall_of = [\"match\"]\n"), "p.toml: line 1: a combination wants a name, a decision and all_of");
    EXPECT_EQ(failure("[[combination]]\nname = \"a\"\ndecision = \"hold\"\nall_of = [\"R99\"]\n"),
              "p.toml: line 1: combination 'a': 'R99' is no condition");
    EXPECT_THAT(failure("name = \n"), HasSubstr("p.toml: line 1: "));
}

TEST(PolicyFile, TheHashIsOfTheBytes) {
    const Policy a = parse_policy("a", "name = \"x\"\n");
    EXPECT_THAT(a.hash, testing::SizeIs(16));
    EXPECT_EQ(a.hash, parse_policy("b", "name = \"x\"\n").hash);
    EXPECT_NE(a.hash, parse_policy("a", "name = \"x\" \n").hash);
}

TEST(PolicyFile, WeightsOfFeaturesCanBeSet) {
    EXPECT_EQ(parse_policy("p", "name = \"x\"\n").weights, nullptr);
    const Policy policy = parse_policy("p", "[match.birth_date]\ncontradicts = 0.2\nsupports = 0\n");
    ASSERT_NE(policy.weights, nullptr);
    const auto row = std::ranges::find(*policy.weights, "birth_date", &match::Feature::name);
    EXPECT_EQ(row->contradicts, 0.2);
    EXPECT_EQ(row->supports, 0);
}

TEST(PolicyFile, TheBuiltInOneIsUsableAndBindsAsDocumented) {
    const Policy policy = default_policy();
    EXPECT_THAT(check_policy(policy), IsEmpty());
    EXPECT_THAT(policy.binding_jurisdictions, ElementsAre("us", "eu", "gb", "un", "own"));
    EXPECT_EQ(policy.alert_score, 0.80);
    EXPECT_EQ(policy.combinations.front().decision, Decision::hold) << "those that hold are asked first";
    EXPECT_NE(std::string(default_policy_text()).find("name = \"default\""), std::string::npos);
}

TEST(PolicyFile, HoldsAreAskedFirstWhereverTheyStand) {
    const Policy policy = parse_policy("p", "[[combination]]\nname=\"r\"\ndecision=\"review\"\nall_of=[\"match\"]\n"
                                            "[[combination]]\nname=\"h\"\ndecision=\"hold\"\nall_of=[\"match\"]\n");
    EXPECT_EQ(policy.combinations.front().name, "h");
}

// --- check -------------------------------------------------------------------------------------------------------

std::vector<std::string> problems(std::string_view combination, std::string_view rest = "") {
    return check_policy(parse_policy("p", fmt::format("name=\"x\"\nbinding_jurisdictions=[\"us\"]\ngoods_lists=[\"chpl\",\"eu\"]\n{}\n"
                                                      "[[combination]]\nname=\"c\"\ndecision=\"review\"\n{}\n",
                                                      rest, combination)));
}

TEST(CheckPolicy, OneIndicatorAloneNeverDecides) {
    const std::string alone = "combination 'c': one indicator alone would send to review; add a second finding";
    EXPECT_THAT(problems("all_of=[\"R04\"]"), ElementsAre(alone));
    EXPECT_THAT(problems("all_of=[\"R11:2\"]"), ElementsAre(alone));
    EXPECT_THAT(problems("all_of=[\"R04\",\"goods:chpl\"]"), ElementsAre(alone)) << "R04 is true of such goods only";
    EXPECT_THAT(problems("all_of=[\"R10\",\"destination:kz\"]"), ElementsAre(alone)) << "a place is context";
    EXPECT_THAT(problems("all_of=[\"destination:kz\"]"), ElementsAre(alone));
    EXPECT_THAT(problems("all_of=[\"R10\"]\nany_of=[\"R11\",\"destination:kz\"]"), ElementsAre(alone)) << "one of the ways is enough";
    EXPECT_THAT(problems("all_of=[\"R10\",\"R10:2\"]"), ElementsAre(alone)) << "twice the same";
}

TEST(CheckPolicy, TwoFindingsOrAMatchDoDecide) {
    for (const char* fine : {"all_of=[\"match\"]", "all_of=[\"R04\",\"R10\"]", "all_of=[\"goods:chpl\"]", "all_of=[\"goods:eu\",\"destination:ru\"]",
                             "all_of=[\"goods:chpl\",\"R11\"]", "all_of=[\"R04\"]\nany_of=[\"R10\",\"match:near\"]", "all_of=[\"R07\"]"}) {
        EXPECT_THAT(problems(fine), IsEmpty()) << fine;
    }
}

TEST(CheckPolicy, WhatCanNeverHoldIsSaid) {
    EXPECT_THAT(problems("all_of=[\"goods:us\"]"),
                ElementsAre("combination 'c': goods list 'us' is not among goods_lists, so 'goods:us' can never hold"));
    EXPECT_THAT(problems("all_of=[\"match\"]", "[scores]\nalert=0.6\n"), ElementsAre("scores: alert 0.6 is below candidate 0.7"));
    EXPECT_THAT(problems("all_of=[\"match\"]", "[scores]\ncandidate=0.3\n"),
                ElementsAre("scores: candidate 0.3 is too low: below 0.5 every common word meets a listed name"));
    EXPECT_THAT(problems("all_of=[\"match\"]\nat_least_score=0.5"),
                ElementsAre("combination 'c': at_least_score 0.5 is below the alert score 0.8, which counts anyway"));
    EXPECT_THAT(problems("all_of=[\"match\"]", "transshipment=[\"XX\"]"), ElementsAre("transshipment: 'XX' is no lower-case country code"));
    EXPECT_THAT(problems("all_of=[\"match\"]", "[rules]\ncoalition=[\"DE\"]\nwatched_ports=[\"xx\"]"),
                ElementsAre("coalition: 'DE' is no lower-case country code", "watched_ports: 'xx' is no lower-case country code"));
    EXPECT_THAT(problems("all_of=[\"match\"]", "information_measures=[\"hugging\"]"), ElementsAre("information_measures: 'hugging' is no measure"));
    EXPECT_THAT(check_policy(parse_policy("p", "")),
                ElementsAre("the policy has no name", "binding_jurisdictions is empty: no listing could ever send to review",
                            "there is no combination: no record could ever be sent to review"));
    EXPECT_THAT(check_policy(parse_policy("p", "name=\"x\"\nbinding_jurisdictions=[\"USA\"]\n[[combination]]\nname=\"c\"\ndecision=\"hold\"\nall_of=[\"match\"]\n"
                                               "[[combination]]\nname=\"c\"\ndecision=\"hold\"\nall_of=[\"match\"]\n")),
                ElementsAre("binding_jurisdictions: 'USA' is no lower-case code of a jurisdiction", "two combinations are named 'c'"));
}

TEST(CheckPolicy, AnUnusablePolicyIsRefusedBeforeAnythingRuns) {
    Policy policy = default_policy();
    policy.combinations[0].all_of = {"R04"};
    try {
        Decider decider(policy);
        FAIL();
    } catch (const base::Failure& problem) {
        EXPECT_STREQ(problem.what(), "the policy 'default' cannot be used: combination 'frozen-by-identifier': one indicator alone would "
                                     "send to hold; add a second finding");
    }
}

TEST(DefaultPolicy, ANameAloneNeverHolds) {
    for (const Combination& combination : default_policy().combinations) {
        if (combination.decision != Decision::hold) {
            continue;
        }
        const bool more = std::ranges::any_of(combination.all_of, [](const std::string& condition) {
            return condition.find(":identifier") != std::string::npos || condition.find(":exact") != std::string::npos;
        });
        EXPECT_TRUE(more) << combination.name;
    }
    EXPECT_EQ(default_policy().candidate_score, 0.70);
    EXPECT_EQ(default_policy().alert_score, 0.80);
}

TEST(DefaultPolicy, EveryRuleOfTheNoteHasAPlaceInACombination) {
    for (const Rule& rule : all_rules()) {
        const bool named = std::ranges::any_of(default_policy().combinations, [&rule](const Combination& combination) {
            const auto names = [&rule](const std::string& condition) { return condition.substr(0, condition.find(':')) == rule.id; };
            return std::ranges::any_of(combination.all_of, names) || std::ranges::any_of(combination.any_of, names);
        });
        // R13 and R15 speak of amounts that are often typed wrong; they inform whoever looks for another reason.
        const bool informs = rule.id == "R07" || rule.id == "GOODS" || rule.id == "INPUT" || rule.id == "R13" || rule.id == "R15";
        EXPECT_NE(named, informs) << rule.id;
    }
}

TEST(CheckPolicy, ARuleThatLooksAtHighPriorityGoodsIsAloneBesideThem) {
    for (const std::string rule : {"R01", "R02", "R03", "R04", "R14", "R20"}) {
        EXPECT_THAT(problems("all_of=[\"goods:chpl\",\"" + rule + "\"]"), testing::SizeIs(1)) << rule;
    }
    EXPECT_THAT(problems("all_of=[\"goods:chpl\",\"R23\"]"), IsEmpty()) << "R23 looks at all goods";
}

std::string rules_problem(std::string_view text) {
    try {
        parse_policy("p", text);
        return "none";
    } catch (const base::Failure& problem) {
        return problem.what();
    }
}

TEST(ParsePolicy, RulesTakeTheirThresholdsFromThePolicy) {
    const Policy policy = parse_policy("p", "name=\"x\"\n[rules]\nd0=\"2023-01-01\"\ncoalition=[\"de\"]\n[rules.R03]\ngrowth=5\n[usd_per]\nEUR=1.08\n");
    EXPECT_EQ(policy.d0, 19'358);
    EXPECT_THAT(policy.coalition, ElementsAre("de"));
    EXPECT_EQ(policy.parameters[Parameter::r03_growth], 5);
    EXPECT_EQ(policy.parameters[Parameter::r03_least_usd], 50'000) << "as built in";
    EXPECT_EQ(policy.usd_per.at("EUR"), 1.08);
    EXPECT_EQ(parse_policy("p", "name=\"x\"").d0, default_policy().d0);
}

TEST(ParsePolicy, AWrongThresholdIsRefused) {
    EXPECT_EQ(rules_problem("[rules]\nd0=\"2022\"\n"), "p: line 2: 'd0' wants a day in quotes");
    EXPECT_EQ(rules_problem("[rules.R99]\ngrowth=3\n"), "p: line 1: unknown key 'R99'");
    EXPECT_EQ(rules_problem("[rules.R03]\ngrow=3\n"), "p: line 2: [rules.R03] has no 'grow'");
    EXPECT_EQ(rules_problem("[rules.R03]\ngrowth=0.5\n"), "p: line 2: [rules.R03] growth is 0.5, and wants 1 to 1000");
    EXPECT_EQ(rules_problem("[rules.R03]\ngrowth=\"3\"\n"), "p: line 2: 'growth' wants a number");
    EXPECT_EQ(rules_problem("[usd_per]\neuro=1\n"), "p: line 2: 'euro' is no currency");
    EXPECT_EQ(rules_problem("[usd_per]\nEUR=0\n"), "p: line 2: 'EUR' wants the USD for one unit, a number above 0");
}

TEST(WithGoodsLists, WhatCannotHoldIsLeftOutAndTheHashChanges) {
    const Policy policy = default_policy();
    const Policy only = with_goods_lists(policy, {"us"});
    EXPECT_NE(only.hash, policy.hash);
    EXPECT_THAT(check_policy(only), IsEmpty());
    for (const Combination& combination : only.combinations) {
        EXPECT_THAT(combination.all_of, testing::Not(testing::Contains("goods:chpl"))) << combination.name;
    }
    EXPECT_EQ(with_goods_lists(policy, policy.goods_lists).combinations.size(), policy.combinations.size());
}

// --- conditions --------------------------------------------------------------------------------------------------

TEST(Conditions, SayWhatIsWrong) {
    for (const auto& [text, message] : {std::pair{"", "'' is no condition"}, {"match:", "'match:' is no condition"}, {"match:rain", "'match:rain': a match has no 'rain'"},
                                        {"goods", "'goods' names no control list"}, {"destination", "'destination' names no place"},
                                        {"destination:RU", "'destination:RU': 'RU' is no country code"}, {"R04:4", "'R04:4': a strength is 1, 2 or 3"},
                                        {"INPUT", "'INPUT' is no condition"}, {"missing", "'missing' names no input"}}) {
        const auto parsed = parse_condition(text);
        ASSERT_FALSE(parsed) << text;
        EXPECT_EQ(parsed.error().message, message);
    }
}

TEST(Conditions, ABasketsNameMayHoldAColon) {
    const auto parsed = parse_condition("goods:machine_tools:narrow");
    ASSERT_TRUE(parsed);
    EXPECT_EQ(parsed->word, "machine_tools:narrow");
    EXPECT_EQ(parse_condition("goods:chpl:3.A")->value, "3.A");
}

Finding match_of(double score) {
    Finding finding;
    finding.rule = "R07";
    finding.kind = FindingKind::match;
    finding.score = score;
    finding.strength = 2;
    finding.measure = "asset_freeze";
    return finding;
}

bool meets(std::string_view condition, const Finding& finding, double least = 0) {
    return is_fulfilled_by(*parse_condition(condition), finding, least, 0.80);
}

TEST(Conditions, AMatchCountsFromTheAlertScore) {
    EXPECT_TRUE(meets("match", match_of(0.80)));
    EXPECT_FALSE(meets("match", match_of(0.79)));
    EXPECT_TRUE(meets("match:near", match_of(0.79)));
    EXPECT_FALSE(meets("match:near", match_of(0.80)));
    EXPECT_FALSE(meets("match", match_of(0.90), 0.95));
    EXPECT_FALSE(meets("match:near", match_of(0.90), 0.95)) << "near is below the alert score, whatever else is asked";
    Finding information = match_of(0.99);
    information.kind = FindingKind::information;
    EXPECT_FALSE(meets("match", information));
}

TEST(Conditions, AMatchIsAskedForItsMeasureAndItsEvidence) {
    Finding finding = match_of(0.9);
    EXPECT_TRUE(meets("match:asset_freeze", finding));
    EXPECT_FALSE(meets("match:sectoral", finding));
    EXPECT_FALSE(meets("match:identifier", finding));
    EXPECT_FALSE(meets("match:corroborated", finding));
    finding.corroborated = true;
    EXPECT_TRUE(meets("match:asset_freeze:corroborated", finding));
    EXPECT_FALSE(meets("match:asset_freeze:exact", finding));
    finding.exact = true;
    EXPECT_TRUE(meets("match:asset_freeze:exact", finding));
    finding.by_identifier = true;
    finding.score = 0.5;
    EXPECT_TRUE(meets("match:identifier", finding)) << "a number outweighs the score of the name beside it";
    Finding weak = match_of(0.9);
    weak.weak = true;
    EXPECT_FALSE(meets("match", weak));
    EXPECT_TRUE(meets("match:weak", weak));
}

// --- decisions ---------------------------------------------------------------------------------------------------

class DecideTest : public testing::Test {
protected:
    test::Bench bench;

    std::string decide(const Shipment& shipment) {
        const ShipmentResult result = bench.screen(shipment);
        return std::string(to_text(result.decision)) + (result.because.empty() ? "" : " " + result.because);
    }

    Shipment of(const Party& party) {
        Shipment made = test::shipment("fr", "640399");
        made.parties.push_back(party);
        return made;
    }
};

TEST_F(DecideTest, ANameAloneNeverHolds) {
    EXPECT_EQ(decide(of(test::party(Role::notify, "Zarnitsa Optical Works JSC"))), "review listed-party");
    EXPECT_EQ(decide(of(test::party(Role::notify, "Zarnitsa Optical Works JSC", "RU"))), "hold frozen-by-exact-name-and-more");
    EXPECT_EQ(decide(of(test::party(Role::notify, "Zarnitsa Optical Works JSC", "FR"))), "review listed-party") << "the country contradicts";
    EXPECT_EQ(decide(of(test::party(Role::notify, "Kvartsit Microelectronics", "RU"))), "review listed-party") << "sectoral";
}

TEST_F(DecideTest, AnIdentifierHolds) {
    Party ship = test::party(Role::vessel, "PRETTY WOMAN");
    ship.schema = "Vessel";
    ship.imo = "9187629";
    EXPECT_EQ(decide(of(ship)), "hold frozen-by-identifier");
    ship.name = "SNOW STORM";
    ship.imo = "9074729";
    EXPECT_EQ(decide(of(ship)), "no_finding") << "refuted";
}

TEST_F(DecideTest, OneIndicatorAloneNeverSendsToReview) {
    EXPECT_EQ(decide(test::shipment("kz", "854231")), "no_finding") << "R04";
    Shipment made = test::shipment("am", "640399");
    made.parties[0].phone = "+7 495 0000 118";
    EXPECT_EQ(decide(made), "no_finding") << "R10";
    made = test::shipment("fr", "854231");
    made.parties.pop_back();
    EXPECT_EQ(decide(made), "no_finding") << "R11 with controlled goods to a place that is none of R04's";
    made = test::shipment("rs", "640399");
    made.dispatch = "it";
    made.via = {"hk"};
    EXPECT_EQ(decide(made), "no_finding") << "R16";
}

TEST_F(DecideTest, HighPriorityGoodsToATransshipmentPlaceWithAnotherFlagAreReviewed) {
    Shipment made = test::shipment("kz", "854231");
    made.parties.pop_back();
    EXPECT_EQ(decide(made), "review chpl-transshipment-flag");
    made = test::shipment("rs", "848210");
    made.dispatch = "it";
    made.via = {"hk"};
    EXPECT_EQ(decide(made), "review chpl-transshipment-flag");
    EXPECT_EQ(decide(test::shipment("ru", "854231")), "review chpl-to-russia-or-belarus");
    EXPECT_EQ(decide(test::shipment("ru", "300490")), "no_finding") << "medicines";
    made = test::shipment("mn", "854231");
    made.via = {"ru"};
    EXPECT_EQ(decide(made), "review chpl-to-russia-or-belarus");
}

TEST_F(DecideTest, WithoutAnyNameNothingCanBeSaid) {
    Shipment made = test::shipment("fr", "640399");
    made.parties.clear();
    EXPECT_EQ(decide(made), "not_screened");
    EXPECT_THAT(bench.screen(made).missing, testing::Contains("name of any party"));
    made.parties = {test::party(Role::consignee, "TO ORDER")};
    EXPECT_EQ(decide(made), "not_screened");
    EXPECT_THAT(bench.screen(made).missing, testing::Contains("consignee.name (to order)"));
    made.parties = {test::party(Role::consignee, ""), test::party(Role::shipper, "Plumbury Orchard Tools")};
    made.parties[0].country = "FR";
    EXPECT_EQ(decide(made), "no_finding") << "another party could be screened";
    EXPECT_THAT(bench.screen(made).missing, testing::Contains("consignee.name"));
}

TEST_F(DecideTest, GoodsThatAskForReviewOutweighAMissingName) {
    Shipment made = test::shipment("ru", "854231");
    made.parties.clear();
    EXPECT_EQ(decide(made), "review chpl-to-russia-or-belarus");
    EXPECT_THAT(bench.screen(made).missing, testing::Contains("name of any party"));
}

TEST(DecidePolicy, AllMatchConditionsSpeakOfOneParty) {
    Policy policy = default_policy();
    policy.combinations = {{.name = "c", .all_of = {"match:identifier", "match:sectoral"}, .decision = Decision::hold}};
    const test::Bench bench(policy);
    Shipment made = test::shipment("fr", "640399");
    Party ship = test::party(Role::vessel, "X");
    ship.schema = "Vessel";
    ship.imo = "9187629";
    made.parties.push_back(ship);
    made.parties.push_back(test::party(Role::notify, "Kvartsit Microelectronics"));
    EXPECT_EQ(bench.screen(made).decision, Decision::no_finding) << "one has the number, the other the measure";
}

TEST(DecidePolicy, MissingAndUnreadableInputsCanBeAskedFor) {
    Policy policy = default_policy();
    policy.combinations = {{.name = "c", .all_of = {"goods:chpl", "missing:end_user.name"}, .decision = Decision::review},
                           {.name = "d", .all_of = {"match", "unreadable:hs"}, .decision = Decision::review}};
    const test::Bench bench(policy);
    Shipment made = test::shipment("fr", "854231");
    EXPECT_EQ(bench.screen(made).decision, Decision::no_finding);
    made.parties.pop_back();
    EXPECT_EQ(bench.screen(made).because, "c");
    made = test::shipment("fr", "ABC");
    made.parties[0].name = "Zarnitsa Optical Works JSC";
    EXPECT_EQ(bench.screen(made).because, "d");
}

} // namespace
} // namespace tidewaiter::screen
