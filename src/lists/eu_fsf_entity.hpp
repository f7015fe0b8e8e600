// An entry of the EU's financial sanctions list, whatever form it was published in: the CSV forms put their rows into the
// elements and attributes of the XML.
#pragma once

#include "lists/xml_list.hpp"

namespace tidewaiter::lists {

/// Reads a <sanctionEntity> of XML 1.1 and yields the party; an entry without a number or a name is rejected.
void read_eu_entity(XmlList& list, const XmlElement& record, const XmlPlace& place);

} // namespace tidewaiter::lists
