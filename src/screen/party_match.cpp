#include "screen/party_match.hpp"

#include "screen/past_work.hpp"

#include "base/hash.hpp"
#include "base/utf8.hpp"
#include "entity/date.hpp"
#include "names/legal_form.hpp"
#include "text/fold.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tidewaiter::screen {

namespace {

using entity::Measure;

/// More than are shown, so that lists that bind nobody here cannot crowd out one that does.
constexpr std::size_t search_limit = 100;
/// A feature that gives a score at least this floor is a number unique to one thing (match::all_features).
constexpr double identifier_floor = 0.90;
/// Of the name alone, which ends at 0.97.
constexpr double same_name_score = 0.935;

/// What binds most comes first.
int rank(Measure measure) {
    switch (measure) {
    case Measure::asset_freeze: return 5;
    case Measure::licence_required: return 4;
    case Measure::sectoral: return 3;
    case Measure::debarment: return 2;
    case Measure::unknown: return 1;
    case Measure::warning_only: return 0;
    }
    return 0;
}

bool contains(const std::vector<std::string>& values, std::string_view value) {
    return std::ranges::find(values, value) != values.end();
}

/// Empty when the listing binds; otherwise why it does not.
std::string why_not_binding(const entity::Listing& listing, const Policy& policy, const std::string& as_of) {
    const std::string_view jurisdiction = listing.jurisdiction.empty() ? std::string_view("own") : std::string_view(listing.jurisdiction);
    if (!contains(policy.binding_jurisdictions, jurisdiction)) {
        return fmt::format("the policy in force does not count {} as binding", jurisdiction);
    }
    if (contains(policy.information_measures, entity::to_text(listing.measure))) {
        return fmt::format("the listing is for information ({})", entity::to_text(listing.measure));
    }
    if (const auto date = entity::parse_date(listing.listed_on); date && entity::to_iso(date->from) > as_of) {
        return fmt::format("it was listed on {}, after the day judged", listing.listed_on);
    }
    if (const auto date = entity::parse_date(listing.ended_on); date && entity::to_iso(date->to) < as_of) {
        return fmt::format("the listing ended on {}", listing.ended_on);
    }
    return {};
}

const match::NameEvidence* find_name(const match::Match& match, double& value) {
    for (const match::FeatureResult& feature : match.features) {
        if (const auto* name = std::get_if<match::NameEvidence>(&feature.evidence)) {
            value = feature.value;
            return name;
        }
    }
    return nullptr;
}

bool is_identifier(std::string_view feature) {
    const auto row = std::ranges::find(match::all_features(), feature, &match::Feature::name);
    return row != match::all_features().end() && row->floor >= identifier_floor;
}

/// A person shares name and country with thousands, so only the birth date or the address of a person counts.
bool is_corroborated(const match::Match& match, bool person) {
    bool agrees = false;
    for (const match::FeatureResult& feature : match.features) {
        const bool birth_date = feature.feature == "birth_date";
        const bool country = feature.feature == "country";
        const bool address = feature.feature == "address";
        if (feature.stance == match::Stance::contradicts && (birth_date || country)) {
            return false;
        }
        if (feature.stance == match::Stance::supports) {
            agrees = agrees || address || (birth_date && feature.value >= 1) || (country && !person);
        }
    }
    return agrees;
}

std::string native_of(std::string_view name) {
    std::string native;
    for (const text::Token& token : text::fold(name).tokens) {
        native += token.native;
    }
    return native;
}

bool is_legal_form(std::string_view words) {
    const auto tokens = text::fold(words).tokens;
    return !tokens.empty() && names::find_legal_form(tokens).tokens == tokens.size();
}

/// Word for word, but for legal forms, which are written in many ways and tell little.
bool is_word_for_word(const match::NameEvidence& name) {
    // Chinese words of one sound are not one word.
    if (text::script_of(name.query) == text::Script::han && text::script_of(name.candidate) == text::Script::han) {
        return native_of(name.query) == native_of(name.candidate);
    }
    return !name.comparison.parts.empty() && std::ranges::all_of(name.comparison.parts, [&name](const names::AlignedPart& part) {
        switch (part.relation) {
        case names::Relation::equal:
        case names::Relation::joined:
        case names::Relation::number:
        case names::Relation::legal_form: return true;
        case names::Relation::missing: {
            const auto& side = part.query_part >= 0 ? name.query_parts : name.candidate_parts;
            const int at = std::max(part.query_part, part.candidate_part);
            return at >= 0 && static_cast<std::size_t>(at) < side.size() && is_legal_form(side[static_cast<std::size_t>(at)]);
        }
        default: return false;
        }
    });
}

bool is_exact(const match::Match& match, const match::NameEvidence* name, bool person) {
    bool agrees = false;
    for (const match::FeatureResult& feature : match.features) {
        if (feature.stance == match::Stance::contradicts) {
            return false;
        }
        const bool date = feature.feature == "birth_date" && feature.value >= 1;
        agrees = agrees || (feature.stance == match::Stance::supports && (date || (feature.feature == "country" && !person)));
    }
    return agrees && name != nullptr && name->use != match::NameUse::weak_alias && is_word_for_word(*name);
}

/// What a number refutes is worth a word only where the name is the same: of ten ships that sound alike, nine would be
/// noise.
bool is_same_name(const match::NameEvidence* name, double value) {
    return name != nullptr && (value >= same_name_score || text::fold(name->query).joined() == text::fold(name->candidate).joined());
}

/// A list whose entities carry no Sanction (a user's own) still says where it comes from.
entity::Listing listing_of_list(const lists::ListVersion& list) {
    entity::Listing listing;
    listing.list = list.list;
    listing.list_version = list.version;
    listing.jurisdiction = list.jurisdiction;
    return listing;
}

void take_listing(PartyHit& hit, const index::Listed& listed, const index::Index& index, const Policy& policy, const std::string& as_of) {
    std::vector<entity::Listing> listings = listed.listings;
    if (listings.empty()) {
        listings.push_back(listing_of_list(index.lists()[listed.list]));
    }
    const entity::Listing* best = nullptr;
    for (const entity::Listing& listing : listings) {
        std::string why = why_not_binding(listing, policy, as_of);
        const bool binds = why.empty();
        hit.listings += fmt::format("{}{} {} ({}{}{}): {}", hit.listings.empty() ? "" : "; ", listing.jurisdiction.empty() ? "own" : listing.jurisdiction,
                                    entity::to_text(listing.measure), listing.list, listing.entry_id.empty() ? "" : " ", listing.entry_id, binds ? "binds" : why);
        const bool better = best == nullptr || (binds && !hit.binding) ||
                            (binds == hit.binding && rank(listing.measure) > rank(best->measure));
        if (better) {
            best = &listing;
            hit.binding = binds;
            hit.not_binding_because = std::move(why);
        }
        for (const std::string& programme : listing.programs) {
            if (hit.programmes.find(programme) == std::string::npos) {
                hit.programmes += (hit.programmes.empty() ? "" : "; ") + programme;
            }
        }
    }
    hit.listing = *best;
    hit.list = best->list.empty() ? index.lists()[listed.list].list : best->list;
}

std::string alert_id_of(const ReadParty& party, const std::string& entity_id) {
    std::string key = text::fold(party.name).joined();
    std::vector<std::string_view> countries = party.countries;
    std::ranges::sort(countries);
    for (const std::string_view country : countries) {
        key += '\x1f';
        key += country;
    }
    if (party.main) {
        key += '\x1e' + party.facts->imo + '\x1e' + party.facts->birth_date;
        for (const auto& [property, value] : party.facts->identifiers) {
            key += '\x1f' + property + '\x1f' + value;
        }
    }
    key += '\x1e' + entity_id;
    return base::to_hex(base::to_xxh3(key));
}

void add_all(entity::Entity& entity, std::string_view property, std::string_view values) {
    while (!values.empty()) {
        const std::size_t end = std::min(values.find(';'), values.size());
        entity.add(property, base::trim(values.substr(0, end)));
        values.remove_prefix(std::min(end + 1, values.size()));
    }
}

} // namespace

