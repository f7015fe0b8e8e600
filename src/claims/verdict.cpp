// Methods, section 6.3. Only a simulated reading has a probability; a computed or published one is inside, outside or straddling.
#include "claims/readings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace tidewaiter::claims {

std::string_view to_text(Fit fit) {
    constexpr std::array<std::string_view, 4> names = {"inside", "outside", "straddling", "unknown"};
    return names[static_cast<std::size_t>(fit)];
}

std::string_view to_text(Origin origin) {
    constexpr std::array<std::string_view, 3> names = {"published", "trade statistics", "balance model"};
    return names[static_cast<std::size_t>(origin)];
}

std::string_view to_text(Word word) {
    constexpr std::array<std::string_view, 5> names = {"SUPPORTED", "SUPPORTED ON SOME READINGS", "NOT SUPPORTED", "CONTRADICTED", "NOT TESTABLE"};
    return names[static_cast<std::size_t>(word)];
}

std::string_view to_text(Level level) {
    constexpr std::array<std::string_view, 3> names = {"low", "moderate", "high"};
    return names[static_cast<std::size_t>(level)];
}

std::string last_day(const std::string& date) { return date.size() == 4 ? date + "-12-31" : date.size() == 7 ? date + "-31" : date; }

Fit fit_of(const Interval& reading, const Interval& claimed) {
    if (!reading.low && !reading.high) {
        return Fit::unknown;
    }
    constexpr double unbounded = 1e300;
    const double low = reading.low.value_or(-unbounded);
    const double high = reading.high.value_or(unbounded);
    const double from = claimed.low.value_or(-unbounded);
    const double to = claimed.high.value_or(unbounded);
    constexpr double tiny = 1e-9;
    // Points of the reading that the claim leaves out, at either end; an open end of the claim leaves its own point out unless the reading
    // does too.
    const bool low_in = low > from + tiny || (std::abs(low - from) <= tiny && (!claimed.low_open || reading.low_open));
    const bool high_in = high < to - tiny || (std::abs(high - to) <= tiny && (!claimed.high_open || reading.high_open));
    if (low_in && high_in) {
        return Fit::inside;
    }
    const bool above = low > to + tiny || (std::abs(low - to) <= tiny && (claimed.high_open || reading.low_open));
    const bool below = high < from - tiny || (std::abs(high - from) <= tiny && (claimed.low_open || reading.high_open));
    return above || below ? Fit::outside : Fit::straddling;
}

void judge(const Claim& claim, std::vector<Reading>& readings) {
    for (Reading& reading : readings) {
        const bool numbers = claim.measure == Measure::share || claim.measure == Measure::level || claim.measure == Measure::change;
        if (numbers) {
            reading.fit = fit_of(reading.value, claim.value);
        }
        if (claim.negation) {
            reading.fit = reading.fit == Fit::inside ? Fit::outside : reading.fit == Fit::outside ? Fit::inside : reading.fit;
        }
        if (!reading.verified && reading.not_counted.empty()) {
            reading.not_counted = "unverified: known from memory only";
        }
        if (reading.fit == Fit::unknown && reading.not_counted.empty()) {
            reading.not_counted = "it gives no value";
        }
        // What was known on the day: published by then, and over by then.
        const std::string day = claim.said_on;
        const bool out = !reading.published.empty() && last_day(reading.published) <= day;
        const bool over = reading.period.to.empty() || last_day(reading.period.to) <= day;
        const bool model = reading.origin == Origin::balance;
        reading.known_then = !day.empty() && ((over && (out || reading.by_speaker) && !model) || (reading.superseded && over));
    }
}

