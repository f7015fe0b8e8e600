#include "lists/ofac_links.hpp"

#include "base/hash.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_set>
#include <utility>

namespace tidewaiter::lists {

namespace {

/// Which party may stand where, as a bit for each.
enum Kind : unsigned { person = 1, organization = 2, vehicle = 4, anybody = 7 };

unsigned kind_of(std::string_view schema) {
    if (schema == "Person") {
        return person;
    }
    if (schema == "Vessel" || schema == "Airplane") {
        return vehicle;
    }
    return schema == "LegalEntity" ? anybody : organization;
}

/// What a type of relationship is in FollowTheMoney: `from` stands in the first property, `to` in
/// the second.
struct LinkShape {
    std::string_view type;
    std::string_view schema;
    std::string_view from;
    unsigned from_kinds;
    std::string_view to;
    unsigned to_kinds;
};

constexpr std::array shapes{
    LinkShape{"Owned or Controlled By", "Ownership", "asset", organization | vehicle, "owner",
              person | organization},
    LinkShape{"Acting for or on behalf of", "Representation", "agent", person | organization,
              "client", person | organization},
    LinkShape{"Leader or official of", "Directorship", "director", person | organization,
              "organization", organization},
    LinkShape{"Principal Executive Officer", "Directorship", "director", person, "organization",
              organization},
    LinkShape{"Family member of", "Family", "person", person, "relative", person},
    LinkShape{"Associate Of", "Associate", "person", person, "associate", person},
};

constexpr LinkShape unknown_link{"", "UnknownLink", "subject", anybody, "object", anybody};

/// A wider kind (LegalEntity) fits when it may be what is asked for.
bool fits(unsigned kind, unsigned asked) {
    return (kind & asked) != 0;
}

} // namespace

void OfacLinks::add_party(std::string_view id, std::string_view schema) {
    kinds_.emplace(id, static_cast<unsigned char>(kind_of(schema)));
}

void OfacLinks::add(OfacRelation relation) {
    auto type = std::ranges::find(types_, relation.type);
    if (type == types_.end()) {
        constexpr std::size_t most_types =
            1'000; // a hostile file makes up more; what it calls them stays with the parties
        if (types_.size() >= most_types) {
            relation.type.clear();
            type = std::ranges::find(types_, relation.type);
        }
        if (type == types_.end()) {
            type = types_.insert(types_.end(), std::move(relation.type));
        }
    }
    relations_.push_back({std::move(relation.from), std::move(relation.to),
                          std::move(relation.note),
                          static_cast<std::uint32_t>(type - types_.begin()), relation.former});
}

void OfacLinks::yield_links(std::string_view list, EntitySink& sink, RemarkTally& remarks) {
    std::unordered_set<std::string> yielded;
    for (const Kept& relation : relations_) {
        const std::string& type = types_[relation.type];
        const auto from = kinds_.find(relation.from);
        const auto to = kinds_.find(relation.to);
        if (from == kinds_.end() || to == kinds_.end()) {
            remarks.add("relationships with a party that is not in the file",
                        fmt::format("'{}' of {} and {}", type, relation.from, relation.to));
            continue;
        }
        if (relation.from == relation.to) {
            continue;
        }
        const unsigned from_kind = from->second;
        const unsigned to_kind = to->second;
        const auto found = std::ranges::find(shapes, type, &LinkShape::type);
        const LinkShape* shape = found == shapes.end() ? &unknown_link : &*found;
        bool turned = false;
        if (!fits(from_kind, shape->from_kinds) || !fits(to_kind, shape->to_kinds)) {
            turned = fits(to_kind, shape->from_kinds) && fits(from_kind, shape->to_kinds);
            shape = turned ? shape : &unknown_link;
        }
        if (turned) {
            remarks.add("relationships that stand the wrong way round, turned",
                        fmt::format("'{}' of {} and {}", type, relation.from, relation.to));
        }
        entity::Entity link;
        link.schema = shape->schema;
        link.id =
            fmt::format("{}-link-{}", relation.from,
                        base::to_hex(base::to_xxh3(fmt::format("{}\n{}", relation.to, type))));
        if (!yielded.insert(link.id).second) {
            continue;
        }
        link.datasets.emplace_back(list);
        link.add(shape->from, turned ? relation.to : relation.from);
        link.add(shape->to, turned ? relation.from : relation.to);
        const bool kin = shape->schema == "Family" ||
                         shape->schema == "Associate"; // no Interest in FollowTheMoney
        link.add(kin ? "relationship" : "role", type);
        link.add(kin ? "summary" : "status", relation.former ? "former" : "");
        link.add("summary", relation.note);
        sink.add(std::move(link));
    }
    relations_.clear();
}

} // namespace tidewaiter::lists