entity::Entity to_entity(const ReadParty& read) {
    const Party& party = *read.facts;
    entity::Entity made;
    made.id = "query";
    made.schema = party.schema.empty() ? "LegalEntity" : party.schema;
    made.caption = read.name;
    if (read.state == NameState::named) {
        made.add("name", read.name);
        // "ORDER OF ..." may be an order to deliver or a house, and an address may be part of a name: where the field
        // has one name, the whole text is looked for too.
        if (read.alone && read.name != base::trim(party.name)) {
            made.add("alias", base::trim(party.name));
        }
    }
    for (const std::string_view country : read.countries) {
        made.add(made.schema == "Vessel" ? "flag" : "country", country);
    }
    made.add("address", party.address);
    made.add("address", read.address);
    if (!read.main) {
        return made;
    }
    for (const std::string& name : party.other_names) {
        if (name_state(name) == NameState::named) {
            made.add("alias", name);
        }
    }
    add_all(made, "birthDate", party.birth_date);
    add_all(made, "phone", party.phone);
    made.add("imoNumber", party.imo);
    made.add("mmsi", party.mmsi);
    made.add("callSign", party.call_sign);
    for (const auto& [property, value] : party.identifiers) {
        made.add(property, value);
    }
    return made;
}

PartyHits match_party(const index::Index& index, const Policy& policy, const std::string& as_of, const ReadParty& party) {
    PartyHits hits;
    if (!party.can_be_screened()) {
        return hits;
    }
    match::Prepared query = match::prepare(to_entity(party));
    query.weights = policy.weights.get();
    index::SearchOptions options;
    options.cutoff = policy.candidate_score;
    options.limit = search_limit;
    options.keep_refuted = true;
    options.lists = policy.lists;
    for (index::Hit& found : index.search(query, options)) {
        PartyHit hit;
        hit.entity = found.entity;
        hit.match = std::move(found.match);
        double name_value = 0;
        const match::NameEvidence* name = find_name(hit.match, name_value);
        if (hit.match.refuted && !is_same_name(name, name_value)) {
            continue;
        }
        const index::Listed listed = index.listed(found.entity);
        hit.entity_id = listed.entity.id;
        take_listing(hit, listed, index, policy, as_of);
        hit.by_identifier = std::ranges::any_of(hit.match.features, [](const match::FeatureResult& feature) {
            return feature.stance == match::Stance::supports && is_identifier(feature.feature);
        });
        if (name != nullptr && (!hit.by_identifier || name_value >= policy.candidate_score)) {
            hit.matched_name = name->candidate;
            hit.name_kind = match::to_text(name->use);
            hit.weak = name->use == match::NameUse::weak_alias && !hit.by_identifier;
        } else {
            hit.matched_name = listed.entity.caption.empty() ? std::string(listed.entity.first("name")) : listed.entity.caption;
            hit.name_kind = "identifier";
        }
        hit.corroborated = !hit.match.refuted && is_corroborated(hit.match, listed.entity.schema == "Person");
        hit.exact = !hit.match.refuted && is_exact(hit.match, name, listed.entity.schema == "Person");
        hit.alert_id = alert_id_of(party, hit.entity_id);
        hit.party_hash = base::to_hex(PartyCache::key_of(party).a);
        hit.entity_hash = to_hash(listed);
        hits.push_back(std::move(hit));
    }
    // What binds is shown before what informs, whatever the scores.
    std::ranges::stable_sort(hits, [](const PartyHit& a, const PartyHit& b) {
        const bool a_first = a.binding && !a.match.refuted;
        const bool b_first = b.binding && !b.match.refuted;
        return a_first != b_first ? a_first : a.match.score > b.match.score;
    });
    if (hits.size() > policy.matches_per_party) {
        hits.resize(policy.matches_per_party);
    }
    return hits;
}

