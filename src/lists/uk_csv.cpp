// The UK's lists as CSV: the UK Sanctions List (58 columns; read by its description, no real file was at hand) and the Treasury's
// consolidated list of financial sanctions targets, which was frozen in January 2026 (29 columns, 36 since 2022). Both have a line
// for each combination of name, address, date and paper; the lines of an entry become the element that the XML has for it.
#include "lists/ascii.hpp"
#include "lists/clean_text.hpp"
#include "lists/formats.hpp"
#include "lists/free_text.hpp"
#include "lists/named_rows.hpp"
#include "lists/uk_designation.hpp"

#include "base/utf8.hpp"

#include <array>
#include <set>

namespace tidewaiter::lists {

namespace {

using namespace std::string_view_literals;

constexpr auto day_first = entity::DayOrder::day_first;

/// A column and the element it fills; the columns of a group stand in one element of that name.
struct Place {
    std::string_view column; ///< in small letters
    std::string_view group;  ///< empty for an element of its own
    std::string_view element;
};

constexpr std::array sanctions_list_places{
    Place{"name 6", "Name", "Name6"},
    Place{"name 1", "Name", "Name1"},
    Place{"name 2", "Name", "Name2"},
    Place{"name 3", "Name", "Name3"},
    Place{"name 4", "Name", "Name4"},
    Place{"name 5", "Name", "Name5"},
    Place{"name type", "Name", "NameType"},
    Place{"alias strength", "Name", "AliasStrength"},
    Place{"title", "Name", "Title"},
    Place{"name non-latin script", "NonLatinName", "NameNonLatinScript"},
    Place{"non-latin script type", "NonLatinName", "NonLatinScriptType"},
    Place{"non-latin script language", "NonLatinName", "NonLatinScriptLanguage"},
    Place{"address line 1", "Address", "AddressLine1"},
    Place{"address line 2", "Address", "AddressLine2"},
    Place{"address line 3", "Address", "AddressLine3"},
    Place{"address line 4", "Address", "AddressLine4"},
    Place{"address line 5", "Address", "AddressLine5"},
    Place{"address line 6", "Address", "AddressLine6"},
    Place{"address postal code", "Address", "AddressPostalCode"},
    Place{"address country", "Address", "AddressCountry"},
    Place{"passport number", "Passport", "PassportNumber"},
    Place{"passport additional information", "Passport", "PassportAdditionalInformation"},
    Place{"national identifier number", "NationalIdentifier", "NationalIdentifierNumber"},
    Place{"national identifier additional information", "NationalIdentifier", "NationalIdentifierAdditionalInformation"},
    Place{"town of birth", "Location", "TownOfBirth"},
    Place{"country of birth", "Location", "CountryOfBirth"},
    Place{"last updated", {}, "LastUpdated"},
    Place{"ofsi group id", {}, "OFSIGroupID"},
    Place{"un reference number", {}, "UNReferenceNumber"},
    Place{"regime name", {}, "RegimeName"},
    Place{"designation type", {}, "IndividualEntityShip"},
    Place{"designation source", {}, "DesignationSource"},
    Place{"sanctions imposed", {}, "SanctionsImposed"},
    Place{"other information", {}, "OtherInformation"},
    Place{"uk statement of reasons", {}, "UKStatementofReasons"},
    Place{"phone number", {}, "PhoneNumber"},
    Place{"website", {}, "Website"},
    Place{"email address", {}, "EmailAddress"},
    Place{"date designated", {}, "DateDesignated"},
    Place{"d.o.b", {}, "DOB"},
    Place{"nationality(/ies)", {}, "Nationality"},
    Place{"position", {}, "Position"},
    Place{"gender", {}, "Gender"},
    Place{"type of entity", {}, "TypeOfEntity"},
    Place{"subsidiaries", {}, "Subsidiary"},
    Place{"parent company", {}, "ParentCompany"},
    Place{"business registration number (s)", {}, "BusinessRegistrationNumber"},
    Place{"imo number", {}, "IMONumber"},
    Place{"current owner/operator (s)", {}, "CurrentOwnerOperator"},
    Place{"previous owner/operator (s)", {}, "PreviousOwnerOperator"},
    Place{"current believed flag of ship", {}, "CurrentBelievedFlagOfShip"},
    Place{"previous flags", {}, "PreviousFlag"},
    Place{"type of ship", {}, "TypeOfShip"},
    Place{"tonnage of ship", {}, "TonnageOfShip"},
    Place{"length of ship", {}, "LengthOfShip"},
    Place{"year built", {}, "YearBuilt"},
    Place{"hull identification number (hin)", {}, "HullIdentificationNumber"},
};

constexpr std::array treasury_places{
    Place{"name 6", "Name", "Name6"},
    Place{"name 1", "Name", "Name1"},
    Place{"name 2", "Name", "Name2"},
    Place{"name 3", "Name", "Name3"},
    Place{"name 4", "Name", "Name4"},
    Place{"name 5", "Name", "Name5"},
    Place{"title", "Name", "Title"},
    Place{"alias type", "Name", "NameType"},
    Place{"alias quality", "Name", "AliasStrength"},
    Place{"name non-latin script", "NonLatinName", "NameNonLatinScript"},
    Place{"non-latin script type", "NonLatinName", "NonLatinScriptType"},
    Place{"non-latin script language", "NonLatinName", "NonLatinScriptLanguage"},
    Place{"address 1", "Address", "AddressLine1"},
    Place{"address 2", "Address", "AddressLine2"},
    Place{"address 3", "Address", "AddressLine3"},
    Place{"address 4", "Address", "AddressLine4"},
    Place{"address 5", "Address", "AddressLine5"},
    Place{"address 6", "Address", "AddressLine6"},
    Place{"post/zip code", "Address", "AddressPostalCode"},
    Place{"country", "Address", "AddressCountry"},
    Place{"passport number", "Passport", "PassportNumber"},
    Place{"passport details", "Passport", "PassportAdditionalInformation"},
    Place{"national identification number", "NationalIdentifier", "NationalIdentifierNumber"},
    Place{"national identification details", "NationalIdentifier", "NationalIdentifierAdditionalInformation"},
    Place{"ni number", "NationalIdentifier", "NationalIdentifierAdditionalInformation"},
    Place{"town of birth", "Location", "TownOfBirth"},
    Place{"country of birth", "Location", "CountryOfBirth"},
    Place{"dob", {}, "DOB"},
    Place{"nationality", {}, "Nationality"},
    Place{"position", {}, "Position"},
    Place{"other information", {}, "OtherInformation"},
    Place{"group type", {}, "IndividualEntityShip"},
    Place{"regime", {}, "RegimeName"},
    Place{"listed on", {}, "DateDesignated"},
    Place{"uk sanctions list date designated", {}, "FirstDesignated"},
    Place{"last updated", {}, "LastUpdated"},
};

constexpr std::array sanctions_list_keys{"unique id"sv, "name 6"sv, "regime name"sv, "designation type"sv, "sanctions imposed"sv};
constexpr std::array treasury_keys{"name 6"sv, "group type"sv, "alias type"sv, "regime"sv, "group id"sv};

struct Form {
    TableForm table;
    std::span<const Place> places;
    std::string_view id;
    std::string_view list;
    std::string_view title;
    UkPublisher publisher;
};

const Form sanctions_list{{',', sanctions_list_keys}, sanctions_list_places, "unique id", "gb_fcdo_sanctions", "UK Sanctions List", fcdo};
const Form treasury_list{{',', treasury_keys},
                         treasury_places,
                         "group id",
                         "gb_hmt_sanctions",
                         "UK consolidated list of financial sanctions targets",
                         {"Office of Financial Sanctions Implementation", "gb-hmt-",
                          "https://www.gov.uk/government/publications/financial-sanctions-consolidated-list-of-targets"}};

/// The Treasury's words for what the UK Sanctions List calls otherwise.
std::string_view to_name_type(std::string_view type) {
    const std::string lower = to_lower(clean_text(type));
    return lower == "prime alias" ? "Primary Name" : lower == "fka" ? "f.k.a" : lower == "aka" ? "Alias" : type;
}

/// "UN Ref QDe.004.", "UN REF:QE.A.146.14", "(UN Ref):QDe.004": the text behind the word.
std::string find_own_un_reference(std::string_view text) {
    const std::string lower = to_lower(text);
    constexpr std::string_view word = "un ref";
    const std::size_t at = lower.find(word);
    if (at == std::string::npos) {
        return {};
    }
    const std::size_t start = text.find_first_not_of(" ).:", at + word.size());
    if (start == std::string_view::npos) {
        return {};
    }
    std::string reference(text.substr(start, text.find_first_of(" ,;)", start) - start));
    while (reference.ends_with('.')) {
        reference.pop_back();
    }
    return has_digit(reference) && reference.size() >= 5 ? reference : std::string();
}

void add_text(XmlRecord& record, std::string_view element, std::string_view text) {
    record.open(element);
    record.close(text);
}

/// What the row adds to the entry: every row repeats what holds for the whole of it.
void add_row(XmlRecord& record, const EntryRows& entry, const std::vector<std::string>& row, std::span<const Place> places,
             std::set<std::string>& seen) {
    for (std::size_t i = 0; i < places.size();) {
        const std::string_view group = places[i].group;
        if (group.empty()) {
            const std::string text = clean_text(entry.of(row, places[i].column));
            if (!text.empty() && seen.insert(std::string(places[i].element) + '\n' + text).second) {
                add_text(record, places[i].element, text);
            }
            ++i;
            continue;
        }
        std::vector<std::pair<std::string_view, std::string>> texts;
        std::string content(group);
        bool filled = false;
        for (; i < places.size() && places[i].group == group; ++i) {
            const std::string_view text = entry.of(row, places[i].column);
            const bool about = places[i].element == "NameType" || places[i].element == "AliasStrength";
            texts.emplace_back(places[i].element, places[i].element == "NameType" ? to_name_type(text) : text);
            content += '\n' + texts.back().second;
            filled = filled || (!about && !text.empty());
        }
        if (!filled || !seen.insert(std::move(content)).second) {
            continue;
        }
        const bool listed = group == "Name" || group == "NonLatinName" || group == "Address";
        if (listed) {
            record.open(group == "Address" ? "Addresses" : group == "Name" ? "Names" : "NonLatinNames");
        }
        record.open(group);
        for (const auto& [element, text] : texts) {
            if (!text.empty()) {
                add_text(record, element, text);
            }
        }
        record.close({});
        if (listed) {
            record.close({});
        }
    }
}

void read_entry(XmlList& list, const std::string& id, const EntryRows& entry, const Form& form, std::string& last_updated) {
    XmlRecord record;
    record.open("Designation");
    add_text(record, "UniqueID", id);
    if (entry.first("un reference number").empty()) {
        add_text(record, "UNReferenceNumber", find_own_un_reference(entry.first("other information")));
    }
    std::set<std::string> seen;
    for (const auto& row : entry.rows) {
        add_row(record, entry, row, form.places, seen);
    }
    record.close({});
    read_uk_designation(list, record.root(), XmlPlace{.number = list.version.records, .line = entry.line}, form.publisher,
                        last_updated);
}

/// "Last Updated,13/04/2018" or "Report Date: 13-Feb-2026" above the header.
std::string find_date_above(const std::vector<std::vector<std::string>>& above) {
    for (const auto& line : above) {
        for (const std::string& field : line) {
            std::string_view text = base::trim(field);
            if (const std::size_t colon = text.find(':'); colon != std::string_view::npos) {
                text = base::trim(text.substr(colon + 1));
            }
            if (const auto date = entity::parse_date(text, day_first)) {
                return date->to_text();
            }
        }
    }
    return {};
}

ListVersion read(const ListFiles& files, const ReadOptions& options, EntitySink& sink, base::RejectSink& rejects,
                 const Form& form) {
    XmlList list(files, options, sink, rejects);
    list.links_by_name = true;
    list.version.list = options.list.empty() ? form.list : options.list;
    list.version.title = form.title;
    list.version.publisher = form.publisher.authority;
    list.version.jurisdiction = "gb";
    std::string last_updated;
    const auto above = for_each_entry(
        TableReading{files.front(), form.table, options.limits, rejects, list.version, list.remarks},
        [&](const NamedRows& rows) { return std::string(rows.of(form.id)); },
        [&](const std::string& id, const EntryRows& entry) { read_entry(list, id, entry, form, last_updated); });
    list.version.date = find_date_above(above);
    list.version.version = list.version.date;
    if (list.version.date.empty() && !last_updated.empty()) {
        list.version.version = "last update " + last_updated; // as of the XML without a date
        list.version.date = last_updated;
        list.version.remarks.push_back("the file does not say when it was made; its latest update is of " + last_updated);
    }
    return list.finish();
}

} // namespace

const ListFormat uk_sanctions_list_csv{
    .name = "uk-sanctions-list-csv",
    .version = "uk-sanctions-list-csv-1",
    .describes = "UK Sanctions List (FCDO), CSV; by documentation only",
    .recognise = [](std::string_view head) { return has_columns(head, sanctions_list.table) ? 97 : 0; },
    .read = [](const ListFiles& files, const ReadOptions& options, EntitySink& sink,
               base::RejectSink& rejects) { return read(files, options, sink, rejects, sanctions_list); }};

const ListFormat ofsi_csv{
    .name = "ofsi-conlist-csv",
    .version = "ofsi-conlist-csv-1",
    .describes = "UK consolidated list of financial sanctions targets (OFSI ConList.csv), 29 columns, and 36 by documentation only",
    .recognise = [](std::string_view head) { return has_columns(head, treasury_list.table) ? 97 : 0; },
    .read = [](const ListFiles& files, const ReadOptions& options, EntitySink& sink,
               base::RejectSink& rejects) { return read(files, options, sink, rejects, treasury_list); }};

} // namespace tidewaiter::lists
