#include "balance/network.hpp"

#include "base/csv.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/utf8.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>

namespace tidewaiter::balance {

using base::Failure;
using base::FailureKind;

namespace {

class Reader {
public:
    Reader(base::ByteSource& source, double spare, base::RejectSink& rejects, const NetworkLimits& limits)
        : csv_(source, {}, {.field_bytes = 100'000}), spare_(spare), rejects_(rejects), limits_(limits) {
        network_.name = source.name();
    }

    Network read();

private:
    struct Row {
        NetworkNode from;
        NetworkNode to;
        std::int64_t flow = 0;
        std::int64_t capacity = 0;
    };

    void read_header();
    std::optional<Row> parse_row();
    std::optional<NetworkNode> node(std::size_t name_column, std::size_t stage_column);
    std::optional<std::int64_t> amount(std::size_t column);
    bool reject(std::size_t column, std::string reason, std::string hint = {});
    std::size_t place(const NetworkNode& node);

    base::CsvReader csv_;
    base::CsvRecord record_;
    double spare_;
    base::RejectSink& rejects_;
    const NetworkLimits& limits_;
    Network network_;
    std::vector<std::string> header_;
    std::array<std::optional<std::size_t>, 7> columns_; // from, from_stage, to, to_stage, flow, peak, capacity
    std::map<std::string, std::size_t, std::less<>> places_;
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> pairs_;
};

constexpr std::array<std::string_view, 7> column_names{"from", "from_stage", "to", "to_stage", "flow", "peak", "capacity"};

bool Reader::reject(std::size_t column, std::string reason, std::string hint) {
    const bool has = column < record_.fields.size();
    rejects_.add({network_.name, record_.line, column < header_.size() ? header_[column] : std::string(),
                  has ? std::string(base::utf8_prefix(record_.fields[column], 200)) : std::string(), std::move(reason), std::move(hint)});
    return false;
}

void Reader::read_header() {
    if (!csv_.next(record_)) {
        throw Failure(FailureKind::bad_input, fmt::format("{} is empty", network_.name));
    }
    header_.assign(record_.fields.begin(), record_.fields.end());
    for (std::size_t i = 0; i < column_names.size(); ++i) {
        const auto found = std::ranges::find(header_, column_names[i]);
        if (found != header_.end()) {
            columns_[i] = static_cast<std::size_t>(found - header_.begin());
        } else if (i < 5) {
            throw Failure(FailureKind::bad_input, fmt::format("{}: no column is called {}", network_.name, column_names[i]),
                          "Wanted are from, from_stage, to, to_stage and flow; peak or capacity may stand beside them.");
        }
    }
    network_.has_peak = columns_[5].has_value();
    network_.has_capacity = columns_[6].has_value();
}

std::optional<NetworkNode> Reader::node(std::size_t name_column, std::size_t stage_column) {
    const std::string_view name = base::trim(record_.fields[name_column]);
    const std::string_view stage = base::trim(record_.fields[stage_column]);
    if (name.empty() || name.size() > limits_.name_bytes) {
        reject(name_column, name.empty() ? "is empty" : fmt::format("is longer than {} bytes", limits_.name_bytes));
        return std::nullopt;
    }
    const auto found = std::ranges::find(stage_names, stage);
    if (found == stage_names.end()) {
        reject(stage_column, fmt::format("'{}' is no stage", base::utf8_prefix(stage, 40)), fmt::format("Stages are {}.", fmt::join(stage_names, ", ")));
        return std::nullopt;
    }
    return NetworkNode{std::string(name), static_cast<Stage>(found - stage_names.begin())};
}

std::optional<std::int64_t> Reader::amount(std::size_t column) {
    const std::string_view text = base::trim(record_.fields[column]);
    double value = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
    if (result.ec != std::errc{} || result.ptr != text.data() + text.size() || !(value >= 0 && value <= limits_.largest)) {
        reject(column, fmt::format("'{}' is no amount from 0 to {:g}", base::utf8_prefix(text, 40), limits_.largest));
        return std::nullopt;
    }
    return std::llround(value * 1000);
}

std::optional<Reader::Row> Reader::parse_row() {
    if (!record_.problem.empty()) {
        reject(header_.size(), record_.problem);
        return std::nullopt;
    }
    if (record_.fields.size() != header_.size()) {
        reject(header_.size(), fmt::format("has {} fields, and the header {}", record_.fields.size(), header_.size()));
        return std::nullopt;
    }
    const auto from = node(*columns_[0], *columns_[1]);
    const auto to = from ? node(*columns_[2], *columns_[3]) : std::nullopt;
    const auto flow = to ? amount(*columns_[4]) : std::nullopt;
    if (!flow) {
        return std::nullopt;
    }
    if (from->stage >= to->stage) {
        reject(*columns_[3], fmt::format("{} comes before {}: goods go from a lower stage to a higher one", stage_names[static_cast<std::size_t>(to->stage)],
                                         stage_names[static_cast<std::size_t>(from->stage)]));
        return std::nullopt;
    }
    for (const NetworkNode& each : {*from, *to}) {
        const auto known = places_.find(each.name);
        if (known != places_.end() && network_.nodes[known->second].stage != each.stage) {
            reject(each.name == from->name ? *columns_[1] : *columns_[3],
                   fmt::format("{} is a {} elsewhere", each.name, stage_names[static_cast<std::size_t>(network_.nodes[known->second].stage)]),
                   "One party with two parts in the chain wants two names.");
            return std::nullopt;
        }
    }
    Row row{*from, *to, *flow, *flow};
    if (columns_[5] && !base::trim(record_.fields[*columns_[5]]).empty()) {
        const auto peak = amount(*columns_[5]);
        if (!peak) {
            return std::nullopt;
        }
        row.capacity = std::max(row.capacity, static_cast<std::int64_t>(std::llround(static_cast<double>(*peak) * spare_)));
    } else if (!columns_[5]) {
        // Without any peak the flow itself is the highest that was seen.
        row.capacity = static_cast<std::int64_t>(std::llround(static_cast<double>(*flow) * spare_));
    }
    if (columns_[6] && !base::trim(record_.fields[*columns_[6]]).empty()) {
        const auto stated = amount(*columns_[6]);
        if (!stated) {
            return std::nullopt;
        }
        row.capacity = std::max(*flow, *stated);
    }
    return row;
}

std::size_t Reader::place(const NetworkNode& node) {
    const auto [found, added] = places_.try_emplace(node.name, network_.nodes.size());
    if (added) {
        network_.nodes.push_back(node);
    }
    return found->second;
}

Network Reader::read() {
    constexpr std::int64_t most = std::int64_t{1} << 58; // all of them together must stay a whole number
    std::int64_t total = 0;
    read_header();
    while (csv_.next(record_)) {
        ++network_.rows;
        const auto row = parse_row();
        if (!row) {
            continue;
        }
        const std::size_t from = place(row->from);
        const std::size_t to = place(row->to);
        const auto [found, added] = pairs_.try_emplace({from, to}, network_.edges.size());
        if (added) {
            if (network_.edges.size() == limits_.edges) {
                throw Failure(FailureKind::bad_input, fmt::format("{} has more than {} connections", network_.name, limits_.edges));
            }
            network_.edges.push_back({from, to, 0, 0});
        }
        network_.edges[found->second].flow += row->flow;
        network_.edges[found->second].capacity += row->capacity;
        total += row->capacity;
        if (total > most) {
            throw Failure(FailureKind::bad_input, fmt::format("{}: line {}: the amounts add up to more than can be counted", network_.name, record_.line),
                          "Give them in thousands or millions.");
        }
    }
    if (network_.edges.empty()) {
        throw Failure(FailureKind::bad_input, fmt::format("{} holds no connection", network_.name));
    }
    return std::move(network_);
}

} // namespace

Network load_network(const std::string& path, double spare, base::RejectSink& rejects, const NetworkLimits& limits) {
    base::Sha256 hash;
    const auto source = base::open_source(path, &hash);
    Network network = Reader(*source, spare, rejects, limits).read();
    network.sha256 = hash.finish();
    return network;
}

Network parse_network(std::string bytes, const std::string& name, double spare, base::RejectSink& rejects, const NetworkLimits& limits) {
    const auto source = base::open_memory(name, std::move(bytes));
    return Reader(*source, spare, rejects, limits).read();
}

} // namespace tidewaiter::balance
