#include "lists/file_head.hpp"

#include "base/csv.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"

namespace tidewaiter::lists {

std::string load_head(const std::string& path) {
    const auto source = base::open_source(path);
    std::string head(head_bytes, '\0');
    std::size_t size = 0;
    while (size < head.size()) {
        const std::size_t got = source->read(head.data() + size, head.size() - size);
        if (got == 0) {
            break;
        }
        size += got;
    }
    head.resize(size);
    return head;
}

std::string_view without_mark(std::string_view head) {
    return head.starts_with("\xef\xbb\xbf") ? head.substr(3) : head;
}

std::vector<std::vector<std::string>> first_records(std::string_view head, char separator, std::size_t most) {
    // The last line of a full head is cut; a file shorter than the head ends where it ends.
    if (head.size() >= head_bytes) {
        head = head.substr(0, head.find_last_of("\r\n") + 1);
    }
    std::vector<std::vector<std::string>> records;
    const auto source = base::open_memory("head", std::string(head));
    base::CsvReader reader(*source, base::CsvDialect{.separator = separator});
    base::CsvRecord record;
    try {
        while (records.size() < most && reader.next(record)) {
            if (!record.problem.empty()) {
                break;
            }
            records.emplace_back(record.fields.begin(), record.fields.end());
        }
    } catch (const base::Failure&) {
        // A quote that is open at the end of the head: what came before it still tells the format.
    }
    return records;
}

} // namespace tidewaiter::lists
