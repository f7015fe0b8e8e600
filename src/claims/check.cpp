#include "claims/check.hpp"

#include "claims/readings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace tidewaiter::claims {

Checked check_claim(const Claim& claim, const CheckOptions& options) {
    Checked card;
    card.claim = claim;
    add_published(claim, card.readings);
    add_balance(claim, options, card.readings, card.missing);
    add_flows(claim, options, card.readings, card.missing);
    tie_to_sources(card.readings);
    judge(claim, card.readings);
    if (!claim.said_on.empty()) {
        card.then = verdict_of(claim, card.readings, true, claim.said_on);
    } else {
        card.missing.push_back("the day on which it was said: add --said-on");
    }
    card.now = verdict_of(claim, card.readings, false, options.as_of);
    if (claim.subject.empty() && claim.measure != Measure::existence) {
        card.missing.push_back("whose supply or output is meant: add --subject");
    }
    if (claim.goods.empty()) {
        card.missing.push_back("which goods are meant");
    }
    std::set<std::string> seen;
    std::erase_if(card.missing, [&](const std::string& text) { return !seen.insert(text).second; });
    card.confidence = confidence_of(claim, card.readings, card.now);
    card.alternatives = alternatives_of(claim);
    card.settle = settling_of(claim, card.readings, card.now, options);
    word_card(card);
    card.command = fmt::format("{} --claim {} --as-of {}", options.repeat, claim.number, options.as_of);
    return card;
}

Report check_article(Article article, Found found, const CheckOptions& given) {
    Report report;
    CheckOptions options = given;
    options.answers = std::make_shared<FlowAnswers>();
    report.options = options;
    report.cut = found.cut;
    for (const Claim& claim : found.claims) {
        report.cards.push_back(check_claim(claim, options));
    }
    report.inconsistencies = check_consistency(article, found.claims);
    report.rest = std::move(found.rest);
    report.article = std::move(article);
    return report;
}

} // namespace tidewaiter::claims
