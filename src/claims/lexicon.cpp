#include "claims/lexicon.hpp"

#include "base/csv.hpp"
#include "base/embedded.hpp"
#include "base/failure.hpp"
#include "entity/country.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <unordered_map>

TIDEWAITER_EMBEDDED(claim_goods_csv);
TIDEWAITER_EMBEDDED(claim_places_csv);
TIDEWAITER_EMBEDDED(claim_words_csv);
// These two travel in the modules that own them.
TIDEWAITER_EMBEDDED(countries_csv);
TIDEWAITER_EMBEDDED(demonyms_csv);

namespace tidewaiter::claims {

namespace {

struct Phrase {
    std::vector<std::string_view> words;
    bool capitals = false; ///< found only where the text has capitals: US, not us
    bool plural = false;   ///< the last word may end in s
    bool proper = false;   ///< must begin with a capital
    Item item;
};

struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};

constexpr std::array<std::string_view, 50> kind_names = {
    "goods",  "place",   "hedge", "vague",    "quantifier", "fraction", "number", "scale", "plural_scale", "percent", "currency", "unit",         "rate",     "multiply", "times",   "up",     "down",
    "supply", "support", "delivery", "receive", "produce",  "account",  "use",    "lose",  "stock",        "depot",   "refill",   "need",         "exceed",   "enough",   "ever",    "rank",   "evade",
    "rules",  "detour",  "direct", "negation", "not_negation", "forecast", "opinion", "norm", "conditional", "off_topic", "say",  "firm",         "basis",    "attribute", "generic", "new"};

class Lexicon {
public:
    Lexicon() {
        const base::CsvTable words("claim_words.csv", embedded_claim_words_csv());
        for (const auto& row : words.rows()) {
            const auto kind = std::ranges::find(kind_names, row[words.column("kind")]);
            if (kind == kind_names.end()) {
                throw base::Failure(base::FailureKind::machine, "claim_words.csv names a kind that no rule knows: " + row[words.column("kind")]);
            }
            Item item;
            item.kind = static_cast<Kind>(kind - kind_names.begin());
            item.value = keep(row[words.column("value")]);
            add(row[words.column("words")], item, {});
        }
        const base::CsvTable goods("claim_goods.csv", embedded_claim_goods_csv());
        for (const auto& row : goods.rows()) {
            Item item;
            item.kind = Kind::goods;
            item.value = keep(row[goods.column("goods")]);
            item.width = keep(row[goods.column("width")]);
            add(row[goods.column("words")], item, {.plural = true});
        }
        const base::CsvTable places("claim_places.csv", embedded_claim_places_csv());
        for (const auto& row : places.rows()) {
            add_place(row[places.column("words")], row[places.column("place")], row[places.column("form")] == "adjective", row[places.column("kind")]);
        }
        const base::CsvTable demonyms("demonyms.csv", embedded_demonyms_csv());
        for (const auto& row : demonyms.rows()) {
            add_place(row[demonyms.column("word")], row[demonyms.column("country")], true, {});
        }
        const base::CsvTable countries("countries.csv", embedded_countries_csv());
        for (const auto& row : countries.rows()) {
            const std::string& code = row[countries.column("code")];
            add_place(std::string(entity::country_name(code)), code, false, {});
        }
    }

    /// Items at token i, longest first; nullptr for none.
    const std::vector<Phrase>* at(std::string_view word) const {
        const auto found = phrases_.find(word);
        return found == phrases_.end() ? nullptr : &found->second;
    }

private:
    struct Traits {
        bool capitals = false;
        bool plural = false;
        bool proper = false;
    };

    std::string_view keep(std::string_view text) { return texts_.emplace_back(text); }

    void add_place(const std::string& words, const std::string& code, bool adjective, std::string_view kind) {
        Item item;
        item.kind = Kind::place;
        std::string upper(code);
        std::ranges::transform(upper, upper.begin(), [](unsigned char c) { return static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c); });
        item.value = keep(upper);
        item.width = keep(kind);
        item.adjective = adjective;
        const bool capitals = std::ranges::none_of(words, [](char c) { return c >= 'a' && c <= 'z'; });
        add(words, item, {.capitals = capitals, .proper = true});
    }

    void add(std::string_view text, const Item& item, Traits traits) {
        Tokens tokens;
        tokens.read(keep(text), 0, text.size());
        Phrase phrase{{}, traits.capitals, traits.plural, traits.proper, item};
        for (const Token& token : tokens.all()) {
            if (token.kind != TokenKind::sign) {
                phrase.words.push_back(keep(token.lower));
            }
        }
        if (phrase.words.empty()) {
            return;
        }
        auto& list = phrases_[std::string(phrase.words.front())];
        list.push_back(phrase);
        std::ranges::stable_sort(list, std::greater{}, [](const Phrase& each) { return each.words.size(); });
        if (traits.plural && phrase.words.size() == 1) {
            Phrase plural = phrase;
            plural.words.front() = keep(std::string(phrase.words.front()) + "s");
            auto& others = phrases_[std::string(plural.words.front())];
            others.push_back(std::move(plural));
            std::ranges::stable_sort(others, std::greater{}, [](const Phrase& each) { return each.words.size(); });
        }
    }

    std::deque<std::string> texts_;
    std::unordered_map<std::string, std::vector<Phrase>, TextHash, std::equal_to<>> phrases_;
};

const Lexicon& lexicon() {
    static const Lexicon shared;
    return shared;
}

/// Tokens that the phrase takes from i on; 0 when it does not stand there. Hyphens between its words do not part it.
std::size_t length_at(const Tokens& tokens, std::size_t i, const Phrase& phrase) {
    const bool article = phrase.words.front() == "the" && i + 1 < tokens.size();
    if ((phrase.capitals && !tokens[i].all_capitals) || (phrase.proper && !tokens[article ? i + 1 : i].capital)) {
        return 0;
    }
    std::size_t at = i;
    for (std::size_t k = 0; k < phrase.words.size(); ++k) {
        if (k > 0 && tokens.word(at) == "-" && tokens[at].glued) {
            ++at;
        }
        const std::string_view word = tokens.word(at);
        const bool last = k + 1 == phrase.words.size();
        const bool same = word == phrase.words[k];
        const bool plural = last && phrase.plural && word.size() == phrase.words[k].size() + 1 && word.ends_with('s') && word.starts_with(phrase.words[k]);
        if (!same && !plural) {
            return 0;
        }
        ++at;
    }
    return at - i;
}

} // namespace

void find_items(const Tokens& tokens, std::vector<Item>& items) {
    items.clear();
    for (std::size_t i = 0; i < tokens.size();) {
        const Phrase* best = nullptr;
        std::size_t length = 0;
        if (tokens[i].kind == TokenKind::word) {
            if (const auto* phrases = lexicon().at(tokens[i].lower)) {
                for (const Phrase& phrase : *phrases) {
                    const std::size_t found = length_at(tokens, i, phrase);
                    if (found > length) {
                        best = &phrase;
                        length = found;
                    }
                }
            }
        } else if (tokens[i].lower == "%") {
            Item& item = items.emplace_back();
            item.kind = Kind::percent;
            item.first = i;
            item.last = i + 1;
        }
        if (best == nullptr) {
            ++i;
            continue;
        }
        Item& item = items.emplace_back(best->item);
        item.first = i;
        item.last = i + length;
        i += length;
    }
}

} // namespace tidewaiter::claims
