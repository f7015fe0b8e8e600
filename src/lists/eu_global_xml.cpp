// The EU's financial sanctions list as it was published before 2018 (global.xml): elements in capitals, each with its own
// legal basis. Its entries become the elements of XML 1.1 and go the same way. By documentation only: the layout is that
// of excerpts of 2009 in other programs, no file is at hand.
#include "base/utf8.hpp"
#include "entity/country.hpp"
#include "entity/date.hpp"
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

constexpr std::array entry_elements{"NAME"sv, "ADDRESS"sv, "BIRTH"sv, "PASSPORT"sv, "CITIZEN"sv};

std::string text_of(const XmlElement& element, std::string_view child) { return clean_text(element.child_text(child)); }

void add_remark(XmlRecord& record, std::string_view text) {
    if (!text.empty()) {
        record.open("remark");
        record.close(text);
    }
}

/// Texts of an element that none of its known children holds.
std::string rest_of(const XmlElement& element, std::span<const std::string_view> known) {
    std::string rest = clean_text(element.text());
    for (const XmlElement child : element.children()) {
        if (std::ranges::find(known, child.name()) == known.end()) {
            rest = join_place({rest, text_of_all(child)});
        }
    }
    return rest;
}

void add_name(XmlRecord& record, const XmlElement& name) {
    constexpr std::array known{"LASTNAME"sv, "FIRSTNAME"sv, "MIDDLENAME"sv, "WHOLENAME"sv, "GENDER"sv, "TITLE"sv, "FUNCTION"sv, "LANGUAGE"sv};
    constexpr std::array attributes{"lastName"sv, "firstName"sv, "middleName"sv, "wholeName"sv, "gender"sv, "title"sv, "function"sv, "nameLanguage"sv};
    record.open("nameAlias");
    record.add_attribute("strong", "true"); // the form does not grade names
    for (std::size_t i = 0; i < known.size(); ++i) {
        record.add_attribute(attributes[i], text_of(name, known[i]));
    }
    add_remark(record, rest_of(name, known));
    record.close({});
}

void add_address(XmlRecord& record, const XmlElement& address) {
    constexpr std::array known{"NUMBER"sv, "STREET"sv, "ZIPCODE"sv, "CITY"sv, "COUNTRY"sv, "OTHER"sv};
    record.open("address");
    record.add_attribute("street", join_name({text_of(address, "STREET"), text_of(address, "NUMBER")}));
    record.add_attribute("zipCode", text_of(address, "ZIPCODE"));
    record.add_attribute("city", text_of(address, "CITY"));
    record.add_attribute("countryDescription", text_of(address, "COUNTRY"));
    add_remark(record, join_place({text_of(address, "OTHER"), rest_of(address, known)}));
    record.close({});
}

void add_birth(XmlRecord& record, const XmlElement& birth) {
    constexpr std::array known{"DATE"sv, "PLACE"sv, "COUNTRY"sv};
    record.open("birthdate");
    record.add_attribute("birthdate", text_of(birth, "DATE"));
    record.add_attribute("place", text_of(birth, "PLACE"));
    record.add_attribute("countryDescription", text_of(birth, "COUNTRY"));
    add_remark(record, rest_of(birth, known));
    record.close({});
}

/// "131134049 (issued in ...)": what stands in brackets is about the number. Prose without a number stays a remark.
void add_passport(XmlRecord& record, const XmlElement& passport) {
    constexpr std::array known{"NUMBER"sv, "COUNTRY"sv};
    const std::string text = text_of(passport, "NUMBER");
    const std::size_t open = text.find(" (");
    std::string number(base::trim(std::string_view(text).substr(0, open)));
    std::string remark = open == std::string::npos ? std::string() : text.substr(open + 1);
    constexpr std::size_t most_words = 3; // "A 12 345678"
    if (!has_digit(number) || std::ranges::count(number, ' ') >= static_cast<std::ptrdiff_t>(most_words)) {
        remark = text;
        number.clear();
    }
    record.open("identification");
    record.add_attribute("number", number);
    record.add_attribute("countryDescription", text_of(passport, "COUNTRY"));
    record.add_attribute("identificationTypeDescription", "Passport");
    add_remark(record, join_place({remark, rest_of(passport, known)}));
    record.close({});
}

void read_entity(XmlList& list, XmlRecord& record, const XmlElement& entity, const XmlPlace& place) {
    record.clear();
    record.open("sanctionEntity");
    // Saddam Hussein is 13 here and has the logical id 13 in the later forms.
    record.add_attribute("logicalId", clean_text(entity.attribute("Id")));
    record.open("subjectType");
    record.add_attribute("classificationCode", clean_text(entity.attribute("Type")));
    record.close({});
    record.open("regulation");
    record.add_attribute("numberTitle", clean_text(entity.attribute("legal_basis")));
    record.add_attribute("publicationDate", clean_text(entity.attribute("reg_date")));
    record.add_attribute("programme", clean_text(entity.attribute("programme")));
    record.open("publicationUrl");
    record.close(clean_text(entity.attribute("pdf_link")));
    record.close({});
    add_remark(record, clean_text(entity.attribute("remark")));
    for (const XmlElement child : entity.children()) {
        const std::string_view name = child.name();
        if (name == "NAME") {
            add_name(record, child);
        } else if (name == "ADDRESS") {
            add_address(record, child);
        } else if (name == "BIRTH") {
            add_birth(record, child);
        } else if (name == "PASSPORT") {
            add_passport(record, child);
        } else if (name == "CITIZEN") {
            constexpr std::array known{"COUNTRY"sv};
            record.open("citizenship");
            record.add_attribute("countryDescription", text_of(child, "COUNTRY"));
            add_remark(record, rest_of(child, known));
            record.close({});
        } else if (const std::string text = text_of_all(child); !text.empty()) {
            add_remark(record, text);
            list.remarks.add("elements that this reader does not know, kept in notes", name);
        }
    }
    record.close({});
    read_eu_entity(list, record.root(), place);
}

ListVersion read(const ListFiles& files, const ReadOptions& options, EntitySink& sink, base::RejectSink& rejects) {
    XmlList list(files, options, sink, rejects);
    list.version.list = options.list.empty() ? "eu_fsf" : options.list;
    list.version.title = "EU Consolidated Financial Sanctions List";
    list.version.publisher = "European Commission";
    list.version.jurisdiction = "eu";
    constexpr std::array records{"ENTITY"sv};
    const XmlShape shape{.root = "WHOLE", .describes = "the EU's financial sanctions list of before 2018", .records = records};
    XmlRecord record;
    list.read(
        shape,
        [&](const XmlElement& root) {
            list.version.version = clean_text(root.attribute("Date"));
            if (const auto date = entity::parse_date(list.version.version, entity::DayOrder::day_first)) {
                list.version.date = date->to_text();
                list.version.version = list.version.date;
            }
        },
        [&](const XmlElement& entity, const XmlPlace& place) { read_entity(list, record, entity, place); });
    return list.finish();
}

/// Latvia's own list has the same elements; the EU's entries name their legal basis.
int recognise(std::string_view head) {
    return look_at_xml_head(head).root == "WHOLE" && contains(head, "<ENTITY ") && contains(head, " legal_basis=") ? 95 : 0;
}

} // namespace

const ListFormat eu_global_xml{.name = "eu-global-xml",
                               .version = "eu-global-xml-1",
                               .describes = "EU consolidated list of financial sanctions of before 2018 (global.xml); by documentation only",
                               .recognise = recognise,
                               .read = read,
                               .marks = {ListMarks::Kind::xml, "WHOLE", entry_elements}};

} // namespace tidewaiter::lists
