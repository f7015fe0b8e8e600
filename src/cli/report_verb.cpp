// report: everything the flow file says of one buyer, on one page.
#include "cli/verbs.hpp"

#include "base/failure.hpp"
#include "base/file.hpp"
#include "cli/flow_options.hpp"
#include "cli/sql_watch.hpp"
#include "flows/firms.hpp"
#include "report/flow_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>

namespace tidewaiter::cli {

namespace {

using base::Failure;
using base::FailureKind;

const std::vector<Option>& options() {
    static const std::vector<Option> table{
        {"buyer", "COUNTRY", "", "the country that the page is about"},
        {"since", "PERIOD", "the first held", "first year or month shown"},
        {"change", "MONTH", "2022-03", "first month after the change that hubs and prices are compared over"},
        {"basket", "GOODS", "chpl", "listed goods, beside all goods"},
        except_option, basket_file_option,
        {"top", "COUNT", "8", "suppliers and hubs shown"},
        currency_option, source_option, events_option,
        {"output", "FILE", "report.html", "where the page is written", false, 'o'},
        db_option, home_option, as_of_option,
    };
    return table;
}

class Report {
public:
    Report(const Arguments& arguments, Streams& streams)
        : arguments_(arguments), streams_(streams), book_(load_book(arguments)), listed_(basket_of(arguments, book_, "chpl")), table_(open_flows(arguments)) {
        buyer_ = arguments.text("buyer");
        since_ = arguments.text("since");
        change_ = arguments.text("change", "2022-03");
        top_ = static_cast<std::size_t>(arguments.number("top", 8, 1, 100));
    }

    ExitCode run() {
        page_.events = events_of(arguments_);
        {
            const SqlWatch watch(streams_, table_, false, "report");
            ask_all();
        }
        page_.title = fmt::format("Who supplies {}, on which basis, and where it leaks", buyer_);
        page_.lead = fmt::format("From {} loaded sources. Every figure has its basis, its bounds and the query behind it; what the sources do not hold is said and not guessed. Hubs, breaks and "
                                 "firms are leads for a person to follow.",
                                 table_.sources().size());
        page_.command = arguments_.command_line;
        page_.version = version();
        const std::string path = arguments_.text("output", "report.html");
        base::AtomicFile file(path);
        file.write(report::flow_page(page_));
        file.commit();
        const auto answered = std::ranges::count_if(page_.sections, [](const report::FlowSection& section) { return section.failure.empty() && !section.answer.rows.empty(); });
        streams_.err << fmt::format("wrote {}: {} of {} questions are answered by what is held\n", path, answered, page_.sections.size());
        return ExitCode::done;
    }

private:
    /// A question that cannot be answered is a section that says why; the key that stops the program stops it here too.
    void ask(std::string heading, std::string explanation, const std::string& command, const std::function<flows::Answer()>& answer) {
        report::FlowSection section{std::move(heading), std::move(explanation), "tidewaiter " + command + database(), {}, {}};
        try {
            section.answer = answer();
        } catch (const Failure& failure) {
            if (failure.kind() == FailureKind::machine || Interrupt::raised()) {
                throw;
            }
            section.failure = failure.what();
        }
        page_.sections.push_back(std::move(section));
    }

    std::string database() const { return arguments_.has("db") ? " --db " + arguments_.text("db") : arguments_.has("home") ? " --home " + arguments_.text("home") : std::string(); }

    flows::Question question(const flows::Basket& basket) const {
        flows::Question asked;
        asked.buyer = buyer_;
        asked.basket = basket;
        asked.from = since_;
        asked.currency = arguments_.text("currency");
        asked.sources = sources_of(arguments_);
        asked.limit = top_;
        return asked;
    }

    std::string since_text() const { return since_.empty() ? "" : " --from " + since_; }

