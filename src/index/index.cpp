#include "index/index.hpp"

#include "base/failure.hpp"
#include "base/hash.hpp"
#include "entity/ftm_json.hpp"
#include "entity/schema.hpp"
#include "index/chance.hpp"
#include "index/facts.hpp"
#include "index/file.hpp"
#include "index/keys.hpp"
#include "index/list_json.hpp"
#include "index/search.hpp"
#include "index/tables.hpp"

#include <algorithm>
#include <map>
#include <mutex>

namespace tidewaiter::index {

using base::Failure;
using base::FailureKind;

namespace {

/// The names that bring a party nearest to the query.
struct PartyNames {
    std::uint32_t party = 0;
    match::NameScore score;
    std::uint32_t form = 0;
    const UseRecord* use = nullptr;
    double compared = 0;         ///< of names::compare_words
    double chance = 0;           ///< expected_by_chance
    std::size_t first_part = 0;  ///< of the aligned parts, in FoundNames::parts
    std::size_t parts = 0;

    /// Ties: the party's first name, then the query's, whatever order the forms come in.
    bool is_before(const PartyNames& other) const {
        if (party != other.party) {
            return party < other.party;
        }
        if (score.value != other.score.value) {
            return score.value > other.score.value;
        }
        return std::pair(use->name_offset, score.query_name) < std::pair(other.use->name_offset, other.score.query_name);
    }
};

struct FoundNames {
    std::vector<PartyNames> parties; ///< by number, each once
    std::vector<names::AlignedPart> parts;
};

/// A party that reaches the cutoff, before it is explained.
struct Reached {
    std::size_t at = 0; ///< in FoundNames::parties
    std::uint32_t party = 0;
    double score = 0;
};

/// Tells the first entry of each party how many names of the query agree with names of it. In: by is_before.
void count_others(const match::Prepared& query, std::vector<PartyNames>& parties) {
    std::vector<std::size_t> agreeing;
    for (std::size_t first = 0; first < parties.size();) {
        agreeing.clear();
        std::size_t end = first;
        for (; end < parties.size() && parties[end].party == parties[first].party; ++end) {
            if (parties[end].score.value >= match::agreeing_name) {
                agreeing.push_back(parties[end].score.query_name);
            }
        }
        std::ranges::sort(agreeing);
        agreeing.erase(std::ranges::unique(agreeing).begin(), agreeing.end());
        if (agreeing.size() > 1) {
            parties[first].score.others = match::count_others(query, agreeing);
        }
        first = end;
    }
}

/// Are two of a query's names the same words, so that one search answers for both?
bool are_alike(const match::PreparedName& a, const match::PreparedName& b) {
    const auto same_part = [](const names::Part& one, const names::Part& other) { return one.text == other.text && one.kind == other.kind; };
    return a.name.kind == b.name.kind && (a.use == match::NameUse::weak_alias) == (b.use == match::NameUse::weak_alias) &&
           std::ranges::equal(a.name.parts, b.name.parts, same_part);
}

} // namespace

struct Index::State {
    explicit State(const std::filesystem::path& path) : file(path) {
        std::string_view lines = file.all(Section::lists);
        while (!lines.empty()) {
            const std::size_t end = std::min(lines.find('\n'), lines.size());
            lists.push_back(load_list_version(lines.substr(0, end)));
            lines.remove_prefix(std::min(end + 1, lines.size()));
        }
        content_hash = base::to_hex(file.header().content_hash);
        parties = file.elements<PartyRecord>(Section::parties);
    }

    FileView file;
    std::vector<lists::ListVersion> lists;
    std::string content_hash;
    std::span<const PartyRecord> parties;

    // Made by the first search, so that opening costs nothing.
    mutable std::once_flag tables_once;
    mutable std::unique_ptr<const Tables> tables_made;
    mutable std::mutex scratch_mutex;
    mutable std::vector<std::unique_ptr<Scratch>> scratches;

    const Tables& tables() const {
        std::call_once(tables_once, [&] { tables_made = std::make_unique<const Tables>(file); });
        return *tables_made;
    }

