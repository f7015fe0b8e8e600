// A list of HS codes of any length, asked with a code of any length and revision. Every control list and basket is one.
#pragma once

#include "goods/goods.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::goods {

/// A row of a list. Rows of one group (a tier, an ECCN) are answered together.
struct CodeRow {
    std::string code;
    std::string group;
    std::string source; ///< empty: that of the list
    std::string what;   ///< for the note; may be empty
};

/// How the given code stands to the list's. In the order of their worth.
enum class Relation : std::uint8_t { same, narrower, earlier_revision, broader };
std::string_view to_text(Relation relation);

/// What a code meets in one group.
struct GroupHit {
    std::string_view group; ///< owned by the list
    Relation relation = Relation::same;
    Coverage coverage = Coverage::full;
    std::vector<const CodeRow*> rows; ///< rising by code, each once
    std::string note;                 ///< the links that were followed
};

class CodeList {
public:
    /// Rows in any order, written in HS 2022 or, where that does not know them, in the newest revision that does.
    explicit CodeList(std::vector<CodeRow> rows);
    CodeList(const CodeList&) = delete; // hits point into it
    CodeList(CodeList&&) noexcept = default;
    CodeList& operator=(CodeList&&) noexcept = default;
    /// Of each group the best relation, by relation and group. `written_in` as in GoodsBook::find_controls.
    /// Cost: five binary searches where nothing meets; no allocation then, if HS 2022 knows the code.
    std::vector<GroupHit> find(const HsCode& code, HsRevision written_in) const;

    const std::vector<CodeRow>& rows() const { return rows_; }

private:
    struct Follow;
    void meet(std::string_view digits, const Follow& follow, std::vector<GroupHit>& hits) const;
    void meet_earlier_rows(const HsCode& code, std::vector<GroupHit>& hits) const;

    std::vector<CodeRow> rows_; // by code, then group
    // Rows whose code HS 2022 does not know, by the HS 2022 subheading that is linked to them.
    std::map<std::string, std::vector<const CodeRow*>, std::less<>> earlier_rows_;
};

} // namespace tidewaiter::goods
