#include "screen/outputs.hpp"

#include "base/failure.hpp"
#include "base/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace tidewaiter::screen {

namespace {

constexpr std::array<std::string_view, 12> decision_names = {"record_id", "shipment_id", "decision",    "top_rule",   "top_score", "findings",
                                                             "alert_ids", "missing",     "policy_hash", "lists_hash", "as_of",     "tool_version"};

constexpr std::array<std::string_view, 33> finding_names = {
    "finding_id",   "alert_id",         "record_id", "line_no",      "role",       "name_given",    "country_given", "rule",         "rule_version",
    "kind",         "strength",         "score",     "algorithm",    "matched_name", "name_kind",   "entity_id",     "list",         "list_entry_id",
    "list_version", "listed_on",        "programme", "measure",      "jurisdiction", "evidence_for", "evidence_against", "missing",  "hs",
    "control_list", "tier",             "coverage",  "sentence",     "source_url", "listings"};

constexpr std::array<std::string_view, 32> alert_names = {
    "alert_id", "decision", "kind",    "rule",          "strength", "score",   "refuted",   "name_given",   "country_given",
    "roles",    "records",  "shipments", "first",       "last",     "total_value", "entity_id", "matched_name", "name_kind",
    "list",     "list_entry_id", "list_version", "listed_on", "programme", "measure", "jurisdiction", "evidence",
    "status",   "changed",       "cleared", "party_hash", "entity_hash", "listings"};

constexpr std::array<std::string_view, 6> reject_names = {"source", "row", "column", "text", "reason", "hint"};

constexpr std::size_t rejects_shown = 20;

std::string score_text(double score) { return fmt::format("{:.3f}", score); }

std::unique_ptr<sql::RecordWriter> open(const std::string& path, std::span<const std::string_view> columns) {
    if (path.empty()) {
        return nullptr;
    }
    return std::make_unique<sql::RecordWriter>(path, std::vector<std::string>(columns.begin(), columns.end()));
}

std::string join_missing(const std::vector<std::string>& missing) {
    std::string text;
    for (const std::string& each : missing) {
        text += (text.empty() ? "" : "; ") + each;
    }
    return text;
}

/// The user's column beside ours: one that has a name of ours gets "input_" in front.
std::string own_name(const std::string& name, std::set<std::string>& taken) {
    std::string made = name;
    while (!taken.insert(made).second) {
        made = "input_" + made;
    }
    return made;
}

} // namespace

std::span<const std::string_view> decision_columns() { return decision_names; }

std::span<const std::string_view> finding_columns() { return finding_names; }

std::span<const std::string_view> alert_columns() { return alert_names; }

std::vector<std::string> to_cells(const Finding& f) {
    return {f.finding_id,
            f.alert_id,
            f.record_id,
            f.line_no,
            f.role,
            f.name_given,
            f.country_given,
            f.rule,
            f.rule_version,
            std::string(to_text(f.kind)),
            fmt::format("{}", f.strength),
            f.algorithm.empty() ? std::string() : score_text(f.score),
            f.algorithm,
            f.matched_name,
            f.name_kind,
            f.entity_id,
            f.list,
            f.list_entry_id,
            f.list_version,
            f.listed_on,
            f.programme,
            f.measure,
            f.jurisdiction,
            f.evidence_for,
            f.evidence_against,
            f.missing,
            f.hs,
            f.control_list,
            f.tier,
            f.coverage,
            f.sentence,
            f.source_url,
            f.listings};
}

std::vector<std::string> to_cells(const Alert& a) {
    std::string roles;
    for (const Role role : a.roles) {
        roles += (roles.empty() ? "" : "; ") + std::string(to_text(role));
    }
    return {a.alert_id,
            std::string(to_text(a.decision)),
            std::string(to_text(a.kind)),
            a.rule,
            fmt::format("{}", a.strength),
            score_text(a.score),
            a.refuted ? "true" : "false",
            a.name_given,
            a.country_given,
            roles,
            fmt::format("{}", a.records),
            fmt::format("{}", a.shipments),
            a.first,
            a.last,
            a.total_value.to_text(),
            a.entity_id,
            a.matched_name,
            a.name_kind,
            a.list,
            a.list_entry_id,
            a.list_version,
            a.listed_on,
            a.programme,
            a.measure,
            a.jurisdiction,
            a.status == AlertStatus::gone ? std::string() : match::explain(a.match),
            std::string(to_text(a.status)),
            a.changed,
            a.cleared,
            a.party_hash,
            a.entity_hash,
            a.listings};
}

