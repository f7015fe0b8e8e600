// The US Consolidated Screening List as JSON: consolidated.json with its `results`, and the short form with `entries` that
// name their texts by place in `tables`. A record becomes the row that the CSV would have.
#include "base/failure.hpp"
#include "base/utf8.hpp"
#include "entity/date.hpp"
#include "lists/ascii.hpp"
#include "lists/file_date.hpp"
#include "lists/formats.hpp"
#include "lists/json_members.hpp"
#include "lists/us_csl.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <array>
#include <functional>
#include <map>

namespace tidewaiter::lists {

namespace {

using namespace std::string_view_literals;
namespace dom = simdjson::dom;

class JsonRow final : public CslRow {
public:
    std::string_view of(std::string_view column) const override {
        const auto found = values_.find(column);
        return found == values_.end() ? std::string_view() : base::trim(found->second);
    }

    void put(std::string_view column, std::string text) {
        if (!text.empty()) {
            values_.insert_or_assign(std::string(column), std::move(text));
        }
    }

private:
    std::map<std::string, std::string, std::less<>> values_;
};

std::string to_text(const dom::element& value) {
    std::string_view text;
    if (value.get(text) == simdjson::SUCCESS) {
        return std::string(text);
    }
    bool truth = false;
    if (value.get(truth) == simdjson::SUCCESS) {
        return truth ? "Y" : "N"; // standard_order
    }
    return value.is_null() ? std::string() : simdjson::minify(value);
}

std::string join_members(const dom::object& object, std::initializer_list<std::string_view> keys) {
    std::string joined;
    for (const std::string_view key : keys) {
        dom::element value;
        if (object[key].get(value) == simdjson::SUCCESS) {
            if (const std::string text(base::trim(to_text(value))); !text.empty()) {
                joined += joined.empty() ? "" : ", ";
                joined += text;
            }
        }
    }
    return joined;
}

/// A list of texts, or of addresses and papers as objects, in the order in which the CSV writes their parts.
std::string join_list(std::string_view column, const dom::array& list) {
    std::string joined;
    for (const dom::element each : list) {
        dom::object object;
        std::string text;
        if (each.get(object) != simdjson::SUCCESS) {
            text = to_text(each);
        } else if (column == "addresses") {
            text = join_members(object, {"address", "city", "state", "postal_code", "country"});
        } else if (column == "ids") {
            text = join_members(object, {"country", "expiration_date", "issue_date", "number", "type"});
        } else {
            text = simdjson::minify(object);
        }
        if (!text.empty()) {
            joined += joined.empty() ? "" : "; ";
            joined += text;
        }
    }
    return joined;
}

std::string to_cell(std::string_view column, const dom::element& value) {
    dom::array list;
    return value.get(list) == simdjson::SUCCESS ? join_list(column, list) : to_text(value);
}

/// A key of the short form: which column it is, and which table its number points into.
struct ShortKey {
    std::string_view key;
    std::string_view column;
    std::string_view table;
};

constexpr std::array short_keys{ShortKey{"n", "name", ""},
                                ShortKey{"a", "alt_names", ""},
                                ShortKey{"s", "source", "sources"},
                                ShortKey{"t", "type", ""},
                                ShortKey{"c", "addresses", ""},
                                ShortKey{"e", "entity_number", ""},
                                ShortKey{"lr", "license_requirement", "licenceRequirements"},
                                ShortKey{"lp", "license_policy", "licencePolicies"},
                                ShortKey{"pg", "programs", "programmes"},
                                ShortKey{"fr", "federal_register_notice", ""},
                                ShortKey{"u", "source_list_url", "urls"}};

class CslJsonReader {
public:
    CslJsonReader(const std::string& path, const ReadOptions& options, base::RejectSink& rejects)
        : path_(path), options_(options), rejects_(rejects) {}

    /// One pass. Out: records seen.
    std::uint64_t read(const std::function<void(const CslRow&)>& use, RemarkTally& tally) {
        const auto source = base::open_source(path_);
        constexpr std::array streamed{"results"sv, "entries"sv};
        JsonMembers members(*source, streamed, options_.limits.record_bytes);
        std::uint64_t records = 0;
        for (JsonMember member; members.next(member);) {
            if (!member.is_element) {
                take_member(member);
                continue;
            }
            ++records;
            take_record(member, use, tally);
        }
        return records;
    }

    std::string made_at; ///< moment when the short form's source was made
    std::uint64_t declared = 0;

private:
    void take_member(const JsonMember& member) {
        if (member.name == "tables") {
            take_tables(member.text);
        } else if (member.name == "sourceGeneratedAt" && member.text.size() > 2) {
            made_at = member.text.substr(1, member.text.size() - 2);
        } else if ((member.name == "entryCount" || member.name == "total") && member.text.size() < 12 &&
                   member.text.find_first_not_of("0123456789") == std::string_view::npos) {
            declared = std::stoull(std::string(member.text));
        }
    }

