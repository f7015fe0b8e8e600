// IndividualDetails, EntityDetails and ShipDetails are read by the published description alone: no real file with them was at
// hand, so that their elements are found by name wherever they stand, and what has no name here is kept in the notes and said.
#include "lists/uk_designation.hpp"

#include "lists/ascii.hpp"
#include "lists/clean_text.hpp"
#include "lists/document_types.hpp"
#include "lists/free_text.hpp"
#include "lists/nationality.hpp"
#include "lists/ofac_remarks.hpp"
#include "lists/split_names.hpp"
#include "lists/uk_words.hpp"

#include "base/utf8.hpp"
#include "entity/country.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace tidewaiter::lists {

namespace {

using namespace std::string_view_literals;

constexpr auto day_first = entity::DayOrder::day_first;

/// What the list's own words and indicators make of a designation. A travel ban alone forbids no dealing.
entity::Measure measure_of(const XmlElement& designation) {
    const entity::Measure by_words = to_uk_measure(clean_text(designation.child_text("SanctionsImposed")));
    const XmlElement indicators = designation.child("SanctionsImposedIndicators");
    const auto is_set = [&](std::string_view name) { return to_lower(clean_text(indicators.child_text(name))) == "true"; };
    if (is_set("AssetFreeze") || by_words == entity::Measure::asset_freeze) {
        return entity::Measure::asset_freeze;
    }
    bool some_dealing = by_words == entity::Measure::sectoral;
    for (const XmlElement indicator : indicators.children()) {
        some_dealing = some_dealing || (indicator.name() != "TravelBan" && is_set(indicator.name()));
    }
    return some_dealing ? entity::Measure::sectoral : entity::Measure::unknown;
}

/// NameType and AliasStrength in any case ("Primary Name", "ALias", "Low quality a.k.a").
NameKind kind_of(const XmlElement& name) {
    const std::string type = to_lower(clean_text(name.child_text("NameType")));
    if (contains(to_lower(name.child_text("AliasStrength")), "low")) {
        return NameKind::weak;
    }
    if (contains(type, "f.k.a") || contains(type, "former") || contains(type, "previous")) {
        return NameKind::former;
    }
    return type == "primary name" ? NameKind::primary : NameKind::alias;
}

void add_names(Party& party, XmlList& list, const XmlElement& names) {
    const bool person = party.entity().schema == "Person";
    for (const XmlElement name : names.children()) {
        const NameKind kind = kind_of(name);
        // Name 6 is the family name or the whole name of an entity; it is shown last.
        const std::string whole =
            join_name({name.child_text("Name1"), name.child_text("Name2"), name.child_text("Name3"),
                       name.child_text("Name4"), name.child_text("Name5"), name.child_text("Name6")});
        if (clean_text(whole).empty()) {
            list.remarks.add("names without any part, passed over", party.id());
            continue;
        }
        for (const std::string& each : split_names(whole)) {
            party.add_name(each, kind);
        }
        if (person && kind == NameKind::primary) {
            party.add("firstName", name.child_text("Name1"));
            party.add("lastName", name.child_text("Name6"));
        }
        if (person) {
            party.add("title", name.child_text("Title"));
        }
    }
}

/// "КАЗАКЕВИЧ, Геннадий Аркадьевич" is last, first for a person; the name of a company keeps its comma.
void add_non_latin_names(Party& party, const XmlElement& names) {
    for (const XmlElement name : names.children()) {
        const std::string text = clean_text(name.child_text("NameNonLatinScript"));
        const bool last_first = party.entity().schema == "Person" && std::ranges::count(text, ',') == 1;
        for (const std::string& each : split_names(last_first ? to_natural_order(text) : text)) {
            party.add_name(each, NameKind::alias, clean_text(name.child_text("NonLatinScriptLanguage")));
        }
    }
}

/// "Afghanistan (since 2009)": the country, and the bracket as a remark.
std::pair<std::string, std::string> split_country(const std::string& text) {
    const std::size_t open = text.find(" (");
    if (open == std::string::npos || entity::find_country(text) || !entity::find_country(text.substr(0, open))) {
        return {text, {}};
    }
    return {text.substr(0, open), text.substr(open + 1)};
}

void add_address(Party& party, const XmlElement& address) {
    const auto [country, remark] = split_country(clean_text(address.child_text("AddressCountry")));
    const std::string lines = join_place({address.child_text("AddressLine1"), address.child_text("AddressLine2"),
                                          address.child_text("AddressLine3"), address.child_text("AddressLine4"),
                                          address.child_text("AddressLine5")});
    party.add_address(PartyAddress{.street = lines,
                                   .region = clean_text(address.child_text("AddressLine6")),
                                   .postal_code = clean_text(address.child_text("AddressPostalCode")),
                                   .country = country,
                                   .remarks = remark});
}

/// "G827238 (Tunisian). Issued on ...", "Civil ID no 1028745097 (Saudi Arabian)", "Libyan passport number 542858": the first
/// word that can be a number, before what is said about its dates; empty when there is none.
std::string find_paper_number(std::string_view text) {
    if (const auto numbers = find_passport_numbers(text); !numbers.empty()) {
        return numbers.front();
    }
    constexpr std::size_t shortest = 5; // a year has four
    const auto is_part = [](char c) { return is_digit(c) || is_upper(c) || is_lower(c) || c == '-' || c == '/'; };
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && is_part(text[end])) {
            ++end;
        }
        const std::string_view word = text.substr(at, end - at);
        const std::string lower = to_lower(word);
        if (lower == "issued" || lower.starts_with("expir") || lower == "born" || lower == "dob") {
            return {};
        }
        if (word.size() >= shortest && has_digit(word)) {
            return std::string(word);
        }
        at = end + 1;
    }
    return {};
}

