// What the readers of XML lists share: one file opened, its repairs said, its records counted, bad ones rejected. Tables that
// say the same as an XML list put their rows into its elements and go the same way.
#pragma once

#include "lists/link_book.hpp"
#include "lists/party.hpp"
#include "lists/xml_stream.hpp"

#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>

namespace tidewaiter::lists {

/// One run of a reader over one file.
class XmlList {
public:
    /// Errors: Failure(usage) for more than one file; Failure(bad_input) for one that cannot be opened.
    XmlList(const ListFiles& files, const ReadOptions& options, EntitySink& sink, base::RejectSink& rejects);

    /// Streams the file through the two functions; see read_xml for shape and errors.
    void read(const XmlShape& shape, const std::function<void(const XmlElement& root)>& on_root,
              const std::function<void(const XmlElement& record, const XmlPlace& place)>& on_record);

    /// Counts one of the publisher's entries and takes its id.
    /// Out: false when the id is empty or has gone by already; the record is then rejected. Which of two entries of
    /// one number is in force cannot be known.
    bool begin_record(std::string_view id, const XmlPlace& place, std::string_view element);
    /// Hands over a party that has a name, and remembers its names when links go by name; rejects one without.
    void yield(Party& party, const XmlPlace& place, std::string_view element);
    /// An element that the reader does not know: its text goes to notes, with a remark.
    void keep_unknown(Party& party, const XmlElement& element);
    /// Resolves links and says what was counted.
    ListVersion finish();

    ListVersion version; ///< the reader fills what identifies the list
    RemarkTally remarks;
    LinkBook links;
    bool links_by_name = false; ///< set by readers whose lists say "Linked To: NAME"; others link by number alone

private:
    void reject(const XmlPlace& place, std::string_view element, std::string_view text, std::string_view reason);

    const ReadOptions& options_; // owned by the caller, as the sinks are
    EntitySink& sink_;
    base::RejectSink& rejects_;
    std::unique_ptr<base::ByteSource> source_;
    std::unordered_set<std::string> ids_;
};

/// "Zurmat District, Paktia Province, Afghanistan": cleaned parts that are not empty, joined by ", ".
std::string join_place(std::initializer_list<std::string_view> parts);

/// All text of an element and what is in it, in order, cleaned, joined by one space.
std::string text_of_all(const XmlElement& element);

} // namespace tidewaiter::lists
