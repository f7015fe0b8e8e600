// What screening finds and decides: findings with their evidence, one decision a record, alerts that are worked once.
#pragma once

#include "base/money.hpp"
#include "goods/goods.hpp"
#include "index/index.hpp"
#include "screen/shipment.hpp"
#include "screen/side_facts.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::screen {

/// `no_finding`: no combination of the policy asks for review; what was found for information still stands in the
/// findings. `hold`: not to be released until a person decides. There is no "clear": see DESIGN "Words".
enum class Decision : std::uint8_t { no_finding, review, hold, not_screened };
std::string_view to_text(Decision decision);

/// A match is a listed party; a control is a listed good; an indicator is a red flag; information binds nobody here.
enum class FindingKind : std::uint8_t { match, control, indicator, information };
std::string_view to_text(FindingKind kind);

/// Whether a person cleared the pair of this match, or why that holds no longer.
enum class Clearing : std::uint8_t { none, cleared, expired, party_changed, entity_changed };

/// One rule that fired on one shipment, with all it rests on. Column names of the findings file are these.
struct Finding {
    std::string finding_id;   ///< 16 hexadecimal digits, stable for the same input and lists
    std::string alert_id;     ///< for matches
    std::uint64_t record = 0; ///< input record
    std::string record_id;
    std::string line_no;
    std::string role;
    std::string name_given;
    std::string country_given;
    std::string rule;         ///< R04, R07, IMO, GOODS, INPUT ...: rows of all_rules()
    std::string rule_version;
    FindingKind kind = FindingKind::indicator;
    int strength = 0;         ///< 0..3
    double score = 0;         ///< matches: 0..1
    std::string algorithm;
    std::string matched_name;
    std::string name_kind;    ///< name, alias, weak_alias, previous_name, identifier
    std::string entity_id;
    std::string list;
    std::string list_entry_id;
    std::string list_version;
    std::string listed_on;
    std::string programme;
    std::string measure;
    std::string jurisdiction;
    std::string evidence_for;
    std::string evidence_against;
    std::string missing;      ///< inputs that were empty for this record
    std::string hs;
    std::string control_list;
    std::string tier;
    std::string coverage;
    std::string sentence;     ///< the rule as one plain sentence about this record
    std::string source_url;
    std::string listings;     ///< matches: each listing of the party, its jurisdiction and measure, and whether it binds
    // For the policy and the report; not columns of the findings file.
    std::uint32_t party = no_party; ///< index into Shipment::parties
    bool by_identifier = false;     ///< a number that is unique to one thing agrees
    bool corroborated = false;      ///< beside the name another fact agrees
    bool exact = false;             ///< PartyHit::exact
    bool weak = false;              ///< rests on a weak alias
    Clearing clearing = Clearing::none;
    std::string cleared;            ///< Alert::cleared
    static constexpr std::uint32_t no_party = 0xFFFFFFFF;
};

/// What became of an alert since an earlier run: first seen now, changed, the same, or no longer there.
enum class AlertStatus : std::uint8_t { not_compared, fresh, changed, same, gone };
std::string_view to_text(AlertStatus status); ///< "", "new", "changed", "same", "gone"

/// One party against one listed entity, over all the records where they meet.
struct Alert {
    std::string alert_id; ///< 16 hexadecimal digits from party (folded name, country, identifiers) and entity id
    std::string name_given;
    std::string country_given;
    std::vector<Role> roles;
    std::string entity_id;
    std::string list;
    std::string list_entry_id;
    std::string list_version;
    std::string listed_on;
    std::string programme;
    std::string matched_name;
    std::string name_kind;
    std::string measure;
    std::string jurisdiction;
    std::string rule;         ///< R07 or IMO
    FindingKind kind = FindingKind::match; ///< match, or information: refuted, a list that does not bind, ended
    int strength = 0;
    double score = 0;
    bool refuted = false;     ///< kept for information: an identifier contradicts
    std::string evidence_for;
    std::string evidence_against;
    std::string source_url;
    std::string listings;     ///< Finding::listings
    std::uint64_t records = 0;
    std::uint64_t shipments = 0;
    std::string first;        ///< earliest and latest shipment date, or record id where there is none
    std::string last;
    base::MoneyTotals total_value;
    Decision decision = Decision::no_finding; ///< worst of the combinations that it led to, whichever decided the record
    AlertStatus status = AlertStatus::not_compared;
    std::string changed;      ///< what changed since the earlier run
    Clearing clearing = Clearing::none;
    std::string cleared;      ///< by whom, until when and why a person cleared it, or why that holds no longer
    std::string party_hash;   ///< 16 hexadecimal digits over what is compared of the party
    std::string entity_hash;  ///< the same over what is published of the listed entity
    // For the report: both sides.
    Party party;
    std::uint32_t entity = 0; ///< number in the index, for index::Index::listed
    match::Match match;
};

