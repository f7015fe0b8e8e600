// The lists of Commerce and State, in small.
#include "collected.hpp"
#include "support/files.hpp"

#include <gmock/gmock.h>

namespace tidewaiter::lists {

namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

const entity::Entity& only(const test::ReadList& list, std::string_view name) {
    for (const entity::Entity& each : list.sink.entities) {
        if (std::ranges::find(each.values("name"), name) != each.values("name").end()) {
            return each;
        }
    }
    ADD_FAILURE() << "nobody is called " << name;
    static const entity::Entity none;
    return none;
}

} // namespace

TEST(DeniedPersons, RowsOfOneOrderAreOnePartyAndExpiredOrdersKeepTheirEnd) {
    const test::ScratchFolder folder;
    const auto path = folder.write("dpl.txt",
        "\"Name\"\t\"Street_Address\"\t\"City\"\t\"State\"\t\"Country\"\t\"Postal_Code\"\t\"Effective_Date\"\t\"Expiration_Date\"\t\"Standard_Order\"\t\"Last_Update\"\t\"Action\"\t\"FR_Citation\"\n"
        "\" MADE UP A/K/A MAID UPP\"\t\"1 SOME ST.\"\t\"NOWHERE\"\t\"TX\"\t\"\"\t\"75081\"\t\"03/04/2002\"\t\"06/29/2012\"\t\"Y\"\t\"2006-07-11\"\t\"10 YEAR DENIAL\"\t\"67 F.R. 1\"\n"
        "\"OTHER ONE\"\t\"3 SOME ST.\"\t\"TORONTO\"\t\"\"\t\"CA\"\t\"\"\t\"10/03/2003\"\t\"\"\t\"N\"\t\"2003-10-06\"\t\"\"\t\"68 F.R. 2\"\n"
        "\"MADE UP A/K/A MAID UPP\"\t\"2 SOME ST.\"\t\"NOWHERE\"\t\"TX\"\t\"US\"\t\"75081\"\t\"03/04/2002\"\t\"06/29/2012\"\t\"Y\"\t\"2006-07-11\"\t\"10 YEAR DENIAL\"\t\"67 F.R. 1\"\n");
    const auto list = test::load({path});
    EXPECT_EQ(list.version.format, "bis-denied-persons");
    EXPECT_EQ(list.version.list, "us_bis_denied");
    EXPECT_EQ(list.version.records, 3U);
    EXPECT_EQ(list.version.entities, 2U);
    const auto& party = only(list, "MADE UP");
    EXPECT_THAT(party.values("alias"), ElementsAre("MAID UPP"));
    EXPECT_THAT(party.values("address"), UnorderedElementsAre(HasSubstr("1 SOME ST."), HasSubstr("2 SOME ST.")));
    EXPECT_THAT(party.values("topics"), ElementsAre("debarment"));
    const auto sanctions = list.sink.with("Sanction", "entity", party.id);
    ASSERT_EQ(sanctions.size(), 1U);
    EXPECT_EQ(sanctions[0].first("startDate"), "2002-03-04"); // the fourth of March
    EXPECT_EQ(sanctions[0].first("endDate"), "2012-06-29");
    EXPECT_EQ(sanctions[0].first("measure"), "debarment");
    EXPECT_EQ(sanctions[0].first("reason"), "Federal Register notice: 67 F.R. 1");
}

TEST(DeniedPersons, OldCopiesAreUnquotedWithAnEmptySecondRowAndRowsWithoutCitation) {
    const test::ScratchFolder folder;
    const auto path = folder.write("old.txt",
        "Name\tStreet_Address\tCity\tState\tCountry\tPostal_Code\tEffective_Date\tExpiration_Date\tStandard_Order\tLast_Update\tAction\tFR_Citation\r\n"
        "\"\"\t\"\"\t\"\"\t\"\"\t\"\"\t\"\"\t\"\"\t\"\"\t\"\"\t\"\"\t\"\"\t\"\"\t\r\n"
        "\"MADE UP INTL., INC.\"\tSOME GADE 99\tCOPENHAGEN\t\tDK\t\t3/20/1992\t10/4/2000\tY\t5/1/2001\t\r\n"
        "TOO SHORT\tSOME GADE 99\r\n");
    const auto list = test::load({path});
    EXPECT_EQ(list.version.entities, 1U);
    EXPECT_EQ(list.version.layout, 2U);
    EXPECT_EQ(list.version.rejects, 1U);
    const auto& party = only(list, "MADE UP INTL., INC."); // a company keeps its comma
    EXPECT_THAT(party.values("country"), ElementsAre("dk"));
    EXPECT_THAT(party.values("modifiedAt"), ElementsAre("2001-05-01"));
}

