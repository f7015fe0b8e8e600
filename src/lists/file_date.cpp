#include "lists/file_date.hpp"

#include "entity/date.hpp"

#include <chrono>
#include <filesystem>

namespace tidewaiter::lists {

std::string file_date(const std::string& path, const std::string& as_of) {
    std::error_code error;
    const auto changed = std::filesystem::last_write_time(path, error);
    if (error) {
        return as_of;
    }
    const auto day = std::chrono::floor<std::chrono::days>(std::chrono::file_clock::to_sys(changed));
    return entity::to_iso(entity::from_serial(static_cast<int>(day.time_since_epoch().count())));
}

} // namespace tidewaiter::lists
