// OFAC's advanced and enhanced XML: counts by the manifest, names by an independent count over the
// raw elements, and fields looked up in the files by hand.
#include "real_list.hpp"

using namespace tidewaiter;

TEST(OfacMoreReal, Advanced2020) {
    // 591 documented names, all different within their party.
    test::check_real_list(
        {"us_ofac/cons_advanced_20200317_half.xml.gz", "us_ofac_cons", "2020-03-17", 180, 591},
        {{"ofac-9639", "name", "Ismail Abdul Salah HANIYA"},
         {"ofac-9639", "alias", "Ismaeel HANIYYA"},
         {"ofac-9639", "birthDate", "1962"},
         {"ofac-9639", "birthPlace", "Shati"},
         {"ofac-9639", "sanction:listingDate", "2006-04-12"},
         {"ofac-9639", "sanction:listingDate", "2014-10-10"},
         {"ofac-9639", "sanction:provisions", "Non-SDN Palestinian Legislative Council List"},
         {"ofac-9639", "sanction:measure", "unknown"},
         {"ofac-17017", "name", "Bank of Moscow"},
         {"ofac-17017", "registrationNumber", "1027700159497"},
         {"ofac-17017", "swiftBic", "MOSWRUMM"},
         {"ofac-17017", "email", "info@mmbank.ru"},
         {"ofac-17017", "sanction:measure", "sectoral"},
         {"ofac-17017", "sanction:provisions",
          "Executive Order 13662 Directive Determination - Subject to Directive 1"},
         {"ofac-17064", "ogrnCode", "1026303117642"},
         {"ofac-17248", "taxNumber", "7708004767"},
         {"ofac-19468", "link:owner", "ofac-17250"}});
}

TEST(OfacMoreReal, Enhanced2024) {
    test::check_real_list(
        {"us_ofac/enhanced_irgc_20240828_half.xml.gz", "us_ofac_sdn", "2024-08-28", 150, 473},
        {{"ofac-28698", "name", "Masoud SHOUSHTARIPOUSTI"},
         {"ofac-28698", "name", "مسعود شوشتری پوستی"},
         {"ofac-28698", "alias", "Mas'ud SHUSHTARI"},
         {"ofac-28698", "country", "iq"},
         {"ofac-37490", "name", "عظیم منزوی"},
         {"ofac-37490", "birthDate", "1963-09-20"},
         {"ofac-37490", "birthPlace", "Shahrekord, Iran"},
         {"ofac-37490", "citizenship", "ir"},
         {"ofac-37490", "gender", "male"},
         {"ofac-37490", "idNumber", "4622001640"},
         {"ofac-37490", "sanction:listingDate", "2022-05-25"},
         {"ofac-37490", "sanction:measure", "asset_freeze"},
         {"ofac-24479", "registrationNumber", "EP-LDC"},
         {"ofac-24479", "buildDate", "1997-09-26"},
         {"ofac-24479", "model", "ERJ-145"}});
}
