// What a user's own list says where: docs/formats/user-list.md describes the TOML.
#pragma once

#include "entity/date.hpp"
#include "entity/entity.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tidewaiter::lists {

struct UserMapping {
    std::string list; ///< dataset id
    std::string title;
    std::string publisher;
    std::string jurisdiction;
    std::string version;
    entity::Measure measure = entity::Measure::unknown;
    std::vector<std::string> topics;
    std::vector<std::string> programs;
    /// What the list is for: block, allow, customers. Hits on the last two are information and never decide.
    std::string role = "block";

    std::optional<char> separator;       ///< of fields; found in the header when it is not given
    std::string value_separator = ";";   ///< of several values in one field; empty for none
    entity::DayOrder day_order = entity::DayOrder::unknown;
    std::string schema;                  ///< of rows that do not say; empty to tell by their fields

    /// Field -> headers, in the order of the file.
    std::vector<std::pair<std::string, std::vector<std::string>>> columns;
    /// Word in the schema column, lower-case -> schema.
    std::vector<std::pair<std::string, std::string>> schema_words;
};

/// Longest mapping file that is read.
constexpr std::size_t mapping_bytes = 1'000'000;

/// In:     name for messages
/// Errors: Failure(bad_input) naming line and key: no TOML, an unknown key, field, schema or measure, a wrong type
UserMapping parse_user_mapping(std::string_view toml, const std::string& name);
UserMapping load_user_mapping(const std::string& path);

/// The field that a header usually means ("Date of Birth" -> birthDate); empty when it is not a usual one.
std::string_view usual_field(std::string_view header);

/// Is this a field that a mapping may fill?
bool is_user_field(std::string_view field);

/// Person, Organization ... for the words that lists use ("individual", "ship"); nullopt for others.
std::optional<std::string_view> find_usual_schema(std::string_view word);

} // namespace tidewaiter::lists
