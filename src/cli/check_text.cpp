#include "cli/check_text.hpp"

#include "report/balance_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace tidewaiter::cli {

using claims::Checked;
using claims::Claim;
using claims::Fit;
using claims::Reading;
using claims::Verdict;

namespace {

constexpr std::size_t width = 100;

/// Text in lines that begin with `indent` blanks, the first with `lead` instead.
std::string wrapped(std::string_view lead, std::size_t indent, std::string_view text) {
    std::string lines(lead);
    std::size_t column = lead.size();
    bool fresh = true;
    while (!text.empty()) {
        const std::size_t blank = std::min(text.find_first_of(" \n"), text.size());
        const std::string_view word = text.substr(0, blank);
        text.remove_prefix(std::min(blank + 1, text.size()));
        if (word.empty()) {
            continue;
        }
        if (!fresh && column + 1 + word.size() > width) {
            lines += "\n" + std::string(indent, ' ');
            column = indent;
            fresh = true;
        }
        lines += fresh ? "" : " ";
        column += word.size() + (fresh ? 0 : 1);
        lines += word;
        fresh = false;
    }
    return lines + "\n";
}

std::string count_of(std::size_t number, std::string_view what) { return fmt::format("{} {}{}", number, what, number == 1 ? "" : "s"); }

std::string said_line(const Claim& claim) {
    std::string text = claim.speaker.empty() ? "" : "said by " + claim.speaker;
    text += claim.said_on.empty() ? "" : (text.empty() ? "" : ", ") + claim.said_on;
    text += claim.outlet.empty() ? "" : (text.empty() ? "" : ", ") + claim.outlet;
    return text;
}

char mark_of(Fit fit) { return fit == Fit::inside ? '+' : fit == Fit::outside ? '-' : fit == Fit::straddling ? '~' : '?'; }

std::string reading_line(const Reading& reading, bool stated) {
    std::string text = reading.what;
    const std::string value = claims::value_text(reading);
    text += value.empty() ? "" : ": " + value;
    if (reading.probability) {
        text += fmt::format(": {}, P = {:.3f}", report::likelihood(*reading.probability), *reading.probability);
    }
    if (reading.coverage) {
        text += fmt::format(", coverage {:.0f} %", 100 * *reading.coverage);
    }
    text += stated ? " [stated reading]" : "";
    text += reading.verified ? "" : " [UNVERIFIED]";
    text += reading.not_counted.empty() ? "" : fmt::format(" [not counted: {}]", reading.not_counted);
    text += reading.superseded ? " [of an earlier vintage: counts on the day only]" : "";
    text += reading.within.empty() ? "" : " [the same data as another reading: counted once]";
    text += fmt::format(" [{}]", to_text(reading.origin));
    text += reading.source.empty() ? "" : " " + reading.source;
    text += reading.published.empty() || reading.origin == claims::Origin::flows ? "" : " (" + reading.published + ")";
    text += reading.note.empty() ? "" : "; " + reading.note;
    return text;
}

void print_header(const claims::Article& article, std::ostream& out) {
    std::string head = article.title.empty() ? article.name : article.title;
    head += article.outlet.empty() ? "" : ", " + article.outlet;
    head += article.date.empty() ? "" : ", " + article.date;
    out << wrapped("", 0, head);
    if (article.cut) {
        out << wrapped("", 0, fmt::format("Only the first {} bytes were read; what follows them was not looked at.", claims::TextLimits{}.bytes));
    }
}

void print_rest(const claims::Article& article, const std::vector<claims::NotTestable>& rest, std::ostream& out) {
    if (rest.empty()) {
        return;
    }
    out << "\nNot testable, because\n";
    constexpr std::size_t shown = 12;
    constexpr std::size_t longest = 90;
    std::map<std::string, std::vector<claims::Span>> by_reason;
    for (const claims::NotTestable& each : rest) {
        by_reason[each.reason].push_back(each.span);
    }
    for (const auto& [reason, spans] : by_reason) {
        out << fmt::format("  {} ({})\n", reason, count_of(spans.size(), "sentence"));
        for (std::size_t i = 0; i < std::min(shown, spans.size()); ++i) {
            std::string words(article.words(spans[i]));
            std::ranges::replace(words, '\n', ' ');
            if (words.size() > longest) {
                std::size_t cut = longest;
                while (cut > 0 && (static_cast<unsigned char>(words[cut]) & 0xC0U) == 0x80U) {
                    --cut;
                }
                words = words.substr(0, cut) + "...";
            }
            out << "    " << words << '\n';
        }
        if (spans.size() > shown) {
            out << fmt::format("    and {} more\n", spans.size() - shown);
        }
    }
}

void print_card(const Checked& card, bool brief, std::ostream& out) {
    const Claim& claim = card.claim;
    const std::string lead = fmt::format("{}. ", claim.number);
    out << '\n' << wrapped(lead, lead.size(), "\"" + claim.text + "\"");
    const std::string indent(lead.size(), ' ');
    const auto line = [&](std::string_view label, const std::string& text) {
        if (!text.empty()) {
            out << wrapped(indent + std::string(label), lead.size() + 2, text);
        }
    };
    line("", said_line(claim));
    line("Read as: ", claims::reading_of(claim));
    out << indent << fmt::format("{}: {}\n", to_text(card.now.word), claims::count_text(card.now, card.readings));
    line("True: ", card.true_part);
    line("Not shown: ", card.not_shown);
    if (brief) {
        return;
    }
    line("Why: ", card.now.because + (card.now.stated ? fmt::format(" (stated reading: {})", card.now.stated_because) : "") + ".");
    if (card.then) {
        line(fmt::format("Known on {}: ", card.then->as_of), fmt::format("{}: {}.", to_text(card.then->word), claims::count_text(*card.then, card.readings)));
    }
    line("Confidence: ", fmt::format("{}: {}.", to_text(card.confidence.level), card.confidence.because));
    if (!card.readings.empty()) {
        out << indent << "Readings (+ fits, - does not, ~ in part):\n";
    }
    for (std::size_t i = 0; i < card.readings.size(); ++i) {
        out << wrapped(fmt::format("{}  {} ", indent, mark_of(card.readings[i].fit)), lead.size() + 4, reading_line(card.readings[i], card.now.stated == i));
    }
    for (const std::string& missing : card.missing) {
        line("Missing: ", missing);
    }
    if (!card.alternatives.empty()) {
        out << indent << "To be ruled out before anyone is named:\n";
        for (const std::string& each : card.alternatives) {
            out << wrapped(indent + "  - ", lead.size() + 4, each);
        }
    }
    if (!card.settle.empty()) {
        out << indent << "What would settle it:\n";
        for (std::size_t i = 0; i < card.settle.size(); ++i) {
            out << wrapped(fmt::format("{}  {}. ", indent, i + 1), lead.size() + 5, fmt::format("{}: {}", card.settle[i].what, card.settle[i].why));
        }
    }
    out << indent << "Repeat: " << card.command << '\n';
}

} // namespace

