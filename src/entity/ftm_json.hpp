// entities.ftm.json: one entity per line, read and written without loss.
#pragma once

#include "base/result.hpp"
#include "entity/entity.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace tidewaiter::entity {

/// Parses lines of FollowTheMoney JSON; keeps its parser's memory between lines.
/// Bounds: 64 levels of nesting; memory is about 14 times the longest line seen.
class FtmParser {
public:
    FtmParser();
    ~FtmParser();
    FtmParser(const FtmParser&) = delete;
    FtmParser& operator=(const FtmParser&) = delete;

    /// In:  one JSON object; a property's value is a list of text or of nested entities, which are
    /// handed to
    ///      `nested` (may be empty) and replaced by their ids. As FollowTheMoney's own reader does,
    ///      a property without its list counts as a list of one; a number, a truth value or an
    ///      object that is no entity is kept as its JSON text. Empty text, null and repeated values
    ///      are dropped.
    /// Out: the entity; members that have no place in Entity, or not the type of it, are kept in
    /// unknown_members. Errors: no JSON, not an object, no id, no schema, properties that are no
    /// object, a member given twice.
    base::Result<Entity> parse(std::string_view line,
                               const std::function<void(Entity)>& nested = {});

    /// Values so far that were not written as the format asks (no list, no text, an object that is
    /// no entity).
    std::uint64_t irregular_values() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// One line without the line end. Through FtmParser::parse and back it is the same entity.
/// `properties`, `datasets` and `referents` are always written, the other members when they hold
/// something.
std::string to_ftm_json(const Entity& entity);

} // namespace tidewaiter::entity
