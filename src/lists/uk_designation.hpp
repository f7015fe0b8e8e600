// A designation of the UK's lists, whatever form it was published in: the CSV forms put their rows into the elements of the
// UK Sanctions List in XML.
#pragma once

#include "lists/xml_list.hpp"

#include <string>
#include <string_view>

namespace tidewaiter::lists {

/// Who publishes a UK list.
struct UkPublisher {
    std::string_view authority;
    std::string_view id_prefix;  ///< before the number of an entry: "gb-", "gb-hmt-"
    std::string_view source_url;
};

inline constexpr UkPublisher fcdo{"Foreign, Commonwealth and Development Office", "gb-",
                                  "https://sanctionslist.fcdo.gov.uk/docs/UK-Sanctions-List.xml"};

/// Reads a <Designation> and yields the party; one without a number or a name is rejected.
/// In: last_updated becomes the latest LastUpdated (ISO date) so far
void read_uk_designation(XmlList& list, const XmlElement& designation, const XmlPlace& place, const UkPublisher& publisher,
                         std::string& last_updated);

} // namespace tidewaiter::lists
