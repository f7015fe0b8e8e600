// The whole evidence as JSON, with stable field names.
#include "match/match.hpp"

namespace tidewaiter::match {

namespace {

using base::JsonWriter;

/// The parts from `first` on, joined by blanks; null when there are none on this side.
void write_parts(JsonWriter& writer, std::string_view key, const std::vector<std::string>& parts, int first, int count) {
    writer.key(key);
    if (first < 0) {
        writer.null();
        return;
    }
    std::string text;
    for (int i = first; i < first + count && i < static_cast<int>(parts.size()); ++i) {
        text += text.empty() ? "" : " ";
        text += parts[static_cast<std::size_t>(i)];
    }
    writer.value(text);
}

void write_name(JsonWriter& writer, const NameEvidence& evidence) {
    writer.member("query", evidence.query).member("candidate", evidence.candidate).member("use", to_text(evidence.use));
    writer.member("name_score", evidence.comparison.score);
    if (evidence.chance > 0) {
        writer.member("chance", evidence.chance);
    }
    writer.key("parts").begin_array();
    for (const names::AlignedPart& part : evidence.comparison.parts) {
        writer.begin_object().member("relation", names::to_text(part.relation));
        write_parts(writer, "query", evidence.query_parts, part.query_part, part.query_count);
        write_parts(writer, "candidate", evidence.candidate_parts, part.candidate_part, part.candidate_count);
        writer.member("similarity", static_cast<double>(part.similarity)).member("weight", static_cast<double>(part.weight)).end_object();
    }
    writer.end_array();
}

} // namespace

std::string_view to_text(NameUse use) {
    switch (use) {
    case NameUse::name: return "name";
    case NameUse::alias: return "alias";
    case NameUse::weak_alias: return "weak_alias";
    case NameUse::previous_name: return "previous_name";
    }
    return "name";
}

std::string_view to_text(Stance stance) {
    switch (stance) {
    case Stance::supports: return "supports";
    case Stance::contradicts: return "contradicts";
    case Stance::neutral: return "neutral";
    }
    return "neutral";
}

void write_json(JsonWriter& writer, const Match& match) {
    writer.begin_object();
    writer.member("score", match.score).member("match", match.score >= match_score).member("refuted", match.refuted);
    writer.member("unrefuted_score", match.unrefuted).member("algorithm", match.algorithm).member("sentence", explain(match));
    writer.key("features").begin_array();
    for (const FeatureResult& result : match.features) {
        writer.begin_object().member("feature", result.feature).member("value", result.value).member("share", result.share);
        writer.member("stance", to_text(result.stance));
        if (const auto* name = std::get_if<NameEvidence>(&result.evidence)) {
            write_name(writer, *name);
        } else {
            const auto& values = std::get<ValueEvidence>(result.evidence);
            writer.member("query", values.query).member("candidate", values.candidate);
        }
        writer.end_object();
    }
    writer.end_array().end_object();
}

} // namespace tidewaiter::match
