#include "cli/verbs.hpp"

#include "cli/flow_options.hpp"

namespace tidewaiter::cli {

namespace {

const std::vector<Option>& options() {
    static const std::vector<Option> table = with_flow_options({
        {"buyer", "COUNTRY", "", "the importer"},
        {"supplier", "COUNTRY", "all", "the exporter: a country, or one group such as EU27", true},
        basket_option, except_option, basket_file_option, from_option, to_option, by_option,
        {"tau", "SHARE", "not taken off", "freight and insurance in an import's value, 0 to 0.2; or estimate, from distance, border and the pairs that are held"},
    });
    return table;
}

ExitCode run_mirror(const Arguments& arguments, Streams& streams) {
    flows::Question question;
    question.buyer = needed(arguments, "buyer", "Name the importer, such as --buyer KG.");
    const goods::GoodsBook book = load_book(arguments);
    fill(question, arguments, book);
    question.step = step_of(arguments.text("by", "year"));
    std::optional<double> tau;
    const bool estimate = arguments.text("tau") == "estimate";
    if (arguments.has("tau") && !estimate) {
        tau = arguments.number("tau", 0, 0, 0.2);
    }
    return ask_flows(arguments, streams, "mirror", [&](flows::FlowTable& table) { return flows::mirror(table, book, question, tau, estimate); });
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
