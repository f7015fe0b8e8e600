#include "lists/party.hpp"

#include "base/hash.hpp"
#include "base/json_writer.hpp"
#include "base/utf8.hpp"
#include "entity/country.hpp"
#include "lists/ascii.hpp"
#include "lists/clean_text.hpp"
#include "lists/document_types.hpp"
#include "lists/nationality.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace tidewaiter::lists {

namespace {

void remove_values(entity::Entity& from, std::string_view property, const std::vector<std::string>& stronger) {
    for (auto member = from.properties.begin(); member != from.properties.end(); ++member) {
        if (member->first == property) {
            std::erase_if(member->second, [&](const std::string& value) {
                return std::ranges::find(stronger, value) != stronger.end();
            });
            if (member->second.empty()) {
                from.properties.erase(member);
            }
            return;
        }
    }
}

} // namespace

std::string join_name(std::initializer_list<std::string_view> parts) {
    std::string whole;
    for (const std::string_view part : parts) {
        const std::string_view trimmed = base::trim(part);
        if (!trimmed.empty()) {
            whole += whole.empty() ? "" : " ";
            whole += trimmed;
        }
    }
    return whole;
}

Party::Party(std::string id, std::string_view schema, std::string_view list, RemarkTally& remarks)
    : remarks_(remarks) {
    entity_.id = std::move(id);
    entity_.schema = schema;
    entity_.datasets.emplace_back(list);
    entity_.target = true;
}

void Party::add(std::string_view property, std::string_view text) { entity_.add(property, clean_text(text)); }

void Party::add_note(std::string_view label, std::string_view text) {
    const std::string clean = clean_text(text);
    if (!clean.empty()) {
        entity_.add("notes", label.empty() ? clean : fmt::format("{}: {}", label, clean));
    }
}

void Party::add_name(std::string_view name, NameKind kind, std::string_view language) {
    const std::string clean = clean_text(name);
    if (clean.empty()) {
        return;
    }
    constexpr std::array properties{"name", "alias", "weakAlias", "previousName"};
    entity_.add(properties[static_cast<std::size_t>(kind)], clean);
    if (!language.empty()) {
        std::pair entry(clean, to_lower(language));
        if (std::ranges::find(languages_, entry) == languages_.end()) {
            languages_.push_back(std::move(entry));
        }
    }
}

bool Party::has_name() const {
    return entity_.has("name") || entity_.has("alias") || entity_.has("weakAlias") || entity_.has("previousName");
}

std::string Party::to_date(std::string_view property, std::string_view text, entity::DayOrder order) {
    const std::string clean = clean_text(text);
    if (clean.empty()) {
        return {};
    }
    // XML Schema dates may carry a zone, "2015-04-14-04:00", that is no part of the day.
    const auto is_zone = [](std::string_view tail) {
        return tail.size() == 6 && (tail[0] == '+' || tail[0] == '-') && is_digit(tail[1]) && tail[3] == ':';
    };
    const bool zoned = clean.size() == 16 && clean[4] == '-' && is_zone(std::string_view(clean).substr(10));
    const auto date = entity::parse_date(zoned ? std::string_view(clean).substr(0, 10) : std::string_view(clean), order);
    if (!date) {
        add_note(property, clean);
        remarks_.add("dates that could not be read, kept in notes",
                     fmt::format("{} '{}' of {}: {}", property, clean, entity_.id, date.error().message));
        return {};
    }
    if (date->circa) {
        add_note(property, clean);
    }
    return date->to_text();
}

void Party::add_date(std::string_view property, std::string_view text, entity::DayOrder order) {
    entity_.add(property, to_date(property, text, order));
}

std::string Party::to_country(std::string_view property, std::string_view text) {
    const std::string clean = clean_text(text);
    if (clean.empty()) {
        return {};
    }
    if (const auto code = entity::find_country(clean)) {
        return std::string(*code);
    }
    if (const auto code = find_country_of_nationals(clean)) {
        return std::string(*code);
    }
    // A subdivision by ISO 3166-2 ("CN-XZ") names its country first.
    if (clean.size() >= 4 && clean.size() <= 6 && clean[2] == '-' && is_upper(clean[0]) && is_upper(clean[1])) {
        if (const auto code = entity::find_country(std::string_view(clean).substr(0, 2))) {
            return std::string(*code);
        }
    }
    add_note(property, clean);
    remarks_.add("countries that are not known, kept in notes",
                 fmt::format("{} '{}' of {}", property, clean, entity_.id));
    return {};
}

void Party::add_country(std::string_view property, std::string_view text) {
    entity_.add(property, to_country(property, text));
}

void Party::add_birth_place(std::string_view text) {
    const std::string clean = clean_text(text);
    entity_.add("birthPlace", clean);
    const std::size_t comma = clean.rfind(',');
    const std::string_view last = comma == std::string::npos ? std::string_view(clean)
                                                             : base::trim(std::string_view(clean).substr(comma + 1));
    if (const auto code = entity::find_country(last)) {
        entity_.add("birthCountry", *code);
    }
}

