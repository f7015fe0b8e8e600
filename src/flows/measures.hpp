// What the flow table says: shares, gaps, hubs, prices, breaks, firms. Every answer carries its basis, bounds, coverage,
// sources and the query behind it (docs/methods/flows.md).
#pragma once

#include "flows/flow_table.hpp"
#include "goods/goods.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tidewaiter::flows {

/// Something the reader must know before quoting a number, with the rows that cause it.
struct Warning {
    std::string code;    ///< "ghost_supplier", "incomplete_year" ...; stands in the column `warnings`
    std::string text;    ///< one sentence
    std::vector<std::string> rows; ///< "source 3, 2023, UG to RU, TOTAL: 12151.9 m USD (estimated)"
};

/// A series that rows rest on, for charts: months and amounts.
struct Curve {
    std::string label, panel, unit;
    std::vector<std::pair<std::string, double>> points;
};

/// A table with all that belongs to it. Cells are text; nullopt is "not held", never zero.
struct Answer {
    std::string measure; ///< "share-1": method and its version
    std::vector<std::string> columns;
    std::vector<bool> numeric; ///< one for each column
    std::vector<sql::TextRow> rows;
    std::vector<Warning> warnings;
    std::vector<std::string> notes; ///< choices that were made: HS revision, frequency, currency
    std::vector<Source> sources;    ///< those that the rows rest on, rising by id
    std::vector<Curve> curves;      ///< where rows are not the points of a chart
    std::string sql;                ///< runs in plain DuckDB over the flow file and gives the numbers of `rows`
};

enum class Side { both, buyer, supplier };
enum class Step { year, quarter, month, window };

/// The goods that are asked for, as HS codes, with what they are called.
struct Basket {
    std::string name;    ///< "chpl", "8542", "all"
    std::string version; ///< of the list; empty for plain codes
    std::vector<std::string> codes; ///< digits in HS 2022, shortest that cover it; empty: all goods
    bool is_all() const { return codes.empty(); }
};

/// In:     text: "all"; a list or basket of the goods book ("chpl", "chpl@45", "machine_tools:narrow"); codes and ranges
///         of codes ("8542", "8456-8463", "8541,8542"); except: codes taken out again
/// Errors: Failure(usage) for what is neither, or for a code that no revision knows; the hint says what is known
Basket parse_basket(const goods::GoodsBook& book, std::string_view text, const std::vector<std::string>& except = {},
                    std::string_view as_of = {});

/// A question about a buyer's supplies.
struct Question {
    std::string buyer;                  ///< ISO 3166-1 alpha-2, upper case, or a country group
    Basket basket;
    std::vector<std::string> suppliers; ///< only these are shown; the total is still of all
    std::vector<std::string> without;   ///< partners left out of everything, the total too
    std::string from;                   ///< first and last month, "2021-03"; empty: all there is
    std::string to;
    Step step = Step::year;
    Side side = Side::both;
    std::string currency;               ///< convert to it by the rate table; empty: as stored
    bool as_written = false;            ///< compare codes by digits, in whatever HS revision they are
    std::vector<std::uint32_t> sources; ///< only these; empty: all
    std::size_t limit = 0;              ///< suppliers shown of each period, largest first; 0: all
    bool interval = false;              ///< share(): 95 % intervals stand in further columns
    std::uint64_t seed = 1;             ///< of the draws behind them
};

/// Supplier shares of a buyer's imports: one row for each (side, basis, currency, period, supplier).
/// Columns: buyer, supplier, basket, basket_version, hs_rev, basis, reporter_side, period, value, currency, weight_kg, share,
///          share_lo, share_hi, coverage, hhi, hhi_lo, hhi_hi, status, base_value, warnings, source_ids.
///          base_value is the total that the share is of; a share that the data do not give is empty and has bounds.
///          With `interval` also: ci_lo, ci_hi, hhi_ci_lo, hhi_ci_hi, top_five, interval_method.
/// Errors:  Failure(usage) for a group that is not held; an empty answer is no failure and says what is missing
Answer share(FlowTable& table, const goods::GoodsBook& book, const Question& question);

/// Both legs of the buyer's trade with each supplier (or one group of them), and the gap: share lost = (X - M (1 - tau)) / X, discrepancy
/// |X - M| / (X + M), log ratio ln(X / M), and the share lost in the headings and chapters of the basket, where a gap by reclassification closes.
/// In:      tau, freight and insurance in an import's value, 0..0.2; none: imports as published; estimate_tau, told pair by pair from those whose
///          two sides are held, by distance and border (then tau is not used)
/// Errors:  Failure(usage) as share(); a group together with other suppliers
/// Source:  docs/methods/flows.md
Answer mirror(FlowTable& table, const goods::GoodsBook& book, const Question& question, std::optional<double> tau = {}, bool estimate_tau = false);

