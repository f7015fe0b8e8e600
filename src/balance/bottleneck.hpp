// Which input binds output: fixed proportions, or inputs that can stand in for one another to a degree.
#pragma once

#include "balance/model.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::balance {

/// What one supplier, or the country itself, provides of an input.
struct Supply {
    std::string from; ///< "CHN", "domestic"
    Range range;
    Kind kind = Kind::estimate;
    std::string source;
};

/// Additions of one year to a stock of machines.
struct CapitalYear {
    int year = 0;
    Range imported;
    Range domestic;
};

/// A stock that wears out: K(t) = (1 - wear) K(t - 1) + imported + domestic; the input it gives is K x service.
struct Capital {
    Range start;   ///< before the first year
    Range wear;    ///< share a year; 0.06 - 0.08 - 0.10 when the model says nothing
    double service = 1; ///< input a unit of stock gives: output an hour, hours and use in one figure
    std::vector<CapitalYear> years;
};

struct Input {
    std::string name;
    std::string unit;
    double need = 0;  ///< of the input for an output of 100
    double share = 0; ///< of cost; the shares of all inputs sum to 1
    std::vector<Supply> supplies;
    std::vector<Capital> capital; ///< none or one
    std::string source;
    std::uint64_t line = 0;
};

struct BottleneckModel {
    std::string name;
    std::string title;
    std::string sector;
    std::vector<Source> sources;
    std::vector<Input> inputs;
    std::string sha256;
};

/// Errors: Failure(bad_input) naming file, line and field
BottleneckModel parse_bottleneck_model(std::string_view toml, const std::string& name);
BottleneckModel load_bottleneck_model(const std::string& path);

/// Output without one supplier.
struct SupplierLoss {
    std::string input;
    std::string from;
    double output = 0; ///< at the modes, index
    double lost = 0;   ///< of the output with all suppliers, 0..1
};

struct InputEffect {
    std::string input;
    double supply = 0;        ///< at the modes
    double covers = 0;        ///< index that this input alone would allow
    double shadow = 0;        ///< index points for one unit more of it
    double shadow_percent = 0; ///< index points for 1 % more of it
    double binds = 0;         ///< share of draws in which it is the scarcest
};

/// Output for one elasticity of substitution.
struct ElasticityResult {
    double sigma = 0;
    double at_modes = 0; ///< index; 100 is the output that `need` is stated for
    std::array<double, 3> percentiles{}; ///< 5, 50, 95
    std::vector<InputEffect> inputs;     ///< in the order of the model
    std::vector<SupplierLoss> losses;    ///< largest first
};

struct CapitalPath {
    std::string input;
    std::vector<int> years;
    std::vector<std::array<double, 3>> stock; ///< 5, 50, 95 at the end of each year
};

struct BottleneckResult {
    BottleneckModel model;
    std::vector<ElasticityResult> elasticities;
    std::vector<CapitalPath> capital;
    std::size_t binding = 0; ///< input that is scarcest at the modes
    std::uint64_t draws = 0;
    std::uint64_t seed = 0;
};

/// The elasticities of section 5.5 of the methods note.
inline constexpr std::array<double, 4> usual_elasticities{0, 0.2, 0.5, 1};

/// Constant elasticity of substitution, calibrated so that ratios of 1 give 1.
/// In:     ratios of supply to need, at least 0; shares that sum to 1; sigma 0 (the scarcest input decides) to 1 (Cobb
///         and Douglas): every input is needed
/// Source: Arrow, Chenery, Minhas, Solow, Capital-labor substitution and economic efficiency, 1961
double ces(const std::vector<double>& ratios, const std::vector<double>& shares, double sigma);

/// In: elasticities in 0..1
BottleneckResult find_bottleneck(BottleneckModel model, const std::vector<double>& elasticities, std::uint64_t draws, std::uint64_t seed);

} // namespace tidewaiter::balance
