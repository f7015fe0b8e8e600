#include "index/index.hpp"

#include "base/failure.hpp"
#include "base/hash.hpp"
#include "entity/ftm_json.hpp"
#include "index/facts.hpp"
#include "index/file.hpp"
#include "index/keys.hpp"
#include "index/list_json.hpp"
#include "index/merge.hpp"
#include "index/name_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace tidewaiter::index {

using base::Failure;
using base::FailureKind;

struct IndexBuilder::State {
    std::vector<entity::Entity> open; // of the list that has not ended
    std::vector<lists::ListVersion> lists;
    std::vector<PartyRecord> parties;
    std::string entities;
    std::string links;
    std::vector<LinkRef> link_refs;
    std::string facts;
    NameStore names;
    std::vector<KeyRecord> identifiers;
    std::vector<KeyRecord> ids;

    void add_party(const MergedParty& party, std::uint32_t list);
    void add_links(const std::vector<entity::Entity>& from, std::size_t first_party, const std::vector<MergedParty>& merged);
};

IndexBuilder::IndexBuilder() : state_(std::make_unique<State>()) {}

IndexBuilder::~IndexBuilder() = default;

void IndexBuilder::add(entity::Entity entity) { state_->open.push_back(std::move(entity)); }

void IndexBuilder::drop_list() { state_->open.clear(); }

std::size_t IndexBuilder::size() const { return state_->parties.size(); }

void IndexBuilder::end_list(lists::ListVersion version) {
    if (std::ranges::find(state_->lists, version.list, &lists::ListVersion::list) != state_->lists.end()) {
        throw Failure(FailureKind::bad_input, fmt::format("the list {} was given twice", version.list), "Give each list once.");
    }
    const MergedList merged = merge(std::exchange(state_->open, {}), version);
    const auto list = static_cast<std::uint32_t>(state_->lists.size());
    const std::size_t first = state_->parties.size();
    for (const MergedParty& party : merged.parties) {
        state_->add_party(party, list);
    }
    state_->add_links(merged.links, first, merged.parties);
    state_->lists.push_back(std::move(version));
}

void IndexBuilder::State::add_party(const MergedParty& party, std::uint32_t list) {
    const auto number = static_cast<std::uint32_t>(parties.size());
    const match::Prepared prepared = match::prepare(party.entity);
    const std::string json = entity::to_ftm_json(party.entity);
    const std::string listings = to_json(party.listings);
    const std::string party_facts = to_facts(prepared);
    PartyRecord record{};
    record.entity_offset = entities.size();
    record.entity_bytes = static_cast<std::uint32_t>(json.size());
    record.listings_bytes = static_cast<std::uint32_t>(listings.size());
    record.facts_offset = facts.size();
    record.facts_bytes = static_cast<std::uint32_t>(party_facts.size());
    record.list = list;
    entities += json;
    entities += listings;
    facts += party_facts;
    names.add(number, prepared);
    for (const match::PreparedIdentifier& identifier : prepared.identifiers) {
        identifiers.push_back({identifier_key(identifier.kind, identifier.value), number, 0});
    }
    ids.push_back({id_key(party.entity.id), number, 0});
    for (const std::string& former : party.entity.referents) {
        ids.push_back({id_key(former), number, 0});
    }
    parties.push_back(record);
}

void IndexBuilder::State::add_links(const std::vector<entity::Entity>& from, std::size_t first_party,
                                    const std::vector<MergedParty>& merged) {
    std::unordered_map<std::string_view, std::uint32_t> numbers;
    for (std::size_t i = 0; i < merged.size(); ++i) {
        numbers.emplace(merged[i].entity.id, static_cast<std::uint32_t>(first_party + i));
    }
    for (const entity::Entity& link : from) {
        const std::string json = entity::to_ftm_json(link);
        std::vector<std::uint32_t> ends;
        for (const auto& [property, values] : link.properties) {
            for (const std::string& value : values) {
                if (const auto found = numbers.find(value); found != numbers.end()) {
                    ends.push_back(found->second);
                }
            }
        }
        std::ranges::sort(ends);
        ends.erase(std::ranges::unique(ends).begin(), ends.end());
        for (const std::uint32_t end : ends) {
            link_refs.push_back({end, static_cast<std::uint32_t>(json.size()), links.size()});
        }
        if (!ends.empty()) {
            links += json;
        }
    }
}

void IndexBuilder::write(const std::filesystem::path& path) {
    State& state = *state_;
    if (!state.open.empty()) {
        throw Failure(FailureKind::bad_input, "a list was not ended before the index was written");
    }
    const auto by_key = [](const KeyRecord& record) { return std::pair(record.key, record.party); };
    std::ranges::sort(state.identifiers, {}, by_key);
    std::ranges::sort(state.ids, {}, by_key);
    std::ranges::stable_sort(state.link_refs, {}, [](const LinkRef& ref) { return std::pair(ref.party, ref.offset); });
    std::string versions;
    for (const lists::ListVersion& version : state.lists) {
        versions += to_json(version);
        versions += '\n';
    }
    const std::uint64_t names = state.names.names();
    // What was read decides, not where the files stood on this machine.
    std::string content_text;
    for (const lists::ListVersion& version : state.lists) {
        content_text += fmt::format("{}\n{}\n", version.list, version.version);
    }
    content_text += base::to_hex(base::to_xxh3(state.entities));
    content_text += base::to_hex(base::to_xxh3(state.links));
    FileContent content;
    content.set_bytes(Section::lists, versions);
    content.set(Section::parties, state.parties);
    content.set_bytes(Section::entities, state.entities);
    content.set_bytes(Section::links, state.links);
    content.set(Section::link_refs, state.link_refs);
    content.set_bytes(Section::facts, state.facts);
    content.set(Section::identifiers, state.identifiers);
    content.set(Section::ids, state.ids);
    state.names.write_to(content);
    content.write(path, base::to_xxh3(content_text), state.parties.size(), names);
    *state_ = State();
}

} // namespace tidewaiter::index
