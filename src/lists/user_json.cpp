// A user's own list as JSON lines: one flat object a party, its members named as the columns of a table would be.
#include "base/failure.hpp"
#include "base/utf8.hpp"
#include "lists/formats.hpp"
#include "lists/json_lines.hpp"
#include "lists/user_party.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <set>

namespace tidewaiter::lists {

namespace {

using base::Failure;
using base::FailureKind;

namespace dom = simdjson::dom;

/// A first line {"name": ...} without FollowTheMoney's properties.
int recognise(std::string_view head) {
    head = base::trim(head);
    const std::string_view first = head.substr(0, head.find('\n'));
    dom::parser parser;
    dom::object object;
    if (!first.starts_with('{') || parser.parse(first.data(), first.size()).get(object) != simdjson::SUCCESS) {
        return 0;
    }
    bool named = false;
    for (const auto [key, value] : object) {
        const std::string_view field = usual_field(key);
        named = named || field == "name" || field == "lastName";
        if (key == "properties" || value.is_object()) {
            return 0;
        }
    }
    return named ? 20 : 0;
}

/// Text of a value that is no list: numbers and truth values as they are written.
std::string text_of(const dom::element& value) {
    std::string_view text;
    if (value.get(text) == simdjson::SUCCESS) {
        return std::string(text);
    }
    return value.is_null() ? std::string() : simdjson::minify(value);
}

class JsonList {
public:
    JsonList(const std::string& path, const ReadOptions& options, UserList& list) : path_(path), options_(options), list_(list) {}

    /// In: use gets each object that names somebody. Out: records.
    std::uint64_t for_each(base::RejectSink& rejects, ListVersion& version, const std::function<void(const UserRow&)>& use) {
        const auto source = base::open_source(path_);
        JsonLineReader lines(*source, options_.limits.record_bytes);
        std::uint64_t records = 0;
        for (JsonLine line; lines.next(line);) {
            if (base::trim(line.text).empty()) {
                ++version.layout;
                continue;
            }
            ++records;
            if (const std::string problem = take(line, use); !problem.empty()) {
                ++version.rejects;
                rejects.add({.source = path_,
                             .row = line.number,
                             .text = base::to_valid_utf8(base::utf8_prefix(line.text, 200)),
                             .reason = problem,
                             .hint = "Each line is one JSON object with a name; docs/formats/user-list.md."});
            }
        }
        return records;
    }

    void remark_unread() {
        std::string unread;
        for (const std::string& key : unread_) {
            unread += (unread.empty() ? "" : ", ") + key;
        }
        if (!unread.empty()) {
            list_.version().remarks.push_back(
                fmt::format("members that were not read: {} (a mapping can name them)", base::utf8_prefix(unread, 300)));
        }
    }

private:
    /// Out: what is wrong with the line, or nothing.
    std::string take(const JsonLine& line, const std::function<void(const UserRow&)>& use) {
        if (line.too_long) {
            return fmt::format("a line of more than {} bytes", options_.limits.record_bytes);
        }
        dom::object object;
        if (parser_.parse(line.text.data(), line.text.size()).get(object) != simdjson::SUCCESS) {
            return line.ended ? "no JSON object" : "no JSON object; the file may have been cut";
        }
        UserRow row;
        for (const auto [key, value] : object) {
            add(row, key, value);
        }
        if (row.name().empty()) {
            return "the object names nobody";
        }
        use(row);
        return {};
    }

    void add(UserRow& row, std::string_view key, const dom::element& value) {
        const std::vector<std::string> fields = fields_of(key);
        if (fields.empty() || value.is_object()) {
            constexpr std::size_t most_remarked = 50;
            if (unread_.size() < most_remarked) {
                unread_.insert(base::to_valid_utf8(key));
            }
            return;
        }
        for (const std::string& field : fields) {
            dom::array values;
            if (value.get(values) != simdjson::SUCCESS) {
                row.add(field, text_of(value), list_.mapping().value_separator);
                continue;
            }
            bool first = true;
            for (const dom::element each : values) {
                // Further names of a list are other names.
                row.add(field == "name" && !first ? "alias" : field, text_of(each), {});
                first = false;
            }
        }
    }

    std::vector<std::string> fields_of(std::string_view key) const {
        if (list_.mapping().columns.empty()) {
            const std::string_view field = usual_field(key);
            return field.empty() ? std::vector<std::string>() : std::vector<std::string>{std::string(field)};
        }
        std::vector<std::string> fields;
        for (const auto& [field, names] : list_.mapping().columns) {
            if (std::ranges::find(names, key) != names.end()) {
                fields.push_back(field);
            }
        }
        return fields;
    }

    const std::string& path_;
    const ReadOptions& options_;
    UserList& list_;
    dom::parser parser_;
    std::set<std::string> unread_;
};

ListVersion read(const ListFiles& files, const ReadOptions& options, EntitySink& sink, base::RejectSink& rejects) {
    const std::string& path = files.front();
    UserList list(path, options, find_user_mapping(path, options));
    JsonList lines(path, options, list);
    ListVersion unused;
    base::RejectList ignored(0);
    lines.for_each(ignored, unused, [&](const UserRow& row) { list.count(row); });
    list.end_counting();
    list.version().records = lines.for_each(rejects, list.version(), [&](const UserRow& row) { list.add(row, sink); });
    if (list.mapping().columns.empty()) {
        lines.remark_unread();
    }
    return list.finish();
}

} // namespace

const ListFormat user_json{"user-json", "user-json-1", "a list of your own: JSON lines, one flat object with a name a party", recognise, read};

} // namespace tidewaiter::lists
