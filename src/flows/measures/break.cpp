// Did a series change, when, and by how much; and what a mix of others did meanwhile.
#include "flows/measures/pair_scan.hpp"
#include "flows/measures/share_warnings.hpp"
#include "flows/measures/supply_scan.hpp"
#include "flows/series.hpp"
#include "flows/periods.hpp"
#include "flows/statistics/breaks.hpp"
#include "flows/statistics/newey_west.hpp"
#include "flows/statistics/synthetic_control.hpp"

#include "base/failure.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

namespace tidewaiter::flows {

namespace {

using base::Failure;
using base::FailureKind;

constexpr std::size_t fewest_months = 12;
constexpr std::size_t enough_before = 24; ///< months before a date below which the line before is not trusted
constexpr std::size_t placebos_apart = 6;
/// A pre-change fit worse than this part of the level is no counterfactual.
constexpr double poor_fit = 0.25;
/// More donors make the mix no better and the placebo runs long.
constexpr std::size_t most_donors = 40;

struct Series {
    std::string supplier, side, basis, currency, sources, hs_rev, status;
    std::string first; ///< first day of the first month
    std::vector<double> values;
};

/// Months of each supplier, one source each: the one with most months, of equals the last loaded. In: scan.
std::string series_sql(const BreakQuestion& question) {
    const std::string money = question.currency.empty() ? "SELECT * FROM scan" : converted_sql(question.currency);
    return fmt::format(R"(money AS ({}),
monthly AS (
    SELECT source_id, side, basis, currency, supplier, period, sum(value) AS value, string_agg(DISTINCT hs_rev, ' ' ORDER BY hs_rev) AS hs_rev,
        string_agg(DISTINCT status::VARCHAR, ' ' ORDER BY status::VARCHAR) AS status
    FROM money WHERE months = 1 AND kind = 'country' GROUP BY ALL),
held AS (SELECT source_id, side, basis, currency, supplier, count(*) AS held FROM monthly GROUP BY source_id, side, basis, currency, supplier
    QUALIFY row_number() OVER (PARTITION BY side, basis, currency, supplier ORDER BY held DESC, source_id DESC) = 1)
SELECT side, basis, currency, supplier, period, value, hs_rev, status, source_id
FROM monthly JOIN held USING (source_id, side, basis, currency, supplier)
ORDER BY side, basis, currency, supplier, period)",
                       money);
}

std::optional<std::string> shown(std::optional<double> value, int digits = 6) { return value ? std::optional(fmt::format("{:.{}f}", *value, digits)) : std::nullopt; }

double mean(std::span<const double> values) { return values.empty() ? 0 : std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size()); }

std::string month_name(const std::string& first, std::size_t offset) { return add_months(first, static_cast<int>(offset)).substr(0, 7); }

class Breaks {
public:
    Breaks(FlowTable& table, const goods::GoodsBook& book, const BreakQuestion& question) : table_(table), database_(table.database()), book_(book), question_(question) {
        for (const std::string& date : question.dates) {
            const auto period = parse_period(date);
            if (!period) {
                throw Failure(FailureKind::usage, fmt::format("--date: {}", period.error().message), period.error().hint);
            }
            dates_.push_back(period->first_day());
        }
        if (question.synthetic && (dates_.size() != 1 || question.suppliers.size() != 1 || question.side != Side::supplier)) {
            throw Failure(FailureKind::usage, "a synthetic control wants one supplier, its own report, and one date", "Give --supplier TR --date 2022-03.");
        }
        answer_.measure = "break-1";
        answer_.columns = {"buyer", "supplier", "basket", "basket_version", "hs_rev", "basis", "reporter_side", "period", "break_date", "value", "currency", "base_value", "method", "level_change",
                           "level_lo", "level_hi", "trend_change", "trend_lo", "trend_hi", "expected", "t", "p_newey_west", "p_placebo", "placebos", "observations", "lag", "error_before", "error_after",
                           "ratio", "donors", "share", "share_lo", "share_hi", "coverage", "status", "warnings", "source_ids"};
        for (const std::string& column : answer_.columns) {
            static const std::set<std::string, std::less<>> words = {"buyer", "supplier", "basket", "basket_version", "hs_rev", "basis", "reporter_side", "period", "break_date", "currency",
                                                                     "method", "donors", "status", "warnings", "source_ids"};
            answer_.numeric.push_back(!words.contains(column));
        }
    }

