#include "cli/verb.hpp"

#include "cli/verbs.hpp"

#include <array>

namespace tidewaiter::cli {

const Option home_option{"home", "DIR", "$TIDEWAITER_HOME or ~/.local/share/tidewaiter",
                         "folder of what is in force: watch.tw, policy.toml, lists/"};
const Option index_option{"index", "FILE", "<home>/watch.tw", "index file to use instead of the one in force"};
const Option policy_option{"policy", "FILE", "<home>/policy.toml, else the built-in one", "policy file to use"};
const Option as_of_option{"as-of", "DATE", "today", "day for which lists, rules and ages are judged, YYYY-MM-DD"};
const Option json_option{"json", "", "", "print one JSON document instead of text"};

std::span<const Verb* const> all_verbs() {
    // One row a verb, in the order of the help.
    static const std::array verbs{
        &build_verb(),
        &lists_verb(),
        &update_verb(),
        &match_verb(),
        &compare_verb(),
        &map_verb(),
        &screen_verb(),
        &validate_verb(),
        &goods_verb(),
        &balance_verb(),
        &lookthrough_verb(),
        &bottleneck_verb(),
        &choke_verb(),
        &policy_verb(),
        &load_verb(),
        &share_verb(),
        &mirror_verb(),
        &divert_verb(),
        &price_verb(),
        &break_verb(),
        &firms_verb(),
        &depend_verb(),
        &check_verb(),
        &report_verb(),
        &bench_names_verb(),
        &bench_search_verb(),
    };
    return verbs;
}

} // namespace tidewaiter::cli
