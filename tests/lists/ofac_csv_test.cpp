#include "base/failure.hpp"
#include "collected.hpp"
#include "support/files.hpp"

#include <gmock/gmock.h>

namespace tidewaiter::lists {

namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

// A set of the form that OFAC publishes: nulls as "-0- ", CRLF, and control-Z alone on the last line.
constexpr std::string_view sdn =
    "36,\"EXAMPLE AIRLINES, LTD.\",-0- ,\"CUBA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n"
    "40,\"DOE, John\",\"individual\",\"IRAN] [SDGT] [IRGC\",\"Minister; General\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"
    "\"DOB 12 May 1963; POB Homs, Syria; Minister; a.k.a. 'ABU, J'; Passport CH-217-0-431 (Iran); Linked To: EXAMPLE "
    "AIRLINES, LTD..\"\r\n"
    "41,\"SEA STAR\",\"vessel\",\"SDGT\",-0- ,\"T2EU4\",\"Crude Oil Tanker\",\"99,144\",\"56,068\",\"Iran\",\"EXAMPLE "
    "AIRLINES, LTD.\",\"Vessel Registration Identification IMO 9187629; MMSI 572469210.\"\r\n"
    "42,\"EP-AAA\",\"aircraft\",\"SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"Aircraft Model IL-76TD.\"\r\n\x1a\r\n";
constexpr std::string_view add = "36,1,\"12 Main Street\",\"Havana 10400\",\"Cuba\",-0- \r\n"
                                 "40,2,-0- ,-0- ,-0- ,-0- \r\n"
                                 "40,3,-0- ,\"Hofrat\",\"Region: Kafia Kingi\",-0- \r\n"
                                 "41,4,-0- ,-0- ,\"undetermined\",-0- \r\n\x1a";
constexpr std::string_view alt = "36,1,\"fka\",\"OLD EXAMPLE, LTD.\",-0- \r\n"
                                 "40,2,\"aka\",\"DOE, Jack\",-0- \r\n\x1a";

class OfacCsv : public ::testing::Test {
protected:
    test::ReadList load(std::string_view primary, std::string_view addresses = {}, std::string_view alternates = {},
                        std::string_view comments = {}) {
        ListFiles files{folder_.write_on(std::chrono::year{2020} / 1 / 2, "sdn.csv", primary)};
        if (!addresses.empty()) {
            files.push_back(folder_.write("add.csv", addresses));
        }
        if (!alternates.empty()) {
            files.push_back(folder_.write("alt.csv", alternates));
        }
        if (!comments.empty()) {
            files.push_back(folder_.write("sdn_comments.csv", comments));
        }
        return test::load(files, {});
    }

    std::string failure(std::string_view primary) {
        try {
            load(primary);
        } catch (const base::Failure& caught) {
            return caught.what();
        }
        return {};
    }

    test::ScratchFolder folder_;
};

std::string row(int entry, std::string_view name, std::string_view remarks = "-0- ") {
    return std::to_string(entry) + ",\"" + std::string(name) + "\",-0- ,\"CUBA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ," +
           std::string(remarks) + "\n";
}

std::string rows(int count) {
    std::string text;
    for (int i = 1; i <= count; ++i) {
        text += row(i, "COMPANY " + std::to_string(i));
    }
    return text;
}

} // namespace

TEST_F(OfacCsv, TheSetIsJoinedByEntryNumber) {
    const auto list = load(sdn, add, alt);
    EXPECT_EQ(list.version.list, "us_ofac_sdn");
    EXPECT_EQ(list.version.format, "ofac-csv");
    EXPECT_EQ(list.version.version, "2020-01-02");
    EXPECT_EQ(list.version.records, 4U);
    EXPECT_EQ(list.version.entities, 4U);
    EXPECT_EQ(list.version.names, 7U);
    EXPECT_EQ(list.version.rejects, 0U);
    EXPECT_EQ(list.version.files.size(), 3U);
    const auto& company = list.sink.at("ofac-36");
    EXPECT_EQ(company.schema, "Organization");
    EXPECT_THAT(company.values("previousName"), ElementsAre("OLD EXAMPLE, LTD."));
    EXPECT_THAT(company.values("address"), ElementsAre("12 Main Street, Havana 10400, Cuba"));
    EXPECT_THAT(company.values("country"), ElementsAre("cu"));
}

