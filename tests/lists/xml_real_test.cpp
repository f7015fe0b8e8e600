// The real lists: counts by their manifest, names by an independent count over the raw elements, and fields looked up in
// the files by hand.
#include "real_list.hpp"
#include "support/files.hpp"

#include "base/failure.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace tidewaiter;
using testing::Contains;
using testing::HasSubstr;

namespace {

test::ReadList load(const std::string& path, const lists::ReadOptions& options = {}) { return test::load({path}, options); }

const auto check = test::check_real_list;

} // namespace

TEST(XmlReal, OfacConsolidated2025) {
    // 1,578 distinct names among the main names and akas, and 72 issuer names that are not among them.
    check({"us_ofac/consolidated_20250328.xml.gz", "us_ofac_cons", "2025-03-28", 443, 1650},
          {{"ofac-17013", "name", "VTB BANK PUBLIC JOINT STOCK COMPANY"},
           {"ofac-17013", "ogrnCode", "1027739609391"},
           {"ofac-17013", "innCode", "7702070139"},
           {"ofac-17013", "leiCode", "253400V1H6ART1UQ0N98"},
           {"ofac-17013", "website", "www.vtb.com"},
           {"ofac-17013", "sanction:measure", "sectoral"},
           {"ofac-17013", "sanction:program", "UKRAINE-EO13662"},
           {"ofac-17013", "document:number", "1000"},
           {"ofac-30926", "leiCode", "549300XIVJCBIGMRUD48"},
           {"ofac-30926", "ticker", "00883 HK"},
           {"ofac-30926", "sanction:listingDate", "2021-06-03"},
           {"ofac-30926", "sanction:startDate", "2021-08-02"},
           {"ofac-30926", "document:country", "hk"},
           {"ofac-30926", "link:object", "ofac-30956"},
           {"ofac-9639", "name", "Ismail Abdul Salah HANIYA"},
           {"ofac-9639", "birthDate", "1962"},
           {"ofac-9639", "sanction:measure", "unknown"},
           {"ofac-9647", "weakAlias", "Mahmoud ZAHAR"}});
}

TEST(XmlReal, OfacConsolidated2020) {
    check({"us_ofac/consolidated_20201214.xml.gz", "us_ofac_cons", "2020-12-14", 376, 1293},
          {{"ofac-9640", "alias", "Mohammed Mahmud ABU TAIR"}, {"ofac-9640", "birthPlace", "Umm Tuba"}, {"ofac-9640", "birthDate", "1951"}});
}

TEST(XmlReal, OfacSdnExcerpt2014) {
    check({"us_ofac/sdn_excerpt_20140716.xml", "us_ofac_sdn", "2014-07-16", 4, 17},
          {{"ofac-306", "weakAlias", "BNC"},
           {"ofac-306", "alias", "NATIONAL BANK OF CUBA"},
           {"ofac-306", "address", "Zweierstrasse 35, CH-8022 Zurich, Switzerland"},
           {"ofac-306", "sanction:measure", "asset_freeze"},
           {"ofac-6982", "passportNumber", "A0181988"},
           {"ofac-6982", "document:endDate", "2011-01-23"},
           {"ofac-6982", "birthDate", "1954-05-20"},
           {"ofac-6982", "citizenship", "dj"},
           {"ofac-11043", "imoNumber", "9051648"},
           {"ofac-11043", "previousName", "MARIGOLD"},
           {"ofac-11043", "flag", "ir"},
           {"ofac-11043", "tonnage", "24065"},
           {"ofac-521", "position", "Executive Director, Havana International Bank"}});
}

TEST(XmlReal, OfacHeaderCountThatDiffersIsSaid) {
    const std::string path = test::shared_data("lists/us_ofac/sdn_excerpt_20140716.xml");
    if (path.empty()) {
        GTEST_SKIP() << test::no_shared_data;
    }
    EXPECT_THAT(load(path).version.remarks, Contains("the file's header claims 5704 records, 4 were read"));
}