/// One input that a rule wants and the whole file has no column for; said once.
struct MissingInput {
    std::string input;              ///< "end_user.name", "party.registered" ...
    std::vector<std::string> rules; ///< which rules cannot look at it
};

/// Everything a report, a summary or a test needs to know of a run.
struct RunSummary {
    std::string input_name;
    std::string input_sha256;
    std::string command;     ///< as typed
    std::string tool_version;
    std::string policy_name;
    std::string policy_hash; ///< 16 hexadecimal digits
    std::string lists_hash;
    std::string goods_hash;
    std::string as_of;
    std::uint64_t records = 0;   ///< input records by the independent count
    std::uint64_t rejected = 0;
    std::uint64_t shipments = 0;
    std::uint64_t unique_parties = 0;
    std::uint64_t parties_named = 0;   ///< party fields with a name
    std::array<std::uint64_t, 4> decisions{}; ///< records by Decision
    std::vector<std::pair<std::string, std::uint64_t>> findings_by_rule; ///< rule, records; sorted by rule
    std::vector<std::pair<std::string, std::uint64_t>> review_by_combination; ///< what sent to review or hold
    std::vector<std::pair<std::string, std::uint64_t>> destinations_chpl; ///< destination code, records with CHPL goods
    std::uint64_t lines_with_both = 0;       ///< lines whose origin and dispatch are both known
    std::uint64_t lines_made_elsewhere = 0;  ///< of those, lines dispatched from another country than they were made in
    std::vector<std::pair<std::string, std::uint64_t>> made_elsewhere; ///< "origin > dispatch", lines; most first
    std::vector<std::pair<std::string, std::uint64_t>> not_screened_because; ///< reason, records; most first
    std::vector<std::pair<std::string, std::uint64_t>> left_empty; ///< input, records whose field was empty; most first
    std::vector<std::pair<std::string, std::uint64_t>> unreadable; ///< input, fields that could not be read; most first
    std::vector<MissingInput> never_present;
    std::vector<SideFacts> beside;           ///< files given beside the shipments, in a fixed order
    std::array<std::uint64_t, 5> clearings{}; ///< alerts by Clearing
    std::uint64_t cleared_without_hashes = 0; ///< rows of the cleared file that cannot notice a change
    bool has_cleared = false;
    std::array<std::uint64_t, 5> statuses{};  ///< alerts by AlertStatus
    bool has_baseline = false;

    std::uint64_t count(Clearing clearing) const { return clearings[static_cast<std::size_t>(clearing)]; }
    std::uint64_t count(AlertStatus status) const { return statuses[static_cast<std::size_t>(status)]; }

    std::vector<std::string> columns_not_used; ///< the user's columns that no rule reads; carried through
    std::string mapping;     ///< path of the remembered mapping that was used; or empty
    std::vector<std::string> input_remarks; ///< how the file was taken: encoding, titles passed over, sheets
    std::string day_order;   ///< "date: day first"; one phrase a date column whose order had to be decided; or empty
    std::vector<lists::ListVersion> lists;
    std::vector<goods::ListInfo> goods_lists;
    bool no_name_screened = false; ///< party ids only: said loudly
    double seconds = 0;            ///< not printed in golden output
};

} // namespace tidewaiter::screen
