// The EU's delimited lists, in small: what groups, repeats, wraps and is empty.
#include "collected.hpp"
#include "support/files.hpp"

#include <gmock/gmock.h>

namespace tidewaiter::lists {

namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

/// A table with the columns given; each row fills some of them by name.
std::string table(char separator, const std::vector<std::string>& header, const std::vector<std::map<std::string, std::string>>& rows) {
    std::string text;
    for (std::size_t i = 0; i < header.size(); ++i) {
        text += (i == 0 ? "" : std::string(1, separator)) + header[i];
    }
    text += '\n';
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < header.size(); ++i) {
            const auto found = row.find(header[i]);
            text += (i == 0 ? "" : std::string(1, separator)) + (found == row.end() ? std::string() : found->second);
        }
        text += '\n';
    }
    return text;
}

const std::vector<std::string> header_1_1{
    "fileGenerationDate", "Entity_LogicalId", "Entity_EU_ReferenceNumber", "Entity_UnitedNationId", "Entity_Remark", "Entity_SubjectType",
    "Entity_Regulation_PublicationDate", "Entity_Regulation_NumberTitle", "Entity_Regulation_Programme", "NameAlias_LastName",
    "NameAlias_WholeName", "NameAlias_NameLanguage", "NameAlias_Gender", "NameAlias_Function", "NameAlias_Remark", "Address_City", "Address_CountryIso2Code",
    "BirthDate_BirthDate", "BirthDate_Year", "BirthDate_Circa", "BirthDate_CalendarType", "BirthDate_CountryIso2Code",
    "Identification_Number", "Identification_KnownExpired", "Identification_TypeDescription", "Citizenship_CountryIso2Code"};

std::map<std::string, std::string> line(const std::string& id, std::map<std::string, std::string> more) {
    more.insert({{"fileGenerationDate", "02/10/2024"},
                 {"Entity_LogicalId", id},
                 {"Entity_EU_ReferenceNumber", "EU.27." + id},
                 {"Entity_SubjectType", "P"},
                 {"Entity_Remark", "(made up)"},
                 {"Entity_Regulation_PublicationDate", "2003-07-08"},
                 {"Entity_Regulation_NumberTitle", "1210/2003 (OJ L169)"},
                 {"Entity_Regulation_Programme", "IRQ"}});
    return more;
}

} // namespace

TEST(EuCsv, LinesOfOneEntryAreOnePartyWhereverTheyStand) {
    const test::ScratchFolder folder;
    const auto path = folder.write("a.csv", "\xef\xbb\xbf" + table(';', header_1_1,
        {line("13", {{"NameAlias_WholeName", "Ivan Made-Up"}, {"NameAlias_LastName", "Made-Up"}, {"NameAlias_Gender", "M"}, {"NameAlias_Function", "(a) Minister (b) Member"}}),
         line("14", {{"NameAlias_WholeName", "Another"}}),
         line("13", {{"NameAlias_WholeName", "Иван Выдуманный"}, {"NameAlias_NameLanguage", "RU"}}),
         line("13", {{"NameAlias_WholeName", "Vanya"}, {"NameAlias_Remark", "low quality alias"}}),
         line("13", {{"BirthDate_Year", "1965"}, {"BirthDate_Circa", "YES"}, {"BirthDate_CalendarType", "GREGORIAN"}, {"BirthDate_CountryIso2Code", "00"}}),
         line("13", {{"Citizenship_CountryIso2Code", "CS"}}), // Serbia in this list
         line("13", {{"Citizenship_CountryIso2Code", "NO"}}), // no flag but Norway
         line("13", {{"Identification_Number", "A123456"}, {"Identification_TypeDescription", "National passport"}, {"Identification_KnownExpired", "YES"}}),
         line("13", {{"Address_City", "Minsk"}, {"Address_CountryIso2Code", "BY"}})}));
    const auto list = test::load({path});
    EXPECT_EQ(list.version.format, "eu-fsf-csv-1.1");
    EXPECT_EQ(list.version.list, "eu_fsf");
    EXPECT_EQ(list.version.date, "2024-10-02"); // the second of October, not the tenth of February
    EXPECT_EQ(list.version.records, 9U);
    EXPECT_EQ(list.version.entities, 2U);
    const auto& ivan = list.sink.at("eu-fsf-eu-27-13");
    EXPECT_EQ(ivan.schema, "Person");
    EXPECT_THAT(ivan.values("name"), ElementsAre("Ivan Made-Up"));
    EXPECT_THAT(ivan.values("alias"), ElementsAre("Иван Выдуманный"));
    EXPECT_THAT(ivan.values("weakAlias"), ElementsAre("Vanya"));
    EXPECT_THAT(ivan.values("position"), ElementsAre("Minister", "Member"));
    EXPECT_THAT(ivan.values("birthDate"), ElementsAre("1965"));
    EXPECT_THAT(ivan.values("citizenship"), ElementsAre("rs", "no"));
    EXPECT_THAT(ivan.values("passportNumber"), ElementsAre("A123456"));
    EXPECT_THAT(ivan.values("country"), Contains("by"));
    const auto sanctions = list.sink.with("Sanction", "entity", ivan.id);
    ASSERT_EQ(sanctions.size(), 1U);
    EXPECT_EQ(sanctions[0].first("measure"), "asset_freeze");
    EXPECT_EQ(sanctions[0].first("listingDate"), "2003-07-08");
}

