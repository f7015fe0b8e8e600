// The names of OFAC's and the UN's lists, and queries made of them: everything at the cutoff is found, and what should
// be found is.
#include "fixture.hpp"

#include "base/csv.hpp"
#include "base/file.hpp"

#include <map>
#include <set>

namespace tidewaiter::index {
namespace {

std::vector<std::vector<std::string>> rows_of(const std::string& path) {
    const auto source = base::open_source(path);
    base::CsvReader reader(*source, {});
    base::CsvRecord record;
    std::vector<std::vector<std::string>> rows;
    while (reader.next(record)) {
        rows.emplace_back(record.fields.begin(), record.fields.end());
    }
    rows.erase(rows.begin()); // the header
    return rows;
}

class RealNames : public testing::Test {
protected:
    static void SetUpTestSuite() {
        const std::string names = tidewaiter::test::shared_data("match/search/names.csv.gz");
        if (names.empty()) {
            return;
        }
        folder = new tidewaiter::test::ScratchFolder;
        std::map<std::string, entity::Entity> entities;
        for (const auto& row : rows_of(names)) {
            entity::Entity& entity = entities[row[0] + ":" + row[1]];
            entity.id = row[0] + ":" + row[1];
            entity.schema = "Person";
            entity.add(entity.has("name") ? "alias" : "name", row[3]);
        }
        IndexBuilder builder;
        for (auto& [id, entity] : entities) {
            builder.add(std::move(entity));
        }
        builder.end_list(test::version("names"));
        builder.write(folder->path("watch.tw"));
        index = new Index(folder->path("watch.tw"));
    }

    static void TearDownTestSuite() {
        delete index;
        delete folder;
        index = nullptr;
        folder = nullptr;
    }

    void SetUp() override {
        if (index == nullptr) {
            GTEST_SKIP() << tidewaiter::test::no_shared_data;
        }
    }

    static std::vector<Hit> search(const std::string& name, bool exhaustive, std::size_t limit) {
        SearchOptions options;
        options.exhaustive = exhaustive;
        options.limit = limit;
        return index->search(match::prepare(test::make("q", "Person", {{"name", name}})), options);
    }

    static std::map<std::uint32_t, double> all(const std::string& name, bool exhaustive) {
        std::map<std::uint32_t, double> found;
        for (const Hit& hit : search(name, exhaustive, 1'000'000)) {
            found[hit.entity] = hit.match.score;
        }
        return found;
    }

    /// Share of the queries whose entity is among the first 50.
    static double recall(const std::string& file) {
        std::size_t found = 0;
        const auto rows = rows_of(tidewaiter::test::shared_data(file));
        for (const auto& row : rows) {
            const std::string expected = "|" + row[1] + "|";
            for (const Hit& hit : search(row[0], false, 50)) {
                const std::string id = index->listed(hit.entity).entity.id;
                if (expected.find("|" + id.substr(id.find(':') + 1) + "|") != std::string::npos) {
                    ++found;
                    break;
                }
            }
        }
        return static_cast<double>(found) / static_cast<double>(rows.size());
    }

    static tidewaiter::test::ScratchFolder* folder;
    static Index* index;
};

tidewaiter::test::ScratchFolder* RealNames::folder = nullptr;
Index* RealNames::index = nullptr;

TEST_F(RealNames, NothingIsLostAgainstComparingWithEveryName) {
    for (const std::string_view file : {"match/search/queries_exact.csv", "match/search/queries_hard.csv"}) {
        const auto rows = rows_of(tidewaiter::test::shared_data(file));
        for (std::size_t i = 0; i < rows.size(); i += 4) {
            ASSERT_EQ(all(rows[i][0], false), all(rows[i][0], true)) << rows[i][0];
        }
    }
}

TEST_F(RealNames, EveryNameOfTheUnListIsFound) { EXPECT_EQ(recall("match/search/queries_exact.csv"), 1.0); }

TEST_F(RealNames, NamesWithASlipInEveryWordAreFound) { EXPECT_GE(recall("match/search/queries_hard.csv"), 0.96); }

TEST_F(RealNames, FewPeopleWhoAreOnNoListAreFound) {
    const auto rows = rows_of(tidewaiter::test::shared_data("match/negatives_global.csv.gz"));
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < 2'000; ++i) {
        wrong += search(rows[i][0], false, 1).empty() ? 0U : 1U;
    }
    EXPECT_LE(wrong, 8U); // the aim is 4: of these people most are written in other scripts, where few letters tell names apart
}

} // namespace
} // namespace tidewaiter::index
