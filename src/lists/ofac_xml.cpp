// OFAC's SDN.XML and CONSOLIDATED.XML: one layout for both lists, under the namespace tempuri.org
// until 2024 and that of the Sanctions List Service since.
#include "lists/ascii.hpp"
#include "lists/clean_text.hpp"
#include "lists/file_head.hpp"
#include "lists/formats.hpp"
#include "lists/measures.hpp"
#include "lists/ofac_facts.hpp"
#include "lists/xml_head.hpp"
#include "lists/xml_list.hpp"

#include "base/failure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tidewaiter::lists {

namespace {

using namespace std::string_view_literals;

constexpr std::string_view sdn_list = ofac_sdn_list;
constexpr std::string_view cons_list = ofac_cons_list;
constexpr std::array records{"sdnEntry"sv, "publshInformation"sv}; // the misspelling is OFAC's
constexpr XmlShape shape{.root = "sdnList", .describes = "an OFAC list in XML", .records = records};

std::vector<std::string> programs_of(const XmlElement& entry) {
    std::vector<std::string> programs;
    for (const XmlElement program : entry.child("programList").children()) {
        std::string name = clean_text(program.text());
        if (!name.empty()) {
            programs.push_back(std::move(name));
        }
    }
    return programs;
}

/// Programmes of the consolidated list under which OFAC also blocks: in the Consolidated Screening
/// List export of 2026-07-31 they stand beside SDN entries and beside others, so that they do not
/// tell the lists apart.
constexpr std::array shared_programs{"UKRAINE-EO13662"sv,       "RUSSIA-EO14024"sv,
                                     "CAATSA - RUSSIA"sv,       "BURMA-EO14014"sv,
                                     "ILLICIT-DRUGS-EO14059"sv, "IRAN"sv};

/// What one entry says about the list it stands in.
enum class Sign { sdn, consolidated, neither };

Sign sign_of(const XmlElement& entry) {
    const std::string kind = to_lower(clean_text(entry.child_text("sdnType")));
    const auto programs = programs_of(entry);
    const bool any_known = std::ranges::any_of(programs, [](const std::string& program) {
        return find_measure_row(cons_list, program) != nullptr;
    });
    if (kind == "vessel" || kind == "aircraft" || !any_known) {
        return Sign::sdn; // the consolidated list holds none, and nobody without one of its
                          // programmes
    }
    const bool own_program = std::ranges::any_of(programs, [](const std::string& program) {
        return find_measure_row(cons_list, program) != nullptr &&
               std::ranges::find(shared_programs, program) == shared_programs.end();
    });
    bool directive = false;
    for (const XmlElement id : entry.child("idList").children()) {
        directive = directive || contains(id.child_text("idType"), "Directive Determination");
    }
    return own_program || directive ? Sign::consolidated : Sign::neither;
}

/// SDN or consolidated? The root element and the layout are the same, so that the entries in the
/// first 64 kB decide: the file is the consolidated list when at most one in twenty speaks for SDN
/// and at least one for it. When nothing speaks, it is read as SDN, whose measure is the stricter;
/// ReadOptions::list overrides.
struct WhichList {
    std::string_view list = sdn_list;
    bool sure = false;
};

WhichList find_list(const std::string& path) {
    std::uint64_t entries = 0;
    std::array<std::uint64_t, 3> signs{};
    try {
        const auto head = base::open_memory(path, load_head(path));
        read_xml(
            *head, shape, ReadLimits{}, [](const XmlElement&) {},
            [&](const XmlElement& record, const XmlPlace&) {
                if (record.name() == "sdnEntry") {
                    ++entries;
                    ++signs[static_cast<std::size_t>(sign_of(record))];
                }
            });
    } catch (const base::Failure&) {
        // The head of a longer file always ends in the middle; what else is wrong the reading
        // itself will say.
    }
    const std::uint64_t sdn = signs[static_cast<std::size_t>(Sign::sdn)];
    const std::uint64_t consolidated = signs[static_cast<std::size_t>(Sign::consolidated)];
    if (sdn * 20 > entries) {
        return {sdn_list, true};
    }
    return consolidated > 0 ? WhichList{cons_list, true} : WhichList{sdn_list, entries == 0};
}

void add_aka(Party& party, XmlList& list, const XmlElement& aka) {
    const std::string type = to_lower(clean_text(aka.child_text("type")));
    NameKind kind = to_lower(clean_text(aka.child_text("category"))) == "weak" ? NameKind::weak
                                                                               : NameKind::alias;
    if (type == "f.k.a.") {
        kind = NameKind::former;
    } else if (type != "a.k.a." && type != "n.k.a.") {
        list.remarks.add("alternate names of an unknown type, read as aliases",
                         fmt::format("'{}' of {}", type, party.id()));
    }
    const std::string name = join_name({aka.child_text("firstName"), aka.child_text("lastName")});
    // Weak aliases of persons stand whole in lastName, as "ZAHAR, Mahmoud".
    const bool whole =
        party.entity().schema == "Person" && clean_text(aka.child_text("firstName")).empty();
    party.add_name(whole ? to_natural_order(name) : name, kind);
}

PartyAddress to_address(const XmlElement& element) {
    PartyAddress address{
        .street = join_place({element.child_text("address1"), element.child_text("address2"),
                              element.child_text("address3")}),
        .city = clean_text(element.child_text("city")),
        .region = clean_text(element.child_text("stateOrProvince")),
        .postal_code = clean_text(element.child_text("postalCode")),
        .country = clean_text(element.child_text("country"))};
    settle_ofac_country(address);
    return address;
}

void add_ship(Party& party, XmlList& list, const XmlElement& ship) {
    party.add_identifier(entity::IdentifierKind::call_sign, ship.child_text("callSign"));
    party.add("type", ship.child_text("vesselType"));
    party.add("tonnage", without_commas(ship.child_text("tonnage")));
    party.add("grossRegisteredTonnage", without_commas(ship.child_text("grossRegisteredTonnage")));
    const std::string flag = clean_text(ship.child_text("vesselFlag"));
    if (flag != "None Identified") {
        party.add_country("flag", flag);
    }
    add_ofac_vessel_owner(party, list, ship.child_text("vesselOwner"));
}

void add_name(Party& party, const XmlElement& entry) {
    const std::string name =
        join_name({entry.child_text("firstName"), entry.child_text("lastName")});
    party.add_name(name, NameKind::primary);
    if (party.entity().schema == "Person") {
        party.add("firstName", entry.child_text("firstName"));
        party.add("lastName", entry.child_text("lastName"));
    } else if (party.entity().schema == "Airplane" && !name.starts_with("MSN ")) {
        party.add("registrationNumber", name); // OFAC names aircraft by their registration marks
    }
}

void add_remarks(Party& party, PartyListing& listing, std::vector<std::string>& linked_to,
                 std::string_view remarks) {
    for (const OfacFact& fact : split_ofac_remarks(clean_text(remarks))) {
        add_ofac_fact(party, fact, listing, linked_to);
    }
}

/// Calls use(item) for each item of a list element.
template <class Use>
void for_each_item(const XmlElement& list, Use use) {
    for (const XmlElement item : list.children()) {
        use(item);
    }
}

void add_child(Party& party, XmlList& list, PartyListing& listing,
               std::vector<std::string>& linked_to, const XmlElement& child) {
    const std::string_view name = child.name();
    constexpr auto month_first = entity::DayOrder::month_first;
    if (name == "idList") {
        for_each_item(child, [&](const XmlElement& id) {
            add_ofac_fact(party,
                          to_ofac_fact(clean_text(id.child_text("idType")),
                                       clean_text(id.child_text("idNumber")),
                                       clean_text(id.child_text("idCountry")),
                                       clean_text(id.child_text("issueDate")),
                                       clean_text(id.child_text("expirationDate"))),
                          listing, linked_to);
        });
    } else if (name == "akaList") {
        for_each_item(child, [&](const XmlElement& aka) { add_aka(party, list, aka); });
    } else if (name == "addressList") {
        for_each_item(child,
                      [&](const XmlElement& address) { party.add_address(to_address(address)); });
    } else if (name == "nationalityList") {
        for_each_item(child, [&](const XmlElement& item) {
            party.add_country("nationality", item.child_text("country"));
        });
    } else if (name == "citizenshipList") {
        for_each_item(child, [&](const XmlElement& item) {
            party.add_country("citizenship", item.child_text("country"));
        });
    } else if (name == "dateOfBirthList") {
        for_each_item(child, [&](const XmlElement& item) {
            party.add_date("birthDate", item.child_text("dateOfBirth"), month_first);
        });
    } else if (name == "placeOfBirthList") {
        for_each_item(child, [&](const XmlElement& item) {
            party.add_birth_place(item.child_text("placeOfBirth"));
        });
    } else if (name == "vesselInfo") {
        add_ship(party, list, child);
    } else if (name == "title") {
        add_ofac_titles(party, child.text());
    } else if (name == "remarks") {
        add_remarks(party, listing, linked_to, child.text());
    } else {
        constexpr std::array read_elsewhere{"uid"sv, "firstName"sv, "lastName"sv, "sdnType"sv,
                                            "programList"sv};
        if (std::ranges::find(read_elsewhere, name) == read_elsewhere.end()) {
            list.keep_unknown(party, child);
        }
    }
}

void read_entry(XmlList& list, std::string_view kind_of_list, const XmlElement& entry,
                const XmlPlace& place) {
    const std::string uid = clean_text(entry.child_text("uid"));
    if (!list.begin_record(uid, place, "uid")) {
        return;
    }
    Party party("ofac-" + uid, to_ofac_schema(entry.child_text("sdnType"), list.remarks, uid),
                list.version.list, list.remarks);
    PartyListing listing = to_ofac_listing(uid);
    listing.programs = programs_of(entry);
    add_ofac_measure(party, listing, kind_of_list, listing.programs);
    add_name(party, entry);
    std::vector<std::string> linked_to;
    for (const XmlElement child : entry.children()) {
        add_child(party, list, listing, linked_to, child);
    }
    for (const std::string& name : linked_to) {
        list.links.add_link(party.id(), name, "Linked To");
    }
    party.add_listing(listing);
    list.yield(party, place, "lastName");
}

void read_header(ListVersion& version, const XmlElement& header) {
    const std::string published = clean_text(header.child_text("Publish_Date"));
    const auto date = entity::parse_date(published, entity::DayOrder::month_first);
    version.version = date ? date->to_text() : published;
    version.date = date ? date->to_text() : std::string();
    const std::string count = clean_text(header.child_text("Record_Count"));
    if (!count.empty() && count.size() < 10 && std::ranges::all_of(count, is_digit)) {
        version.declared = std::stoull(count);
    }
}

ListVersion read(const ListFiles& files, const ReadOptions& options, EntitySink& sink,
                 base::RejectSink& rejects) {
    XmlList list(files, options, sink, rejects);
    list.links_by_name = true;
    WhichList which = find_list(files.front());
    if (options.list == sdn_list || options.list == cons_list) {
        which = {options.list == sdn_list ? sdn_list : cons_list, true};
    }
    if (!which.sure) {
        list.version.remarks.emplace_back(
            "nothing in the first entries tells the SDN list from the consolidated list; "
            "read as the SDN list, whose measure is the stricter");
    }
    describe_ofac_list(list.version, which.list, options);
    list.read(
        shape, [](const XmlElement&) {},
        [&](const XmlElement& record, const XmlPlace& place) {
            if (record.name() == "sdnEntry") {
                read_entry(list, which.list, record, place);
            } else {
                read_header(list.version, record);
            }
        });
    return list.finish();
}

int recognise(std::string_view head) {
    return look_at_xml_head(head).root == "sdnList" ? 95 : 0;
}

constexpr std::array marks{"sdnEntry"sv, "publshInformation"sv, "sdnType"sv, "programList"sv};

} // namespace

const ListFormat ofac_xml{.name = "ofac-xml",
                          .version = "ofac-xml-1",
                          .describes = "OFAC's SDN.XML and CONSOLIDATED.XML",
                          .recognise = recognise,
                          .read = read,
                          .marks = {ListMarks::Kind::xml, "sdnList", marks}};

} // namespace tidewaiter::lists
