#include "cli/verbs.hpp"

#include "cli/flow_options.hpp"

namespace tidewaiter::cli {

namespace {

const std::vector<Option>& options() {
    static const std::vector<Option> table = with_flow_options({
        {"buyer", "GROUP", "EU27", "EU (members of each day), EU27 or EU28"},
        basket_option, except_option, basket_file_option, from_option, to_option,
    }, false);
    return table;
}

ExitCode run_depend(const Arguments& arguments, Streams& streams) {
    flows::Question question;
    question.buyer = arguments.text("buyer", "EU27");
    const goods::GoodsBook book = load_book(arguments);
    fill(question, arguments, book);
    return ask_flows(arguments, streams, "depend", [&](flows::FlowTable& table) { return flows::depend(table, book, question); });
}

} // namespace

const Verb& depend_verb() {
    static const Verb verb{
        "depend",
        "products for which the European Union depends on outside suppliers",
        "For each product of six digits and each year: CDI1, the concentration (HHI) of imports from outside; CDI2, their share in all "
        "imports; CDI3, imports from outside over exports to outside. A product is dependent when they are above 0.4, 0.5 and 1; "
        "half of dependent products change within five years, so the years are printed too.",
        "$ tidewaiter depend --basket chpl --from 2021\n"
        "$ tidewaiter depend --basket 8541,8542 --format csv -o depend.csv",
        options(),
        {},
        run_depend,
    };
    return verb;
}

} // namespace tidewaiter::cli
