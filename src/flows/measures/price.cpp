// What a kilogram costs the buyer now and before, and what it costs the others.
#include "flows/measures/pair_scan.hpp"
#include "flows/measures/supply_scan.hpp"
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

using base::Failure;
using base::FailureKind;

/// Less than this in either window: the unit value is of a parcel, not of a trade.
constexpr double lightest_kg = 20;
/// More than this for a kilogram is a weight in another unit, or none: the dearest chips and stones do not reach it.
constexpr double dearest = 1'000'000;
/// A change of unit value that is half mix is no price.
constexpr double mostly_mix = 0.5;
constexpr double no_change = 0.1; ///< in logarithms: changes below it are not looked at for mix

/// Amounts of one code (or product, or supplier) in the two windows: value and kilograms of the rows that have both, and all value.
struct Amounts {
    double value[2] = {0, 0}, kg[2] = {0, 0}, all[2] = {0, 0};

    void add(const Amounts& other) {
        for (std::size_t i = 0; i < 2; ++i) {
            value[i] += other.value[i];
            kg[i] += other.kg[i];
            all[i] += other.all[i];
        }
    }

    bool is_whole() const { return kg[0] >= lightest_kg && kg[1] >= lightest_kg && value[0] > 0 && value[1] > 0; }
    double unit_value(std::size_t i) const { return value[i] / kg[i]; }
    double price_change() const { return unit_value(1) / unit_value(0); }
};

struct Product {
    std::map<std::string, Amounts> codes; ///< of the finest length the source holds
    Amounts buyer, rest;
    std::set<std::string> units[2];
    std::set<std::string> revisions;
    bool estimated = false;
};

struct SupplierKey {
    std::string supplier, basis, currency, source;
    double held[2] = {0, 0}; ///< months
    auto key() const { return std::tie(supplier, basis, currency, source); }

    friend bool operator<(const SupplierKey& a, const SupplierKey& b) { return a.key() < b.key(); }
};

/// Fisher's index of prices over the parts that both windows hold; nullopt for fewer than so many.
template <class Map, class Of>
std::optional<double> fisher(const Map& parts, std::size_t fewest, Of of) {
    double base_old = 0, base_new = 0, now_old = 0, now_new = 0; // quantities of then and now at prices of then and now
    std::size_t count = 0;
    for (const auto& [key, part] : parts) {
        const Amounts& a = of(part);
        if (a.kg[0] <= 0 || a.kg[1] <= 0 || a.value[0] <= 0 || a.value[1] <= 0) {
            continue;
        }
        ++count;
        base_old += a.value[0];
        base_new += a.kg[0] * a.unit_value(1);
        now_old += a.kg[1] * a.unit_value(0);
        now_new += a.value[1];
    }
    if (count < fewest) {
        return std::nullopt;
    }
    return std::sqrt(base_new / base_old * now_new / now_old);
}

/// The value at which half of the weight lies on either side. In: value and weight, any order, not empty
double weighted_median(std::vector<std::pair<double, double>> values) {
    std::ranges::sort(values);
    double total = 0;
    for (const auto& value : values) {
        total += value.second;
    }
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        sum += values[i].second;
        if (sum > total / 2) {
            return values[i].first;
        }
        if (sum == total / 2 && i + 1 < values.size()) {
            return (values[i].first + values[i + 1].first) / 2;
        }
    }
    return values.back().first;
}

std::string window_sql(const Span& span) {
    return fmt::format("period >= DATE '{}' AND period + to_months(months) <= DATE '{}'", span.first, span.after);
}