void print_found(const claims::Article& article, const claims::Found& found, std::ostream& out) {
    print_header(article, out);
    out << fmt::format("{} in {}\n", count_of(found.claims.size(), "statement"), count_of(article.sentences.size(), "sentence"));
    for (const Claim& claim : found.claims) {
        const std::string lead = fmt::format("{}. ", claim.number);
        out << '\n' << wrapped(lead, lead.size(), "\"" + claim.text + "\"");
        const std::string indent(lead.size(), ' ');
        const std::string said = said_line(claim);
        if (!said.empty()) {
            out << wrapped(indent, lead.size(), said);
        }
        out << wrapped(indent + fmt::format("{}: ", to_text(claim.measure)), lead.size() + 2, claims::reading_of(claim));
        for (const claims::Evidence& each : claim.evidence) {
            std::string words(article.words(each.span));
            std::ranges::replace(words, '\n', ' ');
            out << fmt::format("{}  {:<12} \"{}\"\n", indent, each.slot, words);
        }
    }
    print_rest(article, found.rest, out);
}

void print_check(const claims::Report& report, bool brief, std::ostream& out) {
    print_header(report.article, out);
    std::map<claims::Word, std::size_t> words;
    for (const Checked& card : report.cards) {
        ++words[card.now.word];
    }
    std::string counts;
    for (const auto& [word, count] : words) {
        counts += (counts.empty() ? ": " : ", ") + fmt::format("{} {}", count, to_text(word));
    }
    out << wrapped("", 0, fmt::format("{} that can be tested{}; as of {}", count_of(report.cards.size(), "statement"), counts, report.options.as_of));
    if (report.cut) {
        out << "More statements than the limit: the first ones are checked.\n";
    }
    for (const Checked& card : report.cards) {
        print_card(card, brief, out);
    }
    if (!report.inconsistencies.empty()) {
        out << "\nThe article against itself and against arithmetic\n";
        for (const claims::Inconsistency& each : report.inconsistencies) {
            out << wrapped("  - ", 4, each.text);
        }
    }
    if (!brief) {
        print_rest(report.article, report.rest, out);
        out << "\nA verdict says what the data at hand show, with what coverage. It says nothing of why somebody said it.\n";
    }
}

} // namespace tidewaiter::cli
