// Alerts that people worked before, scored again: which true hits a threshold keeps and loses, and which false alarms it
// saves. The listed party comes from the index by its number, so that the answer is that of the lists in force.
#pragma once

#include "index/index.hpp"
#include "match/algorithms.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::cli {

enum class Disposition { true_hit, false_alarm, open };

struct OldAlert {
    std::uint64_t line = 0;
    std::string query;
    std::string birth_date;
    std::string country;
    std::string listed_id;
    Disposition disposition = Disposition::open;
    bool held = false;         ///< the index holds the listed party
    double score = 0;          ///< 0 when it does not
    bool refuted = false;      ///< an identifier of the query differs
    std::string listed_name;   ///< the listed party's own
};

struct OldAlerts {
    std::string path;
    std::string sha256;
    std::vector<OldAlert> rows; ///< in file order
    std::uint64_t rejected = 0; ///< rows that could not be read

    std::uint64_t count(Disposition disposition) const;
    std::uint64_t not_held() const;
};

/// What a threshold does to alerts with a disposition.
struct ThresholdRow {
    double threshold = 0;
    std::uint64_t kept = 0;  ///< true hits at or above it
    std::uint64_t lost = 0;  ///< true hits below it
    std::uint64_t asked = 0; ///< false alarms at or above it
    std::uint64_t saved = 0; ///< false alarms below it
};

/// "True positive", "TP", "confirmed" ..., "false alarm", "cleared" ..., "open" or nothing.
/// Errors: Failure(bad_input) naming path and line for any other word
Disposition read_disposition(std::string_view text, const std::string& path, std::uint64_t line);

/// Is this the header of old alerts (it has a column disposition, outcome or the like)?
bool has_dispositions(const std::vector<std::string>& columns);

/// Reads and scores the file. Columns: query (or name, name_given), listed_id (or entity_id, list_entry_id),
/// disposition; birth_date, country and schema where they are. A listed party is found by entity id, by the publisher's
/// own number, or by either written without the list's prefix.
/// Errors: Failure(bad_input): a missing column, a disposition that is no known word (naming its line)
OldAlerts load_old_alerts(const std::string& path, const index::Index& index, const match::Algorithm& algorithm);

/// In: held_only leaves out alerts whose listed party the index does not hold; else these are lost and saved
ThresholdRow at_threshold(const OldAlerts& alerts, double threshold, bool held_only = false);
/// 0.50 to 0.95 by 0.05.
std::vector<ThresholdRow> sweep(const OldAlerts& alerts);
/// True hits below the threshold, in file order, and last those whose listed party the index does not hold.
std::vector<const OldAlert*> lost_at(const OldAlerts& alerts, double threshold);
/// "0.000 line 12  J. Doe, 1960, ir | ofac-123: not in the index".
std::string describe(const OldAlert& alert);

/// Table and lost true hits as people read them, or one JSON document.
std::string to_text(const OldAlerts& alerts, double threshold);
std::string to_json(const OldAlerts& alerts, double threshold);

} // namespace tidewaiter::cli
