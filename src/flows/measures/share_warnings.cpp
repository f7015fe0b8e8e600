#include "flows/measures/share_warnings.hpp"

#include "flows/places.hpp"
#include "flows/series.hpp"

#include "base/failure.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace tidewaiter::flows {

namespace {

/// A supplier is a ghost when it reaches this share of the total ...
constexpr double ghost_share = 0.01;
/// ... by growing this many times over what it had in the mean of its earlier periods.
constexpr double ghost_growth = 50;
/// A year that falls below this part of the one before, of a reporter with many partners, is not complete.
constexpr double incomplete_part = 0.5;
constexpr int incomplete_partners = 30;
/// A base below this many units of currency: its ratios say nothing.
constexpr double tiny_base = 100'000;
/// Two sources of one cell that differ by more than this.
constexpr double disagreement = 0.05;
/// Bases that differ by more than this change the answer.
constexpr double basis_factor = 10;
constexpr std::size_t rows_shown = 10;

double number(const std::optional<std::string>& text) { return text ? std::stod(*text) : 0; }

std::string millions(double value) { return std::abs(value) >= 1e5 ? fmt::format("{:.1f} m", value / 1e6) : fmt::format("{:.0f}", value); }

using Key = std::tuple<std::string, std::string, std::string>; // side, basis, currency

Key key_of(const ShareRow& row) { return {row.side, row.basis, row.currency}; }

void mark(std::vector<ShareRow>& rows, const std::string& code, const auto& where) {
    for (ShareRow& row : rows) {
        if (where(row) && std::ranges::find(row.warnings, code) == row.warnings.end()) {
            row.warnings.push_back(code);
        }
    }
}

class Warnings {
public:
    Warnings(sql::Database& database, const Question& question, const Scan& scan, const Wanted& wanted, const Span& span, std::vector<ShareRow>& rows, Answer& answer)
        : database_(database), question_(question), scan_(scan), wanted_(wanted), span_(span), rows_(rows), answer_(answer) {}

    void run() {
        hs_revision();
        born_codes();
        incomplete_months();
        incomplete_year();
        ghosts();
        estimates();
        secret();
        tiny();
        bases();
        disagreeing_sources();
        world_and_parts();
        missing_reporters();
        missing_partners();
        suppliers_not_held();
    }

private:
    std::string name(const ShareRow& row) const { return period_name(row.bucket, question_.step, span_); }

    void add(std::string code, std::string text, std::vector<std::string> rows = {}) {
        answer_.warnings.push_back({std::move(code), std::move(text), std::move(rows)});
    }

    void hs_revision() {
        std::set<std::string> revisions;
        for (const ShareRow& row : rows_) {
            for (std::size_t start = 0; start < row.hs_rev.size(); start += 7) {
                revisions.insert(row.hs_rev.substr(start, 6));
            }
        }
        if (revisions.size() > 1 && !question_.basket.is_all()) {
            answer_.notes.push_back(fmt::format("{} revisions of the HS in one series: {}{}", revisions.size(), fmt::join(revisions, ", "),
                                                question_.as_written ? ", compared by their digits" : ""));
        }
    }

