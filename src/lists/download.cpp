#include "lists/download.hpp"

#include "base/utf8.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <memory>
#include <string_view>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tidewaiter::lists {

namespace {

constexpr long most_redirects = 5;
constexpr long connect_seconds = 30;
// A connection that brings less than this for a minute is dead, however long the whole file may
// take.
constexpr long slowest_bytes_per_second = 10;
constexpr long slow_seconds = 60;
constexpr std::string_view offline_hint =
    "Check the network; or fetch the file on another machine and give its folder with --from.";

void start_libcurl() {
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    static_cast<void>(started); // a failure shows in curl_easy_init
}

/// What the callbacks of libcurl work on.
struct Transfer {
    const DownloadRequest& request;
    Download& result;
    CURL* handle = nullptr;
    int file = -1;
    int disk_problem = 0;
    bool too_large = false;
    bool stopped = false;
    std::chrono::steady_clock::time_point last_progress{};
};

std::size_t take_body(char* bytes, std::size_t, std::size_t size, void* user) {
    auto& transfer = *static_cast<Transfer*>(user);
    long status = 0;
    curl_easy_getinfo(transfer.handle, CURLINFO_RESPONSE_CODE, &status);
    if (status != 200) {
        return size; // the page that comes with an error is not kept
    }
    transfer.result.bytes += size;
    if (transfer.result.bytes > transfer.request.largest_bytes) {
        transfer.too_large = true;
        return 0;
    }
    for (std::size_t done = 0; done < size;) {
        const ssize_t written = ::write(transfer.file, bytes + done, size - done);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0) {
            transfer.disk_problem = errno;
            return 0;
        }
        done += static_cast<std::size_t>(written);
    }
    return size;
}

bool starts_with_any_case(std::string_view text, std::string_view lower) {
    if (text.size() < lower.size()) {
        return false;
    }
    for (std::size_t i = 0; i < lower.size(); ++i) {
        const char c = text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] + 32) : text[i];
        if (c != lower[i]) {
            return false;
        }
    }
    return true;
}

std::size_t take_header(char* bytes, std::size_t, std::size_t size, void* user) {
    constexpr std::size_t longest =
        1'000; // a validator is short; a hostile one must not fill our records
    auto& transfer = *static_cast<Transfer*>(user);
    const std::string_view line(bytes, size);
    if (line.starts_with("HTTP/")) { // of the next response after a redirect
        transfer.result.etag.clear();
        transfer.result.last_modified.clear();
    }
    for (const auto& [name, into] :
         {std::pair(std::string_view("etag:"), &transfer.result.etag),
          std::pair(std::string_view("last-modified:"), &transfer.result.last_modified)}) {
        if (starts_with_any_case(line, name) && size < longest) {
            *into = base::to_valid_utf8(base::trim(line.substr(name.size())));
        }
    }
    return size;
}

int take_progress(void* user, curl_off_t total, curl_off_t now, curl_off_t, curl_off_t) {
    auto& transfer = *static_cast<Transfer*>(user);
    const auto time = std::chrono::steady_clock::now();
    if (!transfer.request.progress ||
        time - transfer.last_progress < std::chrono::milliseconds(500)) {
        return 0;
    }
    transfer.last_progress = time;
    transfer.stopped = !transfer.request.progress(static_cast<std::uint64_t>(now),
                                                  static_cast<std::uint64_t>(total));
    return transfer.stopped ? 1 : 0;
}

void fail_with(Download& result, std::string message, std::string_view hint) {
    result.message = std::move(message);
    result.hint = hint;
}

void fail_by_status(Download& result, long status, const std::string& url) {
    fail_with(
        result, fmt::format("the server answered HTTP {} to {}", status, url),
        status == 404 || status == 410 ? "The address may have moved: look at the publisher's page "
                                         "and correct it in the catalogue (docs/lists.md)."
        : status == 401 || status == 403 ? "The server refuses access: check the token or the "
                                           "address in the catalogue (docs/lists.md)."
        : status == 429 || status >= 500
            ? "That is the server's trouble: try again later."
            : "Look at the address in a browser, and correct it in the catalogue (docs/lists.md).");
    result.worth_retrying = status >= 500;
}

void fail_by_code(Download& result, CURLcode code, const char* detail, const std::string& url) {
    result.worth_retrying = true;
    switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
        fail_with(result,
                  fmt::format("{} did not arrive in time ({} bytes came)", url, result.bytes),
                  "Try again, or give more time with --timeout.");
        return;
    case CURLE_PARTIAL_FILE:
        fail_with(result, fmt::format("{} broke off after {} bytes", url, result.bytes),
                  "Try again.");
        return;
    case CURLE_TOO_MANY_REDIRECTS:
        fail_with(
            result, fmt::format("{} is passed on more than {} times", url, most_redirects),
            "Look at the address in a browser, and correct it in the catalogue (docs/lists.md).");
        result.worth_retrying = false;
        return;
    default:
        fail_with(result,
                  fmt::format("{} cannot be fetched: {}", url,
                              *detail != '\0' ? detail : curl_easy_strerror(code)),
                  offline_hint);
        result.worth_retrying = code != CURLE_URL_MALFORMAT && code != CURLE_UNSUPPORTED_PROTOCOL;
    }
}

