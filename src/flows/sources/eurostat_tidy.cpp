// Eurostat monthly trade in long form: reporter, partner, product, period, value_eur, and the flow where it is given.
#include "flows/sources/sources.hpp"

#include <algorithm>

namespace tidewaiter::flows {

std::optional<Mapping> map_eurostat_tidy(const RawHead& head) {
    Mapping m;
    m.format = "eurostat_tidy";
    m.publisher = "Eurostat";
    m.title = "EU trade since 1988 by HS2-4-6 and CN8 (DS-045409)";
    m.reporter = head.column("reporter");
    m.partner = head.column("partner");
    // Files cut from the data set by direction keep it only in their name.
    std::string name = head.name;
    std::ranges::transform(name, name.begin(), [](char ch) { return static_cast<char>(ch >= 'A' && ch <= 'Z' ? ch + 32 : ch); });
    if (head.has("flow")) {
        m.flow = head.column("flow");
    } else if (name.find("export") != std::string::npos) {
        m.flow = "'X'";
        m.remarks.push_back("no column of flows: exports, as the file's name says");
    } else if (name.find("import") != std::string::npos) {
        m.flow = "'M'";
        m.remarks.push_back("no column of flows: imports, as the file's name says");
    } else {
        return std::nullopt;
    }
    m.basis = "'origin'";
    m.code = head.column("product");
    m.period = head.column("period");
    m.value = head.column("value_eur");
    m.currency = "'EUR'";
    m.status = "'reported'";
    return m;
}

} // namespace tidewaiter::flows
