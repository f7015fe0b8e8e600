// Messages of bad models, word for word: each names line and field.
#include "balance/model.hpp"

#include "base/failure.hpp"

#include <gtest/gtest.h>

using namespace tidewaiter::balance;
using tidewaiter::base::Failure;

namespace {

const std::string head = "format = \"tidewaiter.balance-model/1\"\n" // line 1
                         "title = \"t\"\n"
                         "[sources.s]\n"
                         "name = \"s\"\n"
                         "[[account]]\n" // line 5
                         "class = \"tanks\"\n"
                         "period = \"2023\"\n"; // line 7

const std::string good = "[account.lost]\nlow = 1\nmode = 2\nhigh = 3\nkind = \"estimate\"\nsource = \"s\"\n"; // lines 8 to 13

std::string refused(const std::string& text) {
    try {
        parse_model(text, "m.toml");
    } catch (const Failure& failure) {
        return failure.what();
    }
    return "accepted";
}

std::string setting_refused(const std::string& setting) {
    Model model = parse_model(head + good, "m.toml");
    try {
        apply_setting(model, setting);
    } catch (const Failure& failure) {
        return failure.what();
    }
    return "accepted";
}

} // namespace

TEST(Model, TheUsualMistakesAreNamedWithLineAndField) {
    const auto account = [](const std::string& term) { return head + term; };
    const std::string tail = "kind = \"estimate\"\nsource = \"s\"\n";
    struct Row {
        std::string text;
        std::string message;
    };
    const std::vector<Row> rows{
        {account("[account.lost]\nlow = 5\nmode = 4\nhigh = 3\n" + tail), "m.toml: line 9: account.lost.low: is 5, above high, 3"},
        {account("[account.lost]\nlow = 1\nmode = 4\nhigh = 3\n" + tail), "m.toml: line 10: account.lost.mode: is 4, outside low to high, 1 to 3"},
        {account("[account.lost]\nlow = 1\nhigh = 3\n" + tail), "m.toml: line 8: account.lost.mode: is missing"},
        {account("[account.lost]\nlow = 1\nvalue = 3\n" + tail), "m.toml: line 9: account.lost.low: stands beside value, and only one of the two can be meant"},
        {account("[account.lost]\nvalue = -3\n" + tail), "m.toml: line 9: account.lost.value: is -3, and wants a number from 0 to 1000000000000000"},
        {account("[account.lost]\nvalue = nan\n" + tail), "m.toml: line 9: account.lost.value: wants a number"},
        {account("[account.lost]\nvalue = \"3\"\n" + tail), "m.toml: line 9: account.lost.value: wants a number"},
        {account("[account.lsot]\nvalue = 3\n" + tail), "m.toml: line 8: account.lsot: is no standard term of tanks, and no sum or question uses it"},
        {account("[account.lost]\nvalue = 3\nsource = \"s\"\n"), "m.toml: line 8: account.lost.kind: is missing"},
        {account("[account.lost]\nvalue = 3\nkind = \"rumour\"\nsource = \"s\"\n"),
         "m.toml: line 10: account.lost.kind: is 'rumour', not official claim, estimate, visual count or satellite"},
        {account("[account.lost]\nvalue = 3\nkind = \"estimate\"\nsource = \"x\"\n"), "m.toml: line 11: account.lost.source: 'x' is not among [sources]"},
        {account("[account.lost]\nvalue = 3\nmodus = 4\n" + tail), "m.toml: line 10: account.lost.modus: is no field of a model"},
        {account("[account.a]\nsum = [\"b\"]\n[account.b]\nsum = [\"c\", \"a\"]\n[account.c]\nsum = [\"b\"]\n"),
         "m.toml: line 10: account.b.sum: circular identity, b > c > b"},
        {account("[account.lost]\nsum = [\"lost\"]\n"), "m.toml: line 8: account.lost.sum: circular identity, lost > lost"},
        {account("[account.lost]\nsum = [\"seen\"]\n"), "m.toml: line 8: account.lost.sum: unknown term 'seen': the account holds no such term"},
        {account(good + "[[account.observed]]\nterm = \"gone\"\nvalue = 3\n" + tail), "m.toml: line 15: account.observed.term: unknown term 'gone'"},
        {account(good + "[[account.question]]\nname = \"q\"\nplus = [\"new\"]\nminus = [\"lost\"]\n"),
         "m.toml: line 16: account.question.plus: unknown term 'new': the account holds no such term"},
        {account(good + "[[account.correlation]]\nterms = [\"lost\", \"new\"]\nrank = 0.5\n"),
         "m.toml: line 15: account.correlation.terms: 'new' is no term with a range of this account"},
        {"format = \"tidewaiter.balance-model/1\"\ntitle = \"t\"\n[[account]]\nclass = \"submarines\"\nperiod = \"1\"\n",
         "m.toml: line 4: account.class: unknown class 'submarines'"},
        {"format = \"tidewaiter.balance-model/1\"\ntitle = \"t\"\n[[account]]\nclass = \"tanks\"\nperiod = \"1\"\nafter = \"2\"\n[[account]]\nclass = \"tanks\"\nperiod = \"2\"\nafter = \"1\"\n",
         "m.toml: line 3: account.after: circular identity, 1 after 2 after 1"},
        {"format = \"other/1\"\ntitle = \"t\"\n", "m.toml: line 1: format: is 'other/1', not tidewaiter.balance-model/1"},
        {"format = \"tidewaiter.balance-model/1\"\ntitle = \"t\"\n", "m.toml: line 1: account: is missing: a model has at least one [[account]] or [[series]]"},
        {"title = \"t\"\nformat = ", "m.toml: line 2 is no TOML: "},
        {"", "m.toml: line 1: format: is missing"},
    };
    for (const Row& row : rows) {
        const std::string message = refused(row.text);
        EXPECT_TRUE(row.message.ends_with("TOML: ") ? message.starts_with(row.message) : message == row.message) << message << "\nwanted: " << row.message;
    }
}

