#include "index/file.hpp"

#include "base/failure.hpp"
#include "base/hash.hpp"
#include "index/index.hpp"
#include "index/keys.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

namespace tidewaiter::index {

static_assert(std::endian::native == std::endian::little, "the file's integers are little-endian");

namespace {

using base::Failure;
using base::FailureKind;

constexpr std::string_view build_again = "Build it again: tidewaiter build LIST... --output FILE";

std::uint64_t round_up(std::uint64_t value, std::uint64_t multiple) { return (value + multiple - 1) / multiple * multiple; }

template <class T>
std::string_view bytes_of(const T& value) {
    return {reinterpret_cast<const char*>(&value), sizeof(T)};
}

std::uint64_t header_hash(const Header& header) {
    return base::to_xxh3(bytes_of(header).substr(0, offsetof(Header, header_hash)));
}

} // namespace

void FileContent::set_bytes(Section section, std::string_view bytes, std::size_t element_bytes) {
    pieces_[section] = {std::string(bytes), element_bytes};
}

void FileContent::write(const std::filesystem::path& path, std::uint64_t content_hash, std::uint64_t parties,
                        std::uint64_t names) const {
    std::vector<SectionRecord> sections;
    std::string data;
    std::uint64_t size = 0;
    for (const auto& [section, piece] : pieces_) {
        size = round_up(size, 8);
        sections.push_back({section, static_cast<std::uint32_t>(piece.element_bytes), size, piece.bytes.size()});
        size += piece.bytes.size();
    }
    data.reserve(size);
    for (const auto& [section, piece] : pieces_) {
        data.resize(round_up(data.size(), 8), '\0');
        data += piece.bytes;
    }
    const std::uint64_t blocks = round_up(data.size(), block_bytes) / block_bytes;
    const std::uint64_t front = sizeof(Header) + sections.size() * sizeof(SectionRecord) + blocks * sizeof(std::uint64_t);
    const std::uint64_t data_offset = round_up(front, block_bytes);
    std::string directory;
    for (SectionRecord& section : sections) {
        section.offset += data_offset;
        directory += bytes_of(section);
    }
    for (std::uint64_t block = 0; block < blocks; ++block) {
        directory += bytes_of(base::to_xxh3(std::string_view(data).substr(block * block_bytes, block_bytes)));
    }
    directory.resize(data_offset - sizeof(Header), '\0');

    Header header{};
    std::ranges::copy(magic, header.magic.begin());
    header.version = format_version;
    header.header_bytes = sizeof(Header);
    header.file_bytes = data_offset + data.size();
    header.directory_bytes = directory.size();
    header.data_offset = data_offset;
    header.data_bytes = data.size();
    header.sections = static_cast<std::uint32_t>(sections.size());
    header.blocks = static_cast<std::uint32_t>(blocks);
    header.content_hash = content_hash;
    header.directory_hash = base::to_xxh3(directory);
    header.parties = parties;
    header.names = names;
    header.scoring = scoring_fingerprint();
    header.header_hash = header_hash(header);

    base::AtomicFile file(path);
    file.write(bytes_of(header));
    file.write(directory);
    file.write(data);
    file.commit();
}

FileView::FileView(const std::filesystem::path& path) : path_(path.string()), file_(path) {
    const std::string_view bytes = file_.bytes();
    if (bytes.size() < sizeof(Header) || !bytes.starts_with(magic)) {
        throw Failure(FailureKind::bad_input, fmt::format("{} is not a Tidewaiter index", path_), std::string(build_again));
    }
    std::memcpy(&header_, bytes.data(), sizeof(Header));
    // The version comes before the hash: a later layout may hash otherwise.
    if (header_.version != format_version) {
        throw Failure(FailureKind::bad_input,
                      fmt::format("{} has index format {}, this program reads format {}", path_, header_.version, format_version),
                      std::string(build_again));
    }
    if (header_.header_hash != header_hash(header_) || header_.header_bytes != sizeof(Header)) {
        damaged("its header does not have the checksum written with it");
    }
    if (header_.file_bytes != bytes.size()) {
        damaged(fmt::format("it has {} bytes where {} were written", bytes.size(), header_.file_bytes));
    }
    if (header_.scoring != scoring_fingerprint()) {
        throw Failure(FailureKind::bad_input, fmt::format("{} was built by a version that weighs names otherwise", path_),
                      std::string(build_again));
    }
    // The header is as written, so its sizes fit; what it says of the directory is checked all the same.
    const std::uint64_t listed = header_.sections * sizeof(SectionRecord) + header_.blocks * sizeof(std::uint64_t);
    if (header_.data_offset != sizeof(Header) + header_.directory_bytes || header_.data_offset + header_.data_bytes != bytes.size() ||
        listed > header_.directory_bytes || header_.blocks != round_up(header_.data_bytes, block_bytes) / block_bytes) {
        damaged("its header contradicts itself");
    }
    const std::string_view directory = bytes.substr(sizeof(Header), header_.directory_bytes);
    if (base::to_xxh3(directory) != header_.directory_hash) {
        damaged("its directory does not have the checksum written with it");
    }
    sections_.resize(header_.sections);
    std::memcpy(sections_.data(), directory.data(), sections_.size() * sizeof(SectionRecord));
    checksums_.resize(header_.blocks);
    std::memcpy(checksums_.data(), directory.data() + sections_.size() * sizeof(SectionRecord), checksums_.size() * sizeof(std::uint64_t));
    for (const SectionRecord& section : sections_) {
        if (section.offset < header_.data_offset || section.offset > bytes.size() || section.bytes > bytes.size() - section.offset ||
            section.offset % 8 != 0 || section.element_bytes == 0 || section.bytes % section.element_bytes != 0) {
            damaged("a section lies outside the file");
        }
    }
    checked_ = std::vector<std::atomic<std::uint64_t>>(header_.blocks / 64 + 1);
}

void FileView::damaged(const std::string& what) const {
    throw Failure(FailureKind::bad_input, fmt::format("{} is damaged: {}", path_, what), std::string(build_again));
}

const SectionRecord& FileView::record(Section section) const {
    const auto found = std::ranges::find(sections_, section, &SectionRecord::id);
    if (found == sections_.end()) {
        damaged(fmt::format("section {} is missing", static_cast<unsigned>(section)));
    }
    return *found;
}

std::string_view FileView::bytes(Section section, std::size_t element_bytes) const {
    const SectionRecord& found = record(section);
    if (found.element_bytes != element_bytes) {
        damaged(fmt::format("section {} has elements of {} bytes", static_cast<unsigned>(section), found.element_bytes));
    }
    check(found.offset, found.bytes);
    return file_.bytes().substr(found.offset, found.bytes);
}

std::string_view FileView::part(Section section, std::uint64_t offset, std::uint64_t size) const {
    const SectionRecord& found = record(section);
    if (offset > found.bytes || size > found.bytes - offset) {
        damaged(fmt::format("section {} is too short", static_cast<unsigned>(section)));
    }
    check(found.offset + offset, size);
    return file_.bytes().substr(found.offset + offset, size);
}

void FileView::check(std::uint64_t offset, std::uint64_t size) const {
    if (size == 0) {
        return;
    }
    const std::uint64_t first = (offset - header_.data_offset) / block_bytes;
    const std::uint64_t last = (offset + size - 1 - header_.data_offset) / block_bytes;
    for (std::uint64_t block = first; block <= last; ++block) {
        std::atomic<std::uint64_t>& word = checked_[block / 64];
        const std::uint64_t bit = std::uint64_t{1} << (block % 64);
        if ((word.load(std::memory_order_relaxed) & bit) != 0) {
            continue;
        }
        const std::uint64_t start = header_.data_offset + block * block_bytes;
        if (base::to_xxh3(file_.bytes().substr(start, block_bytes)) != checksums_[block]) {
            damaged(fmt::format("block {} of {} (bytes {} to {}) does not have the checksum written with it", block + 1, header_.blocks,
                                start, std::min<std::uint64_t>(start + block_bytes, file_.bytes().size()) - 1));
        }
        word.fetch_or(bit, std::memory_order_relaxed);
    }
}

void FileView::check_all() const { check(header_.data_offset, header_.data_bytes); }

} // namespace tidewaiter::index