TEST_F(OfacCsv, ACompanyKeepsItsCommaAPersonDoesNot) {
    const auto list = load(sdn, add, alt);
    EXPECT_THAT(list.sink.at("ofac-36").values("name"), ElementsAre("EXAMPLE AIRLINES, LTD."));
    const auto& person = list.sink.at("ofac-40");
    EXPECT_THAT(person.values("name"), ElementsAre("John DOE"));
    EXPECT_THAT(person.values("alias"), ElementsAre("Jack DOE"));
    EXPECT_THAT(person.values("weakAlias"), ElementsAre("J ABU"));
    EXPECT_THAT(person.values("lastName"), ElementsAre("DOE"));
    EXPECT_THAT(person.values("firstName"), ElementsAre("John"));
}

TEST_F(OfacCsv, ANullInsideTextIsText) {
    const auto list = load(sdn, add, alt);
    EXPECT_THAT(list.sink.at("ofac-40").values("passportNumber"), ElementsAre("CH-217-0-431"));
}

TEST_F(OfacCsv, TitlesArePositionsAndNotNotedAgain) {
    const auto list = load(sdn, add, alt);
    EXPECT_THAT(list.sink.at("ofac-40").values("position"), ElementsAre("Minister", "General"));
    EXPECT_THAT(list.sink.at("ofac-40").values("notes"), ElementsAre("Linked To: EXAMPLE AIRLINES, LTD."));
}

TEST_F(OfacCsv, ProgrammesInBracketsArePartedAndGiveTheMeasure) {
    const auto sanctions = load(sdn).sink.with("Sanction", "entity", "ofac-40");
    ASSERT_EQ(sanctions.size(), 1U);
    EXPECT_THAT(sanctions[0].values("program"), ElementsAre("IRAN", "SDGT", "IRGC"));
    EXPECT_EQ(sanctions[0].first("measure"), "asset_freeze");
    EXPECT_EQ(sanctions[0].first("authorityId"), "40");
    EXPECT_EQ(sanctions[0].first("country"), "us");
}

TEST_F(OfacCsv, ShipsHaveTheirColumnsAndNumbers) {
    const auto ship = load(sdn, add).sink.at("ofac-41");
    EXPECT_EQ(ship.schema, "Vessel");
    EXPECT_THAT(ship.values("imoNumber"), ElementsAre("9187629"));
    EXPECT_THAT(ship.values("callSign"), ElementsAre("T2EU4"));
    EXPECT_THAT(ship.values("tonnage"), ElementsAre("99144"));
    EXPECT_THAT(ship.values("grossRegisteredTonnage"), ElementsAre("56068"));
    EXPECT_THAT(ship.values("flag"), ElementsAre("ir"));
    EXPECT_THAT(ship.values("address"), IsEmpty());
}

TEST_F(OfacCsv, LinkedNamesBecomeLinks) {
    const auto list = load(sdn);
    const auto linked = list.sink.with("UnknownLink", "subject", "ofac-40");
    ASSERT_EQ(linked.size(), 1U);
    EXPECT_EQ(linked[0].first("object"), "ofac-36");
    EXPECT_EQ(linked[0].first("role"), "Linked To");
    const auto owned = list.sink.with("UnknownLink", "subject", "ofac-41");
    ASSERT_EQ(owned.size(), 1U);
    EXPECT_EQ(owned[0].first("role"), "Vessel owner");
}

TEST_F(OfacCsv, ARegionIsNoCountry) {
    const auto places = load(sdn, add).sink.with("Address", "region", "Kafia Kingi");
    ASSERT_EQ(places.size(), 1U);
    EXPECT_EQ(places[0].first("city"), "Hofrat");
    EXPECT_FALSE(places[0].has("country"));
}

TEST_F(OfacCsv, LineEndsMayBeLineFeedsAlone) {
    std::string plain(sdn);
    std::erase(plain, '\r');
    EXPECT_EQ(load(plain).version.entities, 4U);
}

TEST_F(OfacCsv, AHeaderAndEmptyRowsAreLayout) {
    const std::string text = "ent_num,SDN_name,SDN_type,Program,Title,Call_Sign,Vess_type,Tonnage,GRT,Vess_flag,Vess_owner,"
                             "Remarks\r\n\r\n" + rows(2) + ",,,,,,,,,,,\r\n";
    const auto list = load(text);
    EXPECT_EQ(list.version.records, 2U);
    EXPECT_EQ(list.version.layout, 3U);
    EXPECT_EQ(list.version.rejects, 0U);
}

