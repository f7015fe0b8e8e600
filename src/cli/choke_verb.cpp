// choke: what a supply network loses without one of its nodes, after everything else is rerouted.
#include "cli/verbs.hpp"

#include "balance/choke.hpp"
#include "base/failure.hpp"
#include "base/json_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <thread>

namespace tidewaiter::cli {

namespace {

using balance::ChokeOptions;
using balance::ChokeResult;
using balance::Network;
using balance::Removal;
using base::Failure;
using base::FailureKind;

const std::vector<Option>& options() {
    static const std::vector<Option> table{
        {"remove", "N|NAMES", "1", "how many nodes to take out at once, 1 or 2; or the names of those to take out, with commas"},
        {"spare", "FACTOR", "1.2", "what a connection could carry at most, as a multiple of its peak"},
        {"top", "N", "10", "removals shown, largest loss first"},
        {"shuffles", "N", "1000", "shuffled networks to compare with; 0 for none"},
        {"seed", "N", "1", "start of the shuffles"},
        {"threads", "N", "all processors", "threads; they change the time and never the answer"},
        json_option,
    };
    return table;
}

constexpr std::array positionals{Positional{"NETWORK", "CSV with the columns from, from_stage, to, to_stage, flow, and peak or capacity; - for standard input"}};

ChokeOptions choke_options(const Arguments& arguments) {
    ChokeOptions choke;
    const std::string remove = arguments.text("remove", "1");
    if (remove == "1" || remove == "2") {
        choke.remove = remove == "1" ? 1 : 2;
    } else if (!remove.empty() && std::ranges::all_of(remove, [](char c) { return c >= '0' && c <= '9'; })) {
        throw Failure(FailureKind::usage, fmt::format("--remove wants 1 or 2, or names; not '{}'", remove));
    } else {
        std::string_view rest = remove;
        for (;;) {
            const std::string_view name = rest.substr(0, rest.find(','));
            choke.named.emplace_back(name);
            if (name.size() == rest.size()) {
                break;
            }
            rest.remove_prefix(name.size() + 1);
        }
    }
    choke.most = static_cast<std::size_t>(arguments.number("top", 10, 1, 1'000));
    choke.shuffles = static_cast<std::size_t>(arguments.number("shuffles", 1'000, 0, 100'000));
    choke.seed = static_cast<std::uint64_t>(arguments.number("seed", 1, 0, 9e15));
    choke.threads = static_cast<unsigned>(arguments.number("threads", std::max(1U, std::thread::hardware_concurrency()), 1, 256));
    return choke;
}

std::string amount(std::int64_t thousandths) { return fmt::format("{:.10g}", balance::to_units(thousandths)); }

std::string names_of(const Network& network, const Removal& removal) {
    std::string names;
    for (const std::size_t node : removal.nodes) {
        names += fmt::format("{}{} ({})", names.empty() ? "" : " and ", network.nodes[node].name, balance::stage_names[static_cast<std::size_t>(network.nodes[node].stage)]);
    }
    return names;
}

double percent(std::int64_t part, std::int64_t whole) { return whole > 0 ? 100.0 * static_cast<double>(part) / static_cast<double>(whole) : 0; }

void print(const Network& network, const ChokeResult& result, const ChokeOptions& choke, double spare, std::ostream& out) {
    out << fmt::format("{}: {} nodes, {} connections, SHA-256 {}\n", network.name, network.nodes.size(), network.edges.size(), network.sha256.substr(0, 16));
    out << fmt::format("  observed flow {}; the most that the connections allow {} ({})\n", amount(result.observed), amount(result.largest),
                       network.has_capacity ? "stated capacity" : network.has_peak ? fmt::format("{:g} times each peak", spare) : fmt::format("{:g} times each flow: no peak is in the file", spare));
    if (!result.unbalanced.empty()) {
        out << fmt::format("  {} nodes pass on more than they get, {} first: some of their suppliers are not in the file\n", result.unbalanced.size(),
                           network.nodes[result.unbalanced.front()].name);
    }
    out << fmt::format("  smallest cut, {} connection{}:\n", result.cut.size(), result.cut.size() == 1 ? "" : "s");
    for (std::size_t i = 0; i < std::min<std::size_t>(result.cut.size(), 10); ++i) {
        const balance::NetworkEdge& edge = network.edges[result.cut[i]];
        out << fmt::format("    {} to {}: {}\n", network.nodes[edge.from].name, network.nodes[edge.to].name, amount(edge.capacity));
    }
    if (result.cut.size() > 10) {
        out << fmt::format("    and {} more\n", result.cut.size() - 10);
    }
    out << fmt::format("\nWithout, after rerouting ({} tried{})\n", result.tried,
                       choke.remove == 1 && choke.named.empty() && result.tried < result.candidates ? fmt::format(" of {}, those that most passes through", result.candidates) : std::string());
    out << fmt::format("  {:<40} {:>12} {:>12} {:>8} {:>12} {:>8} {:>9}\n", "node", "passed", "loss", "loss %", "unmet", "cut off", "rarity");
    for (const Removal& removal : result.removals) {
        out << fmt::format("  {:<40} {:>12} {:>12} {:>7.1f}% {:>12} {:>8} {:>9}\n", names_of(network, removal), amount(removal.passed), amount(removal.loss),
                           percent(removal.loss, result.largest), amount(removal.unmet), removal.cut_off, removal.rarity < 0 ? "-" : fmt::format("{:.4f}", removal.rarity));
        if (removal.left == 0) {
            out << "    nothing passes without it\n";
        }
    }
    out << "\n  passed: observed flow through it. loss: of the most that the connections allow. unmet: observed flow that\n"
           "  cannot be carried any more. cut off: ends of the network that nothing reaches any more.\n";
    if (result.shuffles > 0) {
        out << fmt::format("  rarity: share of {} networks with the same number of connections for every node, shuffled with seed {}, in\n"
                           "  which it loses as large a share. Near 0: the loss comes from who is connected with whom; else from size.\n",
                           result.shuffles, choke.seed);
    }
}

void print_json(const Network& network, const ChokeResult& result, const ChokeOptions& choke, double spare, std::uint64_t rejects, std::ostream& out) {
    base::JsonWriter json(2);
    json.begin_object().member("format", "tidewaiter.choke/1").member("network", network.name).member("sha256", network.sha256);
    json.member("nodes", network.nodes.size()).member("connections", network.edges.size()).member("rows", network.rows).member("rejected", rejects);
    json.member("spare", spare).member("observed", balance::to_units(result.observed)).member("largest", balance::to_units(result.largest));
    json.member("shuffles", result.shuffles).member("seed", choke.seed).key("cut").begin_array();
    for (const std::size_t edge : result.cut) {
        json.begin_object().member("from", network.nodes[network.edges[edge].from].name).member("to", network.nodes[network.edges[edge].to].name);
        json.member("capacity", balance::to_units(network.edges[edge].capacity)).end_object();
    }
    json.end_array().member("tried", result.tried).member("candidates", result.candidates).key("removals").begin_array();
    for (const Removal& removal : result.removals) {
        json.begin_object().key("nodes").begin_array();
        for (const std::size_t node : removal.nodes) {
            json.begin_object().member("name", network.nodes[node].name).member("stage", balance::stage_names[static_cast<std::size_t>(network.nodes[node].stage)]).end_object();
        }
        json.end_array().member("passed", balance::to_units(removal.passed)).member("left", balance::to_units(removal.left)).member("loss", balance::to_units(removal.loss));
        json.member("unmet", balance::to_units(removal.unmet)).member("ends_cut_off", removal.cut_off).key("rarity");
        removal.rarity < 0 ? json.null() : json.value(removal.rarity);
        json.end_object();
    }
    out << json.end_array().end_object().text() << '\n';
}

ExitCode run_choke(const Arguments& arguments, Streams& streams) {
    const ChokeOptions choke = choke_options(arguments);
    const double spare = arguments.number("spare", 1.2, 1, 10);
    base::RejectList rejects(20);
    const Network network = balance::load_network(arguments.positionals[0], spare, rejects);
    for (const base::Reject& reject : rejects.kept()) {
        streams.err << fmt::format("{}: line {}{}{}: {}\n", reject.source, reject.row, reject.column.empty() ? "" : ", column ", reject.column, reject.reason);
    }
    if (rejects.count() > 0) {
        streams.err << fmt::format("{} of {} rows could not be read\n", rejects.count(), network.rows);
    }
    const ChokeResult result = balance::find_chokepoints(network, choke);
    arguments.has("json") ? print_json(network, result, choke, spare, rejects.count(), streams.out) : print(network, result, choke, spare, streams.out);
    // Past 1 % of the rows the answer is that of another network than the user's.
    return rejects.count() * 100 > network.rows ? ExitCode::bad_input : ExitCode::done;
}

} // namespace

const Verb& choke_verb() {
    static const Verb verb{
        "choke",
        "what a supply network loses without one of its nodes",
        "Reads a network of who passes goods to whom: source, maker, dealer, hub, importer, sector, each connection with its flow and the peak it has "
        "carried. Finds the most that the connections allow and a smallest cut, takes each node out in turn, sends the rest around it within the spare "
        "capacity, and says what is lost.\n"
        "\n"
        "Each loss is compared with networks that are shuffled between the same stages, every node keeping its number of suppliers and buyers. A file of "
        "recorded trade holds only what was recorded: a way round that nobody has used is not in it.",
        "$ tidewaiter choke network.csv --remove 1\n"
        "$ tidewaiter choke network.csv --remove \"Hub A,Hub B\" --shuffles 0",
        options(),
        positionals,
        run_choke,
    };
    return verb;
}

} // namespace tidewaiter::cli
