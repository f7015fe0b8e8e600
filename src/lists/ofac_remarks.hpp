// What OFAC writes as remarks, taken apart: the same facts as the feature and identity lists of its XML files, so that
// the CSV, XML and Consolidated Screening List readers share this file.
#pragma once

#include "lists/party.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::lists {

/// One fact: "Passport A1 (Iran) expires 04 Feb 2021" has key "Passport", value "A1", country "Iran" ...
struct OfacFact {
    std::string key;     ///< as in data/ofac_remark_keys.csv; empty for free text
    std::string value;   ///< number, date text, name or, without a key, the whole text
    std::string country; ///< as published
    std::string place;   ///< a second bracket, "(Jalisco)" or "(Delaware)": who issued it below the country
    std::string issued;  ///< date text
    std::string expires; ///< date text
    std::string remarks; ///< what else is said of a paper ("not valid"); only the XML lists have it
    std::string text;    ///< the whole part; before a key without "alt." and the bracket around it
    friend bool operator==(const OfacFact&, const OfacFact&) = default;
};

/// Is this the name of a party on the list, as its primary or alternate name? Empty when nobody knows.
using IsListedName = std::function<bool(std::string_view)>;

/// Takes remarks apart at "; ", never at commas. "; " inside a quoted alias does not part, and inside a name after
/// "Linked To:" it does not when what follows is no fact: the longer name is listed, or it is written in capitals.
/// In:     remarks with any overflow already appended
/// Out:    facts in the order of the text; "alt." and the brackets around parts are dropped, nothing else is
/// Errors: none; what has no key comes out as free text
std::vector<OfacFact> split_ofac_remarks(std::string_view remarks, const IsListedName& is_listed = {});

/// The same fact from a feature or identity record: type "Passport", number "A1", country "Iran".
OfacFact to_ofac_fact(std::string_view type, std::string_view number, std::string_view country = {},
                      std::string_view issued = {}, std::string_view expires = {});

/// Is this a word that OFAC puts before a fact ("Passport", "Secondary sanctions risk:")?
bool is_ofac_key(std::string_view type);

/// "LAST, First" -> "First LAST" and "LAST, First, Jr." -> "First LAST Jr."; a name without a comma stays.
std::string to_natural_order(std::string_view last_first);

/// Puts a fact where it belongs: a property, document, wallet or name of the party, the listing's dates or provisions,
/// or `linked_to` (names after "Linked To:", to be resolved by the reader). Free text goes to notes.
/// In: the party has its schema; aliases of a Person are put in natural order.
void add_ofac_fact(Party& party, const OfacFact& fact, PartyListing& listing, std::vector<std::string>& linked_to);

} // namespace tidewaiter::lists
