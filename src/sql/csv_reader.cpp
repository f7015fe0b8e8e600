// CSV from bytes to records: the scanner hands them out, the independent count sees the same bytes, and what cannot
// be read comes in its place with its reason.
#include "sql/csv_count.hpp"
#include "sql/csv_dialect.hpp"
#include "sql/csv_scanner.hpp"
#include "sql/encoding.hpp"
#include "sql/record_reader.hpp"

#include "base/failure.hpp"
#include "base/utf8.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <cassert>
#include <cstring>
#include <deque>
#include <utility>

namespace tidewaiter::sql {

namespace {

using base::Failure;
using base::FailureKind;

class CsvFile final : public RecordReader {
public:
    CsvFile(std::unique_ptr<RecordInput> input, const RecordOptions& options)
        : input_(std::move(input)), limits_(options.limits),
          dialect_(
              find_dialect(input_->name(), input_->sample(), input_->sample_is_all(), options)),
          count_(dialect_.shape, limits_),
          scanner_(
              input_->name(),
              [this](char* into, std::size_t size) {
                  const std::size_t got = input_->read(into, size);
                  if (columns_are_known_) {
                      count_.feed({into, got});
                  } else { // the count's grammar needs their number
                      not_counted_yet_.append(into, got);
                  }
                  return got;
              },
              dialect_.shape, limits_) {
        remarks_ = input_->remarks();
        input_->skip(dialect_.preamble);
        preamble_lines_ = dialect_.preamble_lines;
        if (!dialect_.remark.empty()) {
            remarks_.push_back(dialect_.remark);
        }
        columns_ = std::move(dialect_.made_up_columns);
        if (columns_.empty()) {
            read_header();
        }
        check_columns(input_->name(), columns_, limits_);
        scanner_.fix_columns(columns_.size());
        count_.fix_columns(columns_.size());
        count_.feed(std::exchange(not_counted_yet_, {}));
        columns_are_known_ = true;
    }

    const std::vector<std::string>& columns() const override { return columns_; }

    char separator() const override { return dialect_.shape.separator; }

    double progress() const override { return input_->progress(); }

    std::string sha256() const override { return input_->sha256().value_or(std::string()); }

    RecordCounts read(const std::function<bool(const Record&)>& row,
                      base::RejectSink& rejects) override {
        RecordCounts counts;
        ScannedRecord scanned;
        Record record;
        while (scanner_.next(scanned)) {
            ++record.row;
            record.line = scanned.line + preamble_lines_;
            record.cells.clear();
            reason_.clear();
            hint_ = {};
            converted_.clear();
            if (!judge(scanned, record.line)) {
                record.reject_reason = reason_;
                ++counts.rejected;
                counts.rejected_lines += scanned.lines;
                rejects.add(make_reject(input_->name(), record.line, scanned.raw, reason_,
                                        std::string(hint_)));
            } else {
                record.reject_reason = {};
                record.cells.swap(scanned.fields);
                ++counts.read;
            }
            const bool go_on = row(record);
            if (record.reject_reason.empty()) {
                record.cells.swap(scanned.fields);
            }
            if (!go_on) {
                counts.records = counts.read + counts.rejected;
                add_remarks();
                return counts;
            }
        }
        count_.finish();
        counts.lines = scanner_.lines() + preamble_lines_;
        counts.blank = scanner_.blank();
        counts.records = count_.records() - header_records_;
        counts.complete = true;
        check_count(input_->name(), "records", counts.read + counts.rejected, counts.records);
        check_count(input_->name(), "lines", scanner_.lines(), count_.lines());
        check_count(input_->name(), "blank lines", scanner_.blank(), count_.blank());
        add_remarks();
        return counts;
    }

private:
    void read_header() {
        ScannedRecord header;
        if (!scanner_.next(header)) {
            throw Failure(FailureKind::bad_input, fmt::format("{} has no header", input_->name()),
                          "Put a line with the names of the columns at the top.");
        }
        header_records_ = 1;
        if (!header.broken.empty() || !judge(header, header.line)) {
            throw Failure(FailureKind::bad_input,
                          fmt::format("{}: the header in line {} cannot be read: {}",
                                      input_->name(), header.line + preamble_lines_,
                                      header.broken.empty() ? reason_ : header.broken),
                          header.broken.empty() ? std::string(hint_) : header.hint);
        }
        const std::size_t width = dialect_.width > 0 ? dialect_.width : header.fields.size();
        for (std::size_t i = 0; i < width; ++i) {
            const std::string_view name = base::trim(i < dialect_.grouped.size() ? std::string_view(dialect_.grouped[i]) : header.fields[i]);
            // A separator at the end of each line makes a column without a name; its cells are still shown.
            columns_.push_back(name.empty() ? fmt::format("column {}", i + 1) : std::string(name));
        }
        converted_.clear();
    }

