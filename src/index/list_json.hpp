// List versions and listings as JSON in the index file; to_json of a list version is in the face.
#pragma once

#include "index/index.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::index {

/// Errors: Failure(bad_input) for what to_json does not write.
lists::ListVersion load_list_version(std::string_view json);
std::string to_json(const std::vector<entity::Listing>& listings);
std::vector<entity::Listing> load_listings(std::string_view json);

} // namespace tidewaiter::index
