// Likelihood words: ICD 203, as section 6.3 of the methods note of 2026-11-23 quotes them.
#include "report/balance_words.hpp"

#include "report/html.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tidewaiter::report {

using balance::Answer;
using balance::Swing;

std::string_view likelihood(double probability) {
    if (probability < 0.05) {
        return "almost no chance";
    }
    if (probability < 0.20) {
        return "very unlikely";
    }
    if (probability < 0.45) {
        return "unlikely";
    }
    if (probability <= 0.55) {
        return "roughly even";
    }
    if (probability <= 0.80) {
        return "likely";
    }
    return probability <= 0.95 ? "very likely" : "almost certain";
}

std::string probability_text(const Answer& answer) {
    const std::uint64_t against = answer.draws - answer.favourable;
    for (int digits = 3; digits < 8; ++digits) {
        const std::string text = fmt::format("{:.{}f}", answer.probability, digits);
        const double shown = std::stod(text);
        if ((shown > 0 || answer.favourable == 0) && (shown < 1 || against == 0)) {
            return text;
        }
    }
    return fmt::format("{:g}", answer.probability);
}

std::string figure_text(double value) {
    const double size = std::abs(value);
    if (std::isinf(value)) {
        return value > 0 ? "no bound" : "no lower bound";
    }
    if (size >= 1e15) {
        return fmt::format("{:g}", value);
    }
    if (size < 20 && value != std::round(value)) {
        return fmt::format("{:.{}f}", value, size < 0.1 ? 4 : 2);
    }
    const auto whole = static_cast<unsigned long long>(std::llround(size));
    return (value < 0 && whole != 0 ? "-" : "") + grouped(whole);
}

std::string signed_text(double value) {
    const std::string text = figure_text(value);
    return value > 0 && text != "0" && !text.starts_with("no") ? "+" + text : text;
}

std::string range_text(const balance::Range& range) {
    return range.is_fixed() ? figure_text(range.mode)
                            : fmt::format("{} - {} - {}", figure_text(range.low), figure_text(range.mode), figure_text(range.high));
}

namespace {

/// Does the term, within its own range, take the answer across even odds?
bool turns(const Swing& swing) {
    return std::min(swing.probability_at_low, swing.probability_at_high) < 0.5 && std::max(swing.probability_at_low, swing.probability_at_high) > 0.5;
}

} // namespace

std::string break_even(const Swing& swing) {
    const bool helps = swing.sign > 0; // more of it makes the answer likelier
    std::string text;
    if (swing.even_odds < 0) {
        text = helps ? fmt::format("Even odds with any amount of {}", swing.term) : fmt::format("No amount of {} makes the odds even", swing.term);
    } else {
        text = fmt::format("Even odds at {} = {}", swing.term, figure_text(swing.even_odds));
    }
    if (std::isinf(swing.last_hope) || (helps && swing.last_hope <= 0)) {
        return text + ".";
    }
    if (swing.last_hope <= 0) {
        return text + "; it cannot be, whatever the others are in their ranges.";
    }
    return text + fmt::format("; it needs {} {} {}, whatever the others are in their ranges.", swing.term, helps ? "above" : "below",
                              figure_text(swing.last_hope));
}

std::string ranges_text(const Answer& answer) {
    std::string text;
    for (const balance::UsedTerm& term : answer.terms) {
        text += fmt::format("{}{} {}{}", text.empty() ? "" : "; ", term.term, range_text(term.range), term.unseen ? " seen, and what was not" : "");
    }
    return text;
}

std::string hangs_on(const Answer& answer) {
    if (answer.swings.empty()) {
        return {};
    }
    if (answer.highest_possible <= 0) {
        return answer.swings.size() == 1 ? "It cannot be within these ranges."
                                         : "It cannot be within these ranges. " + break_even(answer.swings.front());
    }
    if (answer.lowest_possible > 0) {
        return "It cannot fail within these ranges. " + break_even(answer.swings.front());
    }
    const Swing& swing = answer.swings.front();
    const std::string alone = std::ranges::any_of(answer.swings, turns) ? "" : "No one term turns it within its range. ";
    return alone + fmt::format("It hangs most on {}: with {} P is {:.3f}, with {} it is {:.3f}. {}", swing.term, figure_text(swing.range.low),
                       swing.probability_at_low, figure_text(swing.range.high), swing.probability_at_high, break_even(swing));
}

std::string history_text(const balance::Series& series, const balance::HistoryResult& history) {
    const int last = series.years.back().year;
    std::string text;
    if (history.likely_since) {
        text = fmt::format("{} exceeds every year held back to {}{}.", last, *history.likely_since,
                           history.certain_since == history.likely_since ? ", with no overlap of ranges" : "");
    } else {
        text = fmt::format("{} does not exceed the year held before it.", last);
    }
    if (history.refuted_by) {
        text += fmt::format(" Against {} it fails.", *history.refuted_by);
    }
    for (const auto& [from, to] : history.gaps) {
        text += from == to ? fmt::format(" No figure is held for {}.", from) : fmt::format(" No figures are held for {} to {}.", from, to);
    }
    return text + fmt::format(" No figure before {} is held: the sentence says nothing about earlier years.", series.years.front().year);
}

} // namespace tidewaiter::report
