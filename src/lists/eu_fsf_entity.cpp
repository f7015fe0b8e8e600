#include "lists/eu_fsf_entity.hpp"

#include "lists/ascii.hpp"
#include "lists/clean_text.hpp"
#include "lists/free_text.hpp"
#include "lists/measures.hpp"
#include "lists/split_names.hpp"

#include "entity/country.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tidewaiter::lists {

namespace {

using namespace std::string_view_literals;

constexpr auto day_first = entity::DayOrder::day_first;

/// countryIso2Code, or the description when the code is 00; "UNKNOWN" is no country. In this list CS means Serbia.
std::string country_of(const XmlElement& element) {
    const std::string code = clean_text(element.attribute("countryIso2Code"));
    if (code == "CS") {
        return "RS";
    }
    if (!code.empty() && code != "00") {
        return code;
    }
    const std::string description = clean_text(element.attribute("countryDescription"));
    return description == "UNKNOWN" ? std::string() : description;
}

/// The remarks below an element, joined.
std::string remarks_of(const XmlElement& element) {
    std::string all;
    for (const XmlElement child : element.children()) {
        if (child.name() == "remark") {
            all = join_place({all, child.text()});
        }
    }
    return all;
}

bool is_true(std::string_view text) { return text == "true"; }

NameKind kind_of(const XmlElement& alias, std::string_view lower_remark) {
    if (contains(lower_remark, "formerly") || contains(lower_remark, "previously listed") || contains(lower_remark, "f.k.a")) {
        return NameKind::former;
    }
    return !is_true(alias.attribute("strong")) || contains(lower_remark, "low quality") ? NameKind::weak : NameKind::alias;
}

/// The list marks no main name. It is the first strong one in English or without a language; the translations into 20
/// and more languages that organisations have are aliases.
std::uint64_t find_main_name(const XmlElement& entity) {
    std::uint64_t number = 0;
    std::uint64_t first_strong = 0;
    for (const XmlElement child : entity.children()) {
        if (child.name() != "nameAlias") {
            continue;
        }
        ++number;
        const std::string remark = to_lower(remarks_of(child));
        if (kind_of(child, remark) == NameKind::alias) {
            const std::string language = to_lower(clean_text(child.attribute("nameLanguage")));
            if (language.empty() || language == "en") {
                return number;
            }
            first_strong = first_strong == 0 ? number : first_strong;
        }
    }
    return first_strong == 0 ? 1 : first_strong;
}

void add_name(Party& party, const XmlElement& alias, bool main) {
    const bool person = party.entity().schema == "Person";
    const std::string remark = remarks_of(alias);
    const NameKind kind = main ? NameKind::primary : kind_of(alias, to_lower(remark));
    std::string whole = clean_text(alias.attribute("wholeName"));
    if (whole.empty()) {
        whole = join_name({alias.attribute("firstName"), alias.attribute("middleName"), alias.attribute("lastName")});
    }
    for (const std::string& name : split_names(whole)) {
        party.add_name(name, kind, clean_text(alias.attribute("nameLanguage")));
    }
    if (!remark.empty()) {
        party.add_note(fmt::format("name {}", whole), remark);
        for (const std::string& number : find_passport_numbers(remark)) {
            party.add_document(PartyDocument{.type = "Passport", .number = number, .remarks = remark});
        }
    }
    if (person) {
        party.add("firstName", alias.attribute("firstName"));
        party.add("middleName", alias.attribute("middleName"));
        party.add("lastName", alias.attribute("lastName"));
    }
    party.add_gender(alias.attribute("gender"));
    for (const auto& [attribute, property] : {std::pair{"function"sv, "position"sv}, std::pair{"title"sv, "title"sv}}) {
        for (const std::string& part : split_lettered(alias.attribute(attribute))) {
            party.add(person ? property : "notes", part);
        }
    }
}

/// birthdate as ISO text, or day, month and year, or a range of years; another calendar than the Gregorian is kept as
/// text, because its numbers name other days.
void add_birth(Party& party, const XmlElement& birth) {
    const std::string remark = remarks_of(birth);
    const std::string calendar = clean_text(birth.attribute("calendarType"));
    const std::string year = clean_text(birth.attribute("year"));
    const std::string month = clean_text(birth.attribute("monthOfYear"));
    const std::string day = clean_text(birth.attribute("dayOfMonth"));
    const std::string from = clean_text(birth.attribute("yearRangeFrom"));
    const std::string to = clean_text(birth.attribute("yearRangeTo"));
    std::string date = clean_text(birth.attribute("birthdate"));
    const auto two = [](const std::string& number) { return number.size() == 1 ? "0" + number : number; };
    if (date.empty() && !year.empty()) {
        date = year + (month.empty() ? "" : "-" + two(month) + (day.empty() ? "" : "-" + two(day)));
    }
    if (date.empty() && !from.empty() && !to.empty()) {
        date = fmt::format("{} to {}", from, to);
    }
    if (!calendar.empty() && calendar != "GREGORIAN" && !date.empty()) {
        party.add_note(fmt::format("birthDate in the {} calendar", calendar), date);
    } else {
        party.add_date("birthDate", is_true(birth.attribute("circa")) && !date.empty() ? "circa " + date : date, day_first);
    }
    const std::string country = country_of(birth);
    const auto code = entity::find_country(country);
    party.add_birth_place(join_place({birth.attribute("city"), birth.attribute("place"), birth.attribute("region"),
                                      birth.attribute("zipCode"), code ? entity::country_name(*code) : std::string_view(country)}));
    party.add_note("birth", remark);
}

void add_address(Party& party, const XmlElement& address) {
    std::string remark = remarks_of(address);
    if (is_true(address.attribute("asAtListingTime"))) {
        remark = join_place({remark, "at the time of listing"});
    }
    party.add_address(PartyAddress{.street = clean_text(address.attribute("street")),
                                   .street2 = clean_text(address.attribute("place")),
                                   .post_office_box = clean_text(address.attribute("poBox")),
                                   .city = clean_text(address.attribute("city")),
                                   .region = clean_text(address.attribute("region")),
                                   .postal_code = clean_text(address.attribute("zipCode")),
                                   .country = country_of(address),
                                   .remarks = remark});
    for (const XmlElement child : address.children()) {
        if (child.name() == "contactInfo") {
            const std::string key = to_lower(clean_text(child.attribute("key")));
            const std::string value = clean_text(child.attribute("value"));
            if (contains(key, "mail")) {
                party.add("email", value);
            } else if (contains(key, "web")) {
                party.add("website", value);
            } else if (contains(key, "phone") || contains(key, "tel")) {
                party.add("phone", value);
            } else {
                party.add_note(key, value);
            }
        }
    }
}

void add_identification(Party& party, const XmlElement& paper) {
    std::string remark = remarks_of(paper);
    for (const auto& [attribute, words] :
         {std::pair{"diplomatic"sv, "diplomatic"sv}, std::pair{"knownExpired"sv, "known to be expired"sv},
          std::pair{"knownFalse"sv, "known to be false"sv}, std::pair{"reportedLost"sv, "reported lost"sv},
          std::pair{"revokedByIssuer"sv, "revoked by the issuer"sv}}) {
        if (is_true(paper.attribute(attribute))) {
            remark = join_place({remark, words});
        }
    }
    const std::string holder = clean_text(paper.attribute("nameOnDocument"));
    if (!holder.empty()) {
        remark = join_place({remark, "name on the document: " + holder});
    }
    const std::string latin = clean_text(paper.attribute("latinNumber"));
    std::string number = clean_text(paper.attribute("number"));
    number = number.empty() ? latin : number;
    if (!latin.empty() && latin != number) {
        remark = join_place({remark, "in Latin letters: " + latin});
    }
    std::string issued = clean_text(paper.attribute("issueDate"));
    issued = issued.empty() ? clean_text(paper.attribute("validFrom")) : issued;
    const std::string type = clean_text(paper.attribute("identificationTypeDescription"));
    party.add_document(PartyDocument{.type = type.empty() ? clean_text(paper.attribute("identificationTypeCode")) : type,
                                     .number = number,
                                     .country = country_of(paper),
                                     .authority = join_place({paper.attribute("issuedBy"), paper.attribute("region")}),
                                     .issued = issued,
                                     .expires = clean_text(paper.attribute("validTo")),
                                     .remarks = remark,
                                     .order = day_first});
    if (number.empty()) {
        party.add_note(type, remark);
    }
}

/// One listing for each regulation that names the party. The list is the one of asset freezes: regulations with other
/// measures only, such as the annexes of 833/2014, are not in it.
void add_listing(Party& party, const XmlElement& entity, const XmlElement& regulation, std::string_view listed_on) {
    const std::string organisation = clean_text(regulation.attribute("organisationType"));
    const std::string publication = clean_text(regulation.attribute("publicationDate"));
    const MeasureRow* row = find_measure_row("eu_fsf", "*");
    PartyListing listing{
        .authority = organisation == "commission" ? "European Commission" : "Council of the European Union",
        .entry_id = clean_text(entity.attribute("euReferenceNumber")),
        .record_id = clean_text(entity.attribute("logicalId")),
        .jurisdiction = "eu",
        .measure = row == nullptr ? entity::Measure::unknown : row->measure,
        .listed_on = listed_on.empty() ? publication : std::string(listed_on),
        .started_on = clean_text(regulation.attribute("entryIntoForceDate")),
        .reason = clean_text(entity.attribute("designationDetails")),
        .source_url = clean_text(regulation.child_text("publicationUrl")),
        .unsc_id = clean_text(entity.attribute("unitedNationId")),
        .order = day_first};
    const std::string programme = clean_text(regulation.attribute("programme"));
    if (!programme.empty()) {
        listing.programs.push_back(programme);
    }
    const std::string words = join_name({regulation.attribute("regulationType"), regulation.attribute("numberTitle")});
    if (!words.empty()) {
        listing.provisions.push_back(words);
    }
    party.add_listing(listing);
}

} // namespace

