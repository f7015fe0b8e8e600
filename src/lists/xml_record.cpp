#include "lists/xml_record.hpp"

namespace tidewaiter::lists {

void XmlRecord::clear() {
    nodes_.clear();
    attributes_.clear();
    open_.clear();
    text_.clear();
}

XmlRecord::Span XmlRecord::keep(std::string_view text) {
    const Span span{static_cast<std::uint32_t>(text_.size()), static_cast<std::uint32_t>(text.size())};
    text_ += text;
    return span;
}

void XmlRecord::open(std::string_view name) {
    const auto index = static_cast<std::uint32_t>(nodes_.size());
    if (!open_.empty()) {
        Node& parent = nodes_[open_.back()];
        (parent.first_child == none ? parent.first_child : nodes_[parent.last_child].next) = index;
        parent.last_child = index;
    }
    nodes_.push_back(Node{.name = keep(name), .first_attribute = static_cast<std::uint32_t>(attributes_.size())});
    open_.push_back(index);
}

void XmlRecord::add_attribute(std::string_view name, std::string_view value) {
    const Span kept_name = keep(name);
    attributes_.push_back(Attribute{kept_name, keep(value)});
    ++nodes_.back().attributes;
}

void XmlRecord::close(std::string_view text) {
    nodes_[open_.back()].text = keep(text);
    open_.pop_back();
}

std::string_view XmlElement::name() const { return record_ == nullptr ? "" : record_->view(record_->nodes_[index_].name); }

std::string_view XmlElement::text() const { return record_ == nullptr ? "" : record_->view(record_->nodes_[index_].text); }

std::string_view XmlElement::attribute(std::string_view name) const {
    if (record_ != nullptr) {
        const XmlRecord::Node& node = record_->nodes_[index_];
        for (std::uint32_t i = 0; i < node.attributes; ++i) {
            const XmlRecord::Attribute& attribute = record_->attributes_[node.first_attribute + i];
            if (record_->view(attribute.name) == name) {
                return record_->view(attribute.value);
            }
        }
    }
    return {};
}

XmlElement XmlElement::child(std::string_view name) const {
    for (const XmlElement each : children()) {
        if (each.name() == name) {
            return each;
        }
    }
    return {};
}

bool XmlElement::has_children() const {
    return record_ != nullptr && record_->nodes_[index_].first_child != XmlRecord::none;
}

XmlElement::Children XmlElement::children() const {
    return Children(has_children() ? XmlElement(record_, record_->nodes_[index_].first_child) : XmlElement());
}

XmlElement::Children::Iterator& XmlElement::Children::Iterator::operator++() {
    const std::uint32_t next = at_.record_->nodes_[at_.index_].next;
    at_ = next == XmlRecord::none ? XmlElement() : XmlElement(at_.record_, next);
    return *this;
}

} // namespace tidewaiter::lists