    Answer run() {
        Wanted wanted = find_wanted(database_, book_, question_.basket, question_.sources, question_.as_written);
        const JoinedSeries joined(database_, wanted);
        if (joined.any()) {
            wanted = find_wanted(database_, book_, question_.basket, question_.sources, question_.as_written);
        }
        if (question_.synthetic) {
            compare_with_others(wanted);
        } else {
            look_at_series(wanted);
        }
        for (const auto& [code, lines] : raised_) {
            static const std::map<std::string, std::string> texts = {
                {"few_months", "fewer than 24 months stand before the date: the line that is carried on is uncertain"},
                {"too_short", "fewer than 12 months are held: nothing is tested"},
                {"date_outside", "fewer than 3 months are held before or after the date: it is not tested"},
                {"poor_fit", "the mix does not run like the treated series before the date: what it does after says little"},
                {"few_donors", "fewer than 9 donors: their rank cannot reach 10 %"}};
            answer_.warnings.push_back({code, texts.at(code), lines});
        }
        answer_.sources = sources_of(table_, ids_);
        const auto of_basket = basket_warnings(wanted, answer_.sources, revisions_);
        answer_.warnings.insert(answer_.warnings.begin(), of_basket.begin(), of_basket.end());
        if (answer_.rows.empty()) {
            answer_.notes.emplace_back("no break is shown: the series are constant within their noise, too short, or not held");
        }
        joined.finish(table_, wanted, std::string(), answer_);
        return std::move(answer_);
    }

private:
    Question as_question(const std::string& buyer) const {
        Question asked;
        asked.buyer = buyer;
        asked.basket = question_.basket;
        asked.from = question_.from;
        asked.to = question_.to;
        asked.side = question_.side;
        asked.sources = question_.sources;
        asked.currency = question_.currency;
        asked.as_written = question_.as_written;
        return asked;
    }

    /// A month without the goods is one without trade where the reporter has the month at all.
    std::set<std::string> months_reported(const std::string& source, const std::string& reporter, bool is_export) const {
        std::set<std::string> months;
        const std::string who = reporter.empty() ? "" : fmt::format(" AND reporter = '{}'", reporter);
        for (const auto& row : database_.all(fmt::format("SELECT DISTINCT CAST(period AS VARCHAR) FROM flow WHERE set_aside IS NULL AND months = 1 AND source_id = {} AND flow = '{}'{}", source,
                                                         is_export ? 'X' : 'M', who))) {
            months.insert(row[0].value_or(""));
        }
        return months;
    }

