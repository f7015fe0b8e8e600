#include "report/claims_page.hpp"

#include "balance/balance.hpp"
#include "report/balance_words.hpp"
#include "report/claims_chart.hpp"
#include "report/html.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <vector>

namespace tidewaiter::report {

namespace {

using claims::Checked;
using claims::Fit;
using claims::Reading;
using claims::Verdict;
using claims::Word;

constexpr std::string_view own_style = R"css(
.article{background:var(--panel);border:1px solid var(--line);border-radius:6px;padding:.8rem 1.1rem;font-size:1.02rem;line-height:1.65;max-width:52rem;white-space:pre-wrap;overflow-wrap:anywhere}
.article mark{color:inherit;background:var(--ground);border-bottom:3px solid var(--not);padding:.05rem .1rem}
.article mark a{font-size:.72em;vertical-align:super;text-decoration:none;font-weight:700;margin-left:.12rem}
mark.w-supported{border-color:var(--none)!important}mark.w-some{border-color:var(--review)!important}mark.w-against{border-color:var(--hold)!important}
.w-supported .badge,.badge.w-supported{color:var(--none)}.badge.w-some{color:var(--review)}.badge.w-against{color:var(--hold)}.badge.w-none{color:var(--not)}
.card{border:1px solid var(--line);border-left-width:5px;border-radius:6px;margin:1rem 0;padding:.7rem 1rem 1rem}
.card.w-supported{border-left-color:var(--none)}.card.w-some{border-left-color:var(--review)}.card.w-against{border-left-color:var(--hold)}.card.w-none{border-left-color:var(--not)}
.card h3{font-size:1.05rem;font-weight:600;line-height:1.4}.card .badge{font-size:.9rem}
.facts{display:grid;grid-template-columns:1fr 1fr;gap:.6rem 1.4rem;margin:.7rem 0}@media (max-width:44rem){.facts{grid-template-columns:1fr}}
.facts h4,.card h4{font-size:.82rem;text-transform:uppercase;letter-spacing:.05em;color:var(--soft);margin:0 0 .15rem}
.facts p{margin:0}.columns{width:auto}.columns td,.columns th{padding-right:1.6rem}
svg .band{fill:var(--mark);opacity:.16}figure.readings{margin:.8rem 0}.card ol,.card ul{margin:.25rem 0 .5rem;padding-left:1.3rem}
.w-words{margin:.2rem 0;color:var(--soft);font-size:.9rem}.scroll td:first-child{font-weight:700}
)css";

std::string_view word_class(Word word) {
    switch (word) {
    case Word::supported: return "w-supported";
    case Word::supported_on_some: return "w-some";
    case Word::not_supported:
    case Word::contradicted: return "w-against";
    case Word::not_testable: return "w-none";
    }
    return "w-none";
}

std::string joined(const std::vector<std::string>& texts, std::string_view tag) {
    std::string html;
    for (const std::string& text : texts) {
        html += fmt::format("<{0}>{1}</{0}>", tag, escaped(text));
    }
    return html;
}

/// The text with the line breaks inside sentences taken out: they are those of the file, not of the text.
claims::Article unwrapped(const claims::Article& article) {
    claims::Article copy = article;
    for (const claims::Sentence& sentence : article.sentences) {
        for (std::size_t i = sentence.span.begin; i < std::min(sentence.span.end, copy.text.size()); ++i) {
            copy.text[i] = copy.text[i] == '\n' ? ' ' : copy.text[i];
        }
        // Between sentences of one paragraph too.
        for (std::size_t i = sentence.span.end; i + 1 < copy.text.size() && copy.text[i] == '\n' && copy.text[i + 1] != '\n' && copy.text[i + 1] != ' '; ++i) {
            const bool stop = i > 0 && (copy.text[i - 1] == '.' || copy.text[i - 1] == '"' || copy.text[i - 1] == '?' || copy.text[i - 1] == '!');
            copy.text[i] = stop ? ' ' : copy.text[i];
        }
    }
    return copy;
}

std::string article_box(const claims::Report& report) {
    const claims::Article article = unwrapped(report.article);
    // Statements by the place of their sentence; a sentence may hold several.
    std::map<std::size_t, std::vector<const Checked*>> by_sentence;
    for (const Checked& card : report.cards) {
        by_sentence[card.claim.span.begin].push_back(&card);
    }
    constexpr std::size_t most_shown = 200'000; // bytes of text; a book shows its statements alone
    const bool whole = article.text.size() <= most_shown;
    std::string html = "<h2>The text</h2>\n";
    html += whole ? "" : "<p class=\"soft\">A long text: only the sentences with statements are shown.</p>\n";
    html += "<div class=\"article\">";
    std::size_t at = 0;
    for (const auto& [begin, cards] : by_sentence) {
        const claims::Span span = cards.front()->claim.span;
        if (span.begin < at || span.end > article.text.size()) {
            continue;
        }
        html += whole ? escaped(article.words({at, span.begin})) : std::string(at == 0 ? "" : "\n\n");
        const auto worst = std::ranges::max_element(cards, {}, [](const Checked* card) { return card->now.word; });
        html += fmt::format("<mark class=\"{}\">{}", word_class((*worst)->now.word), escaped(article.words(span)));
        for (const Checked* card : cards) {
            html += fmt::format("<a href=\"#claim-{0}\" title=\"{1}\">{0}</a>", card->claim.number, to_text(card->now.word));
        }
        html += "</mark>";
        at = span.end;
    }
    html += whole ? escaped(article.words({at, article.text.size()})) : std::string();
    return html + "</div>\n";
}

std::string verdict_row(std::string_view what, const Verdict& verdict, const std::vector<Reading>& readings) {
    return fmt::format("<tr><th>{} {}</th><td><span class=\"badge {}\">{}</span></td><td>{}</td></tr>\n", what, escaped(verdict.as_of), word_class(verdict.word), to_text(verdict.word),
                       escaped(claims::count_text(verdict, readings)));
}

std::string reading_row(const Reading& reading, bool stated) {
    const std::string_view sign = reading.fit == Fit::inside ? "+" : reading.fit == Fit::outside ? "−" : reading.fit == Fit::straddling ? "~" : "?";
    std::string value = escaped(claims::value_text(reading));
    if (reading.probability) {
        value = fmt::format("{}, P = {:.3f}", likelihood(*reading.probability), *reading.probability);
    }
    if (reading.coverage) {
        value += fmt::format("<br><span class=\"soft small\">coverage {:.0f} %</span>", 100 * *reading.coverage);
    }
    std::string remarks;
    const auto add = [&](const std::string& text) { remarks += remarks.empty() ? text : "; " + text; };
    if (stated) {
        add("<b>stated reading</b>");
    }
    if (!reading.verified) {
        add("<b>unverified</b>");
    }
    if (!reading.not_counted.empty()) {
        add("not counted: " + escaped(reading.not_counted));
    }
    if (reading.superseded) {
        add("of an earlier vintage: counts on the day only");
    }
    if (!reading.within.empty()) {
        add("the same data as another reading: counted once");
    }
    if (!reading.note.empty()) {
        add(escaped(reading.note));
    }
    std::string source = web_link(reading.address, reading.source);
    source += reading.published.empty() || reading.origin == claims::Origin::flows ? "" : fmt::format(" <span class=\"soft\">({})</span>", escaped(reading.published));
    source += reading.vintage.empty() ? "" : fmt::format("<br><span class=\"soft small\">vintage {}</span>", escaped(reading.vintage));
    source += reading.command.empty() ? "" : fmt::format("<br><span class=\"mono small\">{}</span>", escaped(reading.command));
    return fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}<br><span class=\"soft small\">{}</span></td></tr>\n", sign, escaped(reading.what), value, remarks, source, to_text(reading.origin));
}

