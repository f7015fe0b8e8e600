#include "screen/past_work.hpp"

#include "base/failure.hpp"
#include "base/hash.hpp"
#include "base/utf8.hpp"
#include "entity/date.hpp"
#include "entity/ftm_json.hpp"
#include "sql/record_file.hpp"
#include "text/fold.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <functional>
#include <set>

namespace tidewaiter::screen {

namespace {

using base::Failure;
using base::FailureKind;

/// Rejected rows of a small file are a fault of the file: a pair that is not read would come back as an alert, or one
/// that was cleared would not.
class NoRejects final : public base::RejectSink {
public:
    explicit NoRejects(std::string path) : path_(std::move(path)) {}

    void add(base::Reject reject) override {
        throw Failure(FailureKind::bad_input, fmt::format("{}, line {}: {}", path_, reject.row, reject.reason), "Correct the line, or take it out.");
    }

private:
    std::string path_;
};

using Cells = std::vector<std::string_view>;

struct Table {
    std::vector<std::string> columns;

    /// Number of the first of these columns that is there; columns.size() when none is.
    std::size_t find(std::initializer_list<std::string_view> names) const {
        for (const std::string_view name : names) {
            const auto found = std::ranges::find_if(columns, [name](const std::string& column) {
                return base::trim(column) == name;
            });
            if (found != columns.end()) {
                return static_cast<std::size_t>(found - columns.begin());
            }
        }
        return columns.size();
    }