TEST_F(OfacCsv, PipesSeparateToo) {
    std::string piped;
    bool quoted = false;
    for (const char c : sdn) {
        quoted = c == '"' ? !quoted : quoted;
        piped += c == ',' && !quoted ? '|' : c;
    }
    EXPECT_EQ(load(piped).version.entities, 4U);
}

TEST_F(OfacCsv, CodePage1252IsReadAndSaid) {
    const auto list = load(row(1, "MU\xd1OZ \x91" "CO\x92"));
    EXPECT_THAT(list.sink.at("ofac-1").values("name"), ElementsAre("MU\xc3\x91OZ \xe2\x80\x98" "CO\xe2\x80\x99"));
    EXPECT_THAT(list.version.remarks, Contains(HasSubstr("Windows code page 1252: 1")));
}

TEST_F(OfacCsv, OverflowIsAppendedInsideAWord) {
    std::string remarks = "DOB 1960; a.k.a. 'FIRST'; ";
    remarks += std::string(1000 - remarks.size() - 11, 'x') + "; a.k.a. 'J";
    const auto list = load(row(1, "X", '"' + remarks + '"'), {}, {}, "1,\"ohn'; Gender Male.\"\n");
    EXPECT_THAT(list.sink.at("ofac-1").values("weakAlias"), ElementsAre("FIRST", "John"));
    EXPECT_THAT(list.sink.at("ofac-1").values("gender"), ElementsAre("male"));
}

TEST_F(OfacCsv, ACutFactWithoutItsOverflowIsNoFact) {
    std::string remarks = "Digital Currency Address - XBT 1Fz29BQp82pE3vXXcsZoMNQ3KSHfMzfMe3; " + std::string(900, 'x') +
                          "; Digital Currency Address - ETH 0x8576acc5c05d6ce8";
    remarks.resize(1000);
    const auto list = load(row(1, "X", '"' + remarks + '"'));
    EXPECT_THAT(list.sink.at("ofac-1").values("publicKey"), ElementsAre("1Fz29BQp82pE3vXXcsZoMNQ3KSHfMzfMe3"));
    EXPECT_THAT(list.version.remarks, Contains(HasSubstr("remarks cut at 1000 bytes")));
}

TEST_F(OfacCsv, AnOverflowOfAnotherDayDoesNotSpoilTheRemarks) {
    const auto list = load(row(1, "X", "\"Passport A12 issued 18 Nov 2019.\""), {}, {}, "1,\"gSnyYUbD; Gender Male.\"\n");
    EXPECT_THAT(list.sink.with("Passport", "holder", "ofac-1"), IsEmpty());
    EXPECT_THAT(list.sink.with("Identification", "holder", "ofac-1").at(0).first("startDate"), "2019-11-18");
    EXPECT_THAT(list.sink.at("ofac-1").values("notes"), ElementsAre("overflow that nothing leads to: gSnyYUbD"));
    EXPECT_THAT(list.version.remarks, Contains(HasSubstr("not full (files of different days?): 1")));
}

TEST_F(OfacCsv, LostQuotesOfAlternateNamesAreMended) {
    const auto list = load(sdn, {}, "40,2,aka,DOE, Jack,-0- \n40,3,aka,\"ROE, Max\",-0- \n36,4,aka,EXAMPLE,-0- \n\x1a,,,,\n");
    EXPECT_THAT(list.sink.at("ofac-40").values("alias"), ElementsAre("Jack DOE", "Max ROE"));
    EXPECT_EQ(list.version.rejects, 0U);
    EXPECT_EQ(list.version.layout, 1U);
    EXPECT_THAT(list.version.remarks, ElementsAre(HasSubstr("lost their quotes, mended: 1")));
}