    /// Codes of the basket that came with a revision, beside what their forerunners were before: growth from nothing that is none.
    void born_codes() {
        std::vector<std::pair<std::string, std::string>> pairs; // born, before
        for (const Warning& warning : answer_.warnings) {
            if (warning.code != "hs_revision") {
                continue;
            }
            for (const std::string& line : warning.rows) {
                // "851713 in HS 2022 is 851712 in HS 2017 (main, ...)"
                if (line.size() < 30 || line.substr(6, 16) != " in HS 2022 is " + line.substr(21, 1)) {
                    continue;
                }
                pairs.emplace_back(line.substr(0, 6), line.substr(21, 6));
            }
        }
        if (pairs.empty()) {
            return;
        }
        std::string codes;
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            codes += fmt::format("{}({}, '{}', true), ({}, '{}', false)", i == 0 ? "" : ", ", i, pairs[i].first, i, pairs[i].second);
        }
        struct Series {
            std::string text, currency;
            bool is_born = false;
        };
        std::map<std::size_t, Series> found;
        for (const auto& row : database_.all(fmt::format(
                 "SELECT number, year(period), sum(value) FILTER (is_born), sum(value) FILTER (NOT is_born), any_value(currency) FROM flow JOIN (VALUES {}) AS t(number, front, is_born) "
                 "ON left(code, 6) = front WHERE set_aside IS NULL AND {} = '{}' AND flow = '{}' AND level IN (6, 8, 10) GROUP BY 1, 2 ORDER BY 1, 2",
                 codes, question_.side == Side::buyer ? "reporter" : "partner", scan_.buyer, question_.side == Side::buyer ? 'M' : 'X'))) {
            Series& series = found[std::stoull(row[0].value_or("0"))];
            series.currency = series.text.empty() ? row[4].value_or("") : series.currency;
            series.text += fmt::format("{}{}: {} + {}", series.text.empty() ? "" : ", ", row[1].value_or(""), row[2] ? millions(number(row[2])) : "none", row[3] ? millions(number(row[3])) : "none");
            series.is_born = series.is_born || (!row[2] && number(row[3]) > 0);
        }
        std::set<std::string> years;
        for (const auto& [i, series] : found) {
            if (series.is_born) {
                years.insert(fmt::format("{} + {} (the same goods before HS 2022) in {} by year: {}", pairs[i].first, pairs[i].second, series.currency, series.text));
                mark(rows_, "born_code", [](const ShareRow&) { return true; });
            }
        }
        if (!years.empty()) {
            add("born_code", "codes of the basket were born with HS 2022: what they show before is their forerunner's trade, and growth from nothing is none", {years.begin(), years.end()});
        }
    }

    /// A year of months that does not have twelve.
    void incomplete_months() {
        if (question_.step != Step::year && question_.step != Step::quarter) {
            return;
        }
        const int whole = months_in(question_.step);
        std::set<std::string> lines;
        if (std::ranges::any_of(rows_, [&](const ShareRow& row) { return row.months_held < whole; })) {
            const auto held = months_held(database_, question_, scan_, span_);
            for (ShareRow& row : rows_) {
                const auto found = held.find(fmt::format("{}|{}|{}", row.source, row.side, row.bucket));
                row.months_held = found == held.end() ? row.months_held : std::max(row.months_held, found->second);
            }
        }
        for (ShareRow& row : rows_) {
            if (row.months_held < whole) {
                lines.insert(fmt::format("{}, {} side, {}: {} of {} months", name(row), row.side, row.currency, row.months_held, whole));
                row.warnings.emplace_back("incomplete_year");
                row.status += " incomplete";
            }
        }
        if (!lines.empty()) {
            add("incomplete_year", "some periods have fewer months than their length: their amounts are not those of a whole period", {lines.begin(), lines.end()});
        }
    }

    /// An annual figure whose reporter had twice as much, from many partners, in the year before: data that stop in the middle.
    void incomplete_year() {
        if (question_.step != Step::year) {
            return;
        }
        const auto found = database_.all(fmt::format(
            "WITH y AS (SELECT source_id, basis, currency, period, sum(value) AS value, count(*) AS partners FROM scan WHERE side = 'buyer' AND months = 12 AND kind = 'country' "
            "GROUP BY ALL), p AS (SELECT *, lag(value) OVER w AS before, lag(partners) OVER w AS partners_before, lead(value) OVER w AS later FROM y "
            "WINDOW w AS (PARTITION BY source_id, basis, currency ORDER BY period)) "
            "SELECT CAST(period AS VARCHAR), basis, currency, value, before, source_id FROM p WHERE value < {} * before AND partners_before >= {} AND later IS NULL ORDER BY ALL",
            incomplete_part, incomplete_partners));
        std::vector<std::string> lines;
        for (const auto& row : found) {
            const std::string bucket = row[0].value_or("");
            lines.push_back(fmt::format("source {}, {}: {} {} against {} the year before", row[5].value_or(""), bucket.substr(0, 4), millions(number(row[3])), row[2].value_or(""),
                                        millions(number(row[4]))));
            for (ShareRow& share : rows_) {
                if (share.side == "buyer" && share.bucket == bucket && share.basis == row[1].value_or("") && share.currency == row[2].value_or("")) {
                    share.warnings.emplace_back("incomplete_year");
                    share.status += " incomplete";
                    share.numbers[2].reset();
                    share.numbers[3] = "0";
                    share.numbers[4] = "1";
                }
            }
        }
        if (!lines.empty()) {
            add("incomplete_year", "the last year is less than half of the one before in all partners together: it is not complete, and no share of it is given", lines);
        }
    }

