#include "lists/xml_list.hpp"

#include "base/failure.hpp"
#include "base/utf8.hpp"
#include "lists/clean_text.hpp"

#include <fmt/format.h>

#include <utility>

namespace tidewaiter::lists {

XmlList::XmlList(const ListFiles& files, const ReadOptions& options, EntitySink& sink, base::RejectSink& rejects)
    : options_(options), sink_(sink), rejects_(rejects) {
    if (files.size() != 1) {
        throw base::Failure(base::FailureKind::usage, fmt::format("a list of this format is one file, {} were given", files.size()));
    }
    source_ = base::open_source(files.front());
}

void XmlList::read(const XmlShape& shape, const std::function<void(const XmlElement&)>& on_root,
                   const std::function<void(const XmlElement&, const XmlPlace&)>& on_record) {
    const XmlSeen seen = read_xml(*source_, shape, options_.limits, on_root, on_record);
    describe_repairs(seen.repairs, version.remarks);
}

void XmlList::reject(const XmlPlace& place, std::string_view element, std::string_view text, std::string_view reason) {
    rejects_.add(base::Reject{.source = source_->name(),
                              .row = version.records,
                              .column = std::string(element),
                              .text = std::string(base::utf8_prefix(text, 200)),
                              .reason = fmt::format("{} (line {})", reason, place.line),
                              .hint = "The rest of the list is read; tell the publisher."});
}

bool XmlList::begin_record(std::string_view id, const XmlPlace& place, std::string_view element) {
    ++version.records;
    if (id.empty()) {
        reject(place, element, {}, "the entry has no number of its own");
        return false;
    }
    if (!ids_.emplace(id).second) {
        reject(place, element, id, "an entry of this number has gone by already");
        return false;
    }
    return true;
}

void XmlList::yield(Party& party, const XmlPlace& place, std::string_view element) {
    if (!party.has_name()) {
        reject(place, element, party.id(), "the entry has no name");
        return;
    }
    if (links_by_name) {
        links.add_names(party.entity());
    }
    party.yield(sink_, version);
}

void XmlList::keep_unknown(Party& party, const XmlElement& element) {
    const std::string text = text_of_all(element);
    if (!text.empty()) {
        party.add_note(element.name(), text);
        remarks.add("elements that this reader does not know, kept in notes",
                    fmt::format("<{}> of {}", element.name(), party.id()));
    }
}

ListVersion XmlList::finish() {
    links.yield_links(version.list, sink_, remarks);
    remarks.write_to(version.remarks);
    if (version.version.empty()) {
        version.remarks.emplace_back("the file does not say when it was made");
    }
    return std::move(version);
}

std::string join_place(std::initializer_list<std::string_view> parts) {
    std::string place;
    for (const std::string_view part : parts) {
        std::string clean = clean_text(part);
        while (clean.ends_with(',') || clean.ends_with(' ')) {
            clean.pop_back();
        }
        if (!clean.empty()) {
            place += (place.empty() ? "" : ", ") + clean;
        }
    }
    return place;
}

std::string text_of_all(const XmlElement& element) {
    std::string text = clean_text(element.text());
    for (const XmlElement child : element.children()) {
        const std::string below = text_of_all(child);
        if (!below.empty()) {
            text += (text.empty() ? "" : " ") + below;
        }
    }
    return text;
}

} // namespace tidewaiter::lists