TEST(Model, ContradictingRankCorrelationsAreRefused) {
    std::string text = head;
    for (const std::string name : {"new", "lost", "repaired"}) {
        text += "[account." + name + "]\nlow = 1\nmode = 2\nhigh = 3\nkind = \"estimate\"\nsource = \"s\"\n";
    }
    text += "[[account.correlation]]\nterms = [\"new\", \"lost\"]\nrank = 0.9\n[[account.correlation]]\nterms = [\"lost\", \"repaired\"]\nrank = 0.9\n"
            "[[account.correlation]]\nterms = [\"new\", \"repaired\"]\nrank = -0.9\n";
    EXPECT_EQ(refused(text), "m.toml: line 32: account.correlation: the rank correlations contradict each other: no quantities can be related so");
}

TEST(Model, ASumThatDoublesAndDoublesIsRefused) {
    std::string text = head + "[account.t0]\nvalue = 1\nkind = \"estimate\"\nsource = \"s\"\n";
    for (int i = 1; i < 60; ++i) {
        const std::string before = "\"t" + std::to_string(i - 1) + "\"";
        text += "[account.t" + std::to_string(i) + "]\nsum = [" + before + ", " + before + "]\n";
    }
    text += "[account.lost]\nsum = [\"t59\"]\n";
    EXPECT_NE(refused(text).find("takes the same terms thousands of times over"), std::string::npos);
}

TEST(Model, ASizeIsBounded) {
    EXPECT_EQ(refused(std::string(1'000'001, '\n')), "m.toml is larger than 1000000 bytes, and no model is");
}

TEST(Model, TermsKeepTheOrderOfTheFile) {
    const Model model = load_model("rounds-2024");
    EXPECT_EQ(model.accounts.front().terms.front().name, "new");
    EXPECT_EQ(model.accounts.front().terms[1].name, "refurbished");
    EXPECT_EQ(model.accounts.front().unit, "thousand rounds");
}

TEST(Model, EveryBundledFigureHasASource) {
    for (const auto name : bundled_models()) {
        const Model model = load_model(std::string(name));
        for (const Account& account : model.accounts) {
            for (const Term& term : account.terms) {
                EXPECT_TRUE(!term.sum.empty() || term.unknown || model.find_source(term.source) != nullptr) << name << " " << term.name;
            }
        }
    }
}

TEST(Settings, ChangeOneTerm) {
    Model model = parse_model(head + good, "m.toml");
    apply_setting(model, "lost=10,11,12");
    apply_setting(model, "2023.new=1,2,3,pert");
    apply_setting(model, "tanks 2023.imported=7");
    EXPECT_EQ(model.accounts.front().find("lost")->range, (Range{10, 11, 12}));
    EXPECT_EQ(model.accounts.front().find("new")->range, (Range{1, 2, 3, Shape::pert}));
    EXPECT_EQ(model.accounts.front().find("imported")->range, (Range{7, 7, 7}));
    EXPECT_TRUE(model.accounts.front().find("new")->changed);
}

TEST(Settings, ThatCannotBeMeantAreRefused) {
    EXPECT_EQ(setting_refused("lost"), "--set lost: wants a term, an equals sign and its values");
    EXPECT_EQ(setting_refused("lost=3,2,1"), "--set lost=3,2,1: low, 3, is above high, 1");
    EXPECT_EQ(setting_refused("lost=1,5,2"), "--set lost=1,5,2: mode, 5, is outside low to high, 1 to 2");
    EXPECT_EQ(setting_refused("lost=1,2"), "--set lost=1,2: has 2 values and wants low, mode and high");
    EXPECT_EQ(setting_refused("lost=x"), "--set lost=x: 'x' is no number from 0 to 1000000000000000");
    EXPECT_EQ(setting_refused("lsot=1"), "--set lsot=1: the account of tanks 2023 has no term 'lsot'");
    EXPECT_EQ(setting_refused("2022.lost=1"), "--set 2022.lost=1: no account of the model has the period '2022'");
    EXPECT_EQ(setting_refused("lost=1,2,3,flat"), "--set lost=1,2,3,flat: 'flat' is neither triangular nor pert");
}
