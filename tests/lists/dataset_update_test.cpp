// A list that comes by OpenSanctions' index: by deltas where they lead, and then the same as in
// full.
#include "lists/catalogue.hpp"

#include "base/file.hpp"
#include "base/hash.hpp"
#include "support/files.hpp"
#include "support/http_server.hpp"

#include <gmock/gmock.h>

#include <fmt/format.h>

#include <algorithm>

using namespace tidewaiter;
using namespace tidewaiter::lists;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using Outcome = UpdateResult::Outcome;

namespace {

std::string entity(int number, std::string_view name) {
    return fmt::format(
        R"({{"id":"p{}","schema":"Person","properties":{{"name":["{}"]}},"datasets":["made_up"],"last_seen":"2024-01-01T00:00:00","target":true}})",
        number, name);
}

std::string operation(std::string_view op, std::string_view of) {
    return fmt::format(R"({{"op":"{}","entity":{}}})", op, of) + "\n";
}

std::string people(int from, int to) {
    std::string text;
    for (int i = from; i < to; ++i) {
        text += entity(i, fmt::format("Made Up {}", i)) + "\n";
    }
    return text;
}

std::string sha1(const std::string& bytes) {
    base::Sha1 hash;
    hash.update(bytes);
    return hash.finish();
}

/// The lines in order: which entities there are, not how they stand.
std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    std::ranges::sort(lines);
    return lines;
}

const std::string first_state = people(0, 20);
const std::string changes_2 =
    operation("MOD", entity(3, "Renamed Three")) + operation("ADD", entity(20, "New Twenty"));
const std::string changes_3 = operation("DEL", R"({"id":"p5"})");
const std::string third_state = people(0, 3) + entity(3, "Renamed Three") + "\n" + people(4, 5) +
                                people(6, 20) + entity(20, "New Twenty") + "\n";

class DatasetUpdate : public testing::Test {
protected:
    DatasetUpdate() {
        entry.list = "made_up";
        entry.format = "ftm-json";
        entry.urls = {server.url("/entities.ftm.json")};
        entry.files = {"list.json"};
        entry.index = server.url("/index.json");
        entry.least = 5;
        options.folder = folder.path("home/lists");
        options.today = "2026-01-02";
        options.timeout_seconds = 20;
        options.attempts = 1;
        publish("20240101000000-aaa", first_state, 20);
        server.on(
            "/delta.json",
            {.body = fmt::format(
                 R"({{"versions":{{"20240101000000-aaa":"{0}","20240102000000-bbb":"{1}","20240103000000-ccc":"{2}"}}}})",
                 server.url("/1"), server.url("/2"), server.url("/3"))});
        server.on("/1", {.body = ""});
        server.on("/2", {.body = changes_2});
        server.on("/3", {.body = changes_3});
    }

    void publish(const std::string& version, const std::string& full, int count,
                 const std::string& checksum_of = {}) {
        server.on("/entities.ftm.json", {.body = full});
        server.on(
            "/index.json",
            {.body = fmt::format(
                 R"({{"name":"made_up","version":"{}","entity_count":{},"delta_url":"{}","resources":[{{"name":"entities.ftm.json","url":"{}","checksum":"{}","size":{}}}]}})",
                 version, count, server.url("/delta.json"), entry.urls[0],
                 sha1(checksum_of.empty() ? full : checksum_of), full.size())});
    }

    UpdateResult run() { return update({entry}, options).at(0); }

    std::string in_force() const {
        return test::read_file(folder.path("home/lists/made_up/list.json"));
    }

    int asked_for(const std::string& path) const {
        int count = 0;
        for (const auto& request : server.requests()) {
            count += request.path == path ? 1 : 0;
        }
        return count;
    }

    test::ScratchFolder folder;
    test::HttpServer server;
    CatalogueEntry entry;
    UpdateOptions options;
};

} // namespace

