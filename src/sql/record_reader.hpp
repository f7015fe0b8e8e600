// What RecordFile needs of each format; inside sql/ only.
#pragma once

#include "sql/header_row.hpp"
#include "sql/record_file.hpp"
#include "sql/record_input.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace tidewaiter::sql {

/// Reads the records of one opened file, once.
class RecordReader {
public:
    virtual ~RecordReader() = default;
    virtual const std::vector<std::string>& columns() const = 0;
    virtual char separator() const = 0;
    virtual RecordCounts read(const std::function<bool(const Record&)>& record,
                              base::RejectSink& rejects) = 0;
    virtual double progress() const = 0;
    /// Of the stored bytes.
    virtual std::string sha256() const = 0;

    const std::vector<std::string>& remarks() const { return remarks_; }

protected:
    std::vector<std::string> remarks_;
};

std::unique_ptr<RecordReader> open_csv(std::unique_ptr<RecordInput> input,
                                       const RecordOptions& options);
std::unique_ptr<RecordReader> open_json_lines(std::unique_ptr<RecordInput> input,
                                              const RecordOptions& options);
/// In: path, "-" for standard input, of which `input` has read the beginning
std::unique_ptr<RecordReader> open_parquet(const std::string& path,
                                           std::unique_ptr<RecordInput> input,
                                           const RecordOptions& options);

/// Errors: Failure(bad_input) when the count of what was handed over is not the independent one
void check_count(const std::string& name, const char* what, std::uint64_t handed_over,
                 std::uint64_t counted);
/// A reject with the first 200 bytes of the record.
base::Reject make_reject(const std::string& name, std::uint64_t row, std::string_view text,
                         std::string reason, std::string hint);

} // namespace tidewaiter::sql