TEST(EuCsv, ARowOfAnotherWidthIsRejectedAndACutFileRefused) {
    const test::ScratchFolder folder;
    std::string text = table(';', header_1_1, {line("13", {{"NameAlias_WholeName", "One"}}), line("14", {{"NameAlias_WholeName", "Two"}})});
    const auto wide = test::load({folder.write("wide.csv", text + "02/10/2024;15;x\n")});
    EXPECT_EQ(wide.version.rejects, 1U);
    EXPECT_EQ(wide.version.entities, 2U);
    EXPECT_ANY_THROW(test::load({folder.write("cut.csv", text + "02/10/2024;15;x")}));
}

TEST(EuCsv, RecordsWrappedWholeInQuotesAreUnwrapped) {
    const std::string header = "Date_filexxxx;Entity_logical_id;Subject_type;Leba_numtitle;Leba_publication_date;Programme;Entity_remark;"
                               "Naal_wholename;Naal_function;Naal_language;Addr_other;Birt_date;Birt_country;Iden_number;Iden_country;Citi_country;EU_ref_num";
    const std::string tabs(9, '\t');
    const auto wrap = [&](const std::string& record) { return '"' + record + tabs + "\"\n"; };
    const test::ScratchFolder folder;
    const auto path = folder.write("b.csv", wrap(header) +
        wrap("04/07/2018;43;P;1/2003;2003-07-08;IRQ;(died)\\n(2003);Aziz Made-Up;\"\"Governor of A\t and B;\"\";;;;;;;;EU.85.7") +
        wrap("04/07/2018;43;P;1/2003;2003-07-08;IRQ;;;;;;N/A;;;;;EU.85.7") +
        wrap("04/07/2018;43;P;1/2003;2003-07-08;IRQ;;;;;PHONE[042 1]\\nFAX[042 2];;;;;;EU.85.7") +
        wrap("04/07/2018;43;P;1/2003;2003-07-08;IRQ;;;;;;;;AD001095 (passport-National passport) (lost);IRQ;;EU.85.7") +
        wrap("04/07/2018;43;P;1/2003;2003-07-08;IRQ;;;;;;;;;;IRQ;EU.85.7"));
    const auto list = test::load({path});
    EXPECT_EQ(list.version.format, "eu-fsf-csv-1.0");
    EXPECT_EQ(list.version.date, "2018-07-04");
    EXPECT_EQ(list.version.rejects, 0U);
    const auto& aziz = list.sink.at("eu-fsf-eu-85-7");
    EXPECT_THAT(aziz.values("name"), ElementsAre("Aziz Made-Up"));
    EXPECT_THAT(aziz.values("position"), ElementsAre("Governor of A, and B"));
    EXPECT_THAT(aziz.values("phone"), ElementsAre("042 1"));
    EXPECT_THAT(aziz.values("passportNumber"), ElementsAre("AD001095"));
    EXPECT_THAT(aziz.values("citizenship"), ElementsAre("iq"));
    EXPECT_TRUE(aziz.values("birthDate").empty());
    EXPECT_THAT(list.version.remarks, Contains(HasSubstr("unwrapped")));
}

