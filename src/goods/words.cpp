#include "goods/words.hpp"

#include "base/csv.hpp"
#include "base/embedded.hpp"
#include "base/failure.hpp"
#include "base/utf8.hpp"
#include "text/fold.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <unordered_map>

TIDEWAITER_EMBEDDED(hs_words_csv);

namespace tidewaiter::goods {

using base::Failure;
using base::FailureKind;

namespace {

struct DescriptionLimits {
    std::uint64_t field_bytes = 20'000; ///< the longest official text has under 1,000 characters
    std::size_t rows = 200'000;         ///< national nomenclatures have about 20,000
};

/// Words that say nothing about goods.
constexpr std::array<std::string_view, 36> empty_words{
    "a",    "an",   "and",  "any",   "as",   "at",    "by",    "containing", "etc",  "excl",   "excluding", "for",
    "from", "in",   "into", "kind",  "nes",  "nesoi", "not",   "of",         "on",   "or",     "other",     "such",
    "than", "that", "the",  "their", "then", "there", "these", "this",       "to",   "whether", "which",    "with"};

bool is_empty_word(std::string_view word) { return std::ranges::binary_search(empty_words, word); }

/// Folded words of a text that say something, in order.
std::vector<std::pair<std::string, std::string>> words_in(std::string_view text) {
    std::vector<std::pair<std::string, std::string>> words; // folded, stem
    for (const text::Token& token : text::fold(text).tokens) {
        std::string stem = to_stem(token.text);
        if (!is_empty_word(token.text) && !is_empty_word(stem)) {
            words.emplace_back(token.text, std::move(stem));
        }
    }
    return words;
}

std::size_t column_of(const std::string& path, const std::vector<std::string>& header, std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names) {
        const auto found = std::ranges::find(header, name);
        if (found != header.end()) {
            return static_cast<std::size_t>(found - header.begin());
        }
    }
    throw Failure(FailureKind::bad_input, fmt::format("{}: no column called {}", path, *names.begin()),
                  "A file of descriptions has the columns hs and description.");
}

} // namespace

std::string to_stem(std::string_view word) {
    const auto ends = [&](std::string_view ending) { return word.size() > ending.size() + 1 && word.ends_with(ending); };
    const auto without = [&](std::size_t letters, std::string_view instead) {
        return fmt::format("{}{}", word.substr(0, word.size() - letters), instead);
    };
    if (word.size() <= 3 || ends("ss") || ends("us") || ends("is")) {
        return std::string(word);
    }
    if (word.size() > 4 && ends("ies")) {
        return without(3, "y");
    }
    if (word.ends_with("knives")) {
        return without(3, "fe");
    }
    // shelves, leaves, loaves; but valves and sleeves only lose the s.
    if ((ends("lves") || word.ends_with("leaves") || word.ends_with("loaves")) && !word.ends_with("valves")) {
        return without(3, "f");
    }
    if (ends("sses") || ends("shes") || ends("ches") || ends("xes") || ends("zzes")) {
        return without(2, "");
    }
    return ends("s") ? without(1, "") : std::string(word);
}

std::uint32_t WordTable::term_of(const std::string& stem) {
    const auto [found, is_new] = terms_.emplace(stem, static_cast<std::uint32_t>(postings_.size()));
    if (is_new) {
        postings_.emplace_back();
    }
    return found->second;
}

double WordTable::weight_of(std::uint32_t term) const {
    const double having = std::max(1.0, static_cast<double>(postings_[term].size()));
    return std::log1p(static_cast<double>(entries_.size()) / having);
}

WordTable::WordTable(std::vector<WordRow> rows) {
    std::ranges::stable_sort(rows, {}, &WordRow::hs);
    entries_.reserve(rows.size());
    for (WordRow& row : rows) {
        const auto number = static_cast<std::uint32_t>(entries_.size());
        std::map<std::uint32_t, bool> terms;
        for (const auto& [folded, stem] : words_in(row.words)) {
            terms[term_of(stem)] = true;
        }
        for (const auto& [folded, stem] : words_in(row.also)) {
            terms.emplace(term_of(stem), false);
        }
        Entry entry{std::move(row), {}, 0};
        const bool chapter = entry.row.hs.size() < 4; // too wide to be a proposal
        for (const auto& [term, own] : terms) {
            if (!chapter) {
                postings_[term].push_back({number, own});
            }
            if (own) {
                entry.own.push_back(term);
            }
        }
        entries_.push_back(std::move(entry));
    }
    for (Entry& entry : entries_) {
        for (const std::uint32_t term : entry.own) {
            entry.weight += weight_of(term);
        }
    }
}

