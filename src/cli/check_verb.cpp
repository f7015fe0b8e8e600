// check: is the statement true? An article goes in, verdicts come out.
#include "cli/check_text.hpp"
#include "cli/flow_options.hpp"
#include "cli/verbs.hpp"

#include "base/failure.hpp"
#include "base/file.hpp"
#include "claims/claim_file.hpp"
#include "entity/date.hpp"
#include "report/claims_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>

namespace tidewaiter::cli {

namespace {

using base::Failure;
using base::FailureKind;

const std::vector<Option>& options() {
    static const std::vector<Option> table{
        {"claims-only", "", "", "find the statements and print them; check nothing"},
        {"brief", "", "", "print verdict, what is true and what is not shown, without readings and sources"},
        {"claim", "N", "all", "check only this statement, by its number", true},
        {"said-on", "DATE", "as the text tells it", "day on which it was said, YYYY-MM-DD"},
        {"speaker", "NAME", "as the text tells it", "who said it"},
        {"outlet", "NAME", "as the text tells it", "where it was published"},
        {"url", "ADDRESS", "as the text tells it", "address of the article"},
        {"subject", "COUNTRY", "as the text tells it", "whose supply or output the text is about, where it does not say so, such as RU"},
        {"html", "FILE", "", "write one page: the article with its statements marked, a card for each"},
        {"claim-file", "FILE", "", "write the statements to a JSON file that can be corrected and checked again"},
        {"claim-review", "FILE", "", "write schema.org ClaimReview as JSON"},
        {"draws", "N", "200000", "how often every term of a balance model is drawn"},
        {"seed", "N", "1", "start of the random numbers"},
        db_option, home_option, as_of_option, json_option,
    };
    return table;
}

constexpr std::array positionals{
    Positional{"ARTICLE", "plain text, HTML or Markdown, a claim file, or - for standard input"},
};

std::string iso_day(const Arguments& arguments, std::string_view option) {
    const auto text = arguments.find(option);
    if (!text) {
        return {};
    }
    const auto date = entity::parse_date(*text);
    if (!date || date->from != date->to || text->size() != 10) {
        throw Failure(FailureKind::usage, fmt::format("--{} wants a full date such as 2024-05-02, not '{}'", option, *text));
    }
    return *text;
}

std::string quoted(const std::string& text) {
    const bool plain = !text.empty() && std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' || c == '.' || c == '-' || c == '_' || c == ':'; });
    if (plain) {
        return text;
    }
    std::string safe = "'";
    for (const char c : text) {
        safe += c == '\'' ? "'\\''" : std::string(1, c);
    }
    return safe + "'";
}

/// The command without --claim, --as-of and what only writes files.
std::string repeat_of(const Arguments& arguments) {
    std::string text = "tidewaiter check " + quoted(arguments.positionals.front());
    for (const std::string_view name : {"said-on", "speaker", "outlet", "url", "subject", "draws", "seed", "db", "home"}) {
        if (const auto value = arguments.find(name)) {
            text += fmt::format(" --{} {}", name, quoted(*value));
        }
    }
    return text;
}

void write_file(const std::string& path, std::string_view text) {
    base::AtomicFile file(path);
    file.write(text);
    file.commit();
}

struct Input {
    claims::Article article;
    claims::Found found;
};

Input read_input(const Arguments& arguments) {
    const std::string& path = arguments.positionals.front();
    const claims::TextLimits limits;
    Input input;
    // A claim file is told by its first bytes; a text is read no further than its limit.
    const auto source = base::open_source(path);
    std::string bytes;
    std::vector<char> buffer(65'536);
    const std::size_t most = std::max(limits.bytes, claims::ClaimFileLimits{}.bytes);
    while (bytes.size() <= most) {
        const std::size_t got = source->read(buffer.data(), buffer.size());
        if (got == 0) {
            break;
        }
        bytes.append(buffer.data(), got);
    }
    if (claims::is_claim_file(bytes)) {
        claims::ClaimFile file = claims::parse_claim_file(bytes, path);
        input.article.name = path;
        input.article.sha256 = file.sha256;
        input.article.title = fmt::format("{}: a claim file", std::filesystem::path(path).filename().string());
        input.found.claims = std::move(file.claims);
        // The texts of the claims are the text; each span moves to its place there.
        for (claims::Claim& claim : input.found.claims) {
            const std::size_t begin = input.article.text.size();
            input.article.text += claim.text + "\n\n";
            claim.span = {begin, begin + claim.text.size()};
            input.article.sentences.push_back({.span = claim.span, .paragraph = input.article.sentences.size()});
        }
        return input;
    }
    input.article = claims::read_article(bytes, path, limits);
    claims::refuse_other_files(bytes, input.article);
    claims::FindOptions find;
    find.said_on = iso_day(arguments, "said-on");
    find.speaker = arguments.text("speaker");
    find.outlet = arguments.text("outlet");
    find.url = arguments.text("url");
    find.subject = arguments.text("subject");
    input.found = claims::find_claims(input.article, find, limits);
    if (!find.said_on.empty()) {
        input.article.date = find.said_on;
    }
    return input;
}

void keep_wanted(const Arguments& arguments, claims::Found& found) {
    std::vector<int> wanted;
    for (const std::string& text : arguments.all("claim")) {
        int number = 0;
        const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
        const bool known = std::ranges::any_of(found.claims, [&](const claims::Claim& claim) { return claim.number == number; });
        if (result.ec != std::errc{} || result.ptr != text.data() + text.size() || !known) {
            throw Failure(FailureKind::usage, fmt::format("--claim: no statement has the number '{}'", text), "--claims-only lists the statements with their numbers.");
        }
        wanted.push_back(number);
    }
    if (!wanted.empty()) {
        std::erase_if(found.claims, [&](const claims::Claim& claim) { return std::ranges::find(wanted, claim.number) == wanted.end(); });
    }
}

ExitCode run_check(const Arguments& arguments, Streams& streams) {
    if (arguments.positionals.empty()) {
        throw Failure(FailureKind::usage, "check: ARTICLE is missing", "Name a text, HTML or Markdown file, or - for standard input.");
    }
    Input input = read_input(arguments);
    keep_wanted(arguments, input.found);
    if (const auto path = arguments.find("claim-file")) {
        write_file(*path, claims::to_claim_file(input.found.claims, arguments.positionals.front()));
    }
    if (arguments.has("claims-only")) {
        if (arguments.has("json")) {
            streams.out << claims::to_claim_file(input.found.claims, arguments.positionals.front());
        } else {
            print_found(input.article, input.found, streams.out);
        }
        return ExitCode::done;
    }
    claims::CheckOptions check;
    check.as_of = arguments.as_of();
    check.draws = static_cast<std::uint64_t>(arguments.number("draws", 200'000, 100, 5e6));
    check.seed = static_cast<std::uint64_t>(arguments.number("seed", 1, 0, 9e15));
    check.repeat = repeat_of(arguments);
    const std::string path = arguments.home_file("db", "flows.duckdb");
    std::optional<flows::FlowTable> flows;
    std::optional<goods::GoodsBook> book;
    if (arguments.has("db") || std::filesystem::exists(path)) {
        flows.emplace(path, true);
        book.emplace();
        check.flows = &*flows;
        check.goods = &*book;
    } else {
        check.flows_note = "trade statistics: no flow file is held; 'tidewaiter load FILE' makes one";
    }
    const claims::Report report = claims::check_article(std::move(input.article), std::move(input.found), check);
    if (const auto page = arguments.find("html")) {
        write_file(*page, report::claims_page(report, arguments.command_line, version()));
    }
    if (const auto review = arguments.find("claim-review")) {
        write_file(*review, claims::to_claim_review(report, report.article.url));
    }
    if (arguments.has("json")) {
        streams.out << claims::to_json(report);
    } else {
        print_check(report, arguments.has("brief"), streams.out);
    }
    return ExitCode::done;
}

} // namespace

const Verb& check_verb() {
    static const Verb verb{
        "check",
        "is the statement true: an article in, verdicts out",
        "Finds the statements in a text that can be tested (shares, amounts, changes, comparisons, supplies), who said them and when, and says of the "
        "rest why it cannot be tested. Rules and word tables do it, the same on every machine; English only: another language is 'not testable: "
        "language', never guessed at.\n"
        "\n"
        "Each statement is then read in every admissible way: basket narrow, middle or wide; by dispatch, origin, producer or seller; period; "
        "source. The flow file of --home gives readings from trade statistics, the bundled balance models those on output and need, and published "
        "figures stand beside them, marked as such; a figure known from memory only is printed as unverified and never counted. The verdict comes "
        "first on the reading that the words or their named source state, then as n of m over all: SUPPORTED, SUPPORTED ON SOME READINGS, NOT "
        "SUPPORTED, CONTRADICTED, NOT TESTABLE. It is given as known on the day it was said and as known today.\n"
        "\n"
        "A verdict says what the data show, with what coverage. It never says that somebody lied, and alternative explanations come before any name. "
        "Texts are read to 4,000,000 bytes; what follows is not read, and that is said. docs/check.md shows an example, docs/methods/claims.md the rules.",
        "$ tidewaiter check article.txt\n"
        "$ tidewaiter check article.html --html verdicts.html --said-on 2024-05-02\n"
        "$ tidewaiter check - --claims-only < article.md         the statements alone\n"
        "$ tidewaiter check article.txt --claim-file claims.json   correct it, then:\n"
        "$ tidewaiter check claims.json --claim 2 --as-of 2024-12-31",
        options(),
        positionals,
        run_check,
    };
    return verb;
}

} // namespace tidewaiter::cli
