// OFSI's ConList.xml, frozen in January 2026: an element for each row of ConList.csv, the rows of a
// group in any order. Read by the names of its elements alone, which other programs that read it
// give; no real file was at hand.
#include "lists/ascii.hpp"
#include "lists/clean_text.hpp"
#include "lists/formats.hpp"
#include "lists/uk_rows.hpp"
#include "lists/xml_head.hpp"

#include "base/failure.hpp"
#include "base/file.hpp"

#include <fmt/format.h>

#include <array>
#include <unordered_map>
#include <utility>

namespace tidewaiter::lists {

namespace {

using namespace std::string_view_literals;

constexpr std::array places{
    UkPlace{"name6", "Name", "Name6"},
    UkPlace{"name1", "Name", "Name1"},
    UkPlace{"name2", "Name", "Name2"},
    UkPlace{"name3", "Name", "Name3"},
    UkPlace{"name4", "Name", "Name4"},
    UkPlace{"name5", "Name", "Name5"},
    UkPlace{"title", "Name", "Title"},
    UkPlace{"aliastype", "Name", "NameType"},
    UkPlace{"aliasquality", "Name", "AliasStrength"},
    UkPlace{"namenonlatinscript", "NonLatinName", "NameNonLatinScript"},
    UkPlace{"nonlatinscripttype", "NonLatinName", "NonLatinScriptType"},
    UkPlace{"nonlatinscriptlanguage", "NonLatinName", "NonLatinScriptLanguage"},
    UkPlace{"address1", "Address", "AddressLine1"},
    UkPlace{"address2", "Address", "AddressLine2"},
    UkPlace{"address3", "Address", "AddressLine3"},
    UkPlace{"address4", "Address", "AddressLine4"},
    UkPlace{"address5", "Address", "AddressLine5"},
    UkPlace{"address6", "Address", "AddressLine6"},
    UkPlace{"postcode", "Address", "AddressPostalCode"},
    UkPlace{"country", "Address", "AddressCountry"},
    UkPlace{"individual_passportnumber", "Passport", "PassportNumber"},
    UkPlace{"individual_passportdetails", "Passport", "PassportAdditionalInformation"},
    UkPlace{"individual_ninumber", "NationalIdentifier", "NationalIdentifierNumber"},
    UkPlace{"individual_nidetails", "NationalIdentifier",
            "NationalIdentifierAdditionalInformation"},
    UkPlace{"individual_townofbirth", "Location", "TownOfBirth"},
    UkPlace{"individual_countryofbirth", "Location", "CountryOfBirth"},
    UkPlace{"individual_dateofbirth", {}, "DOB"},
    UkPlace{"individual_nationality", {}, "Nationality"},
    UkPlace{"individual_position", {}, "Position"},
    UkPlace{"individual_gender", {}, "Gender"},
    UkPlace{"entity_type", {}, "TypeOfEntity"},
    UkPlace{"entity_businessregnumber", {}, "BusinessRegistrationNumber"},
    UkPlace{"entity_parentcompany", {}, "ParentCompany"},
    UkPlace{"entity_subsidiaries", {}, "Subsidiary"},
    UkPlace{"ship_imonumber", {}, "IMONumber"},
    UkPlace{"ship_flag", {}, "CurrentBelievedFlagOfShip"},
    UkPlace{"ship_previousflags", {}, "PreviousFlag"},
    UkPlace{"ship_type", {}, "TypeOfShip"},
    UkPlace{"ship_tonnage", {}, "TonnageOfShip"},
    UkPlace{"ship_length", {}, "LengthOfShip"},
    UkPlace{"ship_yearbuilt", {}, "YearBuilt"},
    UkPlace{"ship_hin", {}, "HullIdentificationNumber"},
    UkPlace{"ship_currentowners", {}, "CurrentOwnerOperator"},
    UkPlace{"ship_previousowners", {}, "PreviousOwnerOperator"},
    UkPlace{"phonenumber", {}, "PhoneNumber"},
    UkPlace{"emailaddress", {}, "EmailAddress"},
    UkPlace{"website", {}, "Website"},
    UkPlace{"otherinformation", {}, "OtherInformation"},
    UkPlace{"ukstatementofreasons", {}, "UKStatementofReasons"},
    UkPlace{"grouptypedescription", {}, "IndividualEntityShip"},
    UkPlace{"regimename", {}, "RegimeName"},
    UkPlace{"groupstatus", {}, "SanctionsImposed"}, // "Asset Freeze Targets"
    UkPlace{"datelisted", {}, "DateDesignated"},
    UkPlace{"datedesignated", {}, "FirstDesignated"},
    UkPlace{"lastupdated", {}, "LastUpdated"},
    UkPlace{"uksanctionslistref", {}, "UKSanctionsListRef"},
    UkPlace{"unref", {}, "UNReferenceNumber"},
};

/// Numbers of rows that say nothing of the party, and parts of dates that stand whole beside them.
constexpr std::array passed_over{"id"sv,
                                 "groupid"sv,
                                 "aliastypename"sv,
                                 "fulladdress"sv,
                                 "nametitle"sv,
                                 "fcoid"sv,
                                 "dateofbirthid"sv,
                                 "dayofbirth"sv,
                                 "monthofbirth"sv,
                                 "yearofbirth"sv,
                                 "datelistedday"sv,
                                 "datelistedmonth"sv,
                                 "datelistedyear"sv,
                                 "lastupdatedday"sv,
                                 "lastupdatedmonth"sv,
                                 "lastupdatedyear"sv};

constexpr std::array records{"FinancialSanctionsTarget"sv};
constexpr XmlShape shape{.root = "ArrayOfFinancialSanctionsTarget",
                         .describes = "OFSI's consolidated list in XML",
                         .records = records};
constexpr UkPublisher ofsi{
    "Office of Financial Sanctions Implementation", "gb-hmt-",
    "https://www.gov.uk/government/publications/financial-sanctions-consolidated-list-of-targets"};

std::string group_of(const XmlElement& row) {
    return clean_text(row.child_text("GroupID"));
}

/// The rows of the groups whose last row has not come, and which columns there are: one for each
/// name of an element.
class Groups {
public:
    explicit Groups(const std::string& path, const ReadLimits& limits) {
        read_xml(
            *base::open_source(path), shape, limits, [](const XmlElement&) {},
            [this](const XmlElement& row, const XmlPlace&) { ++due_[group_of(row)]; });
    }

