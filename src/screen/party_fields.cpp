// A field is cut at the marks that part parties (; | line ends, "C/O", "ATTN", "DBA" ...), and each piece is read: a phrase
// that is no name, or a name with its address behind it.
#include "screen/party_fields.hpp"

#include "screen/field_words.hpp"

#include "base/csv.hpp"
#include "base/embedded.hpp"
#include "base/failure.hpp"
#include "base/utf8.hpp"
#include "text/fold.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>
#include <unordered_map>
#include <vector>

TIDEWAITER_EMBEDDED(party_fields_csv);
TIDEWAITER_EMBEDDED(intermediary_words_csv);

namespace tidewaiter::screen {

namespace {

/// Longest text that can be a phrase of the table.
constexpr std::size_t phrase_bytes = 80;
/// Longer fields are one name: nobody writes an address of this length, and a name may stand anywhere in it.
constexpr std::size_t field_bytes = 4'096;
constexpr std::size_t field_words = 512;

std::string to_key(std::string_view text) { return text::fold(text).joined(); }

enum class Meaning : std::uint8_t { to_order, not_given, same_as, courtesy, order_of, care_of, attention, account_of, trading_as, on_behalf_of, beside, contact };

Meaning to_meaning(std::string_view text) {
    constexpr std::pair<std::string_view, Meaning> all[] = {
        {"to_order", Meaning::to_order},     {"not_given", Meaning::not_given},   {"same_as", Meaning::same_as},
        {"courtesy", Meaning::courtesy},     {"order_of", Meaning::order_of},     {"care_of", Meaning::care_of},
        {"attention", Meaning::attention},   {"account_of", Meaning::account_of}, {"trading_as", Meaning::trading_as},
        {"on_behalf_of", Meaning::on_behalf_of}, {"beside", Meaning::beside},     {"contact", Meaning::contact}};
    for (const auto& [name, meaning] : all) {
        if (name == text) {
            return meaning;
        }
    }
    throw base::Failure(base::FailureKind::bad_input, fmt::format("party_fields.csv: meaning is '{}'", text));
}

NameLink to_link(Meaning meaning) {
    switch (meaning) {
    case Meaning::order_of: return NameLink::order_of;
    case Meaning::care_of: return NameLink::care_of;
    case Meaning::attention: return NameLink::attention;
    case Meaning::account_of: return NameLink::account_of;
    case Meaning::trading_as: return NameLink::trading_as;
    case Meaning::on_behalf_of: return NameLink::on_behalf_of;
    case Meaning::beside: return NameLink::beside;
    default: return NameLink::itself;
    }
}

struct Mark {
    std::vector<std::string> words;
    Meaning meaning = Meaning::courtesy;
    bool colon = false; ///< only with a colon behind it: "ATTENTION:", but not "ATTENTION TO DETAIL LTD"

    bool stands_at(const std::vector<FieldWord>& in, std::size_t at) const {
        return has_phrase(in, at, words) && (!colon || in[at + words.size() - 1].colon);
    }
};

struct Phrases {
    std::unordered_map<std::string, NameState> whole;
    std::vector<Mark> fronts; ///< longest first
    std::vector<Mark> marks;  ///< anywhere in a field, longest first
};

const Phrases& phrases() {
    static const Phrases made = [] {
        Phrases p;
        const base::CsvTable table("party_fields.csv", embedded_party_fields_csv());
        const std::size_t text = table.column("text");
        const std::size_t match = table.column("match");
        const std::size_t column = table.column("meaning");
        for (const auto& row : table.rows()) {
            const Meaning meaning = to_meaning(row[column]);
            if (row[match] == "whole") {
                p.whole.emplace(to_key(row[text]), meaning == Meaning::to_order  ? NameState::to_order
                                                   : meaning == Meaning::same_as ? NameState::same_as
                                                                                 : NameState::not_given);
            } else if (row[match] == "front") {
                p.fronts.push_back({to_phrase(row[text]), meaning, row[text].ends_with(':')});
            } else if (row[match] == "mark") {
                p.marks.push_back({to_phrase(row[text]), meaning, row[text].ends_with(':')});
            } else {
                throw base::Failure(base::FailureKind::bad_input, fmt::format("party_fields.csv: match is '{}'", row[match]));
            }
        }
        for (auto* marks : {&p.fronts, &p.marks}) {
            std::ranges::stable_sort(*marks, [](const Mark& a, const Mark& b) { return a.words.size() > b.words.size(); });
        }
        return p;
    }();
    return made;
}

/// Blanks, and the punctuation that parts names from what is beside them, at both ends.
std::string_view strip(std::string_view text) {
    const auto is_edge = [](char c) { return c == ',' || c == ':' || c == ';' || c == '/' || c == '|' || c == '-' || c == '&' || c == ' '; };
    text = base::trim(text);
    while (!text.empty() && (is_edge(text.front()) || text.front() == '.' || text.front() == ')')) {
        text.remove_prefix(1);
    }
    while (!text.empty() && (is_edge(text.back()) || text.back() == '(')) {
        text.remove_suffix(1);
    }
    text = base::trim(text);
    if (text.starts_with('(') && text.ends_with(')')) {
        text = text.substr(1, text.size() - 2);
    } else if (text.ends_with(')') && text.find('(') == std::string_view::npos) {
        text.remove_suffix(1);
    }
    return base::trim(text);
}

bool has_letters(std::string_view text) { return !text::fold(text).tokens.empty(); }

std::optional<NameState> find_phrase(std::string_view text) {
    if (text.size() > phrase_bytes) {
        return std::nullopt;
    }
    const auto found = phrases().whole.find(to_key(text));
    return found == phrases().whole.end() ? std::nullopt : std::optional(found->second);
}

class FieldReader {
public:
    PartyField run(std::string_view text);

private:
    /// In: one line, without ; and |.
    void read_line(std::string_view text, NameLink link);
    void read_piece(std::string_view text, Meaning meaning);
    void add_name(std::string_view text, NameLink link);
    bool read_same_as(std::string_view text, const Mark& front, const std::vector<FieldWord>& words);
    void say(NameState state) {
        if (field_.names.empty() && (field_.state == NameState::empty || field_.state == NameState::no_letters)) {
            field_.state = state;
        }
    }

