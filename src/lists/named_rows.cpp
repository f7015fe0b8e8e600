#include "lists/named_rows.hpp"

#include "base/failure.hpp"
#include "base/hash.hpp"
#include "base/utf8.hpp"
#include "lists/ascii.hpp"
#include "lists/clean_text.hpp"
#include "lists/file_head.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace tidewaiter::lists {

namespace {

std::string to_column_name(std::string_view published) { return to_lower(clean_text(published)); }

template <typename Fields>
bool holds(const Fields& fields, std::span<const std::string_view> keys) {
    return std::ranges::all_of(keys, [&](std::string_view key) {
        return std::ranges::any_of(fields, [&](const auto& field) { return to_column_name(field) == key; });
    });
}

/// The fields of a record that stands in one field; empty when they cannot be told apart.
std::vector<std::string> split_wrapped(std::string_view record, char separator) {
    std::string text(record);
    while (text.ends_with('\t') || text.ends_with(' ')) {
        text.pop_back(); // the empty cells that the spreadsheet added
    }
    std::ranges::replace(text, '\t', ','); // it had taken the text apart at its commas
    const auto records = first_records(text, separator, 2);
    return records.size() == 1 ? records.front() : std::vector<std::string>{};
}

} // namespace

bool has_columns(std::string_view head, const TableForm& form) {
    constexpr std::size_t looked_at = 4;
    return std::ranges::any_of(first_records(head, form.separator, looked_at), [&](const std::vector<std::string>& record) {
        return holds(record.size() == 1 ? split_wrapped(record.front(), form.separator) : record, form.keys);
    });
}

NamedRows::NamedRows(const std::string& path, const TableForm& form, const ReadLimits& limits, base::RejectSink& rejects,
                     ListVersion& version, RemarkTally& tally)
    : form_(form), tally_(tally), rows_(path, form.separator, limits, rejects, version, tally) {}

bool NamedRows::is_header(const std::vector<std::string_view>& fields) const { return holds(fields, form_.keys); }

void NamedRows::unwrap() {
    fields_.assign(rows_.fields().begin(), rows_.fields().end());
    if (fields_.size() != 1 || !contains(fields_.front(), std::string_view(&form_.separator, 1))) {
        return;
    }
    unwrapped_ = split_wrapped(fields_.front(), form_.separator);
    if (unwrapped_.size() > 1) {
        fields_.assign(unwrapped_.begin(), unwrapped_.end());
        tally_.add("records wrapped whole in quotes by a spreadsheet, unwrapped", fmt::format("line {}", line()));
    }
}

bool NamedRows::next() {
    constexpr std::size_t most_above = 20;
    while (rows_.next()) {
        unwrap();
        if (columns_.empty()) {
            rows_.count_as_layout();
            if (!is_header(fields_)) {
                if (above_.size() < most_above) {
                    above_.emplace_back(fields_.begin(), fields_.end());
                }
                continue;
            }
            first_column_ = base::trim(fields_.front());
            for (std::size_t i = 0; i < fields_.size(); ++i) {
                const std::string name = to_column_name(fields_[i]);
                if (!name.empty()) {
                    columns_.try_emplace(name, i);
                    width_ = i + 1;
                }
            }
        } else if (base::trim(fields_.front()) == first_column_ && is_header(fields_)) {
            rows_.count_as_layout(); // copies glued together repeat it
        } else if (fields_.size() + form_.may_miss < width_ && fields_.size() == rows_.size()) {
            rows_.reject_width(width_);
        } else if (fields_.size() + form_.may_miss < width_ ||
                   std::any_of(fields_.begin() + static_cast<std::ptrdiff_t>(std::min(width_, fields_.size())), fields_.end(),
                               [](std::string_view extra) { return !base::trim(extra).empty(); })) {
            rows_.reject({}, fields_.front(), fmt::format("{} fields where {} are due", fields_.size(), width_));
        } else {
            return true;
        }
    }
    return false;
}

std::size_t NamedRows::column(std::string_view name) const {
    const auto found = columns_.find(name);
    return found == columns_.end() ? absent : found->second;
}

std::string_view NamedRows::field(std::size_t column) const {
    return column < fields_.size() ? base::trim(fields_[column]) : std::string_view();
}

std::vector<std::string> NamedRows::fields() const { return {fields_.begin(), fields_.end()}; }

void NamedRows::reject(std::string_view name, std::string_view text, std::string reason) {
    rows_.reject(name, text, std::move(reason));
}

std::string_view EntryRows::at(const std::vector<std::string>& row, std::size_t number) {
    return number < row.size() ? base::trim(row[number]) : std::string_view();
}

std::size_t EntryRows::number_of(std::string_view column) const {
    const auto found = columns->find(column);
    return found == columns->end() ? NamedRows::absent : found->second;
}

std::string_view EntryRows::of(const std::vector<std::string>& row, std::string_view column) const {
    return at(row, number_of(column));
}

std::string_view EntryRows::first(std::string_view column) const {
    for (const auto& row : rows) {
        if (const std::string_view text = of(row, column); !text.empty()) {
            return text;
        }
    }
    return {};
}

std::vector<std::vector<std::string>> for_each_entry(const TableReading& reading,
                                                     const std::function<std::string(const NamedRows&)>& id_of,
                                                     const std::function<void(const std::string&, const EntryRows&)>& on_entry) {
    std::unordered_map<std::uint64_t, std::uint64_t> due; // hash of the id -> rows still to come
    {
        ListVersion unused;
        RemarkTally unsaid;
        base::RejectList ignored(0);
        NamedRows rows(reading.path, reading.form, reading.limits, ignored, unused, unsaid);
        while (rows.next()) {
            ++due[base::to_xxh3(id_of(rows))];
        }
    }
    NamedRows rows(reading.path, reading.form, reading.limits, reading.rejects, reading.version, reading.tally);
    std::unordered_map<std::string, EntryRows> waiting;
    while (rows.next()) {
        const std::string id = id_of(rows);
        if (id.empty()) {
            rows.reject(reading.form.keys.front(), rows.field(0), "the row does not say which entry it belongs to");
            continue;
        }
        EntryRows& entry = waiting[id];
        if (entry.rows.empty()) {
            entry.line = rows.line();
            entry.columns = &rows.columns();
        }
        entry.rows.push_back(rows.fields());
        if (--due[base::to_xxh3(id)] == 0) {
            const auto done = waiting.extract(id);
            on_entry(id, done.mapped());
        }
    }
    reading.version.records = rows.records();
    return rows.above();
}

} // namespace tidewaiter::lists
