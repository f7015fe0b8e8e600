#include "cli/lists_diff.hpp"

#include "base/failure.hpp"
#include "base/json_writer.hpp"
#include "cli/progress.hpp"
#include "lists/list_diff.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace tidewaiter::cli {

namespace {

using base::Failure;
using base::FailureKind;

constexpr std::string_view usage_hint =
    "Write 'tidewaiter lists diff BEFORE AFTER'. Each is a file, a folder, or the files of one list by commas: "
    "sdn.csv,add.csv,alt.csv.";

/// "sdn.csv,add.csv" -> both; a path that is there with its comma is one.
std::vector<std::string> split_paths(const std::string& argument) {
    if (std::filesystem::exists(argument)) {
        return {argument};
    }
    std::vector<std::string> paths;
    for (std::size_t at = 0; at <= argument.size();) {
        const std::size_t comma = std::min(argument.find(',', at), argument.size());
        if (comma > at) {
            paths.push_back(argument.substr(at, comma - at));
        }
        at = comma + 1;
    }
    return paths;
}

lists::ListFiles files_of(const std::string& argument, const std::string& mapping) {
    const auto groups = lists::group_files(split_paths(argument), mapping);
    if (groups.size() != 1) {
        throw Failure(FailureKind::usage, fmt::format("{} is {} lists, and one version of one list is compared", argument, groups.size()),
                      std::string(usage_hint));
    }
    return groups.front();
}

void write_parties(base::JsonWriter& json, std::string_view name, const std::vector<lists::PartyChange>& parties, bool fields) {
    json.key(name).begin_array();
    for (const lists::PartyChange& party : parties) {
        json.begin_object().member("id", party.id).member("schema", party.schema).member("caption", party.caption);
        if (fields) {
            json.key("fields").begin_array();
            for (const lists::FieldChange& change : party.fields) {
                json.begin_object().member("field", change.field);
                for (const auto& [side, values] : {std::pair{"removed", &change.removed}, std::pair{"added", &change.added}}) {
                    json.key(side).begin_array();
                    for (const std::string& value : *values) {
                        json.value(value);
                    }
                    json.end_array();
                }
                json.end_object();
            }
            json.end_array();
        }
        json.end_object();
    }
    json.end_array();
}

void write_side(base::JsonWriter& json, std::string_view name, const lists::ListVersion& version) {
    json.key(name).begin_object().member("version", version.version).member("date", version.date);
    json.member("parties", version.entities).member("rejects", version.rejects).key("files").begin_array();
    for (const lists::SourceFile& file : version.files) {
        json.begin_object().member("name", file.name).member("sha256", file.sha256).end_object();
    }
    json.end_array().end_object();
}

void print_json(std::ostream& out, const lists::ListDiff& diff) {
    base::JsonWriter json(2);
    json.begin_object().member("format", "tidewaiter-lists-diff-1").member("list", diff.after.list);
    write_side(json, "before", diff.before);
    write_side(json, "after", diff.after);
    json.key("counts").begin_object().member("added", diff.added.size()).member("removed", diff.removed.size());
    json.member("changed", diff.changed.size()).member("same", diff.same).end_object();
    write_parties(json, "added", diff.added, false);
    write_parties(json, "removed", diff.removed, false);
    write_parties(json, "changed", diff.changed, true);
    out << json.end_object().text() << '\n';
}

void print_text(std::ostream& out, const lists::ListDiff& diff) {
    for (const auto& [mark, parties] : {std::pair{'+', &diff.added}, std::pair{'-', &diff.removed}, std::pair{'~', &diff.changed}}) {
        for (const lists::PartyChange& party : *parties) {
            out << fmt::format("{} {}  {} ({})\n", mark, party.id, party.caption, party.schema);
            for (const lists::FieldChange& change : party.fields) {
                for (const std::string& value : change.removed) {
                    out << fmt::format("    {} - {}\n", change.field, value);
                }
                for (const std::string& value : change.added) {
                    out << fmt::format("    {} + {}\n", change.field, value);
                }
            }
        }
    }
    const auto label = [](const lists::ListVersion& version) {
        return version.version.empty() ? version.files.front().name : version.version;
    };
    out << fmt::format("{}: {} -> {}: {} added, {} removed, {} changed, {} the same\n", diff.after.list, label(diff.before),
                       label(diff.after), grouped(diff.added.size()), grouped(diff.removed.size()),
                       grouped(diff.changed.size()), grouped(diff.same));
}

} // namespace

bool is_lists_diff(const Arguments& arguments) {
    return !arguments.positionals.empty() && arguments.positionals.front() == "diff";
}

ExitCode show_lists_diff(const Arguments& arguments, Streams& streams) {
    if (arguments.positionals.size() != 3) {
        throw Failure(FailureKind::usage, fmt::format("lists diff takes two versions, {} given", arguments.positionals.size() - 1),
                      std::string(usage_hint));
    }
    const std::string mapping = arguments.text("mapping");
    const auto before = files_of(arguments.positionals[1], mapping);
    const auto after = files_of(arguments.positionals[2], mapping);
    base::RejectList rejects;
    const lists::ListDiff diff =
        lists::compare_lists(before, after, {.mapping = mapping, .as_of = arguments.as_of()}, rejects);
    if (arguments.has("json")) {
        print_json(streams.out, diff);
    } else {
        print_text(streams.out, diff);
    }
    if (rejects.count() > 0) {
        streams.err << fmt::format("{} {} rejected and not compared; 'tidewaiter lists FILE' shows them\n", rejects.count(),
                                   rejects.count() == 1 ? "record was" : "records were");
    }
    return ExitCode::done;
}

} // namespace tidewaiter::cli
