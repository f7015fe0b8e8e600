// What a card says first: what the data show, then what they do not. It speaks of data and coverage, never of the speaker's honesty.
#include "claims/readings.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tidewaiter::claims {

std::string period_text(const Period& period) {
    if (period.from.empty()) {
        return period.to.empty() ? "" : "up to " + period.to;
    }
    if (period.to.empty()) {
        return "since " + period.from;
    }
    if (period.from == period.to) {
        return period.from;
    }
    const bool years = period.from.ends_with("-01") && period.to.ends_with("-12");
    if (years) {
        const std::string first = period.from.substr(0, 4);
        const std::string last = period.to.substr(0, 4);
        return first == last ? first : first + " to " + last;
    }
    return period.from + " to " + period.to;
}

std::string reading_of(const Claim& claim) {
    const std::string goods = claim.goods.empty() ? "goods that are not named" : std::string(goods_label(claim.goods));
    const Population* named = find_population(claim.goods);
    const bool usual = claim.width.empty() || named == nullptr || (claim.width == named->stated && named->narrow.empty() && named->wide.empty());
    const std::string width = usual ? "" : fmt::format(" ({})", claim.width);
    const std::string other_width = usual || claim.width == named->stated ? "" : width;
    const std::string subject = claim.subject.empty() ? "" : place_name(claim.subject);
    const std::string suppliers = claim.counterpart.empty() ? "" : places_text(claim.counterpart);
    const std::string not_ = claim.negation ? "not " : "";
    std::string text;
    switch (claim.measure) {
    case Measure::share:
        text = fmt::format("{}{} of the {}{}{}{}", not_, interval_text(claim.value, claim.unit), claim.quantity.empty() ? "" : claim.quantity + " of ", goods, width, subject.empty() ? "" : " of " + subject);
        text += suppliers.empty() ? "" : " from " + suppliers;
        text += claim.attribute.empty() ? "" : ": " + claim.attribute;
        break;
    case Measure::level:
        text = fmt::format("{}{}{}{} of {}{}", not_, interval_text(claim.value, claim.unit), claim.rate.empty() ? "" : " a " + claim.rate, claim.quantity.empty() ? "" : " in " + claim.quantity, goods + other_width, subject.empty() ? "" : ", " + subject);
        text += suppliers.empty() ? "" : ", from " + suppliers;
        break;
    case Measure::change:
        text = fmt::format("{}{}{}, {} as much as before{}{}", not_, claim.quantity.empty() ? "" : claim.quantity + " of ", goods + other_width, interval_text(claim.value, claim.unit), subject.empty() ? "" : ", " + subject, suppliers.empty() ? "" : ", from " + suppliers);
        break;
    case Measure::comparison:
        if (claim.versus == "need") {
            text = fmt::format("{} of {} {} what is needed{}", claim.quantity.empty() || claim.quantity == "stocks" ? "output" : claim.quantity, goods, claim.negation ? "does not exceed" : "exceeds", subject.empty() ? "" : ", " + subject);
        } else if (claim.versus == "ever") {
            text = fmt::format("{} of {} {}above every earlier year{}", claim.quantity.empty() ? "output" : claim.quantity, goods, not_.empty() ? "is " : "is not ", subject.empty() ? "" : ", " + subject);
        } else {
            text = fmt::format("{}{}{}{} {}more than {}", claim.quantity.empty() ? "" : claim.quantity + " of ", goods, suppliers.empty() ? "" : " from " + suppliers, subject.empty() ? "" : ", " + subject, not_,
                               claim.versus == "all" ? "any other" : claim.versus == "imports" ? "imports" : claim.versus);
        }
        break;
    case Measure::existence:
        if (claim.versus == "evasion") {
            text = fmt::format("restricted goods ({}) {}reach {} by detours{}", goods, claim.negation ? "do not " : "", subject.empty() ? "the buyer" : subject, suppliers.empty() ? "" : " through " + suppliers);
        } else if (claim.manner == "indirect") {
            text = fmt::format("{} {} {}'s weapons indirectly, by goods that weapons are made with or from", suppliers.empty() ? "somebody" : suppliers, claim.negation ? "does not support" : claim.counterpart.size() > 1 ? "support" : "supports", subject.empty() ? "the buyer" : subject);
            const Population* population = find_population(claim.goods);
            text += population == nullptr || population->arms ? "" : ": " + goods;
        } else {
            text = fmt::format("{} {}{} {}{}{}", suppliers.empty() ? "somebody" : suppliers, claim.negation ? "does not supply" : claim.counterpart.size() > 1 ? "supply" : "supplies", subject.empty() ? "" : " " + subject, claim.manner.empty() ? "" : claim.manner + "ly ", "with ", goods);
        }
        break;
    }
    const std::string period = period_text(claim.period);
    text += period.empty() ? "" : "; " + period;
    text += claim.basis.empty() ? "" : "; by " + claim.basis;
    return text;
}

