// What the three XML layouts of OFAC's lists have in common: kinds of party, features, places,
// spans of days, listings.
#pragma once

#include "lists/ofac_remarks.hpp"
#include "lists/xml_list.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::lists {

inline constexpr std::string_view ofac_sdn_list = "us_ofac_sdn";
inline constexpr std::string_view ofac_cons_list = "us_ofac_cons";

/// "Individual" -> Person, "Vessel" -> Vessel, "Aircraft" -> Airplane, "Entity" -> Organization;
/// another word is read as LegalEntity, with a remark.
std::string_view to_ofac_schema(std::string_view kind, RemarkTally& remarks,
                                std::string_view entry);

/// Sets dataset, title, publisher and jurisdiction of a list; ReadOptions::list overrides the
/// dataset.
void describe_ofac_list(ListVersion& version, std::string_view list, const ReadOptions& options);

/// A listing of the entry of that number, with authority, jurisdiction and the page of the entry.
PartyListing to_ofac_listing(std::string_view entry);
/// The widest measure that programmes and sanctions types give on a list, and the party's topic.
void add_ofac_measure(Party& party, PartyListing& listing, std::string_view list,
                      std::span<const std::string> words);

/// "undetermined" is no country; "Region: Gaza" is a region, "Region: Russia" a country.
void settle_ofac_country(PartyAddress& address);

/// Four days that bound a date: it began between the first two and ended between the last two; ISO
/// text, or empty.
struct OfacSpan {
    std::string from_begin;
    std::string from_end;
    std::string to_begin;
    std::string to_end;
    bool approximate = false;
};

/// Text that parse_date reads: "1962-01-01..1962-12-31" is the year 1962. Empty when no day is
/// given.
std::string to_date_text(const OfacSpan& span);

/// The parts of one name by the words for their kinds ("First Name", "Last Name", "Entity Name"
/// ...).
struct OfacNamePart {
    std::string kind;
    std::string text;
};

/// Given names first, family names last, whatever the order in the file.
std::string to_ofac_name(std::span<const OfacNamePart> parts);
/// firstName, secondName, fatherName, motherName, lastName of a person.
void add_ofac_name_parts(Party& party, std::span<const OfacNamePart> parts);

/// A feature by the word for its type: "Birthdate", "VESSEL TYPE", "Digital Currency Address -
/// XBT". What add_ofac_fact knows goes its way; "Location" is the caller's.
void add_ofac_feature(Party& party, XmlList& list, PartyListing& listing, std::string_view type,
                      std::string_view value);

/// "Minister; Governor" -> two positions of a person; a note for others.
void add_ofac_titles(Party& party, std::string_view titles);
/// "99,144" -> "99144".
std::string without_commas(std::string_view number);
/// The owner's name as a note and as a link by name.
void add_ofac_vessel_owner(Party& party, XmlList& list, std::string_view owner);

} // namespace tidewaiter::lists
