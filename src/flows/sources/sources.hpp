// The source formats: one file each, one row in one table.
#pragma once

#include "flows/mapping.hpp"
#include "flows/raw_file.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::flows {

struct SourceFormat {
    std::string_view name;
    std::string_view describes;
    /// Columns without which it is not this format; they also say what a near miss lacks.
    std::vector<std::string_view> needs;
    /// In: a head that has all of them. Out: nullopt when it is another format after all.
    std::optional<Mapping> (*map)(const RawHead& head);
};

/// In the order in which they are tried: the more particular ones first.
std::span<const SourceFormat> source_formats();

/// The mapping of the first format that fits, or of the one named.
/// Errors: Failure(bad_input): none fits; the hint names the nearest format, the columns it lacks, and for each of these
///         the nearest that is there. Failure(usage): no such format.
Mapping recognise(const RawHead& head, const std::string& path, std::string_view format);

/// A user's mapping: TOML, see docs/formats/flows.md.
/// Errors: Failure(bad_input): no TOML, an unknown key, a column that the file does not have (with the nearest)
Mapping load_mapping(const std::string& path, const RawHead& head);

/// The name in `names` with the fewest letters to change. Out: empty when none is near.
std::string nearest_name(std::string_view name, std::span<const std::string> names);

// One line for each format; the functions live in the files of this folder.
std::optional<Mapping> map_comtrade_plus(const RawHead& head);
std::optional<Mapping> map_comtrade_legacy(const RawHead& head);
std::optional<Mapping> map_comtrade_r(const RawHead& head);
std::optional<Mapping> map_imf_imts(const RawHead& head);
std::optional<Mapping> map_fts(const RawHead& head);
std::optional<Mapping> map_eurostat_tidy(const RawHead& head);
std::optional<Mapping> map_eurostat_relational(const RawHead& head);
std::optional<Mapping> map_eurostat_comext(const RawHead& head);
std::optional<Mapping> map_eurostat_browser(const RawHead& head);
std::optional<Mapping> map_baci(const RawHead& head);
std::optional<Mapping> map_gacc(const RawHead& head);
std::optional<Mapping> map_us_census(const RawHead& head);
std::optional<Mapping> map_tuik(const RawHead& head);
std::optional<Mapping> map_armenia_partners(const RawHead& head);
std::optional<Mapping> map_reexport_estimates(const RawHead& head);
std::optional<Mapping> map_partner_year(const RawHead& head);
std::optional<Mapping> map_mirror_months(const RawHead& head);
std::optional<Mapping> map_mirror_partners(const RawHead& head);
std::optional<Mapping> map_mirror_hs4(const RawHead& head);
std::optional<Mapping> map_declaration_words(const RawHead& head);
std::optional<Mapping> map_declaration_boxes(const RawHead& head);
std::optional<Mapping> map_bill_of_lading(const RawHead& head);
std::optional<Mapping> map_ftm_activity(const RawHead& head);

} // namespace tidewaiter::flows
