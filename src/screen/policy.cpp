// The policy file, in TOML. An unknown key is an error: a misspelt threshold that is silently passed over would let
// through what its author meant to stop.
#include "screen/policy.hpp"

#include "base/embedded.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "entity/country.hpp"
#include "entity/date.hpp"
#include "entity/entity.hpp"
#include "screen/conditions.hpp"
#include "screen/rules/rule.hpp"
#include "screen/shipment_builder.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <set>

TIDEWAITER_EMBEDDED(policy_toml);

namespace tidewaiter::screen {

namespace {

using base::Failure;
using base::FailureKind;

constexpr std::uint64_t policy_bytes = 1'000'000;
constexpr std::size_t most_combinations = 1'000;

class PolicyReader {
public:
    explicit PolicyReader(const std::string& name) : name_(name) {}

    Policy read(const toml::table& file);

private:
    [[noreturn]] void fail(const toml::node& node, const std::string& what, const std::string& hint = {}) const {
        throw Failure(FailureKind::bad_input, fmt::format("{}: line {}: {}", name_, node.source().begin.line, what), hint);
    }

    std::string text(const toml::node& node, std::string_view key) const;
    std::vector<std::string> texts(const toml::node& node, std::string_view key) const;
    double score(const toml::node& node, std::string_view key) const;
    void read_scores(const toml::node& node, Policy& policy) const;
    void read_limits(const toml::node& node, Policy& policy) const;
    void read_weights(const toml::node& node, Policy& policy) const;
    void read_rules(const toml::node& node, Policy& policy) const;
    void read_parameters(std::string_view rule, const toml::node& node, Policy& policy) const;
    void read_rates(const toml::node& node, Policy& policy) const;
    void read_combinations(const toml::node& node, Policy& policy) const;
    Combination read_combination(const toml::table& table) const;