void fail_by_disk(Download& result, const std::string& path, int code) {
    fail_with(result, fmt::format("cannot write {}: {}", path, std::strerror(code)),
              code == ENOSPC || code == EDQUOT ? "Free some space."
                                               : "Check the folder and its permissions.");
}

struct FreeHandle {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};

struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

/// A file handle that is closed at the end.
class OpenFile {
public:
    explicit OpenFile(const std::string& path)
        : handle_(::open(path.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0644)) {}

    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    ~OpenFile() {
        if (handle_ >= 0) {
            ::close(handle_);
        }
    }

    int handle() const { return handle_; }

private:
    int handle_;
};

/// Gives the file the day on which the server says it was made: the date of a list that does not
/// state its own.
void keep_file_time(CURL* handle, int file) {
    curl_off_t seconds = -1;
    curl_easy_getinfo(handle, CURLINFO_FILETIME_T, &seconds);
    if (seconds > 0) {
        const std::array<timespec, 2> times{timespec{.tv_sec = 0, .tv_nsec = UTIME_OMIT},
                                            timespec{.tv_sec = seconds, .tv_nsec = 0}};
        ::futimens(file, times.data());
    }
}

void set_options(CURL* handle, Transfer& transfer, const curl_slist* headers, char* detail) {
    const DownloadRequest& request = transfer.request;
    curl_easy_setopt(handle, CURLOPT_URL, request.url.c_str());
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(handle, CURLOPT_USERAGENT, "tidewaiter");
    curl_easy_setopt(handle, CURLOPT_ACCEPT_ENCODING, "gzip, deflate");
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS_STR,
                     request.url.starts_with("https://") ? "https" : "http,https");
    curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(handle, CURLOPT_MAXREDIRS, most_redirects);
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, connect_seconds);
    curl_easy_setopt(handle, CURLOPT_TIMEOUT, static_cast<long>(request.timeout_seconds));
    curl_easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT, slowest_bytes_per_second);
    curl_easy_setopt(handle, CURLOPT_LOW_SPEED_TIME, slow_seconds);
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_FILETIME, 1L);
    curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, detail);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &transfer);
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, &transfer);
    curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, take_progress);
    curl_easy_setopt(handle, CURLOPT_XFERINFODATA, &transfer);
    curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
}

} // namespace

Download download(const DownloadRequest& request) {
    start_libcurl();
    Download result;
    const OpenFile file(request.into);
    if (file.handle() < 0) {
        fail_by_disk(result, request.into, errno);
        return result;
    }
    const std::unique_ptr<CURL, FreeHandle> handle(curl_easy_init());
    if (!handle) {
        result.message = "libcurl cannot start";
        return result;
    }
    curl_slist* lines = nullptr;
    if (!request.etag.empty()) {
        lines = curl_slist_append(lines, fmt::format("If-None-Match: {}", request.etag).c_str());
    }
    if (!request.last_modified.empty()) {
        lines = curl_slist_append(
            lines, fmt::format("If-Modified-Since: {}", request.last_modified).c_str());
    }
    const std::unique_ptr<curl_slist, FreeList> headers(lines);
    Transfer transfer{
        .request = request, .result = result, .handle = handle.get(), .file = file.handle()};
    std::array<char, CURL_ERROR_SIZE> detail{};
    set_options(handle.get(), transfer, headers.get(), detail.data());
    const CURLcode code = curl_easy_perform(handle.get());
    long status = 0;
    curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);

    if (transfer.stopped) {
        result.outcome = Download::Outcome::stopped;
    } else if (transfer.too_large) {
        result.outcome = Download::Outcome::refused;
        fail_with(
            result,
            fmt::format("{} is larger than {} bytes", request.shown_url, request.largest_bytes),
            "No list is: look at the address in a browser, or allow more with --largest.");
    } else if (transfer.disk_problem != 0) {
        fail_by_disk(result, request.into, transfer.disk_problem);
    } else if (code != CURLE_OK) {
        fail_by_code(result, code, detail.data(), request.shown_url);
    } else if (status == 304 && lines != nullptr) {
        result.outcome = Download::Outcome::unchanged;
    } else if (status != 200) {
        fail_by_status(result, status, request.shown_url);
    } else if (::fsync(file.handle()) != 0) {
        fail_by_disk(result, request.into, errno);
    } else {
        result.outcome = Download::Outcome::fetched;
        keep_file_time(handle.get(), file.handle());
    }
    return result;
}

} // namespace tidewaiter::lists
