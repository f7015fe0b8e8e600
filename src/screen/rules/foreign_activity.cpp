// R06: what the buyer does for a living does not go with the goods. data/activity_goods.csv says which chapters of the Harmonized
// System a division of NACE buys; one of several activities that goes with them is enough.
#include "screen/rules/rule.hpp"

#include "base/csv.hpp"
#include "base/embedded.hpp"
#include "base/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

TIDEWAITER_EMBEDDED(activity_goods_csv);

namespace tidewaiter::screen {

namespace {

/// Chapters by the front of a code: "26", "461". "*" stands for all.
const std::map<std::string, std::set<std::string>, std::less<>>& table() {
    static const std::map<std::string, std::set<std::string>, std::less<>> made = [] {
        std::map<std::string, std::set<std::string>, std::less<>> chapters;
        const base::CsvTable rows("activity_goods.csv", embedded_activity_goods_csv());
        for (const auto& row : rows.rows()) {
            std::string_view rest = row[1];
            std::set<std::string>& of = chapters[row[0]];
            while (!rest.empty()) {
                const std::size_t end = std::min(rest.find(' '), rest.size());
                of.emplace(rest.substr(0, end));
                rest.remove_prefix(std::min(end + 1, rest.size()));
            }
        }
        return chapters;
    }();
    return made;
}

/// Digits of "C26.11", "26.11 Manufacture of ...", "46.52": at most four.
std::string digits_of(std::string_view code) {
    std::string digits;
    for (const char c : base::trim(code)) {
        if (c >= '0' && c <= '9') {
            digits += c;
        } else if (c == ' ' && !digits.empty()) {
            break;
        }
        if (digits.size() == 4) {
            break;
        }
    }
    return digits;
}

/// The longest front of the code that the table has.
const std::set<std::string>* find_chapters(std::string_view digits) {
    for (std::size_t size = std::min<std::size_t>(digits.size(), 3); size >= 2; --size) {
        if (const auto found = table().find(digits.substr(0, size)); found != table().end()) {
            return &found->second;
        }
    }
    return nullptr;
}

bool buys(Role role) { return role == Role::consignee || role == Role::importer || role == Role::buyer || role == Role::end_user; }

} // namespace

void find_foreign_activities(const RuleContext& context, const Rule& rule, std::vector<Finding>& into) {
    if (!context.read.shipment->present.has(Input::party_activity)) {
        return;
    }
    for (const ReadParty* party : find_parties(context, buys)) {
        if (find_intermediary(party->name) != Intermediary::none) {
            continue; // R11's: a forwarder carries all goods
        }
        std::vector<const std::set<std::string>*> known;
        std::string_view rest = party->facts->activity;
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find_first_of(";,|"), rest.size());
            if (const std::set<std::string>* chapters = find_chapters(digits_of(rest.substr(0, end)))) {
                known.push_back(chapters);
            }
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        const std::string role(to_text(party->party->role));
        if (known.empty()) {
            say_not_evaluated(context, rule, role + (party->facts->activity.empty() ? ".activity" : ".activity of a code known here"));
            continue;
        }
        std::string codes;
        std::size_t first = context.read.lines.size();
        bool chpl = false;
        for (std::size_t i = 0; i < context.read.lines.size(); ++i) {
            const ReadLine& line = context.read.lines[i];
            if (!line.hs) {
                continue;
            }
            const std::string chapter(line.hs->chapter());
            const bool fits = std::ranges::any_of(known, [&chapter](const std::set<std::string>* chapters) { return chapters->contains("*") || chapters->contains(chapter); });
            if (!fits) {
                append_item(codes, line.line->hs);
                first = std::min(first, i);
                chpl = chpl || is_chpl(context, i);
            }
        }
        if (codes.empty()) {
            continue;
        }
        Finding finding = begin_party_finding(context, rule, *party);
        finding.hs = codes;
        finding.strength = chpl ? 2 : 1;
        finding.evidence_for = fmt::format("activity: {}; goods: {}", party->facts->activity, codes);
        finding.sentence = fmt::format("The activity of the {} '{}' ({}) does not go with the goods {}.", role, base::utf8_prefix(party->name, 120), party->facts->activity, codes);
        into.push_back(std::move(finding));
    }
}

} // namespace tidewaiter::screen
