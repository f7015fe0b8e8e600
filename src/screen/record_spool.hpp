// Records set aside on disk, to be read again in order or one by one: standard input, which cannot be read twice, and
// the rows of shipments that do not stand together in their file.
#pragma once

#include "sql/record_file.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::screen {

/// An unnamed file in the folder for temporary files; it is gone when the process ends, however it ends.
class RecordSpool {
public:
    /// Errors: Failure(machine) when the folder cannot be written.
    RecordSpool();
    ~RecordSpool();
    RecordSpool(const RecordSpool&) = delete;
    RecordSpool& operator=(const RecordSpool&) = delete;

    /// Out: where the record is, for at(). Errors: Failure(machine), for example a full disk.
    std::uint64_t add(const sql::Record& record);
    /// Ends writing; needed before reading. Errors: Failure(machine).
    void finish();
    /// Hands over every record in the order written; `record` returns false to stop.
    void read(const std::function<bool(const sql::Record&)>& record);
    /// One record; its views live until the next call.
    const sql::Record& at(std::uint64_t offset);
    std::uint64_t bytes() const { return size_; }

private:
    void flush();
    std::string_view load(std::uint64_t offset, std::size_t bytes);
    int handle_ = -1;
    std::uint64_t size_ = 0;
    std::string out_;
    std::string in_;            // bytes of the file from in_start_
    std::uint64_t in_start_ = 0;
    sql::Record record_;
};

} // namespace tidewaiter::screen
