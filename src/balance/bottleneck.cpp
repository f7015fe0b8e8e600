// An output of 100 needs `need` of every input. With elasticity 0 the scarcest input decides; with more, plenty of one makes
// up for want of another by the inputs' shares of cost. The index says nothing of any plant: it is a ratio to what is needed.
#include "balance/bottleneck.hpp"

#include "balance/draws.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tidewaiter::balance {

namespace {

constexpr double index_base = 100;

/// Takes a range through many draws or, for the modes, through one.
class Amounts {
public:
    Amounts(std::uint64_t draws, std::uint64_t seed) : draws_(draws), seed_(seed) {}

    std::vector<double> column(const Range& range, const std::string& name) const {
        if (draws_ == 0) {
            return {range.mode};
        }
        std::vector<double> values(draws_);
        fill(values, 0, {range, std::nullopt, stream_of("bottleneck", name)}, seed_);
        return values;
    }

private:
    std::uint64_t draws_; // 0: the modes
    std::uint64_t seed_;
};

void add(std::vector<double>& sum, const std::vector<double>& values) {
    for (std::size_t i = 0; i < sum.size(); ++i) {
        sum[i] += values[i];
    }
}

/// The stock at the end of each year: years x draws.
std::vector<std::vector<double>> stocks(const Input& input, const Capital& capital, const Amounts& amounts) {
    std::vector<double> stock = amounts.column(capital.start, input.name + " start");
    const std::vector<double> wear = amounts.column(capital.wear, input.name + " wear");
    std::vector<std::vector<double>> path;
    for (const CapitalYear& year : capital.years) {
        for (std::size_t i = 0; i < stock.size(); ++i) {
            stock[i] *= 1 - wear[i];
        }
        add(stock, amounts.column(year.imported, fmt::format("{} imported {}", input.name, year.year)));
        add(stock, amounts.column(year.domestic, fmt::format("{} domestic {}", input.name, year.year)));
        path.push_back(stock);
    }
    return path;
}

/// What there is of an input, without one of its suppliers if one is named.
std::vector<double> supply_of(const Input& input, const Amounts& amounts, std::string_view without) {
    std::vector<double> sum;
    for (const Supply& supply : input.supplies) {
        std::vector<double> column = amounts.column(supply.range, input.name + " from " + supply.from);
        if (supply.from == without) {
            std::ranges::fill(column, 0.0);
        }
        if (sum.empty()) {
            sum = std::move(column);
        } else {
            add(sum, column);
        }
    }
    for (const Capital& capital : input.capital) {
        std::vector<double> service = stocks(input, capital, amounts).back();
        for (double& value : service) {
            value *= capital.service;
        }
        if (sum.empty()) {
            sum = std::move(service);
        } else {
            add(sum, service);
        }
    }
    return sum;
}

std::array<double, 3> percentiles(std::vector<double> values) {
    std::ranges::sort(values);
    const auto at = [&values](double share) {
        const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size())));
        return values[std::max<std::size_t>(rank, 1) - 1];
    };
    return {at(0.05), at(0.50), at(0.95)};
}

struct Prepared {
    std::vector<double> shares;
    std::vector<double> supply;                ///< at the modes
    std::vector<double> ratios;                ///< at the modes
    std::vector<std::vector<double>> drawn;    ///< inputs x draws: ratios
    std::vector<double> binds;                 ///< share of draws
};

Prepared prepare(const BottleneckModel& model, std::uint64_t draws, std::uint64_t seed) {
    Prepared prepared;
    const Amounts modes(0, seed);
    const Amounts many(draws, seed);
    for (const Input& input : model.inputs) {
        prepared.shares.push_back(input.share);
        prepared.supply.push_back(supply_of(input, modes, {}).front());
        prepared.ratios.push_back(prepared.supply.back() / input.need);
        std::vector<double> drawn = supply_of(input, many, {});
        for (double& value : drawn) {
            value /= input.need;
        }
        prepared.drawn.push_back(std::move(drawn));
    }
    prepared.binds.assign(model.inputs.size(), 0);
    for (std::uint64_t i = 0; i < draws; ++i) {
        std::size_t scarcest = 0;
        for (std::size_t input = 1; input < model.inputs.size(); ++input) {
            scarcest = prepared.drawn[input][i] < prepared.drawn[scarcest][i] ? input : scarcest;
        }
        ++prepared.binds[scarcest];
    }
    for (double& share : prepared.binds) {
        share /= static_cast<double>(draws);
    }
    return prepared;
}

