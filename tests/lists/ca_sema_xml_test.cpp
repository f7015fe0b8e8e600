// The reader of Canada's list, and how its fields of names are taken apart.
#include "lists/ca_sema_names.hpp"
#include "lists/formats.hpp"
#include "real_list.hpp"

using namespace tidewaiter;
using lists::ListedAlias;
using lists::split_listed_aliases;
using lists::split_listed_name;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

std::vector<std::string> names_of(std::string_view text, bool person) {
    std::vector<std::string> names;
    for (const ListedAlias& alias : split_listed_aliases(text, person)) {
        names.push_back((alias.language.empty() ? "" : alias.language + " ") + alias.name +
                        (alias.weak ? " (weak)" : ""));
    }
    return names;
}

std::string record(std::string_view content) {
    return "<record>" + std::string(content) + "</record>";
}

test::ReadList read_sema(const std::string& records) {
    const test::ScratchFolder folder;
    return test::read_list(
        lists::ca_sema_xml,
        {folder.write("list.xml", "<?xml version=\"1.0\"?><data-set>" + records + "</data-set>")});
}

constexpr std::string_view place =
    "<Schedule>1, Part 1</Schedule><Item>3</Item><DateOfListing>2020-09-28</DateOfListing>";

} // namespace

TEST(SemaNames, LabelsOfLanguagesPartAndSay) {
    EXPECT_THAT(
        names_of("Vitaly Viktorovich Sinilo, Russian: Виталий Синило, Belarusian: Віталь Сініла",
                 true),
        ElementsAre("Vitaly Viktorovich Sinilo", "ru Виталий Синило", "be Віталь Сініла"));
    EXPECT_THAT(names_of("Made Up Trading Co                Arabic: شركة التجارة", false),
                ElementsAre("Made Up Trading Co", "ar شركة التجارة"));
    EXPECT_THAT(names_of("Note: no language", false), ElementsAre("Note: no language"));
}

TEST(SemaNames, AlternativesAreSeveralNames) {
    EXPECT_THAT(names_of("Иван Петров / Іван Петров", true),
                ElementsAre("Иван Петров", "Іван Петров"));
    EXPECT_THAT(names_of("Министерство финансов or МинФин; MinFin", false),
                ElementsAre("Министерство финансов", "МинФин", "MinFin"));
    EXPECT_THAT(names_of("Alexandr Valerievich Kalin, or Kalinin", true),
                ElementsAre("Alexandr Valerievich Kalin", "Kalinin (weak)"));
    EXPECT_THAT(names_of("BIDEVKA, BIDIOVKA", true),
                ElementsAre("BIDEVKA (weak)", "BIDIOVKA (weak)"));
}

TEST(SemaNames, CommasOfOneNameStay) {
    EXPECT_THAT(names_of("Невское ПКБ, АО; Невское Бюро", false),
                ElementsAre("Невское ПКБ, АО", "Невское Бюро"));
    EXPECT_THAT(names_of("Harbour Trading Co., Ltd., Harbour Holding LLC", false),
                ElementsAre("Harbour Trading Co., Ltd.", "Harbour Holding LLC"));
    EXPECT_THAT(names_of("Агентство по делам соотечественников, проживающих за рубежом", false),
                ElementsAre("Агентство по делам соотечественников, проживающих за рубежом"));
    EXPECT_THAT(names_of("IAMI, HESA, Iran Aircraft Company", false),
                ElementsAre("IAMI (weak)", "HESA (weak)", "Iran Aircraft Company"));
}

TEST(SemaNames, AHostileFieldIsOneNameAndTakesNoTime) {
    std::string field;
    for (int i = 0; i < 300'000; ++i) {
        field += "A" + std::to_string(i) + "; ";
    }
    EXPECT_EQ(split_listed_aliases(field, true).size(), 1U);
    EXPECT_EQ(split_listed_name(field).size(), 1U);
}

TEST(SemaNames, BracketsWithoutAPartnerGo) {
    EXPECT_THAT(names_of("(Владимир РУЩАК / Володимир РУЩАК", true),
                ElementsAre("Владимир РУЩАК", "Володимир РУЩАК"));
    EXPECT_THAT(names_of("Народны банк) (Russian: Народный банк/ ОАО \"НБ-Банк\"", false),
                ElementsAre("Народны банк", "ru Народный банк", "ru ОАО \"НБ-Банк\""));
}

TEST(SemaNames, EntitiesWithOtherNamesAndTwoLanguages) {
    EXPECT_THAT(split_listed_name(" Dux JSC (also known as Duks)"), ElementsAre("Dux JSC", "Duks"));
    EXPECT_THAT(split_listed_name("Proletarsky Zavod, PJSC (also known as\nPublic Joint Stock "
                                  "Company A and Public Joint Stock\nCompany B)"),
                ElementsAre("Proletarsky Zavod, PJSC", "Public Joint Stock Company A",
                            "Public Joint Stock Company B"));
    EXPECT_THAT(split_listed_name("IRGC Navy/Force navale du CGRI"),
                ElementsAre("IRGC Navy", "Force navale du CGRI"));
    EXPECT_THAT(split_listed_name("GORT/ORTAS"), ElementsAre("GORT/ORTAS"));
}

