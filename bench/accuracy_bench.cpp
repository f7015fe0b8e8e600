// How well names are matched, on labelled data: pairs (F1 at 0.70, on two halves by a fixed hash), searches with
// treated and with misspelt names (found and false at 0.70), and the same name in two scripts (found at 0.2 % false
// and at 0.70). Made-up treatment and negatives have fixed seeds, so that two runs print the same.
//
//   bench_accuracy FOLDER [pairs|search|scripts]... [--show]
//
// FOLDER holds name_bench_cases.csv, transliteration_positives.csv.gz, negatives_*.csv.gz and search/; beside it stand the
// lists/ of the same data, whose UN list has names in their own script.
#include "base/csv.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/utf8.hpp"
#include "index/index.hpp"
#include "match/match.hpp"
#include "text/fold.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <unistd.h>

namespace {

using namespace tidewaiter;

using Row = std::map<std::string, std::string>;

std::vector<Row> load_rows(const std::string& path) {
    const auto source = base::open_source(path);
    base::CsvReader reader(*source, {});
    base::CsvRecord record;
    std::vector<std::string> header;
    std::vector<Row> rows;
    while (reader.next(record)) {
        if (header.empty()) {
            header.assign(record.fields.begin(), record.fields.end());
            continue;
        }
        Row row;
        for (std::size_t i = 0; i < std::min(header.size(), record.fields.size()); ++i) {
            row[header[i]] = record.fields[i];
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

match::Prepared prepare(std::string_view schema, std::string_view name) {
    entity::Entity entity;
    entity.id = "name";
    entity.schema = schema;
    entity.add("name", name);
    return match::prepare(entity);
}

/// Half of the data by a fixed hash: parameters are fitted on one and looked at on the other.
bool is_fit(std::string_view text) { return base::to_xxh3(text) % 2 == 0; }

struct Tally {
    std::size_t true_positive = 0;
    std::size_t false_positive = 0;
    std::size_t false_negative = 0;
    std::size_t true_negative = 0;

    void add(bool predicted, bool label) { ++(predicted ? (label ? true_positive : false_positive) : (label ? false_negative : true_negative)); }

    double f1() const {
        const auto all = static_cast<double>(2 * true_positive + false_positive + false_negative);
        return all == 0 ? 1 : static_cast<double>(2 * true_positive) / all;
    }
};

void run_pairs(const std::string& folder, bool show) {
    std::map<std::string, Tally> groups;
    std::vector<std::string> misjudged;
    for (Row& row : load_rows(folder + "/name_bench_cases.csv")) {
        const bool label = row["is_match"] == "true";
        const match::Match match = match::compare(prepare(row["schema"], row["name1"]), prepare(row["schema"], row["name2"]), 0);
        const bool predicted = match.score >= match::match_score;
        const bool hand = row["case_group"].starts_with("nk_");
        groups["overall"].add(predicted, label);
        groups[is_fit(row["schema"] + "/" + row["name1"] + "/" + row["name2"]) ? "half fit" : "half check"].add(predicted, label);
        groups["group " + row["case_group"]].add(predicted, label);
        if (hand) {
            groups["hand-checked"].add(predicted, label);
        }
        if (row["quality"] == "STRONG") {
            groups["strong"].add(predicted, label);
        }
        if (predicted != label) {
            misjudged.push_back(fmt::format("{} {:.3f} {:<14} {:<6} {:<12} {} | {}", label ? "missed" : "false ", match.score, row["case_group"],
                                            row["quality"], row["schema"], row["name1"], row["name2"]));
        }
    }
    fmt::print("labelled pairs at 0.70\n{:<22} {:>5} {:>4} {:>4} {:>4} {:>4}  F1\n", "", "pairs", "TP", "FP", "FN", "TN");
    for (const auto& [name, tally] : groups) {
        fmt::print("{:<22} {:>5} {:>4} {:>4} {:>4} {:>4}  {:.4f}\n", name,
                   tally.true_positive + tally.false_positive + tally.false_negative + tally.true_negative, tally.true_positive,
                   tally.false_positive, tally.false_negative, tally.true_negative, tally.f1());
    }
    if (show) {
        std::ranges::sort(misjudged);
        for (const std::string& line : misjudged) {
            fmt::print("  {}\n", line);
        }
    }
}

struct Query {
    std::string name;
    std::set<std::string> expected;
};

std::vector<Query> load_queries(const std::string& path) {
    std::vector<Query> queries;
    for (Row& row : load_rows(path)) {
        Query query{row["name"], {}};
        std::string_view ids = row["entity_id"];
        while (!ids.empty()) {
            const std::size_t end = std::min(ids.find('|'), ids.size());
            query.expected.emplace(ids.substr(0, end));
            ids.remove_prefix(std::min(end + 1, ids.size()));
        }
        queries.push_back(std::move(query));
    }
    return queries;
}

/// One random edit in a word: substitute, delete, insert or swap, at the second letter or later.
void misspell(std::string& word, std::mt19937& random) {
    const std::size_t at = 1 + random() % (word.size() - 1);
    const char letter = static_cast<char>('a' + random() % 26);
    switch (random() % 4) {
    case 0: word[at] = letter; break;
    case 1: word.erase(at, 1); break;
    case 2: word.insert(at, 1, letter); break;
    default: std::swap(word[at - 1], word[at]); break;
    }
}

std::vector<std::string> split_words(std::string_view text) {
    std::vector<std::string> words;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        if (end > 0) {
            words.emplace_back(text.substr(0, end));
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

std::string join_words(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) {
        text += (text.empty() ? "" : " ") + word;
    }
    return text;
}

std::vector<std::string> sorted_words(std::string_view text) {
    std::vector<std::string> words;
    for (const text::Token& token : text::fold(text).tokens) {
        words.push_back(token.text);
    }
    std::ranges::sort(words);
    return words;
}

/// A word folded with its apostrophes as blanks, as the queries are.
std::string without_apostrophes(std::string text) {
    for (const std::string_view mark : {"'", "\u2019", "\u2018", "`"}) {
        for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark)) {
            text.replace(at, mark.size(), " ");
        }
    }
    return text::fold(text).joined();
}

/// The names as published, treated as a clerk would write them: the last word first with a comma, in any order, or with
/// one slip in one long word. `folded`: as the queries are given, apostrophes become blanks, and then all is folded.
std::vector<Query> treat(const std::string& folder, const std::vector<Query>& queries, bool folded) {
    std::map<std::vector<std::string>, const Query*> by_words;
    for (const Query& query : queries) {
        by_words[sorted_words(query.name)] = &query;
    }
    std::vector<Query> treated;
    std::mt19937 random(5);
    for (Row& row : load_rows(folder + "/positives_un_untreated.csv")) {
        const auto found = by_words.find(sorted_words(without_apostrophes(row["full_name"])));
        if (found == by_words.end()) {
            continue;
        }
        std::vector<std::string> words = split_words(row["full_name"]);
        const auto kind = random() % 4;
        if (kind == 0 && words.size() > 1) {
            std::rotate(words.begin(), words.end() - 1, words.end());
            words.front() += ',';
        } else if (kind == 1) {
            for (std::size_t i = words.size(); i > 1; --i) {
                std::swap(words[i - 1], words[random() % i]);
            }
        } else if (kind == 2) {
            const std::size_t start = random() % words.size();
            for (std::size_t i = 0; i < words.size(); ++i) {
                if (std::string& word = words[(start + i) % words.size()]; word.size() >= 5) {
                    misspell(word, random);
                    break;
                }
            }
        }
        Query query = *found->second;
        query.name = folded ? without_apostrophes(join_words(words)) : join_words(words);
        treated.push_back(std::move(query));
    }
    return treated;
}

/// An edit in every word of four letters or more, as the hard queries have them, with another seed.
std::vector<Query> misspell_all(std::vector<Query> queries) {
    std::mt19937 random(29);
    for (Query& query : queries) {
        std::vector<std::string> words = split_words(query.name);
        for (std::string& word : words) {
            if (word.size() >= 4) {
                misspell(word, random);
            }
        }
        query.name = join_words(words);
    }
    return queries;
}

std::string_view text_between(std::string_view text, std::string_view start, std::string_view end) {
    const std::size_t at = text.find(start);
    if (at == std::string_view::npos) {
        return {};
    }
    text.remove_prefix(at + start.size());
    return text.substr(0, text.find(end));
}

/// Names of persons in their own script (nearly all Arabic), as the UN publishes them beside the Latin ones of the corpus.
std::vector<Query> load_own_script(const std::string& path) {
    std::vector<Query> queries;
    const std::string text = base::load_file(path);
    std::string_view rest = text;
    while (!rest.empty()) {
        const std::string_view record = text_between(rest, "<INDIVIDUAL>", "</INDIVIDUAL>");
        if (record.empty()) {
            break;
        }
        rest.remove_prefix(static_cast<std::size_t>(record.data() - rest.data()) + record.size());
        std::string name(text_between(record, "<NAME_ORIGINAL_SCRIPT>", "<"));
        name.resize(std::min(name.find('('), name.size())); // remarks
        if (!name.empty() && text::script_of(name) != text::Script::latin) {
            queries.push_back({name, {std::string(text_between(record, "<DATAID>", "<"))}});
        }
    }
    return queries;
}

std::string publisher_id(std::string_view id) {
    const std::size_t bar = id.find(':');
    return std::string(bar == std::string_view::npos ? id : id.substr(bar + 1));
}

/// How often the expected entity is found among the first 50, by threshold.
void run_queries(const index::Index& index, std::string_view title, const std::vector<Query>& queries, bool show) {
    std::array<std::size_t, 3> found{}; // at any score from 0.50, at 0.60, at 0.70
    std::array<std::array<std::size_t, 2>, 2> halves{};
    for (const Query& query : queries) {
        index::SearchOptions options;
        options.cutoff = 0.5;
        options.limit = 50;
        double best = 0;
        const auto hits = index.search(prepare("Person", query.name), options);
        for (const index::Hit& hit : hits) {
            if (query.expected.contains(publisher_id(index.listed(hit.entity).entity.id))) {
                best = hit.match.score;
                break;
            }
        }
        found[0] += best > 0 ? 1U : 0U;
        found[1] += best >= 0.60 ? 1U : 0U;
        found[2] += best >= match::match_score ? 1U : 0U;
        auto& half = halves[is_fit(query.name) ? 0 : 1];
        ++half[0];
        half[1] += best >= match::match_score ? 1U : 0U;
        if (show && best < match::match_score) {
            fmt::print("  missed {:.3f} {} : {}\n", best, query.name,
                       index.listed(*index.find("un:" + *query.expected.begin())).entity.first("name"));
        }
    }
    const auto share = [&](std::size_t count) { return static_cast<double>(count) / static_cast<double>(queries.size()); };
    fmt::print("{:<14} {} queries: within 50 {:.4f}, found at 0.60 {:.4f}, at 0.70 {:.4f} (halves {:.4f} {:.4f})\n", title, queries.size(),
               share(found[0]), share(found[1]), share(found[2]), static_cast<double>(halves[0][1]) / static_cast<double>(halves[0][0]),
               static_cast<double>(halves[1][1]) / static_cast<double>(halves[1][0]));
}

void run_negatives(const index::Index& index, const std::string& path, std::size_t first, std::size_t count, bool show) {
    std::vector<double> scores;
    std::vector<std::string> lines;
    const std::vector<Row> rows = load_rows(path);
    for (std::size_t i = first; i < std::min(rows.size(), first + count); ++i) {
        const std::string& name = rows[i].at("full_name");
        index::SearchOptions options;
        options.cutoff = 0.60;
        options.limit = 1;
        const auto hits = index.search(prepare("Person", name), options);
        if (hits.empty()) {
            continue;
        }
        scores.push_back(hits.front().match.score);
        if (scores.back() >= match::match_score) {
            const auto& evidence = std::get<match::NameEvidence>(hits.front().match.features.front().evidence);
            lines.push_back(fmt::format("  false {:.3f} {} : {}", scores.back(), name, evidence.candidate));
        }
    }
    const auto share = [&](double threshold) {
        return static_cast<double>(std::ranges::count_if(scores, [&](double score) { return score >= threshold; })) / static_cast<double>(count);
    };
    fmt::print("{} rows {} to {}: false at 0.60 {:.4f}, 0.65 {:.4f}, 0.70 {:.4f}, 0.75 {:.4f}\n", std::filesystem::path(path).filename().string(), first,
               first + count, share(0.60), share(0.65), share(0.70), share(0.75));
    if (show) {
        for (const std::string& line : lines) {
            fmt::print("{}\n", line);
        }
    }
}

void run_search(const std::string& folder, bool show) {
    std::string scratch = (std::filesystem::temp_directory_path() / "accuracy-XXXXXX").string();
    if (::mkdtemp(scratch.data()) == nullptr) {
        throw base::Failure(base::FailureKind::machine, "no folder for the index can be made");
    }
    const std::string path = scratch + "/accuracy.tw";
    std::map<std::string, entity::Entity> entities;
    for (Row& row : load_rows(folder + "/search/names.csv.gz")) {
        entity::Entity& entity = entities[row["list"] + ":" + row["entity_id"]];
        entity.id = row["list"] + ":" + row["entity_id"];
        entity.schema = "Person";
        entity.add(entity.has("name") ? "alias" : "name", row["name"]);
    }
    index::IndexBuilder builder;
    for (auto& [id, entity] : entities) {
        builder.add(std::move(entity));
    }
    lists::ListVersion version;
    version.list = "names";
    builder.end_list(version);
    builder.write(path);
    {
        const index::Index index(path);
        const auto exact = load_queries(folder + "/search/queries_exact.csv");
        run_queries(index, "as listed", exact, show);
        run_queries(index, "treated", treat(folder, exact, false), show);
        run_queries(index, "treated, folded", treat(folder, exact, true), show);
        run_queries(index, "misspelt", load_queries(folder + "/search/queries_hard.csv"), show);
        run_queries(index, "misspelt anew", misspell_all(exact), show);
        run_queries(index, "own script", load_own_script(folder + "/../lists/un/un_consolidated_20260227.xml.gz"), show);
        run_negatives(index, folder + "/negatives_global.csv.gz", 0, 2'000, show);
        run_negatives(index, folder + "/negatives_us.csv.gz", 0, 2'000, show);
        // Never looked at while weights are set.
        run_negatives(index, folder + "/negatives_global.csv.gz", 2'000, 4'000, false);
        run_negatives(index, folder + "/negatives_us.csv.gz", 2'000, 4'000, false);
    }
    std::filesystem::remove_all(scratch);
}

double compare_prepared(const match::Prepared& a, const match::Prepared& b) { return match::compare_all_names(a, b, 0).value; }

/// Each Latin form against its original, and against 20 originals of its script drawn at random.
void run_scripts(const std::string& folder, bool show) {
    struct Pair {
        std::string latin;
        std::string original;
        match::Prepared prepared_latin;
        match::Prepared prepared_original;
    };
    std::map<std::string, std::vector<Pair>> scripts;
    for (Row& row : load_rows(folder + "/transliteration_positives.csv.gz")) {
        scripts[row["script"]].push_back({row["latin"], row["original"], prepare("Person", row["latin"]), prepare("Person", row["original"])});
    }
    fmt::print("the same name in two scripts; negatives: 20 originals of the script, seed 17\n");
    fmt::print("{:<14} {:>5}  found at 0.2 %  threshold  found at 0.70 (halves)        false at 0.70  best of both\n", "script", "pairs");
    for (const auto& [script, pairs] : scripts) {
        std::mt19937 random(17);
        std::vector<double> positives;
        std::vector<double> negatives;
        std::array<std::array<std::size_t, 2>, 2> halves{};
        std::vector<std::string> lines;
        for (const Pair& pair : pairs) {
            const double score = compare_prepared(pair.prepared_latin, pair.prepared_original);
            positives.push_back(score);
            auto& half = halves[is_fit(pair.latin) ? 0 : 1];
            ++half[0];
            half[1] += score >= match::match_score ? 1U : 0U;
            if (show && score < match::match_score) {
                lines.push_back(fmt::format("  missed {:.3f} {} {}", score, pair.latin, pair.original));
            }
            for (int i = 0; i < 20;) {
                const Pair& other = pairs[random() % pairs.size()];
                if (other.latin == pair.latin || other.original == pair.original) {
                    continue;
                }
                ++i;
                negatives.push_back(compare_prepared(pair.prepared_latin, other.prepared_original));
                if (show && negatives.back() >= match::match_score) {
                    lines.push_back(fmt::format("  false {:.3f} {} {} ({})", negatives.back(), pair.latin, other.original, other.latin));
                }
            }
        }
        std::ranges::sort(negatives, std::greater{});
        // The lowest threshold that lets 0.2 % of the negatives through: just above the first one too many.
        const double limit = negatives[static_cast<std::size_t>(0.002 * static_cast<double>(negatives.size()))];
        const auto share = [](const std::vector<double>& scores, auto test) {
            return static_cast<double>(std::ranges::count_if(scores, test)) / static_cast<double>(scores.size());
        };
        fmt::print("{:<14} {:>5}  {:.4f}          {:.4f}     {:.4f} ({:.4f} {:.4f})  {:.5f}        {:.4f}\n", script, pairs.size(),
                   share(positives, [&](double s) { return s > limit; }), limit,
                   share(positives, [](double s) { return s >= match::match_score; }),
                   static_cast<double>(halves[0][1]) / static_cast<double>(halves[0][0]),
                   static_cast<double>(halves[1][1]) / static_cast<double>(halves[1][0]),
                   share(negatives, [](double s) { return s >= match::match_score; }),
                   share(positives, [&](double s) { return s > limit && s >= match::match_score; }));
        for (const std::string& line : lines) {
            fmt::print("{}\n", line);
        }
    }
}

} // namespace

int main(int count, char** values) {
    std::vector<std::string> arguments(values + 1, values + count);
    const bool show = std::erase(arguments, "--show") > 0;
    if (arguments.empty()) {
        fmt::print(stderr, "usage: bench_accuracy FOLDER [pairs|search|scripts]... [--show]\n");
        return 2;
    }
    try {
        const std::string folder = arguments.front();
        arguments.erase(arguments.begin());
        const auto wants = [&](std::string_view part) { return arguments.empty() || std::ranges::find(arguments, part) != arguments.end(); };
        if (wants("pairs")) {
            run_pairs(folder, show);
        }
        if (wants("search")) {
            run_search(folder, show);
        }
        if (wants("scripts")) {
            run_scripts(folder, show);
        }
    } catch (const base::Failure& failure) {
        fmt::print(stderr, "{}\n", failure.what());
        return 3;
    }
    return 0;
}
