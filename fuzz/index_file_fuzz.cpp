// An index file that somebody changed: the input is a list of places and bytes to put there (4 bytes of place, 1 byte each), or
// starts with 'F' and is the file itself. It is refused with a message, or answers as the whole one does.
#include "index/index.hpp"

#include "base/failure.hpp"
#include "base/file.hpp"
#include "memory_file.hpp"

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>

#include <unistd.h>

using namespace tidewaiter;

namespace {

entity::Entity party(std::string_view id, std::string_view name) {
    entity::Entity made;
    made.id = id;
    made.schema = "Person";
    made.add("name", name);
    made.add("birthDate", "1961-02-03");
    made.add("passportNumber", "AB123456");
    return made;
}

std::string whole_file() {
    const std::string path = (std::filesystem::temp_directory_path() / ("tidewaiter-fuzz-" + std::to_string(::getpid()))).string();
    index::IndexBuilder builder;
    builder.add(party("a", "Made Up Person"));
    builder.add(party("b", "Another Madeup Person"));
    lists::ListVersion version;
    version.list = "fuzz";
    builder.end_list(version);
    builder.write(path);
    std::string bytes = base::load_file(path);
    std::filesystem::remove(path);
    return bytes;
}

std::string answers_of(const index::Index& index) {
    std::string text;
    const match::Prepared query = match::prepare(party("q", "Made Up Person"));
    for (const index::Hit& hit : index.search(query)) {
        text += std::to_string(hit.entity) + ' ' + std::to_string(hit.match.score) + ' ' + index.listed(hit.entity).entity.id + '\n';
    }
    return text;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const std::string whole = whole_file();
    static const std::string expected = [] {
        const MemoryFile file(reinterpret_cast<const std::uint8_t*>(whole.data()), whole.size());
        return answers_of(index::Index(file.path()));
    }();
    const bool is_file = size > 0 && data[0] == 'F';
    std::string bytes = is_file ? std::string(reinterpret_cast<const char*>(data) + 1, size - 1) : whole;
    for (std::size_t i = 0; !is_file && i + 5 <= size; i += 5) {
        std::uint32_t place = 0;
        std::memcpy(&place, data + i, sizeof(place));
        bytes[place % bytes.size()] = static_cast<char>(data[i + 4]);
    }
    try {
        const MemoryFile file(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
        const index::Index index(file.path());
        const std::string found = answers_of(index);
        if (!is_file && found != expected) {
            std::abort();
        }
    } catch (const base::Failure& failure) {
        if (failure.kind() != base::FailureKind::bad_input) {
            std::abort();
        }
    }
    return 0;
}
