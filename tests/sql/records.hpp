// Reads a file of records into plain values, so that tests compare data.
#pragma once

#include "sql/record_file.hpp"

#include "base/failure.hpp"
#include "support/files.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::test {

struct ReadRecord {
    std::uint64_t line = 0;
    std::vector<std::string> cells;
    std::string json;
    std::string reject;

    friend bool operator==(const ReadRecord&, const ReadRecord&) = default;
};

struct ReadFile {
    std::vector<std::string> columns;
    std::vector<ReadRecord> records;
    std::vector<base::Reject> rejects;
    std::vector<std::string> remarks;
    sql::RecordCounts counts;
    std::string sha256;
    char separator = '\0';
    sql::RecordFormat format = sql::RecordFormat::automatic;
    std::string failure; ///< message of the Failure that ended it, or empty
    std::string hint;
};

inline ReadFile read_records(const std::string& path, const sql::RecordOptions& options = {}) {
    ReadFile read;
    try {
        sql::RecordFile file(path, options);
        read.columns = file.columns();
        read.separator = file.separator();
        read.format = file.format();
        base::RejectList rejects;
        read.counts = file.read(
            [&read](const sql::Record& record) {
                EXPECT_EQ(record.row, read.records.size() + 1);
                read.records.push_back({record.line,
                                        {record.cells.begin(), record.cells.end()},
                                        std::string(record.json),
                                        std::string(record.reject_reason)});
                return true;
            },
            rejects);
        read.rejects = rejects.kept();
        read.remarks = file.remarks();
        read.sha256 = file.sha256();
    } catch (const base::Failure& failure) {
        read.failure = failure.what();
        read.hint = failure.hint();
    }
    return read;
}

inline ReadFile read_text(std::string_view bytes, const sql::RecordOptions& options = {}) {
    const ScratchFolder folder;
    ReadFile read = read_records(folder.write("f", bytes), options);
    const std::string name = folder.path("f");
    // Messages name the file; tests compare them as if it were called "f".
    for (std::string* text : {&read.failure, &read.hint}) {
        for (std::size_t at = 0; (at = text->find(name)) != std::string::npos;) {
            text->replace(at, name.size(), "f");
        }
    }
    return read;
}

/// Cells joined by |, a rejected record as its line and reason; last, the failure if there was one.
inline std::vector<std::string> lines_of(const ReadFile& read) {
    std::vector<std::string> lines;
    for (const ReadRecord& record : read.records) {
        std::string line = record.reject.empty()
                               ? record.json
                               : "line " + std::to_string(record.line) + ": " + record.reject;
        for (std::size_t i = 0; i < record.cells.size(); ++i) {
            line += (i == 0 ? "" : "|") + record.cells[i];
        }
        lines.push_back(line);
    }
    if (!read.failure.empty()) {
        lines.push_back("failure: " + read.failure);
    }
    return lines;
}

} // namespace tidewaiter::test
