#include "cli/verbs.hpp"

#include "base/failure.hpp"
#include "base/json_writer.hpp"
#include "base/utf8.hpp"
#include "cli/algorithm_option.hpp"
#include "cli/party_options.hpp"
#include "entity/ftm_json.hpp"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <array>

namespace tidewaiter::cli {

namespace {

constexpr std::array options = {schema_option, algorithm_option, Option{"json", "", "", "print one JSON document instead of text"}};

constexpr std::array positionals = {
    Positional{"A", "a name, or a whole party as a FollowTheMoney JSON object"},
    Positional{"B", "the name or party to compare it with"},
};

/// A name, or a party that is written out.
entity::Entity to_side(const Arguments& arguments, const std::string& text) {
    if (!base::trim(text).starts_with('{')) {
        return to_party(arguments, text);
    }
    entity::FtmParser parser;
    auto parsed = parser.parse(text);
    if (!parsed) {
        throw base::Failure(base::FailureKind::usage, fmt::format("this is no FollowTheMoney entity: {}", parsed.error().message),
                            R"(Write for example {"id":"a","schema":"Person","properties":{"name":["Jane Doe"],"birthDate":["1960"]}}.)");
    }
    return std::move(*parsed);
}

ExitCode run_compare(const Arguments& arguments, Streams& streams) {
    const match::Prepared a = match::prepare(to_side(arguments, arguments.positionals[0]));
    const match::Prepared b = match::prepare(to_side(arguments, arguments.positionals[1]));
    for (std::size_t i = 0; i < 2; ++i) {
        const match::Prepared& side = i == 0 ? a : b;
        if (side.names.empty() && side.identifiers.empty()) {
            throw base::Failure(base::FailureKind::usage, fmt::format("'{}' has no letter or digit to compare", arguments.positionals[i]));
        }
    }
    const match::Match match = algorithm_of(arguments).compare(a, b, 0);
    if (arguments.has("json")) {
        base::JsonWriter writer(2);
        writer.begin_object().member("format", "tidewaiter-compare-1").member("a", arguments.positionals[0]).member("b", arguments.positionals[1]);
        writer.key("result");
        match::write_json(writer, match);
        writer.end_object();
        streams.out << writer.text() << '\n';
        return ExitCode::done;
    }
    fmt::print(streams.out, "{:.3f}  {}\n", match.score,
               match.score >= match::match_score ? "a person should look" : "below 0.70: not near enough to look");
    fmt::print(streams.out, "{}\n", match::explain(match));
    print_evidence(streams.out, match, "");
    return ExitCode::done;
}

} // namespace

const Verb& compare_verb() {
    static const Verb verb{
        "compare",
        "compare two names or parties and say why they are near or not",
        "Scores one pair of names as 'match' would, with the parts that met and what each weighs. Words are weighed by "
        "the frequencies that the program carries; an index also counts its own lists.",
        "$ tidewaiter compare \"Siemens AG\" \"Siemens Aktiengesellschaft\" --schema Company\n"
        "$ tidewaiter compare \"George Bush\" \"BUSH, Georg\" --algorithm ofac",
        options,
        positionals,
        run_compare,
    };
    return verb;
}

} // namespace tidewaiter::cli
