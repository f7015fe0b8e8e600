// Fields of real files picked by hand, for the formats whose files other tests only count; and for every real file the
// measure and jurisdiction of all its listings.
#include "collected.hpp"
#include "support/files.hpp"

#include <gmock/gmock.h>

#include <set>

using namespace tidewaiter;
using namespace tidewaiter::test;
using testing::Contains;

namespace {

/// A value of the party of that name, or with "sanction:" of what hangs on it.
struct Field {
    const char* name;
    const char* property;
    const char* value;
};

std::vector<std::string> values_of(const ReadList& list, const Field& field) {
    std::vector<std::string> found;
    const std::string property = field.property;
    for (const entity::Entity& party : list.sink.entities) {
        const auto& names = party.values("name");
        if (std::ranges::find(names, field.name) == names.end()) {
            continue;
        }
        if (!property.starts_with("sanction:")) {
            const auto& values = party.values(property);
            found.insert(found.end(), values.begin(), values.end());
            continue;
        }
        for (const entity::Entity& sanction : list.sink.with("Sanction", "entity", party.id)) {
            const auto& values = sanction.values(property.substr(9));
            found.insert(found.end(), values.begin(), values.end());
        }
    }
    return found;
}

void check_fields(const char* file, const std::vector<Field>& fields) {
    const std::string path = shared_data("lists/" + std::string(file));
    if (path.empty()) {
        GTEST_SKIP() << no_shared_data;
    }
    const ReadList list = load({path}, {.as_of = "2026-01-01"});
    for (const Field& field : fields) {
        EXPECT_THAT(values_of(list, field), Contains(field.value)) << field.name << " " << field.property;
    }
}

struct Law {
    const char* file;
    const char* jurisdiction;
    std::set<std::string> measures;
};

void PrintTo(const Law& law, std::ostream* out) { *out << law.file; }

class RealLaw : public testing::TestWithParam<Law> {};

} // namespace

TEST(RealFields, DeniedPersonsOf2019) {
    check_fields("us_bis/dpl_201907.txt", {{"ADRIAN MANUEL HERNANDEZ", "address", "3037 S. 69TH DRIVE, 85043 PHONEIX, AZ"},
                                           {"ADRIAN MANUEL HERNANDEZ", "modifiedAt", "2017-10-23"},
                                           {"ADRIAN MANUEL HERNANDEZ", "topics", "debarment"},
                                           {"ADRIAN MANUEL HERNANDEZ", "sanction:startDate", "2017-10-16"},
                                           {"ADRIAN MANUEL HERNANDEZ", "sanction:endDate", "2020-10-13"},
                                           {"ADRIAN MANUEL HERNANDEZ", "sanction:provisions", "Standard order"},
                                           {"ADRIAN MANUEL HERNANDEZ", "sanction:status", "FR NOTICE ADDED"},
                                           {"ADRIAN MANUEL HERNANDEZ", "sanction:reason", "Federal Register notice: 82 F.R. 48792 10/20/2017"},
                                           {"I. ASH", "country", "us"},
                                           {"I. ASH", "sanction:startDate", "2003-06-19"},
                                           {"I. ASH", "sanction:endDate", "2056-06-29"},
                                           {"AARON ROBERT HENDERSON", "sanction:endDate", "2019-09-18"},
                                           {"AARON ROBERT HENDERSON", "sanction:status", "10 YEAR DENIAL/F.R. NOTICE UPDATED"}});
}

TEST(RealFields, EntityListExcerpt) {
    check_fields("us_bis/el_excerpt.csv", {{"Fazal Rahim Farid", "alias", "Engineer Idris"},
                                           {"Fazal Rahim Farid", "country", "af"},
                                           {"Fazal Rahim Farid", "topics", "export.control"},
                                           {"Fazal Rahim Farid", "address", "Microrayan 3rd Apt. 45, block #21, Kabul, Afghanistan"},
                                           {"Fazal Rahim Farid", "address", "A2 Ground Floor, City Computer Plaza, Shar-e-Naw, Kabul, Afghanistan"},
                                           {"Fazal Rahim Farid", "sanction:startDate", "2011-11-21"},
                                           {"Fazal Rahim Farid", "sanction:provisions", "Presumption of denial."},
                                           {"Fazal Rahim Farid", "sanction:provisions", "For all items subject to the EAR. (See §744.11 of the EAR)."},
                                           {"Fazal Rahim Farid", "sanction:reason", "Federal Register notice: 76 FR 71867"},
                                           {"Fazal Rahim Farid", "sanction:sourceUrl", "http://www.bis.doc.gov/entities/default.htm"},
                                           {"Fazel Khalil Construction Company", "sanction:startDate", "2012-04-27"},
                                           {"Fazel Khalil Construction Company", "sanction:reason", "Federal Register notice: 77 FR 25055"},
                                           {"Fazel Khalil Construction Company", "country", "af"}});
}

