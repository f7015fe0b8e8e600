#include "screen/run_summary.hpp"

#include <algorithm>
#include <set>

namespace tidewaiter::screen {

namespace {

constexpr std::size_t most_reasons = 100; ///< of records that could not be read; the rest is "other reasons"

using Pairs = std::vector<std::pair<std::string, std::uint64_t>>;

Pairs most_first(const std::map<std::string, std::uint64_t>& counts) {
    Pairs sorted(counts.begin(), counts.end());
    std::ranges::stable_sort(sorted, [](const auto& a, const auto& b) { return a.second > b.second; });
    return sorted;
}

/// "hs (line 3)" is "hs".
std::string without_line(const std::string& missing) { return missing.substr(0, missing.find(" (line")); }

/// Inputs without which a rule cannot look, and those by which R07 would see more.
std::vector<MissingInput> never_present(const InputSet& present) {
    std::vector<MissingInput> missing;
    for (std::size_t i = 0; i < input_count; ++i) {
        const auto input = static_cast<Input>(i);
        if (present.has(input)) {
            continue;
        }
        MissingInput made{std::string(to_text(input)), {}};
        const auto has = [input](std::span<const Input> inputs) { return std::ranges::find(inputs, input) != inputs.end(); };
        const auto is_present = [&present](Input each) { return present.has(each); };
        for (const Rule& rule : all_rules()) {
            const bool none_of = has(rule.one_of) && std::ranges::none_of(rule.one_of, is_present);
            if (has(rule.inputs) || has(rule.helps) || none_of) {
                made.rules.emplace_back(rule.id);
            }
        }
        if (!made.rules.empty()) {
            missing.push_back(std::move(made));
        }
    }
    return missing;
}

} // namespace

void SummaryBook::add(const Evaluated& evaluated) {
    const Shipment& shipment = *evaluated.read.shipment;
    const std::uint64_t records = shipment.records.size();
    ++summary_.shipments;
    summary_.decisions[static_cast<std::size_t>(evaluated.decision)] += records;
    if (!shipment.reject_reason.empty()) {
        const bool room = not_screened_.size() < most_reasons || not_screened_.contains(shipment.reject_reason);
        not_screened_[room ? shipment.reject_reason : "other reasons"] += records;
        return;
    }
    if (evaluated.decision == Decision::not_screened) {
        not_screened_["no name of any party"] += records;
    }
    if (evaluated.combination != nullptr) {
        combinations_[evaluated.combination->name] += records;
    }
    std::set<std::string> rules;
    std::set<std::uint64_t> chpl_records;
    for (const Finding& finding : evaluated.findings) {
        const bool informs = finding.kind == FindingKind::information && finding.rule != "INPUT";
        rules.insert(informs ? finding.rule + " information" : finding.rule);
        if (finding.control_list == "chpl" && finding.kind == FindingKind::control) {
            chpl_records.insert(finding.record);
        }
    }
    for (const std::string& rule : rules) {
        rules_[rule] += records;
    }
    if (!chpl_records.empty()) {
        const auto& destinations = evaluated.read.destination;
        destinations_[destinations.empty() ? std::string("unknown") : std::string(destinations.front())] += chpl_records.size();
    }
    if (evaluated.read.dispatch.size() == 1) { // rows that differ do not say which line left from where
        const std::string_view dispatch = evaluated.read.dispatch.front();
        for (const ReadLine& line : evaluated.read.lines) {
            if (line.origin.empty()) {
                continue;
            }
            ++summary_.lines_with_both;
            if (line.origin != dispatch) {
                ++summary_.lines_made_elsewhere;
                ++made_elsewhere_[std::string(line.origin) + " > " + std::string(dispatch)];
            }
        }
    }
    for (const ReadParty& party : evaluated.read.parties) {
        summary_.parties_named += party.state == NameState::named ? 1U : 0U;
        screened_parties_ += party.can_be_screened() ? 1U : 0U;
    }
    std::set<std::string> empty;
    for (const std::string& missing : evaluated.missing) {
        // Both are counted elsewhere: the one under `unreadable`, the other under `not_screened_because`.
        if (!missing.ends_with(":unreadable") && missing != "name of any party") {
            empty.insert(without_line(missing));
        }
    }
    for (const std::string& input : empty) {
        empty_[input] += records;
    }
    for (const Unreadable& each : evaluated.read.unreadable) {
        ++unreadable_[each.input];
    }
}

RunSummary SummaryBook::take(const ScreenInputs& inputs, const FileFacts& facts) {
    RunSummary made = std::move(summary_);
    made.command = inputs.command;
    made.tool_version = inputs.tool_version;
    made.policy_name = inputs.policy.name;
    made.policy_hash = inputs.policy.hash;
    made.lists_hash = inputs.index.content_hash();
    made.goods_hash = inputs.goods.content_hash();
    made.as_of = inputs.as_of;
    made.records = facts.records;
    made.findings_by_rule = Pairs(rules_.begin(), rules_.end());
    made.review_by_combination = most_first(combinations_);
    made.destinations_chpl = most_first(destinations_);
    made.made_elsewhere = most_first(made_elsewhere_);
    made.not_screened_because = most_first(not_screened_);
    made.left_empty = most_first(empty_);
    made.unreadable = most_first(unreadable_);
    InputSet present = facts.present;
    if (inputs.beside != nullptr) {
        present.add(inputs.beside->present());
    }
    made.never_present = never_present(present);
    made.columns_not_used = facts.not_used;
    made.mapping = facts.mapping;
    made.day_order = facts.day_order;
    made.input_remarks = facts.remarks;
    made.lists = inputs.index.lists();
    for (const std::string& list : inputs.policy.goods_lists) {
        // The version that this run looked at: that of its day, where the name does not say one.
        if (auto known = inputs.goods.find_list(list, {.as_of = inputs.as_of})) {
            made.goods_lists.push_back(std::move(*known));
        }
    }
    made.no_name_screened = screened_parties_ == 0 && facts.records > 0;
    return made;
}

} // namespace tidewaiter::screen
