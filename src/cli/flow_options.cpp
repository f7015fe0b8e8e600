#include "cli/flow_options.hpp"

#include "base/failure.hpp"
#include "base/file.hpp"
#include "report/flow_chart.hpp"
#include "sql/record_file.hpp"

#include <fmt/format.h>

#include <charconv>

namespace tidewaiter::cli {

using base::Failure;
using base::FailureKind;

const Option db_option{"db", "FILE", "<home>/flows.duckdb", "flow file to use: plain DuckDB"};
const Option basket_option{"basket", "GOODS", "all", "goods: all, a list or basket (chpl, chpl@45, machine_tools:narrow), or codes and ranges (8542, 8456-8463)"};
const Option listed_basket_option{"basket", "GOODS", "chpl", basket_option.sentence};
const Option except_option{"except", "CODES", "", "take these codes out of the basket", true};
const Option basket_file_option{"basket-file", "FILE", "", "a one-column file of codes becomes a basket by its file's name", true};
const Option from_option{"from", "PERIOD", "the first held", "first year, month or quarter: 2021, 2021-03, 2021-Q2"};
const Option to_option{"to", "PERIOD", "the last held", "last year, month or quarter, that one too"};
const Option sql_option{"sql", "", "", "print the query behind the numbers instead of them"};
const Option format_option{"format", "NAME", "text", "text, csv, json, md or svg (a chart)"};
const Option events_option{"events", "FILE", "bundled", "dated events that charts mark: columns date, label, and kind and source"};
const Option output_option{"output", "FILE", "", "write to a file: .csv, .json, .md, .parquet or .svg", false, 'o'};
const Option source_option{"source", "NUMBER", "all", "use only this source of the flow file", true};
const Option as_written_option{"as-written", "", "", "compare codes by their digits, in whatever HS revision a row is written"};
const Option currency_option{"currency", "CODE", "as published", "convert by the rate table of 'load --rates'"};

const Option by_option{"by", "STEP", "year", "year, quarter, month or window (all months from --from to --to together)"};

flows::Step step_of(const std::string& text) {
    if (text == "year") {
        return flows::Step::year;
    }
    if (text == "quarter") {
        return flows::Step::quarter;
    }
    if (text == "month") {
        return flows::Step::month;
    }
    if (text == "window") {
        return flows::Step::window;
    }
    throw Failure(FailureKind::usage, fmt::format("--by wants year, quarter, month or window, not '{}'", text));
}

flows::Side side_of(const std::string& text) {
    if (text == "both") {
        return flows::Side::both;
    }
    if (text == "buyer") {
        return flows::Side::buyer;
    }
    if (text == "supplier") {
        return flows::Side::supplier;
    }
    throw Failure(FailureKind::usage, fmt::format("--side wants both, buyer or supplier, not '{}'", text));
}

flows::FlowTable open_flows(const Arguments& arguments) { return flows::FlowTable(arguments.home_file("db", "flows.duckdb"), true); }

goods::GoodsBook load_book(const Arguments& arguments) {
    goods::GoodsBook book;
    for (const std::string& path : arguments.all("basket-file")) {
        book.load_basket(path);
    }
    return book;
}

std::pair<std::string, std::string> window_of(const std::string& text) {
    const std::size_t dots = text.find("..");
    return dots == std::string::npos ? std::pair(text, text) : std::pair(text.substr(0, dots), text.substr(dots + 2));
}

flows::Basket basket_of(const Arguments& arguments, const goods::GoodsBook& book, std::string_view fallback) {
    return flows::parse_basket(book, arguments.text("basket", fallback), arguments.all("except"), arguments.has("as-of") ? arguments.as_of() : std::string());
}

std::vector<std::uint32_t> sources_of(const Arguments& arguments) {
    std::vector<std::uint32_t> sources;
    for (const std::string& text : arguments.all("source")) {
        std::uint32_t number = 0;
        const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
        if (result.ec != std::errc{} || result.ptr != text.data() + text.size()) {
            throw Failure(FailureKind::usage, fmt::format("--source wants a number, not '{}'", text), "'tidewaiter load --list' shows the sources and their numbers.");
        }
        sources.push_back(number);
    }
    return sources;
}

namespace {

void write_parquet(const flows::Answer& answer, const std::string& path) {
    std::vector<sql::ColumnType> types;
    for (const bool numeric : answer.numeric) {
        types.push_back(numeric ? sql::ColumnType::decimal : sql::ColumnType::text);
    }
    sql::RecordWriter writer(path, answer.columns, types);
    std::vector<std::string> cells;
    for (const sql::TextRow& row : answer.rows) {
        cells.clear();
        for (const auto& cell : row) {
            cells.push_back(cell.value_or(""));
        }
        writer.add(cells);
    }
    writer.commit();
}

} // namespace

std::vector<report::Event> events_of(const Arguments& arguments) {
    const auto file = arguments.find("events");
    return file ? report::load_events(*file) : report::bundled_events();
}

ExitCode print_answer(const Arguments& arguments, Streams& streams, const flows::Answer& answer) {
    if (arguments.has("sql")) {
        streams.out << answer.sql;
        return ExitCode::done;
    }
    const std::string output = arguments.text("output");
    std::string name = arguments.text("format", arguments.has("json") ? "json" : "");
    if (name.empty()) {
        name = output.ends_with(".csv") ? "csv" : output.ends_with(".json") ? "json" : output.ends_with(".md") ? "md" : output.ends_with(".svg") ? "svg" : "text";
    }
    flows::AnswerFormat format = flows::AnswerFormat::text;
    if (name == "csv") {
        format = flows::AnswerFormat::csv;
    } else if (name == "json") {
        format = flows::AnswerFormat::json;
    } else if (name == "md") {
        format = flows::AnswerFormat::md;
    } else if (name != "text" && name != "svg") {
        throw Failure(FailureKind::usage, fmt::format("--format wants text, csv, json, md or svg, not '{}'", name));
    }
    const auto written = [&] {
        return name == "svg" ? report::flow_chart(answer, events_of(arguments), arguments.command_line) : flows::to_text(answer, format, arguments.command_line);
    };
    if (output.ends_with(".parquet")) {
        write_parquet(answer, output);
    } else if (!output.empty()) {
        base::AtomicFile file(output);
        file.write(written());
        file.commit();
    } else {
        streams.out << written();
        if (format == flows::AnswerFormat::csv) {
            for (const flows::Warning& warning : answer.warnings) {
                streams.err << fmt::format("{}: {}\n", warning.code, warning.text);
            }
        }
        return ExitCode::done;
    }
    streams.err << fmt::format("wrote {} rows to {}\n", answer.rows.size(), output);
    for (const flows::Warning& warning : answer.warnings) {
        streams.err << fmt::format("{}: {}\n", warning.code, warning.text);
    }
    return ExitCode::done;
}

} // namespace tidewaiter::cli
