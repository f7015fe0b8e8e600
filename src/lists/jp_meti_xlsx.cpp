// Japan's Foreign End User List of the Ministry of Economy, Trade and Industry (XLSX): for each organisation its country,
// aliases as bullets, and the kinds of weapons that it is suspected of.
#include "lists/clean_text.hpp"
#include "lists/file_date.hpp"
#include "lists/formats.hpp"
#include "lists/measures.hpp"
#include "lists/sheet_table.hpp"

#include "base/hash.hpp"
#include "base/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_set>

namespace tidewaiter::lists {

namespace {

using namespace std::string_view_literals;

constexpr std::string_view default_list = "jp_meti_eul";
constexpr std::array columns{"Country or Region"sv, "Company or Organization"sv, "Also Known As"sv, "Type of WMD"sv,
                             "Conventional Weapons"sv, "No."sv};
constexpr std::size_t needed = 4;
enum Column : std::size_t { country, organization, aliases, weapons, conventional, number };

std::vector<std::string> to_lines(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        if (std::string line = clean_text(text.substr(0, end)); !line.empty()) {
            lines.push_back(std::move(line));
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

/// The brackets of the wide form (U+FF08, U+FF09) as plain ones.
std::string to_plain_brackets(std::string text) {
    for (const auto& [wide, plain] : {std::pair{"\xef\xbc\x88"sv, "("sv}, std::pair{"\xef\xbc\x89"sv, ")"sv}}) {
        for (std::size_t at = text.find(wide); at != std::string::npos; at = text.find(wide, at + 1)) {
            text.replace(at, wide.size(), plain);
        }
    }
    return clean_text(text);
}

/// What stands in the last bracket of a name, when it is a short form or the name in another script: capitals and
/// digits, or nothing of ASCII's letters.
std::string find_short_form(std::string_view text) {
    const std::size_t open = text.rfind('(');
    if (open == std::string_view::npos || !text.ends_with(')')) {
        return {};
    }
    const std::string_view inside = base::trim(text.substr(open + 1, text.size() - open - 2));
    const bool small = std::ranges::any_of(inside, [](char c) { return c >= 'a' && c <= 'z'; });
    return small || inside.find(')') != std::string_view::npos ? std::string() : std::string(inside);
}

/// "Beihang\n(北京航空航天大学)" and "Delta FZE （DEC）": the name, and what is in the bracket as another.
void add_names(Party& party, std::string_view published, NameKind kind) {
    std::string whole;
    for (const std::string& line : to_lines(published)) {
        whole += whole.empty() ? "" : " ";
        whole += line;
    }
    whole = to_plain_brackets(whole);
    const std::string inside = find_short_form(whole);
    const std::string before = clean_text(whole.substr(0, whole.rfind('(')));
    if (inside.empty() || before.empty()) {
        party.add_name(whole, kind);
        return;
    }
    party.add_name(before, kind);
    party.add_name(inside, NameKind::alias);
}

/// "・A \n・B": each bullet begins a name, which may go on in the next line.
void add_aliases(Party& party, std::string_view published) {
    constexpr std::string_view bullet = "\xe3\x83\xbb"; // U+30FB
    std::string alias;
    const auto add = [&] {
        add_names(party, alias, NameKind::alias);
        alias.clear();
    };
    const bool bullets = published.find(bullet) != std::string_view::npos;
    for (const std::string& line : to_lines(published)) {
        if (line.starts_with(bullet)) {
            add();
            alias = line.substr(bullet.size());
        } else {
            if (!bullets) {
                add();
            }
            alias += alias.empty() ? "" : "\n";
            alias += line;
        }
    }
    add();
}

struct WeaponKind {
    std::string_view letter;
    std::string_view wide; ///< the full-width form that some rows have
    std::string_view japanese;
    std::string_view english;
};

constexpr std::array weapon_kinds{WeaponKind{"B", "\xef\xbc\xa2", "\xe7\x94\x9f\xe7\x89\xa9", "biological weapons"},
                                  WeaponKind{"C", "\xef\xbc\xa3", "\xe5\x8c\x96\xe5\xad\xa6", "chemical weapons"},
                                  WeaponKind{"M", "\xef\xbc\xad", "\xe3\x83\x9f\xe3\x82\xb5\xe3\x82\xa4\xe3\x83\xab", "missiles"},
                                  WeaponKind{"N", "\xef\xbc\xae", "\xe6\xa0\xb8", "nuclear weapons"}};

/// "生物、化学 B,C" -> the kinds by letter or word; text that has none of them stays as published.
void add_weapons(PartyListing& listing, std::string_view published, std::string_view conventional_cell) {
    const std::string text = clean_text(published);
    bool any = false;
    for (const WeaponKind& kind : weapon_kinds) {
        if (text.find(kind.letter) != std::string::npos || text.find(kind.wide) != std::string::npos ||
            text.find(kind.japanese) != std::string::npos) {
            listing.provisions.push_back(fmt::format("Type of WMD: {} ({})", kind.english, kind.letter));
            any = true;
        }
    }
    if (!text.empty() && !any) {
        listing.provisions.push_back(fmt::format("Type of WMD: {}", text));
    }
    if (!clean_text(conventional_cell).empty()) {
        listing.provisions.emplace_back("Conventional weapons (CW)");
    }
}

struct Reading : SheetReading {
    std::unordered_set<std::string> ids;
};

/// The number in the first column is the row's (a formula), so that it changes with every entry above; the id is made
/// from country and name.
void read_row(const SheetRecord& row, Reading& reading) {
    const std::string named = clean_text(row.cell(organization));
    const auto places = to_lines(row.cell(country));
    const std::string place = places.empty() ? std::string() : places.back(); // English stands last
    if (named.empty()) {
        reading.reject(row, columns[organization], place, "the row names nobody");
        return;
    }
    const std::string id = fmt::format("jp-meti-{}", base::to_hex(base::to_xxh3(fmt::format("{}\n{}", place, named))));
    if (!reading.ids.insert(id).second) {
        reading.reject(row, columns[organization], named, "the same organisation of the same country has gone by already");
        return;
    }
    Party party(id, "Organization", reading.version.list, reading.tally);
    const MeasureRow* measure = find_measure_row(default_list, "*");
    party.entity().add("topics", measure != nullptr ? measure->topic : std::string());
    add_names(party, row.cell(organization), NameKind::primary);
    add_aliases(party, row.cell(aliases));
    party.add_country("country", place);
    PartyListing listing{.authority = "Ministry of Economy, Trade and Industry",
                         .entry_id = clean_text(row.cell(number)),
                         .programs = {"Foreign End User List"},
                         .jurisdiction = "jp",
                         .measure = measure != nullptr ? measure->measure : entity::Measure::unknown};
    add_weapons(listing, row.cell(weapons), row.cell(conventional));
    party.add_listing(listing);
    party.yield(reading.sink, reading.version);
}

int recognise(std::string_view head) {
    return find_header_row(head, std::span(columns).first(needed)) >= 0 ? 95 : 0;
}

ListVersion read(const ListFiles& files, const ReadOptions& options, EntitySink& sink, base::RejectSink& rejects) {
    Reading reading{{sink, rejects, files.front(), {}, {}}, {}};
    ListVersion& version = reading.version;
    version.list = options.list.empty() ? std::string(default_list) : options.list;
    version.title = "Foreign End User List";
    version.publisher = "Ministry of Economy, Trade and Industry";
    version.jurisdiction = "jp";
    version.version = file_date(files.front(), options.as_of);
    const SheetTable table(files.front(), options, columns, needed);
    version.records = table.read(version, [&](const SheetRecord& row) { read_row(row, reading); });
    return reading.finish(table);
}

} // namespace

const ListFormat jp_meti_xlsx{.name = "jp-meti-xlsx",
                              .version = "jp-meti-xlsx-1",
                              .describes = "Japan METI Foreign End User List, XLSX",
                              .recognise = recognise,
                              .read = read,
                              .marks = {ListMarks::Kind::table, {}, std::span(columns).first(needed)}};

} // namespace tidewaiter::lists
