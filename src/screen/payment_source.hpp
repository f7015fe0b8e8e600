// What the sources of payments share: each payment becomes one record, each message that cannot be read one rejected
// record, and what was handed over must be what an independent count finds.
#pragma once

#include "screen/payment.hpp"
#include "screen/record_source.hpp"

#include "base/file.hpp"

#include <functional>
#include <string>
#include <vector>

namespace tidewaiter::screen {

/// Thrown through a parser when the caller wants no more records.
struct EnoughRecords {};

class PaymentSource : public RecordSource {
public:
    explicit PaymentSource(std::string path) : path_(std::move(path)) {}

    bool is_json() const override { return true; }
    bool is_payments() const override { return true; }
    const std::vector<std::string>& columns() const override { return no_columns_; }
    const std::vector<std::string>& remarks() const override { return remarks_; }
    std::string sha256() const override { return sha256_; }
    double progress() const override { return -1; }
    sql::RecordCounts read(const std::function<bool(const sql::Record&)>& record, base::RejectSink& rejects) final;

protected:
    /// Reads the bytes to their end, calling hand_over and reject in the order of the file.
    /// Out:    how many messages or transactions an independent count finds
    virtual std::uint64_t read_payments(base::ByteSource& bytes) = 0;
    void hand_over(const Payment& payment, std::uint64_t line);
    void reject(std::uint64_t line, std::string_view text, std::string reason, std::string hint = {});
    void remark(std::string text) { remarks_.push_back(std::move(text)); }

private:
    std::string path_;
    std::vector<std::string> no_columns_;
    std::vector<std::string> remarks_;
    std::string sha256_;
    const std::function<bool(const sql::Record&)>* record_ = nullptr; // of the read() at hand
    base::RejectSink* rejects_ = nullptr;
    sql::RecordCounts counts_;
};

} // namespace tidewaiter::screen
