#include "screen/history.hpp"

#include "base/failure.hpp"
#include "base/money.hpp"
#include "base/utf8.hpp"
#include "entity/date.hpp"
#include "screen/party_master.hpp"
#include "screen/shipment_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace tidewaiter::screen {

namespace {

/// R26 asks for shipments since 2023.
constexpr entity::Day since_2023{2023, 1, 1};

class Kept final : public base::RejectSink {
public:
    explicit Kept(SideFacts& facts) : facts_(facts) {}

    void add(base::Reject reject) override {
        constexpr std::size_t kept = 1'000;
        if (facts_.rejects.size() < kept) {
            facts_.rejects.push_back(std::move(reject));
        }
    }

private:
    SideFacts& facts_;
};

std::uint64_t density_key(std::uint32_t hs6, std::string_view origin, int year) {
    const auto letter = [](char c) { return static_cast<std::uint64_t>(static_cast<unsigned char>(c)); };
    return std::uint64_t{hs6} << 32U | letter(origin[0]) << 24U | letter(origin[1]) << 16U | static_cast<std::uint64_t>(year & 0xFFFF);
}

/// A party and a code in 64 bits. The product mixes, so that neighbouring codes do not meet.
std::uint64_t move_key(std::uint64_t party, std::uint32_t hs6) { return party ^ (hs6 * 0x9E3779B97F4A7C15ULL); }

void insert_once(std::vector<std::uint64_t>& into, std::uint64_t key) {
    const auto place = std::ranges::lower_bound(into, key);
    if (into.size() < History::most_neighbours && (place == into.end() || *place != key)) {
        into.insert(place, key);
    }
}

bool goes_to_russia(const ReadShipment& read, bool or_belarus) {
    return std::ranges::any_of(read.destination, [or_belarus](std::string_view code) { return code == "ru" || (or_belarus && code == "by"); });
}

template <class Key, class Value>
const Value* find_in(const std::unordered_map<Key, Value>& map, const Key& key) {
    const auto found = map.find(key);
    return found == map.end() ? nullptr : &found->second;
}

} // namespace

