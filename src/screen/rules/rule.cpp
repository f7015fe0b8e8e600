#include "screen/rules/rule.hpp"

#include "base/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tidewaiter::screen {

namespace {

const std::string& record_id_of(const Shipment& shipment, std::uint64_t record) {
    const auto found = std::ranges::find(shipment.records, record);
    return found == shipment.records.end() ? shipment.record_ids.front()
                                           : shipment.record_ids[static_cast<std::size_t>(found - shipment.records.begin())];
}

} // namespace

const std::vector<goods::Control>& GoodsLookup::find(const goods::HsCode& code, std::string_view from, std::string_view to) {
    const std::string key = fmt::format("{} {} {}", code.digits(), from, to);
    const auto found = known_.find(key);
    if (found != known_.end()) {
        return found->second;
    }
    std::vector<goods::Control> all;
    const goods::Lane lane{.from = std::string(from), .to = std::string(to), .as_of = as_of_};
    for (const std::string& list : lists_) {
        if (auto controls = book_->find_controls(code, list, lane)) {
            std::ranges::move(*controls, std::back_inserter(all));
        }
    }
    return known_.emplace(key, std::move(all)).first->second;
}

Finding begin_finding(const RuleContext& context, const Rule& rule) {
    const Shipment& shipment = *context.read.shipment;
    Finding finding;
    finding.record = shipment.records.front();
    finding.record_id = shipment.record_ids.front();
    finding.rule = rule.id;
    finding.rule_version = rule.version;
    finding.kind = rule.kind;
    return finding;
}

void set_line(Finding& finding, const RuleContext& context, std::size_t line) {
    const Line& of = *context.read.lines[line].line;
    finding.record = of.record;
    finding.record_id = record_id_of(*context.read.shipment, of.record);
    finding.line_no = of.line_no;
    finding.hs = of.hs;
}

void set_party(Finding& finding, const RuleContext& context, const ReadParty& party) {
    finding.role = to_text(party.party->role);
    finding.name_given = party.facts->name; // where the field says SAME AS ..., what it points at
    const Party& place = party.party->country.empty() && party.party->flag.empty() ? *party.facts : *party.party;
    finding.country_given = place.country.empty() ? place.flag : place.country;
    const std::uint32_t line = party.party->line;
    if (line != Party::no_line && line < context.read.lines.size()) {
        set_line(finding, context, line);
        finding.hs.clear(); // the finding speaks of the party, not of the goods beside it
    }
}

void append_item(std::string& list, std::string_view item) {
    if (item.empty()) {
        return;
    }
    std::string_view rest = list;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find("; "), rest.size());
        if (rest.substr(0, end) == item) {
            return;
        }
        rest.remove_prefix(std::min(end + 2, rest.size()));
    }
    list += list.empty() ? "" : "; ";
    list += item;
}

} // namespace tidewaiter::screen
