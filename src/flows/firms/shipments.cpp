#include "flows/firms/shipments.hpp"

#include "flows/measures/supply_scan.hpp"

#include "base/failure.hpp"
#include "names/name.hpp"
#include "sql/record_file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <numeric>
#include <set>
#include <unordered_map>

namespace tidewaiter::flows {

using base::Failure;
using base::FailureKind;

namespace {

constexpr std::size_t lines_shown = 10;

std::chrono::sys_days day_of(std::string_view iso) {
    const auto number = [&](std::size_t from, std::size_t count, int fallback) { return iso.size() >= from + count ? std::stoi(std::string(iso.substr(from, count))) : fallback; };
    return std::chrono::sys_days{std::chrono::year{number(0, 4, 1970)} / std::chrono::month{static_cast<unsigned>(number(5, 2, 1))} / std::chrono::day{static_cast<unsigned>(number(8, 2, 1))}};
}

/// A firm's name without its legal form; where nothing else is left, the whole name.
std::string key_of(const std::string& name) {
    if (name.empty()) {
        return {};
    }
    std::string joined = names::parse_name(name, names::NameKind::organization).joined;
    return joined.empty() ? text::fold(name).joined() : joined;
}

/// Names and numbers to firms: the same number in a country, or the same name but for its legal form, is the same firm. A name without a
/// country is the firm of that name where there is only one.
class FirmBook {
public:
    std::uint32_t add(const std::string& name, const std::string& id, const std::string& country) {
        if (name.empty() && id.empty()) {
            return no_firm;
        }
        const std::string whole = name + '\x1f' + id + '\x1f' + country;
        if (const auto known = seen_.find(whole); known != seen_.end()) {
            ++uses_[known->second];
            return known->second;
        }
        const auto number = static_cast<std::uint32_t>(parents_.size());
        seen_.emplace(whole, number);
        parents_.push_back(number);
        uses_.push_back(1);
        spelled_.push_back({name, id, country});
        keys_.push_back(key_of(name));
        return number;
    }

    /// Out: the firm of each number given by add(), and the firms.
    std::vector<std::uint32_t> unite(std::vector<Firm>& firms, const std::vector<Registration>& registrations) {
        std::map<std::string, std::uint32_t> by_id;
        std::map<std::pair<std::string, std::string>, std::uint32_t> by_name;
        std::map<std::string, std::set<std::string>> countries;
        for (std::uint32_t i = 0; i < parents_.size(); ++i) {
            const auto& [name, id, country] = spelled_[i];
            if (!id.empty()) {
                join(by_id.emplace(id + "|" + country, i).first->second, i);
            }
            if (!keys_[i].empty()) {
                join(by_name.emplace(std::pair(keys_[i], country), i).first->second, i);
                if (!country.empty()) {
                    countries[keys_[i]].insert(country);
                }
            }
        }
        for (std::uint32_t i = 0; i < parents_.size(); ++i) {
            const auto known = countries.find(keys_[i]);
            if (spelled_[i][2].empty() && known != countries.end() && known->second.size() == 1) {
                join(by_name.at({keys_[i], *known->second.begin()}), i);
            }
        }
        std::map<std::uint32_t, std::uint32_t> numbers;
        std::vector<std::uint32_t> result(parents_.size());
        std::vector<std::map<std::string, std::size_t>> names;
        for (std::uint32_t i = 0; i < parents_.size(); ++i) {
            const auto [place, is_new] = numbers.emplace(root(i), static_cast<std::uint32_t>(firms.size()));
            if (is_new) {
                firms.emplace_back();
                names.emplace_back();
            }
            Firm& firm = firms[place->second];
            const auto& [name, id, country] = spelled_[i];
            if (!name.empty()) {
                names[place->second][name] += uses_[i];
            }
            if (!id.empty() && std::ranges::find(firm.name.ids, id) == firm.name.ids.end()) {
                firm.name.ids.push_back(id);
            }
            if (firm.name.country.empty()) {
                firm.name.country = country;
            }
            result[i] = place->second;
        }
        for (std::size_t i = 0; i < firms.size(); ++i) {
            std::vector<std::pair<std::string, std::size_t>> order(names[i].begin(), names[i].end());
            std::ranges::stable_sort(order, std::greater<>(), &std::pair<std::string, std::size_t>::second);
            for (auto& [name, count] : order) {
                firms[i].name.names.push_back(std::move(name));
            }
            if (firms[i].name.names.empty() && !firms[i].name.ids.empty()) {
                firms[i].name.names.push_back(firms[i].name.ids.front());
            }
        }
        std::unordered_multimap<std::string, std::uint32_t> spelled_as;
        if (!registrations.empty()) {
            for (std::uint32_t i = 0; i < parents_.size(); ++i) {
                for (const std::string& key : {"id " + spelled_[i][1], "name " + keys_[i]}) {
                    spelled_as.emplace(key, i);
                }
            }
        }
        for (const Registration& registration : registrations) {
            const std::string key = key_of(registration.name);
            for (const std::string& wanted : {registration.id.empty() ? std::string() : "id " + registration.id, key.empty() ? std::string() : "name " + key}) {
                const auto [first, last] = spelled_as.equal_range(wanted);
                for (auto spelled = first; spelled != last; ++spelled) {
                    const std::string& country = spelled_[spelled->second][2];
                    Firm& firm = firms[result[spelled->second]];
                    const bool fits = registration.country.empty() || country.empty() || country == registration.country;
                    if (fits && (firm.registered.empty() || registration.registered < firm.registered)) {
                        firm.registered = registration.registered;
                    }
                }
            }
        }
        return result;
    }

private:
    std::uint32_t root(std::uint32_t i) {
        while (parents_[i] != i) {
            parents_[i] = parents_[parents_[i]];
            i = parents_[i];
        }
        return i;
    }