TEST(XmlReal, Un2026) {
    // 4,133 name elements with text; those that hold several names make up the rest.
    check({"un/un_consolidated_20260227.xml.gz", "un_sc_sanctions", "2026-02-27", 1003, 4260},
          {{"un-6907993", "name", "ERIC BADEGE"},
           {"un-6907993", "birthDate", "1971"},
           {"un-6907993", "sanction:authorityId", "CDi.001"},
           {"un-6907993", "sanction:listingDate", "2012-12-31"},
           {"un-2960872", "name", "Умаров Доку Хаматович"},
           {"un-2960872", "passportNumber", "96 03 464086"},
           {"un-2960872", "birthDate", "1964-05-12"},
           {"un-2960872", "nationality", "su"},
           {"un-2960872", "document:startDate", "2003-06-01"},
           {"un-110897", "name", "محمد نعيم بريخ خدايداد"},
           {"un-110897", "previousName", "Mohammad Naim"},
           {"un-110897", "title", "Mullah"},
           {"un-110897", "position", "Deputy Minister of Civil Aviation under the Taliban regime"},
           {"un-110897", "modifiedAt", "2013-12-31"},
           {"un-6908670", "imoNumber", "5571322"},
           {"un-6908670", "address", "Saemaul 2-dong, Pyongchon-guyok, Pyongyang, Democratic People's Republic of Korea"},
           {"un-6908670", "sanction:measure", "asset_freeze"}});
}

TEST(XmlReal, Un2025) {
    check({"un/un_consolidated_20250419.xml.gz", "un_sc_sanctions", "2025-04-19", 877, 4042},
          {{"un-110447", "name", "MUHAMMAD TAHER ANWARI"},
           {"un-110447", "name", "محمد طاهر أنوري"},
           {"un-110447", "weakAlias", "Haji Mudir"},
           {"un-110447", "birthDate", "1961"},
           {"un-110447", "birthPlace", "Zurmat District, Paktia Province, Afghanistan"},
           {"un-110447", "position", "Director of Administrative Affairs under the Taliban regime"}});
}

TEST(XmlReal, Un2018WithItsBlanksAndZones) {
    check({"un/un_consolidated_20181029.xml.gz", "un_sc_sanctions", "2018-10-29", 1093, 4277},
          {{"un-6908555", "name", "RI WON HO"},
           {"un-6908555", "passportNumber", "381310014"},
           {"un-6908571", "position", "Chairman of the Second Economic Committee (SEC)"},
           {"un-6908455", "sanction:listingDate", "2015-04-14"},
           {"un-6908565", "sanction:authorityId", "KPi.034"}});
}

TEST(XmlReal, EuFragment2018) {
    check({"eu/fsf_xml_1_1_fragment_20181221.xml", "eu_fsf", "2018-12-21", 2, 6},
          {{"eu-fsf-eu-36-64", "name", "Robert Gabriel Mugabe"},
           {"eu-fsf-eu-36-64", "birthDate", "1924-02-21"},
           {"eu-fsf-eu-36-64", "gender", "male"},
           {"eu-fsf-eu-36-64", "document:summary", "(passport)"},
           {"eu-fsf-eu-36-64", "sanction:provisions", "amendment 2018/223 (OJ L43)"},
           {"eu-fsf-eu-36-64", "sanction:recordId", "1"},
           {"eu-fsf-eu-3523-13", "name", "İslami Büyük Doğu Akıncılar Cephesi"},
           {"eu-fsf-eu-3523-13", "alias", "Фронт на великите ислямски източни воини"},
           {"eu-fsf-eu-3523-13", "sanction:startDate", "2018-03-23"}});
}

