#include "index/tables.hpp"

#include "base/failure.hpp"
#include "base/hash.hpp"
#include "index/word_scan.hpp"
#include "names/transliteration.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>
#include <optional>

namespace tidewaiter::index {

namespace {

[[noreturn]] void inconsistent() {
    throw base::Failure(base::FailureKind::bad_input, "the index contradicts itself",
                        "Build it again: tidewaiter build LIST... --output FILE");
}

void require(bool holds) {
    if (!holds) {
        inconsistent();
    }
}

void require_below(std::span<const std::uint32_t> numbers, std::size_t limit) {
    require(std::ranges::all_of(numbers, [limit](std::uint32_t number) { return number < limit; }));
}

/// starts[n]: how many of the lengths, which rise, are below n.
std::vector<std::uint32_t> starts_by_length(std::size_t count, const auto& length_of) {
    std::vector<std::uint32_t> starts{0};
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t length = length_of(i);
        require(length + 1 >= starts.size());
        while (starts.size() <= length) {
            starts.push_back(static_cast<std::uint32_t>(i));
        }
    }
    starts.push_back(static_cast<std::uint32_t>(count));
    return starts;
}

std::pair<bool, float> order_of(const FormRecord& form) { return {(form.flags & form_has_initial) != 0, form.heavy_weight}; }

} // namespace

Tables::Tables(const FileView& file)
    : names_(file.all(Section::names)), texts_(file.all(Section::texts)), words_(file.elements<WordRecord>(Section::words)),
      letters_(file.elements<std::uint32_t>(Section::letters)), sound_words_(file.elements<std::uint32_t>(Section::sound_words)),
      sound_letters_(file.elements<std::uint32_t>(Section::sound_letters)), forms_(file.elements<FormRecord>(Section::forms)),
      form_words_(file.elements<std::uint32_t>(Section::form_words)), uses_(file.elements<UseRecord>(Section::uses)),
      posting_starts_(file.elements<std::uint32_t>(Section::posting_starts)), postings_(file.elements<Posting>(Section::postings)),
      lead_starts_(file.elements<std::uint32_t>(Section::lead_starts)), leads_(file.elements<Posting>(Section::leads)),
      runs_(file.elements<RunRecord>(Section::runs)) {
    check(file.header().parties);
    ready_.reserve(words_.size());
    heavy_weights_.reserve(words_.size());
    for (const WordRecord& word : words_) {
        ready_.push_back(make_word(word));
        heavy_weights_.push_back(ready_.back().is_heavy() ? ready_.back().weight : 0);
    }
    by_length_ = starts_by_length(letters_.size(), [&](std::size_t i) { return std::size_t{words_[i].text_bytes}; });
    by_sound_length_ =
        starts_by_length(sound_words_.size(), [&](std::size_t i) { return std::size_t{words_[sound_words_[i]].sound_bytes}; });
    for (std::size_t i = 0; i < letters_.size(); ++i) {
        scanned_texts_ += ready_[i].text;
        doubled_letters_.push_back(doubled_letters(ready_[i].text));
        scanned_sounds_ += ready_[sound_words_[i]].sound;
        doubled_sounds_.push_back(doubled_letters(ready_[sound_words_[i]].sound));
        if (ready_[i].script == text::Script::latin || names::is_transliterated(ready_[i].script)) {
            spelled_words_[static_cast<std::size_t>(ready_[i].script)].add(static_cast<std::uint32_t>(i), ready_[i].text);
        }
    }
    scanned_texts_.append(text_padding, '\0');
    scanned_sounds_.append(text_padding, '\0');
    for (std::uint32_t word = static_cast<std::uint32_t>(letters_.size()); word < ready_.size(); ++word) {
        if (ready_[word].kind == names::PartKind::initial) {
            initials_.push_back(word);
        }
    }
    make_word_slots();
    make_briefs();

    const auto has_initial = [](const FormRecord& form) { return (form.flags & form_has_initial) != 0; };
    const auto listed = forms_.first(forms());
    first_initial_form_ = static_cast<std::uint32_t>(std::ranges::find_if(listed, has_initial) - listed.begin());
    by_weight_.push_back(0);
    for (std::uint32_t form = 0; form < first_initial_form_; ++form) {
        const auto bucket = static_cast<std::size_t>(forms_[form].heavy_weight * buckets_by_weight);
        while (by_weight_.size() <= bucket) {
            by_weight_.push_back(form);
        }
    }
    by_weight_.push_back(first_initial_form_);

    // About four runs to a start.
    const auto bits = static_cast<unsigned>(std::bit_width(runs_.size() / 4 + 1));
    run_shift_ = 32 - std::min(bits, 31U);
    run_starts_.assign((std::size_t{1} << (32 - run_shift_)) + 1, 0);
    for (const RunRecord& run : runs_) {
        ++run_starts_[(run.key >> run_shift_) + 1];
    }
    std::partial_sum(run_starts_.begin(), run_starts_.end(), run_starts_.begin());
}

