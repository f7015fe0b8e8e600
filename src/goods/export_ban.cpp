// The CN codes of the EU's export bans to Russia as of January 2023.
#include "goods/named_list.hpp"

#include "base/csv.hpp"
#include "base/embedded.hpp"
#include "entity/country.hpp"

#include <fmt/format.h>

TIDEWAITER_EMBEDDED(eu_russia_export_ban_2023_01_csv);

namespace tidewaiter::goods {

namespace {

constexpr std::string_view version = "2023-01";
constexpr std::string_view destination = "ru";
constexpr std::string_view caveat = "as of January 2023, not the law today; annex and coverage are not held";
constexpr std::string_view ban_source = "CN codes of the EU export bans to Russia, January 2023 (github.com/vzemlys/ruimpeks)";

/// An export to Russia, or a destination that is not known. What leaves Russia itself is no export to it.
bool applies(const Lane& lane) { return (lane.to.empty() || lane.to == destination) && lane.from != destination; }

void complete(Control& control, const GroupHit& hit, const Lane& lane) {
    // The source does not say whether a code is banned whole or in part.
    control.coverage = Coverage::not_held;
    control.for_one_destination = lane.to.empty();
    control.note = fmt::format("{}; {}", caveat, lane.to.empty() ? "binds exports to Russia, no destination was given" : "export to Russia");
    if (!hit.note.empty()) {
        control.note = fmt::format("{}; {}", hit.note, control.note);
    }
    control.source = ban_source;
}

std::string silence(const HsCode&, const Lane& lane) {
    if (!lane.to.empty() && lane.to != destination) {
        return fmt::format("only the bans on exports to Russia are held, not those to {}", entity::country_name(lane.to));
    }
    if (lane.from == destination) {
        return "only the bans on exports to Russia are held, not those on imports from it";
    }
    return "codes as of January 2023: what was added later is not held";
}

} // namespace

NamedList load_export_ban() {
    const base::CsvTable table("eu_russia_export_ban_2023_01.csv", embedded_eu_russia_export_ban_2023_01_csv());
    std::vector<CodeRow> rows;
    for (const auto& row : table.rows()) {
        rows.push_back({row[0], {}, {}, {}});
    }
    ListInfo info{"eu", std::string(version), "CN codes of the EU export bans to Russia as of January 2023, not the law today", rows.size(),
                  "annex and coverage of each code, later amendments, bans to other countries, import bans, and the dual-use "
                  "list (Regulation 2021/821, Annex I)"};
    return {std::move(info), CodeList(std::move(rows)), applies, complete, silence};
}

std::vector<std::string_view> export_ban_tables() { return {embedded_eu_russia_export_ban_2023_01_csv()}; }

} // namespace tidewaiter::goods
