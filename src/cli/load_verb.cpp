#include "cli/verbs.hpp"

#include "base/csv.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/json_writer.hpp"
#include "cli/flow_options.hpp"
#include "cli/progress.hpp"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <array>
#include <filesystem>

namespace tidewaiter::cli {

namespace {

using base::Failure;
using base::FailureKind;

/// A run that rejects more than this share of a file says so by its exit status.
constexpr double rejects_tolerated = 0.01;

const std::vector<Option>& options() {
    static const std::vector<Option> table{
        {"map", "FILE", "", "TOML file that names the columns of a table which is not recognised (docs/formats/flows.md)"},
        {"as", "FORMAT", "recognised", "take the files for this format"},
        {"vintage", "TEXT", "what the file says", "edition of the data, when the file does not say it"},
        {"rates", "FILE", "", "load a dated table of exchange rates (currency, from, to, per_usd, source)", true},
        {"rejects", "FILE", "", "also write the rejected rows here as CSV"},
        {"list", "", "", "show what the flow file holds, and load nothing"},
        {"formats", "", "", "show the formats that are recognised"},
        {"threads", "COUNT", "all", "processor cores to use"},
        db_option, home_option, json_option,
    };
    return table;
}

constexpr std::array positionals = {Positional{"FILE", "table of trade: CSV, text, JSON, XLSX or Parquet, plain or gzip", false, true}};

void write_json(base::JsonWriter& writer, const flows::Source& source) {
    writer.member("id", source.id).member("file", source.file).member("sha256", source.sha256).member("format", source.format);
    writer.member("publisher", source.publisher).member("title", source.title).member("vintage", source.vintage);
    writer.member("rows_in", source.rows_in).member("rows_loaded", source.rows_loaded).member("rows_set_aside", source.rows_set_aside);
    writer.member("rows_missing", source.rows_missing).member("rows_rejected", source.rows_rejected).key("remarks").begin_array();
    for (const std::string& remark : source.remarks) {
        writer.value(remark);
    }
    writer.end_array();
}

void print(std::ostream& out, const flows::LoadResult& result) {
    const flows::Source& source = result.source;
    if (source.format == "rates") {
        fmt::print(out, "{}: {}\n", source.file, result.was_there ? "these rates are there already; nothing was changed" : fmt::format("{} rates", source.rows_loaded));
        return;
    }
    if (result.was_there) {
        fmt::print(out, "{}: the same bytes are source {} already (loaded as {}); nothing was changed\n", source.file, source.id, source.format);
        return;
    }
    fmt::print(out, "{}: source {}, {} ({}), vintage {}\n", source.file, source.id, source.format, source.publisher, source.vintage);
    fmt::print(out, "  {} records in, {} rows loaded", grouped(source.rows_in), grouped(source.rows_loaded));
    if (source.rows_set_aside > 0) {
        fmt::print(out, " ({} of them set aside)", grouped(source.rows_set_aside));
    }
    fmt::print(out, ", {} without a value, {} rejected\n", grouped(source.rows_missing), grouped(source.rows_rejected));
    for (const std::string& remark : source.remarks) {
        fmt::print(out, "  {}\n", remark);
    }
    for (std::size_t i = 0; i < std::min<std::size_t>(5, result.rejects.size()); ++i) {
        const base::Reject& reject = result.rejects[i];
        fmt::print(out, "  rejected: record {}, {} '{}': {}\n", reject.row, reject.column, reject.text, reject.reason);
    }
    for (const std::string& line : result.differences) {
        fmt::print(out, "  {}\n", line);
    }
}

void write_rejects(const std::string& path, const std::vector<flows::LoadResult>& results) {
    base::AtomicFile file(path);
    file.write("file,record,column,text,reason,hint\n");
    for (const flows::LoadResult& result : results) {
        for (const base::Reject& reject : result.rejects) {
            std::string line;
            for (const std::string& cell : {result.source.file, std::to_string(reject.row), reject.column, reject.text, reject.reason, reject.hint}) {
                line += line.empty() ? "" : ",";
                base::write_csv_field(line, cell, true);
            }
            file.write(line + "\n");
        }
    }
    file.commit();
}

ExitCode list_sources(const Arguments& arguments, Streams& streams) {
    const flows::FlowTable table = open_flows(arguments);
    const auto sources = table.sources();
    if (arguments.has("json")) {
        base::JsonWriter writer(2);
        writer.begin_object().member("format", "tidewaiter-flow-sources-1").key("sources").begin_array();
        for (const flows::Source& source : sources) {
            writer.begin_object();
            write_json(writer, source);
            writer.end_object();
        }
        writer.end_array().end_object();
        streams.out << writer.text() << '\n';
        return ExitCode::done;
    }
    for (const flows::Source& source : sources) {
        fmt::print(streams.out, "{:>3}  {}  {}  vintage {}  {} rows  {}\n     {}\n", source.id, source.file, source.format, source.vintage, grouped(source.rows_loaded), source.publisher,
                   source.sha256);
    }
    fmt::print(streams.out, "{} sources in {}\n", sources.size(), table.path());
    return ExitCode::done;
}

ExitCode run_load(const Arguments& arguments, Streams& streams) {
    if (arguments.has("formats")) {
        for (const flows::FormatInfo& format : flows::flow_formats()) {
            fmt::print(streams.out, "{:<24}{}\n", format.name, format.describes);
        }
        return ExitCode::done;
    }
    if (arguments.has("list")) {
        return list_sources(arguments, streams);
    }
    if (arguments.positionals.empty() && arguments.all("rates").empty()) {
        throw Failure(FailureKind::usage, "no file to load is named", "Name files, or --rates FILE, or --list.");
    }
    const auto threads = static_cast<unsigned>(arguments.number("threads", 0, 0, 1024));
    flows::FlowTable table(arguments.home_file("db", "flows.duckdb"), false, threads);
    flows::LoadOptions load;
    load.mapping = arguments.text("map");
    load.vintage = arguments.text("vintage");
    load.format = arguments.text("as");
    const Interrupt interrupt;
    std::vector<flows::LoadResult> results;
    for (const std::string& path : arguments.all("rates")) {
        results.push_back(table.load_rates(path));
    }
    bool many_rejects = false;
    for (const std::string& path : arguments.positionals) {
        const std::string name = std::filesystem::path(path).filename().string();
        Progress progress(streams, arguments.has("json"), name);
        results.push_back(table.load(path, load, [&](std::string_view, double share) { return progress.step(0, share); }));
        const flows::Source& source = results.back().source;
        many_rejects = many_rejects || static_cast<double>(source.rows_rejected) > rejects_tolerated * static_cast<double>(source.rows_in);
        if (!arguments.has("json")) {
            print(streams.out, results.back());
        }
    }
    if (arguments.has("json")) {
        base::JsonWriter writer(2);
        writer.begin_object().member("format", "tidewaiter-load-1").key("files").begin_array();
        for (const flows::LoadResult& result : results) {
            writer.begin_object().member("was_there", result.was_there);
            write_json(writer, result.source);
            writer.key("differences").begin_array();
            for (const std::string& line : result.differences) {
                writer.value(line);
            }
            writer.end_array().end_object();
        }
        writer.end_array().end_object();
        streams.out << writer.text() << '\n';
    }
    if (const auto path = arguments.find("rejects")) {
        write_rejects(*path, results);
    }
    if (many_rejects) {
        streams.err << "more than 1 % of a file was rejected: see --rejects FILE, or the table reject of the flow file\n";
        return ExitCode::bad_input;
    }
    return ExitCode::done;
}

} // namespace

const Verb& load_verb() {
    static const Verb verb{
        "load",
        "load trade statistics and customs records into the flow file",
        "Recognises each file by its columns and adds its rows to one table (plain DuckDB, docs/formats/flows.md). A file is known by "
        "the hash of its bytes: loading it twice changes nothing, and two editions that disagree are both kept and the difference is "
        "told. Totals and groups of countries are marked and never added to their parts; values stay in the currency they were "
        "published in. A row that cannot be read is rejected by its number, and the rest is loaded; what came in equals what was "
        "loaded, holds no value or was rejected, by an independent count.\n\n"
        "Any other table can be loaded with --map, a TOML file that names its columns; customs declarations and bills of lading "
        "become transaction rows, the only ones that know who made and who sold the goods.",
        "$ tidewaiter load exports.csv.gz\n"
        "$ tidewaiter load declarations.csv --map declarations.toml --rejects rejects.csv\n"
        "$ tidewaiter load --list",
        options(),
        positionals,
        run_load,
    };
    return verb;
}

} // namespace tidewaiter::cli