void Tables::check(std::uint64_t parties) const {
    require(!forms_.empty() && posting_starts_.size() == words_.size() + 1 && lead_starts_.size() == words_.size() + 1);
    require(letters_.size() <= words_.size() && sound_words_.size() == letters_.size() && sound_letters_.size() == letters_.size());
    require_below(sound_words_, letters_.size());
    require_below(form_words_, words_.size());
    for (const WordRecord& word : words_) {
        require(std::uint64_t{word.text_offset} + word.text_bytes + word.sound_bytes + word.legal_bytes <= texts_.size());
        require(word.text_bytes > 0 && word.kind <= static_cast<std::uint8_t>(names::PartKind::stop));
        require(word.script <= static_cast<std::uint8_t>(text::Script::other));
    }
    for (std::size_t i = 0; i + 1 < forms_.size(); ++i) {
        require(forms_[i].first_word <= forms_[i + 1].first_word && forms_[i].first_use <= forms_[i + 1].first_use);
        require(forms_[i + 1].first_word - forms_[i].first_word <= names::most_parts);
        require(forms_[i].heavy_weight >= 0 && forms_[i].heavy_weight <= static_cast<float>(names::most_parts));
        require(i == 0 || order_of(forms_[i - 1]) <= order_of(forms_[i]));
    }
    require(forms_.back().first_word == form_words_.size() && forms_.back().first_use == uses_.size());
    for (const auto& [starts, numbers] : {std::pair(posting_starts_, postings_), std::pair(lead_starts_, leads_)}) {
        require(starts.front() == 0 && std::ranges::is_sorted(starts) && starts.back() == numbers.size());
        for (const Posting& posting : numbers) {
            require(posting.form < forms() && (posting.other_word() < words_.size() || posting.other_word() == Posting::no_word));
        }
    }
    for (const UseRecord& use : uses_) {
        require(use.party < parties && std::uint64_t{use.name_offset} + use.name_bytes <= names_.size());
        require(use.use <= 3 && use.kind <= 3);
    }
    require(std::ranges::all_of(runs_, [&](const RunRecord& run) {
        return run.form < forms() && (run.other_word() < words_.size() || run.other_word() == Posting::no_word);
    }));
    require(std::ranges::is_sorted(runs_, {}, &RunRecord::key));
}

names::Word Tables::make_word(const WordRecord& record) const {
    names::Word word;
    word.text = texts_.substr(record.text_offset, record.text_bytes);
    word.sound = texts_.substr(record.text_offset + record.text_bytes, record.sound_bytes);
    word.legal_class = texts_.substr(record.text_offset + record.text_bytes + record.sound_bytes, record.legal_bytes);
    word.text_letters = record.text_letters;
    word.sound_letters = record.sound_letters;
    word.number = record.number;
    word.kind = static_cast<names::PartKind>(record.kind);
    word.weight = names::weight_of(word.kind, record.rarity, word.text.size());
    word.rarity = record.rarity;
    word.has_nicknames = (record.traits & word_has_nicknames) != 0;
    word.is_known = (record.traits & word_is_known) != 0;
    word.script = static_cast<text::Script>(record.script);
    return word;
}

namespace {

/// Slots for so many keys, about half of them empty.
std::vector<std::uint32_t> make_slots(std::size_t keys) { return std::vector<std::uint32_t>(std::bit_ceil(2 * keys + 1), 0); }

std::size_t slot_of(std::string_view text, const std::vector<std::uint32_t>& slots) { return base::to_xxh3(text) & (slots.size() - 1); }

void put(std::vector<std::uint32_t>& slots, std::string_view text, std::size_t number) {
    std::size_t at = slot_of(text, slots);
    while (slots[at] != 0) {
        at = (at + 1) & (slots.size() - 1);
    }
    slots[at] = static_cast<std::uint32_t>(number + 1);
}

} // namespace

/// Words of one text come in the order of their numbers, since each goes to the first empty slot.
void Tables::make_word_slots() {
    word_slots_ = make_slots(ready_.size());
    for (std::size_t i = 0; i < ready_.size(); ++i) {
        put(word_slots_, ready_[i].text, i);
    }
    sound_slots_ = make_slots(sound_words_.size());
    for (std::size_t i = 0; i < sound_words_.size(); ++i) {
        const std::string_view sound = ready_[sound_words_[i]].sound;
        if (i == 0 || ready_[sound_words_[i - 1]].sound != sound) {
            put(sound_slots_, sound, i);
        }
    }
}

void Tables::make_briefs() {
    briefs_.reserve(forms());
    for (std::uint32_t form = 0; form < forms(); ++form) {
        Brief brief{{}, forms_[form].heavy_weight};
        brief.words.fill(Brief::no_word);
        std::size_t count = 0;
        for (const std::uint32_t word : words_of(form)) {
            if (!ready_[word].is_heavy() && ready_[word].kind != names::PartKind::initial) {
                continue;
            }
            if (count == brief.words.size()) {
                brief.words[0] = Brief::too_many;
                break;
            }
            brief.words[count++] = word;
        }
        briefs_.push_back(brief);
    }
}

