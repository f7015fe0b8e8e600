// Learns how the letters of other scripts, romanised as text::fold romanises them, are spelt in Latin names, for
// data/transliterations.csv:
//
//   bench_fit_transliteration ../shared/data/match data/word_counts.csv > data/transliterations.csv
//
// Training pairs: forms of one name in name_equivalents_wikidata.txt.gz (Wikidata, CC0) and arabic_romanizations.csv.gz
// (Apache-2.0); a class that holds a pair of transliteration_positives.csv.gz is left out, so that the figures on those
// are of names never seen. Method: a pair is cut into pieces, each up to two romanised letters against up to three
// Latin ones; the probability of each piece is found by expectation maximisation over all cuts (M. Bisani, H. Ney,
// "Joint-sequence models for grapheme-to-phoneme conversion", Speech Communication 50, 2008). What is kept of a piece
// is its log odds against two letters that meet by chance. Then the odds of whole words become a score by logistic
// regression of true pairs against chance pairs, per script.
#include "base/csv.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "text/fold.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <random>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace {

using namespace tidewaiter;

constexpr std::size_t most_from = 2;   // romanised letters of a piece
constexpr std::size_t most_to = 3;     // Latin letters of a piece
constexpr int rounds = 10;
constexpr std::size_t most_pairs = 60'000; // of a script
constexpr int least_common = 60;       // names of lists that hold a word, for it to be common
constexpr double least_count = 4;      // a piece that fewer pairs use is not kept
constexpr double unseen = -6.0;        // log odds of letters that were never seen to meet
constexpr double lone_letter = -2.5;   // the same of a letter over on one side

struct Pair {
    std::string from; // romanised
    std::string to;   // Latin
};

bool is_letters(std::string_view text) {
    return !text.empty() && text.size() <= 24 && std::ranges::all_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
}

/// Pieces kept of a script; those that spell sounds unlike Latin need more.
std::size_t most_pieces(text::Script script) {
    switch (script) {
    case text::Script::han:
    case text::Script::hangul: return 1'700;
    case text::Script::kana: return 1'500;
    case text::Script::arabic:
    case text::Script::hebrew: return 1'000;
    default: return 500;
    }
}

struct Form {
    std::string text;
    text::Script script = text::Script::none;
};

/// A form of one word, folded.
Form to_form(std::string_view form) {
    Form made;
    for (const text::Token& token : text::fold(form).tokens) {
        if (!made.text.empty() && !token.glued) {
            return {};
        }
        made.script = token.script;
        made.text += token.text;
    }
    return is_letters(made.text) ? made : Form{};
}

using Training = std::map<text::Script, std::vector<Pair>>;

std::set<std::pair<std::string, std::string>> load_held_out(const std::string& folder) {
    std::set<std::pair<std::string, std::string>> held;
    const auto source = base::open_source(folder + "/transliteration_positives.csv.gz");
    base::CsvReader reader(*source, {});
    base::CsvRecord record;
    while (reader.next(record)) {
        if (record.fields.size() == 3) {
            held.emplace(text::fold(record.fields[1]).joined(), text::fold(record.fields[2]).joined());
        }
    }
    return held;
}

/// How often Latin words stand in names of public lists, for those that do often.
std::map<std::string, int> load_common(const std::string& path) {
    std::map<std::string, int> common;
    const auto source = base::open_source(path);
    base::CsvReader reader(*source, {});
    base::CsvRecord record;
    while (reader.next(record)) {
        if (record.fields.size() == 2 && record.fields[0] != "*") {
            if (const int count = std::atoi(std::string(record.fields[1]).c_str()); count >= least_common) {
                common[std::string(record.fields[0])] = count;
            }
        }
    }
    return common;
}

struct Learning {
    Training training;
    std::map<text::Script, std::map<std::string, int>> common; // romanised words and how often their Latin forms stand in names
    std::map<text::Script, std::vector<Pair>> limits;          // pairs on which the limits are set
};

