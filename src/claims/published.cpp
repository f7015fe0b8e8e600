#include "claims/readings.hpp"

#include "base/csv.hpp"
#include "base/embedded.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

TIDEWAITER_EMBEDDED(published_csv);

namespace tidewaiter::claims {

namespace {

struct Row {
    Reading reading;
    Measure measure = Measure::share;
    std::vector<std::string> goods;
    std::string subject;
    std::vector<std::string> counterpart;
    std::string attribute;
    std::string fits;
    std::string versus;
    std::string manner;
    std::vector<std::string> said_by;
};

std::vector<std::string> parts_of(std::string_view text, char separator) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(separator), text.size());
        parts.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

std::optional<double> number_of(const std::string& text) {
    double value = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
    return text.empty() || result.ec != std::errc{} ? std::nullopt : std::optional(value);
}

std::vector<Row> load_rows() {
    const base::CsvTable table("published.csv", embedded_published_csv());
    std::vector<Row> rows;
    for (const auto& cells : table.rows()) {
        const auto cell = [&](std::string_view name) -> const std::string& { return cells[table.column(name)]; };
        Row row;
        row.measure = find_measure(cell("measure")).value();
        row.goods = parts_of(cell("goods"), '|');
        row.subject = cell("subject");
        row.counterpart = parts_of(cell("counterpart"), '+');
        row.attribute = cell("attribute");
        row.fits = cell("fits");
        row.versus = cell("versus");
        row.manner = cell("manner");
        row.said_by = parts_of(cell("said_by"), '|');
        Reading& reading = row.reading;
        reading.id = cell("id");
        reading.origin = Origin::published;
        reading.goods = row.goods.front();
        reading.width = cell("width");
        reading.basis = cell("basis");
        reading.quantity = cell("quantity");
        reading.period = {cell("from"), cell("to")};
        reading.unit = cell("unit");
        reading.value = {.low = number_of(cell("low")), .high = number_of(cell("high"))};
        reading.value.low_open = cell("hedge") == "over";
        reading.value.high_open = cell("hedge") == "nearly";
        reading.mode = number_of(cell("mode"));
        reading.source = cell("source");
        reading.address = cell("address");
        reading.published = cell("published");
        reading.verified = cell("verified") == "yes";
        reading.computed = cell("computed") == "yes";
        reading.within = cell("within");
        reading.note = cell("note");
        rows.push_back(std::move(row));
    }
    return rows;
}

const std::vector<Row>& rows() {
    static const std::vector<Row> shared = load_rows();
    return shared;
}

std::string lower(std::string_view text) {
    std::string small;
    for (const char c : text) {
        if (c != '.') {
            small += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
        }
    }
    return small;
}

/// "US official" in "a senior U.S. official".
bool is_said_by(const Row& row, std::string_view speaker) {
    const std::string said = lower(speaker);
    return !said.empty() && std::ranges::any_of(row.said_by, [&](const std::string& name) { return said.find(lower(name)) != std::string::npos; });
}

bool has(const std::vector<std::string>& list, std::string_view text) { return std::ranges::find(list, text) != list.end(); }

bool overlaps(const Period& a, const Period& b) {
    return (a.to.empty() || b.from.empty() || b.from <= a.to) && (b.to.empty() || a.from.empty() || a.from <= b.to);
}

/// "pieces/month" into the claim's rate; nullopt when the units are of different kinds.
std::optional<double> unit_factor(const Reading& reading, const Claim& claim) {
    constexpr double days_in_month = 365.25 / 12;
    const auto parts = parts_of(reading.unit, '/');
    if (parts.empty() || parts.front() != claim.unit) {
        return std::nullopt;
    }
    const auto months_of = [&](const std::string& rate) { return rate == "day" ? 1 / days_in_month : rate == "week" ? 7 / days_in_month : rate == "month" ? 1.0 : 12.0; };
    const bool rated = parts.size() > 1;
    if (!rated && claim.rate.empty()) {
        return 1.0;
    }
    double months = 0;
    if (rated) {
        months = months_of(parts[1]);
    } else {
        // An amount of a period becomes one of its mean month.
        const auto month_count = [](const std::string& month) { return std::stoi(month.substr(0, 4)) * 12 + std::stoi(month.substr(5, 2)); };
        if (reading.period.from.size() != 7 || reading.period.to.size() != 7) {
            return std::nullopt;
        }
        months = month_count(reading.period.to) - month_count(reading.period.from) + 1;
    }
    if (claim.rate.empty()) {
        return rated && !claim.period.empty() && claim.period.from.size() == 7 && claim.period.to.size() == 7
                   ? std::optional((std::stoi(claim.period.to.substr(0, 4)) * 12 + std::stoi(claim.period.to.substr(5, 2)) - std::stoi(claim.period.from.substr(0, 4)) * 12 -
                                    std::stoi(claim.period.from.substr(5, 2)) + 1) /
                                   months)
                   : std::nullopt;
    }
    return months_of(claim.rate) / months;
}

bool speaks_of(const Row& row, const Claim& claim) {
    if (row.measure != claim.measure || row.versus != claim.versus) {
        return false;
    }
    if (!has(row.goods, claim.goods) && !(claim.measure == Measure::existence && !claim.versus.empty())) {
        return false;
    }
    if (!claim.subject.empty() && !row.subject.empty() && claim.subject != row.subject) {
        return false;
    }
    if (claim.versus == "evasion") {
        // A statement about one way is not shown by another.
        const bool named = claim.counterpart.empty() || std::ranges::any_of(claim.counterpart, [&](const std::string& place) { return has(row.counterpart, place); });
        if (!named) {
            return false;
        }
    } else if (claim.measure == Measure::share || claim.measure == Measure::existence || claim.measure == Measure::change) {
        // Every supplier of the claim must be in the figure; one supplier more is told in its note.
        const bool suppliers = std::ranges::all_of(claim.counterpart, [&](const std::string& place) { return has(row.counterpart, place); }) || row.counterpart.empty();
        const bool told = !claim.counterpart.empty() || row.counterpart.empty();
        if (!suppliers || !told) {
            return false;
        }
        if (claim.counterpart.size() > row.counterpart.size() && !row.counterpart.empty()) {
            return false;
        }
        if (!claim.counterpart.empty() && row.counterpart.empty() && claim.measure == Measure::share) {
            return false;
        }
    }
    if (claim.measure == Measure::share && row.attribute != claim.attribute && !(claim.attribute == "imported" && row.attribute.empty())) {
        return false;
    }
    if (claim.measure == Measure::share && claim.attribute == "imported") {
        return false;
    }
    // Direct supply of weapons is not shown by goods of both uses, nor the other way round.
    if (claim.measure == Measure::existence && !row.manner.empty() && row.manner != (claim.manner.empty() ? "direct" : claim.manner)) {
        const Population* population = find_population(claim.goods);
        if (!claim.manner.empty() || (population != nullptr && population->arms)) {
            return false;
        }
    }
    if (claim.measure == Measure::level) {
        const bool quantity = claim.quantity.empty() || claim.quantity == row.reading.quantity || (claim.quantity == "deliveries" && row.reading.quantity == "production");
        if (!quantity || !claim.counterpart.empty()) {
            return false;
        }
    }
    if (claim.measure == Measure::change && !claim.quantity.empty() && claim.quantity != row.reading.quantity) {
        return false;
    }
    return true;
}

/// What the reading is, in words.
std::string describe(const Reading& reading) {
    std::string text(goods_label(reading.goods));
    if (!reading.width.empty()) {
        text += " (" + reading.width + ")";
    }
    text += reading.quantity.empty() ? "" : ", " + reading.quantity;
    text += reading.period.empty() ? "" : ", " + period_text(reading.period);
    text += reading.basis.empty() ? "" : ", by " + reading.basis;
    return text;
}

} // namespace