/// Rows of both windows with their codes, by destination: the buyer, or everyone else. In: the finest codes of each source.
std::string lines_sql(const PriceQuestion& question, const Wanted& wanted, const Span& before, const Span& after, const std::string& buyer, const std::string& suppliers) {
    const bool own = question.side == Side::buyer;
    return fmt::format(R"(WITH wanted AS MATERIALIZED (
    {0}),
dated AS (
    SELECT *, {1} AS supplier, CASE WHEN {2} = '{3}' THEN 'buyer' ELSE 'rest' END AS buys, CASE WHEN {4} THEN 0 WHEN {5} THEN 1 END AS part
    FROM flow JOIN wanted USING (source_id, hs_rev, code)
    WHERE set_aside IS NULL AND flow = '{6}' AND level >= 6 AND reporter_kind = 'country' AND partner_kind = 'country'{7}{8}),
finest AS (SELECT * FROM dated WHERE part IS NOT NULL QUALIFY level = max(level) OVER (PARTITION BY source_id, left(code, 6)))
SELECT source_id, supplier, {9} AS basis, currency, buys, left(code, 6) AS product, code, part, coalesce(unit, '') AS unit, hs_rev,
    coalesce(sum(value) FILTER (weight_kg > 0), 0) AS value, coalesce(sum(weight_kg) FILTER (weight_kg > 0), 0) AS weight_kg, sum(value) AS all_value, bool_or(weight_estimated) AS estimated
FROM finest GROUP BY ALL ORDER BY ALL)",
                       to_sql(wanted), own ? "partner" : "reporter", own ? "reporter" : "partner", buyer, window_sql(before), window_sql(after), own ? 'M' : 'X',
                       own ? fmt::format(" AND reporter = '{}'", buyer) : "", suppliers, own ? "basis::VARCHAR" : "'dispatch'");
}

std::optional<std::string> shown(std::optional<double> value, int digits = 6) { return value ? std::optional(fmt::format("{:.{}f}", *value, digits)) : std::nullopt; }

class Prices {
public:
    Prices(FlowTable& table, const goods::GoodsBook& book, const PriceQuestion& question) : table_(table), database_(table.database()), book_(book), question_(question) {
        if (question.base_from.empty() || question.from.empty()) {
            throw Failure(FailureKind::usage, "two windows are compared: the months of the base and those after", "Give --base 2021 --from 2024.");
        }
        if (question.side == Side::both) {
            throw Failure(FailureKind::usage, "prices are looked at from one side", "Give --side buyer or --side supplier.");
        }
        before_ = parse_span(question.base_from, question.base_to.empty() ? question.base_from : question.base_to);
        after_ = parse_span(question.from, question.to.empty() ? question.from : question.to);
        if (before_.after > after_.first) {
            throw Failure(FailureKind::usage, "the months of the base reach into those compared with them", "Let --base end before --from.");
        }
        buyer_ = one_country(question.buyer);
    }