/// Half of the labelled pairs by a fixed hash, single words: the limit of each script is set on them.
void load_limits(const std::string& folder, Learning& learning) {
    const auto source = base::open_source(folder + "/transliteration_positives.csv.gz");
    base::CsvReader reader(*source, {});
    base::CsvRecord record;
    while (reader.next(record)) {
        if (record.fields.size() != 3 || record.fields[0].ends_with("fullname") || base::to_xxh3(record.fields[1]) % 2 != 0) {
            continue;
        }
        const Form to = to_form(record.fields[1]);
        const Form from = to_form(record.fields[2]);
        if (to.script == text::Script::latin && from.script != text::Script::none && from.script != text::Script::latin) {
            learning.limits[from.script].push_back({from.text, to.text});
        }
    }
}

Learning load_training(const std::string& folder, const std::map<std::string, int>& common_words) {
    Learning learning;
    Training& training = learning.training;
    load_limits(folder, learning);
    const auto held = load_held_out(folder);
    const std::string text = base::load_file(folder + "/name_equivalents_wikidata.txt.gz");
    std::string_view rest = text;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        std::string_view line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        line = line.substr(0, line.find("=>"));
        std::vector<Form> latin;
        std::vector<Form> other;
        while (!line.empty()) {
            const std::size_t comma = std::min(line.find(','), line.size());
            Form form = to_form(line.substr(0, comma));
            line.remove_prefix(std::min(comma + 1, line.size()));
            if (form.script == text::Script::latin && form.text.size() > 1) {
                latin.push_back(std::move(form));
            } else if (form.script != text::Script::latin && form.script != text::Script::none) {
                other.push_back(std::move(form));
            }
        }
        int common = 0;
        for (const Form& to : latin) {
            const auto found = common_words.find(to.text);
            common = std::max(common, found == common_words.end() ? 0 : found->second);
        }
        for (const Form& from : other) {
            if (common > 0) {
                int& known = learning.common[from.script][from.text];
                known = std::max(known, common);
            }
        }
        // Large classes gather unlike forms (Johannes, Ivan, Sean).
        if (latin.empty() || latin.size() > 6 || other.size() > 12) {
            continue;
        }
        const bool is_held = std::ranges::any_of(latin, [&](const Form& to) {
            return std::ranges::any_of(other, [&](const Form& from) { return held.contains({to.text, from.text}); });
        });
        if (is_held) {
            continue;
        }
        for (const Form& from : other) {
            for (const Form& to : latin) {
                training[from.script].push_back({from.text, to.text});
            }
        }
    }
    const auto source = base::open_source(folder + "/arabic_romanizations.csv.gz");
    base::CsvReader reader(*source, {});
    base::CsvRecord record;
    while (reader.next(record)) {
        const Form from = to_form(record.fields[0]);
        const Form to = to_form(record.fields[1]);
        if (from.script == text::Script::arabic && to.script == text::Script::latin && !held.contains({to.text, from.text})) {
            training[from.script].push_back({from.text, to.text});
        }
    }
    for (auto& [script, pairs] : training) {
        std::ranges::sort(pairs, {}, [](const Pair& pair) { return std::pair(pair.from, pair.to); });
        pairs.erase(std::ranges::unique(pairs, {}, [](const Pair& pair) { return std::pair(pair.from, pair.to); }).begin(), pairs.end());
        std::mt19937 random(3);
        for (std::size_t i = pairs.size(); i > 1; --i) {
            std::swap(pairs[i - 1], pairs[random() % i]);
        }
        if (pairs.size() > most_pairs) {
            pairs.resize(most_pairs);
        }
    }
    return learning;
}

/// Number of a piece: five bits a letter, romanised letters above the Latin ones.
std::uint32_t number_of(std::string_view from, std::string_view to) {
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < most_from; ++i) {
        number = number << 5U | (i < from.size() ? static_cast<std::uint32_t>(from[i] - 'a' + 1) : 0U);
    }
    for (std::size_t i = 0; i < most_to; ++i) {
        number = number << 5U | (i < to.size() ? static_cast<std::uint32_t>(to[i] - 'a' + 1) : 0U);
    }
    return number;
}

std::string piece_text(std::uint32_t number, std::size_t first, std::size_t count) {
    std::string text;
    for (std::size_t i = first; i < first + count; ++i) {
        const std::uint32_t letter = number >> (5U * static_cast<std::uint32_t>(most_from + most_to - 1 - i)) & 31U;
        if (letter != 0) {
            text += static_cast<char>('a' + letter - 1);
        }
    }
    return text;
}

