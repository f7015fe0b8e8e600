// OFAC's delimited files: which of the four kinds a file is, by its content, and which entries it speaks of.
#pragma once

#include "lists/fixed_width.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::lists {

enum class OfacFileKind {
    none,
    primary,    ///< SDN.CSV, CONS_PRIM.CSV: 12 columns
    addresses,  ///< ADD.CSV: 6 columns
    alternates, ///< ALT.CSV: 5 columns
    comments,   ///< SDN_COMMENTS.CSV: 2 columns, what did not fit into the remarks
};

struct OfacFileForm {
    OfacFileKind kind = OfacFileKind::none;
    char separator = ','; ///< ',' in CSV, '|' in PIP, '@' in DEL
    FieldWidths widths;   ///< of FF, which has no separator; empty for the others
};

/// In: the first bytes of a file, decompressed, without a byte-order mark.
OfacFileForm find_ofac_form(std::string_view head);

/// The first records of a file of that form.
std::vector<std::vector<std::string>> first_ofac_records(std::string_view head, const OfacFileForm& form, std::size_t most);

/// -0- in any of its spellings, and nothing at all.
bool is_ofac_null(std::string_view field);

/// The entry number in the first field. Out: 0 when it is none.
std::uint32_t to_entry_number(std::string_view field);

/// Is the row the header that some re-saved copies have ("ent_num,SDN_name,...")?
bool is_ofac_header(std::string_view first_field);

/// The entry numbers that a file's rows begin with, in rising order, each once.
/// Errors: Failure(bad_input) when the file cannot be read.
std::vector<std::uint32_t> load_entry_numbers(const std::string& path, const OfacFileForm& form);

} // namespace tidewaiter::lists
