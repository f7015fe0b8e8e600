// tidewaiter lists: what is in force, how old it is, and what was left out; or the same for files not yet in force.
#include "cli/verbs.hpp"

#include "base/failure.hpp"
#include "base/json_writer.hpp"
#include "cli/lists_diff.hpp"
#include "cli/progress.hpp"
#include "entity/date.hpp"
#include "index/index.hpp"
#include "lists/list_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>

namespace tidewaiter::cli {

namespace {

using base::Failure;
using base::FailureKind;
using lists::ListVersion;

const std::vector<Option>& options() {
    static const std::vector<Option> table{
        {"verify", "", "", "check every block of the index against its checksum"},
        {"mapping", "FILE", "", "TOML file that says which columns of your own CSV hold what; only with FILE"},
        {"show-rejects", "COUNT", "20", "how many rejected records of a file to print; the count is always whole"},
        as_of_option,
        json_option,
        index_option,
        home_option,
    };
    return table;
}

constexpr std::array positionals = {
    Positional{"FILE", "list files or folders to look into, instead of the index in force", false, true}};

/// Takes what a reader yields and keeps nothing: the version counts it.
class Nowhere final : public lists::EntitySink {
public:
    void add(entity::Entity /*entity*/) override {}
};

/// The day that a list is of: its date, else a version that is a date.
std::optional<entity::Day> day_of(const ListVersion& version) {
    for (const std::string& text : {version.date, version.version}) {
        const auto date = entity::parse_date(text);
        if (date && date->from == date->to) {
            return date->from;
        }
    }
    return std::nullopt;
}

std::optional<int> age_days(const ListVersion& version, const std::string& as_of) {
    const auto day = day_of(version);
    const auto today = entity::parse_date(as_of);
    if (!day || !today) {
        return std::nullopt;
    }
    return entity::to_serial(today->from) - entity::to_serial(*day);
}

std::string age_text(const ListVersion& version, const std::string& as_of) {
    const auto age = age_days(version, as_of);
    if (!age) {
        return "of unknown age";
    }
    if (*age < 0) {
        return fmt::format("of a day after {}", as_of);
    }
    return fmt::format("{} {} old on {}", *age, *age == 1 ? "day" : "days", as_of);
}

/// One list read from files, or why it could not be.
struct Look {
    lists::ListFiles files;
    ListVersion version;
    base::RejectList rejects;
    std::string problem;
    std::string hint;
};

Look look_into(const lists::ListFiles& files, const Arguments& arguments) {
    Look look;
    look.files = files;
    Nowhere sink;
    try {
        look.version = lists::load_list(files, {.mapping = arguments.text("mapping"), .as_of = arguments.as_of()}, sink, look.rejects);
    } catch (const Failure& failure) {
        if (failure.kind() == FailureKind::machine) {
            throw;
        }
        look.problem = failure.what();
        look.hint = failure.hint();
    }
    return look;
}

void print_version(std::ostream& out, const ListVersion& version, const std::string& as_of) {
    out << fmt::format("{}  {}\n", version.list, version.title);
    out << fmt::format("  version {}{}, {}\n", version.version.empty() ? "not stated" : version.version,
                       version.date.empty() ? " (from the time of the file; it states no date)" : "", age_text(version, as_of));
    out << fmt::format("  {} parties, {} names, of {} records; {} rejects, {} orphans, {} layout rows\n",
                       grouped(version.entities), grouped(version.names), grouped(version.records), grouped(version.rejects),
                       grouped(version.orphans), grouped(version.layout));
    out << fmt::format("  format {}{}{}\n", version.format,
                       version.jurisdiction.empty() ? ", no jurisdiction" : fmt::format(", jurisdiction {}", version.jurisdiction),
                       version.publisher.empty() ? "" : fmt::format(", {}", version.publisher));
    for (const lists::SourceFile& file : version.files) {
        out << fmt::format("  sha256 {}  {} ({} bytes)\n", file.sha256, file.name, grouped(file.bytes));
    }
    for (const std::string& remark : version.remarks) {
        out << fmt::format("  - {}\n", remark);
    }
}

void print_rejects(std::ostream& out, const base::RejectList& rejects, std::size_t most) {
    std::size_t shown = 0;
    for (const base::Reject& reject : rejects.kept()) {
        if (shown == most) {
            break;
        }
        ++shown;
        out << fmt::format("  rejected: {}, row {}{}{}: {}{}\n", reject.source, reject.row, reject.column.empty() ? "" : ", ",
                           reject.column, reject.reason, reject.text.empty() ? "" : fmt::format(" ('{}')", reject.text));
    }
    if (rejects.count() > shown) {
        out << fmt::format("  and {} rejects more\n", grouped(rejects.count() - shown));
    }
}

void write_version(base::JsonWriter& json, const ListVersion& version, const std::string& as_of) {
    const auto age = age_days(version, as_of);
    json.key("age_days");
    if (age) {
        json.value(*age);
    } else {
        json.null();
    }
    json.key("version").raw(index::to_json(version));
}

void write_rejects(base::JsonWriter& json, const base::RejectList& rejects, std::size_t most) {
    json.key("rejects").begin_array();
    std::size_t shown = 0;
    for (const base::Reject& reject : rejects.kept()) {
        if (shown++ == most) {
            break;
        }
        json.begin_object().member("source", reject.source).member("row", reject.row).member("column", reject.column);
        json.member("text", reject.text).member("reason", reject.reason).member("hint", reject.hint).end_object();
    }
    json.end_array();
}

ExitCode show_files(const Arguments& arguments, Streams& streams) {
    const std::string as_of = arguments.as_of();
    const auto most = static_cast<std::size_t>(arguments.number("show-rejects", 20, 0, 10'000));
    const auto groups = lists::group_files(arguments.positionals, arguments.text("mapping"));
    const bool wants_json = arguments.has("json");
    base::JsonWriter json(2);
    json.begin_object().member("format", "tidewaiter-lists-1").member("as_of", as_of).key("index").null().key("lists").begin_array();
    bool broken = false;
    for (const lists::ListFiles& files : groups) {
        const Look look = look_into(files, arguments);
        broken = broken || !look.problem.empty();
        if (wants_json) {
            json.begin_object();
            if (look.problem.empty()) {
                write_version(json, look.version, as_of);
            } else {
                json.key("age_days").null().key("version").null();
            }
            json.member("problem", look.problem).member("hint", look.hint);
            write_rejects(json, look.rejects, most);
            json.end_object();
            continue;
        }
        if (look.problem.empty()) {
            print_version(streams.out, look.version, as_of);
        } else {
            streams.out << fmt::format("{}  REFUSED\n  {}\n", files.front(), look.problem);
            if (!look.hint.empty()) {
                streams.out << fmt::format("  {}\n", look.hint);
            }
        }
        print_rejects(streams.out, look.rejects, most);
        streams.out << '\n';
    }
    if (wants_json) {
        streams.out << json.end_array().end_object().text() << '\n';
    } else {
        streams.out << fmt::format("{} {} read; nothing was put in force (tidewaiter build does that)\n", groups.size(),
                                   groups.size() == 1 ? "list" : "lists");
    }
    return broken ? ExitCode::bad_input : ExitCode::done;
}

ExitCode show_index(const Arguments& arguments, Streams& streams) {
    const std::string as_of = arguments.as_of();
    const std::string path = arguments.home_file("index", "watch.tw");
    if (!std::filesystem::exists(path)) {
        throw Failure(FailureKind::bad_input, fmt::format("no lists are in force: there is no {}", path),
                      "'tidewaiter update' fetches the lists and puts them in force; 'tidewaiter build FILE...' does it with "
                      "files that you have; 'tidewaiter lists FILE...' only looks into them.");
    }
    const index::Index index(path);
    const bool verify = arguments.has("verify");
    if (verify) {
        index.check_all();
    }
    if (arguments.has("json")) {
        base::JsonWriter json(2);
        json.begin_object().member("format", "tidewaiter-lists-1").member("as_of", as_of).key("index").begin_object();
        json.member("path", path).member("parties", index.size()).member("names", index.names());
        json.member("lists_hash", index.content_hash()).member("verified", verify).end_object().key("lists").begin_array();
        for (const ListVersion& version : index.lists()) {
            json.begin_object();
            write_version(json, version, as_of);
            json.end_object();
        }
        streams.out << json.end_array().end_object().text() << '\n';
        return ExitCode::done;
    }
    for (const ListVersion& version : index.lists()) {
        print_version(streams.out, version, as_of);
        streams.out << '\n';
    }
    streams.out << fmt::format("{} {} in force, {} parties, {} names, lists hash {}\n", index.lists().size(),
                               index.lists().size() == 1 ? "list" : "lists", grouped(index.size()), grouped(index.names()),
                               index.content_hash());
    streams.out << path << (verify ? ": every block is whole\n" : "\n");
    return ExitCode::done;
}

ExitCode run_lists(const Arguments& arguments, Streams& streams) {
    if (arguments.positionals.empty()) {
        if (arguments.has("mapping")) {
            throw Failure(FailureKind::usage, "--mapping is for a FILE, and none was named");
        }
        return show_index(arguments, streams);
    }
    if (is_lists_diff(arguments)) {
        return show_lists_diff(arguments, streams);
    }
    if (arguments.has("verify")) {
        throw Failure(FailureKind::usage, "--verify checks the index in force and takes no FILE",
                      "Leave one of the two out. Files are checked whenever they are read.");
    }
    return show_files(arguments, streams);
}

/// The table of formats, each name on a line and its sentence below.
std::string describe_formats() {
    constexpr std::size_t width = 78;
    std::string text;
    for (const lists::ListFormat& format : lists::all_formats()) {
        text += fmt::format("\n  {}", format.name);
        std::string_view rest = format.describes;
        std::size_t column = width;
        while (!rest.empty()) {
            const std::string_view word = rest.substr(0, rest.find(' '));
            rest.remove_prefix(std::min(word.size() + 1, rest.size()));
            const bool fits = column + 1 + word.size() <= width;
            text += fits ? " " : "\n      ";
            column = (fits ? column + 1 : 6) + word.size();
            text += word;
        }
    }
    return text;
}

} // namespace

const Verb& lists_verb() {
    static const std::string description =
        "Without FILE, shows each list of the index in force: its version and date, how old it is, how many parties and "
        "names it has, what was rejected or belongs to no entry, and the hashes of the files it came from. --verify "
        "checks the index file itself.\n"
        "\n"
        "With FILE, reads the files as 'build' would and shows the same, with the rejected records, and changes nothing. "
        "A list that would be refused is shown with the reason, and the exit status is 3.\n"
        "\n"
        "'lists diff BEFORE AFTER' compares two versions of one list: who was added (+), who was removed (-), and for each "
        "party that changed (~) the values that went and came, field by field. The files of a set are joined by commas, or "
        "stand in a folder. (A file named diff is ./diff.)\n"
        "\n"
        "A list is as fresh as you fetch it: its age is the first thing to look at.\n"
        "\n"
        "A list is recognised by what is in the file. 'By documentation only' stands for what no real file has shown to "
        "the makers of this program. The formats:" +
        describe_formats();
    static const Verb verb{
        .name = "lists",
        .summary = "show the lists in force, or look into list files",
        .description = description,
        .examples = "$ tidewaiter lists diff sdn_0501.csv sdn_0502.csv what one day brought\n"
                    "$ tidewaiter lists                         what is in force, and how old\n"
                    "$ tidewaiter lists --verify                and whether its file is whole\n"
                    "$ tidewaiter lists sdn.csv add.csv alt.csv look before you build",
        .options = options(),
        .positionals = positionals,
        .run = run_lists,
    };
    return verb;
}

} // namespace tidewaiter::cli
