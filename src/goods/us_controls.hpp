// The US Commerce Control List by ECCN, the Commerce Country Chart and the country groups: codes and marks only, as of
// the day of the eCFR issue they were read from. An answer here is a place to look, not a licence determination.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::goods {

/// A column of the country chart that an entry names.
struct ChartColumn {
    std::string name;         ///< "NS 2"
    bool whole_entry = false; ///< false: for a part of the entry, or under a condition the entry states
};

/// An entry of the Commerce Control List.
struct Eccn {
    std::string code;                  ///< "3A001", or "7A" for a product group
    std::vector<std::string> reasons;  ///< "NS", "AT" ...
    std::vector<ChartColumn> columns;
    /// "RS: 742.6(a)(7)": a reason whose requirement stands in that section, not in the chart.
    std::vector<std::string> elsewhere;
    std::vector<std::string> members;  ///< for a product group, its entries
};

/// Version of the three tables: date of the eCFR issue, "2026-07-23".
std::string_view us_controls_version();

/// "3A001", "3a001", "7A" for the union of a product group. Out: nullopt for what is not in the list.
std::optional<Eccn> find_eccn(std::string_view code);
/// Is the text written like an ECCN ("3A001") or a product group ("7A")?
bool is_eccn_like(std::string_view text);

/// What the chart says of a destination.
enum class ChartRow : std::uint8_t {
    marks,         ///< its own row
    other_row,     ///< governed by another country's row (Hong Kong by China's)
    embargo,       ///< no marks at all: sections of Part 746 decide; a missing X means nothing
    home,          ///< the United States themselves
    indeterminate, ///< no row and no rule in the source: not to be read as unrestricted
};

struct Destination {
    std::string country; ///< as asked
    ChartRow row = ChartRow::indeterminate;
    std::string row_of;  ///< whose row was read
    std::vector<std::string> marks;     ///< "NS 1" ... columns with an X, sorted
    std::vector<std::string> sections;  ///< for an embargo
    std::vector<int> footnotes;
    std::vector<std::string> groups;    ///< "A:1", "D:5" ...
};

/// In: lower-case ISO 3166-1 alpha-2.
Destination find_destination(std::string_view country);
/// Own words on a footnote of the chart with the sections it points to; footnotes ask for more than the grid shows.
std::string_view footnote_text(int number);

/// One sentence or two on an entry and a destination: the columns, which of them have an X, and what the absence of
/// one does not mean (15 CFR 738.4(a)(2)(ii)(B)). With an empty country: the columns alone.
std::string chart_note(const Eccn& eccn, std::string_view country);

} // namespace tidewaiter::goods