TEST(EuJournal, TheMeasureIsTheWordOfTheFile) {
    const std::vector<std::string> header{"celex", "recordId", "programKey", "annex", "measure", "startDate", "reason", "schema", "name",
                                          "alias", "nationality", "birthDate", "registrationNumber", "imoNumber", "notes"};
    const std::map<std::string, std::string> common{{"celex", "32014R0833"}, {"programKey", "EU-RUS"}, {"startDate", "12.9.2014"}};
    const auto row = [&](std::map<std::string, std::string> more) {
        more.insert(common.begin(), common.end());
        return more;
    };
    const test::ScratchFolder folder;
    const auto path = folder.write("c.csv", table(',', header,
        {row({{"recordId", "1"}, {"annex", "IV"}, {"measure", "Export control"}, {"schema", "LegalEntity"}, {"name", "OAO Made-Up"}, {"alias", "Выдумка (ОАО «Выдумка»); Made Up JSC"},
              {"registrationNumber", "7704730655 (Tax ID/INN)"}}),
         row({{"annex", "XLII"}, {"recordId", "2"}, {"measure", "Transportation restrictions"}, {"schema", "Vessel"}, {"name", "Angara Made-Up"}, {"imoNumber", "9179842"}}),
         row({{"annex", "I.PERSONS"}, {"measure", "Asset freeze"}, {"schema", "Person"}, {"name", "A B"}, {"nationality", "\"Russian, Ukrainian\""}, {"birthDate", "\"(a) 3.4.1965, (b) 1966\""}}),
         row({{"annex", "I.PERSONS"}, {"measure", "Something new"}, {"schema", "Person"}, {"name", "C D"}})}));
    const auto list = test::load({path});
    EXPECT_EQ(list.version.list, "eu_journal_sanctions");
    EXPECT_EQ(list.version.entities, 4U);
    const auto& jsc = list.sink.at("eu-oj-32014r0833-iv-1");
    EXPECT_THAT(jsc.values("alias"), Contains("Made Up JSC"));
    EXPECT_THAT(jsc.values("innCode"), ElementsAre("7704730655"));
    EXPECT_THAT(jsc.values("topics"), ElementsAre("export.control"));
    const auto sanction = list.sink.with("Sanction", "entity", jsc.id).at(0);
    EXPECT_EQ(sanction.first("measure"), "sectoral");
    EXPECT_EQ(sanction.first("listingDate"), "2014-09-12");
    EXPECT_EQ(sanction.first("country"), "eu");
    EXPECT_THAT(list.sink.at("eu-oj-32014r0833-xlii-2").values("imoNumber"), ElementsAre("9179842"));
    const auto persons = list.sink.with("Person", "name", "A B");
    ASSERT_EQ(persons.size(), 1U);
    EXPECT_THAT(persons[0].values("nationality"), ElementsAre("ru", "ua"));
    EXPECT_THAT(persons[0].values("birthDate"), ElementsAre("1965-04-03", "1966"));
    EXPECT_EQ(list.sink.with("Sanction", "entity", persons[0].id).at(0).first("measure"), "asset_freeze");
    const auto unknown = list.sink.with("Person", "name", "C D");
    EXPECT_EQ(list.sink.with("Sanction", "entity", unknown.at(0).id).at(0).first("measure"), "unknown");
    EXPECT_THAT(list.version.remarks, Contains(HasSubstr("Something new")));
}

} // namespace tidewaiter::lists
