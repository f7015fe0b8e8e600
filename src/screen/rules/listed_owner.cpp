// R24: listed parties own the party, wholly or in part. Only direct owners are looked at, as the file or the party master gives them;
// a match of an owner's name is a likeness, so the sentence says what would follow if it is the same. Several listed owners are added up,
// as OFAC and the EU do; the UK asks for one with more than half (methods 2.1).
#include "screen/rules/rule.hpp"

#include "base/utf8.hpp"
#include "screen/history.hpp"
#include "screen/owners.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tidewaiter::screen {

namespace {

/// Half of the shares: OFAC and EU thresholds (methods 2.1).
constexpr std::int32_t half_bp = 5'000;

bool is_owner_today(const Party& owner, const std::string& as_of) {
    return owner.role == Role::owner && (owner.stake.until.empty() || owner.stake.until >= as_of) && (owner.stake.since.empty() || owner.stake.since <= as_of);
}

} // namespace

bool is_listed(const RuleContext& context, std::size_t party, const PartyHit** best) {
    if (context.hits[party] == nullptr) {
        return false;
    }
    for (const PartyHit& hit : *context.hits[party]) {
        const bool strong = hit.by_identifier || (hit.match.score >= context.policy.alert_score && !hit.weak);
        if (hit.binding && !hit.match.refuted && strong) {
            *best = &hit;
            return true;
        }
    }
    return false;
}

namespace {

/// What is known of one owner or party by those who own it.
struct Holding {
    enum class Status : std::uint8_t { none, possible, counts } status = Status::none;
    bool indirect = false;            ///< not listed itself
    bool by_one = false;              ///< listed, or owned by more than half by one who is (UK)
    const PartyHit* hit = nullptr;    ///< the first listed party it leads to
    std::string text;                 ///< "Alpha 60 %, owned 55 % by Beta ~ BETA LTD (list, 0.95)"
};

struct Sum {
    std::int32_t counts = 0;   ///< basis points held by owners who count
    std::int32_t by_one = 0;   ///< the largest stake of one who counts in the UK
    bool possible = false;     ///< a share that is not known, or of an owner of whom it is not known
    bool indirect = false;     ///< through an owner that is not listed itself
    const PartyHit* first = nullptr;
    std::string listed;
};

class Chain {
public:
    explicit Chain(const RuleContext& context) : context_(context) {}

    /// Of the party's owners today: an owner who is listed counts with its whole stake, and so does one whose own owners who count hold
    /// half of it or more; nothing is multiplied (OFAC FAQ 401; methods 2.2).
    Sum owners_of(std::uint32_t owned) const {
        Sum sum;
        for (std::size_t i = 0; i < context_.read.parties.size(); ++i) {
            const ReadParty& each = context_.read.parties[i];
            if (each.party->of != owned || !is_owner_today(*each.party, context_.inputs.as_of)) {
                continue;
            }
            const Holding holding = look_at(i);
            if (holding.status == Holding::Status::none) {
                continue;
            }
            const std::int32_t stake = each.party->stake.stake_bp;
            const bool counts = holding.status == Holding::Status::counts;
            sum.first = sum.first == nullptr ? holding.hit : sum.first;
            sum.possible = sum.possible || !counts || stake == Owner::unknown_stake;
            sum.indirect = sum.indirect || holding.indirect;
            sum.counts += counts ? std::max(stake, 0) : 0;
            sum.by_one = holding.by_one ? std::max(sum.by_one, stake) : sum.by_one;
            append_item(sum.listed, holding.text);
        }
        return sum;
    }

private:
    Holding look_at(std::size_t i) const {
        const ReadParty& read = context_.read.parties[i];
        const std::string own = fmt::format("{} {}", base::utf8_prefix(read.name, 120), share_text(read.party->stake.stake_bp));
        Holding made;
        if (is_listed(context_, i, &made.hit)) {
            made.status = Holding::Status::counts;
            made.by_one = true;
            made.text = fmt::format("{} ~ {} ({}, {:.2f})", own, made.hit->matched_name, made.hit->list, made.hit->match.score);
            return made;
        }
        // Chains end: complete_parties makes no party an owner of itself.
        const Sum above = owners_of(static_cast<std::uint32_t>(read.party - context_.read.shipment->parties.data()));
        if (above.first == nullptr || (above.counts < half_bp && !above.possible)) {
            return made;
        }
        made.status = above.counts >= half_bp ? Holding::Status::counts : Holding::Status::possible;
        made.by_one = above.by_one > half_bp;
        made.indirect = true;
        made.hit = above.first;
        std::string by = above.listed; // of several one item, so that the outer list stays one an owner
        for (std::size_t at = by.find("; "); at != std::string::npos; at = by.find("; ", at)) {
            by.replace(at, 2, " + ");
        }
        made.text = fmt::format("{}, itself owned by {}", own, by);
        return made;
    }

    const RuleContext& context_;
};

} // namespace

void find_listed_owners(const RuleContext& context, const Rule& rule, std::vector<Finding>& into) {
    const ReadShipment& read = context.read;
    if (!read.shipment->present.has(Input::party_owners)) {
        return;
    }
    const Chain chain(context);
    for (const ReadParty& party : read.parties) {
        if (!party.main || party.state != NameState::named || party.party->of != Party::no_line || party.facts != party.party) {
            continue;
        }
        if (party.facts->owners.empty()) {
            if (receives_goods(party.party->role)) {
                say_not_evaluated(context, rule, fmt::format("{}.owners", to_text(party.party->role)));
            }
            continue;
        }
        const Sum sum = chain.owners_of(static_cast<std::uint32_t>(party.party - read.shipment->parties.data()));
        const bool minority = static_cast<double>(sum.counts) >= context.policy.parameters[Parameter::r24_minority] * 100;
        if (sum.first == nullptr || (!sum.possible && !minority)) {
            continue;
        }
        Finding finding = begin_party_finding(context, rule, party);
        finding.entity_id = sum.first->entity_id;
        finding.list = sum.first->list;
        finding.measure = entity::to_text(sum.first->listing.measure);
        finding.jurisdiction = sum.first->listing.jurisdiction;
        finding.strength = sum.counts >= half_bp ? 3 : 2;
        finding.missing = sum.possible ? "share of a listed owner" : "";
        finding.evidence_for = sum.listed;
        const std::string_view given = base::utf8_prefix(party.name, 120);
        const std::string_view owners = sum.indirect ? "Owners that are near to listed parties, or owned by such," : "Owners that are near to listed parties";
        if (sum.counts >= half_bp) {
            finding.sentence = fmt::format("{} hold {} of '{}': if they are the same, it counts as listed itself where stakes are added up (OFAC, EU){}.", owners,
                                           share_text(sum.counts), given, sum.by_one > half_bp ? ", and in the UK" : "");
        } else if (sum.possible) {
            finding.sentence = fmt::format("An owner of '{}' is near to a listed party{}, and its share is not known: it must be found out.", given, sum.indirect ? ", or owned by one" : "");
        } else {
            finding.sentence = fmt::format("{} hold {} of '{}': a minority stake.", owners, share_text(sum.counts), given);
        }
        into.push_back(std::move(finding));
    }
}

} // namespace tidewaiter::screen
