#include "lists/us_agency_party.hpp"

#include "base/utf8.hpp"
#include "lists/ascii.hpp"
#include "lists/clean_text.hpp"
#include "lists/prose_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tidewaiter::lists {

using namespace std::string_view_literals;

void add_prose_name(Party& party, std::string_view published) {
    std::string text = clean_text(published);
    for (const std::string_view mark : {"A/K/A"sv, "a/k/a"sv, "A.K.A."sv, "also known as"sv}) {
        for (std::size_t at = text.find(mark); at != std::string::npos;
             at = text.find(mark, at + 1)) {
            text.replace(at, mark.size(), "a.k.a.");
        }
    }
    const ProseName name = to_prose_name(text);
    party.add_name(name.name, party.has_name() ? NameKind::alias : NameKind::primary);
    for (const std::string& alias : name.aliases) {
        party.add_name(alias, NameKind::alias);
    }
    for (const std::string& note : name.notes) {
        party.add_note({}, note);
    }
    party.add_note(name.relation, name.head);
}

std::string notice_of(std::string_view citation) {
    return citation.empty() ? std::string()
                            : fmt::format("Federal Register notice: {}", clean_text(citation));
}

bool is_company_ending(std::string_view part) {
    constexpr std::array endings{
        "ltd"sv, "ltd."sv,     "limited"sv, "inc"sv,  "inc."sv, "llc"sv,   "l.l.c."sv, "co"sv,
        "co."sv, "co. ltd."sv, "s.a."sv,    "gmbh"sv, "corp"sv, "corp."sv, "jsc"sv,    "plc"sv};
    const std::string lower = to_lower(base::trim(part));
    return std::ranges::find(endings, lower) != endings.end();
}

} // namespace tidewaiter::lists
