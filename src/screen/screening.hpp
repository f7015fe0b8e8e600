// A file of records in; decisions, findings and alerts out. Rows in = decisions out, checked.
#pragma once

#include "base/reject.hpp"
#include "goods/goods.hpp"
#include "index/index.hpp"
#include "screen/below_line.hpp"
#include "screen/beside.hpp"
#include "screen/finding.hpp"
#include "screen/past_work.hpp"
#include "screen/policy.hpp"
#include "screen/shipment.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::screen {

/// What a run needs. References outlive the run.
struct ScreenInputs {
    const index::Index& index;
    const goods::GoodsBook& goods;
    const Policy& policy;
    std::string as_of;        ///< ISO date
    std::string tool_version;
    std::string command;
    const ClearedPairs* cleared = nullptr; ///< pairs that a person cleared; null for none
    const Beside* beside = nullptr;        ///< files beside the shipments; null for none
};

struct ScreenOptions {
    std::string file;         ///< path, or - for standard input
    std::string format;       ///< "" or one of format_names()
    std::string encoding;     ///< of text; "": UTF-8, UTF-16, Windows-1252
    std::string sheet;        ///< of a workbook; "": those that hold a table
    std::string mapping;      ///< path of a TOML column mapping; empty: by name
    std::string mappings;     ///< folder of remembered mappings, looked into when `mapping` is empty; empty: none
    std::string day_order;    ///< "", day-first, month-first
    std::string decisions;    ///< output path, .csv .jsonl .parquet
    std::string findings;
    std::string alerts;
    std::string rejects;
    std::string baseline;     ///< alerts file of an earlier run; empty: none
    std::optional<BelowLineOptions> below; ///< a sample of what lies just under the alert line
    unsigned threads = 0;     ///< 0: one a processor; the output is the same for any number
    /// Called now and then: records done, share of the file (negative when unknown). Returns false to stop.
    std::function<bool(std::uint64_t done, double share)> progress;
};

struct ScreenResult {
    RunSummary summary;
    std::vector<Alert> alerts; ///< by falling decision and score, then alert_id
    std::vector<Alert> gone;   ///< alerts of the earlier run that are no longer there, by alert_id
    std::vector<base::Reject> rejects; ///< the first of them, for the summary
    bool too_many_rejects = false; ///< past 1 % of records, or of the rows of a file beside them: exit 3 after deciding the rest
    std::optional<BelowLineResult> below;
};

/// Runs. Errors: Failure(bad_input) before anything is written (unreadable file, dates that cannot be told apart,
/// no column that names a party or goods); Failure(machine) with nothing half-written.
ScreenResult screen_file(const ScreenInputs& inputs, const ScreenOptions& options);

/// Decides one shipment; the core of screen_file, also for callers with their own records.
struct ShipmentResult {
    Decision decision = Decision::no_finding;
    std::string because;          ///< name of the combination that decided
    std::vector<Finding> findings;
    /// Inputs empty or unreadable for this shipment: "end_user.name", "hs:unreadable", and rules that could not look: "R01 not
    /// evaluated: consignee.registered missing".
    std::vector<std::string> missing;
};

ShipmentResult screen_shipment(const ScreenInputs& inputs, const Shipment& shipment);

/// A rule: a row in one table.
struct Rule {
    std::string_view id;       ///< R04
    std::string_view version;  ///< R04-1
    std::string_view sentence; ///< what it asks, with its source
    FindingKind kind;
    std::span<const Input> inputs; ///< without one of these it cannot look
    std::span<const Input> helps;  ///< with these it sees more
    std::span<const Input> one_of; ///< without all of these it cannot look; empty: none are asked for
    std::string_view source;   ///< where the rule comes from
};

std::span<const Rule> all_rules();

} // namespace tidewaiter::screen
