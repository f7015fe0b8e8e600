// tidewaiter update as its user runs it: what it prints, what it leaves behind, and its exit
// status.
#include "cli/verb.hpp"
#include "index/index.hpp"
#include "support/files.hpp"
#include "support/http_server.hpp"

#include <gmock/gmock.h>

#include <sstream>

using namespace tidewaiter;
using testing::HasSubstr;
using testing::Not;

namespace {

std::string list_of(int parties, const std::string& dataset = "made_up") {
    std::string text;
    for (int i = 0; i < parties; ++i) {
        text += R"({"id":")" + dataset + std::to_string(i) +
                R"(","schema":"Company","properties":{"name":["Made Up )" + std::to_string(i) +
                R"( Ltd"]},"datasets":[")" + dataset +
                R"("],"last_seen":"2026-01-01T00:00:00","target":true})"
                "\n";
    }
    return text;
}

class UpdateVerb : public testing::Test {
protected:
    UpdateVerb() {
        folder.write("home/catalogue.toml",
                     "[[list]]\nid = \"made_up\"\nformat = \"ftm-json\"\nurls = [\"" +
                         server.url("/list") + "\"]\nfiles = [\"list.json\"]\nleast = 5\n");
    }

    cli::ExitCode run(std::vector<std::string> words) {
        words.insert(words.begin(), {"tidewaiter", "update", "--home", folder.path("home")});
        std::vector<const char*> arguments;
        for (const std::string& word : words) {
            arguments.push_back(word.c_str());
        }
        std::ostringstream to_out;
        std::ostringstream to_err;
        cli::Streams streams{to_out, to_err};
        const auto code =
            cli::run(static_cast<int>(arguments.size()), arguments.data(), streams, "2026-01-02");
        out = to_out.str();
        err = to_err.str();
        return code;
    }

    std::string index_path() const { return folder.path("home/watch.tw"); }

    test::ScratchFolder folder;
    test::HttpServer server;
    std::string out;
    std::string err;
};

} // namespace

TEST_F(UpdateVerb, FetchesAndBuildsTheIndex) {
    server.on_tagged("/list", list_of(20), "\"1\"");
    EXPECT_EQ(run({}), cli::ExitCode::done);
    EXPECT_EQ(out, "made_up              replaced   version 2026-01-01T00:00:00, 20 parties\n"
                   "built " +
                       index_path() + " from 1 lists with 20 parties\n");
    EXPECT_EQ(err, "");
    const index::Index built(index_path());
    EXPECT_EQ(built.size(), 20U);
    EXPECT_EQ(built.lists().at(0).list, "made_up");
    EXPECT_EQ(run({}), cli::ExitCode::done);
    EXPECT_EQ(out, "made_up              unchanged  version 2026-01-01T00:00:00, 20 parties\n" +
                       index_path() + " holds these lists already\n");
    EXPECT_EQ(run({"--rebuild"}), cli::ExitCode::done);
    EXPECT_THAT(out, HasSubstr("built "));
}

TEST_F(UpdateVerb, ARefusedListLeavesTheIndexAndExitsThree) {
    server.on("/list", {.body = list_of(20)});
    ASSERT_EQ(run({}), cli::ExitCode::done);
    const std::string before = test::read_file(index_path());
    server.on("/list", {.body = "<html>Maintenance</html>"});
    EXPECT_EQ(run({}), cli::ExitCode::bad_input);
    EXPECT_THAT(out,
                HasSubstr("made_up              REFUSED    list.json should be ftm-json, but is"));
    EXPECT_THAT(out, HasSubstr("    In force stays version 2026-01-01T00:00:00, fetched on "
                               "2026-01-02, with 20 parties.\n"));
    EXPECT_EQ(err, "tidewaiter: WARNING: screening goes on with the old copies of: made_up\n");
    EXPECT_EQ(test::read_file(index_path()), before);
}

TEST_F(UpdateVerb, AFailedNetworkExitsFour) {
    EXPECT_EQ(run({}), cli::ExitCode::machine);
    EXPECT_THAT(out, HasSubstr("made_up              FAILED     the server answered HTTP 404"));
    EXPECT_THAT(err,
                HasSubstr("NOTHING IS SCREENED AGAINST these lists, no copy is in force: made_up"));
    EXPECT_THAT(err, HasSubstr("the index was not built again: no list is in force"));
    server.on("/list", {.body = list_of(20)});
    ASSERT_EQ(run({}), cli::ExitCode::done);
    server.on("/list", {.status = 500});
    EXPECT_EQ(run({}), cli::ExitCode::machine);
    EXPECT_EQ(index::Index(index_path()).size(), 20U);
}

