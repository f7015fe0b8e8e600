// FollowTheMoney JSON lines as lists: who is listed, by which list, and what is no entity.
#include "collected.hpp"
#include "lists/file_date.hpp"
#include "lists/formats.hpp"
#include "support/files.hpp"

#include "base/failure.hpp"

#include <gmock/gmock.h>

using namespace tidewaiter;
using namespace tidewaiter::lists;
using test::read_list;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

namespace {

constexpr std::string_view ann =
    R"({"id":"a","caption":"Ann","schema":"Person","properties":{"name":["Ann"],"weakAlias":["A."],"topics":["sanction"]},)"
    R"("referents":["old-a"],"datasets":["us_ofac_sdn"],"last_seen":"2026-01-02T03:04:05","target":true})";
constexpr std::string_view sanction_of_ann =
    R"({"id":"s","schema":"Sanction","properties":{"entity":["a"],"programId":["US-X"]},"datasets":["us_ofac_sdn"],"target":false})";
constexpr std::string_view unlisted_bo =
    R"({"id":"b","schema":"Person","properties":{"name":["Bo"]},"datasets":["us_ofac_sdn"],"target":false})";

class FtmJsonList : public testing::Test {
protected:
    std::string write(std::initializer_list<std::string_view> lines, std::string_view end = "\n") {
        std::string text;
        for (const std::string_view line : lines) {
            text += text.empty() ? "" : "\n";
            text += line;
        }
        return folder.write("some.entities.ftm.json", text + std::string(end));
    }

    test::ScratchFolder folder;
};

std::string failure_of(const std::string& path, const ReadOptions& options = {}) {
    try {
        read_list(ftm_json, {path}, options);
    } catch (const base::Failure& failure) {
        EXPECT_EQ(failure.kind(), base::FailureKind::bad_input);
        return failure.what();
    }
    return "none";
}

/// The real files that the project is judged by; the counts are taken from them by an independent
/// program.
struct RealFile {
    std::string path;
    std::string list;
    std::string version;
    std::uint64_t records;
    std::uint64_t entities;
    std::uint64_t names;
};

void check_real_file(const RealFile& file) {
    SCOPED_TRACE(file.path);
    const std::string path = test::shared_data("lists/ftm/" + file.path);
    const auto list = read_list(ftm_json, {path});
    EXPECT_EQ(list.version.list, file.list);
    // A file that stamps no moment is dated by the day it was last changed, which is the copy's.
    EXPECT_EQ(list.version.version, file.version.empty() ? file_date(path, {}) : file.version);
    EXPECT_EQ(list.version.records, file.records);
    EXPECT_EQ(list.version.entities, file.entities);
    EXPECT_EQ(list.version.names, file.names);
    EXPECT_EQ(list.version.rejects, 0U);
}

} // namespace

TEST_F(FtmJsonList, CountsTheListedAndKeepsTheRest) {
    const auto list = read_list(ftm_json, {write({ann, sanction_of_ann, unlisted_bo, ""})});
    EXPECT_EQ(list.version.records, 3U);
    EXPECT_EQ(list.version.entities, 1U);
    EXPECT_EQ(list.version.names, 2U);
    EXPECT_EQ(list.version.layout, 1U);
    EXPECT_EQ(list.version.rejects, 0U);
    EXPECT_EQ(list.sink.entities.size(), 3U);
    EXPECT_THAT(list.version.remarks,
                Contains("parties that are in the file but not listed (target is false): 1"));
    EXPECT_THAT(list.sink.at("a").referents, ElementsAre("old-a"));
}

TEST_F(FtmJsonList, TheDataSetNamesTheListAndItsJurisdiction) {
    const auto list = read_list(ftm_json, {write({ann})});
    EXPECT_EQ(list.version.list, "us_ofac_sdn");
    EXPECT_EQ(list.version.jurisdiction, "us");
    EXPECT_EQ(list.version.publisher, "Office of Foreign Assets Control (OFAC)");
    EXPECT_EQ(list.version.version, "2026-01-02T03:04:05");
    EXPECT_EQ(list.version.date, "2026-01-02");
    EXPECT_EQ(read_list(ftm_json, {write({ann})}, {.list = "mine"}).version.list, "mine");
}

TEST_F(FtmJsonList, AFileOfSeveralDataSetsIsCalledAfterItsName) {
    const auto list = read_list(
        ftm_json,
        {write(
            {ann,
             R"({"id":"c","schema":"Company","properties":{"name":["C"]},"datasets":["eu_fsf"]})"})});
    EXPECT_EQ(list.version.list, "some");
    EXPECT_THAT(list.version.remarks, Contains(HasSubstr("names 2 data sets")));
}

