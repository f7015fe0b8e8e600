#include "lists/ofac_files.hpp"

#include "base/csv.hpp"
#include "base/utf8.hpp"
#include "lists/file_head.hpp"
#include "lists/ofac_remarks.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace tidewaiter::lists {

namespace {

using Row = std::vector<std::string>;

bool is_primary(const Row& row) {
    if (row.size() != 12) {
        return false;
    }
    const std::string_view type = base::trim(row[2]);
    const bool known = is_ofac_null(type) || type == "individual" || type == "vessel" || type == "aircraft";
    return known && !is_ofac_null(row[1]) && std::ranges::any_of(row, [](const std::string& field) {
               return base::trim(field) == "-0-";
           });
}

bool is_alternate(const Row& row) {
    if (row.size() < 5) {
        return false;
    }
    const std::string_view type = base::trim(row[2]);
    return to_entry_number(row[1]) != 0 && (type == "aka" || type == "fka" || type == "nka");
}

bool is_address(const Row& row) { return row.size() == 6 && to_entry_number(row[1]) != 0 && is_ofac_null(row[5]); }

/// The overflow starts anywhere, inside a word even, but it holds facts.
bool is_comment(const Row& row) {
    return row.size() == 2 && row[1].size() > 4 &&
           std::ranges::any_of(split_ofac_remarks(row[1]), [](const OfacFact& fact) { return !fact.key.empty(); });
}

} // namespace

bool is_ofac_null(std::string_view field) {
    const std::string_view text = base::trim(field);
    return text.empty() || text == "-0-";
}

std::uint32_t to_entry_number(std::string_view field) {
    const std::string_view text = base::trim(field);
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? number : 0;
}

bool is_ofac_header(std::string_view first_field) {
    std::string lower(base::trim(first_field));
    std::ranges::transform(lower, lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return lower == "ent_num" || lower == "ent num";
}

OfacFileForm find_ofac_form(std::string_view head) {
    constexpr std::array separators{',', '|', '@'};
    constexpr std::size_t looked_at = 40;
    for (const char separator : separators) {
        auto rows = first_records(head, separator, looked_at);
        if (!rows.empty() && is_ofac_header(rows.front().front())) {
            rows.erase(rows.begin());
        }
        std::erase_if(rows, [](const Row& row) { return to_entry_number(row.front()) == 0; });
        if (rows.empty()) {
            continue;
        }
        // Nearly all rows must fit: a damaged row must not hide the format, a foreign table must not pass for it.
        const auto mostly = [&rows](bool (*fits)(const Row&)) {
            const auto count = static_cast<std::size_t>(std::ranges::count_if(rows, fits));
            return count * 10 >= rows.size() * 8;
        };
        if (mostly(is_primary)) {
            return {OfacFileKind::primary, separator};
        }
        if (mostly(is_alternate)) {
            return {OfacFileKind::alternates, separator};
        }
        if (mostly(is_address)) {
            return {OfacFileKind::addresses, separator};
        }
        if (mostly(is_comment)) {
            return {OfacFileKind::comments, separator};
        }
    }
    return {};
}

std::vector<std::uint32_t> load_entry_numbers(const std::string& path, char separator) {
    const auto source = base::open_source(path);
    base::CsvReader reader(*source, base::CsvDialect{.separator = separator});
    base::CsvRecord record;
    std::vector<std::uint32_t> numbers;
    while (reader.next(record)) {
        if (const std::uint32_t number = to_entry_number(record.fields.front())) {
            numbers.push_back(number);
        }
    }
    std::ranges::sort(numbers);
    numbers.erase(std::ranges::unique(numbers).begin(), numbers.end());
    return numbers;
}

} // namespace tidewaiter::lists
