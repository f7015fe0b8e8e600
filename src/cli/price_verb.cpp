#include "cli/verbs.hpp"

#include "cli/flow_options.hpp"

namespace tidewaiter::cli {

namespace {

const std::vector<Option>& options() {
    static const std::vector<Option> table = with_flow_options({
        {"buyer", "COUNTRY", "", "who pays"},
        {"supplier", "COUNTRY", "all", "only this supplier", true},
        listed_basket_option, except_option, basket_file_option,
        {"base", "PERIOD", "", "months of the base: 2021, or 2021-01..2021-06"},
        from_option, to_option,
        {"side", "SIDE", "supplier", "supplier (their exports, with their other customers beside) or buyer (its own imports)"},
        {"top", "COUNT", "10", "products shown of each supplier; 0 for all"},
    });
    return table;
}

ExitCode run_price(const Arguments& arguments, Streams& streams) {
    flows::PriceQuestion question;
    question.buyer = needed(arguments, "buyer", "Name who pays, such as --buyer RU.");
    const goods::GoodsBook book = load_book(arguments);
    fill(question, arguments, book, "chpl");
    std::tie(question.base_from, question.base_to) = window_of(arguments.text("base"));
    question.side = side_of(arguments.text("side", "supplier"));
    question.limit = static_cast<std::size_t>(arguments.number("top", 10, 0, 1e6));
    return ask_flows(arguments, streams, "price", [&](flows::FlowTable& table) { return flows::price(table, book, question); });
}

} // namespace

const Verb& price_verb() {
    static const Verb verb{
        "price",
        "what a buyer pays more: unit values, mark-up, price against quantity",
        "Unit values per kilogram in two windows, product by product, and the mark-up: how much more they rose for this buyer than for "
        "everyone else the same supplier sells to. The change of value is split into price and quantity. A product of less than 20 kg, or "
        "one whose unit changed, is not compared; where national codes are longer than six digits, a change of mix within the product "
        "is told from a change of price.",
        "$ tidewaiter price --buyer RU --base 2021 --from 2024\n"
        "$ tidewaiter price --buyer RU --supplier TR --basket 8482 --base 2021 --from 2023-01 --to 2024-12",
        options(),
        {},
        run_price,
    };
    return verb;
}

} // namespace tidewaiter::cli
