// map: proposes which column of a file is what, as a mapping file to correct; and remembers one.
#include "cli/verbs.hpp"

#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/json_writer.hpp"
#include "screen/propose_mapping.hpp"

#include <fmt/format.h>

#include <array>
#include <filesystem>

namespace tidewaiter::cli {

namespace {

using base::Failure;
using base::FailureKind;

const std::array options = {
    Option{"output", "FILE", "standard output", "write the mapping here", false, 'o'},
    Option{"remember", "MAPPING", "", "keep this mapping for every file that has the columns of FILE, in their order"},
    Option{"forget", "", "", "no longer keep a mapping for files with these columns"},
    Option{"format", "csv|parquet|xlsx", "by content", "what the file is"},
    Option{"encoding", "NAME", "UTF-8, UTF-16 or Windows-1252", "how text is encoded: windows-1251, gb18030 ..."},
    Option{"sheet", "NAME", "those that hold a table", "which sheet of a workbook"},
    home_option,
    json_option,
};

constexpr std::array positionals = {Positional{"FILE", "the file of records to be mapped"}};

std::string remembered_path(const Arguments& arguments, const std::string& hash) {
    return (std::filesystem::path(arguments.home_file("", "mappings")) / (hash + ".toml")).string();
}

void write_json(Streams& streams, const screen::MappingProposal& proposal, const std::string& remembered) {
    base::JsonWriter json(2);
    json.begin_object().member("format", "tidewaiter.map/1").member("file", proposal.file).member("records", proposal.records);
    json.member("whole_file", proposal.whole_file).member("day_order", proposal.day_order).member("day_order_doubt", proposal.day_order_doubt);
    json.member("decimal_comma", proposal.decimal_comma).member("columns_hash", proposal.columns_hash).member("remembered", remembered);
    json.key("remarks").begin_array();
    for (const std::string& remark : proposal.remarks) {
        json.value(remark);
    }
    json.end_array();
    json.key("columns").begin_array();
    for (const screen::ColumnProposal& column : proposal.columns) {
        json.begin_object().member("column", column.column).member("use", screen::to_text(column.use));
        json.member("guess", column.guess ? screen::to_text(*column.guess) : std::string()).member("guess_share", column.guess_share);
        json.member("filled", column.filled);
        for (const auto& [key, values] : {std::pair{"examples", &column.examples}, {"doubts", &column.doubts}}) {
            json.key(key).begin_array();
            for (const std::string& value : *values) {
                json.value(value);
            }
            json.end_array();
        }
        json.end_object();
    }
    json.end_array().end_object();
    streams.out << json.text() << '\n';
}

/// Every column that the mapping names must be one of the file, or the mapping would be refused when it is used.
void remember(const Arguments& arguments, Streams& streams, const screen::MappingProposal& proposal, const std::string& mapping) {
    std::vector<std::string> columns;
    for (const screen::ColumnProposal& column : proposal.columns) {
        columns.push_back(column.column);
    }
    screen::plan_columns(columns, screen::load_mapping(mapping));
    const std::string path = remembered_path(arguments, proposal.columns_hash);
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    base::AtomicFile file(path);
    file.write(base::load_file(mapping));
    file.commit();
    streams.out << fmt::format("Remembered for files with these {} columns: {}\n", columns.size(), path);
}

ExitCode run_map(const Arguments& arguments, Streams& streams) {
    const std::string format = arguments.text("format");
    if (!format.empty() && format != "csv" && format != "parquet" && format != "xlsx") {
        throw Failure(FailureKind::usage, fmt::format("--format wants csv, parquet or xlsx, not '{}'", format));
    }
    const screen::MappingProposal proposal = screen::propose_mapping(
        arguments.positionals[0], {.format = format, .encoding = arguments.text("encoding"), .sheet = arguments.text("sheet")});
    const std::string path = remembered_path(arguments, proposal.columns_hash);
    if (const auto mapping = arguments.find("remember")) {
        remember(arguments, streams, proposal, *mapping);
        return ExitCode::done;
    }
    if (arguments.has("forget")) {
        const bool was = std::filesystem::remove(path);
        streams.out << (was ? "Forgotten: files with these columns are read by their names again.\n" : "Nothing was remembered for these columns.\n");
        return ExitCode::done;
    }
    const std::string remembered = std::filesystem::exists(path) ? path : std::string();
    if (arguments.has("json")) {
        write_json(streams, proposal, remembered);
        return ExitCode::done;
    }
    if (!remembered.empty()) {
        streams.err << fmt::format("A mapping is remembered for these columns: {}\n", remembered);
    }
    const std::string text = screen::to_toml(proposal);
    const std::string output = arguments.text("output");
    if (output.empty()) {
        streams.out << text;
        return ExitCode::done;
    }
    base::AtomicFile file(output);
    file.write(text);
    file.commit();
    std::size_t doubts = 0;
    std::size_t unread = 0;
    for (const screen::ColumnProposal& column : proposal.columns) {
        doubts += column.doubts.size();
        unread += column.use.what == screen::ColumnUse::What::unused ? 1U : 0U;
    }
    streams.out << fmt::format("{}: {} columns, {} that nothing reads, {} doubts\n", output, proposal.columns.size(), unread, doubts);
    return ExitCode::done;
}

} // namespace

const Verb& map_verb() {
    static const Verb verb{
        "map",
        "propose which column of a file is what, as a mapping to correct",
        "Looks at the names and at the values of the columns and writes a mapping file (TOML) with examples. What a name does not tell is guessed "
        "from the values and stands as a comment, to be taken or left; where name and values do not go together, a doubt says so.\n"
        "\n"
        "A corrected mapping is used with tidewaiter screen --mapping, or remembered: --remember keeps it for every file that has the same columns "
        "in the same order, and screen then uses it by itself and says so.",
        "$ tidewaiter map shipments.csv                        what would be read\n"
        "$ tidewaiter map shipments.csv -o columns.toml        the same, to be corrected\n"
        "$ tidewaiter map shipments.csv --remember columns.toml",
        options,
        positionals,
        run_map,
    };
    return verb;
}

} // namespace tidewaiter::cli
