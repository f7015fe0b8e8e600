// Every basket, basis, side and period that the flow file can answer for the claim. A share comes with its bounds and its coverage.
#include "claims/readings.hpp"

#include "base/failure.hpp"
#include "entity/date.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <set>
#include <tuple>

namespace tidewaiter::claims {

namespace {

using flows::Answer;

/// Rows of an answer by column name.
class Rows {
public:
    explicit Rows(const Answer& answer) {
        for (std::size_t i = 0; i < answer.columns.size(); ++i) {
            places_.emplace(answer.columns[i], i);
        }
    }

    std::string text(const sql::TextRow& row, std::string_view column) const {
        const auto place = places_.find(column);
        return place == places_.end() || !row[place->second] ? std::string() : *row[place->second];
    }

    std::optional<double> number(const sql::TextRow& row, std::string_view column) const {
        const std::string cell = text(row, column);
        double value = 0;
        const auto result = std::from_chars(cell.data(), cell.data() + cell.size(), value);
        return cell.empty() || result.ec != std::errc{} ? std::nullopt : std::optional(value);
    }

private:
    std::map<std::string, std::size_t, std::less<>> places_;
};

bool is_in(const std::string& ids, std::uint32_t id) {
    std::string_view rest = ids;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        if (rest.substr(0, end) == std::to_string(id)) {
            return true;
        }
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return ids.empty();
}

std::string sources_text(const Answer& answer, const std::string& ids) {
    std::string text;
    for (const flows::Source& source : answer.sources) {
        const bool used = is_in(ids, source.id);
        if (used) {
            text += fmt::format("{}{}, {} ({}, sha256 {})", text.empty() ? "" : "; ", source.publisher, source.title, source.file, source.sha256.substr(0, 12));
        }
    }
    return text;
}

/// Latest vintage among the sources of a row: a day where it is one.
std::string vintage_text(const Answer& answer, const std::string& ids) {
    std::string latest;
    for (const flows::Source& source : answer.sources) {
        if (!is_in(ids, source.id)) {
            continue;
        }
        const auto date = entity::parse_date(source.vintage);
        const std::string day = date ? entity::to_iso(date->to) : std::string();
        latest = std::max(latest, day.empty() ? source.vintage : day);
    }
    return latest;
}

struct Span2 {
    std::string from;
    std::string to;
    flows::Step step = flows::Step::year;
};

int year_of(const std::string& month) { return month.size() >= 4 ? std::stoi(month.substr(0, 4)) : 0; }

/// Stretches of time to ask for: what is stated, and the calendar years that it touches; without it the year of the statement and the two
/// before.
std::vector<Span2> spans_of(const Claim& claim, const CheckOptions& options) {
    std::vector<Span2> spans;
    const int said = year_of(claim.said_on.empty() ? options.as_of : claim.said_on);
    if (claim.period.from.empty() && claim.period.to.empty()) {
        spans.push_back({fmt::format("{}", said - 2), fmt::format("{}", said), flows::Step::year});
        return spans;
    }
    const std::string from = claim.period.from.empty() ? fmt::format("{}-01", year_of(claim.period.to) - 1) : claim.period.from;
    const std::string to = claim.period.to.empty() ? fmt::format("{}-12", year_of(claim.period.from)) : claim.period.to;
    const bool whole_year = from.ends_with("-01") && to.ends_with("-12") && year_of(from) == year_of(to);
    if (!whole_year) {
        spans.push_back({from, to, flows::Step::window});
    }
    spans.push_back({fmt::format("{}", year_of(from)), fmt::format("{}", year_of(to)), flows::Step::year});
    return spans;
}

Period period_of(const std::string& text) {
    // "2023", "2023-10", "2023-Q4", "2023-10 to 2023-12", "2023-10..2023-12"
    if (text.size() == 4) {
        return {text + "-01", text + "-12"};
    }
    if (text.size() == 7 && text[5] == 'Q') {
        const int quarter = text[6] - '0';
        return {fmt::format("{}-{:02}", text.substr(0, 4), 3 * quarter - 2), fmt::format("{}-{:02}", text.substr(0, 4), 3 * quarter)};
    }
    if (text.size() == 7) {
        return {text, text};
    }
    if (text.size() > 14) {
        return {text.substr(0, 7), text.substr(text.size() - 7)};
    }
    return {};
}

struct Asked {
    std::string width;
    std::string codes;
    std::string list_version;
};

/// Baskets of the population that can be asked for; for the priority list each version that is held.
std::vector<Asked> baskets_of(const Claim& claim) {
    std::vector<Asked> asked;
    if (claim.goods == "chpl") {
        return {{"middle", "chpl", ""}, {"narrow", "chpl@45", "45 codes"}};
    }
    const Population* population = find_population(claim.goods);
    if (population == nullptr) {
        return asked;
    }
    std::set<std::string> seen;
    for (const std::string_view width : {"narrow", "middle", "wide"}) {
        const std::string& codes = population->codes(width);
        if (!codes.empty() && seen.insert(codes).second) {
            asked.push_back({std::string(width), codes, ""});
        }
    }
    return asked;
}

std::string command_of(const flows::Question& question, const std::string& codes, const std::vector<std::string>& suppliers) {
    std::string text = fmt::format("tidewaiter share --buyer {} --basket {} --from {} --to {}", question.buyer, codes, question.from, question.to);
    for (const std::string& supplier : suppliers) {
        text += " --supplier " + supplier;
    }
    return text + (question.step == flows::Step::window ? " --by window" : "");
}

/// What belongs together in an answer: one side, basis, currency and period; suppliers are summed.
struct Cell {
    double share = 0;
    double low = 0;
    double high = 0;
    double value = 0;
    double base = 0;
    std::optional<double> coverage;
    bool has_share = true;
    bool has_value = false; ///< no supplier of it that is held: nothing is known, which is not zero
    std::string ids;
    std::string warnings;
    std::string hs_rev;
    std::string version;
};
using Key = std::tuple<std::string, std::string, std::string, std::string>;

std::map<Key, Cell> cells_of(const Answer& answer, const std::vector<std::string>& suppliers) {
    const Rows rows(answer);
    std::map<Key, Cell> cells;
    for (const sql::TextRow& row : answer.rows) {
        const std::string supplier = rows.text(row, "supplier");
        if (!suppliers.empty() && std::ranges::find(suppliers, supplier) == suppliers.end()) {
            continue;
        }
        Cell& cell = cells[{rows.text(row, "reporter_side"), rows.text(row, "basis"), rows.text(row, "currency"), rows.text(row, "period")}];
        const auto low = rows.number(row, "share_lo");
        const auto high = rows.number(row, "share_hi");
        const auto share = rows.number(row, "share");
        cell.has_share = cell.has_share && (share || (low && high));
        cell.low += low.value_or(share.value_or(0));
        // What has no supplier's name could belong to one of them, once.
        cell.high = std::min(1.0, std::max(cell.high + share.value_or(low.value_or(0)), cell.low + high.value_or(0) - low.value_or(0)));
        cell.share += share.value_or(0);
        cell.has_value = cell.has_value || rows.number(row, "value").has_value();
        cell.value += rows.number(row, "value").value_or(0);
        cell.base = rows.number(row, "base_value").value_or(cell.base);
        cell.coverage = rows.number(row, "coverage");
        cell.ids = rows.text(row, "source_ids");
        cell.warnings = rows.text(row, "warnings");
        cell.hs_rev = rows.text(row, "hs_rev");
        cell.version = rows.text(row, "basket_version");
    }
    return cells;
}

class Sweep {
public:
    Sweep(const Claim& claim, const CheckOptions& options, std::vector<Reading>& readings, std::vector<std::string>& missing) : claim_(claim), options_(options), readings_(readings), missing_(missing) {}

