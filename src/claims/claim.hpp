// A statement that can be tested, with every slot that was read from the text and the words it rests on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::claims {

/// Bytes [begin, end) of the text as it was read: without mark-up, in UTF-8.
struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;

    friend bool operator==(const Span&, const Span&) = default;
};

enum class Measure {
    share,      ///< a part of a whole, in per cent
    level,      ///< an amount
    change,     ///< a ratio of later to earlier
    comparison, ///< more than another, than before, than is needed
    existence,  ///< that something happens at all: supply, evasion
};
std::string_view to_text(Measure measure);
std::optional<Measure> find_measure(std::string_view text);

/// What the words claim: every value from low to high fits. An open end does not belong to it; no high: no upper bound.
struct Interval {
    std::optional<double> low;
    std::optional<double> high;
    bool low_open = false;
    bool high_open = false;

    friend bool operator==(const Interval&, const Interval&) = default;
};

/// First and last month, "2023-10"; either may be empty.
struct Period {
    std::string from;
    std::string to;

    bool empty() const { return from.empty() && to.empty(); }

    friend bool operator==(const Period&, const Period&) = default;
};

/// The words that a slot was read from.
struct Evidence {
    std::string slot; ///< "value", "population", "counterpart" ...
    Span span;
};

struct Claim {
    int number = 0;           ///< 1, 2, 3 ... in the order of the text
    std::string text;         ///< the sentence, verbatim
    std::string language = "en";
    std::string speaker;      ///< as the text names it; empty: the text itself
    std::string role;         ///< "official", "minister" ... when the speaker's words say it
    std::string said_on;      ///< ISO date; empty when neither the text nor the user says it
    std::string outlet;
    std::string url;
    std::string archived_hash; ///< SHA-256 of the bytes that were read
    std::string subject;      ///< whose supply, output or stock: ISO 3166-1 alpha-2, or EU, WEST, G7, NATO
    Measure measure = Measure::share;
    Interval value;
    std::optional<double> stated; ///< the number itself, before hedges made it an interval
    std::string unit;         ///< percent, ratio, USD, pieces ...
    std::string rate;         ///< day, week, month, year for "a month"
    std::string hedge;        ///< its words
    bool negation = false;
    std::string goods;        ///< a row of data/claim_populations.csv
    std::string width;        ///< narrow, middle, wide: the reading that the words state
    std::string quantity;     ///< what of the goods: imports, exports, production, deliveries, losses, use, stocks, suppliers
    std::vector<std::string> counterpart; ///< suppliers; several are taken together
    std::string versus;       ///< of a comparison: ever, need, imports, all, or places joined by +; of existence: evasion
    std::string manner;       ///< direct, indirect
    std::string attribute;    ///< of a share: refurbished, imported, domestic
    Period period;
    std::string basis;        ///< origin, dispatch, producer, seller; empty: the words do not say
    Span span;                ///< of the sentence
    std::vector<Evidence> evidence;

    std::optional<Span> find_evidence(std::string_view slot) const;
    /// "CN+HK"
    std::string counterpart_text() const;
};

/// "machine_tools" -> "machine tools"; the name itself when it is unknown.
std::string_view goods_label(std::string_view goods);
/// What stands for a population in trade statistics and in balance models.
struct Population {
    std::string goods;
    std::string label;
    std::string stated; ///< width of the plain word
    std::string narrow; ///< a basket or codes as flows::parse_basket reads them; empty: none
    std::string middle;
    std::string wide;
    std::vector<std::string> classes; ///< of balance models
    bool arms = false;

    const std::string& codes(std::string_view width) const;
};
/// Out:    nullptr for goods that no row names
/// Source: data/claim_populations.csv
const Population* find_population(std::string_view goods);

/// "Russia", "the European Union", "the West"
std::string place_name(std::string_view code);
/// "China and Hong Kong"
std::string places_text(const std::vector<std::string>& codes);

/// "nearly 70 %", "1.5 to 2.5 times", "at least 300,000 pieces": the claimed interval in words.
std::string interval_text(const Interval& value, std::string_view unit);

/// Version of the rules of reading and of the tables behind them; changes when a result can.
inline constexpr std::string_view rules_version = "claims-2";

} // namespace tidewaiter::claims
