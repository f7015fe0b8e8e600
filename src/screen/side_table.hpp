// A file beside the shipments (a party master, payments, trade statistics, ship positions, ports) as rows of typed
// values. Columns are known by their usual names; a bad row is counted and said, and the rest goes on.
#pragma once

#include "screen/column_style.hpp"
#include "screen/side_facts.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::screen {

/// One column that such a file may have.
struct SideField {
    enum class Type : std::uint8_t { text, date, number };
    std::string_view name;
    Type type = Type::text;
    bool needed = false;        ///< a file without it is refused
    std::string_view join = {}; ///< several columns of it are one text with this between; empty: the first is read
};

/// One row. Views live until the callback returns.
class SideRow {
public:
    std::uint64_t line() const { return line_; }
    /// Trimmed; empty when the file has no such column.
    const std::string& text(std::size_t field) const { return texts_[field]; }
    /// First and last day of a date as days since 1970; nullopt when empty or unreadable.
    struct Days {
        int from = 0;
        int to = 0;
    };
    std::optional<Days> date(std::size_t field) const;
    std::optional<double> number(std::size_t field) const;
    bool has_column(std::size_t field) const;
    /// A cell that was given and is no date or number, as its type asks.
    bool is_unreadable(std::size_t field) const;

private:
    friend class SideTable;
    std::uint64_t line_ = 0;
    std::vector<std::string> texts_;
    std::vector<const ColumnStyle*> styles_; // by field; null where the file has no such column, or it holds text
    std::vector<bool> columns_;
    std::span<const SideField> fields_;
};

class SideTable {
public:
    /// Which field a header is; the default looks it up in data/side_columns.csv under `what`.
    using Resolver = std::function<std::optional<std::size_t>(std::string_view header)>;

    SideTable(std::string what, std::string path, std::span<const SideField> fields, std::string day_order, Resolver resolver = {});

    /// Reads the file twice: how its columns write dates and numbers, then its rows.
    /// In:     take: why the row is of no use; empty when it was taken
    /// Errors: Failure(bad_input): an unreadable file, a needed column that is missing, dates that cannot be told apart.
    SideFacts read(const std::function<std::string(const SideRow&)>& take);

private:
    std::string what_;
    std::string path_;
    std::span<const SideField> fields_;
    std::string day_order_;
    Resolver resolver_;
};

/// 64 bits of a folded name, by which parties of different files are known as one.
std::uint64_t name_key(std::string_view name);

} // namespace tidewaiter::screen