TEST(XmlReal, EuRebuilt2022) {
    check({"eu/fsf_xml_1_1_rebuilt_20220124.xml.gz", "eu_fsf", "2022-01-24", 1182, 5748},
          {{"eu-fsf-eu-4881-55", "name", "Assadollah ASSADI"},
           {"eu-fsf-eu-4881-55", "passportNumber", "D9016657"},
           {"eu-fsf-eu-4881-55", "citizenship", "ir"},
           {"eu-fsf-eu-4881-55", "birthPlace", "Teheran"},
           {"eu-fsf-eu-4455-11", "imoNumber", "5434358"},
           {"eu-fsf-eu-2501-80", "sanction:listingDate", "2011-05-23"},
           {"eu-fsf-eu-2501-80", "sanction:measure", "asset_freeze"},
           {"eu-fsf-eu-4000-1", "alias", "Алексей Вячеславович КАРЯКИН"},
           {"eu-fsf-eu-4000-1", "birthDate", "1979-04-07"},
           {"eu-fsf-eu-4000-1", "sanction:listingDate", "2014-07-12"},
           {"eu-fsf-eu-1644-40", "address", "Pasdaran Av., PO Box 19585/777, Tehran, Iran"},
           {"eu-fsf-eu-780-23", "position", "Governor of Uruzgan Province under the Taliban regime"}});
}

TEST(XmlReal, UkRebuilt2026) {
    // 19,555 distinct names among the name elements, and two that hold two each.
    check({"uk/uksl_rebuilt_20260822.xml.gz", "gb_fcdo_sanctions", "2026-08-20", 6349, 19557},
          {{"gb-AFG0001", "name", "HAJI KHAIRULLAH HAJI SATTAR MONEY EXCHANGE"},
           {"gb-AFG0001", "alias", "حاجی خيرالله و حاجی ستار صرافی"},
           {"gb-AFG0001", "sanction:unscId", "TAe.010"},
           {"gb-AFG0001", "sanction:recordId", "12703"},
           {"gb-AFG0001", "address", "Branch Office 14, Dubai, United Arab Emirates"},
           {"gb-BEL0020", "name", "Anatol Anatolievich Vasilieu"},
           {"gb-BEL0020", "alias", "Анатолий Анатольевич ВАСИЛЬЕВ"},
           {"gb-BEL0020", "sanction:provisions", "Travel Ban"},
           {"gb-RUS0002", "sanction:listingDate", "2020-12-31"},
           {"gb-RUS0002", "lastName", "Klishas"},
           {"gb-DPR0075", "name", "Petrel 8"},
           {"gb-DPR0075", "sanction:measure", "sectoral"},
           {"gb-DPR0075", "alias", "Tian Tai 36"}});
}

TEST(XmlReal, UkMeasuresAreThoseOfTheIndicators) {
    const std::string path = test::shared_data("lists/uk/uksl_rebuilt_20260822.xml.gz");
    if (path.empty()) {
        GTEST_SKIP() << test::no_shared_data;
    }
    const test::ReadList list = load(path);
    std::map<std::string, int> measures;
    for (const entity::Entity& entity : list.sink.entities) {
        if (entity.schema == "Sanction") {
            ++measures[std::string(entity.first("measure"))];
        }
    }
    // Raw: 5,689 designations with AssetFreeze true; 8 with a travel ban alone; the other 652 forbid some dealings.
    EXPECT_EQ(measures["asset_freeze"], 5689);
    EXPECT_EQ(measures["unknown"], 8);
    EXPECT_EQ(measures["sectoral"], 652);
}

TEST(XmlReal, EveryCutOfARealListIsRefusedAndNothingElse) {
    const std::string path = test::shared_data("lists/us_ofac/sdn_excerpt_20140716.xml");
    if (path.empty()) {
        GTEST_SKIP() << test::no_shared_data;
    }
    const std::string whole = test::read_file(path);
    const std::size_t end = whole.find_last_of('>');
    const test::ScratchFolder folder;
    for (std::size_t size = 0; size < end; size += 97) {
        const std::string cut = folder.write("cut.xml", std::string_view(whole).substr(0, size));
        EXPECT_THROW(load(cut), base::Failure) << size;
    }
    EXPECT_EQ(load(folder.write("whole.xml", whole)).version.entities, 4U);
}