bool is_piece(std::size_t from, std::size_t to) { return from + to > 0 && !(from == 2 && to == 0) && !(from == 0 && to > 1); }

template <class F>
void each_piece(const Pair& pair, const F& f) {
    for (std::size_t i = 0; i <= pair.from.size(); ++i) {
        for (std::size_t j = 0; j <= pair.to.size(); ++j) {
            for (std::size_t a = 0; a <= most_from && i + a <= pair.from.size(); ++a) {
                for (std::size_t b = 0; b <= most_to && j + b <= pair.to.size(); ++b) {
                    if (is_piece(a, b)) {
                        f(i, j, a, b, number_of(std::string_view(pair.from).substr(i, a), std::string_view(pair.to).substr(j, b)));
                    }
                }
            }
        }
    }
}

class Model {
public:
    explicit Model(const std::vector<Pair>& pairs) {
        for (const Pair& pair : pairs) {
            for (const char c : pair.from) {
                ++from_letters_[static_cast<std::size_t>(c - 'a')];
            }
            for (const char c : pair.to) {
                ++to_letters_[static_cast<std::size_t>(c - 'a')];
            }
        }
        for (auto* letters : {&from_letters_, &to_letters_}) {
            double sum = 0;
            for (double& count : *letters) {
                count += 1;
                sum += count;
            }
            for (double& count : *letters) {
                count = std::log(count / sum);
            }
        }
    }

    void fit(std::vector<Pair> pairs) {
        std::unordered_map<std::uint32_t, double> probability;
        const auto at = [&](std::uint32_t piece) {
            const auto found = probability.find(piece);
            return found == probability.end() ? 1e-12 : found->second;
        };
        for (int round = 0; round < rounds; ++round) {
            std::unordered_map<std::uint32_t, double> counts;
            double total = 0;
            for (const Pair& pair : pairs) {
                const std::size_t width = pair.to.size() + 1;
                std::vector<double> forward((pair.from.size() + 1) * width, 0.0);
                std::vector<double> backward(forward.size(), 0.0);
                struct Step {
                    std::size_t start, end;
                    std::uint32_t piece;
                    double weight;
                };
                std::vector<Step> steps;
                each_piece(pair, [&](std::size_t i, std::size_t j, std::size_t a, std::size_t b, std::uint32_t piece) {
                    // The first round takes every piece as likely, short ones first: its length is its price.
                    const double weight = round == 0 ? std::pow(1e-2, static_cast<double>(std::max(a, b))) * (a == 0 || b == 0 ? 1e-2 : 1.0) : at(piece);
                    steps.push_back({i * width + j, (i + a) * width + j + b, piece, weight});
                });
                forward[0] = 1;
                for (const Step& step : steps) {
                    forward[step.end] += forward[step.start] * step.weight;
                }
                backward.back() = 1;
                for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
                    backward[step->start] += backward[step->end] * step->weight;
                }
                if (forward.back() <= 0) {
                    continue;
                }
                for (const Step& step : steps) {
                    const double count = forward[step.start] * step.weight * backward[step.end] / forward.back();
                    counts[step.piece] += count;
                    total += count;
                }
            }
            for (auto& [piece, count] : counts) {
                count /= total;
            }
            probability = std::move(counts);
            total_ = total;
            set_odds(probability);
            if (round == 2 || round == 5) { // unlike forms of one class teach nothing
                std::erase_if(pairs, [&](const Pair& pair) { return odds(pair) < 0; });
            }
        }
    }

    /// Keeps the pieces that are used most.
    void prune(std::size_t most) {
        std::vector<std::pair<double, std::uint32_t>> order;
        for (const auto& [piece, odds] : odds_) {
            const double count = counts_[piece];
            if (count >= least_count && (odds > -4 || piece_text(piece, 0, most_from).size() + piece_text(piece, most_from, most_to).size() <= 2)) {
                order.emplace_back(count, piece);
            }
        }
        std::ranges::sort(order, std::greater{});
        order.resize(std::min(order.size(), most));
        std::map<std::uint32_t, double> kept;
        for (const auto& [count, piece] : order) {
            kept[piece] = std::round(odds_[piece] * 100) / 100;
        }
        odds_ = std::move(kept);
    }

    /// Log odds of the best cut, against two words of these letters that meet by chance.
    double odds(const Pair& pair) const {
        const std::size_t width = pair.to.size() + 1;
        std::vector<double> best((pair.from.size() + 1) * width, -1e9);
        best[0] = 0;
        each_piece(pair, [&](std::size_t i, std::size_t j, std::size_t a, std::size_t b, std::uint32_t piece) {
            const auto found = odds_.find(piece);
            double value = 0;
            if (found != odds_.end()) {
                value = found->second;
            } else if (a + b == 1) {
                value = lone_letter;
            } else if (a == 1 && b == 1) {
                value = unseen;
            } else {
                return;
            }
            double& end = best[(i + a) * width + j + b];
            end = std::max(end, best[i * width + j] + value);
        });
        return best.back();
    }

    const std::map<std::uint32_t, double>& all() const { return odds_; }

