// tidewaiter lists as its user runs it.
#include "cli/verb.hpp"
#include "support/files.hpp"

#include <gmock/gmock.h>

#include <sstream>

using namespace tidewaiter;
using testing::HasSubstr;
using testing::Not;

namespace {

constexpr std::string_view users_list = "id,name,country\n1,Acme Trading,Germany\n2,Sea Star Shipping,Panama\n";
constexpr std::string_view mapping = "[list]\nid = \"acme_blocked\"\ntitle = \"Acme: do not trade\"\nversion = \"2026-01-01\"\n"
                                     "[columns]\nid = \"id\"\nname = \"name\"\ncountry = \"country\"\n";

class ListsVerb : public testing::Test {
protected:
    cli::ExitCode run(std::vector<std::string> words) {
        words.insert(words.begin(), "tidewaiter");
        std::vector<const char*> arguments;
        for (const std::string& word : words) {
            arguments.push_back(word.c_str());
        }
        std::ostringstream to_out;
        std::ostringstream to_err;
        cli::Streams streams{to_out, to_err};
        const auto code = cli::run(static_cast<int>(arguments.size()), arguments.data(), streams, "2026-01-11");
        out = to_out.str();
        err = to_err.str();
        return code;
    }

    std::string own_list() {
        folder.write("own.csv.toml", mapping);
        return folder.write("own.csv", users_list);
    }

    std::string index() {
        const std::string path = folder.path("watch.tw");
        EXPECT_EQ(run({"build", own_list(), "-o", path}), cli::ExitCode::done) << err;
        return path;
    }

    test::ScratchFolder folder;
    std::string out;
    std::string err;
};

} // namespace

TEST_F(ListsVerb, NothingInForceSaysWhatToDo) {
    EXPECT_EQ(run({"lists", "--home", folder.path("home")}), cli::ExitCode::bad_input);
    EXPECT_THAT(err, HasSubstr("no lists are in force: there is no " + folder.path("home/watch.tw")));
    EXPECT_THAT(err, HasSubstr("'tidewaiter update' fetches the lists"));
    EXPECT_EQ(out, "");
}

TEST_F(ListsVerb, ShowsVersionAgeCountsAndHashes) {
    EXPECT_EQ(run({"lists", "--index", index()}), cli::ExitCode::done);
    EXPECT_THAT(out, HasSubstr("acme_blocked  Acme: do not trade\n  version 2026-01-01"));
    EXPECT_THAT(out, HasSubstr("10 days old on 2026-01-11"));
    EXPECT_THAT(out, HasSubstr("2 parties, 2 names, of 2 records; 0 rejects, 0 orphans, 1 layout rows"));
    EXPECT_THAT(out, HasSubstr("sha256 "));
    EXPECT_THAT(out, HasSubstr("1 list in force, 2 parties, 2 names, lists hash "));
}

TEST_F(ListsVerb, AgeIsOfTheDayAsked) {
    EXPECT_EQ(run({"lists", "--index", index(), "--as-of", "2026-01-02"}), cli::ExitCode::done);
    EXPECT_THAT(out, HasSubstr("1 day old on 2026-01-02"));
}

TEST_F(ListsVerb, JsonHasTheSame) {
    EXPECT_EQ(run({"lists", "--index", index(), "--json", "--verify"}), cli::ExitCode::done);
    EXPECT_THAT(out, HasSubstr("\"format\": \"tidewaiter-lists-1\""));
    EXPECT_THAT(out, HasSubstr("\"age_days\": 10"));
    EXPECT_THAT(out, HasSubstr("\"verified\": true"));
    EXPECT_THAT(out, HasSubstr("\"list\":\"acme_blocked\""));
}