/// The country in one of the brackets, or the nation that the text begins with.
std::string find_paper_country(std::string_view text) {
    for (std::size_t open = text.find('('); open != std::string_view::npos; open = text.find('(', open + 1)) {
        const std::size_t close = text.find(')', open);
        const std::string_view inside = text.substr(open + 1, close == std::string_view::npos ? close : close - open - 1);
        if (inside.size() > 3 && (entity::find_country(inside) || find_country_of_nationals(inside))) {
            return std::string(inside);
        }
    }
    const std::string_view first = text.substr(0, text.find(' '));
    return find_country_of_nationals(first) ? std::string(first) : std::string();
}

/// Until 2022 number and particulars shared a column.
void add_papers_in_prose(Party& party, std::string_view type, const std::string& about) {
    for (const std::string& paper : split_lettered(about)) {
        const std::string number = find_paper_number(paper);
        if (number.empty()) {
            party.add_note(type, paper);
            continue;
        }
        party.add_document(PartyDocument{.type = std::string(type),
                                         .number = number,
                                         .country = find_paper_country(paper),
                                         .issued = find_date_after(paper, {"issued on", "date of issue", "issued"}, day_first),
                                         .expires = find_date_after(paper, {"expir", "valid until"}, day_first),
                                         .remarks = paper,
                                         .order = day_first});
    }
}

/// Towns and countries that are numbered alike belong together; else each place stands for itself.
void add_birth_places(Party& party, std::string_view towns, std::string_view countries) {
    const auto town = split_lettered(towns);
    const auto country = split_lettered(countries);
    if (town.size() == country.size() || country.size() == 1) {
        for (std::size_t i = 0; i < town.size(); ++i) {
            party.add_birth_place(join_place({town[i], country.size() == 1 ? country.front() : country[i]}));
        }
        if (town.empty()) {
            party.add_birth_place(countries);
        }
        return;
    }
    for (const auto* places : {&town, &country}) {
        for (const std::string& place : *places) {
            party.add_birth_place(place);
        }
    }
}

/// A number with what is said about it: "(1) A1 (2) B2" are two.
void add_papers(Party& party, std::string_view type, std::string_view numbers, std::string_view information) {
    const std::string about = clean_text(information);
    for (const std::string& number : split_lettered(numbers)) {
        party.add_document(PartyDocument{.type = std::string(type),
                                         .number = number,
                                         .issued = find_date_after(about, {"issued on", "date of issue", "issued"}, day_first),
                                         .expires = find_date_after(about, {"expir", "valid until"}, day_first),
                                         .remarks = about,
                                         .order = day_first});
    }
    if (clean_text(numbers).empty() && !about.empty()) {
        add_papers_in_prose(party, type, about);
    }
}

/// "(УНН/ИНН): 190950894 (Belarus)": kind, number, country; without a colon the number is the text up to a bracket.
void add_business_number(Party& party, std::string_view text) {
    for (std::string rest : split_lettered(text)) {
        std::string type = "Business registration number";
        if (const std::size_t colon = rest.find(':'); colon != std::string::npos && !has_digit(rest.substr(0, colon))) {
            type = rest.substr(0, colon);
            std::erase_if(type, [](char c) { return c == '(' || c == ')'; });
            type = find_property_of_document(type) ? type : "Registration number " + type;
            rest = clean_text(rest.substr(colon + 1));
        }
        std::string country;
        const std::size_t open = rest.rfind('(');
        if (open != std::string::npos && rest.ends_with(')')) {
            const std::string inside = rest.substr(open + 1, rest.size() - open - 2);
            if (entity::find_country(inside)) {
                country = inside;
                rest = clean_text(rest.substr(0, open));
            }
        }
        constexpr std::size_t longest_number = 60; // longer text is prose
        if (has_digit(rest) && rest.size() <= longest_number) {
            party.add_document(PartyDocument{.type = clean_text(type), .number = rest, .country = country});
        } else {
            party.add_note(type, rest);
        }
    }
}

