// A user's file as shipments. Rows that share a shipment number are decided together wherever they stand, and every
// record comes out once, in the order of the file.
#pragma once

#include "base/reject.hpp"
#include "screen/cells.hpp"
#include "screen/columns.hpp"
#include "screen/shipment.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace tidewaiter::screen {

struct ReaderOptions {
    std::string file;      ///< path, or - for standard input
    std::string format;    ///< "" or one of format_names()
    std::string encoding;  ///< of text; "": UTF-8, UTF-16, Windows-1252; wins over the mapping's
    std::string sheet;     ///< of a workbook; "": those that hold a table; wins over the mapping's
    Mapping mapping;
    std::string day_order; ///< "", day-first, month-first; wins over the mapping's
    std::string mappings;  ///< folder of remembered mappings (hash_of_columns); used where `mapping` names no column
    ShipmentLimits limits;
    /// Called now and then: records read in this pass, share of the pass (negative when unknown). Returns false to stop.
    std::function<bool(std::uint64_t done, double share)> progress;
};

/// One input record on its way to its row in the decisions.
struct RecordRow {
    std::uint64_t record = 0;
    std::uint64_t shipment = 0;   ///< number of its shipment, from 1 in order of first appearance
    std::string record_id;
    std::vector<std::string> own; ///< the user's columns, as many as FileFacts::columns
};

/// Shipments whose records are all known, and the rows whose shipments have been handed over, in file order.
struct Batch {
    std::vector<std::pair<std::uint64_t, Shipment>> shipments; ///< number, shipment
    std::vector<RecordRow> rows;
};

/// What is known of the file before anything is decided.
struct FileFacts {
    std::string format;                ///< csv, parquet, jsonl, xlsx, ods, iso20022, mt
    std::vector<std::string> remarks;  ///< how the file was taken: its encoding, titles passed over, sheets
    std::vector<std::string> columns;  ///< the user's, in order
    std::vector<std::size_t> record_id_columns; ///< those that are the record_id or shipment_id themselves
    InputSet present;
    bool has_lines = false;            ///< a column speaks of goods
    std::vector<std::string> not_used; ///< columns that nothing reads, or whose meaning an earlier one has
    std::string day_order;             ///< "ship_date: day first"
    std::string mapping;               ///< path of the remembered mapping that was used; or empty
    std::uint64_t records = 0;         ///< by the independent count of the first pass
    std::uint64_t scattered = 0;       ///< records of shipments that do not stand together
};

/// Reads the file twice: first for what only the whole file can tell (how each column writes its dates, which shipments
/// do not stand together, how many records there are), then for the shipments. Between, records of scattered shipments
/// are set aside on disk. Memory: 8 bytes a shipment, the scattered ones' numbers, and one batch.
class ShipmentReader {
public:
    /// The first pass. Errors: Failure(bad_input): an unreadable file, dates that cannot be told apart, no column that
    /// names a party or goods; Failure(machine): stopped by progress.
    explicit ShipmentReader(ReaderOptions options);
    ~ShipmentReader();

    const FileFacts& facts() const;
    /// SHA-256 of the file.
    std::string sha256() const;
    /// The second pass. Every record is in exactly one row of one batch; rows of rejected records have a shipment of
    /// their own with its reject_reason.
    /// Out:    how many records were rejected
    /// Errors: Failure, also when the file is no longer what the first pass saw.
    std::uint64_t read(const std::function<void(Batch&)>& batch, base::RejectSink& rejects);

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace tidewaiter::screen
