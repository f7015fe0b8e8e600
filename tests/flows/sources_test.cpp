// Each source format on a few lines of its own, with the traps that the real files hold.
#include "flows/flow_table.hpp"

#include "../support/files.hpp"

#include <gtest/gtest.h>

namespace tidewaiter::flows {
namespace {

struct Loaded {
    test::ScratchFolder folder;
    FlowTable table{""};
    LoadResult result;

    Loaded(const std::string& name, std::string_view bytes, const LoadOptions& options = {}) { result = table.load(folder.write(name, bytes), options); }

    std::string one(const std::string& sql) {
        const auto rows = table.database().all(sql);
        return rows.empty() ? "no row" : rows[0][0].value_or("NULL");
    }
};

TEST(Sources, ComtradeLegacyHasReExportsBesideExports) {
    Loaded file("old.csv", "Classification,Year,Period,Period Desc.,Aggregate Level,Trade Flow Code,Trade Flow,Reporter Code,Reporter,Reporter ISO,Partner Code,Partner,Partner ISO,"
                           "2nd Partner Code,Customs Proc. Code,Mode of Transport Code,Commodity Code,Qty Unit,Qty,Netweight (kg),Trade Value (US$),Flag\n"
                           "H5,2017,2017,2017,6,2,Export,12,Algeria,DZA,0,World,WLD,,,,848620,No Quantity,0,50951,3830588,2\n"
                           "H5,2017,2017,2017,6,3,Re-Export,12,Algeria,DZA,0,World,WLD,,,,848620,No Quantity,0,11,500,6\n");
    EXPECT_EQ(file.result.source.format, "comtrade_legacy");
    EXPECT_EQ(file.one("SELECT sum(value) FROM flow WHERE flow = 'X'"), "3830588.00");
    EXPECT_EQ(file.one("SELECT value FROM flow WHERE flow = 'RX' AND weight_estimated"), "500.00");
    EXPECT_EQ(file.one("SELECT DISTINCT reporter || partner_kind FROM flow"), "DZworld");
}

TEST(Sources, RelationalViewStoredTwiceCountsOnceAndOneDownloadsRowsAdd) {
    Loaded file("view.csv", "REPORTER,PARTNER,PRODUCT,FLOW,STAT_PROCEDURE,PERIOD,VALUE_IN_EUR,SOURCE_FILE\n"
                            "Germany (incl. German Democratic Republic 'DD' from 1991),Kazakhstan,Total,EXPORT,Total,Aug. 2024,100,a/one.csv\n"
                            "Germany (incl. German Democratic Republic 'DD' from 1991),Kazakhstan,TOTAL-Total,2-EXPORT,T-Total,202408-Aug. 2024,100,b/two.csv\n"
                            "Allemagne (incl. République démocratique allemande 'DD' depuis 1991),Arménie,Total,EXPORTATION,Total,Jan.-Dec. 2018,7,c/three.csv\n"
                            "European Union - 27 countries (AT),Kazakhstan,Total,EXPORT,Total,Aug. 2024,:,a/one.csv\n");
    EXPECT_EQ(file.result.source.format, "eurostat_relational");
    EXPECT_EQ(file.one("SELECT sum(value) FROM flow WHERE set_aside IS NULL AND partner = 'KZ'"), "100.00");
    EXPECT_EQ(file.one("SELECT count(*) FROM flow WHERE set_aside = 'duplicate'"), "1");
    EXPECT_EQ(file.one("SELECT reporter || partner || months FROM flow WHERE value = 7"), "DEAM12");
    EXPECT_EQ(file.result.source.rows_missing, 1U) << "a colon is no zero";
}

TEST(Sources, ComextOldAndNewColumnsGiveTheSame) {
    Loaded now("full_v2_202401.dat", "REPORTER,PARTNER,TRADE_TYPE,PRODUCT_NC,FLOW,STAT_PROCEDURE,SUPPL_UNIT,PERIOD,VALUE_EUR,VALUE_NAC,QUANTITY_KG,QUANTITY_SUPPL_UNIT\n"
                                     "DE,RU,E,85423190,2,1,,202401,1000,1000,2.5,\nDE,QY,E,8542SSS9,2,1,,202401,10,10,1,\n");
    EXPECT_EQ(now.one("SELECT reporter || partner || flow || value || 'EUR' || weight_kg FROM flow WHERE level = 8 AND status = 'reported'"), "DERUX1000.00EUR2.500");
    Loaded old("full201052.dat", "DECLARANT,DECLARANT_ISO,PARTNER_ISO,TRADE_TYPE,PRODUCT_NC,FLOW,STAT_REGIME,PERIOD,VALUE_IN_EUROS,QUANTITY_IN_KG\n004,DE,RU,E,85423190,1,4,201052,500,3\n");
    EXPECT_EQ(old.one("SELECT reporter || flow || months || value FROM flow"), "DEM12500.00");
}

TEST(Sources, BaciPadsCodesAndCountsInThousands) {
    Loaded file("BACI_HS17_Y2021_V202501.csv", "t,i,j,k,v,q\n2021,156,643,90920, 12.345 ,NA\n2021,490,643,854231,3,0.5\n");
    EXPECT_EQ(file.result.source.vintage, "V202501");
    EXPECT_EQ(file.one("SELECT code || value || hs_rev FROM flow WHERE reporter = 'CN'"), "09092012345.00HS2017");
    EXPECT_EQ(file.one("SELECT weight_kg FROM flow WHERE reporter = 'CN'"), "NULL");
    EXPECT_EQ(file.one("SELECT weight_kg FROM flow WHERE reporter = 'TW'"), "500.000");
}

TEST(Sources, TurkishPointsAreThousandsAndBothDirectionsAreRead) {
    Loaded file("tuik_2025.csv", "Month,Country,Country name,HS8,HS8 name,Unit,Export quantity 1,Export quantity 2,Import quantity 1,Import quantity 2,Export Dollar,Import Dollar\n"
                                 "1,75,Russia,84806000,\"Moulds, glass\",KG,2.704,0,0,0,39.792,0\n3,75,Russia,84807900,Moulds,KG,112.199,0,5,0,1.564.432,17\n");
    EXPECT_EQ(file.one("SELECT value || ' ' || weight_kg FROM flow WHERE flow = 'X' AND period = DATE '2025-01-01'"), "39792.00 2704.000");
    EXPECT_EQ(file.one("SELECT value FROM flow WHERE flow = 'X' AND period = DATE '2025-03-01'"), "1564432.00");
    EXPECT_EQ(file.one("SELECT value FROM flow WHERE flow = 'M'"), "17.00");
}

TEST(Sources, ArmeniasImportsHaveTwoBases) {
    Loaded file("armenia_partners.csv", "\xef\xbb\xbf" "country,year,month,export,import_origin,import_consignment,date\nChina,2022,1,1,1384,698,2022-01-01\n");
    EXPECT_EQ(file.one("SELECT value FROM flow WHERE basis = 'origin'"), "1384000.00");
    EXPECT_EQ(file.one("SELECT value FROM flow WHERE basis = 'dispatch' AND flow = 'M'"), "698000.00");
}

TEST(Sources, ChineseNumbersHaveCommasAndChinaBuysFromItself) {
    Loaded file("gacc_export.csv", "Date of data,Trading partner code,Trading partner,Commodity code,Commodity,Quantity,Unit,US dollar\n"
                                   "202301,344,Russia,85423119,Chips,\"1,234\",Piece,\"12,345,678\"\n202301,142,China,85423119,Chips,5,Kilogram,9\n");
    EXPECT_EQ(file.one("SELECT value || partner FROM flow WHERE partner = 'RU'"), "12345678.00RU");
    EXPECT_EQ(file.one("SELECT partner || weight_kg FROM flow WHERE value = 9"), "CN5.000");
    Loaded chinese("gacc_2023_export.csv", "商品编码,商品名称,贸易伙伴编码,贸易伙伴名称,贸易方式编码,贸易方式名称,第一数量,第一计量单位,美元\n85423119,芯片,344,俄罗斯,10,一般贸易,2,千克,\"1,000\"\n");
    EXPECT_EQ(chinese.one("SELECT partner || value || weight_kg || customs FROM flow"), "RU1000.002.000一般贸易");
}

TEST(Sources, CensusJsonHasGroupsBesideCountries) {
    Loaded file("census.json", R"([["CTY_CODE","CTY_NAME","I_COMMODITY","COMM_LVL","GEN_VAL_MO","time"],
["-","TOTAL FOR ALL COUNTRIES","854231","HS6","100","2024-01"],["5700","CHINA","854231","HS6","60","2024-01"],["0003","EUROPEAN UNION","854231","HS6","20","2024-01"]])");
    EXPECT_EQ(file.one("SELECT string_agg(partner_kind::VARCHAR, ' ' ORDER BY value) FROM flow"), "group country world");
}

TEST(Sources, CensusSumsSinceJanuaryAreNotAdded) {
    Loaded file("census.csv", "CTY_CODE,CTY_NAME,E_COMMODITY,ALL_VAL_YR,time\n4621,RUSSIA,854231,10,2023-11\n4621,RUSSIA,854231,12,2023-12\n");
    EXPECT_EQ(file.one("SELECT sum(value) FROM flow WHERE set_aside IS NULL"), "12.00");
    EXPECT_EQ(file.one("SELECT count(*) FROM flow WHERE set_aside = 'year_to_date'"), "1");
}

TEST(Sources, ComtradeJsonAndComtradrColumnsAreTheSameFormat) {
    Loaded json("api.json", R"({"elapsedTime":"1","count":1,"data":[{"typeCode":"C","period":"2022","reporterCode":643,"flowCode":"M","partnerCode":156,"partner2Code":0,
"classificationCode":"H6","cmdCode":"854231","customsCode":"C00","motCode":0,"qtyUnitAbbr":"u","qty":1.5,"netWgt":null,"primaryValue":1234567.25,"isReported":true}]})");
    EXPECT_EQ(json.one("SELECT reporter || partner || value || hs_rev FROM flow"), "RUCN1234567.25HS2022");
    Loaded r("comtradr.csv", "type_code,period,reporter_code,flow_code,partner_code,partner2code,classification_code,cmd_code,customs_code,mot_code,net_wgt,primary_value,is_reported\n"
                             "C,2022,643,M,156,0,H6,854231,C00,0,2,99,TRUE\n");
    EXPECT_EQ(r.one("SELECT reporter || partner || value FROM flow"), "RUCN99.00");
}

