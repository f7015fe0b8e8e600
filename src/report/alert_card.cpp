#include "report/alert_card.hpp"

#include "entity/country.hpp"
#include "report/html.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <variant>
#include <vector>

namespace tidewaiter::report {

namespace {

using entity::Entity;

struct Row {
    std::string label;
    std::string given;
    std::string listed;
    match::Stance stance = match::Stance::neutral;
};

constexpr std::size_t values_shown = 8; // a ship with forty former names would push everything else off the page

std::string joined(const Entity& entity, std::initializer_list<std::string_view> properties, bool as_country = false) {
    std::vector<std::string> all;
    for (const std::string_view property : properties) {
        for (const std::string& value : entity.values(property)) {
            std::string shown = as_country ? std::string(entity::country_name(value)) : value;
            if (std::ranges::find(all, shown) == all.end()) {
                all.push_back(std::move(shown));
            }
        }
    }
    std::string text;
    for (std::size_t i = 0; i < std::min(all.size(), values_shown); ++i) {
        text += (text.empty() ? "" : "; ") + all[i];
    }
    if (all.size() > values_shown) {
        text += fmt::format("; and {} more", all.size() - values_shown);
    }
    return text;
}

/// Which rows a feature speaks about, by the front of its name.
match::Stance stance_of(const match::Match& match, std::initializer_list<std::string_view> features) {
    match::Stance stance = match::Stance::neutral;
    for (const match::FeatureResult& result : match.features) {
        const bool speaks = std::ranges::any_of(features, [&](std::string_view f) { return result.feature.find(f) != std::string_view::npos; });
        if (speaks && result.stance != match::Stance::neutral) {
            if (result.stance == match::Stance::contradicts) {
                return result.stance; // one contradiction must not hide behind an agreement
            }
            stance = result.stance;
        }
    }
    return stance;
}

std::string country_given(const std::string& text) {
    const auto code = entity::find_country(text);
    return code && !text.empty() ? fmt::format("{} ({})", entity::country_name(*code), text) : text;
}

std::string_view kind_in_words(std::string_view name_kind) {
    if (name_kind == "weak_alias") {
        return "weak alias";
    }
    return name_kind == "previous_name" ? "former name" : name_kind;
}

std::vector<Row> rows_of(const screen::Alert& alert, const Entity& listed) {
    const screen::Party& party = alert.party;
    const match::Match& match = alert.match;
    std::string identifiers;
    for (const auto& [property, value] : party.identifiers) {
        identifiers += fmt::format("{}{} {}", identifiers.empty() ? "" : "; ", property, value);
    }
    std::string listed_identifiers;
    for (const char* property : {"passportNumber", "idNumber", "taxNumber", "registrationNumber", "innCode", "ogrnCode", "leiCode",
                                 "swiftBic", "uscCode", "dunsCode", "publicKey"}) {
        const std::string values = joined(listed, {property});
        if (!values.empty()) {
            listed_identifiers += fmt::format("{}{} {}", listed_identifiers.empty() ? "" : "; ", property, values);
        }
    }
    // The name that met stands opposite; the entity's main name heads the row below.
    const std::string matched = alert.name_kind == "name" || alert.name_kind.empty() || alert.name_kind == "identifier"
                                    ? alert.matched_name
                                    : fmt::format("{} ({})", alert.matched_name, kind_in_words(alert.name_kind));
    std::vector<Row> rows = {
        {"Name", alert.name_given, matched, stance_of(match, {"name"})},
        {"All listed names", "", joined(listed, {"name", "alias", "weakAlias", "previousName"})},
        {"Kind", party.schema, listed.schema},
        {"Country", country_given(party.country), joined(listed, {"country", "nationality", "citizenship", "jurisdiction"}, true),
         stance_of(match, {"country"})},
        {"Born or founded", party.birth_date, joined(listed, {"birthDate", "incorporationDate"}), stance_of(match, {"birth", "date"})},
        {"IMO number", party.imo, joined(listed, {"imoNumber"}), stance_of(match, {"imo"})},
        {"MMSI, call sign", fmt::format("{}{}{}", party.mmsi, !party.mmsi.empty() && !party.call_sign.empty() ? ", " : "", party.call_sign),
         joined(listed, {"mmsi", "callSign"}), stance_of(match, {"mmsi", "call_sign"})},
        {"Flag", country_given(party.flag), joined(listed, {"flag", "pastFlags"}, true), stance_of(match, {"flag"})},
        {"Identifiers", identifiers, listed_identifiers,
         stance_of(match, {"identifier", "passport", "tax", "registration", "inn", "ogrn", "lei", "bic"})},
        {"Address", party.address, joined(listed, {"address"}), stance_of(match, {"address"})},
    };
    std::erase_if(rows, [](const Row& row) { return row.given.empty() && row.listed.empty(); });
    return rows;
}

std::string sides(const screen::Alert& alert, const Entity& listed) {
    std::string html = "<div class=\"scroll\"><table class=\"sides\"><thead><tr><th></th><th>Your record</th><th>Listed party</th></tr></thead><tbody>\n";
    for (const Row& row : rows_of(alert, listed)) {
        std::string_view css;
        std::string_view sign;
        if (row.stance == match::Stance::supports) {
            css = " class=\"supports\"";
            sign = "<span class=\"sign\" title=\"agrees\">=</span>";
        } else if (row.stance == match::Stance::contradicts) {
            css = " class=\"contradicts\"";
            sign = "<span class=\"sign\" title=\"contradicts\">≠</span>";
        }
        html += fmt::format("<tr{}><th>{}{}</th><td>{}</td><td>{}</td></tr>\n", css, sign, row.label,
                            row.given.empty() ? "<span class=\"soft\">not given</span>" : escaped(row.given),
                            row.listed.empty() ? "<span class=\"soft\">not published</span>" : escaped(row.listed));
    }
    return html + "</tbody></table></div>\n";
}

/// The parts of the two names that met, best name feature only: what a reviewer's eye would line up by hand.
std::string aligned_parts(const match::Match& match) {
    const match::NameEvidence* best = nullptr;
    for (const match::FeatureResult& result : match.features) {
        const auto* evidence = std::get_if<match::NameEvidence>(&result.evidence);
        if (evidence != nullptr && (best == nullptr || evidence->comparison.score > best->comparison.score)) {
            best = evidence;
        }
    }
    if (best == nullptr || best->comparison.parts.empty()) {
        return {};
    }
    const auto text = [](const std::vector<std::string>& parts, int number) {
        return number < 0 || static_cast<std::size_t>(number) >= parts.size() ? std::string("nothing") : escaped(parts[static_cast<std::size_t>(number)]);
    };
    std::string html = "<ul class=\"parts\">";
    for (const names::AlignedPart& part : best->comparison.parts) {
        const std::string relation(names::to_text(part.relation));
        html += fmt::format("<li class=\"{}\">{} <small>{}</small> {}</li>", escaped(relation), text(best->query_parts, part.query_part),
                            escaped(relation), text(best->candidate_parts, part.candidate_part));
    }
    return html + "</ul>\n";
}

std::string feature_list(const match::Match& match) {
    std::string html;
    for (const match::FeatureResult& result : match.features) {
        const auto [query, candidate] = std::visit(
            [](const auto& evidence) { return std::pair<std::string_view, std::string_view>(evidence.query, evidence.candidate); }, result.evidence);
        html += fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td><td class=\"n\">{:+.3f}</td></tr>\n", escaped(result.feature),
                            escaped(query), escaped(candidate), result.share);
    }
    return html;
}

std::string listings_of(const index::Listed& listed) {
    std::string html;
    for (const entity::Listing& listing : listed.listings) {
        std::string programs;
        for (const std::string& program : listing.programs) {
            programs += (programs.empty() ? "" : ", ") + program;
        }
        html += fmt::format("<tr><td>{}</td><td class=\"mono\">{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
                            escaped(listing.list), escaped(listing.entry_id), escaped(listing.authority), escaped(programs),
                            escaped(entity::to_text(listing.measure)), escaped(listing.listed_on),
                            listing.source_url.empty() ? "" : web_link(listing.source_url, "source"));
    }
    return html;
}

} // namespace

