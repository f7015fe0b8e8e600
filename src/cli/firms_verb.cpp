#include "cli/verbs.hpp"

#include "base/failure.hpp"
#include "cli/flow_options.hpp"
#include "flows/firms.hpp"
#include "index/index.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <memory>

namespace tidewaiter::cli {

namespace {

using base::Failure;
using base::FailureKind;

const std::vector<Option>& options() {
    static const std::vector<Option> table = with_flow_options({
        {"buyer", "COUNTRY", "all", "only shipments to this country; with --path where the chains end"},
        {"role", "ROLE", "exporter, importer", "exporter, importer, seller or manufacturer", true},
        {"country", "COUNTRY", "all", "only firms of this country, or of one group", true},
        listed_basket_option, except_option, basket_file_option, from_option, to_option,
        {"registry", "FILE", "", "table of firms with the day of their founding: registered, and name or id, and country"},
        {"path", "", "", "show chains of shipments instead: what came to a firm and left it for the buyer"},
        {"days", "COUNT", "90", "with --path: most days between coming and leaving"},
        {"hops", "COUNT", "4", "with --path: most shipments in a chain"},
        {"cutoff", "SCORE", "0.85", "how near a name must be to a listed one to be shown as possible, 0.7 to 1"},
        {"top", "COUNT", "20", "firms of each role, or chains, shown; 0 for all"},
        index_option,
    });
    return table;
}

flows::FirmRole role_of(const std::string& text) {
    for (const flows::FirmRole role : {flows::FirmRole::importer, flows::FirmRole::exporter, flows::FirmRole::seller, flows::FirmRole::manufacturer}) {
        if (text == flows::to_text(role)) {
            return role;
        }
    }
    throw Failure(FailureKind::usage, fmt::format("--role wants exporter, importer, seller or manufacturer, not '{}'", text));
}

/// Listed parties that a firm's spellings could mean, each entry once with its best score.
std::vector<flows::FirmListing> find_listings(const index::Index& index, double cutoff, const flows::FirmName& firm) {
    entity::Entity party;
    party.schema = "LegalEntity";
    constexpr std::size_t spellings = 5; // the same firm seldom has more that differ in what counts
    for (std::size_t i = 0; i < std::min(spellings, firm.names.size()); ++i) {
        party.add("name", firm.names[i]);
    }
    party.add("country", firm.country);
    index::SearchOptions search;
    search.cutoff = cutoff;
    const match::Prepared query = match::prepare(party);
    if (query.names.empty()) {
        return {};
    }
    std::vector<flows::FirmListing> listings;
    for (const index::Hit& hit : index.search(query, search)) {
        const index::Listed listed = index.listed(hit.entity);
        const std::string name(listed.entity.caption.empty() ? listed.entity.first("name") : std::string_view(listed.entity.caption));
        if (listed.listings.empty()) {
            const lists::ListVersion& version = index.lists()[listed.list];
            listings.push_back({version.list, version.version, listed.entity.id, name, {}, {}, hit.match.score});
        }
        for (const entity::Listing& listing : listed.listings) {
            listings.push_back({listing.list, listing.list_version, listing.entry_id, name, listing.listed_on, listing.ended_on, hit.match.score});
        }
    }
    return listings;
}

ExitCode run_firms(const Arguments& arguments, Streams& streams) {
    const goods::GoodsBook book = load_book(arguments);
    std::vector<flows::Registration> registrations;
    if (const auto file = arguments.find("registry")) {
        registrations = flows::load_registrations(*file);
    }
    const auto limit = static_cast<std::size_t>(arguments.number("top", 20, 0, 1e6));
    if (arguments.has("path")) {
        flows::PathQuestion question;
        question.destination = needed(arguments, "buyer", "--path wants to know where the chains end: name a country, such as --buyer RU.");
        fill(question, arguments, book, "chpl");
        question.days = static_cast<int>(arguments.number("days", 90, 0, 3'650));
        question.hops = static_cast<std::size_t>(arguments.number("hops", 4, 2, 8));
        question.limit = limit;
        question.registrations = std::move(registrations);
        return ask_flows(arguments, streams, "firms", [&](flows::FlowTable& table) { return flows::firm_paths(table, book, question); });
    }
    flows::FirmQuestion question;
    question.destination = arguments.text("buyer");
    fill(question, arguments, book, "chpl");
    question.countries = arguments.all("country");
    question.limit = limit;
    question.as_of = arguments.as_of();
    question.registrations = std::move(registrations);
    if (!arguments.all("role").empty()) {
        question.roles.clear();
        for (const std::string& role : arguments.all("role")) {
            question.roles.push_back(role_of(role));
        }
    }
    const double cutoff = arguments.number("cutoff", 0.85, 0.7, 1);
    // Lists are looked at where there is an index; one that is named must be there.
    const std::string path = arguments.home_file("index", "watch.tw");
    std::unique_ptr<index::Index> index;
    std::string lists;
    if (arguments.has("index") || std::filesystem::exists(path)) {
        index = std::make_unique<index::Index>(path);
        for (const lists::ListVersion& version : index->lists()) {
            lists += fmt::format("{}{} {}", lists.empty() ? "" : ", ", version.list, version.version);
        }
        question.listings = [&](const flows::FirmName& firm) { return find_listings(*index, cutoff, firm); };
    }
    return ask_flows(arguments, streams, "firms", [&](flows::FlowTable& table) {
        flows::Answer answer = flows::firms(table, book, question);
        if (index) {
            answer.notes.push_back(fmt::format("looked up in {} ({}), names from {:.2f} on, as of {}", lists, index->content_hash(), cutoff, question.as_of));
        }
        return answer;
    });
}

} // namespace

const Verb& firms_verb() {
    static const Verb verb{
        "firms",
        "firms that deal in listed goods, and chains of shipments",
        "From rows of single shipments: firms ranked by the value of the goods, with their first shipment and their age on that day, their goods and "
        "counterparts, and whether a listed party could be meant: then, now, and how many days before the listing the last shipment was. A declaration "
        "that stands twice counts once and is told.\n\n"
        "With --path: chains of shipments by which goods could have come to the buyer. The same good must leave a firm within the days of coming in, "
        "first in first out, and never more than came. Such a chain is feasible; it is not proof, and every row is a lead. Statistics know no firms: "
        "only transaction rows do.",
        "$ tidewaiter firms --buyer RU\n"
        "$ tidewaiter firms --buyer RU --role exporter --country TR --registry founded.csv --from 2022-03\n"
        "$ tidewaiter firms --path --buyer RU --basket 8542 --days 90",
        options(),
        {},
        run_firms,
    };
    return verb;
}

} // namespace tidewaiter::cli