TEST(SemaXml, APersonWithItsListing) {
    const auto list = read_sema(
        record("<Country>Belarus / Bélarus</Country><LastName>IVANOV</LastName><GivenName>Ivan "
               "</GivenName>"
               "<TitleOrShip>Colonel</TitleOrShip><Aliases>Иван Иванов</Aliases>"
               "<DateOfBirthOrShipBuildDate>1965-07-15 OR 1969-09-28</DateOfBirthOrShipBuildDate>" +
               std::string(place)));
    const auto& party = list.sink.entities.at(0);
    EXPECT_EQ(party.schema, "Person");
    EXPECT_THAT(party.values("name"), ElementsAre("Ivan IVANOV"));
    EXPECT_THAT(party.values("alias"), ElementsAre("Иван Иванов"));
    EXPECT_THAT(party.values("birthDate"), ElementsAre("1965-07-15", "1969-09-28"));
    EXPECT_FALSE(party.has("nationality")); // the country is that of the regulation
    EXPECT_THAT(party.values("title"), ElementsAre("Colonel"));
    const auto sanction = list.sink.with("Sanction", "entity", party.id).at(0);
    EXPECT_EQ(sanction.first("authorityId"), "Belarus, schedule 1, Part 1, item 3");
    EXPECT_EQ(sanction.first("program"), "Belarus");
    EXPECT_EQ(sanction.first("listingDate"), "2020-09-28");
    EXPECT_EQ(sanction.first("country"), "ca");
    EXPECT_EQ(sanction.first("measure"), "unknown");
    EXPECT_EQ(list.version.date, "2020-09-28");
}

TEST(SemaXml, AShipAndDaysOfASpreadsheet) {
    const auto list =
        read_sema(record("<Country>Russia</Country><EntityOrShip>North Star "
                         "III</EntityOrShip><TitleOrShip>Oil Tanker</TitleOrShip>"
                         "<ShipIMONumber>7406784</ShipIMONumber><DateOfBirthOrShipBuildDate>29252</"
                         "DateOfBirthOrShipBuildDate>" +
                         std::string(place)));
    const auto& ship = list.sink.entities.at(0);
    EXPECT_EQ(ship.schema, "Vessel");
    EXPECT_THAT(ship.values("imoNumber"), ElementsAre("7406784"));
    EXPECT_THAT(ship.values("buildDate"), ElementsAre("1980-02-01"));
    EXPECT_THAT(ship.values("type"), ElementsAre("Oil Tanker"));
}

TEST(SemaXml, OnePersonUnderTwoRegulationsIsTwoEntriesAndOneItemTwiceIsNot) {
    const std::string name =
        "<LastName>IVANOV</LastName><GivenName>Ivan</GivenName>" + std::string(place);
    const auto list = read_sema(record("<Country>Russia</Country>" + name) +
                                record("<Country>Ukraine</Country>" + name) +
                                record("<Country>Ukraine</Country>" + name));
    EXPECT_EQ(list.version.records, 3U);
    EXPECT_EQ(list.version.entities, 2U);
    EXPECT_EQ(list.rejects.count(), 1U);
}

TEST(SemaXml, ATwoDigitYearStaysInTheNotes) {
    const auto list = read_sema(
        record("<Country>Russia</Country><LastName>A</LastName><DateOfBirthOrShipBuildDate>Sep-99</"
               "DateOfBirthOrShipBuildDate>" +
               std::string(place)));
    EXPECT_FALSE(list.sink.entities.at(0).has("birthDate"));
    EXPECT_THAT(list.sink.entities.at(0).values("notes"), Contains("birthDate: Sep-99"));
}

TEST(SemaXml, RealHalfOf2025) {
    const std::string path = test::shared_data("lists/ca/sema_lmes_20250320_half.xml.gz");
    if (path.empty()) {
        GTEST_SKIP() << test::no_shared_data;
    }
    const auto list = test::load({path});
    EXPECT_EQ(list.version.format, "ca-sema-xml");
    EXPECT_EQ(list.version.records, 2345U);
    EXPECT_EQ(list.version.entities, 2345U);
    EXPECT_EQ(list.version.date, "2025-03-20");
    EXPECT_EQ(list.sink.schemata().at("Person"), 1611);
    EXPECT_EQ(list.sink.schemata().at("Vessel"), 49);
    EXPECT_EQ(list.sink.schemata().at("Organization"), 685);
    const auto one = [&](const char* name) {
        for (const char* schema : {"Person", "Vessel", "Organization"}) {
            const auto found = list.sink.with(schema, "name", name);
            if (!found.empty()) {
                return found.front();
            }
        }
        ADD_FAILURE() << name;
        return entity::Entity{};
    };
    EXPECT_THAT(one("Viktor Aleksandrovich Lukashenko").values("birthDate"),
                ElementsAre("1975-11-28"));
    EXPECT_THAT(one("Balitiyskiy III").values("imoNumber"), ElementsAre("7612448"));
    EXPECT_THAT(one("Balitiyskiy III").values("buildDate"), ElementsAre("1980"));
    EXPECT_THAT(one("Beeline").values("alias"), Contains("билайн"));
    EXPECT_THAT(one("Rajaei Shahr Prison").values("alias"), ElementsAre("رجایی شهر"));
    EXPECT_THAT(one("Valiantsina Piatrouna NOVIKAVA").values("alias"),
                ElementsAre("Valentina Petrovna Novikova", "Валянціна Новікава",
                            "Валентина Петровна Новикова"));
    EXPECT_THAT(
        one("Marine Scientific Research Institute of Radioelectronics “Altair” (MNIIRE “Altair”)")
            .values("program"),
        ElementsAre("Russia"));
    EXPECT_THAT(one("Vladimir Rudolfovich SOLOVYOV").values("weakAlias"), ElementsAre("Soloviev"));
    EXPECT_THAT(one("Hara Institute").values("alias"), Contains("Institut Hara"));
}
