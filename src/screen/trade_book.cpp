#include "screen/trade_book.hpp"

#include "base/failure.hpp"
#include "base/hash.hpp"
#include "base/utf8.hpp"
#include "entity/country.hpp"
#include "screen/history.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace tidewaiter::screen {

namespace {

enum Column : std::size_t { year, exporter, importer, reporter, partner, flow, hs, value_usd, net_kg };

constexpr std::array<SideField, 9> fields = {{
    {.name = "year", .needed = true},
    {.name = "exporter"},
    {.name = "importer"},
    {.name = "reporter"},
    {.name = "partner"},
    {.name = "flow"},
    {.name = "hs", .needed = true},
    {.name = "value_usd", .type = SideField::Type::number, .needed = true},
    {.name = "net_kg", .type = SideField::Type::number},
}};

std::uint64_t letters(std::string_view place) {
    std::uint64_t made = 0;
    for (const char c : place.substr(0, 2)) {
        made = made << 8U | static_cast<unsigned char>(c);
    }
    return made;
}

std::uint64_t import_key(std::string_view place, std::uint32_t hs6, int in_year) {
    return letters(place) << 48U | std::uint64_t{hs6} << 16U | static_cast<std::uint64_t>(in_year & 0xFFFF);
}

std::uint64_t pair_key(std::string_view from, std::string_view to, std::uint32_t hs4) { return letters(from) << 48U | letters(to) << 32U | hs4; }

std::uint64_t reported_key(std::string_view place, std::string_view from, std::uint32_t hs6, int in_year) {
    return base::to_xxh3(fmt::format("{} {} {} {}", place, from, hs6, in_year));
}

std::uint64_t unit_key(std::uint32_t hs6, int in_year) { return std::uint64_t{hs6} << 16U | static_cast<std::uint64_t>(in_year & 0xFFFF); }

/// Of "2021", "202103", "2021-03-01", "Y2021".
std::optional<int> year_of(std::string_view text) {
    const std::size_t start = std::min(text.find_first_of("0123456789"), text.size());
    int made = 0;
    const std::string_view digits = text.substr(start, 4);
    const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), made);
    return digits.size() == 4 && result.ptr == digits.data() + 4 && made >= 1900 && made <= 2100 ? std::optional(made) : std::nullopt;
}

/// 'm' or 'x' of "M", "Import", "2" (Eurostat: 1 is import, 2 export); re-imports and re-exports go with theirs.
char flow_of(std::string_view text) {
    const char first = text.empty() ? '\0' : text.front();
    if (first == 'M' || first == 'm' || first == 'I' || first == 'i' || text == "1" || text == "RM" || text == "Re-Import") {
        return 'm';
    }
    if (first == 'X' || first == 'x' || first == 'E' || first == 'e' || text == "2" || text == "RX" || text == "Re-Export") {
        return 'x';
    }
    return '\0';
}

} // namespace

std::string TradeBook::take(const SideRow& row) {
    if (++rows_ > most_rows) {
        throw base::Failure(base::FailureKind::bad_input, fmt::format("the trade statistics have more than {} rows", most_rows), "Give the codes and years that matter.");
    }
    const auto in_year = year_of(row.text(year));
    if (!in_year) {
        return fmt::format("'{}' is no year", base::utf8_prefix(row.text(year), 40));
    }
    const auto code = goods::HsCode::parse(row.text(hs));
    if (!code) {
        return code.error().message;
    }
    const auto usd = row.number(value_usd);
    if (!usd || *usd < 0) {
        return fmt::format("'{}' is no value", base::utf8_prefix(row.text(value_usd), 40));
    }
    bool by_importer = false;
    std::string_view from = row.text(exporter);
    std::string_view to = row.text(importer);
    if (!row.text(reporter).empty()) {
        const char direction = flow_of(row.text(flow));
        if (direction == '\0') {
            return fmt::format("'{}' is no flow", base::utf8_prefix(row.text(flow), 40));
        }
        by_importer = direction == 'm';
        from = by_importer ? row.text(partner) : row.text(reporter);
        to = by_importer ? row.text(reporter) : row.text(partner);
    }
    const auto a = entity::find_country(from);
    const auto b = entity::find_country(to);
    if (!a || !b || a->size() != 2 || b->size() != 2) {
        ++left_out_places_;
        return {};
    }
    const auto hs6 = hs6_of(*code);
    if (!hs6 || code->digits().size() != 6) {
        ++left_out_codes_;
        return {};
    }
    Imports& place = imports_[import_key(*b, *hs6, *in_year)];
    (by_importer ? place.reported : place.mirrored) += *usd;
    place.has_reported = place.has_reported || by_importer;
    bool& reports = years_[std::string(*b)][*in_year];
    reports = reports || by_importer;
    if (by_importer) {
        if (*usd > 0) {
            reported_.insert(reported_key(*b, *a, *hs6, *in_year));
        }
    }
    // A flow that both sides report is one flow: pair() takes the larger, so that neither side hides the other.
    const std::uint64_t key = pair_key(*a, *b, *hs6 / 100);
    if (*in_year >= base_from && *in_year <= base_to) {
        pairs_[key].before += *usd; // only whether there was any
    } else if (*in_year > base_to) {
        (by_importer ? imported_after_[key] : pairs_[key].after) += *usd;
    }
    if (const auto kg = row.number(net_kg); kg && *kg > 0 && *usd > 0) {
        values_[unit_key(*hs6, *in_year)].push_back(static_cast<float>(*usd / *kg));
    }
    return {};
}

