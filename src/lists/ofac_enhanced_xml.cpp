// OFAC's SDN_ENHANCED.XML and CONS_ENHANCED.XML, and any filtered export of the Sanctions List
// Service. Every code carries its text, so that one pass is enough.
#include "lists/ascii.hpp"
#include "lists/clean_text.hpp"
#include "lists/formats.hpp"
#include "lists/ofac_facts.hpp"
#include "lists/ofac_links.hpp"
#include "lists/xml_head.hpp"

#include "base/failure.hpp"
#include "base/file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tidewaiter::lists {

namespace {

using namespace std::string_view_literals;

constexpr std::string_view sdn_words = "SDN List";
constexpr std::array records{"entity"sv, "dataAsOf"sv};
constexpr XmlShape shape{
    .root = "sanctionsData", .describes = "an OFAC list in enhanced XML", .records = records};

/// Calls use(child) for each child of that name.
template <class Use>
void for_each(const XmlElement& list, std::string_view name, Use use) {
    for (const XmlElement item : list.children()) {
        if (item.name() == name) {
            use(item);
        }
    }
}

std::vector<std::string> texts_of(const XmlElement& list) {
    std::vector<std::string> texts;
    for (const XmlElement item : list.children()) {
        std::string text = clean_text(item.text());
        if (!text.empty()) {
            texts.push_back(std::move(text));
        }
    }
    return texts;
}

bool is_true(std::string_view text) {
    return to_lower(clean_text(text)) == "true";
}

std::string_view list_of(const XmlElement& sanctions_list) {
    return clean_text(sanctions_list.text()) == sdn_words ? ofac_sdn_list : ofac_cons_list;
}

/// The list that most of the first entities stand on; one file may be an export across lists.
std::string_view find_list(const std::string& path, const ReadLimits& limits) {
    struct Enough {};

    constexpr int most = 200;
    int seen = 0;
    int sdn = 0;
    try {
        read_xml(
            *base::open_source(path), shape, limits, [](const XmlElement&) {},
            [&](const XmlElement& record, const XmlPlace&) {
                if (record.name() != "entity") {
                    return;
                }
                ++seen;
                bool on_sdn = false;
                for (const XmlElement each : record.child("sanctionsLists").children()) {
                    on_sdn = on_sdn || list_of(each) == ofac_sdn_list;
                }
                sdn += on_sdn ? 1 : 0;
                if (seen == most) {
                    throw Enough{};
                }
            });
    } catch (const Enough&) {
        return sdn * 2 >= seen ? ofac_sdn_list : ofac_cons_list;
    }
    return sdn * 2 >= seen ? ofac_sdn_list : ofac_cons_list;
}

OfacSpan to_span(const XmlElement& date) {
    return {.from_begin = clean_text(date.child_text("fromDateBegin")),
            .from_end = clean_text(date.child_text("fromDateEnd")),
            .to_begin = clean_text(date.child_text("toDateBegin")),
            .to_end = clean_text(date.child_text("toDateEnd")),
            .approximate = is_true(date.child_text("isApproximate"))};
}

std::vector<OfacNamePart> parts_of(const XmlElement& translation) {
    std::vector<OfacNamePart> parts;
    for (const XmlElement part : translation.child("nameParts").children()) {
        parts.push_back(
            {clean_text(part.child_text("type")), clean_text(part.child_text("value"))});
    }
    return parts;
}

/// The formatted texts have OFAC's own order; those of other scripts are set for reading from the
/// right and are left out.
std::string name_of(const XmlElement& translation, const std::vector<OfacNamePart>& parts,
                    bool latin) {
    std::string name;
    if (latin) {
        name = join_name({translation.child_text("formattedFirstName"),
                          translation.child_text("formattedLastName")});
    }
    if (name.empty()) {
        name = to_ofac_name(parts);
    }
    return name.empty() ? clean_text(translation.child_text("formattedFullName")) : name;
}

void add_name(Party& party, XmlList& list, const XmlElement& name) {
    const bool primary = is_true(name.child_text("isPrimary"));
    const std::string type = clean_text(name.child_text("aliasType"));
    NameKind kind = primary ? NameKind::primary : NameKind::alias;
    if (type == "F.K.A.") {
        kind = NameKind::former;
    } else if (!primary && type != "A.K.A." && type != "N.K.A.") {
        list.remarks.add("alternate names of an unknown type, read as aliases",
                         fmt::format("'{}' of {}", type, party.id()));
    }
    if (kind == NameKind::alias && is_true(name.child_text("isLowQuality"))) {
        kind = NameKind::weak;
    }
    for_each(name.child("translations"), "translation", [&](const XmlElement& translation) {
        const auto parts = parts_of(translation);
        const bool latin = clean_text(translation.child_text("script")) == "Latin";
        party.add_name(name_of(translation, parts, latin), kind);
        if (primary && latin) {
            add_ofac_name_parts(party, parts);
            if (party.entity().schema == "Airplane") {
                const std::string mark = name_of(translation, parts, latin);
                party.add("registrationNumber", mark.starts_with("MSN ") ? std::string() : mark);
            }
        }
    });
}

void add_address(Party& party, const XmlElement& address) {
    const std::string country = clean_text(address.child_text("country"));
    bool any = false;
    for_each(address.child("translations"), "translation", [&](const XmlElement& translation) {
        PartyAddress place{.country = country};
        std::array<std::string, 3> lines;
        for (const XmlElement part : translation.child("addressParts").children()) {
            const std::string type = clean_text(part.child_text("type"));
            const std::string value = clean_text(part.child_text("value"));
            if (type == "CITY") {
                place.city = join_place({place.city, value});
            } else if (type == "POSTAL CODE") {
                place.postal_code = value;
            } else if (type == "STATE/PROVINCE" || type == "REGION") {
                place.region = join_place({place.region, value});
            } else {
                const std::size_t line = type == "ADDRESS2" ? 1 : type == "ADDRESS3" ? 2 : 0;
                lines[line] = join_place({lines[line], value});
            }
        }
        place.street = join_place({lines[0], lines[1], lines[2]});
        settle_ofac_country(place);
        party.add_address(place);
        any = true;
    });
    if (!any) {
        PartyAddress place{.country = country};
        settle_ofac_country(place);
        party.add_address(place);
    }
}

void add_feature(Party& party, XmlList& list, PartyListing& listing, const XmlElement& feature) {
    const std::string date = to_date_text(to_span(feature.child("valueDate")));
    const std::string_view type = feature.child_text("type");
    if (clean_text(type) == "Location") {
        return; // the addresses say it
    }
    add_ofac_feature(party, list, listing, type,
                     date.empty() ? feature.child_text("value") : std::string_view(date));
}

void add_document(Party& party, XmlList& list, PartyListing& listing, const XmlElement& document) {
    OfacFact fact = to_ofac_fact(clean_text(document.child_text("type")),
                                 clean_text(document.child_text("documentNumber")),
                                 clean_text(document.child_text("issuingCountry")),
                                 to_date_text(to_span(document.child("issueDate"))),
                                 to_date_text(to_span(document.child("expirationDate"))));
    const std::string place = clean_text(document.child_text("issuingLocation"));
    const std::string authority = clean_text(document.child_text("issuingAuthority"));
    fact.place = join_place({fact.place, authority, place == fact.country ? std::string() : place});
    const std::string valid = to_lower(clean_text(document.child_text("isValid")));
    fact.remarks =
        join_place({valid == "false" ? "not valid" : "", document.child_text("comments")});
    std::vector<std::string> linked_to;
    add_ofac_fact(party, fact, listing, linked_to);
    constexpr std::array known{
        "type"sv,      "name"sv,           "documentNumber"sv,  "isValid"sv,  "issuingCountry"sv,
        "issueDate"sv, "expirationDate"sv, "issuingLocation"sv, "comments"sv, "issuingAuthority"sv,
        "idFeatures"sv};
    for (const XmlElement child : document.children()) {
        if (std::ranges::find(known, child.name()) == known.end()) {
            list.keep_unknown(party, child);
        }
    }
}

void add_relationship(Party& party, OfacLinks& links, const XmlElement& relationship) {
    const XmlElement related = relationship.child("relatedEntity");
    const std::string type = clean_text(relationship.child_text("type"));
    const std::string id = clean_text(related.attribute("entityId"));
    // A filtered export names parties that it does not hold: the words stay with this one.
    party.add_note(type, text_of_all(related));
    if (!id.empty()) {
        const std::string quality = clean_text(relationship.child_text("quality"));
        links.add({.from = party.id(),
                   .to = "ofac-" + id,
                   .type = type,
                   .former = is_true(relationship.child_text("isFormer")),
                   .note = join_place({quality == "Unknown" ? "" : quality,
                                       relationship.child_text("comments")})});
    }
}

void add_child(Party& party, XmlList& list, OfacLinks& links, PartyListing& common,
               const XmlElement& child) {
    const std::string_view name = child.name();
    if (name == "names") {
        for_each(child, "name", [&](const XmlElement& each) { add_name(party, list, each); });
    } else if (name == "addresses") {
        for_each(child, "address", [&](const XmlElement& each) { add_address(party, each); });
    } else if (name == "features") {
        for_each(child, "feature",
                 [&](const XmlElement& each) { add_feature(party, list, common, each); });
    } else if (name == "identityDocuments") {
        for_each(child, "identityDocument",
                 [&](const XmlElement& each) { add_document(party, list, common, each); });
    } else if (name == "relationships") {
        for_each(child, "relationship",
                 [&](const XmlElement& each) { add_relationship(party, links, each); });
    } else {
        constexpr std::array read_elsewhere{"generalInfo"sv, "sanctionsLists"sv,
                                            "sanctionsPrograms"sv, "sanctionsTypes"sv,
                                            "legalAuthorities"sv};
        if (std::ranges::find(read_elsewhere, name) == read_elsewhere.end()) {
            list.keep_unknown(party, child);
        }
    }
}

void add_general(Party& party, XmlList& list, PartyListing& common, const XmlElement& general) {
    add_ofac_titles(party, clean_text(general.child_text("title")));
    std::vector<std::string> linked_to;
    for (const OfacFact& fact : split_ofac_remarks(clean_text(general.child_text("remarks")))) {
        add_ofac_fact(party, fact, common, linked_to);
    }
    for (const std::string& name : linked_to) {
        list.links.add_link(party.id(), name, "Linked To");
    }
    constexpr std::array known{"identityId"sv, "entityType"sv, "title"sv, "remarks"sv};
    for (const XmlElement child : general.children()) {
        if (std::ranges::find(known, child.name()) == known.end()) {
            list.keep_unknown(party, child);
        }
    }
}

/// One listing for each of OFAC's lists that the entity stands on; programmes, types and
/// authorities hold for all.
void add_listings(Party& party, XmlList& list, std::string_view uid, const XmlElement& entity,
                  const PartyListing& common) {
    const auto types = texts_of(entity.child("sanctionsTypes"));
    const auto add = [&](std::string_view which, const std::string& words,
                         std::string_view published) {
        PartyListing listing = to_ofac_listing(uid);
        listing.programs = texts_of(entity.child("sanctionsPrograms"));
        std::vector<std::string> words_of_measure = listing.programs;
        words_of_measure.insert(words_of_measure.end(), types.begin(), types.end());
        add_ofac_measure(party, listing, which, words_of_measure);
        listing.provisions = types;
        if (!words.empty()) {
            listing.provisions.push_back(words);
        }
        listing.provisions.insert(listing.provisions.end(), common.provisions.begin(),
                                  common.provisions.end());
        for (const std::string& authority : texts_of(entity.child("legalAuthorities"))) {
            listing.reason += (listing.reason.empty() ? "" : "; ") + authority;
        }
        listing.listed_on = common.listed_on.empty() ? std::string(published) : common.listed_on;
        listing.started_on = common.started_on;
        party.add_listing(listing);
    };
    bool any = false;
    for (const XmlElement each : entity.child("sanctionsLists").children()) {
        const std::string date = clean_text(each.attribute("datePublished"));
        add(list_of(each), clean_text(each.text()), std::string_view(date).substr(0, 10));
        any = true;
    }
    if (!any) {
        list.remarks.add(
            "entities on none of the lists, read as on the SDN list, whose measure is the stricter",
            party.id());
        add(ofac_sdn_list, {}, {});
    }
}

void read_entity(XmlList& list, OfacLinks& links, const XmlElement& entity, const XmlPlace& place) {
    const std::string uid = clean_text(entity.attribute("id"));
    if (!list.begin_record(uid, place, "id")) {
        return;
    }
    const XmlElement general = entity.child("generalInfo");
    Party party("ofac-" + uid, to_ofac_schema(general.child_text("entityType"), list.remarks, uid),
                list.version.list, list.remarks);
    PartyListing common;
    for (const XmlElement child : entity.children()) {
        add_child(party, list, links, common, child);
    }
    add_general(party, list, common, general);
    add_listings(party, list, uid, entity, common);
    if (party.has_name()) {
        links.add_party(party.id(), party.entity().schema);
    }
    list.yield(party, place, "names");
}

ListVersion read(const ListFiles& files, const ReadOptions& options, EntitySink& sink,
                 base::RejectSink& rejects) {
    XmlList list(files, options, sink, rejects);
    list.links_by_name = true;
    const bool named = options.list == ofac_sdn_list || options.list == ofac_cons_list;
    describe_ofac_list(
        list.version,
        named ? std::string_view(options.list) : find_list(files.front(), options.limits), options);
    OfacLinks links;
    list.read(
        shape, [](const XmlElement&) {},
        [&](const XmlElement& record, const XmlPlace& place) {
            if (record.name() == "entity") {
                read_entity(list, links, record, place);
            } else {
                list.version.version = clean_text(record.text());
                list.version.date = list.version.version.substr(0, 10);
            }
        });
    links.yield_links(list.version.list, sink, list.remarks);
    return list.finish();
}

int recognise(std::string_view head) {
    return look_at_xml_head(head).root == "sanctionsData" && contains(head, "ENHANCED_XML") ? 96
           : look_at_xml_head(head).root == "sanctionsData"                                 ? 90
                                                                                            : 0;
}

constexpr std::array marks{"publicationInfo"sv, "referenceValues"sv, "featureTypes"sv, "entity"sv};

} // namespace

const ListFormat ofac_enhanced_xml{
    .name = "ofac-enhanced-xml",
    .version = "ofac-enhanced-xml-1",
    .describes = "OFAC's SDN_ENHANCED.XML, CONS_ENHANCED.XML and exports of its list service; ships by documentation only",
    .recognise = recognise,
    .read = read,
    .marks = {ListMarks::Kind::xml, "sanctionsData", marks}};

} // namespace tidewaiter::lists
