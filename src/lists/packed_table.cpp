#include "lists/packed_table.hpp"

#include "base/failure.hpp"
#include "base/hash.hpp"
#include "lists/ascii.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace tidewaiter::lists {

void PackedRecord::add(char tag, std::string_view text, bool even_empty) {
    if (text.empty() && !even_empty) {
        return;
    }
    bytes_ += tag;
    // A NUL ends the text: XML has none, and text cut at one is still that text's beginning.
    bytes_ += text.substr(0, text.find('\0'));
    bytes_ += '\0';
}

std::optional<PackedField> PackedFields::next() {
    if (rest_.empty()) {
        return std::nullopt;
    }
    const std::size_t end = std::min(rest_.find('\0'), rest_.size());
    const PackedField field{rest_.front(), rest_.substr(1, end - 1)};
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    return field;
}

std::string_view PackedFields::find(std::string_view bytes, char tag) {
    PackedFields fields(bytes);
    while (const auto field = fields.next()) {
        if (field->tag == tag) {
            return field->text;
        }
    }
    return {};
}

PackedTable::PackedTable(std::string what, std::uint64_t most)
    : what_(std::move(what)), most_(most) {}

std::uint64_t PackedTable::key_of(std::string_view key) {
    constexpr std::size_t longest_number = 18;
    if (!key.empty() && key.size() <= longest_number && std::ranges::all_of(key, is_digit)) {
        std::uint64_t number = 0;
        for (const char digit : key) {
            number = number * 10 + static_cast<std::uint64_t>(digit - '0');
        }
        return number;
    }
    return base::to_xxh3(key) | (std::uint64_t{1} << 63U); // apart from the numbers
}

void PackedTable::add(std::string_view key, const PackedRecord& record) {
    bytes_ += record.bytes();
    places_.push_back({key_of(key), bytes_.size() - record.bytes().size(),
                       static_cast<std::uint32_t>(record.bytes().size())});
    if (bytes_.size() + places_.size() * sizeof(Place) > most_) {
        throw base::Failure(base::FailureKind::bad_input,
                            fmt::format("{} are larger than {} bytes", what_, most_),
                            "No published list comes near this; look at the file.");
    }
}

void PackedTable::close() {
    std::ranges::stable_sort(places_, {}, &Place::key);
}

std::vector<std::string_view> PackedTable::find(std::string_view key) const {
    std::vector<std::string_view> records;
    for (const Place& place : std::ranges::equal_range(places_, key_of(key), {}, &Place::key)) {
        records.push_back(view(place));
    }
    return records;
}

std::optional<std::string_view> PackedTable::find_first(std::string_view key) const {
    const auto found = std::ranges::lower_bound(places_, key_of(key), {}, &Place::key);
    return found == places_.end() || found->key != key_of(key) ? std::nullopt
                                                               : std::optional(view(*found));
}

} // namespace tidewaiter::lists
