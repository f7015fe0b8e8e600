// One party of a user's own list, from what a row or an object says for each field.
#pragma once

#include "lists/list_reader.hpp"
#include "lists/party.hpp"
#include "lists/remark_tally.hpp"
#include "lists/repeated_parties.hpp"
#include "lists/user_mapping.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::lists {

/// What one row says for each field, several values of one field parted.
class UserRow {
public:
    /// Adds what stands in a column of the field. In: separator of several values, empty for none; names, addresses and
    /// free text are never parted.
    void add(const std::string& field, std::string_view text, std::string_view separator);

    const std::vector<std::string>& of(std::string_view field) const;
    std::string first(std::string_view field) const { return of(field).empty() ? std::string() : of(field).front(); }
    /// Its name, or the name made of its parts; empty when it names nobody.
    std::string name() const;

private:
    std::map<std::string, std::vector<std::string>, std::less<>> values_;
};

/// A list while it is read: rows of one id become one party.
class UserList {
public:
    /// Sets the version's id, title, publisher, jurisdiction and version from the mapping, the options and the path.
    UserList(const std::string& path, const ReadOptions& options, UserMapping mapping);

    const UserMapping& mapping() const { return mapping_; }
    ListVersion& version() { return version_; }
    RemarkTally& tally() { return tally_; }

    /// First pass: how often each id comes.
    void count(const UserRow& row) { parties_.count(id_of(row)); }
    void end_counting();
    /// Second pass. Hands the party on after its last row.
    void add(const UserRow& row, EntitySink& sink);
    /// Out: the version, with the remarks.
    ListVersion finish();

private:
    std::string id_of(const UserRow& row) const;
    std::string schema_of(const UserRow& row, const std::string& id);
    void add_properties(Party& party, const UserRow& row) const;
    void add_listing(Party& party, const UserRow& row);

    UserMapping mapping_;
    ListVersion version_;
    RemarkTally tally_;
    RepeatedParties parties_;
};

/// The mapping that belongs to a file: the one named in the options, the one beside it (".toml"), or none.
UserMapping find_user_mapping(const std::string& path, const ReadOptions& options);

} // namespace tidewaiter::lists
