// One HTML file that opens anywhere: what was screened, what was found, both sides of every alert, and where each
// number comes from. Charts are SVG in the page; nothing is loaded from elsewhere.
#pragma once

#include "index/index.hpp"
#include "screen/screening.hpp"

#include <string>

namespace tidewaiter::report {

struct ReportOptions {
    std::size_t alerts = 200; ///< shown in full; the rest is counted and in the alerts file
    std::string decisions_path; ///< named in the report
    std::string findings_path;
    std::string alerts_path;
};

/// The page of a screening run. Every value is escaped. Same inputs, same bytes.
std::string to_html(const screen::ScreenResult& result, const index::Index& index, const ReportOptions& options);

} // namespace tidewaiter::report
