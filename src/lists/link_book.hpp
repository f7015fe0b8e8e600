// Links that a list states by name ("Linked To: HAMAS"): they can only be resolved when every party has gone by.
#pragma once

#include "lists/party.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tidewaiter::lists {

/// Remembers which party bears which name, and the links still to resolve. Memory: 16 bytes a name and the ids.
class LinkBook {
public:
    /// Remembers the names of a party; call before Party::yield.
    void add_names(const entity::Entity& party);
    /// The id is what another entry may quote instead of a name, such as the UN's "QDe.004".
    void add_key(std::string_view key, std::string_view id);
    /// A link from a party to what `target` names; role in the publisher's words.
    void add_link(std::string_view from, std::string_view target, std::string_view role);
    /// Yields an UnknownLink for each link whose target exactly one party bears as its main name or, when none does, as
    /// another name (compared folded, in any order of their words); the others are counted in the remarks. Their words
    /// are in the notes of the party anyway.
    void yield_links(std::string_view list, EntitySink& sink, RemarkTally& remarks);

private:
    struct Link {
        std::string from;
        std::string target;
        std::string role;
    };
    static constexpr std::uint32_t several = ~std::uint32_t{0};
    using Bearers = std::unordered_map<std::uint64_t, std::uint32_t>; // hash -> index in ids_, or several
    void remember(Bearers& bearers, std::uint64_t hash, std::uint32_t id);
    std::uint32_t index_of(std::string_view id);
    const std::uint32_t* find(std::string_view target) const;

    std::vector<std::string> ids_;
    Bearers keys_;
    Bearers main_names_;  // of folded names
    Bearers other_names_;
    std::vector<Link> links_;
};

} // namespace tidewaiter::lists
