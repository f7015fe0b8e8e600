// The identities of an account and the questions asked of it, as sums of its terms.
#pragma once

#include "balance/model.hpp"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::balance {

/// Base terms by name with their coefficients, in the order of the name.
using LinearForm = std::map<std::string, double, std::less<>>;

/// A question before it is answered.
struct Test {
    std::string id; ///< "deliveries", "new", "stocks", "own"
    std::string question;
    std::vector<std::string> plus;  ///< terms that the account holds
    std::vector<std::string> minus;
    std::vector<std::string> not_held; ///< standard terms that would belong here
    std::string remark;
    bool askable = true;
};

/// total = start + plus - minus, among standard terms.
struct Identity {
    std::string name; ///< "active stock"
    std::string_view end;
    std::string_view start;
    std::vector<std::string_view> plus;
    std::vector<std::string_view> minus;
};

/// Standard terms of a family; a term of another name must be used by a sum or a question.
std::span<const std::string_view> standard_terms(Family family);

std::vector<Identity> identities_of(Family family);

/// Adds sign times a term, a sum taken apart. The model reader has made sure that sums end.
void add_term(LinearForm& form, const Account& account, std::string_view term, double sign);

/// The three standard questions, never merged, and then the model's own.
std::vector<Test> tests_of(const Account& account);

/// "new + reactivated > lost"
std::string formula_of(const Test& test);

} // namespace tidewaiter::balance
