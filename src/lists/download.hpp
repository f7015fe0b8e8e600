// One file over http or https, with bounds on time, size and redirects; the only file pair that
// knows libcurl.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace tidewaiter::lists {

struct DownloadRequest {
    std::string url;
    std::string shown_url;     ///< for messages: without a secret token
    std::string into;          ///< path of the file to write; overwritten
    std::string etag;          ///< of the copy in force, or empty
    std::string last_modified; ///< of the copy in force, or empty
    unsigned timeout_seconds = 300;
    std::uint64_t largest_bytes = std::uint64_t{4} << 30U;
    std::function<bool(std::uint64_t bytes, std::uint64_t total)> progress;
};

struct Download {
    enum class Outcome {
        fetched,   ///< HTTP 200, whole
        unchanged, ///< HTTP 304
        refused,   ///< larger than allowed
        failed,    ///< network, server or disk
        stopped,   ///< progress said so
    } outcome = Outcome::failed;
    std::string message; ///< for refused and failed: what is wrong
    std::string hint;    ///< what to do
    bool worth_retrying = false;
    std::string etag;
    std::string last_modified;
    std::uint64_t bytes = 0;
};

/// Follows up to five redirects, never from https to http; the file gets the server's Last-Modified
/// as its time. Errors: none; all in the result.
Download download(const DownloadRequest& request);

} // namespace tidewaiter::lists