    void ask_all() {
        const std::string name = arguments_.text("basket", "chpl");
        ask("Who supplies it? All goods", "Shares by what the buyer reports and by what the others report, never mixed. Thin bars are bounds for what has no supplier's name.",
            fmt::format("share --buyer {}{} --top {}", buyer_, since_text(), top_), [&] { return flows::share(table_, book_, question({"all", "", {}})); });
        ask(fmt::format("Who supplies it? {}", name), "The same for the listed goods. A share that the data do not give has bounds, and those who have not reported are listed.",
            fmt::format("share --buyer {} --basket {}{} --top {}", buyer_, name, since_text(), top_), [&] { return flows::share(table_, book_, question(listed_)); });
        ask("What left and did not arrive? All goods", "Both legs of each pair, and the share of what was sent that the buyer does not report. The signal is the change, not the level.",
            fmt::format("mirror --buyer {}{}", buyer_, since_text()), [&] { return largest(flows::mirror(table_, book_, question({"all", "", {}}))); });
        ask(fmt::format("Which hubs took over? {}", name), fmt::format("Countries whose imports grew beyond their own need since {}, and what they send on. Low is what went on; high is what came beyond need.", change_),
            fmt::format("divert --target {} --since {} --basket {} --top {}", buyer_, change_, name, top_), [&] {
                flows::DivertQuestion asked;
                asked.destination = buyer_;
                asked.basket = listed_;
                asked.since = change_;
                asked.currency = arguments_.text("currency");
                asked.sources = sources_of(arguments_);
                asked.limit = top_;
                return flows::divert(table_, book_, asked);
            });
        const int before = std::atoi(change_.substr(0, 4).c_str()) - 1;
        ask(fmt::format("What does it pay more? {}", name), fmt::format("Unit values of {} and of the years after, against the same suppliers' other customers.", before),
            fmt::format("price --buyer {} --basket {} --base {} --from {} --to {} --top 3", buyer_, name, before, before + 2, before + 3), [&] {
                flows::PriceQuestion asked;
                asked.buyer = buyer_;
                asked.basket = listed_;
                asked.base_from = asked.base_to = std::to_string(before);
                asked.from = std::to_string(before + 2);
                asked.to = std::to_string(before + 3);
                asked.currency = arguments_.text("currency");
                asked.sources = sources_of(arguments_);
                asked.limit = 3;
                return flows::price(table_, book_, asked);
            });
        ask(fmt::format("When did it change? {}", name), "Months at which what the suppliers report of their exports changes its level, as the series itself shows it.",
            fmt::format("break --buyer {} --basket {}{}", buyer_, name, since_text()), [&] {
                flows::BreakQuestion asked;
                asked.buyer = buyer_;
                asked.basket = listed_;
                asked.from = since_;
                asked.currency = arguments_.text("currency");
                asked.sources = sources_of(arguments_);
                return flows::find_break(table_, book_, asked);
            });
        if (buyer_.starts_with("EU")) {
            ask(fmt::format("On what does it depend? {}", name), "The Commission's indicators, product by product.", fmt::format("depend --buyer {} --basket {}", buyer_, name),
                [&] { return flows::depend(table_, book_, question(listed_)); });
        }
        ask(fmt::format("Which firms? {}", name), "Firms in rows of single shipments, by the value of the goods. Names are made one by number, or by name but for the legal form.",
            fmt::format("firms --buyer {} --basket {}", buyer_, name), [&] {
                flows::FirmQuestion asked;
                asked.destination = buyer_;
                asked.basket = listed_;
                asked.from = since_;
                asked.as_of = arguments_.as_of();
                asked.currency = arguments_.text("currency");
                asked.sources = sources_of(arguments_);
                asked.limit = top_;
                return flows::firms(table_, book_, asked);
            });
        ask(fmt::format("By which ways? {}", name), "Chains of shipments that could be one good's way: feasible, not proven.", fmt::format("firms --path --buyer {} --basket {}", buyer_, name), [&] {
            flows::PathQuestion asked;
            asked.destination = buyer_;
            asked.basket = listed_;
            asked.from = since_;
            asked.currency = arguments_.text("currency");
            asked.sources = sources_of(arguments_);
            asked.limit = top_;
            return flows::firm_paths(table_, book_, asked);
        });
    }

    /// The pairs with the largest amounts: a page of two hundred partners says nothing.
    flows::Answer largest(flows::Answer answer) const {
        const auto place = [&](std::string_view column) { return static_cast<std::size_t>(std::ranges::find(answer.columns, column) - answer.columns.begin()); };
        const std::size_t supplier = place("supplier");
        std::map<std::string, double> sums;
        for (const sql::TextRow& row : answer.rows) {
            for (const char* column : {"value_sent", "value_received"}) {
                sums[row[supplier].value_or("")] += std::strtod(row[place(column)].value_or("0").c_str(), nullptr);
            }
        }
        std::vector<std::pair<double, std::string>> order;
        for (const auto& [name, sum] : sums) {
            order.emplace_back(-sum, name);
        }
        std::ranges::sort(order);
        order.resize(std::min(order.size(), top_));
        std::erase_if(answer.rows, [&](const sql::TextRow& row) { return std::ranges::none_of(order, [&](const auto& kept) { return kept.second == row[supplier].value_or(""); }); });
        return answer;
    }

    const Arguments& arguments_;
    Streams& streams_;
    goods::GoodsBook book_;
    flows::Basket listed_;
    flows::FlowTable table_;
    std::string buyer_, since_, change_;
    std::size_t top_ = 8;
    report::FlowPage page_;
};

ExitCode run_report(const Arguments& arguments, Streams& streams) {
    if (arguments.text("buyer").empty()) {
        throw Failure(FailureKind::usage, "--buyer is missing", "Name a country, such as --buyer RU.");
    }
    return Report(arguments, streams).run();
}

} // namespace

const Verb& report_verb() {
    static const Verb verb{
        "report",
        "one page of all that the flow file says of a buyer",
        "Asks every question of trade flows about one buyer (shares, mirror gaps, hubs, prices, breaks, firms and chains) and writes one HTML page with "
        "charts, tables, warnings, the query behind each answer and numbered sources. Questions that the sources cannot answer stand on the page as such. "
        "Nothing is loaded from elsewhere, and the same inputs give the same bytes.",
        "$ tidewaiter report --buyer RU --since 2019\n"
        "$ tidewaiter report --buyer KG --since 2021 --basket 8542 -o kyrgyzstan.html",
        options(),
        {},
        run_report,
    };
    return verb;
}

} // namespace tidewaiter::cli