TEST_F(ListsVerb, VerifyFindsADamagedIndex) {
    const std::string path = index();
    EXPECT_EQ(run({"lists", "--index", path, "--verify"}), cli::ExitCode::done);
    EXPECT_THAT(out, HasSubstr("every block is whole"));
    std::string bytes = test::read_file(path);
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    EXPECT_EQ(run({"lists", "--index", folder.write("damaged.tw", bytes), "--verify"}), cli::ExitCode::bad_input);
    EXPECT_EQ(run({"lists", "--verify", path}), cli::ExitCode::usage);
}

TEST_F(ListsVerb, FilesAreReadWithTheirRejectsAndPutNothingInForce) {
    const auto file = folder.write("people.csv", "id,name\n1,Acme\n2,\n");
    EXPECT_EQ(run({"lists", file, "--home", folder.path("home")}), cli::ExitCode::done);
    EXPECT_THAT(out, HasSubstr("1 parties, 1 names, of 2 records; 1 rejects"));
    EXPECT_THAT(out, HasSubstr("rejected: " + file + ", row 3, name: the row names nobody ('2')"));
    EXPECT_THAT(out, HasSubstr("nothing was put in force"));
    EXPECT_FALSE(std::filesystem::exists(folder.path("home/watch.tw")));
}

TEST_F(ListsVerb, ARefusedListDoesNotHideTheOthers) {
    const auto bad = folder.write("bad.csv", "id,name\n1,\n2,\n3,\n");
    EXPECT_EQ(run({"lists", bad, own_list()}), cli::ExitCode::bad_input);
    EXPECT_THAT(out, HasSubstr("bad.csv  REFUSED\n"));
    EXPECT_THAT(out, HasSubstr("3 of 3 records are malformed"));
    EXPECT_THAT(out, HasSubstr("acme_blocked  Acme: do not trade"));
    EXPECT_EQ(run({"lists", bad, "--json", "--show-rejects", "1"}), cli::ExitCode::bad_input);
    EXPECT_THAT(out, HasSubstr("\"reason\": \"the row names nobody\""));
    EXPECT_THAT(out, HasSubstr("\"version\": null"));
}

TEST_F(ListsVerb, WrongUse) {
    EXPECT_EQ(run({"lists", "--mapping", "m.toml"}), cli::ExitCode::usage);
    EXPECT_THAT(err, HasSubstr("--mapping is for a FILE"));
    EXPECT_EQ(run({"lists", folder.path("nowhere.csv")}), cli::ExitCode::bad_input);
    EXPECT_THAT(err, HasSubstr("cannot open"));
    EXPECT_EQ(run({"lists", "--as-of", "yesterday"}), cli::ExitCode::usage);
}

TEST_F(ListsVerb, DiffSaysWhatCameWentAndChanged) {
    const std::string before = own_list();
    folder.write("new.csv.toml", mapping);
    const std::string after = folder.write("new.csv", "id,name,country\n2,Sea Star Shipping,Malta\n3,New Trading,Germany\n");
    EXPECT_EQ(run({"lists", "diff", before, after}), cli::ExitCode::done) << err;
    EXPECT_THAT(out, HasSubstr("New Trading"));
    EXPECT_THAT(out, HasSubstr("    country - pa\n    country + mt\n"));
    EXPECT_THAT(out, HasSubstr("acme_blocked: 2026-01-01 -> 2026-01-01: 1 added, 1 removed, 1 changed, 0 the same\n"));
    EXPECT_EQ(run({"lists", "diff", before, after, "--json"}), cli::ExitCode::done);
    EXPECT_THAT(out, HasSubstr("\"format\": \"tidewaiter-lists-diff-1\""));
    EXPECT_THAT(out, HasSubstr("\"field\": \"country\""));
}

TEST_F(ListsVerb, DiffTakesTwoVersions) {
    EXPECT_EQ(run({"lists", "diff", own_list()}), cli::ExitCode::usage);
    EXPECT_THAT(err, HasSubstr("lists diff takes two versions, 1 given"));
    EXPECT_THAT(err, HasSubstr("Write 'tidewaiter lists diff BEFORE AFTER'"));
}