private:
    void set_odds(const std::unordered_map<std::uint32_t, double>& probability) {
        odds_.clear();
        counts_.clear();
        for (const auto& [piece, share] : probability) {
            double chance = 0;
            for (const char c : piece_text(piece, 0, most_from)) {
                chance += from_letters_[static_cast<std::size_t>(c - 'a')];
            }
            for (const char c : piece_text(piece, most_from, most_to)) {
                chance += to_letters_[static_cast<std::size_t>(c - 'a')];
            }
            if (share * total_ > 0.5) {
                odds_[piece] = std::log(share) - chance;
                counts_[piece] = share * total_;
            }
        }
    }

    std::array<double, 26> from_letters_{};
    std::array<double, 26> to_letters_{};
    std::map<std::uint32_t, double> odds_;
    std::map<std::uint32_t, double> counts_;
    double total_ = 0;
};

/// What the log odds are judged by beside themselves: the letters of both words.
using Features = std::array<double, 4>;

Features features_of(const Pair& pair, double odds) {
    return {1, odds, static_cast<double>(pair.from.size()), static_cast<double>(pair.to.size())};
}

/// Logistic regression by Newton's method; chance pairs count so that as many are expected as in a screening.
Features fit_logistic(const std::vector<std::pair<Features, bool>>& rows, double chance_weight) {
    Features w{};
    for (int round = 0; round < 30; ++round) {
        Features gradient{};
        std::array<std::array<double, 5>, 4> hessian{};
        for (const auto& [x, label] : rows) {
            double z = 0;
            for (std::size_t i = 0; i < 4; ++i) {
                z += w[i] * x[i];
            }
            const double p = 1 / (1 + std::exp(-z));
            const double weight = label ? 1 : chance_weight;
            for (std::size_t i = 0; i < 4; ++i) {
                gradient[i] += weight * ((label ? 1 : 0) - p) * x[i];
                for (std::size_t j = 0; j < 4; ++j) {
                    hessian[i][j] += weight * p * (1 - p) * x[i] * x[j];
                }
            }
        }
        for (std::size_t i = 0; i < 4; ++i) {
            hessian[i][i] += 1e-3;
            hessian[i][4] = gradient[i] - 1e-3 * w[i];
        }
        for (std::size_t i = 0; i < 4; ++i) { // Gauss without pivoting: the matrix is positive definite
            for (std::size_t k = i + 1; k < 4; ++k) {
                const double factor = hessian[k][i] / hessian[i][i];
                for (std::size_t j = i; j < 5; ++j) {
                    hessian[k][j] -= factor * hessian[i][j];
                }
            }
        }
        for (std::size_t i = 4; i-- > 0;) {
            double step = hessian[i][4];
            for (std::size_t j = i + 1; j < 4; ++j) {
                step -= hessian[i][j] * hessian[j][4];
            }
            hessian[i][4] = step / hessian[i][i];
            w[i] += hessian[i][4];
        }
    }
    return w;
}

