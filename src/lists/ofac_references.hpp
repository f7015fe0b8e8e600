// The tables at the head of SDN_ADVANCED.XML and the sections that its parties refer to by number.
// The parties come before their sanctions entries and after their places and papers, so that the
// file goes by twice: first for these tables, then for the parties.
#pragma once

#include "lists/ofac_facts.hpp"
#include "lists/packed_table.hpp"

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace tidewaiter::lists {

/// A value of one of the reference sets.
struct OfacReference {
    std::string text;
    std::string other; ///< PartyTypeID of a sub-type, CountryID of an area code, ISO2 of a country
};

/// Tags of the packed records.
namespace packed {
inline constexpr char area = 'A';    // of a location: AreaCodeID
inline constexpr char country = 'K'; // CountryID
inline constexpr char part = 'P';    // LocPartTypeID; its values follow
inline constexpr char value = 'V';
inline constexpr char type = 'T'; // of a document, relationship or measure
inline constexpr char number = 'N';
inline constexpr char location = 'L';
inline constexpr char authority = 'U';
inline constexpr char validity = 'Y';
inline constexpr char comment = 'C';
inline constexpr char date_type = 't'; // its date follows
inline constexpr char date = 'D';
inline constexpr char list = 'S';
inline constexpr char basis = 'B';
inline constexpr char end = 'E';
inline constexpr char other = 'O'; // the party at the far end of a relationship
inline constexpr char former = 'F';
inline constexpr char quality = 'Q';
} // namespace packed

/// All that is kept of the file beside the parties. Memory: about 100 bytes a location, 70 a paper,
/// 120 a sanctions entry.
class OfacReferences {
public:
    OfacReferences();

    /// First pass over the file. Errors: those of read_xml; Failure(bad_input) for tables without
    /// measure.
    void load(const std::string& path, const ReadLimits& limits);

    /// The text of a reference; empty when the set has no such code, with a remark.
    std::string text(std::string_view set, std::string_view id, RemarkTally& remarks) const;
    const OfacReference* find(std::string_view set, std::string_view id) const;
    /// "China" of a country's id, or its code when the name is none known here.
    std::string country(std::string_view id, RemarkTally& remarks) const;
    /// A place by its id. `found` is false when the file has none of it.
    PartyAddress address(std::string_view location, RemarkTally& remarks, bool& found) const;

    const PackedTable& documents() const { return documents_; }

    const PackedTable& entries() const { return entries_; }

    const PackedTable& relationships() const { return relationships_; }

    bool has_party(std::string_view id) const { return parties_.contains(PackedTable::key_of(id)); }

    /// Which of OFAC's two lists the most parties stand on.
    std::string_view list() const;

    const std::string& date() const { return date_; }

    /// Sanctions entries of parties that the file does not hold.
    std::uint64_t orphans() const;

private:
    void add(const XmlElement& record);
    void add_value(const XmlElement& value);
    void add_location(const XmlElement& location);
    void add_document(const XmlElement& document);
    void add_relationship(const XmlElement& relationship);
    void add_entry(const XmlElement& entry);

    std::unordered_map<std::string, OfacReference> values_; // "FeatureType 8"
    std::uint64_t value_bytes_ = 0;
    PackedTable locations_;
    PackedTable documents_;     // by identity
    PackedTable relationships_; // by the profile they start from
    PackedTable entries_;       // by profile
    std::unordered_set<std::uint64_t> parties_;
    std::uint64_t party_starts_ = 0;
    std::string date_;
};

/// A span of days: Start and End, each From and To.
OfacSpan to_ofac_span(const XmlElement& period);
/// Year, Month and Day as far as they are given: "1963-05".
std::string to_ofac_day(const XmlElement& day);

} // namespace tidewaiter::lists
