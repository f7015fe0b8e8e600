// What the user knows of parties beside the shipments: when registered, what they do, address, web, telephone, officers
// and owners; joined to the parties of shipments by the user's own number, else by name.
#pragma once

#include "screen/shipment.hpp"
#include "screen/side_table.hpp"

#include <atomic>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace tidewaiter::screen {

class PartyMaster {
public:
    /// Rows that a master may have; each takes some hundred bytes.
    static constexpr std::size_t most_rows = 5'000'000;

    /// Columns are known by data/columns.csv, with or without a role in front: id, name, country, registered, activity,
    /// address, web, email, phone, officers, owners.
    /// Errors: Failure(bad_input): unreadable, neither id nor name, too many rows.
    PartyMaster(const std::string& path, const std::string& day_order);

    const SideFacts& facts() const { return facts_; }

    /// Inputs that it can tell.
    const InputSet& present() const { return present_; }

    /// Rows by which the address is shared: different names at one address_key.
    std::size_t count_at_address(std::uint64_t key) const;

    /// Fills what the shipment leaves empty. A name that several rows have is joined only where the country tells.
    /// Thread-safe.
    void join(Party& party) const;

private:
    const Party* find(const Party& party) const;

    std::vector<Party> rows_;
    std::unordered_map<std::string, std::uint32_t> by_id_;
    std::unordered_multimap<std::uint64_t, std::uint32_t> by_name_;
    std::unordered_map<std::uint64_t, std::uint32_t> at_address_; // names
    InputSet present_;
    SideFacts facts_;
};

/// Joins the master (null for none), and makes officers and owners parties of their own, so that they are screened; also the owners
/// of owners that the master knows, up to 12 steps and 1,000 parties of a shipment.
void complete_parties(Shipment& shipment, const PartyMaster* master);

/// 64 bits of an address without what differs between two spellings of one: case, marks, punctuation, order of words,
/// and words such as street and office. Zero for an address that has not both a word and a number, which many share.
std::uint64_t address_key(std::string_view address);

} // namespace tidewaiter::screen
