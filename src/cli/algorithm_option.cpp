#include "cli/algorithm_option.hpp"

#include "base/failure.hpp"
#include "entity/schema.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tidewaiter::cli {

using base::Failure;
using base::FailureKind;

const match::Algorithm& algorithm_of(const Arguments& arguments) {
    const std::string name = arguments.text("algorithm", match::all_algorithms().front().name);
    if (const match::Algorithm* found = match::find_algorithm(name)) {
        return *found;
    }
    std::string known;
    for (const match::Algorithm& row : match::all_algorithms()) {
        known += fmt::format("{}{} ({})", known.empty() ? "" : ", ", row.name, row.sentence);
    }
    throw Failure(FailureKind::usage, fmt::format("--algorithm: there is no '{}'", name), fmt::format("Known are {}.", known));
}

void Searcher::prepare_all() {
    if (!parties_.empty()) {
        return;
    }
    parties_.reserve(index_.size());
    for (std::uint32_t number = 0; number < index_.size(); ++number) {
        const index::Listed listed = index_.listed(number);
        parties_.push_back(match::prepare(listed.entity));
        lists_.push_back(listed.list);
    }
}

std::vector<index::Hit> Searcher::search(const match::Prepared& query, const index::SearchOptions& options) {
    if (algorithm_.indexed) {
        return index_.search(query, options);
    }
    for (const std::string& list : options.lists) {
        if (std::ranges::find(index_.lists(), list, &lists::ListVersion::list) == index_.lists().end()) {
            throw Failure(FailureKind::usage, "the index holds no list " + list);
        }
    }
    prepare_all();
    std::vector<index::Hit> hits;
    for (std::uint32_t number = 0; number < parties_.size(); ++number) {
        const bool wanted = options.lists.empty() || std::ranges::find(options.lists, index_.lists()[lists_[number]].list) != options.lists.end();
        if (!wanted || (!query.schema.empty() && !entity::are_comparable(query.schema, parties_[number].schema))) {
            continue;
        }
        match::Match match = algorithm_.compare(query, parties_[number], options.cutoff);
        if (match.score > 0 && match.score >= options.cutoff) {
            hits.push_back({number, std::move(match)});
        }
    }
    std::ranges::stable_sort(hits, std::greater{}, [](const index::Hit& hit) { return hit.match.score; });
    if (hits.size() > options.limit) {
        hits.resize(options.limit);
    }
    return hits;
}

} // namespace tidewaiter::cli
