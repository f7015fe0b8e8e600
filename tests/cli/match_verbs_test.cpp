// The verbs match, compare, bench-names and bench-search: what they print, and what they do with bad input.
#include "cli/verb.hpp"

#include "index/index.hpp"
#include "call.hpp"
#include "support/files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

using namespace tidewaiter::cli;
using tidewaiter::test::call;
using tidewaiter::test::Ran;
using tidewaiter::test::ScratchFolder;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

namespace {

tidewaiter::entity::Entity party(std::string_view id, std::string_view schema, std::vector<std::pair<std::string_view, std::string_view>> properties) {
    tidewaiter::entity::Entity made;
    made.id = id;
    made.schema = schema;
    for (const auto& [property, value] : properties) {
        made.add(property, value);
    }
    return made;
}

std::string write_index(const ScratchFolder& folder) {
    tidewaiter::index::IndexBuilder builder;
    builder.add(party("p-1", "Person", {{"name", "Wolfgang Oberreuter"}, {"birthDate", "1962-11-23"}, {"nationality", "de"}}));
    builder.add(party("p-2", "Person", {{"name", "Wolfgang OBERREITER"}, {"alias", "Rex"}}));
    builder.add(party("v-1", "Vessel", {{"name", "SNOW STORM"}, {"imoNumber", "9187629"}}));
    tidewaiter::lists::ListVersion version;
    version.list = "us_test";
    version.version = "2026-01-01";
    builder.end_list(version);
    std::string path = folder.path("watch.tw");
    builder.write(path);
    return path;
}

/// The names of the members of a flat JSON object, in their order.
std::vector<std::string> members(const std::string& json) {
    static const std::regex member("\n  \"([^\"]+)\":");
    std::vector<std::string> found;
    for (std::sregex_iterator at(json.begin(), json.end(), member), end; at != end; ++at) {
        found.push_back((*at)[1]);
    }
    return found;
}

constexpr std::string_view labelled = "schema,name1,name2,is_match,case_group,quality\n"
                                      "Person,Wolfgang Oberreuter,\"Oberreuter, Wolfgang\",true,made,STRONG\n"
                                      "Person,Wolfgang Oberreuter,Franz Huber,false,made,STRONG\n"
                                      "Company,Siemens AG,Siemens Aktiengesellschaft,true,other,WEAK\n";

constexpr std::string_view names = "list,entity_id,kind,name\nun,1,person,Wolfgang Oberreuter\nun,1,alt,Wolf Oberreuter\nun,2,person,Janet van der Bilt\n";
constexpr std::string_view queries = "name,entity_id\nWolfgang Oberreiter,1\nJanet Vanderbilt,2|3\n";
constexpr std::string_view negatives = "full_name,country\nNobody Inparticular,de\n";

} // namespace

TEST(MatchVerb, SaysWhyEachWasFound) {
    const ScratchFolder folder;
    const Ran ran = call({"match", "Wolfgang Oberreuter", "--schema", "Person", "--birth-date", "1962-11-23", "--index", write_index(folder)});
    EXPECT_EQ(ran.code, 0);
    EXPECT_THAT(ran.out, AllOf(HasSubstr("Wolfgang Oberreuter  (Person, p-1)"), HasSubstr("date of birth"), HasSubstr("Searched 3 parties")));
    EXPECT_LT(ran.out.find("p-1"), ran.out.find("p-2")) << "the one whose date agrees comes first";
}

TEST(MatchVerb, OfacShowsWhatTheToolWouldShow) {
    const ScratchFolder folder;
    const Ran ran = call({"match", "Wolfgang Oberreuter", "--algorithm", "ofac", "--index", write_index(folder), "--json"});
    EXPECT_EQ(ran.code, 0);
    EXPECT_THAT(ran.out, AllOf(HasSubstr("\"algorithm\": \"ofac-1\""), HasSubstr("Sanctions List Search would show 100"), HasSubstr("\"p-2\"")));
}

