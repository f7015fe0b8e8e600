// lookthrough: what a sector takes from a country when its suppliers' suppliers are counted too.
#include "cli/verbs.hpp"

#include "base/failure.hpp"
#include "base/json_writer.hpp"
#include "flows/lookthrough.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <thread>

namespace tidewaiter::cli {

namespace {

using flows::IoTable;
using flows::LookThrough;
using flows::Reliance;
using flows::SourceGroup;
using base::Failure;
using base::FailureKind;

const std::vector<Option>& options() {
    static const std::vector<Option> table{
        {"table", "FILE", "", "input-output table: square, or rows of seller, buyer, value; CSV, may be gzip"},
        {"output", "FILE", "", "gross output of each sector: CSV with a column called output"},
        {"user", "WHO", "", "who buys: RUS:c14, a whole region (USA), from one industry to another (USA:c3-c16), one industry everywhere (*:c14); commas"},
        {"source", "WHOM", "the ten largest", "from whom: regions, or REGION:INDUSTRY; commas"},
        {"each", "", "", "one block for each user, beside the sum of all"},
        {"year", "YEAR", "the last number of four digits in the table's name", "year that the table describes"},
        {"threads", "N", "all processors", "threads; they change the time and never the answer"},
        json_option,
    };
    return table;
}

/// The year in a file's name, the last of several.
std::optional<int> find_year(const std::string& path) {
    const std::string name = std::filesystem::path(path).filename().string();
    std::optional<int> year;
    std::size_t digits = 0;
    for (std::size_t i = 0; i <= name.size(); ++i) {
        if (i < name.size() && std::isdigit(static_cast<unsigned char>(name[i])) != 0) {
            ++digits;
            continue;
        }
        if (digits == 4) {
            const int number = std::stoi(name.substr(i - 4, 4));
            year = number >= 1950 && number <= 2100 ? std::optional(number) : year;
        }
        digits = 0;
    }
    return year;
}

std::string structure_text(std::optional<int> year) {
    if (!year) {
        return "The table's year is not known (--year): its structure is that of its year, not of today.";
    }
    return *year < 2022 ? fmt::format("The structure of {}: before the war of 2022 and the sanctions that followed, not of today.", *year)
                        : fmt::format("The structure of {}, not of today.", *year);
}

std::string percent(double share) { return fmt::format("{:.1f}", share * 100); }

void print_row(const Reliance& share, std::ostream& out) {
    out << fmt::format("  {:<16} {:>10} {:>13} {:>10} {:>10}\n", share.source, percent(share.face), percent(share.through), percent(share.direct), percent(share.indirect));
}

void print_header(std::string_view first, std::ostream& out) {
    out << fmt::format("  {:<16} {:>10} {:>13} {:>10} {:>10}\n", first, "face value", "look-through", "direct", "indirect");
}

/// Largest look-through first; the rest as one row, so that every column adds up.
std::vector<Reliance> shown(std::vector<Reliance> shares, std::size_t most) {
    std::ranges::stable_sort(shares, std::greater{}, &Reliance::through);
    if (shares.size() <= most) {
        return shares;
    }
    Reliance rest{.source = fmt::format("{} others", shares.size() - most)};
    for (std::size_t i = most; i < shares.size(); ++i) {
        rest.face += shares[i].face;
        rest.through += shares[i].through;
        rest.direct += shares[i].direct;
        rest.indirect += shares[i].indirect;
    }
    shares.resize(most);
    shares.push_back(std::move(rest));
    return shares;
}

struct Asked {
    std::string user;
    bool all_regions = true;
    bool each = false;
    std::optional<int> year;
    bool year_from_name = false;
};

void print_checks(const IoTable& table, const LookThrough& looked, std::ostream& out) {
    out << fmt::format("\n  {} sectors ({}), SHA-256 {}; outputs {}, SHA-256 {}\n", table.size(), table.table_name, table.table_sha256.substr(0, 16),
                       table.output_name, table.output_sha256.substr(0, 16));
    if (table.largest_miss >= 0) {
        out << fmt::format("  rows with final use miss the output by {:.6g} at most ({})\n", table.largest_miss, table.sectors[table.largest_miss_at].label());
    }
    if (!table.idle.empty()) {
        out << fmt::format("  {} sectors neither make nor buy anything\n", table.idle.size());
    }
    if (!table.inputs_above_output.empty()) {
        out << fmt::format("  {} sectors buy for more than they make, the first {}\n", table.inputs_above_output.size(), table.sectors[table.inputs_above_output.front()].label());
    }
    if (table.negative_flows > 0) {
        out << fmt::format("  {} flows are below zero\n", table.negative_flows);
    }
    out << fmt::format("  largest error of a solved equation: {:.1e}\n", looked.residual);
}

void print(const IoTable& table, const LookThrough& looked, const Asked& asked, std::ostream& out) {
    const std::size_t most = asked.all_regions ? 10 : looked.together.size();
    if (looked.users.size() > 1) {
        out << fmt::format("{}: {} sectors together, shares in %\n", asked.user, looked.users.size());
        out << "  face value is by value over all of them; look-through is the mean over sectors\n";
    } else {
        out << fmt::format("{}, shares in %\n", table.sectors[looked.users.front().user].label());
    }
    out << fmt::format("  {}{}\n\n", structure_text(asked.year), asked.year_from_name ? " (Year from the file's name.)" : "");
    print_header("source", out);
    for (const Reliance& share : shown(looked.together, most)) {
        print_row(share, out);
    }
    if (asked.each && looked.users.size() > 1) {
        for (const flows::UserReliance& user : looked.users) {
            out << '\n';
            print_header(table.sectors[user.user].label(), out);
            if (user.inputs <= 0) {
                out << "  buys nothing in this table\n";
                continue;
            }
            for (const Reliance& share : shown(user.sources, most)) {
                print_row(share, out);
            }
        }
    }
    out << "\n  face value: of what the user buys itself. look-through: of all production behind one unit of its\n"
           "  output, its suppliers' suppliers included; direct and indirect are its two parts.\n";
    print_checks(table, looked, out);
}

void write_shares(base::JsonWriter& json, const std::vector<Reliance>& shares) {
    json.begin_array();
    for (const Reliance& share : shares) {
        json.begin_object().member("source", share.source).member("face_value", share.face).member("look_through", share.through);
        json.member("direct", share.direct).member("indirect", share.indirect).end_object();
    }
    json.end_array();
}

void print_json(const IoTable& table, const LookThrough& looked, const Asked& asked, std::ostream& out) {
    base::JsonWriter json(2);
    json.begin_object().member("format", "tidewaiter.lookthrough/1").member("user", asked.user).key("year");
    asked.year ? json.value(*asked.year) : json.null();
    json.member("structure", structure_text(asked.year)).key("table").begin_object().member("name", table.table_name).member("sha256", table.table_sha256);
    json.member("output_name", table.output_name).member("output_sha256", table.output_sha256).member("form", table.form).member("sectors", table.size());
    json.member("negative_flows", table.negative_flows).member("idle", table.idle.size()).member("inputs_above_output", table.inputs_above_output.size());
    json.key("largest_miss");
    table.largest_miss >= 0 ? json.value(table.largest_miss) : json.null();
    json.end_object().member("residual", looked.residual).key("together");
    write_shares(json, looked.together);
    json.key("users").begin_array();
    for (const flows::UserReliance& user : looked.users) {
        json.begin_object().member("user", table.sectors[user.user].label()).member("inputs", user.inputs).member("output", user.output).key("sources");
        write_shares(json, user.sources);
        json.end_object();
    }
    out << json.end_array().end_object().text() << '\n';
}

ExitCode run_lookthrough(const Arguments& arguments, Streams& streams) {
    for (const std::string_view needed : {"table", "output", "user"}) {
        if (!arguments.has(needed)) {
            throw Failure(FailureKind::usage, fmt::format("lookthrough: --{} is missing", needed));
        }
    }
    const auto threads = static_cast<unsigned>(arguments.number("threads", std::max(1U, std::thread::hardware_concurrency()), 1, 256));
    const std::string path = arguments.text("table");
    Asked asked{.user = arguments.text("user"), .all_regions = !arguments.has("source"), .each = arguments.has("each")};
    if (arguments.has("year")) {
        asked.year = static_cast<int>(arguments.number("year", 0, 1900, 2200));
    } else {
        asked.year = find_year(path);
        asked.year_from_name = asked.year.has_value();
    }
    const IoTable table = flows::load_io_table(path, arguments.text("output"));
    const std::vector<std::size_t> users = flows::find_sectors(table, asked.user);
    const std::vector<SourceGroup> groups = asked.all_regions ? flows::regions_of(table) : flows::find_groups(table, arguments.text("source"));
    const LookThrough looked = flows::LookThroughSolver(table, threads).look(users, groups);
    arguments.has("json") ? print_json(table, looked, asked, streams.out) : print(table, looked, asked, streams.out);
    return ExitCode::done;
}

} // namespace

const Verb& lookthrough_verb() {
    static const Verb verb{
        "lookthrough",
        "reliance on a country directly, and behind the suppliers",
        "Reads an inter-country input-output table and says which share of a sector's inputs comes from a region: at face value, of what it buys "
        "itself, and looked through, of all production behind one unit of its output. What a supplier in a third country buys in China counts as "
        "Chinese in the second and not in the first.\n"
        "\n"
        "The table is read in the form of the World Input-Output Database (a square of REGION_INDUSTRY, and a file of outputs) or as rows of seller, "
        "buyer, value; docs/formats/input-output.md says how. One factorisation, no inverse; the error of each solved equation is printed.\n"
        "\n"
        "A table describes the year that it was made for. Tables that hold Russia stop before 2022.",
        "$ tidewaiter lookthrough --table table_2011.csv.gz --output output_2011.csv.gz --user RUS:c14 --source CHN,DEU\n"
        "$ tidewaiter lookthrough --table t.csv --output o.csv --user USA:c3-c16 --each",
        options(),
        {},
        run_lookthrough,
    };
    return verb;
}

} // namespace tidewaiter::cli
