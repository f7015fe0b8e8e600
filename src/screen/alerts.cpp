#include "screen/alerts.hpp"

#include "entity/date.hpp"

#include <algorithm>
#include <set>

namespace tidewaiter::screen {

namespace {

/// The amounts of a shipment's lines; what could not be read was said and is left out.
base::MoneyTotals value_of(const Shipment& shipment) {
    base::MoneyTotals totals;
    for (const Line& line : shipment.lines) {
        if (line.value.empty()) {
            continue;
        }
        if (const auto amount = base::parse_ten_thousandths(line.value)) {
            totals.add({*amount, line.currency});
        }
    }
    return totals;
}

void add_totals(base::MoneyTotals& into, const base::MoneyTotals& from) {
    for (const auto& [currency, amount] : from.by_currency()) {
        into.add({amount, currency});
    }
}

bool is_date(const std::string& text) { return entity::parse_date(text).has_value(); }

int rank(Decision decision) {
    switch (decision) {
    case Decision::hold: return 2;
    case Decision::review: return 1;
    default: return 0;
    }
}

} // namespace

AlertBook::Entry& AlertBook::begin(const Finding& finding, const Evaluated& evaluated) {
    const auto [place, fresh] = alerts_.try_emplace(finding.alert_id);
    Alert& alert = place->second.alert;
    if (!fresh) {
        return place->second;
    }
    const ReadParty& party = evaluated.read.parties[finding.party];
    const PartyHits& hits = *evaluated.hits[finding.party];
    const auto hit = std::ranges::find(hits, finding.alert_id, &PartyHit::alert_id);
    alert.alert_id = finding.alert_id;
    alert.name_given = finding.name_given;
    alert.country_given = finding.country_given;
    alert.entity_id = finding.entity_id;
    alert.list = finding.list;
    alert.list_entry_id = finding.list_entry_id;
    alert.list_version = finding.list_version;
    alert.listed_on = finding.listed_on;
    alert.programme = finding.programme;
    alert.matched_name = finding.matched_name;
    alert.name_kind = finding.name_kind;
    alert.measure = finding.measure;
    alert.jurisdiction = finding.jurisdiction;
    alert.rule = finding.rule;
    alert.kind = finding.kind;
    alert.strength = finding.strength;
    alert.score = finding.score;
    alert.refuted = hit->match.refuted;
    alert.cleared = finding.cleared;
    alert.clearing = finding.clearing;
    alert.party_hash = hit->party_hash;
    alert.entity_hash = hit->entity_hash;
    alert.evidence_for = finding.evidence_for;
    alert.evidence_against = finding.evidence_against;
    alert.source_url = finding.source_url;
    alert.listings = finding.listings;
    alert.party = *party.facts;
    alert.entity = hit->entity;
    alert.match = hit->match;
    return place->second;
}

void AlertBook::add(const Evaluated& evaluated) {
    const Shipment& shipment = *evaluated.read.shipment;
    std::set<std::string_view> counted;
    for (const Finding& finding : evaluated.findings) {
        if (finding.alert_id.empty()) {
            continue;
        }
        Entry& entry = begin(finding, evaluated);
        Alert& alert = entry.alert;
        const Role role = evaluated.read.parties[finding.party].party->role;
        if (std::ranges::find(alert.roles, role) == alert.roles.end()) {
            alert.roles.insert(std::ranges::upper_bound(alert.roles, role), role);
        }
        for (const Combination* combination : evaluated.combinations) {
            if (rank(combination->decision) > rank(alert.decision) && took_part(*combination, finding, alert_score_)) {
                alert.decision = combination->decision;
            }
        }
        if (!counted.insert(finding.alert_id).second) {
            continue; // the same party in two roles of one shipment
        }
        alert.records += shipment.records.size();
        ++alert.shipments;
        add_totals(alert.total_value, value_of(shipment));
        // Dates order themselves; where there are none, the first and last record stand for them.
        const bool dated = is_date(shipment.date);
        const std::string& when = dated ? shipment.date : finding.record_id;
        if (alert.first.empty() || (dated && !entry.dated)) {
            alert.first = when;
            alert.last = when;
            entry.dated = dated;
        } else if (dated == entry.dated) {
            alert.first = dated ? std::min(alert.first, when) : alert.first;
            alert.last = dated ? std::max(alert.last, when) : when;
        }
    }
}

std::vector<Alert> AlertBook::take() {
    std::vector<Alert> sorted;
    sorted.reserve(alerts_.size());
    for (auto& [id, entry] : alerts_) {
        sorted.push_back(std::move(entry.alert));
    }
    alerts_.clear();
    std::ranges::stable_sort(sorted, [](const Alert& a, const Alert& b) {
        if (rank(a.decision) != rank(b.decision)) {
            return rank(a.decision) > rank(b.decision);
        }
        if ((a.kind == FindingKind::match) != (b.kind == FindingKind::match)) {
            return a.kind == FindingKind::match;
        }
        return a.score != b.score ? a.score > b.score : a.alert_id < b.alert_id;
    });
    return sorted;
}

} // namespace tidewaiter::screen