TEST_F(UpdateVerb, AListOfTheUsersOwnGoesIntoTheIndexToo) {
    server.on("/list", {.body = list_of(20)});
    folder.write("home/lists/own/own.json", list_of(3, "whatever"));
    EXPECT_EQ(run({}), cli::ExitCode::done);
    const index::Index built(index_path());
    EXPECT_EQ(built.size(), 23U);
    EXPECT_EQ(built.lists().at(1).list, "own");
}

TEST_F(UpdateVerb, ATableOfTheUsersOwnIsReadWithItsMapping) {
    server.on("/list", {.body = list_of(20)});
    folder.write("home/lists/blocked/b.csv", "Firma;Land\nOwn Enemy Ltd;de\nOther Enemy Ltd;fr\n");
    folder.write("home/lists/blocked/b.csv.toml",
                 "[columns]\nname = \"Firma\"\ncountry = \"Land\"\n");
    EXPECT_EQ(run({}), cli::ExitCode::done) << err;
    const index::Index built(index_path());
    EXPECT_EQ(built.size(), 22U);
    EXPECT_EQ(built.lists().at(0).list, "blocked");
}

TEST_F(UpdateVerb, NoListVanishesFromTheIndexUnseen) {
    server.on("/list", {.body = list_of(20)});
    folder.write("home/lists/own/own.json", list_of(3, "whatever"));
    ASSERT_EQ(run({}), cli::ExitCode::done);
    std::filesystem::remove_all(folder.path("home/lists/own"));
    EXPECT_EQ(run({}), cli::ExitCode::bad_input);
    EXPECT_THAT(err, HasSubstr("holds lists that have no folder in " + folder.path("home/lists") +
                               ": own; it is left as it is"));
    EXPECT_EQ(index::Index(index_path()).size(), 23U);
    EXPECT_EQ(run({"--drop", "own"}), cli::ExitCode::done);
    EXPECT_EQ(index::Index(index_path()).size(), 20U);
}

TEST_F(UpdateVerb, ABrokenListOfTheUsersOwnLeavesTheIndex) {
    server.on("/list", {.body = list_of(20)});
    ASSERT_EQ(run({}), cli::ExitCode::done);
    folder.write("home/lists/own/own.json", "<html>");
    EXPECT_EQ(run({}), cli::ExitCode::bad_input);
    EXPECT_THAT(err, HasSubstr("the index was not built again: "));
    EXPECT_EQ(index::Index(index_path()).size(), 20U);
}

TEST_F(UpdateVerb, ADamagedIndexIsBuiltAgain) {
    server.on("/list", {.body = list_of(20)});
    ASSERT_EQ(run({}), cli::ExitCode::done);
    folder.write("home/watch.tw", "damaged");
    EXPECT_EQ(run({}), cli::ExitCode::done);
    EXPECT_EQ(index::Index(index_path()).size(), 20U);
}

TEST_F(UpdateVerb, JsonHoldsTheSame) {
    server.on("/list", {.body = list_of(20)});
    EXPECT_EQ(run({"--json"}), cli::ExitCode::done);
    EXPECT_THAT(out, HasSubstr("\"schema\": \"tidewaiter.update/1\""));
    EXPECT_THAT(out, HasSubstr("\"outcome\": \"replaced\""));
    EXPECT_THAT(out, HasSubstr("\"parties\": 20"));
    EXPECT_THAT(out, HasSubstr("\"rebuilt\": true"));
}

TEST_F(UpdateVerb, SourcesAreShownAndNothingFetched) {
    EXPECT_EQ(run({"--sources"}), cli::ExitCode::done);
    EXPECT_THAT(out, HasSubstr(server.url("/list")));
    EXPECT_TRUE(server.requests().empty());
}

TEST_F(UpdateVerb, WrongUseIsSaid) {
    EXPECT_EQ(run({"--list", "nowhere"}), cli::ExitCode::usage);
    EXPECT_THAT(err, HasSubstr("--list: the catalogue has no list 'nowhere'\n  It has made_up."));
    EXPECT_EQ(run({"--from", "/nowhere"}), cli::ExitCode::usage);
    EXPECT_EQ(run({"--timeout", "never"}), cli::ExitCode::usage);
    folder.write("home/catalogue.toml", "[[list]]\nid = 1\n");
    EXPECT_EQ(run({}), cli::ExitCode::bad_input);
    EXPECT_THAT(err, HasSubstr("catalogue.toml, line 2: id must be text in quotes"));
}