TEST(RealFields, BritishSheetOf2025) {
    check_fields("uk/uk_sanctions_list_quick_20250811.ods",
                 {{"HAJI KHAIRULLAH HAJI SATTAR MONEY EXCHANGE", "topics", "sanction"},
                  {"HAJI KHAIRULLAH HAJI SATTAR MONEY EXCHANGE", "sanction:authorityId", "AFG0001"},
                  {"HAJI KHAIRULLAH HAJI SATTAR MONEY EXCHANGE", "sanction:listingDate", "2012-06-29"},
                  {"HAJI KHAIRULLAH HAJI SATTAR MONEY EXCHANGE", "sanction:program", "Afghanistan"},
                  {"HAJI KHAIRULLAH HAJI SATTAR MONEY EXCHANGE", "sanction:provisions", "Asset freeze"},
                  {"HAQQANI NETWORK (HQN)", "sanction:authorityId", "AFG0003"},
                  {"HAQQANI NETWORK (HQN)", "sanction:listingDate", "2012-11-05"},
                  {"Girgel Sergei Sergeevich", "sanction:authorityId", "BEL0144"},
                  {"Girgel Sergei Sergeevich", "sanction:listingDate", "2023-12-07"},
                  {"Girgel Sergei Sergeevich", "sanction:program", "Belarus"},
                  {"Girgel Sergei Sergeevich", "sanction:provisions", "Director Disqualification Sanction"},
                  {"KHALIMOV GULMUROD", "sanction:program", "ISIL (Da'esh) and Al-Qaida"},
                  {"KHALIMOV GULMUROD", "sanction:listingDate", "2016-02-29"},
                  {"KHALIMOV GULMUROD", "sanction:provisions", "Arms embargo"}});
}

TEST(RealFields, EuropeanTableOf2018) {
    check_fields("eu/fsf_csv_1_0_20180704_mangled.csv.gz", {{"Robert Gabriel Mugabe", "lastName", "Mugabe"},
                                                            {"Robert Gabriel Mugabe", "firstName", "Robert"},
                                                            {"Robert Gabriel Mugabe", "middleName", "Gabriel"},
                                                            {"Robert Gabriel Mugabe", "gender", "male"},
                                                            {"Robert Gabriel Mugabe", "position", "president"},
                                                            {"Robert Gabriel Mugabe", "position", "Former President"},
                                                            {"Robert Gabriel Mugabe", "birthDate", "1924-02-21"},
                                                            {"Robert Gabriel Mugabe", "topics", "sanction"},
                                                            {"Robert Gabriel Mugabe", "sanction:program", "ZWE"},
                                                            {"Robert Gabriel Mugabe", "sanction:authorityId", "EU.36.64"},
                                                            {"Robert Gabriel Mugabe", "sanction:sourceUrl", "http://eur-lex.europa.eu/legal-content/EN/TXT/PDF/?uri=CELEX:32018R0223&from=EN"},
                                                            {"Robert Gabriel Mugabe", "sanction:listingDate", "2018-02-16"}});
}

TEST(RealFields, UnverifiedListExcerpt) {
    check_fields("us_bis/uvl_excerpt.csv",
                 {{"China National Plant Import/Export Co.", "country", "cn"},
                  {"China National Plant Import/Export Co.", "address", "Room 2135, Jingxin Building A, No Dong San Huan North Road, Beijing, China"},
                  {"China National Plant Import/Export Co.", "topics", "export.control"},
                  {"China National Plant Import/Export Co.", "sanction:authority", "Bureau of Industry and Security (BIS)"},
                  {"Brilliance Technology Ltd", "country", "hk"},
                  {"Brilliance Technology Ltd", "address", "Flat A, 11/F, Adolfo Mansion, 114-116 Austin Road, Tsim Sha Tsui, Kowloon, Hong Kong"},
                  {"Brilliance Technology Ltd", "address", "Rm 1203, 12/F, Hip Kwan Commercial Bldg, 38 Pitt Street, Yau Ma Tei, Hong Kong"},
                  {"Dynasense Photonics Co., Limited", "country", "hk"},
                  {"Dynasense Photonics Co., Limited", "address", "Unit 2209, 22/F, Wu Chung House, 213 Queen's Road East, Wanchai, Hong Kong"},
                  {"Hi-Shine Technology (HK) Limited", "country", "hk"},
                  {"Hi-Shine Technology (HK) Limited", "sanction:program", "US BIS Unverified List"},
                  {"Training 2 Business Academy", "alias", "T2BA"}});
}

