#include "lists/link_book.hpp"

#include "base/hash.hpp"
#include "text/fold.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

namespace tidewaiter::lists {

namespace {

/// The same for "LAST, First" and "First LAST": the sorted folded words.
std::uint64_t to_name_hash(std::string_view name) {
    text::Folded folded = text::fold(name);
    std::ranges::sort(folded.tokens, {}, &text::Token::text);
    return base::to_xxh3(folded.joined());
}

std::uint64_t to_key_hash(std::string_view key) { return base::to_xxh3("key\n" + std::string(key)); }

} // namespace

std::uint32_t LinkBook::index_of(std::string_view id) {
    if (ids_.empty() || ids_.back() != id) {
        ids_.emplace_back(id);
    }
    return static_cast<std::uint32_t>(ids_.size() - 1);
}

void LinkBook::remember(std::uint64_t hash, std::uint32_t id) {
    const auto [at, added] = bearers_.emplace(hash, id);
    if (!added && at->second != id && (at->second == several || ids_[at->second] != ids_[id])) {
        at->second = several;
    }
}

void LinkBook::add_names(const entity::Entity& party) {
    const std::uint32_t id = index_of(party.id);
    for (const std::string_view property : {"name", "alias", "previousName"}) {
        for (const std::string& name : party.values(property)) {
            remember(to_name_hash(name), id);
        }
    }
}

void LinkBook::add_key(std::string_view key, std::string_view id) { remember(to_key_hash(key), index_of(id)); }

void LinkBook::add_link(std::string_view from, std::string_view target, std::string_view role) {
    links_.push_back(Link{std::string(from), std::string(target), std::string(role)});
}

void LinkBook::yield_links(std::string_view list, EntitySink& sink, RemarkTally& remarks) {
    std::unordered_set<std::string> yielded;
    for (const Link& link : links_) {
        auto found = bearers_.find(to_key_hash(link.target));
        if (found == bearers_.end()) {
            found = bearers_.find(to_name_hash(link.target));
        }
        if (found == bearers_.end() || found->second == several) {
            remarks.add(found == bearers_.end() ? "links to a party that is not in the file, kept in notes"
                                                : "links to a name that several parties bear, kept in notes",
                        fmt::format("'{}' of {}", link.target, link.from));
            continue;
        }
        const std::string& target = ids_[found->second];
        if (target == link.from) {
            continue;
        }
        entity::Entity resolved = to_unknown_link(list, link.from, target, link.role);
        if (yielded.insert(resolved.id).second) {
            sink.add(std::move(resolved));
        }
    }
    links_.clear();
}

} // namespace tidewaiter::lists
