// R27: the buyer wants none of the installation, training or service that such goods normally need. Words of the notes are looked for
// (data/service_words.csv); so are the headings of goods that need them.
#include "screen/rules/rule.hpp"

#include "base/csv.hpp"
#include "base/embedded.hpp"
#include "base/utf8.hpp"
#include "text/fold.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

TIDEWAITER_EMBEDDED(service_words_csv);

namespace tidewaiter::screen {

namespace {

struct Words {
    std::vector<std::string> phrases; ///< folded, between blanks
    std::set<std::string, std::less<>> headings;
};

const Words& words() {
    static const Words made = [] {
        Words all;
        const base::CsvTable table("service_words.csv", embedded_service_words_csv());
        for (const auto& row : table.rows()) {
            if (row[0] == "heading") {
                all.headings.insert(row[1]);
            } else {
                all.phrases.push_back(" " + text::fold(row[1]).joined() + " ");
            }
        }
        return all;
    }();
    return made;
}

} // namespace

void find_refused_services(const RuleContext& context, const Rule& rule, std::vector<Finding>& into) {
    const Shipment& shipment = *context.read.shipment;
    if (!shipment.present.has(Input::notes)) {
        return;
    }
    std::string codes;
    std::size_t first = context.read.lines.size();
    for (std::size_t i = 0; i < context.read.lines.size(); ++i) {
        const ReadLine& line = context.read.lines[i];
        if (line.hs && words().headings.contains(line.hs->heading())) {
            append_item(codes, line.line->hs);
            first = std::min(first, i);
        }
    }
    if (codes.empty()) {
        return;
    }
    if (shipment.notes.empty()) {
        say_not_evaluated(context, rule, "notes");
        return;
    }
    const std::string folded = " " + text::fold(shipment.notes).joined() + " ";
    const auto phrase = std::ranges::find_if(words().phrases, [&folded](const std::string& each) { return folded.find(each) != std::string::npos; });
    if (phrase == words().phrases.end()) {
        return;
    }
    Finding finding = begin_finding(context, rule);
    set_line(finding, context, first);
    finding.hs = codes;
    finding.strength = 1;
    finding.evidence_for = fmt::format("notes: {}; goods: {}", base::utf8_prefix(shipment.notes, 200), codes);
    finding.sentence = fmt::format("The notes refuse a service that goods of {} normally need: '{}'.", codes, base::trim(*phrase));
    into.push_back(std::move(finding));
}

} // namespace tidewaiter::screen