TEST(RealFields, DebarmentsExcerpt) {
    check_fields("us_bis/itar_debarred_excerpt.csv", {{"Yun, Juwhan", "topics", "debarment"},
                                                      {"Yun, Juwhan", "sanction:listingDate", "1992-01-13"},
                                                      {"Yun, Juwhan", "sanction:reason", "Federal Register notice: 57 FR 1296"},
                                                      {"Dilligas Trading Co., Inc.", "sanction:listingDate", "1992-09-22"},
                                                      {"Dilligas Trading Co., Inc.", "sanction:reason", "Federal Register notice: 57 FR 43768"},
                                                      {"Dilligas Trading Co., Inc.", "sanction:provisions", "Corrected notice 57 FR 37184 of 8/18/1992"},
                                                      {"Fleming, Brian Joseph", "alias", "Brian Joseph McSulla"},
                                                      {"Fleming, Brian Joseph", "sanction:listingDate", "1993-02-02"},
                                                      {"Fleming, Brian Joseph", "sanction:reason", "Federal Register notice: 58 FR 6835"},
                                                      {"Hukic, Bajro", "alias", "Bab Hucici"},
                                                      {"Hukic, Bajro", "sanction:listingDate", "1994-08-29"},
                                                      {"Hukic, Bajro", "sanction:reason", "Federal Register notice: 59 FR 44451"}});
}

TEST(RealFields, NonproliferationOf2016) {
    check_fields("us_bis/isn.csv", {{"Amir Hossein Rahimyar", "country", "ir"},
                                    {"Amir Hossein Rahimyar", "topics", "sanction"},
                                    {"Amir Hossein Rahimyar", "sanction:startDate", "2012-12-13"},
                                    {"Amir Hossein Rahimyar", "sanction:program", "E.O. 13382"},
                                    {"Amir Hossein Rahimyar", "sanction:reason", "Federal Register notice: Vol. 78, No. 38, 02/26/13"},
                                    {"Amir Hossein Rahimyar", "sanction:sourceUrl", "http://www.state.gov/t/isn/c15231.htm"},
                                    {"Abdul Qadeer Khan", "country", "pk"},
                                    {"Abdul Qadeer Khan", "sanction:program", "Nuclear Proliferation Prevention Act"},
                                    {"Abdul Qadeer Khan", "sanction:program", "Export-Import Bank Act"},
                                    {"Abdul Qadeer Khan", "sanction:status", "Associated with the A.Q. Khan Network"},
                                    {"Abdul Qadeer Khan", "sanction:startDate", "2009-01-09"},
                                    {"Academy of National Defense Science", "country", "kp"},
                                    {"Academy of National Defense Science", "sanction:startDate", "2016-03-15"}});
}

TEST(RealFields, PipesOf2017) {
    check_fields("us_ofac/cons_prim_2017.pip.gz", {{"BANK MARKAZI JOMHOURI ISLAMI IRAN", "sanction:authorityId", "4632"},
                                                   {"BANK MARKAZI JOMHOURI ISLAMI IRAN", "sanction:program", "IRAN"},
                                                   {"BANK MARKAZI JOMHOURI ISLAMI IRAN", "topics", "sanction"},
                                                   {"MCS INTERNATIONAL GMBH", "website", "http://www.mcs-tch.com"},
                                                   {"MCS INTERNATIONAL GMBH", "sanction:authorityId", "16013"},
                                                   {"MCS INTERNATIONAL GMBH", "sanction:measure", "asset_freeze"},
                                                   {"MCS ENGINEERING", "sanction:authorityId", "16014"},
                                                   {"MCS ENGINEERING", "sanction:country", "us"},
                                                   {"MCS ENGINEERING", "sanction:program", "IRAN"},
                                                   {"GOLDEN RESOURCES TRADING COMPANY L.L.C.", "weakAlias", "GRTC"},
                                                   {"GOLDEN RESOURCES TRADING COMPANY L.L.C.", "sanction:authorityId", "16015"},
                                                   {"GOLDEN RESOURCES TRADING COMPANY L.L.C.", "sanction:program", "IRAN"}});
}

TEST(RealFields, JapansExportBansOf2025) {
    check_fields("jp/250912_list_russia_tokutei.txt",
                 {{"Admiralty Shipyard JSC", "alias", "株式会社アドミラルティ造船所"},
                  {"Admiralty Shipyard JSC", "country", "ru"},
                  {"Admiralty Shipyard JSC", "address", "203, Fontanka Emb., 190121, St. Peterburg, Russia"},
                  {"Admiralty Shipyard JSC", "topics", "export.control"},
                  {"Argut OOO", "alias", "有限責任会社アルグト"},
                  {"Argut OOO", "address", "6 Mnevniki str end 6 fl, Moscow 123308, Russia"},
                  {"Argut OOO", "sanction:measure", "sectoral"},
                  {"Argut OOO", "sanction:country", "jp"},
                  {"Federal Security Service (FSB)", "alias", "Federalnaya Sluzhba Bezopasnosti"},
                  {"Federal Security Service (FSB)", "alias", "連邦保安庁"},
                  {"Communication center of the Ministry of Defence", "address", "Bolshoi Znamenskiy per. 21, Moscow, Russia"},
                  {"Foreign Intelligence Service (SVR)", "alias", "対外諜報庁"},
                  {"Federal Research Center Boreskov Institute of Catalysis", "country", "ru"}});
}

