// One listed party while a reader takes it apart: names, dates, papers, addresses and listings go in as the publisher
// wrote them; FollowTheMoney entities with stable ids come out.
#pragma once

#include "entity/date.hpp"
#include "entity/entity.hpp"
#include "entity/identifier.hpp"
#include "lists/list_reader.hpp"
#include "lists/remark_tally.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::lists {

/// primary -> name, alias -> alias, weak -> weakAlias, former -> previousName.
enum class NameKind { primary, alias, weak, former };

/// An address in the publisher's words. `full` is built from the parts when it is empty.
struct PartyAddress {
    std::string full;
    std::string street;
    std::string street2;
    std::string post_office_box;
    std::string city;
    std::string region;
    std::string postal_code;
    std::string country; ///< any spelling or code
    std::string remarks;
};

/// A passport, identity card, registration or tax number in the publisher's words.
struct PartyDocument {
    std::string type;      ///< "Passport", "Tax ID No.", "Numéro de passeport"
    std::string number;
    std::string country;   ///< any spelling or code
    std::string authority; ///< who issued it
    std::string issued;    ///< date text
    std::string expires;   ///< date text
    std::string remarks;
    entity::DayOrder order = entity::DayOrder::unknown; ///< of the two dates
};

/// One place of the party on the list; becomes a Sanction. Dates are text as published.
struct PartyListing {
    std::string authority;    ///< who listed it
    std::string entry_id;     ///< the publisher's entry number
    std::string record_id;    ///< another number of the same publisher (EU logicalId, OFSI group)
    std::vector<std::string> programs;    ///< names of programmes or regimes
    std::vector<std::string> program_ids; ///< their codes
    std::string jurisdiction; ///< us, eu, gb, un
    entity::Measure measure = entity::Measure::unknown;
    std::vector<std::string> provisions; ///< the publisher's words on the measure
    std::string listed_on;
    std::string started_on;
    std::string ended_on;
    std::string reason;
    std::string status;
    std::string source_url;
    std::string unsc_id; ///< the UN's reference, where another publisher quotes it
    entity::DayOrder order = entity::DayOrder::unknown;
};

/// "First Second LAST": the parts that are not empty, in order, joined by one space.
std::string join_name(std::initializer_list<std::string_view> parts);

/// Collects one party. Everything is cleaned by clean_text; empty text is ignored everywhere.
/// Ids of what hangs on the party are <party>-address-HASH, -sanction-HASH, -document-HASH, -wallet-HASH with HASH over
/// the content, so that they stay when the order changes.
class Party {
public:
    /// In: list is the dataset id; remarks outlives the party.
    Party(std::string id, std::string_view schema, std::string_view list, RemarkTally& remarks);

    /// For plain text properties; names, dates, countries and what follows go through the functions below.
    entity::Entity& entity() { return entity_; }
    const std::string& id() const { return entity_.id; }
    /// Adds cleaned text to a property.
    void add(std::string_view property, std::string_view text);

    /// In: language an ISO 639 code, script an ISO 15924 code, as far as the publisher says. They are kept in the
    /// entity's JSON member `name_languages`, {"name": "language"}, because FollowTheMoney values have no language.
    void add_name(std::string_view name, NameKind kind, std::string_view language = {});
    /// Normalises to PartialDate::to_text(). circa and what cannot be read also go to notes with the raw text; the
    /// latter with a remark.
    void add_date(std::string_view property, std::string_view text,
                  entity::DayOrder order = entity::DayOrder::unknown);
    /// birthPlace as published, and birthCountry when the last part after a comma names a country.
    void add_birth_place(std::string_view text);
    /// To the code of the country; what is no country known here goes to notes with a remark.
    void add_country(std::string_view property, std::string_view text);
    /// Male, M, F, weiblich ... -> male, female, other; anything else goes to notes.
    void add_gender(std::string_view text);
    /// An identifier without a paper: canonical text, checked; a wrong check digit is kept in notes with a remark.
    void add_identifier(entity::IdentifierKind kind, std::string_view text);
    /// Also flattened into the party by property_of_document.
    void add_document(const PartyDocument& document);
    /// Also flattened into the party's address and country.
    void add_address(const PartyAddress& address);
    /// Also flattened into the party's publicKey. In: currency as published ("XBT").
    void add_wallet(std::string_view currency, std::string_view key);
    void add_listing(const PartyListing& listing);
    /// "LABEL: TEXT" in notes; without a label TEXT alone.
    void add_note(std::string_view label, std::string_view text);

    bool has_name() const;

    /// Hands over the party, then its sanctions, addresses, documents and wallets; counts entities and names.
    /// Errors: none; the party has a name (the caller rejects a record without one).
    void yield(EntitySink& sink, ListVersion& version);

private:
    entity::Entity hang_on(std::string_view what, std::string_view schema, std::string_view content) const;
    std::string to_date(std::string_view property, std::string_view text, entity::DayOrder order);
    std::string to_country(std::string_view property, std::string_view text);

    entity::Entity entity_;
    RemarkTally& remarks_; // owned by the reader
    std::vector<entity::Entity> sanctions_;
    std::vector<entity::Entity> others_;
    std::vector<std::pair<std::string, std::string>> languages_; // name, language
};

/// A link between two parties of a list: subject -> object with the publisher's words as role.
entity::Entity to_unknown_link(std::string_view list, std::string_view subject, std::string_view object,
                               std::string_view role);

} // namespace tidewaiter::lists
