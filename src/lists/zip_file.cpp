#include "lists/zip_file.hpp"

#include "base/failure.hpp"

#include <fmt/format.h>
#include <zip.h>

#include <array>
#include <utility>

namespace tidewaiter::lists {

namespace {

using base::Failure;
using base::FailureKind;

constexpr std::string_view fetch_again = "Fetch the file again and compare its size with the publisher's.";

[[noreturn]] void refuse(const std::string& message, std::string_view hint = fetch_again) {
    throw Failure(FailureKind::bad_input, message, std::string(hint));
}

struct EntryCloser {
    void operator()(zip_file_t* entry) const { zip_fclose(entry); }
};

using Entry = std::unique_ptr<zip_file_t, EntryCloser>;

class EntrySource final : public base::ByteSource {
public:
    EntrySource(std::string name, Entry entry, std::uint64_t stored, std::uint64_t most)
        : name_(std::move(name)), entry_(std::move(entry)), stored_(stored), most_(most) {}

    std::size_t read(char* into, std::size_t size) override {
        const zip_int64_t got = zip_fread(entry_.get(), into, size);
        if (got < 0) {
            refuse(fmt::format("{} is damaged: {}", name_, zip_error_strerror(zip_file_get_error(entry_.get()))));
        }
        unpacked_ += static_cast<std::uint64_t>(got);
        if (unpacked_ > most_) { // the size in the directory can lie
            refuse(fmt::format("{} unpacks to more than {} bytes", name_, most_),
                   "No published list comes near this; do not use the file.");
        }
        return static_cast<std::size_t>(got);
    }

    const std::string& name() const override { return name_; }

    std::optional<std::uint64_t> stored_size() const override { return stored_; }

private:
    std::string name_;
    Entry entry_;
    std::uint64_t stored_;
    std::uint64_t most_;
    std::uint64_t unpacked_ = 0;
};

} // namespace

struct ZipFile::Handle {
    explicit Handle(zip_t* opened) : archive(opened) {}

    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;

    ~Handle() { zip_discard(archive); }

    zip_t* archive;
};

ZipFile::ZipFile(const std::string& path, const ZipLimits& limits)
    : path_(path), limits_(limits), bytes_(base::load_file(path, limits.stored_bytes)) {
    if (bytes_.empty()) {
        refuse(fmt::format("{} is empty", path));
    }
    if (!bytes_.starts_with("PK")) {
        refuse(fmt::format("{} is not a ZIP archive, which a spreadsheet is", path),
               "Give the XLSX or ODS file as its publisher offers it.");
    }
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* const source = zip_source_buffer_create(bytes_.data(), bytes_.size(), 0, &error);
    zip_t* const archive = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
    if (archive == nullptr) {
        const std::string why = zip_error_strerror(&error);
        zip_error_fini(&error);
        zip_source_free(source); // nullptr is fine
        refuse(fmt::format("{} is a damaged or cut ZIP archive: {}", path, why));
    }
    zip_error_fini(&error);
    handle_ = std::make_unique<Handle>(archive);
    const auto entries = static_cast<std::uint64_t>(zip_get_num_entries(archive, 0));
    if (entries > limits.entries) {
        refuse(fmt::format("{} holds {} entries, more than {}", path, entries, limits.entries),
               "No published list comes near this; do not use the file.");
    }
}

ZipFile::~ZipFile() = default;

bool ZipFile::has(const std::string& entry) const { return zip_name_locate(handle_->archive, entry.c_str(), 0) >= 0; }

std::unique_ptr<base::ByteSource> ZipFile::open(const std::string& entry) const {
    const std::string name = fmt::format("{} ({})", path_, entry);
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_stat(handle_->archive, entry.c_str(), 0, &stat) != 0) {
        refuse(fmt::format("{} has no part {}", path_, entry), "It is no whole spreadsheet; fetch it again.");
    }
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE) {
        refuse(fmt::format("{} is encrypted", name), "Open it with its password and save it without one.");
    }
    if (stat.size > limits_.unpacked_bytes) {
        refuse(fmt::format("{} unpacks to {} bytes, more than {}", name, stat.size, limits_.unpacked_bytes),
               "No published list comes near this; do not use the file.");
    }
    const std::uint64_t most = std::min(limits_.unpacked_bytes,
                                        std::max(limits_.ratio_from_bytes, stat.comp_size * limits_.ratio));
    Entry opened(zip_fopen(handle_->archive, entry.c_str(), 0));
    if (!opened) {
        refuse(fmt::format("{} cannot be unpacked: {}", name, zip_strerror(handle_->archive)));
    }
    return std::make_unique<EntrySource>(name, std::move(opened), stat.comp_size, most);
}

std::string ZipFile::load(const std::string& entry, std::size_t limit) const {
    const auto source = open(entry);
    std::string whole;
    std::array<char, 4096> block{};
    while (const std::size_t got = source->read(block.data(), block.size())) {
        whole.append(block.data(), got);
        if (whole.size() > limit) {
            refuse(fmt::format("{} is longer than {} bytes", source->name(), limit));
        }
    }
    return whole;
}

} // namespace tidewaiter::lists
