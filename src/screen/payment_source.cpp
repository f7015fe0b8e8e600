#include "screen/payment_source.hpp"

#include "base/failure.hpp"
#include "base/hash.hpp"
#include "base/utf8.hpp"

#include <fmt/format.h>

namespace tidewaiter::screen {

void PaymentSource::hand_over(const Payment& payment, std::uint64_t line) {
    const std::string json = to_json(payment);
    sql::Record record;
    record.row = ++counts_.records;
    record.line = line;
    record.json = json;
    ++counts_.read;
    if (!(*record_)(record)) {
        throw EnoughRecords();
    }
}

void PaymentSource::reject(std::uint64_t line, std::string_view text, std::string reason, std::string hint) {
    constexpr std::size_t excerpt_bytes = 200;
    const std::string valid = base::to_valid_utf8(text.substr(0, excerpt_bytes));
    rejects_->add({.source = path_, .row = line, .column = {}, .text = valid, .reason = reason, .hint = std::move(hint)});
    sql::Record record;
    record.row = ++counts_.records;
    record.line = line;
    record.reject_reason = reason;
    ++counts_.rejected;
    if (!(*record_)(record)) {
        throw EnoughRecords();
    }
}

sql::RecordCounts PaymentSource::read(const std::function<bool(const sql::Record&)>& record, base::RejectSink& rejects) {
    base::Sha256 hash;
    const auto bytes = base::open_source(path_, &hash);
    record_ = &record;
    rejects_ = &rejects;
    counts_ = {};
    try {
        const std::uint64_t counted = read_payments(*bytes);
        if (counted != counts_.records) {
            throw base::Failure(base::FailureKind::bad_input,
                                fmt::format("{}: {} payments were read, but an independent count finds {}", bytes->name(), counts_.records, counted),
                                "Nothing was decided on. If the file did not change meanwhile, this is a fault of the program: report it.");
        }
        counts_.complete = true;
        sha256_ = hash.finish();
    } catch (const EnoughRecords&) {
        sha256_ = path_ == "-" ? std::string() : base::load_file_sha256(path_);
    }
    if (counts_.complete && counts_.records == 0) {
        throw base::Failure(base::FailureKind::bad_input, fmt::format("{} holds no payment", bytes->name()),
                            "Read are pacs.008, pacs.009 and pain.001 of ISO 20022, and the SWIFT messages MT103, MT202 and MT205.");
    }
    return counts_;
}

} // namespace tidewaiter::screen
