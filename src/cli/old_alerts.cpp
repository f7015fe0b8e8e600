#include "cli/old_alerts.hpp"

#include "base/failure.hpp"
#include "base/json_writer.hpp"
#include "base/reject.hpp"
#include "base/utf8.hpp"
#include "entity/country.hpp"
#include "entity/schema.hpp"
#include "sql/record_file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <unordered_map>

namespace tidewaiter::cli {

namespace {

using base::Failure;
using base::FailureKind;

struct Word {
    std::string_view text;
    Disposition disposition;
};

/// What case systems write. Compared without case, blanks and punctuation.
constexpr std::array words = {
    Word{"true", Disposition::true_hit},          Word{"truehit", Disposition::true_hit},        Word{"truepositive", Disposition::true_hit},
    Word{"truematch", Disposition::true_hit},     Word{"tp", Disposition::true_hit},             Word{"match", Disposition::true_hit},
    Word{"hit", Disposition::true_hit},           Word{"confirmed", Disposition::true_hit},      Word{"positive", Disposition::true_hit},
    Word{"blocked", Disposition::true_hit},       Word{"yes", Disposition::true_hit},            Word{"1", Disposition::true_hit},
    Word{"false", Disposition::false_alarm},      Word{"falsehit", Disposition::false_alarm},    Word{"falsepositive", Disposition::false_alarm},
    Word{"falsealarm", Disposition::false_alarm}, Word{"falsematch", Disposition::false_alarm},  Word{"fp", Disposition::false_alarm},
    Word{"nomatch", Disposition::false_alarm},    Word{"nohit", Disposition::false_alarm},       Word{"cleared", Disposition::false_alarm},
    Word{"discounted", Disposition::false_alarm}, Word{"dismissed", Disposition::false_alarm},   Word{"released", Disposition::false_alarm},
    Word{"negative", Disposition::false_alarm},   Word{"no", Disposition::false_alarm},          Word{"0", Disposition::false_alarm},
    Word{"", Disposition::open},                  Word{"open", Disposition::open},               Word{"pending", Disposition::open},
    Word{"inconclusive", Disposition::open},      Word{"escalated", Disposition::open},          Word{"unsure", Disposition::open},
};

constexpr std::array<std::string_view, 5> query_names = {"query", "name", "namegiven", "queryname", "party"};
constexpr std::array<std::string_view, 5> listed_names = {"listedid", "entityid", "listentryid", "listed", "listid"};
constexpr std::array<std::string_view, 5> disposition_names = {"disposition", "outcome", "resolution", "verdict", "truth"};
constexpr std::array<std::string_view, 4> birth_names = {"birthdate", "dateofbirth", "dob", "born"};
constexpr std::array<std::string_view, 4> country_names = {"country", "countrygiven", "nationality", "countrycode"};
constexpr std::array<std::string_view, 2> schema_names = {"schema", "type"};

std::string letters(std::string_view text) {
    std::string made;
    for (const char c : text) {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
            made += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        }
    }
    return made;
}

template <std::size_t n>
std::optional<std::size_t> find_column(const std::vector<std::string>& columns, const std::array<std::string_view, n>& names) {
    for (const std::string_view name : names) { // the first name of the table wins
        const auto found = std::ranges::find_if(columns, [name](const std::string& column) { return letters(column) == name; });
        if (found != columns.end()) {
            return static_cast<std::size_t>(found - columns.begin());
        }
    }
    return std::nullopt;
}

/// Publishers' own numbers, made on the first one that is no entity id.
class ListedParties {
public:
    explicit ListedParties(const index::Index& index) : index_(index) {}

    std::optional<std::uint32_t> find(const std::string& id) {
        if (const auto found = index_.find(id)) {
            return found;
        }
        if (!made_) {
            make();
        }
        for (const std::string& key : {id, id.substr(id.rfind('-') == std::string::npos ? 0 : id.rfind('-') + 1)}) {
            const auto found = by_number_.find(key);
            if (found != by_number_.end() && found->second != several) {
                return found->second;
            }
        }
        return std::nullopt;
    }

private:
    static constexpr std::uint32_t several = 0xFFFFFFFF; ///< two lists use the same number: it names neither