    PartyField field_;
};

/// The number of the first word behind the front that the words begin with; 0 when there is none.
const Mark* find_front(const std::vector<FieldWord>& words, std::size_t at) {
    for (const Mark& front : phrases().fronts) {
        if (front.stands_at(words, at)) {
            return &front;
        }
    }
    return nullptr;
}

/// Do the words hold what a contact holds: five digits or more, or an address with @?
bool is_contact(const std::vector<FieldWord>& words, std::size_t from) {
    constexpr std::size_t least_digits = 5;
    std::size_t digits = 0;
    for (std::size_t at = from; at < std::min(words.size(), from + 4); ++at) {
        const std::string& key = words[at].key;
        if (key.find('@') != std::string::npos) {
            return true;
        }
        const auto here = static_cast<std::size_t>(std::ranges::count_if(key, [](char c) { return c >= '0' && c <= '9'; }));
        if (here == 0 && at > from) {
            break;
        }
        digits += here;
    }
    return digits >= least_digits;
}

/// "Tel", "VAT" and the like part only what is followed by a number: the Holiday Inn is an inn.
const Mark* find_mark(const std::vector<FieldWord>& words, std::size_t at) {
    static const Mark numbered{{"1"}, Meaning::beside};
    if (words[at].bracket && words[at].number && words[at].key.size() <= 2 && at + 1 < words.size()) {
        return &numbered; // "1) ALPHA LLC 2) BETA LLC"
    }
    for (const Mark& mark : phrases().marks) {
        if (!mark.stands_at(words, at)) {
            continue;
        }
        const std::size_t next = at + mark.words.size();
        if (mark.meaning != Meaning::contact) {
            return &mark;
        }
        if (is_contact(words, next)) {
            return &mark;
        }
    }
    return nullptr;
}

/// "SAME AS CONSIGNEE": the rest of the field is a role, or a phrase such as "above".
bool FieldReader::read_same_as(std::string_view text, const Mark& front, const std::vector<FieldWord>& words) {
    std::size_t rest = front.words.size();
    if (rest < words.size() && words[rest].key == "the") {
        ++rest;
    }
    const auto role = rest < words.size() ? find_role(strip(text.substr(words[rest].from))) : std::nullopt;
    if (role) {
        say(NameState::same_as);
        field_.same_as = role;
    }
    return role.has_value();
}

void FieldReader::add_name(std::string_view text, NameLink link) {
    const std::vector<FieldWord> words = to_field_words(text);
    FieldName made;
    made.link = link == NameLink::beside && field_.names.empty() ? NameLink::itself : link;
    if (words.size() <= field_words) {
        const std::size_t cut = find_address(text, words, 0, words.size());
        if (cut > 0 && cut < words.size()) {
            made.address = base::squash(strip(text.substr(words[cut].from)));
            text = strip(text.substr(0, words[cut].from));
        }
    }
    made.name = base::squash(strip(text));
    if (!has_letters(made.name)) {
        return;
    }
    const bool known = std::ranges::any_of(field_.names, [&made](const FieldName& other) { return to_key(other.name) == to_key(made.name); });
    if (known) {
        return;
    }
    if (field_.names.size() == most_field_names) {
        field_.names.back().name += "; " + made.name;
        return;
    }
    field_.state = NameState::named;
    field_.names.push_back(std::move(made));
}

void FieldReader::read_piece(std::string_view text, Meaning meaning) {
    text = strip(text);
    if (text.empty() || meaning == Meaning::contact) {
        return;
    }
    const std::vector<FieldWord> words = to_field_words(text);
    const Mark* front = find_front(words, 0);
    if (front != nullptr && front->meaning == Meaning::same_as && read_same_as(text, *front, words)) {
        return;
    }
    if (const auto phrase = find_phrase(text)) {
        field_.to_order = field_.to_order || *phrase == NameState::to_order;
        say(*phrase);
        return;
    }
    if (words.empty()) {
        return;
    }
    if (front != nullptr && front->meaning != Meaning::same_as) {
        if (front->words.size() < words.size()) {
            const bool order = front->meaning == Meaning::order_of;
            field_.to_order = field_.to_order || order;
            const Meaning inner = front->meaning == Meaning::courtesy ? meaning : front->meaning;
            if (order) {
                say(NameState::to_order);
            }
            read_piece(text.substr(words[front->words.size()].from), inner);
            return;
        }
    }
    add_name(text, to_link(meaning));
}

bool is_and(std::string_view key) { return key == "and" || key == "&" || key == "и" || key == "und" || key == "et" || key == "/"; }

struct Form {
    std::size_t words = 0;
    bool strong = false;
};

/// Parties in one line that nothing but a legal form parts: "ALPHA LLC and BETA LLC", "ООО Альфа, ООО Бета".
/// Out: the word that parts them or begins the second; words.size() when there is one party.
std::size_t find_second_party(std::string_view text, const std::vector<FieldWord>& words, std::size_t first) {
    std::vector<Form> forms(words.size());
    for (std::size_t i = first; i < words.size(); ++i) {
        forms[i].words = legal_form_at(words, text, i, forms[i].strong);
    }
    // "Mitsuba & Co., Tokyo Ltd", "Trust Company Complex": the words for a company go on with the name.
    const auto is_company = [&](std::size_t at) { return words[at].key == "co" || words[at].key == "company" || words[at].key == "trust"; };
    // The first of the forms from here on; a second party must have its own.
    const auto form_from = [&](std::size_t at) {
        while (at < words.size() && (forms[at].words == 0 || !forms[at].strong || is_company(at))) {
            ++at;
        }
        return at;
    };
    const auto ends_form = [&](std::size_t end) {
        for (std::size_t at = first + 1; at < end; ++at) {
            if (at + forms[at].words == end && forms[at].strong && !is_company(at)) {
                return true;
            }
        }
        return false;
    };
    for (std::size_t i = first + 1; i + 1 < words.size(); ++i) {
        const bool joined = is_and(words[i].key);
        if (!joined && !words[i - 1].comma) {
            continue;
        }
        const std::size_t next = joined ? i + 1 : i;
        const bool next_begins_with_form = forms[next].words > 0;
        if (forms[first].words > 0 && next_begins_with_form && forms[next].strong && next + forms[next].words < words.size() &&
            i > first + forms[first].words) {
            return i;
        }
        if (next_begins_with_form || words[next].number || !ends_form(i)) {
            continue;
        }
        const std::size_t form = form_from(next + 1);
        if (form < words.size() && find_address(text, words, next, form + forms[form].words) == form + forms[form].words) {
            return i;
        }
    }
    return words.size();
}

void FieldReader::read_line(std::string_view text, NameLink link) {
    text = base::trim(text);
    const std::vector<FieldWord> words = to_field_words(text);
    if (words.empty() || words.size() > field_words) {
        if (!words.empty()) {
            add_name(text, link);
        }
        return;
    }
    if (const Mark* front = find_front(words, 0); front != nullptr && front->meaning == Meaning::same_as && read_same_as(text, *front, words)) {
        return;
    }
    Meaning meaning = link == NameLink::beside ? Meaning::beside : Meaning::courtesy;
    std::size_t from = 0; // first word of the piece at hand
    for (std::size_t i = 0; i <= words.size();) {
        const Mark* mark = i < words.size() ? find_mark(words, i) : nullptr;
        const bool second = mark == nullptr && i < words.size() && i == from && find_front(words, i) == nullptr;
        const std::size_t party = second ? find_second_party(text, words, from) : words.size();
        if (party < words.size() && std::ranges::none_of(std::views::iota(from, party), [&](std::size_t at) { return find_mark(words, at) != nullptr; })) {
            read_piece(text.substr(words[from].from, words[party].from - words[from].from), meaning);
            meaning = Meaning::beside;
            from = is_and(words[party].key) ? party + 1 : party;
            i = from;
            continue;
        }
        if (i < words.size() && mark == nullptr) {
            ++i;
            continue;
        }
        if (i > from) {
            const std::size_t begin = from == 0 ? 0 : words[from].from;
            const std::size_t end = i < words.size() ? words[i].from : text.size();
            read_piece(text.substr(begin, end - begin), meaning);
        }
        if (mark == nullptr) {
            break;
        }
        meaning = mark->meaning;
        i += mark->words.size();
        from = i;
    }
}

bool has_legal_form(std::string_view text) {
    const std::vector<FieldWord> words = to_field_words(text);
    bool strong = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (legal_form_at(words, text, i, strong) > 0 && strong) {
            return true;
        }
    }
    return false;
}

/// Neither a mark nor a legal form is in the line: below an address it is its next part.
bool is_plain(std::string_view line) {
    const std::vector<FieldWord> words = to_field_words(line);
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (find_mark(words, i) != nullptr) {
            return false;
        }
    }
    return !has_legal_form(line);
}

