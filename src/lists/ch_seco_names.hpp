// Names in Switzerland's list: in parts with an order, each part with spellings in other scripts,
// from which whole names must be built.
#pragma once

#include "lists/party.hpp"
#include "lists/xml_record.hpp"

namespace tidewaiter::lists {

/// Adds the names that one <name> makes: as the list writes it, and once for each language and
/// script in which any of its parts is spelled; titles are no part of a name.
/// In: main is false for a further identity of the party, whose primary name is an alias
void add_seco_name(Party& party, RemarkTally& remarks, const XmlElement& name, bool main);

} // namespace tidewaiter::lists
