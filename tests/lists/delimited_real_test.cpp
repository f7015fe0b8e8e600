// The real delimited files: counts by their manifest, fields looked up in the raw files by hand, and no format that takes
// another's file.
#include "collected.hpp"
#include "support/files.hpp"

#include <gmock/gmock.h>

namespace tidewaiter::lists {

namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct Expected {
    const char* file;
    const char* format;
    const char* list;
    std::uint64_t records;
    std::uint64_t entities;
    std::uint64_t names;
};

/// Names the case by its file; without this the test's name would hold addresses, which change with every run.
void PrintTo(const Expected& expected, std::ostream* out) { *out << expected.file; }

std::string real(std::string_view name) { return test::shared_data("lists/" + std::string(name)); }

entity::Entity named(const test::ReadList& list, std::string_view name) {
    for (const entity::Entity& each : list.sink.entities) {
        if (std::ranges::find(each.values("name"), name) != each.values("name").end()) {
            return each;
        }
    }
    ADD_FAILURE() << "nobody is called " << name;
    return {};
}

class RealFile : public ::testing::TestWithParam<Expected> {};

} // namespace

TEST_P(RealFile, IsRecognisedAndReadWhole) {
    const Expected& expected = GetParam();
    const std::string path = real(expected.file);
    if (path.empty()) {
        GTEST_SKIP() << test::no_shared_data;
    }
    const auto list = test::load({path});
    EXPECT_EQ(list.version.format, expected.format);
    EXPECT_EQ(list.version.list, expected.list);
    EXPECT_EQ(list.version.records, expected.records);
    EXPECT_EQ(list.version.entities, expected.entities);
    EXPECT_EQ(list.version.rejects, 0U);
    EXPECT_EQ(list.version.names, expected.names);
}

// The manifest's counts; parties by a second program over the raw rows (entry number, group, or name with country or date),
// and so the names. It has fewer where two names stand in one field ("a / b", two scripts side by side, "a.k.a."):
// 2,071 in regulation 881, 1,475 in 765, 742 in 36, 7,222 in 269, 4,349 in 833, 45 in 1960, 418 denied, 13 unverified.
INSTANTIATE_TEST_SUITE_P(Delimited, RealFile,
    ::testing::Values(
        Expected{"us_ofac/cons_prim_2017.pip.gz", "ofac-csv", "us_ofac_cons", 639, 639, 684},
        Expected{"eu/fsf_csv_1_1_excerpt.csv", "eu-fsf-csv-1.1", "eu_fsf", 18, 4, 10},
        Expected{"eu/fsf_csv_1_0_20180704_mangled.csv.gz", "eu-fsf-csv-1.0", "eu_fsf", 999, 93, 744},
        Expected{"eu/journal/32002R0881.csv.gz", "eu-journal-csv", "eu_journal_sanctions", 350, 350, 2088},
        Expected{"eu/journal/32006R0765.csv.gz", "eu-journal-csv", "eu_journal_sanctions", 408, 408, 1483},
        Expected{"eu/journal/32012R0036.csv.gz", "eu-journal-csv", "eu_journal_sanctions", 368, 368, 755},
        Expected{"eu/journal/32012R0267.csv.gz", "eu-journal-csv", "eu_journal_sanctions", 339, 339, 613},
        Expected{"eu/journal/32014R0269.csv.gz", "eu-journal-csv", "eu_journal_sanctions", 2802, 2802, 7354},
        Expected{"eu/journal/32014R0833.csv.gz", "eu-journal-csv", "eu_journal_sanctions", 1746, 1746, 4360},
        Expected{"eu/journal/32017R1509.csv.gz", "eu-journal-csv", "eu_journal_sanctions", 326, 326, 680},
        Expected{"eu/journal/amendment_32026R1848.csv", "eu-journal-csv", "eu_journal_sanctions", 157, 157, 241},
        Expected{"eu/journal/amendment_32026R1883.csv", "eu-journal-csv", "eu_journal_sanctions", 2, 2, 3},
        Expected{"eu/journal/amendment_32026R1940.csv", "eu-journal-csv", "eu_journal_sanctions", 5, 5, 10},
        Expected{"eu/journal/amendment_32026R1960.csv", "eu-journal-csv", "eu_journal_sanctions", 7, 7, 46},
        Expected{"uk/ofsi_conlist_20180413.csv.gz", "ofsi-conlist-csv", "gb_hmt_sanctions", 9487, 2106, 5548},
        Expected{"us_bis/dpl_201907.txt", "bis-denied-persons", "us_bis_denied", 546, 417, 419},
        Expected{"us_bis/dpl_excerpt.txt", "bis-denied-persons", "us_bis_denied", 9, 9, 9},
        Expected{"us_bis/el_excerpt.csv", "bis-entity-list-csv", "us_bis_el", 18, 5, 9},
        Expected{"us_bis/uvl_excerpt.csv", "bis-unverified-list-csv", "us_bis_uvl", 19, 13, 15},
        Expected{"us_bis/itar_debarred_excerpt.csv", "state-debarred-csv", "us_ddtc_debarred", 4, 4, 7},
        Expected{"us_bis/isn.csv", "state-isn-csv", "us_state_isn", 213, 177, 277}));