    void join(std::uint32_t a, std::uint32_t b) {
        const std::uint32_t first = root(a);
        const std::uint32_t second = root(b);
        parents_[std::max(first, second)] = std::min(first, second);
    }

    std::unordered_map<std::string, std::uint32_t> seen_;
    std::vector<std::uint32_t> parents_;
    std::vector<std::size_t> uses_;
    std::vector<std::array<std::string, 3>> spelled_;
    std::vector<std::string> keys_;
};

std::string shipments_sql(const Wanted& wanted, const ShipmentFilter& filter) {
    const Span span = parse_span(filter.from, filter.to);
    std::string where;
    where += span.first.empty() ? "" : fmt::format(" AND day >= DATE '{}'", span.first);
    where += span.after.empty() ? "" : fmt::format(" AND day < DATE '{}'", span.after);
    if (!filter.destination.empty() && !filter.all_destinations) {
        where += fmt::format(" AND coalesce(destination, importer_country, CASE flow WHEN 'M' THEN reporter END) = '{}'", filter.destination);
    }
    const std::string value = filter.currency.empty()
                                  ? "t.value AS value, t.currency AS currency"
                                  : fmt::format("CAST(CASE WHEN t.currency = '{0}' THEN t.value ELSE CAST(t.value AS DOUBLE) / CAST(a.per_usd AS DOUBLE) * CAST(b.per_usd AS DOUBLE) END AS "
                                                "DECIMAL(18,2)) AS value, '{0}' AS currency",
                                                filter.currency);
    const std::string rates = filter.currency.empty() ? ""
                                                      : fmt::format("\nLEFT JOIN rate AS a ON a.currency = t.currency AND t.day BETWEEN a.first_day AND a.last_day\n"
                                                                    "LEFT JOIN rate AS b ON b.currency = '{}' AND t.day BETWEEN b.first_day AND b.last_day",
                                                                    filter.currency);
    return fmt::format(R"(WITH wanted AS MATERIALIZED (
    {}),
t AS (SELECT * FROM transactions JOIN wanted USING (source_id, hs_rev, code) WHERE set_aside IS NULL{})
SELECT t.source_id, coalesce(CAST(file_row AS VARCHAR), ''), CAST(day AS VARCHAR) AS day, flow, coalesce(importer, ''), coalesce(importer_id, ''),
    coalesce(importer_country, CASE flow WHEN 'M' THEN coalesce(destination, reporter) END, destination, '') AS importer_country,
    coalesce(exporter, ''), coalesce(exporter_id, ''), coalesce(exporter_country, CASE flow WHEN 'X' THEN reporter END, '') AS exporter_country,
    coalesce(seller, ''), coalesce(seller_id, ''), coalesce(seller_country, ''), coalesce(manufacturer, ''), coalesce(manufacturer_country, ''),
    coalesce(origin, ''), coalesce(dispatch, CASE flow WHEN 'X' THEN reporter END, ''), coalesce(destination, importer_country, CASE flow WHEN 'M' THEN reporter END, ''),
    code, hs_rev, {}, weight_kg, qty, coalesce(unit, ''), coalesce(declaration, ''), coalesce(item, '')
FROM t{}
ORDER BY day, t.source_id, file_row)",
                       to_sql(wanted), where, value, rates);
}

} // namespace

int days_between(std::string_view earlier, std::string_view later) { return static_cast<int>((day_of(later) - day_of(earlier)).count()); }

std::uint32_t Shipment::of(FirmRole role) const {
    switch (role) {
    case FirmRole::importer: return importer;
    case FirmRole::exporter: return exporter;
    case FirmRole::seller: return seller;
    case FirmRole::manufacturer: return manufacturer;
    }
    return no_firm;
}

std::string_view to_text(FirmRole role) {
    switch (role) {
    case FirmRole::importer: return "importer";
    case FirmRole::exporter: return "exporter";
    case FirmRole::seller: return "seller";
    case FirmRole::manufacturer: return "manufacturer";
    }
    return "";
}