    void run() {
        if (claim_.measure == Measure::existence && claim_.versus == "evasion") {
            gaps();
            return;
        }
        if (claim_.subject.empty() || claim_.subject == "WEST" || claim_.subject == "NATO") {
            missing_.push_back("whose supply it is: no buyer that trade statistics know is named");
            return;
        }
        const std::vector<std::uint32_t> then = sources_then();
        for (const Asked& asked : baskets_of(claim_)) {
            for (const Span2& span : spans_of(claim_, options_)) {
                try {
                    ask(asked, span, {});
                    if (!then.empty()) {
                        const std::size_t first = readings_.size();
                        ask(asked, span, then);
                        keep_replaced(first);
                    }
                } catch (const base::Failure& failure) {
                    if (failure.kind() == base::FailureKind::machine) {
                        throw;
                    }
                    missing_.push_back(failure.what());
                }
            }
        }
    }

private:
    /// Sources that were out on the day of the statement, when some others are held too; empty: no second look is needed.
    std::vector<std::uint32_t> sources_then() const {
        std::vector<std::uint32_t> then;
        const auto all = options_.flows->sources();
        for (const flows::Source& source : all) {
            const auto date = entity::parse_date(source.vintage);
            if (date && !claim_.said_on.empty() && entity::to_iso(date->to) <= claim_.said_on) {
                then.push_back(source.id);
            }
        }
        return then.size() == all.size() ? std::vector<std::uint32_t>{} : then;
    }

