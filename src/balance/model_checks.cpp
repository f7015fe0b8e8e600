#include "balance/model_checks.hpp"

#include "balance/formulas.hpp"
#include "balance/rank_correlation.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

namespace tidewaiter::balance {

namespace {

void check_terms(const TomlFields& fields, const Account& account) {
    std::set<std::string_view> used;
    for (const Term& term : account.terms) {
        for (const SignedTerm& part : term.sum) {
            used.insert(part.name);
            if (account.find(part.name) == nullptr) {
                fields.fail(term.line, fmt::format("account.{}.sum", term.name), fmt::format("unknown term '{}': the account holds no such term", part.name));
            }
        }
    }
    for (const Question& question : account.questions) {
        used.insert(question.plus.begin(), question.plus.end());
        used.insert(question.minus.begin(), question.minus.end());
    }
    for (const Observation& observed : account.observations) {
        used.insert(observed.term);
    }
    const auto standard = standard_terms(account.kind.family);
    for (const Term& term : account.terms) {
        if (std::ranges::find(standard, term.name) == standard.end() && !used.contains(term.name)) {
            fields.fail(term.line, fmt::format("account.{}", term.name),
                         fmt::format("is no standard term of {}, and no sum or question uses it", account.kind.name),
                         fmt::format("Standard terms: {}.", fmt::join(standard, ", ")));
        }
    }
}

/// How many base terms a term is made of, counted with repetition.
double parts_of(const TomlFields& fields, const Account& account, const Term& term, std::vector<std::string>& way,
                std::map<std::string, double>& known) {
    if (term.sum.empty()) {
        return 1;
    }
    if (const auto found = known.find(term.name); found != known.end()) {
        return found->second;
    }
    if (const auto met = std::ranges::find(way, term.name); met != way.end()) {
        std::vector<std::string> circle(met, way.end());
        circle.push_back(term.name);
        fields.fail(account.find(circle.front())->line, fmt::format("account.{}.sum", circle.front()),
                     fmt::format("circular identity, {}", fmt::join(circle, " > ")), "A sum may not lead back to itself: give one of its terms a range.");
    }
    way.push_back(term.name);
    double parts = 0;
    for (const SignedTerm& part : term.sum) {
        parts += parts_of(fields, account, *account.find(part.name), way, known);
    }
    way.pop_back();
    known[term.name] = parts;
    return parts;
}

void check_sums(const TomlFields& fields, const Account& account) {
    std::map<std::string, double> known;
    for (const Term& term : account.terms) {
        std::vector<std::string> way;
        if (parts_of(fields, account, term, way, known) > 10'000) {
            fields.fail(term.line, fmt::format("account.{}.sum", term.name), "takes the same terms thousands of times over");
        }
    }
}

void check_correlations(const TomlFields& fields, const Account& account) {
    std::vector<std::string> names;
    for (const RankCorrelation& pair : account.correlations) {
        for (const std::string& name : {pair.first, pair.second}) {
            if (std::ranges::find(names, name) == names.end()) {
                names.push_back(name);
            }
        }
    }
    if (names.empty()) {
        return;
    }
    const std::uint64_t line = account.correlations.back().line;
    if (names.size() > model_limits.correlated) {
        fields.fail(line, "account.correlation", fmt::format("names more than {} terms", model_limits.correlated));
    }
    const std::size_t size = names.size();
    RankMatrix ranks(size * size);
    for (std::size_t i = 0; i < size; ++i) {
        ranks[i * size + i] = 1;
    }
    for (const RankCorrelation& pair : account.correlations) {
        const auto first = static_cast<std::size_t>(std::ranges::find(names, pair.first) - names.begin());
        const auto second = static_cast<std::size_t>(std::ranges::find(names, pair.second) - names.begin());
        if (ranks[first * size + second] != 0) {
            fields.fail(pair.line, "account.correlation.terms", fmt::format("{} and {} are related twice", pair.first, pair.second));
        }
        ranks[first * size + second] = ranks[second * size + first] = pair.rank;
    }
    if (!is_possible(ranks, size)) {
        fields.fail(line, "account.correlation", "the rank correlations contradict each other: no quantities can be related so",
                     "If a goes with b and b with c, then a and c cannot go against each other.");
    }
}

} // namespace

void check_account(const TomlFields& fields, const Account& account) {
    check_terms(fields, account);
    check_sums(fields, account);
    check_correlations(fields, account);
}

void check_order(const TomlFields& fields, const Model& model) {
    const auto before = [&model](const Account& account) -> const Account* {
        for (const Account& other : model.accounts) {
            if (other.kind.name == account.kind.name && other.period == account.after) {
                return &other;
            }
        }
        return nullptr;
    };
    for (const Account& account : model.accounts) {
        const Account* at = &account;
        std::string way = account.period;
        for (std::size_t steps = 0; !at->after.empty(); ++steps) {
            const Account* next = before(*at);
            if (next == nullptr) {
                fields.fail(at->line, "account.after", fmt::format("no account of {} has the period '{}'", at->kind.name, at->after));
            }
            at = next;
            way += " after " + at->period;
            if (at == &account || steps > model.accounts.size()) {
                fields.fail(account.line, "account.after", fmt::format("circular identity, {}", way));
            }
        }
    }
}

} // namespace tidewaiter::balance
