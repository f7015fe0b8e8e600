// A party against the index, once: the next record that names it takes the result from the cache.
#pragma once

#include "index/index.hpp"
#include "screen/policy.hpp"
#include "screen/read_shipment.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace tidewaiter::screen {

/// A listed party that a party met, with what the policy makes of it.
struct PartyHit {
    std::uint32_t entity = 0;
    match::Match match;
    std::string entity_id;
    std::string list;
    entity::Listing listing;    ///< the one that binds most
    std::string programmes;     ///< of all its listings, joined by "; "
    std::string listings;       ///< each listing: jurisdiction, measure, list and entry, and whether it binds; joined by "; "
    std::string matched_name;
    std::string name_kind;      ///< name, alias, weak_alias, previous_name, identifier
    bool binding = false;       ///< of a jurisdiction that binds, in force on the day judged, and no mere warning
    std::string not_binding_because;
    bool by_identifier = false; ///< a number that is unique to one thing agrees
    bool corroborated = false;  ///< beside the name another fact agrees: country or address (of a person: birth date)
    /// The name agrees word for word (legal forms may differ), country or birth date agree (of a person: birth date), and nothing
    /// contradicts.
    bool exact = false;
    bool weak = false;          ///< rests on a weak alias
    std::string alert_id;
    std::string party_hash;     ///< of the party as it was compared
    std::string entity_hash;    ///< of all that is published of the entity
};

using PartyHits = std::vector<PartyHit>; ///< by falling score

/// The party as an entity of FollowTheMoney, as it is compared.
entity::Entity to_entity(const ReadParty& party);

/// Looks a party up. Errors: Failure when the index is damaged.
PartyHits match_party(const index::Index& index, const Policy& policy, const std::string& as_of, const ReadParty& party);

/// Results by what identifies a party. Parties beyond the limit are matched each time they come.
class PartyCache {
public:
    explicit PartyCache(std::size_t limit = 16'000'000) : limit_(limit) {}

    /// 128 bits over all that the comparison looks at: the chance that two parties of a thousand million meet is
    /// less than one in 10^20.
    struct Key {
        std::uint64_t a = 0;
        std::uint64_t b = 0;
        friend bool operator==(const Key&, const Key&) = default;
    };

    static Key key_of(const ReadParty& party);
    /// nullptr when it was not looked up yet.
    const PartyHits* find(const Key& key) const;
    void add(const Key& key, PartyHits hits);
    /// Different parties so far (at least, once full).
    std::uint64_t size() const { return places_.size(); }
    bool full() const { return places_.size() >= limit_; }

    struct Hash {
        std::size_t operator()(const Key& key) const { return static_cast<std::size_t>(key.a); }
    };

private:
    std::size_t limit_;
    std::unordered_map<Key, std::uint32_t, Hash> places_;      // 0: no hits; else index + 1 into hits_
    std::vector<std::unique_ptr<const PartyHits>> hits_;
};

} // namespace tidewaiter::screen