    void take_tables(std::string_view text) {
        dom::object tables;
        if (parser_.parse(text.data(), text.size()).get(tables) != simdjson::SUCCESS) {
            throw base::Failure(base::FailureKind::bad_input, fmt::format("{}: the member 'tables' is no object", path_),
                                "Fetch the file again.");
        }
        for (const auto& [name, value] : tables) {
            dom::array texts;
            if (value.get(texts) == simdjson::SUCCESS) {
                auto& table = tables_[std::string(name)];
                table.clear();
                for (const dom::element each : texts) {
                    table.push_back(to_text(each));
                }
            }
        }
    }

    void take_record(const JsonMember& member, const std::function<void(const CslRow&)>& use, RemarkTally& tally) {
        dom::element root;
        dom::object record;
        if (const auto error = parser_.parse(member.text.data(), member.text.size()).get(root); error != simdjson::SUCCESS) {
            reject(member, fmt::format("no JSON: {}", simdjson::error_message(error)));
            return;
        }
        if (root.get(record) != simdjson::SUCCESS) {
            reject(member, "a record is an object");
            return;
        }
        JsonRow row;
        for (const auto& [key, value] : record) {
            if (member.name == "results") {
                row.put(key == "id" ? "_id"sv : key, to_cell(key, value));
            } else if (const std::string problem = put_short(row, key, value); problem == unknown_key) {
                tally.add("keys of the short form that are not known here", fmt::format("'{}' of entry {}", key, member.element));
            } else if (!problem.empty()) {
                reject(member, problem);
                return;
            }
        }
        if (row.of("name").empty()) {
            reject(member, "the record names nobody");
            return;
        }
        use(row);
    }

    static constexpr std::string_view unknown_key = "unknown";

    /// Out: what is wrong; empty when nothing is.
    std::string put_short(JsonRow& row, std::string_view key, const dom::element& value) const {
        for (const ShortKey& known : short_keys) {
            if (key != known.key) {
                continue;
            }
            if (known.table.empty()) {
                row.put(known.column, to_cell(known.column, value));
                return {};
            }
            std::uint64_t place = 0;
            const auto table = tables_.find(known.table);
            if (value.get(place) != simdjson::SUCCESS || table == tables_.end() || place >= table->second.size()) {
                return fmt::format("'{}' points to no text in the table '{}'", key, known.table);
            }
            row.put(known.column, table->second[place]);
            return {};
        }
        return std::string(unknown_key);
    }

    void reject(const JsonMember& member, std::string reason) {
        rejects_.add({.source = path_,
                      .row = member.element,
                      .text = base::to_valid_utf8(base::utf8_prefix(member.text, 200)),
                      .reason = std::move(reason),
                      .hint = "The rest of the list is read; fetch it again."});
    }

    std::string path_;
    const ReadOptions& options_; // the caller's, as the sink is
    base::RejectSink& rejects_;
    dom::parser parser_;
    std::map<std::string, std::vector<std::string>, std::less<>> tables_;
};

int recognise(std::string_view head) {
    if (head.starts_with("\xef\xbb\xbf")) {
        head.remove_prefix(3);
    }
    if (!base::trim(head).starts_with('{')) {
        return 0;
    }
    const bool whole = contains(head, "\"results\"") && contains(head, "\"source_list_url\"") && contains(head, "\"alt_names\"");
    const bool brief = contains(head, "\"fieldKey\"") && contains(head, "\"tables\"") && contains(head, "Consolidated Screening List");
    return whole || brief ? 96 : 0;
}

ListVersion read(const ListFiles& files, const ReadOptions& options, EntitySink& sink, base::RejectSink& rejects) {
    CslReader reader(options, sink);
    base::RejectList ignored(0);
    RemarkTally unused; // the second pass sees the same again
    CslJsonReader(files.front(), options, ignored).read([&](const CslRow& row) { reader.count(row); }, unused);
    reader.end_count();
    CslJsonReader second(files.front(), options, rejects);
    reader.version.records = second.read([&](const CslRow& row) { reader.read(row); }, reader.tally);
    reader.version.declared = second.declared;
    const auto date = entity::parse_date(second.made_at);
    reader.version.date = date ? date->to_text() : std::string();
    reader.version.version = second.made_at.empty() ? file_date(files.front(), options.as_of) : second.made_at;
    return reader.finish();
}

constexpr std::array<std::string_view, 5> marks{"results", "source_list_url", "alt_names", "programs", "addresses"};

} // namespace

const ListFormat us_csl_json{"us-csl-json", "us-csl-json-1",
                             "US Consolidated Screening List as JSON (consolidated.json, by documentation only; and the short form with tables)",
                             recognise, read, {ListMarks::Kind::json, {}, marks}};

} // namespace tidewaiter::lists
