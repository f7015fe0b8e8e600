// Identities and tests after section 5.1 of the methods note of 2026-11-23 (docs/methods/balance.md). Stored equipment has
// no inflow in its identity: without counts of what is stored, the third test can only say that reactivation empties depots.
#include "balance/formulas.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>

namespace tidewaiter::balance {

namespace {

constexpr std::array<std::string_view, 11> equipment_terms{"active_start", "active_end", "stored_start", "stored_end",
                                                           "new",          "reactivated", "repaired",    "imported",
                                                           "lost",         "retired",     "cannibalised"};
constexpr std::array<std::string_view, 7> rounds_terms{"stock_start", "stock_end", "new", "refurbished", "imported", "fired", "lost"};

/// Sorts the wanted terms into those held and those not.
void take_held(const Account& account, std::initializer_list<std::string_view> wanted, std::vector<std::string>& held, Test& test) {
    for (const std::string_view term : wanted) {
        (account.find(term) != nullptr ? held : test.not_held).emplace_back(term);
    }
}

Test standard_test(const Account& account, std::string id, std::string question, std::initializer_list<std::string_view> plus,
                   std::initializer_list<std::string_view> minus) {
    Test test{.id = std::move(id), .question = std::move(question)};
    take_held(account, plus, test.plus, test);
    take_held(account, minus, test.minus, test);
    if (test.plus.empty() || test.minus.empty()) {
        test.askable = false;
        test.remark = fmt::format("the model holds none of {}", fmt::join(test.plus.empty() ? plus : minus, ", "));
    }
    return test;
}

/// Counts of the stock at both ends, where the model holds them.
bool has_counts(const Account& account, std::string_view start, std::string_view end, Test& test) {
    if (account.find(start) == nullptr || account.find(end) == nullptr) {
        return false;
    }
    test.plus = {std::string(end)};
    test.minus = {std::string(start)};
    return true;
}

Test equipment_stocks(const Account& account) {
    Test test{.id = "stocks", .question = "Stored stocks rise"};
    if (has_counts(account, "stored_start", "stored_end", test)) {
        test.remark = "from counts of what is stored";
        return test;
    }
    take_held(account, {"reactivated", "cannibalised"}, test.minus, test);
    test.askable = !test.minus.empty();
    test.remark = test.askable ? "no count of what is stored is held; by the identity, stored equipment only leaves, so this can but fall"
                               : "the model holds no count of what is stored, nor reactivated nor cannibalised";
    return test;
}

Test round_stocks(const Account& account) {
    Test test{.id = "stocks", .question = "Stocks of rounds rise"};
    if (has_counts(account, "stock_start", "stock_end", test)) {
        test.remark = "from counts of the stock";
        return test;
    }
    test = standard_test(account, test.id, test.question, {"new", "refurbished", "imported"}, {"fired", "lost"});
    if (test.askable) {
        test.remark = account.find("lost") == nullptr ? "no count of the stock and no loss of stored rounds is held: the same balance as deliveries against use"
                                                      : "no count of the stock is held; by the identity";
    }
    return test;
}

} // namespace

std::span<const std::string_view> standard_terms(Family family) {
    return family == Family::equipment ? std::span<const std::string_view>(equipment_terms) : std::span<const std::string_view>(rounds_terms);
}

std::vector<Identity> identities_of(Family family) {
    if (family == Family::rounds) {
        return {{"stock of rounds", "stock_end", "stock_start", {"new", "refurbished", "imported"}, {"fired", "lost"}}};
    }
    return {{"active stock", "active_end", "active_start", {"new", "reactivated", "repaired", "imported"}, {"lost", "retired"}},
            {"stored stock", "stored_end", "stored_start", {}, {"reactivated", "cannibalised"}}};
}

void add_term(LinearForm& form, const Account& account, std::string_view name, double sign) {
    const Term* term = account.find(name);
    if (term == nullptr || term->sum.empty()) {
        form[std::string(name)] += sign;
        return;
    }
    for (const SignedTerm& part : term->sum) {
        add_term(form, account, part.name, sign * part.sign);
    }
}

std::vector<Test> tests_of(const Account& account) {
    std::vector<Test> tests;
    if (account.kind.family == Family::equipment) {
        tests.push_back(standard_test(account, "deliveries", "Deliveries exceed losses", {"new", "reactivated", "repaired", "imported"}, {"lost"}));
        tests.push_back(standard_test(account, "new", "New output exceeds losses", {"new"}, {"lost"}));
        tests.push_back(equipment_stocks(account));
    } else {
        tests.push_back(standard_test(account, "deliveries", "Deliveries exceed use", {"new", "refurbished", "imported"}, {"fired"}));
        tests.push_back(standard_test(account, "new", "New output exceeds use", {"new"}, {"fired"}));
        tests.push_back(round_stocks(account));
    }
    for (const Question& own : account.questions) {
        tests.push_back({"own", own.name, own.plus, own.minus, {}, {}, true});
    }
    return tests;
}

std::string formula_of(const Test& test) {
    const auto side = [](const std::vector<std::string>& terms) { return terms.empty() ? std::string("0") : fmt::format("{}", fmt::join(terms, " + ")); };
    return fmt::format("{} > {}", side(test.plus), side(test.minus));
}

} // namespace tidewaiter::balance
