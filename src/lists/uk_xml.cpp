// The UK Sanctions List of the Foreign, Commonwealth and Development Office in XML; since 28 January 2026 the only list
// of the UK.
#include "lists/ascii.hpp"
#include "lists/clean_text.hpp"
#include "lists/document_types.hpp"
#include "lists/formats.hpp"
#include "lists/uk_designation.hpp"
#include "lists/xml_head.hpp"
#include "lists/xml_list.hpp"

#include <array>

namespace tidewaiter::lists {

namespace {

using namespace std::string_view_literals;

<<<<<<< HEAD
constexpr auto day_first = entity::DayOrder::day_first;

/// What the list's own words and indicators make of a designation. A travel ban alone forbids no dealing.
entity::Measure measure_of(const XmlElement& designation) {
    const std::string words = to_lower(clean_text(designation.child_text("SanctionsImposed")));
    const XmlElement indicators = designation.child("SanctionsImposedIndicators");
    const auto is_set = [&](std::string_view name) { return to_lower(clean_text(indicators.child_text(name))) == "true"; };
    if (is_set("AssetFreeze") || contains(words, "asset freeze")) {
        return entity::Measure::asset_freeze;
    }
    bool some_dealing = false;
    for (const XmlElement indicator : indicators.children()) {
        some_dealing = some_dealing || (indicator.name() != "TravelBan" && is_set(indicator.name()));
    }
    constexpr std::array dealings{"shipping"sv, "trade"sv,    "port entry"sv, "embargo"sv, "transport"sv, "services"sv,
                                  "de-flag"sv,  "charter"sv, "business"sv,   "banking"sv, "aircraft"sv,  "disqualification"sv};
    some_dealing = some_dealing || std::ranges::any_of(dealings, [&](std::string_view word) { return contains(words, word); });
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

/// "КАЗАКОВ, Иван Петрович" is last, first for a person; the name of a company keeps its comma.
void add_non_latin_names(Party& party, const XmlElement& names) {
    for (const XmlElement name : names.children()) {
        const std::string text = clean_text(name.child_text("NameNonLatinScript"));
        const bool last_first = party.entity().schema == "Person" && std::ranges::count(text, ',') == 1;
        for (const std::string& each : split_names(last_first ? to_natural_order(text) : text)) {
            party.add_name(each, NameKind::alias, clean_text(name.child_text("NonLatinScriptLanguage")));
        }
    }
}

void add_address(Party& party, const XmlElement& address) {
    const std::string lines = join_place({address.child_text("AddressLine1"), address.child_text("AddressLine2"),
                                          address.child_text("AddressLine3"), address.child_text("AddressLine4"),
                                          address.child_text("AddressLine5")});
    party.add_address(PartyAddress{.street = lines,
                                   .region = clean_text(address.child_text("AddressLine6")),
                                   .postal_code = clean_text(address.child_text("AddressPostalCode")),
                                   .country = clean_text(address.child_text("AddressCountry"))});
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
    if (clean_text(numbers).empty()) {
        party.add_note(type, about);
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
        each_country(person ? "nationality" : "country");
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
    } else {
        return false;
    }
    return true;
}

/// Walks the Details: groups that belong together first, then single values wherever they stand.
void add_details(Party& party, XmlList& list, const XmlElement& element) {
    if (element.child("PassportNumber")) {
        add_papers(party, "Passport", element.child_text("PassportNumber"), element.child_text("PassportAdditionalInformation"));
    } else if (element.child("NationalIdentifierNumber")) {
        add_papers(party, "National identifier", element.child_text("NationalIdentifierNumber"),
                   element.child_text("NationalIdentifierAdditionalInformation"));
    } else if (element.child("TownOfBirth") || element.child("CountryOfBirth")) {
        party.add_birth_place(join_place({element.child_text("TownOfBirth"), element.child_text("CountryOfBirth")}));
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

void add_other_information(Party& party, XmlList& list, std::string_view text) {
    party.add_note({}, text);
    add_numbers_in_prose(party, text);
    for (const auto& references : {find_un_references(text), find_uk_references(text)}) {
        for (const std::string& reference : references) {
            list.links.add_link(party.id(), reference, "named in the other information of the entry");
        }
    }
}

std::string_view schema_of(std::string_view kind) {
    const std::string lower = to_lower(clean_text(kind));
    return lower == "individual" ? "Person" : lower == "ship" ? "Vessel" : lower == "entity" ? "Organization" : "LegalEntity";
}

void add_child(Party& party, XmlList& list, const XmlElement& child) {
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
        add_other_information(party, list, clean_text(child.text()));
    } else if (name == "DesignationSource") {
        party.add_note("designation source", child.text());
    } else {
        constexpr std::array read_elsewhere{"DateDesignated"sv,    "UniqueID"sv,         "OFSIGroupID"sv,
                                            "UNReferenceNumber"sv, "RegimeName"sv,       "IndividualEntityShip"sv,
                                            "SanctionsImposed"sv,  "SanctionsImposedIndicators"sv, "UKStatementofReasons"sv,
                                            "DesignationType"sv};
        if (std::ranges::find(read_elsewhere, name) == read_elsewhere.end()) {
            add_details(party, list, child);
        }
    }
}

PartyListing listing_of(const XmlElement& designation, std::string_view unique_id) {
    PartyListing listing{.authority = "Foreign, Commonwealth and Development Office",
                         .entry_id = std::string(unique_id),
                         .record_id = clean_text(designation.child_text("OFSIGroupID")),
                         .jurisdiction = "gb",
                         .measure = measure_of(designation),
                         .listed_on = clean_text(designation.child_text("DateDesignated")),
                         .reason = clean_text(designation.child_text("UKStatementofReasons")),
                         .source_url = "https://sanctionslist.fcdo.gov.uk/docs/UK-Sanctions-List.xml",
                         .order = day_first};
    const std::string regime = clean_text(designation.child_text("RegimeName"));
    if (!regime.empty()) {
        listing.programs.push_back(regime);
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

void read_designation(XmlList& list, const XmlElement& designation, const XmlPlace& place, std::string& last_updated) {
    const std::string unique_id = clean_text(designation.child_text("UniqueID"));
    if (!list.begin_record(unique_id, place, "UniqueID")) {
        return;
    }
    Party party("gb-" + unique_id, schema_of(designation.child_text("IndividualEntityShip")), list.version.list, list.remarks);
    party.entity().add("topics", "sanction");
    for (const XmlElement child : designation.children()) {
        add_child(party, list, child);
    }
    const PartyListing listing = listing_of(designation, unique_id);
    party.add_listing(listing);
    list.links.add_key(unique_id, party.id());
    if (!listing.unsc_id.empty()) {
        list.links.add_key(listing.unsc_id, party.id());
    }
    last_updated = std::max(last_updated, std::string(party.entity().first("modifiedAt")));
    list.yield(party, place, "Names");
}

=======
>>>>>>> ab55f87 (Read the delimited lists of the EU, the UK and the US)
ListVersion read(const ListFiles& files, const ReadOptions& options, EntitySink& sink, base::RejectSink& rejects) {
    XmlList list(files, options, sink, rejects);
    list.links_by_name = true;
    list.version.list = options.list.empty() ? "gb_fcdo_sanctions" : options.list;
    list.version.title = "UK Sanctions List";
    list.version.publisher = "Foreign, Commonwealth and Development Office";
    list.version.jurisdiction = "gb";
    constexpr std::array records{"Designation"sv, "DateGenerated"sv};
    const XmlShape shape{.root = "Designations", .describes = "the UK Sanctions List in XML", .records = records};
    std::string last_updated;
    list.read(
        shape, [](const XmlElement&) {},
        [&](const XmlElement& record, const XmlPlace& place) {
            if (record.name() == "Designation") {
                read_uk_designation(list, record, place, fcdo, last_updated);
                return;
            }
            list.version.version = clean_text(record.text());
            const auto date = entity::parse_date(list.version.version, entity::DayOrder::day_first);
            list.version.date = date ? date->to_text() : std::string();
        });
    if (list.version.version.empty() && !last_updated.empty()) {
        // The file may lack DateGenerated; the latest update in it tells versions apart as well.
        list.version.version = "last update " + last_updated;
        list.version.date = last_updated; // the list is of that day or later: its age is at most this
        list.version.remarks.push_back("the file does not say when it was made; its latest update is of " + last_updated);
    }
    return list.finish();
}

int recognise(std::string_view head) {
    return look_at_xml_head(head).root == "Designations" &&
                   (contains(head, "<Designation>") || contains(head, "<Designation ") || contains(head, "<DateGenerated"))
               ? 95
               : 0;
}

} // namespace

const ListFormat uk_sanctions_list_xml{.name = "uk-sanctions-list-xml",
                                       .version = "uk-sanctions-list-xml-1",
                                       .describes = "UK Sanctions List (FCDO), XML",
                                       .recognise = recognise,
                                       .read = read};

} // namespace tidewaiter::lists
