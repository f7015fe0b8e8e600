// The classes that a model may name: data/balance_classes.csv.
#pragma once

#include "balance/model.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace tidewaiter::balance {

std::optional<EquipmentClass> find_class(std::string_view name);

/// All names, for a hint.
std::string class_names();

} // namespace tidewaiter::balance
