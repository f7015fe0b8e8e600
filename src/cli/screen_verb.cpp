// screen: a file of shipments, customers or payments in, decisions with their reasons out.
#include "cli/policy_file.hpp"
#include "cli/progress.hpp"
#include "cli/screen_summary.hpp"
#include "cli/verbs.hpp"

#include "base/failure.hpp"
#include "base/file.hpp"
#include "goods/goods.hpp"
#include "index/index.hpp"
#include "report/report.hpp"
#include "screen/screening.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>

namespace tidewaiter::cli {

namespace {

using base::Failure;
using base::FailureKind;

/// The shared ones are constants of another file, ready before anything here runs.
const std::array options = {
    Option{"decisions", "FILE", "", "write one row a record, with its decision: .csv, .jsonl or .parquet"},
    Option{"findings", "FILE", "", "write one row a finding, with its evidence"},
    Option{"alerts", "FILE", "", "write one row a party and listed entity, over all records"},
    Option{"rejects", "FILE", "", "write one row a record that could not be read, with the reason"},
    Option{"report", "FILE", "", "write the run as one HTML page"},
    Option{"baseline", "FILE", "", "alerts file of an earlier run: each alert is marked new, changed or same, and what is gone is added"},
    Option{"cleared", "FILE", "", "pairs that a person cleared (alert_id or party, entity_id, reason, by, until): shown for information only"},
    Option{"parties", "FILE", "", "party master: id, name, country, registered, activity, address, web, email, phone, officers, owners; joined by id or name"},
    Option{"history", "FILE", "", "earlier shipments, for the rules that look at more than one; the records themselves count only where named here too", true},
    Option{"trade", "FILE", "", "trade statistics: year, exporter and importer (or reporter, partner, flow), hs, value_usd, net_kg"},
    Option{"payments", "FILE", "", "payments: ISO 20022 or SWIFT MT messages, or a table: date, payer, payer_country, payer_bank_country, payer_account, payee, amount, currency, shipment_id; without FILE they are what is screened"},
    Option{"positions", "FILE", "", "positions of ships (AIS): imo, time, lat, lon, mmsi, speed, flag, name"},
    Option{"ports", "FILE", "", "ports: name, code, country, lat, lon"},
    Option{"below", "WIDTH", "", "write a sample of the pairs that score less than this under the alert line, for a person's verdict"},
    Option{"sample", "N", "200", "how many of them"},
    Option{"sample-file", "FILE", "below-the-line.csv", "where they are written"},
    Option{"seed", "N", "1", "seed by which they are drawn"},
    Option{"format", "csv|parquet|jsonl|xlsx|iso20022|mt", "by content", "what the input is"},
    Option{"encoding", "NAME", "UTF-8, UTF-16 or Windows-1252", "how text is encoded: windows-1251, gb18030 ..."},
    Option{"sheet", "NAME", "those that hold a table", "which sheet of a workbook"},
    Option{"mapping", "FILE", "", "TOML file that says which column is what, where the names do not tell"},
    Option{"day-order", "day-first|month-first", "decided by each column", "how dates such as 05/04/2021 are read"},
    Option{"lists-goods", "LISTS", "the policy's", "control lists and baskets for goods, parted by commas: chpl,eu,us"},
    Option{"fail-on", "review|hold|stale", "", "end with status 1 when a record is sent there, or a list is older than --max-age", true},
    Option{"max-age", "DAYS", "7", "age from which a list counts as stale"},
    Option{"threads", "N", "one a processor", "threads to use; the output is the same for any number"},
    Option{"quiet", "", "", "print neither summary nor progress"},
    home_option,
    index_option,
    policy_option,
    as_of_option,
    json_option,
};

constexpr std::array<Positional, 1> positionals = {
    Positional{"FILE", "CSV, XLSX, ODS, Parquet, JSON lines, ISO 20022 payments (pacs.008, pacs.009, pain.001) or SWIFT MT103, MT202, MT205; - for "
                       "standard input; gzip is unpacked", false}};

struct ScreenVerb {
    screen::ScreenOptions screen;
    screen::BesidePaths beside;
    std::string report;
    std::string cleared;
    std::string index;
    std::string as_of;
    bool fail_on_review = false;
    bool fail_on_hold = false;
    bool fail_on_stale = false;
    int max_age = 7;
    bool json = false;
    bool quiet = false;
};

ScreenVerb read(const Arguments& arguments) {
    ScreenVerb made;
    made.beside.payments = arguments.text("payments");
    if (!arguments.positionals.empty()) {
        made.screen.file = arguments.positionals[0];
    } else if (!made.beside.payments.empty()) { // payments by themselves are records
        made.screen.file = std::exchange(made.beside.payments, {});
    } else {
        throw Failure(FailureKind::usage, "screen: FILE is missing", "'tidewaiter help screen' shows how it is used.");
    }
    made.screen.format = arguments.text("format");
    made.screen.encoding = arguments.text("encoding");
    made.screen.sheet = arguments.text("sheet");
    made.screen.mapping = arguments.text("mapping");
    made.screen.mappings = arguments.home_file("", "mappings");
    made.screen.day_order = arguments.text("day-order");
    if (!made.screen.day_order.empty() && made.screen.day_order != "day-first" && made.screen.day_order != "month-first") {
        throw Failure(FailureKind::usage, fmt::format("--day-order wants day-first or month-first, not '{}'", made.screen.day_order));
    }
    made.screen.decisions = arguments.text("decisions");
    made.screen.findings = arguments.text("findings");
    made.screen.alerts = arguments.text("alerts");
    made.screen.rejects = arguments.text("rejects");
    made.screen.baseline = arguments.text("baseline");
    made.beside.parties = arguments.text("parties");
    for (const std::string& file : arguments.all("history")) {
        made.beside.history.push_back(file);
    }
    made.beside.trade = arguments.text("trade");
    made.beside.positions = arguments.text("positions");
    made.beside.ports = arguments.text("ports");
    made.beside.mappings = made.screen.mappings;
    made.beside.day_order = made.screen.day_order;
    made.cleared = arguments.text("cleared");
    if (arguments.has("below")) {
        made.screen.below = screen::BelowLineOptions{.width = arguments.number("below", 0.10, 0.001, 0.5),
                                                     .sample = static_cast<std::size_t>(arguments.number("sample", 200, 1, 1'000'000)),
                                                     .seed = static_cast<std::uint64_t>(arguments.number("seed", 1, 0, 1e15)),
                                                     .path = arguments.text("sample-file", "below-the-line.csv")};
    } else {
        for (const std::string_view name : {"sample", "sample-file", "seed"}) {
            if (arguments.has(name)) {
                throw Failure(FailureKind::usage, fmt::format("--{} goes with --below", name), "Say how far under the line: --below 0.10.");
            }
        }
    }
    made.screen.threads = static_cast<unsigned>(arguments.number("threads", 0, 0, 1024));
    made.report = arguments.text("report");
    made.index = arguments.home_file("index", "watch.tw");
    made.as_of = arguments.as_of();
    made.max_age = static_cast<int>(arguments.number("max-age", 7, 0, 36'500));
    made.json = arguments.has("json");
    made.quiet = arguments.has("quiet");
    for (const std::string& what : arguments.all("fail-on")) {
        if (what != "review" && what != "hold" && what != "stale") {
            throw Failure(FailureKind::usage, fmt::format("--fail-on wants review, hold or stale, not '{}'", what));
        }
        made.fail_on_review = made.fail_on_review || what == "review";
        made.fail_on_hold = made.fail_on_hold || what == "hold";
        made.fail_on_stale = made.fail_on_stale || what == "stale";
    }
    return made;
}

/// An output over the input, or over another output, would destroy what was just read or written.
void check_paths(const ScreenVerb& verb) {
    std::vector<std::string> used;
    const auto add = [&used](const std::string& path) {
        if (path.empty() || path == "-") {
            return;
        }
        std::error_code ignored;
        const std::string whole = std::filesystem::weakly_canonical(path, ignored).string();
        if (std::ranges::find(used, whole) != used.end()) {
            throw Failure(FailureKind::usage, fmt::format("'{}' is named twice", path), "Give the input and every output a name of its own.");
        }
        used.push_back(whole);
    };
    add(verb.screen.file);
    add(verb.index);
    for (const std::string* path : {&verb.beside.parties, &verb.beside.trade, &verb.beside.payments, &verb.beside.positions, &verb.beside.ports}) {
        add(*path);
    }
    for (const std::string& path : verb.beside.history) {
        if (path != verb.screen.file) { // the records may be their own history
            add(path);
        }
    }
    if (verb.screen.below) {
        add(verb.screen.below->path);
    }
    add(verb.cleared); // but the alerts may take the place of the earlier ones
    for (const std::string* path : {&verb.screen.decisions, &verb.screen.findings, &verb.screen.alerts, &verb.screen.rejects, &verb.report}) {
        add(*path);
    }
}

screen::Policy policy_of(const Arguments& arguments) {
    screen::Policy policy = load_policy_in_force(arguments);
    if (const auto lists = arguments.find("lists-goods")) {
        std::vector<std::string> names;
        std::string_view rest = *lists;
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find(','), rest.size());
            if (end > 0) {
                names.emplace_back(rest.substr(0, end));
            }
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        return with_goods_lists(std::move(policy), std::move(names));
    }
    return policy;
}

ExitCode run_screen(const Arguments& arguments, Streams& streams) {
    ScreenVerb verb = read(arguments);
    check_paths(verb);
    const screen::Policy policy = policy_of(arguments);
    if (!std::filesystem::exists(verb.index)) {
        throw Failure(FailureKind::bad_input, fmt::format("there is no index at {}", verb.index),
                      "Build one from the published lists: tidewaiter build LIST...; or name one with --index FILE.");
    }
    const index::Index index(verb.index);
    const goods::GoodsBook goods;
    const screen::ClearedPairs cleared = verb.cleared.empty() ? screen::ClearedPairs() : screen::ClearedPairs::load(verb.cleared);
    const screen::Beside beside(verb.beside, goods, policy, verb.as_of);
    const screen::ScreenInputs inputs{.index = index, .goods = goods, .policy = policy, .as_of = verb.as_of,
                                      .tool_version = std::string(version()), .command = arguments.command_line,
                                      .cleared = verb.cleared.empty() ? nullptr : &cleared, .beside = &beside};
    screen::ScreenResult result;
    {
        const Interrupt interrupt;
        Progress progress(streams, verb.quiet, "screen");
        verb.screen.progress = [&progress](std::uint64_t done, double share) { return progress.step(done, share); };
        result = screen::screen_file(inputs, verb.screen);
    }
    if (!verb.report.empty()) {
        base::AtomicFile file(verb.report);
        file.write(report::to_html(result, index, {.decisions_path = verb.screen.decisions, .findings_path = verb.screen.findings, .alerts_path = verb.screen.alerts}));
        file.commit();
    }
    std::vector<Written> written;
    for (const auto& [what, path] : {std::pair{"decisions", &verb.screen.decisions}, {"findings", &verb.screen.findings},
                                     {"alerts", &verb.screen.alerts}, {"rejects", &verb.screen.rejects}, {"report", &verb.report}}) {
        if (!path->empty()) {
            written.push_back({what, *path});
        }
    }
    if (verb.screen.below) {
        written.push_back({"sample", verb.screen.below->path});
    }
    if (verb.json) {
        streams.out << to_json(result, policy, written);
    } else if (!verb.quiet) {
        streams.out << to_text(result, policy, written, verb.max_age);
    }
    const auto records = [&result](screen::Decision decision) { return result.summary.decisions[static_cast<std::size_t>(decision)]; };
    if (result.too_many_rejects) {
        if (result.summary.rejected * 100 > result.summary.records) {
            streams.err << fmt::format("tidewaiter: {} of {} records could not be read, more than 1 %; the others are decided\n",
                                       grouped(result.summary.rejected), grouped(result.summary.records));
        }
        for (const screen::SideFacts& each : result.summary.beside) {
            if (each.rejected * 100 > each.rows) {
                streams.err << fmt::format("tidewaiter: {}: {} of {} rows could not be used, more than 1 %; every record is decided, with less to look at\n", each.path,
                                           grouped(each.rejected), grouped(each.rows));
            }
        }
        for (std::size_t i = 0; i < std::min<std::size_t>(result.rejects.size(), 3); ++i) {
            streams.err << fmt::format("  line {}: {}\n", result.rejects[i].row, result.rejects[i].reason);
        }
        streams.err << (verb.screen.rejects.empty() ? "  --rejects FILE writes them all.\n" : fmt::format("  All of them are in {}.\n", verb.screen.rejects));
        return ExitCode::bad_input;
    }
    const bool stale = std::ranges::any_of(result.summary.lists, [&](const lists::ListVersion& list) {
        const auto age = age_in_days(list, verb.as_of);
        return !age || *age > verb.max_age;
    });
    const bool findings = (verb.fail_on_hold && records(screen::Decision::hold) > 0) ||
                          (verb.fail_on_review && records(screen::Decision::hold) + records(screen::Decision::review) > 0) ||
                          (verb.fail_on_stale && stale);
    return findings ? ExitCode::findings : ExitCode::done;
}

} // namespace

const Verb& screen_verb() {
    static const Verb verb{
        "screen",
        "screen a file of shipments, customers or payments: a decision for each record, with reasons",
        "Reads the file, compares every party with the lists in the index, looks every HS code up in the control lists, asks the red-flag rules, "
        "and decides by the policy: no_finding, review, hold or not_screened. Rows that share a shipment number are decided together. Every record "
        "of the file is in the decisions exactly once, also those that could not be read.\n"
        "\n"
        "Columns are recognised by their usual names in several languages, also below titles; what is not recognised is carried through. Of payments "
        "every party, agent and ultimate party is compared, and the names in the free text. docs/screening.md lists the names, the rules with their "
        "sources, and the columns of every output.\n"
        "\n"
        "Alerts are worked once: --baseline OLD.csv compares with the alerts of an earlier run, and --cleared takes rows of an alerts file to which "
        "a person added reason, by and until. A cleared pair comes back when the party's record or the listed entry changes, or after its date.\n"
        "\n"
        "Rules that need more than the file holds look into the files beside it: --parties (R01, R06, R08, R09, R10, R24, R25), --history (R02, R03, R08, "
        "R13, R15, R20, R23, R26), --trade (R05, R14, R17, R22), --payments (R19, R20), --positions and --ports (R28 to R31). A rule whose inputs are missing is "
        "said as not evaluated, never read as clean.\n"
        "\n"
        "Past 1 % of records that cannot be read the status is 3, after the others are decided. Ctrl-C stops the run with status 4; nothing is "
        "written then, and what stood under the output names stays.",
        "$ tidewaiter screen shipments.csv --decisions decisions.csv --report report.html\n"
        "$ tidewaiter screen customers.csv --alerts alerts.csv --fail-on review\n"
        "$ tidewaiter screen customers.csv --baseline monday.csv --cleared cleared.csv --alerts tuesday.csv\n"
        "$ tidewaiter screen shipments.csv --parties customers.csv --history shipments.csv --history last-year.csv --findings findings.csv\n"
        "$ tidewaiter screen customers.csv --below 0.10 --sample 200\n"
        "$ tidewaiter screen payments.xml --decisions decisions.csv\n"
        "$ tidewaiter screen shipments.csv --payments mt103.fin --findings findings.csv\n"
        "$ zcat declarations.csv.gz | tidewaiter screen - --mapping columns.toml --decisions out.parquet",
        options,
        positionals,
        run_screen,
    };
    return verb;
}

} // namespace tidewaiter::cli
