#include "lists/list_diff.hpp"

#include "base/failure.hpp"
#include "base/hash.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <unordered_map>

namespace tidewaiter::lists {

namespace {

using entity::Entity;

/// Properties by which a FollowTheMoney entity hangs on a party; the first that is there decides.
constexpr std::array<std::string_view, 9> owner_properties{"entity",   "holder", "subject", "owner", "director",
                                                           "member",   "employee", "person", "client"};

std::string_view owner_of(const Entity& entity) {
    for (const std::string_view property : owner_properties) {
        if (entity.has(property)) {
            return entity.first(property);
        }
    }
    return {};
}

/// Addresses are compared as the text that every reader puts into the party too.
bool is_compared(const Entity& entity) { return entity.schema != "Address"; }

bool is_compared(const Entity& entity, std::string_view property, bool hangs) {
    return hangs ? std::ranges::find(owner_properties, property) == owner_properties.end()
                 : property != "addressEntity" || !entity.has("address");
}

/// Each field and value of an entity, in no order that matters.
template <class Use>
void for_each_value(const Entity& entity, Use use) {
    const bool hangs = !owner_of(entity).empty();
    const std::string prefix = hangs ? entity.schema + "." : std::string();
    for (const auto& [property, values] : entity.properties) {
        if (!is_compared(entity, property, hangs)) {
            continue;
        }
        const std::string field = prefix + property;
        for (const std::string& value : values) {
            use(field, value);
        }
    }
    if (!hangs) {
        use("schema", entity.schema);
    }
}

std::uint64_t key_of(std::string_view id) { return base::to_xxh3(id); }

struct Print {
    std::uint64_t content = 0;
    bool listed = false; // the party itself was there, not only what hangs on it
};

using Prints = std::unordered_map<std::uint64_t, Print>; // by hash of the party's id

/// First reading: the sum of the hashes of all values, so that neither order nor place matters.
class Printer final : public EntitySink {
public:
    void add(Entity entity) override {
        if (!is_compared(entity)) {
            return;
        }
        const std::string_view owner = owner_of(entity);
        Print& print = prints[key_of(owner.empty() ? std::string_view(entity.id) : owner)];
        print.listed = print.listed || owner.empty();
        for_each_value(entity, [&](const std::string& field, const std::string& value) {
            print.content += base::to_xxh3(field + '\n' + value);
        });
    }

    Prints prints;
};

struct Profile {
    std::string schema;
    std::string caption;
    std::map<std::string, std::set<std::string>> fields;
};

using Profiles = std::map<std::string, Profile>; // by id

/// Second reading: the parties that differ, whole.
class Collector final : public EntitySink {
public:
    Collector(const Prints& own, const Prints& other) : own_(own), other_(other) {}

    void add(Entity entity) override {
        if (!is_compared(entity)) {
            return;
        }
        const std::string owner(owner_of(entity));
        const std::string& id = owner.empty() ? entity.id : owner;
        const auto here = own_.find(key_of(id));
        const auto there = other_.find(key_of(id));
        if (here == own_.end() || !here->second.listed ||
            (there != other_.end() && there->second.listed && there->second.content == here->second.content)) {
            return;
        }
        Profile& profile = profiles[id];
        if (owner.empty()) {
            profile.schema = entity.schema;
            profile.caption = entity.caption;
        }
        for_each_value(entity, [&](const std::string& field, const std::string& value) { profile.fields[field].insert(value); });
    }

    Profiles profiles;

private:
    const Prints& own_; // the caller's
    const Prints& other_;
};

std::vector<std::string> without(const std::set<std::string>& values, const std::set<std::string>& others) {
    std::vector<std::string> left;
    std::ranges::set_difference(values, others, std::back_inserter(left));
    return left;
}

std::vector<FieldChange> compare_fields(const Profile& before, const Profile& after) {
    std::set<std::string> names;
    for (const Profile* profile : {&before, &after}) {
        for (const auto& [field, values] : profile->fields) {
            names.insert(field);
        }
    }
    std::vector<FieldChange> changes;
    static const std::set<std::string> none;
    const auto values_of = [&](const Profile& profile, const std::string& field) -> const std::set<std::string>& {
        const auto found = profile.fields.find(field);
        return found == profile.fields.end() ? none : found->second;
    };
    for (const std::string& name : names) {
        FieldChange change{name, without(values_of(before, name), values_of(after, name)),
                           without(values_of(after, name), values_of(before, name))};
        if (!change.removed.empty() || !change.added.empty()) {
            changes.push_back(std::move(change));
        }
    }
    return changes;
}

PartyChange to_change(const std::string& id, const Profile& profile) {
    return {.id = id, .schema = profile.schema, .caption = profile.caption, .fields = {}};
}

} // namespace

ListDiff compare_lists(const ListFiles& before, const ListFiles& after, const ReadOptions& options,
                       base::RejectSink& rejects) {
    ListDiff diff;
    Printer before_printer;
    Printer after_printer;
    diff.before = load_list(before, options, before_printer, rejects);
    diff.after = load_list(after, options, after_printer, rejects);
    if (diff.before.list != diff.after.list) {
        throw base::Failure(base::FailureKind::bad_input,
                            fmt::format("{} is a version of {}, and {} is one of {}", before.front(), diff.before.list,
                                        after.front(), diff.after.list),
                            "Only versions of one list can be compared.");
    }
    base::RejectList seen_already(0);
    Collector earlier(before_printer.prints, after_printer.prints);
    Collector later(after_printer.prints, before_printer.prints);
    load_list(before, options, earlier, seen_already);
    load_list(after, options, later, seen_already);

    for (const auto& [id, profile] : earlier.profiles) {
        const auto found = later.profiles.find(id);
        if (found == later.profiles.end()) {
            diff.removed.push_back(to_change(id, profile));
            continue;
        }
        PartyChange change = to_change(id, found->second);
        change.fields = compare_fields(profile, found->second);
        if (!change.fields.empty()) { // two papers that say the same twice differ in the sum alone
            diff.changed.push_back(std::move(change));
        }
    }
    for (const auto& [id, profile] : later.profiles) {
        if (!earlier.profiles.contains(id)) {
            diff.added.push_back(to_change(id, profile));
        }
    }
    std::uint64_t listed = 0;
    for (const auto& [key, print] : after_printer.prints) {
        listed += print.listed ? 1 : 0;
    }
    diff.same = listed - diff.added.size() - diff.changed.size();
    return diff;
}

} // namespace tidewaiter::lists
