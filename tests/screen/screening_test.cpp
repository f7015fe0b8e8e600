#include "fixture.hpp"

#include "base/failure.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <csignal>
#include <random>
#include <set>

#include <sys/resource.h>

namespace tidewaiter::screen {
namespace {

using test::Row;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class ScreenTest : public testing::Test {
protected:
    test::Bench bench;

    test::Screened screen(std::string_view text, std::string_view name = "input.csv") { return test::screen_text(bench, text, name); }

    /// The message of the failure, its hint in `hint`.
    std::string failure(std::string_view text, ScreenOptions options = {}) {
        ScreenOptions asked = test::options_for(bench, bench.folder.write("input.csv", text));
        asked.day_order = options.day_order;
        asked.mapping = options.mapping;
        asked.progress = options.progress;
        try {
            screen_file(bench.inputs(), asked);
        } catch (const base::Failure& problem) {
            hint = problem.hint();
            kind = problem.kind();
            return problem.what();
        }
        return "nothing";
    }

    std::string hint;
    base::FailureKind kind{};
};

TEST_F(ScreenTest, EveryRecordGetsTheDecisionOfItsShipment) {
    const test::Screened made = screen("record_id,shipment_id,consignee,consignee_country,hs,branch\n"
                                       "r1,A,Plumbury Orchard Tools,FR,640399,x\nr2,B,Zarnitsa Optical Works JSC,RU,640399,y\n"
                                       "r3,A,Plumbury Orchard Tools,FR,950300,z\nr4,B,Other,RU,640399,y\n");
    EXPECT_EQ(made.words(), "r1 no_finding; r2 hold; r3 no_finding; r4 hold");
    EXPECT_EQ(made.decisions[3].at("shipment_id"), "B");
    EXPECT_EQ(made.decisions[3].at("top_rule"), "R07");
    EXPECT_EQ(made.decisions[3].at("alert_ids"), made.alerts[0].at("alert_id"));
    EXPECT_EQ(made.decisions[3].at("branch"), "y") << "the user's own column";
    EXPECT_EQ(made.decisions[0].at("top_score"), "");
    EXPECT_EQ(made.decisions[0].at("as_of"), "2026-03-15");
    EXPECT_EQ(made.decisions[0].at("policy_hash"), default_policy().hash);
    EXPECT_THAT(made.decisions[0].at("lists_hash"), SizeIs(16));
    EXPECT_EQ(made.result.summary.records, 4U);
    EXPECT_EQ(made.result.summary.shipments, 2U);
    EXPECT_THAT(made.result.summary.decisions, ElementsAre(2, 0, 2, 0));
}

TEST_F(ScreenTest, ColumnsAreAsPromised) {
    screen("shipment_id,consignee,decision,record_id,colour\nA,Zarnitsa Optical Works JSC,mine,r1,red\n");
    const std::string decisions = tidewaiter::test::read_file(bench.folder.path("out/decisions.csv"));
    EXPECT_EQ(decisions.substr(0, decisions.find_first_of("\r\n")),
              "record_id,shipment_id,decision,top_rule,top_score,findings,alert_ids,missing,policy_hash,lists_hash,as_of,tool_version,consignee,"
              "input_decision,colour");
    const std::string findings = tidewaiter::test::read_file(bench.folder.path("out/findings.csv"));
    EXPECT_EQ(findings.substr(0, findings.find_first_of("\r\n")),
              "finding_id,alert_id,record_id,line_no,role,name_given,country_given,rule,rule_version,kind,strength,score,algorithm,matched_name,"
              "name_kind,entity_id,list,list_entry_id,list_version,listed_on,programme,measure,jurisdiction,evidence_for,evidence_against,missing,"
              "hs,control_list,tier,coverage,sentence,source_url,listings");
}

TEST_F(ScreenTest, AnAlertIsOnePartyAgainstOneEntityOverAllRecords) {
    const test::Screened made = screen("shipment_id,date,consignee,consignee_country,notify,notify_country,hs,value,currency\n"
                                       "A,2026-02-10,Zarnitsa Optical Works JSC,RU,Zarnitsa Optical Works JSC,RU,640399,100.50,EUR\n"
                                       "B,2026-01-05,ZARNITSA OPTICAL WORKS jsc,Russia,,,640399,10,USD\n"
                                       "B,2026-01-05,ZARNITSA OPTICAL WORKS jsc,Russia,,,950300,1,EUR\n"
                                       "C,2026-03-01,Zarnitsa Optical Works JSC,,,,640399,5,EUR\n");
    ASSERT_THAT(made.alerts, SizeIs(2)) << "without a country it is another party";
    const Row& alert = made.alerts[0];
    EXPECT_EQ(alert.at("records"), "3");
    EXPECT_EQ(alert.at("shipments"), "2");
    EXPECT_EQ(alert.at("roles"), "consignee; notify");
    EXPECT_EQ(alert.at("first"), "2026-01-05");
    EXPECT_EQ(alert.at("last"), "2026-02-10");
    EXPECT_EQ(alert.at("total_value"), "101.50 EUR; 10.00 USD");
    EXPECT_EQ(alert.at("decision"), "hold");
    EXPECT_EQ(made.alerts[1].at("decision"), "review");
    EXPECT_EQ(made.result.summary.unique_parties, 3U) << "spelt in two ways, and once without its country";
}

TEST_F(ScreenTest, AlertAndFindingIdsAreStable) {
    const std::string_view file = "consignee,hs,destination\nZarnitsa Optical Works JSC,854231,KZ\nZarnitsa Optical Works JSC,854231,KZ\n";
    const test::Screened once = screen(file);
    const test::Screened twice = screen(file);
    ASSERT_FALSE(once.findings.empty());
    std::set<std::string> ids;
    for (std::size_t i = 0; i < once.findings.size(); ++i) {
        EXPECT_EQ(once.findings[i].at("finding_id"), twice.findings[i].at("finding_id"));
        EXPECT_TRUE(ids.insert(once.findings[i].at("finding_id")).second) << "an id of its own";
    }
    const test::Screened longer = screen("x,consignee,hs,destination\n1,Other,,\n2,Zarnitsa Optical Works JSC,854231,KZ\n");
    EXPECT_EQ(longer.alerts[0].at("alert_id"), once.alerts[0].at("alert_id")) << "in another file too";
}

TEST_F(ScreenTest, WhatTheFileHasNoColumnForIsSaidOnce) {
    const test::Screened made = screen("customer name\nPlumbury Orchard Tools\n");
    std::vector<std::string> inputs;
    for (const MissingInput& missing : made.result.summary.never_present) {
        inputs.push_back(missing.input);
    }
    EXPECT_THAT(inputs, testing::IsSupersetOf({"hs", "destination", "via", "end_user.name", "party.country", "vessel.imo"}));
    EXPECT_EQ(made.decisions[0].at("missing"), "") << "and is not held against its records";
    EXPECT_THAT(made.findings, IsEmpty());
}

TEST_F(ScreenTest, AFieldLeftEmptyIsSaidForItsRecord) {
    const test::Screened made = screen("consignee,end_user,destination,hs,vessel,vessel_imo\nPlumbury Orchard Tools,,,,ROCK STEADY,\n");
    EXPECT_EQ(made.decisions[0].at("missing"), "destination; end_user.name; vessel.imo; hs");
    EXPECT_EQ(made.decisions[0].at("decision"), "no_finding");
}

TEST_F(ScreenTest, NumbersOfPartiesAreNotNames) {
    const test::Screened made = screen("Declaration ID,Importer ID,Seller ID,HS6 Code,Country of Departure\n1,SHHZGSL,249LO7A,854231,CN\n2,A,B,640399,CN\n");
    EXPECT_TRUE(made.result.summary.no_name_screened);
    EXPECT_EQ(made.words(), "1 not_screened; 2 not_screened");
    EXPECT_EQ(made.decisions[0].at("missing"), "name of any party");
    ASSERT_FALSE(made.findings.empty());
    EXPECT_EQ(made.findings[0].at("rule"), "GOODS") << "goods are looked at all the same";
}

// --- bad input ---------------------------------------------------------------------------------------------------

TEST_F(ScreenTest, AShipmentWithoutANameIsNotScreened) {
    const test::Screened made = screen("shipment_id,consignee,hs\nA,,640399\nB,Plumbury Orchard Tools,640399\n");
    EXPECT_EQ(made.words(), "1 not_screened; 2 no_finding");
    EXPECT_EQ(made.decisions[0].at("missing"), "consignee.name; name of any party");
    EXPECT_EQ(made.result.summary.not_screened_because[0], (std::pair<std::string, std::uint64_t>("no name of any party", 1)));
}

TEST_F(ScreenTest, AnHsCodeOfLettersIsSaid) {
    const test::Screened made = screen("consignee,hs\nPlumbury Orchard Tools,ABCDEF\n");
    EXPECT_EQ(made.words(), "1 no_finding");
    EXPECT_EQ(made.decisions[0].at("missing"), "hs:unreadable");
    ASSERT_THAT(made.findings, SizeIs(1));
    EXPECT_EQ(made.findings[0].at("rule"), "INPUT");
    EXPECT_EQ(made.findings[0].at("hs"), "ABCDEF");
    EXPECT_EQ(made.findings[0].at("sentence"), "hs: 'ABCDEF' has the letter A where an HS code has digits only. Write the digits alone, such as "
                                               "8542.31; an ECCN such as 3A001 is not an HS code.");
}

TEST_F(ScreenTest, TheThirtyFirstOfFebruaryIsSaid) {
    const test::Screened made = screen("consignee,date\nPlumbury Orchard Tools,31/02/2026\nZarnitsa Optical Works JSC,2026-02-28\n");
    EXPECT_EQ(made.words(), "1 no_finding; 2 review");
    EXPECT_EQ(made.decisions[0].at("missing"), "date:unreadable");
    ASSERT_FALSE(made.findings.empty());
    EXPECT_THAT(made.findings[0].at("sentence"), HasSubstr("31/02/2026"));
    EXPECT_EQ(made.findings[0].at("rule"), "INPUT");
}

TEST_F(ScreenTest, DaysAndMonthsThatCannotBeToldApartAreRefusedBeforeAnythingIsWritten) {
    EXPECT_EQ(failure("consignee,date\nPlumbury,05/04/2026\n"),
              "column 'date': days and months cannot be told apart: '05/04/2026' (line 2) is 5 April or 4 May, and no date in the column "
              "decides it");
    EXPECT_EQ(hint, "Say which comes first: --day-order day-first or --day-order month-first.");
    EXPECT_EQ(kind, base::FailureKind::bad_input);
    EXPECT_FALSE(std::filesystem::exists(bench.folder.path("out/decisions.csv")));
    EXPECT_EQ(failure("consignee,date\nPlumbury,05/04/2026\n", {.day_order = "day-first"}), "nothing");
}

TEST_F(ScreenTest, ACountryNobodyKnowsIsSaid) {
    const test::Screened made = screen("consignee,destination,hs\nPlumbury Orchard Tools,Freedonia,854231\n");
    EXPECT_EQ(made.decisions[0].at("missing"), "destination:unreadable");
    EXPECT_EQ(made.findings.back().at("sentence"), "destination: 'Freedonia' names no country known here. Write the ISO 3166 code, for example DE.");
}

TEST_F(ScreenTest, ANulInAFieldRejectsItsRecordAndNoOther) {
    const test::Screened made = screen(std::string_view("consignee,hs\nPlumbury,1\nPl\0mbury,640399\nPlumbury,950300\n", 53));
    EXPECT_THAT(made.decisions, SizeIs(3));
    EXPECT_EQ(made.decisions[1].at("decision"), "not_screened");
    EXPECT_THAT(made.decisions[1].at("missing"), testing::StartsWith("record ("));
    ASSERT_THAT(made.rejects, SizeIs(1));
    EXPECT_EQ(made.rejects[0].at("row"), "3");
}

TEST_F(ScreenTest, AQuoteThatNeverClosesFailsTheRun) {
    std::string text = "consignee,hs\n\"Plumbury,1\n";
    for (int i = 0; i < 2'000; ++i) {
        text += "Plumbury,640399\n";
    }
    EXPECT_THAT(failure(text), HasSubstr("line 2"));
    EXPECT_EQ(kind, base::FailureKind::bad_input);
    EXPECT_FALSE(std::filesystem::exists(bench.folder.path("out/decisions.csv")));
}

TEST_F(ScreenTest, TenMegabytesInOneFieldRejectTheRecord) {
    const test::Screened made = screen("consignee,hs\nPlumbury,640399\n" + std::string(10'000'000, 'x') + ",1\nPlumbury,640399\n");
    EXPECT_THAT(made.decisions, SizeIs(3));
    EXPECT_EQ(made.words(), "1 no_finding; 2 not_screened; 3 no_finding");
}

TEST_F(ScreenTest, PastOnePercentOfRejectsTheOthersAreStillDecided) {
    std::string text = "consignee,hs\n";
    for (int i = 0; i < 100; ++i) {
        text += i == 7 ? "broken\n" : "Zarnitsa Optical Works JSC,1\n";
    }
    test::Screened made = screen(text);
    EXPECT_FALSE(made.result.too_many_rejects) << "one of a hundred is 1 %, and not past it";
    made = screen(text + "broken\n");
    EXPECT_TRUE(made.result.too_many_rejects);
    EXPECT_THAT(made.decisions, SizeIs(101));
    EXPECT_THAT(made.rejects, SizeIs(2));
    EXPECT_EQ(made.result.summary.rejected, 2U);
    EXPECT_EQ(made.decisions[50].at("decision"), "review");
    EXPECT_EQ(made.decisions[7].at("decision"), "not_screened");
}

TEST_F(ScreenTest, AFileOfNothingButRejectsIsDecidedToo) {
    const test::Screened made = screen("{\"a\n{\"b\n", "input.jsonl");
    EXPECT_EQ(made.words(), "1 not_screened; 2 not_screened");
    EXPECT_TRUE(made.result.too_many_rejects);
}

TEST_F(ScreenTest, StoppingLeavesWhatWasThere) {
    std::string text = "consignee,hs\n";
    for (int i = 0; i < 3'000; ++i) {
        text += fmt::format("Customer {},640399\n", i);
    }
    const ScreenOptions options = test::options_for(bench, bench.folder.path("input.csv"));
    bench.folder.write("out/decisions.csv", "what was there");
    EXPECT_EQ(failure(text, {.progress = [](std::uint64_t, double) { return false; }}), "stopped before the end: nothing was written");
    EXPECT_EQ(kind, base::FailureKind::machine);
    int calls = 0;
    EXPECT_EQ(failure(text, {.progress = [&calls](std::uint64_t, double share) { return ++calls < 6 || share < 0.2; }}),
              "stopped before the end: nothing was written");
    EXPECT_EQ(tidewaiter::test::read_file(options.decisions), "what was there");
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(bench.folder.path("out"))) {
        files += entry.is_regular_file() ? 1U : 0U;
    }
    EXPECT_EQ(files, 1U) << "no half-written file beside it";
}

TEST_F(ScreenTest, ProgressRisesToTheEnd) {
    std::string text = "consignee,hs\n";
    for (int i = 0; i < 9'000; ++i) {
        text += fmt::format("Customer {},640399\n", i % 40);
    }
    ScreenOptions options = test::options_for(bench, bench.folder.write("input.csv", text));
    double last = 0;
    double lowest_step = 0;
    options.progress = [&](std::uint64_t, double share) {
        lowest_step = std::min(lowest_step, share - last);
        last = share;
        return true;
    };
    screen_file(bench.inputs(), options);
    EXPECT_GT(last, 0.5);
    EXPECT_LE(last, 1.0);
    EXPECT_GE(lowest_step, -1e-9) << "it never goes back";
}

/// Files may grow to so many bytes and no further, as on a full disk.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes) {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        handler_ = std::signal(SIGXFSZ, SIG_IGN);
        rlimit limit = before_;
        limit.rlim_cur = bytes;
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }

    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

    ~FileSizeLimit() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handler_);
    }