    bool refuse(std::string reason, std::string_view hint = {}) {
        reason_ = std::move(reason);
        hint_ = hint;
        return false;
    }

    /// Out: whether the record can be handed over; its fields are then UTF-8. Otherwise reason_ says why not.
    bool judge(ScannedRecord& scanned, std::uint64_t line) {
        if (!scanned.broken.empty()) {
            return refuse(scanned.broken, scanned.hint);
        }
        if (std::memchr(scanned.raw.data(), '\0', scanned.raw.size()) != nullptr) {
            return refuse("a NUL byte", "Remove the byte: a text cannot hold it.");
        }
        if (!columns_.empty() && scanned.field_count != columns_.size()) {
            return refuse(fmt::format("{} fields where the header has {}", scanned.field_count,
                                      columns_.size()),
                          "Quote the fields that hold the separator.");
        }
        if (scanned.raw.size() > limits_.field_bytes) {
            for (const std::string_view field : scanned.fields) {
                if (field.size() > limits_.field_bytes) {
                    return refuse(fmt::format("a field of {} bytes; the limit is {}", field.size(),
                                              limits_.field_bytes),
                                  "Check the field: no name or description is that long.");
                }
            }
        }
        if (simdjson::validate_utf8(scanned.raw.data(), scanned.raw.size())) {
            return true;
        }
        return convert(scanned, line);
    }

    bool convert(ScannedRecord& scanned, std::uint64_t line) {
        bool damaged = false;
        bool cp1252 = false;
        for (std::string_view& field : scanned.fields) {
            switch (find_encoding(field)) {
            case Encoding::utf8:
                break;
            case Encoding::cp1252:
                field = converted_.emplace_back(base::from_cp1252(field));
                cp1252 = true;
                break;
            case Encoding::damaged:
                field = converted_.emplace_back(base::to_valid_utf8(field));
                damaged = true;
                break;
            case Encoding::unknown:
                return refuse("text that is neither UTF-8 nor Windows-1252",
                              "Say its encoding (tidewaiter screen and map: --encoding windows-1251), or convert the file: iconv -f WINDOWS-1251 -t UTF-8 FILE");
            }
        }
        cp1252_.note(cp1252, line);
        damaged_.note(damaged, line);
        return true;
    }

    void add_remarks() {
        const auto say = [this](const Occurrence& seen, const char* what) {
            if (seen.records > 0) {
                remarks_.push_back(fmt::format("{} {} {} The first is in line {}.", seen.records,
                                               seen.records == 1 ? "record holds" : "records hold", what, seen.line));
            }
        };
        say(cp1252_, "text in Windows-1252, which was converted to UTF-8; if names look wrong, convert the file before.");
        say(damaged_, "damaged UTF-8; each broken byte became \xEF\xBF\xBD.");
    }

    struct Occurrence {
        std::uint64_t records = 0;
        std::uint64_t line = 0; ///< of the first

        void note(bool here, std::uint64_t at) {
            if (here && records++ == 0) {
                line = at;
            }
        }
    };

    std::unique_ptr<RecordInput> input_;
    RecordLimits limits_;
    CsvDialect dialect_;
    CsvCount count_;
    bool columns_are_known_ = false;
    std::string not_counted_yet_; ///< what was read together with the header
    CsvScanner scanner_;
    std::vector<std::string> columns_;
    std::uint64_t preamble_lines_ = 0;
    std::uint64_t header_records_ = 0;
    std::string reason_;
    std::string_view hint_;
    std::deque<std::string> converted_; ///< fields of the current record that were not UTF-8
    Occurrence cp1252_;
    Occurrence damaged_;
};

} // namespace

std::unique_ptr<RecordReader> open_csv(std::unique_ptr<RecordInput> input,
                                       const RecordOptions& options) {
    return std::make_unique<CsvFile>(std::move(input), options);
}

} // namespace tidewaiter::sql