namespace {

int distance_in_months(const std::string& a, const std::string& b) {
    if (a.size() < 7 || b.size() < 7) {
        return 0;
    }
    const auto months = [](const std::string& text) { return std::stoi(text.substr(0, 4)) * 12 + std::stoi(text.substr(5, 2)); };
    return std::abs(months(a) - months(b));
}

/// How near a reading is to what the words state; more is nearer. Negative: it is another thing.
int nearness(const Claim& claim, const Reading& reading) {
    int points = 0;
    if (reading.by_speaker) {
        points += 1000;
    }
    const Population* population = find_population(claim.goods);
    const std::string& width = claim.width.empty() && population != nullptr ? population->stated : claim.width;
    if (reading.width == width) {
        points += 40;
    } else if (!reading.width.empty()) {
        points -= 40;
    }
    if (!claim.basis.empty()) {
        points += reading.basis == claim.basis ? 60 : reading.basis.empty() ? 0 : -60;
    }
    if (!claim.quantity.empty()) {
        points += reading.quantity == claim.quantity ? 10 : reading.quantity == "supply" ? -30 : 0;
    } else if (reading.quantity == "supply") {
        points -= 30;
    }
    if (!claim.period.empty()) {
        points += claim.period == reading.period ? 80 : 0;
    } else if (!claim.said_on.empty()) {
        // The latest period that was over when it was said.
        const std::string month = claim.said_on.substr(0, 7);
        points += reading.period.to > month ? -50 : 24 - std::min(24, distance_in_months(reading.period.to, month));
    }
    // Of equals, what was computed here from statistics comes before what is quoted.
    points += reading.origin == Origin::flows ? 5 : reading.computed && reading.origin == Origin::published ? -10 : 0;
    return points;
}

struct Chosen {
    std::optional<std::size_t> place;
    std::string because;
};

/// The reading that the words or their source state.
Chosen stated_reading(const Claim& claim, const std::vector<Reading>& readings, const std::vector<std::size_t>& counted) {
    Chosen chosen;
    if (claim.measure == Measure::comparison && claim.versus == "ever") {
        chosen.because = "no series goes back over all the time that the words mean";
        return chosen;
    }
    const Population* population = find_population(claim.goods);
    if (claim.measure == Measure::comparison && claim.versus == "need" && population != nullptr && population->classes.size() > 1 && population->arms && claim.goods == "weapons") {
        chosen.because = "the words speak of all weapons; no figure covers them all";
        return chosen;
    }
    int best = -1'000'000;
    for (const std::size_t i : counted) {
        if (!readings[i].within.empty() && std::ranges::any_of(counted, [&](std::size_t k) { return readings[k].id == readings[i].within; })) {
            continue;
        }
        const int points = nearness(claim, readings[i]);
        if (points > best) {
            best = points;
            chosen.place = i;
        }
    }
    if (chosen.place) {
        const Reading& reading = readings[*chosen.place];
        if (reading.by_speaker) {
            chosen.because = "the figure of the source that is named";
        } else {
            std::string why;
            const auto add = [&](std::string_view text) { why += (why.empty() ? "" : ", ") + std::string(text); };
            const std::string& width = claim.width.empty() && population != nullptr ? population->stated : claim.width;
            const bool numbers = claim.measure == Measure::share || claim.measure == Measure::level || claim.measure == Measure::change;
            if (numbers) {
                add(reading.width == width ? "the goods as the words name them" : "the goods in a width that its source does not tell apart");
                add(claim.basis.empty() ? "no basis is stated" : reading.basis == claim.basis ? "the basis that is stated" : "no reading on the stated basis is held");
            }
            add(claim.period.empty() ? "the latest period before the day" : claim.period == reading.period ? "the stated period" : "the nearest period held");
            chosen.because = "nearest to the words: " + why;
        }
    }
    return chosen;
}

double tolerance_of(const Claim& claim) {
    if (claim.value.low && claim.value.high && *claim.value.high > *claim.value.low) {
        return (*claim.value.high - *claim.value.low) / 2;
    }
    return claim.measure == Measure::share ? 5 : std::abs(claim.stated.value_or(1)) / 10;
}

/// Distance of a reading from the claimed interval.
double distance_of(const Reading& reading, const Claim& claim) {
    const double low = reading.value.low.value_or(reading.value.high.value_or(0));
    const double high = reading.value.high.value_or(low);
    if (claim.value.low && high < *claim.value.low) {
        return *claim.value.low - high;
    }
    if (claim.value.high && low > *claim.value.high) {
        return low - *claim.value.high;
    }
    return 0;
}

} // namespace

