#include "index/index.hpp"

#include "base/failure.hpp"
#include "base/hash.hpp"
#include "entity/ftm_json.hpp"
#include "entity/schema.hpp"
#include "index/facts.hpp"
#include "index/file.hpp"
#include "index/keys.hpp"
#include "index/list_json.hpp"
#include "index/search.hpp"
#include "index/tables.hpp"

#include <algorithm>
#include <mutex>
#include <unordered_map>

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
};

std::vector<names::Word> words_of(const names::Name& name) {
    std::vector<names::Word> words;
    words.reserve(name.parts.size());
    for (const names::Part& part : name.parts) {
        words.push_back(part.word());
    }
    return words;
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

    /// Rarity of words as this index knows it, so that a search scores by its own counts.
    match::Prepared with_rarities(const match::Prepared& query) const {
        match::Prepared made = query;
        std::vector<std::uint32_t> found;
        for (match::PreparedName& name : made.names) {
            for (names::Part& part : name.name.parts) {
                found.clear();
                tables().find_words(part.text, found);
                if (!found.empty()) {
                    part.rarity = tables().word(found.front()).rarity;
                }
            }
        }
        return made;
    }

    names::Name name_of(std::uint32_t form, const UseRecord& use) const {
        names::Name name;
        name.original = tables().name(use);
        name.kind = static_cast<names::NameKind>(use.kind);
        for (const std::uint32_t number : tables().words_of(form)) {
            const names::Word& word = tables().word(number);
            names::Part part;
            part.text = word.text;
            part.sound = word.sound;
            part.kind = word.kind;
            part.legal_class = word.legal_class;
            part.number = word.number;
            part.rarity = word.rarity;
            name.parts.push_back(std::move(part));
        }
        return name;
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

    std::vector<PartyNames> search_names(const match::Prepared& query, double least, bool exhaustive) const;
};

std::vector<PartyNames> Index::State::search_names(const match::Prepared& query, double least, bool exhaustive) const {
    std::unordered_map<std::uint32_t, std::size_t> places;
    std::vector<PartyNames> best;
    auto scratch = take_scratch();
    for (std::size_t i = 0; i < query.names.size(); ++i) {
        const auto ours = words_of(query.names[i].name);
        const names::Wording wording{ours, query.names[i].name.kind == names::NameKind::person};
        search_forms(tables(), wording, std::max(least, 1e-6), exhaustive, *scratch, [&](std::uint32_t form, double score) {
            const match::ScoredName scored = match::score_name(wording, {scratch->candidate, tables().is_person(form)}, score, scratch->parts);
            for (const UseRecord& use : tables().uses_of(form)) {
                const double value = match::score_of_use(scored, query.names[i].use, static_cast<match::NameUse>(use.use));
                if (value <= 0 || value < least) {
                    continue;
                }
                const auto [found, is_new] = places.emplace(use.party, best.size());
                if (is_new) {
                    best.push_back({use.party, {}, 0, nullptr});
                }
                PartyNames& party = best[found->second];
                // Ties: the party's first name, then the query's, whatever order the forms come in.
                const bool earlier = party.use != nullptr && value == party.score.value &&
                                     std::pair(use.name_offset, i) < std::pair(party.use->name_offset, party.score.query_name);
                if (value > party.score.value || earlier) {
                    party.score = {value, scored.evidence, i, 0, true};
                    party.form = form;
                    party.use = &use;
                }
            }
        });
    }
    give_back(std::move(scratch));
    return best;
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

std::vector<Hit> Index::search(const match::Prepared& given, const SearchOptions& options) const {
    const match::Prepared query = state_->with_rarities(given);
    std::vector<bool> wanted(state_->lists.size(), options.lists.empty());
    for (const std::string& list : options.lists) {
        const auto found = std::ranges::find(state_->lists, list, &lists::ListVersion::list);
        if (found == state_->lists.end()) {
            throw Failure(FailureKind::usage, "the index holds no list " + list);
        }
        wanted[static_cast<std::size_t>(found - state_->lists.begin())] = true;
    }
    std::vector<PartyNames> parties = state_->search_names(query, match::least_name_score(query, options.cutoff), options.exhaustive);
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
    for (const std::uint32_t number : identified) {
        if (std::ranges::find(parties, number, &PartyNames::party) == parties.end()) {
            parties.push_back({number, {}, 0, nullptr});
        }
    }

    std::vector<Hit> hits;
    for (PartyNames& party : parties) {
        if (!wanted[state_->party(party.party).list]) {
            continue;
        }
        match::Prepared candidate = state_->facts(party.party);
        if (!query.schema.empty() && !entity::are_comparable(query.schema, candidate.schema)) {
            continue;
        }
        if (party.use != nullptr) {
            candidate.names.push_back({state_->name_of(party.form, *party.use), static_cast<match::NameUse>(party.use->use)});
        }
        match::Match match = match::compare_with(query, candidate, party.score, options.cutoff);
        const double reached = options.keep_refuted ? match.unrefuted : match.score;
        if (reached > 0 && reached >= options.cutoff) {
            hits.push_back({party.party, std::move(match)});
        }
    }
    std::ranges::sort(hits, [&](const Hit& a, const Hit& b) {
        if (a.match.score != b.match.score) {
            return a.match.score > b.match.score;
        }
        return a.entity < b.entity;
    });
    if (hits.size() > options.limit) {
        hits.resize(options.limit);
    }
    return hits;
}

} // namespace tidewaiter::index
