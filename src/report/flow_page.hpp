// All that the flow file says of one buyer, on one page that opens anywhere.
#pragma once

#include "flows/measures.hpp"
#include "report/events.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::report {

struct FlowSection {
    std::string heading;     ///< a question
    std::string explanation; ///< what the table shows, in a sentence or two
    std::string command;     ///< that repeats it
    flows::Answer answer;
    std::string failure;     ///< why there is no answer; then `answer` is empty
};

struct FlowPage {
    std::string title;
    std::string lead; ///< a paragraph below the title
    std::vector<FlowSection> sections;
    std::vector<Event> events;
    std::string command, version;
    std::size_t rows = 40; ///< of each table; the rest is counted
};

/// One HTML file, charts as SVG in it, nothing loaded from elsewhere. Sources are numbered footnotes of the whole page. Same inputs, same bytes.
std::string flow_page(const FlowPage& page);

} // namespace tidewaiter::report
