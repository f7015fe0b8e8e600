// From a query to every entity that could match: built once, one memory-mapped file, looked up in microseconds.
// It promises that an entity it does not return would not have reached the cutoff; --exhaustive proves it.
#pragma once

#include "entity/entity.hpp"
#include "lists/list_reader.hpp"
#include "match/match.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tidewaiter::index {

/// Version of the file's layout and of how its names are folded (docs/formats/index.md); a file of another version is refused.
inline constexpr std::uint32_t format_version = 3;

/// A listed party as stored: the entity with its addresses and documents flattened in, and its listings.
struct Listed {
    entity::Entity entity;
    std::vector<entity::Listing> listings;
    std::uint32_t list = 0; ///< number in Index::lists()
};

/// Collects the lists of one build. Sanction, Address, Identification, Passport entities are folded into the party
/// they name; links between parties are kept. Entities come list by list.
class IndexBuilder final : public lists::EntitySink {
public:
    IndexBuilder();
    ~IndexBuilder() override;
    void add(entity::Entity entity) override;
    /// Ends the list whose entities were added since the last call. Errors: Failure(bad_input) when a list of the
    /// same dataset id is in already.
    void end_list(lists::ListVersion version);
    /// Forgets what was added since the last end_list: the list was refused.
    void drop_list();
    std::size_t size() const; ///< parties of the lists ended so far
    /// Writes the file atomically. Same input, same bytes. Errors: Failure(machine), for example a full disk.
    void write(const std::filesystem::path& path);

private:
    struct State;
    std::unique_ptr<State> state_;
};

struct SearchOptions {
    double cutoff = 0.70;     ///< scores below are not returned
    std::size_t limit = 10;   ///< best so many; ties by list, then entity id
    bool exhaustive = false;  ///< compare with every entity; the oracle of the tests
    /// Also return what reaches the cutoff but for an identifier that refutes it (Match::refuted, Match::unrefuted).
    bool keep_refuted = false;
    std::vector<std::string> lists; ///< only these dataset ids; empty for all
};

struct Hit {
    std::uint32_t entity = 0; ///< number in the index
    match::Match match;
};

/// A list version as a JSON object, every field under its own name.
std::string to_json(const lists::ListVersion& version);

/// An open index file; const, thread-safe, cheap to share.
class Index {
public:
    /// Maps the file. Header and directory are verified here, each 64 kB block at its first use.
    /// Errors: Failure(bad_input) for another format version ("build it again with ...") or a damaged file.
    explicit Index(const std::filesystem::path& path);
    ~Index();
    Index(const Index&) = delete;
    Index& operator=(const Index&) = delete;

    const std::vector<lists::ListVersion>& lists() const;
    std::size_t size() const; ///< listed parties
    std::size_t names() const;
    Listed listed(std::uint32_t number) const;
    /// Entity by id or former id.
    std::optional<std::uint32_t> find(std::string_view id) const;
    /// Links (Ownership, Family, Directorship ...) that name the entity, as published; empty when there are none.
    std::vector<entity::Entity> links(std::uint32_t number) const;
    /// Best matches, falling score. An entity that it leaves out would not have reached the cutoff.
    /// Errors: Failure when a block is found damaged.
    std::vector<Hit> search(const match::Prepared& query, const SearchOptions& options = {}) const;
    /// Parties that carry this identifier (canonical form), whatever their names.
    std::vector<std::uint32_t> find_identifier(entity::IdentifierKind kind, std::string_view canonical) const;
    /// Hash over the list versions and entities: the lists_hash of every decision. 16 hexadecimal digits.
    const std::string& content_hash() const;
    /// Verifies every block. Errors: Failure naming the first damaged one.
    void check_all() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace tidewaiter::index
