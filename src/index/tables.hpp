// The sections that a search walks through, checked and ready: words, forms, postings.
#pragma once

#include "index/file.hpp"
#include "names/name.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace tidewaiter::index {

/// Views into the mapped file. Everything that is used as a number of something is checked to be one.
class Tables {
public:
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
    std::span<const std::uint32_t> forms_of(std::uint32_t word) const {
        return postings_.subspan(posting_starts_[word], posting_starts_[word + 1] - posting_starts_[word]);
    }
    const FormRecord& form(std::uint32_t number) const { return forms_[number]; }
    bool is_person(std::uint32_t form) const { return (forms_[form].flags & form_is_person) != 0; }
    std::string_view name(const UseRecord& use) const { return names_.substr(use.name_offset, use.name_bytes); }

    /// Words with exactly this text, of any kind: at most two stretches, the heavy ones first.
    void find_words(std::string_view text, std::vector<std::uint32_t>& into) const;
    /// Heavy words whose sound is exactly this.
    void find_sounding(std::string_view sound, std::vector<std::uint32_t>& into) const;
    /// Heavy words that agree with `query` by at least `least`, found by their letters and those of their sounds.
    struct Near {
        std::uint32_t word;
        names::Agreement agreement;
    };
    void find_near(const names::Word& query, float least, std::vector<Near>& into) const;
    /// Forms that have a run with this key.
    std::span<const RunRecord> find_runs(std::uint32_t key) const;

private:
    names::Word make_word(const WordRecord& record) const;

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
    std::span<const std::uint32_t> postings_;
    std::span<const RunRecord> runs_;
    std::vector<names::Word> ready_; // the words as the comparison wants them
    // Where the words, and the sounds, of each length start; the last element is the end.
    std::vector<std::uint32_t> by_length_;
    std::vector<std::uint32_t> by_sound_length_;
};

} // namespace tidewaiter::index