void Party::add_gender(std::string_view text) {
    const std::string lower = to_lower(clean_text(text));
    if (lower == "male" || lower == "m") {
        entity_.add("gender", "male");
    } else if (lower == "female" || lower == "f") {
        entity_.add("gender", "female");
    } else if (lower == "other") {
        entity_.add("gender", "other");
    } else if (lower != "unknown") {
        add_note("gender", text);
    }
}

void Party::add_identifier(entity::IdentifierKind kind, std::string_view text) {
    const std::string clean = clean_text(text);
    if (clean.empty()) {
        return;
    }
    const std::string_view property = fit_to_schema(entity::property_of(kind), entity_.schema);
    if (!is_checkable(kind)) {
        entity_.add(property, clean);
        return;
    }
    // A misprinted IMO number must not stand where it would refute the ship it means.
    const std::string canonical = entity::to_canonical(kind, clean);
    if (entity::is_valid(kind, canonical)) {
        entity_.add(property, canonical);
    } else {
        add_note(property, clean);
        remarks_.add(fmt::format("{} values with a wrong check digit or form, kept in notes", property),
                     fmt::format("'{}' of {}", clean, entity_.id));
    }
}

entity::Entity Party::hang_on(std::string_view what, std::string_view schema, std::string_view content) const {
    entity::Entity hung;
    hung.id = fmt::format("{}-{}-{}", entity_.id, what, base::to_hex(base::to_xxh3(content)));
    hung.schema = schema;
    hung.datasets = entity_.datasets;
    return hung;
}

void Party::add_document(const PartyDocument& document) {
    const std::string number = clean_text(document.number);
    if (number.empty()) {
        return;
    }
    const std::string type = clean_text(document.type);
    const std::string country = to_country("country of " + (type.empty() ? std::string("document") : type),
                                           document.country);
    const std::string_view property = fit_to_schema(property_of_document(type), entity_.schema);
    const auto kind = entity::find_kind_of_property(property);
    const std::string_view fallback = fallback_property(property);
    if (kind && is_checkable(*kind) &&
        (fallback.empty() || entity::is_valid(*kind, entity::to_canonical(*kind, number)))) {
        add_identifier(*kind, number);
    } else {
        entity_.add(kind && is_checkable(*kind) ? fit_to_schema(fallback, entity_.schema) : property, number);
        // Russian and Chinese numbers carry check digits, so that the country and a fitting number name their kind.
        using Kind = entity::IdentifierKind;
        constexpr std::array by_issuer{std::pair{"ru", Kind::inn}, std::pair{"ru", Kind::ogrn},
                                       std::pair{"cn", Kind::uscc}};
        for (const auto& [issuer, guess] : by_issuer) {
            if (country == issuer && !is_vehicle(entity_.schema) &&
                entity::is_valid(guess, entity::to_canonical(guess, number))) {
                entity_.add(entity::property_of(guess), entity::to_canonical(guess, number));
            }
        }
    }

    const bool passport = property == "passportNumber";
    entity::Entity paper = hang_on("document", passport ? "Passport" : "Identification",
                                   fmt::format("{}\n{}\n{}", type, number, country));
    paper.add("holder", entity_.id);
    paper.add("type", type);
    paper.add("number", number);
    if (passport) {
        paper.add("passportNumber", number);
    }
    paper.add("country", country);
    paper.add("authority", clean_text(document.authority));
    paper.add("startDate", to_date("issue of " + number, document.issued, document.order));
    paper.add("endDate", to_date("expiry of " + number, document.expires, document.order));
    paper.add("summary", clean_text(document.remarks));
    if (std::ranges::find(others_, paper.id, &entity::Entity::id) == others_.end()) {
        others_.push_back(std::move(paper));
    }
}

void Party::add_address(const PartyAddress& address) {
    const std::string country_text = clean_text(address.country);
    const std::string country = to_country("address country", country_text);
    std::string full = clean_text(address.full);
    if (full.empty()) {
        const std::string place = clean_text(address.postal_code + " " + address.city);
        // A code is spelled out; a name stays as the publisher writes it.
        const bool is_code = country_text.size() <= 3 && !country.empty();
        const std::string country_name = is_code ? std::string(entity::country_name(country)) : country_text;
        const std::string box = clean_text(address.post_office_box);
        const std::string box_text =
            box.empty() || to_lower(box).find("box") != std::string::npos ? box : "P.O. Box " + box;
        for (const std::string& part : {clean_text(address.street), clean_text(address.street2), box_text, place,
                                        clean_text(address.region), country_name}) {
            if (!part.empty()) {
                full += (full.empty() ? "" : ", ") + part;
            }
        }
    }
    if (full.empty()) {
        add_note("address", address.remarks);
        return;
    }
    entity_.add("country", country);
    const bool only_country = country_text.size() > 0 && clean_text(address.street + address.street2 + address.city +
                                                                    address.region + address.postal_code +
                                                                    address.post_office_box + address.full)
                                                             .empty();
    if (!only_country) {
        entity_.add("address", full);
    }
    entity::Entity place = hang_on("address", "Address", full);
    place.add("full", full);
    place.add("street", clean_text(address.street));
    place.add("street2", clean_text(address.street2));
    place.add("postOfficeBox", clean_text(address.post_office_box));
    place.add("city", clean_text(address.city));
    place.add("region", clean_text(address.region));
    place.add("postalCode", clean_text(address.postal_code));
    place.add("country", country);
    place.add("remarks", clean_text(address.remarks));
    entity_.add("addressEntity", place.id);
    if (std::ranges::find(others_, place.id, &entity::Entity::id) == others_.end()) {
        others_.push_back(std::move(place));
    }
}

