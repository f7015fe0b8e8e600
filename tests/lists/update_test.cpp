// Replacing the copy in force: only a whole, plausible list of the right kind gets in, and nothing
// else breaks it.
#include "lists/catalogue.hpp"

#include "base/failure.hpp"
#include "support/files.hpp"
#include "support/http_server.hpp"

#include <gmock/gmock.h>

#include <sys/wait.h>

#include <csignal>

using namespace tidewaiter;
using namespace tidewaiter::lists;
using testing::ElementsAre;
using testing::HasSubstr;
using Outcome = UpdateResult::Outcome;

namespace {

/// A list of so many parties.
std::string list_of(int parties, const std::string& version = "2026-01-01",
                    const std::string& dataset = "made_up") {
    std::string text;
    for (int i = 0; i < parties; ++i) {
        text += R"({"id":"p)" + std::to_string(i) +
                R"(","schema":"Person","properties":{"name":["Made Up )" + std::to_string(i) +
                R"("]},"datasets":[")" + dataset + R"("],"last_seen":")" + version +
                R"(T00:00:00","target":true})"
                "\n";
    }
    return text;
}

class Update : public testing::Test {
protected:
    Update() {
        entry.list = "made_up";
        entry.format = "ftm-json";
        entry.urls = {server.url("/list")};
        entry.files = {"list.json"};
        entry.root = "\"schema\"";
        entry.least = 5;
        options.folder = folder.path("home/lists");
        options.today = "2026-01-02";
        options.timeout_seconds = 20;
        options.attempts = 1;
    }

    UpdateResult run() {
        const auto results = update({entry}, options);
        EXPECT_EQ(results.size(), 1U);
        return results.at(0);
    }

    /// Puts a list of 20 parties in force.
    void put_in_force() {
        server.on_tagged("/list", list_of(20), "\"v1\"");
        ASSERT_EQ(run().outcome, Outcome::replaced);
    }

    std::string in_force() const {
        return test::read_file(folder.path("home/lists/made_up/list.json"));
    }

    /// What came is not taken, and the copy in force is as before.
    void expect_stays(Outcome outcome, const std::string& message) {
        const std::string before = in_force();
        const UpdateResult result = run();
        EXPECT_EQ(result.outcome, outcome) << result.message;
        EXPECT_THAT(result.message + ". " + result.hint, HasSubstr(message));
        EXPECT_EQ(
            result.stays,
            "In force stays version 2026-01-01T00:00:00, fetched on 2026-01-02, with 20 parties.");
        EXPECT_EQ(in_force(), before);
        EXPECT_THAT(files_beside(), ElementsAre(".lock", "made_up"));
        EXPECT_EQ(load_copies(options.folder).at(0).version.entities, 20U);
    }

    std::vector<std::string> files_beside() const {
        std::vector<std::string> names;
        for (const auto& item : std::filesystem::directory_iterator(options.folder)) {
            names.push_back(item.path().filename().string());
        }
        std::ranges::sort(names);
        return names;
    }

    test::ScratchFolder folder;
    test::HttpServer server;
    CatalogueEntry entry;
    UpdateOptions options;
};

} // namespace

TEST_F(Update, AGoodListComesIntoForce) {
    server.on("/list", {.body = list_of(20)});
    const UpdateResult result = run();
    EXPECT_EQ(result.outcome, Outcome::replaced) << result.message;
    EXPECT_EQ(result.after.entities, 20U);
    EXPECT_EQ(result.after.list, "made_up");
    EXPECT_EQ(in_force(), list_of(20));
    const auto copies = load_copies(options.folder);
    ASSERT_EQ(copies.size(), 1U);
    EXPECT_EQ(copies[0].fetched_on, "2026-01-02");
    EXPECT_THAT(copies[0].files, ElementsAre(folder.path("home/lists/made_up/list.json")));
    EXPECT_EQ(copies[0].version.version, "2026-01-01T00:00:00");
    EXPECT_EQ(copies[0].version.files.at(0).bytes, list_of(20).size());
    EXPECT_EQ(copies[0].version.files.at(0).sha256.size(), 64U);
}