    Answer run() {
        Wanted wanted = find_wanted(database_, book_, question_.basket, question_.sources, question_.as_written);
        const JoinedSeries joined(database_, wanted);
        if (joined.any()) {
            wanted = find_wanted(database_, book_, question_.basket, question_.sources, question_.as_written);
        }
        const PlaceSet suppliers = place_set(question_.suppliers);
        const std::string only = suppliers.is_all() ? "" : " AND " + suppliers.sql(question_.side == Side::buyer ? "partner" : "reporter", "partner_kind");
        answer_.sql = lines_sql(question_, wanted, before_, after_, buyer_, only);
        read(answer_.sql);
        answer_.sql += ";\n";
        print(wanted);
        joined.finish(table_, wanted, buyer_, answer_);
        return std::move(answer_);
    }

private:
    void read(const std::string& sql) {
        std::map<std::tuple<std::string, std::string, std::string, std::string>, std::map<std::string, Product>> found;
        database_.query(sql, {}, [&](std::span<const std::optional<std::string_view>> cells) {
            const auto text = [&](std::size_t i) { return std::string(cells[i].value_or("")); };
            Product& product = found[{text(1), text(2), text(3), text(0)}][text(5)];
            Amounts amounts;
            const auto part = static_cast<std::size_t>(text(7) == "1");
            amounts.value[part] = std::stod(text(10));
            amounts.kg[part] = std::stod(text(11));
            amounts.all[part] = std::stod(text(12));
            if (text(4) == "rest") {
                product.rest.add(amounts);
                return true;
            }
            product.buyer.add(amounts);
            product.codes[text(6)].add(amounts);
            product.units[part].insert(text(8));
            product.revisions.insert(text(9));
            product.estimated = product.estimated || text(13) == "true";
            return true;
        });
        // One source for each supplier, basis and currency: the one that sells the buyer most, of equals the last loaded.
        std::map<std::tuple<std::string, std::string, std::string>, std::pair<double, std::string>> best;
        for (const auto& [key, products] : found) {
            double sold = 0;
            for (const auto& [code, product] : products) {
                sold += std::min(product.buyer.value[0], product.buyer.value[1]);
            }
            auto& chosen = best[{std::get<0>(key), std::get<1>(key), std::get<2>(key)}];
            const bool is_later = !chosen.second.empty() && sold == chosen.first && std::stoul(std::get<3>(key)) > std::stoul(chosen.second);
            if (chosen.second.empty() || sold > chosen.first || is_later) {
                chosen = {sold, std::get<3>(key)};
            }
        }
        for (auto& [key, products] : found) {
            const auto& [supplier, basis, currency, source] = key;
            if (best[{supplier, basis, currency}].second != source) {
                continue;
            }
            SupplierKey place{supplier, basis, currency, source, {}};
            const auto held = database_.all(fmt::format(
                "SELECT coalesce(sum(months) FILTER ({}), 0), coalesce(sum(months) FILTER ({}), 0) FROM (SELECT DISTINCT period, months FROM flow WHERE set_aside IS NULL AND source_id = {} "
                "AND reporter = '{}' AND flow = '{}')",
                window_sql(before_), window_sql(after_), source, question_.side == Side::buyer ? buyer_ : supplier, question_.side == Side::buyer ? 'M' : 'X'));
            for (std::size_t i = 0; i < 2; ++i) {
                place.held[i] = std::max(1.0, std::stod(held.at(0).at(i).value_or("1")));
            }
            suppliers_.emplace(place, std::move(products));
        }
    }

    void warn(const std::string& code, std::string line) { raised_[code].push_back(std::move(line)); }

    struct Line {
        std::string status, warnings;
        std::optional<double> markup, rest, mix;
        bool counts = false;
    };

    Line judge(const SupplierKey& key, const std::string& code, const Product& product) {
        Line line;
        std::vector<std::string> codes;
        const Amounts& a = product.buyer;
        if (a.all[0] <= 0 || a.all[1] <= 0) {
            line.status = a.all[0] > 0 ? "no_longer_traded" : "new";
            return line;
        }
        if (a.kg[0] <= 0 || a.kg[1] <= 0) {
            line.status = "weight_not_held";
            return line;
        }
        if (a.unit_value(0) > dearest || a.unit_value(1) > dearest) {
            line.status = "weight_implausible";
            line.warnings = line.status;
            warn("weight_implausible", fmt::format("{} {}: {:.0f} and {:.0f} {} a kilogram", key.supplier, code, a.unit_value(0), a.unit_value(1), key.currency));
            return line;
        }
        if (!a.is_whole()) {
            line.status = "too_light";
            return line;
        }
        line.status = "compared";
        line.counts = true;
        if (product.units[0] != product.units[1]) {
            line.status = "unit_changed";
            line.counts = false;
            codes.emplace_back("unit_changed");
            warn("unit_changed", fmt::format("{} {}: {} before, {} after", key.supplier, code, fmt::join(product.units[0], " "), fmt::join(product.units[1], " ")));
        }
        if (product.estimated) {
            codes.emplace_back("estimated_weight");
            warn("estimated_weight", fmt::format("{} {}", key.supplier, code));
        }
        if (product.rest.is_whole()) {
            line.rest = product.rest.price_change();
            line.markup = a.price_change() / *line.rest - 1;
        }
        if (product.codes.size() > 1) {
            if (const auto pure = fisher(product.codes, 2, [](const Amounts& amounts) -> const Amounts& { return amounts; })) {
                const double change = std::log(a.price_change());
                const double mix = change - std::log(*pure);
                line.mix = std::exp(mix) - 1;
                if (std::abs(change) > no_change && std::abs(mix) > mostly_mix * std::abs(change)) {
                    codes.emplace_back("mix_shift");
                    warn("mix_shift", fmt::format("{} {}: a kilogram costs {:.2f} times as much, but {:.2f} times at the same mix of {} codes", key.supplier, code, a.price_change(), *pure,
                                                  product.codes.size()));
                }
            }
        }
        line.warnings = fmt::format("{}", fmt::join(codes, " "));
        return line;
    }

