// An operation that cannot go on. Caught in cli/main.cpp and at the entry of a thread, nowhere else.
#pragma once

#include <stdexcept>
#include <string>

namespace tidewaiter::base {

/// Why an operation stopped; decides the exit status (cli/exit_code.hpp).
enum class FailureKind {
    usage,     ///< the call is wrong: status 2
    bad_input, ///< the data is wrong: status 3
    machine,   ///< disk, network, memory: status 4
};

/// Thrown by load_ and open_ functions. message says what is wrong, hint what to do.
class Failure : public std::runtime_error {
public:
    Failure(FailureKind kind, const std::string& message, std::string hint = {})
        : std::runtime_error(message), kind_(kind), hint_(std::move(hint)) {}

    FailureKind kind() const { return kind_; }

    const std::string& hint() const { return hint_; }

private:
    FailureKind kind_;
    std::string hint_;
};

} // namespace tidewaiter::base
