// The EU's financial sanctions list as CSV, 1.1 (118 columns) and 1.0 (60): one line for each name, address, birth, paper or
// citizenship of an entry. The lines of an entry become the element that the XML has for it, so that both mean the same.
// Neither form says which aliases are weak; a remark may.
#include "lists/ascii.hpp"
#include "lists/clean_text.hpp"
#include "lists/eu_fsf_entity.hpp"
#include "lists/file_date.hpp"
#include "lists/formats.hpp"
#include "lists/named_rows.hpp"

#include "base/utf8.hpp"

#include <array>
#include <set>

namespace tidewaiter::lists {

namespace {

using namespace std::string_view_literals;

/// Where a column goes: an attribute of an element of the XML form. "remark" and "publicationUrl" are elements of their own.
struct Place {
    std::string_view column; ///< in small letters
    std::string_view element;
    std::string_view attribute;
};

constexpr std::array places_1_1{
    Place{"entity_regulation_type", "regulation", "regulationType"},
    Place{"entity_regulation_organisationtype", "regulation", "organisationType"},
    Place{"entity_regulation_publicationdate", "regulation", "publicationDate"},
    Place{"entity_regulation_entryintoforcedate", "regulation", "entryIntoForceDate"},
    Place{"entity_regulation_numbertitle", "regulation", "numberTitle"},
    Place{"entity_regulation_programme", "regulation", "programme"},
    Place{"entity_regulation_publicationurl", "regulation", "publicationUrl"},
    Place{"namealias_lastname", "nameAlias", "lastName"},
    Place{"namealias_firstname", "nameAlias", "firstName"},
    Place{"namealias_middlename", "nameAlias", "middleName"},
    Place{"namealias_wholename", "nameAlias", "wholeName"},
    Place{"namealias_namelanguage", "nameAlias", "nameLanguage"},
    Place{"namealias_gender", "nameAlias", "gender"},
    Place{"namealias_title", "nameAlias", "title"},
    Place{"namealias_function", "nameAlias", "function"},
    Place{"namealias_remark", "nameAlias", "remark"},
    Place{"address_city", "address", "city"},
    Place{"address_street", "address", "street"},
    Place{"address_pobox", "address", "poBox"},
    Place{"address_zipcode", "address", "zipCode"},
    Place{"address_region", "address", "region"},
    Place{"address_place", "address", "place"},
    Place{"address_asatlistingtime", "address", "asAtListingTime"},
    Place{"address_contactinfo", "address", "contactInfo"},
    Place{"address_countryiso2code", "address", "countryIso2Code"},
    Place{"address_countrydescription", "address", "countryDescription"},
    Place{"address_remark", "address", "remark"},
    Place{"birthdate_birthdate", "birthdate", "birthdate"},
    Place{"birthdate_day", "birthdate", "dayOfMonth"},
    Place{"birthdate_month", "birthdate", "monthOfYear"},
    Place{"birthdate_year", "birthdate", "year"},
    Place{"birthdate_yearrangefrom", "birthdate", "yearRangeFrom"},
    Place{"birthdate_yearrangeto", "birthdate", "yearRangeTo"},
    Place{"birthdate_circa", "birthdate", "circa"},
    Place{"birthdate_calendartype", "birthdate", "calendarType"},
    Place{"birthdate_zipcode", "birthdate", "zipCode"},
    Place{"birthdate_region", "birthdate", "region"},
    Place{"birthdate_place", "birthdate", "place"},
    Place{"birthdate_city", "birthdate", "city"},
    Place{"birthdate_countryiso2code", "birthdate", "countryIso2Code"},
    Place{"birthdate_countrydescription", "birthdate", "countryDescription"},
    Place{"birthdate_remark", "birthdate", "remark"},
    Place{"identification_number", "identification", "number"},
    Place{"identification_diplomatic", "identification", "diplomatic"},
    Place{"identification_knownexpired", "identification", "knownExpired"},
    Place{"identification_knownfalse", "identification", "knownFalse"},
    Place{"identification_reportedlost", "identification", "reportedLost"},
    Place{"identification_revokedbyissuer", "identification", "revokedByIssuer"},
    Place{"identification_issuedby", "identification", "issuedBy"},
    Place{"identification_issueddate", "identification", "issueDate"},
    Place{"identification_validfrom", "identification", "validFrom"},
    Place{"identification_validto", "identification", "validTo"},
    Place{"identification_latinnumber", "identification", "latinNumber"},
    Place{"identification_nameondocument", "identification", "nameOnDocument"},
    Place{"identification_typecode", "identification", "identificationTypeCode"},
    Place{"identification_typedescription", "identification", "identificationTypeDescription"},
    Place{"identification_region", "identification", "region"},
    Place{"identification_countryiso2code", "identification", "countryIso2Code"},
    Place{"identification_countrydescription", "identification", "countryDescription"},
    Place{"identification_remark", "identification", "remark"},
    Place{"citizenship_region", "citizenship", "region"},
    Place{"citizenship_countryiso2code", "citizenship", "countryIso2Code"},
    Place{"citizenship_countrydescription", "citizenship", "countryDescription"},
    Place{"citizenship_remark", "citizenship", "remark"},
};

constexpr std::array places_1_0{
    Place{"leba_numtitle", "regulation", "numberTitle"},
    Place{"leba_publication_date", "regulation", "publicationDate"},
    Place{"programme", "regulation", "programme"},
    Place{"leba_url", "regulation", "publicationUrl"},
    Place{"naal_lastname", "nameAlias", "lastName"},
    Place{"naal_firstname", "nameAlias", "firstName"},
    Place{"naal_middlename", "nameAlias", "middleName"},
    Place{"naal_wholename", "nameAlias", "wholeName"},
    Place{"naal_gender", "nameAlias", "gender"},
    Place{"naal_title", "nameAlias", "title"},
    Place{"naal_function", "nameAlias", "function"},
    Place{"naal_language", "nameAlias", "nameLanguage"},
    Place{"addr_street", "address", "street"},
    Place{"addr_number", "address", "street"},
    Place{"addr_zipcode", "address", "zipCode"},
    Place{"addr_city", "address", "city"},
    Place{"addr_country", "address", "countryDescription"},
    Place{"addr_other", "address", "contactInfo"},
    Place{"birt_date", "birthdate", "birthdate"},
    Place{"birt_place", "birthdate", "place"},
    Place{"birt_country", "birthdate", "countryDescription"},
    Place{"iden_number", "identification", "number"},
    Place{"iden_country", "identification", "countryDescription"},
    Place{"citi_country", "citizenship", "countryDescription"},
};

constexpr std::array keys_1_1{"filegenerationdate"sv, "entity_logicalid"sv, "namealias_wholename"sv, "entity_regulation_programme"sv};
constexpr std::array keys_1_0{"entity_logical_id"sv, "naal_wholename"sv, "birt_date"sv, "iden_number"sv, "eu_ref_num"sv};

/// One of the two forms.
struct Form {
    TableForm table;
    std::span<const Place> places;
    std::string_view date;
    std::string_view logical_id;
    std::string_view reference;
    std::string_view un_id;
    std::string_view designated;
    std::string_view details;
    std::string_view remark;
    std::string_view kind;
};

const Form form_1_1{{';', keys_1_1},          places_1_1,
                    "filegenerationdate",     "entity_logicalid",
                    "entity_eu_referencenumber", "entity_unitednationid",
                    "entity_designationdate", "entity_designationdetails",
                    "entity_remark",          "entity_subjecttype"};
const Form form_1_0{{';', keys_1_0}, places_1_0, {}, "entity_logical_id", "eu_ref_num", {}, {}, {}, "entity_remark",
                    "subject_type"};

/// Line ends inside a field are written as a backslash and an n; "N/A" is nothing.
std::string to_value(std::string_view field) {
    std::string text(field);
    for (std::size_t at = text.find("\\n"); at != std::string::npos; at = text.find("\\n", at)) {
        text.replace(at, 2, " ");
    }
    text = clean_text(text);
    return text == "N/A" ? std::string() : text;
}

/// YES and NO as the XML has them; NO in other columns is Norway.
std::string to_flag(std::string_view attribute, const std::string& value) {
    constexpr std::array flags{"circa"sv, "diplomatic"sv, "knownExpired"sv, "knownFalse"sv, "reportedLost"sv, "revokedByIssuer"sv, "asAtListingTime"sv};
    if (std::ranges::find(flags, attribute) == flags.end()) {
        return value;
    }
    const std::string lower = to_lower(value);
    return lower == "yes" || lower == "true" ? "true" : "";
}

/// "AD001095 (passport-National passport) (issued ...)": 1.0 writes the type of a paper behind its number.
struct Paper {
    std::string number;
    std::string type;
    std::string remark;
};

Paper to_paper(std::string_view text) {
    const std::size_t open = text.find(" (");
    const std::size_t close = open == std::string_view::npos ? open : text.find(')', open);
    if (close == std::string_view::npos) {
        return {std::string(text), {}, {}};
    }
    std::string_view type = text.substr(open + 2, close - open - 2);
    const std::size_t dash = type.find('-');
    type = dash == std::string_view::npos ? type : type.substr(dash + 1);
    return {std::string(base::trim(text.substr(0, open))), std::string(type), std::string(base::trim(text.substr(close + 1)))};
}

/// "PHONE[042-681 20 81]\nFAX[662 38 14]" as the XML's <contactInfo key="PHONE" value="..."/>.
void add_contacts(XmlRecord& record, std::string_view text) {
    const auto add = [&](std::string_view key, std::string_view value) {
        record.open("contactInfo");
        record.add_attribute("key", key);
        record.add_attribute("value", value);
        record.close({});
    };
    while (!text.empty()) {
        const std::size_t open = text.find('[');
        const std::size_t close = open == std::string_view::npos ? open : text.find(']', open);
        if (close == std::string_view::npos) {
            add("contact", text);
            return;
        }
        add(base::trim(text.substr(0, open)), text.substr(open + 1, close - open - 1));
        text = base::trim(text.substr(close + 1));
    }
}

/// An element with its values; attributes come before the elements in it.
void add_element(XmlRecord& record, std::string_view name, std::map<std::string_view, std::string>& values) {
    if (name == "identification" && !values["number"].empty() && values["identificationTypeDescription"].empty() &&
        values["identificationTypeCode"].empty()) {
        const Paper paper = to_paper(values["number"]);
        values["number"] = paper.number;
        values["identificationTypeDescription"] = paper.type;
        values["remark"] += paper.remark;
    }
    record.open(name);
    if (name == "nameAlias") {
        record.add_attribute("strong", "true");
    }
    for (const auto& [attribute, value] : values) {
        if (attribute != "remark" && attribute != "publicationUrl" && attribute != "contactInfo") {
            record.add_attribute(attribute, value);
        }
    }
    for (const auto& [attribute, value] : values) {
        if (value.empty()) {
            continue;
        }
        if (attribute == "remark" || attribute == "publicationUrl") {
            record.open(attribute);
            record.close(value);
        } else if (attribute == "contactInfo") {
            add_contacts(record, value);
        }
    }
    record.close({});
}

/// The elements of one row, each once in an entry: every row repeats what holds for the whole entry.
/// In: numbers of the columns of the places
void add_row(XmlRecord& record, const std::vector<std::string>& row, std::span<const Place> places,
             std::span<const std::size_t> numbers, std::set<std::string>& seen) {
    for (std::size_t i = 0; i < places.size();) {
        const std::string_view element = places[i].element;
        std::size_t end = i;
        bool any = false; // most rows fill one element of six
        for (; end < places.size() && places[end].element == element; ++end) {
            any = any || !EntryRows::at(row, numbers[end]).empty();
        }
        if (!any) {
            i = end;
            continue;
        }
        std::map<std::string_view, std::string> values;
        std::string content(element);
        bool filled = false;
        for (; i < places.size() && places[i].element == element; ++i) {
            const std::string value = to_flag(places[i].attribute, to_value(EntryRows::at(row, numbers[i])));
            std::string& into = values[places[i].attribute];
            into += (into.empty() || value.empty() ? "" : " ") + value;
            content += '\n' + value;
            filled = filled || !(value.empty() || value == "GREGORIAN" || value == "00" || value == "UNKNOWN");
        }
        if (filled && seen.insert(std::move(content)).second) {
            add_element(record, element, values);
        }
    }
}

void read_entry(XmlList& list, const EntryRows& entry, const Form& form, std::vector<std::size_t>& numbers) {
    if (numbers.empty()) { // the columns are those of the table, for every entry
        for (const Place& place : form.places) {
            numbers.push_back(entry.number_of(place.column));
        }
    }
    XmlRecord record;
    record.open("sanctionEntity");
    for (const auto& [attribute, column] :
         {std::pair{"euReferenceNumber"sv, form.reference}, std::pair{"logicalId"sv, form.logical_id},
          std::pair{"unitedNationId"sv, form.un_id}, std::pair{"designationDate"sv, form.designated},
          std::pair{"designationDetails"sv, form.details}}) {
        record.add_attribute(attribute, to_value(entry.first(column)));
    }
    record.open("subjectType");
    record.add_attribute("classificationCode", to_value(entry.first(form.kind)));
    record.close({});
    std::set<std::string> seen;
    for (const auto& row : entry.rows) {
        const std::string remark = to_value(entry.of(row, form.remark));
        if (!remark.empty() && seen.insert("remark\n" + remark).second) {
            record.open("remark");
            record.close(remark);
        }
        add_row(record, row, form.places, numbers, seen);
    }
    record.close({});
    read_eu_entity(list, record.root(), XmlPlace{.number = list.version.records, .line = entry.line});
}

ListVersion read(const ListFiles& files, const ReadOptions& options, EntitySink& sink, base::RejectSink& rejects,
                 const Form& form) {
    XmlList list(files, options, sink, rejects);
    list.version.list = options.list.empty() ? "eu_fsf" : options.list;
    list.version.title = "EU Consolidated Financial Sanctions List";
    std::vector<std::size_t> numbers;
    list.version.publisher = "European Commission";
    list.version.jurisdiction = "eu";
    std::string made_on;
    for_each_entry(
        TableReading{files.front(), form.table, options.limits, rejects, list.version, list.remarks},
        [&](const NamedRows& rows) { return std::string(rows.of(form.logical_id)); },
        [&](const std::string&, const EntryRows& entry) {
            if (made_on.empty()) {
                // 1.0's column is Date_file, or what a spreadsheet made of it; it is the first.
                made_on = clean_text(form.date.empty() ? std::string_view(entry.rows.front().front()) : entry.first(form.date));
            }
            read_entry(list, entry, form, numbers);
        });
    if (const auto date = entity::parse_date(made_on, entity::DayOrder::day_first)) {
        list.version.date = date->to_text();
        list.version.version = list.version.date;
    }
    return list.finish();
}

} // namespace

const ListFormat eu_fsf_csv_1_1{
    .name = "eu-fsf-csv-1.1",
    .version = "eu-fsf-csv-1",
    .describes = "EU consolidated list of financial sanctions, CSV 1.1 (118 columns); addresses and papers by documentation only",
    .recognise = [](std::string_view head) { return has_columns(head, form_1_1.table) ? 97 : 0; },
    .read = [](const ListFiles& files, const ReadOptions& options, EntitySink& sink,
               base::RejectSink& rejects) { return read(files, options, sink, rejects, form_1_1); },
    .marks = {ListMarks::Kind::table, {}, keys_1_1}};

const ListFormat eu_fsf_csv_1_0{
    .name = "eu-fsf-csv-1.0",
    .version = "eu-fsf-csv-1",
    .describes = "EU consolidated list of financial sanctions, CSV 1.0 (60 columns), also as a spreadsheet leaves it",
    .recognise = [](std::string_view head) { return has_columns(head, form_1_0.table) ? 97 : 0; },
    .read = [](const ListFiles& files, const ReadOptions& options, EntitySink& sink,
               base::RejectSink& rejects) { return read(files, options, sink, rejects, form_1_0); },
    .marks = {ListMarks::Kind::table, {}, keys_1_0}};

} // namespace tidewaiter::lists
