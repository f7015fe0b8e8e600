#include "cli/flow_options.hpp"

#include "base/failure.hpp"
#include "base/file.hpp"
#include "cli/sql_watch.hpp"
#include "report/flow_chart.hpp"
#include "report/picture.hpp"
#include "sql/record_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>

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
const Option events_option{"events", "FILE", "bundled", "dated events that charts mark: columns date, label, and kind and source"};
const Option source_option{"source", "NUMBER", "all", "use only this source of the flow file", true};
const Option currency_option{"currency", "CODE", "as published", "convert by the rate table of 'load --rates'"};

const Option by_option{"by", "STEP", "year", "year, quarter, month or window (all months from --from to --to together)"};

std::vector<Option> with_flow_options(std::vector<Option> own, bool is_converted) {
    static const std::vector<Option> common{
        {"as-written", "", "", "compare codes by their digits, in whatever HS revision a row is written"},
        currency_option, source_option,
        {"sql", "", "", "print the query behind the numbers instead of them"},
        {"format", "NAME", "by the name of --output, else text", "text, csv, json, md, parquet, or a chart as svg or png"},
        {"output", "FILE", "", "write to a file: .txt, .csv, .json, .md, .parquet, .svg or .png", false, 'o'},
        events_option, db_option, home_option, as_of_option, json_option,
    };
    std::ranges::copy_if(common, std::back_inserter(own), [&](const Option& option) { return is_converted || option.name != currency_option.name; });
    return own;
}

std::string needed(const Arguments& arguments, std::string_view option, std::string_view hint) {
    const std::string text = arguments.text(option);
    if (text.empty()) {
        throw Failure(FailureKind::usage, fmt::format("--{} is missing", option), std::string(hint));
    }
    return text;
}

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

enum class Format { text, csv, json, md, parquet, svg, png };
constexpr std::array<std::pair<std::string_view, Format>, 8> formats = {{{"text", Format::text}, {"csv", Format::csv}, {"json", Format::json}, {"md", Format::md},
    {"parquet", Format::parquet}, {"svg", Format::svg}, {"png", Format::png}, {"txt", Format::text}}};

/// --format, else --json, else the end of the file's name. Errors: Failure(usage).
Format format_of(const Arguments& arguments, const std::string& output, bool is_terminal) {
    const std::string ending = output.substr(output.rfind('.') == std::string::npos ? output.size() : output.rfind('.') + 1);
    const std::string name = arguments.text("format", arguments.has("json") ? "json" : output.empty() ? "text" : ending);
    const auto* const found = std::ranges::find(formats, std::string_view(name), [](const auto& row) { return row.first; });
    if (found == formats.end() && !arguments.has("format")) {
        throw Failure(FailureKind::usage, fmt::format("what to write to {} is not said by its name", output), "End it with .txt, .csv, .json, .md, .parquet, .svg or .png, or give --format.");
    }
    if (found == formats.end()) {
        throw Failure(FailureKind::usage, fmt::format("--format wants text, csv, json, md, parquet, svg or png, not '{}'", name));
    }
    if (output.empty() && (found->second == Format::parquet || (found->second == Format::png && is_terminal))) {
        throw Failure(FailureKind::usage, fmt::format("{} is not for the terminal", name), fmt::format("Write it to a file: -o answer.{}.", name));
    }
    return found->second;
}

std::string written(const flows::Answer& answer, Format format, const Arguments& arguments) {
    switch (format) {
    case Format::csv: return flows::to_text(answer, flows::AnswerFormat::csv, arguments.command_line);
    case Format::json: return flows::to_text(answer, flows::AnswerFormat::json, arguments.command_line);
    case Format::md: return flows::to_text(answer, flows::AnswerFormat::md, arguments.command_line);
    case Format::svg: return report::flow_chart(answer, events_of(arguments), arguments.command_line);
    case Format::png: return report::png_of(report::flow_chart(answer, events_of(arguments), arguments.command_line));
    case Format::text:
    case Format::parquet: break;
    }
    return flows::to_text(answer, flows::AnswerFormat::text, arguments.command_line);
}

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

ExitCode ask_flows(const Arguments& arguments, Streams& streams, std::string_view verb, const std::function<flows::Answer(flows::FlowTable&)>& question) {
    const std::string output = arguments.text("output");
    // Before the question: an answer that cannot be written is not worth its minutes.
    const Format format = format_of(arguments, output, streams.out_is_terminal);
    flows::FlowTable table = open_flows(arguments);
    const flows::Answer answer = [&] {
        const SqlWatch watch(streams, table, arguments.has("json"), std::string(verb));
        return question(table);
    }();
    if (arguments.has("sql")) {
        streams.out << answer.sql;
        return ExitCode::done;
    }
    if (format == Format::parquet) {
        write_parquet(answer, output);
    } else if (output.empty()) {
        streams.out << written(answer, format, arguments);
    } else {
        base::AtomicFile file(output);
        file.write(written(answer, format, arguments));
        file.commit();
    }
    if (!output.empty()) {
        streams.err << fmt::format("wrote {} rows to {}\n", answer.rows.size(), output);
    }
    // Tables without room for them, and files that nobody looks at now: the talk says what must be known.
    if (!output.empty() || format == Format::csv) {
        for (const flows::Warning& warning : answer.warnings) {
            streams.err << fmt::format("{}: {}\n", warning.code, warning.text);
        }
    }
    return ExitCode::done;
}

} // namespace tidewaiter::cli