DecisionRow to_decision_row(const Evaluated& evaluated) {
    DecisionRow row;
    row.shipment_id = evaluated.read.shipment->shipment_id;
    row.decision = evaluated.decision;
    row.findings = evaluated.findings.size();
    if (evaluated.top != nullptr) {
        row.top_rule = evaluated.top->rule;
    }
    std::set<std::string_view> alerts;
    for (const Finding& finding : evaluated.findings) {
        if (finding.kind == FindingKind::match) {
            row.top_score = std::max(row.top_score.value_or(0), finding.score);
        }
        if (!finding.alert_id.empty() && alerts.insert(finding.alert_id).second) {
            row.alert_ids += (row.alert_ids.empty() ? "" : "; ") + finding.alert_id;
        }
    }
    row.missing = join_missing(evaluated.missing);
    return row;
}

Outputs::Outputs(const OutputPaths& paths, const FileFacts& facts, Stamp stamp) : stamp_(std::move(stamp)) {
    std::set<std::string_view> used;
    for (const std::string* path : {&paths.decisions, &paths.findings, &paths.alerts, &paths.rejects}) {
        if (!path->empty() && !used.insert(*path).second) {
            throw base::Failure(base::FailureKind::usage, fmt::format("'{}' is named for two outputs", *path));
        }
    }
    std::vector<std::string> columns(decision_names.begin(), decision_names.end());
    std::set<std::string> taken(columns.begin(), columns.end());
    carried_.assign(facts.columns.size(), true);
    for (std::size_t i = 0; i < facts.columns.size(); ++i) {
        const std::string& name = facts.columns[i];
        const bool ours = std::ranges::find(facts.record_id_columns, i) != facts.record_id_columns.end() &&
                          (name == "record_id" || name == "shipment_id");
        if (ours) {
            carried_[i] = false;
        } else {
            columns.push_back(own_name(name, taken));
        }
    }
    cells_.reserve(columns.size());
    if (!paths.decisions.empty()) {
        decisions_file_ = std::make_unique<sql::RecordWriter>(paths.decisions, std::move(columns));
    }
    findings_file_ = open(paths.findings, finding_columns());
    alerts_file_ = open(paths.alerts, alert_columns());
    rejects_file_ = open(paths.rejects, reject_names);
}

Outputs::~Outputs() = default;

void Outputs::add_decision(const RecordRow& record, const DecisionRow& decision) {
    ++decisions_;
    if (!decisions_file_) {
        return;
    }
    cells_.clear();
    cells_.push_back(record.record_id);
    cells_.push_back(decision.shipment_id);
    cells_.emplace_back(to_text(decision.decision));
    cells_.push_back(decision.top_rule);
    cells_.push_back(decision.top_score ? score_text(*decision.top_score) : std::string());
    cells_.push_back(fmt::format("{}", decision.findings));
    cells_.push_back(decision.alert_ids);
    cells_.push_back(decision.missing);
    cells_.push_back(stamp_.policy_hash);
    cells_.push_back(stamp_.lists_hash);
    cells_.push_back(stamp_.as_of);
    cells_.push_back(stamp_.tool_version);
    for (std::size_t i = 0; i < record.own.size(); ++i) {
        if (carried_[i]) {
            cells_.push_back(record.own[i]);
        }
    }
    decisions_file_->add(cells_);
}

void Outputs::add_finding(const Finding& finding) {
    if (findings_file_) {
        findings_file_->add(to_cells(finding));
    }
}

void Outputs::add_alert(const Alert& alert) {
    if (alerts_file_) {
        alerts_file_->add(to_cells(alert));
    }
}

void Outputs::add(base::Reject reject) {
    ++rejects_;
    if (rejects_file_) {
        const std::vector<std::string> cells = {reject.source, fmt::format("{}", reject.row), reject.column, reject.text, reject.reason, reject.hint};
        rejects_file_->add(cells);
    }
    if (first_rejects_.size() < rejects_shown) {
        first_rejects_.push_back(std::move(reject));
    }
}

void Outputs::commit() {
    for (const auto* file : {&findings_file_, &alerts_file_, &rejects_file_, &decisions_file_}) {
        if (*file) {
            (*file)->commit();
        }
    }
}

} // namespace tidewaiter::screen
