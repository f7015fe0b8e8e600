// What publishers write into prose and nowhere else: IMO numbers, passports, references to other entries, dates.
#pragma once

#include "entity/date.hpp"
#include "lists/party.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::lists {

/// An IMO number in prose: seven digits after the letters IMO, whose check digit fits a ship, a company, or both.
struct ImoMention {
    std::string number;
    bool ship = false;    ///< weights 7..2, IMO resolution A.1117(30)
    bool company = false; ///< weights 8, 6, 4, 2, 9, 7
};

/// Each number once, in order. "IMO Number: (a) X 8606173, (b) Y 8909575" yields both.
std::vector<ImoMention> find_imo_numbers(std::string_view text);

/// Gives a party the IMO number that prose about it names: a ship number for a vessel, a company number for others (where
/// both check digits fit, the first digit decides: numbers of ships in service begin with 7, 8 or 9). Several numbers
/// are those of a fleet, and a ship in a company's entry is not the company: these stay in the prose.
void add_imo_number(Party& party, std::string_view text);

/// The IMO number as above, and numbers that prose names by a word: OGRN, INN and SWIFT/BIC when their check digits
/// fit, "Digital Currency Address: XBT 12Qt..." as a wallet.
void add_numbers_in_prose(Party& party, std::string_view text);

/// Numbers after "passport" ("Passport No. 284158", "passport number: B0515260"); words in between may be "number",
/// "no", "n°", "#". A number has a digit and at least five characters.
std::vector<std::string> find_passport_numbers(std::string_view text);

/// References to entries of the UN's list: two capitals, i or e, a dot and three digits ("QDe.004").
std::vector<std::string> find_un_references(std::string_view text);
/// Unique ids of the UK's list: three capitals and four digits ("RUS0702").
std::vector<std::string> find_uk_references(std::string_view text);

/// The date after the first of the words that occurs ("expired on 26 Mar. 2011" with "expir"): text that parse_date
/// reads, or empty.
std::string find_date_after(std::string_view text, std::initializer_list<std::string_view> words,
                            entity::DayOrder order = entity::DayOrder::unknown);

/// "Mar. 2011" -> "Mar 2011": dots after the short names of months, which parse_date does not expect.
std::string drop_month_dots(std::string_view text);

} // namespace tidewaiter::lists
