// Many small records under the ids of a file, in one block of memory: what a format that refers by
// number makes its reader keep.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::lists {

/// One field of a record: a letter that says what it is, and its text.
struct PackedField {
    char tag = 0;
    std::string_view text;
};

/// Writes a record: tagged texts one after the other.
class PackedRecord {
public:
    /// Empty text is left out unless `even_empty`, for a field whose presence begins a group.
    void add(char tag, std::string_view text, bool even_empty = false);

    std::string_view bytes() const { return bytes_; }

    void clear() { bytes_.clear(); }

private:
    std::string bytes_;
};

/// Reads a record.
class PackedFields {
public:
    explicit PackedFields(std::string_view bytes) : rest_(bytes) {}

    /// The next field; nullopt at the end.
    std::optional<PackedField> next();
    /// The first text of a tag; empty when there is none.
    static std::string_view find(std::string_view bytes, char tag);

private:
    std::string_view rest_;
};

/// Records by key; a key may have several, which keep their order.
/// Memory: the bytes of the records and 24 more for each; above `most` bytes in all a Failure.
class PackedTable {
public:
    /// In: what is kept, for the message ("the locations of the file")
    explicit PackedTable(std::string what, std::uint64_t most = std::uint64_t{1} << 28U);

    /// Errors: Failure(bad_input) over the limit.
    void add(std::string_view key, const PackedRecord& record);
    /// Orders what was added; before the first find.
    void close();
    /// Out: the records of a key in the order of adding; views live as long as the table.
    std::vector<std::string_view> find(std::string_view key) const;
    /// The first record of a key; nullopt when it has none.
    std::optional<std::string_view> find_first(std::string_view key) const;

    std::uint64_t size() const { return places_.size(); }

    /// Calls use(key number, record) for each record, by key. See key_of.
    template <class Use>
    void for_each(Use use) const {
        for (const Place& place : places_) {
            use(place.key, view(place));
        }
    }

    /// Ids are numbers in all files seen; other text goes by its hash.
    static std::uint64_t key_of(std::string_view key);

private:
    struct Place {
        std::uint64_t key = 0;
        std::uint64_t at = 0;
        std::uint32_t size = 0;
    };

    std::string_view view(const Place& place) const {
        return std::string_view(bytes_).substr(place.at, place.size);
    }

    std::string what_;
    std::uint64_t most_;
    std::string bytes_;
    std::vector<Place> places_;
};

} // namespace tidewaiter::lists
