// Lists of the UK that have a row for each combination of name, address, date and paper: the rows
// of an entry become the element that the UK Sanctions List in XML has for it, and go its way.
#pragma once

#include "lists/named_rows.hpp"
#include "lists/uk_designation.hpp"

#include <span>
#include <string>
#include <string_view>

namespace tidewaiter::lists {

/// A column and the element it fills; the columns of a group stand in one element of that name.
struct UkPlace {
    std::string_view column; ///< in small letters
    std::string_view group;  ///< empty for an element of its own
    std::string_view element;
};

/// How the rows of a list are to be read.
struct UkRowForm {
    std::span<const UkPlace> places;
    UkPublisher publisher;
    bool keep_others = false; ///< columns that have no place go along under their own names
};

/// Reads the rows of one entry and yields the party; one without a name is rejected.
/// In: last_updated becomes the latest LastUpdated (ISO date) so far
void read_uk_rows(XmlList& list, const std::string& id, const EntryRows& entry,
                  const UkRowForm& form, std::string& last_updated);

} // namespace tidewaiter::lists
