// A catalogue of goods: rows in times lists is rows out, and what could not be read is answered so.
#include "cli/goods_verb.hpp"

#include "goods/catalogue.hpp"

#include "base/csv.hpp"
#include "base/failure.hpp"
#include "base/json_writer.hpp"
#include "base/reject.hpp"
#include "sql/record_file.hpp"
#include "text/fold.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

namespace tidewaiter::cli {

using base::Failure;
using base::FailureKind;
using goods::CatalogueRow;

namespace {

// Past this share of rows not read the run says so and ends with status 3.
constexpr std::uint64_t rejects_in_hundred = 1;
constexpr std::size_t rejects_said = 5;

constexpr std::array<std::string_view, 12> own_columns{"row",      "hs_given", "hs",       "list", "answer", "version",
                                                       "entry",    "tier",     "coverage", "relation", "note", "source"};

/// Where the answer goes: a file by its ending, or standard output as CSV or JSON lines.
class AnswerWriter {
public:
    AnswerWriter(const std::string& path, bool json_lines, std::vector<std::string> columns, std::ostream& out)
        : columns_(std::move(columns)), json_lines_(json_lines), out_(out) {
        if (!path.empty()) {
            file_.emplace(path, columns_, types());
        } else if (!json_lines_) {
            put(columns_);
        }
    }

    void add(const std::vector<std::string>& row) {
        ++rows_;
        if (file_) {
            file_->add(row);
        } else if (json_lines_) {
            base::JsonWriter json;
            json.begin_object();
            for (std::size_t i = 0; i < row.size(); ++i) {
                if (i == 0) {
                    json.key(columns_[i]).raw(row[i]); // the row number
                } else {
                    json.member(columns_[i], row[i]);
                }
            }
            out_ << json.end_object().text() << '\n';
        } else {
            put(row);
        }
    }

    void commit() {
        if (file_) {
            file_->commit();
        }
    }

    std::uint64_t rows() const { return rows_; }

private:
    std::vector<sql::ColumnType> types() const {
        std::vector<sql::ColumnType> all(columns_.size(), sql::ColumnType::text);
        all.front() = sql::ColumnType::integer;
        return all;
    }

    void put(const std::vector<std::string>& row) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            line += i == 0 ? "" : ",";
            base::write_csv_field(line, row[i], true);
        }
        out_ << line << '\n';
    }

    std::vector<std::string> columns_;
    bool json_lines_;
    std::ostream& out_;
    std::optional<sql::RecordWriter> file_;
    std::uint64_t rows_ = 0;
};

/// The code's text in one JSON object: the named key, or the key that find_code_column takes.
class JsonCode {
public:
    explicit JsonCode(std::string column) : column_(std::move(column)) {}

    /// Errors: no such key, or no text or whole number there.
    base::Result<std::string> find(std::string_view line) {
        const simdjson::padded_string padded(line);
        simdjson::dom::element document;
        if (parser_.parse(padded).get(document) != simdjson::SUCCESS || !document.is_object()) {
            return base::error("the line is no JSON object");
        }
        const simdjson::dom::object object = document.get_object();
        std::string key = column_;
        if (key.empty()) {
            std::vector<std::string> keys;
            for (const auto field : object) {
                keys.emplace_back(field.key);
            }
            const auto found = goods::find_code_column(keys);
            if (!found) {
                return std::unexpected(found.error());
            }
            key = keys[*found];
        }
        const auto value = object.at_key(key);
        std::string_view text;
        if (value.get(text) == simdjson::SUCCESS) {
            return std::string(text);
        }
        std::int64_t number = 0;
        if (value.get(number) == simdjson::SUCCESS) {
            return std::to_string(number);
        }
        return base::error(value.error() == simdjson::NO_SUCH_FIELD ? fmt::format("the object has no key '{}'", key)
                                                                    : fmt::format("'{}' is neither text nor a whole number", key));
    }

private:
    std::string column_;
    simdjson::dom::parser parser_;
};

std::size_t column_of(const std::vector<std::string>& columns, const std::string& file, const std::string& wanted) {
    if (wanted.empty()) {
        const auto found = goods::find_code_column(columns);
        if (!found) {
            throw Failure(FailureKind::bad_input, fmt::format("{}: {}", file, found.error().message), found.error().hint);
        }
        return *found;
    }
    const auto folded = [](const std::string& name) { return text::fold(name).joined(); };
    auto found = std::ranges::find(columns, wanted);
    if (found == columns.end()) {
        found = std::ranges::find(columns, folded(wanted), folded);
    }
    if (found == columns.end()) {
        throw Failure(FailureKind::bad_input, fmt::format("{}: there is no column '{}'", file, wanted), "Look at the first line of the file.");
    }
    return static_cast<std::size_t>(found - columns.begin());
}

