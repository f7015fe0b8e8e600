#include "lists/nationality.hpp"

#include "base/csv.hpp"
#include "base/embedded.hpp"
#include "entity/country.hpp"
#include "lists/ascii.hpp"
#include "lists/clean_text.hpp"
#include "lists/split_names.hpp"

#include <array>
#include <map>

TIDEWAITER_EMBEDDED(demonyms_csv);

namespace tidewaiter::lists {

namespace {

using Demonyms = std::map<std::string, std::string, std::less<>>;

Demonyms load_demonyms() {
    const base::CsvTable table("demonyms.csv", embedded_demonyms_csv());
    const std::size_t word = table.column("word");
    const std::size_t country = table.column("country");
    Demonyms demonyms;
    for (const auto& row : table.rows()) {
        demonyms.emplace(to_lower(row[word]), row[country]);
    }
    return demonyms;
}

bool names_country(std::string_view text) { return entity::find_country(text) || find_country_of_nationals(text); }

/// Without a bracket behind it and without the word citizenship.
std::string without_trimmings(std::string_view text) {
    std::string plain = clean_text(text.substr(0, text.find(" (")));
    for (const std::string_view tail : {" citizenship", " nationality", " national", ".", ","}) {
        if (plain.ends_with(tail)) {
            plain.resize(plain.size() - tail.size());
        }
    }
    return plain;
}

void split(std::vector<std::string>& into, const std::string& text) {
    if (entity::find_country(text)) {
        into.push_back(text); // "Trinidad and Tobago", "Iran (Islamic Republic of)"
        return;
    }
    const std::string plain = without_trimmings(text);
    const std::string lower = to_lower(text);
    const bool taken_back = contains(lower, "revoked") || contains(lower, "withdrawn") || contains(lower, "until");
    if (!taken_back && names_country(plain)) {
        into.push_back(plain);
        return;
    }
    constexpr std::array<std::string_view, 5> joints{" and/or ", ", ", " and ", "/", ";"};
    for (const std::string_view joint : joints) {
        const std::size_t at = text.find(joint);
        if (at == std::string::npos) {
            continue;
        }
        const std::string first = without_trimmings(std::string_view(text).substr(0, at));
        std::vector<std::string> rest;
        split(rest, clean_text(std::string_view(text).substr(at + joint.size())));
        if (names_country(first) && names_country(rest.front())) {
            into.push_back(first);
            into.insert(into.end(), rest.begin(), rest.end());
            return;
        }
    }
    into.push_back(text);
}

} // namespace

std::optional<std::string_view> find_country_of_nationals(std::string_view word) {
    static const Demonyms demonyms = load_demonyms();
    const auto found = demonyms.find(to_lower(word));
    return found == demonyms.end() ? std::nullopt : std::optional<std::string_view>(found->second);
}

std::vector<std::string> split_nationalities(std::string_view text) {
    constexpr std::size_t longest = 200; // longer text is prose
    std::vector<std::string> nationalities;
    for (const std::string& part : split_lettered(text)) {
        if (part.size() > longest) {
            nationalities.push_back(part);
        } else {
            split(nationalities, part);
        }
    }
    return nationalities;
}

} // namespace tidewaiter::lists
