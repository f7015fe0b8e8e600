// What the verbs of trade flows share: the flow file, the question, and how an answer is printed.
#pragma once

#include "cli/verb.hpp"

#include "flows/measures.hpp"
#include "report/events.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tidewaiter::cli {

extern const Option db_option, basket_option, listed_basket_option, except_option, basket_file_option, from_option, to_option, source_option, currency_option, by_option, events_option;

/// A verb's own options and, behind them, those of every question to the flow file: how codes are compared, sources, currency (where the
/// answer can be converted), output, files.
std::vector<Option> with_flow_options(std::vector<Option> own, bool is_converted = true);

/// Errors: Failure(usage).
flows::Step step_of(const std::string& text);

/// Errors: Failure(usage).
flows::Side side_of(const std::string& text);

/// --db, or <home>/flows.duckdb, opened for reading.
flows::FlowTable open_flows(const Arguments& arguments);

/// The goods book with the baskets of --basket-file.
goods::GoodsBook load_book(const Arguments& arguments);

/// --basket with --except; the fallback when it is not given.
flows::Basket basket_of(const Arguments& arguments, const goods::GoodsBook& book, std::string_view fallback = "all");

/// "2021" or "2021-03..2022-02" as first and last period; both empty for an empty text. The periods are not looked at here.
std::pair<std::string, std::string> window_of(const std::string& text);

/// --source, as numbers. Errors: Failure(usage).
std::vector<std::uint32_t> sources_of(const Arguments& arguments);

/// --events, or the bundled ones.
std::vector<report::Event> events_of(const Arguments& arguments);

/// An option that the question cannot do without. Errors: Failure(usage) with the hint when it is not given.
std::string needed(const Arguments& arguments, std::string_view option, std::string_view hint);

/// What the questions have in common, as far as this one has it: goods, suppliers, months, currency, sources.
template <class Question>
void fill(Question& question, const Arguments& arguments, const goods::GoodsBook& book, std::string_view basket = "all") {
    question.basket = basket_of(arguments, book, basket);
    question.to = arguments.text("to");
    question.currency = arguments.text("currency");
    question.sources = sources_of(arguments);
    if constexpr (requires { question.from; }) {
        question.from = arguments.text("from");
    }
    if constexpr (requires { question.suppliers; }) {
        question.suppliers = arguments.all("supplier");
    }
    if constexpr (requires { question.as_written; }) {
        question.as_written = arguments.has("as-written");
    }
}

/// Opens the flow file, asks it while the terminal shows that it works, and prints the answer: its query with --sql, else by --format and
/// -o (.csv, .json, .md, .parquet, .svg, .png).
ExitCode ask_flows(const Arguments& arguments, Streams& streams, std::string_view verb, const std::function<flows::Answer(flows::FlowTable&)>& question);

} // namespace tidewaiter::cli
