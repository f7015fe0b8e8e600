#include "names/runs.hpp"

namespace tidewaiter::names {

std::vector<Run> runs_of(const Wording& name) {
    std::vector<Run> runs;
    for_each_run(name, [&](const RunShape& run) {
        std::string key = run.relation == Relation::acronym ? acronym_of(name.words, run) : to_sound(joined_text(name.words, run));
        float weight = 0;
        for (const Word& word : name.words.subspan(run.first, run.count)) {
            weight += word.weight;
        }
        runs.push_back({run.first, run.count, run.relation, weight, std::move(key)});
    });
    return runs;
}

} // namespace tidewaiter::names
