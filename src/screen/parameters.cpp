#include "screen/parameters.hpp"

#include <fmt/format.h>

namespace tidewaiter::screen {

namespace {

// Methods.md section 3 gives every value but the following, which it leaves open and we chose: the scores of R12, the least
// numbers of lines of R13 to R15, and of R20 how many payments are many, how many suppliers several, and what is small.
constexpr std::array<ParameterRow, parameter_count> rows = {{
    {"R03", "growth", 3, 1, 1'000, "monthly mean after D0 over the one before, above which purchases have jumped"},
    {"R03", "least_usd", 50'000, 0, 1e12, "USD after D0 below which a jump is left alone"},
    {"R05", "growth", 3, 1, 1'000, "imports of the year over the demand proxy, above which they exceed the place's own need"},
    {"R05", "demand_growth", 1, 0.1, 10, "growth of demand since 2017-2021, by which their mean is multiplied"},
    {"R08", "buyers", 3, 2, 1e6, "buyers of high-priority goods at one address"},
    {"R08", "companies", 10, 2, 1e6, "companies at one address"},
    {"R12", "score", 0.5, 0, 1, "least likeness of the description to the better code (0 to 1)"},
    {"R12", "lead", 0.2, 0, 1, "by which it must be ahead of the declared code"},
    {"R13", "mads", 3.5, 1, 100, "median absolute deviations from the median of log(value / kg)"},
    {"R13", "lines", 20, 5, 1e9, "comparable lines without which nothing is said"},
    {"R14", "price", 1.5, 1, 100, "unit value over the median of the statistics"},
    {"R14", "rows", 5, 1, 1e9, "rows of the statistics without which nothing is said"},
    {"R15", "lines", 100, 20, 1e9, "comparable lines without which nothing is said"},
    {"R18", "days", 5, 1, 365, "days before departure within which a change is a late one"},
    {"R20", "payments", 5, 2, 1e6, "small payments that are many"},
    {"R20", "suppliers", 3, 2, 1e6, "suppliers of high-priority goods that are several"},
    {"R20", "days", 30, 1, 366, "days within which they are paid"},
    {"R20", "small_usd", 10'000, 1, 1e9, "USD up to which a payment is small"},
    {"R22", "least_usd", 100'000, 0, 1e12, "USD after D0 above which a trade route is new"},
    {"R23", "days", 90, 1, 3'660, "days from the goods' arrival to their going on"},
    {"R24", "minority", 25, 1, 49.99, "percent from which a minority stake of listed owners is said"},
    {"R25", "days", 90, 1, 3'660, "days around the listing within which shares were moved"},
    {"R28", "hours", 8, 1, 1'000, "hours without a position"},
    {"R28", "knots", 20, 1, 60, "speed at which a port could be called in that time"},
    {"R29", "flags", 2, 1, 100, "flags or names above which an identity changes too often"},
    {"R29", "months", 12, 1, 120, "months within which they are counted"},
    {"R30", "metres", 500, 1, 10'000, "distance of two ships that lie together"},
    {"R30", "knots", 1, 0.1, 30, "speed below which they lie"},
    {"R30", "hours", 3, 0.1, 1'000, "hours for which they do"},
    {"R30", "port_nm", 10, 0.1, 200, "nautical miles from every port that are outside port"},
    {"R31", "nm", 10, 0.1, 200, "nautical miles from the port that are at the port"},
    {"R31", "days", 2, 0, 60, "days around the declared one"},
}};

} // namespace

std::span<const ParameterRow, parameter_count> all_parameters() { return rows; }

std::optional<Parameter> find_parameter(std::string_view rule, std::string_view name) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].rule == rule && rows[i].name == name) {
            return static_cast<Parameter>(i);
        }
    }
    return std::nullopt;
}

Parameters::Parameters() {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        values_[i] = rows[i].value;
    }
}

base::Result<bool> Parameters::set(Parameter parameter, double value) {
    const auto at = static_cast<std::size_t>(parameter);
    if (!(value >= rows[at].least && value <= rows[at].most)) {
        return base::error(fmt::format("[rules.{}] {} is {}, and wants {} to {}", rows[at].rule, rows[at].name, value, rows[at].least, rows[at].most),
                           fmt::format("It is: {}.", rows[at].says));
    }
    values_[at] = value;
    return true;
}

} // namespace tidewaiter::screen