TEST(MatchVerb, APolicysWeightsAreUsed) {
    const ScratchFolder folder;
    const std::string index = write_index(folder);
    const std::vector<std::string> words{"match", "Wolfgang Oberreuter", "--schema", "Person", "--birth-date", "1999-01-01", "--index", index};
    EXPECT_THAT(call(words).out, Not(HasSubstr("p-1")));
    std::vector<std::string> with = words;
    with.insert(with.end(), {"--policy", folder.write("policy.toml", "[match.birth_date]\ncontradicts = 0.05\n")});
    EXPECT_THAT(call(with).out, HasSubstr("p-1"));
}

TEST(MatchVerb, UnknownAlgorithmIsWrongUsage) {
    const Ran ran = call({"match", "X", "--algorithm", "soundex"});
    EXPECT_EQ(ran.code, 2);
    EXPECT_THAT(ran.err, HasSubstr("there is no 'soundex'"));
}

/// What comes in by mistake or by malice gets an answer or a clear error, soon.
TEST(MatchVerb, BadNamesAreAnsweredInTime) {
    const ScratchFolder folder;
    const std::string index = write_index(folder);
    std::string megabyte;
    while (megabyte.size() < 1'000'000) {
        megabyte += "Wolfgang Oberreuter ";
    }
    const std::vector<std::pair<std::string, int>> cases{
        {"", 2}, {"   ", 2}, {"... --- !!!", 2}, {"\x01\x02\x03", 2}, {"\xE2\x80\x8B\xE2\x80\x8C", 2}, {"\xff\xfe\xfd", 2},
        {"Wolfgang \xff Oberreuter", 0}, {"\xE2\x80\xAEWolfgang Oberreuter\xE2\x80\xAC", 0}, {"Wolf\xE2\x80\x8Bgang Ober\xC2\xADreuter", 0},
        {"Wolfgang\tOberreuter\x7f", 0}, {megabyte, 0}, {std::string(1'000'000, 'x'), 0}, {std::string(1'000'000, '.'), 2},
    };
    for (const auto& [name, code] : cases) {
        for (const std::string algorithm : {"tidewaiter", "ofac"}) {
            const auto start = std::chrono::steady_clock::now();
            const Ran ran = call({"match", name, "--index", index, "--algorithm", algorithm});
            EXPECT_EQ(ran.code, code) << name.substr(0, 40) << ran.err.substr(0, 200);
            EXPECT_EQ(ran.err.empty(), code == 0);
            EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10)) << name.substr(0, 40);
        }
    }
}

TEST(MatchVerb, InvisibleCharactersHideNobody) {
    const ScratchFolder folder;
    const std::string index = write_index(folder);
    for (const std::string name : {"\xE2\x80\xAEWolfgang Oberreuter\xE2\x80\xAC", "Wolf\xE2\x80\x8Bgang Ober\xC2\xADreuter", "Wolfgang\tOberreuter\x7f"}) {
        EXPECT_THAT(call({"match", name, "--index", index}).out, HasSubstr("p-1")) << name;
    }
}

TEST(CompareVerb, ExplainsOnePair) {
    const Ran ran = call({"compare", "Siemens AG", "Siemens Aktiengesellschaft", "--schema", "Company"});
    EXPECT_EQ(ran.code, 0);
    EXPECT_THAT(ran.out, AllOf(HasSubstr("a person should look"), HasSubstr("siemens"), HasSubstr("agrees with")));
}

TEST(CompareVerb, TakesWholeParties) {
    const std::string a = R"({"id":"a","schema":"Person","properties":{"name":["Wolfgang Oberreuter"],"birthDate":["1962"]}})";
    const std::string b = R"({"id":"b","schema":"Person","properties":{"name":["Wolfgang Oberreuter"],"birthDate":["1999"]}})";
    const Ran ran = call({"compare", a, b});
    EXPECT_EQ(ran.code, 0);
    EXPECT_THAT(ran.out, AllOf(HasSubstr("below 0.70"), HasSubstr("the date of birth differs (1962; listed: 1999)")));
    EXPECT_EQ(call({"compare", "{\"id\":", b}).code, 2);
}

