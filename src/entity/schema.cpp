#include "entity/schema.hpp"

#include "base/csv.hpp"
#include "base/embedded.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <string>

TIDEWAITER_EMBEDDED(ftm_schemata_csv);
TIDEWAITER_EMBEDDED(ftm_properties_csv);

namespace tidewaiter::entity {

namespace {

struct Model {
    std::vector<std::string> names; // owns the text
    std::vector<std::unique_ptr<Schema>> schemata;
    std::vector<const Schema*> ordered;
    std::map<std::string, PropertyType, std::less<>> properties;
};

PropertyType type_of(std::string_view word) {
    constexpr std::array<std::pair<std::string_view, PropertyType>, 15> words = {{
        {"string", PropertyType::text}, {"text", PropertyType::text}, {"name", PropertyType::name},
        {"date", PropertyType::date}, {"country", PropertyType::country}, {"identifier", PropertyType::identifier},
        {"iban", PropertyType::identifier}, {"address", PropertyType::address}, {"topic", PropertyType::topic},
        {"gender", PropertyType::gender}, {"url", PropertyType::url}, {"phone", PropertyType::phone},
        {"email", PropertyType::email}, {"number", PropertyType::number}, {"entity", PropertyType::entity},
    }};
    const auto found = std::ranges::find(words, word, [](const auto& row) { return row.first; });
    return found == words.end() ? PropertyType::other : found->second;
}

const Model& model() {
    static const Model made = [] {
        Model m;
        const base::CsvTable table("ftm_schemata.csv", embedded_ftm_schemata_csv());
        const std::size_t name = table.column("schema");
        const std::size_t ancestors = table.column("ancestors");
        const std::size_t matchable = table.column("matchable");
        m.names.reserve(table.rows().size());
        for (const auto& row : table.rows()) {
            m.names.push_back(row[name]);
            auto schema = std::make_unique<Schema>();
            schema->name = m.names.back();
            schema->matchable = row[matchable] == "yes";
            m.ordered.push_back(schema.get());
            m.schemata.push_back(std::move(schema));
        }
        for (std::size_t i = 0; i < table.rows().size(); ++i) {
            std::string_view rest = table.rows()[i][ancestors];
            while (!rest.empty()) {
                const std::size_t end = std::min(rest.find(' '), rest.size());
                const auto found = std::ranges::find(m.ordered, rest.substr(0, end), &Schema::name);
                m.schemata[i]->ancestors.push_back(*found);
                rest.remove_prefix(std::min(end + 1, rest.size()));
            }
        }
        const base::CsvTable properties("ftm_properties.csv", embedded_ftm_properties_csv());
        for (const auto& row : properties.rows()) {
            m.properties.emplace(row[0], type_of(row[1]));
        }
        return m;
    }();
    return made;
}

} // namespace

bool Schema::is(std::string_view other) const {
    return std::ranges::any_of(ancestors, [other](const Schema* a) { return a->name == other; });
}

const Schema* find_schema(std::string_view name) {
    const auto& all = model().ordered;
    const auto found = std::ranges::lower_bound(all, name, {}, &Schema::name);
    return found != all.end() && (*found)->name == name ? *found : nullptr;
}

const std::vector<const Schema*>& all_schemata() { return model().ordered; }

PropertyType property_type(std::string_view property) {
    const auto& all = model().properties;
    const auto found = all.find(property);
    return found == all.end() ? PropertyType::other : found->second;
}

bool are_comparable(std::string_view a, std::string_view b) {
    if (a == b) {
        return true;
    }
    const Schema* first = find_schema(a);
    const Schema* second = find_schema(b);
    if (first == nullptr || second == nullptr) {
        return false;
    }
    if (first->is(b) || second->is(a)) {
        return true;
    }
    // Organization, Company and PublicBody are used for one another by publishers; Person is not.
    const auto is_organization = [](const Schema* s) { return s->is("Organization") || s->is("Company") || s->is("PublicBody"); };
    return is_organization(first) && is_organization(second);
}

} // namespace tidewaiter::entity