    std::unique_ptr<Scratch> take_scratch() const {
        const std::lock_guard lock(scratch_mutex);
        if (scratches.empty()) {
            return std::make_unique<Scratch>();
        }
        auto scratch = std::move(scratches.back());
        scratches.pop_back();
        return scratch;
    }

    void give_back(std::unique_ptr<Scratch> scratch) const {
        const std::lock_guard lock(scratch_mutex);
        scratches.push_back(std::move(scratch));
    }

    const PartyRecord& party(std::uint32_t number) const {
        if (number >= parties.size()) {
            throw Failure(FailureKind::usage, "there is no such party in the index");
        }
        return parties[number];
    }

    match::Prepared facts(std::uint32_t number) const {
        const PartyRecord& record = party(number);
        match::Prepared prepared;
        if (!read_facts(file.part(Section::facts, record.facts_offset, record.facts_bytes), prepared)) {
            throw Failure(FailureKind::bad_input, "the index contradicts itself",
                          "Build it again: tidewaiter build LIST... --output FILE");
        }
        return prepared;
    }

    /// The words of a query's name, as common as this index knows them to be.
    std::vector<names::Word> words_of(const names::Name& name, std::vector<std::uint32_t>& room) const {
        std::vector<names::Word> words;
        words.reserve(name.parts.size());
        for (const names::Part& part : name.parts) {
            room.clear();
            tables().find_words(part.text, room);
            const auto same = std::ranges::find_if(room, [&](std::uint32_t number) {
                const names::Word& word = tables().word(number);
                return word.kind == part.kind && word.number == part.number && word.legal_class == part.legal_class && word.sound == part.sound &&
                       word.script == part.script;
            });
            if (same != room.end()) {
                words.push_back(tables().word(*same));
            } else {
                const float rarity = room.empty() ? part.rarity : tables().word(room.front()).rarity;
                words.emplace_back(part.text, part.sound, part.kind, part.legal_class, part.number, rarity);
                words.back().is_known = part.is_known;
                words.back().script = part.script;
            }
        }
        return words;
    }

    match::NameEvidence evidence_of(const match::Prepared& query, const PartyNames& found, std::span<const names::AlignedPart> parts) const {
        match::NameEvidence evidence;
        const names::Name& ours = query.names[found.score.query_name].name;
        evidence.query = ours.original;
        evidence.candidate = tables().name(*found.use);
        evidence.use = static_cast<match::NameUse>(found.use->use);
        evidence.comparison.score = found.compared;
        evidence.chance = found.chance;
        evidence.comparison.parts.assign(parts.begin(), parts.end());
        evidence.query_parts.reserve(ours.parts.size());
        for (const names::Part& part : ours.parts) {
            evidence.query_parts.push_back(part.text);
        }
        const auto words = tables().words_of(found.form);
        evidence.candidate_parts.reserve(words.size());
        for (const std::uint32_t word : words) {
            evidence.candidate_parts.emplace_back(tables().word(word).text);
        }
        return evidence;
    }

    std::string_view schema(std::uint32_t number) const {
        const PartyRecord& record = party(number);
        return schema_of(file.part(Section::facts, record.facts_offset, record.facts_bytes));
    }

    std::vector<std::uint32_t> find_parties(Section section, std::uint64_t key) const {
        const auto records = file.elements<KeyRecord>(section);
        const auto found = std::ranges::equal_range(records, key, {}, &KeyRecord::key);
        std::vector<std::uint32_t> numbers;
        for (const KeyRecord& record : found) {
            if (numbers.empty() || numbers.back() != record.party) {
                numbers.push_back(record.party);
            }
        }
        return numbers;
    }

