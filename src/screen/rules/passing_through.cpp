// R23: the same goods in and out: the consignee sends goods of this code on to Russia or Belarus within some days, no more than came
// in; or this shipment is the second leg. What came in and went out is what the history shows.
#include "screen/rules/rule.hpp"

#include "base/utf8.hpp"
#include "screen/history.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tidewaiter::screen {

namespace {

using Moves = std::vector<History::Move>;

/// Kilograms moved up to a day; nullopt when one of the moves does not say.
std::optional<double> sum_until(const Moves* moves, int day) {
    double sum = 0;
    for (const History::Move& move : moves == nullptr ? Moves() : *moves) {
        if (move.day > day) {
            break;
        }
        if (move.kg <= 0) {
            return std::nullopt;
        }
        sum += move.kg;
    }
    return sum;
}

/// The history may hold the shipment that is screened: it must not count twice.
bool holds(const Moves* moves, int day, double kg) {
    return moves != nullptr && std::ranges::any_of(*moves, [&](const History::Move& move) { return move.day == day && std::abs(move.kg - kg) < 0.001; });
}

struct Leg {
    const History::Move* in = nullptr;
    const History::Move* out = nullptr;
    bool weighed = false; ///< kilograms were known, and what went out had come in
};

/// In: the line as a move; inward: it comes in, and the way out is looked for.
std::optional<Leg> find_leg(const Moves* ins, const Moves* outs, const History::Move& own, bool inward, double days) {
    const Moves* others = inward ? outs : ins;
    if (others == nullptr) {
        return std::nullopt;
    }
    for (const History::Move& other : *others) {
        const int apart = inward ? other.day - own.day : own.day - other.day;
        if (apart < 0 || static_cast<double>(apart) > days) {
            continue;
        }
        const History::Move& out = inward ? other : own;
        auto came = sum_until(ins, out.day);
        auto went = sum_until(outs, out.day);
        const bool known = own.kg > 0 && came && went;
        if (known && inward && !holds(ins, own.day, own.kg)) {
            *came += own.kg;
        }
        if (known && !inward && !holds(outs, own.day, own.kg)) {
            *went += own.kg;
        }
        if (known && *went > *came) {
            continue; // more went out than came in: it was not (only) these goods
        }
        return Leg{inward ? &own : &other, inward ? &other : &own, known};
    }
    return std::nullopt;
}

} // namespace

void find_passing_through(const RuleContext& context, const Rule& rule, std::vector<Finding>& into) {
    const History* history = context.beside.history();
    const ReadShipment& read = context.read;
    if (history == nullptr || read.lines.empty()) {
        return;
    }
    const auto day = day_of(context);
    if (!day) {
        say_not_evaluated(context, rule, "date");
        return;
    }
    const bool outward = std::ranges::any_of(read.destination, [](std::string_view code) { return code == "ru" || code == "by"; });
    for (const ReadParty* party : find_parties(context, outward ? sends_goods : receives_goods)) {
        const std::uint64_t key = name_key(party->name);
        for (std::size_t i = 0; i < read.lines.size(); ++i) {
            const auto hs6 = read.lines[i].hs ? hs6_of(*read.lines[i].hs) : std::nullopt;
            if (!hs6) {
                continue;
            }
            const History::Move own{*day, positive_number(read.lines[i].line->net_kg).value_or(0)};
            const auto leg = find_leg(history->find_ins(key, *hs6), history->find_outs(key, *hs6), own, !outward, context.policy.parameters[Parameter::r23_days]);
            if (!leg) {
                continue;
            }
            Finding finding = begin_party_finding(context, rule, *party);
            const std::string role = finding.role;
            set_line(finding, context, i);
            finding.strength = leg->weighed ? 3 : 2;
            finding.missing = leg->weighed ? "" : "net_kg";
            finding.evidence_for = fmt::format("{}: in on {}, out to Russia or Belarus on {}", read.lines[i].hs->dotted(), day_text(leg->in->day), day_text(leg->out->day));
            finding.sentence = fmt::format("The {} '{}' sends goods of {} on to Russia or Belarus within {} days of receiving such.", role, base::utf8_prefix(party->name, 120),
                                           read.lines[i].hs->dotted(), leg->out->day - leg->in->day);
            into.push_back(std::move(finding));
        }
    }
}

} // namespace tidewaiter::screen