    void print_row(const SupplierKey& key, const std::string& code, const Amounts& a, const Line& line, std::optional<double> price, double total, const std::string& revisions) {
        const auto per_month = [&](double value, std::size_t i) { return value / key.held[i]; };
        std::optional<double> quantity;
        std::optional<double> part;
        if (price && a.value[0] > 0 && a.value[1] > 0) {
            const double value = per_month(a.value[1], 1) / per_month(a.value[0], 0);
            quantity = value / *price;
            part = value != 1 ? std::optional(std::log(*price) / std::log(value)) : std::nullopt;
        }
        const double all = a.all[0] + a.all[1];
        answer_.rows.push_back(
            {buyer_, key.supplier, question_.basket.name, question_.basket.version, revisions, code, key.basis, question_.side == Side::buyer ? "buyer" : "supplier",
             fmt::format("{} -> {}", period_name(before_.first, Step::window, before_), period_name(after_.first, Step::window, after_)), shown(per_month(a.all[1], 1), 2), key.currency,
             shown(per_month(a.all[0], 0), 2), a.kg[0] > 0 ? shown(a.unit_value(0)) : std::nullopt, a.kg[1] > 0 ? shown(a.unit_value(1)) : std::nullopt, shown(price), shown(quantity),
             a.all[0] > 0 ? shown(per_month(a.all[1], 1) / per_month(a.all[0], 0)) : std::nullopt, shown(part), shown(line.rest), shown(line.markup), shown(line.mix),
             total > 0 ? shown(a.all[0] / total) : std::nullopt, std::nullopt, std::nullopt, all > 0 ? shown((a.value[0] + a.value[1]) / all) : std::nullopt, line.status, line.warnings, key.source});
    }

