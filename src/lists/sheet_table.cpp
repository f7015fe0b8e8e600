#include "lists/sheet_table.hpp"

#include "base/failure.hpp"
#include "base/utf8.hpp"
#include "lists/clean_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace tidewaiter::lists {

namespace {

constexpr std::size_t nowhere = static_cast<std::size_t>(-1);
constexpr std::uint64_t most_rows_before_header = 20;

bool is_header(std::string_view clean, std::string_view column) {
    return clean == column || (clean.size() > column.size() && clean.ends_with(column) &&
                               clean[clean.size() - column.size() - 1] == ' ');
}

std::vector<std::size_t> find_places(const std::vector<std::string>& headers, std::span<const std::string_view> columns) {
    std::vector<std::size_t> places;
    for (const std::string_view column : columns) {
        const auto found = std::ranges::find_if(headers, [&](const std::string& each) { return is_header(each, column); });
        places.push_back(found == headers.end() ? nowhere : static_cast<std::size_t>(found - headers.begin()));
    }
    return places;
}

bool has_all(const std::vector<std::size_t>& places, std::size_t needed) {
    return std::ranges::find(places.begin(), places.begin() + static_cast<std::ptrdiff_t>(needed), nowhere) ==
           places.begin() + static_cast<std::ptrdiff_t>(needed);
}

std::vector<std::string> to_headers(const SheetRow& row) {
    std::vector<std::string> headers;
    for (const std::string_view cell : row.cells) {
        headers.push_back(clean_text(cell));
    }
    return headers;
}

} // namespace

int find_header_row(std::string_view head, std::span<const std::string_view> columns) {
    const auto rows = sheet_head_rows(head);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (has_all(find_places(rows[i], columns), columns.size())) {
            return static_cast<int>(i);
        }
    }
    return -1;
}

SheetTable::SheetTable(const std::string& path, const ReadOptions& options, std::span<const std::string_view> columns,
                       std::size_t needed)
    : path_(path), file_(path, options.limits), columns_(columns), needed_(needed) {}

std::uint64_t SheetTable::read(ListVersion& version, const std::function<void(const SheetRecord&)>& on_record) const {
    std::vector<std::size_t> places;
    std::vector<std::string> header;
    std::uint64_t records = 0;
    std::uint64_t before = 0;
    file_.read(0, [&](const SheetRow& row) {
        if (header.empty()) {
            std::vector<std::string> headers = to_headers(row);
            places = find_places(headers, columns_);
            ++version.layout;
            if (has_all(places, needed_)) {
                header = std::move(headers);
                unknown_.clear();
                for (std::size_t i = 0; i < header.size(); ++i) {
                    if (!header[i].empty() && std::ranges::find(places, i) == places.end()) {
                        unknown_.push_back(header[i]);
                    }
                }
            }
            return !header.empty() || ++before < most_rows_before_header;
        }
        if (row.cells.size() >= header.size() && clean_text(row.cell(0)) == header.front() && to_headers(row) == header) {
            ++version.layout;
            return true;
        }
        ++records;
        on_record(SheetRecord(row, places));
        return true;
    });
    if (header.empty()) {
        std::string names;
        for (std::size_t i = 0; i < needed_; ++i) {
            names += fmt::format("{}{}", i == 0 ? "" : ", ", columns_[i]);
        }
        throw base::Failure(base::FailureKind::bad_input,
                            fmt::format("{}: none of the first rows names the columns {}", path_, names),
                            "The publisher has changed the table, or this is another one.");
    }
    return records;
}

void SheetReading::reject(const SheetRecord& row, std::string_view column, std::string_view text,
                          std::string reason) {
    rejects.add({.source = path,
                 .row = row.number(),
                 .column = std::string(column),
                 .text = std::string(base::utf8_prefix(text, 200)),
                 .reason = std::move(reason),
                 .hint = "The rest of the list is read; tell the publisher."});
}

ListVersion SheetReading::finish(const SheetTable& table) {
    for (const std::string& header : table.unknown_headers()) {
        version.remarks.push_back(fmt::format("column '{}' is not known here and was not read", header));
    }
    tally.write_to(version.remarks);
    return std::move(version);
}

} // namespace tidewaiter::lists
