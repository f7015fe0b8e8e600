#include "sql/duckdb_handles.hpp"

#include "base/failure.hpp"
#include "base/utf8.hpp"

#include <fmt/format.h>

#include <array>

namespace tidewaiter::sql {

namespace {

using base::FailureKind;

/// The first line says what is wrong; the rest of its paragraph, such as names that exist, is a hint. What follows is a
/// copy of the statement with a caret, or advice about DuckDB's own settings that would be wrong here.
std::string_view first_line(std::string_view words) {
    return base::trim(words.substr(0, words.find('\n')));
}

std::string_view rest_of_paragraph(std::string_view words) {
    words = words.substr(0, words.find("\n\n"));
    return base::trim(words.substr(std::min(words.find('\n'), words.size())));
}

bool is_machine_trouble(std::string_view words, duckdb_error_type type) {
    if (type == DUCKDB_ERROR_OUT_OF_MEMORY || type == DUCKDB_ERROR_FATAL ||
        type == DUCKDB_ERROR_INTERNAL || type == DUCKDB_ERROR_INTERRUPT) {
        return true;
    }
    // An input that is missing and a disk that is full are both "IO Error" to DuckDB.
    constexpr std::array trouble = {
        "No space left",           "File too large",      "Disk quota",
        "Could not write",         "Could not fsync",     "Failed to write",
        "Could not truncate",      "Out of Memory Error", "Read-only file system",
        "Could not set lock",      "INTERNAL Error",      "FATAL Error",
        "Cannot create directory",
    };
    for (const std::string_view sign : trouble) {
        if (words.find(sign) != std::string_view::npos) {
            return true;
        }
    }
    return false;
}

std::string hint_for(std::string_view words) {
    if (words.find("No space left") != std::string_view::npos ||
        words.find("File too large") != std::string_view::npos ||
        words.find("Disk quota") != std::string_view::npos) {
        return "Free some space or write to another disk; nothing was replaced.";
    }
    if (words.find("Out of Memory Error") != std::string_view::npos) {
        return "Give it more memory, or a folder with free space for what does not fit.";
    }
    if (words.find("Could not set lock") != std::string_view::npos) {
        return "Another program has this database open: wait for it, or use a copy.";
    }
    if (words.find("No files found that match") != std::string_view::npos) {
        return "Check the path.";
    }
    return std::string(rest_of_paragraph(words));
}

} // namespace

void fail_with(const char* text, duckdb_error_type type) {
    const std::string_view words = text == nullptr ? "DuckDB gave no reason" : text;
    // "File https://... requires the extension httpfs to be loaded"
    if (words.find("requires the extension") != std::string_view::npos) {
        std::string_view file = words.substr(std::min(words.find("File ") + 5, words.size()));
        file = file.substr(0, file.find(" requires the extension"));
        throw SqlFailure(
            FailureKind::bad_input,
            fmt::format("{} is not a local file, and nothing here reads from the network", file),
            "Fetch it first and give the path of the local file.");
    }
    if (words.find("\"/dev/null/no-extensions") != std::string_view::npos ||
        words.find("create directory \"/dev/null\"") != std::string_view::npos) {
        throw SqlFailure(FailureKind::bad_input,
                         "DuckDB extensions are neither installed nor loaded here",
                         "Use what DuckDB has built in: CSV, Parquet, JSON.");
    }
    if (type == DUCKDB_ERROR_INTERRUPT || words.starts_with("INTERRUPT")) {
        throw SqlFailure(FailureKind::machine, "stopped while it was running");
    }
    throw SqlFailure(is_machine_trouble(words, type) ? FailureKind::machine
                                                     : FailureKind::bad_input,
                     std::string(first_line(words)), hint_for(words));
}

} // namespace tidewaiter::sql
