// Where tests find files: their own fixtures, the real data beside the project, and folders that go away.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace tidewaiter::test {

/// tests/<relative>
inline std::string fixture(std::string_view relative) { return std::string(TIDEWAITER_SOURCE "/tests/") + std::string(relative); }

/// data/<relative>
inline std::string bundled(std::string_view relative) { return std::string(TIDEWAITER_SOURCE "/data/") + std::string(relative); }

/// shared/data/<relative>, or empty when the real data is not here. Tests then skip:
///   const std::string path = shared_data("lists/un/..."); if (path.empty()) GTEST_SKIP() << no_shared_data;
inline std::string shared_data(std::string_view relative) {
    const char* set = std::getenv("TIDEWAITER_SHARED");
    const std::filesystem::path root = set != nullptr ? set : TIDEWAITER_SOURCE "/../shared";
    const std::filesystem::path path = root / "data" / relative;
    return std::filesystem::exists(path) ? path.string() : std::string();
}

inline constexpr std::string_view no_shared_data = "the real lists and trade data are not beside the project";

/// A folder of its own, removed at the end.
class ScratchFolder {
public:
    ScratchFolder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "tidewaiter-test-XXXXXX").string();
        path_ = ::mkdtemp(pattern.data());
    }

    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    ~ScratchFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    std::string path(std::string_view name) const { return (path_ / name).string(); }

    std::string write(std::string_view name, std::string_view bytes) const {
        const std::string file = path(name);
        std::filesystem::create_directories(std::filesystem::path(file).parent_path());
        std::ofstream(file, std::ios::binary) << bytes;
        return file;
    }

    /// The same, with the day on which the file was last changed (UTC), for formats that state no date of their own.
    std::string write_on(std::chrono::sys_days day, std::string_view name, std::string_view bytes) const {
        const std::string file = write(name, bytes);
        std::filesystem::last_write_time(file, std::chrono::file_clock::from_sys(std::chrono::sys_seconds{day}));
        return file;
    }

private:
    std::filesystem::path path_;
};

inline std::string read_file(const std::string& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

} // namespace tidewaiter::test