    std::vector<Series> read_series(const Scan& scan) {
        database_.run("CREATE OR REPLACE TEMP TABLE scan AS " + scan.sql);
        const std::string rest = series_sql(question_);
        answer_.sql = fmt::format("WITH scan AS MATERIALIZED (\n{}\n),\n{};\n", scan.sql, rest);
        std::map<std::tuple<std::string, std::string, std::string, std::string>, std::map<std::string, double>> cells;
        std::map<std::tuple<std::string, std::string, std::string, std::string>, Series> heads;
        const PlaceSet asked = place_set(question_.suppliers);
        for (const auto& row : database_.all("WITH " + rest)) {
            const std::string supplier = row[3].value_or("");
            const bool is_one = std::ranges::find(asked.members, supplier) != asked.members.end();
            if (!asked.is_all() && !is_one) {
                continue;
            }
            // All together, or the members of a group together, where no single one is asked for.
            const std::string name = asked.is_all() ? "all" : !asked.group.empty() ? asked.group : supplier;
            const std::tuple key(row[0].value_or(""), row[1].value_or(""), row[2].value_or(""), name);
            cells[key][row[4].value_or("")] += std::stod(row[5].value_or("0"));
            Series& head = heads[key];
            head.supplier = name;
            head.side = row[0].value_or("");
            head.basis = row[1].value_or("");
            head.currency = row[2].value_or("");
            for (const auto& [into, text] : {std::pair(&head.sources, row[8].value_or("")), std::pair(&head.status, row[7].value_or("")), std::pair(&head.hs_rev, row[6].value_or(""))}) {
                if ((" " + *into + " ").find(" " + text + " ") == std::string::npos) {
                    *into += (into->empty() ? "" : " ") + text;
                }
            }
        }
        database_.run("DROP TABLE IF EXISTS scan");
        const Span span = parse_span(question_.from, question_.to);
        std::vector<Series> series;
        for (auto& [key, head] : heads) {
            const auto& amounts = cells[key];
            std::set<std::string> reported;
            for (const Source& source : sources_of(table_, {head.sources})) {
                const std::string reporter = head.side == "buyer" ? (scan.is_group ? "" : scan.buyer) : (head.supplier.size() == 2 ? head.supplier : std::string());
                reported.merge(months_reported(std::to_string(source.id), reporter, head.side == "supplier"));
            }
            for (const auto& [month, value] : amounts) {
                reported.insert(month);
            }
            std::erase_if(reported, [&](const std::string& month) { return (!span.first.empty() && month < span.first) || (!span.after.empty() && month >= span.after); });
            head.first = *reported.begin();
            std::size_t missing = 0;
            for (std::string month = head.first; month <= *reported.rbegin(); month = add_months(month, 1)) {
                const auto found = amounts.find(month);
                missing += !reported.contains(month) ? 1U : 0U;
                head.values.push_back(found == amounts.end() ? 0 : found->second);
            }
            if (missing > 0) {
                answer_.notes.push_back(fmt::format("{} months of {} are not held at all and stand as nothing", missing, head.supplier));
            }
            series.push_back(std::move(head));
        }
        return series;
    }

    void look_at_series(const Wanted& wanted) {
        const Scan scan = supply_scan(as_question(question_.buyer), wanted);
        for (const Series& series : read_series(scan)) {
            if (series.values.size() < fewest_months) {
                raised_["too_short"].push_back(fmt::format("{}, {} side, {}: {} months", series.supplier, series.side, series.basis, series.values.size()));
                continue;
            }
            test(series, scan.buyer);
        }
        answer_.notes.emplace_back(dates_.empty() ? "the dates were found in the series itself, as the split into even stretches that fits best: p_newey_west is then too small by far; what counts is the rank among placebo dates"
                                                  : "intervals are of 95 %, by Newey-West; p_placebo is the rank of the jump among other dates before the first break");
        answer_.notes.push_back(question_.logarithm ? "changes are of the natural logarithm of the amount and one unit" : "changes are in units of the currency a month");
    }

