#include "sql/csv_dialect.hpp"

#include "sql/csv_scanner.hpp"
#include "sql/encoding.hpp"
#include "sql/header_row.hpp"

#include "base/failure.hpp"
#include "base/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace tidewaiter::sql {

namespace {

using base::Failure;
using base::FailureKind;

constexpr std::string_view separators = ",;\t|";

/// Fewer records may all be malformed in the same way by accident.
constexpr std::size_t enough_to_judge = 10;

/// What one choice of separator and quote makes of the sample.
struct Trial {
    CsvShape shape;
    std::vector<std::string> first; ///< the first record
    std::size_t records = 0;        ///< after the first
    std::size_t fitting = 0;        ///< of those, with as many fields as the first
    std::map<std::size_t, std::size_t> widths;
    std::vector<std::size_t>
        numeric; ///< for each column, records after the first with a number or a date there
    std::size_t above_bytes = 0;      ///< before the header, titles
    std::size_t above_lines = 0;
    std::vector<std::string> grouped; ///< names made of two lines

    std::size_t width() const { return first.size(); }

    double share() const {
        return records == 0 ? 1.0 : static_cast<double>(fitting) / static_cast<double>(records);
    }
};

/// A number, an amount or a date in digits; a column's name is none of these.
bool is_numeric(std::string_view cell) {
    cell = base::trim(cell);
    bool digit = false;
    for (const char c : cell) {
        digit = digit || (c >= '0' && c <= '9');
        if (!(c >= '0' && c <= '9') && !std::string_view("+-.,:/ %").contains(c)) {
            return false;
        }
    }
    return digit;
}

CsvScanner::Source source_of(std::string_view& sample) {
    return [&sample](char* into, std::size_t size) {
        const std::size_t count = sample.copy(into, size);
        sample.remove_prefix(count);
        return count;
    };
}

/// Finds titles above the header and takes them off the sample.
void pass_over_titles(const std::string& name, std::string_view& sample, const RecordOptions& options, Trial& trial) {
    std::vector<std::vector<std::string>> rows;
    std::vector<std::uint64_t> lines;
    std::string_view rest = sample;
    CsvScanner scanner(name, source_of(rest), trial.shape, options.limits);
    ScannedRecord record;
    try {
        while (rows.size() < header_rows_looked_at && scanner.next(record)) {
            rows.emplace_back();
            if (record.broken.empty()) {
                for (const std::string_view field : record.fields) {
                    rows.back().push_back(find_encoding(field) == Encoding::cp1252 ? base::from_cp1252(field) : std::string(field));
                }
            }
            lines.push_back(record.line);
        }
    } catch (const Failure&) {
        // As in try_shape: the run itself says it.
    }
    HeaderRow header = find_header_row(rows, options.is_name);
    if (header.row == 0) {
        return;
    }
    trial.above_lines = lines[header.row] - 1;
    for (std::size_t i = 0; i < trial.above_lines; ++i) {
        trial.above_bytes = sample.find(trial.shape.line_end, trial.above_bytes) + 1;
    }
    trial.grouped = std::move(header.grouped);
    sample.remove_prefix(trial.above_bytes);
}

Trial try_shape(const std::string& name, std::string_view sample, const CsvShape& shape,
                const RecordOptions& options) {
    Trial trial;
    trial.shape = shape;
    if (options.is_name) {
        pass_over_titles(name, sample, options, trial);
    }
    CsvScanner scanner(name, source_of(sample), shape, options.limits);
    ScannedRecord record;
    try {
        while (scanner.next(record)) {
            if (trial.first.empty()) {
                if (record.broken.empty()) {
                    trial.first.assign(record.fields.begin(), record.fields.end());
                } else { // the run will refuse the header and say why, if this is the separator
                    trial.first.resize(
                        static_cast<std::size_t>(std::ranges::count(record.raw, shape.separator)) +
                        1);
                }
                trial.numeric.assign(trial.first.size(), 0);
                scanner.fix_columns(trial.first.size());
                continue;
            }
            ++trial.records;
            ++trial.widths[record.broken.empty() ? record.field_count : 0];
            if (record.broken.empty() && record.field_count == trial.width()) {
                ++trial.fitting;
                for (std::size_t i = 0; i < trial.width(); ++i) {
                    trial.numeric[i] += is_numeric(record.fields[i]) ? 1U : 0U;
                }
            }
        }
    } catch (const Failure&) {
        // A quote that never closes, or far too many fields. What was seen so far decides; the run itself says it.
    }
    return trial;
}

/// Whether fields are quoted with apostrophes: no double quote anywhere, and at least as many fields open and close
/// with an apostrophe as there are lines. Names such as 't Hooft open with one and do not close.
bool is_quoted_with_apostrophes(std::string_view sample, char separator) {
    if (sample.contains('"')) {
        return false;
    }
    std::size_t opened = 0;
    std::size_t closed = 0;
    const auto is_edge = [separator](char c) { return c == separator || c == '\n' || c == '\r'; };
    for (std::size_t i = 0; i < sample.size(); ++i) {
        if (sample[i] == '\'') {
            opened += i == 0 || is_edge(sample[i - 1]) ? 1U : 0U;
            closed += i + 1 == sample.size() || is_edge(sample[i + 1]) ? 1U : 0U;
        }
    }
    const auto lines = static_cast<std::size_t>(std::ranges::count(sample, '\n'));
    return opened > 1 && opened == closed && opened >= lines;
}

/// The better of two: a table beats a single column; then the more even one; then the wider.
bool is_better(const Trial& a, const Trial& b) {
    if ((a.width() > 1) != (b.width() > 1)) {
        return a.width() > 1;
    }
    // Broken rows are few; a tenth apart is another dialect, less is noise and the wider wins.
    if (a.share() > b.share() + 0.1 || b.share() > a.share() + 0.1) {
        return a.share() > b.share();
    }
    return a.width() > b.width();
}

/// Years name the columns of many tables of figures.
bool is_year(std::string_view cell) {
    cell = base::trim(cell);
    return cell.size() == 4 && (cell.starts_with("19") || cell.starts_with("20"));
}

/// The first record is data if a column holds numbers from the first record on and none starts with a word and goes
/// on in numbers.
bool starts_with_data(const Trial& trial) {
    bool data = false;
    for (std::size_t i = 0; i < trial.width(); ++i) {
        const bool first = is_numeric(trial.first[i]);
        const bool others = trial.fitting > 0 && trial.numeric[i] * 10 >= trial.fitting * 9;
        if (!first && others) {
            return false;
        }
        data = data || (first && !is_year(trial.first[i]) && (others || trial.fitting == 0));
    }
    return data;
}

/// A title stands above the table when the first record has one field and four of five others agree on three or more.
/// Out: how many; 0 for no title
std::size_t find_width_below_title(const Trial& trial) {
    for (const auto& [width, records] : trial.widths) {
        if (trial.width() == 1 && width >= 3 && records > 1 && records * 5 >= trial.records * 4) {
            return width;
        }
    }
    return 0;
}

/// The number of fields that nine of ten records have, where it is not the header's; 0 otherwise.
std::size_t find_other_width(const Trial& trial) {
    for (const auto& [width, records] : trial.widths) {
        if (width > 0 && width != trial.width() && records * 10 >= trial.records * 9) {
            return width;
        }
    }
    return 0;
}

} // namespace

