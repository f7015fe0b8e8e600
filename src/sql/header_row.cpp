// A data row never wins over the header: it would need more filled cells than every row above, the header among them, and
// more of its cells would have to be names of columns.
#include "sql/header_row.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <set>

namespace tidewaiter::sql {

namespace {

constexpr std::size_t least_known = 2;
constexpr std::size_t least_filled = 3;

std::size_t filled_cells(const std::vector<std::string>& row) {
    return static_cast<std::size_t>(std::ranges::count_if(row, [](const std::string& cell) { return !base::trim(cell).empty(); }));
}

std::size_t known_names(const std::vector<std::string>& row, const NameTest& is_name) {
    std::set<std::string_view> known;
    for (const std::string& cell : row) {
        const std::string_view name = base::trim(cell);
        if (!name.empty() && is_name(name)) {
            known.insert(name);
        }
    }
    return known.size();
}

/// Out: empty when the row above is a title and no row of groups
std::vector<std::string> with_groups(const std::vector<std::string>& groups, const std::vector<std::string>& names, const NameTest& is_name) {
    std::vector<std::string> grouped;
    std::string_view group;
    bool used = false;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const std::string_view name = base::trim(names[i]);
        if (i < groups.size() && !base::trim(groups[i]).empty()) {
            group = base::trim(groups[i]); // a merged cell holds its text in its first column
        }
        const auto same = std::ranges::count_if(names, [name](const std::string& other) { return base::trim(other) == name; });
        std::string whole = std::string(group) + " " + std::string(name);
        if (name.empty()) {
            grouped.emplace_back(group);
        } else if (!group.empty() && is_name(group) && (is_name(whole) || same > 1)) {
            used = used || is_name(whole);
            grouped.push_back(std::move(whole));
        } else {
            grouped.emplace_back(name);
        }
    }
    return used ? grouped : std::vector<std::string>();
}

} // namespace

HeaderRow find_header_row(std::span<const std::vector<std::string>> rows, const NameTest& is_name) {
    HeaderRow best;
    rows = rows.first(std::min(rows.size(), header_rows_looked_at));
    std::size_t most_filled = 0;
    bool decided = false;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::size_t filled = filled_cells(rows[i]);
        if (filled <= most_filled) {
            continue;
        }
        std::vector<std::string> grouped = is_name && i > 0 ? with_groups(rows[i - 1], rows[i], is_name) : std::vector<std::string>();
        const std::size_t known = is_name ? known_names(grouped.empty() ? rows[i] : grouped, is_name) : 0;
        if (known >= least_known && known > best.known) {
            best.row = i;
            best.known = known;
            best.grouped = std::move(grouped);
            decided = true;
        } else if (!decided && best.known == 0 && filled >= least_filled && most_filled < least_filled) {
            best.row = i; // unless a row further down has known names
        }
        most_filled = filled;
    }
    return best;
}

} // namespace tidewaiter::sql