void fit_script(text::Script script, const std::vector<Pair>& pairs, const Learning& learning) {
    std::vector<Pair> fit;
    std::vector<Pair> check;
    for (const Pair& pair : pairs) {
        (base::to_xxh3(pair.to) % 10 == 0 ? check : fit).push_back(pair);
    }
    Model model(fit);
    model.fit(fit);
    model.prune(most_pieces(script));
    std::erase_if(check, [&](const Pair& pair) { return model.odds(pair) < -4; }); // unlike forms of one class
    std::mt19937 random(4);
    std::vector<std::pair<Features, bool>> rows;
    std::vector<double> positives;
    std::vector<double> negatives;
    for (const Pair& pair : check) {
        rows.emplace_back(features_of(pair, model.odds(pair)), true);
        for (int i = 0; i < 20; ++i) {
            const Pair other{check[random() % check.size()].from, pair.to};
            if (other.from != pair.from) {
                rows.emplace_back(features_of(other, model.odds(other)), false);
            }
        }
    }
    const Features w = fit_logistic(rows, 1.0);
    std::size_t found = 0;
    for (const auto& [x, label] : rows) {
        double z = 0;
        for (std::size_t i = 0; i < 4; ++i) {
            z += w[i] * x[i];
        }
        (label ? positives : negatives).push_back(z);
    }
    const auto judge = [&](const Pair& pair) {
        const Features x = features_of(pair, model.odds(pair));
        return w[0] * x[0] + w[1] * x[1] + w[2] * x[2] + w[3] * x[3];
    };
    if (const auto labelled = learning.limits.find(script); labelled != learning.limits.end() && labelled->second.size() > 300) {
        negatives.clear();
        for (const Pair& pair : labelled->second) {
            for (int i = 0; i < 40; ++i) {
                const Pair& other = labelled->second[random() % labelled->second.size()];
                if (other.from != pair.from && other.to != pair.to) {
                    negatives.push_back(judge({other.from, pair.to}));
                }
            }
        }
    }
    std::ranges::sort(negatives, std::greater{});
    const double limit = negatives.empty() ? 0 : negatives[negatives.size() / 500];
    found = static_cast<std::size_t>(std::ranges::count_if(positives, [&](double z) { return z > limit; }));
    fmt::print(stderr, "{:<10} {:>6} pairs, {:>4} pieces; in a tenth not trained on, {:.3f} found at 0.2 % false (log odds {:.2f})\n",
               text::to_text(script), pairs.size(), model.all().size(),
               static_cast<double>(found) / static_cast<double>(std::max<std::size_t>(1, positives.size())), limit);
    fmt::print("{},=,intercept,{:.3f}\n,=,odds,{:.3f}\n,=,from,{:.3f}\n,=,to,{:.3f}\n,=,limit,{:.3f}\n", text::to_text(script), w[0], w[1], w[2], w[3],
               limit);
    if (const auto common = learning.common.find(script); common != learning.common.end()) {
        for (const auto& [word, times] : common->second) {
            fmt::print(",#,{},{}\n", word, times);
        }
    }
    for (const auto& [piece, odds] : model.all()) {
        fmt::print(",{},{},{:.2f}\n", piece_text(piece, 0, most_from), piece_text(piece, most_from, most_to), odds);
    }
}

} // namespace

int main(int count, char** values) {
    if (count != 3) {
        fmt::print(stderr, "usage: bench_fit_transliteration FOLDER data/word_counts.csv > data/transliterations.csv\n");
        return 2;
    }
    try {
        const Learning learning = load_training(values[1], load_common(values[2]));
        fmt::print("# How romanised letters of other scripts are spelt in Latin names: log odds of each piece.\n"
                   "# A row names the script of those after it; \"=\" rows turn odds into a score, \"#\" rows count common words.\n"
                   "# Made by bench/fit_transliteration.cpp; sources: data/PROVENANCE.md.\nscript,from,to,odds\n");
        for (const auto& [script, pairs] : learning.training) {
            if (pairs.size() >= 400) {
                fit_script(script, pairs, learning);
            } else {
                fmt::print(stderr, "{}: {} pairs are too few\n", text::to_text(script), pairs.size());
            }
        }
    } catch (const base::Failure& failure) {
        fmt::print(stderr, "{}\n", failure.what());
        return 3;
    }
    return 0;
}
