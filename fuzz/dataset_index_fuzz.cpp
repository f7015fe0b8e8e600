// Any bytes as OpenSanctions' index, list of versions and changes: read or refused; applied changes give as many entities as
// they say, and the same ones again from their own result.
#include "memory_file.hpp"

#include "base/failure.hpp"
#include "base/file.hpp"
#include "lists/delta.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

#include <unistd.h>

using namespace tidewaiter;

namespace {

void require(bool holds) {
    if (!holds) {
        std::abort();
    }
}

std::uint64_t lines_of(const std::string& path) {
    const std::string text = base::load_file(path);
    return static_cast<std::uint64_t>(std::ranges::count(text, '\n'));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::size_t largest = 50'000;
    if (size < 1 || size > largest) {
        return 0;
    }
    const MemoryFile file(data + 1, size - 1);
    try {
        if (data[0] % 3 == 0) {
            for (const auto& dataset : lists::load_opensanctions_index(file.path())) {
                require(!dataset.name.empty());
            }
        } else if (data[0] % 3 == 1) {
            const auto deltas = lists::load_delta_versions(file.path());
            if (!deltas.urls.empty()) {
                const auto plan = lists::to_update_plan(deltas.urls.begin()->first, deltas.urls.rbegin()->first, deltas);
                require(!plan.in_full && plan.versions.size() + 1 == deltas.urls.size());
            }
        } else {
            static const std::string folder = std::filesystem::temp_directory_path() / ("tidewaiter-fuzz-" + std::to_string(::getpid()));
            std::filesystem::create_directories(folder);
            constexpr std::string_view base_text = R"({"id":"a","schema":"Person","properties":{"name":["A"]}})"
                                                   "\n";
            const MemoryFile start(reinterpret_cast<const std::uint8_t*>(base_text.data()), base_text.size());
            const std::string once = folder + "/once";
            const auto counts = lists::apply_deltas(start.path(), {file.path()}, once, 10'000);
            require(counts.entities == lines_of(once));
            const auto again = lists::apply_deltas(once, {file.path()}, folder + "/again", 10'000);
            require(again.entities == counts.entities && again.added == 0);
            require(base::load_file(once) == base::load_file(folder + "/again"));
        }
    } catch (const base::Failure& failure) {
        require(failure.kind() == base::FailureKind::bad_input);
    }
    return 0;
}
