// One record of an XML list, whole, in two reused blocks of memory: what a reader looks around in. The document itself
// is never held.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::lists {

class XmlRecord;

/// An element of a record; as cheap as a pointer. An element that is not there is false, without text or children.
/// Views live until the next record.
class XmlElement {
public:
    XmlElement() = default;
    XmlElement(const XmlRecord* record, std::uint32_t index) : record_(record), index_(index) {}

    explicit operator bool() const { return record_ != nullptr; }

    std::string_view name() const; ///< local name
    std::string_view text() const; ///< its own text, as it stands; that of its children is not in it
    /// Value of an attribute by local name; empty when it has none.
    std::string_view attribute(std::string_view name) const;
    /// The first child of that name.
    XmlElement child(std::string_view name) const;

    std::string_view child_text(std::string_view name) const { return child(name).text(); }

    bool has_children() const;

    class Children;
    Children children() const;

private:
    friend class XmlRecord;
    const XmlRecord* record_ = nullptr; // owned by the stream
    std::uint32_t index_ = 0;
};

/// The elements of one record in the order of the file.
class XmlRecord {
public:
    void clear();
    void open(std::string_view name);
    void add_attribute(std::string_view name, std::string_view value);
    void close(std::string_view text);

    /// Its outermost element.
    XmlElement root() const { return nodes_.empty() ? XmlElement() : XmlElement(this, 0); }

    std::uint64_t elements() const { return nodes_.size(); }

    std::uint64_t bytes() const { return text_.size() + nodes_.size() * sizeof(Node); }

private:
    friend class XmlElement;
    static constexpr std::uint32_t none = ~std::uint32_t{0};

    struct Span {
        std::uint32_t at = 0;
        std::uint32_t size = 0;
    };

    struct Node {
        Span name;
        Span text;
        std::uint32_t first_attribute = 0;
        std::uint32_t attributes = 0;
        std::uint32_t first_child = none;
        std::uint32_t last_child = none;
        std::uint32_t next = none;
    };

    struct Attribute {
        Span name;
        Span value;
    };

    Span keep(std::string_view text);
    std::string_view view(Span span) const { return std::string_view(text_).substr(span.at, span.size); }

    std::vector<Node> nodes_;
    std::vector<Attribute> attributes_;
    std::vector<std::uint32_t> open_; // nodes not closed yet
    std::string text_;
};

/// for (const XmlElement child : element.children())
class XmlElement::Children {
public:
    class Iterator {
    public:
        explicit Iterator(XmlElement at) : at_(at) {}
        XmlElement operator*() const { return at_; }
        Iterator& operator++();
        bool operator==(const Iterator& other) const { return at_.record_ == other.at_.record_ && at_.index_ == other.at_.index_; }

    private:
        XmlElement at_;
    };

    explicit Children(XmlElement first) : first_(first) {}
    Iterator begin() const { return Iterator(first_); }
    Iterator end() const { return Iterator(XmlElement()); }

private:
    XmlElement first_;
};

} // namespace tidewaiter::lists