TEST_F(Update, ANewerListReplacesTheOldOne) {
    put_in_force();
    server.on("/list", {.body = list_of(21, "2026-02-01")});
    const UpdateResult result = run();
    EXPECT_EQ(result.outcome, Outcome::replaced);
    EXPECT_EQ(result.before.entities, 20U);
    EXPECT_EQ(result.after.entities, 21U);
    EXPECT_EQ(in_force(), list_of(21, "2026-02-01"));
    EXPECT_THAT(files_beside(), ElementsAre(".lock", "made_up"));
}

TEST_F(Update, AnUnchangedListCostsOneSmallAnswer) {
    put_in_force();
    options.today = "2026-01-09";
    EXPECT_EQ(run().outcome, Outcome::unchanged);
    ASSERT_EQ(server.requests().size(), 2U);
    EXPECT_TRUE(server.requests()[1].has("If-None-Match: \"v1\""));
    EXPECT_EQ(load_copies(options.folder).at(0).fetched_on, "2026-01-02");
    EXPECT_EQ(load_copies(options.folder).at(0).checked_on, "2026-01-09");
    EXPECT_EQ(in_force(), list_of(20));
}

TEST_F(Update, ADateServesWhereTheServerGivesNoTag) {
    server.on("/list",
              {.body = list_of(20), .headers = {"Last-Modified: Thu, 01 Jan 2026 00:00:00 GMT"}});
    run();
    run();
    EXPECT_FALSE(server.requests().at(0).has("If-"));
    EXPECT_TRUE(server.requests().at(1).has("If-Modified-Since: Thu, 01 Jan 2026 00:00:00 GMT"));
}

TEST_F(Update, AListWithoutADateHasTheServersOne) {
    std::string undated = list_of(20);
    for (std::size_t at;
         (at = undated.find(",\"last_seen\":\"2026-01-01T00:00:00\"")) != std::string::npos;) {
        undated.erase(at, 34);
    }
    server.on("/list",
              {.body = undated, .headers = {"Last-Modified: Wed, 31 Dec 2025 12:00:00 GMT"}});
    EXPECT_EQ(run().after.version, "2025-12-31");
}

TEST_F(Update, TheSameBytesWithANewTagAreUnchanged) {
    put_in_force();
    server.on_tagged("/list", list_of(20), "\"v2\"");
    EXPECT_EQ(run().outcome, Outcome::unchanged);
    run();
    EXPECT_TRUE(server.requests().back().has("If-None-Match: \"v2\""));
}

TEST_F(Update, ADamagedCopyIsFetchedAgainWhole) {
    put_in_force();
    folder.write("home/lists/made_up/list.json", "damaged");
    EXPECT_EQ(run().outcome, Outcome::replaced);
    EXPECT_FALSE(server.requests().back().has("If-None-Match"));
    EXPECT_EQ(in_force(), list_of(20));
}

TEST_F(Update, AnHtmlPageWithStatus200IsRefused) {
    put_in_force();
    server.on("/list", {.body = "<!DOCTYPE html><html><body>Maintenance</body></html>"});
    expect_stays(Outcome::refused, "list.json should be ftm-json, but is");
}

TEST_F(Update, AnEmptyBodyIsRefused) {
    put_in_force();
    server.on("/list", {.body = ""});
    expect_stays(Outcome::refused, "list.json came empty");
}

TEST_F(Update, ABodyThatBreaksOffFails) {
    put_in_force();
    const std::string body = list_of(30);
    server.on("/list", {.body = body, .declared = static_cast<long>(body.size()) + 1000});
    expect_stays(Outcome::failed, "broke off after");
}

