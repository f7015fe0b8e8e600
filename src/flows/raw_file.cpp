#include "flows/raw_file.hpp"

#include "flows/raw_readers.hpp"

#include "base/csv.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>

namespace tidewaiter::flows {

using base::Failure;
using base::FailureKind;

namespace {

constexpr std::size_t head_rows = 40;
constexpr std::size_t piece_bytes = std::size_t{1} << 20U;

std::string only_letters(std::string_view name) {
    std::string result;
    // Scraped tables have no-break spaces in their headers.
    for (const char c : base::squash(name)) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80) {
            result += c;
        } else if (c >= 'A' && c <= 'Z') {
            result += static_cast<char>(c + 32);
        }
    }
    return result;
}

/// UTF-8 text of a field: Comtrade writes Latin-1, and files are pasted together from several sources.
std::string decoded(std::string_view field) {
    std::string text = base::is_utf8(field) ? std::string(field) : base::from_cp1252(field);
    if (text.find('\0') != std::string::npos) {
        std::erase(text, '\0');
    }
    return std::string(base::trim(text));
}

std::vector<std::string> decoded(const std::vector<std::string_view>& fields) {
    std::vector<std::string> texts;
    texts.reserve(fields.size());
    for (const std::string_view field : fields) {
        texts.push_back(decoded(field));
    }
    return texts;
}

std::size_t filled(const std::vector<std::string>& fields) {
    return static_cast<std::size_t>(std::ranges::count_if(fields, [](const std::string& field) { return !field.empty(); }));
}

/// Names that SQL can use: unnamed and repeated columns get a number, the empty ones at the end are dropped.
std::vector<std::string> usable_names(std::vector<std::string> names) {
    while (!names.empty() && names.back().empty()) {
        names.pop_back();
    }
    std::set<std::string> taken = {"file_row"};
    for (std::size_t i = 0; i < names.size(); ++i) {
        std::string& name = names[i];
        if (name.empty()) {
            name = fmt::format("column{}", i + 1);
        }
        std::string key = only_letters(name);
        const std::string first = name;
        for (int n = 2; !taken.insert(key.empty() ? name : key).second; ++n) {
            name = fmt::format("{}_{}", first, n);
            key = only_letters(name);
        }
    }
    return names;
}

char sniff_separator(std::string_view sample) {
    const std::string_view lines = sample.substr(0, 20'000);
    char best = ',';
    std::ptrdiff_t most = 0;
    for (const char candidate : {',', ';', '\t', '|'}) {
        if (const auto count = std::ranges::count(lines, candidate); count > most) {
            best = candidate;
            most = count;
        }
    }
    return best;
}

/// Records by the same grammar as the reader, found by code that knows no fields: a quote opens only where a field begins.
class RecordCount {
public:
    explicit RecordCount(char separator) : separator_(separator) {}

    void feed(std::string_view bytes) {
        // Most pieces of statistics hold no quote at all.
        if (state_ != State::quoted && state_ != State::maybe_closed && bytes.find('"') == std::string_view::npos &&
            bytes.find('\r') == std::string_view::npos) {
            feed_plain(bytes);
            return;
        }
        for (const char c : bytes) {
            feed(c);
        }
    }

    std::uint64_t finish() {
        end_record();
        return records_;
    }

private:
    enum class State { start, plain, quoted, maybe_closed };

    void feed_plain(std::string_view bytes) {
        while (!bytes.empty()) {
            const std::size_t end = bytes.find('\n');
            const std::string_view line = bytes.substr(0, end);
            filled_ = filled_ || line.find_first_not_of(" \t") != std::string_view::npos;
            if (end == std::string_view::npos) {
                state_ = line.empty() ? state_ : line.back() == separator_ ? State::start : State::plain;
                return;
            }
            end_record();
            bytes.remove_prefix(end + 1);
        }
    }

    void feed(char c) {
        if (state_ == State::quoted) {
            filled_ = true;
            state_ = c == '"' ? State::maybe_closed : State::quoted;
        } else if (c == '"' && state_ == State::maybe_closed) {
            state_ = State::quoted;
        } else if (c == '"' && state_ == State::start) {
            filled_ = true;
            state_ = State::quoted;
        } else if (c == '\n' || c == '\r') {
            end_record();
        } else {
            filled_ = filled_ || (c != ' ' && c != '\t');
            state_ = c == separator_ ? State::start : State::plain;
        }
    }

    void end_record() {
        records_ += filled_ ? 1 : 0;
        filled_ = false;
        state_ = State::start;
    }

    char separator_;
    State state_ = State::start;
    bool filled_ = false;
    std::uint64_t records_ = 0;
};

} // namespace

