// The Common High Priority List in its versions.
#include "goods/named_list.hpp"

#include "base/csv.hpp"
#include "base/embedded.hpp"

#include <fmt/format.h>

#include <algorithm>

TIDEWAITER_EMBEDDED(chpl_csv);
TIDEWAITER_EMBEDDED(chpl_versions_csv);

namespace tidewaiter::goods {

namespace {

constexpr std::string_view chpl_source = "BIS, Common High Priority List of 23 February 2024, bis.gov/node/6280";

std::string names_of_versions() {
    std::string names;
    for (const ChplVersion& version : chpl_versions()) {
        names += fmt::format("{}chpl@{}{}", names.empty() ? "" : ", ", version.codes, version.held ? "" : " (codes not held)");
    }
    return names;
}

void complete(Control& control, const GroupHit& hit, const Lane&) {
    control.tier = hit.group;
    control.source = chpl_source;
    if (control.version != chpl_versions().back().version) {
        const auto version = std::ranges::find(chpl_versions(), control.version, &ChplVersion::version);
        control.note = control.note.empty() ? version->note : fmt::format("{}; {}", control.note, version->note);
    }
}

bool is_date_or_month(std::string_view text) {
    return (text.size() == 7 || text.size() == 10) && text[4] == '-' &&
           std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || c == '-'; });
}

} // namespace

const std::vector<ChplVersion>& chpl_versions() {
    static const auto versions = [] {
        std::vector<ChplVersion> read;
        const base::CsvTable table("chpl_versions.csv", embedded_chpl_versions_csv());
        for (const auto& row : table.rows()) {
            read.push_back({row[0], row[1], row[2], row[3], row[4] == "yes", row[5], row[6]});
        }
        return read;
    }();
    return versions;
}

base::Result<const ChplVersion*> find_chpl_version(std::string_view text) {
    const auto& versions = chpl_versions();
    const auto hint = [] { return fmt::format("Ask for a version by name: {}.", names_of_versions()); };
    if (!is_date_or_month(text)) {
        const auto found = std::ranges::find_if(versions, [&](const auto& v) { return v.codes == text || v.version == text; });
        if (found == versions.end()) {
            return base::error(fmt::format("the Common High Priority List has no version '{}'", text), hint());
        }
        if (!found->held) {
            return base::error(fmt::format("chpl@{}: codes not held; {} ({})", found->codes, found->note, found->version), hint());
        }
        return &*found;
    }
    // Texts compare as dates do; a month counts from its first day, the sources give no day.
    const ChplVersion* in_force = nullptr;
    bool gap_after = false;
    for (const ChplVersion& version : versions) {
        if (version.from.empty()) {
            gap_after = true; // a version of unknown days lies between this one's neighbours
        } else if (version.from <= text) {
            in_force = &version;
            gap_after = false;
        }
    }
    if (in_force != nullptr && gap_after && in_force->to.empty()) {
        return base::error(fmt::format("chpl on {}: codes not held, neither is {}", text, in_force->missing), hint());
    }
    return in_force;
}

std::vector<NamedList> load_chpl() {
    const base::CsvTable table("chpl.csv", embedded_chpl_csv());
    std::vector<NamedList> lists;
    for (const ChplVersion& version : chpl_versions()) {
        if (!version.held) {
            continue;
        }
        std::vector<CodeRow> rows;
        for (const auto& row : table.rows()) {
            if ((" " + row[2] + " ").find(" " + version.codes + " ") != std::string::npos) {
                rows.push_back({row[0], row[1], {}, {}});
            }
        }
        const bool newest = version.codes == chpl_versions().back().codes;
        ListInfo info{newest ? "chpl" : "chpl@" + version.codes, version.version,
                      fmt::format("Common High Priority List, {} HS 2022 codes in tiers{}{}", version.codes, newest ? "" : ": ", version.note),
                      rows.size(), version.missing};
        lists.push_back({std::move(info), CodeList(std::move(rows)), always, complete, complete_list});
    }
    return lists;
}

std::vector<std::string_view> chpl_tables() { return {embedded_chpl_csv(), embedded_chpl_versions_csv()}; }

} // namespace tidewaiter::goods