    FoundNames search_names(const match::Prepared& query, double least, bool exhaustive) const;
};

FoundNames Index::State::search_names(const match::Prepared& query, double least, bool exhaustive) const {
    FoundNames found;
    auto scratch = take_scratch();
    for (std::size_t i = 0; i < query.names.size(); ++i) {
        const match::PreparedName& name = query.names[i];
        if (std::ranges::any_of(query.names.begin(), query.names.begin() + static_cast<std::ptrdiff_t>(i),
                                [&](const match::PreparedName& earlier) { return are_alike(earlier, name); })) {
            continue;
        }
        const auto ours = words_of(name.name, scratch->words);
        const names::Wording wording{ours, name.name.kind == names::NameKind::person};
        search_forms(tables(), wording, std::max(least, 1e-6), exhaustive, *scratch, [&](std::uint32_t form, double score) {
            const names::Wording theirs{scratch->candidate, tables().is_person(form)};
            match::ScoredName scored = match::score_aligned(wording, theirs, score, scratch->parts);
            const auto is_weak = [](match::NameUse use) { return use == match::NameUse::weak_alias; };
            const auto uses = tables().uses_of(form);
            const bool any_weak = is_weak(name.use) || std::ranges::any_of(uses, [&](const UseRecord& use) { return is_weak(static_cast<match::NameUse>(use.use)); });
            scored.same_words = any_weak && names::are_same_words(wording.words, theirs.words);
            const double chance = expected_by_chance(tables(), wording, form, scratch->parts, *scratch);
            const double factor = chance_factor(chance) * length_factor(tables(), wording, theirs, score);
            const std::size_t first_part = found.parts.size();
            bool any = false;
            for (const UseRecord& use : uses) {
                const double value = factor * match::score_of_use(scored, name.use, static_cast<match::NameUse>(use.use));
                if (value > 0 && value >= least) {
                    found.parties.push_back({use.party, {value, scored.evidence, i, 0, true}, form, &use, score, chance, first_part, scratch->parts.size()});
                    any = true;
                }
            }
            if (any) {
                found.parts.insert(found.parts.end(), scratch->parts.begin(), scratch->parts.end());
            }
        });
    }
    give_back(std::move(scratch));
    std::ranges::sort(found.parties, [](const PartyNames& a, const PartyNames& b) { return a.is_before(b); });
    if (query.names.size() > 1) {
        count_others(query, found.parties);
    }
    const auto repeated = std::ranges::unique(found.parties, {}, &PartyNames::party);
    found.parties.erase(repeated.begin(), repeated.end());
    return found;
}

Index::Index(const std::filesystem::path& path) : state_(std::make_unique<State>(path)) {}

Index::~Index() = default;

const std::vector<lists::ListVersion>& Index::lists() const { return state_->lists; }

std::size_t Index::size() const { return state_->parties.size(); }

std::size_t Index::names() const { return state_->file.header().names; }

const std::string& Index::content_hash() const { return state_->content_hash; }

void Index::check_all() const { state_->file.check_all(); }

Listed Index::listed(std::uint32_t number) const {
    const PartyRecord& record = state_->party(number);
    const std::string_view bytes =
        state_->file.part(Section::entities, record.entity_offset, std::uint64_t{record.entity_bytes} + record.listings_bytes);
    Listed listed;
    entity::FtmParser parser;
    auto parsed = parser.parse(bytes.substr(0, record.entity_bytes));
    if (!parsed) {
        throw Failure(FailureKind::bad_input, "the index holds an entity that cannot be read: " + parsed.error().message,
                      "Build it again: tidewaiter build LIST... --output FILE");
    }
    listed.entity = std::move(*parsed);
    listed.listings = load_listings(bytes.substr(record.entity_bytes));
    listed.list = record.list;
    return listed;
}

std::optional<std::uint32_t> Index::find(std::string_view id) const {
    std::optional<std::uint32_t> former;
    for (const std::uint32_t number : state_->find_parties(Section::ids, id_key(id))) {
        const Listed listed = this->listed(number);
        if (listed.entity.id == id) {
            return number;
        }
        if (!former && std::ranges::find(listed.entity.referents, id) != listed.entity.referents.end()) {
            former = number;
        }
    }
    return former;
}

std::vector<entity::Entity> Index::links(std::uint32_t number) const {
    const auto refs = state_->file.elements<LinkRef>(Section::link_refs);
    std::vector<entity::Entity> links;
    entity::FtmParser parser;
    for (const LinkRef& ref : std::ranges::equal_range(refs, number, {}, &LinkRef::party)) {
        if (auto link = parser.parse(state_->file.part(Section::links, ref.offset, ref.bytes))) {
            links.push_back(std::move(*link));
        }
    }
    return links;
}

std::vector<std::uint32_t> Index::find_identifier(entity::IdentifierKind kind, std::string_view canonical) const {
    std::vector<std::uint32_t> numbers = state_->find_parties(Section::identifiers, identifier_key(kind, canonical));
    // A hash may lie.
    std::erase_if(numbers, [&](std::uint32_t number) {
        const match::Prepared facts = state_->facts(number);
        return std::ranges::none_of(facts.identifiers, [&](const match::PreparedIdentifier& identifier) {
            return identifier.kind == kind && identifier.value == canonical;
        });
    });
    return numbers;
}

std::vector<Hit> Index::search(const match::Prepared& query, const SearchOptions& options) const {
    std::vector<bool> wanted(state_->lists.size(), options.lists.empty());
    for (const std::string& list : options.lists) {
        const auto found = std::ranges::find(state_->lists, list, &lists::ListVersion::list);
        if (found == state_->lists.end()) {
            throw Failure(FailureKind::usage, "the index holds no list " + list);
        }
        wanted[static_cast<std::size_t>(found - state_->lists.begin())] = true;
    }
    FoundNames found = state_->search_names(query, match::least_name_score(query, options.cutoff), options.exhaustive);
    // Parties that share an identifier, whatever their names: a number may be filed under another kind of paper.
    std::vector<std::uint32_t> identified;
    for (const match::PreparedIdentifier& identifier : query.identifiers) {
        for (const entity::IdentifierKind kind : match::comparable_kinds(identifier.kind)) {
            for (const std::uint32_t number : state_->find_parties(Section::identifiers, identifier_key(kind, identifier.value))) {
                identified.push_back(number);
            }
        }
    }
    std::ranges::sort(identified);
    identified.erase(std::ranges::unique(identified).begin(), identified.end());
    const std::size_t by_name = found.parties.size();
    for (const std::uint32_t number : identified) {
        const auto named = std::span(found.parties).first(by_name);
        if (!std::ranges::binary_search(named, number, {}, &PartyNames::party)) {
            PartyNames& party = found.parties.emplace_back();
            party.party = number;
        }
    }

    // Scores first; evidence only for what is returned.
    const bool has_facts = match::has_facts(query);
    std::vector<Reached> reached;
    std::map<std::string_view, bool> comparable;
    for (std::size_t i = 0; i < found.parties.size(); ++i) {
        const PartyNames& party = found.parties[i];
        if (!wanted[state_->party(party.party).list]) {
            continue;
        }
        if (!query.schema.empty()) {
            const std::string_view schema = state_->schema(party.party);
            const auto known = comparable.try_emplace(schema, false);
            if (known.second) {
                known.first->second = entity::are_comparable(query.schema, schema);
            }
            if (!known.first->second) {
                continue;
            }
        }
        match::Reach reach{party.score.value, party.score.value};
        if (has_facts) {
            reach = match::reach_of(query, state_->facts(party.party), party.score);
        }
        const double value = options.keep_refuted ? reach.unrefuted : reach.score;
        if (value > 0 && value >= options.cutoff && reach.unrefuted >= options.cutoff) {
            reached.push_back({i, party.party, reach.score});
        }
    }
    std::ranges::sort(reached, [&](const Reached& a, const Reached& b) { return a.score != b.score ? a.score > b.score : a.party < b.party; });
    if (reached.size() > options.limit) {
        reached.resize(options.limit);
    }
    std::vector<Hit> hits;
    hits.reserve(reached.size());
    const match::Prepared nothing;
    for (const Reached& each : reached) {
        const PartyNames& party = found.parties[each.at];
        match::NameEvidence evidence;
        if (party.use != nullptr) {
            evidence = state_->evidence_of(query, party, std::span(found.parts).subspan(party.first_part, party.parts));
        }
        hits.push_back({each.party, match::compare_with(query, has_facts ? state_->facts(party.party) : nothing, party.score,
                                                        std::move(evidence), options.cutoff)});
    }
    return hits;
}

} // namespace tidewaiter::index