std::string RawHead::column(std::string_view wanted) const {
    const std::string letters = only_letters(wanted);
    const auto found = std::ranges::find_if(columns, [&](const std::string& each) { return only_letters(each) == letters; });
    return found == columns.end() ? std::string() : sql::quote_name(*found);
}

struct RawFile::State {
    std::string path;
    RawLimits limits;
    RawHead head;
    std::uint64_t stored_bytes = 0;
    bool is_gzip = false;
    char separator = ',';
    bool is_latin1 = false;
    std::uint64_t before_data = 0; ///< records up to the header, that one too
    std::uint64_t header_end_line = 0;
    std::uint64_t records = 0;
    std::uint64_t rejected = 0;
    bool staged = true;
    std::vector<std::string> remarks;
    RawTable table; ///< JSON and XLSX are read at once

    void look_at_csv();
    void stage_csv(sql::Database& database, base::RejectSink& rejects, const std::function<bool(double)>& progress);
    void view_csv(sql::Database& database, base::RejectSink& rejects, const std::function<bool(double)>& progress);
    std::uint64_t count(const std::function<bool(double)>& progress) const;
    void make_view(sql::Database& database) const;
};

void RawFile::State::look_at_csv() {
    const auto source = base::open_source(path);
    std::string sample(piece_bytes, '\0');
    std::size_t size = 0;
    while (size < sample.size()) {
        const std::size_t got = source->read(sample.data() + size, sample.size() - size);
        if (got == 0) {
            break;
        }
        size += got;
    }
    const bool whole = size < sample.size();
    sample.resize(size);
    if (base::trim(sample).empty()) {
        throw Failure(FailureKind::bad_input, fmt::format("{} is empty", path), "Check the file; nothing was loaded.");
    }
    if (sample.starts_with("\xff\xfe") || sample.starts_with("\xfe\xff")) {
        throw Failure(FailureKind::bad_input, fmt::format("{} is UTF-16", path), "Save it as UTF-8, for example with 'iconv -f utf-16 -t utf-8'.");
    }
    const std::string_view front = base::trim(std::string_view(sample).substr(0, 200));
    if (front.starts_with("<!") || front.starts_with("<html") || front.starts_with("<HTML")) {
        throw Failure(FailureKind::bad_input, fmt::format("{} is a web page, no table", path),
                      "The download probably gave an error page: open it in a browser and look.");
    }
    if (sample.substr(0, 4096).find('\0') != std::string::npos) {
        throw Failure(FailureKind::bad_input, fmt::format("{} is binary, but neither Parquet nor XLSX", path), "Give a CSV, JSON, Parquet or XLSX file.");
    }
    if (!whole) {
        sample.resize(sample.rfind('\n') == std::string::npos ? sample.size() : sample.rfind('\n') + 1);
    }
    separator = sniff_separator(sample);
    is_latin1 = !base::is_utf8(sample);
    const auto memory = base::open_memory(path, sample);
    base::CsvReader reader(*memory, {.separator = separator}, {.field_bytes = limits.field_bytes, .record_lines = limits.record_lines});
    base::CsvRecord record;
    std::vector<std::vector<std::string>> first;
    std::vector<std::uint64_t> lines;
    while (first.size() < head_rows + limits.preamble_lines && reader.next(record)) {
        first.push_back(decoded(record.fields));
        lines.push_back(record.line);
    }
    std::size_t widest = 0;
    for (const auto& row : first) {
        widest = std::max(widest, row.size());
    }
    // The header is the first record that is about as wide as the rows; the row of dots and the title above it are not.
    std::size_t header = 0;
    while (header < first.size() && (first[header].size() + 1 < widest || filled(first[header]) < 2)) {
        ++header;
    }
    if (header == first.size() || header > limits.preamble_lines) {
        throw Failure(FailureKind::bad_input, fmt::format("{} has one column only: no table of trade", path), "Give a CSV with a header line.");
    }
    head.columns = usable_names(first[header]);
    if (head.columns.size() > limits.columns) {
        throw Failure(FailureKind::bad_input, fmt::format("{} has {} columns", path, head.columns.size()), fmt::format("At most {} are read.", limits.columns));
    }
    head.preamble.assign(first.begin(), first.begin() + static_cast<std::ptrdiff_t>(header));
    head.rows.assign(first.begin() + static_cast<std::ptrdiff_t>(header) + 1, first.end());
    before_data = header + 1;
    header_end_line = lines[header];
    if (!head.rows.empty() && head.rows.front().size() == head.columns.size() + 1) {
        remarks.push_back("every record has one field more than the header, always empty: a comma at the line end");
    }
    if (is_latin1) {
        remarks.push_back("read as Latin-1 where it is not UTF-8");
    }
}

