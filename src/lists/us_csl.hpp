// The rows of the US Consolidated Screening List, read alike from CSV and JSON.
#pragma once

#include "lists/list_reader.hpp"
#include "lists/party.hpp"

#include <memory>
#include <string_view>

namespace tidewaiter::lists {

/// One row by the column names of the CSV of 2020; several values are joined by "; ".
class CslRow {
public:
    virtual ~CslRow() = default;
    /// Trimmed; empty when the form has no such column. Lives as long as the row.
    virtual std::string_view of(std::string_view column) const = 0;
};

struct CslState;

/// Makes parties of rows. The rows go by twice, because a party that is on several lists has a row on each, anywhere.
class CslReader {
public:
    /// In: options and sink outlive the reader
    CslReader(const ReadOptions& options, EntitySink& sink);
    ~CslReader();
    CslReader(const CslReader&) = delete;
    CslReader& operator=(const CslReader&) = delete;

    void count(const CslRow& row); ///< first pass
    void end_count();
    void read(const CslRow& row); ///< second pass; the row has a name
    /// Resolves links and says what was counted.
    ListVersion finish();

    ListVersion version;
    RemarkTally tally;

private:
    std::unique_ptr<CslState> state_;
};

} // namespace tidewaiter::lists
