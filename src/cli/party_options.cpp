#include "cli/party_options.hpp"

#include "base/failure.hpp"
#include "entity/country.hpp"
#include "entity/date.hpp"
#include "entity/identifier.hpp"
#include "entity/schema.hpp"

#include <fmt/format.h>
#include <fmt/ostream.h>

namespace tidewaiter::cli {

namespace {

using base::Failure;
using base::FailureKind;

/// What a person typed wrong is said at once: a query that silently lost its date of birth would mislead.
void check(const Option& option, std::string_view property, const std::string& value) {
    const auto wrong = [&](const std::string& message, const std::string& hint = {}) {
        throw Failure(FailureKind::usage, fmt::format("--{}: {}", option.name, message), hint);
    };
    if (property == "birthDate") {
        if (const auto date = entity::parse_date(value); !date) {
            wrong(date.error().message, date.error().hint);
        }
    } else if (property == "country") {
        if (!entity::find_country(value)) {
            wrong(fmt::format("'{}' is no country known here", value), "Give a code such as de or a name such as Germany.");
        }
    } else if (const auto kind = entity::find_kind_of_property(property)) {
        if (!entity::is_valid(*kind, entity::to_canonical(*kind, value))) {
            wrong(fmt::format("'{}' cannot be one: its length, letters or check digit do not fit", value), "Check it for slips.");
        }
    }
}

std::string join(const std::vector<std::string>& parts, int first, int count) {
    std::string text;
    for (int i = first; first >= 0 && i < first + count && i < static_cast<int>(parts.size()); ++i) {
        text += text.empty() ? "" : " ";
        text += parts[static_cast<std::size_t>(i)];
    }
    return text.empty() ? "-" : text;
}

void print_names(std::ostream& out, const match::NameEvidence& evidence, std::string_view indent) {
    for (const names::AlignedPart& part : evidence.comparison.parts) {
        fmt::print(out, "{}  {:<22} {:<10} {}\n", indent, join(evidence.query_parts, part.query_part, part.query_count),
                   names::to_text(part.relation), join(evidence.candidate_parts, part.candidate_part, part.candidate_count));
    }
}

} // namespace

entity::Entity to_party(const Arguments& arguments, std::string_view name) {
    entity::Entity party;
    party.id = "query";
    party.schema = arguments.text("schema");
    if (!party.schema.empty() && entity::find_schema(party.schema) == nullptr) {
        throw Failure(FailureKind::usage, fmt::format("--schema: '{}' is no FollowTheMoney schema", party.schema),
                      "Usual ones are Person, Organization, Company, LegalEntity, Vessel, Airplane.");
    }
    party.add("name", name);
    for (const auto& [option, property] : party_options) {
        for (const std::string& value : arguments.all(option.name)) {
            check(option, property, value);
            party.add(property, value);
        }
    }
    const entity::Schema* schema = entity::find_schema(party.schema);
    if (party.has("birthDate") && schema != nullptr && schema->is("Organization")) {
        for (const std::string& value : party.values("birthDate")) {
            party.add("incorporationDate", value);
        }
    }
    return party;
}

void print_evidence(std::ostream& out, const match::Match& match, std::string_view indent) {
    for (const match::FeatureResult& result : match.features) {
        if (const auto* name = std::get_if<match::NameEvidence>(&result.evidence)) {
            fmt::print(out, "{}{:<14} {:+.3f}  {}: {}\n", indent, result.feature, result.share, match::to_text(name->use), name->candidate);
            print_names(out, *name, indent);
        } else {
            const auto& values = std::get<match::ValueEvidence>(result.evidence);
            fmt::print(out, "{}{:<14} {:+.3f}  {} {} (listed: {})\n", indent, result.feature, result.share, match::to_text(result.stance),
                       values.query, values.candidate);
        }
    }
}

} // namespace tidewaiter::cli