CsvDialect find_dialect(const std::string& name, std::string_view sample, bool whole,
                        const RecordOptions& options) {
    CsvDialect dialect;
    char separator = options.separator;
    if (sample.starts_with("sep=") && sample.size() > 5 &&
        (sample[5] == '\n' || sample[5] == '\r')) {
        dialect.preamble = sample.substr(5).starts_with("\r\n") ? 7 : 6;
        dialect.preamble_lines = 1;
        separator = separator == '\0' ? sample[4] : separator;
        sample.remove_prefix(dialect.preamble);
    }
    const char line_end = sample.contains('\n') || !sample.contains('\r') ? '\n' : '\r';
    if (!whole) {
        const std::size_t last = sample.rfind(line_end);
        sample = sample.substr(0, last == std::string_view::npos ? sample.size() : last + 1);
    }
    Trial best;
    std::size_t title_over = 0;
    for (const char candidate : separator == '\0' ? separators : std::string_view(&separator, 1)) {
        const CsvShape shape = {.separator = candidate,
                                .quote = is_quoted_with_apostrophes(sample, candidate) ? '\'' : '"',
                                .line_end = line_end};
        Trial trial = try_shape(name, sample, shape, options);
        title_over = std::max(title_over, find_width_below_title(trial));
        if (trial.width() > 0 && (best.width() == 0 || is_better(trial, best))) {
            best = std::move(trial);
        }
    }
    if (best.width() == 0) {
        best.shape = {
            .separator = separator == '\0' ? ',' : separator, .quote = '"', .line_end = line_end};
    }
    dialect.shape = best.shape;
    if (best.above_lines > 0) {
        dialect.preamble += best.above_bytes;
        dialect.preamble_lines += best.above_lines;
        dialect.grouped = std::move(best.grouped);
        dialect.remark = fmt::format("The names of the columns are in line {}{}; what stands above was passed over.",
                                     dialect.preamble_lines + 1,
                                     dialect.grouped.empty() ? "" : ", grouped by the line above it");
    }
    if (options.header == CsvHeader::absent) {
        for (std::size_t i = 1; i <= best.width(); ++i) {
            dialect.made_up_columns.push_back(fmt::format("column {}", i));
        }
        return dialect;
    }
    if (options.header == CsvHeader::automatic && best.width() > 0 && starts_with_data(best)) {
        throw Failure(
            FailureKind::bad_input,
            fmt::format("{}: the first line looks like a record, not like column names", name),
            "Put a line with the names of the columns at the top.");
    }
    if (best.width() == 1 && title_over > 1) {
        throw Failure(FailureKind::bad_input,
                      fmt::format("{}: the first line has 1 field where most lines have {}", name,
                                  title_over),
                      "Remove what stands above the line with the names of the columns.");
    }
    const std::size_t other = find_other_width(best);
    if (other > 0 && other < best.width() &&
        std::all_of(best.first.begin() + static_cast<std::ptrdiff_t>(other), best.first.end(),
                    [](const std::string& cell) { return base::trim(cell).empty(); })) {
        dialect.width = other;
    } else if (other > 0 && best.records >= enough_to_judge) {
        // A comma inside each name and one at the end of each line look alike here. Guessing wrong would screen half
        // of every name.
        throw Failure(FailureKind::bad_input,
                      fmt::format("{}: the header has {} fields, the lines below have {}", name,
                                  best.width(), other),
                      other > best.width()
                          ? "If each line ends in a separator, let the header end in one too; if a "
                            "field holds the separator, quote it."
                          : "Give the header and the lines the same number of fields.");
    }
    return dialect;
}

} // namespace tidewaiter::sql
