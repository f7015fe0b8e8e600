#include "cli/verbs.hpp"

#include "cli/flow_options.hpp"

namespace tidewaiter::cli {

namespace {

const std::vector<Option>& options() {
    static const std::vector<Option> table = with_flow_options({
        {"buyer", "COUNTRY", "", "whose imports: a country, or a group such as EU27"},
        {"supplier", "COUNTRY", "all", "show only this supplier; the total is still of all", true},
        basket_option, except_option, basket_file_option, from_option, to_option,
        by_option,
        {"side", "SIDE", "both", "both, buyer (its own report) or supplier (what the others report)"},
        {"without", "COUNTRY", "", "leave a partner out of everything, the total too", true},
        {"top", "COUNT", "10", "suppliers shown of each period; 0 for all"},
        {"interval", "", "", "add 95 % intervals: of shipments by drawing importers, of sums by freight and by how sources differ"},
        {"seed", "N", "1", "start of the random numbers behind them"},
    });
    return table;
}

ExitCode run_share(const Arguments& arguments, Streams& streams) {
    flows::Question question;
    question.buyer = needed(arguments, "buyer", "Name a country, such as --buyer RU.");
    const goods::GoodsBook book = load_book(arguments);
    fill(question, arguments, book);
    question.without = arguments.all("without");
    question.step = step_of(arguments.text("by", "year"));
    question.side = side_of(arguments.text("side", "both"));
    question.limit = static_cast<std::size_t>(arguments.number("top", 10, 0, 1e6));
    question.interval = arguments.has("interval");
    question.seed = static_cast<std::uint64_t>(arguments.number("seed", 1, 0, 9e15));
    return ask_flows(arguments, streams, "share", [&](flows::FlowTable& table) { return flows::share(table, book, question); });
}

} // namespace

const Verb& share_verb() {
    static const Verb verb{
        "share",
        "suppliers' shares of a country's imports, by basis and side",
        "Shares of a buyer's imports of a basket, over time, as the buyer reports them and as the others report them side by side; by "
        "origin, dispatch and, from transaction rows, producer and seller. Every share has its basis, its bounds for what has no "
        "supplier's name, its coverage and the total it is of. A supplier that no source holds gets bounds and never a guess; those "
        "who have not reported are listed. Warnings say what must be known before a number is quoted, with the rows that cause them.\n\n"
        "Codes are HS 2022; rows in earlier revisions are found through the concordance, and what changed its extent is said. With "
        "--as-written codes are compared by their digits.",
        "$ tidewaiter share --buyer RU --from 2019\n"
        "$ tidewaiter share --buyer RU --basket machine_tools --supplier CN --by window --from 2024-06 --to 2025-05\n"
        "$ tidewaiter share --buyer RU --basket chpl --format md -o share.md",
        options(),
        {},
        run_share,
    };
    return verb;
}

} // namespace tidewaiter::cli
