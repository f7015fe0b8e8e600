// entities.ftm.json: one entity per line, read and written without loss.
#pragma once

#include "base/result.hpp"
#include "entity/entity.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace tidewaiter::entity {

/// Parses lines of FollowTheMoney JSON; keeps its parser's memory between lines.
class FtmParser {
public:
    FtmParser();
    ~FtmParser();
    /// In:  one JSON object; a property's value may be a list of text or of nested entities, which are handed to
    ///      `nested` (may be empty) and replaced by their ids.
    /// Errors: not an object, no id, no schema, a property that is no list of text.
    base::Result<Entity> parse(std::string_view line, const std::function<void(Entity)>& nested = {});

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// One line without the line end. Out of FtmParser::parse and back again is the same entity.
std::string to_ftm_json(const Entity& entity);

} // namespace tidewaiter::entity
