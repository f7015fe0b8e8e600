// Which codes of which sources a basket means, revision by revision.
#pragma once

#include "flows/measures.hpp"

#include <compare>
#include <set>
#include <string>
#include <vector>

namespace tidewaiter::flows {

/// A source with fewer chapters, or with fewer subheadings where it goes so deep, and without a total of its own, holds some goods
/// only; there are 97 and about 5,400. A file of 2,974 listed subheadings in 89 chapters is no trade in all goods.
inline constexpr std::size_t chapters_of_all_goods = 60;
inline constexpr std::size_t subheadings_of_all_goods = 3'500;

struct Wanted {
    struct Row {
        std::uint32_t source = 0;
        std::string hs_rev;
        std::string code;
        auto operator<=>(const Row&) const = default;
    };
    std::vector<Row> rows;
    /// A source holds both a code and its parts among the rows: sums must take one of them.
    bool nested = false;
    std::set<std::string> revisions; ///< of the rows
    bool all_goods = false;
    /// What must be said when rows of this source and revision are part of the answer; source 0: of any.
    struct Note {
        std::string code, text;
        std::uint32_t source = 0;
        std::string revision; ///< empty: of any
        std::vector<std::string> rows;
    };
    std::vector<Note> notes;
    std::set<std::uint32_t> whole_sources; ///< for all goods: those that count
    /// Goods not named that the sources hold; any of it could belong to a basket.
    bool has_secret = false;
    bool leaves_out = false; ///< a source is left out because it holds some goods only
    bool has_transactions = false; ///< the file holds rows of single shipments
};

/// In: sources, those asked for; empty for all
Wanted find_wanted(sql::Database& database, const goods::GoodsBook& book, const Basket& basket, const std::vector<std::uint32_t>& sources, bool as_written);

/// The notes that concern these sources and revisions, those with the same words together.
std::vector<Warning> warnings_of(const Wanted& wanted, const std::set<std::uint32_t>& sources, const std::set<std::string>& revisions);

/// A relation (source_id, hs_rev, code) of the rows, as SQL; when the rows are all codes of a source, shorter.
std::string to_sql(const Wanted& wanted);

} // namespace tidewaiter::flows
