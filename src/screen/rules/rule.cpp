#include "screen/rules/rule.hpp"

#include "base/utf8.hpp"
#include "entity/date.hpp"
#include "screen/history.hpp"

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

const std::vector<goods::Proposal>& GoodsLookup::propose(const std::string& description) {
    constexpr std::size_t most = 20;
    constexpr std::size_t most_kept = 100'000; // descriptions that differ in every row must not fill the memory
    const auto found = proposed_.find(description);
    if (found != proposed_.end()) {
        return found->second;
    }
    if (proposed_.size() >= most_kept) {
        proposed_.clear();
    }
    return proposed_.emplace(description, book_->propose(description, most)).first->second;
}

std::string GoodsLookup::tier_of(std::string_view hs) {
    const auto code = goods::HsCode::parse(hs);
    if (!code) {
        return {};
    }
    for (const goods::Control& control : find(*code, {}, {})) {
        if (control.list == "chpl") {
            return control.tier;
        }
    }
    return {};
}

void say_not_evaluated(const RuleContext& context, const Rule& rule, std::string_view input) {
    // What the file has no column for is said once for the file.
    for (std::size_t i = 0; i < input_count; ++i) {
        if (to_text(static_cast<Input>(i)) == input && !context.read.shipment->present.has(static_cast<Input>(i))) {
            return;
        }
    }
    std::string said = fmt::format("{} not evaluated: {} missing", rule.id, input);
    if (std::ranges::find(context.not_evaluated, said) == context.not_evaluated.end()) {
        context.not_evaluated.push_back(std::move(said));
    }
}

std::vector<LineControl> chpl_lines(const RuleContext& context) {
    std::vector<LineControl> lines;
    for (const LineControl& each : context.controls) {
        if (each.control->list == "chpl" && (lines.empty() || lines.back().line != each.line)) {
            lines.push_back(each);
        }
    }
    return lines;
}

bool is_chpl(const RuleContext& context, std::size_t line) {
    return std::ranges::any_of(context.controls, [line](const LineControl& each) { return each.line == line && each.control->list == "chpl"; });
}

std::string codes_of(const RuleContext& context, const std::vector<LineControl>& lines) {
    std::string codes;
    for (const LineControl& each : lines) {
        append_item(codes, context.read.lines[each.line].line->hs);
    }
    return codes;
}

std::vector<const ReadParty*> find_parties(const RuleContext& context, bool (*wanted)(Role)) {
    std::vector<const ReadParty*> found;
    for (const ReadParty& party : context.read.parties) {
        if (party.main && party.state == NameState::named && wanted(party.party->role)) {
            found.push_back(&party);
        }
    }
    return found;
}

Finding begin_party_finding(const RuleContext& context, const Rule& rule, const ReadParty& party) {
    Finding finding = begin_finding(context, rule);
    set_party(finding, context, party);
    finding.party = static_cast<std::uint32_t>(&party - context.read.parties.data());
    return finding;
}

std::optional<int> day_of(const RuleContext& context) { return serial_of(context.read.shipment->date); }

std::string day_text(int day) { return entity::to_iso(entity::from_serial(day)); }

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
