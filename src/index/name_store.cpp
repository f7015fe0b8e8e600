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
    key += static_cast<char>(part.script);
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

namespace {

/// A name as a sequence of words, while the sections are made.
struct Form {
    std::vector<std::uint32_t> words;
    bool person = false;
    bool has_initial = false;
    float heavy_weight = 0;
    std::vector<UseRecord> uses;
};

/// Postings by word: where each word's start, and all of them.
struct PostingLists {
    std::vector<std::uint32_t> starts;
    std::vector<Posting> postings;
};

/// In: words_for(form): the words whose list the form goes to
///     decides(form, other): does the form stand or fall with its heaviest word beside the list's?
PostingLists list_forms(const std::vector<Form>& forms, const std::vector<names::Word>& views, const auto& words_for, const auto& decides) {
    std::vector<std::vector<Posting>> lists(views.size());
    for (std::size_t form = 0; form < forms.size(); ++form) {
        const auto& all = forms[form].words;
        for (const std::uint32_t word : words_for(forms[form])) {
            if (!lists[word].empty() && lists[word].back().form == form) {
                continue;
            }
            bool is_left_out = false; // the word itself, once
            std::uint32_t other = Posting::no_word;
            for (const std::uint32_t each : all) {
                if (each == word && !is_left_out) {
                    is_left_out = true;
                } else if (views[each].is_heavy() && (other == Posting::no_word || views[each].weight > views[other].weight)) {
                    other = each;
                }
            }
            const bool is_decided = other != Posting::no_word && decides(forms[form], other);
            lists[word].push_back({static_cast<std::uint32_t>(form), is_decided ? other | Posting::decides : other});
        }
    }
    PostingLists made;
    for (const auto& list : lists) {
        made.starts.push_back(static_cast<std::uint32_t>(made.postings.size()));
        made.postings.insert(made.postings.end(), list.begin(), list.end());
    }
    made.starts.push_back(static_cast<std::uint32_t>(made.postings.size()));
    return made;
}

/// What a form may lose as the shorter name at lead_cutoff, and more than any rounding.
float allowed_loss(const Form& form) {
    return (1 - lead_cutoff) * std::min(names::bounds.longest_scale, form.heavy_weight) + 1e-3F;
}

/// The heaviest words of a form that lose too much for lead_cutoff together when they have no partner.
std::vector<std::uint32_t> leads_of(const Form& form, const std::vector<names::Word>& views) {
    std::vector<std::uint32_t> leads;
    if (form.has_initial) {
        return leads;
    }
    std::vector<std::uint32_t> words = form.words;
    std::ranges::stable_sort(words, std::greater{}, [&](std::uint32_t word) { return views[word].is_heavy() ? views[word].weight : 0.0F; });
    const float allowed = allowed_loss(form);
    float loss = 0;
    for (const std::uint32_t word : words) {
        if (loss > allowed || !views[word].is_heavy()) {
            break;
        }
        loss += names::bounds.conflict_cost * views[word].weight;
        leads.push_back(word);
    }
    return leads;
}

/// RunRecord::other
std::uint32_t left_by(const names::Run& run, const Form& form, const std::vector<names::Word>& views) {
    std::uint32_t other = Posting::no_word;
    std::size_t weighing = 0;
    for (std::size_t i = 0; i < form.words.size(); ++i) {
        const names::Word& word = views[form.words[i]];
        if ((i >= run.first && i < run.first + run.count) || word.weight <= 0) {
            continue;
        }
        ++weighing;
        if (word.is_heavy() && (other == Posting::no_word || word.weight > views[other].weight)) {
            other = form.words[i];
        }
    }
    return other != Posting::no_word && weighing == 1 ? other | Posting::decides : other;
}

} // namespace