TEST(CompareVerb, BadNamesAreRefusedOrAnswered) {
    EXPECT_EQ(call({"compare", "", "x"}).code, 2);
    EXPECT_EQ(call({"compare", "...", "x"}).code, 2);
    EXPECT_EQ(call({"compare", "x"}).code, 2);
    EXPECT_EQ(call({"compare", "\xff\xfe x", "x"}).code, 0);
    EXPECT_EQ(call({"compare", std::string(1'000'000, 'a') + " b", "b"}).code, 0);
    EXPECT_EQ(call({"compare", "Made Up", "Made Up", "--algorithm", "ofac"}).code, 0);
}

TEST(BenchNamesVerb, PrintsTheFieldsThatAreDocumented) {
    const ScratchFolder folder;
    const Ran ran = call({"bench-names", folder.write("pairs.csv", labelled), "--json"});
    EXPECT_EQ(ran.code, 0) << ran.err;
    EXPECT_EQ(members(ran.out), (std::vector<std::string>{"overall", "groups", "calibration", "sweep"}));
    EXPECT_THAT(ran.out, HasSubstr("\"overall\": {\n    \"n\": 3,\n    \"precision\": 1,\n    \"recall\": 1,\n    \"f1\": 1\n  }"));
    EXPECT_THAT(ran.out, AllOf(HasSubstr("\"case_group made\""), HasSubstr("\"schema Company\""), HasSubstr("\"quality STRONG\"")));
}

TEST(BenchNamesVerb, ReadsPairsOfWholeParties) {
    const ScratchFolder folder;
    const std::string line = R"({"group":"g","left":{"id":"a","schema":"Person","properties":{"name":["Wolfgang Oberreuter"],"birthDate":["1962"]}},)"
                             R"("right":{"id":"b","schema":"Person","properties":{"name":["Wolfgang Oberreuter"],"birthDate":["1999"]}},"judgement":"negative"})";
    const std::string features = folder.path("features.csv");
    const Ran ran = call({"bench-names", folder.write("pairs.jsonl", line + "\n\n" + line + "\n"), "--misjudged", "--split", "--features", features});
    EXPECT_EQ(ran.code, 0) << ran.err;
    EXPECT_THAT(ran.out, AllOf(HasSubstr("overall                             2      0      0      0      2"), HasSubstr("group g")));
    EXPECT_THAT(tidewaiter::base::load_file(features), AllOf(HasSubstr("label,half,score,unrefuted,refuted,name,imo_number"), HasSubstr(",-1,")));
}

TEST(BenchNamesVerb, ComparesScoresThatAnotherToolShowed) {
    const ScratchFolder folder;
    const std::string file = folder.write("recorded.csv", "query_name,result_name,ofac_score\nPOUTINE,\"PUTIN, Vladimir\",92\nPUTIN,\"HUBER, Franz\",100\nX,Y,-1\n");
    const Ran ran = call({"bench-names", file, "--algorithm", "ofac"});
    EXPECT_EQ(ran.code, 0) << ran.err;
    EXPECT_THAT(ran.out, AllOf(HasSubstr("2 pairs that were shown"), HasSubstr("within 5 points: 1"), HasSubstr("1 pair was not shown")));
    EXPECT_EQ(members(call({"bench-names", file, "--algorithm", "ofac", "--json"}).out),
              (std::vector<std::string>{"algorithm", "n", "within_0", "within_1", "within_3", "within_5", "mean_error", "misses", "not_shown"}));
}