TEST_F(Update, AListCutOnTheServerIsRefused) {
    put_in_force();
    server.on("/list", {.body = list_of(30).substr(0, 2'000)});
    expect_stays(Outcome::refused, "was cut in the middle");
}

TEST_F(Update, AMissingPageFails) {
    put_in_force();
    server.on("/list", {.status = 404, .body = list_of(20)});
    expect_stays(Outcome::failed, "the server answered HTTP 404 to " + server.url("/list") +
                                      ". The address may have moved");
}

TEST_F(Update, AServerInTroubleIsTriedAgain) {
    put_in_force();
    options.attempts = 2;
    server.on("/list", {.status = 503});
    expect_stays(Outcome::failed, "HTTP 503");
    EXPECT_EQ(server.requests().size(), 3U);
}

TEST_F(Update, ASlowServerRunsOutOfTime) {
    put_in_force();
    options.timeout_seconds = 1;
    server.on("/list", {.body = list_of(30), .pause_in_body = std::chrono::seconds(30)});
    expect_stays(Outcome::failed, "did not arrive in time");
}

TEST_F(Update, ARedirectLoopEnds) {
    put_in_force();
    server.on("/list", {.status = 302, .headers = {"Location: /list"}});
    expect_stays(Outcome::failed, "is passed on more than 5 times");
}

TEST_F(Update, ARedirectIsFollowed) {
    server.on("/list", {.status = 301, .body = "moved", .headers = {"Location: /new"}});
    server.on("/new", {.body = list_of(20)});
    EXPECT_EQ(run().outcome, Outcome::replaced);
    EXPECT_EQ(in_force(), list_of(20));
}

TEST_F(Update, ARedirectToAFileOfThisMachineIsNotFollowed) {
    put_in_force();
    server.on("/list", {.status = 302, .headers = {"Location: file:///etc/hostname"}});
    expect_stays(Outcome::failed, "cannot be fetched");
}

TEST_F(Update, NobodyListeningFails) {
    put_in_force();
    entry.urls = {"http://127.0.0.1:1/list"};
    expect_stays(Outcome::failed,
                 "fetch the file on another machine and give its folder with --from");
}

TEST_F(Update, AShrunkListIsRefusedUnlessAcceptedByName) {
    put_in_force();
    server.on("/list", {.body = list_of(17)});
    expect_stays(Outcome::refused,
                 "it has shrunk from 20 to 17 parties. If the publisher has really removed so "
                 "many, run again with --accept-shrunk made_up.");
    options.accept_shrunk = {"made_up"};
    EXPECT_EQ(run().outcome, Outcome::replaced);
    EXPECT_EQ(in_force(), list_of(17));
}

TEST_F(Update, AListThatLosesItsOtherNamesIsRefusedToo) {
    const std::string more =
        R"({"id":"q","schema":"Person","properties":{"name":["Q"],"alias":["R","S","T","U","V"]},"datasets":["made_up"],"last_seen":"2026-01-01T00:00:00"})"
        "\n";
    server.on("/list", {.body = list_of(19) + more});
    ASSERT_EQ(run().outcome, Outcome::replaced);
    server.on("/list", {.body = list_of(20)});
    expect_stays(Outcome::refused, "it has shrunk from 25 to 20 names");
}

TEST_F(Update, ATenthLessPasses) {
    put_in_force();
    server.on("/list", {.body = list_of(18)});
    EXPECT_EQ(run().outcome, Outcome::replaced);
}

TEST_F(Update, FewerThanTheLeastAreRefused) {
    server.on("/list", {.body = list_of(4)});
    const UpdateResult result = run();
    EXPECT_EQ(result.outcome, Outcome::refused);
    EXPECT_THAT(result.message,
                HasSubstr("only 4 parties came, and this list never has fewer than 5"));
    EXPECT_THAT(result.stays, HasSubstr("NO COPY OF THIS LIST IS IN FORCE"));
    EXPECT_TRUE(load_copies(options.folder).empty());
}

TEST_F(Update, AnotherListAtTheAddressIsRefused) {
    put_in_force();
    server.on("/list", {.body = list_of(30, "2026-02-01", "another")});
    expect_stays(Outcome::refused, "what came is the list another, not made_up");
    entry.content = "another";
    EXPECT_EQ(run().outcome, Outcome::replaced);
    EXPECT_EQ(load_copies(options.folder).at(0).options.list, "made_up");
}

TEST_F(Update, AFileOverTheSizeLimitIsRefused) {
    put_in_force();
    options.largest_bytes = 1'000;
    server.on("/list", {.body = list_of(30)});
    expect_stays(Outcome::refused, "is larger than 1000 bytes");
}

TEST_F(Update, ATokenIsPutInAndNeverShown) {
    entry.urls = {server.url("/list?token={token}")};
    entry.token = "TIDEWAITER_TEST_TOKEN";
    ::unsetenv("TIDEWAITER_TEST_TOKEN");
    UpdateResult result = run();
    EXPECT_EQ(result.outcome, Outcome::skipped);
    EXPECT_THAT(result.message,
                HasSubstr("the environment variable TIDEWAITER_TEST_TOKEN is not set"));
    ::setenv("TIDEWAITER_TEST_TOKEN", "s3cret", 1);
    result = run();
    EXPECT_EQ(result.outcome, Outcome::failed);
    EXPECT_EQ(server.requests().back().path, "/list?token=s3cret");
    EXPECT_THAT(result.message, testing::Not(HasSubstr("s3cret")));
    server.on("/list?token=s3cret", {.body = list_of(20)});
    EXPECT_EQ(run().outcome, Outcome::replaced);
    EXPECT_THAT(test::read_file(folder.path("home/lists/made_up/.copy.json")),
                testing::Not(HasSubstr("s3cret")));
}

TEST_F(Update, OptionalListsComeOnlyWhenAskedForAndThenStay) {
    entry.optional = true;
    server.on("/list", {.body = list_of(20)});
    EXPECT_EQ(run().outcome, Outcome::skipped);
    options.only = {"made_up"};
    EXPECT_EQ(run().outcome, Outcome::replaced);
    options.only.clear();
    EXPECT_EQ(run().outcome, Outcome::unchanged);
}

TEST_F(Update, AFolderIsReadInsteadOfTheNetwork) {
    folder.write("usb/LIST.JSON", list_of(20));
    options.from_folder = folder.path("usb");
    EXPECT_EQ(run().outcome, Outcome::replaced);
    EXPECT_EQ(in_force(), list_of(20));
    EXPECT_EQ(run().outcome, Outcome::unchanged);
    EXPECT_TRUE(server.requests().empty());
    folder.write("usb/LIST.JSON", "<html>");
    EXPECT_EQ(run().outcome, Outcome::refused);
    EXPECT_EQ(in_force(), list_of(20));
    std::filesystem::remove(folder.path("usb/LIST.JSON"));
    EXPECT_EQ(run().outcome, Outcome::skipped);
    EXPECT_EQ(in_force(), list_of(20));
}

TEST_F(Update, AFolderIsAlsoLookedThroughForTheListByItsContent) {
    folder.write("usb/20260101-export.json", list_of(20));
    folder.write("usb/another.json", list_of(20, "2026-01-01", "another"));
    folder.write("usb/README.txt", "Lists of January.");
    options.from_folder = folder.path("usb");
    UpdateResult result = run();
    EXPECT_EQ(result.outcome, Outcome::replaced) << result.message;
    EXPECT_EQ(test::read_file(folder.path("home/lists/made_up/20260101-export.json")), list_of(20));
    folder.write("usb/20260102-export.json", list_of(21));
    result = run();
    EXPECT_EQ(result.outcome, Outcome::refused);
    EXPECT_THAT(result.message, HasSubstr("are this list"));
    std::filesystem::remove(folder.path("usb/20260101-export.json"));
    EXPECT_EQ(run().outcome, Outcome::replaced);
    EXPECT_THAT(load_copies(options.folder).at(0).files,
                ElementsAre(folder.path("home/lists/made_up/20260102-export.json")));
}

TEST_F(Update, AFolderMayHoldTheListInAnotherFormat) {
    entry.format = "un-xml";
    folder.write("usb/any.json", list_of(20));
    options.from_folder = folder.path("usb");
    const UpdateResult result = run();
    EXPECT_EQ(result.outcome, Outcome::replaced) << result.message;
    EXPECT_EQ(result.after.format, "ftm-json");
}

TEST_F(Update, AFolderMustHoldAllFilesOfAList) {
    entry.urls.push_back(server.url("/second"));
    entry.files.push_back("second.json");
    folder.write("usb/list.json", list_of(20));
    options.from_folder = folder.path("usb");
    const UpdateResult result = run();
    EXPECT_EQ(result.outcome, Outcome::refused);
    EXPECT_THAT(result.message,
                HasSubstr(options.from_folder + " lacks files of this list: second.json"));
}

TEST_F(Update, OneListInTroubleDoesNotStopTheOthers) {
    CatalogueEntry second = entry;
    second.list = "second";
    second.content = "made_up";
    second.urls = {server.url("/second")};
    server.on("/second", {.body = list_of(20)});
    const auto results = update({entry, second}, options);
    EXPECT_EQ(results.at(0).outcome, Outcome::failed);
    EXPECT_EQ(results.at(1).outcome, Outcome::replaced);
}

TEST_F(Update, AnUnknownNameIsWrongUsage) {
    options.only = {"nowhere"};
    EXPECT_THROW(run(), base::Failure);
}

TEST_F(Update, ProgressMayStopIt) {
    put_in_force();
    options.progress = [](const std::string&, std::uint64_t, std::uint64_t) { return false; };
    server.on("/list", {.body = list_of(30), .pause_in_body = std::chrono::seconds(30)});
    EXPECT_THROW(run(), base::Failure);
    EXPECT_EQ(in_force(), list_of(20));
    EXPECT_THAT(files_beside(), ElementsAre(".lock", "made_up"));
}

TEST_F(Update, AKillInTheMiddleLeavesWhatWasInForce) {
    put_in_force();
    server.on("/list", {.body = list_of(30), .pause_in_body = std::chrono::seconds(30)});
    const pid_t child = ::fork();
    if (child == 0) {
        update({entry}, options);
        ::_exit(0);
    }
    while (!std::filesystem::exists(folder.path("home/lists/.made_up.new/list.json"))) {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    ::kill(child, SIGINT);
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status));
    EXPECT_EQ(in_force(), list_of(20));
    EXPECT_EQ(load_copies(options.folder).size(), 1U);
    server.on("/list", {.body = list_of(30)});
    EXPECT_EQ(run().outcome, Outcome::replaced);
    EXPECT_THAT(files_beside(), ElementsAre(".lock", "made_up"));
}

TEST_F(Update, TwoUpdatesDoNotRunAtOnce) {
    put_in_force();
    server.on("/list", [&](const test::HttpRequest&) {
        EXPECT_THROW(update({entry}, options), base::Failure);
        return test::HttpAnswer{.body = list_of(20)};
    });
    run();
}

TEST_F(Update, AFolderThatTheUserFilledIsInForceToo) {
    folder.write("home/lists/my_list/a.json", list_of(3, "2026-01-01", "other_name"));
    const auto copies = load_copies(options.folder);
    ASSERT_EQ(copies.size(), 1U);
    EXPECT_EQ(copies[0].version.list, "my_list");
    EXPECT_EQ(copies[0].options.list, "my_list");
    EXPECT_THAT(copies[0].files, ElementsAre(folder.path("home/lists/my_list/a.json")));
}
