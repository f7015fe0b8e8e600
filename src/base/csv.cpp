#include "base/csv.hpp"

#include "base/failure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace tidewaiter::base {

namespace {

constexpr std::size_t buffer_size = std::size_t{1} << 16U;
constexpr int end_of_input = -1;
constexpr char control_z = '\x1a';

bool is_number(std::string_view text) {
    bool digits = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c >= '0' && c <= '9') {
            digits = true;
        } else if (!((c == '-' || c == '+') && i == 0) && c != '.' && c != ',') {
            return false;
        }
    }
    return digits;
}

} // namespace

CsvReader::CsvReader(ByteSource& source, CsvDialect dialect, CsvLimits limits)
    : source_(source), dialect_(dialect), limits_(limits), buffer_(buffer_size) {}

void CsvReader::fill() {
    position_ = 0;
    end_ = source_.read(buffer_.data(), buffer_.size());
    if (!started_) {
        started_ = true;
        // A byte-order mark may come in a short first read; top up before looking.
        while (end_ > 0 && end_ < 3) {
            const std::size_t more = source_.read(buffer_.data() + end_, buffer_.size() - end_);
            if (more == 0) {
                break;
            }
            end_ += more;
        }
        if (std::string_view(buffer_.data(), end_).starts_with("\xef\xbb\xbf")) {
            position_ = 3;
        }
    }
    at_end_ = position_ == end_;
}

int CsvReader::peek() {
    if (position_ == end_ && !at_end_) {
        fill();
    }
    return at_end_ ? end_of_input : static_cast<unsigned char>(buffer_[position_]);
}

bool CsvReader::next(CsvRecord& record) {
    enum class In { field_start, plain, quoted, after_quote };

    record.fields.clear();
    record.problem.clear();
    text_.clear();
    starts_.assign(1, 0);
    record.line = line_ + 1;
    In in = In::field_start;
    std::uint64_t quote_line = 0;
    std::size_t quote_start = 0;
    bool any_quote = false;

    for (;;) {
        const int next_char = peek();
        const bool ends = next_char == end_of_input;
        const char c = ends ? '\0' : static_cast<char>(next_char);

        if (in == In::quoted) {
            const bool too_far = text_.size() - quote_start > limits_.field_bytes ||
                                 line_ + 1 - quote_line > limits_.record_lines;
            if (ends || too_far) {
                throw Failure(FailureKind::bad_input,
                              fmt::format("{}: a quote opened in line {} is still open {}", source_.name(), quote_line,
                                          ends ? "at the end of the file"
                                               : fmt::format("after {} bytes and {} lines", text_.size() - quote_start,
                                                             line_ + 1 - quote_line)),
                              fmt::format("Close or remove the quote in line {}, or fetch the file again if it was cut.",
                                          quote_line));
            }
            ++position_;
            if (c == dialect_.quote) {
                in = In::after_quote;
                continue;
            }
            if (c == '\n') {
                ++line_;
            }
            if (c == '\0') {
                record.problem = "a NUL byte";
            }
            text_ += c;
            continue;
        }

        if (in == In::after_quote && !ends && c == dialect_.quote) {
            ++position_;
            text_ += c;
            in = In::quoted;
            continue;
        }

        if (ends || c == '\n' || c == '\r') {
            const bool empty = text_.empty() && starts_.size() == 1 && !any_quote;
            if (ends && empty) {
                return false;
            }
            if (!ends) {
                ++position_;
                if (c == '\r' && peek() == '\n') {
                    ++position_;
                }
            }
            ++line_;
            if (empty) {
                ++blank_;
                record.line = line_ + 1;
                continue;
            }
            // The original OFAC files end with control-Z alone on its line.
            if (starts_.size() == 1 && text_.size() == 1 && text_[0] == control_z) {
                --line_;
                return false;
            }
            break;
        }

        ++position_;
        if (c == dialect_.separator) {
            starts_.push_back(text_.size());
            if (starts_.size() > limits_.fields) {
                throw Failure(FailureKind::bad_input,
                              fmt::format("{}: line {} has more than {} fields", source_.name(), record.line, limits_.fields),
                              "This does not look like the file that was meant: check the separator.");
            }
            in = In::field_start;
            continue;
        }
        if (c == dialect_.quote && dialect_.quote != '\0' && in == In::field_start) {
            in = In::quoted;
            any_quote = true;
            quote_line = line_ + 1;
            quote_start = text_.size();
            continue;
        }
        if (c == '\0') {
            record.problem = "a NUL byte";
        } else if (in == In::after_quote && c != ' ') {
            record.problem = "text after a closing quote";
        }
        if (in == In::field_start) {
            in = In::plain;
        }
        if (in == In::after_quote && c == ' ') {
            continue; // blanks between a closing quote and the separator are layout
        }
        text_ += c;
        if (text_.size() - starts_.back() > limits_.field_bytes) {
            throw Failure(FailureKind::bad_input,
                          fmt::format("{}: a field in line {} is longer than {} bytes", source_.name(), record.line,
                                      limits_.field_bytes),
                          "No published field is that long: the file is damaged or of another kind.");
        }
    }

    const std::string_view all = text_;
    for (std::size_t i = 0; i < starts_.size(); ++i) {
        const std::size_t end = i + 1 < starts_.size() ? starts_[i + 1] : all.size();
        record.fields.push_back(all.substr(starts_[i], end - starts_[i]));
    }
    ++records_;
    return true;
}

void write_csv_field(std::string& into, std::string_view field, bool spreadsheet_safe) {
    const bool guard =
        spreadsheet_safe && !field.empty() && std::string_view("=+-@\t\r").contains(field.front()) && !is_number(field);
    if (!guard && field.find_first_of(",\"\r\n") == std::string_view::npos) {
        into += field;
        return;
    }
    into += '"';
    if (guard) {
        into += '\'';
    }
    for (const char c : field) {
        if (c == '"') {
            into += '"';
        }
        into += c;
    }
    into += '"';
}

CsvTable::CsvTable(std::string name, std::string_view bytes) : name_(std::move(name)) {
    const auto source = open_memory(name_, std::string(bytes));
    CsvReader reader(*source, CsvDialect{});
    CsvRecord record;
    while (reader.next(record)) {
        if (record.fields.front().starts_with('#')) {
            continue;
        }
        std::vector<std::string> row(record.fields.begin(), record.fields.end());
        if (header_.empty()) {
            header_ = std::move(row);
            continue;
        }
        if (row.size() != header_.size()) {
            throw Failure(FailureKind::bad_input, fmt::format("{}: line {} has {} fields where the header has {}", name_,
                                                              record.line, row.size(), header_.size()));
        }
        rows_.push_back(std::move(row));
    }
}

std::size_t CsvTable::column(std::string_view name) const {
    const auto found = std::ranges::find(header_, name);
    if (found == header_.end()) {
        throw Failure(FailureKind::bad_input, fmt::format("{} has no column {}", name_, name));
    }
    return static_cast<std::size_t>(found - header_.begin());
}

} // namespace tidewaiter::base