Verdict verdict_of(const Claim& claim, const std::vector<Reading>& readings, bool then, const std::string& as_of) {
    Verdict verdict;
    verdict.as_of = as_of;
    std::vector<std::size_t> counted;
    for (std::size_t i = 0; i < readings.size(); ++i) {
        if (readings[i].not_counted.empty() && (then ? readings[i].known_then : !readings[i].superseded)) {
            counted.push_back(i);
        }
    }
    const Chosen chosen = stated_reading(claim, readings, counted);
    verdict.stated = chosen.place;
    verdict.stated_because = chosen.because;
    for (const std::size_t i : counted) {
        const bool nested = !readings[i].within.empty() && std::ranges::any_of(counted, [&](std::size_t k) { return readings[k].id == readings[i].within; });
        // The reading that the stated one is nested in is the same data again.
        const bool holds_stated = verdict.stated && readings[*verdict.stated].within == readings[i].id;
        if (nested || holds_stated || (verdict.stated && i == *verdict.stated)) {
            continue;
        }
        ++verdict.others;
        verdict.others_inside += readings[i].fit == Fit::inside ? 1U : 0U;
        verdict.others_straddling += readings[i].fit == Fit::straddling ? 1U : 0U;
    }
    if (counted.empty()) {
        verdict.word = Word::not_testable;
        const bool shown = !readings.empty();
        verdict.because = claim.measure == Measure::existence && !claim.negation ? "no record and no published figure speaks of it"
                          : claim.measure == Measure::existence                  ? "no record was found, and an empty cell is no proof that nothing was sent"
                          : shown                                                ? "no reading that is held can count"
                                                                                 : "no figure and no statistics that are held speak of it";
        return verdict;
    }
    const double robustness = verdict.others == 0 ? -1 : static_cast<double>(verdict.others_inside) / static_cast<double>(verdict.others);
    const Fit stated = verdict.stated ? readings[*verdict.stated].fit : Fit::unknown;
    const bool all_alike = verdict.others == 0;
    constexpr double strong = 0.8;
    constexpr double weak = 0.2;
    if (stated == Fit::inside && (robustness >= strong || (all_alike && claim.measure == Measure::existence))) {
        verdict.word = Word::supported;
    } else if (stated == Fit::inside || stated == Fit::straddling || robustness >= weak) {
        verdict.word = Word::supported_on_some;
    } else {
        double nearest = 1e300;
        for (const std::size_t i : counted) {
            if (!verdict.stated || i == *verdict.stated) {
                nearest = std::min(nearest, distance_of(readings[i], claim));
            }
        }
        const bool numbers = claim.measure == Measure::share || claim.measure == Measure::level || claim.measure == Measure::change;
        const bool far = numbers && !claim.negation && nearest > 2 * tolerance_of(claim);
        // A record under a customs code is no classification: it takes support away from a denial and refutes nothing.
        const bool refuted = !numbers && stated == Fit::outside && !(claim.measure == Measure::existence && claim.negation);
        verdict.word = far || refuted ? Word::contradicted : Word::not_supported;
    }
    if (verdict.stated) {
        verdict.because = fmt::format("the stated reading is {} what is claimed", stated == Fit::inside ? "inside" : stated == Fit::outside ? "outside" : "partly inside");
        verdict.because += all_alike ? "; no other reading is held" : fmt::format("; {} of {} other readings fit{}", verdict.others_inside, verdict.others, verdict.others_straddling > 0 ? fmt::format(", {} in part", verdict.others_straddling) : "");
    } else {
        verdict.because = fmt::format("{}; {} of {} readings fit{}", chosen.because, verdict.others_inside, verdict.others, verdict.others_straddling > 0 ? fmt::format(", {} in part", verdict.others_straddling) : "");
    }
    return verdict;
}

Confidence confidence_of(const Claim& claim, const std::vector<Reading>& readings, const Verdict& verdict) {
    std::set<std::string> sources;
    bool covered = true;
    bool primary = false;
    std::size_t inside = 0;
    std::size_t outside = 0;
    for (const Reading& reading : readings) {
        if (!reading.not_counted.empty() || reading.superseded) {
            continue;
        }
        sources.insert(reading.source);
        covered = covered && reading.coverage.value_or(1) >= 0.8;
        primary = primary || reading.origin == Origin::flows;
        inside += reading.fit == Fit::inside ? 1U : 0U;
        outside += reading.fit == Fit::outside ? 1U : 0U;
    }
    Confidence confidence;
    const std::size_t independent = sources.size();
    const bool disagree = inside > 0 && outside > 0;
    if (independent == 0) {
        confidence.because = "no source is held";
        return confidence;
    }
    const std::string count = independent == 1 ? "one source" : fmt::format("{} sources", independent);
    const bool model = claim.measure == Measure::comparison;
    if (independent >= 3 && !disagree && covered && primary && !model) {
        confidence.level = Level::high;
        confidence.because = fmt::format("{} agree, primary statistics among them, with good coverage", count);
    } else if (independent >= 2 && !model && (!disagree || verdict.counted() >= 5)) {
        confidence.level = Level::moderate;
        confidence.because = fmt::format("{}{}{}", count, disagree ? " that differ by basket, basis and period" : " that agree", primary ? "" : "; none of them primary statistics read here");
    } else {
        confidence.because = fmt::format("{}{}{}", count, disagree ? (independent == 1 ? ", with readings that disagree" : " that disagree") : "", model ? "; ranges from public estimates" : primary ? "" : "; none of them primary statistics read here");
    }
    return confidence;
}

} // namespace tidewaiter::claims
