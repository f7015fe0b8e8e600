// HS codes and their revisions, control lists and named baskets. A listed code is a lead for review, never a
// legal classification: control depends on performance, a customs code does not (docs/methods/goods.md).
#pragma once

#include "base/result.hpp"

#include <compare>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::goods {

/// Editions of the Harmonized System, the newest last.
enum class HsRevision { hs2012, hs2017, hs2022 };
std::string_view to_text(HsRevision revision); ///< "HS 2022"
/// "2022", "HS2022", "hs 2022", "H6" (the UN's name). Out: nullopt for anything else.
std::optional<HsRevision> find_revision(std::string_view text);

/// A Harmonized System code of 2, 4, 6, 8 or 10 digits with its leading zeros; past six they are national.
class HsCode {
public:
    /// "8542.31", "854231", "8542 31 90", "8542-31-90", "01012100". An odd number of digits has usually lost its leading
    /// zero to a spreadsheet: it is added when that makes a code of `revision`, and zero_added() says so.
    /// Whether the code exists is another question: is_known().
    /// Errors: letters, too short, too long, an odd number of digits that no zero mends; each with a hint.
    static base::Result<HsCode> parse(std::string_view text, HsRevision revision = HsRevision::hs2022);
    const std::string& digits() const { return digits_; }
    /// "8542.31", "8542.31.90", "8542", "85".
    std::string dotted() const;
    bool zero_added() const { return zero_added_; }
    /// First two, four or six digits; the whole code when it is shorter.
    std::string_view chapter() const { return std::string_view(digits_).substr(0, 2); }
    std::string_view heading() const { return std::string_view(digits_).substr(0, 4); }
    std::string_view subheading() const { return std::string_view(digits_).substr(0, 6); }

    friend bool operator==(const HsCode& a, const HsCode& b) { return a.digits_ == b.digits_; }

    friend std::strong_ordering operator<=>(const HsCode& a, const HsCode& b) { return a.digits_ <=> b.digits_; }

private:
    std::string digits_;
    bool zero_added_ = false;
};

/// Is the six-digit (or shorter) front of the code in that revision's code list? Source: data/hs_codes.csv.
bool is_known(const HsCode& code, HsRevision revision);
/// The revisions that know the code, the oldest first.
std::vector<HsRevision> revisions_of(const HsCode& code);

/// How much of the given code does the list row cover?
enum class Coverage {
    full, ///< all of it
    ex,   ///< a part ("ex 8542.31"): the list covers a part, or the given code is wider than the listed one
    not_held, ///< the source does not say (the EU's codes)
};
std::string_view to_text(Coverage coverage); ///< "full", "ex", "not held"

/// One row of a list or basket that a code meets. Everything a finding must quote.
struct Control {
    std::string list;       ///< chpl, eu, us, or a basket's name, as it was asked for in small letters; no "@45"
    std::string version;    ///< 2024-02-23, 2023-01, ...
    std::string entry;      ///< the code or ECCN in the list; several, blank between, when the given code is wider
    std::string tier;       ///< CHPL tier ("1", "3.A"); empty elsewhere
    Coverage coverage = Coverage::full;
    std::string relation;   ///< "same", "broader" (the given code is shorter), "narrower" (longer), "earlier revision"
    std::string note;       ///< "as of January 2023, not the law today", country-chart columns ...
    std::string source;     ///< where the row comes from
    bool for_one_destination = false; ///< binds exports to one country only, and no destination was given
};

/// A list that can be asked for, with what it holds and what it does not.
struct ListInfo {
    std::string name;
    std::string version;
    std::string describes;
    std::size_t rows = 0;
    std::string not_held; ///< what is said to be missing; empty when nothing is
};

/// A proposal for a description, as a lead: codes by words.
struct Proposal {
    std::string hs;
    double score = 0;    ///< 0..1; 1 when every word of the query and of the entry met
    std::string because; ///< the words that met, as the query wrote them
    std::string words;   ///< what the table says of the code
};

/// Where the goods go; empty parts are unknown. Country chart and export bans depend on it.
struct Lane {
    std::string from; ///< lower-case ISO 3166-1 alpha-2
    std::string to;
    std::string as_of; ///< ISO date
};

