// Bytes of one or many XML messages as one well-formed document, with a count of certain elements made beside the parser.
#pragma once

#include "base/file.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace tidewaiter::screen {

/// Files of messages are often documents one behind the other, each with its XML declaration, which no parser takes. This
/// source puts <messages> around them and blanks declarations and processing instructions; lines stay what they were.
/// Meanwhile it counts the start tags of one element, outside comments and CDATA, by looking at bytes alone.
/// Errors: Failure(bad_input) for a declared encoding other than UTF-8, ASCII and the western ones
class XmlMessages final : public base::ByteSource {
public:
    static constexpr std::string_view root = "messages";

    /// In: bytes, which outlives this; element, a local name
    XmlMessages(base::ByteSource& bytes, std::string_view element);

    std::size_t read(char* into, std::size_t size) override;
    const std::string& name() const override { return bytes_.name(); }
    std::uint64_t counted() const { return counted_; }

private:
    void fill();
    void clean(bool last);
    void count_tag(std::string_view rest);
    void check_declaration(std::string_view text) const;

    base::ByteSource& bytes_;
    std::string element_;
    std::string raw_;        // read and not yet cleaned
    std::string out_;
    std::size_t position_ = 0;
    enum class In { text, comment, cdata, instruction } in_ = In::text;
    std::string declaration_;
    std::uint64_t counted_ = 0;
    bool ended_ = false;
};

} // namespace tidewaiter::screen
