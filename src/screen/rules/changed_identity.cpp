// R29: a ship whose identity does not hold: more flags or names within a year than honest trade needs, an MMSI that two IMO numbers
// use, two MMSIs at the same time, or a flag that names no state.
#include "screen/rules/voyage.hpp"

#include "base/utf8.hpp"
#include "entity/country.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tidewaiter::screen {

namespace {

/// Different values used at any time of the window, joined.
std::pair<std::size_t, std::string> used(const std::vector<Positions::Identity>& all, std::int64_t from, std::int64_t to) {
    std::size_t count = 0;
    std::string text;
    for (const Positions::Identity& each : all) {
        if (each.last >= from && each.first <= to) {
            ++count;
            append_item(text, each.value);
        }
    }
    return {count, text};
}

/// Two values of which the one was used before and after, or while, the other was.
std::string used_at_once(const std::vector<Positions::Identity>& all) {
    for (std::size_t i = 0; i < all.size(); ++i) {
        for (std::size_t k = i + 1; k < all.size(); ++k) {
            if (all[i].first < all[k].last && all[k].first < all[i].last) {
                return fmt::format("{} and {}", all[i].value, all[k].value);
            }
        }
    }
    return {};
}

} // namespace

void find_changed_identities(const RuleContext& context, const Rule& rule, std::vector<Finding>& into) {
    const Positions* positions = context.beside.positions();
    if (positions == nullptr) {
        return;
    }
    const auto voyage = voyage_of(context);
    for (const NamedShip& named : ships_of(context, rule)) {
        if (named.ship == nullptr || !voyage) {
            say_not_evaluated(context, rule, named.ship == nullptr ? "positions of the ship" : "date");
            continue;
        }
        constexpr double month_seconds = 365.25 / 12 * 86'400;
        const std::int64_t from = voyage->to - static_cast<std::int64_t>(context.policy.parameters[Parameter::r29_months] * month_seconds);
        std::string evidence;
        int strength = 0;
        const auto say = [&](const std::string& what, int how) {
            append_item(evidence, what);
            strength = std::max(strength, how);
        };
        if (const auto [count, text] = used(named.ship->flags, from, voyage->to); static_cast<double>(count) > context.policy.parameters[Parameter::r29_flags]) {
            say(fmt::format("{} flags: {}", count, text), 2);
        }
        if (const auto [count, text] = used(named.ship->names, from, voyage->to); static_cast<double>(count) > context.policy.parameters[Parameter::r29_flags]) {
            say(fmt::format("{} names: {}", count, text), 2);
        }
        if (const std::string two = used_at_once(named.ship->mmsis); !two.empty()) {
            say(fmt::format("two MMSIs at the same time: {}", two), 2);
        }
        for (const Positions::Identity& mmsi : named.ship->mmsis) {
            if (const auto others = positions->ships_of(mmsi.value); others.size() > 1) {
                std::string imos;
                for (const std::uint32_t imo : others) {
                    append_item(imos, fmt::format("{}", imo));
                }
                say(fmt::format("MMSI {} is used by IMO {}", mmsi.value, imos), 3);
            }
        }
        for (const Positions::Identity& flag : named.ship->flags) {
            const bool recent = flag.last >= from && flag.first <= voyage->to;
            if (recent && !entity::find_country(flag.value)) {
                say(fmt::format("the flag '{}' names no state known here", base::utf8_prefix(flag.value, 40)), 2);
            }
        }
        const std::string& given = named.party->party->mmsi;
        if (!given.empty() && !named.ship->mmsis.empty() && std::ranges::find(named.ship->mmsis, given, &Positions::Identity::value) == named.ship->mmsis.end()) {
            say(fmt::format("the file gives MMSI {}, the ship reports {}", base::utf8_prefix(given, 20), named.ship->mmsis.front().value), 2);
        }
        if (strength == 0) {
            const bool blind = named.ship->flags.empty() && named.ship->names.empty() && named.ship->mmsis.empty();
            if (blind) {
                say_not_evaluated(context, rule, "flag, name and mmsi in the positions");
            }
            continue;
        }
        Finding finding = begin_party_finding(context, rule, *named.party);
        finding.strength = strength;
        finding.evidence_for = evidence;
        finding.sentence = fmt::format("The identity of the ship IMO {} does not hold: {}.", named.imo, evidence);
        into.push_back(std::move(finding));
    }
}

} // namespace tidewaiter::screen