Shipments load_shipments(sql::Database& database, const Wanted& wanted, const ShipmentFilter& filter, const std::vector<Registration>& registrations) {
    Shipments result;
    result.sql = shipments_sql(wanted, filter);
    FirmBook book;
    // A row is the same when everything that names the lot is; what differs in the declaration's number only is told and counted.
    std::unordered_map<std::string, std::string> whole;
    std::unordered_map<std::string, std::pair<std::string, std::string>> lots;
    database.query(result.sql, {}, [&](std::span<const std::optional<std::string_view>> cells) {
        const auto text = [&](std::size_t i) { return std::string(cells[i].value_or("")); };
        if (!cells[2]) {
            ++result.undated;
            return true;
        }
        Shipment row;
        row.source = static_cast<std::uint32_t>(std::stoul(text(0)));
        row.row = text(1).empty() ? fmt::format("source {}", row.source) : fmt::format("source {} row {}", row.source, text(1));
        row.day = text(2);
        row.flow = text(3) == "X" ? 'X' : 'M';
        row.code = text(18);
        row.hs_rev = text(19);
        row.declaration = text(25);
        std::string lot = row.day;
        for (const std::size_t i : {3UL, 4UL, 5UL, 7UL, 8UL, 10UL, 13UL, 18UL, 20UL, 21UL, 22UL, 23UL}) {
            lot += '\x1f' + text(i);
        }
        const std::string key = lot + '\x1f' + text(25) + '\x1f' + text(26);
        if (!row.declaration.empty()) {
            if (const auto [first, is_new] = whole.emplace(key, row.row); !is_new) {
                ++result.repeated;
                if (result.repeated_lines.size() < lines_shown) {
                    result.repeated_lines.push_back(fmt::format("{} and {}: declaration {}, {}, {}", first->second, row.row, row.declaration, row.day, row.code));
                }
                return true;
            }
            if (const auto [first, is_new] = lots.emplace(lot, std::pair(row.declaration, row.row)); !is_new && first->second.first != row.declaration) {
                ++result.similar;
                if (result.similar_lines.size() < lines_shown) {
                    result.similar_lines.push_back(fmt::format("{} and {}: declarations {} and {}, {}, {}", first->second.second, row.row, first->second.first, row.declaration, row.day, row.code));
                }
            }
        }
        row.importer = book.add(text(4), text(5), text(6));
        row.exporter = book.add(text(7), text(8), text(9));
        row.seller = book.add(text(10), text(11), text(12));
        row.manufacturer = book.add(text(13), "", text(14));
        row.origin = text(15);
        row.dispatch = text(16);
        row.destination = text(17);
        row.currency = text(21);
        const auto number = [&](std::size_t i, double& into, bool& has) {
            has = cells[i].has_value();
            into = has ? std::stod(text(i)) : 0;
        };
        number(20, row.value, row.has_value);
        number(22, row.kg, row.has_kg);
        number(23, row.quantity, row.has_quantity);
        row.unit = text(24);
        result.rows.push_back(std::move(row));
        if (result.rows.size() > most_shipments) {
            throw Failure(FailureKind::bad_input, fmt::format("more than {} shipments of these goods", most_shipments), "Ask for fewer goods or a shorter time, with --basket, --from and --to.");
        }
        return true;
    });
    const auto firm_of = book.unite(result.firms, registrations);
    for (Shipment& row : result.rows) {
        for (std::uint32_t* firm : {&row.importer, &row.exporter, &row.seller, &row.manufacturer}) {
            *firm = *firm == no_firm ? no_firm : firm_of[*firm];
        }
    }
    return result;
}

std::vector<Registration> load_registrations(const std::string& path) {
    sql::RecordFile file(path);
    const auto& columns = file.columns();
    const auto find = [&](std::initializer_list<std::string_view> names) -> std::optional<std::size_t> {
        for (const std::string_view name : names) {
            for (std::size_t i = 0; i < columns.size(); ++i) {
                if (std::ranges::equal(columns[i], name, [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; })) {
                    return i;
                }
            }
        }
        return std::nullopt;
    };
    const auto registered = find({"registered", "founded", "incorporated", "registration_date"});
    const auto name = find({"name", "firm", "company"});
    const auto id = find({"id", "number", "registration_number", "inn"});
    const auto country = find({"country"});
    if (!registered || (!name && !id)) {
        throw Failure(FailureKind::bad_input, fmt::format("{} is no register of firms: its columns are {}", path, fmt::join(columns, ", ")),
                      "It wants the columns registered (a date), and name or id; country where it is known.");
    }
    std::vector<Registration> registrations;
    base::RejectList rejects(1);
    file.read(
        [&](const sql::Record& record) {
            const auto cell = [&](std::optional<std::size_t> column) { return column && *column < record.cells.size() ? std::string(record.cells[*column]) : std::string(); };
            Registration one{cell(name), cell(id), cell(country), cell(registered)};
            std::ranges::transform(one.country, one.country.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
            const bool is_date = one.registered.size() >= 4 && std::ranges::all_of(one.registered, [](char c) { return (c >= '0' && c <= '9') || c == '-'; });
            if (record.reject_reason.empty() && !is_date && !one.registered.empty()) {
                throw Failure(FailureKind::bad_input, fmt::format("{}, record {}: '{}' is no date", path, record.row, one.registered), "Write dates as 2022-04-30, 2022-04 or 2022.");
            }
            if (record.reject_reason.empty() && is_date) {
                registrations.push_back(std::move(one));
            }
            return true;
        },
        rejects);
    return registrations;
}

} // namespace tidewaiter::flows
