// The JSON document of the balance verb. The number of threads is not in it: it changes nothing.
#include "cli/balance_text.hpp"

#include "cli/verb.hpp"

#include "base/json_writer.hpp"
#include "report/balance_words.hpp"

namespace tidewaiter::cli {

using balance::Answer;
using balance::BalanceResult;
using base::JsonWriter;

namespace {

void write_range(JsonWriter& json, const balance::Range& range) {
    json.member("low", range.low).member("mode", range.mode).member("high", range.high).member("shape", to_text(range.shape));
}

void write_texts(JsonWriter& json, std::string_view key, const std::vector<std::string>& texts) {
    json.key(key).begin_array();
    for (const std::string& text : texts) {
        json.value(text);
    }
    json.end_array();
}

void write_terms(JsonWriter& json, const balance::Account& account) {
    json.key("terms").begin_array();
    for (const balance::Term& term : account.terms) {
        json.begin_object().member("name", term.name);
        if (term.unknown) {
            json.member("unknown", true);
        } else if (term.sum.empty()) {
            write_range(json, term.range);
            if (term.unseen) {
                json.key("unseen").begin_object().member("mean", term.unseen->mean).member("weight", term.unseen->weight).end_object();
            }
            json.member("kind", to_text(term.kind)).member("source", term.source).member("set", term.changed);
        } else {
            json.key("sum").begin_array();
            for (const balance::SignedTerm& part : term.sum) {
                json.value((part.sign < 0 ? "-" : "") + part.name);
            }
            json.end_array();
        }
        json.member("note", term.note).end_object();
    }
    json.end_array().key("correlations").begin_array();
    for (const balance::RankCorrelation& pair : account.correlations) {
        json.begin_object().member("first", pair.first).member("second", pair.second).member("rank", pair.rank).end_object();
    }
    json.end_array();
}

void write_answer(JsonWriter& json, const Answer& answer) {
    json.begin_object().member("test", answer.test).member("question", answer.question).member("formula", answer.formula);
    json.member("asked", answer.askable).member("remark", answer.remark);
    write_texts(json, "counted_as_nothing", answer.not_held);
    if (answer.askable) {
        json.member("probability", answer.probability).member("likelihood", report::likelihood(answer.probability));
        json.member("favourable_draws", answer.favourable).member("p5", answer.percentiles[0]).member("p50", answer.percentiles[1]);
        json.member("p95", answer.percentiles[2]).member("at_modes", answer.at_modes);
        json.key("terms").begin_array();
        for (const balance::UsedTerm& term : answer.terms) {
            json.begin_object().member("term", term.term).member("coefficient", term.sign);
            write_range(json, term.range);
            json.end_object();
        }
        json.end_array();
        json.member("lowest_possible", answer.lowest_possible).member("highest_possible", answer.highest_possible);
        json.member("hangs_on", report::hangs_on(answer));
        json.key("histogram").begin_object().member("from", answer.histogram.from).member("step", answer.histogram.step).key("counts").begin_array();
        for (const std::uint64_t count : answer.histogram.counts) {
            json.value(count);
        }
        json.end_array().end_object().key("swings").begin_array();
        for (const balance::Swing& swing : answer.swings) {
            json.begin_object().member("term", swing.term).member("coefficient", swing.sign).member("balance_at_low", swing.balance_at_low);
            json.member("balance_at_high", swing.balance_at_high).member("probability_at_low", swing.probability_at_low);
            json.member("probability_at_high", swing.probability_at_high).member("even_odds_at", swing.even_odds).member("impossible_past", swing.last_hope);
            json.end_object();
        }
        json.end_array();
    }
    json.end_object();
}

void write_reconciliation(JsonWriter& json, const BalanceResult& result) {
    if (!result.reconciliation) {
        json.null();
        return;
    }
    const balance::Reconciliation& found = *result.reconciliation;
    const auto account = [&](std::size_t place) {
        const balance::Account& each = result.model.accounts[place];
        json.member("class", each.kind.name).member("period", each.period);
    };
    json.begin_object().member("redundancy", found.redundancy).member("sum_of_squares", found.sum_of_squares);
    write_texts(json, "identities", found.identities);
    write_texts(json, "not_used", found.not_used);
    json.key("terms").begin_array();
    for (const balance::BalancedTerm& term : found.terms) {
        json.begin_object();
        account(term.account);
        json.member("term", term.term).member("determined", term.determined);
        if (term.determined) {
            json.member("value", term.value).member("sd", term.sd);
        }
        json.end_object();
    }
    json.end_array().key("residuals").begin_array();
    for (const balance::Residual& residual : found.residuals) {
        json.begin_object();
        account(residual.account);
        json.member("term", residual.term).member("source", residual.source).member("kind", to_text(residual.kind)).member("stated", residual.stated);
        json.member("sd", residual.sd).member("balanced", residual.balanced).member("off", residual.off).member("off_sd", residual.off_sd).end_object();
    }
    json.end_array().end_object();
}

void write_history(JsonWriter& json, const BalanceResult& result) {
    json.key("history").begin_array();
    for (const balance::HistoryResult& history : result.history) {
        const balance::Series& series = result.model.series[history.series];
        const auto year = [&json](std::string_view key, const std::optional<int>& value) {
            json.key(key);
            value ? json.value(*value) : json.null();
        };
        json.begin_object().member("series", series.name).member("unit", series.unit).member("year", series.years.back().year);
        year("likely_since", history.likely_since);
        year("certain_since", history.certain_since);
        year("refuted_by", history.refuted_by);
        json.key("years_without_figure").begin_array();
        for (const auto& [from, to] : history.gaps) {
            json.begin_object().member("from", from).member("to", to).end_object();
        }
        json.end_array().key("years").begin_array();
        for (const balance::YearFigure& figure : series.years) {
            json.begin_object().member("year", figure.year);
            write_range(json, figure.range);
            json.member("kind", to_text(figure.kind)).member("source", figure.source);
            for (const balance::OlderYear& older : history.older) {
                if (older.year == figure.year) {
                    json.member("probability_exceeded", older.probability).member("probability_exceeded_with_all_since", older.probability_all);
                }
            }
            json.end_object();
        }
        json.end_array().end_object();
    }
    json.end_array();
}

void write_result(JsonWriter& json, const BalanceResult& result) {
    const balance::Model& model = result.model;
    json.begin_object().member("model", model.name).member("title", model.title).member("sentence", model.sentence).member("sha256", model.sha256);
    json.member("draws", result.options.draws).member("seed", result.options.seed).key("sources").begin_array();
    for (const balance::Source& source : model.sources) {
        json.begin_object().member("key", source.key).member("name", source.name).member("address", source.address).end_object();
    }
    json.end_array().key("accounts").begin_array();
    for (const balance::AccountResult& asked : result.accounts) {
        const balance::Account& account = model.accounts[asked.account];
        json.begin_object().member("class", account.kind.name).member("period", account.period).member("unit", account.unit);
        write_terms(json, account);
        json.key("answers").begin_array();
        for (const Answer& answer : asked.answers) {
            write_answer(json, answer);
        }
        json.end_array().end_object();
    }
    json.end_array().key("reconciliation");
    write_reconciliation(json, result);
    write_history(json, result);
    json.end_object();
}

} // namespace

void print_balance_json(std::span<const BalanceResult> results, std::span<const BalanceResult> against, std::ostream& out) {
    JsonWriter json(2);
    json.begin_object().member("format", "tidewaiter.balance/1").member("algorithm", balance::algorithm).member("program", version());
    for (const auto& [key, list] : {std::pair{"models", results}, {"against", against}}) {
        json.key(key).begin_array();
        for (const BalanceResult& result : list) {
            write_result(json, result);
        }
        json.end_array();
    }
    out << json.end_object().text() << '\n';
}

} // namespace tidewaiter::cli
