#include "lists/table_rows.hpp"

#include "base/failure.hpp"
#include "base/utf8.hpp"
#include "lists/code_page.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tidewaiter::lists {

namespace {

constexpr char control_z = '\x1a';

bool is_blank(std::string_view field) { return base::trim(field).empty(); }

} // namespace

/// Passes bytes on and watches for text behind the end mark, where the CSV reader rightly stops: two files copied into
/// one keep the mark of the first in the middle, and what follows must not vanish.
class TableRows::Watched final : public base::ByteSource {
public:
    Watched(const std::string& path, FieldWidths widths) : source_(base::open_source(path)) {
        if (!widths.empty()) {
            source_ = std::make_unique<FixedWidthSource>(std::move(source_), widths);
        }
    }

    std::size_t read(char* into, std::size_t size) override {
        const std::size_t got = source_->read(into, size);
        const std::string_view bytes(into, got);
        if (!ended_ && !marked_ && bytes.find(control_z) == std::string_view::npos) { // nearly always
            at_line_start_ = got > 0 ? bytes.ends_with('\n') || bytes.ends_with('\r') : at_line_start_;
            return got;
        }
        std::ranges::for_each(bytes, [this](char c) { watch(c); });
        return got;
    }

    const std::string& name() const override { return source_->name(); }

    std::optional<std::uint64_t> stored_size() const override { return source_->stored_size(); }

    std::uint64_t stored_position() const override { return source_->stored_position(); }

    bool marked() const { return marked_ || ended_; }

    bool ends_with_line_end() const { return at_line_start_; }

    /// Reads to the end. Out: did text follow the end mark?
    bool drain() {
        std::vector<char> piece(std::size_t{1} << 16U);
        while (read(piece.data(), piece.size()) > 0) {
        }
        return text_after_;
    }

private:
    void watch(char c) {
        const bool line_end = c == '\n' || c == '\r';
        if (ended_) {
            text_after_ = text_after_ || !(line_end || c == control_z || c == ' ' || c == '\0');
        } else if (at_line_start_ && c == control_z) {
            marked_ = true;
        } else if (marked_ && line_end) {
            ended_ = true;
        } else {
            marked_ = false;
        }
        at_line_start_ = line_end;
    }

    std::unique_ptr<base::ByteSource> source_;
    bool at_line_start_ = true;
    bool marked_ = false;     // the line so far is the end mark alone
    bool ended_ = false;      // the end mark had a line of its own
    bool text_after_ = false;
};

TableRows::TableRows(const std::string& path, char separator, const ReadLimits& limits, base::RejectSink& sink,
                     ListVersion& version, RemarkTally& tally, FieldWidths widths)
    : path_(path), source_(std::make_unique<Watched>(path, widths)),
      reader_(std::make_unique<base::CsvReader>(
          *source_, base::CsvDialect{.separator = separator},
          base::CsvLimits{.field_bytes = std::min<std::uint64_t>(limits.text_bytes, base::CsvLimits{}.field_bytes)})),
      sink_(sink), version_(version), tally_(tally) {}

TableRows::~TableRows() = default;

bool TableRows::next() {
    while (reader_->next(record_)) {
        if (!record_.problem.empty()) {
            ++records_;
            fields_.assign(record_.fields.begin(), record_.fields.end());
            reject({}, record_.fields.front(), record_.problem, "Fetch the file again; it was damaged on its way.");
            continue;
        }
        decode();
        // A re-saved copy ends with its end mark and empty fields: "<control-Z>,,,,".
        const bool mark = !fields_.empty() && fields_.front() == std::string_view(&control_z, 1);
        if (std::ranges::all_of(fields_.begin() + (mark ? 1 : 0), fields_.end(), is_blank)) {
            ++version_.layout;
            continue;
        }
        ++records_;
        return true;
    }
    finish();
    return false;
}

/// Broken UTF-8 is none: behind its first byte stands one below 0xC0.
static bool has_other_code_page(std::string_view field) {
    while (!field.empty()) {
        const std::size_t length = base::utf8_length(field);
        if (length == 0 && is_other_code_page(field)) {
            return true;
        }
        field.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return false;
}

void TableRows::decode() {
    fields_.assign(record_.fields.begin(), record_.fields.end());
    decoded_.clear();
    if (std::ranges::all_of(fields_, base::is_utf8)) {
        return;
    }
    decoded_.reserve(fields_.size()); // views into the strings must not move
    for (std::string_view& field : fields_) {
        if (!base::is_utf8(field)) {
            if (has_other_code_page(field)) {
                throw base::Failure(base::FailureKind::bad_input,
                                    fmt::format("{}: the text in line {} is neither UTF-8 nor Windows-1252", path_, record_.line),
                                    "Read as western letters its names would match nobody. Save the file as UTF-8, or fetch it "
                                    "again from its publisher.");
            }
            tally_.add("fields that are not UTF-8, read as Windows code page 1252",
                       fmt::format("line {} of {}", record_.line, path_));
            field = decoded_.emplace_back(base::from_cp1252(field));
        }
    }
}

void TableRows::count_as_layout() {
    --records_;
    ++version_.layout;
}

bool TableRows::ended_by_mark() const { return source_->marked(); }

void TableRows::reject_width(std::size_t due) {
    short_line_ = size() < due ? line() : short_line_;
    reject({}, field(0), fmt::format("{} fields where {} are due", size(), due));
}

void TableRows::reject(std::string_view column, std::string_view text, std::string reason, std::string hint) {
    sink_.add({.source = path_,
               .row = record_.line,
               .column = std::string(column),
               .text = base::to_valid_utf8(text.substr(0, 200)),
               .reason = std::move(reason),
               .hint = std::move(hint)});
}

void TableRows::finish() {
    if (finished_) {
        return;
    }
    finished_ = true;
    version_.layout += reader_->blank_lines();
    if (source_->drain()) {
        throw base::Failure(base::FailureKind::bad_input,
                            fmt::format("{}: after line {} stands the mark for the end of the file (control-Z), and text "
                                        "follows it",
                                        path_, reader_->lines()),
                            "Several files were copied into one. Give them one by one.");
    }
    if (short_line_ == reader_->lines() && short_line_ > 0 && !source_->ends_with_line_end()) {
        throw base::Failure(base::FailureKind::bad_input,
                            fmt::format("{} ends in the middle of line {}: it was cut", path_, short_line_),
                            "Fetch the file again.");
    }
}

} // namespace tidewaiter::lists