void NameStore::write_to(FileContent& content) {
    // Words in their final order.
    std::vector<std::uint32_t> order(parts_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, {}, [&](std::uint32_t at) {
        const Part& part = parts_[at];
        return std::tuple(!is_heavy(part.kind), part.text.size(), std::string_view(part.text), part.kind, part.legal_class, part.number, part.script);
    });
    std::vector<std::uint32_t> number_of(parts_.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        number_of[order[i]] = static_cast<std::uint32_t>(i);
    }

    // Forms: distinct sequences of words of a kind of name.
    for (Use& use : uses_) {
        for (std::uint32_t& part : use.parts) {
            part = number_of[part];
        }
    }
    const auto is_person = [](const Use& use) { return use.record.kind == static_cast<std::uint8_t>(names::NameKind::person); };
    std::ranges::stable_sort(uses_, [&](const Use& a, const Use& b) {
        return a.parts != b.parts ? a.parts < b.parts : is_person(a) < is_person(b);
    });
    std::vector<Form> forms;
    for (Use& use : uses_) {
        if (forms.empty() || forms.back().words != use.parts || forms.back().person != is_person(use)) {
            Form& form = forms.emplace_back();
            form.words = std::move(use.parts);
            form.person = is_person(use);
        }
        forms.back().uses.push_back(use.record);
    }

    // How many forms hold each text, whatever its kind.
    std::unordered_map<std::string_view, std::size_t> counts;
    for (const Form& form : forms) {
        std::vector<std::uint32_t> words = form.words;
        std::ranges::sort(words);
        words.erase(std::ranges::unique(words).begin(), words.end());
        for (const std::uint32_t word : words) {
            ++counts[parts_[order[word]].text];
        }
    }

    std::string texts;
    std::vector<WordRecord> words;
    std::vector<names::Word> views; // as the search will see them
    std::vector<std::uint32_t> letters;
    for (const std::uint32_t at : order) {
        Part& part = parts_[at];
        if (forms.size() >= least_forms_to_learn) {
            part.rarity = std::min(part.rarity, names::to_rarity(counts[part.text], forms.size()));
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
        record.traits = static_cast<std::uint8_t>((view.has_nicknames ? word_has_nicknames : 0U) | (view.is_known ? word_is_known : 0U));
        record.script = static_cast<std::uint8_t>(view.script);
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

    for (Form& form : forms) {
        for (const std::uint32_t word : form.words) {
            form.heavy_weight += views[word].is_heavy() ? views[word].weight : 0;
            form.has_initial |= views[word].kind == PartKind::initial;
        }
    }
    std::ranges::stable_sort(forms, {}, [](const Form& form) { return std::pair(form.has_initial, form.heavy_weight); });

    std::vector<FormRecord> records;
    std::vector<std::uint32_t> form_words;
    std::vector<UseRecord> uses;
    std::vector<RunRecord> runs;
    std::vector<names::Word> form_views;
    for (std::size_t i = 0; i < forms.size(); ++i) {
        const Form& form = forms[i];
        records.push_back({static_cast<std::uint32_t>(form_words.size()), static_cast<std::uint32_t>(uses.size()), form.heavy_weight,
                           (form.has_initial ? form_has_initial : 0U) | (form.person ? form_is_person : 0U)});
        form_words.insert(form_words.end(), form.words.begin(), form.words.end());
        uses.insert(uses.end(), form.uses.begin(), form.uses.end());
        form_views.clear();
        for (const std::uint32_t word : form.words) {
            form_views.push_back(views[word]);
        }
        for (const names::Run& run : names::runs_of({form_views, form.person})) {
            runs.push_back({run_key(run.relation, run.key), static_cast<std::uint32_t>(i), run.weight, left_by(run, form, views)});
        }
    }
    records.push_back({static_cast<std::uint32_t>(form_words.size()), static_cast<std::uint32_t>(uses.size()), 0, 0});
    std::ranges::sort(runs, {}, [](const RunRecord& run) { return std::tuple(run.key, run.form, -run.weight); });
    // Where a form has a key twice, the heavier run stands for both, and neither word that is left decides.
    std::size_t kept = 0;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        if (kept > 0 && runs[kept - 1].key == runs[i].key && runs[kept - 1].form == runs[i].form) {
            runs[kept - 1].other = runs[kept - 1].other_word() == Posting::no_word ? runs[i].other_word() : runs[kept - 1].other_word();
        } else {
            runs[kept++] = runs[i];
        }
    }
    runs.resize(kept);

    const auto weighing = [&](const Form& form) {
        return std::ranges::count_if(form.words, [&](std::uint32_t word) { return views[word].weight > 0; });
    };
    const auto heavy = [&](const Form& form) {
        return std::ranges::count_if(form.words, [&](std::uint32_t word) { return views[word].is_heavy(); });
    };
    const PostingLists postings = list_forms(
        forms, views, [](const Form& form) -> const std::vector<std::uint32_t>& { return form.words; },
        [&](const Form& form, std::uint32_t) { return weighing(form) == 2 && heavy(form) == 2; });
    const PostingLists leads = list_forms(
        forms, views, [&](const Form& form) { return leads_of(form, views); },
        [&](const Form& form, std::uint32_t other) { return names::bounds.conflict_cost * views[other].weight > allowed_loss(form); });

    content.set_bytes(Section::names, texts_of_names_);
    content.set_bytes(Section::texts, texts);
    content.set(Section::words, words);
    content.set(Section::letters, letters);
    content.set(Section::sound_words, sound_words);
    content.set(Section::sound_letters, sound_letters);
    content.set(Section::forms, records);
    content.set(Section::form_words, form_words);
    content.set(Section::uses, uses);
    content.set(Section::posting_starts, postings.starts);
    content.set(Section::postings, postings.postings);
    content.set(Section::lead_starts, leads.starts);
    content.set(Section::leads, leads.postings);
    content.set(Section::runs, runs);
    *this = NameStore();
}

} // namespace tidewaiter::index
