// A balance model: what came in, what went out and what lies in store, each figure a range with its source.
// docs/balance.md says how one is written.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tidewaiter::balance {

/// How a range is spread between its ends.
enum class Shape {
    triangular, ///< density rises straight to the mode and falls straight from it
    pert,       ///< the beta distribution with mean (low + 4 mode + high) / 6: less weight on the ends
};

/// What stands behind a figure.
enum class Kind { official_claim, estimate, visual_count, satellite };

std::string_view to_text(Shape shape);
std::string_view to_text(Kind kind);

/// low <= mode <= high, all finite and at least 0, in the unit of the account.
struct Range {
    double low = 0;
    double mode = 0;
    double high = 0;
    Shape shape = Shape::triangular;

    bool is_fixed() const { return low == high; }

    friend bool operator==(const Range&, const Range&) = default;
};

/// A count of what was seen is a lower bound: the whole is count / (1 - h), h the share that was not seen, spread as a
/// beta distribution of this mean and weight (alpha + beta).
struct Unseen {
    double mean = 0.2;
    double weight = 10;

    friend bool operator==(const Unseen&, const Unseen&) = default;
};

/// Another term of the same account, added or taken away.
struct SignedTerm {
    std::string name;
    int sign = 1; ///< 1 or -1
};

/// One quantity of an account: a range, or a sum of other terms.
struct Term {
    std::string name; ///< "new", "lost": docs/balance.md has the standard ones; others belong to sums and tests
    Range range;
    std::vector<SignedTerm> sum; ///< empty for a range
    std::optional<Unseen> unseen;
    bool unknown = false; ///< nobody says it: only the identities can; range is empty then
    Kind kind = Kind::estimate;
    std::string source; ///< key of a source of the model; empty after --set, for a sum, and for what is unknown
    std::string note;
    bool changed = false; ///< set on the command line
    std::uint64_t line = 0;
};

/// One source's figure for a term, to be balanced against the others.
struct Observation {
    std::string term;
    Range range;
    Kind kind = Kind::estimate;
    std::string source;
    std::string note;
    std::uint64_t line = 0;
};

/// A question beside the three standard ones: do the terms of plus exceed those of minus?
struct Question {
    std::string name; ///< "own output and imports exceed the stated requirement"
    std::vector<std::string> plus;
    std::vector<std::string> minus;
    std::uint64_t line = 0;
};

struct RankCorrelation {
    std::string first;
    std::string second;
    double rank = 0; ///< Spearman's, -0.99 to 0.99
    std::uint64_t line = 0;
};

/// How the identities of a class run.
enum class Family {
    equipment, ///< used for years: active and stored
    rounds,    ///< used up when used
};

struct EquipmentClass {
    std::string name; ///< "tanks"
    Family family = Family::equipment;
    std::string unit; ///< when the model names none
};

/// Quantities of one class in one period.
struct Account {
    EquipmentClass kind;
    std::string period; ///< "2023", "2022-02 to 2024-03"
    std::string unit;   ///< "vehicles", "thousand rounds"
    std::string after;  ///< period whose end stocks are this account's start stocks; may be empty
    std::vector<Term> terms;
    std::vector<Observation> observations;
    std::vector<Question> questions;
    std::vector<RankCorrelation> correlations;
    std::uint64_t line = 0;

    const Term* find(std::string_view name) const;
    Term* find(std::string_view name);
};

struct Source {
    std::string key;  ///< as terms name it
    std::string name; ///< who said it, where, when
    std::string address; ///< may be empty
};

/// One year's figure of a series that a sentence such as "more than ever" compares.
struct YearFigure {
    int year = 0;
    Range range;
    Kind kind = Kind::estimate;
    std::string source;
    std::uint64_t line = 0;
};

/// A quantity year by year; its last year is compared with the years before.
struct Series {
    std::string name;
    std::string unit;
    std::vector<YearFigure> years; ///< rising, at least two
    std::uint64_t line = 0;
};

struct Model {
    std::string name;  ///< file as the user named it, or the bundled model's name
    std::string title;
    std::string sentence; ///< what the model is asked about, in words
    std::vector<Source> sources;
    std::vector<Account> accounts;
    std::vector<Series> series;
    std::string sha256; ///< of the file

    const Source* find_source(std::string_view key) const;
};

/// Errors: Failure(bad_input) naming file, line and field: no TOML, an unknown key, class or term, low above mode or
///         mode above high, a missing mode, sums that lead back to themselves, contradicting rank correlations.
Model parse_model(std::string_view toml, const std::string& name);

/// A file, or the name of a bundled model. Errors: as parse_model; what is neither is a Failure(bad_input).
Model load_model(const std::string& path_or_name);

/// The bundled models, by name.
std::vector<std::string_view> bundled_models();

/// Text of a bundled model, or nothing.
std::optional<std::string_view> find_bundled_model(std::string_view name);

/// Replaces one term: "lost=900,1100,1400", "lost=1100" for a fixed value, "2023.lost=..." where several accounts have
/// the term, pert or triangular as a fourth part. Errors: Failure(usage) saying what is wrong with the text.
void apply_setting(Model& model, std::string_view setting);

} // namespace tidewaiter::balance