TEST(Sources, MonthsOfMirrorTradeMarkTheirNowcast) {
    Loaded file("months.csv", "NAPR,PERIOD,stoim_bn,stoim_bn_fact,netto_mt,netto_mt_fact,nowcast_share\nИМ,2019-01-01,16.5,16.5,1,1,0\nИМ,2026-05-01,12.25,7,1,1,0.41\nЭК,2019-01-01,20,20,1,1,0\n");
    EXPECT_EQ(file.one("SELECT reporter || flow || value FROM flow WHERE status = 'reported' AND flow = 'X'"), "WORLDX16500000000.00");
    EXPECT_EQ(file.one("SELECT value FROM flow WHERE status = 'nowcast'"), "12250000000.00");
}

TEST(Sources, DeclarationsInBoxNumbersAreTransactions) {
    Loaded file("gtd.csv", "ND;G011;G072;G022;G023;G081;G082;G15A;G34;G31_1;G31_11;G31_12;G32;G33;G38;G46\n"
                           "10005030/010122/0000001;ИМ;01.01.2022;EXAMPLE TRADE LTD;HK;7700000000;ООО ПРИМЕР;CN;MY;CHIPS;EXAMPLE SEMI;EXAMPLE;1;8542319010;0,5;1000.50\n");
    EXPECT_EQ(file.result.source.format, "declaration_boxes");
    EXPECT_EQ(file.one("SELECT importer || ' ' || exporter || ' ' || origin || dispatch || exporter_country || ' ' || day || ' ' || code || ' ' || value FROM transactions"),
              "ООО ПРИМЕР EXAMPLE TRADE LTD MYCNHK 2022-01-01 8542319010 1000.50");
}

