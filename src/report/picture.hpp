// A drawing as an image for those who cannot use SVG: slides, messengers, word processors.
#pragma once

#include <string>

namespace tidewaiter::report {

/// The same picture as PNG, at twice the drawing's size in CSS pixels, so that small text stays sharp.
/// In:     svg, a whole SVG file as flow_chart() gives it, below 64 MB
/// Errors: Failure(bad_input): no SVG; Failure(machine): no memory for it
std::string png_of(const std::string& svg);

} // namespace tidewaiter::report
