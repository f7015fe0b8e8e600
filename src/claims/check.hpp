// From a claim to its readings, and from the readings to a verdict (docs/methods/claims.md).
#pragma once

#include "claims/article.hpp"
#include "claims/claim.hpp"
#include "claims/find.hpp"
#include "flows/measures.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tidewaiter::claims {

/// How a reading stands to the claimed interval.
enum class Fit { inside, outside, straddling, unknown };
std::string_view to_text(Fit fit);

enum class Origin {
    published, ///< a figure of data/published.csv
    flows,     ///< computed from the flow file
    balance,   ///< computed from a balance model
};
std::string_view to_text(Origin origin);

/// One choice of basket, basis, period and source, and what it says.
struct Reading {
    std::string id;
    Origin origin = Origin::published;
    std::string what;       ///< in words
    std::string goods;
    std::string width;      ///< narrow, middle, wide; empty: the source does not say
    std::string codes;      ///< basket or codes, for readings from flows
    std::string basis;      ///< empty: the source does not say
    std::string side;       ///< who reports: buyer, supplier
    std::string quantity;
    Period period;
    std::string source;
    std::string address;
    std::string published;  ///< day, month or year; empty: not held
    std::string vintage;
    std::string list_version;
    Interval value;
    std::optional<double> mode;
    std::string unit;
    std::optional<double> probability; ///< only where one was simulated
    std::optional<double> coverage;    ///< 0..1
    Fit fit = Fit::unknown;
    bool computed = false;
    bool verified = true;
    bool superseded = false; ///< of a vintage that a later one replaced: counts on the day only
    bool known_then = false; ///< published, and its period over, on the day of the statement
    bool by_speaker = false; ///< the figure of the one who says it
    std::string within;      ///< id of the reading that it is nested in or drawn from
    std::string not_counted; ///< why it does not count; empty when it does
    std::string note;
    std::string command;     ///< gives the figure again
};

enum class Word { supported, supported_on_some, not_supported, contradicted, not_testable };
std::string_view to_text(Word word); ///< "SUPPORTED ON SOME READINGS"

/// A verdict with the readings that are known on a day.
struct Verdict {
    std::string as_of;
    Word word = Word::not_testable;
    std::optional<std::size_t> stated; ///< the reading that the words or their source state
    std::string stated_because;
    std::size_t others = 0;            ///< counted readings beside it
    std::size_t others_inside = 0;
    std::size_t others_straddling = 0;
    std::string because;               ///< one sentence

    std::size_t counted() const { return others + (stated ? 1 : 0); }
};

enum class Level { low, moderate, high };

struct Confidence {
    Level level = Level::low;
    std::string because;
};
std::string_view to_text(Level level);

/// Data that would change the verdict.
struct Settling {
    std::string what;
    std::string why;
};

struct Checked {
    Claim claim;
    std::vector<Reading> readings;
    std::optional<Verdict> then; ///< as known on the day it was said; absent when that day is not known
    Verdict now;
    Confidence confidence;
    std::string true_part;     ///< what the data show, first
    std::string not_shown;     ///< what they do not
    std::vector<std::string> missing;
    std::vector<std::string> alternatives; ///< explanations to rule out before anyone is named
    std::vector<Settling> settle;          ///< ranked
    std::string command;       ///< repeats this card
};

/// Something in the article that does not fit the rest of it or arithmetic.
struct Inconsistency {
    std::string kind; ///< "shares_over_100", "two_values", "month_against_year", "percent_of_count", "imports_for_supply", "parts_over_whole"
    std::string text;
    std::vector<Span> spans;
    std::vector<int> claims; ///< their numbers
};

/// Answers of the flow file, so that a question that several statements raise is asked once.
struct FlowAnswers;

struct CheckOptions {
    std::string as_of;                     ///< ISO date of today's column
    flows::FlowTable* flows = nullptr;     ///< none: readings from trade statistics are missing, and that is said
    const goods::GoodsBook* goods = nullptr; ///< wanted with flows
    std::string flows_note;                ///< why there is no flow file
    std::uint64_t draws = 200'000;
    std::uint64_t seed = 1;
    std::shared_ptr<FlowAnswers> answers;  ///< shared by the claims of one run; made by check_article
    std::string repeat;                    ///< start of the command line that repeats a card: "tidewaiter check article.txt"
};

struct Report {
    Article article;
    std::vector<Checked> cards;
    std::vector<NotTestable> rest;
    std::vector<Inconsistency> inconsistencies;
    CheckOptions options;
    bool cut = false; ///< more statements than the limit
};

/// Checks one claim. Same inputs, same result.
Checked check_claim(const Claim& claim, const CheckOptions& options);
/// Checks every claim of an article, and the article against itself.
Report check_article(Article article, Found found, const CheckOptions& options);
/// The article against itself and against arithmetic.
std::vector<Inconsistency> check_consistency(const Article& article, const std::vector<Claim>& claims);

/// A claim in one sentence, as it was read: "70 % (65 to 75) of Russia's imports of machine tools from China; 2023".
std::string reading_of(const Claim& claim);
/// "4 of 8 readings fit, one of them in part": the stated reading and the others together.
std::string count_text(const Verdict& verdict, const std::vector<Reading>& readings);
/// The figure of a reading: "65 to below 70 %"; empty for one that has none or a probability.
std::string value_text(const Reading& reading);
/// "2023", "2023-10 to 2023-12"; empty when none is stated.
std::string period_text(const Period& period);

} // namespace tidewaiter::claims