/// The words that the slots were read from.
std::string words_line(const Checked& card) {
    std::string html;
    for (const claims::Evidence& each : card.claim.evidence) {
        const claims::Span span = card.claim.span;
        if (each.span.begin < span.begin || each.span.end > span.end || each.span.end - span.begin > card.claim.text.size()) {
            continue;
        }
        html += fmt::format("{}{}: “{}”", html.empty() ? "" : " · ", escaped(each.slot), escaped(std::string_view(card.claim.text).substr(each.span.begin - span.begin, each.span.end - each.span.begin)));
    }
    return html.empty() ? html : "<p class=\"w-words\">" + html + "</p>\n";
}

std::string card_box(const Checked& card) {
    const claims::Claim& claim = card.claim;
    std::string said = claim.speaker.empty() ? "the text itself" : escaped(claim.speaker);
    said += claim.said_on.empty() ? ", day not known" : ", " + escaped(claim.said_on);
    said += claim.outlet.empty() ? "" : ", " + escaped(claim.outlet);
    std::string html = fmt::format("<section class=\"card {}\" id=\"claim-{}\">\n<h3>{}. “{}”</h3>\n<p class=\"soft small\">{}</p>\n", word_class(card.now.word), claim.number, claim.number, escaped(claim.text), said);
    html += fmt::format("<p><b>Read as:</b> {}</p>\n{}", escaped(claims::reading_of(claim)), words_line(card));
    html += fmt::format("<div class=\"facts\"><div><h4>What is true</h4><p>{}</p></div><div><h4>What is not shown</h4><p>{}</p></div></div>\n", escaped(card.true_part), escaped(card.not_shown));
    html += "<table class=\"columns\"><tbody>\n" + verdict_row("As of", card.now, card.readings);
    html += card.then ? verdict_row("Known on", *card.then, card.readings) : std::string();
    html += "</tbody></table>\n";
    html += fmt::format("<p><b>Why:</b> {}{}.</p>\n", escaped(card.now.because), card.now.stated ? " (stated reading: " + escaped(card.now.stated_because) + ")" : std::string());
    html += fmt::format("<p><b>Confidence:</b> {}: {}.</p>\n", to_text(card.confidence.level), escaped(card.confidence.because));
    html += readings_chart(card);
    if (!card.readings.empty()) {
        html += "<details><summary>Readings and their sources</summary><div class=\"scroll\"><table><thead><tr><th></th><th>Reading</th><th>Value</th><th>Remarks</th><th>Source</th></tr></thead><tbody>\n";
        for (std::size_t i = 0; i < card.readings.size(); ++i) {
            html += reading_row(card.readings[i], card.now.stated == i);
        }
        html += "</tbody></table></div></details>\n";
    }
    if (!card.missing.empty()) {
        html += "<h4>Missing</h4><ul>" + joined(card.missing, "li") + "</ul>\n";
    }
    html += "<h4>To be ruled out before anyone is named</h4><ul>" + joined(card.alternatives, "li") + "</ul>\n";
    html += "<h4>What would settle it</h4><ol>";
    for (const claims::Settling& each : card.settle) {
        html += fmt::format("<li>{}: <span class=\"soft\">{}</span></li>", escaped(each.what), escaped(each.why));
    }
    html += "</ol>\n";
    return html + fmt::format("<p class=\"small\">Repeat: <span class=\"mono\">{}</span></p>\n</section>\n", escaped(card.command));
}

