#include "cli/verbs.hpp"

#include "cli/flow_options.hpp"

namespace tidewaiter::cli {

namespace {

const std::vector<Option>& options() {
    static const std::vector<Option> table = with_flow_options({
        {"buyer", "COUNTRY", "", "whose supplies: a country, or a group such as EU27"},
        {"supplier", "COUNTRY", "all together", "the supplier whose series is tested, each by itself; or one group", true},
        basket_option, except_option, basket_file_option, from_option, to_option,
        {"date", "MONTH", "found in the series", "test this month", true},
        {"side", "SIDE", "supplier", "supplier, buyer or both"},
        {"log", "", "", "look at the logarithm of the amounts"},
        {"synthetic", "", "", "compare with a mix of the supplier's other buyers; wants --supplier and one --date"},
        {"donor", "COUNTRY", "all whose series is whole", "only these buyers may stand in the mix", true},
        {"not-donor", "COUNTRY", "", "these may not, because the change reached them too", true},
    });
    return table;
}

ExitCode run_break(const Arguments& arguments, Streams& streams) {
    flows::BreakQuestion question;
    question.buyer = needed(arguments, "buyer", "Name a country, such as --buyer RU.");
    const goods::GoodsBook book = load_book(arguments);
    fill(question, arguments, book);
    question.dates = arguments.all("date");
    question.side = side_of(arguments.text("side", "supplier"));
    question.logarithm = arguments.has("log");
    question.synthetic = arguments.has("synthetic");
    question.donors = arguments.all("donor");
    question.not_donors = arguments.all("not-donor");
    return ask_flows(arguments, streams, "break", [&](flows::FlowTable& table) { return flows::find_break(table, book, question); });
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
