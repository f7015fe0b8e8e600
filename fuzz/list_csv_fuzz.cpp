// Any bytes as each of the comma-separated lists: read or refused, never a crash, and rows in are rows out and rejects.
#include "base/failure.hpp"
#include "lists/list_reader.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>

#include <sys/mman.h>
#include <unistd.h>

using namespace tidewaiter;

namespace {

class Counting final : public lists::EntitySink {
public:
    void add(entity::Entity entity) override {
        if (entity.target.value_or(false)) {
            ++parties;
        }
    }

    std::uint64_t parties = 0;
};

/// The readers take paths because they read twice; a file in memory has one.
class MemoryFile {
public:
    explicit MemoryFile(std::string_view bytes) : handle_(::memfd_create("list", 0)) {
        while (!bytes.empty()) {
            const ssize_t done = ::write(handle_, bytes.data(), bytes.size());
            if (done <= 0) {
                break;
            }
            bytes.remove_prefix(static_cast<std::size_t>(done));
        }
    }

    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    ~MemoryFile() { ::close(handle_); }

    std::string path() const { return "/proc/self/fd/" + std::to_string(handle_); }

private:
    int handle_;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 200'000) {
        return 0;
    }
    const MemoryFile file(std::string_view(reinterpret_cast<const char*>(data), size));
    for (const char* name : {"ofac-csv", "us-csl-csv", "user-csv"}) {
        Counting sink;
        base::RejectList rejects(10);
        lists::ReadOptions options{.as_of = "2026-01-01"};
        options.limits.text_bytes = 10'000;
        try {
            const auto version = lists::find_format(name)->read({file.path()}, options, sink, rejects);
            if (version.entities != sink.parties || version.entities > version.records) {
                std::abort(); // parties out of nowhere, or uncounted
            }
        } catch (const base::Failure&) {
        }
    }
    try {
        Counting sink;
        base::RejectList rejects(10);
        (void)lists::describe_unrecognised(file.path());
        (void)lists::load_list({file.path()}, {}, sink, rejects);
    } catch (const base::Failure&) {
    }
    return 0;
}
