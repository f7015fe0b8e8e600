// A value, or what is wrong with the text it was to come from.
#pragma once

#include <expected>
#include <string>

namespace tidewaiter::base {

/// What is wrong with a value, and what the user can do about it.
struct Error {
    std::string message; ///< says what is wrong with the value, names the value
    std::string hint;    ///< says what to do; may be empty
};

/// Text to value. Test it and return early; it warns when it is dropped.
template <class T>
struct [[nodiscard]] Result : std::expected<T, Error> {
    using std::expected<T, Error>::expected;
};

/// Short for the failing half of a Result.
inline std::unexpected<Error> error(std::string message, std::string hint = {}) {
    return std::unexpected<Error>(Error{std::move(message), std::move(hint)});
}

} // namespace tidewaiter::base
