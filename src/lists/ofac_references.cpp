#include "lists/ofac_references.hpp"

#include "lists/ascii.hpp"
#include "lists/clean_text.hpp"

#include "base/failure.hpp"
#include "base/file.hpp"
#include "entity/country.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tidewaiter::lists {

namespace {

using namespace std::string_view_literals;

/// The reference sets that are looked into; the others say nothing of a party.
constexpr std::array sets{
    "AliasType"sv,       "AreaCode"sv,       "CalendarType"sv,  "Country"sv,
    "DetailReference"sv, "EntryEventType"sv, "FeatureType"sv,   "IDRegDocDateType"sv,
    "IDRegDocType"sv,    "LegalBasis"sv,     "List"sv,          "LocPartType"sv,
    "NamePartType"sv,    "PartySubType"sv,   "PartyType"sv,     "RelationQuality"sv,
    "RelationType"sv,    "Reliability"sv,    "SanctionsType"sv, "Script"sv,
    "Validity"sv};
constexpr std::array sections{"DateOfIssue"sv, "Location"sv, "IDRegDocument"sv,
                              "ProfileRelationship"sv, "SanctionsEntry"sv};
constexpr std::array party_starts{"DistinctParty"sv};

std::string digits_of(std::string_view text, std::size_t width) {
    std::string digits = clean_text(text);
    if (digits.empty() || digits.size() > width || !std::ranges::all_of(digits, is_digit)) {
        return {};
    }
    return std::string(width - digits.size(), '0') + digits;
}

} // namespace

std::string to_ofac_day(const XmlElement& day) {
    const std::string year = digits_of(day.child_text("Year"), 4);
    const std::string month = digits_of(day.child_text("Month"), 2);
    const std::string number = digits_of(day.child_text("Day"), 2);
    if (year.empty() || month.empty()) {
        return year;
    }
    return number.empty() ? year + "-" + month : year + "-" + month + "-" + number;
}

OfacSpan to_ofac_span(const XmlElement& period) {
    const XmlElement start = period.child("Start");
    const XmlElement end = period.child("End");
    return {.from_begin = to_ofac_day(start.child("From")),
            .from_end = to_ofac_day(start.child("To")),
            .to_begin = to_ofac_day(end.child("From")),
            .to_end = to_ofac_day(end.child("To")),
            .approximate = to_lower(start.attribute("Approximate")) == "true" ||
                           to_lower(end.attribute("Approximate")) == "true"};
}

OfacReferences::OfacReferences()
    : locations_("the locations of the file"), documents_("the papers of the file"),
      relationships_("the relationships of the file"),
      entries_("the sanctions entries of the file") {}

void OfacReferences::load(const std::string& path, const ReadLimits& limits) {
    std::vector<std::string_view> records(sets.begin(), sets.end());
    records.insert(records.end(), sections.begin(), sections.end());
    const XmlShape shape{.root = "Sanctions",
                         .describes = "an OFAC list in advanced XML",
                         .records = records,
                         .starts = party_starts};
    read_xml(
        *base::open_source(path), shape, limits, [](const XmlElement&) {},
        [this](const XmlElement& record, const XmlPlace&) { add(record); });
    locations_.close();
    documents_.close();
    relationships_.close();
    entries_.close();
}

void OfacReferences::add(const XmlElement& record) {
    const std::string_view name = record.name();
    if (name == "DistinctParty") {
        ++party_starts_;
        parties_.insert(PackedTable::key_of(clean_text(record.attribute("FixedRef"))));
    } else if (name == "Location") {
        add_location(record);
    } else if (name == "IDRegDocument") {
        add_document(record);
    } else if (name == "SanctionsEntry") {
        add_entry(record);
    } else if (name == "ProfileRelationship") {
        add_relationship(record);
    } else if (name == "DateOfIssue") {
        date_ = to_ofac_day(record);
    } else {
        add_value(record);
    }
}