TEST_F(OfacCsv, OrphansAreKeptMarkedAndCounted) {
    const auto list = load(sdn, "36,1,-0- ,\"Havana\",\"Cuba\",-0- \n99,2,-0- ,\"Paris\",\"France\",-0- \n98,3,-0- ,\"Rome\",\"Italy\",-0- \n",
                           "99,1,\"aka\",\"NEW NAME\",-0- \n");
    EXPECT_EQ(list.version.records, 4U);
    EXPECT_EQ(list.version.entities, 5U);
    EXPECT_EQ(list.version.orphans, 3U);
    const auto& orphan = list.sink.at("ofac-99");
    EXPECT_EQ(orphan.schema, "LegalEntity");
    EXPECT_THAT(orphan.values("alias"), ElementsAre("NEW NAME"));
    EXPECT_THAT(orphan.values("address"), ElementsAre("Paris, France"));
    EXPECT_THAT(orphan.first("notes"), HasSubstr("primary record of this entry is not in the file"));
    EXPECT_EQ(list.sink.with("Sanction", "entity", "ofac-99").at(0).first("measure"), "unknown");
    EXPECT_THAT(list.version.remarks, ElementsAre(HasSubstr("(files of different days?): 3; such entries kept under their alternate names: 1")));
}

TEST_F(OfacCsv, ANulRejectsItsRow) {
    std::string text = rows(2000);
    text.replace(text.find("COMPANY 7\""), 1, 1, '\0');
    const auto list = load(text);
    EXPECT_EQ(list.version.entities, 1999U);
    ASSERT_EQ(list.rejects.count(), 1U);
    EXPECT_EQ(list.rejects.kept()[0].row, 7U);
    EXPECT_EQ(list.rejects.kept()[0].reason, "a NUL byte");
}

TEST_F(OfacCsv, AStrayQuoteCountsEveryLineItSwallows) {
    std::string text = rows(4000);
    text.replace(text.find("-0- \n101,"), 9, "\"-0- \n101\",");
    const auto list = load(text);
    EXPECT_EQ(list.version.rejects, 2U);
    EXPECT_EQ(list.version.entities + list.version.rejects, 4000U);
    EXPECT_EQ(list.rejects.kept()[0].reason, "a quote that opens in line 100 swallows 2 lines");
}

TEST_F(OfacCsv, AQuoteThatNeverClosesIsRefusedWithItsLine) {
    EXPECT_THAT(failure(rows(10) + "11,\"NEVER CLOSED,-0- \n" + std::string(5000, '\n')),
                HasSubstr("sdn.csv: a quote opened in line 11 is still open"));
}

TEST_F(OfacCsv, AFieldOfTenMegabytesIsRefused) {
    EXPECT_THAT(failure(rows(3) + row(4, std::string(10'000'000, 'x'))), HasSubstr("a quote opened in line 4 is still open"));
    std::string bare = rows(3) + "4," + std::string(10'000'000, 'x') + "\n";
    EXPECT_THAT(failure(bare), HasSubstr("a field in line 4 is longer than 1000000 bytes"));
}

TEST_F(OfacCsv, AListCutInTheMiddleIsRefused) {
    const std::string whole = rows(500);
    EXPECT_THAT(failure(whole.substr(0, whole.find("COMPANY 400") + 4)), HasSubstr("a quote opened in line 400 is still open"));
}

TEST_F(OfacCsv, AListCutBetweenQuotesIsRefusedToo) {
    EXPECT_THAT(failure(rows(500) + "501,\"LAST\",-0- ,\"CU"), HasSubstr("is still open at the end of the file"));
    EXPECT_THAT(failure(rows(500) + "501,\"LAST\",-0- "), HasSubstr("sdn.csv ends in the middle of line 501: it was cut"));
    EXPECT_EQ(load(rows(500) + "501,\"LAST\",-0- \n").version.rejects, 1U);
}

TEST_F(OfacCsv, AMissingEndMarkIsSaid) {
    EXPECT_THAT(load(rows(3)).version.remarks, ElementsAre(HasSubstr("does not end with OFAC's mark for the end")));
    EXPECT_THAT(load(sdn).version.remarks, IsEmpty());
    EXPECT_THAT(load(rows(3) + "\x1a").version.remarks, IsEmpty());
}

TEST_F(OfacCsv, TextBehindTheEndMarkIsRefused) {
    EXPECT_THAT(failure(rows(3) + "\x1a\r\n" + row(4, "HIDDEN")), HasSubstr("control-Z), and text follows it"));
}

TEST_F(OfacCsv, AnEntryThatStandsTwiceIsRejectedOnce) {
    const auto list = load(rows(2000) + row(5, "OTHER"));
    EXPECT_EQ(list.version.records, 2001U);
    EXPECT_EQ(list.version.entities, 2000U);
    EXPECT_EQ(list.rejects.kept().at(0).reason, "entry 5 stands twice in the file");
}