    /// Of the readings from `first` on, those that no reading of today repeats stay, marked.
    void keep_replaced(std::size_t first) {
        for (std::size_t i = readings_.size(); i-- > first;) {
            const bool repeated = std::any_of(readings_.begin(), readings_.begin() + static_cast<std::ptrdiff_t>(first),
                                              [&](const Reading& each) { return each.what == readings_[i].what && each.codes == readings_[i].codes && each.value == readings_[i].value && each.vintage == readings_[i].vintage; });
            if (repeated) {
                readings_.erase(readings_.begin() + static_cast<std::ptrdiff_t>(i));
            } else {
                readings_[i].superseded = true;
                readings_[i].id += "-then";
            }
        }
    }

    const Answer& asked_share(const flows::Question& question) {
        std::string key = fmt::format("{} {} {} {} {} {} {}", question.buyer, question.basket.name, question.from, question.to, static_cast<int>(question.step), question.limit, question.basket.version);
        for (const std::string& supplier : question.suppliers) {
            key += " " + supplier;
        }
        for (const std::uint32_t id : question.sources) {
            key += fmt::format(" #{}", id);
        }
        return cached(key, [&] { return flows::share(*options_.flows, *options_.goods, question); });
    }

    const Answer& cached(const std::string& key, const auto& make) {
        std::map<std::string, Answer>& answers = options_.answers == nullptr ? own_ : options_.answers->by_question;
        const auto found = answers.find(key);
        return found != answers.end() ? found->second : answers.emplace(key, make()).first->second;
    }

    Reading reading(const Asked& asked, const Key& key, const Cell& cell, const Answer& answer, const flows::Question& question) const {
        const auto& [side, basis, currency, period] = key;
        Reading one;
        one.id = fmt::format("flows-{}", readings_.size() + 1);
        one.origin = Origin::flows;
        one.goods = claim_.goods;
        one.width = asked.width;
        one.codes = asked.codes;
        one.basis = basis == "unknown" ? "" : basis;
        one.side = side;
        one.quantity = "imports";
        one.period = period_of(period);
        one.list_version = asked.list_version.empty() ? cell.version : asked.list_version;
        one.source = sources_text(answer, cell.ids);
        one.vintage = vintage_text(answer, cell.ids);
        one.published = one.vintage;
        one.computed = true;
        one.coverage = cell.coverage;
        one.note = cell.warnings.empty() ? "" : "warnings: " + cell.warnings;
        one.command = command_of(question, asked.codes, claim_.counterpart);
        one.what = fmt::format("{} ({}), {}, as {} report{}", goods_label(claim_.goods), asked.codes, period, side == "buyer" ? place_name(claim_.subject) : "its suppliers", side == "buyer" ? "s" : "");
        one.what += one.basis.empty() ? "" : ", by " + one.basis;
        return one;
    }