void Party::add_wallet(std::string_view currency, std::string_view key) {
    const std::string clean = clean_text(key);
    if (clean.empty()) {
        return;
    }
    entity_.add("publicKey", clean);
    entity::Entity wallet = hang_on("wallet", "CryptoWallet", clean);
    wallet.add("holder", entity_.id);
    wallet.add("currency", clean_text(currency));
    wallet.add("publicKey", clean);
    for (const std::string& topic : entity_.values("topics")) {
        wallet.add("topics", topic);
    }
    if (std::ranges::find(others_, wallet.id, &entity::Entity::id) == others_.end()) {
        others_.push_back(std::move(wallet));
    }
}

void Party::add_listing(const PartyListing& listing) {
    std::string content = listing.authority + '\n' + listing.entry_id + '\n' + listing.source_url + '\n' + listing.listed_on + '\n' +
                          listing.started_on + '\n';
    for (const auto* texts : {&listing.programs, &listing.program_ids, &listing.provisions}) {
        for (const std::string& text : *texts) {
            content += text + '\n';
        }
        content += '\n';
    }
    entity::Entity sanction = hang_on("sanction", "Sanction", content);
    if (std::ranges::find(sanctions_, sanction.id, &entity::Entity::id) != sanctions_.end()) {
        return;
    }
    sanction.add("entity", entity_.id);
    sanction.add("authority", clean_text(listing.authority));
    sanction.add("authorityId", clean_text(listing.entry_id));
    sanction.add("recordId", clean_text(listing.record_id));
    for (const std::string& program : listing.programs) {
        sanction.add("program", clean_text(program));
    }
    for (const std::string& code : listing.program_ids) {
        sanction.add("programId", clean_text(code));
    }
    sanction.add("country", listing.jurisdiction);
    sanction.add("measure", entity::to_text(listing.measure));
    for (const std::string& provision : listing.provisions) {
        sanction.add("provisions", clean_text(provision));
    }
    sanction.add("listingDate", to_date("listing date", listing.listed_on, listing.order));
    sanction.add("startDate", to_date("start date", listing.started_on, listing.order));
    sanction.add("endDate", to_date("end date", listing.ended_on, listing.order));
    sanction.add("reason", clean_text(listing.reason));
    sanction.add("status", clean_text(listing.status));
    sanction.add("sourceUrl", clean_text(listing.source_url));
    sanction.add("unscId", clean_text(listing.unsc_id));
    for (const std::string& program : sanction.values("program")) {
        entity_.add("program", program);
    }
    for (const std::string& code : sanction.values("programId")) {
        entity_.add("programId", code);
    }
    sanctions_.push_back(std::move(sanction));
}

void Party::yield(EntitySink& sink, ListVersion& version) {
    // A name stands once, under the strongest of its kinds; a former name that is still an alias says both.
    const std::vector<std::string> names = entity_.values("name");
    for (const std::string_view weaker : {"alias", "weakAlias", "previousName"}) {
        remove_values(entity_, weaker, names);
    }
    remove_values(entity_, "weakAlias", std::vector<std::string>(entity_.values("alias")));

    for (const std::string_view property : {"name", "alias", "previousName", "weakAlias"}) {
        if (entity_.caption.empty()) {
            entity_.caption = entity_.first(property);
        }
        version.names += entity_.values(property).size();
    }
    if (!languages_.empty()) {
        std::map<std::string, std::vector<std::string>> by_language;
        for (const auto& [name, language] : languages_) {
            by_language[language].push_back(name);
        }
        base::JsonWriter json;
        json.begin_object();
        for (const auto& [language, texts] : by_language) {
            json.key(language).begin_array();
            for (const std::string& text : texts) {
                json.value(text);
            }
            json.end_array();
        }
        json.end_object();
        entity_.unknown_members.emplace_back("name_languages", json.take());
    }
    ++version.entities;
    sink.add(std::move(entity_));
    for (auto* hung : {&sanctions_, &others_}) {
        for (entity::Entity& each : *hung) {
            sink.add(std::move(each));
        }
        hung->clear();
    }
}

entity::Entity to_unknown_link(std::string_view list, std::string_view subject, std::string_view object,
                               std::string_view role) {
    entity::Entity link;
    const std::string clean = clean_text(role);
    link.id = fmt::format("{}-link-{}", subject,
                          base::to_hex(base::to_xxh3(fmt::format("{}\n{}", object, clean))));
    link.schema = "UnknownLink";
    link.datasets.emplace_back(list);
    link.add("subject", subject);
    link.add("object", object);
    link.add("role", clean);
    return link;
}

} // namespace tidewaiter::lists
