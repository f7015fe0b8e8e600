// Chains of shipments: what came to a firm and what of the same good left it soon after, first in first out.
#include "flows/firms/shipments.hpp"
#include "flows/measures/pair_scan.hpp"

#include "base/failure.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace tidewaiter::flows {

namespace {

/// The two ends of one lot declare it within so many days and so nearly the same weight.
constexpr int mirror_days = 60;
constexpr double mirror_weight = 0.02;
/// Beyond this a search through the lots of a busy firm stops; the largest matches come first.
constexpr std::size_t most_chains = 200'000;
constexpr double crumb = 1e-6; ///< kilograms below which a rest is none

struct Lot {
    const Shipment* row = nullptr;
    std::uint32_t from = no_firm, to = no_firm;
    double amount = 0; ///< kilograms, or pieces where no row of the good has a weight
    bool by_weight = true;
};

struct Edge {
    std::size_t in = 0, out = 0; ///< lots
    double amount = 0;
};

struct Chain {
    double amount = 0, value = 0, value_in = 0;
    std::size_t lots = 0;
    std::string first, last;
    std::set<std::string> goods, origins, rows, revisions;
    std::set<std::uint32_t> sources;
    std::vector<int> days;
    bool by_weight = true;
};

std::uint32_t sender(const Shipment& row) { return row.exporter != no_firm ? row.exporter : row.seller; }

bool same_good(std::string_view a, std::string_view b) {
    const std::string_view shorter = a.size() < b.size() ? a : b;
    const std::string_view longer = a.size() < b.size() ? b : a;
    // Past six digits codes are national: the six decide.
    return shorter.size() >= 4 && longer.substr(0, std::min<std::size_t>(shorter.size(), 6)) == shorter.substr(0, 6);
}

class Paths {
public:
    Paths(const Shipments& shipments, const PathQuestion& question, std::string destination) : shipments_(shipments), question_(question), destination_(std::move(destination)) {
        read_lots();
        match_all();
        for (std::size_t i = 0; i < lots_.size(); ++i) {
            if (lots_[i].row->destination == destination_ && lots_[i].amount > 0) {
                final_total_ += lots_[i].row->value;
                std::vector<std::size_t> way{i};
                follow(way, lots_[i].amount);
            }
        }
    }

    const std::map<std::vector<std::uint32_t>, Chain>& chains() const { return chains_; }
    std::size_t mirrored() const { return mirrored_; }
    bool was_cut() const { return steps_ >= most_chains; }
    double final_total() const { return final_total_; }
    std::size_t unweighed() const { return unweighed_; }

private:
    void read_lots() {
        std::map<std::tuple<std::uint32_t, std::uint32_t, std::string>, std::vector<std::size_t>> between;
        for (const Shipment& row : shipments_.rows) {
            Lot lot{&row, sender(row), row.importer, 0, row.has_kg};
            if (lot.from == no_firm || lot.to == no_firm || lot.from == lot.to) {
                continue;
            }
            lot.amount = row.has_kg ? row.kg : row.has_quantity ? row.quantity : 0;
            if (lot.amount <= 0) {
                ++unweighed_;
                continue;
            }
            // The exporter's declaration and the importer's are one lot.
            auto& others = between[{lot.from, lot.to, row.code.substr(0, 6)}];
            const auto twin = std::ranges::find_if(others, [&](std::size_t i) {
                const Lot& other = lots_[i];
                return other.row->flow != row.flow && other.by_weight == lot.by_weight && days_between(other.row->day, row.day) <= mirror_days &&
                       std::abs(other.amount - lot.amount) <= mirror_weight * lot.amount;
            });
            if (twin != others.end()) {
                ++mirrored_;
                others.erase(twin);
                continue;
            }
            others.push_back(lots_.size());
            lots_.push_back(lot);
        }
    }

    /// First in, first out at every firm: a lot that leaves takes from the oldest that came within the days and is not used up.
    void match_all() {
        struct Book {
            std::vector<std::size_t> in, out;
        };
        std::map<std::pair<std::uint32_t, std::string>, Book> books; // firm and heading
        for (std::size_t i = 0; i < lots_.size(); ++i) {
            const std::string heading = lots_[i].row->code.substr(0, 4);
            books[{lots_[i].to, heading}].in.push_back(i);
            books[{lots_[i].from, heading}].out.push_back(i);
        }
        sources_.resize(lots_.size());
        for (auto& [key, book] : books) {
            std::vector<double> rest;
            for (const std::size_t i : book.in) {
                rest.push_back(lots_[i].amount);
            }
            std::size_t begin = 0;
            for (const std::size_t out : book.out) { // both are in the order of their days
                double wants = lots_[out].amount;
                while (begin < book.in.size() && (rest[begin] <= crumb || days_between(lots_[book.in[begin]].row->day, lots_[out].row->day) > question_.days)) {
                    ++begin;
                }
                for (std::size_t k = begin; k < book.in.size() && wants > crumb; ++k) {
                    const Lot& in = lots_[book.in[k]];
                    if (in.row->day > lots_[out].row->day) {
                        break;
                    }
                    const bool fits = rest[k] > crumb && in.by_weight == lots_[out].by_weight && (in.by_weight || in.row->unit == lots_[out].row->unit) &&
                                      same_good(in.row->code, lots_[out].row->code) && in.from != lots_[out].to;
                    if (!fits) {
                        continue;
                    }
                    const double taken = std::min(rest[k], wants);
                    rest[k] -= taken;
                    wants -= taken;
                    sources_[out].push_back({book.in[k], out, taken});
                }
            }
        }
    }

