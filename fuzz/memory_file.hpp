// Bytes as a file with a path, for readers that take paths; nothing touches the disk.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include <sys/mman.h>
#include <unistd.h>

class MemoryFile {
public:
    MemoryFile(const std::uint8_t* data, std::size_t size) : handle_(::memfd_create("fuzz", 0)) {
        if (handle_ < 0 || ::write(handle_, data, size) != static_cast<ssize_t>(size)) {
            std::abort();
        }
    }

    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    ~MemoryFile() { ::close(handle_); }

    std::string path() const { return "/proc/self/fd/" + std::to_string(handle_); }

private:
    int handle_;
};