TEST(BenchNamesVerb, BadFilesAreNamedWithTheirLine) {
    const ScratchFolder folder;
    const auto failure = [&](std::string_view bytes) {
        const Ran ran = call({"bench-names", folder.write("bad", bytes)});
        EXPECT_EQ(ran.code, 3) << bytes;
        return ran.err;
    };
    EXPECT_THAT(failure(""), HasSubstr("is empty"));
    EXPECT_THAT(failure("a,b\n"), HasSubstr("has no column name1"));
    EXPECT_THAT(failure("name1,name2,is_match\nx,y,perhaps\n"), HasSubstr("line 2: 'perhaps' is no label"));
    EXPECT_THAT(failure("name1,name2,is_match\nx\n"), HasSubstr("line 2 has 1 columns"));
    EXPECT_THAT(failure("name1,name2,is_match,schema\nx,y,true,Dragon\n"), HasSubstr("line 2: 'Dragon' is no FollowTheMoney schema"));
    EXPECT_THAT(failure("{\"left\":1}\n"), HasSubstr("line 1: no judgement"));
    EXPECT_THAT(failure("\n{not json}\n"), HasSubstr("line 2: no JSON object"));
    EXPECT_THAT(failure("{\"judgement\":\"positive\"}\n"), HasSubstr("line 1: no member 'left'"));
    EXPECT_THAT(failure("query_name,result_name,ofac_score\nx,y,many\n"), HasSubstr("line 2: 'many' is no score"));
    EXPECT_EQ(call({"bench-names", folder.path("none")}).code, 3);
    EXPECT_EQ(call({"bench-names"}).code, 2);
}

TEST(BenchNamesVerb, BadNamesInAFileAreScored) {
    const ScratchFolder folder;
    const std::string file = folder.write("odd.csv", "name1,name2,is_match\n,,false\n...,!!!,false\n\xff\xfe,x,false\n\xE2\x80\xAE abc,abc,true\n" +
                                                         std::string(900'000, 'y') + ",quentin,false\n");
    const Ran ran = call({"bench-names", file});
    EXPECT_EQ(ran.code, 0) << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("overall                             5      1      0      0      4"));
}

TEST(BenchSearchVerb, PrintsTheFieldsThatAreDocumented) {
    const ScratchFolder folder;
    const Ran ran = call({"bench-search", "--names", folder.write("names.csv", names), "--queries", folder.write("queries.csv", queries), "--negatives",
                                folder.write("negatives.csv", negatives), "--exhaustive", "--rounds", "1", "--json"});
    EXPECT_EQ(ran.code, 0) << ran.err;
    const auto found = members(ran.out);
    for (const std::string field : {"names", "entities", "queries", "recall_1", "recall_5", "recall_50", "found_0.70", "false_0.70", "queries_per_second",
                                    "p50_ms", "p95_ms", "p99_ms", "lost"}) {
        EXPECT_THAT(found, testing::Contains(field));
    }
    EXPECT_THAT(ran.out, AllOf(HasSubstr("\"names\": 3,"), HasSubstr("\"entities\": 2,"), HasSubstr("\"queries\": 2,"), HasSubstr("\"recall_1\": 1,"),
                               HasSubstr("\"found_0.70\": 1,"), HasSubstr("\"false_0.70\": 0,"), HasSubstr("\"lost\": 0")));
}

TEST(BenchSearchVerb, SearchesAsOfacDoesToo) {
    const ScratchFolder folder;
    const std::vector<std::string> words{"bench-search", "--names", folder.write("names.csv", names), "--queries", folder.write("queries.csv", queries),
                                         "--rounds", "1", "--json", "--algorithm", "ofac"};
    EXPECT_THAT(call(words).out, HasSubstr("\"recall_1\": 1,"));
    std::vector<std::string> exhaustive = words;
    exhaustive.emplace_back("--exhaustive");
    EXPECT_EQ(call(exhaustive).code, 2);
}

TEST(BenchSearchVerb, BadInputIsNamed) {
    const ScratchFolder folder;
    EXPECT_EQ(call({"bench-search"}).code, 2);
    EXPECT_EQ(call({"bench-search", "--names", folder.path("none"), "--queries", folder.path("none")}).code, 3);
    const std::string empty = folder.write("empty.csv", "");
    EXPECT_EQ(call({"bench-search", "--names", empty, "--queries", empty}).code, 3);
    const std::string odd = folder.write("odd.csv", "name,entity_id\n...,1\n\xff\xfe,2\n,3\n" + std::string(900'000, 'z') + ",4\n");
    EXPECT_EQ(call({"bench-search", "--names", folder.write("names.csv", names), "--queries", odd, "--rounds", "1"}).code, 0);
}
