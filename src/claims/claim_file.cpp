#include "claims/claim_file.hpp"

#include "base/hash.hpp"
#include "base/json_writer.hpp"
#include "claims/readings.hpp"

#include <fmt/format.h>

#include <charconv>

namespace tidewaiter::claims {

using base::JsonWriter;

namespace {

void write_number(JsonWriter& json, std::string_view key, const std::optional<double>& value) {
    json.key(key);
    if (!value) {
        json.null();
        return;
    }
    // Twelve digits: 0.465 is what was computed, not 0.46499999999999997.
    char digits[32];
    const auto written = std::to_chars(digits, digits + sizeof digits, *value, std::chars_format::general, 12);
    double rounded = *value;
    std::from_chars(digits, written.ptr, rounded);
    json.value(rounded);
}

void write_interval(JsonWriter& json, std::string_view key, const Interval& value) {
    json.key(key).begin_object();
    write_number(json, "low", value.low);
    write_number(json, "high", value.high);
    json.member("low_open", value.low_open).member("high_open", value.high_open).end_object();
}

void write_texts(JsonWriter& json, std::string_view key, const std::vector<std::string>& texts) {
    json.key(key).begin_array();
    for (const std::string& text : texts) {
        json.value(text);
    }
    json.end_array();
}

void write_span(JsonWriter& json, std::string_view key, Span span) { json.key(key).begin_object().member("begin", span.begin).member("end", span.end).end_object(); }

void write_verdict(JsonWriter& json, const Verdict& verdict, const std::vector<Reading>& readings) {
    json.begin_object().member("as_of", verdict.as_of).member("word", to_text(verdict.word)).member("because", verdict.because);
    json.key("stated_reading");
    verdict.stated ? json.value(readings[*verdict.stated].id) : json.null();
    json.member("stated_because", verdict.stated_because).member("others", verdict.others).member("others_inside", verdict.others_inside);
    json.member("others_straddling", verdict.others_straddling).end_object();
}

void write_reading(JsonWriter& json, const Reading& reading) {
    json.begin_object().member("id", reading.id).member("kind", to_text(reading.origin)).member("what", reading.what);
    json.member("goods", reading.goods).member("width", reading.width).member("codes", reading.codes).member("basis", reading.basis).member("reporter_side", reading.side);
    json.member("quantity", reading.quantity).member("from", reading.period.from).member("to", reading.period.to).member("unit", reading.unit);
    write_interval(json, "value", reading.value);
    write_number(json, "mode", reading.mode);
    write_number(json, "probability", reading.probability);
    write_number(json, "coverage", reading.coverage);
    json.member("fit", to_text(reading.fit)).member("counted", reading.not_counted.empty()).member("not_counted_because", reading.not_counted).member("within", reading.within);
    json.member("known_on_the_day", reading.known_then).member("superseded", reading.superseded).member("by_the_speaker", reading.by_speaker).member("verified", reading.verified).member("computed", reading.computed);
    json.member("source", reading.source).member("address", reading.address).member("published", reading.published).member("vintage", reading.vintage);
    json.member("list_version", reading.list_version).member("note", reading.note).member("command", reading.command).end_object();
}

} // namespace

void write_claim(JsonWriter& json, const Claim& claim) {
    json.member("number", claim.number).member("text", claim.text).member("language", claim.language).member("speaker", claim.speaker).member("role", claim.role);
    json.member("said_on", claim.said_on).member("outlet", claim.outlet).member("url", claim.url).member("archived_sha256", claim.archived_hash);
    json.member("subject", claim.subject).member("measure", to_text(claim.measure));
    write_interval(json, "value", claim.value);
    write_number(json, "stated", claim.stated);
    json.member("unit", claim.unit).member("rate", claim.rate).member("hedge", claim.hedge).member("negation", claim.negation);
    json.key("population").begin_object().member("goods", claim.goods).member("width", claim.width).member("quantity", claim.quantity).member("attribute", claim.attribute).end_object();
    write_texts(json, "counterpart", claim.counterpart);
    json.member("versus", claim.versus).member("manner", claim.manner);
    json.key("period").begin_object().member("from", claim.period.from).member("to", claim.period.to).end_object();
    json.member("basis", claim.basis).member("rules", rules_version);
    write_span(json, "span", claim.span);
    json.key("evidence").begin_array();
    for (const Evidence& each : claim.evidence) {
        json.begin_object().member("slot", each.slot).member("begin", each.span.begin).member("end", each.span.end);
        // The words themselves, where they lie in the sentence of the claim.
        if (each.span.begin >= claim.span.begin && each.span.end <= claim.span.end && each.span.end - claim.span.begin <= claim.text.size()) {
            json.member("words", std::string_view(claim.text).substr(each.span.begin - claim.span.begin, each.span.end - each.span.begin));
        }
        json.end_object();
    }
    json.end_array();
}

std::string to_claim_file(const std::vector<Claim>& claims, const std::string& article) {
    JsonWriter json(2);
    json.begin_object().member("format", "tidewaiter.claims/1").member("article", article).key("claims").begin_array();
    for (const Claim& claim : claims) {
        json.begin_object();
        write_claim(json, claim);
        json.end_object();
    }
    json.end_array().end_object();
    return json.take() + "\n";
}

std::string to_json(const Report& report) {
    const Article& article = report.article;
    JsonWriter json(2);
    json.begin_object().member("format", "tidewaiter.check/1").member("rules", rules_version).member("as_of", report.options.as_of);
    json.key("article").begin_object().member("name", article.name).member("title", article.title).member("outlet", article.outlet).member("date", article.date).member("url", article.url);
    json.member("sha256", article.sha256).member("format", to_text(article.format)).member("encoding", article.encoding).member("cut", article.cut).member("sentences", article.sentences.size()).end_object();
    json.key("claims").begin_array();
    for (const Checked& card : report.cards) {
        json.begin_object();
        write_claim(json, card.claim);
        json.member("read_as", reading_of(card.claim));
        json.key("verdict");
        write_verdict(json, card.now, card.readings);
        json.key("verdict_on_the_day");
        if (card.then) {
            write_verdict(json, *card.then, card.readings);
        } else {
            json.null();
        }
        json.key("confidence").begin_object().member("level", to_text(card.confidence.level)).member("because", card.confidence.because).end_object();
        json.member("true", card.true_part).member("not_shown", card.not_shown);
        json.key("readings").begin_array();
        for (const Reading& reading : card.readings) {
            write_reading(json, reading);
        }
        json.end_array();
        write_texts(json, "missing", card.missing);
        write_texts(json, "alternatives", card.alternatives);
        json.key("would_settle_it").begin_array();
        for (const Settling& each : card.settle) {
            json.begin_object().member("data", each.what).member("because", each.why).end_object();
        }
        json.end_array().member("command", card.command).end_object();
    }
    json.end_array().key("not_testable").begin_array();
    for (const NotTestable& rest : report.rest) {
        json.begin_object().member("text", article.words(rest.span)).member("because", rest.reason);
        write_span(json, "span", rest.span);
        json.end_object();
    }
    json.end_array().key("inconsistencies").begin_array();
    for (const Inconsistency& each : report.inconsistencies) {
        json.begin_object().member("kind", each.kind).member("text", each.text).key("claims").begin_array();
        for (const int number : each.claims) {
            json.value(number);
        }
        json.end_array().key("spans").begin_array();
        for (const Span& span : each.spans) {
            json.begin_object().member("begin", span.begin).member("end", span.end).end_object();
        }
        json.end_array().end_object();
    }
    json.end_array().end_object();
    return json.take() + "\n";
}

int rating_of(Word word) {
    switch (word) {
    case Word::supported: return 5;
    case Word::supported_on_some: return 3;
    case Word::not_supported: return 2;
    case Word::contradicted: return 1;
    case Word::not_testable: return 0;
    }
    return 0;
}

std::string to_claim_review(const Report& report, std::string_view url) {
    JsonWriter json(2);
    json.begin_object().member("@context", "https://schema.org").key("@graph").begin_array();
    for (const Checked& card : report.cards) {
        const Claim& claim = card.claim;
        json.begin_object().member("@type", "ClaimReview").member("datePublished", card.now.as_of).member("url", fmt::format("{}#claim-{}", url, claim.number));
        json.member("claimReviewed", claim.text);
        json.key("author").begin_object().member("@type", "SoftwareApplication").member("name", "Tidewaiter").end_object();
        json.key("itemReviewed").begin_object().member("@type", "Claim");
        if (!claim.speaker.empty()) {
            json.key("author").begin_object().member("@type", claim.role == "institute" || claim.role == "study" || claim.role == "report" ? "Organization" : "Person").member("name", claim.speaker).end_object();
        }
        if (!claim.said_on.empty()) {
            json.member("datePublished", claim.said_on);
        }
        if (!claim.url.empty() || !claim.outlet.empty()) {
            json.key("appearance").begin_object().member("@type", "NewsArticle");
            if (!claim.url.empty()) {
                json.member("url", claim.url);
            }
            if (!claim.outlet.empty()) {
                json.key("publisher").begin_object().member("@type", "Organization").member("name", claim.outlet).end_object();
            }
            json.end_object();
        }
        json.end_object();
        json.key("reviewRating").begin_object().member("@type", "Rating");
        if (card.now.word != Word::not_testable) {
            json.member("ratingValue", rating_of(card.now.word)).member("bestRating", 5).member("worstRating", 1);
        }
        json.member("alternateName", to_text(card.now.word)).member("ratingExplanation", card.true_part + " " + card.not_shown).end_object();
        json.end_object();
    }
    json.end_array().end_object();
    return json.take() + "\n";
}

} // namespace tidewaiter::claims
