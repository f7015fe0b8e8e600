// What lies just under the line: pairs of a party and a listed entity whose score a little more would have made an alert.
// Examiners ask for a sample of them, drawn before anybody looks, to be judged by people: it shows what the line costs.
#pragma once

#include "screen/party_match.hpp"
#include "sql/record_file.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

namespace tidewaiter::screen {

struct BelowLineOptions {
    double width = 0;         ///< of the band under the alert line, 0.10: from line - 0.10 up to the line
    std::size_t sample = 200;
    std::uint64_t seed = 1;
    std::string path;         ///< .csv, .jsonl or .parquet
};

/// What was drawn from how much.
struct BelowLineResult {
    double from = 0;
    double line = 0;
    std::uint64_t pairs = 0;  ///< different pairs in the band
    std::uint64_t drawn = 0;
    std::uint64_t seed = 0;
};

/// Collects the pairs of one run. A pair is drawn by a hash of the seed and its alert id: every pair has the same chance,
/// whatever the order, the number of threads, or how often it occurs. Memory: 8 bytes a pair, and the sample.
class BelowLine {
public:
    /// Errors: Failure(usage) for a path of another ending; Failure(machine) when it cannot be written
    BelowLine(BelowLineOptions options, const Policy& policy);

    /// The policy under which parties are looked up for the band: the same, with a lower end.
    const Policy& policy() const { return wide_; }
    /// In: what match_party found under policy(); hits at or above the line, and refuted ones, are not of the band
    void add(const ReadParty& party, const PartyHits& hits);
    /// Writes the sample by falling score with empty columns for a person's verdict; `bench-names` and `validate` read it
    /// when they are filled in. Errors: Failure(machine).
    BelowLineResult write();

private:
    struct Row {
        std::uint64_t draw = 0; ///< the smallest so many are the sample
        double score = 0;
        std::vector<std::string> cells;
        bool operator<(const Row& other) const { return draw != other.draw ? draw < other.draw : cells < other.cells; }
    };

    BelowLineOptions options_;
    Policy wide_;
    double line_;
    double from_;
    sql::RecordWriter writer_;
    std::unordered_set<std::uint64_t> seen_;
    std::vector<Row> rows_; ///< a heap, the largest draw first
};

} // namespace tidewaiter::screen
