// What the flow table says: shares, gaps, hubs, prices, breaks, firms. Every answer carries its basis, bounds, coverage,
// sources and the query behind it (docs/methods/flows.md).
#pragma once

#include "flows/flow_table.hpp"
#include "goods/goods.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::flows {

/// Something the reader must know before quoting a number, with the rows that cause it.
struct Warning {
    std::string code;    ///< "ghost_supplier", "incomplete_year" ...; stands in the column `warnings`
    std::string text;    ///< one sentence
    std::vector<std::string> rows; ///< "source 3, 2023, UG to RU, TOTAL: 12151.9 m USD (estimated)"
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
};

/// Supplier shares of a buyer's imports: one row for each (side, basis, currency, period, supplier).
/// Columns: buyer, supplier, basket, basket_version, hs_rev, basis, reporter_side, period, value, currency, weight_kg, share,
///          share_lo, share_hi, coverage, hhi, hhi_lo, hhi_hi, status, base_value, warnings, source_ids.
///          base_value is the total that the share is of; a share that the data do not give is empty and has bounds.
/// Errors:  Failure(usage) for a group that is not held; an empty answer is no failure and says what is missing
Answer share(FlowTable& table, const goods::GoodsBook& book, const Question& question);

/// Both legs of the buyer's trade with each supplier (or one group of them), and the gap: share lost = (X - M (1 - tau)) / X, discrepancy
/// |X - M| / (X + M), log ratio ln(X / M), and the share lost in the headings and chapters of the basket, where a gap by reclassification closes.
/// In:      tau, freight and insurance in an import's value, 0..0.2; none: imports as published
/// Errors:  Failure(usage) as share(); a group together with other suppliers
/// Source:  docs/methods/flows.md
Answer mirror(FlowTable& table, const goods::GoodsBook& book, const Question& question, std::optional<double> tau = {});

/// Dependency of the European Union on outside suppliers, product by product and year by year: CDI1 (HHI of imports from outside, above
/// 0.4), CDI2 (imports from outside in all, above 0.5), CDI3 (imports from outside over exports, above 1), and persistence (two of three years).
/// Errors:  Failure(usage) for another buyer
/// Source:  docs/methods/flows.md
Answer depend(FlowTable& table, const goods::GoodsBook& book, const Question& question);

/// Writes an answer. md: a table with numbered footnotes (publisher, title, vintage, hash).
enum class AnswerFormat { text, csv, json, md };
std::string to_text(const Answer& answer, AnswerFormat format, std::string_view command);

} // namespace tidewaiter::flows
