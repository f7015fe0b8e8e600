#include "match/features.hpp"

#include "entity/schema.hpp"

#include <algorithm>
#include <array>

namespace tidewaiter::match {

namespace {

using entity::DateRelation;
using entity::IdentifierKind;

// --- identifiers -------------------------------------------------------------------------------------------------

/// Agreement when one value is shared; disagreement when both have values of the kind and share none.
Verdict judge_identifier(const Prepared& query, const Prepared& candidate, IdentifierKind kind) {
    Verdict verdict;
    for (const PreparedIdentifier& ours : query.identifiers) {
        if (ours.kind != kind) {
            continue;
        }
        for (const PreparedIdentifier& theirs : candidate.identifiers) {
            if (theirs.kind != kind) {
                continue;
            }
            if (ours.value == theirs.value) {
                return {1, {ours.value, theirs.value}};
            }
            if (verdict.value == 0) {
                verdict = {-1, {ours.value, theirs.value}};
            }
        }
    }
    return verdict;
}

template <IdentifierKind kind>
Verdict identifier(const Prepared& query, const Prepared& candidate) {
    return judge_identifier(query, candidate, kind);
}

/// Papers and registrations: lists file the same number as passport, tax, registration or national number, so a
/// number of one kind meets its like in any of them; too short a number proves nothing.
constexpr std::array papers = {IdentifierKind::passport, IdentifierKind::tax, IdentifierKind::registration,
                               IdentifierKind::national, IdentifierKind::other};
/// Official numbers of organisations, which some lists file as papers.
constexpr std::array official = {IdentifierKind::inn, IdentifierKind::ogrn, IdentifierKind::uscc, IdentifierKind::duns, IdentifierKind::lei};

bool contains(auto const& kinds, IdentifierKind kind) { return std::ranges::find(kinds, kind) != kinds.end(); }

bool may_be_one(IdentifierKind a, IdentifierKind b) {
    return (contains(papers, a) && (contains(papers, b) || contains(official, b))) || (contains(official, a) && contains(papers, b));
}

/// Another number of the same kind and length: a State gives a person one national number and a company one register
/// number, whose form is one. Passports are renewed, and what is of another form is another State's.
Verdict judge_other_paper(const Prepared& query, const Prepared& candidate) {
    constexpr std::array kept = {IdentifierKind::national, IdentifierKind::tax, IdentifierKind::registration};
    constexpr std::size_t least_length = 6;
    for (const PreparedIdentifier& ours : query.identifiers) {
        for (const PreparedIdentifier& theirs : candidate.identifiers) {
            if (ours.kind == theirs.kind && contains(kept, ours.kind) && ours.value.size() == theirs.value.size() &&
                ours.value.size() >= least_length) {
                return {-1, {ours.value, theirs.value}};
            }
        }
    }
    return {};
}

Verdict paper(const Prepared& query, const Prepared& candidate) {
    for (const PreparedIdentifier& ours : query.identifiers) {
        for (const PreparedIdentifier& theirs : candidate.identifiers) {
            if (may_be_one(ours.kind, theirs.kind) && ours.value == theirs.value && ours.value.size() >= 5) {
                return {1, {ours.value, theirs.value}};
            }
        }
    }
    return judge_other_paper(query, candidate);
}

template <IdentifierKind kind>
bool has_identifier(const Prepared& query) {
    return std::ranges::any_of(query.identifiers, [](const PreparedIdentifier& one) { return one.kind == kind; });
}

bool has_paper(const Prepared& query) { return !query.identifiers.empty(); }

// --- dates, countries, gender, addresses -------------------------------------------------------------------------

/// Years between two dates that do not meet.
int years_between(const entity::PartialDate& a, const entity::PartialDate& b) {
    return std::max(a.from.year - b.to.year, b.from.year - a.to.year);
}

double value_of(DateRelation relation, const entity::PartialDate& a, const entity::PartialDate& b) {
    constexpr double equal_text_without_day = 0.7;
    constexpr double least_different = -0.5;
    constexpr double years_of_another = 10;
    switch (relation) {
    case DateRelation::equal: return 1.0;
    // Two years are alike by chance more often than two days.
    case DateRelation::compatible: return a == b && !a.circa ? equal_text_without_day : 0.5;
    case DateRelation::day_month_swapped: return 0.4;
    case DateRelation::near_year: return 0.0;
    case DateRelation::different:
        // Lists disagree on days and on a year or two of one party; a generation apart is another one.
        return least_different * (1 + std::min(1.0, std::max(0, years_between(a, b)) / years_of_another));
    }
    return 0;
}

Verdict birth_date(const Prepared& query, const Prepared& candidate) {
    Verdict best{-2, {}};
    for (const PreparedDate& ours : query.birth_dates) {
        for (const PreparedDate& theirs : candidate.birth_dates) {
            const double value = value_of(entity::compare_dates(ours.date, theirs.date), ours.date, theirs.date);
            if (value > best.value) {
                best = {value, {ours.text, theirs.text}};
            }
        }
    }
    return best.value < -1 ? Verdict{} : best;
}

bool has_birth_date(const Prepared& query) { return !query.birth_dates.empty(); }

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        if (end > 1 || (end == 1 && text.front() >= '0' && text.front() <= '9')) {
            words.push_back(text.substr(0, end));
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    std::ranges::sort(words);
    words.erase(std::ranges::unique(words).begin(), words.end());
    return words;
}

/// One word in two spellings: "Dahiyah" and "Dahiya".
bool is_same_place_word(std::string_view a, std::string_view b) {
    constexpr std::size_t letters_for_one_edit = 5;
    return a == b || (std::min(a.size(), b.size()) >= letters_for_one_edit && names::edit_distance(a, b, 1) <= 1);
}

Verdict birth_place(const Prepared& query, const Prepared& candidate) {
    constexpr double least_shared = 0.5;
    Verdict best{-2, {}};
    for (const std::string& ours : query.birth_places) {
        const auto our_words = words_of(ours);
        for (const std::string& theirs : candidate.birth_places) {
            const auto their_words = words_of(theirs);
            const auto least = static_cast<double>(std::min(our_words.size(), their_words.size()));
            if (least == 0) {
                continue;
            }
            const auto& fewer = our_words.size() <= their_words.size() ? our_words : their_words;
            const auto& more = our_words.size() <= their_words.size() ? their_words : our_words;
            const auto shared = static_cast<double>(std::ranges::count_if(fewer, [&](std::string_view word) {
                return std::ranges::any_of(more, [&](std::string_view other) { return is_same_place_word(word, other); });
            }));
            const double share = shared / least;
            const double value = share >= least_shared ? share : (shared > 0 ? 0.0 : -1.0);
            if (value > best.value) {
                best = {value, {ours, theirs}};
            }
        }
    }
    return best.value < -1 ? Verdict{} : best;
}

bool has_birth_place(const Prepared& query) { return !query.birth_places.empty(); }

std::string list_of(const std::vector<std::string>& values) {
    std::string text;
    for (const std::string& value : values) {
        text += text.empty() ? "" : ", ";
        text += value;
    }
    return text;
}

const std::string* find_shared(const std::vector<std::string>& ours, const std::vector<std::string>& theirs) {
    const auto found = std::ranges::find_if(ours, [&](const std::string& value) { return std::ranges::find(theirs, value) != theirs.end(); });
    return found == ours.end() ? nullptr : &*found;
}

/// Countries that a party is said to be of, and those of its addresses. People move and have several nationalities, so
/// that another country says less of a person than of an organisation, whose branches bear one name.
Verdict country(const Prepared& query, const Prepared& candidate) {
    constexpr double by_address = 0.5;
    constexpr double of_person = 0.4;
    const bool person = query.kind == names::NameKind::person || candidate.kind == names::NameKind::person;
    const auto& ours = query.countries;
    const auto& theirs = candidate.countries;
    if (const std::string* shared = find_shared(ours, theirs)) {
        return {1, {*shared, *shared}};
    }
    for (const auto& [a, b] : {std::pair(&ours, &candidate.address_countries), std::pair(&query.address_countries, &theirs),
                               std::pair(&query.address_countries, &candidate.address_countries)}) {
        if (const std::string* shared = find_shared(*a, *b)) {
            return {by_address, {*shared, *shared}};
        }
    }
    if (!ours.empty() && !theirs.empty()) {
        return {person ? -of_person : -1.0, {list_of(ours), list_of(theirs)}};
    }
    const auto& ours_at_least = ours.empty() ? query.address_countries : ours;
    const auto& theirs_at_least = theirs.empty() ? candidate.address_countries : theirs;
    if (person || ours_at_least.empty() || theirs_at_least.empty()) {
        return {};
    }
    return {-by_address, {list_of(ours_at_least), list_of(theirs_at_least)}};
}

bool has_country(const Prepared& query) { return !query.countries.empty() || !query.address_countries.empty(); }

Verdict gender(const Prepared& query, const Prepared& candidate) {
    if (query.gender.empty() || candidate.gender.empty()) {
        return {};
    }
    return {query.gender == candidate.gender ? 1.0 : -1.0, {query.gender, candidate.gender}};
}

bool has_gender(const Prepared& query) { return !query.gender.empty(); }

/// Shared words by the words of the shorter address, when it has at least three.
Verdict address(const Prepared& query, const Prepared& candidate) {
    Verdict best;
    for (const std::string& ours : query.addresses) {
        const auto our_words = words_of(ours);
        for (const std::string& theirs : candidate.addresses) {
            const auto their_words = words_of(theirs);
            const std::size_t least = std::min(our_words.size(), their_words.size());
            if (least < 3) {
                continue;
            }
            std::vector<std::string_view> shared;
            std::ranges::set_intersection(our_words, their_words, std::back_inserter(shared));
            const double value = static_cast<double>(shared.size()) / static_cast<double>(least);
            if (value >= 0.6 && value > best.value) {
                best = {value, {ours, theirs}};
            }
        }
    }
    return best; // another address contradicts nothing
}

bool has_address(const Prepared& query) { return !query.addresses.empty(); }

Verdict contact(const Prepared& query, const Prepared& candidate) {
    const std::string* shared = find_shared(query.contacts, candidate.contacts);
    return shared == nullptr ? Verdict{} : Verdict{1, {*shared, *shared}}; // another number contradicts nothing
}

bool has_contact(const Prepared& query) { return !query.contacts.empty(); }

/// "Hans Friedrich" and "Friedrich Hans", where both sides say which name is the family's.
Verdict name_order(const Prepared& query, const Prepared& candidate) {
    const std::string* given = find_shared(query.given_names, candidate.family_names);
    const std::string* family = find_shared(query.family_names, candidate.given_names);
    if (given == nullptr || family == nullptr || find_shared(query.given_names, candidate.given_names) != nullptr ||
        find_shared(query.family_names, candidate.family_names) != nullptr) {
        return {};
    }
    return {-1, {*given + " is given, " + *family + " the family's", *family + " is given, " + *given + " the family's"}};
}

bool has_name_order(const Prepared& query) { return !query.given_names.empty() && !query.family_names.empty(); }

/// A person is no company and no ship. What only says LegalEntity, or nothing, may be either.
Verdict schema(const Prepared& query, const Prepared& candidate) {
    if (query.schema.empty() || candidate.schema.empty() || query.schema == candidate.schema ||
        entity::find_schema(query.schema) == nullptr || entity::find_schema(candidate.schema) == nullptr ||
        entity::are_comparable(query.schema, candidate.schema)) {
        return {};
    }
    return {-1, {query.schema, candidate.schema}};
}

/// Told by NameScore::others.
Verdict other_names(const Prepared& /*query*/, const Prepared& /*candidate*/) { return {}; }

bool has_other_names(const Prepared& query) { return query.names.size() > 1; }

bool has_schema(const Prepared& query) { return !query.schema.empty(); }

// --- the table ---------------------------------------------------------------------------------------------------

using Judge = Verdict (*)(const Prepared&, const Prepared&);
using Input = bool (*)(const Prepared&);

struct Row {
    std::string_view name;
    std::string_view sentence;
    Judge judge;
    Input has_input;
};

template <IdentifierKind kind>
constexpr Row identifier_row(std::string_view name, std::string_view sentence) {
    return {name, sentence, identifier<kind>, has_identifier<kind>};
}

// Their numbers are in data/match_weights.csv. Floors: an identifier that is unique to one thing is worth more than any
// name. What refutes: numbers that a thing keeps for life. An MMSI changes with the flag, a passport with its renewal.
constexpr std::array rows = {
    identifier_row<IdentifierKind::imo>("imo_number", "IMO ship or company number"),
    identifier_row<IdentifierKind::lei>("lei", "legal entity identifier (ISO 17442)"),
    identifier_row<IdentifierKind::ogrn>("ogrn", "Russian state registration number"),
    identifier_row<IdentifierKind::inn>("inn", "Russian taxpayer number"),
    identifier_row<IdentifierKind::uscc>("uscc", "Chinese unified social credit code"),
    identifier_row<IdentifierKind::isin>("isin", "securities number (ISO 6166)"),
    identifier_row<IdentifierKind::wallet>("wallet", "address of a crypto wallet"),
    identifier_row<IdentifierKind::iban>("iban", "bank account (ISO 13616)"),
    identifier_row<IdentifierKind::bic>("bic", "bank identifier code (ISO 9362)"),
    identifier_row<IdentifierKind::duns>("duns", "DUNS number"),
    identifier_row<IdentifierKind::mmsi>("mmsi", "maritime mobile service identity"),
    identifier_row<IdentifierKind::call_sign>("call_sign", "radio call sign"),
    Row{"document", "passport, tax, registration or national number", paper, has_paper},
    Row{other_names_feature, "further names, unlike the best one, that agree", other_names, has_other_names},
    Row{"birth_date", "date of birth, or of founding", birth_date, has_birth_date},
    Row{"birth_place", "place of birth", birth_place, has_birth_place},
    Row{"country", "nationality, country, jurisdiction or flag; country of an address", country, has_country},
    Row{"gender", "gender", gender, has_gender},
    Row{"address", "words of the address", address, has_address},
    Row{"contact", "telephone number or e-mail address", contact, has_contact},
    Row{"name_order", "which name is given and which is the family's", name_order, has_name_order},
    Row{"schema", "person, organisation, ship or aircraft", schema, has_schema},
};

} // namespace

Weights unweighted_features() {
    Weights made;
    for (const Row& row : rows) {
        Feature feature;
        feature.name = row.name;
        feature.sentence = row.sentence;
        made.push_back(feature);
    }
    return made;
}

Verdict judge(std::size_t feature, const Prepared& query, const Prepared& candidate) {
    return rows[feature].judge(query, candidate);
}

bool has_input(std::size_t feature, const Prepared& query) { return rows[feature].has_input(query); }

std::span<const IdentifierKind> comparable_kinds(IdentifierKind kind) {
    constexpr auto paper_like = [] {
        std::array<IdentifierKind, papers.size() + official.size()> made{};
        std::ranges::copy(papers, made.begin());
        std::ranges::copy(official, made.begin() + papers.size());
        return made;
    }();
    static constexpr auto with_papers = paper_like;
    static constexpr auto each_alone = [] {
        std::array<IdentifierKind, static_cast<std::size_t>(IdentifierKind::other) + 1> made{};
        for (std::size_t i = 0; i < made.size(); ++i) {
            made[i] = static_cast<IdentifierKind>(i);
        }
        return made;
    }();
    // A superset for official numbers: what is found is compared by the table all the same.
    if (contains(papers, kind) || contains(official, kind)) {
        return with_papers;
    }
    return std::span(each_alone).subspan(static_cast<std::size_t>(kind), 1);
}

bool share_identifier(const Prepared& query, const Prepared& candidate) {
    const std::span<const Feature> features = weights_of(query);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (features[i].floor > 0 && rows[i].has_input(query) && rows[i].judge(query, candidate).value > 0) {
            return true;
        }
    }
    return false;
}

} // namespace tidewaiter::match
