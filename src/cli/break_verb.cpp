#include "cli/verbs.hpp"

#include "base/failure.hpp"
#include "cli/flow_options.hpp"
#include "cli/sql_watch.hpp"

namespace tidewaiter::cli {

namespace {

const std::vector<Option>& options() {
    static const std::vector<Option> table{
        {"buyer", "COUNTRY", "", "whose supplies: a country, or a group such as EU27"},
        {"supplier", "COUNTRY", "all together", "the supplier whose series is tested, each by itself; or one group", true},
        basket_option, except_option, basket_file_option, from_option, to_option,
        {"date", "MONTH", "found in the series", "test this month", true},
        {"side", "SIDE", "supplier", "supplier, buyer or both"},
        {"log", "", "", "look at the logarithm of the amounts"},
        {"synthetic", "", "", "compare with a mix of the supplier's other buyers; wants --supplier and one --date"},
        {"donor", "COUNTRY", "all whose series is whole", "only these buyers may stand in the mix", true},
        {"not-donor", "COUNTRY", "", "these may not, because the change reached them too", true},
        as_written_option, currency_option, source_option, sql_option, format_option, output_option, events_option, db_option, home_option, as_of_option, json_option,
    };
    return table;
}

ExitCode run_break(const Arguments& arguments, Streams& streams) {
    flows::BreakQuestion question;
    question.buyer = arguments.text("buyer");
    if (question.buyer.empty()) {
        throw base::Failure(base::FailureKind::usage, "--buyer is missing", "Name a country, such as --buyer RU.");
    }
    const goods::GoodsBook book = load_book(arguments);
    question.basket = basket_of(arguments, book);
    question.suppliers = arguments.all("supplier");
    question.from = arguments.text("from");
    question.to = arguments.text("to");
    question.dates = arguments.all("date");
    question.side = side_of(arguments.text("side", "supplier"));
    question.logarithm = arguments.has("log");
    question.synthetic = arguments.has("synthetic");
    question.donors = arguments.all("donor");
    question.not_donors = arguments.all("not-donor");
    question.currency = arguments.text("currency");
    question.as_written = arguments.has("as-written");
    question.sources = sources_of(arguments);
    flows::FlowTable table = open_flows(arguments);
    const SqlWatch watch(streams, table, arguments.has("json"), "break");
    return print_answer(arguments, streams, flows::find_break(table, book, question));
}

} // namespace

const Verb& break_verb() {
    static const Verb verb{
        "break",
        "did a series change at a date, and by how much",
        "Monthly supplies before and after a date: the jump and the bend of the line, with intervals that allow for months which hang together "
        "(Newey-West), and the rank of the jump among other dates at which nothing is claimed. Without --date the dates are those that the series "
        "itself shows, found as the split into stretches of even level that fits best.\n\n"
        "With --synthetic the supplier's trade with this buyer is compared with a mix of its other buyers that ran like it before; each of them takes "
        "the place of the buyer in turn, and the rank says how often chance does as much.",
        "$ tidewaiter break --buyer RU --supplier IN --basket 847150 --from 2021\n"
        "$ tidewaiter break --buyer RU --supplier TR --basket chpl --date 2023-12\n"
        "$ tidewaiter break --buyer RU --supplier TR --date 2022-03 --synthetic --not-donor KZ --not-donor AM",
        options(),
        {},
        run_break,
    };
    return verb;
}

} // namespace tidewaiter::cli
