// The models that travel with the program.
#include "balance/model.hpp"

#include "base/embedded.hpp"

#include <array>

TIDEWAITER_EMBEDDED(models_tanks_2023_toml);
TIDEWAITER_EMBEDDED(models_rounds_2024_toml);

namespace tidewaiter::balance {

std::vector<std::string_view> bundled_models() { return {"tanks-2023", "rounds-2024"}; }

std::optional<std::string_view> find_bundled_model(std::string_view name) {
    if (name == "tanks-2023") {
        return embedded_models_tanks_2023_toml();
    }
    if (name == "rounds-2024") {
        return embedded_models_rounds_2024_toml();
    }
    return std::nullopt;
}

} // namespace tidewaiter::balance