std::uint32_t Tables::first_form(float weight) const {
    const auto first = forms_.begin() + first_form_roughly(weight);
    const auto last = forms_.begin() + first_initial_form_;
    return static_cast<std::uint32_t>(std::partition_point(first, last, [&](const FormRecord& form) { return form.heavy_weight < weight; }) -
                                      forms_.begin());
}

void Tables::find_words(std::string_view text, std::vector<std::uint32_t>& into) const {
    for (std::size_t at = slot_of(text, word_slots_); word_slots_[at] != 0; at = (at + 1) & (word_slots_.size() - 1)) {
        if (ready_[word_slots_[at] - 1].text == text) {
            into.push_back(word_slots_[at] - 1);
        }
    }
}

void Tables::find_sounding(std::string_view sound, std::vector<std::uint32_t>& into) const {
    for (std::size_t at = slot_of(sound, sound_slots_); sound_slots_[at] != 0; at = (at + 1) & (sound_slots_.size() - 1)) {
        std::size_t i = sound_slots_[at] - 1;
        if (ready_[sound_words_[i]].sound == sound) {
            for (; i < sound_words_.size() && ready_[sound_words_[i]].sound == sound; ++i) {
                into.push_back(sound_words_[i]);
            }
            return;
        }
    }
}

/// A Latin word may agree with any word of another script, and the reverse, however many letters differ: all are asked.
/// Words of equal text are found by their edits.
void Tables::find_across(const names::Word& query, std::vector<names::Spelling>& into) const {
    constexpr auto latin = static_cast<std::size_t>(text::Script::latin);
    if (query.script != text::Script::latin) {
        names::find_spellings(query.script, query.text, false, spelled_words_[latin], into);
        return;
    }
    for (std::size_t script = 0; script < spelled_words_.size(); ++script) {
        if (script != latin) {
            names::find_spellings(static_cast<text::Script>(script), query.text, true, spelled_words_[script], into);
        }
    }
}

void Tables::find_near(const names::Word& query, float least, ScanRoom& room, std::vector<Near>& into) const {
    room.found.clear();
    // Length by length, because the edits that are left depend on both lengths.
    const auto scan = [&](const std::vector<std::uint32_t>& starts, const WordStretch& all, WantedWord wanted, const auto& edits_for) {
        const std::size_t length = wanted.text.size();
        const char* texts = all.texts;
        for (std::size_t other = 0; other + 1 < starts.size(); ++other) {
            const std::uint32_t first = starts[other];
            const std::size_t count = starts[other + 1] - first;
            wanted.edits = edits_for(length, other, least);
            if (count > 0 && (length > other ? length - other : other - length) <= wanted.edits) {
                const auto numbers = all.numbers.empty() ? all.numbers : all.numbers.subspan(first, count);
                scan_words(wanted, {other, all.letters.subspan(first, count), all.doubled.subspan(first, count), texts, numbers, first},
                           room.places, room.found);
            }
            texts += count * other;
        }
    };
    scan(by_length_, {0, letters_, doubled_letters_, scanned_texts_.data(), {}, 0},
         {query.text, query.text_letters, doubled_letters(query.text), 0}, names::edits_within);
    scan(by_sound_length_, {0, sound_letters_, doubled_sounds_, scanned_sounds_.data(), sound_words_, 0},
         {query.sound, query.sound_letters, doubled_letters(query.sound), 0}, names::sound_edits_within);
    std::ranges::sort(room.found);
    const auto repeated = std::ranges::unique(room.found);
    room.found.erase(repeated.begin(), repeated.end());
    room.spelt.clear();
    find_across(query, room.spelt);
    into.reserve(into.size() + room.found.size() + room.spelt.size());
    const auto add = [&](std::uint32_t number, const names::Agreement& agreement) {
        if (agreement.value >= least) {
            into.push_back(make_near(number, agreement));
        }
    };
    for (const std::uint32_t number : room.found) {
        const names::Word& word = ready_[number];
        if (word.text == query.text || !names::are_across(query, word)) {
            add(number, names::agree(query, word));
        }
    }
    for (const names::Spelling& spelling : room.spelt) {
        const names::Word& word = ready_[spelling.number];
        if (word.text != query.text) {
            add(spelling.number, names::agree_across(query, word, spelling.agreement));
        }
    }
}

std::span<const RunRecord> Tables::find_runs(std::uint32_t key) const {
    const std::uint32_t bucket = key >> run_shift_;
    const auto near = runs_.subspan(run_starts_[bucket], run_starts_[bucket + 1] - run_starts_[bucket]);
    const auto found = std::ranges::equal_range(near, key, {}, &RunRecord::key);
    return {found.begin(), found.end()};
}

} // namespace tidewaiter::index
