// The catalogue file: every key checked, every mistake named with its line.
#include "lists/catalogue.hpp"

#include "base/embedded.hpp"
#include "base/failure.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

TIDEWAITER_EMBEDDED(catalogue_toml);

namespace tidewaiter::lists {

using base::Failure;
using base::FailureKind;

namespace {

constexpr std::array<std::string_view, 13> known_keys{
    "id",      "title", "publisher", "licence", "format", "urls",    "files",
    "content", "token", "root",      "least",   "index",  "optional"};

/// One [[list]] table; remembers where it stands for messages.
class EntryReader {
public:
    EntryReader(const std::string& name, const toml::table& table) : name_(name), table_(table) {}

    CatalogueEntry read() {
        for (const auto& [key, value] : table_) {
            if (std::ranges::find(known_keys, key.str()) == known_keys.end()) {
                fail(value, fmt::format("'{}' is no key of a list", key.str()),
                     "Keys: id, title, publisher, licence, format, urls, files, content, token, "
                     "root, least, index, optional.");
            }
        }
        CatalogueEntry entry;
        entry.list = text("id");
        entry.title = text("title");
        entry.publisher = text("publisher");
        entry.licence = text("licence");
        entry.format = text("format");
        entry.urls = texts("urls");
        entry.files = texts("files");
        entry.content = text("content");
        entry.token = text("token");
        entry.root = text("root");
        entry.index = text("index");
        entry.least = number("least");
        entry.optional = truth("optional");
        check(entry);
        return entry;
    }

    [[noreturn]] void fail(const toml::node& at, const std::string& message,
                           const std::string& hint = {}) const {
        throw Failure(FailureKind::bad_input,
                      fmt::format("{}, line {}: {}", name_, at.source().begin.line, message), hint);
    }

private:
    const toml::node& at(std::string_view key) const {
        const toml::node* node = table_.get(key);
        return node != nullptr ? *node : static_cast<const toml::node&>(table_);
    }

    template <class T>
    T scalar(std::string_view key, std::string_view kind) const {
        const toml::node* node = table_.get(key);
        if (node == nullptr) {
            return T{};
        }
        const auto value = node->value_exact<T>();
        if (!value) {
            fail(*node, fmt::format("{} must be {}", key, kind));
        }
        return *value;
    }

    std::string text(std::string_view key) const {
        return scalar<std::string>(key, "text in quotes");
    }

    bool truth(std::string_view key) const { return scalar<bool>(key, "true or false"); }

    std::uint64_t number(std::string_view key) const {
        const auto value = scalar<std::int64_t>(key, "a whole number");
        if (value < 0) {
            fail(at(key), fmt::format("{} must not be negative", key));
        }
        return static_cast<std::uint64_t>(value);
    }

    std::vector<std::string> texts(std::string_view key) const {
        std::vector<std::string> all;
        const toml::node* node = table_.get(key);
        if (node == nullptr) {
            return all;
        }
        const toml::array* list = node->as_array();
        if (list == nullptr) {
            fail(*node, fmt::format("{} must be a list of texts", key));
        }
        for (const toml::node& item : *list) {
            const auto value = item.value_exact<std::string>();
            if (!value) {
                fail(item, fmt::format("{} must be a list of texts", key));
            }
            all.push_back(*value);
        }
        return all;
    }

    void check(const CatalogueEntry& entry) const {
        constexpr std::string_view id_letters = "abcdefghijklmnopqrstuvwxyz0123456789_-";
        if (entry.list.empty() || entry.list.find_first_not_of(id_letters) != std::string::npos) {
            fail(at("id"), fmt::format("'{}' is no id of a list", entry.list),
                 "An id has small letters, digits, - and _; it names a folder.");
        }
        if (find_format(entry.format) == nullptr) {
            std::string formats;
            for (const ListFormat& format : all_formats()) {
                formats += (formats.empty() ? "" : ", ") + std::string(format.name);
            }
            fail(at("format"), fmt::format("'{}' is no format of a list", entry.format),
                 fmt::format("Formats: {}.", formats));
        }
        if (entry.urls.empty()) {
            fail(at("urls"), fmt::format("list {} has no urls", entry.list));
        }
        for (const std::string& url : entry.urls) {
            if (!url.starts_with("https://") && !url.starts_with("http://")) {
                fail(at("urls"), fmt::format("'{}' is no address", url),
                     "An address starts with https:// or http://.");
            }
            if (url.find("{token}") != std::string::npos && entry.token.empty()) {
                fail(at("urls"),
                     fmt::format(
                         "'{}' wants a token, and no environment variable is named in token", url));
            }
        }
        if (!entry.index.empty() && (entry.format != "ftm-json" || entry.urls.size() != 1 ||
                                     !entry.index.starts_with("http"))) {
            fail(at("index"), fmt::format("list {} cannot be brought up to date by an index", entry.list),
                 "index is the address of an OpenSanctions index.json, for a list of one file in the "
                 "format ftm-json.");
        }
        if (entry.files.size() != entry.urls.size()) {
            fail(at("files"),
                 fmt::format("list {} has {} urls and {} files", entry.list, entry.urls.size(),
                             entry.files.size()),
                 "Give one file name for each address.");
        }
        const std::set<std::string> names(entry.files.begin(), entry.files.end());
        for (const std::string& file : entry.files) {
            const bool odd = std::ranges::any_of(file, [](char c) {
                return c == '/' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
            });
            if (file.empty() || file.starts_with('.') || odd ||
                names.size() != entry.files.size()) {
                fail(at("files"), fmt::format("'{}' cannot be the name of a file here", file),
                     "Names differ, start with no dot and hold no slash.");
            }
        }
    }

    const std::string& name_;
    const toml::table& table_;
};

std::vector<CatalogueEntry> parse(const std::string& name, std::string_view text) {
    toml::table document;
    try {
        document = toml::parse(text, name);
    } catch (const toml::parse_error& problem) {
        throw Failure(FailureKind::bad_input,
                      fmt::format("{}, line {}: {}", name, problem.source().begin.line,
                                  problem.description()),
                      "The file is TOML: [[list]] and lines of key = value.");
    }
    const toml::array* lists = document["list"].as_array();
    if (lists == nullptr || lists->empty()) {
        throw Failure(FailureKind::bad_input, fmt::format("{} holds no [[list]]", name),
                      "docs/lists.md shows one.");
    }
    std::vector<CatalogueEntry> entries;
    for (const toml::node& node : *lists) {
        const toml::table* table = node.as_table();
        if (table == nullptr) {
            throw Failure(
                FailureKind::bad_input,
                fmt::format("{}, line {}: a list is no table", name, node.source().begin.line),
                "Write [[list]] and its keys on lines of their own.");
        }
        EntryReader reader(name, *table);
        CatalogueEntry entry = reader.read();
        if (std::ranges::find(entries, entry.list, &CatalogueEntry::list) != entries.end()) {
            reader.fail(*table, fmt::format("list {} is there twice", entry.list));
        }
        entries.push_back(std::move(entry));
    }
    return entries;
}

} // namespace

std::vector<CatalogueEntry> load_catalogue(const std::string& path) {
    constexpr std::uint64_t largest = 10'000'000; // ours has 3 kB
    return parse(path, base::load_file(path, largest));
}

std::vector<CatalogueEntry> default_catalogue() {
    return parse("catalogue.toml", embedded_catalogue_toml());
}

} // namespace tidewaiter::lists