PartyCache::Key PartyCache::key_of(const ReadParty& read) {
    const Party& party = *read.facts;
    std::string key;
    const auto add = [&key](std::string_view text) {
        key += text;
        key += '\x1f';
    };
    add(read.name);
    add(read.alone ? party.name : std::string());
    add(read.address);
    add(read.main ? "main" : "");
    for (const std::string& name : party.other_names) {
        add(name);
    }
    key += '\x1e';
    add(party.schema);
    for (const std::string_view country : read.countries) {
        add(country);
    }
    key += '\x1e';
    add(party.address);
    add(party.birth_date);
    add(party.imo);
    add(party.mmsi);
    add(party.call_sign);
    for (const auto& [property, value] : party.identifiers) {
        add(property);
        add(value);
    }
    const std::uint64_t a = base::to_xxh3(key);
    key.insert(0, "\x1dsecond\x1d");
    return {a, base::to_xxh3(key)};
}

const PartyHits* PartyCache::find(const Key& key) const {
    static const PartyHits none;
    const auto found = places_.find(key);
    if (found == places_.end()) {
        return nullptr;
    }
    return found->second == 0 ? &none : hits_[found->second - 1].get();
}

void PartyCache::add(const Key& key, PartyHits hits) {
    if (full()) {
        return;
    }
    std::uint32_t place = 0;
    if (!hits.empty()) {
        hits_.push_back(std::make_unique<const PartyHits>(std::move(hits)));
        place = static_cast<std::uint32_t>(hits_.size());
    }
    places_.emplace(key, place);
}

} // namespace tidewaiter::screen