TradeBook::TradeBook(const std::string& path, const std::string& day_order) {
    SideTable table("trade statistics", path, fields, day_order);
    bool checked = false;
    facts_ = table.read([&](const SideRow& row) -> std::string {
        const bool direct = row.has_column(exporter) && row.has_column(importer);
        const bool reported = row.has_column(reporter) && row.has_column(partner) && row.has_column(flow);
        if (!checked && !direct && !reported) {
            throw base::Failure(base::FailureKind::bad_input, fmt::format("{}: trade statistics need exporter and importer, or reporter, partner and flow", path),
                                "docs/screening.md lists the columns of the files beside the shipments.");
        }
        checked = true;
        return take(row);
    });
    for (auto& [key, values] : values_) {
        const std::size_t rows = values.size();
        units_.emplace(key, UnitValue{rows, take_median(values)});
    }
    values_.clear();
    if (left_out_places_ + left_out_codes_ > 0) {
        facts_.remark = fmt::format("{} rows of totals and areas, and {} of codes that have not six digits, were left out", left_out_places_, left_out_codes_);
    }
}

std::optional<double> TradeBook::imports(std::string_view place, std::uint32_t hs6, int in_year) const {
    const auto years = years_.find(place);
    if (years == years_.end() || !years->second.contains(in_year)) {
        return std::nullopt;
    }
    const auto found = imports_.find(import_key(place, hs6, in_year));
    if (found == imports_.end()) {
        return 0;
    }
    return found->second.has_reported ? found->second.reported : found->second.mirrored;
}

std::optional<int> TradeBook::newest_year(std::string_view place, int in_year) const {
    const auto years = years_.find(place);
    if (years == years_.end()) {
        return std::nullopt;
    }
    const auto after = years->second.upper_bound(in_year);
    return after == years->second.begin() ? std::nullopt : std::optional(std::prev(after)->first);
}

bool TradeBook::has_base_years(std::string_view place) const {
    const auto years = years_.find(place);
    if (years == years_.end()) {
        return false;
    }
    for (int each = base_from; each <= base_to; ++each) {
        if (!years->second.contains(each)) {
            return false;
        }
    }
    return true;
}

TradeBook::Pair TradeBook::pair(std::string_view from, std::string_view to, std::uint32_t hs4) const {
    const std::uint64_t key = pair_key(from, to, hs4);
    const auto found = pairs_.find(key);
    Pair made = found == pairs_.end() ? Pair{} : found->second;
    if (const auto imported = imported_after_.find(key); imported != imported_after_.end()) {
        made.after = std::max(made.after, imported->second);
    }
    return made;
}

bool TradeBook::reports_imports(std::string_view place, int in_year) const {
    const auto years = years_.find(place);
    if (years == years_.end()) {
        return false;
    }
    const auto found = years->second.find(in_year);
    return found != years->second.end() && found->second;
}

bool TradeBook::has_import(std::string_view place, std::string_view from, std::uint32_t hs6, int in_year) const {
    return reported_.contains(reported_key(place, from, hs6, in_year));
}

std::optional<TradeBook::UnitValue> TradeBook::unit_value(std::uint32_t hs6, int in_year) const {
    const auto found = units_.find(unit_key(hs6, in_year));
    return found == units_.end() ? std::nullopt : std::optional(found->second);
}

} // namespace tidewaiter::screen