    const std::string& name_;
};

std::string PolicyReader::text(const toml::node& node, std::string_view key) const {
    const auto value = node.value_exact<std::string>();
    if (!value) {
        fail(node, fmt::format("'{}' wants text in quotes", key));
    }
    return *value;
}

std::vector<std::string> PolicyReader::texts(const toml::node& node, std::string_view key) const {
    const toml::array* array = node.as_array();
    if (array == nullptr) {
        fail(node, fmt::format("'{}' wants a list of texts", key), "Write for example [\"us\", \"eu\"].");
    }
    std::vector<std::string> values;
    for (const toml::node& each : *array) {
        values.push_back(text(each, key));
    }
    return values;
}

double PolicyReader::score(const toml::node& node, std::string_view key) const {
    const auto value = node.value<double>();
    if (!value || !(*value >= 0 && *value <= 1)) {
        fail(node, fmt::format("'{}' wants a number from 0 to 1", key));
    }
    return *value;
}

void PolicyReader::read_scores(const toml::node& node, Policy& policy) const {
    const toml::table* table = node.as_table();
    if (table == nullptr) {
        fail(node, "'scores' wants a table, written [scores]");
    }
    for (const auto& [key, value] : *table) {
        if (key == "candidate") {
            policy.candidate_score = score(value, "candidate");
        } else if (key == "alert") {
            policy.alert_score = score(value, "alert");
        } else {
            fail(value, fmt::format("unknown key '{}'", key.str()), "Known in [scores] are candidate and alert.");
        }
    }
}

void PolicyReader::read_limits(const toml::node& node, Policy& policy) const {
    const toml::table* table = node.as_table();
    if (table == nullptr) {
        fail(node, "'limits' wants a table, written [limits]");
    }
    for (const auto& [key, value] : *table) {
        const auto number = value.value_exact<std::int64_t>();
        if (key != "matches_per_party") {
            fail(value, fmt::format("unknown key '{}'", key.str()), "Known in [limits] is matches_per_party.");
        }
        if (!number || *number < 1 || *number > 100) {
            fail(value, "'matches_per_party' wants a whole number from 1 to 100");
        }
        policy.matches_per_party = static_cast<std::size_t>(*number);
    }
}

void PolicyReader::read_weights(const toml::node& node, Policy& policy) const {
    const toml::table* table = node.as_table();
    if (table == nullptr) {
        fail(node, "'match' wants tables, written [match.birth_date]");
    }
    match::Weights weights = match::default_weights();
    for (const auto& [feature, numbers] : *table) {
        const toml::table* row = numbers.as_table();
        if (row == nullptr) {
            fail(numbers, fmt::format("'{}' wants a table, written [match.{}]", feature.str(), feature.str()));
        }
        for (const auto& [key, value] : *row) {
            const auto number = value.value<double>();
            if (!number) {
                fail(value, fmt::format("'{}' wants a number from 0 to 1", key.str()));
            }
            if (const auto set = match::set_weight(weights, feature.str(), key.str(), *number); !set) {
                fail(value, set.error().message, set.error().hint);
            }
        }
    }
    policy.weights = std::make_shared<const match::Weights>(std::move(weights));
}

void PolicyReader::read_parameters(std::string_view rule, const toml::node& node, Policy& policy) const {
    const toml::table* table = node.as_table();
    const auto of_rule = [rule](const ParameterRow& row) { return row.rule == rule; };
    if (table == nullptr || std::ranges::none_of(all_parameters(), of_rule)) {
        fail(node, fmt::format("unknown key '{}'", rule), "Known in [rules] are d0, coalition, high_risk_addresses, watched_ports and tables such as [rules.R03].");
    }
    for (const auto& [key, value] : *table) {
        const auto parameter = find_parameter(rule, key.str());
        if (!parameter) {
            std::string known;
            for (const ParameterRow& row : all_parameters()) {
                known += of_rule(row) ? fmt::format("{}{}", known.empty() ? "" : ", ", row.name) : "";
            }
            fail(value, fmt::format("[rules.{}] has no '{}'", rule, key.str()), fmt::format("It has {}.", known));
        }
        const auto number = value.value<double>();
        if (!number) {
            fail(value, fmt::format("'{}' wants a number", key.str()));
        }
        if (const auto set = policy.parameters.set(*parameter, *number); !set) {
            fail(value, set.error().message, set.error().hint);
        }
    }
}

void PolicyReader::read_rules(const toml::node& node, Policy& policy) const {
    const toml::table* table = node.as_table();
    if (table == nullptr) {
        fail(node, "'rules' wants a table, written [rules]");
    }
    for (const auto& [key, value] : *table) {
        if (key == "d0") {
            const auto date = entity::parse_date(text(value, "d0"));
            if (!date || date->from != date->to) {
                fail(value, "'d0' wants a day in quotes", "Write for example \"2022-02-24\".");
            }
            policy.d0 = entity::to_serial(date->from);
        } else if (key == "coalition") {
            policy.coalition = texts(value, "coalition");
        } else if (key == "high_risk_addresses") {
            policy.high_risk_addresses = texts(value, "high_risk_addresses");
        } else if (key == "watched_ports") {
            policy.watched_ports = texts(value, "watched_ports");
        } else {
            read_parameters(key.str(), value, policy);
        }
    }
}

void PolicyReader::read_rates(const toml::node& node, Policy& policy) const {
    const toml::table* table = node.as_table();
    if (table == nullptr) {
        fail(node, "'usd_per' wants a table, written [usd_per]");
    }
    for (const auto& [key, value] : *table) {
        const auto rate = value.value<double>();
        const std::string currency = to_currency(key.str());
        if (currency.empty() || currency != key.str()) {
            fail(value, fmt::format("'{}' is no currency", key.str()), "Write the ISO 4217 code, for example EUR = 1.08.");
        }
        if (!rate || !(*rate > 0 && *rate < 1e9)) {
            fail(value, fmt::format("'{}' wants the USD for one unit, a number above 0", key.str()));
        }
        policy.usd_per[currency] = *rate;
    }
}

Combination PolicyReader::read_combination(const toml::table& table) const {
    Combination made;
    bool decided = false;
    for (const auto& [key, value] : table) {
        if (key == "name") {
            made.name = text(value, "name");
        } else if (key == "because") {
            made.because = text(value, "because");
        } else if (key == "all_of") {
            made.all_of = texts(value, "all_of");
        } else if (key == "any_of") {
            made.any_of = texts(value, "any_of");
        } else if (key == "at_least_score") {
            made.at_least_score = score(value, "at_least_score");
        } else if (key == "decision") {
            const std::string word = text(value, "decision");
            if (word != "review" && word != "hold") {
                fail(value, fmt::format("decision is '{}'", word), "A combination decides review or hold.");
            }
            made.decision = word == "hold" ? Decision::hold : Decision::review;
            decided = true;
        } else {
            fail(value, fmt::format("unknown key '{}'", key.str()),
                 "Known in [[combination]] are name, decision, all_of, any_of, at_least_score, because.");
        }
    }
    if (made.name.empty() || !decided || made.all_of.empty()) {
        fail(table, "a combination wants a name, a decision and all_of");
    }
    for (const auto* conditions : {&made.all_of, &made.any_of}) {
        for (const std::string& condition : *conditions) {
            if (const auto parsed = parse_condition(condition); !parsed) {
                fail(table, fmt::format("combination '{}': {}", made.name, parsed.error().message), parsed.error().hint);
            }
        }
    }
    return made;
}

void PolicyReader::read_combinations(const toml::node& node, Policy& policy) const {
    const toml::array* array = node.as_array();
    if (array == nullptr || array->size() > most_combinations) {
        fail(node, "'combination' wants tables, written [[combination]], at most 1000");
    }
    for (const toml::node& each : *array) {
        const toml::table* table = each.as_table();
        if (table == nullptr) {
            fail(each, "'combination' wants tables, written [[combination]]");
        }
        policy.combinations.push_back(read_combination(*table));
    }
}

Policy PolicyReader::read(const toml::table& file) {
    Policy policy;
    policy.candidate_score = 0.70;
    for (const auto& [key, value] : file) {
        if (key == "name") {
            policy.name = text(value, "name");
        } else if (key == "version") {
            policy.version = text(value, "version");
        } else if (key == "lists") {
            policy.lists = texts(value, "lists");
        } else if (key == "binding_jurisdictions") {
            policy.binding_jurisdictions = texts(value, "binding_jurisdictions");
        } else if (key == "information_measures") {
            policy.information_measures = texts(value, "information_measures");
        } else if (key == "goods_lists") {
            policy.goods_lists = texts(value, "goods_lists");
        } else if (key == "transshipment") {
            policy.transshipment = texts(value, "transshipment");
        } else if (key == "scores") {
            read_scores(value, policy);
        } else if (key == "limits") {
            read_limits(value, policy);
        } else if (key == "match") {
            read_weights(value, policy);
        } else if (key == "rules") {
            read_rules(value, policy);
        } else if (key == "usd_per") {
            read_rates(value, policy);
        } else if (key == "combination") {
            read_combinations(value, policy);
        } else {
            fail(value, fmt::format("unknown key '{}'", key.str()),
                 "Known are name, version, lists, binding_jurisdictions, information_measures, goods_lists, transshipment, [scores], "
                 "[limits], [match.FEATURE], [rules], [usd_per] and [[combination]].");
        }
    }
    std::ranges::stable_partition(policy.combinations, [](const Combination& each) { return each.decision == Decision::hold; });
    return policy;
}

// --- what a readable policy can still get wrong -------------------------------------------------------------------

class Checker {
public:
    explicit Checker(const Policy& policy) : policy_(policy) {}