void add_relation(Party& party, XmlList& list, std::string_view label, std::string_view role, std::string_view text) {
    party.add_note(label, text);
    for (const std::string& lettered : split_lettered(text)) {
        for (const std::string& name : split_names(lettered)) {
            list.links.add_link(party.id(), name, role);
        }
    }
}

/// One element without children of the three Details, by its lower-cased name. Out: false when it has no place here.
bool add_detail(Party& party, XmlList& list, std::string_view name, std::string_view text) {
    const bool person = party.entity().schema == "Person";
    const auto each_country = [&](std::string_view property) {
        for (const std::string& part : split_lettered(text)) {
            party.add_country(property, part);
        }
    };
    const auto each_text = [&](std::string_view property) {
        for (const std::string& part : split_lettered(text)) {
            party.add(property, part);
        }
    };
    if (name == "dob") {
        for (const std::string& part : split_lettered(text)) {
            party.add_date("birthDate", part, day_first);
        }
    } else if (name == "nationality") {
        for (const std::string& each : split_nationalities(text)) {
            party.add_country(person ? "nationality" : "country", each);
        }
    } else if (name == "position") {
        each_text(person ? "position" : "notes");
    } else if (name == "title") {
        each_text(person ? "title" : "notes");
    } else if (name == "gender") {
        party.add_gender(text);
    } else if (name == "typeofentity") {
        each_text("classification");
    } else if (name == "businessregistrationnumber") {
        add_business_number(party, text);
    } else if (name == "parentcompany") {
        add_relation(party, list, "parent company", "parent company", text);
    } else if (name == "subsidiary") {
        add_relation(party, list, "subsidiary", "subsidiary", text);
    } else if (name == "imonumber") {
        for (const std::string& part : split_lettered(text)) {
            party.add_identifier(entity::IdentifierKind::imo, part);
        }
    } else if (name == "currentowneroperator") {
        add_relation(party, list, "current owner or operator", "current owner or operator", text);
    } else if (name == "previousowneroperator") {
        add_relation(party, list, "previous owner or operator", "previous owner or operator", text);
    } else if (name == "currentbelievedflagofship") {
        each_country("flag");
    } else if (name == "previousflag") {
        each_country("pastFlags");
    } else if (name == "typeofship") {
        each_text("type");
    } else if (name == "tonnageofship") {
        each_text("tonnage");
    } else if (name == "lengthofship") {
        party.add_note("length of the ship", text);
    } else if (name == "yearbuilt") {
        party.add_date("buildDate", text, day_first);
    } else if (name == "hullidentificationnumber") {
        party.add_document(PartyDocument{.type = "Hull identification number", .number = std::string(text)});
    } else if (name == "phonenumber") {
        each_text("phone");
    } else if (name == "emailaddress") {
        each_text("email");
    } else if (name == "website") {
        each_text("website");
    } else if (name == "grpstatus" || name == "listingtype" || name == "groupsanctions" || name == "dateadditionalsanctions") {
        party.add_note(name, text); // of OFSI's ConList.xml
    } else {
        return false;
    }
    return true;
}

/// Walks the Details: groups that belong together first, then single values wherever they stand.
void add_details(Party& party, XmlList& list, const XmlElement& element) {
    if (element.child("PassportNumber") || element.child("PassportAdditionalInformation")) {
        add_papers(party, "Passport", element.child_text("PassportNumber"), element.child_text("PassportAdditionalInformation"));
    } else if (element.child("NationalIdentifierNumber") || element.child("NationalIdentifierAdditionalInformation")) {
        add_papers(party, "National identifier", element.child_text("NationalIdentifierNumber"),
                   element.child_text("NationalIdentifierAdditionalInformation"));
    } else if (element.child("TownOfBirth") || element.child("CountryOfBirth")) {
        add_birth_places(party, element.child_text("TownOfBirth"), element.child_text("CountryOfBirth"));
    } else if (element.has_children()) {
        for (const XmlElement child : element.children()) {
            add_details(party, list, child);
        }
    } else {
        const std::string text = clean_text(element.text());
        if (!text.empty() && !add_detail(party, list, to_lower(element.name()), text)) {
            list.keep_unknown(party, element);
        }
    }
}