    void ghosts() {
        if (goods_are_narrow()) {
            return; // there a supplier does come from nothing
        }
        std::map<std::string, std::pair<double, std::size_t>> earlier = before_the_span();
        std::map<std::pair<Key, std::string>, std::vector<const ShareRow*>> series;
        for (const ShareRow& row : rows_) {
            series[{key_of(row), row.supplier}].push_back(&row);
        }
        std::set<std::string> names;
        std::set<const ShareRow*> marked;
        std::vector<std::string> lines;
        for (auto& [key, points] : series) {
            std::ranges::sort(points, {}, &ShareRow::bucket);
            auto [before, count] = earlier[std::get<0>(key.first) + "|" + std::get<2>(key.first) + "|" + key.second];
            bool is_ghost = false;
            for (const ShareRow* point : points) {
                const double value = number(point->numbers[0]);
                const double mean = count == 0 ? 0 : before / static_cast<double>(count);
                is_ghost = is_ghost || (count >= 1 && number(point->numbers[2]) >= ghost_share && value > ghost_growth * std::max(mean, 1.0));
                if (is_ghost) {
                    marked.insert(point);
                    names.insert(point->supplier);
                    const double base = number(point->numbers[8]);
                    lines.push_back(fmt::format("{}, {} as supplier of {}: {} {} ({:.1f} % of the total), {} in the mean of {} period(s) before{}", name(*point), point->supplier,
                                                scan_.buyer, millions(value), point->currency, 100 * value / std::max(base, 1.0), millions(mean), count, without(*point)));
                } else {
                    before += value;
                    ++count;
                }
            }
        }
        if (!names.empty()) {
            add("ghost_supplier", fmt::format("{} comes from almost nothing to more than 1 % of all supplies: no trade grows like that; leave it out with --without", fmt::join(names, ", ")), lines);
            mark(rows_, "ghost_supplier", [&](const ShareRow& row) {
                return std::ranges::any_of(marked, [&](const ShareRow* ghost) { return ghost->bucket == row.bucket && key_of(*ghost) == key_of(row); });
            });
        }
    }

    /// Yearly totals of suppliers before the first period that is shown: sum and number of years, by "side|currency|supplier".
    std::map<std::string, std::pair<double, std::size_t>> before_the_span() const {
        std::map<std::string, std::pair<double, std::size_t>> result;
        if (span_.first.empty() || scan_.is_group || question_.step != Step::year) {
            return result;
        }
        for (const auto& row : database_.all(fmt::format(
                 "SELECT side, currency, supplier, sum(value), count(*) FROM (SELECT CASE flow WHEN 'M' THEN 'buyer' ELSE 'supplier' END AS side, CASE flow WHEN 'M' THEN partner ELSE reporter "
                 "END AS supplier, currency, period, max(value) AS value FROM flow WHERE set_aside IS NULL AND level = 0 AND months = 12 AND period < DATE '{1}' AND "
                 "((reporter = '{0}' AND flow = 'M') OR (partner = '{0}' AND flow = 'X')) GROUP BY ALL) GROUP BY 1, 2, 3",
                 scan_.buyer, span_.first))) {
            result[row[0].value_or("") + "|" + row[1].value_or("") + "|" + row[2].value_or("")] = {number(row[3]), std::stoull(row[4].value_or("0"))};
        }
        return result;
    }

