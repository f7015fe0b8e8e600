// XML as a stream of records, over expat: the file goes by in blocks, one record at a time is held, and nothing in it
// can make the program fetch, expand or nest without end.
#pragma once

#include "base/file.hpp"
#include "lists/list_reader.hpp"
#include "lists/xml_bytes.hpp"
#include "lists/xml_record.hpp"

#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace tidewaiter::lists {

/// Which elements of a document are wanted, by local name; namespaces are dropped.
struct XmlShape {
    std::string_view root;                     ///< the root element that the format has
    std::string_view describes;                ///< "an OFAC list in XML", for messages
    std::span<const std::string_view> records; ///< elements that are handed over whole
    /// Elements whose start tag alone is handed over, as a record without content; what is in them follows.
    std::span<const std::string_view> starts = {};
    /// Elements inside a record whose text belongs to their parent's, in its place ("a <b>c</b> d").
    std::span<const std::string_view> inlined = {};
    /// Elements inside a record that stand for a blank in their parent's text (line breaks).
    std::span<const std::string_view> blanks = {};
};

/// Where a record stands.
struct XmlPlace {
    std::uint64_t number = 0; ///< of the record among those handed over, from 1
    std::uint64_t line = 0;   ///< of its start tag, from 1
};

/// What was seen on the way.
struct XmlSeen {
    XmlRepairs repairs;
    std::uint64_t records = 0;
    std::uint64_t bytes = 0; ///< of the file, decompressed
};

/// Streams the records of a source.
/// In:     on_root gets the root element with its attributes, before any record; on_record each record once
/// Errors: Failure(bad_input): empty; an HTML page; not XML; another root element; cut in the middle; not well-formed
///         (both name line and byte); a DOCTYPE, which is where entity and external-file attacks begin; over a limit.
///         What on_root and on_record throw comes through.
/// Cost:   one pass; memory for one block and one record
XmlSeen read_xml(base::ByteSource& source, const XmlShape& shape, const ReadLimits& limits,
                 const std::function<void(const XmlElement& root)>& on_root,
                 const std::function<void(const XmlElement& record, const XmlPlace& place)>& on_record);

/// What an operator should know of the repairs, one sentence each, appended to the remarks of a version.
void describe_repairs(const XmlRepairs& repairs, std::vector<std::string>& remarks);

} // namespace tidewaiter::lists