TEST(EntityListCsv, RowsForEachAddressAndAliasAreOneParty) {
    const std::string header = "Source List,Entity Number,SDN Type,Programs,Name,Title,Address,City,State/Province,Postal Code,Country,Federal Register Notice,"
                               "Effective Date,Date Lifted/Waived/Expired,Standard Order,License Requirement,License Policy,Call Sign,Vessel Type,Gross Tonnage,"
                               "Gross Register Tonnage,Vessel Flag,Vessel Owner,Remarks/Notes,Address Number,Address Remarks,Alternate Number,Alternate Type,"
                               "Alternate Name,Alternate Remarks,Web Link,,,,,\n";
    const auto row = [](std::string_view source, std::string_view street, std::string_view alias) {
        return std::string(source) + ",,,,Made Up Works,,\"" + std::string(street) + "\",Kabul,,,Afghanistan,76 FR 1,11/21/2011,,,For all items subject to the EAR.,"
               "Presumption of denial.,,,,,,,,,,,," + std::string(alias) + ",,http://example.org\n";
    };
    const test::ScratchFolder folder;
    const auto list = test::load({folder.write("el.csv", header + row("EL", "Street 1", "MUW") + row("EL", "Street 1", "Maid Up") + row("EL", "Street 2", "MUW"))});
    EXPECT_EQ(list.version.list, "us_bis_el");
    EXPECT_EQ(list.version.entities, 1U);
    const auto& party = only(list, "Made Up Works");
    EXPECT_THAT(party.values("alias"), ElementsAre("MUW", "Maid Up"));
    EXPECT_EQ(party.values("address").size(), 2U);
    const auto sanctions = list.sink.with("Sanction", "entity", party.id);
    ASSERT_EQ(sanctions.size(), 1U);
    EXPECT_EQ(sanctions[0].first("measure"), "licence_required");
    EXPECT_THAT(sanctions[0].values("provisions"), ElementsAre("For all items subject to the EAR.", "Presumption of denial."));
    EXPECT_EQ(sanctions[0].first("startDate"), "2011-11-21");
    EXPECT_EQ(test::load({folder.write("meu.csv", header + row("MEU", "Street 1", ""))}).version.list, "us_bis_meu");
}

TEST(UnverifiedList, ACountryThatStandsTwiceIsOne) {
    const test::ScratchFolder folder;
    const auto list = test::load({folder.write("uvl.csv", "COUNTRY,NAME,ADDRESS,,,,,\r\n"
                                                          "Russia,\"Made Up Academy, a.k.a. MUA, a.k.a. Maid Up\",\"Street 20, Moscow, Russia\",,,,,\r\n"
                                                          "Russia,\"Made Up Academy, a.k.a. MUA, a.k.a. Maid Up\",\"Street 24, Moscow\",,,,,\r\n"
                                                          "Hong Kong,Other Ltd,\"Room 1\"\r\n")});
    EXPECT_EQ(list.version.format, "bis-unverified-list-csv");
    EXPECT_EQ(list.version.entities, 2U);
    const auto& party = only(list, "Made Up Academy");
    EXPECT_THAT(party.values("alias"), UnorderedElementsAre("MUA", "Maid Up"));
    EXPECT_THAT(party.values("address"), UnorderedElementsAre("Street 20, Moscow, Russia", "Street 24, Moscow, Russia"));
    EXPECT_THAT(only(list, "Other Ltd").values("country"), ElementsAre("hk"));
}

TEST(UnverifiedList, ATableOfOnesOwnIsNotTakenForIt) {
    const test::ScratchFolder folder;
    const auto format = [&folder](std::string_view text) {
        const ListFormat* found = find_format_of_file(folder.write("own.csv", text));
        return found == nullptr ? std::string_view("none") : found->name;
    };
    EXPECT_EQ(format("country,name,address\nRussia,Made Up,Street 1\n"), "user-csv");
    EXPECT_EQ(format("COUNTRY,NAME,ADDRESS,BALANCE\nRussia,Made Up,Street 1,1\n"), "user-csv");
}

TEST(Debarred, AliasesStandInBrackets) {
    const test::ScratchFolder folder;
    const auto list = test::load({folder.write("dtc.csv", "Debarred Party Full Name And Alias,Date of Birth,Notice,Notice Date,Corrected Notice,Corrected Notice Date,\n"
                                                          "\"Up, Made (a.k.a. Maid Up; Mad Up)\",,59 FR 1,8/29/1994,,,\n"
                                                          "\"Made-Up Trading Co., Inc.\",,57 FR 2,9/22/1992,57 FR 3,8/18/1992\n")});
    EXPECT_EQ(list.version.list, "us_ddtc_debarred");
    const auto& party = only(list, "Up, Made");
    EXPECT_THAT(party.values("alias"), UnorderedElementsAre("Maid Up", "Mad Up"));
    const auto sanction = list.sink.with("Sanction", "entity", party.id).at(0);
    EXPECT_EQ(sanction.first("listingDate"), "1994-08-29");
    EXPECT_EQ(sanction.first("measure"), "debarment");
    EXPECT_EQ(only(list, "Made-Up Trading Co., Inc.").schema, "LegalEntity");
}

TEST(Nonproliferation, OnePartyUnderSeveralActsWithNamesAtCommas) {
    const test::ScratchFolder folder;
    const auto list = test::load({folder.write("isn.csv", "Source List,Programs,Name,Alternative Names,Country,Federal Register Notice,Effective Date,Remarks/Notes,Web Link\r\n"
        "ISN,E.O. 13382,Made Up Center ,\"MUC, Y.A.S. Co Ltd., Maid Up Co, Ltd., F.K.A. Former Up, Iran Up Company or Iran up Co, and the Last Up, \"\"Quoted\"\"\",Iran,\"Vol. 77, No. 141\",7/12/2012,,http://example.org\r\n"
        ",,,,,,,,\r\n"
        "ISN,INKSNA,Made Up Center,,Iran,\"Vol. 81\",6/28/2016,,http://example.org\r\n")});
    EXPECT_EQ(list.version.list, "us_state_isn");
    EXPECT_EQ(list.version.entities, 1U);
    const auto& party = only(list, "Made Up Center");
    EXPECT_THAT(party.values("alias"), UnorderedElementsAre("MUC", "Y.A.S. Co Ltd.", "Maid Up Co, Ltd.", "Iran Up Company", "Iran up Co", "Last Up", "Quoted"));
    EXPECT_THAT(party.values("previousName"), ElementsAre("Former Up"));
    EXPECT_THAT(party.values("program"), ::testing::IsSupersetOf({"E.O. 13382", "INKSNA"}));
    EXPECT_EQ(list.sink.with("Sanction", "entity", party.id).size(), 2U);
}

} // namespace tidewaiter::lists
