// Relationships between the parties of one OFAC list, by their numbers: both must have gone by
// before a link is sure.
#pragma once

#include "lists/party.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tidewaiter::lists {

/// A relationship in the publisher's words: from "is owned or controlled by" to.
struct OfacRelation {
    std::string from; ///< party id
    std::string to;
    std::string
        type; ///< "Owned or Controlled By", "Acting for or on behalf of", "Family member of" ...
    bool former = false;
    std::string note; ///< quality or comment
};

/// Collects relationships; yields them when the file has ended. Memory: the ids and the
/// relationships.
class OfacLinks {
public:
    void add_party(std::string_view id, std::string_view schema);
    void add(OfacRelation relation);

    /// Yields Ownership (owner, asset), Directorship (director, organization), Representation
    /// (agent, client), Family (person, relative), Associate (person, associate) or UnknownLink
    /// (subject, object), each with the publisher's words as role. The publisher now and then turns
    /// a relationship round: where a person would be owned or directed, it is turned back, with a
    /// remark. A relationship of a party outside the file is counted in the remarks.
    void yield_links(std::string_view list, EntitySink& sink, RemarkTally& remarks);

private:
    struct Kept {
        std::string from;
        std::string to;
        std::string note;
        std::uint32_t type = 0; ///< index in types_: a list has a dozen
        bool former = false;
    };

    std::unordered_map<std::string, unsigned char> kinds_; // of the parties
    std::vector<std::string> types_;
    std::vector<Kept> relations_;
};

} // namespace tidewaiter::lists