TEST_F(FtmJsonList, ASanctionGetsItsMeasureFromItsDataSet) {
    const auto list = read_list(
        ftm_json,
        {write(
            {ann, sanction_of_ann,
             R"({"id":"t","schema":"Sanction","properties":{"entity":["a"],"country":["zz"],"measure":["sectoral"]},"datasets":["us_ofac_sdn"]})",
             R"({"id":"u","schema":"Sanction","properties":{"entity":["a"]},"datasets":["somebodys_list"]})"})});
    const auto listing = entity::to_listing(list.sink.at("s"), "us_ofac_sdn", "1");
    EXPECT_EQ(listing.measure, entity::Measure::asset_freeze);
    EXPECT_EQ(listing.jurisdiction, "us");
    EXPECT_EQ(entity::to_listing(list.sink.at("t"), "l", "1").measure, entity::Measure::sectoral);
    EXPECT_EQ(entity::to_listing(list.sink.at("t"), "l", "1").jurisdiction, "zz");
    EXPECT_EQ(entity::to_listing(list.sink.at("u"), "l", "1").measure, entity::Measure::unknown);
}

TEST_F(FtmJsonList, NestedEntitiesFollowTheirPartyOnceAndAreNotListed) {
    const std::string nested =
        R"({"id":"f","schema":"Family","properties":{"relative":[{"id":"r","schema":"Person","properties":{"name":["Rae"]}}],"person":["PERSON"]}})";
    const auto line = [&](std::string id) {
        return R"({"id":")" + id + R"(","schema":"Person","properties":{"name":[")" + id +
               R"("],"familyPerson":[)" + nested + "]}}";
    };
    const auto list = read_list(ftm_json, {write({line("x"), line("y")})});
    std::vector<std::string> ids;
    for (const auto& entity : list.sink.entities) {
        ids.push_back(entity.id);
    }
    EXPECT_THAT(ids, ElementsAre("x", "r", "f", "y"));
    EXPECT_EQ(list.version.entities, 2U);
    EXPECT_EQ(list.sink.at("r").target, false);
}

TEST_F(FtmJsonList, ABadLineIsRejectedWithItsNumberAndReason) {
    const auto list = read_list(
        ftm_json, {write({ann, "{\"id\":\"b\",", R"({"id":"c","properties":{}})", unlisted_bo})});
    EXPECT_EQ(list.version.records, 4U);
    EXPECT_EQ(list.version.rejects, 2U);
    ASSERT_EQ(list.rejects.kept().size(), 2U);
    EXPECT_EQ(list.rejects.kept()[0].row, 2U);
    EXPECT_THAT(list.rejects.kept()[0].reason, HasSubstr("this is no JSON"));
    EXPECT_EQ(list.rejects.kept()[0].text, "{\"id\":\"b\",");
    EXPECT_EQ(list.rejects.kept()[1].row, 3U);
    EXPECT_EQ(list.rejects.kept()[1].reason, "entity 'c' has no schema");
    EXPECT_EQ(list.sink.entities.size(), 2U);
}

TEST_F(FtmJsonList, AListedEntityOfAnUnknownSchemaIsNamedNotSkipped) {
    const auto list = read_list(
        ftm_json,
        {write({ann, R"({"id":"x","schema":"Spaceship","properties":{"name":["X"]},"target":true})",
                R"({"id":"y","schema":"Orbit","properties":{},"target":false})"})});
    ASSERT_EQ(list.rejects.count(), 1U);
    EXPECT_EQ(list.rejects.kept()[0].row, 2U);
    EXPECT_THAT(list.version.remarks,
                Contains(HasSubstr("the model held here does not have: 1 (first: Orbit y)")));
}

TEST_F(FtmJsonList, ALineOverTheLimitIsRejected) {
    ReadOptions options;
    options.limits.record_bytes = 300;
    const auto list = read_list(ftm_json,
                                {write({ann,
                                        R"({"id":"x","schema":"Person","properties":{"name":[")" +
                                            std::string(400, 'n') + "\"]}}",
                                        unlisted_bo})},
                                options);
    ASSERT_EQ(list.rejects.count(), 1U);
    EXPECT_EQ(list.rejects.kept()[0].row, 2U);
    EXPECT_EQ(list.rejects.kept()[0].reason, "a line of more than 300 bytes");
    EXPECT_EQ(list.rejects.kept()[0].text.size(), 200U);
}

TEST_F(FtmJsonList, AFileCutInTheMiddleFails) {
    const std::string path = write({ann, unlisted_bo.substr(0, 50)}, "");
    EXPECT_EQ(failure_of(path), path + " was cut in the middle: line 2 breaks off");
    EXPECT_EQ(failure_of(write({ann, unlisted_bo}, "")), "none");
}

TEST_F(FtmJsonList, AFileWithoutEntitiesFails) {
    EXPECT_THAT(failure_of(write({}, "")), HasSubstr("holds no FollowTheMoney entity"));
    EXPECT_THAT(failure_of(write({"<html>", "</html>"})),
                HasSubstr("holds no FollowTheMoney entity"));
}

TEST_F(FtmJsonList, IsRecognisedByItsFirstLine) {
    EXPECT_GT(ftm_json.recognise(ann), 90);
    EXPECT_GT(ftm_json.recognise("\xef\xbb\xbf\n" + std::string(ann)), 90);
    EXPECT_EQ(ftm_json.recognise(R"({"DATA_SOURCE":"X","RECORD_ID":"1"})"), 0);
    EXPECT_EQ(ftm_json.recognise("<?xml version=\"1.0\"?>"), 0);
    EXPECT_EQ(ftm_json.recognise(""), 0);
}

