// Switzerland's list of sanctioned individuals, entities and objects (SECO, SESAM export in XML).
// Places and programmes are defined once and referred to by number; nothing says that they stand
// before the targets, so that the file goes by twice. What is inside <modification> is the history
// of a target under the same element names: only its own attributes count.
#include "lists/ascii.hpp"
#include "lists/ch_seco_names.hpp"
#include "lists/clean_text.hpp"
#include "lists/formats.hpp"
#include "lists/free_text.hpp"
#include "lists/measures.hpp"
#include "lists/packed_table.hpp"
#include "lists/xml_head.hpp"
#include "lists/xml_list.hpp"

#include "base/file.hpp"
#include "entity/country.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace tidewaiter::lists {

namespace {

using namespace std::string_view_literals;

constexpr std::string_view dataset = "ch_seco_sanctions";
constexpr std::string_view root_name = "swiss-sanctions-list";
constexpr std::string_view describes = "Switzerland's sanctions list in XML";

// Tags of the packed places and sanctions sets.
constexpr char tag_location = 'L';
constexpr char tag_area = 'A';
constexpr char tag_country = 'K';
constexpr char tag_remarks = 'R';
constexpr char tag_key = 'k';
constexpr char tag_name = 'n';
constexpr char tag_set = 's';

/// The text of the child in English, else that of the first child of the name.
std::string text_in_english(const XmlElement& parent, std::string_view name) {
    std::string first;
    for (const XmlElement child : parent.children()) {
        if (child.name() == name) {
            std::string text = clean_text(child.text());
            if (child.attribute("lang") == "eng") {
                return text;
            }
            first = first.empty() ? std::move(text) : first;
        }
    }
    return first;
}

/// What the targets refer to by number.
class References {
public:
    void load(const std::string& path, const ReadLimits& limits) {
        // Targets go by whole, because <place> inside one is history.
        constexpr std::array records{"sanctions-program"sv, "place"sv, "target"sv};
        read_xml(
            *base::open_source(path),
            XmlShape{.root = root_name, .describes = describes, .records = records}, limits,
            [](const XmlElement&) {},
            [this](const XmlElement& record, const XmlPlace&) {
                if (record.name() == "place") {
                    add_place(record);
                } else if (record.name() == "sanctions-program") {
                    add_program(record);
                }
            });
        places.close();
        sets.close();
    }

    PackedTable places{"the places of the file"};
    PackedTable sets{"the sanctions programmes of the file"};

private:
    void add_place(const XmlElement& place) {
        PackedRecord record;
        record.add(tag_location, clean_text(place.child_text("location")));
        record.add(tag_area, clean_text(place.child_text("area")));
        const XmlElement country = place.child("country");
        const std::string code = clean_text(country.attribute("iso-code"));
        record.add(tag_country, code.empty() ? clean_text(country.text()) : code);
        record.add(tag_remarks, clean_text(place.child_text("remarks")));
        places.add(clean_text(place.attribute("ssid")), record);
    }

