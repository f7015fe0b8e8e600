// GOODS: a line whose HS code is on a control list or in a basket that the policy names. A code is a lead: what it
// controls depends on performance, so the sentence says "may fall under", never "is controlled" (methods 1.4).
#include "screen/rules/rule.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tidewaiter::screen {

namespace {

std::string list_words(std::string_view list) {
    if (list == "chpl") {
        return "the Common High Priority List";
    }
    if (list == "eu") {
        return "the EU's export bans to Russia as of January 2023 (not the law today)";
    }
    if (list == "us") {
        return "the US Commerce Control List";
    }
    return fmt::format("the basket {}", list);
}

} // namespace

void find_controlled_goods(const RuleContext& context, const Rule& rule, std::vector<Finding>& into) {
    const auto& wanted = context.policy.goods_lists;
    std::size_t i = 0;
    while (i < context.controls.size()) {
        // One finding for a line and a list; its rows are joined.
        const std::size_t line = context.controls[i].line;
        const goods::Control& first = *context.controls[i].control;
        std::size_t end = i;
        while (end < context.controls.size() && context.controls[end].line == line && context.controls[end].control->list == first.list) {
            ++end;
        }
        // "chpl@45" answers as chpl.
        const bool asked = std::ranges::any_of(wanted, [&first](const std::string& list) { return list.substr(0, list.find('@')) == first.list || list == first.list; });
        // A ban on exports to one country says nothing of goods whose destination nobody knows: that the destination is
        // missing is said with the record, or once for a file that has no column for it.
        if (asked && !first.for_one_destination) {
            Finding finding = begin_finding(context, rule);
            set_line(finding, context, line);
            finding.control_list = first.list;
            finding.list_version = first.version;
            finding.tier = first.tier;
            finding.coverage = goods::to_text(first.coverage);
            finding.source_url = first.source;
            finding.strength = first.tier.starts_with('1') || first.tier.starts_with('2') ? 3 : 2;
            std::string entries;
            for (std::size_t row = i; row < end; ++row) {
                const goods::Control& control = *context.controls[row].control;
                append_item(entries, control.entry);
                append_item(finding.evidence_for, fmt::format("{}{}{}{}", control.entry, control.relation.empty() ? "" : fmt::format(" ({})", control.relation),
                                                              control.note.empty() ? "" : ": ", control.note));
            }
            finding.sentence = fmt::format("Line {}: {} may fall under {}: {}{}.", finding.line_no.empty() ? "1" : finding.line_no, finding.hs,
                                           list_words(first.list), entries, first.tier.empty() ? "" : fmt::format(", tier {}", first.tier));
            into.push_back(std::move(finding));
        }
        i = end;
    }
}

} // namespace tidewaiter::screen
