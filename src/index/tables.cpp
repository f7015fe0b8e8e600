#include "index/tables.hpp"

#include "base/failure.hpp"

#include <algorithm>
#include <bit>

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

std::pair<std::size_t, std::size_t> stretch(const std::vector<std::uint32_t>& starts, std::size_t from, std::size_t to) {
    const std::size_t longest = starts.size() - 2;
    if (from > longest || from > to) {
        return {0, 0};
    }
    return {starts[from], starts[std::min(to, longest) + 1]};
}

} // namespace

Tables::Tables(const FileView& file)
    : names_(file.all(Section::names)), texts_(file.all(Section::texts)), words_(file.elements<WordRecord>(Section::words)),
      letters_(file.elements<std::uint32_t>(Section::letters)), sound_words_(file.elements<std::uint32_t>(Section::sound_words)),
      sound_letters_(file.elements<std::uint32_t>(Section::sound_letters)), forms_(file.elements<FormRecord>(Section::forms)),
      form_words_(file.elements<std::uint32_t>(Section::form_words)), uses_(file.elements<UseRecord>(Section::uses)),
      posting_starts_(file.elements<std::uint32_t>(Section::posting_starts)),
      postings_(file.elements<std::uint32_t>(Section::postings)), runs_(file.elements<RunRecord>(Section::runs)) {
    require(!forms_.empty() && posting_starts_.size() == words_.size() + 1 && letters_.size() <= words_.size());
    require(sound_words_.size() == letters_.size() && sound_letters_.size() == letters_.size());
    require_below(sound_words_, letters_.size());
    require_below(form_words_, words_.size());
    require_below(postings_, forms());
    for (const WordRecord& word : words_) {
        require(std::uint64_t{word.text_offset} + word.text_bytes + word.sound_bytes + word.legal_bytes <= texts_.size());
        require(word.text_bytes > 0 && word.kind <= static_cast<std::uint8_t>(names::PartKind::stop));
    }
    for (std::size_t i = 0; i + 1 < forms_.size(); ++i) {
        require(forms_[i].first_word <= forms_[i + 1].first_word && forms_[i].first_use <= forms_[i + 1].first_use);
        require(forms_[i + 1].first_word - forms_[i].first_word <= names::most_parts);
    }
    require(forms_.back().first_word == form_words_.size() && forms_.back().first_use == uses_.size());
    for (std::size_t i = 0; i + 1 < posting_starts_.size(); ++i) {
        require(posting_starts_[i] <= posting_starts_[i + 1]);
    }
    require(posting_starts_.back() == postings_.size());
    const std::uint64_t parties = file.header().parties;
    for (const UseRecord& use : uses_) {
        require(use.party < parties && std::uint64_t{use.name_offset} + use.name_bytes <= names_.size());
        require(use.use <= 3 && use.kind <= 3);
    }
    require(std::ranges::all_of(runs_, [&](const RunRecord& run) { return run.form < forms(); }));
    ready_.reserve(words_.size());
    for (const WordRecord& word : words_) {
        ready_.push_back(make_word(word));
    }
    by_length_ = starts_by_length(letters_.size(), [&](std::size_t i) { return std::size_t{words_[i].text_bytes}; });
    by_sound_length_ =
        starts_by_length(sound_words_.size(), [&](std::size_t i) { return std::size_t{words_[sound_words_[i]].sound_bytes}; });
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
    word.has_nicknames = record.has_nicknames != 0;
    return word;
}

void Tables::find_words(std::string_view text, std::vector<std::uint32_t>& into) const {
    const auto search = [&](std::size_t from, std::size_t to) {
        const auto order = [](std::string_view word) { return std::pair(word.size(), word); };
        const auto stretch_words = std::span(ready_).subspan(from, to - from);
        const auto found = std::ranges::equal_range(stretch_words, order(text), {}, [&](const names::Word& word) { return order(word.text); });
        for (const names::Word& word : found) {
            into.push_back(static_cast<std::uint32_t>(&word - ready_.data()));
        }
    };
    const auto [from, to] = stretch(by_length_, text.size(), text.size());
    search(from, to);
    search(letters_.size(), words_.size());
}

void Tables::find_sounding(std::string_view sound, std::vector<std::uint32_t>& into) const {
    const auto [from, to] = stretch(by_sound_length_, sound.size(), sound.size());
    const auto stretch_words = sound_words_.subspan(from, to - from);
    const auto found = std::ranges::equal_range(stretch_words, sound, {}, [&](std::uint32_t word) { return ready_[word].sound; });
    into.insert(into.end(), found.begin(), found.end());
}

void Tables::find_near(const names::Word& query, float least, std::vector<Near>& into) const {
    const std::size_t first = into.size();
    const auto consider = [&](std::uint32_t number) {
        const names::Agreement agreement = names::agree(query, word(number));
        if (agreement.value >= least) {
            into.push_back({number, agreement});
        }
    };
    // Length by length, because the edits that are left depend on both lengths.
    const auto scan = [&](const std::vector<std::uint32_t>& starts, std::span<const std::uint32_t> letters, std::size_t length,
                          std::uint32_t wanted, const auto& edits_for, const auto& number_of) {
        for (std::size_t other_length = 1; other_length + 1 < starts.size(); ++other_length) {
            const std::size_t edits = edits_for(length, other_length, least);
            if ((length > other_length ? length - other_length : other_length - length) > edits) {
                continue;
            }
            for (std::size_t i = starts[other_length]; i < starts[other_length + 1]; ++i) {
                const std::uint32_t other = letters[i];
                if (static_cast<std::size_t>(std::popcount(other & ~wanted)) <= edits &&
                    static_cast<std::size_t>(std::popcount(wanted & ~other)) <= edits) {
                    consider(number_of(i));
                }
            }
        }
    };
    scan(by_length_, letters_, query.text.size(), query.text_letters, names::edits_within,
         [](std::size_t i) { return static_cast<std::uint32_t>(i); });
    scan(by_sound_length_, sound_letters_, query.sound.size(), query.sound_letters, names::sound_edits_within,
         [&](std::size_t i) { return sound_words_[i]; });
    const auto found = std::ranges::subrange(into.begin() + static_cast<std::ptrdiff_t>(first), into.end());
    std::ranges::sort(found, {}, &Near::word);
    const auto repeated = std::ranges::unique(found, {}, &Near::word);
    into.erase(repeated.begin(), repeated.end());
}

std::span<const RunRecord> Tables::find_runs(std::uint32_t key) const {
    const auto found = std::ranges::equal_range(runs_, key, {}, &RunRecord::key);
    return {found.begin(), found.end()};
}

} // namespace tidewaiter::index