    /// Takes a row. Out: the whole group with its last row; else empty.
    EntryRows take(const std::string& group, const XmlElement& row, std::uint64_t line) {
        EntryRows& entry = waiting_[group];
        if (entry.rows.empty()) {
            entry.line = line;
            entry.columns = &columns_;
        }
        std::vector<std::string>& fields = entry.rows.emplace_back(columns_.size());
        for (const XmlElement child : row.children()) {
            const std::string name = to_lower(child.name());
            if (std::ranges::find(passed_over, std::string_view(name)) != passed_over.end()) {
                continue;
            }
            const auto [at, added] = columns_.try_emplace(name, columns_.size());
            constexpr std::size_t most_columns = 500; // the format has about 70
            if (added && columns_.size() > most_columns) {
                throw base::Failure(
                    base::FailureKind::bad_input,
                    fmt::format("the rows have more than {} different elements", most_columns),
                    "No published list comes near this; look at the file.");
            }
            fields.resize(std::max(fields.size(), at->second + 1));
            fields[at->second] = text_of_all(child);
        }
        EntryRows done;
        if (--due_[group] == 0) {
            done = std::move(entry);
            waiting_.erase(group);
        }
        return done;
    }

private:
    std::unordered_map<std::string, std::uint64_t> due_; // group -> rows still to come
    std::unordered_map<std::string, EntryRows> waiting_;
    ColumnNumbers columns_;
};

ListVersion read(const ListFiles& files, const ReadOptions& options, EntitySink& sink,
                 base::RejectSink& rejects) {
    XmlList list(files, options, sink, rejects);
    list.links_by_name = true;
    list.version.list = options.list.empty() ? "gb_hmt_sanctions" : options.list;
    list.version.title = "UK consolidated list of financial sanctions targets";
    list.version.publisher = ofsi.authority;
    list.version.jurisdiction = "gb";
    Groups groups(files.front(), options.limits);
    std::string last_updated;
    std::uint64_t rows = 0;
    list.read(
        shape, [](const XmlElement&) {},
        [&](const XmlElement& row, const XmlPlace& place) {
            ++rows;
            const std::string group = group_of(row);
            if (group.empty()) {
                rejects.add(
                    base::Reject{.source = files.front(),
                                 .row = place.number,
                                 .column = "GroupID",
                                 .text = clean_text(row.child_text("Name6")),
                                 .reason = "the row does not say which entry it belongs to",
                                 .hint = "The rest of the list is read; tell the publisher."});
                return;
            }
            const EntryRows entry = groups.take(group, row, place.line);
            if (!entry.rows.empty()) {
                read_uk_rows(list, group, entry, UkRowForm{places, ofsi, true}, last_updated);
            }
        });
    list.version.records = rows;
    if (!last_updated.empty()) {
        list.version.version = "last update " + last_updated;
        list.version.date = last_updated; // the list is of that day or later
        list.version.remarks.push_back(
            "the file does not say when it was made; its latest update is of " + last_updated);
    }
    return list.finish();
}

constexpr std::array marks{"FinancialSanctionsTarget"sv, "GroupID"sv, "GroupTypeDescription"sv,
                           "Name6"sv};

} // namespace

const ListFormat ofsi_xml{
    .name = "ofsi-conlist-xml",
    .version = "ofsi-conlist-xml-1",
    .describes = "UK consolidated list of financial sanctions targets (OFSI ConList.xml); by "
                 "documentation only",
    .recognise =
        [](std::string_view head) { return look_at_xml_head(head).root == shape.root ? 96 : 0; },
    .read = read,
    .marks = {ListMarks::Kind::xml, "ArrayOfFinancialSanctionsTarget", marks}};

} // namespace tidewaiter::lists
