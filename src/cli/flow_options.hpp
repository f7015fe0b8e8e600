// What the verbs of trade flows share: the flow file, the question, and how an answer is printed.
#pragma once

#include "cli/verb.hpp"

#include "flows/measures.hpp"
#include "report/events.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tidewaiter::cli {

extern const Option db_option, basket_option, listed_basket_option, except_option, basket_file_option, from_option, to_option, sql_option, format_option, output_option, source_option,
    as_written_option, currency_option, by_option, events_option;

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

/// Prints an answer: its query with --sql, else by --format and -o (.csv, .json, .md, .parquet, .svg).
ExitCode print_answer(const Arguments& arguments, Streams& streams, const flows::Answer& answer);

} // namespace tidewaiter::cli
