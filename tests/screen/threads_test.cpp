// The same bytes on one thread or many.
#include "fixture.hpp"
#include "screen/workers.hpp"

#include "base/failure.hpp"

#include <fmt/format.h>

#include <atomic>

namespace tidewaiter::screen {
namespace {

std::string text_of_all(const ScreenOptions& options) {
    return tidewaiter::test::read_file(options.decisions) + tidewaiter::test::read_file(options.findings) +
           tidewaiter::test::read_file(options.alerts) + tidewaiter::test::read_file(options.rejects);
}

TEST(ScreenThreads, TheOutputDoesNotKnowHowManyThereWere) {
    const test::Bench bench;
    std::string text = "shipment_id,consignee,consignee_country,hs,destination\n";
    for (int i = 0; i < 3'000; ++i) {
        const std::string_view name = i % 7 == 0 ? "Zarnitsa Optical Works JSC" : i % 11 == 0 ? "Kvartsit Microelectronics" : "Plumbury Orchard Tools";
        text += fmt::format("S{},{} {},{},{},{}\n", i % 1'000, name, i % 13 == 0 ? fmt::format("{}", i) : "", i % 3 == 0 ? "RU" : "FR",
                            i % 5 == 0 ? "854231" : "640399", i % 2 == 0 ? "KZ" : "DE");
    }
    ScreenOptions options = test::options_for(bench, bench.folder.write("input.csv", text));
    options.threads = 1;
    screen_file(bench.inputs(), options);
    const std::string one = text_of_all(options);
    for (const unsigned threads : {2U, 5U}) {
        options.threads = threads;
        screen_file(bench.inputs(), options);
        EXPECT_EQ(text_of_all(options), one) << threads;
    }
}

TEST(ScreenThreads, FilesBesideAreSharedByAllThreads) {
    const test::Bench bench;
    std::string text = "shipment_id,date,dispatch,destination,shipper,consignee,consignee_country,hs,description,value,currency,net_kg,origin\n";
    std::string parties = "name,registered,activity,owners\n";
    for (int i = 0; i < 1'000; ++i) {
        text += fmt::format("S{},2026-0{}-01,DE,{},Shipper {},Buyer {},KZ,{},Microprocessors and controllers,{},USD,5,DE\n", i, 1 + i % 9, i % 4 == 0 ? "RU" : "KZ", i % 9, i % 50,
                            i % 5 == 0 ? "854231" : "950300", 100 + i % 7);
    }
    for (int i = 0; i < 50; ++i) {
        parties += fmt::format("Buyer {},2023-01-01,10.71,{}\n", i, i % 6 == 0 ? "Zarnitsa Optical Works JSC 60 %" : "");
    }
    ScreenOptions options = test::options_for(bench, bench.folder.write("input.csv", text));
    BesidePaths paths;
    paths.parties = bench.folder.write("parties.csv", parties);
    paths.history = {options.file};
    ScreenInputs inputs = bench.inputs();
    const Beside beside(paths, inputs.goods, inputs.policy, inputs.as_of);
    inputs.beside = &beside;
    options.threads = 1;
    screen_file(inputs, options);
    const std::string one = text_of_all(options);
    for (const char* rule : {",R01,", ",R06,", ",R12,", ",R24,", ",R26,"}) {
        EXPECT_NE(one.find(rule), std::string::npos) << rule << " must be in it, or the test shows nothing";
    }
    for (const unsigned threads : {2U, 5U}) {
        options.threads = threads;
        screen_file(inputs, options);
        EXPECT_EQ(text_of_all(options), one) << threads;
    }
}

TEST(Workers, EveryItemIsDoneOnce) {
    for (const unsigned threads : {1U, 2U, 7U}) {
        for (const std::size_t items : {0UL, 1UL, 15UL, 16UL, 17UL, 1'000UL}) {
            std::vector<std::atomic<int>> done(items);
            Workers(threads).each(items, [&](unsigned worker, std::size_t i) {
                EXPECT_LT(worker, threads);
                ++done[i];
            });
            for (const auto& count : done) {
                EXPECT_EQ(count, 1);
            }
        }
    }
}

TEST(Workers, WhatOneThrowsComesOutAfterAllEnded) {
    EXPECT_THROW(Workers(4).each(1'000,
                                 [](unsigned, std::size_t i) {
                                     if (i == 500) {
                                         throw base::Failure(base::FailureKind::machine, "x");
                                     }
                                 }),
                 base::Failure);
}

TEST(Workers, ATickThatThrowsStopsTheRest) {
    // One thread, so that it certainly comes to its tick.
    std::size_t done = 0;
    EXPECT_THROW(Workers(1).each(100'000, [&done](unsigned, std::size_t) { ++done; },
                                 [](std::size_t) { throw base::Failure(base::FailureKind::machine, "x"); }),
                 base::Failure);
    EXPECT_LT(done, 1'000U);
}

} // namespace
} // namespace tidewaiter::screen