std::string rest_box(const claims::Report& report) {
    if (report.rest.empty()) {
        return {};
    }
    constexpr std::size_t most = 500;
    std::string html = "<details><summary>Not testable, and why (" + grouped(report.rest.size()) + ")</summary><div class=\"scroll\"><table><thead><tr><th>Because</th><th>Sentence</th></tr></thead><tbody>\n";
    for (std::size_t i = 0; i < std::min(most, report.rest.size()); ++i) {
        html += fmt::format("<tr><td>{}</td><td>{}</td></tr>\n", escaped(report.rest[i].reason), escaped(report.article.words(report.rest[i].span)));
    }
    html += report.rest.size() > most ? fmt::format("<tr><td></td><td>and {} more</td></tr>\n", report.rest.size() - most) : std::string();
    return html + "</tbody></table></div></details>\n";
}

std::string consistency_box(const claims::Report& report) {
    if (report.inconsistencies.empty()) {
        return {};
    }
    std::string html = "<h2>The text against itself and against arithmetic</h2>\n<ul>";
    for (const claims::Inconsistency& each : report.inconsistencies) {
        html += "<li>" + escaped(each.text);
        for (const int number : each.claims) {
            html += fmt::format(" <a href=\"#claim-{0}\">{0}</a>", number);
        }
        html += "</li>";
    }
    return html + "</ul>\n";
}

