// Names as the US Commerce and State departments write them, in prose: taken apart into what is a name and what is not.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::lists {

struct ProseName {
    std::string name;
    std::vector<std::string> aliases; ///< from "(a.k.a. X; Y)", "[aka X, aka Y]", ", a.k.a. X"
    std::vector<std::string> notes;   ///< "and any successor, sub-unit, or subsidiary thereof", "(Russian entity)"
    std::string head;                 ///< what it is part of: "HEAD.  Affiliated Entity: NAME"
    std::string relation;             ///< "Affiliated Entity" or "Subordinate Institution"
};

/// In: one name as published. Out: name is never empty when the text is not.
ProseName to_prose_name(std::string_view published);

/// Alternate names joined by "; ", the last one often with "and " before it; a part in brackets alone is a note.
struct ProseAliases {
    std::vector<std::string> names;
    std::vector<std::string> notes;
};
ProseAliases to_prose_aliases(std::string_view published);

/// '?' where an export lost a quote, dash or letter: gone at the edge of a word, an apostrophe before a small letter
/// ("Xi?an" -> "Xi'an"), a blank otherwise ("STG?EKO" -> "STG EKO"). Text without '?' stays as it is.
std::string mend_question_marks(std::string_view text);

} // namespace tidewaiter::lists
