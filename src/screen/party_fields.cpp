#include "screen/party_fields.hpp"

#include "base/csv.hpp"
#include "base/embedded.hpp"
#include "base/failure.hpp"
#include "base/utf8.hpp"
#include "text/fold.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <unordered_map>
#include <vector>

TIDEWAITER_EMBEDDED(party_fields_csv);
TIDEWAITER_EMBEDDED(intermediary_words_csv);

namespace tidewaiter::screen {

namespace {

/// Longest text that can be a phrase of the table; longer ones are looked at for fronts only.
constexpr std::size_t phrase_bytes = 80;

std::string to_key(std::string_view text) { return text::fold(text).joined(); }


struct Front {
    std::vector<std::string> words; // folded
    NameState state = NameState::named;
};

struct Phrases {
    std::unordered_map<std::string, NameState> whole;
    std::vector<Front> fronts; // longest first
};

NameState to_state(std::string_view meaning) {
    if (meaning == "to_order") {
        return NameState::to_order;
    }
    if (meaning == "not_given") {
        return NameState::not_given;
    }
    if (meaning == "same_as") {
        return NameState::same_as;
    }
    return NameState::named; // courtesy, care_of: what follows is the name
}

std::vector<std::string> to_words(std::string_view text) {
    std::vector<std::string> words;
    for (text::Token& token : text::fold(text).tokens) {
        words.push_back(std::move(token.text));
    }
    return words;
}

const Phrases& phrases() {
    static const Phrases made = [] {
        Phrases p;
        const base::CsvTable table("party_fields.csv", embedded_party_fields_csv());
        const std::size_t text = table.column("text");
        const std::size_t match = table.column("match");
        const std::size_t meaning = table.column("meaning");
        for (const auto& row : table.rows()) {
            if (row[match] == "front") {
                p.fronts.push_back({to_words(row[text]), to_state(row[meaning])});
            } else if (row[match] == "whole") {
                p.whole.emplace(to_key(row[text]), to_state(row[meaning]));
            } else {
                throw base::Failure(base::FailureKind::bad_input, fmt::format("party_fields.csv: match is '{}'", row[match]));
            }
        }
        std::ranges::stable_sort(p.fronts, [](const Front& a, const Front& b) { return a.words.size() > b.words.size(); });
        return p;
    }();
    return made;
}

/// Cuts as many words off the front of the text as the phrase has. A word ends at a blank or, within "M/S", nowhere:
/// the cut goes by the folded words that each blank-parted piece holds.
std::string_view cut_words(std::string_view text, std::size_t words) {
    std::size_t taken = 0;
    while (taken < words && !text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        taken += text::fold(text.substr(0, end)).tokens.size();
        text = base::trim(text.substr(end));
    }
    while (text.starts_with(':') || text.starts_with('.') || text.starts_with(',')) {
        text = base::trim(text.substr(1));
    }
    return taken == words ? text : std::string_view();
}

bool starts_with(const std::vector<text::Token>& tokens, const std::vector<std::string>& words) {
    return tokens.size() > words.size() &&
           std::ranges::equal(words, std::vector<text::Token>(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(words.size())), {}, {},
                              &text::Token::text);
}

} // namespace

std::string_view to_text(NameState state) {
    switch (state) {
    case NameState::named: return "named";
    case NameState::empty: return "empty";
    case NameState::to_order: return "to order";
    case NameState::not_given: return "not given";
    case NameState::same_as: return "same as another";
    case NameState::no_letters: return "no letters";
    }
    return "";
}

PartyName read_party_name(std::string_view text) {
    text = base::trim(text);
    if (text.empty()) {
        return {NameState::empty, {}, false};
    }
    const text::Folded folded = text::fold(text);
    if (folded.tokens.empty()) {
        return {NameState::no_letters, {}, false};
    }
    if (text.size() <= phrase_bytes) {
        const auto whole = phrases().whole.find(folded.joined());
        if (whole != phrases().whole.end()) {
            return {whole->second, {}, whole->second == NameState::to_order};
        }
    }
    for (const Front& front : phrases().fronts) {
        if (!starts_with(folded.tokens, front.words)) {
            continue;
        }
        const std::string_view rest = cut_words(text, front.words.size());
        if (rest.empty()) {
            continue;
        }
        PartyName name = read_party_name(rest);
        if (name.state != NameState::named && front.state == NameState::to_order) {
            return {NameState::to_order, {}, true};
        }
        name.to_order = name.to_order || front.state == NameState::to_order;
        return name;
    }
    return {NameState::named, text, false};
}

namespace {

struct Word {
    Intermediary kind = Intermediary::none;
    int weight = 0;
};

struct Words {
    std::unordered_map<std::string, Word> spaced;
    std::vector<std::pair<std::string, Word>> joined; // scripts without blanks: looked for inside the name
};

const Words& words() {
    static const Words made = [] {
        Words w;
        const base::CsvTable table("intermediary_words.csv", embedded_intermediary_words_csv());
        const std::size_t text = table.column("word");
        const std::size_t kind = table.column("kind");
        const std::size_t weight = table.column("weight");
        for (const auto& row : table.rows()) {
            Word word{row[kind] == "bank" ? Intermediary::bank : Intermediary::forwarder, row[weight] == "2" ? 2 : 1};
            if (text::script_of(row[text]) == text::Script::han) {
                w.joined.emplace_back(row[text], word);
            } else {
                w.spaced.emplace(to_key(row[text]), word);
            }
        }
        return w;
    }();
    return made;
}

} // namespace

Intermediary find_intermediary(std::string_view name) {
    int forwarder = 0;
    int bank = 0;
    const auto count = [&](const Word& word) { (word.kind == Intermediary::bank ? bank : forwarder) += word.weight; };
    for (const text::Token& token : text::fold(name).tokens) {
        if (const auto found = words().spaced.find(token.text); found != words().spaced.end()) {
            count(found->second);
        }
    }
    for (const auto& [word, value] : words().joined) {
        if (name.find(word) != std::string_view::npos) {
            count(value);
        }
    }
    return bank >= 2 ? Intermediary::bank : forwarder >= 2 ? Intermediary::forwarder : Intermediary::none;
}

} // namespace tidewaiter::screen