std::vector<std::string> output_columns(const std::vector<std::string>& users) {
    std::vector<std::string> columns(own_columns.begin(), own_columns.end());
    for (const std::string& name : users) {
        // A name that the answer uses itself is set apart.
        std::string column = name;
        while (std::ranges::count(columns, column) > 0) {
            column = "your_" + column;
        }
        columns.push_back(std::move(column));
    }
    return columns;
}

std::vector<std::string> output_row(std::uint64_t number, std::string_view given, const CatalogueRow& row,
                                    const std::vector<std::string_view>& users, std::size_t width) {
    const goods::Control& control = row.control;
    const bool listed = row.answer == goods::Answer::may_fall_under;
    std::vector<std::string> cells{std::to_string(number), std::string(given), row.hs, row.list, std::string(to_text(row.answer)),
                                   control.version, control.entry, control.tier, listed ? std::string(to_text(control.coverage)) : std::string(),
                                   control.relation, control.note, control.source};
    cells.insert(cells.end(), users.begin(), users.end());
    cells.resize(width);
    return cells;
}

struct Tally {
    std::array<std::uint64_t, 4> answers{};
    std::uint64_t not_read = 0; ///< input rows
};

void say_result(const Tally& tally, const sql::RecordCounts& counts, std::uint64_t written, std::size_t lists, std::ostream& err) {
    err << fmt::format("rows in: {}; rows out: {} ({} for each list, {} list{}); rows not read: {}\n", counts.records, written, counts.records,
                       lists, lists == 1 ? "" : "s", tally.not_read);
    for (const auto answer : {goods::Answer::may_fall_under, goods::Answer::not_in_list, goods::Answer::not_held, goods::Answer::not_read}) {
        err << fmt::format("  {}: {}\n", to_text(answer), tally.answers[static_cast<std::size_t>(answer)]);
    }
    err << lead_not_classification << '\n';
}

} // namespace

ExitCode answer_catalogue(const CatalogueOptions& options, const GoodsQuestion& question, Streams& streams) {
    sql::RecordFile file(options.file);
    const bool json_lines = file.format() == sql::RecordFormat::json_lines;
    const auto& users = file.columns();
    const std::size_t column = json_lines ? 0 : column_of(users, options.file, options.column);
    const goods::Catalogue catalogue(question.book, question.lists, question.lane, question.revision);
    const auto columns = output_columns(users);
    AnswerWriter writer(options.output, question.json, columns, streams.out);
    std::optional<sql::RecordWriter> rejects_file;
    if (!options.rejects.empty()) {
        rejects_file.emplace(options.rejects, std::vector<std::string>{"row", "line", "column", "text", "reason"});
    }
    JsonCode json_code(options.column);
    base::RejectList record_rejects;
    Tally tally;
    const auto reject = [&](const sql::Record& record, std::string_view text, std::string_view reason) {
        ++tally.not_read;
        if (tally.not_read <= rejects_said) {
            streams.err << fmt::format("{}, row {}: {}\n", options.file, record.row, reason);
        }
        if (rejects_file) {
            rejects_file->add(std::vector<std::string>{std::to_string(record.row), record.line == 0 ? "" : std::to_string(record.line),
                                                       json_lines ? options.column : users[column], std::string(text), std::string(reason)});
        }
    };
    const auto counts = file.read(
        [&](const sql::Record& record) {
            std::string given;
            std::vector<CatalogueRow> rows;
            std::string problem(record.reject_reason);
            if (problem.empty() && json_lines) {
                auto found = json_code.find(record.json);
                given = found ? *found : std::string();
                problem = found ? std::string() : found.error().message;
            } else if (problem.empty()) {
                given = record.cells[column];
            }
            rows = problem.empty() ? catalogue.rows(given) : catalogue.rejected(problem);
            if (rows.front().answer == goods::Answer::not_read) {
                reject(record, given, rows.front().control.note);
            }
            for (const CatalogueRow& row : rows) {
                ++tally.answers[static_cast<std::size_t>(row.answer)];
                writer.add(output_row(record.row, given, row, record.cells, columns.size()));
            }
            return true;
        },
        record_rejects);
    if (writer.rows() != counts.records * question.lists.size()) {
        throw Failure(FailureKind::machine, fmt::format("{} rows in and {} lists, but {} rows out", counts.records,
                                                        question.lists.size(), writer.rows()),
                      "This is a fault of the program: please report it with the file.");
    }
    writer.commit();
    if (rejects_file) {
        rejects_file->commit();
    }
    for (const std::string& remark : file.remarks()) {
        streams.err << remark << '\n';
    }
    if (tally.not_read > rejects_said) {
        streams.err << fmt::format("... and {} more\n", tally.not_read - rejects_said);
    }
    say_result(tally, counts, writer.rows(), question.lists.size(), streams.err);
    if (tally.not_read * 100 > counts.records * rejects_in_hundred) {
        streams.err << fmt::format("tidewaiter: more than {} in 100 rows could not be read\n", rejects_in_hundred);
        return ExitCode::bad_input;
    }
    return ExitCode::done;
}

} // namespace tidewaiter::cli
