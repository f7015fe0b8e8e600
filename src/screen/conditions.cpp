#include "screen/conditions.hpp"

#include "entity/country.hpp"
#include "screen/screening.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace tidewaiter::screen {

namespace {

using Kind = Condition::Kind;

constexpr std::array<std::string_view, 4> places = {"destination", "dispatch", "via", "origin"};

std::vector<std::string_view> pieces_of(std::string_view text) {
    std::vector<std::string_view> pieces;
    while (true) {
        const std::size_t end = std::min(text.find(':'), text.size());
        pieces.push_back(text.substr(0, end));
        if (end == text.size()) {
            return pieces;
        }
        text.remove_prefix(end + 1);
    }
}

base::Result<Condition> parse_match(std::string_view text, std::span<const std::string_view> pieces) {
    Condition condition;
    for (const std::string_view piece : pieces.subspan(1)) {
        if (piece == "identifier") {
            condition.identifier = true;
        } else if (piece == "corroborated") {
            condition.corroborated = true;
        } else if (piece == "exact") {
            condition.exact = true;
        } else if (piece == "near") {
            condition.near = true;
        } else if (piece == "weak") {
            condition.weak = true;
        } else if (const auto measure = entity::find_measure(piece)) {
            condition.measure = measure;
        } else {
            return base::error(fmt::format("'{}': a match has no '{}'", text, piece),
                               "Write identifier, corroborated, exact, near, weak, asset_freeze, licence_required, sectoral, debarment, "
                               "warning_only or unknown.");
        }
    }
    return condition;
}

base::Result<Condition> parse_place(std::string_view text, std::span<const std::string_view> pieces) {
    Condition condition;
    condition.kind = Kind::place;
    if (pieces.size() != 2) {
        return base::error(fmt::format("'{}' names no place", text), "Write for example destination:ru.");
    }
    condition.word = pieces[0];
    condition.value = pieces[1];
    if (condition.value != "transshipment") {
        const auto code = entity::find_country(pieces[1]);
        if (!code || *code != pieces[1]) {
            return base::error(fmt::format("'{}': '{}' is no country code", text, pieces[1]), "Write a lower-case ISO 3166 code, or transshipment.");
        }
    }
    return condition;
}

base::Result<Condition> parse_rule(std::string_view text, std::span<const std::string_view> pieces) {
    Condition condition;
    condition.kind = Kind::rule;
    condition.word = pieces[0];
    if (pieces.size() > 2 || (pieces.size() == 2 && (pieces[1].size() != 1 || pieces[1][0] < '1' || pieces[1][0] > '3'))) {
        return base::error(fmt::format("'{}': a strength is 1, 2 or 3", text));
    }
    if (pieces.size() == 2) {
        condition.strength = pieces[1][0] - '0';
    }
    return condition;
}

} // namespace

base::Result<Condition> parse_condition(std::string_view text) {
    const std::vector<std::string_view> pieces = pieces_of(text);
    const std::string_view first = pieces[0];
    if (std::ranges::any_of(pieces, [](std::string_view piece) { return piece.empty(); })) {
        return base::error(fmt::format("'{}' is no condition", text), "Write for example match, goods:chpl, R04, destination:ru.");
    }
    if (first == "match") {
        return parse_match(text, pieces);
    }
    if (first == "goods") {
        if (pieces.size() < 2) {
            return base::error(fmt::format("'{}' names no control list", text), "Write for example goods:chpl or goods:chpl:1.");
        }
        Condition condition;
        condition.kind = Kind::goods;
        condition.word = pieces[1];
        // A basket's own name may hold a colon: machine_tools:narrow. A tier starts with a digit.
        for (const std::string_view piece : std::span(pieces).subspan(2)) {
            if (piece[0] >= '0' && piece[0] <= '9') {
                condition.value = piece;
            } else {
                condition.word += fmt::format(":{}", piece);
            }
        }
        return condition;
    }
    if (first == "missing" || first == "unreadable") {
        if (pieces.size() != 2) {
            return base::error(fmt::format("'{}' names no input", text), "Write for example missing:end_user.name.");
        }
        Condition condition;
        condition.kind = first == "missing" ? Kind::missing : Kind::unreadable;
        condition.word = pieces[1];
        return condition;
    }
    if (std::ranges::find(places, first) != places.end()) {
        return parse_place(text, pieces);
    }
    const auto rules = all_rules();
    const bool known = std::ranges::any_of(rules, [first](const Rule& rule) { return rule.id == first; });
    if (known && first != "INPUT" && first != "GOODS") {
        return parse_rule(text, pieces);
    }
    return base::error(fmt::format("'{}' is no condition", text),
                       "Write match, goods:LIST, a rule (R01 to R31), destination:CODE, dispatch:CODE, via:CODE, origin:CODE, "
                       "missing:INPUT or unreadable:INPUT.");
}

