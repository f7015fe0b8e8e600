// The lists that can be asked for by name: how each is loaded, and what it adds to a row that a code meets.
#pragma once

#include "goods/code_list.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::goods {

struct NamedList {
    ListInfo info;
    CodeList codes;
    /// Does the list speak of this lane at all?
    bool (*applies)(const Lane& lane);
    /// Adds tier, note and source; may change entry and coverage.
    void (*complete)(Control& control, const GroupHit& hit, const Lane& lane);
    /// Why no hit does not mean "not listed"; empty when it does.
    std::string (*silence)(const HsCode& code, const Lane& lane);
};

/// A version of the Common High Priority List.
struct ChplVersion {
    std::string codes;   ///< "50"
    std::string version; ///< "2024-02-23"
    std::string from;    ///< day or month; empty when not known
    std::string to;
    bool held = false;
    std::string note;     ///< what it is
    std::string missing;  ///< what of it is not held
};
/// The oldest first. Source: data/chpl_versions.csv.
const std::vector<ChplVersion>& chpl_versions();
/// "45", or a day or month for the version in force then; null when the list did not exist yet.
/// Errors: a version that is not known, or not held.
base::Result<const ChplVersion*> find_chpl_version(std::string_view text);
/// Lists of the held versions, in the order of chpl_versions(); the name is "chpl@45", that of the newest "chpl".
std::vector<NamedList> load_chpl();
NamedList load_export_ban();
NamedList load_us_links();
/// All baskets of data/baskets.csv as "machine_tools:narrow" ..., in the order of the file.
std::vector<NamedList> load_baskets();
/// A basket of the user's. Errors: Failure(bad_input), see GoodsBook::load_basket.
NamedList load_basket_file(const std::string& path);

bool always(const Lane& lane);
std::string complete_list(const HsCode& code, const Lane& lane);
void complete_basket(Control& control, const GroupHit& hit, const Lane& lane);

/// The bytes of the tables behind the lists, for the content hash.
std::vector<std::string_view> chpl_tables();
std::vector<std::string_view> export_ban_tables();
std::vector<std::string_view> us_tables();
std::vector<std::string_view> us_control_tables();
std::vector<std::string_view> basket_tables();
std::string_view transshipment_table();

} // namespace tidewaiter::goods
