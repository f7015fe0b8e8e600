// One field of a list, several names: "A; B", "Latin (عربي)", "a) A b) B". Taken apart without losing any.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::lists {

/// Out: the names in the order of the text, cleaned, each once; the text itself when it is one name.
/// Parts at ';' and at '/' between blanks, at "b) " markers, at brackets that hold a list or another script, and where
/// Latin and another script stand side by side. "(HTS)", "J/V" and "Army/Base" stay as they are.
std::vector<std::string> split_names(std::string_view text);

/// "(a) Minister (b) Member of Parliament", "a) X b) Y", "(1) X (2) Y": the parts without their markers; the text
/// itself when it does not begin with a marker. Markers count only in their order.
std::vector<std::string> split_lettered(std::string_view text);

} // namespace tidewaiter::lists