    void print(const Wanted& wanted) {
        answer_.measure = "price-1";
        answer_.columns = {"buyer", "supplier", "basket", "basket_version", "hs_rev", "code", "basis", "reporter_side", "period", "value", "currency", "base_value", "unit_value_before", "unit_value",
                           "price_change", "quantity_change", "value_change", "price_part", "rest_price_change", "markup", "mix_shift", "share", "share_lo", "share_hi", "coverage", "status",
                           "warnings", "source_ids"};
        answer_.numeric = {false, false, false, false, false, false, false, false, false, true, false, true, true, true, true, true, true, true, true, true, true, true, true, true, true, false, false, false};
        std::vector<std::string> ids;
        std::set<std::string> all_revisions;
        for (auto& [key, products] : suppliers_) {
            Amounts total;
            std::map<std::string, Amounts> compared;
            std::vector<std::pair<double, double>> markups;
            std::vector<std::pair<double, double>> rests;
            std::vector<std::tuple<double, std::string, Line>> lines;
            std::set<std::string> revisions;
            for (const auto& [code, product] : products) {
                if (product.buyer.all[0] + product.buyer.all[1] <= 0) {
                    continue;
                }
                Line line = judge(key, code, product);
                total.add(product.buyer);
                revisions.insert(product.revisions.begin(), product.revisions.end());
                if (line.counts) {
                    compared.emplace(code, product.buyer);
                    if (line.markup) {
                        markups.emplace_back(*line.markup, product.buyer.value[0]);
                        rests.emplace_back(*line.rest, product.buyer.value[0]);
                    }
                }
                lines.emplace_back(-std::max(product.buyer.all[0] / key.held[0], product.buyer.all[1] / key.held[1]), code, std::move(line));
            }
            if (lines.empty()) {
                continue;
            }
            ids.push_back(key.source);
            all_revisions.insert(revisions.begin(), revisions.end());
            Line whole;
            whole.status = compared.empty() ? "nothing_compared" : "index";
            if (!markups.empty()) {
                whole.markup = weighted_median(markups);
                whole.rest = weighted_median(rests);
            }
            Amounts same;
            for (const auto& [code, amounts] : compared) {
                same.add(amounts);
            }
            const auto index = fisher(compared, 1, [](const Amounts& amounts) -> const Amounts& { return amounts; });
            if (index && same.is_whole()) {
                whole.mix = same.price_change() / *index - 1;
            }
            // The index is of the products compared; value and coverage are of all.
            Amounts shown_total = same;
            shown_total.all[0] = total.all[0];
            shown_total.all[1] = total.all[1];
            print_row(key, "all", shown_total, whole, index, total.all[0], fmt::format("{}", fmt::join(revisions, " ")));
            std::ranges::sort(lines, {}, [](const auto& line) { return std::tie(std::get<0>(line), std::get<1>(line)); });
            std::size_t count = 0;
            for (const auto& [order, code, line] : lines) {
                if (question_.limit > 0 && ++count > question_.limit) {
                    break;
                }
                const Product& product = products.at(code);
                const bool priced = product.buyer.kg[0] > 0 && product.buyer.kg[1] > 0 && product.buyer.value[0] > 0 && product.buyer.value[1] > 0;
                print_row(key, code, product.buyer, line, priced ? std::optional(product.buyer.price_change()) : std::nullopt, total.all[0], fmt::format("{}", fmt::join(product.revisions, " ")));
            }
        }
        answer_.sources = sources_of(table_, ids);
        answer_.warnings = basket_warnings(wanted, answer_.sources, all_revisions);
        static const std::map<std::string, std::string> texts = {
            {"unit_changed", "quantities are in another unit than before: these products are left out of the index and the median"},
            {"weight_implausible", "weights are too small for the value: they are in another unit or no weights at all, and are not compared"},
            {"estimated_weight", "weights are estimates of the publisher, often made from the value: a price from them proves nothing"},
            {"mix_shift", "more than half of the change is another mix of goods within the product, not their price"}};
        for (const auto& [code, lines] : raised_) {
            answer_.warnings.push_back({code, texts.at(code), lines});
        }
        answer_.notes.push_back(fmt::format("unit values are per kilogram; products below {:.0f} kg in a window or without weight are not compared", lightest_kg));
        answer_.notes.emplace_back(question_.side == Side::supplier ? "markup is against the same supplier's exports to all others; the row 'all' has Fisher's index, and the median weighted by the value before"
                                                                    : "the buyer's own imports: what others pay is not in them, so there is no mark-up");
        answer_.notes.emplace_back("where a source has no codes longer than six digits, a change of mix within a product cannot be told from a price");
        if (answer_.rows.empty()) {
            answer_.notes.emplace_back("no row of the flow file answers this: nothing with six digits is held in either window");
        }
    }

    FlowTable& table_;
    sql::Database& database_;
    const goods::GoodsBook& book_;
    PriceQuestion question_;
    Span before_, after_;
    std::string buyer_;
    std::map<SupplierKey, std::map<std::string, Product>> suppliers_;
    std::map<std::string, std::vector<std::string>> raised_;
    Answer answer_;
};

} // namespace

Answer price(FlowTable& table, const goods::GoodsBook& book, const PriceQuestion& question) { return Prices(table, book, question).run(); }

} // namespace tidewaiter::flows