    void add_program(const XmlElement& program) {
        std::map<std::string, std::string>
            names; // sanctions set -> its name, in English where there is one
        for (const XmlElement child : program.children()) {
            if (child.name() == "sanctions-set") {
                std::string& name = names[clean_text(child.attribute("ssid"))];
                name = name.empty() || child.attribute("lang") == "eng" ? clean_text(child.text())
                                                                        : name;
            }
        }
        for (const auto& [ssid, name] : names) {
            PackedRecord record;
            record.add(tag_key, text_in_english(program, "program-key"));
            record.add(tag_name, text_in_english(program, "program-name"));
            record.add(tag_set, name);
            sets.add(ssid, record);
        }
    }
};

struct Run {
    XmlList& list;
    const References& references;
    std::string date; // of the list
};

PartyAddress place_of(Run& run, const Party& party, std::string_view id) {
    PartyAddress address;
    if (id.empty()) {
        return address;
    }
    const auto record = run.references.places.find_first(id);
    if (!record) {
        run.list.remarks.add("places that the file does not hold",
                             fmt::format("{} of {}", id, party.id()));
        return address;
    }
    address.city = PackedFields::find(*record, tag_location);
    address.region = PackedFields::find(*record, tag_area);
    address.country = PackedFields::find(*record, tag_country);
    address.remarks = PackedFields::find(*record, tag_remarks);
    return address;
}

// ---- the other facts of an identity

/// "1963-05-12" of the attributes, as far as they are given; a year that is not Gregorian stays
/// text.
void add_day(Party& party, const XmlElement& day) {
    const auto number = [&](std::string_view name, std::size_t width) {
        const std::string text = clean_text(day.attribute(name));
        const bool good =
            !text.empty() && text.size() <= width && std::ranges::all_of(text, is_digit);
        return good ? std::string(width - text.size(), '0') + text : std::string();
    };
    const std::string year = number("year", 4);
    const std::string month = number("month", 2);
    const std::string date_of_month = number("day", 2);
    std::string date = year;
    if (!month.empty()) {
        date += "-" + month + (date_of_month.empty() ? "" : "-" + date_of_month);
    }
    const std::string_view property = party.entity().schema == "Person"   ? "birthDate"
                                      : party.entity().schema == "Vessel" ? "buildDate"
                                                                          : "incorporationDate";
    const std::string calendar = clean_text(day.attribute("calendar"));
    if (!calendar.empty() && to_lower(calendar) != "gregorian") {
        party.add_note(fmt::format("{} ({} calendar)", property, calendar), date);
        return;
    }
    const std::string quality = clean_text(day.attribute("quality"));
    party.add_date(property, year.empty()                           ? std::string()
                             : quality.empty() || quality == "good" ? date
                                                                    : "circa " + date);
}

/// A date is text, or an element with day, month and year.
std::string date_text(const XmlElement& element) {
    const XmlElement day = element.child("day-month-year");
    const XmlElement from = day ? day : element;
    if (from.attribute("year").empty()) {
        return clean_text(element.text());
    }
    std::string text = clean_text(from.attribute("year"));
    for (const std::string_view part : {"month", "day"}) {
        const std::string number = clean_text(from.attribute(part));
        text += number.empty() ? "" : (number.size() == 1 ? "-0" : "-") + number;
    }
    return text;
}

void add_document(Party& party, const XmlElement& document) {
    const XmlElement issuer = document.child("issuer");
    const std::string code = clean_text(issuer.attribute("code"));
    party.add_document(
        {.type = clean_text(document.attribute("document-type")),
         .number = clean_text(document.child_text("number")),
         .country = code.empty() ? clean_text(issuer.text()) : code,
         .issued = date_text(document.child("date-of-issue")),
         .expires = date_text(document.child("expiry-date")),
         .remarks = join_place({document.child_text("remark"), document.child_text("remarks")}),
         .order = entity::DayOrder::day_first});
}

void add_address(Run& run, Party& party, const XmlElement& element) {
    PartyAddress address = place_of(run, party, clean_text(element.attribute("place-id")));
    const auto take = [&](std::string& into, std::string_view name) {
        std::string own = clean_text(element.child_text(name));
        into = own.empty() ? into : std::move(own);
    };
    take(address.city, "location");
    take(address.region, "area");
    take(address.country, "country");
    address.street = join_place({element.child_text("c-o"), element.child_text("address-details")});
    address.post_office_box = clean_text(element.child_text("p-o-box"));
    address.postal_code = clean_text(element.child_text("zip-code"));
    address.remarks = join_place({address.remarks, element.child_text("remarks")});
    party.add_address(address);
}

void add_identity(Run& run, Party& party, const XmlElement& identity) {
    const bool main = identity.attribute("main") != "false";
    const bool person = party.entity().schema == "Person";
    for (const XmlElement child : identity.children()) {
        const std::string_view name = child.name();
        if (name == "name") {
            add_seco_name(party, run.list.remarks, child, main);
        } else if (name == "nationality") {
            const XmlElement country = child.child("country");
            const std::string code = clean_text(country.attribute("iso-code"));
            const std::string_view property = person                              ? "nationality"
                                              : party.entity().schema == "Vessel" ? "flag"
                                                                                  : "jurisdiction";
            party.add_country(property, code.empty() ? clean_text(country.text()) : code);
        } else if (name == "day-month-year") {
            add_day(party, child);
        } else if (name == "place-of-birth") {
            const PartyAddress place =
                place_of(run, party, clean_text(child.attribute("place-id")));
            const auto code = entity::find_country(place.country);
            party.add_birth_place(join_place(
                {place.city, place.region,
                 code ? entity::country_name(*code) : std::string_view(place.country)}));
            party.add_country("birthCountry", place.country);
        } else if (name == "identification-document") {
            add_document(party, child);
        } else if (name == "address") {
            add_address(run, party, child);
        } else {
            run.list.keep_unknown(party, child);
        }
    }
}

// ---- the listing

/// What became of a target: the modification of the latest day decides; of one day the first in the
/// file, where the latest stand first.
struct Standing {
    std::string listed;   // first day of publication
    std::string started;  // first day of effect
    std::string modified; // last day
    std::string ended;
    bool delisted = false;
};

Standing standing_of(const XmlElement& target, const std::string& list_date) {
    Standing standing;
    std::string latest;
    bool any = false;
    for (const XmlElement child : target.children()) {
        if (child.name() != "modification") {
            continue;
        }
        const std::string effective = clean_text(child.attribute("effective-date"));
        const std::string published = clean_text(child.attribute("publication-date"));
        const std::string day = effective.empty() ? published : effective;
        const bool delisted = child.attribute("modification-type") == "de-listed";
        standing.modified = std::max({standing.modified, effective, published});
        if (!delisted) {
            const auto earliest = [](std::string& known, const std::string& found) {
                known = known.empty() || (!found.empty() && found < known) ? found : known;
            };
            earliest(standing.listed, published);
            earliest(standing.started, effective);
        }
        if (!any || day > latest) {
            any = true;
            latest = day;
            standing.delisted = delisted;
            standing.ended = !delisted ? std::string() : day.empty() ? list_date : day;
        }
    }
    return standing;
}

std::vector<std::string> sets_of(const XmlElement& target) {
    std::vector<std::string> sets;
    const std::string attribute = clean_text(target.attribute("sanctions-set-id")); // until 2023
    if (!attribute.empty()) {
        sets.push_back(attribute);
    }
    for (const XmlElement child : target.children()) {
        if (child.name() == "sanctions-set-id") {
            sets.push_back(clean_text(child.text()));
        }
    }
    return sets;
}

void add_once(std::vector<std::string>& texts, std::string_view text) {
    if (!text.empty() && std::ranges::find(texts, text) == texts.end()) {
        texts.emplace_back(text);
    }
}

PartyListing listing_of(Run& run, Party& party, const XmlElement& target, const XmlElement& node,
                        const std::string& ssid) {
    const Standing standing = standing_of(target, run.date);
    PartyListing listing{
        .authority = "State Secretariat for Economic Affairs",
        .entry_id = ssid,
        .jurisdiction = "ch",
        .listed_on = standing.listed,
        .started_on = standing.started,
        .ended_on = standing.ended,
        .status = standing.delisted ? "de-listed" : "",
        .source_url = "https://www.sesam.search.admin.ch/sesam-search-web/pages/search.xhtml",
        .unsc_id = clean_text(target.child_text("foreign-identifier"))};
    for (const std::string& set : sets_of(target)) {
        const auto record = run.references.sets.find_first(set);
        if (!record) {
            run.list.remarks.add("sanctions sets that the file does not hold",
                                 fmt::format("{} of {}", set, party.id()));
            continue;
        }
        add_once(listing.programs, PackedFields::find(*record, tag_name));
        add_once(listing.program_ids, PackedFields::find(*record, tag_key));
        add_once(listing.provisions, PackedFields::find(*record, tag_set));
    }
    for (const XmlElement child : node.children()) {
        if (child.name() == "justification") {
            const std::string reason = clean_text(child.text());
            listing.reason += (listing.reason.empty() || reason.empty() ? "" : " ") + reason;
        }
    }
    if (const MeasureRow* row = find_widest_measure(dataset, listing.provisions)) {
        listing.measure = row->measure;
        party.add("topics", standing.delisted ? std::string_view() : std::string_view(row->topic));
    }
    party.add_date("modifiedAt", standing.modified);
    return listing;
}

// ---- a target

std::string_view schema_of(Run& run, const XmlElement& node, std::string_view ssid) {
    if (node.name() == "individual") {
        return "Person";
    }
    if (node.name() == "entity") {
        return "Organization";
    }
    const std::string type = clean_text(node.attribute("object-type"));
    if (type == "vessel") {
        return "Vessel";
    }
    if (type == "aircraft") {
        return "Airplane";
    }
    run.list.remarks.add("objects of an unknown type, read as LegalEntity",
                         fmt::format("'{}' of ch-seco-{}", type, ssid));
    return "LegalEntity";
}

void add_relation(Run& run, Party& party, const XmlElement& relation) {
    const std::string target = clean_text(relation.attribute("target-id"));
    const std::string type = clean_text(relation.attribute("relation-type"));
    const std::string words = text_of_all(relation);
    party.add_note(type, join_place({"ch-seco-" + target, words}));
    if (!target.empty()) {
        run.list.links.add_link(party.id(), target, type);
    }
}

void add_other_information(Party& party, std::string_view text) {
    party.add_note({}, text);
    add_numbers_in_prose(
        party, clean_text(text)); // a ship's number in a company's entry stays in the prose
}

void read_target(Run& run, const XmlElement& target, const XmlPlace& place) {
    const std::string ssid = clean_text(target.attribute("ssid"));
    if (!run.list.begin_record(ssid, place, "ssid")) {
        return;
    }
    XmlElement node;
    for (const std::string_view kind : {"individual", "entity", "object"}) {
        node = node ? node : target.child(kind);
    }
    Party party("ch-seco-" + ssid, node ? schema_of(run, node, ssid) : "LegalEntity",
                run.list.version.list, run.list.remarks);
    const std::string sex = clean_text(node.attribute("sex"));
    if (!sex.empty()) {
        party.add_gender(sex);
    }
    for (const XmlElement child : node.children()) {
        if (child.name() == "identity") {
            add_identity(run, party, child);
        } else if (child.name() == "relation") {
            add_relation(run, party, child);
        } else if (child.name() == "other-information") {
            add_other_information(party, child.text());
        } else if (child.name() != "justification") {
            run.list.keep_unknown(party, child);
        }
    }
    for (const XmlElement child : target.children()) {
        constexpr std::array known{"sanctions-set-id"sv, "foreign-identifier"sv,
                                   "individual"sv,       "entity"sv,
                                   "object"sv,           "modification"sv};
        if (std::ranges::find(known, child.name()) == known.end()) {
            run.list.keep_unknown(party, child);
        }
    }
    party.add_listing(listing_of(run, party, target, node, ssid));
    if (party.has_name()) {
        run.list.links.add_key(ssid, party.id());
    }
    run.list.yield(party, place, "name");
}

ListVersion read(const ListFiles& files, const ReadOptions& options, EntitySink& sink,
                 base::RejectSink& rejects) {
    XmlList list(files, options, sink, rejects);
    References references;
    references.load(files.front(), options.limits);
    list.version.list = options.list.empty() ? std::string(dataset) : options.list;
    list.version.title = "Swiss sanctions list";
    list.version.publisher = "State Secretariat for Economic Affairs";
    list.version.jurisdiction = "ch";
    Run run{.list = list, .references = references, .date = {}};
    constexpr std::array records{"target"sv};
    list.read(
        XmlShape{.root = root_name, .describes = describes, .records = records},
        [&](const XmlElement& root) {
            run.date = clean_text(root.attribute("date"));
            list.version.version = run.date;
            list.version.date = run.date.substr(0, 10);
            if (root.attribute("list-type") == "amendment") {
                list.version.remarks.emplace_back("the file is an amendment of the list, not the "
                                                  "whole of it: only what changed is in it");
            }
        },
        [&](const XmlElement& record, const XmlPlace& place) { read_target(run, record, place); });
    return list.finish();
}

constexpr std::array marks{"sanctions-program"sv, "sanctions-set"sv, "target"sv, "place"sv};

} // namespace

const ListFormat ch_seco_xml{
    .name = "ch-seco-xml",
    .version = "ch-seco-xml-1",
    .describes =
        "Swiss sanctions list (SECO), XML; by documentation only but for the publisher's example",
    .recognise =
        [](std::string_view head) { return look_at_xml_head(head).root == root_name ? 97 : 0; },
    .read = read,
    .marks = {ListMarks::Kind::xml, "swiss-sanctions-list", marks}};

} // namespace tidewaiter::lists
