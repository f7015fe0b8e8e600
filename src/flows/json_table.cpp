// JSON documents of statistics as rows of text. The document is parsed whole: the interfaces that give them stop at some
// hundred thousand rows.
#include "flows/raw_readers.hpp"

#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/utf8.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <map>
#include <optional>

namespace tidewaiter::flows {

namespace {

using base::Failure;
using base::FailureKind;
namespace dom = simdjson::dom;

std::string text_of(const dom::element& value) {
    std::string_view text;
    std::int64_t whole = 0;
    std::uint64_t large = 0;
    double number = 0;
    bool truth = false;
    if (value.get(text) == simdjson::SUCCESS) {
        return std::string(text);
    }
    if (value.get(whole) == simdjson::SUCCESS) {
        return std::to_string(whole);
    }
    if (value.get(large) == simdjson::SUCCESS) {
        return std::to_string(large);
    }
    if (value.get(number) == simdjson::SUCCESS) {
        return fmt::format("{}", number);
    }
    if (value.get(truth) == simdjson::SUCCESS) {
        return truth ? "true" : "false";
    }
    return value.is_null() ? std::string() : simdjson::minify(value);
}

/// FollowTheMoney keeps a list of values in each property.
std::string joined(const dom::element& value) {
    dom::array items;
    if (value.get(items) != simdjson::SUCCESS) {
        return text_of(value);
    }
    std::string text;
    for (const dom::element item : items) {
        text += text.empty() ? "" : "; ";
        text += text_of(item);
    }
    return text;
}

class Rows {
public:
    explicit Rows(const RawLimits& limits, std::string path) : limits_(limits), path_(std::move(path)) {}

    void add_object(const dom::object& object) {
        table_.rows.emplace_back(table_.columns.size());
        for (const auto member : object) {
            dom::object properties;
            if (member.key == "properties" && member.value.get(properties) == simdjson::SUCCESS) {
                for (const auto property : properties) {
                    put(property.key, joined(property.value));
                }
            } else {
                put(member.key, text_of(member.value));
            }
        }
    }

    /// The first array names the columns.
    void add_array(const dom::array& cells) {
        std::vector<std::string> row;
        for (const dom::element cell : cells) {
            row.push_back(text_of(cell));
        }
        if (table_.columns.empty()) {
            table_.columns = std::move(row);
            return;
        }
        if (row.size() != table_.columns.size()) {
            throw Failure(FailureKind::bad_input, fmt::format("{}: row {} has {} cells, the first names {} columns", path_, table_.rows.size() + 1, row.size(),
                                                              table_.columns.size()),
                          "Download it again; nothing was loaded.");
        }
        table_.rows.push_back(std::move(row));
    }

    bool add(const dom::element& element) {
        if (dom::object object; element.get(object) == simdjson::SUCCESS) {
            add_object(object);
            return true;
        }
        if (dom::array array; element.get(array) == simdjson::SUCCESS) {
            add_array(array);
            return true;
        }
        return false;
    }

    RawTable take() {
        for (auto& row : table_.rows) {
            row.resize(table_.columns.size());
        }
        return std::move(table_);
    }

private:
    void put(std::string_view key, std::string value) {
        const auto [place, is_new] = index_.try_emplace(std::string(key), table_.columns.size());
        if (is_new) {
            table_.columns.emplace_back(key);
            if (table_.columns.size() > limits_.columns) {
                throw Failure(FailureKind::bad_input, fmt::format("{} has more than {} columns", path_, limits_.columns), "It is no table of trade.");
            }
        }
        auto& row = table_.rows.back();
        row.resize(std::max(row.size(), place->second + 1));
        row[place->second] = std::move(value);
    }

    const RawLimits& limits_;
    std::string path_;
    RawTable table_;
    std::map<std::string, std::size_t> index_;
};

/// The array of rows in a document: itself, or its first member that is an array of objects.
std::optional<dom::array> find_rows(const dom::element& document) {
    dom::array rows;
    if (document.get(rows) == simdjson::SUCCESS) {
        return rows;
    }
    dom::object object;
    if (document.get(object) != simdjson::SUCCESS) {
        return std::nullopt;
    }
    for (const auto member : object) {
        if (member.value.get(rows) == simdjson::SUCCESS && rows.size() > 0 && (*rows.begin()).is_object()) {
            return rows;
        }
    }
    return std::nullopt;
}

} // namespace

RawTable load_json_table(const std::string& path, const RawLimits& limits) {
    const std::string text = base::load_file(path, limits.json_bytes);
    dom::parser parser;
    Rows rows(limits, path);
    dom::element document;
    const auto problem = parser.parse(text).get(document);
    if (problem == simdjson::SUCCESS) {
        if (const auto found = find_rows(document)) {
            for (const dom::element element : *found) {
                if (!rows.add(element)) {
                    throw Failure(FailureKind::bad_input, fmt::format("{}: a row is neither an object nor an array", path), "It is no table of trade.");
                }
            }
        } else if (!rows.add(document)) {
            throw Failure(FailureKind::bad_input, fmt::format("{} holds no rows", path), "A document with an array of objects is read.");
        }
    } else {
        // One document a line.
        std::string_view rest = text;
        for (std::size_t line = 1; !rest.empty(); ++line) {
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            const std::string_view one = base::trim(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
            if (one.empty()) {
                continue;
            }
            dom::element value;
            const auto bad = parser.parse(one.data(), one.size()).get(value);
            if (bad != simdjson::SUCCESS || !rows.add(value)) {
                throw Failure(FailureKind::bad_input, fmt::format("{}: line {} is no JSON: {}", path, line, simdjson::error_message(bad)),
                              "Nothing was loaded: mend the line, or download the file again.");
            }
        }
    }
    RawTable table = rows.take();
    if (table.rows.empty()) {
        throw Failure(FailureKind::bad_input, fmt::format("{} holds no rows", path), "A document with an array of objects is read.");
    }
    return table;
}

} // namespace tidewaiter::flows