    void ask(const Asked& asked, const Span2& span, const std::vector<std::uint32_t>& sources) {
        const bool weapons = claim_.measure == Measure::existence;
        flows::Question question;
        question.sources = sources;
        question.buyer = claim_.subject;
        question.basket = flows::parse_basket(*options_.goods, asked.codes, {}, options_.as_of);
        question.suppliers = claim_.counterpart;
        question.from = span.from;
        question.to = span.to;
        question.step = span.step;
        if (claim_.measure == Measure::comparison) {
            compare(asked, question);
            return;
        }
        const Answer& answer = asked_share(question);
        const auto cells = cells_of(answer, claim_.counterpart);
        if (cells.empty()) {
            if (sources.empty()) {
                missing_.push_back(fmt::format("rows for {}{} to {}, {} to {}", asked.codes, claim_.counterpart.empty() ? "" : " from " + places_text(claim_.counterpart), place_name(claim_.subject), span.from, span.to));
            }
            return;
        }
        if (claim_.measure == Measure::change) {
            add_changes(asked, question, answer, cells);
            return;
        }
        for (const auto& [key, cell] : cells) {
            Reading one = reading(asked, key, cell, answer, question);
            if (weapons) {
                if (cell.value <= 0) {
                    continue; // an empty cell is no proof
                }
                one.fit = Fit::inside;
                one.what += fmt::format(": records of {:.0f} {}", cell.value, std::get<2>(key));
            } else if (claim_.measure == Measure::share) {
                if (!cell.has_share) {
                    one.not_counted = "no total is held";
                }
                one.unit = "percent";
                one.value = {.low = 100 * cell.low, .high = 100 * std::max(cell.high, cell.low)};
                one.mode = 100 * cell.share;
                if (cell.coverage && *cell.coverage < 0.6) {
                    one.not_counted = fmt::format("coverage {:.0f} % of the value, below 60 %", 100 * *cell.coverage);
                } else if (!cell.coverage && one.side == "supplier") {
                    one.not_counted = "no published total: suppliers that have not reported can be of any size";
                }
                if (claim_.quantity == "supply") {
                    one.not_counted = "a share of imports, not of supply";
                }
            } else if (claim_.measure == Measure::level) {
                if (std::get<2>(key) != claim_.unit || (claim_.quantity != "imports" && claim_.quantity != "exports" && claim_.quantity != "deliveries" && !claim_.quantity.empty())) {
                    continue;
                }
                if (!claim_.counterpart.empty() && !cell.has_value) {
                    continue;
                }
                double amount = claim_.counterpart.empty() ? cell.base : cell.value;
                if (claim_.rate == "month" && span.step == flows::Step::year) {
                    amount /= 12;
                }
                one.unit = claim_.unit;
                one.value = {.low = amount, .high = amount};
                one.mode = amount;
                if (claim_.period.empty()) {
                    one.note = "the words state no period";
                }
                if (cell.warnings.find("incomplete_year") != std::string::npos) {
                    one.not_counted = "the year is not whole";
                }
            } else {
                continue;
            }
            readings_.push_back(std::move(one));
        }
    }