std::uint64_t RawFile::State::count(const std::function<bool(double)>& progress) const {
    const auto source = base::open_source(path);
    RecordCount counter(separator);
    std::string piece(piece_bytes, '\0');
    const auto size = static_cast<double>(std::max<std::uint64_t>(stored_bytes, 1));
    for (std::size_t got = 0; (got = source->read(piece.data(), piece.size())) > 0;) {
        counter.feed(std::string_view(piece).substr(0, got));
        if (progress && !progress(static_cast<double>(source->stored_position()) / size)) {
            throw Failure(FailureKind::machine, "stopped", "Nothing of the file was kept.");
        }
    }
    const std::uint64_t all = counter.finish();
    return all < before_data ? 0 : all - before_data;
}

void RawFile::State::make_view(sql::Database& database) const {
    std::string columns;
    for (std::size_t i = 0; i < head.columns.size(); ++i) {
        columns += fmt::format(", nullif(c{}, '') AS {}", i, sql::quote_name(head.columns[i]));
    }
    database.run(fmt::format("CREATE OR REPLACE TEMP VIEW raw AS SELECT CAST(file_row AS UINTEGER) AS file_row{} FROM raw_text", columns));
}

void RawFile::State::stage_csv(sql::Database& database, base::RejectSink& rejects, const std::function<bool(double)>& progress) {
    make_raw_text(database, head.columns.size());
    sql::Appender appender(database, "raw_text");
    const auto source = base::open_source(path);
    base::CsvReader reader(*source, {.separator = separator}, {.field_bytes = limits.field_bytes, .record_lines = limits.record_lines});
    base::CsvRecord record;
    std::vector<std::string> cells(head.columns.size() + 1);
    std::uint64_t seen = 0;
    std::uint64_t text_lines = 0;
    const auto size = static_cast<double>(std::max<std::uint64_t>(stored_bytes, 1));
    const std::size_t width = head.columns.size();
    while (reader.next(record)) {
        if (++seen <= before_data) {
            continue;
        }
        ++records;
        std::string reason = record.problem;
        std::size_t fields = record.fields.size();
        while (reason.empty() && fields > width && base::trim(record.fields[fields - 1]).empty()) {
            --fields;
        }
        if (reason.empty() && fields != width) {
            if (fields < width && width > 2 &&
                std::ranges::count_if(record.fields, [](std::string_view field) { return !base::trim(field).empty(); }) <= 1) {
                ++text_lines; // a footer
                continue;
            }
            reason = fmt::format("{} fields, the header has {}", record.fields.size(), width);
        }
        if (!reason.empty()) {
            ++rejected;
            std::string text = record.fields.empty() ? std::string() : decoded(record.fields.front());
            rejects.add({path, records, {}, std::string(base::utf8_prefix(text, 200)), reason, "Mend the line; the others were read."});
            continue;
        }
        cells[0] = std::to_string(records);
        for (std::size_t i = 0; i < width; ++i) {
            cells[i + 1] = decoded(record.fields[i]);
        }
        appender.add(cells);
        if (records % 20'000 == 0 && progress && !progress(static_cast<double>(source->stored_position()) / size)) {
            throw Failure(FailureKind::machine, "stopped", "Nothing of the file was kept.");
        }
    }
    appender.close();
    const std::uint64_t counted = count({});
    if (counted != records) {
        throw Failure(FailureKind::bad_input, fmt::format("{}: {} records were read, but it holds {} by an independent count", path, records, counted),
                      "A quote is probably not closed; nothing was loaded.");
    }
    if (text_lines > 0) {
        records -= text_lines;
        remarks.push_back(fmt::format("{} lines of text among the records (footers) were left out", text_lines));
    }
    make_view(database);
}