    /// From a lot back to where its goods could have come from. In: way, lots from the last to the first so far
    void follow(std::vector<std::size_t>& way, double amount) {
        if (++steps_ >= most_chains) {
            return;
        }
        double explained = 0;
        if (way.size() < question_.hops) {
            for (const Edge& edge : sources_[way.back()]) {
                // No firm twice: goods that come back are no way.
                const bool seen = std::ranges::any_of(way, [&](std::size_t i) { return lots_[i].from == lots_[edge.in].from || lots_[i].to == lots_[edge.in].from; });
                if (seen) {
                    continue;
                }
                const double share = edge.amount / lots_[way.back()].amount;
                explained += share;
                way.push_back(edge.in);
                follow(way, amount * std::min(1.0, share));
                way.pop_back();
            }
        }
        // What no lot explains begins here; a lot by itself is no chain.
        const double begins = amount * std::max(0.0, 1 - explained);
        if (way.size() >= 2 && begins > crumb) {
            add(way, begins);
        }
    }

    void add(const std::vector<std::size_t>& way, double amount) {
        std::vector<std::uint32_t> firms{lots_[way.back()].from};
        for (auto lot = way.rbegin(); lot != way.rend(); ++lot) {
            firms.push_back(lots_[*lot].to);
        }
        Chain& chain = chains_[firms];
        const Lot& last = lots_[way.front()];
        const Lot& first = lots_[way.back()];
        chain.amount += amount;
        chain.value += last.row->value * amount / last.amount;
        chain.value_in += first.row->value * amount / first.amount;
        ++chain.lots;
        chain.by_weight = last.by_weight;
        chain.first = chain.first.empty() ? first.row->day : std::min(chain.first, first.row->day);
        chain.last = std::max(chain.last, last.row->day);
        for (std::size_t i = 0; i < way.size(); ++i) {
            const Shipment& row = *lots_[way[i]].row;
            chain.goods.insert(row.code.substr(0, 6));
            chain.rows.insert(row.row);
            chain.sources.insert(row.source);
            chain.revisions.insert(row.hs_rev);
            if (i + 1 < way.size()) {
                chain.days.push_back(days_between(lots_[way[i + 1]].row->day, row.day));
            }
        }
        chain.origins.insert(first.row->origin.empty() ? first.row->dispatch : first.row->origin);
    }

    const Shipments& shipments_;
    const PathQuestion& question_;
    std::string destination_;
    std::vector<Lot> lots_;
    std::vector<std::vector<Edge>> sources_; ///< of each lot
    std::map<std::vector<std::uint32_t>, Chain> chains_;
    std::size_t mirrored_ = 0, steps_ = 0, unweighed_ = 0;
    double final_total_ = 0;
};

} // namespace

