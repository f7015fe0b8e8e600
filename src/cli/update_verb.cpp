// tidewaiter update: fetches the lists of the catalogue, puts them in force, and builds the index
// again.
#include "cli/rebuild_index.hpp"
#include "cli/verbs.hpp"

#include "base/failure.hpp"
#include "base/json_writer.hpp"
#include "lists/catalogue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace tidewaiter::cli {

using lists::CatalogueEntry;
using lists::ListVersion;
using lists::UpdateResult;
using Outcome = UpdateResult::Outcome;

namespace {

const std::vector<Option>& options() {
    static const std::vector<Option> table{
        {"list", "LIST", "", "fetch only this list, also when it is optional", true},
        {"from", "DIR", "",
         "read the files from this folder instead of the network; by the names in the catalogue, "
         "else by what they hold"},
        {"accept-shrunk", "LIST", "",
         "let this list be more than a tenth shorter than the copy in force", true},
        {"catalogue", "FILE", "<home>/catalogue.toml, else the built-in one",
         "where the lists come from"},
        {"timeout", "SECONDS", "300", "longest time for one file"},
        {"largest", "MEGABYTES", "4096", "largest file, unpacked"},
        {"drop", "LIST", "",
         "let this list of the index in force go, though its files are not in <home>/lists", true},
        {"rebuild", "", "", "build the index again even when no list has changed"},
        {"sources", "", "", "print the catalogue and fetch nothing"},
        home_option,
        json_option,
    };
    return table;
}

std::string_view to_text(Outcome outcome) {
    switch (outcome) {
    case Outcome::replaced:
        return "replaced";
    case Outcome::unchanged:
        return "unchanged";
    case Outcome::skipped:
        return "skipped";
    case Outcome::refused:
        return "REFUSED";
    case Outcome::failed:
        return "FAILED";
    }
    return "";
}

bool is_trouble(const UpdateResult& result) {
    return result.outcome == Outcome::refused || result.outcome == Outcome::failed;
}

std::vector<CatalogueEntry> load_catalogue_of(const Arguments& arguments) {
    if (const auto given = arguments.find("catalogue")) {
        return lists::load_catalogue(*given);
    }
    const std::string own = arguments.home_file("catalogue", "catalogue.toml");
    return std::filesystem::exists(own) ? lists::load_catalogue(own) : lists::default_catalogue();
}

void print_sources(const std::vector<CatalogueEntry>& catalogue, std::ostream& out) {
    for (const CatalogueEntry& entry : catalogue) {
        out << fmt::format("{}{}\n  {}, {}\n  licence: {}\n  format:  {}\n", entry.list,
                           entry.optional ? " (optional: only with --list)" : "", entry.title,
                           entry.publisher, entry.licence, entry.format);
        for (std::size_t i = 0; i < entry.urls.size(); ++i) {
            out << fmt::format("  {}  as {}\n", entry.urls[i], entry.files[i]);
        }
        if (!entry.token.empty()) {
            out << fmt::format("  token:   from the environment variable {}\n", entry.token);
        }
    }
}

void write_version(base::JsonWriter& json, std::string_view name, const ListVersion& version) {
    json.key(name);
    if (version.list.empty()) {
        json.null();
        return;
    }
    json.begin_object().member("version", version.version).member("date", version.date);
    json.member("records", version.records)
        .member("parties", version.entities)
        .member("names", version.names)
        .end_object();
}

/// What happened to the index after the lists.
struct IndexReport {
    Rebuilt rebuilt;
    std::string problem; ///< why it could not be built again
    std::string hint;
    bool no_lists = false; ///< nothing is in force to build from
    ExitCode code = ExitCode::done;
};

IndexReport rebuild(const Arguments& arguments, const std::string& lists_folder) {
    IndexReport report;
    base::RejectList rejects(1); // the lists were examined; load_list refuses what has too many
    try {
        report.no_lists = lists::load_copies(lists_folder).empty();
        report.rebuilt = rebuild_index({.lists_folder = lists_folder,
                                        .index_path = arguments.home_file("index", "watch.tw"),
                                        .drop = arguments.all("drop"),
                                        .always = arguments.has("rebuild")},
                                       rejects);
    } catch (const base::Failure& failure) {
        report.problem = failure.what();
        report.hint = failure.hint();
        report.code = to_exit_code(failure.kind());
    }
    return report;
}

std::string to_json(const std::vector<UpdateResult>& results, const IndexReport& report,
                    const std::string& index_path) {
    base::JsonWriter json(2);
    json.begin_object().member("schema", "tidewaiter.update/1").key("lists").begin_array();
    for (const UpdateResult& result : results) {
        std::string outcome(to_text(result.outcome));
        for (char& c : outcome) {
            c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        }
        json.begin_object()
            .member("list", result.list)
            .member("outcome", outcome)
            .member("message", result.message);
        json.member("hint", result.hint).member("stays", result.stays);
        write_version(json, "before", result.before);
        write_version(json, "after", result.after);
        json.end_object();
    }
    json.end_array()
        .key("index")
        .begin_object()
        .member("path", index_path)
        .member("rebuilt", report.rebuilt.built);
    json.member("problem", report.problem).member("hint", report.hint).end_object().end_object();
    return json.take() + "\n";
}

void print(const std::vector<UpdateResult>& results, const IndexReport& report,
           const std::string& index_path, Streams& streams) {
    for (const UpdateResult& result : results) {
        streams.out << fmt::format("{:<20} {:<10} {}\n", result.list, to_text(result.outcome),
                                   result.message);
        for (const std::string& line : {result.hint, result.stays}) {
            if (!line.empty()) {
                streams.out << "    " << line << '\n';
            }
        }
    }
    if (report.rebuilt.built) {
        std::uint64_t parties = 0;
        for (const ListVersion& version : report.rebuilt.lists) {
            parties += version.entities;
        }
        streams.out << fmt::format("built {} from {} lists with {} parties\n", index_path,
                                   report.rebuilt.lists.size(), parties);
    } else if (report.problem.empty()) {
        streams.out << fmt::format("{} holds these lists already\n", index_path);
    }
}

void warn(const std::vector<UpdateResult>& results, const IndexReport& report, std::ostream& err) {
    std::string without;
    std::string stale;
    for (const UpdateResult& result : results) {
        if (!result.stays.empty() && result.before.list.empty()) {
            without += " " + result.list;
        } else if (is_trouble(result)) {
            stale += " " + result.list;
        }
    }
    if (!stale.empty()) {
        err << fmt::format("tidewaiter: WARNING: screening goes on with the old copies of:{}\n",
                           stale);
    }
    if (!without.empty()) {
        err << fmt::format("tidewaiter: WARNING: NOTHING IS SCREENED AGAINST these lists, no copy "
                           "is in force:{}\n",
                           without);
    }
    if (!report.problem.empty()) {
        err << fmt::format("tidewaiter: the index was not built again: {}\n  {}\n", report.problem,
                           report.hint);
    }
}

/// A refused list or an index that cannot be built needs a person, so it weighs more than a network
/// that may be back in an hour.
ExitCode exit_code(const std::vector<UpdateResult>& results, const IndexReport& report) {
    const auto any = [&](Outcome outcome) {
        return std::ranges::find(results, outcome, &UpdateResult::outcome) != results.end();
    };
    if (any(Outcome::refused)) {
        return ExitCode::bad_input;
    }
    if (any(Outcome::failed) && (report.code == ExitCode::done || report.no_lists)) {
        return ExitCode::machine;
    }
    return report.code;
}

ExitCode run_update(const Arguments& arguments, Streams& streams) {
    const std::vector<CatalogueEntry> catalogue = load_catalogue_of(arguments);
    if (arguments.has("sources")) {
        print_sources(catalogue, streams.out);
        return ExitCode::done;
    }
    const std::string index_path = arguments.home_file("index", "watch.tw");
    lists::UpdateOptions wanted{
        .folder = arguments.home_file("lists", "lists"),
        .from_folder = arguments.text("from"),
        .only = arguments.all("list"),
        .accept_shrunk = arguments.all("accept-shrunk"),
        .today = arguments.today,
        .timeout_seconds = static_cast<unsigned>(arguments.number("timeout", 300, 1, 86'400)),
        .largest_bytes =
            static_cast<std::uint64_t>(arguments.number("largest", 4'096, 1, 1'000'000)) *
            1'000'000};
    if (streams.err_is_terminal) {
        wanted.progress = [&](const std::string& list, std::uint64_t bytes, std::uint64_t total) {
            streams.err << fmt::format("\r\x1b[K{}: {:.1f} MB{}", list,
                                       static_cast<double>(bytes) / 1e6,
                                       total == 0 ? std::string()
                                                  : fmt::format(" of {:.1f}",
                                                                static_cast<double>(total) / 1e6))
                        << std::flush;
            return true;
        };
    }
    const std::vector<UpdateResult> results = lists::update(catalogue, wanted);
    if (streams.err_is_terminal) {
        streams.err << "\r\x1b[K";
    }
    const IndexReport report = rebuild(arguments, wanted.folder);
    if (arguments.has("json")) {
        streams.out << to_json(results, report, index_path);
    } else {
        print(results, report, index_path, streams);
    }
    streams.out.flush();
    warn(results, report, streams.err);
    return exit_code(results, report);
}

} // namespace

const Verb& update_verb() {
    static const Verb verb{
        .name = "update",
        .summary = "fetch the lists, put them in force, build the index again",
        .description =
            "Fetches each list of the catalogue from its publisher, or reads it from a "
            "folder with --from, into a folder "
            "beside the copy in force. A list comes into force only when it arrived "
            "whole, is of the expected kind, can be "
            "read, has at least as many parties as the catalogue says, and is not more "
            "than a tenth shorter than the copy in "
            "force. Anything else leaves what was in force in force, and says so.\n"
            "\n"
            "The copies are kept in <home>/lists/NAME/. A list of your own goes there too: its "
            "files in "
            "a folder of its name. Then <home>/watch.tw is built again from all of them; it stays "
            "as it "
            "is when one cannot be read, or when it holds a list that has no folder (see --drop).\n"
            "\n"
            "Exit status 4 says that the network or the disk failed for a list, 3 that "
            "a list was refused or the index could "
            "not be built. The address of the EU list wants the token that the "
            "Commission gives out: set "
            "TIDEWAITER_EU_TOKEN.\n",
        .examples = "$ tidewaiter update                            all lists of the catalogue\n"
                    "$ tidewaiter update --from /media/usb/lists    without a network\n"
                    "$ tidewaiter update --list ua_war_sanctions    an optional list\n"
                    "$ tidewaiter update --sources                  addresses and licences",
        .options = options(),
        .positionals = {},
        .run = run_update,
    };
    return verb;
}

} // namespace tidewaiter::cli
