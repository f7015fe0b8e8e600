#include "cli/verbs.hpp"

#include "cli/flow_options.hpp"

namespace tidewaiter::cli {

namespace {

const std::vector<Option>& options() {
    static const std::vector<Option> table = with_flow_options({
        {"target", "COUNTRY", "", "the destination that goods are sent on to"},
        {"hub", "COUNTRY", "all", "try only this country or group", true},
        {"origin", "COUNTRY", "all", "follow only the goods of this country, or of one group such as EU27", true},
        listed_basket_option, except_option, basket_file_option,
        {"since", "MONTH", "", "first month after the change: 2022-03"},
        to_option,
        {"base", "PERIOD", "the 12 months before", "months compared with: 2021, or 2021-03..2022-02"},
        {"control", "GOODS", "all other goods", "goods that measure a hub's own need"},
        {"top", "COUNT", "20", "hubs shown, by the low bound; 0 for all that were tried"},
        {"seed", "N", "1", "start of the random numbers by which placebo goods are drawn"},
    });
    return table;
}

ExitCode run_divert(const Arguments& arguments, Streams& streams) {
    flows::DivertQuestion question;
    question.destination = needed(arguments, "target", "Name the destination, such as --target RU.");
    const goods::GoodsBook book = load_book(arguments);
    fill(question, arguments, book, "chpl");
    question.hubs = arguments.all("hub");
    question.origins = arguments.all("origin");
    question.since = arguments.text("since");
    std::tie(question.base_from, question.base_to) = window_of(arguments.text("base"));
    if (arguments.has("control")) {
        question.control = flows::parse_basket(book, arguments.text("control"), {}, {});
    }
    question.limit = static_cast<std::size_t>(arguments.number("top", 20, 0, 1e6));
    question.seed = static_cast<std::uint64_t>(arguments.number("seed", 1, 0, 9e15));
    return ask_flows(arguments, streams, "divert", [&](flows::FlowTable& table) { return flows::divert(table, book, question); });
}

} // namespace

const Verb& divert_verb() {
    static const Verb verb{
        "divert",
        "hubs that grew beyond their own need and send goods on",
        "Countries whose imports of the goods grew since a date by more than their own need (what their other imports grew by), and whose "
        "exports to the target grew too. Low is the smaller of the two excesses; high is the excess inflow and what was lost on the way to the "
        "hub. Beside them: the anomaly ratio (what goes to the target now, over what the hub sold of these goods to everyone before), how "
        "what comes in goes out over the next six months, and how often goods at large did as much. The ranking is corrected for the number of "
        "hubs tried. Goods are the high-priority list unless --basket names others.\n\n"
        "Whoever appears here is a lead: trade statistics show that goods came and goods went, not that they were the same.",
        "$ tidewaiter divert --target RU --since 2022-03\n"
        "$ tidewaiter divert --target RU --since 2022-03 --origin EU27 --hub KG --hub AM --control 01-24\n"
        "$ tidewaiter divert --target RU --since 2022 --base 2019..2021 --basket 8542 --format csv -o hubs.csv",
        options(),
        {},
        run_divert,
    };
    return verb;
}

} // namespace tidewaiter::cli
