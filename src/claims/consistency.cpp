// The article against itself and against arithmetic. Each check states both figures and the one that follows from them; which is wrong is not
// decided here.
#include "claims/check.hpp"
#include "claims/intervals.hpp"
#include "claims/readings.hpp"
#include "claims/sentence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace tidewaiter::claims {

namespace {

int months_of(const Period& period) {
    if (period.from.size() != 7 || period.to.size() != 7) {
        return 0;
    }
    const auto count = [](const std::string& month) { return std::stoi(month.substr(0, 4)) * 12 + std::stoi(month.substr(5, 2)); };
    return count(period.to) - count(period.from) + 1;
}

bool same_thing(const Claim& a, const Claim& b) { return a.goods == b.goods && a.width == b.width && (a.subject.empty() || b.subject.empty() || a.subject == b.subject); }

/// Shares of different suppliers in the same whole.
void check_sums(const std::vector<Claim>& claims, std::vector<Inconsistency>& found) {
    std::map<std::string, std::vector<const Claim*>> groups;
    for (const Claim& claim : claims) {
        if (claim.measure == Measure::share && !claim.counterpart.empty() && !claim.negation && claim.attribute.empty()) {
            groups[fmt::format("{}|{}|{}|{}..{}|{}|{}", claim.goods, claim.width, claim.subject, claim.period.from, claim.period.to, claim.basis, claim.quantity)].push_back(&claim);
        }
    }
    for (const auto& [key, group] : groups) {
        double least = 0;
        std::vector<std::string> counted;
        Inconsistency one{.kind = "shares_over_100"};
        std::string parts;
        for (const Claim* claim : group) {
            const std::string who = claim->counterpart_text();
            if (std::ranges::find(counted, who) != counted.end()) {
                continue;
            }
            counted.push_back(who);
            least += claim->stated.value_or(claim->value.low.value_or(0)) > 0 ? claim->value.low.value_or(0) : 0;
            parts += (parts.empty() ? "" : " and ") + fmt::format("{} from {}", interval_text(claim->value, "percent"), places_text(claim->counterpart));
            one.spans.push_back(claim->span);
            one.claims.push_back(claim->number);
        }
        if (counted.size() > 1 && least > 100) {
            one.text = fmt::format("Shares of one whole ({}) cannot add up to more than 100 %: {} are at least {:.1f} % together.", goods_label(group.front()->goods), parts, least);
            found.push_back(std::move(one));
        }
    }
}

/// The same thing with two values that do not meet.
void check_repeats(const std::vector<Claim>& claims, std::vector<Inconsistency>& found) {
    for (std::size_t i = 0; i < claims.size(); ++i) {
        for (std::size_t k = i + 1; k < claims.size(); ++k) {
            const Claim& a = claims[i];
            const Claim& b = claims[k];
            const bool numbers = a.measure == Measure::share || a.measure == Measure::level || a.measure == Measure::change;
            const bool same = numbers && a.measure == b.measure && same_thing(a, b) && a.counterpart == b.counterpart && a.period == b.period && a.basis == b.basis && a.unit == b.unit && a.rate == b.rate &&
                              a.quantity == b.quantity && a.negation == b.negation && a.attribute == b.attribute && !a.goods.empty();
            // Two figures in one sentence are a comparison over time more often than a contradiction.
            if (!same || a.span == b.span || fit_of(a.value, b.value) != Fit::outside) {
                continue;
            }
            found.push_back({"two_values",
                             fmt::format("The article gives two values for the same thing ({}): {} and {}.", reading_of(a).substr(reading_of(a).find(" of ") == std::string::npos ? 0 : reading_of(a).find(" of ") + 4),
                                         interval_text(a.value, a.unit), interval_text(b.value, b.unit)),
                             {a.span, b.span},
                             {a.number, b.number}});
        }
    }
}

/// A monthly figure against the amount of the months or the year.
void check_months(const std::vector<Claim>& claims, std::vector<Inconsistency>& found) {
    for (const Claim& monthly : claims) {
        if (monthly.measure != Measure::level || monthly.rate.empty() || !monthly.stated) {
            continue;
        }
        for (const Claim& total : claims) {
            if (total.measure != Measure::level || !total.rate.empty() || total.unit != monthly.unit || !same_thing(monthly, total) || (!monthly.counterpart.empty() && monthly.counterpart != total.counterpart)) {
                continue;
            }
            const int months = months_of(total.period);
            const bool within = months > 0 && monthly.period.from.substr(0, 4) == total.period.from.substr(0, 4);
            if (!within) {
                continue;
            }
            const double days = 365.25 / 12;
            const double per_month = monthly.rate == "day" ? days : monthly.rate == "week" ? days / 7 : monthly.rate == "year" ? 1.0 / 12 : 1;
            const double follows = *monthly.stated * per_month * months;
            // A stated figure claims what its digits say: half a unit of the last one, or its hedge.
            const double stated = total.stated.value_or(0);
            const double power = std::pow(10, std::floor(std::log10(std::max(stated, 1.0))) - 1);
            Interval exact{.low = stated - power / 2, .high = stated + power / 2};
            if (!total.hedge.empty()) {
                exact = total.value;
            }
            const Interval value{.low = follows, .high = follows};
            if (fit_of(value, exact) != Fit::outside) {
                continue;
            }
            const bool same_months = monthly.period == total.period;
            found.push_back({"month_against_year",
                             fmt::format("{} a {} over {} month{} give {}, not {}{}.", interval_text({.low = *monthly.stated, .high = *monthly.stated}, monthly.unit), monthly.rate, months, months == 1 ? "" : "s",
                                         interval_text(value, monthly.unit), (total.hedge.empty() ? "" : total.hedge + " ") + interval_text({.low = stated, .high = stated}, total.unit),
                                         same_months ? "" : ": the two may count different goods or months"),
                             {monthly.span, total.span},
                             {monthly.number, total.number}});
        }
    }
}

/// A share of imports beside a share of all that is used, of the same goods.
void check_frames(const std::vector<Claim>& claims, std::vector<Inconsistency>& found) {
    for (const Claim& imports : claims) {
        for (const Claim& supply : claims) {
            const bool pair = imports.measure == Measure::share && supply.measure == Measure::share && imports.quantity == "imports" && (supply.quantity == "supply" || supply.quantity == "use") &&
                              imports.goods == supply.goods && imports.counterpart == supply.counterpart && !imports.goods.empty();
            if (pair && fit_of(imports.value, supply.value) != Fit::outside) {
                found.push_back({"imports_for_supply",
                                 fmt::format("The article gives the same share of {} for imports and for all that is used. A share of imports is a share of supply only where nothing is made at home.", goods_label(imports.goods)),
                                 {imports.span, supply.span},
                                 {imports.number, supply.number}});
            }
        }
    }
}

struct Counted {
    double count = 0;
    double percent = 0;
    Span span;
    std::string words;
};

/// "508 (26.16 percent)": a count with its share, and totals of the same sentence.
void check_counts(const Article& article, std::vector<Inconsistency>& found) {
    SentenceView view;
    for (const Sentence& sentence : article.sentences) {
        const std::string_view text = article.words(sentence.span);
        const std::size_t open = text.find('(');
        if (open == std::string_view::npos || (text.find('%') == std::string_view::npos && text.find("per") == std::string_view::npos)) {
            continue;
        }
        read_sentence(article, sentence, article.date, view);
        std::vector<Counted> pairs;
        std::vector<double> totals;
        for (std::size_t n = 0; n < view.numbers.size(); ++n) {
            const Number& number = view.numbers[n];
            if (number.what != Number::What::amount || !number.currency.empty() || number.value < 2) {
                continue;
            }
            const bool share = n + 1 < view.numbers.size() && view.numbers[n + 1].what == Number::What::percent && !view.numbers[n + 1].most && view.tokens.word(view.numbers[n + 1].first - 1) == "(" &&
                               view.numbers[n + 1].first - number.last <= 8;
            if (share && view.numbers[n + 1].value > 0) {
                pairs.push_back({number.value, view.numbers[n + 1].value, view.span_of(number.first, view.numbers[n + 1].last), view.words_of(number.first, number.last)});
            } else {
                totals.push_back(number.value);
            }
        }
        for (const Counted& pair : pairs) {
            for (const double total : totals) {
                if (total <= pair.count) {
                    continue;
                }
                const double follows = 100 * pair.count / total;
                // As many digits as are printed.
                const double step = std::abs(pair.percent - std::round(pair.percent)) < 1e-9 ? 0.5 : std::abs(pair.percent * 10 - std::round(pair.percent * 10)) < 1e-9 ? 0.05 : 0.005;
                if (std::abs(follows - pair.percent) > step + 1e-9) {
                    found.push_back({"percent_of_count",
                                     fmt::format("{:.0f} of {:.0f} are {:.1f} %, not {:g} %; a share of {:g} % needs a base of about {:.0f}.", pair.count, total, follows, pair.percent, pair.percent, 100 * pair.count / pair.percent),
                                     {pair.span},
                                     {}});
                }
            }
        }
        // Two counts that state shares imply the same base.
        for (std::size_t i = 0; totals.empty() && i + 1 < pairs.size(); ++i) {
            const double a = pairs[i].count / pairs[i].percent;
            const double b = pairs[i + 1].count / pairs[i + 1].percent;
            if (std::abs(a - b) / std::max(a, b) > 0.02) {
                found.push_back({"percent_of_count", fmt::format("{:.0f} as {:g} % needs a base of {:.0f}, {:.0f} as {:g} % one of {:.0f}.", pairs[i].count, pairs[i].percent, 100 * a, pairs[i + 1].count, pairs[i + 1].percent, 100 * b),
                                 {pairs[i].span, pairs[i + 1].span}, {}});
            }
        }
    }
}

/// A part that is larger than its whole: narrow against wide goods, a supplier against all.
void check_parts(const std::vector<Claim>& claims, std::vector<Inconsistency>& found) {
    for (const Claim& part : claims) {
        for (const Claim& whole : claims) {
            const bool pair = part.measure == Measure::level && whole.measure == Measure::level && part.goods == whole.goods && !part.goods.empty() && part.unit == whole.unit && part.rate == whole.rate && part.period == whole.period &&
                              part.quantity == whole.quantity && part.subject == whole.subject && !part.counterpart.empty() && whole.counterpart.empty() && part.width == whole.width;
            if (pair && part.value.low && whole.value.high && *part.value.low > *whole.value.high) {
                found.push_back({"parts_over_whole",
                                 fmt::format("{} from {} is more than the whole of {}.", interval_text(part.value, part.unit), places_text(part.counterpart), interval_text(whole.value, whole.unit)),
                                 {part.span, whole.span},
                                 {part.number, whole.number}});
            }
        }
    }
}

} // namespace

std::vector<Inconsistency> check_consistency(const Article& article, const std::vector<Claim>& claims) {
    std::vector<Inconsistency> found;
    // All pairs are looked at: a text with very many statements is looked at in its first ones.
    constexpr std::size_t most = 400;
    const std::vector<Claim> looked(claims.begin(), claims.begin() + static_cast<std::ptrdiff_t>(std::min(most, claims.size())));
    check_sums(looked, found);
    check_repeats(looked, found);
    check_months(looked, found);
    check_frames(looked, found);
    check_parts(looked, found);
    check_counts(article, found);
    return found;
}

} // namespace tidewaiter::claims