TEST(Sources, FollowTheMoneyActivitiesAreTransactions) {
    Loaded file("acts.json", R"({"id":"a1","schema":"EconomicActivity","properties":{"date":["2023-02-03"],"vedCode":["854231"],"ccdValue":["5000"],"sender":["s1"],"receiver":["r1"],"originCountry":["my"],"departureCountry":["hk"],"goodsDescription":["chips"]}}
{"id":"s1","schema":"Company","properties":{"name":["Example Trade"]}}
)");
    EXPECT_EQ(file.one("SELECT count(*) FROM transactions"), "1");
    EXPECT_EQ(file.one("SELECT origin || dispatch || importer || value FROM transactions"), "MYHKr15000.00");
}

TEST(Sources, AnyTableByAMappingFile) {
    const test::ScratchFolder folder;
    const std::string map = folder.write("own.toml", R"([file]
publisher = "Office of Examples"
title = "Example trade"
numbers = "1.234,5"
[columns]
reporter = "Land"
partner = "Partnerland"
flow = "Richtung"
code = "Ware"
period = "Monat"
value = "Wert in Tausend"
weight = "Masse"
[constants]
currency = "EUR"
[factors]
value = 1000
[words.flow]
Einfuhr = "M"
Ausfuhr = "X"
)");
    Loaded file("own.csv", "Land;Partnerland;Richtung;Ware;Monat;Wert in Tausend;Masse\nDeutschland;Russland;Ausfuhr;8542;2022-03;1.234,5;2.000\n", {.mapping = map});
    EXPECT_EQ(file.one("SELECT reporter || partner || flow || value || ' ' || weight_kg FROM flow"), "DERUX1234500.00 2000.000");
    EXPECT_EQ(file.result.source.publisher, "Office of Examples");
}

TEST(Sources, MappingsSayWhatIsWrongWithThem) {
    const test::ScratchFolder folder;
    const auto message = [&](std::string_view toml) {
        try {
            Loaded file("own.csv", "Land,Ware\nDE,8542\n", {.mapping = folder.write("m.toml", toml)});
        } catch (const base::Failure& failure) {
            const std::string what = failure.what();
            return what.substr(what.find("m.toml") + 8);
        }
        return std::string("loaded");
    };
    EXPECT_EQ(message("[columns]\nreporter = \"Lnd\"\n"), "line 2: reporter is to be read from the column 'Lnd', which the file does not have (nearest there: 'Land')");
    EXPECT_EQ(message("[columns]\nreportr = \"Land\"\n"), "line 2: there is no field 'reportr' (nearest: reporter)");
    EXPECT_EQ(message("[columns]\nreporter = \"Land\"\ncode = \"Ware\"\n"), "nothing is said of value, currency, flow, partner, period");
    EXPECT_EQ(message("[colums]\n"), "line 1: unknown key colums");
}

} // namespace
} // namespace tidewaiter::flows
