#include "cli/verbs.hpp"

#include "base/failure.hpp"
#include "cli/flow_options.hpp"
#include "cli/sql_watch.hpp"

namespace tidewaiter::cli {

namespace {

const std::vector<Option>& options() {
    static const std::vector<Option> table{
        {"buyer", "COUNTRY", "", "the importer"},
        {"supplier", "COUNTRY", "all", "the exporter: a country, or one group such as EU27", true},
        basket_option, except_option, basket_file_option, from_option, to_option, by_option,
        {"tau", "SHARE", "not taken off", "freight and insurance in an import's value, 0 to 0.2; or estimate, from distance, border and the pairs that are held"},
        as_written_option, currency_option, source_option, sql_option, format_option, output_option, events_option, db_option, home_option, as_of_option, json_option,
    };
    return table;
}

ExitCode run_mirror(const Arguments& arguments, Streams& streams) {
    flows::Question question;
    question.buyer = arguments.text("buyer");
    if (question.buyer.empty()) {
        throw base::Failure(base::FailureKind::usage, "--buyer is missing", "Name the importer, such as --buyer KG.");
    }
    const goods::GoodsBook book = load_book(arguments);
    question.basket = basket_of(arguments, book);
    question.suppliers = arguments.all("supplier");
    question.from = arguments.text("from");
    question.to = arguments.text("to");
    question.step = step_of(arguments.text("by", "year"));
    question.currency = arguments.text("currency");
    question.as_written = arguments.has("as-written");
    question.sources = sources_of(arguments);
    std::optional<double> tau;
    const bool estimate = arguments.text("tau") == "estimate";
    if (arguments.has("tau") && !estimate) {
        tau = arguments.number("tau", 0, 0, 0.2);
    }
    flows::FlowTable table = open_flows(arguments);
    const SqlWatch watch(streams, table, arguments.has("json"), "mirror");
    return print_answer(arguments, streams, flows::mirror(table, book, question, tau, estimate));
}

} // namespace

const Verb& mirror_verb() {
    static const Verb verb{
        "mirror",
        "what was sent against what arrived, pair by pair",
        "Both legs of a buyer's trade with each supplier: what the supplier says it sent, what the buyer says it got, and the gap between "
        "them as share lost, discrepancy and log ratio. Where the gap closes in the headings of the same goods, the two sides write "
        "different codes. A pair whose sides hold different months gets no gap. The level says little: imports are by origin and with "
        "freight; what counts is how a pair changes.",
        "$ tidewaiter mirror --buyer KG --supplier EU27 --from 2019\n"
        "$ tidewaiter mirror --buyer KZ --supplier TR --basket chpl --tau 0.07",
        options(),
        {},
        run_mirror,
    };
    return verb;
}

} // namespace tidewaiter::cli
