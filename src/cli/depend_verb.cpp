#include "cli/verbs.hpp"

#include "cli/flow_options.hpp"
#include "cli/sql_watch.hpp"

namespace tidewaiter::cli {

namespace {

const std::vector<Option>& options() {
    static const std::vector<Option> table{
        {"buyer", "GROUP", "EU27", "EU (members of each day), EU27 or EU28"},
        basket_option, except_option, basket_file_option, from_option, to_option, as_written_option, source_option, sql_option, format_option, output_option, events_option, db_option,
        home_option, as_of_option, json_option,
    };
    return table;
}

ExitCode run_depend(const Arguments& arguments, Streams& streams) {
    flows::Question question;
    question.buyer = arguments.text("buyer", "EU27");
    const goods::GoodsBook book = load_book(arguments);
    question.basket = basket_of(arguments, book);
    question.from = arguments.text("from");
    question.to = arguments.text("to");
    question.as_written = arguments.has("as-written");
    question.sources = sources_of(arguments);
    flows::FlowTable table = open_flows(arguments);
    const SqlWatch watch(streams, table, arguments.has("json"), "depend");
    return print_answer(arguments, streams, flows::depend(table, book, question));
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