private:
    rlimit before_{};
    void (*handler_)(int) = nullptr;
};

TEST_F(ScreenTest, AFullDiskLeavesWhatWasThere) {
    std::string text = "consignee,hs\n";
    for (int i = 0; i < 3'000; ++i) {
        text += fmt::format("Customer {},640399\n", i % 40);
    }
    const ScreenOptions options = test::options_for(bench, bench.folder.write("input.csv", text));
    bench.folder.write("out/decisions.csv", "what was there");
    {
        const FileSizeLimit full(100'000);
        try {
            screen_file(bench.inputs(), options);
            FAIL();
        } catch (const base::Failure& problem) {
            EXPECT_EQ(problem.kind(), base::FailureKind::machine);
            EXPECT_THAT(problem.what(), testing::StartsWith("cannot write "));
        }
    }
    EXPECT_EQ(tidewaiter::test::read_file(options.decisions), "what was there");
    EXPECT_FALSE(std::filesystem::exists(options.findings));
}

// --- other shapes ------------------------------------------------------------------------------------------------

TEST_F(ScreenTest, AJsonObjectIsScreenedLikeRows) {
    const test::Screened made = screen(R"({"shipment_id":"A","destination":"KZ","parties":[{"role":"consignee","name":"Zarnitsa Optical Works JSC","country":"RU"}],)"
                                       R"("lines":[{"hs":"640399"},{"hs":"854231"}],"booked_by":"jd"})"
                                       "\n",
                                       "input.jsonl");
    EXPECT_EQ(made.words(), "1 hold");
    EXPECT_EQ(made.decisions[0].at("booked_by"), "jd");
    const auto goods = std::ranges::find_if(made.findings, [](const Row& row) { return row.at("control_list") == "chpl"; });
    ASSERT_NE(goods, made.findings.end());
    EXPECT_EQ(goods->at("line_no"), "2");
}

TEST_F(ScreenTest, OutputsFollowTheirEndings) {
    ScreenOptions options = test::options_for(bench, bench.folder.write("input.csv", "consignee\nZarnitsa Optical Works JSC\n"));
    options.decisions = bench.folder.path("out/d.jsonl");
    options.findings = bench.folder.path("out/f.parquet");
    options.alerts.clear();
    options.rejects.clear();
    screen_file(bench.inputs(), options);
    EXPECT_THAT(tidewaiter::test::read_file(options.decisions), testing::StartsWith("{\"record_id\":\"1\""));
    EXPECT_THAT(tidewaiter::test::read_file(options.findings), testing::StartsWith("PAR1"));
    options.findings = options.decisions;
    EXPECT_THROW(screen_file(bench.inputs(), options), base::Failure) << "one path for two outputs";
    options.findings = bench.folder.path("out/f.xlsx");
    EXPECT_THROW(screen_file(bench.inputs(), options), base::Failure);
}

TEST_F(ScreenTest, CellsThatASpreadsheetWouldRunAreEscaped) {
    screen("consignee,note\nPlumbury Orchard Tools,=cmd|' /C calc'!A0\n");
    EXPECT_THAT(tidewaiter::test::read_file(bench.folder.path("out/decisions.csv")), HasSubstr("'=cmd"));
}

// --- properties --------------------------------------------------------------------------------------------------

/// Files with shuffled, doubled and broken rows, by a fixed seed.
std::string wild_file(std::mt19937& random) {
    constexpr std::array<std::string_view, 9> names = {"Zarnitsa Optical Works JSC", "SNOW STORM", "TO ORDER", "", "Plumbury, Sons", "Kvartsit Microelectronics", "N/A",
                                                       "Granatovy Zavod Vympelkin", "\"quoted\""};
    constexpr std::array<std::string_view, 6> codes = {"854231", "ABC", "", "640399", "8482.10", "0"};
    constexpr std::array<std::string_view, 5> places = {"KZ", "Freedonia", "", "Russia", "FR"};
    std::vector<std::string> rows;
    const std::size_t count = 1 + random() % 120;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string_view name = names[random() % names.size()];
        std::string quoted = name.find_first_of(",\"") == std::string_view::npos ? std::string(name) : "\"Plumbury, \"\"Sons\"\"\"";
        switch (random() % 25) {
        case 0: rows.push_back("too,few"); break;
        case 1: rows.push_back("a,b,c,d,e,f,g,h"); break;
        case 2: rows.push_back("\"text after\" a quote,x,y,z"); break;
        case 3: rows.push_back(rows.empty() ? "S1,x,1,FR" : rows[random() % rows.size()]); break;
        default: rows.push_back(fmt::format("S{},{},{},{}", random() % 30, quoted, codes[random() % codes.size()], places[random() % places.size()]));
        }
    }
    std::shuffle(rows.begin(), rows.end(), random);
    std::string text = "shipment_id,consignee,hs,destination\n";
    for (const std::string& row : rows) {
        text += row + (random() % 40 == 0 ? "\n\n" : "\n");
    }
    return text;
}

