// The ways of scoring that the program offers: one row each, by name and version.
#pragma once

#include "match/match.hpp"

#include <span>
#include <string_view>

namespace tidewaiter::match {

struct Algorithm {
    std::string_view name;     ///< what a user types: "tidewaiter", "ofac"
    std::string_view version;  ///< what stands in every result: Match::algorithm
    std::string_view sentence; ///< what it does
    Match (*compare)(const Prepared& query, const Prepared& candidate, double cutoff);
    bool indexed = false;      ///< index::Index::search scores by it; by another, every listed party must be compared
};

/// The table; the first row is the default.
std::span<const Algorithm> all_algorithms();
/// By name or version; null when there is none.
const Algorithm* find_algorithm(std::string_view name);

/// What OFAC's Sanctions List Search would show for a name: the higher of Jaro-Winkler over the whole strings and the
/// mean over the query's parts of the best Jaro-Winkler with a part of the listed name, rounded up to whole percents.
/// Only names count, as in that tool; the best pair of names decides.
/// Out:    a match with the features "name_parts" and "whole_string"; the share of the one that is not shown is 0.
///         Relation::sound marks parts that are spelt otherwise and have one Soundex code.
/// Cost:   one to three microseconds a pair of names; names are cut at 512 letters
/// Source: OFAC FAQ 249; docs/methods/ofac-search.md; version "ofac-1"
Match compare_as_ofac(const Prepared& query, const Prepared& candidate, double cutoff);

} // namespace tidewaiter::match