    void test(const Series& series, const std::string& buyer) {
        Curve curve{series.supplier, fmt::format("{} side, by {}", series.side, series.basis), series.currency + " a month", {}};
        for (std::size_t i = 0; i < series.values.size(); ++i) {
            curve.points.emplace_back(month_name(series.first, i), series.values[i]);
        }
        answer_.curves.push_back(std::move(curve));
        std::vector<double> y = series.values;
        if (question_.logarithm) {
            std::ranges::transform(y, y.begin(), [](double value) { return std::log1p(value); });
        }
        std::vector<std::size_t> dates;
        if (dates_.empty()) {
            dates = find_breaks(y);
        }
        for (const std::string& day : dates_) {
            const int month = months_between(series.first, day);
            if (month < 3 || static_cast<std::size_t>(month) + 3 > y.size()) {
                raised_["date_outside"].push_back(fmt::format("{}, {}: {} months from {}", day.substr(0, 7), series.supplier, y.size(), series.first.substr(0, 7)));
                continue;
            }
            dates.push_back(static_cast<std::size_t>(month));
        }
        std::ranges::sort(dates);
        for (std::size_t i = 0; i < dates.size(); ++i) {
            // From the date before to the date after: other breaks do not bend the lines of this one.
            const std::size_t begin = i == 0 ? 0 : dates[i - 1];
            const std::size_t end = i + 1 < dates.size() ? dates[i + 1] : y.size();
            const std::size_t at = dates[i];
            const std::span<const double> part = std::span<const double>(y).subspan(begin, end - begin);
            const auto found = test_break(part, at - begin, !dates_.empty());
            std::vector<std::string> warnings;
            if (at < enough_before) {
                warnings.emplace_back("few_months");
                raised_["few_months"].push_back(fmt::format("{}, {}: {} months before", month_name(series.first, at), series.supplier, at));
            }
            std::optional<PlaceboDates> placebo;
            if (found) {
                placebo = placebo_dates(std::span<const double>(y).first(dates.front()), found->level, placebos_apart, !dates_.empty());
            }
            const auto in = [&](const auto& get) { return found ? std::optional(get(*found)) : std::nullopt; };
            const auto bend = [&](const auto& get) { return found && !dates_.empty() ? shown(get(*found), 4) : std::nullopt; };
            const bool ranked = placebo && placebo->tried > 0;
            const double before = mean(std::span<const double>(series.values).subspan(begin, at - begin));
            const double after = mean(std::span<const double>(series.values).subspan(at, end - at));
            const bool is_rise = after > before;
            answer_.rows.push_back({buyer, series.supplier, question_.basket.name, question_.basket.version, series.hs_rev, series.basis, series.side,
                                    fmt::format("{}..{} -> {}..{}", month_name(series.first, begin), month_name(series.first, at - 1), month_name(series.first, at), month_name(series.first, end - 1)),
                                    month_name(series.first, at), shown(after, 2), series.currency, shown(before, 2), dates_.empty() ? "even stretches" : "segmented regression",
                                    shown(in([](const BreakTest& t) { return t.level; }), 4), shown(in([](const BreakTest& t) { return t.level_low; }), 4),
                                    shown(in([](const BreakTest& t) { return t.level_high; }), 4), bend([](const BreakTest& t) { return t.trend; }), bend([](const BreakTest& t) { return t.trend_low; }), bend([](const BreakTest& t) { return t.trend_high; }),
                                    shown(in([](const BreakTest& t) { return t.expected; }), 4), shown(in([](const BreakTest& t) { return t.t; }), 3),
                                    shown(in([](const BreakTest& t) { return t.p; }), 6), ranked ? shown(placebo->p, 4) : std::nullopt,
                                    placebo ? std::optional(std::to_string(placebo->tried)) : std::nullopt, std::to_string(part.size()),
                                    found ? std::optional(std::to_string(found->lag)) : std::nullopt, std::nullopt, std::nullopt, std::nullopt, "", std::nullopt, std::nullopt, std::nullopt,
                                    std::nullopt, std::string(is_rise ? "rise " : "fall ") + series.status, fmt::format("{}", fmt::join(warnings, " ")), series.sources});
            ids_.push_back(series.sources);
            revisions_.insert(series.hs_rev);
        }
    }