/// Dependency of the European Union on outside suppliers, product by product and year by year: CDI1 (HHI of imports from outside, above
/// 0.4), CDI2 (imports from outside in all, above 0.5), CDI3 (imports from outside over exports, above 1), and persistence (two of three years).
/// Errors:  Failure(usage) for another buyer
/// Source:  docs/methods/flows.md
Answer depend(FlowTable& table, const goods::GoodsBook& book, const Question& question);

/// Which hubs took over what no longer goes straight to the destination.
struct DivertQuestion {
    std::string destination;             ///< ISO code
    Basket basket;
    std::vector<std::string> hubs;       ///< only these are tried; empty: every country
    std::vector<std::string> origins;    ///< countries or one group whose goods are followed; empty: all countries
    std::string since;                   ///< first month after: "2022-03"
    std::string base_from, base_to;      ///< the months compared with; empty: the twelve before `since`
    std::string to;                      ///< last month; empty: the last held
    std::optional<Basket> control;       ///< goods that measure a hub's own need; none: all goods of the sources outside the basket
    std::string currency;
    bool as_written = false;
    std::vector<std::uint32_t> sources;
    std::size_t limit = 0;               ///< hubs shown, 0: all that were tried
    std::uint64_t seed = 1;              ///< of the placebo goods
};

/// Hubs whose imports of the basket grew beyond their own need, and whose exports to the destination grew too. One row for each hub, side
/// that reports its imports, basis and currency; amounts are monthly means, so that windows of any length compare.
/// Columns: buyer (the destination), supplier (the hub) ... value and base_value (imports of the hub after and before), need_growth,
///          out_before, out_after, low (the smaller of excess in and excess out), high (excess in and what was lost on the way), lost,
///          anomaly_ratio and anomaly_base, price_ratio, pass_through with its interval, lag_0 ... lag_6, explained, p_lag, p_value, q_value
///          (Benjamini-Hochberg over `tried`), rank; share, share_lo, share_hi are of the fall in what goes straight to the destination.
/// Errors:  Failure(usage): no date, a window that is empty, names that are no countries
/// Source:  docs/methods/flows.md
Answer divert(FlowTable& table, const goods::GoodsBook& book, const DivertQuestion& question);

/// What happened to prices and what to amounts, product by product.
struct PriceQuestion {
    std::string buyer;
    Basket basket;
    std::vector<std::string> suppliers;  ///< empty: all that report
    std::string base_from, base_to;      ///< months of the base
    std::string from, to;                ///< months compared with it
    Side side = Side::supplier;          ///< supplier: their exports, with the rest of the world beside; buyer: its own imports
    std::string currency;
    bool as_written = false;
    std::vector<std::uint32_t> sources;
    std::size_t limit = 0;               ///< products shown of each supplier, largest first; 0: all
};

/// Unit values per kilogram before and after, the mark-up against the same supplier's exports to everyone else, and the change of value
/// split into price and quantity. A row for each supplier and product of six digits, and one for each supplier (code: all) with the median
/// mark-up weighted by the value before, and the price index of the products that both windows hold.
/// Errors:  Failure(usage)
/// Source:  docs/methods/flows.md
Answer price(FlowTable& table, const goods::GoodsBook& book, const PriceQuestion& question);

/// Did a series change, when, and by how much.
struct BreakQuestion {
    std::string buyer;
    Basket basket;
    std::vector<std::string> suppliers;  ///< each is tested; empty: all together
    std::string from, to;                ///< the months looked at
    std::vector<std::string> dates;      ///< months to test; empty: those that the series itself shows
    Side side = Side::supplier;
    bool logarithm = false;              ///< of the amount and one unit
    bool synthetic = false;              ///< compare with a mix of the supplier's other buyers instead; wants one date
    std::vector<std::string> donors;     ///< buyers that may stand in the mix; empty: all whose series is whole
    std::vector<std::string> not_donors; ///< buyers that may not, because the change reached them too
    std::string currency;
    bool as_written = false;
    std::vector<std::uint32_t> sources;
};

/// One row for each supplier and date: jump and bend with their intervals (Newey-West) and the rank among placebo dates, or the gap to the
/// synthetic control and its rank among the donors. value and base_value are monthly means from the date to the next and before it.
/// Errors:  Failure(usage); a series of fewer than twelve months gives no row and says so
/// Source:  docs/methods/flows.md
Answer find_break(FlowTable& table, const goods::GoodsBook& book, const BreakQuestion& question);

/// Writes an answer. md: a table with numbered footnotes (publisher, title, vintage, hash).
enum class AnswerFormat { text, csv, json, md };
std::string to_text(const Answer& answer, AnswerFormat format, std::string_view command);

} // namespace tidewaiter::flows
