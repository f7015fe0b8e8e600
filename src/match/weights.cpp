// What each feature weighs: data/match_weights.csv, which tools/fit_match.py fits, or a user's own.
#include "match/features.hpp"

#include "base/csv.hpp"
#include "base/embedded.hpp"
#include "base/failure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

TIDEWAITER_EMBEDDED(match_weights_csv);

namespace tidewaiter::match {

namespace {

double to_number(std::string_view text) {
    double value = -1;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

/// A table that does not fit the program is a fault of the build, and is said at once.
Weights read_defaults() {
    const auto source = base::open_memory("data/match_weights.csv", std::string(embedded_match_weights_csv()));
    base::CsvReader reader(*source, {});
    base::CsvRecord record;
    Weights weights = unweighted_features();
    std::size_t read = 0;
    reader.next(record);
    while (reader.next(record)) {
        const auto row = std::ranges::find(weights, record.fields.front(), &Feature::name);
        if (row == weights.end() || record.fields.size() != 5) {
            throw base::Failure(base::FailureKind::machine, fmt::format("data/match_weights.csv, line {}: no such feature", record.line));
        }
        row->supports = to_number(record.fields[1]);
        row->contradicts = to_number(record.fields[2]);
        row->refutes = record.fields[3] == "yes";
        row->floor = to_number(record.fields[4]);
        ++read;
    }
    if (read != weights.size()) {
        throw base::Failure(base::FailureKind::machine, "data/match_weights.csv lacks a feature");
    }
    return weights;
}

const Weights& defaults() {
    static const Weights weights = read_defaults();
    return weights;
}

} // namespace

std::span<const Feature> all_features() { return defaults(); }

Weights default_weights() { return defaults(); }

base::Result<double> set_weight(Weights& weights, std::string_view feature, std::string_view number, double value) {
    const auto row = std::ranges::find(weights, feature, &Feature::name);
    if (row == weights.end()) {
        std::string known;
        for (const Feature& each : weights) {
            known += fmt::format("{}{}", known.empty() ? "" : ", ", each.name);
        }
        return base::error(fmt::format("there is no feature '{}'", feature), fmt::format("Known are {}.", known));
    }
    double* const place = number == "supports"      ? &row->supports
                          : number == "contradicts" ? &row->contradicts
                          : number == "floor"       ? &row->floor
                                                    : nullptr;
    if (place == nullptr) {
        return base::error(fmt::format("unknown key '{}'", number), "Known are supports, contradicts and floor.");
    }
    if (!(value >= 0 && value <= 1)) {
        return base::error(fmt::format("'{}' wants a number from 0 to 1", number));
    }
    // A floor is what makes a feature an identifier, which the index has keys for; others have none.
    if (number == "floor" && (row->floor > 0) != (value > 0)) {
        return base::error(row->floor > 0 ? fmt::format("the floor of '{}' cannot be 0", feature)
                                          : fmt::format("'{}' is no identifier and can have no floor", feature));
    }
    *place = value;
    return value;
}

} // namespace tidewaiter::match
