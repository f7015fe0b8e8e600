#include "cli/verbs.hpp"

#include "base/failure.hpp"
#include "base/json_writer.hpp"
#include "cli/algorithm_option.hpp"
#include "cli/party_options.hpp"
#include "index/index.hpp"
#include "screen/policy.hpp"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <array>

namespace tidewaiter::cli {

namespace {

using base::Failure;
using base::FailureKind;

const std::vector<Option>& options() {
    static const std::vector<Option> table = [] {
        std::vector<Option> made{schema_option};
        for (const PartyOption& party : party_options) {
            made.push_back(party.option);
        }
        made.push_back({"cutoff", "SCORE", "0.70", "lowest score shown, 0 to 1; from 0.70 on a person should look"});
        made.push_back({"limit", "COUNT", "10", "how many parties to show at most"});
        made.push_back({"list", "LIST", "all", "search only this list, by its id", true});
        made.push_back(algorithm_option);
        made.push_back({"exhaustive", "", "", "compare with every listed name, to prove that the index loses none"});
        made.push_back({"policy", "FILE", "none", "score by the [match] weights of this policy file"});
        made.push_back(json_option);
        made.push_back(index_option);
        made.push_back(home_option);
        return made;
    }();
    return table;
}

constexpr std::array positionals = {Positional{"NAME", "the name to look for; may be left out when a number is given", false, false}};

std::string join(const std::vector<std::string>& values) {
    std::string text;
    for (const std::string& value : values) {
        text += text.empty() ? "" : ", ";
        text += value;
    }
    return text;
}

std::string listing_text(const entity::Listing& listing) {
    std::string measure(entity::to_text(listing.measure));
    std::ranges::replace(measure, '_', ' ');
    std::string text = fmt::format("{} {}: {}", listing.list, listing.list_version, measure);
    if (!listing.jurisdiction.empty()) {
        text += fmt::format(", jurisdiction {}", listing.jurisdiction);
    }
    if (!listing.programs.empty()) {
        text += fmt::format(", programme {}", join(listing.programs));
    }
    if (!listing.entry_id.empty()) {
        text += fmt::format(", entry {}", listing.entry_id);
    }
    if (!listing.listed_on.empty()) {
        text += fmt::format(", listed on {}", listing.listed_on);
    }
    if (!listing.ended_on.empty()) {
        text += fmt::format(", ended on {}", listing.ended_on);
    }
    return text;
}

std::string listed_name(const entity::Entity& entity) {
    return std::string(entity.caption.empty() ? entity.first("name") : std::string_view(entity.caption));
}

void print_text(std::ostream& out, const index::Index& index, const std::vector<index::Hit>& hits, double cutoff) {
    std::size_t rank = 0;
    for (const index::Hit& hit : hits) {
        const index::Listed listed = index.listed(hit.entity);
        fmt::print(out, "{}. {:.2f}  {}  ({}, {}){}\n", ++rank, hit.match.score, listed_name(listed.entity), listed.entity.schema,
                   listed.entity.id, hit.match.refuted ? "  REFUTED" : "");
        fmt::print(out, "   {}\n", match::explain(hit.match));
        print_evidence(out, hit.match, "   ");
        if (listed.listings.empty()) {
            const lists::ListVersion& version = index.lists()[listed.list];
            fmt::print(out, "   on {} {}: the list says no more about the listing\n", version.list, version.version);
        }
        for (const entity::Listing& listing : listed.listings) {
            fmt::print(out, "   on {}\n", listing_text(listing));
        }
        out << '\n';
    }
    if (hits.empty()) {
        fmt::print(out, "No listed party reaches {:.2f}.\n\n", cutoff);
    }
    fmt::print(out, "Searched {} parties, {} names of {} lists:\n", index.size(), index.names(), index.lists().size());
    for (const lists::ListVersion& version : index.lists()) {
        fmt::print(out, "  {} {}\n", version.list, version.version);
    }
    out << not_identity << '\n';
}

void write_listing(base::JsonWriter& writer, const entity::Listing& listing) {
    writer.begin_object().member("list", listing.list).member("list_version", listing.list_version).member("entry_id", listing.entry_id);
    writer.key("programs").begin_array();
    for (const std::string& program : listing.programs) {
        writer.value(program);
    }
    writer.end_array().member("measure", entity::to_text(listing.measure)).member("jurisdiction", listing.jurisdiction);
    writer.member("authority", listing.authority).member("listed_on", listing.listed_on).member("ended_on", listing.ended_on);
    writer.member("provisions", listing.provisions).member("source_url", listing.source_url).end_object();
}

void print_json(std::ostream& out, const index::Index& index, const std::vector<index::Hit>& hits, std::string_view name) {
    base::JsonWriter writer(2);
    writer.begin_object().member("format", "tidewaiter-match-1").member("query", name).member("lists_hash", index.content_hash());
    writer.key("hits").begin_array();
    for (const index::Hit& hit : hits) {
        const index::Listed listed = index.listed(hit.entity);
        writer.begin_object().member("id", listed.entity.id).member("schema", listed.entity.schema).member("caption", listed_name(listed.entity));
        writer.key("listings").begin_array();
        for (const entity::Listing& listing : listed.listings) {
            write_listing(writer, listing);
        }
        writer.end_array().key("result");
        match::write_json(writer, hit.match);
        writer.end_object();
    }
    writer.end_array().member("note", not_identity).end_object();
    out << writer.text() << '\n';
}

ExitCode run_match(const Arguments& arguments, Streams& streams) {
    const std::string name = arguments.positionals.empty() ? std::string() : arguments.positionals.front();
    const entity::Entity party = to_party(arguments, name);
    index::SearchOptions search;
    search.cutoff = arguments.number("cutoff", match::match_score, 0, 1);
    search.limit = static_cast<std::size_t>(arguments.number("limit", 10, 1, 10'000));
    search.exhaustive = arguments.has("exhaustive");
    search.lists = arguments.all("list");
    search.keep_refuted = true;
    const match::Algorithm& algorithm = algorithm_of(arguments);
    match::Prepared query = match::prepare(party);
    screen::Policy policy;
    if (const auto file = arguments.find("policy")) {
        policy = screen::load_policy(*file);
        query.weights = policy.weights.get();
    }
    if (query.names.empty() && (query.identifiers.empty() || !algorithm.indexed)) {
        throw Failure(FailureKind::usage, name.empty() ? "no name and no number to look for" : fmt::format("'{}' has no letter or digit to look for", name),
                      "Give a name, or a number such as --imo 9187629.");
    }
    const std::string path = arguments.home_file("index", "watch.tw");
    const index::Index index(path);
    const std::vector<index::Hit> hits = Searcher(index, algorithm).search(query, search);
    if (arguments.has("json")) {
        print_json(streams.out, index, hits, name);
    } else {
        print_text(streams.out, index, hits, search.cutoff);
    }
    return ExitCode::done;
}

} // namespace

const Verb& match_verb() {
    static const Verb verb{
        "match",
        "find the listed parties that a name could mean",
        "Searches the index in force for parties whose names are near the one given, in any script, or that carry one of "
        "the numbers given, and says why each was found: the parts of the names that met, and what else agrees or "
        "contradicts. A score of 0.70 or more means that a person should look. A party whose name agrees but whose IMO "
        "or registration number differs is shown as refuted.\n\n"
        "Every party that would reach the cutoff is found; --exhaustive compares with every listed name and gives the "
        "same answer.\n\n"
        "--algorithm ofac shows what OFAC's own Sanctions List Search would: only names count there, and only their "
        "spelling. It compares with every listed name, about a second for 50,000 of them.",
        "$ tidewaiter match \"Vladimir Putin\" --schema Person\n"
        "$ tidewaiter match \"SNOW STORM\" --schema Vessel --imo 9187629 --json",
        options(),
        positionals,
        run_match,
    };
    return verb;
}

} // namespace tidewaiter::cli
