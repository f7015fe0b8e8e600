#include "screen/side_table.hpp"

#include "base/csv.hpp"
#include "base/embedded.hpp"
#include "base/failure.hpp"
#include "base/hash.hpp"
#include "base/money.hpp"
#include "base/utf8.hpp"
#include "entity/date.hpp"
#include "screen/columns.hpp"
#include "screen/record_source.hpp"
#include "text/fold.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

TIDEWAITER_EMBEDDED(side_columns_csv);

namespace tidewaiter::screen {

namespace {

using base::Failure;
using base::FailureKind;
using base::trim;

constexpr std::size_t rejects_kept = 1'000;
constexpr std::size_t shown_bytes = 60;

/// Rows that the reader itself cannot read.
class Kept final : public base::RejectSink {
public:
    explicit Kept(SideFacts& facts) : facts_(facts) {}

    void add(base::Reject reject) override {
        ++facts_.rejected;
        if (facts_.rejects.size() < rejects_kept) {
            facts_.rejects.push_back(std::move(reject));
        }
    }

private:
    SideFacts& facts_;
};

class Ignored final : public base::RejectSink {
public:
    void add(base::Reject) override {}
};

std::optional<std::size_t> find_spelling(std::string_view what, std::span<const SideField> fields, std::string_view header) {
    static const base::CsvTable table("side_columns.csv", embedded_side_columns_csv());
    const std::string key = to_header_key(header);
    for (const auto& row : table.rows()) {
        if (row[0] != what || to_header_key(row[2]) != key) {
            continue;
        }
        const auto field = std::ranges::find(fields, std::string_view(row[1]), &SideField::name);
        if (field == fields.end()) {
            throw Failure(FailureKind::bad_input, fmt::format("side_columns.csv: '{}' has no field '{}'", what, row[1]));
        }
        return static_cast<std::size_t>(field - fields.begin());
    }
    return std::nullopt;
}

std::optional<double> to_number(std::string_view text, const ColumnStyle* style) {
    const auto parsed = base::parse_ten_thousandths(text, style != nullptr && style->decimal_comma());
    return parsed ? std::optional(static_cast<double>(*parsed) / 10'000) : std::nullopt;
}

base::Result<entity::PartialDate> to_date(std::string_view text, const ColumnStyle* style) {
    return entity::parse_date(text, style == nullptr ? entity::DayOrder::unknown : style->day_order());
}

} // namespace

std::optional<SideRow::Days> SideRow::date(std::size_t field) const {
    if (texts_[field].empty()) {
        return std::nullopt;
    }
    auto date = to_date(texts_[field], styles_[field]);
    if (!date) { // 05/04/2021 10:30
        if (const std::size_t cut = texts_[field].find(' '); cut != std::string::npos && texts_[field].find(':', cut) != std::string::npos) {
            date = to_date(std::string_view(texts_[field]).substr(0, cut), styles_[field]);
        }
    }
    return date ? std::optional(Days{entity::to_serial(date->from), entity::to_serial(date->to)}) : std::nullopt;
}

std::optional<double> SideRow::number(std::size_t field) const {
    return texts_[field].empty() ? std::nullopt : to_number(texts_[field], styles_[field]);
}

bool SideRow::has_column(std::size_t field) const { return columns_[field]; }

bool SideRow::is_unreadable(std::size_t field) const {
    if (texts_[field].empty()) {
        return false;
    }
    switch (fields_[field].type) {
    case SideField::Type::text: return false;
    case SideField::Type::date: return !date(field);
    case SideField::Type::number: return !number(field);
    }
    return false;
}

SideTable::SideTable(std::string what, std::string path, std::span<const SideField> fields, std::string day_order, Resolver resolver)
    : what_(std::move(what)), path_(std::move(path)), fields_(fields), day_order_(std::move(day_order)), resolver_(std::move(resolver)) {
    if (!resolver_) {
        resolver_ = [this](std::string_view header) { return find_spelling(what_, fields_, header); };
    }
}

SideFacts SideTable::read(const std::function<std::string(const SideRow&)>& take) {
    SideFacts facts;
    facts.what = what_;
    facts.path = path_;
    if (path_ == "-") {
        throw Failure(FailureKind::usage, fmt::format("{}: standard input is for the records", what_), "Name a file.");
    }
    const SourceOptions options{.is_name = [this](std::string_view header) { return resolver_(header).has_value(); }, .has_header = true};
    const std::unique_ptr<RecordSource> source = open_records(path_, options);
    RecordSource& file = *source;
    if (file.is_json()) {
        throw Failure(FailureKind::bad_input, fmt::format("{}: {}: read from CSV, XLSX or Parquet, not from {}", path_, what_, file.is_payments() ? "messages" : "JSON lines"));
    }
    // Columns of each field, in the order of the file.
    std::vector<std::vector<std::size_t>> columns(fields_.size());
    for (std::size_t i = 0; i < file.columns().size(); ++i) {
        const auto field = resolver_(file.columns()[i]);
        if (field && (columns[*field].empty() || !fields_[*field].join.empty())) {
            columns[*field].push_back(i);
        } else {
            facts.not_used.push_back(file.columns()[i]);
        }
    }
    for (std::size_t field = 0; field < fields_.size(); ++field) {
        if (fields_[field].needed && columns[field].empty()) {
            throw Failure(FailureKind::bad_input, fmt::format("{}: no column '{}', which is needed of {}; there are: {}", path_, fields_[field].name, what_, fmt::join(file.columns(), ", ")),
                          "docs/screening.md lists the columns of the files beside the shipments.");
        }
    }
    std::vector<ColumnStyle> styles;
    styles.reserve(fields_.size());
    SideRow row;
    row.fields_ = fields_;
    bool styled = false;
    for (std::size_t field = 0; field < fields_.size(); ++field) {
        styles.emplace_back(columns[field].empty() ? std::string(fields_[field].name) : file.columns()[columns[field][0]]);
        const bool has_style = !columns[field].empty() && fields_[field].type != SideField::Type::text;
        row.styles_.push_back(has_style ? &styles.back() : nullptr);
        row.columns_.push_back(!columns[field].empty());
        styled = styled || has_style;
    }
    const auto cell = [](const sql::Record& record, std::size_t column) { return column < record.cells.size() ? trim(record.cells[column]) : std::string_view(); };
    if (styled) {
        const std::unique_ptr<RecordSource> first = open_records(path_, options);
        Ignored ignored;
        first->read(
            [&](const sql::Record& record) {
                for (std::size_t field = 0; field < fields_.size(); ++field) {
                    if (row.styles_[field] == nullptr) {
                        continue;
                    }
                    const std::string_view text = cell(record, columns[field][0]);
                    if (fields_[field].type == SideField::Type::date) {
                        styles[field].see_date(text, record.line);
                    } else {
                        styles[field].see_number(text);
                    }
                }
                return true;
            },
            ignored);
        for (ColumnStyle& style : styles) {
            style.decide(day_order_, std::nullopt);
        }
    }
    Kept kept(facts);
    const sql::RecordCounts counts = file.read(
        [&](const sql::Record& record) {
            if (!record.reject_reason.empty()) {
                return true; // the sink has it
            }
            row.line_ = record.line;
            row.texts_.assign(fields_.size(), {});
            for (std::size_t field = 0; field < fields_.size(); ++field) {
                for (const std::size_t column : columns[field]) {
                    const std::string_view text = cell(record, column);
                    if (!text.empty()) {
                        row.texts_[field] += (row.texts_[field].empty() ? "" : std::string(fields_[field].join)) + std::string(text);
                    }
                }
            }
            if (std::string why = take(row); !why.empty()) {
                kept.add({.source = path_, .row = record.line, .column = {}, .text = std::string(base::utf8_prefix(row.texts_.front(), shown_bytes)),
                          .reason = std::move(why), .hint = {}});
                return true;
            }
            ++facts.used;
            for (std::size_t field = 0; field < fields_.size(); ++field) {
                facts.unreadable += row.is_unreadable(field) ? 1U : 0U;
            }
            return true;
        },
        kept);
    facts.rows = counts.records;
    if (facts.used + facts.rejected != facts.rows) {
        throw Failure(FailureKind::bad_input, fmt::format("{}: {} rows were counted, {} used and {} rejected", path_, facts.rows, facts.used, facts.rejected),
                      "Please report this file: the count must always come out.");
    }
    facts.sha256 = file.sha256();
    return facts;
}

std::uint64_t name_key(std::string_view name) { return base::to_xxh3(text::fold(name).joined()); }

} // namespace tidewaiter::screen