void RawFile::State::view_csv(sql::Database& database, base::RejectSink& rejects, const std::function<bool(double)>& progress) {
    records = count(progress);
    std::string columns;
    std::string names;
    const bool extra = !head.rows.empty() && head.rows.front().size() > head.columns.size();
    for (std::size_t i = 0; i < head.columns.size(); ++i) {
        columns += fmt::format("{}{}: 'VARCHAR'", i == 0 ? "" : ", ", sql::quote_text(fmt::format("c{}", i)));
        names += fmt::format(", nullif(c{}, '') AS {}", i, sql::quote_name(head.columns[i]));
    }
    if (extra) {
        columns += ", 'line_end': 'VARCHAR'";
    }
    const std::string scan = fmt::format("read_csv({}, auto_detect = false, header = false, skip = {}, delim = {}, quote = '\"', escape = '\"', columns = {{{}}}, "
                                         "strict_mode = true, null_padding = false, store_rejects = true, rejects_limit = 0, encoding = '{}')",
                                         sql::quote_path(path), header_end_line, sql::quote_text(std::string(1, separator)), columns,
                                         is_latin1 ? "latin-1" : "utf-8");
    database.run(fmt::format("CREATE OR REPLACE TEMP VIEW raw AS SELECT CAST(NULL AS UINTEGER) AS file_row{} FROM {}", names, scan));
    const std::uint64_t read = std::stoull(database.all("SELECT count(*) FROM raw").at(0).at(0).value_or("0"));
    if (read > records) {
        throw Failure(FailureKind::bad_input, fmt::format("{}: {} records were read, but it holds {} by an independent count", path, read, records),
                      "A quote is probably not closed; nothing was loaded.");
    }
    rejected = records - read;
    if (rejected > 0) {
        database.query("SELECT DISTINCT line, column_name, error_message, csv_line FROM reject_errors ORDER BY line LIMIT 1000", {},
                       [&](std::span<const std::optional<std::string_view>> row) {
                           const auto cell = [&](std::size_t i) { return std::string(row[i].value_or("")); };
                           const std::string message = cell(2);
                           rejects.add({path, row[0] ? std::stoull(cell(0)) : 0, cell(1), std::string(base::utf8_prefix(cell(3), 200)),
                                        message.substr(0, message.find('\n')), "Mend the line; the others were read."});
                           return true;
                       });
    }
}

