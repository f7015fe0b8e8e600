// Canada's consolidated list of autonomous sanctions (SEMA and the law on corrupt foreign
// officials), XML. An entry has no number of its own: country, schedule and item make it. One
// person may stand under several regulations, each an entry.
#include "lists/ascii.hpp"
#include "lists/ca_sema_names.hpp"
#include "lists/clean_text.hpp"
#include "lists/formats.hpp"
#include "lists/measures.hpp"
#include "lists/xml_head.hpp"
#include "lists/xml_list.hpp"

#include "base/hash.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tidewaiter::lists {

namespace {

using namespace std::string_view_literals;

constexpr std::string_view dataset = "ca_dfatd_sema_sanctions";

/// "Belarus / Bélarus" -> "Belarus".
std::string in_english(const std::string& text) {
    return text.substr(0, text.find(" / "));
}

/// "27451" is a day of a spreadsheet, "1965-07-15 OR 1969-09-28" two days.
void add_dates(Party& party, std::string_view property, std::string_view published) {
    std::string text = clean_text(published);
    while (!text.empty()) {
        const std::size_t end = std::min(to_lower(text).find(" or "), text.size());
        std::string one = text.substr(0, end);
        text.erase(0, std::min(end + 4, text.size()));
        constexpr std::size_t serial_digits = 5; // 10000 to 99999: 1927 to 2173
        if (one.size() == serial_digits && std::ranges::all_of(one, is_digit)) {
            constexpr int unix_epoch = 25'569; // in days of a spreadsheet
            one = entity::to_iso(entity::from_serial(std::stoi(one) - unix_epoch));
        }
        party.add_date(property, one, entity::DayOrder::day_first);
    }
}

std::string_view schema_of(const XmlElement& record) {
    if (!clean_text(record.child_text("LastName")).empty() ||
        !clean_text(record.child_text("GivenName")).empty()) {
        return "Person";
    }
    const bool ship = !clean_text(record.child_text("ShipIMONumber")).empty() ||
                      !clean_text(record.child_text("TitleOrShip")).empty();
    return ship ? "Vessel" : "Organization";
}

void add_names(Party& party, const XmlElement& record) {
    const bool person = party.entity().schema == "Person";
    if (person) {
        party.add_name(join_name({clean_text(record.child_text("GivenName")),
                                  clean_text(record.child_text("LastName"))}),
                       NameKind::primary);
        party.add("firstName", record.child_text("GivenName"));
        party.add("lastName", record.child_text("LastName"));
    }
    NameKind kind = NameKind::primary;
    for (const std::string& name : split_listed_name(record.child_text("EntityOrShip"))) {
        party.add_name(name, kind);
        kind = NameKind::alias;
    }
    for (const ListedAlias& alias : split_listed_aliases(record.child_text("Aliases"), person)) {
        party.add_name(alias.name, alias.weak ? NameKind::weak : NameKind::alias, alias.language);
    }
}

void read_record(XmlList& list, const XmlElement& record, const XmlPlace& place) {
    const std::string country = clean_text(record.child_text("Country"));
    const std::string schedule = clean_text(record.child_text("Schedule"));
    const std::string item = clean_text(record.child_text("Item"));
    const std::string key = country.empty() && item.empty()
                                ? std::string()
                                : fmt::format("{}\n{}\n{}", country, schedule, item);
    if (!list.begin_record(key, place, "Item")) {
        return;
    }
    Party party(fmt::format("ca-sema-{}", base::to_hex(base::to_xxh3(key))), schema_of(record),
                list.version.list, list.remarks);
    add_names(party, record);
    const bool vessel = party.entity().schema == "Vessel";
    add_dates(party,
              vessel                              ? "buildDate"
              : party.entity().schema == "Person" ? "birthDate"
                                                  : "incorporationDate",
              record.child_text("DateOfBirthOrShipBuildDate"));
    party.add(vessel ? "type" : "title", record.child_text("TitleOrShip"));
    party.add_identifier(entity::IdentifierKind::imo, record.child_text("ShipIMONumber"));
    PartyListing listing{.authority = "Global Affairs Canada",
                         .entry_id = fmt::format("{}{}{}item {}", in_english(country),
                                                 schedule.empty() ? ", " : ", schedule " + schedule,
                                                 schedule.empty() ? "" : ", ", item),
                         .jurisdiction = "ca",
                         .listed_on = clean_text(record.child_text("DateOfListing")),
                         .source_url = "https://www.international.gc.ca/world-monde/"
                                       "international_relations-relations_internationales/"
                                       "sanctions/consolidated-consolide.aspx"};
    if (!country.empty()) {
        listing.programs.push_back(in_english(country));
    }
    if (const MeasureRow* row = find_widest_measure(dataset, listing.programs)) {
        listing.measure = row->measure;
        party.add("topics", row->topic);
    }
    constexpr std::array known{"Country"sv,
                               "LastName"sv,
                               "GivenName"sv,
                               "EntityOrShip"sv,
                               "TitleOrShip"sv,
                               "Aliases"sv,
                               "DateOfBirthOrShipBuildDate"sv,
                               "Schedule"sv,
                               "Item"sv,
                               "ShipIMONumber"sv,
                               "DateOfListing"sv};
    for (const XmlElement child : record.children()) {
        if (std::ranges::find(known, child.name()) == known.end()) {
            list.keep_unknown(party, child);
        }
    }
    party.add_listing(listing);
    list.yield(party, place, "LastName");
}

ListVersion read(const ListFiles& files, const ReadOptions& options, EntitySink& sink,
                 base::RejectSink& rejects) {
    XmlList list(files, options, sink, rejects);
    list.version.list = options.list.empty() ? std::string(dataset) : options.list;
    list.version.title = "Consolidated Canadian Autonomous Sanctions List";
    list.version.publisher = "Global Affairs Canada";
    list.version.jurisdiction = "ca";
    constexpr std::array records{"record"sv};
    std::string latest;
    list.read(
        XmlShape{.root = "data-set",
                 .describes = "Canada's list of autonomous sanctions in XML",
                 .records = records},
        [](const XmlElement&) {},
        [&](const XmlElement& record, const XmlPlace& place) {
            const std::string listed = clean_text(record.child_text("DateOfListing"));
            latest = entity::parse_date(listed) ? std::max(latest, listed) : latest;
            read_record(list, record, place);
        });
    if (!latest.empty()) {
        // The file has no date of its own; the latest listing in it tells versions apart as well.
        list.version.version = "latest listing " + latest;
        list.version.date = latest; // the list is of that day or later
        list.version.remarks.push_back(
            "the file does not say when it was made; its latest listing is of " + latest);
    }
    return list.finish();
}

/// "data-set" is a word that others use too: the list's own elements must be in sight.
int recognise(std::string_view head) {
    if (look_at_xml_head(head).root != "data-set") {
        return 0;
    }
    return contains(head, "<Schedule>") || contains(head, "<EntityOrShip>") ||
                   contains(head, "<DateOfListing>")
               ? 95
               : 0;
}

constexpr std::array marks{"record"sv, "Schedule"sv, "EntityOrShip"sv, "DateOfListing"sv};

} // namespace

const ListFormat ca_sema_xml{.name = "ca-sema-xml",
                             .version = "ca-sema-xml-1",
                             .describes =
                                 "Canada's consolidated list of autonomous sanctions (SEMA), XML",
                             .recognise = recognise,
                             .read = read,
                             .marks = {ListMarks::Kind::xml, "data-set", marks}};

} // namespace tidewaiter::lists
