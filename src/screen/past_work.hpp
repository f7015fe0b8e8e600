// What was worked before: the alerts of an earlier run, and the pairs of a party and a listed entity that a person
// cleared. An alert is worked once; it comes back when either side's content changed, or the day came.
#pragma once

#include "index/index.hpp"
#include "screen/finding.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::screen {

/// 16 hexadecimal digits over everything that is published of a listed entity, its listings included.
std::string to_hash(const index::Listed& listed);

/// What a file of cleared pairs says of one pair.
struct Clearance {
    Clearing state = Clearing::none;
    std::string text; ///< "cleared by A. Petit until 2026-12-31: other birth date", or why it is no longer
};

/// A pair as it is asked for.
struct Pair {
    std::string_view alert_id;
    std::string_view party; ///< name as given
    std::string_view entity_id;
    std::string_view party_hash;
    std::string_view entity_hash;
};

/// Cleared pairs, by entity. Const and thread-safe once loaded.
class ClearedPairs {
public:
    ClearedPairs() = default;
    /// CSV or Parquet with the columns entity_id, and alert_id or party (name_given, name); reason, by, until are read
    /// where they are, and party_hash and entity_hash as the alerts file gives them. A row without hashes holds until
    /// its date, whatever changes; unpinned() counts these.
    /// Errors: Failure(bad_input) naming what is missing, or the line whose date cannot be read.
    static ClearedPairs load(const std::string& path);

    /// In: as_of ISO date
    Clearance find(const Pair& pair, std::string_view as_of) const;
    std::size_t size() const { return size_; }
    std::size_t unpinned() const { return unpinned_; }

private:
    struct Row {
        std::string alert_id;
        std::string party; // folded
        std::string party_hash;
        std::string entity_hash;
        std::string reason;
        std::string by;
        std::string until; // ISO
    };

    std::map<std::string, std::vector<Row>, std::less<>> rows_; // by entity id
    std::size_t size_ = 0;
    std::size_t unpinned_ = 0;
};

/// Alerts of an earlier run.
class Baseline {
public:
    Baseline() = default;
    /// The alerts file of an earlier run, CSV or Parquet. Errors: Failure(bad_input) when it is no such file.
    static Baseline load(const std::string& path);

    /// Sets status and changed of each alert of this run. Out: the earlier ones that are gone, with what was written
    /// of them. Nothing happens when no file was loaded.
    std::vector<Alert> mark(std::vector<Alert>& alerts) const;

private:
    std::map<std::string, std::map<std::string, std::string, std::less<>>, std::less<>> rows_; // alert id -> column -> cell
    bool loaded_ = false;
};

} // namespace tidewaiter::screen