std::vector<Proposal> WordTable::propose(std::string_view description, std::size_t limit) const {
    struct Met {
        double query = 0;
        double own = 0;
        std::string because;
    };

    const double weight_of_unknown = std::log1p(static_cast<double>(entries_.size()));
    std::unordered_map<std::uint32_t, Met> met;
    std::set<std::string> seen;
    double all = 0;
    for (const auto& [folded, stem] : words_in(description)) {
        if (!seen.insert(stem).second) {
            continue;
        }
        const auto term = terms_.find(stem);
        if (term == terms_.end()) {
            all += weight_of_unknown;
            continue;
        }
        const double weight = weight_of(term->second);
        all += weight;
        for (const Posting& posting : postings_[term->second]) {
            Met& entry = met[posting.entry];
            entry.query += weight;
            entry.own += posting.own ? weight : weight / 2;
            entry.because += entry.because.empty() ? folded : " " + folded;
        }
    }
    std::vector<Proposal> proposals;
    for (auto& [number, entry] : met) {
        const Entry& row = entries_[number];
        const double own = row.weight > 0 ? std::min(1.0, entry.own / row.weight) : 0;
        proposals.push_back({row.row.hs, entry.query / all * (0.6 + 0.4 * own), std::move(entry.because), row.row.words});
    }
    // The table of hits has no order of its own; the code settles ties.
    std::ranges::sort(proposals, [](const Proposal& a, const Proposal& b) { return a.score != b.score ? a.score > b.score : a.hs < b.hs; });
    if (proposals.size() > limit) {
        proposals.resize(limit);
    }
    return proposals;
}

const WordTable::Entry* WordTable::find(std::string_view digits) const {
    const auto found =
        std::ranges::lower_bound(entries_, digits, {}, [](const Entry& entry) { return std::string_view(entry.row.hs); });
    return found != entries_.end() && found->row.hs == digits ? &*found : nullptr;
}

bool WordTable::has(std::string_view digits) const { return find(digits) != nullptr; }

std::string_view WordTable::words_of(std::string_view digits) const {
    for (std::size_t length = std::min<std::size_t>(digits.size(), 10); length >= 2; length -= 2) {
        if (const Entry* entry = find(digits.substr(0, length)); entry != nullptr) {
            return entry->row.words;
        }
    }
    return {};
}

WordTable builtin_words() {
    const base::CsvTable table("hs_words.csv", embedded_hs_words_csv());
    std::vector<WordRow> rows;
    for (const auto& row : table.rows()) {
        rows.push_back({row[0], row[1], row[2]});
    }
    return WordTable(std::move(rows));
}

WordTable load_words(const std::string& path) {
    const DescriptionLimits limits;
    const auto source = base::open_source(path);
    base::CsvReader reader(*source, {}, {.field_bytes = limits.field_bytes, .fields = 256});
    base::CsvRecord record;
    std::vector<WordRow> rows;
    if (!reader.next(record)) {
        throw Failure(FailureKind::bad_input, fmt::format("{}: the file is empty", path), "A file of descriptions has the columns hs and description.");
    }
    std::vector<std::string> header;
    for (const std::string_view field : record.fields) {
        header.push_back(text::fold(field).joined());
    }
    const std::size_t hs = column_of(path, header, {"hs", "hs6", "hs code", "code", "cn8"});
    const std::size_t description = column_of(path, header, {"description", "text", "product", "name"});
    while (reader.next(record)) {
        const std::string_view code_text = hs < record.fields.size() ? record.fields[hs] : std::string_view();
        const auto code = HsCode::parse(code_text);
        if (!record.problem.empty() || !code || description >= record.fields.size()) {
            throw Failure(FailureKind::bad_input,
                          fmt::format("{}, line {}: {}", path, record.line,
                                      !record.problem.empty() ? record.problem : !code ? code.error().message : "no description"),
                          "Mend or remove the line; a file of descriptions has the columns hs and description.");
        }
        rows.push_back({code->digits(), base::squash(record.fields[description]), {}});
        if (rows.size() > limits.rows) {
            throw Failure(FailureKind::bad_input, fmt::format("{}: more than {} rows", path, limits.rows),
                          "A nomenclature has about 20,000 codes: this is another file.");
        }
    }
    return WordTable(std::move(rows));
}

std::string_view words_table() { return embedded_hs_words_csv(); }

} // namespace tidewaiter::goods