TEST(RealDelimited, NoFormatTakesTheFileOfAnother) {
    if (real("uk").empty()) {
        GTEST_SKIP() << test::no_shared_data;
    }
    const std::pair<const char*, const char*> files[] = {
        {"us_ofac/set_2021/sdn.csv.gz", "ofac-csv"},
        {"us_ofac/set_2021/alt.csv.gz", "ofac-csv"},
        {"us_ofac/set_2021/add.csv.gz", "ofac-csv"},
        {"us_ofac/cons_comments.csv", "ofac-csv"},
        {"us_ofac/consolidated_20250328.xml.gz", "ofac-xml"},
        {"us_ofac/cons_advanced_20200317_half.xml.gz", "ofac-advanced-xml"},
        {"us_ofac/enhanced_irgc_20240828_half.xml.gz", "ofac-enhanced-xml"},
        {"ca/sema_lmes_20250320_half.xml.gz", "ca-sema-xml"},
        {"ch/seco_example_amendment_20240117.xml", "ch-seco-xml"},
        {"jp/list_belarus_tokutei.txt", "jp-export-ban-text"},
        {"jp/meti_foreign_end_user_list_20250929.xlsx", "jp-meti-xlsx"},
        {"au/dfat_consolidated_202608.xlsx", "au-dfat-xlsx"},
        {"uk/uk_sanctions_list_quick_20250811.ods", "uk-sanctions-list-ods"},
        {"ftm/us_congress.senzing.json.gz", "senzing-json"},
        {"ftm/export_set_2024/targets.nested.json", "ftm-json"},
        {"ua/ua_war_sanctions_20260313.targets.simple.csv.gz", "opensanctions-simple-csv"},
        {"un/un_consolidated_20260227.xml.gz", "un-xml"},
        {"eu/fsf_xml_1_1_rebuilt_20220124.xml.gz", "eu-fsf-xml-1.1"},
        {"uk/uksl_rebuilt_20260822.xml.gz", "uk-sanctions-list-xml"},
        {"us_csl/consolidated_202204.csv.gz", "us-csl-csv"},
        {"us_csl/csl_2019_excerpt.csv", "us-csl-csv"},
        {"ftm/eu_fsf_20220124.entities.ftm.json.gz", "ftm-json"},
        {"ftm/export_set_2024/targets.simple.csv", "opensanctions-simple-csv"},
    };
    for (const auto& [file, format] : files) {
        const ListFormat* found = find_format_of_file(real(file));
        ASSERT_NE(found, nullptr) << file;
        EXPECT_EQ(found->name, format) << file;
    }
}

TEST(RealDelimited, FieldsOfTheTreasurysListByHand) {
    const std::string path = real("uk/ofsi_conlist_20180413.csv.gz");
    if (path.empty()) {
        GTEST_SKIP() << test::no_shared_data;
    }
    const auto list = test::load({path});
    EXPECT_EQ(list.version.date, "2018-04-13");
    EXPECT_EQ(list.sink.schemata().at("Person"), 1426);
    EXPECT_EQ(list.sink.schemata().at("Organization"), 680);
    const auto& qahtani = list.sink.at("gb-hmt-13349");
    EXPECT_THAT(qahtani.values("birthDate"), Contains("1980"));
    EXPECT_THAT(qahtani.values("nationality"), ElementsAre("sa", "qa"));
    EXPECT_THAT(qahtani.values("passportNumber"), ElementsAre("592667"));
    EXPECT_THAT(qahtani.values("country"), Contains("af"));
    EXPECT_THAT(qahtani.values("alias"), Contains("Sheikh Farooq AL-QAHTANI"));
    const auto sanction = list.sink.with("Sanction", "entity", "gb-hmt-13349").at(0);
    EXPECT_EQ(sanction.first("unscId"), "QDe.004");
    EXPECT_EQ(sanction.first("listingDate"), "2016-04-01");
    EXPECT_EQ(sanction.first("program"), "The ISIL (Da'esh) and Al-Qaida organisations");
    const auto& sassi = list.sink.at("gb-hmt-7877");
    EXPECT_THAT(sassi.values("nationality"), ElementsAre("tn"));
    EXPECT_THAT(sassi.values("passportNumber"), ElementsAre("G827238"));
    EXPECT_THAT(sassi.values("idNumber"), ElementsAre("5093588"));
    EXPECT_THAT(list.sink.at("gb-hmt-6908").values("passportNumber"), Contains("TR024417"));
    EXPECT_THAT(list.sink.at("gb-hmt-13458").values("notes"), Contains(HasSubstr("‘PK5’"))); // 0x91 of code page 1252
    EXPECT_THAT(list.sink.at("gb-hmt-12264").values("name"), ElementsAre("SAMAN NASB ZAYENDEH ROOD"));
}

