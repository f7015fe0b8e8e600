// R07: a party that is on a list, or near to one that is. A vessel is found by its IMO number under any name; a vessel
// of the same name with another IMO number is another vessel, which is said for information.
#include "screen/rules/rule.hpp"

#include "base/utf8.hpp"
#include "entity/country.hpp"

#include <fmt/format.h>

namespace tidewaiter::screen {

namespace {

std::string feature_text(const match::FeatureResult& feature) {
    std::string name(feature.feature);
    for (char& c : name) {
        c = c == '_' ? ' ' : c;
    }
    const auto [query, candidate] = std::visit(
        [](const auto& evidence) { return std::pair<std::string_view, std::string_view>(evidence.query, evidence.candidate); },
        feature.evidence);
    if (std::holds_alternative<match::NameEvidence>(feature.evidence)) {
        return fmt::format("{}: {} ~ {} ({:.2f})", name, query, candidate, feature.value);
    }
    return query == candidate ? fmt::format("{}: {}", name, query) : fmt::format("{}: {} / {}", name, query, candidate);
}

void set_evidence(Finding& finding, const PartyHit& hit) {
    for (const match::FeatureResult& feature : hit.match.features) {
        if (feature.stance == match::Stance::contradicts) {
            append_item(finding.evidence_against, feature_text(feature));
        } else if (feature.stance == match::Stance::supports) {
            append_item(finding.evidence_for, feature_text(feature));
        }
    }
    append_item(finding.evidence_against, hit.not_binding_because);
}

/// 3: an identifier agrees, or the name and another fact; 2: the name alone; 1: near, or a weak alias.
int strength_of(const PartyHit& hit, const Policy& policy) {
    if (hit.by_identifier) {
        return 3;
    }
    if (hit.weak || hit.match.score < policy.alert_score) {
        return 1;
    }
    return hit.corroborated ? 3 : 2;
}

/// What would have told more, and was not given.
void set_missing(Finding& finding, const RuleContext& context, const ReadParty& party, const PartyHit& hit) {
    const InputSet& present = context.read.shipment->present;
    const std::string role(to_text(party.party->role));
    if (present.has(Input::party_country) && party.countries.empty()) {
        append_item(finding.missing, role + ".country");
    }
    if (present.has(Input::birth_date) && party.party->birth_date.empty() && party.party->schema == "Person") {
        append_item(finding.missing, role + ".birth_date");
    }
    if (present.has(Input::imo) && party.party->role == Role::vessel && party.party->imo.empty() && !hit.by_identifier) {
        append_item(finding.missing, "vessel.imo");
    }
}

std::string sentence_of(const Finding& finding, const PartyHit& hit) {
    const std::string given = finding.name_given.empty() ? std::string("without a name") : fmt::format("'{}'", base::utf8_prefix(finding.name_given, 120));
    if (hit.match.refuted) {
        return fmt::format("The {} {} has the name of the listed '{}' ({}) but another number: not the same one.", finding.role, given,
                           hit.matched_name, hit.list);
    }
    if (hit.name_kind == "identifier") {
        return fmt::format("The {} {} carries a number of the listed '{}' ({}).", finding.role, given, hit.matched_name, hit.list);
    }
    return fmt::format("The {} {} is {} the listed '{}' ({}); similarity to a listed name is not identity.", finding.role, given,
                       hit.match.score >= 0.995 ? "named as" : "near to", hit.matched_name, hit.list);
}

/// A pair that a person cleared is information; one that is no longer cleared says why.
void take_clearance(Finding& finding, const RuleContext& context, const PartyHit& hit) {
    const Clearance clearance = context.inputs.cleared->find(
        {finding.alert_id, finding.name_given, finding.entity_id, hit.party_hash, hit.entity_hash}, context.inputs.as_of);
    finding.clearing = clearance.state;
    finding.cleared = clearance.text;
    if (clearance.state == Clearing::cleared) {
        finding.kind = FindingKind::information;
        append_item(finding.evidence_against, clearance.text);
    } else if (clearance.state != Clearing::none) {
        append_item(finding.evidence_for, clearance.text);
    }
}

} // namespace

void find_listed_parties(const RuleContext& context, const Rule& rule, std::vector<Finding>& into) {
    for (std::size_t i = 0; i < context.read.parties.size(); ++i) {
        const ReadParty& party = context.read.parties[i];
        if (context.hits[i] == nullptr) {
            continue;
        }
        for (const PartyHit& hit : *context.hits[i]) {
            Finding finding = begin_finding(context, rule);
            set_party(finding, context, party);
            finding.alert_id = hit.alert_id;
            finding.score = hit.match.score;
            finding.algorithm = match::algorithm;
            finding.matched_name = hit.matched_name;
            finding.name_kind = hit.name_kind;
            finding.entity_id = hit.entity_id;
            finding.list = hit.list;
            finding.list_entry_id = hit.listing.entry_id;
            finding.list_version = hit.listing.list_version;
            finding.listed_on = hit.listing.listed_on;
            finding.programme = hit.programmes;
            finding.measure = entity::to_text(hit.listing.measure);
            finding.jurisdiction = hit.listing.jurisdiction;
            finding.source_url = hit.listing.source_url;
            finding.listings = hit.listings;
            finding.party = static_cast<std::uint32_t>(i);
            // Who owned the party once is of interest (R25), and binds nobody today.
            const bool owned_once = party.party->role == Role::owner && !party.party->stake.until.empty() && party.party->stake.until < context.inputs.as_of;
            const bool counts = hit.binding && !hit.match.refuted && !owned_once;
            finding.kind = counts ? FindingKind::match : FindingKind::information;
            finding.strength = hit.match.refuted ? 0 : counts ? strength_of(hit, context.policy) : 1;
            finding.by_identifier = hit.by_identifier;
            finding.corroborated = hit.corroborated;
            finding.exact = hit.exact;
            finding.weak = hit.weak;
            set_evidence(finding, hit);
            if (owned_once) {
                append_item(finding.evidence_against, fmt::format("the stake ended on {}", party.party->stake.until));
            }
            set_missing(finding, context, party, hit);
            finding.sentence = sentence_of(finding, hit);
            if (context.inputs.cleared != nullptr) {
                take_clearance(finding, context, hit);
            }
            into.push_back(std::move(finding));
        }
    }
}

} // namespace tidewaiter::screen
