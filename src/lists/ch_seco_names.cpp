#include "lists/ch_seco_names.hpp"

#include "lists/ascii.hpp"
#include "lists/clean_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

namespace tidewaiter::lists {

namespace {

using namespace std::string_view_literals;

/// One part of a name, as it may be written.
struct NamePart {
    int order = 0;
    std::string type;
    std::string value;
    std::vector<std::pair<std::string, std::string>> variants; // "rus Cyrl" -> text
};

std::vector<NamePart> parts_of(const XmlElement& name) {
    std::vector<NamePart> parts;
    for (const XmlElement child : name.children()) {
        if (child.name() != "name-part") {
            continue;
        }
        const std::string order = clean_text(child.attribute("order"));
        NamePart part{.order = 0,
                      .type = clean_text(child.attribute("name-part-type")),
                      .value = clean_text(child.child_text("value")),
                      .variants = {}};
        part.order = !order.empty() && order.size() < 4 && std::ranges::all_of(order, is_digit)
                         ? std::stoi(order)
                         : 1'000;
        for (const XmlElement variant : child.children()) {
            if (variant.name() == "spelling-variant") {
                part.variants.emplace_back(
                    fmt::format("{} {}", variant.attribute("lang"), variant.attribute("script")),
                    clean_text(variant.text()));
            }
        }
        parts.push_back(std::move(part));
    }
    std::ranges::stable_sort(parts, {}, &NamePart::order);
    return parts;
}

/// All names that one language and script makes: each part in each of its spellings there, else as
/// the list writes it.
std::vector<std::string> names_in(const std::vector<NamePart>& parts, std::string_view writing) {
    constexpr std::size_t most = 60; // a name of five parts with three spellings each would be 243
    std::vector<std::string> names{std::string()};
    for (const NamePart& part : parts) {
        if (part.type == "title") {
            continue;
        }
        std::vector<std::string> spellings;
        for (const auto& [key, text] : part.variants) {
            if (key == writing && !text.empty()) {
                spellings.push_back(text);
            }
        }
        if (spellings.empty()) {
            spellings.push_back(part.value);
        }
        std::vector<std::string> longer;
        for (const std::string& name : names) {
            for (const std::string& spelling : spellings) {
                if (longer.size() < most) {
                    longer.push_back(join_name({name, spelling}));
                }
            }
        }
        names = std::move(longer);
    }
    return names;
}

void add_parts(Party& party, const std::vector<NamePart>& parts) {
    constexpr std::array properties{std::pair{"title"sv, "title"sv},
                                    std::pair{"given-name"sv, "firstName"sv},
                                    std::pair{"further-given-name"sv, "secondName"sv},
                                    std::pair{"father-name"sv, "fatherName"sv},
                                    std::pair{"family-name"sv, "lastName"sv},
                                    std::pair{"suffix"sv, "nameSuffix"sv}};
    for (const NamePart& part : parts) {
        const auto found =
            std::ranges::find(properties, part.type, [](const auto& row) { return row.first; });
        if (found != properties.end()) {
            party.add(found->second, part.value);
        }
    }
}

} // namespace

void add_seco_name(Party& party, RemarkTally& remarks, const XmlElement& name, bool main) {
    const std::string type = clean_text(name.attribute("name-type"));
    NameKind kind = type == "primary-name" && main ? NameKind::primary : NameKind::alias;
    if (type == "formerly-known-as") {
        kind = NameKind::former;
    } else if (type != "primary-name" && type != "alias") {
        remarks.add("names of an unknown type, read as aliases",
                    fmt::format("'{}' of {}", type, party.id()));
    }
    if (name.attribute("quality") == "low") {
        kind = NameKind::weak;
    }
    const auto parts = parts_of(name);
    for (const std::string& each : names_in(parts, {})) {
        party.add_name(each, kind, clean_text(name.attribute("lang")));
    }
    std::vector<std::string> writings;
    for (const NamePart& part : parts) {
        for (const auto& [writing, text] : part.variants) {
            if (std::ranges::find(writings, writing) == writings.end()) {
                writings.push_back(writing);
            }
        }
    }
    for (const std::string& writing : writings) {
        const std::string_view language = std::string_view(writing).substr(0, writing.find(' '));
        for (const std::string& each : names_in(parts, writing)) {
            party.add_name(each, kind == NameKind::primary ? NameKind::alias : kind, language);
        }
    }
    if (party.entity().schema == "Person" && kind == NameKind::primary) {
        add_parts(party, parts);
    }
}

} // namespace tidewaiter::lists