std::string foot(const claims::Report& report, std::string_view command, std::string_view version) {
    std::string html = "<footer>\n<h2>Where these words come from</h2>\n<div class=\"scroll\"><table><tbody>\n";
    const auto fact = [&](std::string_view what, const std::string& value) {
        if (!value.empty()) {
            html += fmt::format("<tr><th>{}</th><td class=\"mono\">{}</td></tr>\n", what, escaped(value));
        }
    };
    fact("Command", std::string(command));
    fact("Article", fmt::format("{}, {}, {}, SHA-256 {}", report.article.name, to_text(report.article.format), report.article.encoding, report.article.sha256));
    fact("Address", report.article.url);
    fact("As of", report.options.as_of);
    fact("Trade statistics", report.options.flows == nullptr ? "none held" : report.options.flows->path());
    std::set<std::string> sources;
    for (const Checked& card : report.cards) {
        for (const Reading& reading : card.readings) {
            if (reading.origin == claims::Origin::flows && !reading.source.empty()) {
                sources.insert(reading.source);
            }
        }
    }
    for (const std::string& source : sources) {
        fact("Source", source);
    }
    fact("Models", fmt::format("{} draws, seed {}, {}", grouped(report.options.draws), report.options.seed, balance::algorithm));
    fact("Program", fmt::format("tidewaiter {} ({})", version, claims::rules_version));
    return html + "</tbody></table></div>\n<p class=\"small soft\">A verdict says what the data at hand show, with what coverage. It says nothing of why somebody said it. The same inputs give the same bytes.</p>\n</footer>\n";
}

} // namespace

std::string claims_page(const claims::Report& report, std::string_view command, std::string_view version) {
    const claims::Article& article = report.article;
    const std::string title = article.title.empty() ? article.name : article.title;
    std::string html = fmt::format("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
                                   "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
                                   "<title>Checked: {}</title><style>{}{}</style></head><body>\n",
                                   escaped(title), style_sheet(), own_style);
    html += fmt::format("<h1>{}</h1>\n<p class=\"soft\">{}{}{}checked as of {}</p>\n", escaped(title), escaped(article.outlet), article.outlet.empty() ? "" : ", ", article.date.empty() ? "" : escaped(article.date) + ", ", escaped(report.options.as_of));
    std::map<Word, std::size_t> counts;
    for (const Checked& card : report.cards) {
        ++counts[card.now.word];
    }
    html += "<div class=\"tiles\">";
    for (const Word word : {Word::supported, Word::supported_on_some, Word::not_supported, Word::contradicted, Word::not_testable}) {
        if (counts[word] > 0) {
            html += fmt::format("<div class=\"tile\"><b class=\"badge {}\">{}</b><span>{}</span></div>", word_class(word), counts[word], to_text(word));
        }
    }
    html += "</div>\n";
    if (article.cut) {
        html += fmt::format("<p class=\"notice warning\">Only the first {} bytes were read; what follows them was not looked at.</p>\n", grouped(claims::TextLimits{}.bytes));
    }
    if (report.cut) {
        html += "<p class=\"notice warning\">More statements than the limit: the first ones are checked.</p>\n";
    }
    html += article_box(report);
    html += report.cards.empty() ? "<p>No statement that can be tested was found.</p>\n" : "<h2>The statements</h2>\n";
    for (const Checked& card : report.cards) {
        html += card_box(card);
    }
    html += consistency_box(report);
    html += rest_box(report);
    return html + foot(report, command, version) + "</body></html>\n";
}

} // namespace tidewaiter::report
