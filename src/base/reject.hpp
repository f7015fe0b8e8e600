// A record that could not be read: where it stood, what it said, and why. Rows in = rows out + rejects.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tidewaiter::base {

struct Reject {
    std::string source;    ///< file as the user named it
    std::uint64_t row = 0; ///< physical line (CSV, JSON lines) or record number (XML), from 1
    std::string column;    ///< column or element; empty when the whole record is meant
    std::string text;      ///< what stood there, at most 200 bytes
    std::string reason;    ///< what is wrong with it
    std::string hint;      ///< what to do; may be empty
};

/// Takes rejects as they occur; readers report and go on.
class RejectSink {
public:
    virtual ~RejectSink() = default;
    virtual void add(Reject reject) = 0;
};

/// Keeps the first `limit` rejects and counts all of them.
class RejectList final : public RejectSink {
public:
    explicit RejectList(std::size_t limit = 10'000) : limit_(limit) {}

    void add(Reject reject) override {
        ++count_;
        if (kept_.size() < limit_) {
            kept_.push_back(std::move(reject));
        }
    }

    std::uint64_t count() const { return count_; }

    const std::vector<Reject>& kept() const { return kept_; }

private:
    std::size_t limit_;
    std::uint64_t count_ = 0;
    std::vector<Reject> kept_;
};

} // namespace tidewaiter::base
