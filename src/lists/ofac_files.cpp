#include "lists/ofac_files.hpp"

#include "base/csv.hpp"
#include "base/utf8.hpp"
#include "lists/file_head.hpp"
#include "lists/ofac_remarks.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace tidewaiter::lists {

namespace {

using Row = std::vector<std::string>;

// Widths of all fields but the last, which takes the rest. Source: OFAC's dat_spec.txt of 2023-09-25.
constexpr std::array<std::uint16_t, 11> primary_widths{10, 350, 12, 200, 200, 8, 25, 14, 8, 40, 150};
constexpr std::array<std::uint16_t, 5> address_widths{10, 10, 750, 116, 250};
constexpr std::array<std::uint16_t, 4> alternate_widths{10, 10, 8, 350};
constexpr std::array<std::uint16_t, 1> comment_widths{10};

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

/// The kind that nearly all rows fit: a damaged row must not hide the format, a foreign table must not pass for it.
static OfacFileKind find_kind(std::string_view head, char separator) {
    constexpr std::size_t looked_at = 40;
    auto rows = first_records(head, separator, looked_at);
    if (!rows.empty() && is_ofac_header(rows.front().front())) {
        rows.erase(rows.begin());
    }
    std::erase_if(rows, [](const Row& row) { return to_entry_number(row.front()) == 0; });
    if (rows.empty()) {
        return OfacFileKind::none;
    }
    const auto mostly = [&rows](bool (*fits)(const Row&)) {
        const auto count = static_cast<std::size_t>(std::ranges::count_if(rows, fits));
        return count * 10 >= rows.size() * 8;
    };
    return mostly(is_primary)     ? OfacFileKind::primary
           : mostly(is_alternate) ? OfacFileKind::alternates
           : mostly(is_address)   ? OfacFileKind::addresses
           : mostly(is_comment)   ? OfacFileKind::comments
                                  : OfacFileKind::none;
}

/// Does the text begin with an entry number at the right or left of ten columns, and something behind it?
static bool looks_fixed(std::string_view head) {
    constexpr std::size_t columns = 10;
    return head.size() > columns && to_entry_number(head.substr(0, columns)) != 0 && head[columns] != ' ' &&
           head.substr(0, columns).find_first_of(" ") != std::string_view::npos;
}

static std::string to_delimited_lines(std::string_view head, FieldWidths widths) {
    const auto source = std::make_unique<FixedWidthSource>(base::open_memory("head", std::string(head)), widths);
    std::string text;
    std::array<char, 4096> piece{};
    while (const std::size_t got = source->read(piece.data(), piece.size())) {
        text.append(piece.data(), got);
    }
    return text;
}

OfacFileForm find_ofac_form(std::string_view head) {
    for (const char separator : {',', '|', '@'}) {
        if (const OfacFileKind kind = find_kind(head, separator); kind != OfacFileKind::none) {
            return {kind, separator, {}};
        }
    }
    if (looks_fixed(head)) {
        const std::string_view whole = head.substr(0, head.find_last_of("\r\n") + 1); // the last line may be cut
        // The strictest shape first: cut at the primary file's widths, an address line has as many fields.
        const std::pair<OfacFileKind, FieldWidths> kinds[] = {{OfacFileKind::alternates, alternate_widths},
                                                              {OfacFileKind::addresses, address_widths},
                                                              {OfacFileKind::primary, primary_widths},
                                                              {OfacFileKind::comments, comment_widths}};
        for (const auto& [kind, widths] : kinds) {
            if (find_kind(to_delimited_lines(whole, widths), '|') == kind) {
                return {kind, '|', widths};
            }
        }
    }
    return {};
}

std::vector<std::vector<std::string>> first_ofac_records(std::string_view head, const OfacFileForm& form, std::size_t most) {
    return form.widths.empty() ? first_records(head, form.separator, most)
                               : first_records(to_delimited_lines(head, form.widths), form.separator, most);
}

std::vector<std::uint32_t> load_entry_numbers(const std::string& path, const OfacFileForm& form) {
    std::unique_ptr<base::ByteSource> source = base::open_source(path);
    if (!form.widths.empty()) {
        source = std::make_unique<FixedWidthSource>(std::move(source), form.widths);
    }
    base::CsvReader reader(*source, base::CsvDialect{.separator = form.separator});
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
