#include "screen/below_line.hpp"

#include "base/failure.hpp"
#include "base/hash.hpp"
#include "match/match.hpp"
#include "sql/record_file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace tidewaiter::screen {

namespace {

const std::vector<std::string> columns = {"alert_id", "query", "birth_date", "country",     "address",  "score",       "listed_id", "listed_name",
                                          "list",     "line",  "band_from",  "band_pairs", "evidence", "disposition", "by",        "note"};

/// Nobody reads more pairs of one party, and one with a common name must not fill the memory.
constexpr std::size_t matches_per_party = 1'000;

} // namespace

BelowLine::BelowLine(BelowLineOptions options, const Policy& policy)
    : options_(std::move(options)), wide_(policy), line_(policy.alert_score), from_(std::max(0.0, policy.alert_score - options_.width)),
      writer_(options_.path, columns) {
    wide_.candidate_score = std::min(wide_.candidate_score, from_);
    wide_.matches_per_party = std::max(wide_.matches_per_party, matches_per_party);
}

void BelowLine::add(const ReadParty& party, const PartyHits& hits) {
    for (const PartyHit& hit : hits) {
        if (hit.match.refuted || hit.match.score < from_ || hit.match.score >= line_) {
            continue;
        }
        if (!seen_.insert(base::to_xxh3(hit.alert_id)).second) {
            continue;
        }
        Row row;
        row.draw = base::to_xxh3(fmt::format("{} {}", options_.seed, hit.alert_id));
        row.score = hit.match.score;
        if (rows_.size() == options_.sample && !rows_.empty() && row.draw > rows_.front().draw) {
            continue;
        }
        row.cells = {hit.alert_id, party.name, party.main ? party.facts->birth_date : std::string(), fmt::format("{}", fmt::join(party.countries, ";")),
                     party.facts->address, fmt::format("{:.3f}", hit.match.score), hit.entity_id, hit.matched_name, hit.list, fmt::format("{:.3f}", line_),
                     fmt::format("{:.3f}", from_), {}, match::explain(hit.match), {}, {}, {}};
        rows_.push_back(std::move(row));
        std::push_heap(rows_.begin(), rows_.end());
        if (rows_.size() > options_.sample) {
            std::pop_heap(rows_.begin(), rows_.end());
            rows_.pop_back();
        }
    }
}

BelowLineResult BelowLine::write() {
    std::vector<const Row*> sorted;
    for (const Row& row : rows_) {
        sorted.push_back(&row);
    }
    std::ranges::sort(sorted, [](const Row* a, const Row* b) { return a->score != b->score ? a->score > b->score : a->cells < b->cells; });
    constexpr std::size_t band_pairs = 11;
    for (const Row* row : sorted) {
        std::vector<std::string> cells = row->cells;
        cells[band_pairs] = fmt::format("{}", seen_.size());
        writer_.add(cells);
    }
    writer_.commit();
    return {from_, line_, seen_.size(), rows_.size(), options_.seed};
}

} // namespace tidewaiter::screen