void add_other_information(Party& party, XmlList& list, std::string_view text, std::string_view own_reference) {
    party.add_note({}, text);
    add_numbers_in_prose(party, text);
    for (const auto& references : {find_un_references(text), find_uk_references(text)}) {
        for (const std::string& reference : references) {
            if (reference != own_reference) {
                list.links.add_link(party.id(), reference, "named in the other information of the entry");
            }
        }
    }
}

std::string_view schema_of(std::string_view kind) {
    const std::string lower = to_lower(clean_text(kind));
    return lower == "individual" ? "Person" : lower == "ship" ? "Vessel" : lower == "entity" ? "Organization" : "LegalEntity";
}

void add_child(Party& party, XmlList& list, const XmlElement& child, std::string_view own_reference) {
    const std::string_view name = child.name();
    if (name == "Names") {
        add_names(party, list, child);
    } else if (name == "NonLatinNames") {
        add_non_latin_names(party, child);
    } else if (name == "Addresses") {
        for (const XmlElement address : child.children()) {
            add_address(party, address);
        }
    } else if (name == "LastUpdated") {
        party.add_date("modifiedAt", child.text(), day_first);
    } else if (name == "OtherInformation") {
        add_other_information(party, list, clean_text(child.text()), own_reference);
    } else if (name == "DesignationSource") {
        party.add_note("designation source", child.text());
    } else {
        constexpr std::array read_elsewhere{"DateDesignated"sv,    "UniqueID"sv,         "OFSIGroupID"sv,
                                            "UNReferenceNumber"sv, "RegimeName"sv,       "IndividualEntityShip"sv,
                                            "SanctionsImposed"sv,  "SanctionsImposedIndicators"sv, "UKStatementofReasons"sv,
                                            "DesignationType"sv,   "FirstDesignated"sv,  "UKSanctionsListRef"sv};
        if (std::ranges::find(read_elsewhere, name) == read_elsewhere.end()) {
            add_details(party, list, child);
        }
    }
}

PartyListing listing_of(const XmlElement& designation, std::string_view unique_id, const UkPublisher& publisher) {
    PartyListing listing{.authority = std::string(publisher.authority),
                         .entry_id = std::string(unique_id),
                         .record_id = clean_text(designation.child_text(
                             designation.child("OFSIGroupID") ? "OFSIGroupID" : "UKSanctionsListRef")),
                         .jurisdiction = "gb",
                         .measure = measure_of(designation),
                         .listed_on = clean_text(designation.child_text("DateDesignated")),
                         .started_on = clean_text(designation.child_text("FirstDesignated")),
                         .reason = clean_text(designation.child_text("UKStatementofReasons")),
                         .source_url = std::string(publisher.source_url),
                         .order = day_first};
    for (const XmlElement child : designation.children()) {
        if (child.name() == "RegimeName" && !clean_text(child.text()).empty()) {
            listing.programs.push_back(clean_text(child.text()));
        }
    }
    const std::string reference = clean_text(designation.child_text("UNReferenceNumber"));
    listing.unsc_id = to_lower(reference) == "n/a" ? std::string() : reference;
    std::string_view imposed = designation.child_text("SanctionsImposed");
    constexpr std::size_t most_measures = 100; // real entries have at most eight
    while (!imposed.empty()) {
        const bool last = listing.provisions.size() + 1 >= most_measures;
        const std::size_t bar = last ? imposed.size() : std::min(imposed.find('|'), imposed.size());
        const std::string words = clean_text(imposed.substr(0, bar));
        if (!words.empty()) {
            listing.provisions.push_back(words);
        }
        imposed.remove_prefix(std::min(bar + 1, imposed.size()));
    }
    return listing;
}

} // namespace

void read_uk_designation(XmlList& list, const XmlElement& designation, const XmlPlace& place, const UkPublisher& publisher,
                         std::string& last_updated) {
    const std::string unique_id = clean_text(designation.child_text("UniqueID"));
    if (!list.begin_record(unique_id, place, "UniqueID")) {
        return;
    }
    Party party(fmt::format("{}{}", publisher.id_prefix, unique_id), schema_of(designation.child_text("IndividualEntityShip")), list.version.list, list.remarks);
    party.entity().add("topics", "sanction");
    const PartyListing listing = listing_of(designation, unique_id, publisher);
    for (const XmlElement child : designation.children()) {
        add_child(party, list, child, listing.unsc_id);
    }
    party.add_listing(listing);
    list.links.add_key(unique_id, party.id());
    const std::string uk_reference = clean_text(designation.child_text("UKSanctionsListRef"));
    for (const std::string& key : {listing.unsc_id, uk_reference}) {
        list.links.add_key(key, party.id());
    }
    last_updated = std::max(last_updated, std::string(party.entity().first("modifiedAt")));
    list.yield(party, place, "Names");
}

} // namespace tidewaiter::lists
