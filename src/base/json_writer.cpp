#include "base/json_writer.hpp"

#include "base/utf8.hpp"

#include <charconv>
#include <cmath>

namespace tidewaiter::base {

void write_json_string(std::string& into, std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    into += '"';
    for (std::size_t i = 0; i < text.size();) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c >= 0x80) {
            const std::size_t length = utf8_length(text.substr(i));
            if (length == 0) {
                into += "\xef\xbf\xbd";
                ++i;
            } else {
                into += text.substr(i, length);
                i += length;
            }
            continue;
        }
        ++i;
        switch (c) {
        case '"': into += "\\\""; break;
        case '\\': into += "\\\\"; break;
        case '\n': into += "\\n"; break;
        case '\r': into += "\\r"; break;
        case '\t': into += "\\t"; break;
        default:
            if (c < 0x20) {
                into += "\\u00";
                into += digits[c >> 4U];
                into += digits[c & 15U];
            } else {
                into += static_cast<char>(c);
            }
        }
    }
    into += '"';
}

void JsonWriter::new_line() {
    if (indent_ > 0) {
        text_ += '\n';
        text_.append(has_members_.size() * static_cast<std::size_t>(indent_), ' ');
    }
}

void JsonWriter::before_value() {
    if (after_key_) {
        after_key_ = false;
        return;
    }
    if (!has_members_.empty()) {
        if (has_members_.back()) {
            text_ += ',';
        }
        has_members_.back() = true;
        new_line();
    }
}

JsonWriter& JsonWriter::open(char bracket) {
    before_value();
    text_ += bracket;
    has_members_.push_back(false);
    return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
    const bool had = has_members_.back();
    has_members_.pop_back();
    if (had) {
        new_line();
    }
    text_ += bracket;
    return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
    before_value();
    write_json_string(text_, name);
    text_ += indent_ > 0 ? ": " : ":";
    after_key_ = true;
    return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
    before_value();
    write_json_string(text_, text);
    return *this;
}

JsonWriter& JsonWriter::value(bool truth) { return raw(truth ? "true" : "false"); }

JsonWriter& JsonWriter::value(double number) {
    if (!std::isfinite(number)) {
        return null();
    }
    char digits[32];
    const auto result = std::to_chars(digits, digits + sizeof digits, number);
    return number_text({digits, static_cast<std::size_t>(result.ptr - digits)});
}

JsonWriter& JsonWriter::number_text(std::string_view digits) { return raw(digits); }

JsonWriter& JsonWriter::null() { return raw("null"); }

JsonWriter& JsonWriter::raw(std::string_view json) {
    before_value();
    text_ += json;
    return *this;
}

} // namespace tidewaiter::base
