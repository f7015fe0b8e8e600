#include "cli/balance_text.hpp"

#include "report/balance_words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace tidewaiter::cli {

using balance::Account;
using balance::Answer;
using balance::BalanceResult;
using balance::Term;
using report::figure_text;
using report::signed_text;

namespace {

std::string title_of(const Account& account) { return fmt::format("{} {}", account.kind.name, account.period); }

/// Breaks a sentence at 100 columns.
void print_wrapped(std::string_view text, std::string_view indent, std::ostream& out) {
    constexpr std::size_t width = 100;
    while (!text.empty()) {
        std::size_t end = text.size();
        if (indent.size() + end > width) {
            end = text.rfind(' ', width - indent.size());
            end = end == std::string_view::npos ? text.size() : end;
        }
        out << indent << text.substr(0, end) << '\n';
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

std::string sum_text(const Term& term) {
    std::string text;
    for (const balance::SignedTerm& part : term.sum) {
        text += text.empty() ? (part.sign < 0 ? "- " : "") : (part.sign < 0 ? " - " : " + ");
        text += part.name;
    }
    return text;
}

void print_terms(const Account& account, std::ostream& out) {
    out << fmt::format("  {:<16} {:>9} {:>9} {:>9}  {:<15} {}\n", "term", "low", "mode", "high", "kind", "source");
    for (const Term& term : account.terms) {
        if (!term.sum.empty()) {
            out << fmt::format("  {:<16} = {}\n", term.name, sum_text(term));
            continue;
        }
        if (term.unknown) {
            out << fmt::format("  {:<16} {:>29}  nobody says it\n", term.name, "unknown");
            continue;
        }
        out << fmt::format("  {:<16} {:>9} {:>9} {:>9}  {:<15} {}{}{}\n", term.name, figure_text(term.range.low), figure_text(term.range.mode),
                           figure_text(term.range.high), term.changed ? "-" : to_text(term.kind),
                           term.changed ? "set on the command line" : term.source, term.range.shape == balance::Shape::pert ? ", pert" : "",
                           term.unseen ? fmt::format(", divided by 1 - unseen (mean {}, weight {})", term.unseen->mean, term.unseen->weight) : std::string());
    }
    for (const balance::RankCorrelation& pair : account.correlations) {
        out << fmt::format("  {} and {} move together, rank correlation {}\n", pair.first, pair.second, pair.rank);
    }
}

void print_answer(const Answer& answer, const std::string& unit, std::ostream& out) {
    if (!answer.askable) {
        out << fmt::format("\n  {}: not asked\n", answer.question);
        print_wrapped(answer.remark + ".", "    ", out);
        return;
    }
    out << fmt::format("\n  {}: {}, P = {}{}\n", answer.question, report::likelihood(answer.probability), report::probability_text(answer),
                       answer.favourable == 0 ? fmt::format(" (none of {} draws)", figure_text(static_cast<double>(answer.draws))) : std::string());
    out << fmt::format("    {}\n", answer.formula);
    out << fmt::format("    balance {} to {} (5 to 95 %), median {}, at the modes {} {}\n", signed_text(answer.percentiles[0]),
                       signed_text(answer.percentiles[2]), signed_text(answer.percentiles[1]), signed_text(answer.at_modes), unit);
    print_wrapped(report::hangs_on(answer), "    ", out);
    if (!answer.remark.empty()) {
        print_wrapped("Note: " + answer.remark + ".", "    ", out);
    }
    if (!answer.not_held.empty()) {
        print_wrapped(fmt::format("Counted as nothing, because the model does not hold it: {}.", fmt::join(answer.not_held, ", ")), "    ", out);
    }
    if (!answer.swings.empty()) {
        out << fmt::format("    {:<16} {:>22} {:>18}  {}\n", "one at a time", "balance, low .. high", "P, low .. high", "even odds at");
    }
    for (const balance::Swing& swing : answer.swings) {
        out << fmt::format("    {:<16} {:>22} {:>18}  {}\n", swing.term,
                           fmt::format("{} .. {}", signed_text(swing.balance_at_low), signed_text(swing.balance_at_high)),
                           fmt::format("{:.3f} .. {:.3f}", swing.probability_at_low, swing.probability_at_high),
                           swing.even_odds < 0 ? "-" : figure_text(swing.even_odds));
    }
}

void print_reconciliation(const BalanceResult& result, std::ostream& out) {
    const balance::Reconciliation& found = *result.reconciliation;
    out << "\nWhich source is off (all sources balanced against the identities, weighted least squares)\n";
    for (const std::string& identity : found.identities) {
        print_wrapped("kept: " + identity, "  ", out);
    }
    for (const std::string& identity : found.not_used) {
        print_wrapped("not used: " + identity, "  ", out);
    }
    out << fmt::format("  {} figures more than needed; sum of squared residuals {:.1f}\n", found.redundancy, found.sum_of_squares);
    out << fmt::format("  {:<24} {:<14} {:<18} {:<15} {:>9} {:>9} {:>9} {:>8}\n", "account", "term", "source", "kind", "says", "balanced", "off", "in sd");
    std::size_t unchecked = 0;
    for (const balance::Residual& residual : found.residuals) {
        if (residual.off == 0) {
            ++unchecked;
            continue;
        }
        out << fmt::format("  {:<24} {:<14} {:<18} {:<15} {:>9} {:>9} {:>9} {:>+8.2f}\n", title_of(result.model.accounts[residual.account]), residual.term,
                           residual.source.empty() ? "command line" : residual.source, to_text(residual.kind), figure_text(residual.stated),
                           figure_text(residual.balanced), signed_text(residual.off), residual.off_sd);
    }
    if (unchecked > 0) {
        out << fmt::format("  {} more figure{} that nothing else speaks of\n", unchecked, unchecked == 1 ? "" : "s");
    }
    for (const balance::BalancedTerm& term : found.terms) {
        const Account& account = result.model.accounts[term.account];
        if (!term.determined) {
            out << fmt::format("  {}: {} is given by no source and no identity\n", title_of(account), term.term);
        } else if (const Term* own = account.find(term.term); own != nullptr && own->unknown) {
            out << fmt::format("  {}: {} follows as {}, give or take {}\n", title_of(account), term.term, figure_text(term.value), figure_text(term.sd));
        }
    }
}

void print_history(const BalanceResult& result, std::ostream& out) {
    for (const balance::HistoryResult& history : result.history) {
        const balance::Series& series = result.model.series[history.series];
        out << fmt::format("\nMore than ever? {}, in {}\n", series.name, series.unit);
        print_wrapped(report::history_text(series, history), "  ", out);
        const auto& last = series.years.back();
        out << fmt::format("  {:<6} {:>24}  {:<15} {}\n", last.year, report::range_text(last.range), to_text(last.kind), last.source);
        for (const balance::OlderYear& older : history.older) {
            const auto figure = std::ranges::find(series.years, older.year, &balance::YearFigure::year);
            out << fmt::format("  {:<6} {:>24}  {:<15} {:<12} P that {} exceeds it {:.3f}\n", older.year, report::range_text(older.range),
                               to_text(figure->kind), figure->source, last.year, older.probability);
        }
    }
}

void print_sources(const balance::Model& model, std::ostream& out) {
    out << "\nSources\n";
    for (const balance::Source& source : model.sources) {
        out << fmt::format("  {:<18} {}{}{}\n", source.key, source.name, source.address.empty() ? "" : "\n" + std::string(21, ' '), source.address);
    }
}

void print_head(const BalanceResult& result, std::ostream& out) {
    out << fmt::format("{}\n", result.model.title);
    if (!result.model.sentence.empty()) {
        out << fmt::format("  \"{}\"\n", result.model.sentence);
    }
}

/// The answer of another model to the same question: the same account where it has it, else the one in the same place.
const Answer* find_same(const BalanceResult& there, const Account& account, std::size_t place, const Answer& answer) {
    const auto same = std::ranges::find_if(there.accounts, [&](const balance::AccountResult& each) {
        return title_of(there.model.accounts[each.account]) == title_of(account);
    });
    const balance::AccountResult* found = same != there.accounts.end() ? &*same : place < there.accounts.size() ? &there.accounts[place] : nullptr;
    if (found == nullptr) {
        return nullptr;
    }
    const auto question = std::ranges::find(found->answers, answer.question, &Answer::question);
    return question == found->answers.end() ? nullptr : &*question;
}

bool has_settings(const balance::Model& model) {
    return std::ranges::any_of(model.accounts, [](const Account& account) { return std::ranges::any_of(account.terms, &Term::changed); });
}

void print_different_terms(const BalanceResult& here, const BalanceResult& there, std::ostream& out) {
    for (std::size_t i = 0; i < std::min(here.model.accounts.size(), there.model.accounts.size()); ++i) {
        const Account& mine = here.model.accounts[i];
        const Account& other = there.model.accounts[i];
        const auto text = [](const Term* term) {
            return term == nullptr ? std::string("not held") : term->unknown ? std::string("unknown") : term->sum.empty() ? report::range_text(term->range) : "= " + sum_text(*term);
        };
        for (const Term& term : mine.terms) {
            const Term* same = other.find(term.name);
            if (text(&term) != text(same) || (same != nullptr && !(term.range == same->range))) {
                out << fmt::format("  {}: {} here {}, there {}\n", title_of(mine), term.name, text(&term), text(same));
            }
        }
        for (const Term& term : other.terms) {
            if (mine.find(term.name) == nullptr) {
                out << fmt::format("  {}: {} here not held, there {}\n", title_of(other), term.name, text(&term));
            }
        }
    }
}

} // namespace

void print_balance(const BalanceResult& result, std::ostream& out) {
    print_head(result, out);
    out << fmt::format("  model {}, SHA-256 {}; {} draws, seed {}\n", result.model.name, result.model.sha256.substr(0, 16),
                       figure_text(static_cast<double>(result.options.draws)), result.options.seed);
    for (const balance::AccountResult& asked : result.accounts) {
        const Account& account = result.model.accounts[asked.account];
        out << fmt::format("\n{}, in {}\n", title_of(account), account.unit);
        print_terms(account, out);
        for (const Answer& answer : asked.answers) {
            print_answer(answer, account.unit, out);
        }
    }
    if (result.reconciliation) {
        print_reconciliation(result, out);
    }
    print_history(result, out);
    print_sources(result.model, out);
}

void print_brief(const BalanceResult& result, std::ostream& out) {
    print_head(result, out);
    if (!result.accounts.empty()) {
        const balance::AccountResult& asked = result.accounts.front();
        const Account& account = result.model.accounts[asked.account];
        for (const Answer& answer : asked.answers) {
            if (!answer.askable) {
                continue;
            }
            out << fmt::format("  {}, {}: {}, P = {}\n", answer.question, account.period, report::likelihood(answer.probability), report::probability_text(answer));
            out << fmt::format("    {}; balance {} to {} {} (5 to 95 %)\n", answer.formula, signed_text(answer.percentiles[0]),
                               signed_text(answer.percentiles[2]), account.unit);
            print_wrapped(fmt::format("Ranges: {}.", report::ranges_text(answer)), "    ", out);
            print_wrapped(report::hangs_on(answer), "    ", out);
            if (!answer.remark.empty()) {
                print_wrapped("Note: " + answer.remark + ".", "    ", out);
            }
        }
    }
    if (result.accounts.size() > 1) {
        out << fmt::format("  {} more account{} of the model: without --brief\n", result.accounts.size() - 1, result.accounts.size() == 2 ? "" : "s");
    }
    for (const balance::HistoryResult& history : result.history) {
        const balance::Series& series = result.model.series[history.series];
        print_wrapped(fmt::format("More than ever, {}: {}", series.name, report::history_text(series, history)), "  ", out);
    }
}

void print_against(const BalanceResult& here, const BalanceResult& there, std::ostream& out) {
    out << fmt::format("\nHere {}{}, there {}\n", here.model.name, has_settings(here.model) ? " as set on the command line" : "", there.model.name);
    out << fmt::format("  {:<46} {:>8} {:>8} {:>8} {:>10} {:>10}\n", "question", "P here", "P there", "change", "median", "there");
    for (std::size_t place = 0; place < here.accounts.size(); ++place) {
        const Account& account = here.model.accounts[here.accounts[place].account];
        for (const Answer& answer : here.accounts[place].answers) {
            const Answer* same = find_same(there, account, place, answer);
            if (!answer.askable || same == nullptr || !same->askable) {
                continue;
            }
            out << fmt::format("  {:<46} {:>8.3f} {:>8.3f} {:>+8.3f} {:>10} {:>10}\n", fmt::format("{}, {}", answer.question, account.period), answer.probability,
                               same->probability, same->probability - answer.probability, signed_text(answer.percentiles[1]), signed_text(same->percentiles[1]));
        }
    }
    print_different_terms(here, there, out);
}

} // namespace tidewaiter::cli
