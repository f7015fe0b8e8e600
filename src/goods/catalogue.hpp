// A catalogue of goods against lists: for each row of a file and each list, one answer.
#pragma once

#include "goods/goods.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::goods {

/// The column that holds HS codes, by its name. Source: data/catalogue_columns.csv.
/// Errors: no usual name, or two of the same standing; the hint names the columns.
base::Result<std::size_t> find_code_column(std::span<const std::string> columns);

/// What a list says of a row. There is no "not controlled".
enum class Answer : std::uint8_t {
    may_fall_under, ///< the code meets the list
    not_in_list,    ///< it does not, and the list is held whole
    not_held,       ///< it does not meet what is held, and something is missing: see the note
    not_read,       ///< the row or its code could not be read
};
std::string_view to_text(Answer answer); ///< "may fall under", "not in the list", "not held", "not read"

/// One row of the answer. Names of the fields are the names of the columns.
struct CatalogueRow {
    std::string hs;   ///< digits as read; empty when not read
    std::string list; ///< as asked
    Answer answer = Answer::not_read;
    /// Of the best control; further ones are named in the note.
    Control control;
};

/// Answers for one set of lists. The book outlives it. Const and thread-safe.
class Catalogue {
public:
    /// Errors: Failure(usage) for an unknown list or one whose codes are not held.
    Catalogue(const GoodsBook& book, std::vector<std::string> lists, Lane lane, HsRevision revision);
    /// One row for each list, in their order. `text` is the cell as it stands; anything may stand there.
    std::vector<CatalogueRow> rows(std::string_view text) const;
    /// The same for a row that could not be read at all.
    std::vector<CatalogueRow> rejected(std::string_view reason) const;

    const std::vector<std::string>& lists() const { return lists_; }

private:
    CatalogueRow row(const HsCode& code, std::size_t number) const;

    const GoodsBook& book_;
    std::vector<std::string> lists_;
    std::vector<std::string> versions_; // of the lists
    Lane lane_;
    HsRevision revision_;
};

} // namespace tidewaiter::goods
