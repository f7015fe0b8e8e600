// Which format a file that is none of them looks most like, and what it lacks of it.
#pragma once

#include "lists/list_reader.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::lists {

struct FormatLikeness {
    const ListFormat* format = nullptr;
    bool same_root = false;           ///< of XML
    std::vector<std::string> present; ///< its marks that the file shows
    std::vector<std::string> missing; ///< those that it does not
};

/// In:  names of elements, columns or keys in the file, in any case of letters; root of XML, empty
///      for others
/// Out: the format that shares most of its marks; nullopt when none shares its root, or two marks and
///      a third of them (of columns half)
std::optional<FormatLikeness> find_likest_format(ListMarks::Kind kind, std::string_view root,
                                                 const std::vector<std::string>& names);

/// "; it looks most like un-xml, but its root element is not CONSOLIDATED_LIST", "; it looks most
/// like us-csl-csv, but has no column source_list_url"; empty for nullopt.
std::string to_words(const std::optional<FormatLikeness>& likeness);

/// Names of the elements in the first bytes of XML, each once.
std::vector<std::string> element_names(std::string_view head);
/// Names of the keys in the first bytes of JSON, each once, in their order.
std::vector<std::string> json_keys(std::string_view head);

/// The fields of the first lines of a table, with the separator that parts most; `widest` is the
/// line with most fields.
struct TableHead {
    std::vector<std::string> names;
    std::vector<std::string> widest;
};

TableHead table_head(std::string_view head);

} // namespace tidewaiter::lists
