// The bundled tables against the reference files they were made from.
#include "goods/goods.hpp"

#include "base/csv.hpp"
#include "base/file.hpp"
#include "support/files.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

using namespace tidewaiter;
using namespace tidewaiter::goods;
using enum HsRevision;

static std::vector<std::vector<std::string>> rows_of(const std::string& path) { return base::CsvTable(path, base::load_file(path)).rows(); }

TEST(RealData, CodeListsAreThoseOfTheDescriptions) {
    for (const auto& [file, revision] : {std::pair("reference/hs2012_descriptions.csv.gz", hs2012),
                                         std::pair("reference/hs2017_descriptions.csv.gz", hs2017),
                                         std::pair("reference/hs2022_descriptions.csv.gz", hs2022)}) {
        const std::string path = test::shared_data(file);
        if (path.empty()) {
            GTEST_SKIP() << test::no_shared_data;
        }
        const auto rows = rows_of(path);
        for (const auto& row : rows) {
            EXPECT_TRUE(is_known(*HsCode::parse(row[0]), revision)) << row[0];
        }
        std::size_t known = 0;
        for (const int digits : {2, 4, 6}) {
            const int end = digits == 2 ? 100 : digits == 4 ? 10'000 : 1'000'000;
            for (int number = 1; number < end; ++number) {
                char text[8];
                std::snprintf(text, sizeof text, "%0*d", digits, number);
                known += is_known(*HsCode::parse(text), revision) ? 1U : 0U;
            }
        }
        EXPECT_EQ(known, rows.size()) << file;
    }
}

TEST(RealData, CorrelationsAreThoseOfTheUnSheets) {
    const GoodsBook book;
    const struct {
        const char* file;
        HsRevision newer, older;
        std::size_t pairs;
    } sheets[] = {{"reference/hs2022_hs2017_correlation.csv.gz", hs2022, hs2017, 15657},
                  {"reference/hs2022_hs2012_correlation.csv.gz", hs2022, hs2012, 16377},
                  {"reference/hs2017_hs2012_correlation.csv.gz", hs2017, hs2012, 6141}};
    for (const auto& sheet : sheets) {
        const std::string path = test::shared_data(sheet.file);
        if (path.empty()) {
            GTEST_SKIP() << test::no_shared_data;
        }
        std::map<std::string, std::vector<std::string>> pairs;
        std::size_t count = 0;
        for (const auto& row : rows_of(path)) {
            pairs[row[0]].push_back(row[1]);
            ++count;
        }
        EXPECT_EQ(count, sheet.pairs);
        for (auto& [code, targets] : pairs) {
            std::sort(targets.begin(), targets.end());
            EXPECT_EQ(book.correlated(*HsCode::parse(code), sheet.newer, sheet.older), targets) << code;
        }
    }
}

TEST(RealData, ConversionIsFollowedExceptWhereCurated) {
    const std::string path = test::shared_data("reference/hs2022_to_hs2017_conversion.csv");
    const std::string curated = test::shared_data("reference/chpl_hs2017.csv");
    if (path.empty() || curated.empty()) {
        GTEST_SKIP() << test::no_shared_data;
    }
    std::map<std::string, std::string> wins;
    for (const auto& row : rows_of(curated)) {
        wins[row[0]] = row[1];
    }
    const GoodsBook book;
    int overridden = 0;
    for (const auto& row : rows_of(path)) {
        const auto links = book.links(*HsCode::parse(row[0]), hs2022, hs2017);
        ASSERT_EQ(links.size(), 1U) << row[0];
        EXPECT_EQ(links[0].to, wins.contains(row[0]) ? wins[row[0]] : row[1]) << row[0];
        overridden += links[0].to != row[1] ? 1 : 0;
    }
    EXPECT_EQ(overridden, 2) << "854151 and 854159";
}

TEST(RealData, OfficialDescriptionsFindCodesToo) {
    const std::string path = test::shared_data("reference/hs2022_descriptions.csv.gz");
    if (path.empty()) {
        GTEST_SKIP() << test::no_shared_data;
    }
    GoodsBook book;
    book.load_descriptions(path);
    EXPECT_EQ(book.propose("ball bearings", 1).at(0).hs, "848210");
    EXPECT_EQ(book.propose("oscilloscopes", 1).at(0).hs, "903020");
}

TEST(RealData, ListedCodesAreThoseOfTheReference) {
    const std::string path = test::shared_data("reference/chpl.csv");
    if (path.empty()) {
        GTEST_SKIP() << test::no_shared_data;
    }
    const GoodsBook book;
    for (const auto& row : rows_of(path)) {
        const auto found = book.find_controls(*HsCode::parse(row[0]), "chpl");
        ASSERT_EQ(found->size(), 1U) << row[0];
        EXPECT_EQ(found->front().tier, row[1]);
    }
}
