// Which property the number of a paper belongs in, and which it can stand in for a schema.
#pragma once

#include "entity/identifier.hpp"

#include <optional>
#include <string_view>

namespace tidewaiter::lists {

/// The FollowTheMoney property that a paper's number belongs in, by the publisher's words for its type in English,
/// French, Spanish or Russian ("Cedula No." -> idNumber, "V.A.T. Number" -> vatCode); idNumber when no word is known.
/// Source: data/document_types.csv.
std::string_view property_of_document(std::string_view type);
/// The same; nullopt when no word of the type is known.
std::optional<std::string_view> find_property_of_document(std::string_view type);

/// Vessel, Airplane or Vehicle?
bool is_vehicle(std::string_view schema);

/// FollowTheMoney gives a ship no tax number and a company no passport; the number is kept where the schema has room.
std::string_view fit_to_schema(std::string_view property, std::string_view schema);

/// Does the kind follow a rule that a misprint breaks?
bool is_checkable(entity::IdentifierKind kind);

/// Where a number goes that its kind's check digit disowns; empty when it may stand nowhere, as an IMO number that would
/// refute the ship it means. A Belarusian number under "ИНН" is still a tax number.
std::string_view fallback_property(std::string_view property);

} // namespace tidewaiter::lists