TEST(RealFields, SenzingOfTheCongressAndOfPersons) {
    check_fields("ftm/us_congress.senzing.json.gz", {{"Jennifer L. McClellan", "birthDate", "1972"},
                                                     {"Jennifer L. McClellan", "nationality", "us"},
                                                     {"Jennifer L. McClellan", "topics", "role.pep"},
                                                     {"Valerie P. Foushee", "birthDate", "1956"},
                                                     {"Valerie P. Foushee", "nationality", "us"},
                                                     {"Valerie P. Foushee", "topics", "role.pep"}});
    check_fields("ftm/export_set_2024/senzing.json", {{"Ambassador of Saudi Arabia to Pakistan", "country", "sa"},
                                                      {"Ambassador of Saudi Arabia to Pakistan", "wikidataId", "Q101452678"},
                                                      {"Fahd Hariri", "birthDate", "1982-01-01"},
                                                      {"Fahd Hariri", "birthPlace", "Saudi Arabia"},
                                                      {"Fahd Hariri", "nationality", "lb"},
                                                      {"Fahd Hariri", "nationality", "sa"},
                                                      {"Fahd Hariri", "gender", "male"}});
}

TEST_P(RealLaw, EveryListingNamesItsLawAndMeasure) {
    const Law& law = GetParam();
    const std::string path = shared_data("lists/" + std::string(law.file));
    if (path.empty()) {
        GTEST_SKIP() << no_shared_data;
    }
    const ReadList list = load({path}, {.as_of = "2026-01-01"});
    EXPECT_EQ(list.version.jurisdiction, law.jurisdiction);
    std::set<std::string> measures;
    std::uint64_t listings = 0;
    for (const entity::Entity& each : list.sink.entities) {
        if (each.schema == "Sanction") {
            ++listings;
            measures.emplace(each.first("measure"));
            ASSERT_EQ(each.first("country"), law.jurisdiction) << each.id;
        }
    }
    EXPECT_GE(listings, list.version.entities);
    EXPECT_EQ(measures, law.measures);
}

INSTANTIATE_TEST_SUITE_P(Files, RealLaw,
    testing::Values(Law{"us_ofac/sdn_20240502.csv.gz", "us", {"asset_freeze"}},
                    Law{"us_ofac/cons_prim_2017.pip.gz", "us", {"asset_freeze", "sectoral", "unknown"}},
                    Law{"us_ofac/cons_advanced_20200317_half.xml.gz", "us", {"asset_freeze", "sectoral", "unknown"}},
                    Law{"us_ofac/enhanced_irgc_20240828_half.xml.gz", "us", {"asset_freeze"}},
                    Law{"eu/fsf_csv_1_1_excerpt.csv", "eu", {"asset_freeze"}},
                    Law{"eu/fsf_csv_1_0_20180704_mangled.csv.gz", "eu", {"asset_freeze"}},
                    Law{"eu/fsf_xml_1_1_rebuilt_20220124.xml.gz", "eu", {"asset_freeze"}},
                    Law{"eu/journal/32014R0833.csv.gz", "eu", {"sectoral"}},
                    Law{"eu/journal/32014R0269.csv.gz", "eu", {"asset_freeze"}},
                    Law{"uk/ofsi_conlist_20180413.csv.gz", "gb", {"unknown"}},
                    Law{"us_bis/dpl_201907.txt", "us", {"debarment"}},
                    Law{"us_bis/dpl_excerpt.txt", "us", {"debarment"}},
                    Law{"us_bis/el_excerpt.csv", "us", {"licence_required"}},
                    Law{"us_bis/uvl_excerpt.csv", "us", {"licence_required"}},
                    Law{"us_bis/itar_debarred_excerpt.csv", "us", {"debarment"}},
                    Law{"us_bis/isn.csv", "us", {"unknown"}},
                    Law{"ca/sema_lmes_20250320_half.xml.gz", "ca", {"unknown"}},
                    Law{"ch/seco_example_amendment_20240117.xml", "ch", {"unknown"}},
                    Law{"au/dfat_consolidated_202608.xlsx", "au", {"sectoral", "unknown"}},
                    Law{"jp/meti_foreign_end_user_list_20250929.xlsx", "jp", {"unknown"}},
                    Law{"jp/250912_list_russia_tokutei.txt", "jp", {"sectoral"}},
                    Law{"jp/list_belarus_tokutei.txt", "jp", {"sectoral"}}));