/// A name that goes on in the next line: "GENERAL ORGANIZATION FOR" / "IMPORT CO LTD".
bool is_rest_of_name(std::string_view name, std::string_view line) {
    const std::vector<FieldWord> words = to_field_words(line);
    return !has_legal_form(name) && has_legal_form(line) && find_mark(words, 0) == nullptr && find_front(words, 0) == nullptr;
}

/// Pieces of the field that stand on lines of their own, or between ; and |.
std::vector<std::string_view> to_lines(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of("\n\r;|"), text.size());
        if (const std::string_view line = strip(text.substr(0, end)); !line.empty()) {
            lines.push_back(line);
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

PartyField FieldReader::run(std::string_view text) {
    text = base::trim(text);
    if (text.empty()) {
        return std::move(field_);
    }
    if (!has_letters(text)) {
        field_.state = NameState::no_letters;
        return std::move(field_);
    }
    if (text.size() > field_bytes) {
        field_.state = NameState::named;
        field_.names.push_back({std::string(text), NameLink::itself, {}});
        return std::move(field_);
    }
    if (find_phrase(text)) {
        read_piece(text, Meaning::courtesy);
        return std::move(field_);
    }
    NameLink link = NameLink::itself;
    for (const std::string_view line : to_lines(text)) {
        const bool goes_on = !field_.names.empty() && !field_.names.back().address.empty() && is_plain(line);
        if (!field_.names.empty() && (goes_on || is_address(line))) {
            std::string& address = field_.names.back().address;
            address += (address.empty() ? "" : ", ") + base::squash(line);
            continue;
        }
        if (!field_.names.empty() && is_rest_of_name(field_.names.back().name, line)) {
            field_.names.back().name += " " + base::squash(line);
            continue;
        }
        read_line(line, link);
        link = field_.names.empty() ? NameLink::itself : NameLink::beside;
    }
    if (field_.state == NameState::empty) {
        field_.state = NameState::not_given; // "C/O", and nobody behind it
    }
    return std::move(field_);
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

std::string_view to_text(NameLink link) {
    switch (link) {
    case NameLink::itself: return "itself";
    case NameLink::order_of: return "order of";
    case NameLink::care_of: return "care of";
    case NameLink::attention: return "attention";
    case NameLink::account_of: return "account of";
    case NameLink::trading_as: return "trading as";
    case NameLink::on_behalf_of: return "on behalf of";
    case NameLink::beside: return "beside";
    }
    return "";
}

PartyField read_party_field(std::string_view text) { return FieldReader().run(text); }

const PartyField& FieldCache::find(std::string_view text) {
    if (const auto known = fields_.find(text); known != fields_.end()) {
        return known->second;
    }
    if (fields_.size() >= limit_) {
        fields_.clear();
    }
    return fields_.emplace(std::string(text), read_party_field(text)).first->second;
}

NameState name_state(std::string_view text) {
    text = base::trim(text);
    if (text.empty()) {
        return NameState::empty;
    }
    if (const auto phrase = find_phrase(text)) {
        return *phrase;
    }
    return has_letters(text) ? NameState::named : NameState::no_letters;
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
