// Shipments of earlier days, summed up for the rules that look at more than one: who bought what before and after D0, who
// ships to Russia, what a kilogram of a code costs, what a piece of it weighs.
#pragma once

#include "goods/goods.hpp"
#include "screen/policy.hpp"
#include "screen/read_shipment.hpp"
#include "screen/side_table.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace tidewaiter::screen {

class PartyMaster;

/// Amount of a line in USD: as given, or by the policy's [usd_per]. Out: nullopt when value or rate is missing.
std::optional<double> value_in_usd(const Line& line, const Policy& policy);
/// Kilograms or pieces; nullopt when missing, unreadable or not above zero.
std::optional<double> positive_number(std::string_view text);
/// First day of an ISO date as days since 1970.
std::optional<int> serial_of(std::string_view date);
/// Six digits as a number; nullopt for a shorter code.
std::optional<std::uint32_t> hs6_of(const goods::HsCode& code);

/// Is the role one that receives goods? One that sends them?
bool receives_goods(Role role);
bool sends_goods(Role role);

/// The tier of a code on the Common High Priority List, "" when it is not on it. Not thread-safe.
class Tiers {
public:
    Tiers(const goods::GoodsBook& book, std::string as_of) : book_(book), as_of_(std::move(as_of)) {}

    const std::string& of(const goods::HsCode& code);

private:
    const goods::GoodsBook& book_;
    std::string as_of_;
    std::map<std::string, std::string, std::less<>> known_;
};

struct HistoryOptions {
    std::vector<std::string> files;
    std::string mappings;
    std::string day_order;
};

class History {
public:
    /// Lines that a history may have: each takes up to 60 bytes.
    static constexpr std::uint64_t most_lines = 50'000'000;

    /// In:     master: joined to its parties; null for none
    /// Errors: as the reader's; Failure(bad_input) past most_lines.
    History(const HistoryOptions& options, const goods::GoodsBook& goods, const Policy& policy, const std::string& as_of, const PartyMaster* master);

    const std::vector<SideFacts>& facts() const { return facts_; }

    /// First and last dated day; nullopt when nothing is dated.
    std::optional<std::pair<int, int>> days() const;

    /// What a receiving party did, by name_key.
    struct Buyer {
        int first = 0;                   ///< day of the first shipment
        std::optional<int> first_tier12; ///< of goods of tiers 1 and 2
        double chpl_before_usd = 0;      ///< high-priority goods before D0, and from it on
        double chpl_after_usd = 0;
        bool unknown_usd = false;        ///< some amount had no value, or no rate
        std::uint64_t chpl_lines = 0;
    };
    const Buyer* find_buyer(std::uint64_t party) const;

    /// Different receivers of high-priority goods, and of any goods, at an address_key.
    struct Neighbours {
        std::vector<std::uint64_t> chpl_buyers; ///< name_keys, at most most_neighbours
        std::vector<std::uint64_t> companies;
    };
    static constexpr std::size_t most_neighbours = 1'000;
    const Neighbours* find_neighbours(std::uint64_t address) const;

    /// A party's lines of one code that came in, or went out to Russia or Belarus.
    struct Move {
        int day = 0;
        double kg = 0; ///< 0: not known
    };
    const std::vector<Move>* find_ins(std::uint64_t party, std::uint32_t hs6) const;
    const std::vector<Move>* find_outs(std::uint64_t party, std::uint32_t hs6) const;

    /// Shipments to Russia since 2023 that the party sent.
    struct Supplies {
        int first = 0;
        std::uint64_t shipments = 0;
    };
    const Supplies* find_supplies_to_russia(std::uint64_t party) const;

    /// Sent the party high-priority goods at any time?
    bool is_chpl_supplier(std::uint64_t party) const { return chpl_suppliers_.contains(party); }

    /// Median and median absolute deviation of log(USD / kg) of (code, origin, year).
    struct Density {
        std::size_t lines = 0;
        double median = 0;
        double mad = 0;
    };
    std::optional<Density> find_density(std::uint32_t hs6, std::string_view origin, int year) const;

    /// Kilograms a piece of a code: 1st and 99th percentile.
    struct Weights {
        std::size_t lines = 0;
        double p1 = 0;
        double p99 = 0;
    };
    std::optional<Weights> find_weights(std::uint32_t hs6) const;

private:
    void add(const Shipment& shipment, const Policy& policy, Tiers& tiers);
    void add_parties(const ReadShipment& read, std::optional<int> day, const std::vector<std::string>& line_tiers, const Policy& policy, int d0);
    void add_lines(const ReadShipment& read, std::optional<int> day, const Policy& policy);
    void finish();

    std::vector<SideFacts> facts_;
    std::uint64_t lines_ = 0;
    int first_ = 0;
    int last_ = 0;
    bool dated_ = false;
    std::unordered_map<std::uint64_t, Buyer> buyers_;
    std::unordered_map<std::uint64_t, Neighbours> neighbours_;
    std::unordered_map<std::uint64_t, std::vector<Move>> ins_;
    std::unordered_map<std::uint64_t, std::vector<Move>> outs_;
    std::unordered_map<std::uint64_t, Supplies> supplies_;
    std::unordered_set<std::uint64_t> chpl_suppliers_;
    std::unordered_map<std::uint64_t, std::vector<float>> logs_;   // until finish()
    std::unordered_map<std::uint32_t, std::vector<float>> pieces_; // until finish()
    std::unordered_map<std::uint64_t, Density> densities_;
    std::unordered_map<std::uint32_t, Weights> weights_;
};

/// Median of values, which are put in another order. In: at least one.
double take_median(std::vector<float>& values);

} // namespace tidewaiter::screen
