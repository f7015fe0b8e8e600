// Named baskets: built in, or a one-column file of the user's.
#include "goods/named_list.hpp"

#include "goods/hs_table.hpp"

#include "base/csv.hpp"
#include "base/embedded.hpp"
#include "base/failure.hpp"
#include "base/hash.hpp"
#include "base/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>

TIDEWAITER_EMBEDDED(baskets_csv);

namespace tidewaiter::goods {

using base::Failure;
using base::FailureKind;

namespace {

struct BasketLimits {
    std::uint64_t field_bytes = 1'000;     ///< a code has at most 19 characters
    std::uint64_t codes = 1'000'000;       ///< more than any nomenclature has
};

constexpr std::string_view basket_source = "docs/methods/goods.md, baskets of 2026-11-23";

/// Every code from first to last, both of the same length.
void add_range(std::vector<CodeRow>& rows, const std::string& first, const std::string& last) {
    unsigned low = 0;
    unsigned high = 0;
    std::from_chars(first.data(), first.data() + first.size(), low);
    std::from_chars(last.data(), last.data() + last.size(), high);
    for (unsigned code = low; code <= high; ++code) {
        rows.push_back({fmt::format("{:0{}}", code, first.size()), {}, {}, {}});
    }
}

std::size_t subheadings_in(const std::vector<CodeRow>& rows) {
    std::size_t count = 0;
    for (const CodeRow& row : rows) {
        count += subheadings_under(row.code, HsRevision::hs2022).size();
    }
    return count;
}

void complete_file(Control& control, const GroupHit& hit, const Lane&) {
    control.note = hit.note;
    control.source = "a basket of your own";
}

/// Lower-case letters, digits and underscores of the file's stem.
std::string name_of(const std::string& path) {
    std::string name;
    for (const char c : std::filesystem::path(path).stem().string()) {
        if (c >= 'A' && c <= 'Z') {
            name += static_cast<char>(c - 'A' + 'a');
        } else {
            name += (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '_';
        }
    }
    return name;
}

/// The column of codes: the only one, or the one with a usual name.
std::size_t column_of(const std::string& path, const base::CsvRecord& header) {
    if (header.fields.size() == 1) {
        return 0;
    }
    for (std::size_t i = 0; i < header.fields.size(); ++i) {
        std::string name(base::trim(header.fields[i]));
        std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); });
        if (name == "hs" || name == "hs6" || name == "hs_code" || name == "code" || name == "cn8") {
            return i;
        }
    }
    throw Failure(FailureKind::bad_input, fmt::format("{}: {} columns, and none is called hs", path, header.fields.size()),
                  "A basket is a file with one column of HS codes.");
}

bool is_header(std::string_view field) {
    return std::ranges::none_of(field, [](char c) { return c >= '0' && c <= '9'; }) || base::trim(field).starts_with("hs") ||
           base::trim(field).starts_with("HS") || base::trim(field).starts_with("cn") || base::trim(field).starts_with("CN");
}

} // namespace

bool always(const Lane&) { return true; }

std::string complete_list(const HsCode&, const Lane&) { return {}; }

void complete_basket(Control& control, const GroupHit& hit, const Lane&) {
    control.note = hit.note.empty() ? "a basket for statistics, no control list" : hit.note + "; a basket for statistics, no control list";
    control.source = basket_source;
}

std::vector<NamedList> load_baskets() {
    const base::CsvTable table("baskets.csv", embedded_baskets_csv());
    std::vector<NamedList> lists;
    const auto& rows = table.rows();
    for (std::size_t start = 0; start < rows.size();) {
        std::vector<CodeRow> codes;
        std::size_t row = start;
        for (; row < rows.size() && rows[row][0] == rows[start][0] && rows[row][1] == rows[start][1]; ++row) {
            add_range(codes, rows[row][2], rows[row][3]);
        }
        const std::size_t sixes = subheadings_in(codes);
        ListInfo info{rows[start][0] + ":" + rows[start][1], rows[start][4],
                      fmt::format("basket for statistics, {} HS 2022 subheadings{}", sixes, rows[start][1] == "middle" ? ", the default width" : ""),
                      codes.size(), {}};
        lists.push_back({std::move(info), CodeList(std::move(codes)), always, complete_basket, complete_list});
        start = row;
    }
    return lists;
}

NamedList load_basket_file(const std::string& path) {
    const BasketLimits limits;
    const auto source = base::open_source(path);
    base::CsvReader reader(*source, {}, {.field_bytes = limits.field_bytes, .record_lines = 1, .fields = 64});
    base::CsvRecord record;
    std::vector<CodeRow> rows;
    std::string all;
    std::size_t column = 0;
    bool first = true;
    while (reader.next(record)) {
        if (record.fields.front().starts_with('#')) {
            continue;
        }
        if (first) {
            first = false;
            column = column_of(path, record);
            if (is_header(record.fields[column])) {
                continue;
            }
        }
        const std::string_view text = column < record.fields.size() ? record.fields[column] : std::string_view();
        const auto code = HsCode::parse(text);
        if (!record.problem.empty() || !code) {
            throw Failure(FailureKind::bad_input,
                          fmt::format("{}, line {}: {}", path, record.line, !record.problem.empty() ? record.problem : code.error().message),
                          fmt::format("{} A basket with a code left out would miss goods, so nothing was read.",
                                      !record.problem.empty() ? "Mend the line." : code.error().hint));
        }
        rows.push_back({code->digits(), {}, {}, {}});
        all += code->digits() + "\n";
        if (rows.size() > limits.codes) {
            throw Failure(FailureKind::bad_input, fmt::format("{}: more than {} codes", path, limits.codes), "A basket is a list of HS codes.");
        }
    }
    if (rows.empty()) {
        throw Failure(FailureKind::bad_input, fmt::format("{}: no HS code in it", path), "A basket is a file with one column of HS codes.");
    }
    CodeList codes(std::move(rows));
    ListInfo info{name_of(path), base::to_hex(base::to_xxh3(all)), fmt::format("your basket of {} codes", codes.rows().size()),
                  codes.rows().size(), {}};
    return {std::move(info), std::move(codes), always, complete_file, complete_list};
}

std::vector<std::string_view> basket_tables() { return {embedded_baskets_csv()}; }

} // namespace tidewaiter::goods
