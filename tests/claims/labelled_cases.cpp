#include "claims/labelled_cases.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>

namespace tidewaiter::claims::test {

namespace {

std::map<std::string, std::string> parse_slots(std::string_view text) {
    std::map<std::string, std::string> slots;
    while (!text.empty()) {
        text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
        const std::size_t equals = text.find('=');
        if (equals == std::string_view::npos) {
            break;
        }
        const std::string name(text.substr(0, equals));
        text.remove_prefix(equals + 1);
        const bool quoted = text.starts_with('"');
        const std::size_t end = quoted ? text.find('"', 1) : std::min(text.find(' '), text.size());
        slots[name] = quoted ? text.substr(1, end - 1) : text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    slots.try_emplace("hedge", "");
    slots.try_emplace("negation", "no");
    return slots;
}

std::string folded(std::string_view text) {
    std::string small;
    for (const char c : text) {
        small += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    for (const std::string_view article : {"the ", "a ", "an "}) {
        if (small.starts_with(article)) {
            small.erase(0, article.size());
        }
    }
    return small;
}

bool near(const std::optional<double>& value, const std::string& text) {
    if (!value) {
        return false;
    }
    const double wanted = std::stod(text);
    return std::abs(*value - wanted) <= std::max(0.006, std::abs(wanted) * 0.002);
}

std::string slot_text(const Claim& claim, const std::string& slot) {
    if (slot == "goods") {
        const Population* population = find_population(claim.goods);
        const bool usual = population == nullptr || claim.width.empty() || claim.width == population->stated;
        return usual ? claim.goods : claim.goods + ":" + claim.width;
    }
    if (slot == "subject") {
        return claim.subject;
    }
    if (slot == "counterpart") {
        return claim.counterpart_text();
    }
    if (slot == "period") {
        return claim.period.from + ".." + claim.period.to;
    }
    if (slot == "hedge") {
        return claim.hedge;
    }
    if (slot == "negation") {
        return claim.negation ? "yes" : "no";
    }
    if (slot == "basis") {
        return claim.basis;
    }
    if (slot == "versus") {
        return claim.versus;
    }
    if (slot == "manner") {
        return claim.manner;
    }
    if (slot == "speaker") {
        return claim.speaker;
    }
    if (slot == "low") {
        return claim.value.low ? fmt::format("{}", *claim.value.low) : "";
    }
    return claim.value.high ? fmt::format("{}", *claim.value.high) : "";
}

bool agrees(const Claim& claim, const std::string& slot, const std::string& wanted) {
    if (slot == "low") {
        return near(claim.value.low, wanted);
    }
    if (slot == "high") {
        return near(claim.value.high, wanted);
    }
    if (slot == "speaker") {
        const std::string found = folded(claim.speaker);
        const std::string asked = folded(wanted);
        return !found.empty() && (found.find(asked) != std::string::npos || asked.find(found) != std::string::npos);
    }
    if (slot == "hedge") {
        return folded(slot_text(claim, slot)) == folded(wanted);
    }
    return slot_text(claim, slot) == wanted;
}

std::size_t agreement(const Claim& claim, const Expected& expected) {
    std::size_t count = 0;
    for (const auto& [slot, wanted] : expected.slots) {
        const std::size_t weight = slot == "low" || slot == "high" ? 4 : slot == "counterpart" || slot == "goods" || slot == "versus" ? 2 : 1;
        count += agrees(claim, slot, wanted) ? weight : 0;
    }
    return count;
}

} // namespace

std::vector<Case> load_cases(const std::string& path) {
    std::ifstream stream(path);
    std::vector<Case> cases;
    std::string line;
    std::size_t number = 0;
    while (std::getline(stream, line)) {
        ++number;
        if (line.starts_with("@ ")) {
            Case& each = cases.emplace_back();
            each.line = number;
            const std::size_t blank = line.rfind(' ');
            each.kind = line.substr(2, blank - 2);
            each.date = line.substr(blank + 1);
        } else if (line.starts_with("= ") && !cases.empty()) {
            const std::size_t blank = std::min(line.find(' ', 2), line.size());
            cases.back().expected.push_back({line.substr(2, blank - 2), parse_slots(std::string_view(line).substr(blank))});
        } else if (!line.empty() && !line.starts_with('#') && !cases.empty()) {
            cases.back().text += (cases.back().text.empty() ? "" : "\n") + line;
        }
    }
    return cases;
}

Measured measure(const std::vector<Case>& cases) {
    Measured result;
    for (const Case& each : cases) {
        const Article article = read_article(each.text, "case.txt");
        const Found found = find_claims(article, {.said_on = each.date});
        result.expected += each.expected.size();
        result.found += found.claims.size();
        std::vector<bool> taken(found.claims.size(), false);
        for (const Expected& expected : each.expected) {
            std::size_t best = found.claims.size();
            std::size_t score = 0;
            for (std::size_t i = 0; i < found.claims.size(); ++i) {
                const std::size_t points = agreement(found.claims[i], expected) + 1;
                if (!taken[i] && to_text(found.claims[i].measure) == expected.measure && points > score) {
                    best = i;
                    score = points;
                }
            }
            if (best == found.claims.size()) {
                result.misses.push_back(fmt::format("{}: not found: {} in: {}", each.line, expected.measure, each.text));
                continue;
            }
            taken[best] = true;
            ++result.matched;
            for (const auto& [slot, wanted] : expected.slots) {
                Tally& tally = result.slots[slot];
                ++tally.asked;
                if (agrees(found.claims[best], slot, wanted)) {
                    ++tally.right;
                } else {
                    result.misses.push_back(fmt::format("{}: {} is '{}', not '{}' in: {}", each.line, slot, slot_text(found.claims[best], slot), wanted, each.text));
                }
            }
        }
        for (std::size_t i = 0; i < found.claims.size(); ++i) {
            if (!taken[i]) {
                const Claim& claim = found.claims[i];
                result.misses.push_back(fmt::format("{}: not wanted: {} {} {} {} in: {}", each.line, to_text(claim.measure), interval_text(claim.value, claim.unit), claim.goods, claim.counterpart_text(), each.text));
            }
        }
    }
    return result;
}

std::string Measured::table() const {
    std::string text = fmt::format("finding: precision {:.3f} ({} of {}), recall {:.3f} ({} of {})\n", precision(), matched, found, recall(), matched, expected);
    for (const auto& [slot, tally] : slots) {
        text += fmt::format("  {:<12} {:.3f} ({} of {})\n", slot, tally.asked == 0 ? 1.0 : static_cast<double>(tally.right) / static_cast<double>(tally.asked), tally.right, tally.asked);
    }
    return text;
}

} // namespace tidewaiter::claims::test
