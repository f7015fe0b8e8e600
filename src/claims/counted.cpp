// What a number counts when it counts no goods (their makers and kinds, one piece, a difference), and whose flow it is.
#include "claims/amounts.hpp"

#include <algorithm>
#include <array>

namespace tidewaiter::claims {

bool counts_others(const SentenceView& view, const Item& goods) {
    constexpr std::array<std::string_view, 33> others = {"transaction", "transactions", "declarations", "deals", "orders", "contracts", "lines", "maker",  "makers",  "manufacturer", "manufacturers", "producer", "producers", "plant", "plants", "factory", "factories", "firm",    "firms",     "company",
                                                         "companies", "supplier", "suppliers", "type",      "types",     "model", "models", "brigade", "brigades", "category", "categories", "workers", "experts"};
    std::size_t next = goods.last;
    next += view.tokens.word(next) == "-" ? 1U : 0U;
    const bool trade = view.tokens.word(next) == "import" || view.tokens.word(next) == "export" || view.tokens.word(next) == "trade" || view.tokens.word(next) == "production";
    return std::ranges::find(others, view.tokens.word(trade ? next + 1 : next)) != others.end();
}

bool counts_before(const SentenceView& view, std::size_t first, std::size_t last) {
    constexpr std::array<std::string_view, 16> others = {"factories", "plants", "firms", "companies", "people", "workers", "soldiers", "makers", "entities", "transactions", "declarations", "containers", "networks", "types", "kinds", "sanctions"};
    for (std::size_t i = first; i < last; ++i) {
        if (std::ranges::find(others, view.tokens.word(i)) != others.end()) {
            return true;
        }
    }
    return false;
}

bool is_of_each(const SentenceView& view, const Number& number) {
    for (std::size_t i = number.first, steps = 0; i-- > 0 && steps < 6; ++steps) {
        if (view.tokens.word(i) == "each") {
            return true;
        }
        if (view.tokens[i].kind == TokenKind::sign) {
            return false;
        }
    }
    const std::string_view next = view.tokens.word(number.last);
    return next == "each" || next == "apiece";
}

bool is_difference(const SentenceView& view, const Number& number) {
    std::size_t at = number.first;
    if (at == 0 || (view.tokens.word(at - 1) != "by" && view.tokens.word(at - 1) != "of")) {
        return false;
    }
    const bool by = view.tokens.word(at - 1) == "by";
    for (std::size_t i = at - 1, steps = 0; i-- > 0 && steps < (by ? 6U : 1U); ++steps) {
        const Item* item = view.item_of(i);
        if (item != nullptr && (item->kind == Kind::up || item->kind == Kind::down)) {
            return true;
        }
        if (view.tokens[i].kind == TokenKind::sign) {
            return false;
        }
    }
    return false;
}

bool is_of_listed_kinds(const SentenceView& view, const Number& number) {
    for (std::size_t i = number.last; i < std::min(number.last + 5, view.tokens.size()); ++i) {
        const std::string_view word = view.tokens.word(i);
        if (number.currency.empty() && (word == "countries" || word == "states" || word == "nations" || word == "economies" || word == "members")) {
            return true;
        }
        const bool counted = view.tokens[i].kind == TokenKind::number && (view.tokens.word(i + 1) == "goods" || view.tokens.word(i + 1) == "products" || view.tokens.word(i + 1) == "items" || view.tokens.word(i + 1) == "categories" || view.tokens.word(i + 1) == "codes");
        if (counted && i > 0 && view.tokens.word(i - 1) == "of") {
            return true;
        }
    }
    return false;
}

std::pair<std::size_t, std::size_t> part_of(const SentenceView& view, std::size_t token) {
    const auto flow = [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) {
            const std::string_view word = view.tokens.word(i);
            if (word == "imports" || word == "exports" || word == "shipments" || word == "deliveries" || word == "purchases") {
                return true;
            }
        }
        return false;
    };
    std::size_t first = token;
    while (first > 0 && view.tokens.word(first - 1) != "," && view.tokens.word(first - 1) != ";") {
        --first;
    }
    std::size_t last = token;
    while (last < view.tokens.size() && view.tokens.word(last) != "," && view.tokens.word(last) != ";") {
        ++last;
    }
    const bool others = flow(0, first) || flow(last, view.tokens.size());
    return flow(first, last) && others ? std::pair(first, last) : std::pair(std::size_t{0}, view.tokens.size());
}

void add_counterpart(Claim& claim, const SentenceView& view, std::size_t near, std::pair<std::size_t, std::size_t> part) {
    // The nearest supplier before, else after; several joined ones together.
    auto suppliers = places_in(view, Role::supplier, part.first, near);
    if (suppliers.empty()) {
        suppliers = places_in(view, Role::supplier, near, part.second);
    } else if (suppliers.size() > 1) {
        const std::size_t last = view.items[suppliers.back()->item].first;
        std::erase_if(suppliers, [&](const PlaceUse* use) { return last - view.items[use->item].last > 3 && use != suppliers.back(); });
    }
    // "Chinese customs data show that exports to Russia": those of the one who reports.
    // "Deliveries through Hong Kong fell": where they were sent from last.
    if (suppliers.empty()) {
        suppliers = places_in(view, Role::via, part.first, part.second);
        claim.basis = suppliers.empty() ? claim.basis : "dispatch";
    }
    if (suppliers.empty() && claim.quantity == "exports") {
        suppliers = places_in(view, Role::speaker, part.first, part.second);
    }
    for (const PlaceUse* use : suppliers) {
        add_supplier(claim, view, view.items[use->item]);
        if (claim.basis.empty() && !use->basis.empty() && use->basis != "producer") {
            claim.basis = use->basis;
        }
    }
}

} // namespace tidewaiter::claims
