// The UK's lists as CSV: the UK Sanctions List (58 columns; read by its description, no real file was at hand) and the Treasury's
// consolidated list of financial sanctions targets, which was frozen in January 2026 (29 columns, 36 since 2022). Both have a line
// for each combination of name, address, date and paper; the lines of an entry become the element that the XML has for it.
#include "lists/ascii.hpp"
#include "lists/clean_text.hpp"
#include "lists/formats.hpp"
#include "lists/named_rows.hpp"
#include "lists/uk_rows.hpp"

#include "base/utf8.hpp"

#include <array>

namespace tidewaiter::lists {

namespace {

using namespace std::string_view_literals;

constexpr auto day_first = entity::DayOrder::day_first;

constexpr std::array sanctions_list_places{
    UkPlace{"name 6", "Name", "Name6"},
    UkPlace{"name 1", "Name", "Name1"},
    UkPlace{"name 2", "Name", "Name2"},
    UkPlace{"name 3", "Name", "Name3"},
    UkPlace{"name 4", "Name", "Name4"},
    UkPlace{"name 5", "Name", "Name5"},
    UkPlace{"name type", "Name", "NameType"},
    UkPlace{"alias strength", "Name", "AliasStrength"},
    UkPlace{"title", "Name", "Title"},
    UkPlace{"name non-latin script", "NonLatinName", "NameNonLatinScript"},
    UkPlace{"non-latin script type", "NonLatinName", "NonLatinScriptType"},
    UkPlace{"non-latin script language", "NonLatinName", "NonLatinScriptLanguage"},
    UkPlace{"address line 1", "Address", "AddressLine1"},
    UkPlace{"address line 2", "Address", "AddressLine2"},
    UkPlace{"address line 3", "Address", "AddressLine3"},
    UkPlace{"address line 4", "Address", "AddressLine4"},
    UkPlace{"address line 5", "Address", "AddressLine5"},
    UkPlace{"address line 6", "Address", "AddressLine6"},
    UkPlace{"address postal code", "Address", "AddressPostalCode"},
    UkPlace{"address country", "Address", "AddressCountry"},
    UkPlace{"passport number", "Passport", "PassportNumber"},
    UkPlace{"passport additional information", "Passport", "PassportAdditionalInformation"},
    UkPlace{"national identifier number", "NationalIdentifier", "NationalIdentifierNumber"},
    UkPlace{"national identifier additional information", "NationalIdentifier", "NationalIdentifierAdditionalInformation"},
    UkPlace{"town of birth", "Location", "TownOfBirth"},
    UkPlace{"country of birth", "Location", "CountryOfBirth"},
    UkPlace{"last updated", {}, "LastUpdated"},
    UkPlace{"ofsi group id", {}, "OFSIGroupID"},
    UkPlace{"un reference number", {}, "UNReferenceNumber"},
    UkPlace{"regime name", {}, "RegimeName"},
    UkPlace{"designation type", {}, "IndividualEntityShip"},
    UkPlace{"designation source", {}, "DesignationSource"},
    UkPlace{"sanctions imposed", {}, "SanctionsImposed"},
    UkPlace{"other information", {}, "OtherInformation"},
    UkPlace{"uk statement of reasons", {}, "UKStatementofReasons"},
    UkPlace{"phone number", {}, "PhoneNumber"},
    UkPlace{"website", {}, "Website"},
    UkPlace{"email address", {}, "EmailAddress"},
    UkPlace{"date designated", {}, "DateDesignated"},
    UkPlace{"d.o.b", {}, "DOB"},
    UkPlace{"nationality(/ies)", {}, "Nationality"},
    UkPlace{"position", {}, "Position"},
    UkPlace{"gender", {}, "Gender"},
    UkPlace{"type of entity", {}, "TypeOfEntity"},
    UkPlace{"subsidiaries", {}, "Subsidiary"},
    UkPlace{"parent company", {}, "ParentCompany"},
    UkPlace{"business registration number (s)", {}, "BusinessRegistrationNumber"},
    UkPlace{"imo number", {}, "IMONumber"},
    UkPlace{"current owner/operator (s)", {}, "CurrentOwnerOperator"},
    UkPlace{"previous owner/operator (s)", {}, "PreviousOwnerOperator"},
    UkPlace{"current believed flag of ship", {}, "CurrentBelievedFlagOfShip"},
    UkPlace{"previous flags", {}, "PreviousFlag"},
    UkPlace{"type of ship", {}, "TypeOfShip"},
    UkPlace{"tonnage of ship", {}, "TonnageOfShip"},
    UkPlace{"length of ship", {}, "LengthOfShip"},
    UkPlace{"year built", {}, "YearBuilt"},
    UkPlace{"hull identification number (hin)", {}, "HullIdentificationNumber"},
};

constexpr std::array treasury_places{
    UkPlace{"name 6", "Name", "Name6"},
    UkPlace{"name 1", "Name", "Name1"},
    UkPlace{"name 2", "Name", "Name2"},
    UkPlace{"name 3", "Name", "Name3"},
    UkPlace{"name 4", "Name", "Name4"},
    UkPlace{"name 5", "Name", "Name5"},
    UkPlace{"title", "Name", "Title"},
    UkPlace{"alias type", "Name", "NameType"},
    UkPlace{"alias quality", "Name", "AliasStrength"},
    UkPlace{"name non-latin script", "NonLatinName", "NameNonLatinScript"},
    UkPlace{"non-latin script type", "NonLatinName", "NonLatinScriptType"},
    UkPlace{"non-latin script language", "NonLatinName", "NonLatinScriptLanguage"},
    UkPlace{"address 1", "Address", "AddressLine1"},
    UkPlace{"address 2", "Address", "AddressLine2"},
    UkPlace{"address 3", "Address", "AddressLine3"},
    UkPlace{"address 4", "Address", "AddressLine4"},
    UkPlace{"address 5", "Address", "AddressLine5"},
    UkPlace{"address 6", "Address", "AddressLine6"},
    UkPlace{"post/zip code", "Address", "AddressPostalCode"},
    UkPlace{"country", "Address", "AddressCountry"},
    UkPlace{"passport number", "Passport", "PassportNumber"},
    UkPlace{"passport details", "Passport", "PassportAdditionalInformation"},
    UkPlace{"national identification number", "NationalIdentifier", "NationalIdentifierNumber"},
    UkPlace{"national identification details", "NationalIdentifier", "NationalIdentifierAdditionalInformation"},
    UkPlace{"ni number", "NationalIdentifier", "NationalIdentifierAdditionalInformation"},
    UkPlace{"town of birth", "Location", "TownOfBirth"},
    UkPlace{"country of birth", "Location", "CountryOfBirth"},
    UkPlace{"dob", {}, "DOB"},
    UkPlace{"nationality", {}, "Nationality"},
    UkPlace{"position", {}, "Position"},
    UkPlace{"other information", {}, "OtherInformation"},
    UkPlace{"group type", {}, "IndividualEntityShip"},
    UkPlace{"regime", {}, "RegimeName"},
    UkPlace{"listed on", {}, "DateDesignated"},
    UkPlace{"uk sanctions list date designated", {}, "FirstDesignated"},
    UkPlace{"last updated", {}, "LastUpdated"},
};

constexpr std::array sanctions_list_keys{"unique id"sv, "name 6"sv, "regime name"sv, "designation type"sv, "sanctions imposed"sv};
constexpr std::array treasury_keys{"name 6"sv, "group type"sv, "alias type"sv, "regime"sv, "group id"sv};

struct Form {
    TableForm table;
    std::span<const UkPlace> places;
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
        [&](const std::string& id, const EntryRows& entry) {
            read_uk_rows(list, id, entry, UkRowForm{form.places, form.publisher, false}, last_updated);
        });
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
               base::RejectSink& rejects) { return read(files, options, sink, rejects, sanctions_list); },
    .marks = {ListMarks::Kind::table, {}, sanctions_list_keys}};

const ListFormat ofsi_csv{
    .name = "ofsi-conlist-csv",
    .version = "ofsi-conlist-csv-1",
    .describes = "UK consolidated list of financial sanctions targets (OFSI ConList.csv), 29 columns, and 36 by documentation only",
    .recognise = [](std::string_view head) { return has_columns(head, treasury_list.table) ? 97 : 0; },
    .read = [](const ListFiles& files, const ReadOptions& options, EntitySink& sink,
               base::RejectSink& rejects) { return read(files, options, sink, rejects, treasury_list); },
    .marks = {ListMarks::Kind::table, {}, treasury_keys}};

} // namespace tidewaiter::lists