    /// In a narrow basket a supplier does come from nothing; only in all goods is that absurd.
    bool goods_are_narrow() const { return !question_.basket.is_all(); }

    std::string without(const ShareRow& ghost) const {
        const ShareRow* first = nullptr;
        for (const ShareRow& row : rows_) {
            if (row.bucket == ghost.bucket && key_of(row) == key_of(ghost) && row.supplier != ghost.supplier &&
                (first == nullptr || number(row.numbers[0]) > number(first->numbers[0]))) {
                first = &row;
            }
        }
        if (first == nullptr) {
            return {};
        }
        const double base = number(ghost.numbers[8]) - number(ghost.numbers[0]);
        return fmt::format("; without it {} has {:.1f} %", first->supplier, base > 0 ? 100 * number(first->numbers[0]) / base : 0);
    }

    void estimates() {
        std::map<std::string, std::size_t> counts;
        for (ShareRow& row : rows_) {
            for (const char* word : {"estimated", "nowcast", "computed"}) {
                if (row.status.find(word) != std::string::npos) {
                    ++counts[fmt::format("{}, source {}: {}", name(row), row.source, word)];
                    row.warnings.emplace_back("estimates");
                    break;
                }
            }
        }
        if (!counts.empty()) {
            std::vector<std::string> lines;
            for (const auto& [line, count] : counts) {
                lines.push_back(fmt::format("{} ({} suppliers)", line, count));
            }
            add("estimates", "some figures are estimates or sums made by the publisher, not reports", lines);
        }
    }

    void secret() {
        if (wanted_.has_secret) {
            add("secret_goods", "sources hold goods whose code is secret; any of them could belong to this basket, and they are not in its total");
        }
    }

    void tiny() {
        std::set<std::string> lines;
        for (ShareRow& row : rows_) {
            const double base = number(row.numbers[8]);
            if (row.numbers[8] && base < tiny_base) {
                row.warnings.emplace_back("tiny_base");
                lines.insert(fmt::format("{}, {} side: the total is {:.0f} {}", name(row), row.side, base, row.currency));
            }
        }
        if (!lines.empty()) {
            add("tiny_base", "shares and growth on so small a total are noise: look at the amounts", {lines.begin(), lines.end()});
        }
    }