TEST_F(DatasetUpdate, TheFirstCopyComesInFull) {
    const auto result = run();
    EXPECT_EQ(result.outcome, Outcome::replaced) << result.message;
    EXPECT_THAT(result.message, HasSubstr("; in full"));
    EXPECT_EQ(in_force(), first_state);
    EXPECT_EQ(asked_for("/delta.json"), 0);
}

TEST_F(DatasetUpdate, DeltasGiveTheStateOfTheFullFile) {
    run();
    publish("20240103000000-ccc", third_state, 20);
    const auto result = run();
    EXPECT_EQ(result.outcome, Outcome::replaced) << result.message;
    EXPECT_THAT(result.message, HasSubstr("2 deltas: 1 new, 1 changed, 1 gone"));
    EXPECT_EQ(lines_of(in_force()), lines_of(third_state));
    EXPECT_EQ(asked_for("/entities.ftm.json"), 1); // of the first copy
    EXPECT_EQ(asked_for("/1"), 0);
    EXPECT_EQ(load_copies(options.folder).at(0).version.entities, 20U);
}

TEST_F(DatasetUpdate, TheLatestVersionCostsTheIndexAlone) {
    run();
    options.today = "2026-01-09";
    EXPECT_EQ(run().outcome, Outcome::unchanged);
    EXPECT_EQ(asked_for("/entities.ftm.json"), 1);
    EXPECT_EQ(asked_for("/index.json"), 2);
    EXPECT_EQ(load_copies(options.folder).at(0).checked_on, "2026-01-09");
}

TEST_F(DatasetUpdate, WhereADeltaIsMissingOrDamagedTheFullFileComes) {
    for (const std::string& body : {std::string("not found"), std::string(R"({"op":"ADD","ent)")}) {
        test::ScratchFolder fresh;
        options.folder = fresh.path("lists");
        publish("20240101000000-aaa", first_state, 20);
        ASSERT_EQ(run().outcome, Outcome::replaced);
        publish("20240103000000-ccc", third_state, 20);
        server.on("/3", {.status = body == "not found" ? 404 : 200, .body = body});
        const auto result = run();
        EXPECT_EQ(result.outcome, Outcome::replaced) << result.message;
        EXPECT_THAT(result.message, HasSubstr("; in full"));
        EXPECT_EQ(test::read_file(fresh.path("lists/made_up/list.json")), third_state);
    }
}

TEST_F(DatasetUpdate, ANumberOfEntitiesThatIsNotTheIndexsMeansInFull) {
    run();
    server.on("/3", {.body = ""}); // the deletion got lost
    publish("20240103000000-ccc", third_state, 20);
    const auto result = run();
    EXPECT_THAT(result.message, HasSubstr("; in full"));
    EXPECT_EQ(in_force(), third_state);
}

TEST_F(DatasetUpdate, ACopyThatSomebodyChangedIsNoBaseForDeltas) {
    run();
    folder.write("home/lists/made_up/list.json", people(0, 19));
    publish("20240103000000-ccc", third_state, 20);
    EXPECT_THAT(run().message, HasSubstr("; in full"));
    EXPECT_EQ(in_force(), third_state);
}

TEST_F(DatasetUpdate, AFullFileWithAnotherChecksumIsRefused) {
    run();
    const std::string before = in_force();
    server.on("/delta.json", {.status = 404});
    publish("20240103000000-ccc", third_state, 20, third_state + "x");
    const auto result = run();
    EXPECT_EQ(result.outcome, Outcome::refused);
    EXPECT_THAT(result.message, HasSubstr("SHA-1"));
    EXPECT_EQ(in_force(), before);
}

TEST_F(DatasetUpdate, AnIndexWithoutTheDataSetIsRefused) {
    entry.content = "other";
    const auto result = run();
    EXPECT_EQ(result.outcome, Outcome::refused);
    EXPECT_THAT(result.message, HasSubstr("has no data set 'other'"));
}
