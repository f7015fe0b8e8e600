// A record as values that know what they are: what CSV columns and JSON members have in common.
#pragma once

#include "screen/column_style.hpp"
#include "screen/columns.hpp"
#include "screen/shipment.hpp"

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tidewaiter::screen {

/// Bounds of what one record or one shipment may hold; what is beyond is refused with a message, never cut silently.
struct ShipmentLimits {
    std::size_t records = 100'000;      ///< rows of one shipment: the largest manifests have some thousands
    std::size_t parties = 10'000;       ///< different parties of one shipment
    std::size_t lines = 100'000;
    std::size_t json_cells = 1'000'000; ///< values in one JSON object
    std::size_t json_depth = 16;
    std::size_t json_columns = 1'000;   ///< top-level members carried through to the decisions
};

/// One value. Views live as long as the record they were read from.
struct Cell {
    const ColumnUse* use = nullptr;
    std::uint32_t party = 0;  ///< 0: the party that use names by role and number; else the number of its own object
    std::uint32_t line = 0;   ///< 0: the record's own line; else the number of its own object
    std::uint32_t style = ColumnStyles::none; ///< dates and numbers
    Role role = Role::other;  ///< of a party object under a role's name: {"consignee": {...}}
    bool has_role = false;
    std::string_view text;
};

/// All values of one record.
struct RecordCells {
    std::vector<Cell> cells;
    std::uint32_t parties = 0; ///< party objects numbered 1 to this
    std::uint32_t lines = 0;   ///< line objects numbered 1 to this
    std::string problem;       ///< set when the record cannot be used: no object, too deep, too many values
    void clear();
};

/// Walks JSON objects: flat members named as columns are, "parties": [...], "lines": [...], and a role's name with an
/// object or a list of objects. Members nobody knows are passed over and named in not_used().
class JsonCells {
public:
    JsonCells(const Mapping& mapping, ColumnStyles& styles, const ShipmentLimits& limits);
    ~JsonCells();

    /// In: one JSON object. Errors: RecordCells::problem.
    void read(std::string_view json, RecordCells& into);
    /// Top-level members that are single values, in order of first appearance over all records read.
    const std::vector<std::string>& columns() const;
    /// Values of those members in the record last read, as text; empty where there is none.
    void own_values(std::vector<std::string>& into) const;
    /// Paths of members that nothing reads, in order of first appearance.
    const std::vector<std::string>& not_used() const;
    /// Inputs seen so far.
    const InputSet& present() const;
    bool has_goods() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace tidewaiter::screen
