#include "goods/us_controls.hpp"

#include "goods/named_list.hpp"

#include "base/csv.hpp"
#include "base/embedded.hpp"
#include "entity/country.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

TIDEWAITER_EMBEDDED(us_ccl_csv);
TIDEWAITER_EMBEDDED(us_country_chart_csv);
TIDEWAITER_EMBEDDED(us_country_groups_csv);
TIDEWAITER_EMBEDDED(us_chart_footnotes_csv);

namespace tidewaiter::goods {

namespace {

using Texts = std::vector<std::string>;

Texts split(std::string_view text) {
    Texts parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        if (end > 0) {
            parts.emplace_back(text.substr(0, end));
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

/// "NS2" to "NS 2", "A1" to "A:1".
std::string spaced(std::string_view text, std::string_view separator) {
    const std::size_t digit = text.find_first_of("0123456789");
    if (digit == std::string_view::npos) {
        return std::string(text);
    }
    return fmt::format("{}{}{}", text.substr(0, digit), separator, text.substr(digit));
}

/// "a, b and c"
std::string listed(const Texts& texts) {
    if (texts.size() < 2) {
        return texts.empty() ? std::string() : texts[0];
    }
    return fmt::format("{} and {}", fmt::join(texts.begin(), texts.end() - 1, ", "), texts.back());
}

using EccnTable = std::map<std::string, Eccn, std::less<>>;

EccnTable read_eccns() {
    EccnTable read;
    const base::CsvTable table("us_ccl.csv", embedded_us_ccl_csv());
    for (const auto& row : table.rows()) {
        Eccn eccn{row[0], split(row[1]), {}, {}, {}};
        for (const std::string& column : split(row[2])) {
            const bool part = column.ends_with('p');
            eccn.columns.push_back({spaced(std::string_view(column).substr(0, column.size() - (part ? 1 : 0)), " "), !part});
        }
        for (const std::string& section : split(row[3])) {
            const std::size_t colon = section.find(':');
            const std::string where = section.substr(colon + 1);
            eccn.elsewhere.push_back(fmt::format("{}: {}", section.substr(0, colon), where == "entry" ? "the entry itself" : where));
        }
        read.emplace(row[0], std::move(eccn));
    }
    return read;
}

const EccnTable& eccns() {
    static const EccnTable table = read_eccns();
    return table;
}

const std::map<std::string, Destination, std::less<>>& destinations() {
    static const auto table = [] {
        std::map<std::string, Destination, std::less<>> read;
        const base::CsvTable chart("us_country_chart.csv", embedded_us_country_chart_csv());
        for (const auto& row : chart.rows()) {
            Destination& place = read[row[0]];
            place.country = row[0];
            place.row_of = row[3].empty() ? row[0] : row[3];
            place.row = !row[4].empty() ? ChartRow::embargo : row[3].empty() ? ChartRow::marks : ChartRow::other_row;
            for (const std::string& mark : split(row[1])) {
                place.marks.push_back(spaced(mark, " "));
            }
            for (const std::string& number : split(row[2])) {
                int value = 0;
                std::from_chars(number.data(), number.data() + number.size(), value);
                place.footnotes.push_back(value);
            }
            place.sections = split(row[4]);
        }
        const base::CsvTable groups("us_country_groups.csv", embedded_us_country_groups_csv());
        for (const auto& row : groups.rows()) {
            Destination& place = read[row[0]];
            place.country = row[0];
            for (const std::string& group : split(row[1])) {
                place.groups.push_back(spaced(group, ":"));
            }
        }
        for (auto& [country, place] : read) {
            if (place.row == ChartRow::other_row) {
                const Destination& other = read.at(place.row_of);
                place.marks = other.marks;
                place.footnotes = other.footnotes;
                place.groups = place.groups.empty() ? other.groups : place.groups;
            }
        }
        read["us"].row = ChartRow::home;
        return read;
    }();
    return table;
}

std::string upper(std::string_view text) {
    std::string result(text);
    for (char& c : result) {
        c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    }
    return result;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The union of the entries of a product group; a column is whole only if it is so in all of them.
Eccn group_of(std::string_view group) {
    Eccn result{std::string(group), {}, {}, {}, {}};
    std::set<std::string> reasons;
    std::set<std::string> columns;
    std::set<std::string> elsewhere;
    for (auto entry = eccns().lower_bound(group); entry != eccns().end() && entry->first.starts_with(group); ++entry) {
        result.members.push_back(entry->first);
        reasons.insert(entry->second.reasons.begin(), entry->second.reasons.end());
        elsewhere.insert(entry->second.elsewhere.begin(), entry->second.elsewhere.end());
        for (const ChartColumn& column : entry->second.columns) {
            columns.insert(column.name);
        }
    }
    result.reasons.assign(reasons.begin(), reasons.end());
    result.elsewhere.assign(elsewhere.begin(), elsewhere.end());
    for (const std::string& column : columns) {
        result.columns.push_back({column, false});
    }
    return result;
}

std::string columns_note(const Eccn& eccn) {
    Texts whole;
    Texts part;
    for (const ChartColumn& column : eccn.columns) {
        (column.whole_entry ? whole : part).push_back(column.name);
    }
    std::string text;
    if (!eccn.members.empty()) {
        text = fmt::format("columns named among its {} entries: {}", eccn.members.size(), part.empty() ? "none" : listed(part));
    } else if (eccn.columns.empty()) {
        text = "the entry names no column of the country chart, its own text decides (15 CFR 738.4(a)(1))";
    } else {
        text = whole.empty() ? "columns" : fmt::format("columns {} for the whole entry", listed(whole));
        text += part.empty() ? "" : fmt::format("{} {} for a part of it", whole.empty() ? "" : ",", listed(part));
    }
    if (!eccn.elsewhere.empty()) {
        text += fmt::format("; outside the chart {}", fmt::join(eccn.elsewhere, ", "));
    }
    return text;
}

std::string marks_note(const Eccn& eccn, const Destination& place) {
    Texts with;
    Texts without;
    for (const ChartColumn& column : eccn.columns) {
        (std::ranges::count(place.marks, column.name) > 0 ? with : without).push_back(column.name);
    }
    const std::string name(entity::country_name(place.country));
    std::string text = place.row == ChartRow::other_row ? fmt::format("{} by the row of {}: ", name, entity::country_name(place.row_of))
                                                        : fmt::format("{}: ", name);
    text += with.empty() ? "no X" : fmt::format("X in {}", listed(with));
    text += without.empty() || with.empty() ? "" : fmt::format(", none in {}", listed(without));
    for (const int footnote : place.footnotes) {
        text += fmt::format("; footnote {}: {}", footnote, footnote_text(footnote));
    }
    return text + "; a missing X is no permission, General Prohibitions 4 to 10 and the entry's own text remain "
                  "(15 CFR 738.4(a)(2)(ii)(B))";
}

} // namespace

std::string_view us_controls_version() { return "2026-07-23"; }

bool is_eccn_like(std::string_view text) {
    const std::string code = upper(text);
    return (code.size() == 5 || code.size() == 2) && is_digit(code[0]) && code[1] >= 'A' && code[1] <= 'E' &&
           std::all_of(code.begin() + 2, code.end(), is_digit);
}

std::optional<Eccn> find_eccn(std::string_view code) {
    if (!is_eccn_like(code)) {
        return std::nullopt;
    }
    const std::string wanted = upper(code);
    if (wanted.size() == 2) {
        Eccn group = group_of(wanted);
        return group.members.empty() ? std::nullopt : std::optional(std::move(group));
    }
    const auto found = eccns().find(wanted);
    return found == eccns().end() ? std::nullopt : std::optional(found->second);
}

Destination find_destination(std::string_view country) {
    const auto found = destinations().find(country);
    if (found != destinations().end()) {
        return found->second;
    }
    Destination unknown;
    unknown.country = country;
    return unknown;
}

std::string_view footnote_text(int number) {
    static const auto texts = [] {
        std::map<int, std::string> read;
        const base::CsvTable table("us_chart_footnotes.csv", embedded_us_chart_footnotes_csv());
        for (const auto& row : table.rows()) {
            int value = 0;
            std::from_chars(row[0].data(), row[0].data() + row[0].size(), value);
            read.emplace(value, fmt::format("{} ({})", row[2], row[1]));
        }
        return read;
    }();
    const auto found = texts.find(number);
    return found == texts.end() ? std::string_view("not held") : std::string_view(found->second);
}

std::string chart_note(const Eccn& eccn, std::string_view country) {
    std::string text = columns_note(eccn);
    if (country.empty()) {
        return text + "; no destination was given";
    }
    const Destination place = find_destination(country);
    const std::string name(entity::country_name(country));
    switch (place.row) {
    case ChartRow::home: return text + "; the destination is the United States, no export";
    case ChartRow::embargo:
        return fmt::format("{}; {}: the chart has no marks and points to {} of the EAR, a missing X means nothing", text, name,
                           listed(place.sections));
    case ChartRow::indeterminate:
        return fmt::format("{}; {}: no row in the chart and none named for it, not to be read as unrestricted", text, name);
    case ChartRow::marks:
    case ChartRow::other_row: break;
    }
    return fmt::format("{}; {}", text, marks_note(eccn, place));
}

std::vector<std::string_view> us_control_tables() {
    return {embedded_us_ccl_csv(), embedded_us_country_chart_csv(), embedded_us_country_groups_csv(), embedded_us_chart_footnotes_csv()};
}

} // namespace tidewaiter::goods
