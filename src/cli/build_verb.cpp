#include "cli/verbs.hpp"

#include "base/failure.hpp"
#include "base/json_writer.hpp"
#include "index/index.hpp"
#include "lists/list_reader.hpp"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <filesystem>
#include <optional>

namespace tidewaiter::cli {

namespace {

using base::Failure;
using base::FailureKind;

const std::vector<Option>& options() {
    static const std::vector<Option> table{
        {"output", "FILE", "<home>/watch.tw", "index file to write; what is there stays until the new one is whole", false, 'o'},
        {"list-id", "ID", "as the file says", "id of the list; only for one list that is your own"},
        {"mapping", "FILE", "", "TOML file that says which columns of your own CSV hold what"},
        {"accept-shrunk", "LIST", "", "let this list have less than nine tenths of the parties it has in the index that is replaced", true},
        as_of_option,
        json_option,
        home_option,
    };
    return table;
}

constexpr std::array positionals = {Positional{"LIST", "files of published lists, or folders of them; the format is recognised by content", true, true}};

/// Rejects that are shown; the counts are always whole.
constexpr std::size_t shown_rejects = 5;

/// Counts of the lists in the index that would be replaced; none when there is no readable one.
std::vector<lists::ListVersion> lists_in_force(const std::string& path) {
    if (!std::filesystem::exists(path)) {
        return {};
    }
    try {
        return index::Index(path).lists();
    } catch (const Failure&) {
        return {}; // damaged or of an older format: being replaced is what it needs
    }
}

void check_shrinkage(const lists::ListVersion& version, const std::vector<lists::ListVersion>& before, const std::vector<std::string>& accepted) {
    const auto found = std::ranges::find(before, version.list, &lists::ListVersion::list);
    if (found == before.end() || version.entities * 10 >= found->entities * 9 || std::ranges::find(accepted, version.list) != accepted.end()) {
        return;
    }
    throw Failure(FailureKind::bad_input,
                  fmt::format("{} has shrunk from {} parties (version {}) to {} (version {})", version.list, found->entities, found->version,
                              version.entities, version.version),
                  fmt::format("If that is right, add --accept-shrunk {}; the index that was there is unchanged.", version.list));
}

void print_list(std::ostream& out, const lists::ListVersion& version) {
    fmt::print(out, "{:<24} {:<20} {:>8} parties {:>9} names {:>7} rejects", version.list, version.version, version.entities, version.names,
               version.rejects);
    if (version.orphans > 0) {
        fmt::print(out, " {:>6} orphans", version.orphans);
    }
    if (version.layout > 0) {
        fmt::print(out, " {:>6} layout rows", version.layout);
    }
    out << '\n';
    for (const std::string& remark : version.remarks) {
        fmt::print(out, "  {}\n", remark);
    }
}

void print_rejects(std::ostream& err, const base::RejectList& rejects) {
    for (std::size_t i = 0; i < std::min(shown_rejects, rejects.kept().size()); ++i) {
        const base::Reject& reject = rejects.kept()[i];
        fmt::print(err, "{}, row {}{}{}: {}{}\n", reject.source, reject.row, reject.column.empty() ? "" : ", ", reject.column, reject.reason,
                   reject.text.empty() ? "" : fmt::format(" ('{}')", reject.text));
    }
    if (rejects.count() > shown_rejects) {
        fmt::print(err, "  and {} more\n", rejects.count() - shown_rejects);
    }
}

void print_json(std::ostream& out, const index::Index& index, const std::string& path) {
    base::JsonWriter writer(2);
    writer.begin_object().member("format", "tidewaiter-build-1").member("index", path).member("parties", index.size());
    writer.member("names", index.names()).member("lists_hash", index.content_hash()).member("bytes", std::filesystem::file_size(path));
    writer.key("lists").begin_array();
    for (const lists::ListVersion& version : index.lists()) {
        writer.raw(index::to_json(version));
    }
    writer.end_array().end_object();
    out << writer.text() << '\n';
}

ExitCode run_build(const Arguments& arguments, Streams& streams) {
    const std::string path = arguments.home_file("output", "watch.tw");
    const std::vector<lists::ListFiles> groups = lists::group_files(arguments.positionals, arguments.text("mapping"));
    if (groups.empty()) {
        throw Failure(FailureKind::bad_input, "no list among the files given");
    }
    lists::ReadOptions read;
    read.list = arguments.text("list-id");
    read.mapping = arguments.text("mapping");
    read.as_of = arguments.as_of();
    if (!read.list.empty() && groups.size() > 1) {
        throw Failure(FailureKind::usage, fmt::format("--list-id names one list, but {} were given", groups.size()),
                      "Leave it out, or give the files of one list.");
    }
    const std::vector<lists::ListVersion> before = lists_in_force(path);
    const std::vector<std::string> accepted = arguments.all("accept-shrunk");
    const bool json = arguments.has("json");
    index::IndexBuilder builder;
    for (const lists::ListFiles& files : groups) {
        base::RejectList rejects;
        std::optional<lists::ListVersion> version;
        try {
            version = lists::load_list(files, read, builder, rejects);
        } catch (const Failure&) {
            print_rejects(streams.err, rejects);
            throw;
        }
        print_rejects(streams.err, rejects);
        check_shrinkage(*version, before, accepted);
        if (!json) {
            print_list(streams.out, *version);
        }
        builder.end_list(std::move(*version));
    }
    builder.write(path);
    const index::Index index(path);
    if (json) {
        print_json(streams.out, index, path);
    } else {
        fmt::print(streams.out, "{} parties, {} names of {} lists in {} ({} bytes), lists hash {}\n", index.size(), index.names(),
                   index.lists().size(), path, std::filesystem::file_size(path), index.content_hash());
    }
    return ExitCode::done;
}

} // namespace

const Verb& build_verb() {
    static const Verb verb{
        "build",
        "read published lists into one index file",
        "Reads lists as their publishers publish them, folds addresses, papers and sanctions into the parties they belong "
        "to, and writes one index that 'match' and 'screen' open in milliseconds. A list that is cut, empty, no list at "
        "all, or has too many records that cannot be read, is refused; so is one with less than nine tenths of the "
        "parties it has in the index that would be replaced. Whatever is refused, the index that was there stays in force.",
        "$ tidewaiter build sdn.csv add.csv alt.csv sdn_comments.csv un.xml -o watch.tw\n"
        "$ tidewaiter build lists/",
        options(),
        positionals,
        run_build,
    };
    return verb;
}

} // namespace tidewaiter::cli
