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

} // namespace

std::uint32_t LinkBook::index_of(std::string_view id) {
    if (ids_.empty() || ids_.back() != id) {
        ids_.emplace_back(id);
    }
    return static_cast<std::uint32_t>(ids_.size() - 1);
}

void LinkBook::remember(Bearers& bearers, std::uint64_t hash, std::uint32_t id) {
    const auto [at, added] = bearers.emplace(hash, id);
    if (!added && at->second != id && (at->second == several || ids_[at->second] != ids_[id])) {
        at->second = several;
    }
}

void LinkBook::add_names(const entity::Entity& party) {
    const std::uint32_t id = index_of(party.id);
    for (const std::string_view property : {"name", "alias", "previousName"}) {
        for (const std::string& name : party.values(property)) {
            remember(property == "name" ? main_names_ : other_names_, to_name_hash(name), id);
        }
    }
}

void LinkBook::add_key(std::string_view key, std::string_view id) {
    if (!key.empty()) {
        remember(keys_, base::to_xxh3(key), index_of(id));
    }
}

const std::uint32_t* LinkBook::find(std::string_view target) const {
    if (const auto key = keys_.find(base::to_xxh3(target)); key != keys_.end()) {
        return &key->second;
    }
    const std::uint64_t hash = to_name_hash(target);
    for (const Bearers* bearers : {&main_names_, &other_names_}) {
        if (const auto name = bearers->find(hash); name != bearers->end()) {
            return &name->second;
        }
    }
    return nullptr;
}

void LinkBook::add_link(std::string_view from, std::string_view target, std::string_view role) {
    links_.push_back(Link{std::string(from), std::string(target), std::string(role)});
}

void LinkBook::yield_links(std::string_view list, EntitySink& sink, RemarkTally& remarks) {
    std::unordered_set<std::string> yielded;
    for (const Link& link : links_) {
        const std::uint32_t* found = find(link.target);
        if (found == nullptr || *found == several) {
            remarks.add(found == nullptr ? "links to a party that is not in the file, kept in notes"
                                         : "links to a name that several parties bear, kept in notes",
                        fmt::format("'{}' of {}", link.target, link.from));
            continue;
        }
        const std::string& target = ids_[*found];
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
