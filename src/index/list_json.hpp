// List versions and listings as JSON, for the index file and for output.
#pragma once

#include "entity/entity.hpp"
#include "lists/list_reader.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::index {

std::string to_json(const lists::ListVersion& version);
/// Errors: Failure(bad_input) for what to_json does not write.
lists::ListVersion load_list_version(std::string_view json);
std::string to_json(const std::vector<entity::Listing>& listings);
std::vector<entity::Listing> load_listings(std::string_view json);

} // namespace tidewaiter::index
