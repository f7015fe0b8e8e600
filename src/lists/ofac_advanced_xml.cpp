// OFAC's SDN_ADVANCED.XML and CONS_ADVANCED.XML, over 100 MB: everything goes by number, so that
// the tables come first (ofac_references.hpp) and the parties in a second pass.
#include "lists/ascii.hpp"
#include "lists/clean_text.hpp"
#include "lists/formats.hpp"
#include "lists/ofac_links.hpp"
#include "lists/ofac_references.hpp"
#include "lists/xml_head.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_map>

namespace tidewaiter::lists {

namespace {

using namespace std::string_view_literals;

/// One run over one file.
struct Run {
    XmlList& list;
    const OfacReferences& references;
    OfacLinks links;
    std::uint64_t papers = 0; // of the parties that went by

    std::string text(std::string_view set, std::string_view id) {
        return references.text(set, id, list.remarks);
    }
};

using PartKinds = std::unordered_map<std::string, std::string>; // NamePartGroup -> "First Name"

bool is_true(std::string_view text) {
    return to_lower(text) == "true";
}

/// Individual, Entity, Vessel, Aircraft: a means of transport has its kind in the sub-type, the
/// others in the type.
std::string_view schema_of(Run& run, const XmlElement& profile, std::string_view id) {
    const OfacReference* sub_type =
        run.references.find("PartySubType", clean_text(profile.attribute("PartySubTypeID")));
    if (sub_type == nullptr) {
        return to_ofac_schema("", run.list.remarks, id);
    }
    const OfacReference* type = run.references.find("PartyType", sub_type->other);
    const bool plain = type == nullptr || type->text == "Transport";
    return to_ofac_schema(plain ? sub_type->text : type->text, run.list.remarks, id);
}

PartKinds part_kinds_of(Run& run, const XmlElement& identity) {
    PartKinds kinds;
    for (const XmlElement master : identity.child("NamePartGroups").children()) {
        for (const XmlElement group : master.children()) {
            kinds.emplace(clean_text(group.attribute("ID")),
                          run.text("NamePartType", clean_text(group.attribute("NamePartTypeID"))));
        }
    }
    return kinds;
}

NameKind kind_of(Run& run, const Party& party, const XmlElement& alias) {
    const std::string type = run.text("AliasType", clean_text(alias.attribute("AliasTypeID")));
    if (type == "F.K.A.") {
        return NameKind::former;
    }
    if (type != "Name" && type != "A.K.A." && type != "N.K.A.") {
        run.list.remarks.add("alternate names of an unknown type, read as aliases",
                             fmt::format("'{}' of {}", type, party.id()));
    }
    if (is_true(alias.attribute("LowQuality"))) {
        return NameKind::weak;
    }
    return type == "Name" ? NameKind::primary : NameKind::alias;
}

void add_documented_name(Run& run, Party& party, const XmlElement& documented,
                         const PartKinds& kinds, NameKind kind) {
    std::vector<OfacNamePart> parts;
    bool latin = true;
    for (const XmlElement part : documented.children()) {
        if (part.name() != "DocumentedNamePart") {
            continue;
        }
        for (const XmlElement value : part.children()) {
            const auto found = kinds.find(clean_text(value.attribute("NamePartGroupID")));
            if (found == kinds.end()) {
                run.list.remarks.add(
                    "parts of names without a kind",
                    fmt::format("'{}' of {}", clean_text(value.text()), party.id()));
            }
            const OfacReference* script =
                run.references.find("Script", clean_text(value.attribute("ScriptID")));
            latin = latin && (script == nullptr || script->text == "Latin");
            parts.push_back(
                {found == kinds.end() ? std::string() : found->second, clean_text(value.text())});
        }
    }
    const std::string name = to_ofac_name(parts);
    party.add_name(name, kind);
    if (kind == NameKind::primary && latin) {
        add_ofac_name_parts(party, parts);
        if (party.entity().schema == "Airplane" && !name.starts_with("MSN ")) {
            party.add("registrationNumber",
                      name); // OFAC names aircraft by their registration marks
        }
    }
}

void add_paper(Run& run, Party& party, PartyListing& common, std::string_view record) {
    ++run.papers;
    std::string issued;
    std::string expires;
    std::string country;
    std::string place;
    std::string authority;
    std::string remarks;
    std::string date_type;
    PackedFields fields(record);
    while (const auto field = fields.next()) {
        switch (field->tag) {
        case packed::country:
            country = run.references.country(field->text, run.list.remarks);
            break;
        case packed::location: {
            bool found = false;
            const PartyAddress address =
                run.references.address(field->text, run.list.remarks, found);
            place = join_place({address.street, address.city, address.region, address.country});
            break;
        }
        case packed::authority:
            authority = join_place({authority, field->text});
            break;
        case packed::validity: {
            const std::string validity = run.text("Validity", field->text);
            remarks = join_place({remarks, validity == "Valid" ? "" : validity});
            break;
        }
        case packed::comment:
            remarks = join_place({remarks, field->text});
            break;
        case packed::date_type:
            date_type = run.text("IDRegDocDateType", field->text);
            break;
        case packed::date:
            (contains(date_type, "Expir") ? expires : issued) = field->text;
            break;
        default:
            break;
        }
    }
    OfacFact fact =
        to_ofac_fact(run.text("IDRegDocType", PackedFields::find(record, packed::type)),
                     PackedFields::find(record, packed::number),
                     country == "undetermined" ? std::string() : country, issued, expires);
    fact.place = join_place({fact.place, authority, place == country ? std::string() : place});
    fact.remarks = remarks;
    std::vector<std::string> linked_to;
    add_ofac_fact(party, fact, common, linked_to);
}

void add_identity(Run& run, Party& party, PartyListing& common, const XmlElement& identity) {
    const PartKinds kinds = part_kinds_of(run, identity);
    const bool disowned = is_true(identity.attribute("False"));
    for (const XmlElement alias : identity.children()) {
        if (alias.name() != "Alias") {
            continue;
        }
        const NameKind kind = disowned ? NameKind::weak : kind_of(run, party, alias);
        for (const XmlElement documented : alias.children()) {
            if (documented.name() == "DocumentedName") {
                add_documented_name(run, party, documented, kinds, kind);
            }
        }
    }
    for (const std::string_view record :
         run.references.documents().find(clean_text(identity.attribute("ID")))) {
        add_paper(run, party, common, record);
    }
}

/// A place is an address under "Location", else a country or a text under the feature's own name.
void add_placed_feature(Run& run, Party& party, PartyListing& common, const std::string& type,
                        std::string_view location) {
    bool found = false;
    const PartyAddress address = run.references.address(location, run.list.remarks, found);
    if (!found) {
        run.list.remarks.add("locations that the file does not hold",
                             fmt::format("{} of {}", location, party.id()));
        return;
    }
    if (type == "Location") {
        party.add_address(address);
        return;
    }
    const std::string words =
        join_place({address.street, address.city, address.region, address.country});
    add_ofac_feature(party, run.list, common, type, words);
}

void add_feature(Run& run, Party& party, PartyListing& common, const XmlElement& feature) {
    const std::string type =
        run.text("FeatureType", clean_text(feature.attribute("FeatureTypeID")));
    for (const XmlElement version : feature.children()) {
        if (version.name() != "FeatureVersion") {
            continue;
        }
        bool any = false;
        for (const XmlElement child : version.children()) {
            if (child.name() == "DatePeriod") {
                add_ofac_feature(party, run.list, common, type, to_date_text(to_ofac_span(child)));
                any = true;
            } else if (child.name() == "VersionLocation") {
                add_placed_feature(run, party, common, type,
                                   clean_text(child.attribute("LocationID")));
                any = true;
            } else if (child.name() == "VersionDetail" && !any) {
                const std::string code = clean_text(child.attribute("DetailReferenceID"));
                const std::string text = clean_text(child.text());
                add_ofac_feature(party, run.list, common, type,
                                 text.empty() ? run.text("DetailReference", code) : text);
            }
        }
        party.add_note(type, version.child_text("Comment"));
    }
}

void add_relationships(Run& run, Party& party, std::string_view profile) {
    for (const std::string_view record : run.references.relationships().find(profile)) {
        const std::string other(PackedFields::find(record, packed::other));
        const std::string type = run.text("RelationType", PackedFields::find(record, packed::type));
        const std::string quality =
            run.text("RelationQuality", PackedFields::find(record, packed::quality));
        if (!run.references.has_party(other)) {
            party.add_note(type, "ofac-" + other + " (not in this file)");
        }
        run.links.add({.from = party.id(),
                       .to = "ofac-" + other,
                       .type = type,
                       .former = !PackedFields::find(record, packed::former).empty(),
                       .note = join_place({quality == "Unknown" ? "" : quality,
                                           PackedFields::find(record, packed::comment)})});
    }
}

/// One listing for each sanctions entry: a party stands on one list and, as most do, on
/// "Consolidated List" beside it.
void add_listing(Run& run, Party& party, const PartyListing& common, std::string_view uid,
                 std::string_view record) {
    PartyListing listing = to_ofac_listing(uid);
    std::vector<std::string> words;
    std::string type;
    std::string list;
    PackedFields fields(record);
    while (const auto field = fields.next()) {
        switch (field->tag) {
        case packed::list:
            list = run.text("List", field->text);
            break;
        case packed::date:
            // The first day on this list; later events change the programme.
            listing.listed_on = listing.listed_on.empty()
                                    ? std::string(field->text)
                                    : std::min(listing.listed_on, std::string(field->text));
            break;
        case packed::basis: {
            const std::string basis = run.text("LegalBasis", field->text);
            if (basis != "Unknown" && !contains(listing.reason, basis)) {
                listing.reason += (listing.reason.empty() ? "" : "; ") + basis;
            }
            break;
        }
        case packed::type:
            type = run.text("SanctionsType", field->text);
            if (type != "Program" && !type.empty()) {
                words.push_back(type);
                listing.provisions.push_back(type);
            }
            break;
        case packed::comment:
            if (type == "Program") {
                words.emplace_back(field->text);
                listing.programs.emplace_back(field->text);
            } else {
                listing.provisions.emplace_back(field->text);
            }
            break;
        case packed::end:
            listing.ended_on = std::max(listing.ended_on, std::string(field->text));
            break;
        default:
            break;
        }
    }
    add_ofac_measure(party, listing, list == "SDN List" ? ofac_sdn_list : ofac_cons_list, words);
    if (!list.empty()) {
        listing.provisions.push_back(list);
    }
    listing.provisions.insert(listing.provisions.end(), common.provisions.begin(),
                              common.provisions.end());
    listing.listed_on = common.listed_on.empty() ? listing.listed_on : common.listed_on;
    listing.started_on = common.started_on;
    party.add_listing(listing);
}

void read_party(Run& run, const XmlElement& distinct, const XmlPlace& place) {
    const std::string uid = clean_text(distinct.attribute("FixedRef"));
    if (!run.list.begin_record(uid, place, "FixedRef")) {
        return;
    }
    Party party("ofac-" + uid, schema_of(run, distinct.child("Profile"), uid),
                run.list.version.list, run.list.remarks);
    PartyListing common;
    bool listed = false;
    std::vector<std::string> linked_to;
    for (const OfacFact& fact : split_ofac_remarks(text_of_all(distinct.child("Comment")))) {
        add_ofac_fact(party, fact, common, linked_to);
    }
    for (const std::string& name : linked_to) {
        run.list.links.add_link(party.id(), name, "Linked To");
    }
    std::vector<std::string> profiles;
    for (const XmlElement profile : distinct.children()) {
        if (profile.name() != "Profile") {
            continue;
        }
        const std::string id = clean_text(profile.attribute("ID"));
        profiles.push_back(id);
        for (const XmlElement child : profile.children()) {
            if (child.name() == "Identity") {
                add_identity(run, party, common, child);
            } else if (child.name() == "Feature") {
                add_feature(run, party, common, child);
            } else if (child.name() != "SanctionsEntryReference" &&
                       child.name() != "ExternalReference") {
                run.list.keep_unknown(party, child);
            }
        }
        add_relationships(run, party, id);
    }
    for (const std::string& profile : profiles) {
        for (const std::string_view record : run.references.entries().find(profile)) {
            add_listing(run, party, common, uid, record);
            listed = true;
        }
    }
    if (!listed) {
        run.list.remarks.add("parties without a sanctions entry, read as on the SDN list, whose "
                             "measure is the stricter",
                             party.id());
        PartyListing listing = to_ofac_listing(uid);
        add_ofac_measure(party, listing, ofac_sdn_list, {});
        listing.provisions = common.provisions;
        party.add_listing(listing);
    }
    if (party.has_name()) {
        run.links.add_party(party.id(), party.entity().schema);
    }
    run.list.yield(party, place, "Alias");
}

ListVersion read(const ListFiles& files, const ReadOptions& options, EntitySink& sink,
                 base::RejectSink& rejects) {
    XmlList list(files, options, sink, rejects);
    list.links_by_name = true;
    OfacReferences references;
    references.load(files.front(), options.limits);
    const bool named = options.list == ofac_sdn_list || options.list == ofac_cons_list;
    describe_ofac_list(list.version, named ? std::string_view(options.list) : references.list(),
                       options);
    list.version.date = references.date();
    list.version.version = references.date();
    Run run{.list = list, .references = references, .links = {}, .papers = 0};
    constexpr std::array records{"DistinctParty"sv};
    list.read(
        XmlShape{
            .root = "Sanctions", .describes = "an OFAC list in advanced XML", .records = records},
        [](const XmlElement&) {},
        [&](const XmlElement& record, const XmlPlace& place) { read_party(run, record, place); });
    // Papers and sanctions entries of parties that the file does not hold, as in one that was cut
    // by party.
    list.version.orphans = references.orphans() + references.documents().size() -
                           std::min(run.papers, references.documents().size());
    run.links.yield_links(list.version.list, sink, list.remarks);
    return list.finish();
}

/// "Sanctions" is a word that others use too: the namespace or the reference sets must be in sight.
int recognise(std::string_view head) {
    if (look_at_xml_head(head).root != "Sanctions") {
        return 0;
    }
    return contains(head, "<ReferenceValueSets") || contains(head, "un.org/sanctions/1.0") ||
                   contains(head, "ADVANCED_XML")
               ? 96
               : 0;
}

constexpr std::array marks{"ReferenceValueSets"sv, "DistinctParty"sv, "Location"sv,
                           "SanctionsEntry"sv};

} // namespace

const ListFormat ofac_advanced_xml{
    .name = "ofac-advanced-xml",
    .version = "ofac-advanced-xml-1",
    .describes =
        "OFAC's SDN_ADVANCED.XML and CONS_ADVANCED.XML; ships and aircraft by documentation only",
    .recognise = recognise,
    .read = read,
    .marks = {ListMarks::Kind::xml, "Sanctions", marks}};

} // namespace tidewaiter::lists
