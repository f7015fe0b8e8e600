#include "lists/ofac_facts.hpp"

#include "lists/ascii.hpp"
#include "lists/clean_text.hpp"
#include "lists/measures.hpp"

#include "base/utf8.hpp"
#include "entity/country.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace tidewaiter::lists {

namespace {

/// Where a part stands in a name, by its kind; unknown kinds stand in the middle.
constexpr std::array part_ranks{std::pair{"First Name", 0},  std::pair{"Middle Name", 1},
                                std::pair{"Patronymic", 3},  std::pair{"Last Name", 4},
                                std::pair{"Maiden Name", 5}, std::pair{"Matronymic", 6}};

int rank_of(std::string_view kind) {
    const auto found = std::ranges::find(
        part_ranks, kind, [](const auto& row) { return std::string_view(row.first); });
    return found == part_ranks.end() ? 2 : found->second;
}

/// The publisher writes "Manufacturer’s" here and "Manufacturer's" in the remarks of the CSV.
std::string with_plain_apostrophes(std::string_view text) {
    std::string plain = clean_text(text);
    constexpr std::string_view curly = "’";
    for (std::size_t at = plain.find(curly); at != std::string::npos; at = plain.find(curly, at)) {
        plain.replace(at, curly.size(), "'");
    }
    return plain;
}

} // namespace

std::string_view to_ofac_schema(std::string_view kind, RemarkTally& remarks,
                                std::string_view entry) {
    const std::string lower = to_lower(clean_text(kind));
    if (lower == "individual") {
        return "Person";
    }
    if (lower == "vessel") {
        return "Vessel";
    }
    if (lower == "aircraft") {
        return "Airplane";
    }
    if (lower != "entity") {
        remarks.add("entries of an unknown type, read as LegalEntity",
                    fmt::format("'{}' of ofac-{}", clean_text(kind), entry));
        return "LegalEntity";
    }
    return "Organization";
}

void describe_ofac_list(ListVersion& version, std::string_view list, const ReadOptions& options) {
    version.list = options.list.empty() ? std::string(list) : options.list;
    version.title = list == ofac_cons_list
                        ? "Consolidated Sanctions List (non-SDN)"
                        : "Specially Designated Nationals and Blocked Persons List";
    version.publisher = "Office of Foreign Assets Control";
    version.jurisdiction = "us";
}

PartyListing to_ofac_listing(std::string_view entry) {
    return {.authority = "Office of Foreign Assets Control",
            .entry_id = std::string(entry),
            .jurisdiction = "us",
            .source_url =
                fmt::format("https://sanctionssearch.ofac.treas.gov/Details.aspx?id={}", entry)};
}

void add_ofac_measure(Party& party, PartyListing& listing, std::string_view list,
                      std::span<const std::string> words) {
    if (const MeasureRow* row = find_widest_measure(list, words)) {
        listing.measure = row->measure;
        party.add("topics", row->topic);
    }
}

void settle_ofac_country(PartyAddress& address) {
    constexpr std::string_view region = "Region: ";
    if (address.country == "undetermined") {
        address.country.clear();
    } else if (address.country.starts_with(region)) {
        const std::string name = address.country.substr(region.size());
        const bool known = entity::find_country(name).has_value();
        address.region = known ? address.region : join_place({address.region, name});
        address.country = known ? name : std::string();
    }
}

std::string to_date_text(const OfacSpan& span) {
    const std::string& first = span.from_begin.empty() ? span.from_end : span.from_begin;
    const std::string& last = span.to_end.empty() ? span.to_begin : span.to_end;
    const std::string& only = first.empty() ? last : first;
    std::string text = first.empty() || last.empty() || first == last ? only : first + ".." + last;
    return text.empty() || !span.approximate ? text : "circa " + text;
}

std::string to_ofac_name(std::span<const OfacNamePart> parts) {
    std::vector<const OfacNamePart*> ordered;
    for (const OfacNamePart& part : parts) {
        ordered.push_back(&part);
    }
    std::ranges::stable_sort(ordered, {},
                             [](const OfacNamePart* part) { return rank_of(part->kind); });
    std::string name;
    for (const OfacNamePart* part : ordered) {
        name = join_name({name, part->text});
    }
    return name;
}

void add_ofac_name_parts(Party& party, std::span<const OfacNamePart> parts) {
    constexpr std::array properties{
        std::pair{"First Name", "firstName"},  std::pair{"Middle Name", "secondName"},
        std::pair{"Last Name", "lastName"},    std::pair{"Maiden Name", "lastName"},
        std::pair{"Patronymic", "fatherName"}, std::pair{"Matronymic", "motherName"}};
    if (party.entity().schema != "Person") {
        return;
    }
    for (const OfacNamePart& part : parts) {
        const auto found = std::ranges::find(
            properties, part.kind, [](const auto& row) { return std::string_view(row.first); });
        if (found != properties.end()) {
            party.add(found->second, part.text);
        }
    }
}

void add_ofac_titles(Party& party, std::string_view titles) {
    constexpr std::size_t longest = 20'000; // bytes; as for split_ofac_remarks
    if (party.entity().schema != "Person" || titles.size() > longest) {
        party.add_note("title", titles);
        return;
    }
    while (!titles.empty()) {
        const std::size_t end = std::min(titles.find(';'), titles.size());
        party.add("position", titles.substr(0, end));
        titles.remove_prefix(std::min(end + 1, titles.size()));
    }
}

std::string without_commas(std::string_view number) {
    std::string digits = clean_text(number);
    std::erase(digits, ',');
    return digits;
}

void add_ofac_vessel_owner(Party& party, XmlList& list, std::string_view owner) {
    const std::string name = clean_text(owner);
    party.add_note("Vessel owner", name);
    if (!name.empty()) {
        list.links.add_link(party.id(), name, "Vessel owner");
    }
}

void add_ofac_feature(Party& party, XmlList& list, PartyListing& listing,
                      std::string_view published_type, std::string_view value) {
    const std::string type = with_plain_apostrophes(published_type);
    const std::string text = clean_text(value);
    if (text.empty()) {
        return;
    }
    if (type == "Birthdate") {
        party.add_date("birthDate", text);
    } else if (type == "Place of Birth") {
        party.add_birth_place(text);
    } else if (type == "Nationality Country") {
        party.add_country("nationality", text);
    } else if (type == "Citizenship Country") {
        party.add_country("citizenship", text);
    } else if (type == "Title") {
        add_ofac_titles(party, text);
    } else if (type == "VESSEL TYPE") {
        party.add("type", text);
    } else if (type == "Vessel Tonnage") {
        party.add("tonnage", without_commas(text));
    } else if (type == "Vessel Gross Registered Tonnage") {
        party.add("grossRegisteredTonnage", without_commas(text));
    } else if (type == "Vessel Owner") {
        add_ofac_vessel_owner(party, list, text);
    } else {
        std::vector<std::string> linked_to;
        add_ofac_fact(party, to_ofac_fact(type, text), listing, linked_to);
        for (const std::string& name : linked_to) {
            list.links.add_link(party.id(), name, "Linked To");
        }
    }
}

} // namespace tidewaiter::lists