    /// The same supplier and period by two bases or from two sides.
    void bases() {
        std::map<std::tuple<std::string, std::string, std::string>, std::vector<const ShareRow*>> cells;
        for (const ShareRow& row : rows_) {
            cells[{row.bucket, row.supplier, row.currency}].push_back(&row);
        }
        std::vector<std::pair<double, std::string>> lines;
        std::set<std::tuple<std::string, std::string, std::string>> marked;
        for (const auto& [key, points] : cells) {
            const auto [low, high] = std::ranges::minmax_element(points, {}, [](const ShareRow* row) { return number(row->numbers[0]); });
            const double least = number((*low)->numbers[0]);
            const double most = number((*high)->numbers[0]);
            if (points.size() > 1 && most > basis_factor * least && most >= 1e6) {
                marked.insert(key);
                lines.emplace_back(most, fmt::format("{}, {}: {} {} by {} ({} side), {} by {} ({} side)", name(**high), (*high)->supplier, millions(most), (*high)->currency,
                                                     (*high)->basis, (*high)->side, millions(least), (*low)->basis, (*low)->side));
            }
        }
        if (!lines.empty()) {
            std::ranges::sort(lines, [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
            std::vector<std::string> texts;
            for (std::size_t i = 0; i < std::min(rows_shown, lines.size()); ++i) {
                texts.push_back(lines[i].second);
            }
            add("basis_changes_answer", fmt::format("{} amounts differ more than tenfold by what the supplier means: say which basis is quoted", lines.size()), texts);
            mark(rows_, "basis_changes_answer", [&](const ShareRow& row) { return marked.contains({row.bucket, row.supplier, row.currency}); });
        }
    }

    /// Other sources of a cell that is shown, whose amount is another.
    void disagreeing_sources() {
        const std::string bucket = bucket_of(question_.step, span_);
        const auto found = database_.all(fmt::format(
            "WITH part AS (SELECT source_id, side, basis, currency, {0} AS bucket, supplier, months, sum(value) AS value, count(DISTINCT period) * max(months) AS held FROM {3} "
            "WHERE kind = 'country' AND months <= {1} GROUP BY ALL) "
            "SELECT a.side, a.basis, a.currency, CAST(a.bucket AS VARCHAR), a.supplier, a.source_id, a.value, b.source_id, b.value FROM part a JOIN part b "
            "ON a.side = b.side AND a.basis = b.basis AND a.currency = b.currency AND a.bucket = b.bucket AND a.supplier = b.supplier AND a.source_id < b.source_id AND a.held = b.held "
            "WHERE abs(a.value - b.value) > {2} * greatest(a.value, b.value) ORDER BY abs(a.value - b.value) DESC, 4, 5, 6, 8 LIMIT 200",
            bucket, months_in(question_.step) == 0 ? 255 : months_in(question_.step), disagreement, scan_.apart));
        std::vector<std::string> lines;
        for (const auto& row : found) {
            const auto text = [&](std::size_t i) { return row[i].value_or(""); };
            if (lines.size() < rows_shown) {
                lines.push_back(fmt::format("{}, {} ({} side, {}): {} {} in source {}, {} in source {}", period_name(text(3), question_.step, span_), text(4), text(0), text(1),
                                            millions(number(row[6])), text(2), text(5), millions(number(row[8])), text(7)));
            }
            mark(rows_, "sources_disagree", [&](const ShareRow& share) {
                return share.side == text(0) && share.basis == text(1) && share.currency == text(2) && share.bucket == text(3) && share.supplier == text(4);
            });
        }
        if (!lines.empty()) {
            add("sources_disagree", fmt::format("{}{} cells have another amount in another source: both are kept, one is shown", found.size() == 200 ? "at least " : "", found.size()), lines);
        }
    }

    /// Parts that are more than the published total.
    void world_and_parts() {
        const auto found = database_.all("SELECT source_id, side, basis, currency, CAST(period AS VARCHAR), max(value) FILTER (kind = 'world') AS world, "
                                         "sum(value) FILTER (kind IN ('country', 'unspecified', 'secret')) AS parts FROM (SELECT * EXCLUDE (value), sum(value) AS value FROM scan GROUP BY ALL) "
                                         "GROUP BY ALL HAVING world IS NOT NULL AND parts > 1.005 * world ORDER BY ALL LIMIT 50");
        std::vector<std::string> lines;
        for (const auto& row : found) {
            lines.push_back(fmt::format("source {}, {}, {} side: the parts are {} {}, the total says {}", row[0].value_or(""), row[4].value_or("").substr(0, 7), row[1].value_or(""),
                                        millions(number(row[6])), row[3].value_or(""), millions(number(row[5]))));
        }
        if (!lines.empty()) {
            add("parts_exceed_world", "the partners together are more than the published total; the larger of the two is the base", lines);
        }
        const auto groups = database_.all("SELECT DISTINCT source_id, supplier FROM scan WHERE kind IN ('world', 'group') ORDER BY ALL");
        if (!groups.empty()) {
            std::set<std::string> names;
            for (const auto& row : groups) {
                names.insert(row[1].value_or(""));
            }
            answer_.notes.push_back(fmt::format("rows of totals and groups are not added to countries: {}", fmt::join(names, ", ")));
        }
    }

    /// Who supplied the buyer by any source, and has not reported here.
    void missing_reporters() {
        if (question_.side == Side::buyer || scan_.is_group) {
            return;
        }
        std::map<std::pair<std::string, std::string>, std::set<std::string>> have; // bucket, currency
        std::map<std::pair<std::string, std::string>, bool> has_world;
        for (const ShareRow& row : rows_) {
            if (row.side == "supplier") {
                have[{row.bucket, row.currency}].insert(row.supplier);
                has_world[{row.bucket, row.currency}] = row.has_world;
            }
        }
        if (have.empty()) {
            return;
        }
        const auto known = known_suppliers();
        std::vector<std::pair<std::string, std::string>> told; // who is missing, in which periods
        for (const auto& [key, names] : have) {
            const auto [missing, count] = list_missing(known, names);
            if (count > 0) {
                const std::string text = fmt::format("{}: {}", key.second, missing);
                const auto same = std::ranges::find(told, text, &std::pair<std::string, std::string>::first);
                const std::string period = period_name(key.first, question_.step, span_);
                if (same == told.end()) {
                    told.emplace_back(text, period);
                } else {
                    same->second += ", " + period;
                }
                mark(rows_, "missing_reporters", [&](const ShareRow& row) { return row.side == "supplier" && row.bucket == key.first && row.currency == key.second; });
                if (!has_world[key]) {
                    // Without a total the missing ones can be of any size.
                    for (ShareRow& row : rows_) {
                        if (row.side == "supplier" && row.bucket == key.first && row.currency == key.second) {
                            leave_upper_bound(row, names.size());
                        }
                    }
                }
            }
        }
        if (!told.empty()) {
            std::vector<std::string> lines;
            for (const auto& [text, periods] : told) {
                lines.push_back(periods + ", " + text);
            }
            add("missing_reporters", "suppliers that are known for this buyer have not reported these goods here: each share of the reporting ones is an upper bound", lines);
        }
    }

    /// A file of the buyer's trade with one partner, or with fewer than half of those known: what it sums to is no total.
    void missing_partners() {
        if (question_.side == Side::supplier || scan_.is_group) {
            return;
        }
        constexpr std::size_t few = 10; // in one cell; more are not one country's file, and the table need not be read for them
        std::map<std::tuple<std::uint32_t, std::string, std::string, std::string>, std::size_t> cells;
        const auto cell_of = [](const ShareRow& row) { return std::tuple(row.source, row.bucket, row.basis, row.currency); };
        for (const ShareRow& row : rows_) {
            if (row.side == "buyer" && !row.has_world && row.source != 0 && row.kind == "country") {
                ++cells[cell_of(row)];
            }
        }
        std::set<std::uint32_t> sources;
        for (const auto& [cell, count] : cells) {
            if (count <= few) {
                sources.insert(std::get<0>(cell));
            }
        }
        if (sources.empty()) {
            return;
        }
        const auto known = known_suppliers();
        std::vector<std::string> lines;
        for (const std::uint32_t source : sources) {
            std::set<std::string> partners;
            for (const auto& row : database_.all(fmt::format("SELECT DISTINCT partner FROM flow WHERE source_id = {} AND reporter = '{}' AND flow = 'M' AND partner_kind = 'country' AND set_aside IS NULL",
                                                             source, scan_.buyer))) {
                partners.insert(row[0].value_or(""));
            }
            const auto [missing, count] = list_missing(known, partners);
            if (partners.empty() || (partners.size() > 1 && count <= partners.size())) {
                continue; // shipments, or a report that is as good as whole
            }
            lines.push_back(fmt::format("source {} holds {} partner(s) of {}: {}{}", source, partners.size(), scan_.buyer, partners.size() > rows_shown ? "" : fmt::format("{}", fmt::join(partners, " ")),
                                        count == 0 ? std::string() : "; not in it: " + missing));
            for (ShareRow& row : rows_) {
                if (row.side == "buyer" && row.source == source && !row.has_world) {
                    leave_upper_bound(row, cells[cell_of(row)]);
                    row.warnings.emplace_back("missing_partners");
                }
            }
        }
        if (!lines.empty()) {
            add("missing_partners", "the buyer's own report is held for some partners only: their sum is no total, and each share of it is an upper bound", lines);
        }
    }

    /// The most that each supplier is known for in any file, by the buyer's own word or its own, in all goods; largest first.
    std::vector<std::pair<std::string, std::string>> known_suppliers() const {
        std::vector<std::pair<std::string, std::string>> known;
        for (const auto& row : database_.all(fmt::format(
                 "SELECT supplier, max(value), arg_max(currency, value) FROM (SELECT source_id, flow, basis, CASE flow WHEN 'M' THEN partner ELSE reporter END AS supplier, currency, period, sum(value) AS value FROM {1}.flow "
                 "WHERE set_aside IS NULL AND ((reporter = '{0}' AND flow = 'M' AND partner_kind = 'country') OR (partner = '{0}' AND flow = 'X' AND reporter_kind = 'country')) "
                 "AND level = 0 AND months <= 12 GROUP BY ALL) GROUP BY ALL HAVING max(value) > 0 ORDER BY 2 DESC, 1",
                 scan_.buyer, home_of(database_)))) {
            known.emplace_back(row[0].value_or(""), fmt::format("{} {}", millions(number(row[1])), row[2].value_or("")));
        }
        return known;
    }

    /// Known suppliers that are not among the names: the largest in words, and how many.
    std::pair<std::string, std::size_t> list_missing(const std::vector<std::pair<std::string, std::string>>& known, const std::set<std::string>& names) const {
        std::string missing;
        std::size_t count = 0;
        for (const auto& [supplier, most] : known) {
            if (!names.contains(supplier) && supplier != scan_.buyer && ++count <= rows_shown) {
                missing += fmt::format("{}{} (up to {} in all goods)", count == 1 ? "" : ", ", supplier, most);
            }
        }
        return {missing + (count > rows_shown ? fmt::format(" and {} more", count - rows_shown) : ""), count};
    }

    /// Those who are missing can be of any size. A share of one supplier in itself is none.
    static void leave_upper_bound(ShareRow& row, std::size_t suppliers) {
        if (suppliers == 1) {
            row.numbers[2].reset();
        }
        row.numbers[3] = "0";
        row.numbers[5].reset();
        row.numbers[6].reset();
        row.numbers[7].reset();
        if (row.status.find("partial") == std::string::npos) {
            row.status += " partial";
        }
    }

    /// A supplier asked for by name, in periods where no source has it: bounds, never a guess.
    void suppliers_not_held() {
        if (question_.suppliers.empty()) {
            return;
        }
        // The rows of all suppliers are not here when only some were asked for: the totals are asked again.
        const std::string bucket = bucket_of(question_.step, span_);
        const auto totals = database_.all(fmt::format(
            "SELECT side, basis, currency, CAST({} AS VARCHAR) AS bucket, max(value) FILTER (kind = 'world'), coalesce(sum(value) FILTER (kind = 'country'), 0), max(hs_rev) "
            "FROM (SELECT source_id, side, basis, currency, period, months, kind, hs_rev, sum(value) AS value FROM scan GROUP BY ALL) GROUP BY 1, 2, 3, 4 ORDER BY ALL",
            bucket));
        std::vector<std::string> lines;
        for (const auto& total : totals) {
            for (const std::string& supplier : question_.suppliers) {
                const auto text = [&](std::size_t i) { return total[i].value_or(""); };
                const bool held = std::ranges::any_of(rows_, [&](const ShareRow& row) {
                    return row.side == text(0) && row.basis == text(1) && row.currency == text(2) && row.bucket == text(3) && row.supplier == supplier;
                });
                if (held) {
                    continue;
                }
                ShareRow row;
                row.side = text(0);
                row.basis = text(1);
                row.currency = text(2);
                row.bucket = text(3);
                row.supplier = supplier;
                row.hs_rev = text(6);
                row.status = "not_held";
                row.warnings = {"not_held"};
                row.numbers[3] = "0";
                const double world = number(total[4]);
                const double known = number(total[5]);
                row.numbers[4] = total[4] && world > 0 ? fmt::format("{:.6f}", std::max(0.0, (world - known) / world)) : "1";
                row.numbers[8] = total[4] ? total[4] : std::nullopt;
                lines.push_back(fmt::format("{}, {} ({} side, {}): between 0 and {} of the total", period_name(row.bucket, question_.step, span_), supplier, row.side, row.basis, *row.numbers[4]));
                rows_.push_back(std::move(row));
            }
        }
        if (!lines.empty()) {
            add("not_held", "no source in this flow file holds these supplies: the share lies somewhere within the bounds", lines);
        }
    }

    sql::Database& database_;
    const Question& question_;
    const Scan& scan_;
    const Wanted& wanted_;
    const Span& span_;
    std::vector<ShareRow>& rows_;
    Answer& answer_;
};

} // namespace

std::vector<Warning> wanted_warnings(sql::Database& database, const Wanted& wanted, const Scan& scan) {
    std::set<std::uint32_t> sources;
    std::set<std::string> revisions;
    for (const auto& row : database.all("SELECT DISTINCT source_id, hs_rev FROM scan")) {
        sources.insert(static_cast<std::uint32_t>(std::stoul(row[0].value_or("0"))));
        revisions.insert(row[1].value_or(""));
    }
    const bool has_partial = std::ranges::any_of(wanted.notes, [](const Wanted::Note& note) { return note.code == "partial_goods"; });
    if (has_partial && !scan.is_group) {
        for (const auto& row : database.all(fmt::format("SELECT DISTINCT source_id FROM flow WHERE reporter = '{0}' OR partner = '{0}'", scan.buyer))) {
            sources.insert(static_cast<std::uint32_t>(std::stoul(row[0].value_or("0"))));
        }
    }
    return warnings_of(wanted, sources, revisions);
}

std::map<std::string, int> months_held(sql::Database& database, const Question& question, const Scan& scan, const Span& span) {
    std::map<std::string, int> held;
    if (scan.is_group) {
        return held;
    }
    for (const auto& row : database.all(fmt::format(
             "SELECT source_id, CASE flow WHEN 'M' THEN 'buyer' ELSE 'supplier' END AS side, CAST({0} AS VARCHAR) AS bucket, count(DISTINCT period) FROM flow WHERE months = 1 AND set_aside IS NULL "
             "AND ((reporter = '{1}' AND flow = 'M') OR (partner = '{1}' AND flow = 'X')){2}{3} GROUP BY 1, 2, 3",
             bucket_of(question.step, span), scan.buyer, span.first.empty() ? "" : fmt::format(" AND period >= DATE '{}'", span.first),
             span.after.empty() ? "" : fmt::format(" AND period < DATE '{}'", span.after)))) {
        held[fmt::format("{}|{}|{}", row[0].value_or(""), row[1].value_or(""), row[2].value_or(""))] = std::stoi(row[3].value_or("0"));
    }
    return held;
}

std::vector<std::string> country_codes(const std::vector<std::string>& names) {
    std::vector<std::string> codes;
    for (const std::string& name : names) {
        const auto place = find_place(name, PlaceSystem::plain);
        if (!place) {
            throw base::Failure(base::FailureKind::usage, fmt::format("'{}' is no country", name), "Write an ISO code such as CN.");
        }
        codes.push_back(place->code);
    }
    return codes;
}

void add_share_warnings(sql::Database& database, const Question& question, const Scan& scan, const Wanted& wanted, const Span& span, std::vector<ShareRow>& rows,
                        Answer& answer) {
    Warnings(database, question, scan, wanted, span, rows, answer).run();
}

} // namespace tidewaiter::flows