void OfacReferences::add_value(const XmlElement& value) {
    OfacReference reference{.text = clean_text(value.text())};
    const std::string_view set = value.name();
    if (set == "AreaCode") {
        reference.other = clean_text(value.attribute("CountryID"));
    } else if (set == "Country") {
        reference.other = clean_text(value.attribute("ISO2"));
    } else if (set == "PartySubType") {
        reference.other = clean_text(value.attribute("PartyTypeID"));
    }
    std::string key = fmt::format("{} {}", set, clean_text(value.attribute("ID")));
    value_bytes_ += key.size() + reference.text.size() + reference.other.size() + 100;
    constexpr std::uint64_t most = 64'000'000; // the real sets have 100 kB
    if (value_bytes_ > most) {
        throw base::Failure(
            base::FailureKind::bad_input,
            fmt::format("the reference sets of the file are larger than {} bytes", most),
            "No published list comes near this; look at the file.");
    }
    values_.emplace(std::move(key), std::move(reference));
}

void OfacReferences::add_location(const XmlElement& location) {
    PackedRecord record;
    for (const XmlElement child : location.children()) {
        if (child.name() == "LocationAreaCode") {
            record.add(packed::area, clean_text(child.attribute("AreaCodeID")));
        } else if (child.name() == "LocationCountry") {
            record.add(packed::country, clean_text(child.attribute("CountryID")));
        } else if (child.name() == "LocationPart") {
            record.add(packed::part, clean_text(child.attribute("LocPartTypeID")), true);
            for (const XmlElement value : child.children()) {
                record.add(packed::value, clean_text(value.child_text("Value")));
                record.add(packed::comment, clean_text(value.child_text("Comment")));
            }
        }
    }
    locations_.add(clean_text(location.attribute("ID")), record);
}

void OfacReferences::add_document(const XmlElement& document) {
    PackedRecord record;
    record.add(packed::type, clean_text(document.attribute("IDRegDocTypeID")));
    record.add(packed::country, clean_text(document.attribute("IssuedBy-CountryID")));
    record.add(packed::location, clean_text(document.attribute("IssuedIn-LocationID")));
    record.add(packed::validity, clean_text(document.attribute("ValidityID")));
    for (const XmlElement child : document.children()) {
        if (child.name() == "IDRegistrationNo") {
            record.add(packed::number, clean_text(child.text()));
        } else if (child.name() == "IssuingAuthority") {
            record.add(packed::authority, clean_text(child.text()));
        } else if (child.name() == "Comment") {
            record.add(packed::comment, clean_text(child.text()));
        } else if (child.name() == "DocumentDate") {
            record.add(packed::date_type, clean_text(child.attribute("IDRegDocDateTypeID")), true);
            record.add(packed::date, to_date_text(to_ofac_span(child.child("DatePeriod"))));
        }
    }
    documents_.add(clean_text(document.attribute("IdentityID")), record);
}

void OfacReferences::add_relationship(const XmlElement& relationship) {
    PackedRecord record;
    record.add(packed::other, clean_text(relationship.attribute("To-ProfileID")));
    record.add(packed::type, clean_text(relationship.attribute("RelationTypeID")));
    record.add(packed::former, to_lower(relationship.attribute("Former")) == "true" ? "true" : "");
    record.add(packed::quality, clean_text(relationship.attribute("RelationQualityID")));
    record.add(packed::comment, text_of_all(relationship.child("Comment")));
    relationships_.add(clean_text(relationship.attribute("From-ProfileID")), record);
}

