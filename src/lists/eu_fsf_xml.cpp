// The EU's consolidated list of persons, groups and entities subject to financial sanctions, XML 1.1 (FSF).
#include "lists/ascii.hpp"
#include "lists/clean_text.hpp"
#include "lists/eu_fsf_entity.hpp"
#include "lists/formats.hpp"
#include "lists/xml_head.hpp"
#include "lists/xml_list.hpp"

#include <array>

namespace tidewaiter::lists {

namespace {

using namespace std::string_view_literals;

ListVersion read(const ListFiles& files, const ReadOptions& options, EntitySink& sink, base::RejectSink& rejects) {
    XmlList list(files, options, sink, rejects);
    list.version.list = options.list.empty() ? "eu_fsf" : options.list;
    list.version.title = "EU Consolidated Financial Sanctions List";
    list.version.publisher = "European Commission";
    list.version.jurisdiction = "eu";
    constexpr std::array records{"sanctionEntity"sv};
    const XmlShape shape{.root = "export", .describes = "the EU's financial sanctions list in XML 1.1", .records = records};
    list.read(
        shape,
        [&](const XmlElement& root) {
            list.version.version = clean_text(root.attribute("generationDate"));
            list.version.date = list.version.version.substr(0, 10);
        },
        [&](const XmlElement& record, const XmlPlace& place) { read_eu_entity(list, record, place); });
    return list.finish();
}

/// "export" is a root element that other programs use too: the namespace or an entry must be in sight.
int recognise(std::string_view head) {
    if (look_at_xml_head(head).root != "export") {
        return 0;
    }
    return contains(head, "eu.europa.ec/fpi/fsd/export") || contains(head, "<sanctionEntity") ? 95 : 0;
}

constexpr std::array marks{"sanctionEntity"sv, "nameAlias"sv, "subjectType"sv, "regulation"sv};

} // namespace

const ListFormat eu_fsf_xml{.name = "eu-fsf-xml-1.1",
                            .version = "eu-fsf-xml-1",
                            .describes = "EU consolidated list of financial sanctions, XML 1.1",
                            .recognise = recognise,
                            .read = read,
                            .marks = {ListMarks::Kind::xml, "export", marks}};

} // namespace tidewaiter::lists