Answer firm_paths(FlowTable& table, const goods::GoodsBook& book, const PathQuestion& question) {
    if (question.destination.empty()) {
        throw base::Failure(base::FailureKind::usage, "no destination is named where the chains end", "Give a country, such as --buyer RU.");
    }
    const std::string destination = one_country(question.destination);
    sql::Database& database = table.database();
    const Wanted wanted = find_wanted(database, book, question.basket, question.sources, question.as_written);
    const Shipments shipments = load_shipments(database, wanted, {destination, question.from, question.to, question.currency, true}, question.registrations);
    const Paths paths(shipments, question, destination);
    Answer answer;
    answer.measure = "paths-1";
    answer.columns = {"buyer", "supplier", "chain", "intermediary", "importer", "basket", "basket_version", "hs_rev", "goods", "basis", "reporter_side", "period", "rank", "amount", "unit", "value",
                      "currency", "value_in", "markup", "days", "lots", "origins", "age_days", "share", "share_lo", "share_hi", "coverage", "status", "base_value", "rows", "warnings", "source_ids"};
    for (const std::string& column : answer.columns) {
        static const std::set<std::string, std::less<>> numbers = {"rank", "amount", "value", "value_in", "markup", "days", "lots", "age_days", "share", "share_lo", "share_hi", "coverage", "base_value"};
        answer.numeric.push_back(numbers.contains(column));
    }
    answer.sql = shipments.sql + ";\n";
    std::vector<std::pair<const std::vector<std::uint32_t>*, const Chain*>> order;
    std::set<std::uint32_t> used;
    std::set<std::string> revisions;
    for (const auto& [firms, chain] : paths.chains()) {
        order.emplace_back(&firms, &chain);
    }
    std::ranges::sort(order, [](const auto& a, const auto& b) { return std::tuple(-a.second->value, -a.second->amount, *a.first) < std::tuple(-b.second->value, -b.second->amount, *b.first); });
    std::set<std::string> currencies;
    for (const Shipment& row : shipments.rows) {
        currencies.insert(row.currency);
    }
    std::size_t rank = 0;
    for (const auto& [numbers, chain] : order) {
        if (question.limit > 0 && rank >= question.limit) {
            break;
        }
        std::vector<std::string> names;
        std::optional<int> age;
        for (std::size_t i = 0; i < numbers->size(); ++i) {
            const Firm& firm = shipments.firms[(*numbers)[i]];
            const std::string name = firm.name.names.empty() ? "?" : firm.name.names.front();
            names.push_back(firm.name.country.empty() ? name : fmt::format("{} ({})", name, firm.name.country));
            if (i > 0 && i + 1 < numbers->size() && !firm.registered.empty()) {
                const int days = days_between(firm.registered, chain->first);
                age = age ? std::min(*age, days) : days;
            }
        }
        std::vector<std::string> middle(names.begin() + 1, names.end() - 1);
        std::vector<int> days = chain->days;
        std::ranges::sort(days);
        std::vector<std::string> rows(chain->rows.begin(), chain->rows.end());
        constexpr std::size_t rows_shown = 6;
        const std::size_t row_count = rows.size();
        rows.resize(std::min(row_count, rows_shown));
        answer.rows.push_back({destination, shipments.firms[numbers->front()].name.country, fmt::format("{}", fmt::join(names, " > ")), fmt::format("{}", fmt::join(middle, ", ")), names.back(),
                               question.basket.name, question.basket.version, fmt::format("{}", fmt::join(chain->revisions, " ")), fmt::format("{}", fmt::join(chain->goods, " ")), "dispatch", "transactions",
                               fmt::format("{}..{}", chain->first, chain->last), std::to_string(++rank), fmt::format("{:.3f}", chain->amount), chain->by_weight ? "kg" : "units",
                               fmt::format("{:.2f}", chain->value), currencies.size() == 1 ? *currencies.begin() : "as declared", fmt::format("{:.2f}", chain->value_in),
                               chain->value_in > 0 && currencies.size() == 1 ? std::optional(fmt::format("{:.6f}", chain->value / chain->value_in - 1)) : std::nullopt,
                               std::to_string(days[days.size() / 2]), std::to_string(chain->lots), fmt::format("{}", fmt::join(chain->origins, " ")),
                               age ? std::optional(std::to_string(*age)) : std::nullopt, std::nullopt, "0.000000",
                               paths.final_total() > 0 ? std::optional(fmt::format("{:.6f}", chain->value / paths.final_total())) : std::nullopt, std::nullopt, "feasible, a lead",
                               fmt::format("{:.2f}", paths.final_total()), fmt::format("{}{}", fmt::join(rows, ", "), row_count > rows_shown ? fmt::format(" and {} more", row_count - rows_shown) : ""), "",
                               fmt::format("{}", fmt::join(chain->sources, " "))});
        used.insert(chain->sources.begin(), chain->sources.end());
        revisions.insert(chain->revisions.begin(), chain->revisions.end());
    }
    for (const std::uint32_t id : used) {
        answer.sources.push_back(*table.find_source(id));
    }
    answer.warnings = basket_warnings(wanted, answer.sources, revisions);
    if (shipments.repeated > 0) {
        answer.warnings.push_back({"duplicate_declarations", fmt::format("{} rows stand twice and are used once", shipments.repeated), shipments.repeated_lines});
    }
    if (shipments.similar > 0) {
        answer.warnings.push_back({"similar_declarations", fmt::format("{} rows have another declaration's day, firms, code, value and weight: they could be the same lot", shipments.similar),
                                   shipments.similar_lines});
    }
    if (paths.unweighed() > 0) {
        answer.warnings.push_back({"no_amount", fmt::format("{} rows have neither weight nor quantity and are in no chain", paths.unweighed()), {}});
    }
    if (currencies.size() > 1) {
        answer.warnings.push_back({"currencies", "values are in several currencies: give --currency, or compare amounts only", {currencies.begin(), currencies.end()}});
    }
    if (paths.was_cut()) {
        answer.warnings.push_back({"search_cut", "too many lots hang together: the search stopped, and chains are missing; ask for fewer goods or a shorter time", {}});
    }
    answer.notes.push_back(fmt::format("{} chains of firms among {} shipments; {} lots were declared at both ends and are used once", order.size(), shipments.rows.size(), paths.mirrored()));
    answer.notes.push_back(fmt::format("a chain is feasible: the same good left the firm within {} days of coming in, first in first out, and never more than came. Other stock could be what was "
                                       "sent, so the lower bound is 0: every row is a lead, not proof",
                                       question.days));
    return answer;
}

} // namespace tidewaiter::flows
