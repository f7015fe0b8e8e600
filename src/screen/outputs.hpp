// The files of a run: decisions, findings, alerts and rejects, as CSV, JSON lines or Parquet by their endings.
#pragma once

#include "base/reject.hpp"
#include "screen/evaluate.hpp"
#include "screen/finding.hpp"
#include "screen/shipment_reader.hpp"
#include "sql/record_file.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::screen {

/// Column names, in the order in which they are written; docs/screening.md describes each.
std::span<const std::string_view> decision_columns();
std::span<const std::string_view> finding_columns();
std::span<const std::string_view> alert_columns();

/// The cells of one finding or alert, as many as its columns.
std::vector<std::string> to_cells(const Finding& finding);
std::vector<std::string> to_cells(const Alert& alert);

/// What the decision of a shipment is, as every one of its records prints it.
struct DecisionRow {
    std::string shipment_id;
    Decision decision = Decision::no_finding;
    std::string top_rule;
    std::optional<double> top_score;
    std::size_t findings = 0;
    std::string alert_ids;
    std::string missing;
};

DecisionRow to_decision_row(const Evaluated& evaluated);

struct OutputPaths {
    std::string decisions;
    std::string findings;
    std::string alerts;
    std::string rejects;
};

/// What stands in every row.
struct Stamp {
    std::string policy_hash;
    std::string lists_hash;
    std::string as_of;
    std::string tool_version;
};

/// Open files; nothing appears under its name before commit(). Is the sink of the reader's rejects too.
class Outputs final : public base::RejectSink {
public:
    /// Errors: Failure(usage) for an unknown ending or one path given twice; Failure(machine).
    Outputs(const OutputPaths& paths, const FileFacts& facts, Stamp stamp);
    ~Outputs() override;

    void add_decision(const RecordRow& record, const DecisionRow& decision);
    void add_finding(const Finding& finding);
    void add_alert(const Alert& alert);
    void add(base::Reject reject) override;
    /// Rows of decisions so far, written or not.
    std::uint64_t decisions() const { return decisions_; }
    const std::vector<base::Reject>& first_rejects() const { return first_rejects_; }
    std::uint64_t rejects() const { return rejects_; }
    void commit();

private:
    Stamp stamp_;
    std::unique_ptr<sql::RecordWriter> decisions_file_;
    std::unique_ptr<sql::RecordWriter> findings_file_;
    std::unique_ptr<sql::RecordWriter> alerts_file_;
    std::unique_ptr<sql::RecordWriter> rejects_file_;
    std::vector<bool> carried_; // which of the user's columns
    std::vector<std::string> cells_;
    std::vector<base::Reject> first_rejects_;
    std::uint64_t decisions_ = 0;
    std::uint64_t rejects_ = 0;
};

} // namespace tidewaiter::screen
