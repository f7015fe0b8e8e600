#include "fixture.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>

namespace tidewaiter::screen {
namespace {

using testing::Each;
using testing::HasSubstr;

/// Names from near to far of a listed one, so that some lie in any band.
std::string many_names() {
    std::string text = "customer_id,name,country\n";
    constexpr std::string_view endings[] = {"", "a", "ova", " Petr", " Maria Sol", "er", " Jan", "in"};
    for (int i = 0; i < 240; ++i) {
        text += fmt::format("C{},Anton Ostrog{}{},{}\n", i, endings[i % 8], i % 3 == 0 ? fmt::format(" {}", static_cast<char>('A' + i % 26)) : "", i % 2 == 0 ? "FR" : "BY");
    }
    return text;
}

struct Drawn {
    BelowLineResult result;
    std::string text;
    std::vector<std::vector<std::string>> rows;
};

Drawn draw(const test::Bench& bench, double width, std::size_t sample, std::uint64_t seed, unsigned threads = 1) {
    ScreenOptions options;
    options.file = bench.folder.write("customers.csv", many_names());
    options.threads = threads;
    options.below = BelowLineOptions{.width = width, .sample = sample, .seed = seed, .path = bench.folder.path("below.csv")};
    Drawn made;
    made.result = screen_file(bench.inputs(), options).below.value();
    made.text = tidewaiter::test::read_file(bench.folder.path("below.csv"));
    made.rows = base::CsvTable("below.csv", made.text).rows();
    return made;
}

TEST(BelowLine, HoldsPairsOfTheBandAndOfNothingElse) {
    const test::Bench bench;
    const Drawn all = draw(bench, 0.30, 100'000, 1);
    ASSERT_GT(all.result.pairs, 3U);
    EXPECT_EQ(all.result.drawn, all.result.pairs);
    EXPECT_EQ(all.rows.size(), all.result.pairs);
    for (const auto& row : all.rows) {
        const double score = std::stod(row[5]);
        EXPECT_GE(score, all.result.from - 0.0005);
        EXPECT_LT(score, all.result.line + 0.0005);
        EXPECT_EQ(row[13], "") << "the verdict is a person's";
    }
    const Drawn narrow = draw(bench, 0.05, 100'000, 1);
    EXPECT_LE(narrow.result.pairs, all.result.pairs);
}

TEST(BelowLine, IsDrawnByTheSeedAlone) {
    const test::Bench bench;
    const Drawn once = draw(bench, 0.30, 3, 7);
    EXPECT_EQ(once.result.drawn, 3U);
    EXPECT_EQ(draw(bench, 0.30, 3, 7, 3).text, once.text) << "threads do not matter";
    const Drawn all = draw(bench, 0.30, 100'000, 7);
    for (const auto& row : once.rows) {
        EXPECT_TRUE(std::ranges::any_of(all.rows, [&row](const auto& other) { return other[0] == row[0]; }));
    }
    bool differs = false;
    for (std::uint64_t seed = 8; seed < 16; ++seed) {
        differs = differs || draw(bench, 0.30, 3, seed).text != once.text;
    }
    EXPECT_TRUE(differs) << "another seed draws others";
}

TEST(BelowLine, LeavesTheRunItselfAsItWas) {
    const test::Bench bench;
    ScreenOptions options = test::options_for(bench, bench.folder.write("customers.csv", many_names()));
    screen_file(bench.inputs(), options);
    const std::string before = tidewaiter::test::read_file(options.alerts);
    options.below = BelowLineOptions{.width = 0.40, .sample = 10, .seed = 1, .path = bench.folder.path("below.csv")};
    screen_file(bench.inputs(), options);
    EXPECT_EQ(tidewaiter::test::read_file(options.alerts), before);
}

} // namespace
} // namespace tidewaiter::screen