TEST_F(OfacCsv, ConsolidatedProgrammesNameTheListAndTheirMeasures) {
    const std::string cons = "1,\"A\",-0- ,\"UKRAINE-EO13662\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n"
                             "2,\"B, C\",\"individual\",\"SDGT] [NS-PLC\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n";
    const auto list = test::load({folder_.write("list.csv", cons)});
    EXPECT_EQ(list.version.list, "us_ofac_cons");
    EXPECT_EQ(list.sink.with("Sanction", "entity", "ofac-1").at(0).first("measure"), "sectoral");
    EXPECT_EQ(list.sink.with("Sanction", "entity", "ofac-2").at(0).first("measure"), "unknown");
}

TEST_F(OfacCsv, AlternateNamesAloneAreNoList) {
    try {
        test::load({folder_.write("alt.csv", alt)});
        FAIL();
    } catch (const base::Failure& caught) {
        EXPECT_THAT(caught.what(), HasSubstr("belongs to a primary file (SDN.CSV or CONS_PRIM.CSV) that was not given"));
    }
}

TEST(OfacFixed, FixedFieldsAreTheSameFourFiles) {
    const auto fields = [](std::initializer_list<std::pair<std::string_view, std::size_t>> columns, std::string_view rest) {
        std::string line;
        for (const auto& [text, width] : columns) {
            line += text;
            line.append(width - text.size(), ' ');
        }
        return line + std::string(rest) + "\r";
    };
    const auto primary = [&](std::string_view number, std::string_view name, std::string_view type, std::string_view remarks) {
        return fields({{number, 10}, {name, 350}, {type, 12}, {"CUBA] [IRAN", 200}, {"-0-", 200}, {"-0-", 8}, {"-0-", 25}, {"-0-", 14}, {"-0-", 8}, {"-0-", 40}, {"-0-", 150}}, remarks);
    };
    const test::ScratchFolder folder;
    const auto sdn = folder.write("SDN.FF", primary("       36", "UP, Made \"X\"", "individual", "DOB 12 May 1963; Passport A1 (Iran).") +
                                                primary("      173", "MADE-UP, INC.", "-0-", "-0-") + "\x1a\r");
    const auto alt = folder.write("ALT.FF", fields({{"       36", 10}, {"7", 10}, {"aka", 8}, {"UP, Maid", 350}}, "-0-"));
    const auto add = folder.write("ADD.FF", fields({{"       36", 10}, {"8", 10}, {"1 Main Street", 750}, {"Havana", 116}, {"Cuba", 250}}, "-0-"));
    const auto list = test::load({sdn, alt, add});
    EXPECT_EQ(list.version.list, "us_ofac_sdn");
    EXPECT_EQ(list.version.records, 2U);
    EXPECT_EQ(list.version.rejects, 0U);
    const auto& person = list.sink.at("ofac-36");
    EXPECT_THAT(person.values("name"), ::testing::ElementsAre("Made \"X\" UP"));
    EXPECT_THAT(person.values("alias"), ::testing::ElementsAre("Maid UP"));
    EXPECT_THAT(person.values("birthDate"), ::testing::ElementsAre("1963-05-12"));
    EXPECT_THAT(person.values("address"), ::testing::ElementsAre("1 Main Street, Havana, Cuba"));
    EXPECT_THAT(list.sink.at("ofac-173").values("name"), ::testing::ElementsAre("MADE-UP, INC."));
}

TEST(OfacFixed, SeparatorsOfTheSistersAreTold) {
    const test::ScratchFolder folder;
    for (const char separator : {'|', '@'}) {
        std::string row = "36,\"UP, Made\",\"individual\",\"CUBA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB 1963.\"\r\n";
        std::string text;
        bool quoted = false;
        for (const char c : row) {
            quoted = c == '"' ? !quoted : quoted;
            text += c == ',' && !quoted ? separator : c;
        }
        const auto list = test::load({folder.write("sdn.txt", text + "\x1a\r\n")});
        EXPECT_EQ(list.version.format, "ofac-csv");
        EXPECT_THAT(list.sink.at("ofac-36").values("name"), ::testing::ElementsAre("Made UP")) << separator;
    }
}

} // namespace tidewaiter::lists