RawFile::RawFile(const std::string& path, const RawLimits& limits) : state_(std::make_unique<State>()) {
    State& state = *state_;
    state.path = path;
    state.limits = limits;
    state.head.name = std::filesystem::path(path).filename().string();
    std::error_code problem;
    state.stored_bytes = std::filesystem::file_size(path, problem);
    if (problem) {
        throw Failure(FailureKind::bad_input, fmt::format("cannot read {}", path),
                      std::filesystem::is_directory(path) ? "It is a folder: name the files in it." : "Check the path.");
    }
    std::ifstream stored(path, std::ios::binary);
    std::string magic(4, '\0');
    stored.read(magic.data(), 4);
    state.is_gzip = magic.starts_with("\x1f\x8b");
    if (magic == "PAR1") {
        state.head.kind = RawKind::parquet;
        state.staged = false;
        return;
    }
    if (magic.starts_with("PK\x03\x04")) {
        state.head.kind = RawKind::xlsx;
        state.table = load_workbook(path, limits);
    } else {
        const auto source = base::open_source(path);
        std::string first(64, '\0');
        first.resize(source->read(first.data(), first.size()));
        const std::string_view front = base::trim(std::string_view(first).substr(first.starts_with("\xef\xbb\xbf") ? 3 : 0));
        if (!front.starts_with('{') && !front.starts_with('[')) {
            state.look_at_csv();
            return;
        }
        state.head.kind = RawKind::json;
        state.table = load_json_table(path, limits);
    }
    state.head.columns = usable_names(state.table.columns);
    state.table.columns = state.head.columns;
    state.remarks = state.table.remarks;
    for (std::size_t i = 0; i < std::min(head_rows, state.table.rows.size()); ++i) {
        state.head.rows.push_back(state.table.rows[i]);
    }
}

RawFile::~RawFile() = default;

const RawHead& RawFile::head() const { return state_->head; }

void RawFile::open(sql::Database& database, base::RejectSink& rejects, const std::function<bool(double)>& progress) {
    State& state = *state_;
    if (state.head.kind == RawKind::parquet) {
        const std::string scan = fmt::format("read_parquet({})", sql::quote_path(state.path));
        if (state.head.columns.empty()) {
            state.head.columns = usable_names(database.columns("SELECT * FROM " + scan));
        }
        // Names are as in the file; usable_names changes only unnamed and repeated ones, which Parquet cannot have.
        std::string columns;
        for (const std::string& name : state.head.columns) {
            columns += fmt::format(", nullif(CAST({0} AS VARCHAR), '') AS {0}", sql::quote_name(name));
        }
        database.run(fmt::format("CREATE OR REPLACE TEMP VIEW raw AS SELECT CAST({} AS UINTEGER) AS file_row{} FROM {}",
                                 state.stored_bytes < state.limits.staged_bytes ? "file_row_number + 1" : "NULL", columns,
                                 state.stored_bytes < state.limits.staged_bytes
                                     ? fmt::format("read_parquet({}, file_row_number = true)", sql::quote_path(state.path))
                                     : scan));
        state.records = std::stoull(database.all("SELECT count(*) FROM " + scan).at(0).at(0).value_or("0"));
        return;
    }
    if (state.head.kind != RawKind::csv) {
        make_raw_text(database, state.head.columns.size());
        sql::Appender appender(database, "raw_text");
        std::vector<std::string> cells;
        for (const auto& row : state.table.rows) {
            cells.assign(1, std::to_string(++state.records));
            cells.insert(cells.end(), row.begin(), row.end());
            cells.resize(state.head.columns.size() + 1);
            appender.add(cells);
        }
        appender.close();
        state.table.rows.clear();
        state.make_view(database);
        return;
    }
    // A packed file is about ten times as large once it is open.
    const std::uint64_t open_bytes = state.is_gzip ? state.stored_bytes * 10 : state.stored_bytes;
    state.staged = open_bytes < state.limits.staged_bytes;
    if (state.staged) {
        state.stage_csv(database, rejects, progress);
    } else {
        state.view_csv(database, rejects, progress);
    }
}

std::uint64_t RawFile::records() const { return state_->records; }
std::uint64_t RawFile::rejected() const { return state_->rejected; }
bool RawFile::is_staged() const { return state_->staged; }
const std::vector<std::string>& RawFile::remarks() const { return state_->remarks; }

void make_raw_text(sql::Database& database, std::size_t columns) {
    std::string sql = "CREATE OR REPLACE TEMP TABLE raw_text (file_row VARCHAR";
    for (std::size_t i = 0; i < columns; ++i) {
        sql += fmt::format(", c{} VARCHAR", i);
    }
    database.run(sql + ")");
}

} // namespace tidewaiter::flows
