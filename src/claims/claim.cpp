#include "claims/claim.hpp"

#include "base/csv.hpp"
#include "base/embedded.hpp"
#include "entity/country.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

TIDEWAITER_EMBEDDED(claim_populations_csv);

namespace tidewaiter::claims {

namespace {

constexpr std::array<std::string_view, 5> measures = {"share", "level", "change", "comparison", "existence"};

std::vector<std::string> parts_of(std::string_view text, char separator) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(separator), text.size());
        parts.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

std::map<std::string, Population, std::less<>> load_populations() {
    const base::CsvTable table("claim_populations.csv", embedded_claim_populations_csv());
    std::map<std::string, Population, std::less<>> populations;
    for (const auto& row : table.rows()) {
        const auto cell = [&](std::string_view name) { return row[table.column(name)]; };
        populations.emplace(cell("goods"), Population{cell("goods"), cell("label"), cell("stated"), cell("narrow"), cell("middle"), cell("wide"),
                                                      parts_of(cell("classes"), '|'), cell("arms") == "yes"});
    }
    return populations;
}

/// "1,230", "12.5 billion"; as few digits as say it.
std::string number_text(double value) {
    const double size = std::abs(value);
    if (size >= 1e9) {
        return fmt::format("{:.4g} billion", value / 1e9);
    }
    if (size >= 1e6) {
        return fmt::format("{:.4g} million", value / 1e6);
    }
    if (size >= 1000) {
        std::string digits = fmt::format("{:.0f}", value);
        for (std::size_t i = digits.size(); i > 3;) {
            i -= 3;
            digits.insert(i, 1, ',');
        }
        return digits;
    }
    return fmt::format("{:.4g}", value);
}

} // namespace

std::string_view to_text(Measure measure) { return measures[static_cast<std::size_t>(measure)]; }

std::optional<Measure> find_measure(std::string_view text) {
    const auto found = std::ranges::find(measures, text);
    return found == measures.end() ? std::nullopt : std::optional(static_cast<Measure>(found - measures.begin()));
}

std::optional<Span> Claim::find_evidence(std::string_view slot) const {
    const auto found = std::ranges::find(evidence, slot, &Evidence::slot);
    return found == evidence.end() ? std::nullopt : std::optional(found->span);
}

std::string Claim::counterpart_text() const {
    std::string joined;
    for (const std::string& place : counterpart) {
        joined += (joined.empty() ? "" : "+") + place;
    }
    return joined;
}

const std::string& Population::codes(std::string_view asked) const { return asked == "narrow" ? narrow : asked == "wide" ? wide : middle; }

const Population* find_population(std::string_view goods) {
    static const auto populations = load_populations();
    const auto found = populations.find(goods);
    return found == populations.end() ? nullptr : &found->second;
}

std::string_view goods_label(std::string_view goods) {
    const Population* population = find_population(goods);
    return population == nullptr ? goods : std::string_view(population->label);
}

std::string place_name(std::string_view code) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 10> groups = {{
        {"EU", "the European Union"},
        {"EU27", "the European Union"},
        {"WEST", "the West"},
        {"G7", "the G7"},
        {"NATO", "NATO"},
        {"SU", "the Soviet Union"},
        {"US", "the United States"},
        {"AE", "the United Arab Emirates"},
        {"NL", "the Netherlands"},
        {"HK", "Hong Kong"},
    }};
    for (const auto& [group, name] : groups) {
        if (group == code) {
            return std::string(name);
        }
    }
    std::string lower(code);
    std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); });
    const std::string_view name = entity::country_name(lower);
    return std::string(name == lower ? code : name);
}

std::string places_text(const std::vector<std::string>& codes) {
    std::string text;
    for (std::size_t i = 0; i < codes.size(); ++i) {
        text += (i == 0 ? "" : i + 1 == codes.size() ? " and " : ", ") + place_name(codes[i]);
    }
    return text;
}

std::string interval_text(const Interval& value, std::string_view unit) {
    const std::string after = unit == "percent" ? " %" : unit == "ratio" ? " times" : unit == "pieces" || unit.empty() ? "" : fmt::format(" {}", unit);
    if (!value.low && !value.high) {
        return "no number";
    }
    if (!value.high) {
        return fmt::format("{} {}{}", value.low_open ? "more than" : "at least", number_text(*value.low), after);
    }
    if (!value.low || (*value.low <= 0 && *value.high > 0)) {
        return fmt::format("{} {}{}", value.high_open ? "less than" : "at most", number_text(*value.high), after);
    }
    if (*value.low == *value.high) {
        return number_text(*value.low) + after;
    }
    return fmt::format("{}{} to {}{}{}", value.low_open ? "above " : "", number_text(*value.low), value.high_open ? "below " : "", number_text(*value.high), after);
}

} // namespace tidewaiter::claims
