#include "lists/judge_list.hpp"

#include "lists/file_head.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace tidewaiter::lists {

using base::Error;

namespace {

constexpr const char* look_in_browser =
    "Look at the address in a browser, and correct it in the catalogue (docs/lists.md).";

class NoSink final : public EntitySink {
public:
    void add(entity::Entity) override {}
};

std::string name_of(const std::string& path) {
    return std::filesystem::path(path).filename().string();
}

/// In whole numbers, so that 900 of 1,000 still pass and 899 do not.
bool is_shrunk(std::uint64_t now, std::uint64_t then) {
    return now * 10 < then * 9;
}

} // namespace

base::Result<ListVersion> examine_list(const ListFiles& files, const CatalogueEntry& entry,
                                       const std::string& format) {
    for (const std::string& path : files) {
        if (std::filesystem::file_size(path) == 0) {
            return base::error(fmt::format("{} came empty", name_of(path)),
                               "Try again; if it stays so, ask the publisher.");
        }
    }
    const std::string& primary = files.front();
    const ListFormat* found = find_format_of_file(primary);
    if (found == nullptr || found->name != format) {
        return base::error(fmt::format("{} should be {}, but is {}", name_of(primary), format,
                                       found == nullptr ? describe_unrecognised(primary)
                                                        : std::string(found->name)),
                           look_in_browser);
    }
    const bool has_root =
        entry.root.empty() || load_head(primary).find(entry.root) != std::string::npos;
    if (format == entry.format && !has_root) {
        return base::error(fmt::format("{} does not begin with '{}', as this list does",
                                       name_of(primary), entry.root),
                           look_in_browser);
    }
    NoSink sink;
    base::RejectList rejects(1);
    return load_list(files, {}, sink, rejects);
}

std::optional<Error> check_plausible(const ListVersion& now, const ListVersion& before,
                                     const CatalogueEntry& entry, bool may_shrink) {
    const std::string& expected = entry.content.empty() ? entry.list : entry.content;
    if (now.list != expected) {
        return Error{fmt::format("what came is the list {}, not {}", now.list, expected),
                     "Correct the address, or the key content, in the catalogue (docs/lists.md)."};
    }
    if (now.entities < entry.least) {
        return Error{fmt::format("only {} parties came, and this list never has fewer than {}",
                                 now.entities, entry.least),
                     "Look at what the publisher says; if it is right, lower least in the "
                     "catalogue (docs/lists.md)."};
    }
    const std::string hint = fmt::format(
        "If the publisher has really removed so many, run again with --accept-shrunk {}.",
        entry.list);
    if (is_shrunk(now.entities, before.entities) && !may_shrink) {
        return Error{
            fmt::format("it has shrunk from {} to {} parties", before.entities, now.entities),
            hint};
    }
    if (is_shrunk(now.names, before.names) && !may_shrink) {
        return Error{fmt::format("it has shrunk from {} to {} names", before.names, now.names),
                     hint};
    }
    return std::nullopt;
}

} // namespace tidewaiter::lists