std::optional<double> positive_number(std::string_view text) {
    if (base::trim(text).empty()) {
        return std::nullopt;
    }
    const auto number = base::parse_ten_thousandths(text);
    return number && *number > 0 ? std::optional(static_cast<double>(*number) / 10'000) : std::nullopt;
}

std::optional<double> value_in_usd(const Line& line, const Policy& policy) {
    const auto amount = positive_number(line.value);
    if (!amount) {
        return std::nullopt;
    }
    if (line.currency == "USD") {
        return amount;
    }
    const auto rate = policy.usd_per.find(line.currency);
    return rate == policy.usd_per.end() ? std::nullopt : std::optional(*amount * rate->second);
}

std::optional<int> serial_of(std::string_view date) {
    const auto parsed = entity::parse_date(date);
    return parsed ? std::optional(entity::to_serial(parsed->from)) : std::nullopt;
}

std::optional<std::uint32_t> hs6_of(const goods::HsCode& code) {
    const std::string_view digits = code.subheading();
    std::uint32_t number = 0;
    if (digits.size() < 6) {
        return std::nullopt;
    }
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

bool receives_goods(Role role) {
    return role == Role::consignee || role == Role::importer || role == Role::end_user || role == Role::buyer || role == Role::intermediate_consignee;
}

bool sends_goods(Role role) { return role == Role::shipper || role == Role::exporter || role == Role::seller; }

double take_median(std::vector<float>& values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    const double high = *middle;
    if (values.size() % 2 == 1) {
        return high;
    }
    return (high + static_cast<double>(*std::max_element(values.begin(), middle))) / 2;
}

const std::string& Tiers::of(const goods::HsCode& code) {
    const auto found = known_.find(code.digits());
    if (found != known_.end()) {
        return found->second;
    }
    std::string tier;
    if (const auto controls = book_.find_controls(code, "chpl", {.from = {}, .to = {}, .as_of = as_of_}); controls && !controls->empty()) {
        tier = controls->front().tier;
    }
    return known_.emplace(code.digits(), std::move(tier)).first->second;
}

History::History(const HistoryOptions& options, const goods::GoodsBook& goods, const Policy& policy, const std::string& as_of, const PartyMaster* master) {
    Tiers tiers(goods, as_of);
    for (const std::string& path : options.files) {
        if (path == "-") {
            throw base::Failure(base::FailureKind::usage, "history: standard input is for the records", "Name a file.");
        }
        ReaderOptions reading;
        reading.file = path;
        reading.mappings = options.mappings;
        reading.day_order = options.day_order;
        ShipmentReader reader(reading);
        SideFacts facts;
        facts.what = "history";
        facts.path = path;
        facts.rows = reader.facts().records;
        facts.not_used = reader.facts().not_used;
        Kept kept(facts);
        facts.rejected = reader.read(
            [&](Batch& batch) {
                for (auto& [number, shipment] : batch.shipments) {
                    if (shipment.reject_reason.empty()) {
                        complete_parties(shipment, master);
                        add(shipment, policy, tiers);
                        facts.unreadable += shipment.unreadable.size();
                    }
                }
            },
            kept);
        facts.used = facts.rows - facts.rejected;
        facts.sha256 = reader.sha256();
        facts_.push_back(std::move(facts));
    }
    finish();
}

void History::add(const Shipment& shipment, const Policy& policy, Tiers& tiers) {
    const ReadShipment read = read_shipment(shipment);
    lines_ += read.lines.size();
    if (lines_ > most_lines) {
        throw base::Failure(base::FailureKind::bad_input, fmt::format("the history has more than {} lines", most_lines), "Give the years that matter.");
    }
    const std::optional<int> day = serial_of(shipment.date);
    if (day) {
        first_ = dated_ ? std::min(first_, *day) : *day;
        last_ = dated_ ? std::max(last_, *day) : *day;
        dated_ = true;
    }
    std::vector<std::string> line_tiers;
    for (const ReadLine& line : read.lines) {
        line_tiers.push_back(line.hs ? tiers.of(*line.hs) : std::string());
    }
    add_parties(read, day, line_tiers, policy, policy.d0);
    add_lines(read, day, policy);
}

void History::add_parties(const ReadShipment& read, std::optional<int> day, const std::vector<std::string>& line_tiers, const Policy& policy, int d0) {
    const bool chpl = std::ranges::any_of(line_tiers, [](const std::string& tier) { return !tier.empty(); });
    const bool to_russia = goes_to_russia(read, false);
    const bool to_russia_or_belarus = goes_to_russia(read, true);
    std::vector<std::uint64_t> done; // one party in two roles counts once
    for (const ReadParty& party : read.parties) {
        const bool in = receives_goods(party.party->role);
        const bool out = sends_goods(party.party->role);
        if (party.state != NameState::named || !party.main || (!in && !out)) {
            continue;
        }
        const std::uint64_t key = name_key(party.name);
        const std::uint64_t marked = key ^ (in ? 1U : 0U);
        if (std::ranges::find(done, marked) != done.end()) {
            continue;
        }
        done.push_back(marked);
        const auto add_moves = [&](std::unordered_map<std::uint64_t, std::vector<Move>>& into) {
            for (const ReadLine& line : read.lines) {
                const auto hs6 = line.hs ? hs6_of(*line.hs) : std::nullopt;
                if (hs6 && day) {
                    into[move_key(key, *hs6)].push_back({*day, positive_number(line.line->net_kg).value_or(0)});
                }
            }
        };
        if (out) {
            if (chpl) {
                chpl_suppliers_.insert(key);
            }
            if (to_russia && day && *day >= entity::to_serial(since_2023)) {
                const auto [place, fresh] = supplies_.try_emplace(key, Supplies{*day, 0});
                place->second.first = std::min(place->second.first, *day);
                ++place->second.shipments;
            }
            if (to_russia_or_belarus) {
                add_moves(outs_);
            }
        }
        if (!in) {
            continue;
        }
        add_moves(ins_);
        if (const std::uint64_t place = address_key(party.facts->address); place != 0) {
            Neighbours& here = neighbours_[place];
            insert_once(here.companies, key);
            if (chpl) {
                insert_once(here.chpl_buyers, key);
            }
        }
        if (!day) {
            continue;
        }
        const auto [place, fresh] = buyers_.try_emplace(key);
        Buyer& buyer = place->second;
        buyer.first = fresh ? *day : std::min(buyer.first, *day);
        for (std::size_t i = 0; i < line_tiers.size(); ++i) {
            if (line_tiers[i].empty()) {
                continue;
            }
            ++buyer.chpl_lines;
            if (line_tiers[i] == "1" || line_tiers[i] == "2") {
                buyer.first_tier12 = std::min(buyer.first_tier12.value_or(*day), *day);
            }
            const auto usd = value_in_usd(*read.lines[i].line, policy);
            buyer.unknown_usd = buyer.unknown_usd || !usd;
            (*day < d0 ? buyer.chpl_before_usd : buyer.chpl_after_usd) += usd.value_or(0);
        }
    }
}

void History::add_lines(const ReadShipment& read, std::optional<int> day, const Policy& policy) {
    for (const ReadLine& line : read.lines) {
        const auto hs6 = line.hs ? hs6_of(*line.hs) : std::nullopt;
        const auto kg = positive_number(line.line->net_kg);
        if (!hs6 || !kg) {
            continue;
        }
        if (const auto pieces = positive_number(line.line->quantity)) {
            pieces_[*hs6].push_back(static_cast<float>(*kg / *pieces));
        }
        const auto usd = value_in_usd(*line.line, policy);
        if (usd && day && line.origin.size() == 2) {
            logs_[density_key(*hs6, line.origin, entity::from_serial(*day).year)].push_back(static_cast<float>(std::log(*usd / *kg)));
        }
    }
}

void History::finish() {
    for (auto& [key, values] : logs_) {
        Density made;
        made.lines = values.size();
        made.median = take_median(values);
        for (float& value : values) {
            value = static_cast<float>(std::abs(static_cast<double>(value) - made.median));
        }
        made.mad = take_median(values);
        densities_.emplace(key, made);
    }
    logs_.clear();
    for (auto& [hs6, values] : pieces_) {
        std::ranges::sort(values);
        const auto at = [&values](double part) { return static_cast<double>(values[static_cast<std::size_t>(part * static_cast<double>(values.size() - 1) + 0.5)]); };
        weights_.emplace(hs6, Weights{values.size(), at(0.01), at(0.99)});
    }
    pieces_.clear();
    for (auto* moves : {&ins_, &outs_}) {
        for (auto& [key, all] : *moves) {
            std::ranges::stable_sort(all, {}, &Move::day);
        }
    }
}

std::optional<std::pair<int, int>> History::days() const { return dated_ ? std::optional(std::pair(first_, last_)) : std::nullopt; }

const History::Buyer* History::find_buyer(std::uint64_t party) const { return find_in(buyers_, party); }

const History::Neighbours* History::find_neighbours(std::uint64_t address) const { return find_in(neighbours_, address); }

const std::vector<History::Move>* History::find_ins(std::uint64_t party, std::uint32_t hs6) const { return find_in(ins_, move_key(party, hs6)); }

const std::vector<History::Move>* History::find_outs(std::uint64_t party, std::uint32_t hs6) const { return find_in(outs_, move_key(party, hs6)); }

const History::Supplies* History::find_supplies_to_russia(std::uint64_t party) const { return find_in(supplies_, party); }

std::optional<History::Density> History::find_density(std::uint32_t hs6, std::string_view origin, int year) const {
    if (origin.size() != 2) {
        return std::nullopt;
    }
    const Density* found = find_in(densities_, density_key(hs6, origin, year));
    return found == nullptr ? std::nullopt : std::optional(*found);
}

std::optional<History::Weights> History::find_weights(std::uint32_t hs6) const {
    const Weights* found = find_in(weights_, hs6);
    return found == nullptr ? std::nullopt : std::optional(*found);
}

} // namespace tidewaiter::screen