void add_published(const Claim& claim, std::vector<Reading>& readings) {
    for (const Row& row : rows()) {
        if (!speaks_of(row, claim)) {
            continue;
        }
        Reading reading = row.reading;
        reading.goods = claim.goods.empty() ? reading.goods : claim.goods;
        reading.by_speaker = is_said_by(row, claim.speaker);
        if (row.measure == Measure::level) {
            const auto factor = unit_factor(reading, claim);
            if (!factor) {
                continue;
            }
            for (auto* value : {&reading.value.low, &reading.value.high, &reading.mode}) {
                if (*value) {
                    **value *= *factor;
                }
            }
            reading.computed = reading.computed || *factor != 1;
            reading.unit = claim.unit;
        }
        if (!row.fits.empty()) {
            reading.fit = row.fits == "yes" ? Fit::inside : row.fits == "no" ? Fit::outside : Fit::straddling;
        }
        // A stated period takes only figures that share a month with it.
        if (!claim.period.empty() && !overlaps(claim.period, reading.period) && claim.measure != Measure::comparison) {
            reading.not_counted = "another period than the one that is stated";
        }
        // A statement without a number is its own description.
        if (!row.fits.empty() && !reading.note.empty()) {
            reading.what = std::move(reading.note);
            reading.note.clear();
        } else {
            reading.what = describe(row.reading);
        }
        readings.push_back(std::move(reading));
    }
    // Figures of other periods are shown only where there is no other.
    const auto other = [](const Reading& reading) { return reading.not_counted.starts_with("another period"); };
    if (!std::ranges::all_of(readings, other)) {
        std::erase_if(readings, other);
    }
}

void tie_to_sources(std::vector<Reading>& readings) {
    constexpr std::string_view sign = "source:";
    for (Reading& reading : readings) {
        if (!reading.within.starts_with(sign)) {
            continue;
        }
        const std::string publisher = reading.within.substr(sign.size());
        reading.within.clear();
        for (const Reading& held : readings) {
            if (held.origin == Origin::flows && !held.superseded && held.source.find(publisher) != std::string::npos && held.period == reading.period && held.not_counted.empty()) {
                reading.within = held.id;
                break;
            }
        }
    }
}

} // namespace tidewaiter::claims
