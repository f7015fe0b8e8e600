#include "cli/verb.hpp"

#include <gtest/gtest.h>

#include <initializer_list>
#include <sstream>
#include <string>
#include <vector>

using namespace tidewaiter::cli;

namespace {

struct Ran {
    int code;
    std::string out;
    std::string err;
};

Ran run_words(std::initializer_list<const char*> words) {
    std::vector<const char*> argv{"tidewaiter"};
    argv.insert(argv.end(), words);
    std::ostringstream out;
    std::ostringstream err;
    Streams streams{out, err};
    const ExitCode code = run(static_cast<int>(argv.size()), argv.data(), streams, "2026-11-24");
    return {static_cast<int>(code), out.str(), err.str()};
}

TEST(Cli, NoVerbShowsTheOverviewAndIsWrongUsage) {
    const Ran ran = run_words({});
    EXPECT_EQ(ran.code, 2);
    EXPECT_TRUE(ran.out.empty());
    EXPECT_NE(ran.err.find("tidewaiter help VERB"), std::string::npos);
}

TEST(Cli, UnknownVerbSaysWhereToLook) {
    const Ran ran = run_words({"scren"});
    EXPECT_EQ(ran.code, 2);
    EXPECT_EQ(ran.err, "tidewaiter: there is no verb 'scren'\n  'tidewaiter help' lists the verbs.\n");
}

TEST(Cli, EveryVerbHasAManualThatNamesItsOptionsAndExitStatuses) {
    for (const Verb* verb : all_verbs()) {
        const Ran ran = run_words({"help", std::string(verb->name).c_str()});
        EXPECT_EQ(ran.code, 0);
        for (const Option& option : verb->options) {
            EXPECT_NE(ran.out.find("--" + std::string(option.name)), std::string::npos) << verb->name << option.name;
        }
        EXPECT_NE(ran.out.find("4 a fault of the machine"), std::string::npos);
        EXPECT_EQ(run_words({std::string(verb->name).c_str(), "--help"}).out, ran.out);
    }
}

TEST(Cli, UnknownOptionIsWrongUsageForEveryVerb) {
    for (const Verb* verb : all_verbs()) {
        const Ran ran = run_words({std::string(verb->name).c_str(), "--no-such-option"});
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