std::string count_text(const Verdict& verdict, const std::vector<Reading>& readings) {
    const Fit stated = verdict.stated ? readings[*verdict.stated].fit : Fit::unknown;
    const std::size_t partly = verdict.others_straddling + (stated == Fit::straddling ? 1U : 0U);
    const std::size_t fitting = verdict.others_inside + (stated == Fit::inside ? 1U : 0U) + partly;
    if (verdict.counted() == 0) {
        return "no reading counts";
    }
    const std::string in_part = partly == 0 ? "" : partly == 1 ? ", one of them in part" : fmt::format(", {} of them in part", partly);
    return fmt::format("{} of {} reading{} fit{}{}", fitting, verdict.counted(), verdict.counted() == 1 ? "" : "s", fitting == 1 ? "s" : "", in_part);
}

std::string value_text(const Reading& reading) {
    if (reading.probability || (!reading.value.low && !reading.value.high)) {
        return {};
    }
    return interval_text(reading.value, reading.unit);
}

namespace {

std::string one_line(const Reading& reading) {
    const std::string value = value_text(reading);
    return value.empty() ? reading.what : reading.what + ": " + value;
}

std::string list_of(const std::vector<Reading>& readings, Fit fit, std::size_t most) {
    std::string text;
    std::size_t count = 0;
    std::size_t more = 0;
    for (const Reading& reading : readings) {
        if (reading.fit != fit || !reading.not_counted.empty() || reading.superseded) {
            continue;
        }
        if (count == most) {
            ++more;
            continue;
        }
        text += (count++ == 0 ? "" : "; ") + one_line(reading);
    }
    return more == 0 ? text : text + fmt::format("; and {} more", more);
}

} // namespace

void word_card(Checked& card) {
    constexpr std::size_t most = 4;
    const Claim& claim = card.claim;
    const std::string inside = list_of(card.readings, Fit::inside, most);
    const std::string straddling = list_of(card.readings, Fit::straddling, most);
    const std::string outside = list_of(card.readings, Fit::outside, most);
    const bool numbers = claim.measure == Measure::share || claim.measure == Measure::level || claim.measure == Measure::change;
    if (!inside.empty()) {
        card.true_part = (numbers ? "What is claimed fits " : "Held for it: ") + inside + ".";
    } else if (!straddling.empty()) {
        card.true_part = "In part it fits " + straddling + ".";
    } else if (claim.measure == Measure::existence && claim.negation && outside.empty()) {
        card.true_part = "No record of such a delivery was found in what is held.";
    } else if (!outside.empty()) {
        card.true_part = (claim.measure == Measure::existence ? "Records are held: " : "Figures are held, and they say something else: ") + outside + ".";
    } else {
        card.true_part = "Nothing that is held speaks of it, for or against.";
    }
    if (claim.measure == Measure::comparison && claim.versus == "ever" && !inside.empty()) {
        std::string earliest;
        for (const Reading& reading : card.readings) {
            if (reading.origin == Origin::balance && reading.fit == Fit::inside && (earliest.empty() || reading.period.from < earliest)) {
                earliest = reading.period.from;
            }
        }
        if (!earliest.empty()) {
            card.true_part += fmt::format(" The sentence stays true back to {}, the first year held.", earliest.substr(0, 4));
        }
    }
    std::string not_shown;
    const auto add = [&](const std::string& text) { not_shown += (not_shown.empty() ? "" : " ") + text; };
    if (!outside.empty() && !(inside.empty() && straddling.empty())) {
        add((numbers ? "It does not fit " : "Held against it: ") + outside + ".");
    } else if (!outside.empty() && !(claim.measure == Measure::existence && claim.negation)) {
        add("What is claimed is in none of the readings that are held.");
    }
    if (!inside.empty() && !straddling.empty()) {
        add("It fits only in part " + straddling + ".");
    }
    for (const Reading& reading : card.readings) {
        if (!reading.verified) {
            add(fmt::format("An unverified figure, not counted, {} it: {}.", reading.fit == Fit::outside ? "speaks against" : "would fit", reading.note.empty() ? reading.what : reading.note));
        }
    }
    if (claim.measure == Measure::existence && claim.negation && !outside.empty()) {
        add("A record under a customs code does not say what the goods were: the code holds civil goods too.");
    } else if (claim.measure == Measure::existence && claim.negation) {
        add("An empty cell is no proof: military deliveries are mostly not in customs records.");
    } else if (claim.measure == Measure::existence && claim.versus.empty() && claim.manner == "indirect") {
        add("What the goods were used for is not in trade data.");
    } else if (claim.measure == Measure::existence && claim.versus == "evasion") {
        add("Who did it, and knowingly, is not in these figures.");
    }
    if (claim.measure == Measure::comparison && claim.versus == "ever") {
        add("For earlier years nothing is held that could be counted.");
    }
    if (not_shown.empty()) {
        not_shown = card.missing.empty() ? "No reading that is held speaks against it." : "What is listed as missing below.";
    }
    card.not_shown = std::move(not_shown);
}

} // namespace tidewaiter::claims
