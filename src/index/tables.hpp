// The sections that a search walks through, checked and ready: words, forms, postings.
#pragma once

#include "index/file.hpp"
#include "names/name.hpp"
#include "names/transliteration.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::index {

/// Views into the mapped file. Everything that is used as a number of something is checked to be one.
class Tables {
public:
    /// A heavy word that agrees with a word asked for, with what a search needs of it at hand.
    struct Near {
        std::uint32_t word;
        names::Agreement agreement;
        float weight;
        std::uint32_t first_lead; ///< of led_by(word)
        std::uint32_t leads;
    };

    /// Errors: Failure(bad_input) when a block is damaged or a number points outside.
    explicit Tables(const FileView& file);

    std::size_t words() const { return words_.size(); }
    std::size_t heavy_words() const { return letters_.size(); }
    std::size_t forms() const { return forms_.size() - 1; }

    const names::Word& word(std::uint32_t number) const { return ready_[number]; }
    std::span<const std::uint32_t> words_of(std::uint32_t form) const {
        return form_words_.subspan(forms_[form].first_word, forms_[form + 1].first_word - forms_[form].first_word);
    }
    std::span<const UseRecord> uses_of(std::uint32_t form) const {
        return uses_.subspan(forms_[form].first_use, forms_[form + 1].first_use - forms_[form].first_use);
    }
    std::span<const Posting> forms_of(std::uint32_t word) const {
        return postings_.subspan(posting_starts_[word], posting_starts_[word + 1] - posting_starts_[word]);
    }
    /// Forms that the word leads (lead_cutoff); none that has an initial.
    std::span<const Posting> led_by(const Near& near) const { return leads_.subspan(near.first_lead, near.leads); }
    /// Weight of a heavy word; 0 for a light one.
    float heavy_weight(std::uint32_t word) const { return heavy_weights_[word]; }
    /// Words that are initials.
    std::span<const std::uint32_t> initials() const { return initials_; }
    /// Forms without initials come first, by their heavy weight: the first of them that weighs so much or more.
    std::uint32_t first_form(float weight) const;
    /// A form not behind that one, found at once.
    std::uint32_t first_form_roughly(float weight) const { return by_weight_[weight_bucket(weight)]; }
    std::uint32_t first_initial_form() const { return first_initial_form_; }
    /// The heavy words of a form and its initials, where they are few enough, and the weight of the heavy ones.
    struct Brief {
        static constexpr std::uint32_t no_word = 0xFFFF'FFFF;
        static constexpr std::uint32_t too_many = 0xFFFF'FFFE; ///< in words[0]: see words_of
        std::array<std::uint32_t, 5> words;
        float heavy_weight;
    };
    const Brief& brief(std::uint32_t form) const { return briefs_[form]; }
    /// Fetch into the cache what will be asked for soon.
    void expect_brief(std::uint32_t form) const { __builtin_prefetch(&briefs_[form]); }
    void expect_starts_of(const Near& near) const { __builtin_prefetch(&posting_starts_[near.word]); }
    void expect_forms_of(const Near& near) const { __builtin_prefetch(postings_.data() + posting_starts_[near.word]); }
    void expect_led_by(const Near& near) const { __builtin_prefetch(leads_.data() + near.first_lead); }
    void expect_words_of(std::uint32_t form) const {
        for (const std::uint32_t word : words_of(form)) {
            __builtin_prefetch(&ready_[word]);
        }
    }
    const FormRecord& form(std::uint32_t number) const { return forms_[number]; }
    bool is_person(std::uint32_t form) const { return (forms_[form].flags & form_is_person) != 0; }
    std::string_view name(const UseRecord& use) const { return names_.substr(use.name_offset, use.name_bytes); }

    /// Words with exactly this text, of any kind: at most two stretches, the heavy ones first.
    void find_words(std::string_view text, std::vector<std::uint32_t>& into) const;
    /// Heavy words whose sound is exactly this.
    void find_sounding(std::string_view sound, std::vector<std::uint32_t>& into) const;
    Near make_near(std::uint32_t word, const names::Agreement& agreement) const {
        return {word, agreement, heavy_weights_[word], lead_starts_[word], lead_starts_[word + 1] - lead_starts_[word]};
    }
    /// Heavy words that agree with `query` by at least `least`, found by their letters and those of their sounds.
    /// Working memory of find_near.
    struct ScanRoom {
        std::vector<std::uint32_t> places;
        std::vector<std::uint32_t> found;
        std::vector<names::Spelling> spelt;
    };
    void find_near(const names::Word& query, float least, ScanRoom& room, std::vector<Near>& into) const;
    /// Forms that have a run with this key.
    std::span<const RunRecord> find_runs(std::uint32_t key) const;

private:
    void check(std::uint64_t parties) const;
    names::Word make_word(const WordRecord& record) const;
    void find_across(const names::Word& query, std::vector<names::Spelling>& into) const;
    void make_word_slots();
    void make_briefs();

    static constexpr float buckets_by_weight = 32; // a unit of weight
    std::size_t weight_bucket(float weight) const {
        return weight <= 0 ? 0 : std::min(static_cast<std::size_t>(weight * buckets_by_weight), by_weight_.size() - 1);
    }

    std::string_view names_;
    std::string_view texts_;
    std::span<const WordRecord> words_;
    std::span<const std::uint32_t> letters_;
    std::span<const std::uint32_t> sound_words_;
    std::span<const std::uint32_t> sound_letters_;
    std::span<const FormRecord> forms_;
    std::span<const std::uint32_t> form_words_;
    std::span<const UseRecord> uses_;
    std::span<const std::uint32_t> posting_starts_;
    std::span<const Posting> postings_;
    std::span<const std::uint32_t> lead_starts_;
    std::span<const Posting> leads_;
    std::span<const RunRecord> runs_;
    std::vector<names::Word> ready_; // the words as the comparison wants them
    // Where the words, and the sounds, of each length start; the last element is the end.
    std::vector<std::uint32_t> by_length_;
    std::vector<std::uint32_t> by_sound_length_;
    // The texts of the heavy words, and the sounds in the order of sound_words_, as scan_words wants them.
    std::string scanned_texts_;
    std::string scanned_sounds_;
    std::vector<std::uint32_t> doubled_letters_;
    std::vector<std::uint32_t> doubled_sounds_;
    // Heavy words by script: Latin ones, and those that Latin words may spell.
    std::array<names::SpelledWords, static_cast<std::size_t>(text::Script::other) + 1> spelled_words_;
    std::vector<float> heavy_weights_;
    std::vector<Brief> briefs_;
    std::vector<std::uint32_t> initials_;
    std::uint32_t first_initial_form_ = 0;
    std::vector<std::uint32_t> by_weight_; // by bucket: the first form of that weight or more
    // Words by the hash of their text, and places in sound_words_ by that of the sound: number + 1, or 0 for an empty slot.
    std::vector<std::uint32_t> word_slots_;
    std::vector<std::uint32_t> sound_slots_;
    // Where the runs start whose keys have these highest bits.
    std::vector<std::uint32_t> run_starts_;
    unsigned run_shift_ = 0;
};

} // namespace tidewaiter::index
