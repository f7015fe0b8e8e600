// The consolidated list of the UN Security Council in XML (scsanctions.un.org), as published since 2011.
#include "lists/ascii.hpp"
#include "lists/clean_text.hpp"
#include "lists/formats.hpp"
#include "lists/free_text.hpp"
#include "lists/measures.hpp"
#include "lists/split_names.hpp"
#include "lists/xml_head.hpp"
#include "lists/xml_list.hpp"

#include "base/utf8.hpp"
#include "entity/country.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

namespace tidewaiter::lists {

namespace {

using namespace std::string_view_literals;

constexpr auto day_first = entity::DayOrder::day_first;

/// The entry's own words come before what holds for its regime: some are under a travel ban alone.
entity::Measure measure_of(const std::string& regime, std::string_view comments) {
    const std::string lower = to_lower(clean_text(comments));
    if (contains(lower, "asset freeze") || contains(lower, "assets freeze")) {
        return entity::Measure::asset_freeze;
    }
    if (contains(lower, "(travel ban)")) {
        return entity::Measure::unknown; // it forbids no dealing
    }
    const MeasureRow* row = find_widest_measure("un_sc_sanctions", std::span(&regime, 1));
    return row == nullptr ? entity::Measure::unknown : row->measure;
}

/// QUALITY in its spellings over the years: Good, Low, a.k.a., f.k.a.; an alias without one counts as good.
NameKind kind_of(std::string_view quality) {
    const std::string lower = to_lower(clean_text(quality));
    return lower == "low" ? NameKind::weak : lower == "f.k.a." || lower == "fka" ? NameKind::former : NameKind::alias;
}

/// The text after "original script:", "In Arabic:" or "in Arabic script:".
std::string_view find_other_script(std::string_view note) {
    for (const std::string_view words : {"original script:"sv, "script:"sv, "In Arabic:"sv, "in Arabic:"sv}) {
        const std::size_t at = note.find(words);
        if (at != std::string_view::npos) {
            return note.substr(at + words.size());
        }
    }
    return {};
}

/// Names that a note spells out ("Abdul Rehman Sindhi; Abdur Rehman Sindhi"): a list without numbers or colons.
std::string_view find_listed_names(std::string_view note) {
    if (note.starts_with('(')) {
        note = note.substr(1, note.find(')') - 1);
    }
    return contains(note, ";") && !has_digit(note) && !contains(note, ":") ? note : std::string_view();
}

void add_alias(Party& party, const XmlElement& alias) {
    const std::string note = clean_text(alias.child_text("NOTE"));
    const std::string lower = to_lower(note);
    NameKind kind = kind_of(alias.child_text("QUALITY"));
    if (contains(lower, "formerly listed") || contains(lower, "previously listed")) {
        kind = NameKind::former;
    }
    const std::vector<std::string> names = split_names(alias.child_text("ALIAS_NAME"));
    for (const std::string& name : names) {
        party.add_name(name, kind);
    }
    const std::string label = names.empty() ? std::string("alias") : fmt::format("alias {}", names.front());
    if (!note.empty()) {
        party.add_note(label, note);
        for (const std::string_view others : {find_other_script(note), find_listed_names(note)}) {
            for (const std::string& name : split_names(others)) {
                party.add_name(name, kind);
            }
        }
        for (const std::string& number : find_passport_numbers(note)) {
            party.add_document(PartyDocument{.type = "Passport", .number = number, .remarks = fmt::format("{}: {}", label, note)});
        }
    }
    // Birth data of an alias is what papers in that name say; a record may well carry it.
    party.add_date("birthDate", alias.child_text("DATE_OF_BIRTH"), day_first);
    const std::string place = join_place({alias.child_text("CITY_OF_BIRTH"), alias.child_text("COUNTRY_OF_BIRTH")});
    party.add_birth_place(place);
    if (!place.empty() || alias.child("DATE_OF_BIRTH")) {
        party.add_note(label, join_place({alias.child_text("DATE_OF_BIRTH"), place}));
    }
}

/// TYPE_OF_DATE EXACT, APPROXIMATELY or BETWEEN over DATE, YEAR or FROM_YEAR and TO_YEAR; what these lack may stand in
/// NOTE ("Nov. 1973", "Sep." beside a year, "24/06/1402 (Hijri Calendar)").
void add_birth_date(Party& party, const XmlElement& birth) {
    const std::string note = clean_text(birth.child_text("NOTE"));
    const std::string lower = to_lower(note);
    const std::string from = clean_text(birth.child_text("FROM_YEAR"));
    const std::string to = clean_text(birth.child_text("TO_YEAR"));
    const std::string year = clean_text(birth.child_text("YEAR"));
    std::string date = clean_text(birth.child_text("DATE"));
    if (date.empty() && !year.empty() && !note.empty() && !has_digit(note)) {
        const std::string with_month = drop_month_dots(fmt::format("{} {}", note, year));
        date = entity::parse_date(with_month, day_first) ? with_month : std::string();
    }
    if (date.empty()) {
        date = !from.empty() && !to.empty() ? fmt::format("{} to {}", from, to) : !year.empty() ? year : from.empty() ? to : from;
    }
    if (date.empty() && !note.empty() && !contains(lower, "calendar")) {
        const std::string from_note = drop_month_dots(note);
        date = entity::parse_date(from_note, day_first) ? from_note : std::string();
    }
    const std::string type = to_lower(clean_text(birth.child_text("TYPE_OF_DATE")));
    if (!date.empty() && (type == "approximately" || lower == "approximately") && !date.starts_with("circa")) {
        date = "circa " + date;
    }
    party.add_date("birthDate", date, day_first);
    if (!note.empty() && lower != "approximately") {
        party.add_note("birthDate", note);
    }
}

void add_birth_place(Party& party, const XmlElement& birth) {
    party.add_birth_place(join_place({birth.child_text("STREET"), birth.child_text("CITY"), birth.child_text("STATE_PROVINCE"),
                                      birth.child_text("COUNTRY")}));
    party.add_note("birthPlace", birth.child_text("NOTE"));
}

void add_address(Party& party, const XmlElement& address) {
    party.add_address(PartyAddress{.street = std::string(address.child_text("STREET")),
                                   .city = std::string(address.child_text("CITY")),
                                   .region = std::string(address.child_text("STATE_PROVINCE")),
                                   .postal_code = std::string(address.child_text("ZIP_CODE")),
                                   .country = std::string(address.child_text("COUNTRY")),
                                   .remarks = std::string(address.child_text("NOTE"))});
}

/// "Jordan 654781" -> words "Jordan", number "654781"; "PS 472330208" and "1990/345751" stay whole. The number begins
/// at the first word with a digit, with one or two short words in capitals before it.
struct WordsAndNumber {
    std::string words;
    std::string number;
};

WordsAndNumber split_number(std::string_view text) {
    const std::string clean = clean_text(text);
    const std::string_view all = clean;
    std::size_t start = all.find_first_of("0123456789");
    if (start == std::string_view::npos || std::ranges::none_of(all, is_lower)) {
        return {{}, clean};
    }
    start = start == 0 ? 0 : all.rfind(' ', start) + 1; // npos + 1 is 0
    for (int taken = 0; taken < 2 && start > 1; ++taken) {
        const std::size_t before = all.rfind(' ', start - 2) + 1;
        const std::string_view word = all.substr(before, start - 1 - before);
        if (word.empty() || word.size() > 3 || !std::ranges::all_of(word, is_upper)) {
            break;
        }
        start = before;
    }
    return {std::string(base::trim(all.substr(0, start))), std::string(all.substr(start))};
}

void add_document(Party& party, const XmlElement& document) {
    const std::string type = clean_text(document.child_text("TYPE_OF_DOCUMENT"));
    const std::string type2 = clean_text(document.child_text("TYPE_OF_DOCUMENT2"));
    const std::string note = clean_text(document.child_text("NOTE"));
    const WordsAndNumber split = split_number(document.child_text("NUMBER"));
    if (split.number.empty()) {
        party.add_note(type.empty() ? std::string_view("document") : type, join_place({type2, note}));
        for (const std::string& number : find_passport_numbers(note)) {
            party.add_document(PartyDocument{.type = "Passport", .number = number, .remarks = note});
        }
        return;
    }
    std::string country = clean_text(document.child_text("ISSUING_COUNTRY"));
    country = country.empty() ? clean_text(document.child_text("COUNTRY_OF_ISSUE")) : country;
    std::string words = split.words;
    if (country.empty()) {
        // "Central African Republic number O00065772" names its country.
        std::string_view name = words;
        for (const std::string_view tail : {" number"sv, " passport"sv, " diplomatic"sv}) {
            name = name.ends_with(tail) ? name.substr(0, name.size() - tail.size()) : name;
        }
        country = entity::find_country(name) ? std::string(name) : std::string();
    }
    std::string expires = clean_text(document.child_text("DATE_OF_EXPIRY"));
    std::string issued = clean_text(document.child_text("DATE_OF_ISSUE"));
    expires = expires.empty() ? find_date_after(note, {"expir", "valid until"}, day_first) : expires;
    issued = issued.empty() ? find_date_after(note, {"issued on", "date of issue"}, day_first) : issued;
    party.add_document(PartyDocument{.type = type.empty() ? type2 : type,
                                     .number = split.number,
                                     .country = country,
                                     .authority = clean_text(document.child_text("CITY_OF_ISSUE")),
                                     .issued = issued,
                                     .expires = expires,
                                     .remarks = join_place({type.empty() ? std::string_view() : type2, words, note}),
                                     .order = day_first});
}

void add_comments(Party& party, XmlList& list, std::string_view reference, std::string_view comments) {
    party.add_note({}, comments);
    const std::string clean = clean_text(comments);
    add_numbers_in_prose(party, clean);
    for (const std::string& number : find_passport_numbers(clean)) {
        if (party.entity().schema == "Person") {
            party.add_document(PartyDocument{.type = "Passport", .number = number});
        }
    }
    for (const std::string& other : find_un_references(clean)) {
        if (other != reference) {
            list.links.add_link(party.id(), other, "named in the comments of the entry");
        }
    }
}

/// Latest of the dates; ISO text sorts by time.
std::string latest(const XmlElement& dates) {
    std::string last;
    for (const XmlElement value : dates.children()) {
        last = std::max(last, clean_text(value.text()));
    }
    return last;
}

void add_name(Party& party, const XmlElement& record) {
    const bool person = party.entity().schema == "Person";
    const std::string whole = join_name({record.child_text("FIRST_NAME"), record.child_text("SECOND_NAME"),
                                         record.child_text("THIRD_NAME"), record.child_text("FOURTH_NAME")});
    for (const std::string& name : split_names(whole)) {
        party.add_name(name, NameKind::primary);
    }
    for (const std::string& name : split_names(record.child_text("NAME_ORIGINAL_SCRIPT"))) {
        party.add_name(name, NameKind::primary);
    }
    if (person) {
        // The parts after the first may be names of the father or of the family; the list does not say.
        party.add("firstName", record.child_text("FIRST_NAME"));
        party.add("secondName", record.child_text("SECOND_NAME"));
    }
}

void add_child(Party& party, XmlList& list, PartyListing& listing, const XmlElement& child) {
    const std::string_view name = child.name();
    const auto each_value = [&](auto&& use) {
        for (const XmlElement value : child.children()) {
            use(value.text());
        }
    };
    const bool person = party.entity().schema == "Person";
    if (name == "INDIVIDUAL_ALIAS" || name == "ENTITY_ALIAS") {
        add_alias(party, child);
    } else if (name == "INDIVIDUAL_ADDRESS" || name == "ENTITY_ADDRESS") {
        add_address(party, child);
    } else if (name == "INDIVIDUAL_DATE_OF_BIRTH") {
        add_birth_date(party, child);
    } else if (name == "INDIVIDUAL_PLACE_OF_BIRTH") {
        add_birth_place(party, child);
    } else if (name == "INDIVIDUAL_DOCUMENT") {
        add_document(party, child);
    } else if (name == "NATIONALITY") {
        each_value([&](std::string_view text) { party.add_country(person ? "nationality" : "country", text); });
    } else if (name == "TITLE") {
        each_value([&](std::string_view text) { party.add(person ? "title" : "notes", text); });
    } else if (name == "DESIGNATION") {
        each_value([&](std::string_view text) {
            for (const std::string& part : split_lettered(text)) {
                party.add(person ? "position" : "notes", part);
            }
        });
    } else if (name == "GENDER") {
        party.add_gender(child.text());
    } else if (name == "LAST_DAY_UPDATED") {
        party.add_date("modifiedAt", latest(child), day_first);
    } else if (name == "COMMENTS1") {
        add_comments(party, list, listing.entry_id, child.text());
    } else if (name == "SUBMITTED_ON" || name == "SUBMITTED_BY" || name == "DELISTED_ON") {
        party.add_note(name, child.text());
        listing.ended_on = name == "DELISTED_ON" ? clean_text(child.text()) : listing.ended_on;
    } else {
        constexpr std::array read_elsewhere{"DATAID"sv,     "VERSIONNUM"sv, "FIRST_NAME"sv,   "SECOND_NAME"sv,
                                            "THIRD_NAME"sv, "FOURTH_NAME"sv, "UN_LIST_TYPE"sv, "REFERENCE_NUMBER"sv,
                                            "LISTED_ON"sv,  "NAME_ORIGINAL_SCRIPT"sv, "LIST_TYPE"sv, "SORT_KEY"sv,
                                            "SORT_KEY_LAST_MOD"sv};
        if (std::ranges::find(read_elsewhere, name) == read_elsewhere.end()) {
            list.keep_unknown(party, child);
        }
    }
}

void read_record(XmlList& list, const XmlElement& record, const XmlPlace& place) {
    const std::string data_id = clean_text(record.child_text("DATAID"));
    if (!list.begin_record(data_id, place, "DATAID")) {
        return;
    }
    const std::string reference = clean_text(record.child_text("REFERENCE_NUMBER"));
    const std::string regime = clean_text(record.child_text("UN_LIST_TYPE"));
    Party party("un-" + data_id, record.name() == "INDIVIDUAL" ? "Person" : "Organization", list.version.list,
                list.remarks);
    party.entity().add("topics", "sanction");
    add_name(party, record);
    PartyListing listing{.authority = "United Nations Security Council",
                         .entry_id = reference,
                         .jurisdiction = "un",
                         .measure = measure_of(regime, record.child_text("COMMENTS1")),
                         .listed_on = clean_text(record.child_text("LISTED_ON")),
                         .source_url = "https://scsanctions.un.org/resources/xml/en/consolidated.xml",
                         .unsc_id = reference,
                         .order = day_first};
    if (!regime.empty()) {
        listing.programs.push_back(regime);
    }
    for (const XmlElement child : record.children()) {
        add_child(party, list, listing, child);
    }
    party.add_listing(listing);
    list.links.add_key(reference, party.id());
    list.yield(party, place, record.name());
}

ListVersion read(const ListFiles& files, const ReadOptions& options, EntitySink& sink, base::RejectSink& rejects) {
    XmlList list(files, options, sink, rejects);
    list.version.list = options.list.empty() ? "un_sc_sanctions" : options.list;
    list.version.title = "UN Security Council Consolidated List";
    list.version.publisher = "United Nations Security Council";
    list.version.jurisdiction = "un";
    constexpr std::array records{"INDIVIDUAL"sv, "ENTITY"sv};
    const XmlShape shape{.root = "CONSOLIDATED_LIST", .describes = "the UN Security Council's consolidated list", .records = records};
    list.read(
        shape,
        [&](const XmlElement& root) {
            list.version.version = clean_text(root.attribute("dateGenerated"));
            list.version.date = list.version.version.substr(0, 10);
        },
        [&](const XmlElement& record, const XmlPlace& place) { read_record(list, record, place); });
    return list.finish();
}

int recognise(std::string_view head) { return look_at_xml_head(head).root == "CONSOLIDATED_LIST" ? 95 : 0; }

constexpr std::array marks{"INDIVIDUAL"sv, "ENTITY"sv, "DATAID"sv, "UN_LIST_TYPE"sv};

} // namespace

const ListFormat un_xml{.name = "un-xml",
                        .version = "un-xml-1",
                        .describes = "UN Security Council consolidated list, XML",
                        .recognise = recognise,
                        .read = read,
                        .marks = {ListMarks::Kind::xml, "CONSOLIDATED_LIST", marks}};

} // namespace tidewaiter::lists