    void make() {
        made_ = true;
        for (std::uint32_t i = 0; i < index_.size(); ++i) {
            for (const entity::Listing& listing : index_.listed(i).listings) {
                if (!listing.entry_id.empty()) {
                    const auto [place, fresh] = by_number_.try_emplace(listing.entry_id, i);
                    if (!fresh && place->second != i) {
                        place->second = several;
                    }
                }
            }
        }
    }

    const index::Index& index_;
    bool made_ = false;
    std::unordered_map<std::string, std::uint32_t> by_number_;
};

} // namespace

Disposition read_disposition(std::string_view text, const std::string& path, std::uint64_t line) {
    const std::string plain = letters(text);
    const auto found = std::ranges::find(words, plain, &Word::text);
    if (found == words.end()) {
        throw Failure(FailureKind::bad_input, fmt::format("{}, line {}: '{}' is no disposition", path, line, base::utf8_prefix(text, 40)),
                      "Write true or false (true positive, confirmed, cleared, false positive ...), or nothing while it is open.");
    }
    return found->disposition;
}

std::uint64_t OldAlerts::count(Disposition disposition) const {
    return static_cast<std::uint64_t>(std::ranges::count(rows, disposition, &OldAlert::disposition));
}

std::uint64_t OldAlerts::not_held() const {
    return static_cast<std::uint64_t>(std::ranges::count(rows, false, &OldAlert::held));
}

bool has_dispositions(const std::vector<std::string>& columns) {
    if (columns.size() != 1) {
        return find_column(columns, disposition_names).has_value();
    }
    std::vector<std::string> parts; // of a file with another separator than the comma
    std::string_view rest = columns.front();
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find_first_of(";\t|"), rest.size());
        parts.emplace_back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return find_column(parts, disposition_names).has_value();
}

OldAlerts load_old_alerts(const std::string& path, const index::Index& index, const match::Algorithm& algorithm) {
    sql::RecordFile file(path);
    const std::vector<std::string>& columns = file.columns();
    const auto need = [&](const auto& names, std::string_view what) {
        if (const auto found = find_column(columns, names)) {
            return *found;
        }
        throw Failure(FailureKind::bad_input, fmt::format("{} has no column {}", path, what),
                      fmt::format("Old alerts have the columns query, listed_id, disposition and, if there, birth_date, country, schema. It has: {}.", fmt::join(columns, ", ")));
    };
    const std::size_t query = need(query_names, "query");
    const std::size_t listed = need(listed_names, "listed_id");
    const std::size_t disposition = need(disposition_names, "disposition");
    const auto birth = find_column(columns, birth_names);
    const auto country = find_column(columns, country_names);
    const auto schema = find_column(columns, schema_names);
    ListedParties parties(index);
    OldAlerts made;
    made.path = path;
    base::RejectList rejects;
    const sql::RecordCounts counts = file.read(
        [&](const sql::Record& record) {
            if (!record.reject_reason.empty()) {
                return true;
            }
            const auto cell = [&record](std::optional<std::size_t> at) { return at ? std::string(base::trim(record.cells[*at])) : std::string(); };
            OldAlert alert;
            alert.line = record.line;
            alert.query = cell(query);
            alert.listed_id = cell(listed);
            alert.birth_date = cell(birth);
            alert.country = cell(country);
            alert.disposition = read_disposition(cell(disposition), path, record.line);
            entity::Entity entity;
            entity.id = "query";
            entity.schema = cell(schema);
            if (!entity.schema.empty() && entity::find_schema(entity.schema) == nullptr) {
                throw Failure(FailureKind::bad_input, fmt::format("{}, line {}: '{}' is no FollowTheMoney schema", path, record.line, entity.schema));
            }
            entity.add("name", alert.query);
            entity.add("birthDate", alert.birth_date);
            if (const auto code = entity::find_country(alert.country)) {
                entity.add("country", *code);
            }
            if (const auto number = parties.find(alert.listed_id)) {
                const index::Listed found = index.listed(*number);
                const match::Match match = algorithm.compare(match::prepare(entity), match::prepare(found.entity), 0);
                alert.held = true;
                alert.score = match.score;
                alert.refuted = match.refuted;
                alert.listed_name = found.entity.first("name");
            }
            made.rows.push_back(std::move(alert));
            return true;
        },
        rejects);
    made.rejected = counts.rejected;
    made.sha256 = file.sha256();
    return made;
}