void OfacReferences::add_entry(const XmlElement& entry) {
    PackedRecord record;
    record.add(packed::list, clean_text(entry.attribute("ListID")));
    for (const XmlElement child : entry.children()) {
        if (child.name() == "EntryEvent") {
            record.add(packed::date, to_ofac_day(child.child("Date")));
            record.add(packed::basis, clean_text(child.attribute("LegalBasisID")));
        } else if (child.name() == "SanctionsMeasure") {
            record.add(packed::type, clean_text(child.attribute("SanctionsTypeID")), true);
            record.add(packed::comment, clean_text(child.child_text("Comment")));
            const XmlElement end = child.child("DatePeriod").child("End");
            const std::string last = to_ofac_day(end.child("To"));
            record.add(packed::end, last.empty() ? to_ofac_day(end.child("From")) : last);
        }
    }
    entries_.add(clean_text(entry.attribute("ProfileID")), record);
}

const OfacReference* OfacReferences::find(std::string_view set, std::string_view id) const {
    const auto found = values_.find(fmt::format("{} {}", set, id));
    return found == values_.end() ? nullptr : &found->second;
}

std::string OfacReferences::text(std::string_view set, std::string_view id,
                                 RemarkTally& remarks) const {
    if (id.empty()) {
        return {};
    }
    const OfacReference* reference = find(set, id);
    if (reference == nullptr) {
        remarks.add("codes that the reference sets of the file do not hold",
                    fmt::format("{} {}", set, id));
        return {};
    }
    return reference->text;
}

std::string OfacReferences::country(std::string_view id, RemarkTally& remarks) const {
    std::string name = text("Country", id, remarks);
    const OfacReference* reference = find("Country", id);
    const bool coded =
        reference != nullptr && !reference->other.empty() && !entity::find_country(name);
    return coded ? reference->other : name;
}

PartyAddress OfacReferences::address(std::string_view location, RemarkTally& remarks,
                                     bool& found) const {
    PartyAddress address;
    const auto record = locations_.find_first(location);
    found = record.has_value();
    if (!found) {
        return address;
    }
    std::array<std::string, 3> lines;
    std::string type;
    std::string area;
    PackedFields fields(*record);
    while (const auto field = fields.next()) {
        if (field->tag == packed::area) {
            area = field->text;
        } else if (field->tag == packed::country) {
            address.country = country(field->text, remarks);
        } else if (field->tag == packed::part) {
            type = text("LocPartType", field->text, remarks);
        } else if (field->tag == packed::comment) {
            address.remarks = join_place({address.remarks, field->text});
        } else if (type == "CITY") {
            address.city = join_place({address.city, field->text});
        } else if (type == "POSTAL CODE") {
            address.postal_code = field->text;
        } else if (type == "STATE/PROVINCE" || type == "REGION") {
            address.region = join_place({address.region, field->text});
        } else if (type == "Unknown" && address.country.empty() &&
                   entity::find_country(field->text)) {
            address.country = field->text; // nationalities are locations of one part without a kind
        } else {
            const std::size_t line = type == "ADDRESS2" ? 1 : type == "ADDRESS3" ? 2 : 0;
            lines[line] = join_place({lines[line], field->text});
        }
    }
    if (address.country.empty() && !area.empty()) {
        const OfacReference* code = find("AreaCode", area);
        address.country =
            code == nullptr ? text("AreaCode", area, remarks) : country(code->other, remarks);
    }
    address.street = join_place({lines[0], lines[1], lines[2]});
    settle_ofac_country(address);
    return address;
}

std::string_view OfacReferences::list() const {
    std::unordered_set<std::uint64_t> on_sdn;
    entries_.for_each([&](std::uint64_t profile, std::string_view record) {
        const OfacReference* list = find("List", PackedFields::find(record, packed::list));
        if (list != nullptr && list->text == "SDN List" && parties_.contains(profile)) {
            on_sdn.insert(profile);
        }
    });
    return on_sdn.size() * 2 >= parties_.size() ? ofac_sdn_list : ofac_cons_list;
}

std::uint64_t OfacReferences::orphans() const {
    std::uint64_t count = 0;
    entries_.for_each([&](std::uint64_t profile, std::string_view) {
        count += parties_.contains(profile) ? 0U : 1U;
    });
    return count;
}

} // namespace tidewaiter::lists
