#include "cli/verb.hpp"

#include "base/failure.hpp"
#include "entity/date.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstdlib>

namespace tidewaiter::cli {

using base::Failure;
using base::FailureKind;

bool Arguments::has(std::string_view name) const { return options.contains(name); }

std::optional<std::string> Arguments::find(std::string_view name) const {
    const auto found = options.find(name);
    if (found == options.end() || found->second.empty()) {
        return std::nullopt;
    }
    return found->second.back();
}

std::string Arguments::text(std::string_view name, std::string_view fallback) const {
    return find(name).value_or(std::string(fallback));
}

std::vector<std::string> Arguments::all(std::string_view name) const {
    const auto found = options.find(name);
    return found == options.end() ? std::vector<std::string>{} : found->second;
}

double Arguments::number(std::string_view name, double fallback, double lowest, double highest) const {
    const auto text = find(name);
    if (!text) {
        return fallback;
    }
    double value = 0;
    const char* end = text->data() + text->size();
    const auto result = std::from_chars(text->data(), end, value);
    if (result.ec != std::errc{} || result.ptr != end || !(value >= lowest && value <= highest)) {
        throw Failure(FailureKind::usage, fmt::format("--{} wants a number from {} to {}, not '{}'", name, lowest, highest, *text));
    }
    return value;
}

std::string Arguments::as_of() const {
    const auto text = find("as-of");
    if (!text) {
        return today;
    }
    const auto date = entity::parse_date(*text);
    if (!date || date->from != date->to || date->circa || text->size() != 10) {
        throw Failure(FailureKind::usage, fmt::format("--as-of wants a full date such as 2026-11-24, not '{}'", *text),
                      date ? "" : date.error().hint);
    }
    return date->to_text();
}

std::string Arguments::home_file(std::string_view option, std::string_view file) const {
    if (const auto given = find(option)) {
        return *given;
    }
    std::string home = text("home");
    if (home.empty()) {
        if (const char* set = std::getenv("TIDEWAITER_HOME"); set != nullptr && *set != '\0') {
            home = set;
        } else if (const char* user = std::getenv("HOME"); user != nullptr && *user != '\0') {
            home = fmt::format("{}/.local/share/tidewaiter", user);
        } else {
            throw Failure(FailureKind::usage, "no home folder: neither --home nor TIDEWAITER_HOME nor HOME is set",
                          "Add --home DIR.");
        }
    }
    return file.empty() ? home : fmt::format("{}/{}", home, file);
}

} // namespace tidewaiter::cli
