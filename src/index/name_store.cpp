#include "index/name_store.hpp"

#include "base/utf8.hpp"
#include "index/keys.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <unordered_map>

namespace tidewaiter::index {

namespace {

using names::Part;
using names::PartKind;

bool is_heavy(PartKind kind) { return kind == PartKind::plain || kind == PartKind::generic; }

std::string key_of(const Part& part) {
    std::string key = part.text;
    key += '\0';
    key += static_cast<char>(part.kind);
    key += part.legal_class;
    key += '\0';
    key += std::to_string(part.number);
    return key;
}

/// Of a name as published; the longest real one has 384 characters.
constexpr std::size_t most_name_bytes = 60'000;

/// Lists as small as a user's own say nothing about how common words are.
constexpr std::size_t least_forms_to_learn = 5'000;

} // namespace

void NameStore::add(std::uint32_t party, const match::Prepared& prepared) {
    for (const match::PreparedName& name : prepared.names) {
        Use use;
        for (const Part& part : name.name.parts) {
            const auto [found, is_new] = part_numbers_.emplace(key_of(part), static_cast<std::uint32_t>(parts_.size()));
            if (is_new) {
                parts_.push_back(part);
            }
            use.parts.push_back(found->second);
        }
        use.record.party = party;
        use.record.name_offset = static_cast<std::uint32_t>(texts_of_names_.size());
        const std::string_view original = base::utf8_prefix(name.name.original, most_name_bytes);
        use.record.name_bytes = static_cast<std::uint16_t>(original.size());
        use.record.use = static_cast<std::uint8_t>(name.use);
        use.record.kind = static_cast<std::uint8_t>(name.name.kind);
        texts_of_names_ += original;
        uses_.push_back(std::move(use));
        ++names_;
    }
}

void NameStore::write_to(FileContent& content) {
    // Words in their final order.
    std::vector<std::uint32_t> order(parts_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, {}, [&](std::uint32_t at) {
        const Part& part = parts_[at];
        return std::tuple(!is_heavy(part.kind), part.text.size(), std::string_view(part.text), part.kind, part.legal_class, part.number);
    });
    std::vector<std::uint32_t> number_of(parts_.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        number_of[order[i]] = static_cast<std::uint32_t>(i);
    }

    // Forms: distinct sequences of words of a kind of name, in the order of their words.
    for (Use& use : uses_) {
        for (std::uint32_t& part : use.parts) {
            part = number_of[part];
        }
    }
    const auto is_person = [](const Use& use) { return use.record.kind == static_cast<std::uint8_t>(names::NameKind::person); };
    const auto same_form = [&](const Use& a, const Use& b) { return a.parts == b.parts && is_person(a) == is_person(b); };
    std::ranges::stable_sort(uses_, [&](const Use& a, const Use& b) {
        return a.parts != b.parts ? a.parts < b.parts : is_person(a) < is_person(b);
    });
    std::vector<FormRecord> forms;
    std::vector<std::uint32_t> form_words;
    std::vector<UseRecord> uses;
    for (std::size_t i = 0; i < uses_.size(); ++i) {
        if (i == 0 || !same_form(uses_[i], uses_[i - 1])) {
            forms.push_back({static_cast<std::uint32_t>(form_words.size()), static_cast<std::uint32_t>(uses.size()), 0,
                             is_person(uses_[i]) ? form_is_person : 0U});
            form_words.insert(form_words.end(), uses_[i].parts.begin(), uses_[i].parts.end());
        }
        uses.push_back(uses_[i].record);
    }
    const std::size_t form_count = forms.size();
    forms.push_back({static_cast<std::uint32_t>(form_words.size()), static_cast<std::uint32_t>(uses.size()), 0, 0});

    // How many forms hold each word, and each text whatever its kind.
    std::vector<std::vector<std::uint32_t>> postings(parts_.size());
    for (std::size_t form = 0; form < form_count; ++form) {
        for (std::uint32_t i = forms[form].first_word; i < forms[form + 1].first_word; ++i) {
            auto& list = postings[form_words[i]];
            if (list.empty() || list.back() != form) {
                list.push_back(static_cast<std::uint32_t>(form));
            }
        }
    }
    std::unordered_map<std::string_view, std::size_t> counts;
    for (std::size_t i = 0; i < order.size(); ++i) {
        counts[parts_[order[i]].text] += postings[i].size();
    }

    std::string texts;
    std::vector<WordRecord> words;
    std::vector<names::Word> views; // as the search will see them
    std::vector<std::uint32_t> letters;
    for (const std::uint32_t at : order) {
        Part& part = parts_[at];
        if (form_count >= least_forms_to_learn) {
            part.rarity = std::min(part.rarity, names::to_rarity(counts[part.text], form_count));
        }
        views.push_back(part.word());
        const names::Word& view = views.back();
        WordRecord record{};
        record.text_offset = static_cast<std::uint32_t>(texts.size());
        record.text_bytes = static_cast<std::uint16_t>(part.text.size());
        record.sound_bytes = static_cast<std::uint16_t>(part.sound.size());
        record.text_letters = view.text_letters;
        record.sound_letters = view.sound_letters;
        record.number = part.number;
        record.rarity = part.rarity;
        record.kind = static_cast<std::uint8_t>(part.kind);
        record.has_nicknames = view.has_nicknames ? 1 : 0;
        record.legal_bytes = static_cast<std::uint8_t>(part.legal_class.size());
        texts += part.text;
        texts += part.sound;
        texts += part.legal_class;
        words.push_back(record);
        if (view.is_heavy()) {
            letters.push_back(view.text_letters);
        }
    }
    std::vector<std::uint32_t> sound_words(letters.size());
    std::iota(sound_words.begin(), sound_words.end(), 0U);
    std::ranges::sort(sound_words, {}, [&](std::uint32_t at) { return std::tuple(views[at].sound.size(), views[at].sound, at); });
    std::vector<std::uint32_t> sound_letters;
    for (const std::uint32_t at : sound_words) {
        sound_letters.push_back(views[at].sound_letters);
    }

    std::vector<RunRecord> runs;
    std::vector<names::Word> form_views;
    for (std::size_t form = 0; form < form_count; ++form) {
        form_views.clear();
        for (std::uint32_t i = forms[form].first_word; i < forms[form + 1].first_word; ++i) {
            const names::Word& word = views[form_words[i]];
            form_views.push_back(word);
            forms[form].heavy_weight += word.is_heavy() ? word.weight : 0;
            forms[form].flags |= word.kind == PartKind::initial ? form_has_initial : 0U;
        }
        for (const names::Run& run : names::runs_of({form_views, (forms[form].flags & form_is_person) != 0})) {
            runs.push_back({run_key(run.relation, run.key), static_cast<std::uint32_t>(form), run.weight});
        }
    }
    std::ranges::sort(runs, {}, [](const RunRecord& run) { return std::tuple(run.key, run.form, -run.weight); });
    const auto same_runs = std::ranges::unique(runs, [](const RunRecord& a, const RunRecord& b) { return a.key == b.key && a.form == b.form; });
    runs.erase(same_runs.begin(), same_runs.end());

    std::vector<std::uint32_t> posting_starts;
    std::vector<std::uint32_t> all_postings;
    for (const auto& list : postings) {
        posting_starts.push_back(static_cast<std::uint32_t>(all_postings.size()));
        all_postings.insert(all_postings.end(), list.begin(), list.end());
    }
    posting_starts.push_back(static_cast<std::uint32_t>(all_postings.size()));

    content.set_bytes(Section::names, texts_of_names_);
    content.set_bytes(Section::texts, texts);
    content.set(Section::words, words);
    content.set(Section::letters, letters);
    content.set(Section::sound_words, sound_words);
    content.set(Section::sound_letters, sound_letters);
    content.set(Section::forms, forms);
    content.set(Section::form_words, form_words);
    content.set(Section::uses, uses);
    content.set(Section::posting_starts, posting_starts);
    content.set(Section::postings, all_postings);
    content.set(Section::runs, runs);
    *this = NameStore();
}

} // namespace tidewaiter::index
