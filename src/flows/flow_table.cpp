#include "flows/flow_table.hpp"

#include "flows/load.hpp"
#include "flows/schema.hpp"
#include "flows/sources/sources.hpp"
#include "flows/vintages.hpp"

#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <chrono>
#include <filesystem>

namespace tidewaiter::flows {

using base::Failure;
using base::FailureKind;

namespace {

constexpr std::size_t rejects_kept = 1'000;
constexpr std::string_view source_columns = "source_id, file, sha256, format, publisher, title, vintage, rows_in, rows_loaded, rows_set_aside, rows_missing, "
                                            "rows_rejected, remarks";

Source source_of(const sql::TextRow& row) {
    const auto text = [&](std::size_t i) { return row.at(i).value_or(""); };
    const auto number = [&](std::size_t i) { return std::stoull(text(i)); };
    Source source;
    source.id = static_cast<std::uint32_t>(number(0));
    source.file = text(1);
    source.sha256 = text(2);
    source.format = text(3);
    source.publisher = text(4);
    source.title = text(5);
    source.vintage = text(6);
    source.rows_in = number(7);
    source.rows_loaded = number(8);
    source.rows_set_aside = number(9);
    source.rows_missing = number(10);
    source.rows_rejected = number(11);
    std::string remarks = text(12);
    for (std::size_t start = 0; start < remarks.size();) {
        const std::size_t end = std::min(remarks.find('\n', start), remarks.size());
        source.remarks.push_back(remarks.substr(start, end - start));
        start = end + 1;
    }
    return source;
}

/// The day on which the file was last changed (UTC): the last resort for a vintage.
std::string day_of_change(const std::string& path) {
    std::error_code problem;
    const auto time = std::filesystem::last_write_time(path, problem);
    if (problem) {
        return "unknown";
    }
    const auto day = std::chrono::floor<std::chrono::days>(std::chrono::file_clock::to_sys(time));
    const std::chrono::year_month_day date{std::chrono::time_point_cast<std::chrono::days>(day)};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

/// A transaction that is rolled back unless it is committed.
class Transaction {
public:
    explicit Transaction(sql::Database& database) : database_(database) { database_.run("BEGIN TRANSACTION"); }

    ~Transaction() {
        if (open_) {
            try {
                database_.run("ROLLBACK");
            } catch (const Failure&) { // the failure that led here is the one to tell
            }
        }
    }

    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    void commit() {
        database_.run("COMMIT");
        open_ = false;
    }

private:
    sql::Database& database_;
    bool open_ = true;
};

sql::Database open_database(const std::string& path, bool read_only, unsigned threads) {
    const bool there = !path.empty() && std::filesystem::exists(path);
    if (read_only && !there && !path.empty()) {
        throw Failure(FailureKind::bad_input, fmt::format("there is no flow file {}", path), "'tidewaiter load FILE...' makes one; or name another with --db.");
    }
    if (there && std::filesystem::file_size(path) == 0) {
        throw Failure(FailureKind::bad_input, fmt::format("{} is empty", path), "It was cut short: remove it and load the sources again.");
    }
    if (!path.empty() && !there) {
        const auto folder = std::filesystem::path(path).parent_path();
        std::error_code problem;
        if (!folder.empty()) {
            std::filesystem::create_directories(folder, problem);
        }
        if (problem) {
            throw Failure(FailureKind::machine, fmt::format("cannot make the folder {}", folder.string()), "Check the path given with --db or --home.");
        }
    }
    try {
        return sql::Database({.path = path, .threads = threads, .memory = {}, .temp = {}, .read_only = read_only});
    } catch (const sql::SqlFailure& failure) {
        if (failure.kind() == FailureKind::machine) {
            throw;
        }
        throw Failure(FailureKind::bad_input, fmt::format("{} cannot be opened as a flow file: {}", path, failure.what()),
                      "It is cut short or no DuckDB database: remove it and load the sources again.");
    }
}

} // namespace

struct FlowTable::State {
    std::string path;
    sql::Database database;

