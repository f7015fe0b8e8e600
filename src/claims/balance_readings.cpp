// "More than is needed" and "more than ever" from the bundled models. One answer of an account counts: the one that the words mean; stricter
// ones are nested in it and are shown.
#include "claims/readings.hpp"

#include "balance/balance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <thread>

namespace tidewaiter::claims {

namespace {

using balance::BalanceResult;

/// They change the time and never the answer.
unsigned threads() {
    constexpr unsigned most = 8;
    return std::clamp(std::thread::hardware_concurrency(), 1U, most);
}

/// A model asked once a run, whatever the number of claims.
const BalanceResult& result_of(std::string_view name, const CheckOptions& options) {
    static thread_local std::map<std::string, BalanceResult> asked;
    const std::string key = fmt::format("{} {} {}", name, options.draws, options.seed);
    auto found = asked.find(key);
    if (found == asked.end()) {
        found = asked.emplace(key, balance::run_balance(balance::load_model(std::string(name)), {.draws = options.draws, .seed = options.seed, .threads = threads()})).first;
    }
    return found->second;
}

/// The model and those whose figures it rests on, by the keys of their sources.
std::string sources_of(const balance::Model& model) {
    std::string text;
    for (const balance::Source& source : model.sources) {
        if (source.key != "methods") {
            text += (text.empty() ? "" : ", ") + source.key;
        }
    }
    return fmt::format("balance model {} over figures of {}", model.name, text);
}

/// Words about what is produced mean new and refurbished output; with "new", new output alone. Deliveries add imports, where there are any.
int rank_of(const balance::Answer& answer, const Claim& claim) {
    if (claim.attribute == "new") {
        return answer.test == "new" ? 0 : answer.test == "deliveries" ? 1 : 3;
    }
    if (answer.test == "deliveries") {
        return 0;
    }
    return answer.test == "new" ? 2 : 3;
}

std::string period_year(const std::string& period, bool last) {
    const std::string year = period.substr(0, 4);
    if (period.size() == 4) {
        return year + (last ? "-12" : "-01");
    }
    return last ? period.substr(period.size() >= 7 ? period.size() - 7 : 0) : period.substr(0, 7);
}

bool counts_own_output(const balance::Answer& answer) { return answer.question.find("refurbished") != std::string::npos && answer.question.find("use") != std::string::npos; }

void add_need(const Claim& claim, const BalanceResult& result, std::vector<Reading>& readings, const Population& population) {
    for (const balance::AccountResult& account_result : result.accounts) {
        const balance::Account& account = result.model.accounts[account_result.account];
        if (std::ranges::find(population.classes, account.kind.name) == population.classes.end() || account.period.size() != 4) {
            continue;
        }
        std::vector<const balance::Answer*> answers;
        for (const balance::Answer& answer : account_result.answers) {
            if (answer.askable && answer.test != "stocks") {
                answers.push_back(&answer);
            }
        }
        std::ranges::stable_sort(answers, {}, [&](const balance::Answer* answer) { return rank_of(*answer, claim); });
        std::string first;
        for (const balance::Answer* answer : answers) {
            Reading reading;
            reading.id = fmt::format("balance-{}-{}-{}", account.kind.name, account.period, readings.size() + 1);
            reading.origin = Origin::balance;
            reading.what = fmt::format("{}, {}: {}", account.kind.name, account.period, answer->question);
            reading.goods = claim.goods;
            reading.quantity = "production";
            reading.period = {period_year(account.period, false), period_year(account.period, true)};
            reading.source = sources_of(result.model);
            reading.probability = answer->probability;
            reading.fit = answer->probability >= 0.5 ? Fit::inside : Fit::outside;
            reading.computed = true;
            reading.command = fmt::format("tidewaiter balance {}", result.model.name);
            reading.note = fmt::format("{}; 5 to 95 % of the balance: {:.0f} to {:.0f} {}", answer->formula, answer->percentiles[0], answer->percentiles[2], account.unit);
            // Own output without imports is another question than deliveries; stricter ones of the same terms are nested.
            const bool own = counts_own_output(*answer) && claim.attribute != "new";
            if (first.empty()) {
                first = reading.id;
            } else if (!own) {
                reading.within = first;
            }
            readings.push_back(std::move(reading));
        }
    }
}

void add_ever(const Claim& claim, const BalanceResult& result, std::vector<Reading>& readings, const Population& population) {
    const bool about = std::ranges::any_of(result.model.accounts, [&](const balance::Account& account) { return std::ranges::find(population.classes, account.kind.name) != population.classes.end(); });
    if (!about) {
        return;
    }
    for (const balance::HistoryResult& history : result.history) {
        const balance::Series& series = result.model.series[history.series];
        Reading reading;
        reading.id = fmt::format("balance-ever-{}-{}", result.model.name, history.series + 1);
        reading.origin = Origin::balance;
        reading.goods = claim.goods;
        reading.quantity = "production";
        const int last = series.years.back().year;
        const int first = series.years.front().year;
        reading.period = {fmt::format("{}-01", first), fmt::format("{}-12", last)};
        reading.fit = history.likely_since ? Fit::inside : Fit::outside;
        reading.what = history.likely_since ? fmt::format("{}: {} is above every year held back to {}", series.name, last, *history.likely_since)
                                            : fmt::format("{}: {} is not above the year held before it", series.name, last);
        reading.note = fmt::format("no figure before {} is held: it says nothing about earlier years", first);
        reading.source = sources_of(result.model);
        reading.computed = true;
        reading.command = fmt::format("tidewaiter balance {}", result.model.name);
        readings.push_back(std::move(reading));
    }
}

} // namespace

void add_balance(const Claim& claim, const CheckOptions& options, std::vector<Reading>& readings, std::vector<std::string>& missing) {
    if (claim.measure != Measure::comparison || (claim.versus != "need" && claim.versus != "ever")) {
        return;
    }
    const Population* population = find_population(claim.goods);
    if (population == nullptr || population->classes.empty() || (!claim.subject.empty() && claim.subject != "RU")) {
        missing.push_back("a model of output, use and stock of " + std::string(claim.goods.empty() ? "these goods" : goods_label(claim.goods)));
        return;
    }
    const std::size_t before = readings.size();
    std::vector<std::string> held;
    for (const std::string_view name : balance::bundled_models()) {
        const BalanceResult& result = result_of(name, options);
        claim.versus == "need" ? add_need(claim, result, readings, *population) : add_ever(claim, result, readings, *population);
        for (const balance::Account& account : result.model.accounts) {
            held.push_back(account.kind.name);
        }
    }
    if (readings.size() == before) {
        missing.push_back("a model of output, use and stock of " + population->label);
    } else {
        std::string without;
        for (const std::string& kind : population->classes) {
            if (std::ranges::find(held, kind) == held.end() && kind.find("mm") == std::string::npos) {
                without += (without.empty() ? "" : ", ") + kind;
            }
        }
        std::ranges::replace(without, '_', ' ');
        if (!without.empty()) {
            missing.push_back("figures of output and use of " + without);
        }
    }
    if (claim.versus == "ever") {
        missing.push_back("a series of output that goes back to the first year that the words mean");
    }
}

} // namespace tidewaiter::claims