    std::vector<std::string> check();

private:
    void say(std::string problem) { problems_.push_back(std::move(problem)); }
    void check_words();
    void check_combination(const Combination& combination);
    bool decides_alone(const Combination& combination) const;

    const Policy& policy_;
    std::vector<std::string> problems_;
};

/// One indicator alone: the conditions that are not context, and goods which the indicator looks at itself, leave one
/// red flag. R04 and others are true only of goods of the Common High Priority List, so "goods:chpl" beside them adds nothing.
bool Checker::decides_alone(const Combination& combination) const {
    const auto alone = [](std::span<const std::string> conditions) {
        std::set<std::string> indicators;
        bool other = false;
        bool only_context = true;
        for (const std::string& text : conditions) {
            const auto parsed = parse_condition(text);
            if (!parsed || is_context(*parsed)) {
                continue;
            }
            only_context = false;
            if (is_indicator(*parsed)) {
                indicators.insert(parsed->word);
            } else if (parsed->kind != Condition::Kind::goods) {
                other = true;
            } else {
                indicators.insert("goods");
            }
        }
        if (other) {
            return false;
        }
        if (only_context) {
            return true;
        }
        static const std::set<std::string> of_chpl_goods = {"R01", "R02", "R03", "R04", "R14", "R20"};
        if (std::ranges::any_of(indicators, [](const std::string& word) { return of_chpl_goods.contains(word); })) {
            indicators.erase("goods");
        }
        // Goods alone, or goods with a place, is a control and no indicator.
        return indicators.size() == 1 && !indicators.contains("goods");
    };
    if (combination.any_of.empty()) {
        return alone(combination.all_of);
    }
    return std::ranges::any_of(combination.any_of, [&](const std::string& one) {
        std::vector<std::string> conditions = combination.all_of;
        conditions.push_back(one);
        return alone(conditions);
    });
}

bool is_asked(const std::vector<std::string>& lists, const Condition& condition) {
    return std::ranges::any_of(lists, [&condition](const std::string& list) {
        return list == condition.word || list.substr(0, list.find('@')) == condition.word;
    });
}

void Checker::check_combination(const Combination& combination) {
    if (decides_alone(combination)) {
        say(fmt::format("combination '{}': one indicator alone would send to {}; add a second finding", combination.name,
                        to_text(combination.decision)));
    }
    if (combination.at_least_score > 0 && combination.at_least_score < policy_.alert_score) {
        say(fmt::format("combination '{}': at_least_score {} is below the alert score {}, which counts anyway", combination.name,
                        combination.at_least_score, policy_.alert_score));
    }
    for (const auto* conditions : {&combination.all_of, &combination.any_of}) {
        for (const std::string& text : *conditions) {
            const auto parsed = parse_condition(text);
            if (!parsed) {
                say(fmt::format("combination '{}': {}", combination.name, parsed.error().message));
            } else if (parsed->kind == Condition::Kind::goods) {
                if (!is_asked(policy_.goods_lists, *parsed)) {
                    say(fmt::format("combination '{}': goods list '{}' is not among goods_lists, so '{}' can never hold", combination.name,
                                    parsed->word, text));
                }
            }
        }
    }
}

void Checker::check_words() {
    for (const std::string& code : policy_.binding_jurisdictions) {
        const auto known = entity::find_country(code);
        if (code != "own" && code != "eu" && code != "un" && (!known || *known != code)) {
            say(fmt::format("binding_jurisdictions: '{}' is no lower-case code of a jurisdiction", code));
        }
    }
    for (const std::string& measure : policy_.information_measures) {
        if (!entity::find_measure(measure)) {
            say(fmt::format("information_measures: '{}' is no measure", measure));
        }
    }
    for (const auto& [key, codes] : {std::pair{"transshipment", &policy_.transshipment}, {"coalition", &policy_.coalition}, {"watched_ports", &policy_.watched_ports}}) {
        for (const std::string& code : *codes) {
            const auto known = entity::find_country(code);
            if (!known || *known != code) {
                say(fmt::format("{}: '{}' is no lower-case country code", key, code));
            }
        }
    }
    if (policy_.binding_jurisdictions.empty()) {
        say("binding_jurisdictions is empty: no listing could ever send to review");
    }
}

std::vector<std::string> Checker::check() {
    if (policy_.name.empty()) {
        say("the policy has no name");
    }
    if (policy_.candidate_score < 0.5) {
        say(fmt::format("scores: candidate {} is too low: below 0.5 every common word meets a listed name", policy_.candidate_score));
    }
    if (policy_.alert_score < policy_.candidate_score) {
        say(fmt::format("scores: alert {} is below candidate {}", policy_.alert_score, policy_.candidate_score));
    }
    check_words();
    std::set<std::string> names;
    for (const Combination& combination : policy_.combinations) {
        if (!names.insert(combination.name).second) {
            say(fmt::format("two combinations are named '{}'", combination.name));
        }
        check_combination(combination);
    }
    if (policy_.combinations.empty()) {
        say("there is no combination: no record could ever be sent to review");
    }
    return std::move(problems_);
}

} // namespace

Policy parse_policy(const std::string& name, std::string_view bytes) {
    try {
        const toml::table file = toml::parse(bytes, name);
        Policy policy = PolicyReader(name).read(file);
        policy.hash = base::to_hex(base::to_xxh3(bytes));
        return policy;
    } catch (const toml::parse_error& problem) {
        throw Failure(FailureKind::bad_input,
                      fmt::format("{}: line {}: {}", name, problem.source().begin.line, problem.description()),
                      "'tidewaiter policy show' prints the built-in policy, with every key explained.");
    }
}

Policy load_policy(const std::string& path) { return parse_policy(path, base::load_file(path, policy_bytes)); }

std::string_view default_policy_text() { return embedded_policy_toml(); }

Policy default_policy() { return parse_policy("data/policy.toml", default_policy_text()); }

Policy with_goods_lists(Policy policy, std::vector<std::string> lists) {
    policy.goods_lists = std::move(lists);
    policy.hash = base::to_hex(base::to_xxh3(fmt::format("{} goods_lists {}", policy.hash, fmt::join(policy.goods_lists, ","))));
    const auto cannot_hold = [&policy](const std::string& text) {
        const auto condition = parse_condition(text);
        return condition && condition->kind == Condition::Kind::goods && !is_asked(policy.goods_lists, *condition);
    };
    std::erase_if(policy.combinations, [&cannot_hold](Combination& combination) {
        const bool had_any = !combination.any_of.empty();
        std::erase_if(combination.any_of, cannot_hold);
        return (had_any && combination.any_of.empty()) || std::ranges::any_of(combination.all_of, cannot_hold);
    });
    return policy;
}

std::vector<std::string> check_policy(const Policy& policy) { return Checker(policy).check(); }

} // namespace tidewaiter::screen