    State(const std::string& file, bool read_only, unsigned threads) : path(file), database(open_database(file, read_only, threads)) {}
};

std::vector<FormatInfo> flow_formats() {
    std::vector<FormatInfo> infos;
    for (const SourceFormat& format : source_formats()) {
        infos.push_back({format.name, format.describes});
    }
    return infos;
}

FlowTable::FlowTable(const std::string& path, bool read_only, unsigned threads) {
    const bool is_new = path.empty() || !std::filesystem::exists(path);
    state_ = std::make_unique<State>(path, read_only, threads);
    if (is_new) {
        create_schema(state_->database);
    } else {
        check_schema(state_->database, path);
    }
}

FlowTable::~FlowTable() = default;
FlowTable::FlowTable(FlowTable&&) noexcept = default;

sql::Database& FlowTable::database() const { return state_->database; }

const std::string& FlowTable::path() const { return state_->path; }

std::vector<Source> FlowTable::sources() const {
    std::vector<Source> sources;
    for (const auto& row : state_->database.all(fmt::format("SELECT {} FROM source ORDER BY source_id", source_columns))) {
        sources.push_back(source_of(row));
    }
    return sources;
}

std::optional<Source> FlowTable::find_source(std::uint32_t id) const {
    const auto rows = state_->database.all(fmt::format("SELECT {} FROM source WHERE source_id = {}", source_columns, id));
    return rows.empty() ? std::nullopt : std::optional(source_of(rows.front()));
}

LoadResult FlowTable::load(const std::string& path, const LoadOptions& options, const std::function<bool(std::string_view, double)>& progress) {
    sql::Database& database = state_->database;
    LoadResult result;
    if (!std::filesystem::is_regular_file(path)) {
        throw Failure(FailureKind::bad_input, fmt::format("cannot read {}", path),
                      std::filesystem::is_directory(path) ? "It is a folder: name the files in it." : "Check the path.");
    }
    const std::string hash = base::load_file_sha256(path);
    const auto there = database.all(fmt::format("SELECT {} FROM source WHERE sha256 = {}", source_columns, sql::quote_text(hash)));
    if (!there.empty()) {
        result.source = source_of(there.front());
        result.was_there = true;
        return result;
    }
    base::RejectList rejects(rejects_kept);
    RawFile raw(path);
    if (raw.head().kind == RawKind::parquet) {
        raw.open(database, rejects, {});
    }
    const Mapping mapping = options.mapping.empty() ? recognise(raw.head(), path, options.format) : load_mapping(options.mapping, raw.head());
    if (raw.head().kind != RawKind::parquet) {
        raw.open(database, rejects, [&](double share) { return !progress || progress("reading", share); });
    }
    Source& source = result.source;
    source.remarks = raw.remarks();
    source.remarks.insert(source.remarks.end(), mapping.remarks.begin(), mapping.remarks.end());
    Transaction transaction(database);
    source.id = static_cast<std::uint32_t>(std::stoul(database.all("SELECT coalesce(max(source_id), 0) + 1 FROM source").at(0).at(0).value_or("1")));
    const Counts counts = load_rows(database, mapping, raw, source.id, path, rejects, source.remarks, progress);
    source.file = raw.head().name;
    source.sha256 = hash;
    source.format = mapping.format;
    source.publisher = mapping.publisher;
    source.title = mapping.title;
    source.vintage = options.vintage;
    if (source.vintage.empty() && !mapping.vintage.empty()) {
        source.vintage = database.all(fmt::format("SELECT CAST(max({}) AS VARCHAR) FROM shaped", mapping.vintage)).at(0).at(0).value_or("");
    }
    if (source.vintage.empty()) {
        source.vintage = day_of_change(path);
    }
    source.rows_in = raw.records();
    source.rows_loaded = counts.loaded;
    source.rows_set_aside = counts.set_aside;
    source.rows_missing = counts.missing;
    source.rows_rejected = counts.rejected + raw.rejected();
    result.rejects = rejects.kept();
    const double share = counts.made == 0 ? 1 : static_cast<double>(counts.rejected) / static_cast<double>(counts.made);
    if (share > options.most_rejected || counts.loaded == 0) {
        std::string hint = result.rejects.empty() ? "No row holds a value."
                                                  : fmt::format("The first: record {}, {} '{}': {}. {}", result.rejects.front().row, result.rejects.front().column,
                                                                result.rejects.front().text, result.rejects.front().reason, result.rejects.front().hint);
        throw Failure(FailureKind::bad_input,
                      fmt::format("{}: {} of {} rows were rejected ({} taken for {}); nothing was loaded", path, source.rows_rejected, counts.made, source.file, mapping.format),
                      hint);
    }
    database.run(fmt::format("INSERT INTO source VALUES ({}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {})", source.id, sql::quote_text(source.file),
                             sql::quote_text(hash), std::filesystem::file_size(path), sql::quote_text(source.format), sql::quote_text(source.publisher),
                             sql::quote_text(source.title), sql::quote_text(source.vintage), "CAST(today() AS VARCHAR)",
                             sql::quote_text(fmt::format("{}", fmt::join(raw.head().columns, ", "))), sql::quote_text(options.mapping.empty() ? "" : base::load_file(options.mapping)),
                             mapping.levels_add ? "'added'" : "'nested'", source.rows_in, source.rows_loaded, source.rows_set_aside, source.rows_missing, source.rows_rejected,
                             sql::quote_text(fmt::format("{}", fmt::join(source.remarks, "\n")))));
    for (const base::Reject& reject : result.rejects) {
        database.run(fmt::format("INSERT INTO reject VALUES ({}, {}, {}, {}, {}, {})", source.id, reject.row, sql::quote_text(reject.column), sql::quote_text(reject.text),
                                 sql::quote_text(reject.reason), sql::quote_text(reject.hint)));
    }
    if (mapping.kind == RowKind::flow) {
        result.differences = find_differences(database, source);
    }
    transaction.commit();
    for (const char* view : {"shaped", "raw"}) {
        database.run(fmt::format("DROP VIEW IF EXISTS {}", view));
    }
    for (const char* temporary : {"typed", "raw_text", "shaped_rows"}) {
        database.run(fmt::format("DROP TABLE IF EXISTS {}", temporary));
    }
    return result;
}

} // namespace tidewaiter::flows
