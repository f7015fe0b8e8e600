// The UK Sanctions List of the Foreign, Commonwealth and Development Office in XML; since 28 January 2026 the only list
// of the UK.
#include "lists/ascii.hpp"
#include "lists/clean_text.hpp"
#include "lists/formats.hpp"
#include "lists/uk_designation.hpp"
#include "lists/xml_head.hpp"
#include "lists/xml_list.hpp"

#include <array>

namespace tidewaiter::lists {

namespace {

using namespace std::string_view_literals;

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

constexpr std::array marks{"Designation"sv, "UniqueID"sv, "RegimeName"sv, "IndividualEntityShip"sv};

} // namespace

const ListFormat uk_sanctions_list_xml{.name = "uk-sanctions-list-xml",
                                       .version = "uk-sanctions-list-xml-1",
                                       .describes = "UK Sanctions List (FCDO), XML; details of persons, companies and ships by documentation only",
                                       .recognise = recognise,
                                       .read = read,
                                       .marks = {ListMarks::Kind::xml, "Designations", marks}};

} // namespace tidewaiter::lists