std::string alert_card(const screen::Alert& alert, const index::Listed& listed) {
    std::string roles;
    for (const screen::Role role : alert.roles) {
        roles += (roles.empty() ? "" : ", ") + std::string(screen::to_text(role));
    }
    const bool information = alert.refuted || alert.kind == screen::FindingKind::information;
    const std::string_view badge = information ? std::string_view("information") : screen::to_text(alert.decision);
    std::string html = fmt::format("<article class=\"alert\" id=\"a{}\"><header><span class=\"badge {}\">{}</span><h3>{} ~ {}</h3>", alert.alert_id,
                                   information ? "not_screened" : badge, badge, escaped(alert.name_given), escaped(alert.matched_name));
    html += fmt::format("<span class=\"soft\">score {:.2f} · {} · entry <span class=\"mono\">{}</span> · {} · {} record{}</span></header>"
                        "<div class=\"body\">\n",
                        alert.score, escaped(alert.list), escaped(alert.list_entry_id), escaped(alert.measure), grouped(alert.records),
                        alert.records == 1 ? "" : "s");
    html += fmt::format("<p>{}</p>\n", escaped(match::explain(alert.match)));
    if (alert.refuted) {
        html += "<p><b>Refuted:</b> an identifier that belongs to one thing only differs; kept for information.</p>\n";
    }
    if (!alert.cleared.empty()) {
        html += fmt::format("<p><b>Worked before:</b> {}.</p>\n", escaped(alert.cleared));
    }
    if (alert.status != screen::AlertStatus::not_compared) {
        html += fmt::format("<p><b>Since the earlier run:</b> {}{}{}.</p>\n", to_text(alert.status), alert.changed.empty() ? "" : ": ", escaped(alert.changed));
    }
    html += aligned_parts(alert.match);
    html += sides(alert, listed.entity);
    html += fmt::format("<p class=\"small soft\">Role: {}. {}{}{}Alert <span class=\"mono\">{}</span>.</p>\n", escaped(roles),
                        alert.first.empty() ? std::string() : fmt::format("First {}, last {}. ", escaped(alert.first), escaped(alert.last)),
                        alert.total_value.to_text().empty() ? std::string() : fmt::format("Total value {}. ", escaped(alert.total_value.to_text())),
                        listed.entity.has("topics") ? fmt::format("Topics: {}. ", escaped(joined(listed.entity, {"topics"}))) : std::string(),
                        escaped(alert.alert_id));
    html += fmt::format("<details><summary>Evidence, point by point, and the publisher's entries</summary>\n<div class=\"scroll\"><table><thead><tr>"
                        "<th>Feature ({})</th><th>Yours</th><th>Listed</th><th class=\"n\">Share of score</th></tr></thead><tbody>\n{}</tbody></table></div>\n"
                        "<div class=\"scroll\"><table><thead><tr><th>List</th><th>Entry</th><th>Authority</th><th>Programme</th><th>Measure</th>"
                        "<th>Listed on</th><th></th></tr></thead><tbody>\n{}</tbody></table></div></details>\n",
                        match::algorithm, feature_list(alert.match), listings_of(listed));
    return html + "</div></article>\n";
}

} // namespace tidewaiter::report
