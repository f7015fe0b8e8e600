// A shipment as rules see it: countries as codes, HS codes as values, names told from what is no name; and what was
// empty or could not be read, which no rule may take for clean.
#pragma once

#include "goods/goods.hpp"
#include "screen/party_fields.hpp"
#include "screen/shipment.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::screen {

/// One party of a field. A field may name several ("ALPHA LLC C/O BETA"); each is looked up by itself.
struct ReadParty {
    const Party* party = nullptr; ///< whose field it is, with its role
    const Party* facts = nullptr; ///< whose name and facts are compared: another party's where the field says SAME AS ...
    NameState state = NameState::empty;
    std::string name;             ///< what is screened when named
    NameLink link = NameLink::itself;
    std::string address;          ///< cut off the name, beside facts->address
    bool main = true;             ///< the first name of its field: numbers, birth date and telephone are its own
    bool alone = true;            ///< the only name in its field, so that the whole field may be a name too
    bool to_order = false;        ///< TO THE ORDER OF
    std::vector<std::string_view> countries; ///< codes
    bool has_identifier = false;             ///< IMO or another number by which it can be looked up without a name

    bool can_be_screened() const { return state == NameState::named || has_identifier; }
};

struct ReadLine {
    const Line* line = nullptr;
    std::optional<goods::HsCode> hs;
    std::string_view origin; ///< code, or empty
};

/// Views into the shipment it was read from, which outlives it.
struct ReadShipment {
    const Shipment* shipment = nullptr;
    std::vector<std::string_view> dispatch;     ///< codes; several when rows of the shipment differ
    std::vector<std::string_view> destination;
    std::string_view destination_source;        ///< "destination", or "consignee.country" when that field was empty
    std::vector<std::string_view> via;
    std::vector<ReadParty> parties;
    std::vector<ReadLine> lines;
    std::vector<Unreadable> unreadable;         ///< the shipment's own and what was found here
    std::vector<std::string> missing;           ///< "end_user.name", "hs (line 2)", "destination:unreadable"
    bool screened = false;                      ///< a party with a name or an identifier was there

    bool is_missing(std::string_view input) const;
};

/// In: cache, when given, remembers how name fields were taken apart; the result is the same
ReadShipment read_shipment(const Shipment& shipment, FieldCache* cache = nullptr);

} // namespace tidewaiter::screen
