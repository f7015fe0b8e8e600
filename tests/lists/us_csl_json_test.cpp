#include "collected.hpp"
#include "lists/formats.hpp"
#include "lists/json_members.hpp"
#include "support/files.hpp"

#include "base/failure.hpp"

#include <gmock/gmock.h>

#include <array>

using namespace tidewaiter;
using namespace tidewaiter::test;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

std::vector<std::string> pieces_of(std::string json, std::uint64_t limit = 1'000) {
    constexpr std::array<std::string_view, 1> streamed{"r"};
    std::vector<std::string> pieces;
    try {
        const auto source = base::open_memory("m", std::move(json));
        lists::JsonMembers members(*source, streamed, limit);
        for (lists::JsonMember member; members.next(member);) {
            pieces.push_back(member.name + (member.is_element ? std::to_string(member.element) : "") + "=" + std::string(member.text));
        }
    } catch (const base::Failure& failure) {
        pieces.emplace_back(failure.what());
    }
    return pieces;
}

constexpr std::string_view whole =
    R"({"total":2,"results":[{"id":"x1","source":"Specially Designated Nationals (SDN) - Treasury Department","entity_number":"999001",)"
    R"("type":"Individual","programs":["SDGT","SYRIA"],"name":"UP, Made","alt_names":["UPP, Maid"],"addresses":[{"address":"1 First St.","city":"Kabul",)"
    R"("state":null,"postal_code":null,"country":"AF"}],"ids":[{"type":"Passport","number":"P0000001","country":"AF","issue_date":null,"expiration_date":null},)"
    R"({"type":"Gender","number":"Male","country":null}],"dates_of_birth":["1956-06-01"],"nationalities":["AF"],"remarks":null,"source_list_url":"https://example.org"},)"
    R"({"id":"x2","source":"Entity List (EL) - Bureau of Industry and Security","name":"Made Up Works","alt_names":[],"addresses":[],)"
    R"("license_requirement":"For all items","standard_order":true,"source_list_url":"https://example.org"}]})";

} // namespace

TEST(JsonMembers, GivesMembersAndElements) {
    EXPECT_THAT(pieces_of(R"( {"a" : 1, "r":[ {"x":"]}\""} , 2,[3] ], "b":{"r":[1]},"r":[]} )"),
                ElementsAre("a=1", R"(r1={"x":"]}\""})", "r2=2", "r3=[3]", R"(b={"r":[1]})"));
    EXPECT_THAT(pieces_of("{}"), ElementsAre());
}

TEST(JsonMembers, SaysWhereAFileBreaks) {
    EXPECT_THAT(pieces_of(R"({"r":[1,2)"), Contains(HasSubstr("the file is cut in the middle")));
    EXPECT_THAT(pieces_of("<html>"), Contains(HasSubstr("byte 0: '{' is due at the beginning, not '<'")));
    EXPECT_THAT(pieces_of(R"({"a":1 "b":2})"), Contains(HasSubstr("',' is due between two members, not '\"'")));
    EXPECT_THAT(pieces_of(R"({"a":1}x)"), Contains(HasSubstr("something stands behind the end")));
    EXPECT_THAT(pieces_of(R"({"a":")" + std::string(600'000, 'x') + "\"}"), Contains(HasSubstr("one piece is longer than 1000 bytes")));
}

TEST(UsCslJson, ResultsAreTheRowsOfTheCsv) {
    const ScratchFolder folder;
    const ReadList list = load({folder.write("a.dat", whole)});
    EXPECT_EQ(list.version.format, "us-csl-json");
    EXPECT_EQ(list.version.records, 2U);
    EXPECT_EQ(list.version.declared, 2U);
    const auto& person = list.sink.at("csl-999001");
    EXPECT_EQ(person.caption, "Made UP");
    EXPECT_EQ(person.first("passportNumber"), "P0000001");
    EXPECT_EQ(person.first("gender"), "male");
    EXPECT_EQ(person.first("birthDate"), "1956-06-01");
    EXPECT_THAT(person.values("address"), ElementsAre("1 First St., Kabul, Afghanistan"));
    const auto listing = list.sink.with("Sanction", "entity", "csl-x2");
    ASSERT_EQ(listing.size(), 1U);
    EXPECT_EQ(listing[0].first("measure"), "licence_required");
    EXPECT_THAT(listing[0].values("provisions"), ElementsAre("For all items", "Standard order"));
}

TEST(UsCslJson, ACutFileIsRefusedAndABadRecordRejected) {
    const ScratchFolder folder;
    EXPECT_THROW(load({folder.write("cut.dat", whole.substr(0, whole.size() - 10))}), base::Failure);
    std::string nameless(whole);
    nameless.replace(nameless.find("Made Up Works"), 13, "");
    EXPECT_EQ(load({folder.write("b.dat", nameless)}).version.rejects, 1U);
}

TEST(UsCslJson, TheShortFormOfJuly2026) {
    const std::string path = shared_data("reference/us_consolidated_screening_list_2026_07.json.gz");
    if (path.empty()) {
        GTEST_SKIP() << no_shared_data;
    }
    const ReadList list = load({path});
    EXPECT_EQ(list.version.records, 25'921U);
    EXPECT_EQ(list.version.declared, 25'921U);
    EXPECT_EQ(list.version.date, "2026-07-31");
    EXPECT_EQ(list.version.rejects, 0U);
    EXPECT_EQ(list.version.entities, 25'700U);
    const auto& bank = list.sink.at("csl-15268");
    EXPECT_EQ(bank.caption, "BANK OF KUNLUN CO LTD");
    EXPECT_EQ(bank.values("alias").size(), 2U);
    EXPECT_EQ(bank.first("country"), "cn");
    EXPECT_EQ(list.sink.with("Sanction", "entity", "csl-15268").at(0).first("measure"), "sectoral");
    EXPECT_EQ(list.sink.at("csl-16398").caption, "Viktor Aleksandrovich MARKELOV");
}