/// d output / d ratio of one input, with all at the modes. For fixed proportions it is the gain from a little more of the
/// scarcest input, and nothing when two are equally scarce.
double slope(const Prepared& prepared, std::size_t input, double sigma) {
    const double output = ces(prepared.ratios, prepared.shares, sigma);
    const double ratio = prepared.ratios[input];
    if (sigma == 0) {
        const auto scarcest = std::ranges::min_element(prepared.ratios);
        return ratio == *scarcest && std::ranges::count(prepared.ratios, ratio) == 1 ? 1 : 0;
    }
    if (ratio <= 0 || output <= 0) {
        return 0;
    }
    // dY/dr = share (Y / r)^(1 / sigma), for sigma 1 too.
    return prepared.shares[input] * std::pow(output / ratio, 1 / sigma);
}

ElasticityResult result_of(const BottleneckModel& model, const Prepared& prepared, double sigma, std::uint64_t draws, std::uint64_t seed) {
    ElasticityResult result{.sigma = sigma, .at_modes = index_base * ces(prepared.ratios, prepared.shares, sigma)};
    std::vector<double> outputs(draws);
    std::vector<double> ratios(model.inputs.size());
    for (std::uint64_t i = 0; i < draws; ++i) {
        for (std::size_t input = 0; input < ratios.size(); ++input) {
            ratios[input] = prepared.drawn[input][i];
        }
        outputs[i] = index_base * ces(ratios, prepared.shares, sigma);
    }
    result.percentiles = percentiles(std::move(outputs));
    const Amounts modes(0, seed);
    for (std::size_t input = 0; input < model.inputs.size(); ++input) {
        const Input& each = model.inputs[input];
        const double rise = slope(prepared, input, sigma) * index_base;
        result.inputs.push_back({each.name, prepared.supply[input], index_base * prepared.ratios[input], rise / each.need,
                                 rise * prepared.ratios[input] / 100, prepared.binds[input]});
        for (const Supply& supply : each.supplies) {
            std::vector<double> without = prepared.ratios;
            without[input] = supply_of(each, modes, supply.from).front() / each.need;
            const double output = index_base * ces(without, prepared.shares, sigma);
            result.losses.push_back({each.name, supply.from, output, result.at_modes > 0 ? 1 - output / result.at_modes : 0});
        }
    }
    std::ranges::stable_sort(result.losses, std::greater{}, &SupplierLoss::lost);
    return result;
}

} // namespace

double ces(const std::vector<double>& ratios, const std::vector<double>& shares, double sigma) {
    const double scarcest = std::ranges::min(ratios);
    if (sigma == 0 || scarcest <= 0) {
        return std::max(scarcest, 0.0);
    }
    if (std::abs(sigma - 1) < 1e-9) {
        double logarithm = 0;
        for (std::size_t i = 0; i < ratios.size(); ++i) {
            logarithm += shares[i] * std::log(ratios[i]);
        }
        return std::exp(logarithm);
    }
    // Divided by the scarcest ratio, so that no power of a small number overflows.
    const double rho = (sigma - 1) / sigma;
    double sum = 0;
    for (std::size_t i = 0; i < ratios.size(); ++i) {
        sum += shares[i] * std::pow(ratios[i] / scarcest, rho);
    }
    return scarcest * std::pow(sum, 1 / rho);
}

BottleneckResult find_bottleneck(BottleneckModel model, const std::vector<double>& elasticities, std::uint64_t draws, std::uint64_t seed) {
    BottleneckResult result{.model = std::move(model), .draws = draws, .seed = seed};
    const Prepared prepared = prepare(result.model, draws, seed);
    result.binding = static_cast<std::size_t>(std::ranges::min_element(prepared.ratios) - prepared.ratios.begin());
    for (const double sigma : elasticities) {
        result.elasticities.push_back(result_of(result.model, prepared, sigma, draws, seed));
    }
    const Amounts many(draws, seed);
    for (const Input& input : result.model.inputs) {
        for (const Capital& capital : input.capital) {
            CapitalPath path{.input = input.name};
            const auto stock = stocks(input, capital, many);
            for (std::size_t year = 0; year < stock.size(); ++year) {
                path.years.push_back(capital.years[year].year);
                path.stock.push_back(percentiles(stock[year]));
            }
            result.capital.push_back(std::move(path));
        }
    }
    return result;
}

} // namespace tidewaiter::balance
