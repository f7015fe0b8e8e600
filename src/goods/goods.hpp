// HS codes and their revisions, control lists and named baskets. A listed code is a lead for review, never a
// legal classification: control depends on performance, a customs code does not (methods 1.4).
#pragma once

#include "base/result.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::goods {

/// A Harmonized System code of 2 to 10 digits with its leading zeros.
class HsCode {
public:
    /// "8542.31", "854231", "8542 31 90", "01012100"; a code of 5, 7 or 9 digits is refused unless a leading zero
    /// makes it a code of `revision`. Errors: letters, too short, too long; each with a hint.
    static base::Result<HsCode> parse(std::string_view text);
    const std::string& digits() const { return digits_; }
    /// First two, four or six digits; the whole code when it is shorter.
    std::string_view chapter() const { return std::string_view(digits_).substr(0, 2); }
    std::string_view heading() const { return std::string_view(digits_).substr(0, 4); }
    std::string_view subheading() const { return std::string_view(digits_).substr(0, 6); }
    friend auto operator<=>(const HsCode&, const HsCode&) = default;

private:
    std::string digits_;
};

enum class HsRevision { hs2012, hs2017, hs2022 };
/// Is the six-digit (or shorter) front of the code in that revision's code list? Source: data/hs_codes.csv.
bool is_known(const HsCode& code, HsRevision revision);

/// Does a row cover the whole code, or only part of it ("ex 8542.31")?
enum class Coverage { full, ex };
std::string_view to_text(Coverage coverage);

/// One row of a list or basket that a code meets. Everything a finding must quote.
struct Control {
    std::string list;       ///< chpl, eu, us, or a basket's name
    std::string version;    ///< 2024-02-23, 2023-01, ...
    std::string entry;      ///< the code or ECCN in the list
    std::string tier;       ///< CHPL tier ("1", "3.A"); empty elsewhere
    Coverage coverage = Coverage::full;
    std::string relation;   ///< "same", "broader" (the given code is shorter), "narrower" (longer), "earlier revision"
    std::string note;       ///< "as of January 2023, not the law today", country-chart columns ...
    std::string source;     ///< where the row comes from
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
    double score = 0;
    std::string because; ///< the words that met
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
    /// A one-column file of codes (header optional) becomes a list by its file stem. Errors: Failure.
    void load_basket(const std::string& path);
    /// `list` is "chpl", "chpl@45", "eu", "us", "machine_tools:narrow" ... or a loaded basket.
    /// Errors: an unknown list (the hint names the known ones); "codes not held" for chpl@38.
    base::Result<std::vector<Control>> find_controls(const HsCode& code, std::string_view list, const Lane& lane = {}) const;
    /// Codes that the words of a description suggest, best first. Words come from `descriptions`, a file with
    /// columns hs, description (shared reference data or the user's); empty when none was loaded.
    std::vector<Proposal> propose(std::string_view description, std::size_t limit) const;
    void load_descriptions(const std::string& path);
    /// Links of an HS code to another revision by the curated table (methods 1.5), then the UN conversion.
    struct Link { std::string from, to, kind, note; };
    std::vector<Link> links(const HsCode& code, HsRevision from, HsRevision to) const;
    /// Hash over all rows in force, 16 hexadecimal digits.
    const std::string& content_hash() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace tidewaiter::goods
