// Two versions of one list, compared party by party and field by field.
#pragma once

#include "lists/list_reader.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace tidewaiter::lists {

/// One field whose values differ, each side sorted. A field is a FollowTheMoney property of the party, or one of what
/// hangs on it with the schema in front: "Sanction.program", "Identification.number".
struct FieldChange {
    std::string field;
    std::vector<std::string> removed;
    std::vector<std::string> added;
    friend bool operator==(const FieldChange&, const FieldChange&) = default;
};

struct PartyChange {
    std::string id;
    std::string schema;  ///< in the later version; of a removed party in the earlier
    std::string caption; ///< as schema
    std::vector<FieldChange> fields; ///< by name; empty for parties that were added or removed
};

/// All three sorted by id.
struct ListDiff {
    ListVersion before;
    ListVersion after;
    std::vector<PartyChange> added;
    std::vector<PartyChange> removed;
    std::vector<PartyChange> changed;
    std::uint64_t same = 0; ///< parties in both without any difference
};

/// Reads both versions twice: first for a checksum of every party with what hangs on it, then for those that differ.
/// In:     rejects gets those of the first reading of both
/// Errors: Failure(bad_input) when one cannot be read or would be refused, or when they are versions of different lists
/// Memory: 40 bytes a party and version, and the parties that differ
ListDiff compare_lists(const ListFiles& before, const ListFiles& after, const ReadOptions& options,
                       base::RejectSink& rejects);

} // namespace tidewaiter::lists
