#include "lists/remark_tally.hpp"

#include "base/utf8.hpp"

#include <fmt/format.h>

namespace tidewaiter::lists {

void RemarkTally::add(std::string_view kind, std::string_view where) {
    const auto at = lines_.find(kind);
    if (at == lines_.end()) {
        lines_.emplace(std::string(kind), Line{1, std::string(base::utf8_prefix(where, 160))});
    } else {
        ++at->second.count;
    }
}

void RemarkTally::write_to(std::vector<std::string>& remarks) const {
    for (const auto& [kind, line] : lines_) {
        remarks.push_back(fmt::format("{}: {} (first: {})", kind, line.count, line.first));
    }
}

} // namespace tidewaiter::lists
