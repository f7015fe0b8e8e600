// The rules of finding, one file each; every rule adds the claims it sees in a sentence.
#pragma once

#include "claims/claim.hpp"
#include "claims/sentence.hpp"

#include <optional>
#include <string>
#include <vector>

namespace tidewaiter::claims {

/// What earlier sentences said that later ones leave out.
struct Context {
    std::string subject;
    std::vector<std::string> counterpart;
    std::string goods;
    std::string width;
    std::optional<Claim> last;  ///< the last claim: "this volume doubled", "110 tonnes were exported in March" are of the same flow
    std::optional<Claim> share; ///< the last share that was stated: "it was 25 percent" is one of the same
};

/// A claim being made, and the token it hangs on: attribution and negation are looked for around it.
struct Draft {
    Claim claim;
    std::size_t anchor = 0;
    bool denied = false; ///< the rule itself reads a denial: "only indirectly" denies the direct
};

void find_shares(const SentenceView& view, const Context& context, std::vector<Draft>& drafts);
void find_levels_and_changes(const SentenceView& view, const Context& context, std::vector<Draft>& drafts);
void find_comparisons(const SentenceView& view, const Context& context, std::vector<Draft>& drafts);
void find_existence(const SentenceView& view, const Context& context, std::vector<Draft>& drafts);

// What the rules share.

/// Stretch of tokens between the numbers before and after number n.
std::pair<std::size_t, std::size_t> window_before(const SentenceView& view, std::size_t number);
std::pair<std::size_t, std::size_t> window_after(const SentenceView& view, std::size_t number);
void add_evidence(Claim& claim, std::string_view slot, Span span);
/// Adds a place as a supplier, with its evidence; once.
void add_supplier(Claim& claim, const SentenceView& view, const Item& place);
/// Whose flow, from whom, of what: as in another claim.
void take_flow(Claim& claim, const Claim& other);
/// Sets goods, width and their evidence.
void set_goods(Claim& claim, const SentenceView& view, const Item& goods);
/// Sets subject from the place in that role, else from the context.
void set_subject(Claim& claim, const SentenceView& view, const Context& context, std::size_t near);
/// Sets the period from the words after a number, else before it.
void set_period(Claim& claim, const SentenceView& view, std::pair<std::size_t, std::size_t> after, std::pair<std::size_t, std::size_t> before);
/// Places in a role, in a stretch of tokens.
std::vector<const PlaceUse*> places_in(const SentenceView& view, Role role, std::size_t first, std::size_t last);
/// Words in the clause that frame the goods: imports, exports, production ...; empty when none does.
std::string quantity_near(const SentenceView& view, std::size_t first, std::size_t last);
/// "+76%" is 1, "-13%" is -1: a sign that stands before the figure and touches it; 0 for none.
int sign_before(const SentenceView& view, const Number& number);
/// A word in a stretch of tokens that tells that the figures are of other things: rain, voters, prices; nullptr for none.
const Item* off_topic(const SentenceView& view, std::size_t first, std::size_t last);
/// "growth of exports ... is 95 percent", "(rise in exports: 25%)": a noun of change names what the figure measures.
bool is_growth_figure(const SentenceView& view, const Number& number);
/// Does "imports" or "exports" in a stretch of tokens have goods beside it that no table knows: "coffee exports", "exports of coffee"?
bool has_unknown_goods(const SentenceView& view, std::size_t first, std::size_t last);
/// "items subject to the rules, including lasers": goods that are named as examples of others.
bool is_example(const SentenceView& view, const Item& goods);
/// Is there a negation in the clause of a token that bears on it?
bool is_negated(const SentenceView& view, std::size_t token);

/// Why a claim that a rule proposed cannot be tested; empty when it can.
std::string objection(const SentenceView& view, const Draft& draft, std::string_view text);
/// Why a sentence without a claim is not testable.
std::string reason_for(const SentenceView& view, std::string_view text);

} // namespace tidewaiter::claims