TEST(RealDelimited, FieldsOfTheEuFilesByHand) {
    const std::string path = real("eu/journal/32014R0833.csv.gz");
    if (path.empty()) {
        GTEST_SKIP() << test::no_shared_data;
    }
    const auto annexes = test::load({path});
    const auto& sirius = annexes.sink.at("eu-oj-32014r0833-iv-1");
    EXPECT_THAT(sirius.values("name"), ElementsAre("JSC Sirius"));
    EXPECT_THAT(sirius.values("innCode"), ElementsAre("7704730655"));
    EXPECT_THAT(sirius.values("alias"), Contains(HasSubstr("Концерн")));
    EXPECT_THAT(sirius.values("topics"), ElementsAre("export.control"));
    EXPECT_EQ(annexes.sink.with("Sanction", "entity", sirius.id).at(0).first("listingDate"), "2014-09-12");
    const auto& angara = annexes.sink.at("eu-oj-32014r0833-xlii-1");
    EXPECT_THAT(angara.values("name"), ElementsAre("Angara"));
    EXPECT_THAT(angara.values("imoNumber"), ElementsAre("9179842"));
    EXPECT_EQ(annexes.sink.schemata().at("Vessel"), 633);
    const auto persons = test::load({real("eu/journal/32014R0269.csv.gz")});
    const auto& aksyonov = persons.sink.at("eu-oj-32014r0269-i-persons-1");
    EXPECT_THAT(aksyonov.values("birthDate"), ElementsAre("1972-11-26"));
    EXPECT_THAT(aksyonov.values("alias"), Contains("Сергей Валерьевич АКСЁНОВ"));
    EXPECT_EQ(persons.sink.with("Sanction", "entity", aksyonov.id).at(0).first("measure"), "asset_freeze");

    const auto excerpt = test::load({real("eu/fsf_csv_1_1_excerpt.csv")});
    EXPECT_EQ(excerpt.version.date, "2024-10-02");
    const auto& qusay = excerpt.sink.at("eu-fsf-eu-39-56");
    EXPECT_THAT(qusay.values("name"), ElementsAre("Qusay Saddam Hussein Al-Tikriti"));
    EXPECT_THAT(qusay.values("alias"), Contains("Qoussaï Saddam Hussein Al-Tikriti"));
    EXPECT_THAT(qusay.values("birthDate"), Contains("1965"));
    const auto& saddam = excerpt.sink.at("eu-fsf-eu-27-28");
    EXPECT_THAT(saddam.values("birthDate"), ElementsAre("1937-04-28"));
    EXPECT_THAT(saddam.values("citizenship"), ElementsAre("iq"));

    const auto mangled = test::load({real("eu/fsf_csv_1_0_20180704_mangled.csv.gz")});
    EXPECT_EQ(mangled.version.date, "2018-07-04");
    const auto& mugabe = mangled.sink.at("eu-fsf-eu-36-64");
    EXPECT_THAT(mugabe.values("name"), ElementsAre("Robert Gabriel Mugabe"));
    EXPECT_THAT(mugabe.values("birthDate"), ElementsAre("1924-02-21"));
    EXPECT_THAT(mangled.sink.at("eu-fsf-eu-85-7").values("name"), ElementsAre("Aziz Salih al-Numan"));
}

TEST(RealDelimited, FieldsOfTheUsFilesByHand) {
    const std::string path = real("us_bis/dpl_201907.txt");
    if (path.empty()) {
        GTEST_SKIP() << test::no_shared_data;
    }
    const auto denied = test::load({path});
    const auto nasser = named(denied, "ABDULAH AL NASSER");
    EXPECT_EQ(nasser.values("address").size(), 2U);
    EXPECT_EQ(denied.sink.with("Sanction", "entity", nasser.id).at(0).first("endDate"), "2056-06-29");
    EXPECT_THAT(named(denied, "FUYI SUN").values("alias"), ElementsAre("FRANK SUN"));
    const auto entities = test::load({real("us_bis/el_excerpt.csv")});
    EXPECT_THAT(named(entities, "Fazal Rahim Farid").values("alias"), ElementsAre("Fazel Rahim Farid", "Farid", "Engineer Idris"));
    const auto unverified = test::load({real("us_bis/uvl_excerpt.csv")});
    EXPECT_THAT(named(unverified, "Training 2 Business Academy").values("alias"), Contains("T2BA"));
    const auto debarred = test::load({real("us_bis/itar_debarred_excerpt.csv")});
    EXPECT_THAT(named(debarred, "Hukic, Bajro").values("alias"), ElementsAre("Bob Hukic", "Bab Hucici"));
    const auto nonproliferation = test::load({real("us_bis/isn.csv")});
    const auto center = named(nonproliferation, "Center for Innovation and Technology Cooperation");
    EXPECT_THAT(center.values("alias"), Contains("CITC"));
    EXPECT_THAT(center.values("previousName"), Contains(HasSubstr("Presidency Office of Scientific and Industrial Studies")));
    EXPECT_THAT(center.values("country"), ElementsAre("ir"));
    EXPECT_THAT(named(nonproliferation, "Li Fangwei").values("alias"), Contains("Karl Lee"));
}

} // namespace tidewaiter::lists
