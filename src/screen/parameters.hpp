// Thresholds of the rules that a policy may change, with the defaults of the methods note, section 3.
#pragma once

#include "base/result.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace tidewaiter::screen {

enum class Parameter : std::uint8_t {
    r03_growth, r03_least_usd,
    r05_growth, r05_demand_growth,
    r08_buyers, r08_companies,
    r12_score, r12_lead,
    r13_mads, r13_lines,
    r14_price, r14_rows,
    r15_lines,
    r18_days,
    r20_payments, r20_suppliers, r20_days, r20_small_usd,
    r22_least_usd,
    r23_days,
    r24_minority,
    r25_days,
    r28_hours, r28_knots,
    r29_flags, r29_months,
    r30_metres, r30_knots, r30_hours, r30_port_nm,
    r31_nm, r31_days
};

inline constexpr std::size_t parameter_count = 32;

struct ParameterRow {
    std::string_view rule; ///< R03
    std::string_view name; ///< growth: written [rules.R03] growth = 3
    double value;          ///< the default
    double least;
    double most;
    std::string_view says; ///< what it is, with its unit
};

/// By Parameter.
std::span<const ParameterRow, parameter_count> all_parameters();
std::optional<Parameter> find_parameter(std::string_view rule, std::string_view name);

/// One value for each parameter; made with the defaults.
class Parameters {
public:
    Parameters();

    double operator[](Parameter parameter) const { return values_[static_cast<std::size_t>(parameter)]; }

    /// Errors: a value beyond the bounds of the parameter.
    base::Result<bool> set(Parameter parameter, double value);

private:
    std::array<double, parameter_count> values_{};
};

} // namespace tidewaiter::screen
