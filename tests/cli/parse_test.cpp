#include "call.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

using namespace tidewaiter::cli;
using tidewaiter::test::call;
using tidewaiter::test::Ran;

namespace {

TEST(Cli, NoVerbShowsTheOverviewAndIsWrongUsage) {
    const Ran ran = call({});
    EXPECT_EQ(ran.code, 2);
    EXPECT_TRUE(ran.out.empty());
    EXPECT_NE(ran.err.find("tidewaiter help VERB"), std::string::npos);
}

TEST(Cli, UnknownVerbSaysWhereToLook) {
    const Ran ran = call({"scren"});
    EXPECT_EQ(ran.code, 2);
    EXPECT_EQ(ran.err, "tidewaiter: there is no verb 'scren'\n  'tidewaiter help' lists the verbs.\n");
}

TEST(Cli, EveryVerbHasAManualThatNamesItsOptionsAndExitStatuses) {
    for (const Verb* verb : all_verbs()) {
        const Ran ran = call({"help", std::string(verb->name)});
        EXPECT_EQ(ran.code, 0);
        for (const Option& option : verb->options) {
            EXPECT_NE(ran.out.find("--" + std::string(option.name)), std::string::npos) << verb->name << option.name;
        }
        EXPECT_NE(ran.out.find("4 a fault of the machine"), std::string::npos);
        EXPECT_EQ(call({std::string(verb->name), "--help"}).out, ran.out);
    }
}

TEST(Cli, UnknownOptionIsWrongUsageForEveryVerb) {
    for (const Verb* verb : all_verbs()) {
        const Ran ran = call({std::string(verb->name), "--no-such-option"});
        EXPECT_EQ(ran.code, 2) << verb->name;
        EXPECT_NE(ran.err.find("--no-such-option"), std::string::npos) << ran.err;
    }
}

TEST(Arguments, NumbersAndDatesAreChecked) {
    Arguments arguments;
    arguments.today = "2026-11-24";
    EXPECT_EQ(arguments.as_of(), "2026-11-24");
    arguments.options["as-of"] = {"2024-02-30"};
    EXPECT_THROW((void)arguments.as_of(), tidewaiter::base::Failure);
    arguments.options["as-of"] = {"2024-02-29"};
    EXPECT_EQ(arguments.as_of(), "2024-02-29");
    arguments.options["cutoff"] = {"0.9x"};
    EXPECT_THROW((void)arguments.number("cutoff", 0.7, 0, 1), tidewaiter::base::Failure);
    arguments.options["cutoff"] = {"1.5"};
    EXPECT_THROW((void)arguments.number("cutoff", 0.7, 0, 1), tidewaiter::base::Failure);
}

} // namespace
