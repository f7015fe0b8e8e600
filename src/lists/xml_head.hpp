// What the first bytes of a file say about it as XML: nothing is parsed, nothing can fail.
#pragma once

#include <string>
#include <string_view>

namespace tidewaiter::lists {

struct XmlHead {
    bool is_empty = false;  ///< no bytes, or only blanks
    bool is_html = false;   ///< an HTML page, as servers send in place of a list
    bool is_xml = false;    ///< starts with a tag, a comment or an XML declaration
    std::string root;       ///< local name of the root element; empty when the head does not reach it
    std::string encoding;   ///< as the XML declaration names it, in lower case; empty when it names none
    bool is_utf16 = false;  ///< by byte-order mark or by its zero bytes
};

/// In: the first bytes of the file, decompressed.
XmlHead look_at_xml_head(std::string_view head);

} // namespace tidewaiter::lists