    void compare_with_others(const Wanted& wanted) {
        const std::string supplier = one_country(question_.suppliers.front());
        const std::string buyer = one_country(question_.buyer);
        const Span span = parse_span(question_.from, question_.to);
        std::string where = fmt::format("flow = 'X' AND reporter = '{}' AND partner_kind = 'country' AND months = 1", supplier);
        where += span.first.empty() ? "" : fmt::format(" AND period >= DATE '{}'", span.first);
        where += span.after.empty() ? "" : fmt::format(" AND period < DATE '{}'", span.after);
        const std::string sql = fmt::format("SELECT source_id, currency, importer, CAST(period AS VARCHAR) AS period, sum(value) AS value, string_agg(DISTINCT hs_rev, ' ' ORDER BY hs_rev) AS hs_rev\n"
                                            "FROM ({}) AS pairs GROUP BY ALL ORDER BY ALL",
                                            converted_pairs_sql(pair_scan_sql(wanted, where), question_.currency));
        answer_.sql = sql + ";\n";
        using Place = std::pair<std::string, std::string>;
        std::map<Place, std::map<std::string, std::map<std::string, double>>> found; // source and currency, importer, month
        std::map<Place, std::string> revisions;
        for (const auto& row : database_.all(sql)) {
            const Place place{row[0].value_or(""), row[1].value_or("")};
            found[place][row[2].value_or("")][row[3].value_or("")] = std::stod(row[4].value_or("0"));
            revisions[place] = row[5].value_or("");
        }
        // The source that holds the pair for most months; of equals the last.
        const Place* best = nullptr;
        for (const auto& [place, importers] : found) {
            const auto own = importers.find(buyer);
            if (own != importers.end() && (best == nullptr || own->second.size() >= found[*best][buyer].size())) {
                best = &place;
            }
        }
        if (best == nullptr) {
            return;
        }
        const std::set<std::string> months = months_reported(best->first, supplier, true);
        const auto in_span = [&](const std::string& month) { return (span.first.empty() || month >= span.first) && (span.after.empty() || month < span.after); };
        std::vector<std::string> held;
        std::ranges::copy_if(months, std::back_inserter(held), in_span);
        const auto periods = static_cast<Eigen::Index>(held.size());
        const auto before = std::ranges::lower_bound(held, dates_.front()) - held.begin();
        if (before < 3 || periods - before < 1) {
            raised_["date_outside"].push_back(fmt::format("{}, {}: {} months before and {} from it on", dates_.front().substr(0, 7), supplier, before, periods - before));
            return;
        }
        const auto column = [&](const std::map<std::string, double>& amounts) {
            Eigen::VectorXd values(periods);
            for (Eigen::Index i = 0; i < periods; ++i) {
                const auto amount = amounts.find(held[static_cast<std::size_t>(i)]);
                values[i] = amount == amounts.end() ? 0 : amount->second;
            }
            return values;
        };
        // Each series as a multiple of its own mean before: partners of any size can stand in one mix.
        const auto& importers = found[*best];
        const Eigen::VectorXd amounts = column(importers.at(buyer));
        const double level = amounts.head(before).mean();
        const auto allowed = place_set(question_.donors);
        const auto forbidden = place_set(question_.not_donors);
        std::vector<std::pair<double, std::string>> order;
        for (const auto& [importer, cells] : importers) {
            const bool named = std::ranges::find(allowed.members, importer) != allowed.members.end();
            const bool barred = !question_.not_donors.empty() && std::ranges::find(forbidden.members, importer) != forbidden.members.end();
            const Eigen::VectorXd own = column(cells);
            const bool is_whole = (own.head(before).array() > 0).all();
            if (importer != buyer && !barred && (question_.donors.empty() ? is_whole : named) && own.head(before).mean() > 0) {
                order.emplace_back(-own.head(before).mean(), importer);
            }
        }
        std::ranges::sort(order);
        order.resize(std::min(order.size(), most_donors));
        Eigen::MatrixXd donors(periods, static_cast<Eigen::Index>(order.size()));
        for (std::size_t i = 0; i < order.size(); ++i) {
            donors.col(static_cast<Eigen::Index>(i)) = column(importers.at(order[i].second)) / -order[i].first;
        }
        const auto fit = level > 0 ? fit_synthetic(amounts / level, donors, before) : std::nullopt;
        if (!fit) {
            answer_.notes.emplace_back("no donor has a whole series before the date: there is nothing to compare with");
            return;
        }
        const PlaceboRank rank = rank_placebos(donors, before, fit->ratio);
        for (const bool is_mix : {false, true}) {
            Curve curve{is_mix ? "mix of others" : buyer, fmt::format("{} to {} and the mix, by dispatch", supplier, buyer), best->second + " a month", {}};
            for (Eigen::Index i = 0; i < periods; ++i) {
                curve.points.emplace_back(held[static_cast<std::size_t>(i)].substr(0, 7), is_mix ? fit->path[i] * level : amounts[i]);
            }
            answer_.curves.push_back(std::move(curve));
        }
        std::vector<std::string> mix;
        for (std::size_t i = 0; i < order.size(); ++i) {
            if (fit->weights[static_cast<Eigen::Index>(i)] >= 0.005) {
                mix.push_back(fmt::format("{} {:.2f}", order[i].second, fit->weights[static_cast<Eigen::Index>(i)]));
            }
        }
        std::vector<std::string> warnings;
        const std::string line = fmt::format("{} to {}: error before {:.2f} of the level, {} donors", supplier, buyer, fit->error_before, order.size());
        if (fit->error_before > poor_fit) {
            warnings.emplace_back("poor_fit");
            raised_["poor_fit"].push_back(line);
        }
        if (order.size() < 9) {
            warnings.emplace_back("few_donors");
            raised_["few_donors"].push_back(line);
        }
        const double after = amounts.tail(periods - before).mean();
        const double expected = fit->path.tail(periods - before).mean() * level;
        sql::TextRow row{buyer, supplier, question_.basket.name, question_.basket.version, revisions[*best], "dispatch", "supplier",
                         fmt::format("{}..{} -> {}..{}", held.front().substr(0, 7), held[static_cast<std::size_t>(before) - 1].substr(0, 7), dates_.front().substr(0, 7), held.back().substr(0, 7)),
                         dates_.front().substr(0, 7), shown(after, 2), best->second, shown(level, 2), "synthetic control", shown(after - expected, 4)};
        row.insert(row.end(), 5, std::nullopt); // no intervals: the rank among placebos stands for them
        row.insert(row.end(), {shown(expected, 4), std::nullopt, std::nullopt, shown(rank.p, 4), std::to_string(rank.ratios.size()), std::to_string(periods), std::nullopt,
                               shown(fit->error_before), shown(fit->error_after), shown(fit->ratio, 3), fmt::format("{}", fmt::join(mix, ", ")), std::nullopt, std::nullopt, std::nullopt, std::nullopt,
                               after > expected ? "above the mix" : "below the mix", fmt::format("{}", fmt::join(warnings, " ")), best->first});
        answer_.rows.push_back(std::move(row));
        ids_.push_back(best->first);
        revisions_.insert(revisions[*best]);
        answer_.notes.emplace_back("the mix is of the supplier's other buyers, each as a multiple of its mean before the date; errors are in the same unit, p_placebo is the rank of their ratio among the donors");
        answer_.notes.emplace_back("a donor that took over the trade itself makes the gap too large: name such hubs with --not-donor");
    }

    FlowTable& table_;
    sql::Database& database_;
    const goods::GoodsBook& book_;
    BreakQuestion question_;
    std::vector<std::string> dates_;
    std::vector<std::string> ids_;
    std::set<std::string> revisions_;
    std::map<std::string, std::vector<std::string>> raised_;
    Answer answer_;
};

} // namespace

Answer find_break(FlowTable& table, const goods::GoodsBook& book, const BreakQuestion& question) { return Breaks(table, book, question).run(); }

} // namespace tidewaiter::flows
