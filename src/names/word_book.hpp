// The tables of words behind a name's parts: data/legal_forms.csv, name_words.csv, nicknames.csv, word_counts.csv.
#pragma once

#include "names/legal_form.hpp"
#include "names/name.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace tidewaiter::names {

/// Is the text exactly a legal form of one word of three letters or more? For what is glued to a name ("JSCARGUMENT").
std::string_view find_legal_class(std::string_view folded);

/// Kind of a single word in names of this kind, or nullopt when it is a plain one; `number` is set for number words.
std::optional<PartKind> find_kind(std::string_view folded, NameKind kind, std::uint32_t& number);

/// Chinese family names of two characters, such as 欧阳.
bool is_compound_family(std::string_view native);
/// Korean family names in Hangul, such as 김.
bool is_korean_family(std::string_view native);

} // namespace tidewaiter::names
