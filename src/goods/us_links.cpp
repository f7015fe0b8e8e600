// From HS codes to entries of the Commerce Control List: the few rows that a source backs, always "ex".
#include "goods/named_list.hpp"

#include "goods/us_controls.hpp"

#include "base/csv.hpp"
#include "base/embedded.hpp"

#include <fmt/format.h>

TIDEWAITER_EMBEDDED(us_hs_eccn_csv);

namespace tidewaiter::goods {

namespace {

void complete(Control& control, const GroupHit& hit, const Lane& lane) {
    const CodeRow& row = *hit.rows.front();
    control.entry = hit.group;
    control.coverage = Coverage::ex; // control depends on performance, whatever the code says
    const auto eccn = find_eccn(hit.group);
    control.note = fmt::format("{} by HS {}; {}", row.what, row.code, eccn ? chart_note(*eccn, lane.to) : "the entry is not held");
    if (!hit.note.empty()) {
        control.note = fmt::format("{}; {}", hit.note, control.note);
    }
    control.source = row.source;
}

std::string silence(const HsCode& code, const Lane&) {
    return fmt::format("no row links HS {} to an ECCN, which does not mean that none applies", code.dotted());
}

} // namespace

NamedList load_us_links() {
    const base::CsvTable table("us_hs_eccn.csv", embedded_us_hs_eccn_csv());
    std::vector<CodeRow> rows;
    for (const auto& row : table.rows()) {
        rows.push_back({row[0], row[1], row[4], row[5]});
    }
    ListInfo info{"us", std::string(us_controls_version()),
                  "Commerce Control List by ECCN with the Commerce Country Chart (15 CFR 738, 740, 774); an HS code leads to an ECCN "
                  "by a few rows only",
                  rows.size(), "a table from HS to ECCN beyond those rows, the entries' texts, licence exceptions, end-use and end-user rules"};
    return {std::move(info), CodeList(std::move(rows)), always, complete, silence};
}

std::vector<std::string_view> us_tables() {
    auto tables = us_control_tables();
    tables.push_back(embedded_us_hs_eccn_csv());
    return tables;
}

} // namespace tidewaiter::goods