    bool has(std::size_t column) const { return column < columns.size(); }
};

/// Calls f(line, cells) for each row. Errors: Failure naming the columns that are missing.
void read_table(const std::string& path, std::string_view what, const std::function<void(const Table&)>& begin,
                const std::function<void(std::uint64_t, const Cells&)>& row) {
    sql::RecordOptions options;
    options.header = sql::CsvHeader::present;
    sql::RecordFile file(path, options);
    if (file.format() == sql::RecordFormat::json_lines) {
        throw Failure(FailureKind::bad_input, fmt::format("{}: {} are read from CSV or Parquet, not from JSON lines", path, what));
    }
    const Table table{file.columns()};
    begin(table);
    NoRejects rejects(path);
    file.read(
        [&](const sql::Record& record) {
            if (record.reject_reason.empty()) {
                row(record.line, record.cells);
            }
            return true;
        },
        rejects);
}

std::string score_text(double score) { return fmt::format("{:.3f}", score); }

} // namespace

std::string to_hash(const index::Listed& listed) {
    std::string text = entity::to_ftm_json(listed.entity);
    for (const entity::Listing& listing : listed.listings) {
        text += fmt::format("\x1e{}\x1f{}\x1f{}\x1f{}\x1f{}\x1f{}\x1f{}", listing.list, listing.entry_id, entity::to_text(listing.measure),
                            listing.jurisdiction, listing.listed_on, listing.ended_on, fmt::join(listing.programs, "\x1f"));
    }
    return base::to_hex(base::to_xxh3(text));
}

ClearedPairs ClearedPairs::load(const std::string& path) {
    ClearedPairs made;
    std::size_t entity = 0;
    std::size_t alert = 0;
    std::size_t party = 0;
    std::size_t party_hash = 0;
    std::size_t entity_hash = 0;
    std::size_t reason = 0;
    std::size_t by = 0;
    std::size_t until = 0;
    const auto begin = [&](const Table& table) {
        entity = table.find({"entity_id", "entity id", "entity"});
        alert = table.find({"alert_id"});
        party = table.find({"party", "name_given", "party_name", "name"});
        party_hash = table.find({"party_hash"});
        entity_hash = table.find({"entity_hash"});
        reason = table.find({"reason"});
        by = table.find({"by", "cleared_by"});
        until = table.find({"until", "valid_until"});
        if (!table.has(entity) || (!table.has(alert) && !table.has(party))) {
            throw Failure(FailureKind::bad_input,
                          fmt::format("{}: cleared pairs need the columns entity_id, and alert_id or party; there are: {}", path, fmt::join(table.columns, ", ")),
                          "Copy the rows from an alerts file and add reason, by and until.");
        }
    };
    read_table(path, "cleared pairs", begin, [&](std::uint64_t line, const Cells& cells) {
        const auto cell = [&cells](std::size_t column) { return column < cells.size() ? std::string(base::trim(cells[column])) : std::string(); };
        Row row{cell(alert), text::fold(cell(party)).joined(), cell(party_hash), cell(entity_hash), cell(reason), cell(by), cell(until)};
        const std::string id = cell(entity);
        if (id.empty() || (row.alert_id.empty() && row.party.empty())) {
            throw Failure(FailureKind::bad_input, fmt::format("{}, line {}: a cleared pair names a listed entity and a party", path, line),
                          "Fill entity_id, and alert_id or party.");
        }
        if (!row.until.empty()) {
            const auto date = entity::parse_date(row.until);
            if (!date) {
                throw Failure(FailureKind::bad_input, fmt::format("{}, line {}: '{}' is no date", path, line, base::utf8_prefix(row.until, 40)),
                              "Write until as 2026-12-31; leave it empty for no end.");
            }
            row.until = entity::to_iso(date->to);
        }
        made.unpinned_ += row.party_hash.empty() || row.entity_hash.empty() ? 1U : 0U;
        ++made.size_;
        made.rows_[id].push_back(std::move(row));
    });
    return made;
}

Clearance ClearedPairs::find(const Pair& pair, std::string_view as_of) const {
    Clearance best;
    const auto rows = rows_.find(pair.entity_id);
    if (rows == rows_.end()) {
        return best;
    }
    std::string name; // folded when it is first asked for
    for (const Row& row : rows->second) {
        if (row.alert_id.empty() || row.alert_id != pair.alert_id) {
            name = name.empty() ? text::fold(pair.party).joined() : name;
            if (row.party.empty() || row.party != name) {
                continue;
            }
        }
        const std::string who = fmt::format("{}{}{}", row.by.empty() ? "" : " by " + row.by, row.until.empty() ? "" : " until " + row.until,
                                            row.reason.empty() ? "" : ": " + row.reason);
        Clearance found{Clearing::cleared, "cleared" + who};
        if (!row.until.empty() && row.until < as_of) {
            found = {Clearing::expired, fmt::format("no longer cleared, the date has passed (was cleared{})", who)};
        } else if (!row.entity_hash.empty() && row.entity_hash != pair.entity_hash) {
            found = {Clearing::entity_changed, fmt::format("no longer cleared, the listed entry changed (was cleared{})", who)};
        } else if (!row.party_hash.empty() && row.party_hash != pair.party_hash) {
            found = {Clearing::party_changed, fmt::format("no longer cleared, the party's record changed (was cleared{})", who)};
        }
        if (best.state == Clearing::none || found.state == Clearing::cleared) {
            best = std::move(found);
        }
        if (best.state == Clearing::cleared) {
            break;
        }
    }
    return best;
}

Baseline Baseline::load(const std::string& path) {
    Baseline made;
    made.loaded_ = true;
    std::vector<std::string> columns;
    const auto begin = [&](const Table& table) {
        columns = table.columns;
        for (const std::string_view name : {"alert_id", "entity_id", "decision", "score"}) {
            if (!table.has(table.find({name}))) {
                throw Failure(FailureKind::bad_input, fmt::format("{} is no alerts file: it has no column {}", path, name),
                              "Give the file that an earlier run wrote with --alerts.");
            }
        }
    };
    read_table(path, "old alerts", begin, [&](std::uint64_t, const Cells& cells) {
        std::map<std::string, std::string, std::less<>> row;
        for (std::size_t i = 0; i < std::min(columns.size(), cells.size()); ++i) {
            row.emplace(base::trim(columns[i]), cells[i]);
        }
        if (row["status"] != "gone" && !row["alert_id"].empty()) {
            const std::string id = row["alert_id"];
            made.rows_.insert_or_assign(id, std::move(row));
        }
    });
    return made;
}

std::vector<Alert> Baseline::mark(std::vector<Alert>& alerts) const {
    std::vector<Alert> all_gone;
    if (!loaded_) {
        return all_gone;
    }
    std::set<std::string_view> here;
    for (Alert& alert : alerts) {
        here.insert(alert.alert_id);
        const auto old = rows_.find(alert.alert_id);
        if (old == rows_.end()) {
            alert.status = AlertStatus::fresh;
            continue;
        }
        const auto was = [&old](std::string_view column) {
            const auto cell = old->second.find(column);
            return cell == old->second.end() ? std::string() : cell->second;
        };
        std::string& changed = alert.changed;
        const auto say = [&changed](const std::string& what) { changed += (changed.empty() ? "" : "; ") + what; };
        if (!was("entity_hash").empty() && was("entity_hash") != alert.entity_hash) {
            say("the listed entry changed");
        }
        if (!was("party_hash").empty() && was("party_hash") != alert.party_hash) {
            say("the party's record changed");
        }
        if (was("decision") != to_text(alert.decision)) {
            say(fmt::format("decision {} before, {} now", was("decision"), to_text(alert.decision)));
        }
        if (was("score") != score_text(alert.score)) {
            say(fmt::format("score {} before, {} now", was("score"), score_text(alert.score)));
        }
        alert.status = changed.empty() ? AlertStatus::same : AlertStatus::changed;
    }
    for (const auto& [id, row] : rows_) {
        if (here.contains(id)) {
            continue;
        }
        const auto was = [&row](std::string_view column) {
            const auto cell = row.find(column);
            return cell == row.end() ? std::string() : cell->second;
        };
        Alert gone;
        gone.alert_id = id;
        gone.status = AlertStatus::gone;
        gone.changed = fmt::format("decision {} before", was("decision"));
        gone.kind = FindingKind::information;
        gone.rule = was("rule");
        gone.name_given = was("name_given");
        gone.country_given = was("country_given");
        gone.entity_id = was("entity_id");
        gone.matched_name = was("matched_name");
        gone.name_kind = was("name_kind");
        gone.list = was("list");
        gone.list_entry_id = was("list_entry_id");
        gone.list_version = was("list_version");
        gone.listed_on = was("listed_on");
        gone.programme = was("programme");
        gone.measure = was("measure");
        gone.jurisdiction = was("jurisdiction");
        gone.first = was("first");
        gone.last = was("last");
        gone.party_hash = was("party_hash");
        gone.entity_hash = was("entity_hash");
        all_gone.push_back(std::move(gone));
    }
    return all_gone;
}

} // namespace tidewaiter::screen
