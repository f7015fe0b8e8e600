// Tables whose fields stand at fixed places of the line, turned into delimited text while they are read.
#pragma once

#include "base/file.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace tidewaiter::lists {

/// Bytes that each field takes; what follows the last of them is one more field.
using FieldWidths = std::span<const std::uint16_t>;

/// One line as fields in quotes, parted by '|' and without the blanks around them. A line that ends early has fewer fields.
std::string to_delimited(std::string_view line, FieldWidths widths);

/// Passes the lines of another source on as delimited text. Ends lines at CR, LF or CRLF; a line of control-Z stays as it is.
class FixedWidthSource final : public base::ByteSource {
public:
    /// In: widths outlive the source
    FixedWidthSource(std::unique_ptr<base::ByteSource> source, FieldWidths widths);

    /// Errors: Failure(bad_input) for a line longer than any list has
    std::size_t read(char* into, std::size_t size) override;

    const std::string& name() const override { return source_->name(); }

    std::optional<std::uint64_t> stored_size() const override { return source_->stored_size(); }

    std::uint64_t stored_position() const override { return source_->stored_position(); }

private:
    void fill();

    std::unique_ptr<base::ByteSource> source_;
    FieldWidths widths_;
    std::string line_;      // the line that is not complete yet
    std::string delimited_; // what was made and not handed over yet
    std::size_t position_ = 0;
    bool at_end_ = false;
};

} // namespace tidewaiter::lists
