// The names in Canada's list: one field of aliases mixes separators, languages and alternatives.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::lists {

struct ListedAlias {
    std::string name;
    std::string language; ///< ISO 639 code, where the list says "Russian:"
    bool weak = false;    ///< one word of a person, or a short word of others
    friend bool operator==(const ListedAlias&, const ListedAlias&) = default;
};

/// "Vitaly Sinila, Russian: Виталий Синило, Belarusian: Віталь Сініла", "A or B / C; D": taken
/// apart at semicolons, labels of languages, slashes, "or", and at commas that no legal form
/// follows.
/// Out: each name once, in the order of the text
std::vector<ListedAlias> split_listed_aliases(std::string_view text, bool person);

/// "Dux JSC (also known as Duks)", "Hara Institute/Institut Hara": the name, then its other names.
std::vector<std::string> split_listed_name(std::string_view text);

} // namespace tidewaiter::lists
