#include "names/runs.hpp"

namespace tidewaiter::names {

std::vector<Run> runs_of(std::span<const Word> words) {
    std::vector<Run> runs;
    for_each_run(words, [&](const RunShape& run) {
        std::string key = run.relation == Relation::acronym ? acronym_of(words, run) : to_sound(joined_text(words, run));
        runs.push_back({run.first, run.count, run.relation, std::move(key)});
    });
    return runs;
}

} // namespace tidewaiter::names