void read_eu_entity(XmlList& list, const XmlElement& record, const XmlPlace& place) {
    const std::string reference = clean_text(record.attribute("euReferenceNumber"));
    const std::string logical_id = clean_text(record.attribute("logicalId"));
    // Entries without an EU reference exist in old files; the logical id is theirs alone too.
    const std::string entry = reference.empty() && !logical_id.empty() ? "logical-" + logical_id : to_lower(reference);
    if (!list.begin_record(entry, place, "euReferenceNumber")) {
        return;
    }
    std::string id = "eu-fsf-" + entry;
    std::ranges::replace(id, '.', '-');
    const XmlElement subject = record.child("subjectType");
    const bool person = subject.attribute("classificationCode") == "P" || subject.attribute("code") == "person";
    Party party(id, person ? "Person" : "Organization", list.version.list, list.remarks);
    party.entity().add("topics", "sanction");

    std::string listed_on = clean_text(record.attribute("designationDate"));
    const std::uint64_t main_name = find_main_name(record);
    std::uint64_t names = 0;
    std::uint64_t regulations = 0;
    for (const XmlElement child : record.children()) {
        const std::string_view name = child.name();
        if (name == "nameAlias") {
            ++names;
            add_name(party, child, names == main_name);
        } else if (name == "citizenship") {
            party.add_country(person ? "citizenship" : "country", country_of(child));
            party.add_note("citizenship", remarks_of(child));
        } else if (name == "birthdate") {
            add_birth(party, child);
        } else if (name == "address") {
            add_address(party, child);
        } else if (name == "identification") {
            add_identification(party, child);
        } else if (name == "remark") {
            const std::string remark = clean_text(child.text());
            party.add_note({}, remark);
            add_numbers_in_prose(party, remark);
            if (listed_on.empty() && contains(to_lower(remark), "date of listing")) {
                listed_on = find_date_after(remark, {"date of listing"}, day_first);
            }
        } else if (name == "regulation") {
            ++regulations;
        } else if (name != "subjectType") {
            list.keep_unknown(party, child);
        }
    }
    for (const XmlElement child : record.children()) {
        if (child.name() == "regulation") {
            add_listing(party, record, child, listed_on);
        }
    }
    if (regulations == 0) {
        add_listing(party, record, {}, listed_on);
        list.remarks.add("entries without a regulation", party.id());
    }
    list.yield(party, place, "nameAlias");
}

} // namespace tidewaiter::lists
