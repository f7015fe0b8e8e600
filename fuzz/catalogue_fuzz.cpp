// The catalogue of sources: no bytes crash its reader, and what it accepts names folders and files
// that stay in place.
#include "base/failure.hpp"
#include "lists/catalogue.hpp"
#include "memory_file.hpp"

using namespace tidewaiter;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 20'000) {
        return 0;
    }
    const MemoryFile file(data, size);
    try {
        for (const lists::CatalogueEntry& entry : lists::load_catalogue(file.path())) {
            const bool escapes =
                entry.list.empty() || entry.list.find_first_of("./\\") != std::string::npos;
            if (escapes || entry.urls.size() != entry.files.size() || entry.urls.empty()) {
                std::abort();
            }
            for (const std::string& name : entry.files) {
                if (name.empty() || name[0] == '.' || name.find('/') != std::string::npos) {
                    std::abort();
                }
            }
        }
    } catch (const base::Failure&) {
    }
    return 0;
}