TEST_F(ScreenTest, EveryRecordIsInTheDecisionsExactlyOnceWhateverTheFile) {
    std::mt19937 random(20260315);
    for (int round = 0; round < 40; ++round) {
        const std::string text = wild_file(random);
        const test::Screened made = screen(text);
        const auto lines = static_cast<std::size_t>(std::ranges::count(text, '\n')) - 1;
        std::size_t blank = 0;
        for (std::size_t at = text.find("\n\n"); at != std::string::npos; at = text.find("\n\n", at + 1)) {
            ++blank;
        }
        ASSERT_EQ(made.decisions.size(), lines - blank) << text;
        ASSERT_EQ(made.result.summary.records, made.decisions.size());
        std::map<std::string, std::set<std::string>> by_shipment;
        std::uint64_t sum = 0;
        for (std::size_t i = 0; i < made.decisions.size(); ++i) {
            ASSERT_EQ(made.decisions[i].at("record_id"), fmt::format("{}", i + 1));
            if (!made.decisions[i].at("shipment_id").empty()) {
                by_shipment[made.decisions[i].at("shipment_id")].insert(made.decisions[i].at("decision"));
            }
        }
        for (const auto& [id, decisions] : by_shipment) {
            ASSERT_EQ(decisions.size(), 1U) << "shipment " << id << " has two decisions";
        }
        for (const std::uint64_t count : made.result.summary.decisions) {
            sum += count;
        }
        ASSERT_EQ(sum, made.decisions.size());
        ASSERT_EQ(made.rejects.size(), made.result.summary.rejected);
    }
}

} // namespace
} // namespace tidewaiter::screen
