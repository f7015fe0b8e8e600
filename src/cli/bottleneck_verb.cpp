// bottleneck: which input binds a sector's output, what one more of it would bring, what the loss of a supplier costs.
#include "cli/verbs.hpp"

#include "balance/bottleneck.hpp"
#include "base/failure.hpp"
#include "base/json_writer.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace tidewaiter::cli {

namespace {

using balance::BottleneckResult;
using balance::ElasticityResult;
using base::Failure;
using base::FailureKind;

const std::vector<Option>& options() {
    static const std::vector<Option> table{
        {"sigma", "LIST", "0,0.2,0.5,1", "elasticities of substitution: 0 fixed proportions, 1 Cobb and Douglas; commas"},
        {"draws", "N", "20000", "how often every range is drawn"},
        {"seed", "N", "1", "start of the random numbers"},
        json_option,
    };
    return table;
}

constexpr std::array positionals{Positional{"MODEL", "a model of a sector's inputs (TOML); docs/balance.md says how one is written"}};

std::vector<double> elasticities(const Arguments& arguments) {
    const auto text = arguments.find("sigma");
    if (!text) {
        return {balance::usual_elasticities.begin(), balance::usual_elasticities.end()};
    }
    std::vector<double> values;
    std::string_view rest = *text;
    for (;;) {
        const std::string_view part = rest.substr(0, rest.find(','));
        double value = 0;
        const auto result = std::from_chars(part.data(), part.data() + part.size(), value);
        if (result.ec != std::errc{} || result.ptr != part.data() + part.size() || !(value >= 0 && value <= 1) || (value > 0 && value < 0.01) || values.size() == 20) {
            throw Failure(FailureKind::usage, fmt::format("--sigma wants up to 20 numbers: 0, or from 0.01 to 1; not '{}'", part));
        }
        values.push_back(value);
        if (part.size() == rest.size()) {
            return values;
        }
        rest.remove_prefix(part.size() + 1);
    }
}

void print(const BottleneckResult& result, std::ostream& out) {
    const balance::BottleneckModel& model = result.model;
    out << fmt::format("{}: output of {} as an index, 100 being the output that the needs are stated for\n", model.title, model.sector);
    out << fmt::format("  model {}, SHA-256 {}; {} draws, seed {}\n", model.name, model.sha256.substr(0, 16), result.draws, result.seed);
    out << fmt::format("  scarcest input at the modes: {}\n", model.inputs[result.binding].name);
    for (const ElasticityResult& each : result.elasticities) {
        out << fmt::format("\nElasticity {}{}: output {:.1f} at the modes, {:.1f} - {:.1f} - {:.1f} (5, 50, 95 %)\n", each.sigma,
                           each.sigma == 0 ? " (fixed proportions)" : each.sigma == 1 ? " (Cobb and Douglas)" : "", each.at_modes, each.percentiles[0],
                           each.percentiles[1], each.percentiles[2]);
        out << fmt::format("  {:<22} {:>12} {:>11} {:>13} {:>11} {:>10}\n", "input", "supply", "covers", "a unit more", "1 % more", "scarcest");
        for (std::size_t i = 0; i < each.inputs.size(); ++i) {
            const balance::InputEffect& effect = each.inputs[i];
            out << fmt::format("  {:<22} {:>12.6g} {:>11.1f} {:>13.4g} {:>11.3f} {:>9.1f}%\n", effect.input, effect.supply, effect.covers, effect.shadow,
                               effect.shadow_percent, effect.binds * 100);
        }
        for (const balance::SupplierLoss& loss : each.losses) {
            out << fmt::format("  without {} for {}: output {:.1f}, {:.1f} % less\n", loss.from, loss.input, loss.output, loss.lost * 100);
        }
    }
    for (const balance::CapitalPath& path : result.capital) {
        out << fmt::format("\nStock of {} by perpetual inventory (5, 50, 95 %)\n", path.input);
        for (std::size_t i = 0; i < path.years.size(); ++i) {
            out << fmt::format("  {}  {:>12.6g} {:>12.6g} {:>12.6g}\n", path.years[i], path.stock[i][0], path.stock[i][1], path.stock[i][2]);
        }
    }
    out << "\n  covers: the index that this input alone would allow. a unit more, 1 % more: index points gained.\n"
           "  scarcest: share of draws in which it covers least. An index with wide ranges; nothing about any plant.\n";
    if (!model.sources.empty()) {
        out << "\nSources\n";
    }
    for (const balance::Source& source : model.sources) {
        out << fmt::format("  {:<14} {}{}{}\n", source.key, source.name, source.address.empty() ? "" : ", ", source.address);
    }
}

void print_json(const BottleneckResult& result, std::ostream& out) {
    base::JsonWriter json(2);
    json.begin_object().member("format", "tidewaiter.bottleneck/1").member("model", result.model.name).member("title", result.model.title);
    json.member("sector", result.model.sector).member("sha256", result.model.sha256).member("draws", result.draws).member("seed", result.seed);
    json.member("scarcest_at_modes", result.model.inputs[result.binding].name).key("elasticities").begin_array();
    for (const ElasticityResult& each : result.elasticities) {
        json.begin_object().member("sigma", each.sigma).member("at_modes", each.at_modes).member("p5", each.percentiles[0]).member("p50", each.percentiles[1]);
        json.member("p95", each.percentiles[2]).key("inputs").begin_array();
        for (const balance::InputEffect& effect : each.inputs) {
            json.begin_object().member("input", effect.input).member("supply", effect.supply).member("covers", effect.covers).member("shadow_per_unit", effect.shadow);
            json.member("shadow_per_percent", effect.shadow_percent).member("scarcest_share", effect.binds).end_object();
        }
        json.end_array().key("without").begin_array();
        for (const balance::SupplierLoss& loss : each.losses) {
            json.begin_object().member("input", loss.input).member("supplier", loss.from).member("output", loss.output).member("lost", loss.lost).end_object();
        }
        json.end_array().end_object();
    }
    json.end_array().key("stocks").begin_array();
    for (const balance::CapitalPath& path : result.capital) {
        json.begin_object().member("input", path.input).key("years").begin_array();
        for (std::size_t i = 0; i < path.years.size(); ++i) {
            json.begin_object().member("year", path.years[i]).member("p5", path.stock[i][0]).member("p50", path.stock[i][1]).member("p95", path.stock[i][2]).end_object();
        }
        json.end_array().end_object();
    }
    out << json.end_array().end_object().text() << '\n';
}

ExitCode run_bottleneck(const Arguments& arguments, Streams& streams) {
    const auto draws = static_cast<std::uint64_t>(arguments.number("draws", 20'000, 100, 200'000));
    const auto seed = static_cast<std::uint64_t>(arguments.number("seed", 1, 0, 9e15));
    const std::vector<double> sigma = elasticities(arguments);
    const BottleneckResult result = balance::find_bottleneck(balance::load_bottleneck_model(arguments.positionals[0]), sigma, draws, seed);
    arguments.has("json") ? print_json(result, streams.out) : print(result, streams.out);
    return ExitCode::done;
}

} // namespace

const Verb& bottleneck_verb() {
    static const Verb verb{
        "bottleneck",
        "which input binds a sector's output, and what losing a supplier costs",
        "Reads a sector's inputs: how much of each an output of 100 needs, its share of cost, and who supplies how much, as ranges with their sources; a "
        "stock of machines may be built up from yearly additions and wear (perpetual inventory). Gives output as an index for several elasticities of "
        "substitution: with 0 the scarcest input decides (Leontief), with more, plenty of one makes up for want of another (CES).\n"
        "\n"
        "Beside it stand the scarcest input, what one unit and one percent more of each would bring, and the output without each supplier. The index is "
        "a ratio to stated needs, with wide ranges; it says nothing of any plant.",
        "$ tidewaiter bottleneck machinery.toml\n"
        "$ tidewaiter bottleneck machinery.toml --sigma 0,0.5 --json",
        options(),
        positionals,
        run_bottleneck,
    };
    return verb;
}

} // namespace tidewaiter::cli