bool is_indicator(const Condition& condition) { return condition.kind == Kind::rule && condition.word != "R07"; }

bool is_context(const Condition& condition) {
    return condition.kind == Kind::place || condition.kind == Kind::missing || condition.kind == Kind::unreadable;
}

namespace {

bool is_control(const Condition& condition, const Finding& finding) {
    return finding.kind == FindingKind::control && finding.control_list == condition.word && finding.tier.starts_with(condition.value);
}

bool is_flag(const Condition& condition, const Finding& finding) {
    return finding.rule == condition.word && finding.strength >= condition.strength &&
           (finding.kind == FindingKind::indicator || finding.kind == FindingKind::match);
}

} // namespace

bool is_fulfilled_by(const Condition& condition, const Finding& finding, double least_score, double alert_score) {
    if (condition.kind == Kind::goods) {
        return is_control(condition, finding);
    }
    if (condition.kind == Kind::rule) {
        return is_flag(condition, finding);
    }
    if (condition.kind != Kind::match || finding.kind != FindingKind::match) {
        return false;
    }
    // A number that is unique to one thing outweighs the score of the name beside it.
    const bool near = !finding.by_identifier && finding.score < std::max(alert_score, least_score);
    if (condition.near ? !(near && finding.score < alert_score) : near) {
        return false;
    }
    if (condition.weak != finding.weak && !(condition.near && finding.weak)) {
        return false;
    }
    return (!condition.identifier || finding.by_identifier) && (!condition.corroborated || finding.corroborated) &&
           (!condition.exact || finding.exact) &&
           (!condition.measure || finding.measure == entity::to_text(*condition.measure));
}

namespace {

bool meets_place(const Condition& condition, const DecideInput& input) {
    const auto meets = [&](std::string_view code) {
        return condition.value == "transshipment" ? std::ranges::find(input.transshipment, code) != input.transshipment.end()
                                                  : code == condition.value;
    };
    const ReadShipment& read = input.read;
    if (condition.word == "origin") {
        return std::ranges::any_of(read.lines, [&](const ReadLine& line) { return !line.origin.empty() && meets(line.origin); });
    }
    const std::vector<std::string_view>& codes = condition.word == "destination" ? read.destination
                                                 : condition.word == "dispatch"  ? read.dispatch
                                                                                 : read.via;
    return std::ranges::any_of(codes, meets);
}

} // namespace

bool is_fulfilled(const Condition& condition, const DecideInput& input) {
    switch (condition.kind) {
    case Kind::match: return false;
    case Kind::goods:
        return std::ranges::any_of(input.findings, [&](const Finding& finding) { return is_control(condition, finding); });
    case Kind::rule: return std::ranges::any_of(input.findings, [&](const Finding& finding) { return is_flag(condition, finding); });
    case Kind::place: return meets_place(condition, input);
    case Kind::missing: return input.read.is_missing(condition.word);
    case Kind::unreadable:
        return std::ranges::any_of(input.read.unreadable, [&](const Unreadable& each) { return each.input == condition.word; });
    }
    return false;
}

} // namespace tidewaiter::screen