    /// More from one than from another, or than from any other.
    void compare(const Asked& asked, flows::Question question) {
        std::vector<std::string> others;
        std::string_view rest = claim_.versus;
        while (!rest.empty() && claim_.versus != "all") {
            const std::size_t end = std::min(rest.find('+'), rest.size());
            others.emplace_back(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        question.suppliers = claim_.counterpart;
        question.suppliers.insert(question.suppliers.end(), others.begin(), others.end());
        if (claim_.versus == "all") {
            question.suppliers.clear();
        }
        const Answer& answer = asked_share(question);
        const auto own = cells_of(answer, claim_.counterpart);
        const Rows rows(answer);
        for (const auto& [key, cell] : own) {
            if (!cell.has_value) {
                continue;
            }
            double most = -1;
            std::string who;
            double sum = 0;
            for (const sql::TextRow& row : answer.rows) {
                const std::string supplier = rows.text(row, "supplier");
                const bool same = Key{rows.text(row, "reporter_side"), rows.text(row, "basis"), rows.text(row, "currency"), rows.text(row, "period")} == key;
                const bool self = std::ranges::find(claim_.counterpart, supplier) != claim_.counterpart.end();
                const auto value = rows.number(row, "value");
                if (!same || self || !value) {
                    continue;
                }
                sum += *value;
                if (*value > most) {
                    most = *value;
                    who = supplier;
                }
            }
            const double against = claim_.versus == "all" ? most : sum;
            if (most < 0) {
                continue; // what is not held is not compared
            }
            Reading one = reading(asked, key, cell, answer, question);
            one.fit = cell.value > against ? Fit::inside : Fit::outside;
            one.what += fmt::format(": {:.0f} {} from {}, {:.0f} from {}", cell.value, std::get<2>(key), places_text(claim_.counterpart), against, claim_.versus == "all" ? place_name(who) + ", the largest other of those held" : places_text(others));
            readings_.push_back(std::move(one));
        }
    }

    /// Ratio of the last to the first year of a series that both are in.
    void add_changes(const Asked& asked, const flows::Question& question, const Answer& answer, const std::map<Key, Cell>& cells) {
        std::map<std::tuple<std::string, std::string, std::string>, std::map<std::string, const Cell*>> series;
        for (const auto& [key, cell] : cells) {
            series[{std::get<0>(key), std::get<1>(key), std::get<2>(key)}].emplace(std::get<3>(key), &cell);
        }
        for (const auto& [key, years] : series) {
            const bool gap = !claim_.counterpart.empty() && std::ranges::any_of(years, [](const auto& each) { return !each.second->has_value; });
            if (years.size() < 2 || gap || question.step != flows::Step::year) {
                continue;
            }
            const auto amount = [&](const Cell& cell) { return claim_.counterpart.empty() ? cell.base : cell.value; };
            const auto& [first_year, first] = *years.begin();
            const auto& [last_year, last] = *years.rbegin();
            if (amount(*first) <= 0) {
                continue;
            }
            const double ratio = amount(*last) / amount(*first);
            Reading one = reading(asked, {std::get<0>(key), std::get<1>(key), std::get<2>(key), last_year}, *last, answer, question);
            one.what += fmt::format(", against {}", first_year);
            one.unit = "ratio";
            one.value = {.low = ratio, .high = ratio};
            one.mode = ratio;
            one.period = {first_year + "-01", last_year + "-12"};
            constexpr double small = 100'000;
            const bool stated = claim_.period.from.empty() || (first_year == question.from && last_year == question.to);
            if (first->warnings.find("incomplete_year") != std::string::npos || last->warnings.find("incomplete_year") != std::string::npos) {
                one.not_counted = "a year of it is not whole";
            } else if (!stated) {
                one.not_counted = fmt::format("the series has {} to {} only", first_year, last_year);
            } else if (amount(*first) < small) {
                one.not_counted = fmt::format("a base of {:.0f} {} is too small for a ratio", amount(*first), std::get<2>(key));
            }
            readings_.push_back(std::move(one));
        }
    }

    /// What the European Union and Turkey report as sent to the usual hubs, and the hubs do not report as received.
    void gaps() {
        constexpr std::array<std::string_view, 6> hubs = {"KZ", "KG", "AM", "GE", "UZ", "BY"};
        const int said = year_of(claim_.said_on.empty() ? options_.as_of : claim_.said_on);
        for (const std::string_view hub : hubs) {
            if (!claim_.counterpart.empty() && std::ranges::find(claim_.counterpart, hub) == claim_.counterpart.end()) {
                continue;
            }
            for (const std::string_view sender : {"EU27", "TR"}) {
                try {
                    flows::Question question;
                    question.buyer = std::string(hub);
                    question.basket = flows::parse_basket(*options_.goods, "all", {}, options_.as_of);
                    question.suppliers = {std::string(sender)};
                    question.from = fmt::format("{}", said - 5);
                    question.to = fmt::format("{}", said);
                    add_gap(cached(fmt::format("mirror {} {} {}", hub, sender, said), [&] { return flows::mirror(*options_.flows, *options_.goods, question); }), question, sender);
                } catch (const base::Failure& failure) {
                    if (failure.kind() == base::FailureKind::machine) {
                        throw;
                    }
                }
            }
        }
        if (readings_.empty()) {
            missing_.push_back("what senders and the usual hubs both report, so that goods lost on the way can be seen");
        }
    }

    /// The change counts, not the level: freight and origin make a level of their own.
    void add_gap(const Answer& answer, const flows::Question& question, std::string_view sender) {
        const Rows rows(answer);
        std::optional<double> before;
        std::optional<double> after;
        std::string years[2];
        double sent = 0;
        for (const sql::TextRow& row : answer.rows) {
            const auto lost = rows.number(row, "share_lost");
            const std::string period = rows.text(row, "period");
            // More arrived than was sent twice over: the two sides do not hold the same goods.
            constexpr double implausible = -1;
            if (!lost || period.size() != 4 || *lost < implausible || rows.text(row, "warnings").find("partial_goods") != std::string::npos) {
                continue;
            }
            if (period <= "2021") {
                before = *lost;
                years[0] = period;
            } else {
                after = *lost;
                years[1] = period;
                sent = rows.number(row, "value_sent").value_or(0);
            }
        }
        if (!before || !after) {
            return;
        }
        Reading one;
        one.id = fmt::format("flows-{}", readings_.size() + 1);
        one.origin = Origin::flows;
        one.goods = "all";
        one.quantity = "deliveries";
        one.period = {years[0] + "-01", years[1] + "-12"};
        one.what = fmt::format("{} to {}, all goods: {:.0f} % sent but not recorded on arrival in {}, {:.0f} % in {}", place_name(std::string(sender)), place_name(question.buyer), 100 * *after, years[1], 100 * *before, years[0]);
        one.source = sources_text(answer, {});
        one.vintage = vintage_text(answer, {});
        one.published = one.vintage;
        one.computed = true;
        constexpr double clear = 0.15;
        one.fit = *after - *before >= clear ? Fit::inside : Fit::outside;
        if (one.fit == Fit::outside && claim_.counterpart.empty()) {
            one.not_counted = "no sign of it on this way, which says nothing of other ways";
        }
        one.note = fmt::format("{:.0f} were sent in {}", sent, years[1]);
        one.command = fmt::format("tidewaiter mirror --buyer {} --supplier {} --from {} --to {}", question.buyer, sender, question.from, question.to);
        readings_.push_back(std::move(one));
    }

    const Claim& claim_;
    const CheckOptions& options_;
    std::vector<Reading>& readings_;
    std::vector<std::string>& missing_;
    std::map<std::string, Answer> own_;
};

/// The same source, basket and basis over a stretch of time that lies within another is counted once.
void nest(std::vector<Reading>& readings, std::size_t first) {
    for (std::size_t i = first; i < readings.size(); ++i) {
        for (std::size_t k = first; k < readings.size(); ++k) {
            const Reading& a = readings[i];
            const Reading& b = readings[k];
            const bool same = i != k && !a.superseded && !b.superseded && a.codes == b.codes && a.basis == b.basis && a.side == b.side && a.source == b.source;
            const bool inside = b.period.from <= a.period.from && a.period.to <= b.period.to;
            const bool equal = a.period == b.period;
            if (same && inside && (!equal || k < i) && b.within != a.id) {
                readings[i].within = b.id;
                break;
            }
        }
    }
}

} // namespace

void add_flows(const Claim& claim, const CheckOptions& options, std::vector<Reading>& readings, std::vector<std::string>& missing) {
    const bool places = claim.measure == Measure::comparison && !claim.counterpart.empty() && !claim.versus.empty() && claim.versus != "ever" && claim.versus != "need" && claim.versus != "imports";
    const bool trade = (claim.measure != Measure::comparison || places) && claim.attribute.empty() &&
                       (claim.quantity.empty() || claim.quantity == "imports" || claim.quantity == "exports" || claim.quantity == "deliveries" || claim.measure == Measure::share || claim.measure == Measure::existence || places);
    if (!trade) {
        return;
    }
    if (options.flows == nullptr || options.goods == nullptr) {
        missing.push_back(options.flows_note.empty() ? "trade statistics: no flow file is held" : options.flows_note);
        return;
    }
    const std::size_t before = readings.size();
    Sweep(claim, options, readings, missing).run();
    nest(readings, before);
    // The same cell asked for twice (a year and a window that is that year) stays once.
    for (std::size_t i = before; i < readings.size(); ++i) {
        for (std::size_t k = readings.size(); k-- > i + 1;) {
            if (readings[k].what == readings[i].what && readings[k].value == readings[i].value && readings[k].codes == readings[i].codes) {
                readings.erase(readings.begin() + static_cast<std::ptrdiff_t>(k));
            }
        }
    }
}

} // namespace tidewaiter::claims
