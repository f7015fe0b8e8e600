// The verbs, one file each.
#pragma once

#include "cli/verb.hpp"

namespace tidewaiter::cli {

const Verb& build_verb();
const Verb& lists_verb();
const Verb& update_verb();
const Verb& match_verb();
const Verb& compare_verb();
const Verb& map_verb();
const Verb& screen_verb();
const Verb& validate_verb();
const Verb& goods_verb();
const Verb& balance_verb();
const Verb& lookthrough_verb();
const Verb& bottleneck_verb();
const Verb& choke_verb();
const Verb& policy_verb();
const Verb& load_verb();
const Verb& share_verb();
const Verb& mirror_verb();
const Verb& divert_verb();
const Verb& price_verb();
const Verb& firms_verb();
const Verb& break_verb();
const Verb& depend_verb();
const Verb& check_verb();
const Verb& report_verb();
const Verb& bench_names_verb();
const Verb& bench_search_verb();

} // namespace tidewaiter::cli
