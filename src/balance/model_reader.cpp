// A model from its TOML. An unknown field is an error: a misspelt term that is silently passed over would move a
// probability without a word.
#include "balance/classes.hpp"
#include "balance/formulas.hpp"
#include "balance/model.hpp"
#include "balance/model_checks.hpp"
#include "balance/toml_fields.hpp"
#include "base/hash.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace tidewaiter::balance {

namespace {

constexpr std::string_view format_name = "tidewaiter.balance-model/1";

bool is_term_name(std::string_view name) {
    return !name.empty() && name.size() <= 40 && std::ranges::all_of(name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

class Reader {
public:
    Reader(std::string_view toml, const std::string& name) : fields_(toml, name, "docs/balance.md lists what a model may hold.") {
        model_.name = name;
        model_.sha256 = base::to_sha256(toml);
    }

    Model read();

private:
    void read_sources(const toml::table& document);
    void read_account(const toml::table& table);
    void read_term(Account& account, std::string_view name, const toml::table& table, Shape shape);
    void read_observation(Account& account, const toml::table& table, Shape shape);
    void read_question(Account& account, const toml::table& table);
    void read_correlation(Account& account, const toml::table& table);
    void read_series(const toml::table& table);
    std::string source(const toml::table& table, std::string_view where) const;

    TomlFields fields_;
    Model model_;
    std::size_t terms_ = 0;
    std::size_t observations_ = 0;
};

Model Reader::read() {
    const toml::table& document = fields_.document();
    fields_.check_keys(document, "", {"format", "title", "sentence", "sources", "account", "series"});
    const std::string format = fields_.required_text(document, "format", "");
    if (format != format_name) {
        fields_.fail(*document.get("format"), "format", fmt::format("is '{}', not {}", format, format_name));
    }
    model_.title = fields_.required_text(document, "title", "");
    model_.sentence = fields_.text(document, "sentence", "");
    read_sources(document);
    for (const toml::table* table : fields_.tables(document, "account", "")) {
        read_account(*table);
    }
    for (const toml::table* table : fields_.tables(document, "series", "")) {
        read_series(*table);
    }
    if (model_.accounts.empty() && model_.series.empty()) {
        fields_.fail(document, "account", "is missing: a model has at least one [[account]] or [[series]]");
    }
    check_order(fields_, model_);
    return std::move(model_);
}

void Reader::read_sources(const toml::table& document) {
    const toml::node* node = document.get("sources");
    if (node == nullptr) {
        return;
    }
    for (const auto& [key, each] : fields_.as_table(*node, "sources")) {
        const std::string where = fmt::format("sources.{}", key.str());
        const toml::table& table = fields_.as_table(each, where);
        fields_.check_keys(table, where, {"name", "address"});
        model_.sources.push_back({std::string(key.str()), fields_.required_text(table, "name", where), fields_.text(table, "address", where)});
    }
}

std::string Reader::source(const toml::table& table, std::string_view where) const {
    std::string key = fields_.required_text(table, "source", where);
    if (model_.find_source(key) == nullptr) {
        fields_.fail(*table.get("source"), fmt::format("{}.source", where), fmt::format("'{}' is not among [sources]", key));
    }
    return key;
}

void Reader::read_account(const toml::table& table) {
    if (model_.accounts.size() == model_limits.accounts) {
        fields_.fail(table, "account", fmt::format("is one of more than {}", model_limits.accounts));
    }
    Account account;
    account.line = line_of(table);
    const std::string word = fields_.required_text(table, "class", "account");
    const auto kind = find_class(word);
    if (!kind) {
        fields_.fail(*table.get("class"), "account.class", fmt::format("unknown class '{}'", word), fmt::format("Known are {}.", class_names()));
    }
    account.kind = *kind;
    account.period = fields_.required_text(table, "period", "account");
    account.unit = fields_.text(table, "unit", "account");
    account.unit = account.unit.empty() ? account.kind.unit : account.unit;
    account.after = fields_.text(table, "after", "account");
    const Shape shape = fields_.shape(table, "account", Shape::triangular);
    for (const Account& other : model_.accounts) {
        if (other.kind.name == account.kind.name && other.period == account.period) {
            fields_.fail(*table.get("period"), "account.period", fmt::format("{} {} stands in line {} already", word, account.period, other.line));
        }
    }
    for (const auto& [key, node] : table) {
        constexpr std::array fields{"class", "period", "unit", "after", "shape", "observed", "question", "correlation"};
        if (std::ranges::find(fields, key.str()) != fields.end()) {
            continue;
        }
        const std::string where = fmt::format("account.{}", key.str());
        if (!node.is_table()) {
            fields_.fail(node, where, fmt::format("is neither a field of an account nor a term with fields of its own, written [{}]", where));
        }
        read_term(account, key.str(), *node.as_table(), shape);
    }
    // A table is read in the order of its names; a person reads an account in the order in which it was written.
    std::ranges::stable_sort(account.terms, {}, &Term::line);
    for (const toml::table* each : fields_.tables(table, "observed", "account")) {
        read_observation(account, *each, shape);
    }
    for (const toml::table* each : fields_.tables(table, "question", "account")) {
        read_question(account, *each);
    }
    for (const toml::table* each : fields_.tables(table, "correlation", "account")) {
        read_correlation(account, *each);
    }
    check_account(fields_, account);
    model_.accounts.push_back(std::move(account));
}

void Reader::read_term(Account& account, std::string_view name, const toml::table& table, Shape shape) {
    const std::string where = fmt::format("account.{}", name);
    if (++terms_ > model_limits.terms) {
        fields_.fail(table, where, fmt::format("is one of more than {} terms", model_limits.terms));
    }
    if (!is_term_name(name)) {
        fields_.fail(table, where, "has other characters than a-z, 0-9 and _, or more than 40");
    }
    Term term{.name = std::string(name)};
    term.line = line_of(table);
    term.note = fields_.text(table, "note", where);
    if (const toml::node* sum = table.get("sum")) {
        fields_.check_keys(table, where, {"sum", "note"});
        for (std::string part : fields_.texts(table, "sum", where)) {
            const bool minus = part.starts_with('-');
            term.sum.push_back({minus ? part.substr(1) : std::move(part), minus ? -1 : 1});
        }
        if (term.sum.empty()) {
            fields_.fail(*sum, where + ".sum", "names no term");
        }
        account.terms.push_back(std::move(term));
        return;
    }
    if (const toml::node* unknown = table.get("unknown")) {
        fields_.check_keys(table, where, {"unknown", "note"});
        if (unknown->value_exact<bool>() != true) {
            fields_.fail(*unknown, where + ".unknown", "wants true, or is left out");
        }
        term.unknown = true;
        account.terms.push_back(std::move(term));
        return;
    }
    fields_.check_keys(table, where, {"low", "mode", "high", "value", "shape", "kind", "source", "note", "unseen"});
    term.range = fields_.range(table, where, shape);
    term.kind = fields_.kind(table, where);
    term.source = source(table, where);
    if (const toml::node* unseen = table.get("unseen")) {
        const std::string inner = where + ".unseen";
        term.unseen.emplace();
        if (const toml::table* given = unseen->as_table()) {
            fields_.check_keys(*given, inner, {"mean", "weight"});
            if (const toml::node* mean = given->get("mean")) {
                term.unseen->mean = fields_.number(*mean, inner + ".mean", 0.01, 0.9);
            }
            if (const toml::node* weight = given->get("weight")) {
                term.unseen->weight = fields_.number(*weight, inner + ".weight", 1, 10'000);
            }
        } else if (unseen->value_exact<bool>() != true) {
            fields_.fail(*unseen, inner, "wants true, or { mean = 0.2, weight = 10 }");
        }
        const double alpha = term.unseen->mean * term.unseen->weight;
        const double other = term.unseen->weight - alpha;
        if (alpha < 1 || other <= 2) {
            fields_.fail(*unseen, inner, fmt::format("mean {} with weight {} spreads over everything", term.unseen->mean, term.unseen->weight),
                         "mean * weight wants at least 1 and (1 - mean) * weight more than 2: raise the weight.");
        }
    }
    account.terms.push_back(std::move(term));
}

void Reader::read_observation(Account& account, const toml::table& table, Shape shape) {
    if (++observations_ > model_limits.observations) {
        fields_.fail(table, "account.observed", fmt::format("is one of more than {}", model_limits.observations));
    }
    fields_.check_keys(table, "account.observed", {"term", "low", "mode", "high", "value", "shape", "kind", "source", "note"});
    Observation observed;
    observed.line = line_of(table);
    observed.term = fields_.required_text(table, "term", "account.observed");
    const auto standard = standard_terms(account.kind.family);
    if (account.find(observed.term) == nullptr && std::ranges::find(standard, observed.term) == standard.end()) {
        fields_.fail(*table.get("term"), "account.observed.term", fmt::format("unknown term '{}'", observed.term),
                     fmt::format("Standard terms of {}: {}.", account.kind.name, fmt::join(standard, ", ")));
    }
    observed.range = fields_.range(table, "account.observed", shape);
    observed.kind = fields_.kind(table, "account.observed");
    observed.source = source(table, "account.observed");
    observed.note = fields_.text(table, "note", "account.observed");
    account.observations.push_back(std::move(observed));
}

void Reader::read_question(Account& account, const toml::table& table) {
    fields_.check_keys(table, "account.question", {"name", "plus", "minus"});
    Question question;
    question.line = line_of(table);
    question.name = fields_.required_text(table, "name", "account.question");
    for (const auto& [key, side] : {std::pair{"plus", &question.plus}, {"minus", &question.minus}}) {
        *side = fields_.texts(table, key, "account.question");
        if (side->empty()) {
            fields_.fail(table, fmt::format("account.question.{}", key), "names no term");
        }
        for (const std::string& term : *side) {
            if (account.find(term) == nullptr) {
                fields_.fail(*table.get(key), fmt::format("account.question.{}", key), fmt::format("unknown term '{}': the account holds no such term", term));
            }
        }
    }
    if (account.questions.size() == 20) {
        fields_.fail(table, "account.question", "is one of more than 20");
    }
    account.questions.push_back(std::move(question));
}

void Reader::read_correlation(Account& account, const toml::table& table) {
    const std::string where = "account.correlation";
    fields_.check_keys(table, where, {"terms", "rank"});
    const auto terms = fields_.texts(table, "terms", where);
    if (terms.size() != 2 || terms[0] == terms[1]) {
        fields_.fail(table, where + ".terms", "wants two different terms");
    }
    const toml::node* rank = table.get("rank");
    if (rank == nullptr) {
        fields_.fail(table, where + ".rank", "is missing");
    }
    for (const std::string& name : terms) {
        const Term* term = account.find(name);
        if (term == nullptr || !term->sum.empty() || term->unknown) {
            fields_.fail(*table.get("terms"), where + ".terms", fmt::format("'{}' is no term with a range of this account", name));
        }
    }
    account.correlations.push_back({terms[0], terms[1], fields_.number(*rank, where + ".rank", -0.99, 0.99), line_of(table)});
}

void Reader::read_series(const toml::table& table) {
    fields_.check_keys(table, "series", {"name", "unit", "shape", "year"});
    if (model_.series.size() == 50) {
        fields_.fail(table, "series", "is one of more than 50");
    }
    Series series;
    series.line = line_of(table);
    series.name = fields_.required_text(table, "name", "series");
    series.unit = fields_.required_text(table, "unit", "series");
    const Shape shape = fields_.shape(table, "series", Shape::triangular);
    for (const toml::table* each : fields_.tables(table, "year", "series")) {
        fields_.check_keys(*each, "series.year", {"year", "low", "mode", "high", "value", "shape", "kind", "source"});
        const toml::node* node = each->get("year");
        if (node == nullptr) {
            fields_.fail(*each, "series.year.year", "is missing");
        }
        const double year = fields_.number(*node, "series.year.year", 1500, 2500);
        if (year != std::floor(year)) {
            fields_.fail(*node, "series.year.year", fmt::format("is {}, no whole year", year));
        }
        YearFigure figure{.year = static_cast<int>(year)};
        figure.line = line_of(*each);
        figure.range = fields_.range(*each, "series.year", shape);
        figure.kind = fields_.kind(*each, "series.year");
        figure.source = source(*each, "series.year");
        if (!series.years.empty() && series.years.back().year >= figure.year) {
            fields_.fail(*node, "series.year.year", fmt::format("is {}, and the year before it in the file {}: years rise", figure.year, series.years.back().year));
        }
        series.years.push_back(std::move(figure));
    }
    if (series.years.size() < 2 || series.years.size() > model_limits.years) {
        fields_.fail(table, "series.year", fmt::format("a series wants 2 to {} years, not {}", model_limits.years, series.years.size()));
    }
    model_.series.push_back(std::move(series));
}

} // namespace

Model parse_model(std::string_view toml, const std::string& name) { return Reader(toml, name).read(); }

} // namespace tidewaiter::balance
