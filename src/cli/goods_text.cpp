// The answers of the goods verb for people and as JSON.
#include "cli/goods_verb.hpp"

#include "goods/catalogue.hpp"
#include "goods/us_controls.hpp"

#include "base/failure.hpp"
#include "base/json_writer.hpp"
#include "entity/country.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>

namespace tidewaiter::cli {

using goods::Answer;
using goods::Control;
using goods::HsCode;
using goods::HsRevision;

namespace {

constexpr int json_indent = 2;

/// One code or ECCN as typed.
struct Asked {
    std::optional<HsCode> code;
    std::optional<goods::Eccn> eccn;
};

/// Each part of a note on a line of its own.
void print_note(std::string_view note, std::ostream& out) {
    while (!note.empty()) {
        const std::size_t end = std::min(note.find("; "), note.size());
        out << "      " << note.substr(0, end) << '\n';
        note.remove_prefix(std::min(end + 2, note.size()));
    }
}

std::string_view relation_text(const Control& control) {
    if (control.relation == "same") {
        return "the same code";
    }
    if (control.relation == "narrower") {
        return "the given code is longer";
    }
    return control.relation == "broader" ? "the given code is shorter than the listed ones" : "by a link between revisions";
}

std::string_view coverage_text(goods::Coverage coverage) {
    switch (coverage) {
    case goods::Coverage::full: return "all of it";
    case goods::Coverage::ex: return "a part of it at most (ex)";
    case goods::Coverage::not_held: return "coverage not held";
    }
    return "";
}

void print_control(const Control& control, std::ostream& out) {
    out << "      " << (control.tier.empty() ? control.entry : fmt::format("tier {}, {}", control.tier, control.entry)) << ": "
        << relation_text(control) << "; " << coverage_text(control.coverage) << '\n';
    print_note(control.note, out);
    out << "      source: " << control.source << '\n';
}

std::string revisions_text(const HsCode& code) {
    std::vector<std::string> names;
    for (const HsRevision revision : goods::revisions_of(code)) {
        names.emplace_back(to_text(revision));
    }
    return names.empty() ? "in no revision that is held (HS 2012, HS 2017, HS 2022): check the digits"
                         : fmt::format("in {}", fmt::join(names, ", "));
}

/// The revision that the code is read in, as GoodsBook::find_controls does.
HsRevision reading_revision(const HsCode& code, HsRevision asked) {
    const auto known = goods::revisions_of(code);
    return known.empty() || std::ranges::count(known, asked) > 0 ? asked : known.back();
}

/// Links worth showing: those that change the code or its scope.
std::vector<goods::GoodsBook::Link> links_of(const HsCode& code, const GoodsQuestion& question) {
    const HsRevision from = reading_revision(code, question.revision);
    std::vector<goods::GoodsBook::Link> shown;
    if (code.digits().size() < 6) {
        return shown;
    }
    const HsRevision to = from == HsRevision::hs2022 ? HsRevision::hs2017 : HsRevision::hs2022;
    for (auto& link : question.book.links(code, from, to)) {
        if (link.kind != "same" || link.from != link.to) {
            shown.push_back(std::move(link));
        }
    }
    return shown;
}

void print_code(const HsCode& code, const GoodsQuestion& question, std::ostream& out) {
    const std::string_view words = question.book.words(code);
    out << code.dotted() << (words.empty() ? "" : fmt::format(": {}", words)) << '\n';
    out << "  " << revisions_text(code) << '\n';
    if (code.zero_added()) {
        out << "  a leading zero was missing and is added: " << code.digits().substr(1) << " has an odd number of digits\n";
    }
    const HsRevision from = reading_revision(code, question.revision);
    if (from != question.revision) {
        out << "  no code of " << to_text(question.revision) << ", read as one of " << to_text(from) << '\n';
    }
    for (const auto& link : links_of(code, question)) {
        out << "  " << to_text(from == HsRevision::hs2022 ? HsRevision::hs2017 : HsRevision::hs2022) << ": " << link.to << " (" << link.kind << ", "
            << link.basis << (link.note.empty() ? "" : "; " + link.note) << ")\n";
    }
    for (const std::string& list : question.lists) {
        const auto info = question.book.find_list(list, question.lane);
        const auto controls = question.book.find_controls(code, list, question.lane, question.revision);
        out << "  " << list << (info->version.empty() ? "" : fmt::format(", version {}", info->version)) << ": ";
        if (controls->empty()) {
            const std::string why = question.book.not_held(code, list, question.lane);
            out << (why.empty() ? "not in the list" : fmt::format("not held: {}", why)) << '\n';
            continue;
        }
        out << to_text(Answer::may_fall_under) << '\n';
        for (const Control& control : *controls) {
            print_control(control, out);
        }
    }
}

void print_eccn(const goods::Eccn& eccn, const GoodsQuestion& question, std::ostream& out) {
    out << eccn.code << (eccn.members.empty() ? ": an entry" : ": a product group") << " of the Commerce Control List as of "
        << goods::us_controls_version() << '\n';
    if (!eccn.members.empty()) {
        out << "  entries: " << fmt::format("{}", fmt::join(eccn.members, " ")) << '\n';
    }
    out << "  reasons for control: " << (eccn.reasons.empty() ? "none named" : fmt::format("{}", fmt::join(eccn.reasons, ", "))) << '\n';
    print_note(chart_note(eccn, question.lane.to), out);
    if (!question.lane.to.empty()) {
        const auto place = goods::find_destination(question.lane.to);
        out << "      country groups of " << entity::country_name(question.lane.to) << ": "
            << (place.groups.empty() ? "none held" : fmt::format("{}", fmt::join(place.groups, ", "))) << '\n';
    }
    out << "  source: 15 CFR 738, 740 and 774, eCFR of " << goods::us_controls_version() << "; the entry's text decides what it covers\n";
}

void write_control(base::JsonWriter& json, const Control& control) {
    json.begin_object()
        .member("entry", control.entry)
        .member("tier", control.tier)
        .member("coverage", to_text(control.coverage))
        .member("relation", control.relation)
        .member("note", control.note)
        .member("source", control.source)
        .end_object();
}

void write_code(base::JsonWriter& json, const HsCode& code, const GoodsQuestion& question) {
    json.begin_object().member("hs", code.digits()).member("zero_added", code.zero_added());
    json.member("words", question.book.words(code)).key("revisions").begin_array();
    for (const HsRevision revision : goods::revisions_of(code)) {
        json.value(to_text(revision));
    }
    json.end_array().member("read_in", to_text(reading_revision(code, question.revision))).key("links").begin_array();
    for (const auto& link : links_of(code, question)) {
        json.begin_object().member("from", link.from).member("to", link.to).member("kind", link.kind);
        json.member("basis", link.basis).member("note", link.note).end_object();
    }
    json.end_array().key("lists").begin_array();
    for (const std::string& list : question.lists) {
        const auto info = question.book.find_list(list, question.lane);
        const auto controls = question.book.find_controls(code, list, question.lane, question.revision);
        const std::string why = controls->empty() ? question.book.not_held(code, list, question.lane) : "";
        const Answer answer = !controls->empty() ? Answer::may_fall_under : why.empty() ? Answer::not_in_list : Answer::not_held;
        json.begin_object().member("list", list).member("version", info->version).member("answer", to_text(answer));
        json.member("not_held", why).key("controls").begin_array();
        for (const Control& control : *controls) {
            write_control(json, control);
        }
        json.end_array().end_object();
    }
    json.end_array().end_object();
}

void write_eccn(base::JsonWriter& json, const goods::Eccn& eccn, const GoodsQuestion& question) {
    json.begin_object().member("eccn", eccn.code).member("version", goods::us_controls_version());
    const auto place = goods::find_destination(question.lane.to);
    json.key("reasons").begin_array();
    for (const std::string& reason : eccn.reasons) {
        json.value(reason);
    }
    json.end_array().key("columns").begin_array();
    for (const goods::ChartColumn& column : eccn.columns) {
        json.begin_object().member("column", column.name).member("whole_entry", column.whole_entry).key("x_for_destination");
        // A mark can only be looked up where the chart has a row.
        if (place.row == goods::ChartRow::marks || place.row == goods::ChartRow::other_row) {
            json.value(std::ranges::count(place.marks, column.name) > 0);
        } else {
            json.null();
        }
        json.end_object();
    }
    json.end_array().member("note", chart_note(eccn, question.lane.to)).end_object();
}

void begin_document(base::JsonWriter& json, const GoodsQuestion& question) {
    json.begin_object().member("format", "tidewaiter.goods/1").member("tool_version", version());
    json.member("as_of", question.lane.as_of).member("from", question.lane.from).member("to", question.lane.to);
    json.member("revision", to_text(question.revision)).member("goods_hash", question.book.content_hash());
}

void end_document(base::JsonWriter& json, std::ostream& out) { out << json.end_object().text() << '\n'; }

Asked parse_asked(const std::string& typed, const GoodsQuestion& question) {
    if (goods::is_eccn_like(typed)) {
        auto eccn = goods::find_eccn(typed);
        if (!eccn) {
            throw base::Failure(base::FailureKind::usage,
                                fmt::format("'{}' is not in the Commerce Control List as of {}", typed, goods::us_controls_version()),
                                "Check the ECCN; what left the list or came later is not held.");
        }
        return {std::nullopt, std::move(eccn)};
    }
    const auto code = HsCode::parse(typed, question.revision);
    if (!code) {
        throw base::Failure(base::FailureKind::usage, code.error().message, code.error().hint);
    }
    return {*code, std::nullopt};
}

void print_foot(const GoodsQuestion& question, std::ostream& out) {
    out << lead_not_classification << '\n';
    out << "Lists at " << question.book.content_hash() << ", as of " << question.lane.as_of << ".\n";
}

} // namespace

void print_codes(const std::vector<std::string>& typed, const GoodsQuestion& question, std::ostream& out) {
    std::vector<Asked> asked;
    for (const std::string& text : typed) {
        asked.push_back(parse_asked(text, question)); // all before the first is printed
    }
    if (!question.json) {
        for (const Asked& one : asked) {
            if (one.code) {
                print_code(*one.code, question, out);
            } else {
                print_eccn(*one.eccn, question, out);
            }
            out << '\n';
        }
        print_foot(question, out);
        return;
    }
    base::JsonWriter json(json_indent);
    begin_document(json, question);
    json.member("caution", lead_not_classification).key("codes").begin_array();
    for (const Asked& one : asked) {
        if (one.code) {
            write_code(json, *one.code, question);
        } else {
            write_eccn(json, *one.eccn, question);
        }
    }
    json.end_array();
    end_document(json, out);
}

void print_proposals(std::string_view words, std::size_t limit, const GoodsQuestion& question, std::ostream& out) {
    const auto proposals = question.book.propose(words, limit);
    if (question.json) {
        base::JsonWriter json(json_indent);
        begin_document(json, question);
        json.member("words", words).key("proposals").begin_array();
        for (const auto& proposal : proposals) {
            json.begin_object().member("hs", proposal.hs).member("score", proposal.score);
            json.member("because", proposal.because).member("description", proposal.words).end_object();
        }
        json.end_array();
        end_document(json, out);
        return;
    }
    if (proposals.empty()) {
        out << "No code shares a word with '" << words << "'.\n"
            << "Try other words, or the official text with --descriptions FILE.\n";
        return;
    }
    out << "Codes that could be meant by '" << words << "', as a lead; the nomenclature's text and notes decide:\n";
    for (const auto& proposal : proposals) {
        const auto code = HsCode::parse(proposal.hs);
        out << fmt::format("  {:<8} {:.2f}  {}  (met: {})\n", code->dotted(), proposal.score, proposal.words, proposal.because);
    }
    out << "'tidewaiter goods CODE' says which lists a code meets.\n";
}

void print_lists(const GoodsQuestion& question, std::ostream& out) {
    const auto lists = question.book.lists();
    if (question.json) {
        base::JsonWriter json(json_indent);
        begin_document(json, question);
        json.key("lists").begin_array();
        for (const auto& list : lists) {
            json.begin_object().member("name", list.name).member("version", list.version).member("rows", list.rows);
            json.member("describes", list.describes).member("not_held", list.not_held).end_object();
        }
        json.end_array().member("transshipment_not_held", goods::transshipment_not_held());
        json.member("coalition_not_held", goods::coalition_not_held());
        end_document(json, out);
        return;
    }
    for (const auto& list : lists) {
        out << fmt::format("{}, version {}: {} row{}\n  {}\n", list.name, list.version, list.rows, list.rows == 1 ? "" : "s", list.describes);
        if (!list.not_held.empty()) {
            out << "  not held: " << list.not_held << '\n';
        }
    }
    out << "places of transshipment (rule R04): " << goods::transshipment_places(question.lane.as_of).size() << "\n  not held: "
        << goods::transshipment_not_held() << '\n';
    out << "export-control coalition\n  not held: " << goods::coalition_not_held() << '\n';
    out << "Lists at " << question.book.content_hash() << ", as of " << question.lane.as_of << ".\n";
}

} // namespace tidewaiter::cli