TEST_F(FtmJsonList, RealFilesHaveTheirCounts) {
    if (test::shared_data("lists/ftm").empty()) {
        GTEST_SKIP() << test::no_shared_data;
    }
    check_real_file({"eu_fsf_20220124.entities.ftm.json.gz", "eu_fsf", "2022-01-24T01:30:05", 6280,
                     2379, 11163});
    check_real_file({"sa_wiki_peps.entities.ftm.json.gz", "sa_wiki_peps_v2", "2024-03-14T11:31:42",
                     1565, 423, 2689});
    check_real_file(
        {"yente_fixtures/t1/entities.ftm.json", "eu_fsf", "2024-06-01T10:57:03", 7, 6, 35});
    check_real_file(
        {"yente_fixtures/zala/entities.ftm.json", "zala", "2026-04-29T12:53:04", 91, 14, 275});
    check_real_file({"yente_fixtures/parteispenden/entities.ftm.json", "parteispenden",
                     "", 475, 96, 96});
    check_real_file(
        {"export_set_2024/targets.nested.json", "wd_persons", "2024-03-10T15:36:30", 5, 5, 11});
}

TEST_F(FtmJsonList, RealEuFileOf2022KeepsItsFields) {
    const std::string path = test::shared_data("lists/ftm/eu_fsf_20220124.entities.ftm.json.gz");
    if (path.empty()) {
        GTEST_SKIP() << test::no_shared_data;
    }
    const auto list = read_list(ftm_json, {path});
    EXPECT_EQ(list.sink.schemata(), (std::map<std::string, int>{{"Address", 744},
                                                                {"Identification", 368},
                                                                {"Organization", 559},
                                                                {"Passport", 388},
                                                                {"Person", 1820},
                                                                {"Sanction", 2401}}));
    const auto& sanction = list.sink.at("eu-fsf-0000401ab37027c6f71f167eb93afdce6d9fbcc3");
    const auto listing = entity::to_listing(sanction, list.version.list, list.version.version);
    EXPECT_EQ(listing.measure, entity::Measure::asset_freeze);
    EXPECT_EQ(listing.jurisdiction, "eu");
    EXPECT_THAT(listing.programs, ElementsAre("SYR"));
    EXPECT_EQ(listing.listed_on, "2020-05-29");
    EXPECT_EQ(sanction.first("reason"), "2020/716 (OJ L168)");
    EXPECT_THAT(sanction.values("entity"), ElementsAre("NK-eYRzJ3eUmdrbcFEwEZ9WWg"));
    EXPECT_EQ(list.sink.at("addr-01759bf323bad9e43e45706563671441de5eade9").first("postalCode"),
              "1835");
}

TEST_F(FtmJsonList, RealNestedFileYieldsEachRelativeOnce) {
    const std::string path = test::shared_data("lists/ftm/export_set_2024/targets.nested.json");
    if (path.empty()) {
        GTEST_SKIP() << test::no_shared_data;
    }
    const auto list = read_list(ftm_json, {path});
    EXPECT_EQ(list.sink.schemata(),
              (std::map<std::string, int>{{"Family", 4}, {"Occupancy", 5}, {"Person", 9}}));
    const auto& hariri = list.sink.at("Q296771");
    EXPECT_THAT(hariri.values("name"), ElementsAre("Hariri", "Sa'd al-Din", "Saad Hariri"));
    EXPECT_THAT(hariri.values("birthDate"), ElementsAre("1970-04-18"));
    EXPECT_THAT(hariri.values("familyPerson"),
                Contains("q296771-family-35a34b52e7817f1bb2e5b0423da67e98fe31ea41"));
    EXPECT_THAT(
        list.sink.at("q296771-family-35a34b52e7817f1bb2e5b0423da67e98fe31ea41").values("relative"),
        ElementsAre("Q20424718"));
}

TEST_F(FtmJsonList, RealCollectionKeepsEachSanctionsOwnLaw) {
    const std::string path = test::shared_data("lists/ftm/yente_fixtures/zala/entities.ftm.json");
    if (path.empty()) {
        GTEST_SKIP() << test::no_shared_data;
    }
    const auto list = read_list(ftm_json, {path});
    const auto& eu = list.sink.at("eu-fsf-6ac27c949ff687d02ddec05f5e53ce9c6690e34f");
    EXPECT_THAT(eu.values("measure"), ElementsAre("asset_freeze"));
    EXPECT_THAT(eu.values("country"), ElementsAre("eu"));
    EXPECT_THAT(eu.values("authorityId"), ElementsAre("EU.10966.20"));
    const auto canada = list.sink.with("Sanction", "authorityId", "808");
    ASSERT_EQ(canada.size(), 1U);
    EXPECT_FALSE(canada[0].has("measure"));
    EXPECT_THAT(canada[0].values("country"), ElementsAre("ca"));
}
