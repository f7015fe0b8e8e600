// Firms by what they ship of the listed goods.
#include "flows/firms/shipments.hpp"
#include "flows/measures/pair_scan.hpp"
#include "flows/measures/supply_scan.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

namespace tidewaiter::flows {

namespace {

constexpr std::size_t goods_shown = 3;
constexpr std::size_t counterparts_shown = 3;
constexpr std::size_t listings_shown = 3;
/// A firm that ships listed goods within so many days of its founding.
constexpr int newborn_days = 365;

struct Line {
    double value = 0;
    std::size_t rows = 0;
    std::string first, last;
    std::map<std::string, double> goods;
    std::map<std::uint32_t, double> counterparts;
    std::set<std::uint32_t> sources;
    std::set<std::string> revisions;
};

struct Total {
    double all = 0, unnamed = 0;
    std::size_t without_value = 0;
};

std::string largest(std::vector<std::pair<double, std::string>> values, std::size_t shown) {
    std::ranges::sort(values, [](const auto& a, const auto& b) { return std::tuple(-a.first, a.second) < std::tuple(-b.first, b.second); });
    std::string text;
    for (std::size_t i = 0; i < std::min(shown, values.size()); ++i) {
        text += (i == 0 ? "" : ", ") + values[i].second;
    }
    return text;
}

std::string name_of(const Firm& firm) { return firm.name.names.empty() ? std::string() : firm.name.names.front(); }

/// Who stands on the other side of a lot.
std::uint32_t counterpart(const Shipment& row, FirmRole role) {
    if (role == FirmRole::importer) {
        return row.seller != no_firm ? row.seller : row.exporter;
    }
    return row.importer;
}

struct ListedText {
    std::string then = "not asked", now = "not asked", listing, first_listed;
};

/// In: last, day of the last shipment
ListedText look_up(const FirmQuestion& question, const Firm& firm, const std::string& last) {
    ListedText text;
    if (!question.listings) {
        return text;
    }
    text.then = text.now = "no";
    const std::vector<FirmListing> listings = question.listings(firm.name);
    for (const FirmListing& listing : listings) {
        const bool ended_by = !listing.ended_on.empty();
        const bool now = (listing.listed_on.empty() || listing.listed_on <= question.as_of) && (!ended_by || listing.ended_on > question.as_of);
        const bool then = !listing.listed_on.empty() && listing.listed_on <= last && (!ended_by || listing.ended_on > last);
        const auto raise = [](std::string& state, const std::string& to) { state = state == "possible" ? state : to; };
        // A name that agrees is a lead, not an identity.
        if (now) {
            text.now = "possible";
        }
        if (then) {
            text.then = "possible";
        } else if (listing.listed_on.empty()) {
            raise(text.then, "date not published");
        }
        if (!listing.listed_on.empty() && (text.first_listed.empty() || listing.listed_on < text.first_listed)) {
            text.first_listed = listing.listed_on;
        }
    }
    std::vector<FirmListing> best = listings;
    std::ranges::stable_sort(best, std::greater<>(), &FirmListing::score);
    for (std::size_t i = 0; i < std::min(listings_shown, best.size()); ++i) {
        const FirmListing& one = best[i];
        text.listing += fmt::format("{}{} {} {} ({}, {:.2f})", i == 0 ? "" : "; ", one.list, one.entry, one.name, one.listed_on.empty() ? "no date" : one.listed_on, one.score);
    }
    if (best.size() > listings_shown) {
        text.listing += fmt::format("; {} more", best.size() - listings_shown);
    }
    return text;
}

} // namespace

Answer firms(FlowTable& table, const goods::GoodsBook& book, const FirmQuestion& question) {
    sql::Database& database = table.database();
    const Wanted wanted = find_wanted(database, book, question.basket, question.sources, question.as_written);
    ShipmentFilter filter{question.destination.empty() ? std::string() : one_country(question.destination), question.from, question.to, question.currency};
    const Shipments shipments = load_shipments(database, wanted, filter, question.registrations);
    const PlaceSet countries = place_set(question.countries);
    Answer answer;
    answer.measure = "firms-1";
    answer.columns = {"buyer", "supplier", "firm", "firm_id", "country", "role", "basket", "basket_version", "hs_rev", "basis", "reporter_side", "period", "rank", "value", "currency", "share", "share_lo",
                      "share_hi", "coverage", "rows", "first_seen", "last_seen", "registered", "age_days", "top_goods", "counterparts", "counterpart_count", "listed_then", "listed_now", "listing",
                      "days_to_listing", "status", "base_value", "warnings", "source_ids"};
    for (const std::string& column : answer.columns) {
        static const std::set<std::string, std::less<>> numbers = {"rank", "value", "share", "share_lo", "share_hi", "coverage", "rows", "age_days", "counterpart_count", "days_to_listing", "base_value"};
        answer.numeric.push_back(numbers.contains(column));
    }
    answer.sql = shipments.sql + ";\n";
    std::set<std::uint32_t> used;
    std::set<std::string> revisions;
    std::vector<std::string> newborn;
    std::vector<std::string> after_listing;
    std::size_t without_value = 0;
    for (const FirmRole role : question.roles) {
        std::map<std::pair<std::string, std::uint32_t>, Line> lines; // currency, firm
        std::map<std::string, Total> totals;
        for (const Shipment& row : shipments.rows) {
            const std::uint32_t firm = row.of(role);
            Total& total = totals[row.currency];
            total.all += row.value;
            total.unnamed += firm == no_firm ? row.value : 0;
            without_value += row.has_value ? 0U : 1U;
            if (firm == no_firm) {
                continue;
            }
            Line& line = lines[{row.currency, firm}];
            line.value += row.value;
            ++line.rows;
            line.first = line.first.empty() ? row.day : std::min(line.first, row.day);
            line.last = std::max(line.last, row.day);
            line.goods[row.code.substr(0, 6)] += row.value;
            line.sources.insert(row.source);
            line.revisions.insert(row.hs_rev);
            if (const std::uint32_t other = counterpart(row, role); other != no_firm) {
                line.counterparts[other] += row.value;
            }
        }
        std::vector<std::pair<std::pair<std::string, std::uint32_t>, const Line*>> order;
        for (const auto& [key, line] : lines) {
            const std::string& country = shipments.firms[key.second].name.country;
            if (countries.is_all() || std::ranges::find(countries.members, country) != countries.members.end()) {
                order.emplace_back(key, &line);
            }
        }
        std::ranges::sort(order, [&](const auto& a, const auto& b) {
            return std::tuple(a.first.first, -a.second->value, name_of(shipments.firms[a.first.second]), a.first.second) <
                   std::tuple(b.first.first, -b.second->value, name_of(shipments.firms[b.first.second]), b.first.second);
        });
        std::map<std::string, std::size_t> ranks;
        for (const auto& [key, line] : order) {
            const auto& [currency, number] = key;
            const std::size_t rank = ++ranks[currency];
            if (question.limit > 0 && rank > question.limit) {
                continue;
            }
            const Firm& firm = shipments.firms[number];
            const Total& total = totals.at(currency);
            const ListedText listed = look_up(question, firm, line->last);
            std::vector<std::string> warnings;
            std::optional<std::string> age;
            if (!firm.registered.empty()) {
                const int days = days_between(firm.registered, line->first);
                age = std::to_string(days);
                if (days < newborn_days) {
                    warnings.emplace_back("newborn");
                    newborn.push_back(fmt::format("{} ({}), registered {}, first shipment {}, {:.0f} {}", name_of(firm), firm.name.country, firm.registered, line->first, line->value, currency));
                }
            }
            std::optional<std::string> to_listing;
            if (!listed.first_listed.empty() && listed.first_listed.size() == 10) {
                to_listing = std::to_string(days_between(line->last, listed.first_listed));
                if (listed.then == "possible") {
                    warnings.emplace_back("shipped_when_listed");
                    after_listing.push_back(fmt::format("{} ({}): listed {} as {}, last shipment {}", name_of(firm), firm.name.country, listed.first_listed, listed.listing, line->last));
                }
            }
            std::vector<std::pair<double, std::string>> goods;
            for (const auto& [code, value] : line->goods) {
                goods.emplace_back(value, code);
            }
            std::vector<std::pair<double, std::string>> others;
            for (const auto& [other, value] : line->counterparts) {
                const Firm& one = shipments.firms[other];
                others.emplace_back(value, one.name.country.empty() ? name_of(one) : fmt::format("{} ({})", name_of(one), one.name.country));
            }
            const bool sells = role != FirmRole::importer;
            const auto part = [&](double value) { return total.all > 0 ? std::optional(fmt::format("{:.6f}", value / total.all)) : std::nullopt; };
            const std::string basis = role == FirmRole::manufacturer ? "producer" : role == FirmRole::seller ? "seller" : role == FirmRole::exporter ? "dispatch" : "importer";
            answer.rows.push_back({filter.destination.empty() ? (sells ? std::string() : firm.name.country) : filter.destination, sells ? firm.name.country : std::string(), name_of(firm),
                                   fmt::format("{}", fmt::join(firm.name.ids, " ")), firm.name.country, std::string(to_text(role)), question.basket.name, question.basket.version,
                                   fmt::format("{}", fmt::join(line->revisions, " ")), basis, "transactions", fmt::format("{}..{}", line->first, line->last), std::to_string(rank),
                                   fmt::format("{:.2f}", line->value), currency, total.unnamed == 0 ? part(line->value) : std::nullopt, part(line->value), part(line->value + total.unnamed),
                                   part(total.all - total.unnamed), std::to_string(line->rows), line->first, line->last, firm.registered, age, largest(goods, goods_shown),
                                   largest(others, counterparts_shown), std::to_string(line->counterparts.size()), listed.then, listed.now, listed.listing, to_listing, "lead",
                                   fmt::format("{:.2f}", total.all), fmt::format("{}", fmt::join(warnings, " ")), fmt::format("{}", fmt::join(line->sources, " "))});
            used.insert(line->sources.begin(), line->sources.end());
            revisions.insert(line->revisions.begin(), line->revisions.end());
        }
    }
    for (const std::uint32_t id : used) {
        answer.sources.push_back(*table.find_source(id));
    }
    answer.warnings = basket_warnings(wanted, answer.sources, revisions);
    const auto warn = [&](bool when, const char* code, std::string text, std::vector<std::string> rows = {}) {
        if (when) {
            answer.warnings.push_back({code, std::move(text), std::move(rows)});
        }
    };
    warn(shipments.repeated > 0, "duplicate_declarations", fmt::format("{} rows stand twice, word for word with their declaration and item: each counts once", shipments.repeated), shipments.repeated_lines);
    warn(shipments.similar > 0, "similar_declarations",
         fmt::format("{} rows have another declaration's day, firms, code, value and weight: they count, and could be the same lot", shipments.similar), shipments.similar_lines);
    warn(!newborn.empty(), "newborn", "firms that dealt in these goods within a year of their founding", newborn);
    warn(!after_listing.empty(), "shipped_when_listed", "the last shipment is later than the listing of a party that the name could be", after_listing);
    warn(shipments.undated > 0, "undated", fmt::format("{} rows have no date and are left out", shipments.undated));
    warn(without_value > 0, "without_value", "some rows have no value: they are counted as rows and not in amounts");
    answer.notes.emplace_back("firms are made one by number, or by name but for the legal form; a name that agrees with a listed one is a lead, not an identity");
    if (!question.listings) {
        answer.notes.emplace_back("no list was looked at: --index names one");
    }
    if (question.registrations.empty()) {
        answer.notes.emplace_back("no dates of founding are held: --registry names a table of them");
    }
    if (shipments.rows.empty()) {
        answer.notes.emplace_back("no row of single shipments answers this: statistics know no firms");
    }
    return answer;
}

} // namespace tidewaiter::flows
