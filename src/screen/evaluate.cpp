#include "screen/evaluate.hpp"

#include "base/failure.hpp"
#include "base/hash.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tidewaiter::screen {

namespace {

std::string finding_id(const Finding& finding) {
    const std::string key = fmt::format("{}\x1f{}\x1f{}\x1f{}\x1f{}\x1f{}\x1f{}\x1f{}\x1f{}\x1f{}", finding.record, finding.line_no, finding.rule,
                                        finding.role, finding.party, finding.list, finding.entity_id, finding.hs, finding.control_list,
                                        finding.rule == "INPUT" ? finding.evidence_against : finding.country_given);
    return base::to_hex(base::to_xxh3(key));
}

/// Codes of all lanes of the shipment: one from each place of dispatch to each destination, usually one.
std::vector<LineControl> find_controls(GoodsLookup& goods, const ReadShipment& read) {
    std::vector<LineControl> controls;
    const std::string_view from = read.dispatch.empty() ? std::string_view() : read.dispatch.front();
    const std::vector<std::string_view> unknown = {std::string_view()};
    const std::vector<std::string_view>& destinations = read.destination.empty() ? unknown : read.destination;
    for (std::size_t line = 0; line < read.lines.size(); ++line) {
        if (!read.lines[line].hs) {
            continue;
        }
        std::vector<const goods::Control*> rows;
        for (const std::string_view to : destinations) {
            for (const goods::Control& control : goods.find(*read.lines[line].hs, from, to)) {
                const bool said = std::ranges::any_of(rows, [&control](const goods::Control* known) {
                    return known->list == control.list && known->entry == control.entry && known->note == control.note;
                });
                if (!said) {
                    rows.push_back(&control);
                }
            }
        }
        if (destinations.size() > 1) {
            std::ranges::stable_sort(rows, {}, [](const goods::Control* row) { return std::string_view(row->list); });
        }
        for (const goods::Control* row : rows) {
            controls.push_back({line, row});
        }
    }
    return controls;
}

} // namespace

Evaluator::Evaluator(const ScreenInputs& inputs)
    : inputs_(inputs), decider_(inputs.policy), goods_lists_(inputs.policy.goods_lists), transshipment_(inputs.policy.transshipment) {
    // R04 looks at the Common High Priority List whether or not the policy wants findings of it.
    const bool has_chpl = std::ranges::any_of(goods_lists_, [](const std::string& list) { return list == "chpl" || list.starts_with("chpl@"); });
    if (!has_chpl) {
        goods_lists_.emplace_back("chpl");
    }
    // On the day of the run: a version whose codes are not held must stop it here, or its goods would pass unseen.
    for (const std::string& list : goods_lists_) {
        if (const auto known = inputs.goods.find_list(list, {.as_of = inputs.as_of}); !known) {
            throw base::Failure(base::FailureKind::bad_input, fmt::format("goods list '{}': {}", list, known.error().message), known.error().hint);
        }
    }
    if (transshipment_.empty()) {
        for (const goods::Place& place : goods::transshipment_places(inputs.as_of)) {
            transshipment_.push_back(place.country);
        }
    }
}

GoodsLookup Evaluator::goods_lookup() const { return GoodsLookup(inputs_.goods, goods_lists_, inputs_.as_of); }

void Evaluator::evaluate(GoodsLookup& goods, Evaluated& into) const {
    const std::vector<LineControl> controls = find_controls(goods, into.read);
    static const Beside nothing;
    std::vector<std::string> not_evaluated;
    const RuleContext context{.inputs = inputs_, .policy = inputs_.policy, .read = into.read, .hits = into.hits, .controls = controls, .transshipment = transshipment_,
                              .beside = inputs_.beside == nullptr ? nothing : *inputs_.beside, .goods = goods, .not_evaluated = not_evaluated};
    for (const RuleRow& row : rule_table()) {
        row.function(context, row.rule, into.findings);
    }
    for (Finding& finding : into.findings) {
        finding.finding_id = finding_id(finding);
    }
    const DecideInput asked{.read = into.read, .findings = into.findings, .transshipment = transshipment_, .alert_score = inputs_.policy.alert_score};
    const Decider::Verdict verdict = decider_.decide(asked);
    into.decision = verdict.decision;
    into.combination = verdict.combination;
    if (verdict.combination != nullptr && std::ranges::any_of(into.findings, [](const Finding& finding) { return finding.kind == FindingKind::match; })) {
        into.combinations = decider_.find_all(asked);
    }
    // Nobody was there to screen: unless its goods and way ask for review, nothing can be said of it.
    if (into.decision == Decision::no_finding && !into.read.screened) {
        into.decision = Decision::not_screened;
    }
    into.missing = into.read.missing;
    std::ranges::move(not_evaluated, std::back_inserter(into.missing));
    into.top = top_finding(into.findings, into.combination, inputs_.policy.alert_score);
}

bool took_part(const Combination& combination, const Finding& finding, double alert_score) {
    for (const auto* conditions : {&combination.all_of, &combination.any_of}) {
        for (const std::string& text : *conditions) {
            const auto condition = parse_condition(text);
            if (condition && is_fulfilled_by(*condition, finding, combination.at_least_score, alert_score)) {
                return true;
            }
        }
    }
    return false;
}

const Finding* top_finding(const std::vector<Finding>& findings, const Combination* combination, double alert_score) {
    const Finding* top = nullptr;
    bool top_led = false;
    for (const Finding& finding : findings) {
        if (finding.kind == FindingKind::information) {
            continue;
        }
        const bool led = combination != nullptr && took_part(*combination, finding, alert_score);
        if (top == nullptr || (led && !top_led) || (led == top_led && finding.strength > top->strength)) {
            top = &finding;
            top_led = led;
        }
    }
    return top;
}

} // namespace tidewaiter::screen