ThresholdRow at_threshold(const OldAlerts& alerts, double threshold, bool held_only) {
    ThresholdRow row;
    row.threshold = threshold;
    for (const OldAlert& alert : alerts.rows) {
        if (held_only && !alert.held) {
            continue;
        }
        const bool reached = alert.held && alert.score >= threshold;
        if (alert.disposition == Disposition::true_hit) {
            ++(reached ? row.kept : row.lost);
        } else if (alert.disposition == Disposition::false_alarm) {
            ++(reached ? row.asked : row.saved);
        }
    }
    return row;
}

std::vector<ThresholdRow> sweep(const OldAlerts& alerts) {
    std::vector<ThresholdRow> rows;
    for (int percent = 50; percent <= 95; percent += 5) {
        rows.push_back(at_threshold(alerts, percent / 100.0));
    }
    return rows;
}

std::vector<const OldAlert*> lost_at(const OldAlerts& alerts, double threshold) {
    std::vector<const OldAlert*> lost;
    for (const OldAlert& alert : alerts.rows) {
        if (alert.disposition == Disposition::true_hit && (!alert.held || alert.score < threshold)) {
            lost.push_back(&alert);
        }
    }
    std::ranges::stable_partition(lost, [](const OldAlert* alert) { return alert->held; });
    return lost;
}

std::string describe(const OldAlert& alert) {
    std::string query = alert.query;
    for (const std::string* part : {&alert.birth_date, &alert.country}) {
        query += part->empty() ? "" : ", " + *part;
    }
    const std::string listed = alert.held ? alert.listed_name + (alert.refuted ? " (refuted by a number)" : "") : "not in the index";
    return fmt::format("{:.3f} line {}: {} | {}: {}", alert.score, alert.line, query, alert.listed_id, listed);
}

std::string to_text(const OldAlerts& alerts, double threshold) {
    std::string text = fmt::format("{} old alerts: {} true hits, {} false alarms, {} open\n", alerts.rows.size(), alerts.count(Disposition::true_hit),
                                   alerts.count(Disposition::false_alarm), alerts.count(Disposition::open));
    if (alerts.rejected > 0) {
        text += fmt::format("{} rows could not be read\n", alerts.rejected);
    }
    if (alerts.not_held() > 0) {
        text += fmt::format("{} name a listed party that the index does not hold; a true hit among them counts as lost, a false alarm as saved\n", alerts.not_held());
    }
    text += fmt::format("\n{:<10} {:>10} {:>10} {:>12} {:>12}\n", "threshold", "true kept", "true lost", "false saved", "false asked");
    for (const ThresholdRow& row : sweep(alerts)) {
        text += fmt::format("{:<10.2f} {:>10} {:>10} {:>12} {:>12}\n", row.threshold, row.kept, row.lost, row.saved, row.asked);
    }
    const auto lost = lost_at(alerts, threshold);
    text += lost.empty() ? fmt::format("\nNo true hit is lost at {:.2f}.\n", threshold) : fmt::format("\nTrue hits lost at {:.2f}:\n", threshold);
    for (const OldAlert* alert : lost) {
        text += describe(*alert) + "\n";
    }
    return text;
}

std::string to_json(const OldAlerts& alerts, double threshold) {
    base::JsonWriter json(2);
    json.begin_object().member("format", "tidewaiter.old_alerts/1").member("alerts", alerts.rows.size());
    json.member("true_hits", alerts.count(Disposition::true_hit)).member("false_alarms", alerts.count(Disposition::false_alarm));
    json.member("open", alerts.count(Disposition::open)).member("not_held", alerts.not_held()).member("rejected", alerts.rejected);
    json.key("thresholds").begin_array();
    for (const ThresholdRow& row : sweep(alerts)) {
        json.begin_object().member("threshold", row.threshold).member("kept", row.kept).member("lost", row.lost);
        json.member("saved", row.saved).member("asked", row.asked).end_object();
    }
    json.end_array().member("threshold", threshold).key("lost").begin_array();
    for (const OldAlert* alert : lost_at(alerts, threshold)) {
        json.begin_object().member("line", alert->line).member("query", alert->query).member("birth_date", alert->birth_date);
        json.member("country", alert->country).member("listed_id", alert->listed_id).member("listed_name", alert->listed_name);
        json.member("held", alert->held).member("score", alert->score).member("refuted", alert->refuted).end_object();
    }
    json.end_array().end_object();
    return json.text() + "\n";
}

} // namespace tidewaiter::cli