/// The lists and baskets, built in or read from files. Const and thread-safe once built.
class GoodsBook {
public:
    GoodsBook();
    ~GoodsBook();
    GoodsBook(GoodsBook&&) noexcept;
    std::vector<ListInfo> lists() const;
    /// The list that a name means on lane.as_of, as find_controls reads it and under the name it was asked for; with no
    /// version when it did not exist yet.
    /// Errors: as find_controls.
    base::Result<ListInfo> find_list(std::string_view list, const Lane& lane = {}) const;
    /// The codes of a list as it writes them (HS 2022 or, where that does not know them, the newest revision that does),
    /// each once, rising. Errors: as find_controls; a list that did not exist on lane.as_of has none.
    base::Result<std::vector<std::string>> codes(std::string_view list, const Lane& lane = {}) const;
    /// A one-column file of codes (header optional) becomes a list by its file stem. Errors: Failure(bad_input) naming
    /// the line of a malformed code, for no code at all, or for a name that is taken.
    void load_basket(const std::string& path);
    /// `list` is "chpl", "chpl@45", "chpl@2023-10-01", "eu", "us", "machine_tools:narrow" ... or a loaded basket.
    /// "chpl" is the version in force on lane.as_of, or the newest when that is empty. `written_in` is the revision of
    /// the code; one that it does not know is read in the newest revision that does.
    /// Out:    rows by relation (same, narrower, earlier revision, broader), then tier and entry; empty when the code
    ///         meets none. Ask not_held() before an empty answer is called "not listed".
    /// Errors: an unknown list (the hint names the known ones); "codes not held" for chpl@38.
    base::Result<std::vector<Control>> find_controls(const HsCode& code, std::string_view list, const Lane& lane = {},
                                                     HsRevision written_in = HsRevision::hs2022) const;
    /// What keeps an empty answer of find_controls from meaning "not listed" ("no row links this code to an ECCN");
    /// empty when nothing does.
    std::string not_held(const HsCode& code, std::string_view list, const Lane& lane = {}) const;
    /// Codes that the words of a description suggest, best first. Words come from data/hs_words.csv (our own), or
    /// from the file that load_descriptions read.
    std::vector<Proposal> propose(std::string_view description, std::size_t limit) const;
    /// What the words table says of the code or its nearest shorter front; empty when nothing.
    std::string_view words(const HsCode& code) const;
    /// A file with the columns hs and description, plain or gzip, takes the place of the built-in words.
    /// Errors: Failure(bad_input).
    void load_descriptions(const std::string& path);

    /// A link of an HS code to another revision.
    struct Link {
        std::string from, to;
        std::string kind;  ///< same, main (the practical heir), shared (others lead there too), narrowed, changed
        std::string note;
        std::string basis; ///< curated, conversion, correlation, or chain (two steps; the note lists them)
    };
    /// Links by the curated table, then the UN conversion sheet; towards a newer revision, the other way round, and by
    /// the UN correlation where no code converts back. Never more than one step without naming the chain in the note.
    /// A code shorter than six digits has those of its subheadings, a longer one those of its six-digit front.
    std::vector<Link> links(const HsCode& code, HsRevision from, HsRevision to) const;
    /// All six-digit codes that the UN correlation sheet ties to the code, rising; wide where electrical waste and
    /// display modules took slices of hundreds of codes.
    std::vector<std::string> correlated(const HsCode& code, HsRevision from, HsRevision to) const;
    /// Hash over all rows in force, 16 hexadecimal digits.
    const std::string& content_hash() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// A place on the list of rule R04 (goods that go there with a CHPL code are context, never proof).
struct Place {
    std::string country;    ///< lower-case ISO 3166-1 alpha-2
    std::string valid_from; ///< ISO date; empty when the source does not date it: then it holds on every day
    std::string valid_to;
    std::string source;
    std::string note;
};
/// Places in force on a day, by country. Source: data/transshipment.csv.
std::vector<Place> transshipment_places(std::string_view as_of);
/// What the transshipment table does not hold, and that no list of the export-control coalition is held.
std::string_view transshipment_not_held();
std::string_view coalition_not_held();

} // namespace tidewaiter::goods
