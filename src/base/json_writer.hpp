// Writes JSON to a string: objects and arrays by nesting calls, always valid UTF-8 out.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::base {

/// Usage: begin_object(); key("a").value(1); end_object(). Compact by default; `indent` spaces otherwise.
class JsonWriter {
public:
    explicit JsonWriter(int indent = 0) : indent_(indent) {}

    JsonWriter& begin_object() { return open('{'); }

    JsonWriter& end_object() { return close('}'); }

    JsonWriter& begin_array() { return open('['); }

    JsonWriter& end_array() { return close(']'); }

    JsonWriter& key(std::string_view name);
    JsonWriter& value(std::string_view text);

    JsonWriter& value(const char* text) { return value(std::string_view(text)); }

    JsonWriter& value(const std::string& text) { return value(std::string_view(text)); }

    JsonWriter& value(bool truth);
    /// Shortest text that reads back to the same number; NaN and infinity become null.
    JsonWriter& value(double number);

    template <std::integral T>
        requires(!std::same_as<T, bool>)
    JsonWriter& value(T number) {
        if constexpr (std::signed_integral<T>) {
            return number_text(std::to_string(static_cast<std::int64_t>(number)));
        } else {
            return number_text(std::to_string(static_cast<std::uint64_t>(number)));
        }
    }

    JsonWriter& null();
    /// Puts in JSON text that is already valid.
    JsonWriter& raw(std::string_view json);
    JsonWriter& member(std::string_view name, const auto& content) { return key(name).value(content); }

    const std::string& text() const { return text_; }

    std::string take() { return std::move(text_); }

private:
    JsonWriter& open(char bracket);
    JsonWriter& close(char bracket);
    JsonWriter& number_text(std::string_view digits);
    void before_value();
    void new_line();

    std::string text_;
    std::vector<bool> has_members_; // one per open bracket
    bool after_key_ = false;
    int indent_;
};

/// Appends `text` as a JSON string with its quotes; bytes that are not UTF-8 become U+FFFD.
void write_json_string(std::string& into, std::string_view text);

} // namespace tidewaiter::base
