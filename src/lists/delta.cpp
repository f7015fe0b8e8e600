#include "lists/delta.hpp"

#include "base/failure.hpp"
#include "base/hash.hpp"
#include "base/utf8.hpp"
#include "entity/ftm_json.hpp"
#include "lists/json_lines.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

namespace tidewaiter::lists {

namespace {

using base::Failure;
using base::FailureKind;
namespace dom = simdjson::dom;

/// The catalogue of 2024 has 3 MB.
constexpr std::uint64_t most_index_bytes = 200'000'000;

[[noreturn]] void refuse(const std::string& message, std::string_view hint) {
    throw Failure(FailureKind::bad_input, message, std::string(hint));
}

std::string text_of(const dom::object& object, std::string_view key) {
    std::string_view text;
    return object[key].get(text) == simdjson::SUCCESS ? std::string(text) : std::string();
}

dom::object load_object(dom::parser& parser, const std::string& path, std::string_view what) {
    const std::string bytes = base::load_file(path, most_index_bytes);
    dom::object object;
    if (parser.parse(bytes).get(object) != simdjson::SUCCESS) {
        refuse(fmt::format("{} is not {}: it is no JSON object", path, what), "Fetch it again from its publisher.");
    }
    return object;
}

CatalogDataset to_dataset(const dom::object& object) {
    CatalogDataset dataset{.name = text_of(object, "name"),
                           .title = text_of(object, "title"),
                           .version = text_of(object, "version"),
                           .updated_at = text_of(object, "updated_at"),
                           .index_url = text_of(object, "index_url"),
                           .delta_url = text_of(object, "delta_url"),
                           .entity_count = 0,
                           .resources = {}};
    if (object["entity_count"].get(dataset.entity_count) != simdjson::SUCCESS) {
        dataset.entity_count = 0;
    }
    dom::array resources;
    if (object["resources"].get(resources) == simdjson::SUCCESS) {
        for (const dom::element each : resources) {
            dom::object resource;
            if (each.get(resource) == simdjson::SUCCESS) {
                std::uint64_t bytes = 0;
                if (resource["size"].get(bytes) != simdjson::SUCCESS) {
                    bytes = 0;
                }
                dataset.resources.push_back({text_of(resource, "name"), text_of(resource, "url"), text_of(resource, "checksum"), bytes});
            }
        }
    }
    return dataset;
}

/// One entity that the deltas name: its line, or nothing when it was deleted last.
struct LastState {
    std::string line;
    bool deleted = false;
    bool in_base = false;
    std::uint64_t order = 0; // of its first appearance
};

using LastStates = std::unordered_map<std::string, LastState>;

/// The text of the member `entity`, byte for byte.
std::string_view raw_entity(std::string_view line, simdjson::ondemand::parser& parser, std::string& padded) {
    padded.assign(line);
    padded.reserve(line.size() + simdjson::SIMDJSON_PADDING);
    simdjson::ondemand::document document;
    simdjson::ondemand::object entity;
    std::string_view raw;
    if (parser.iterate(padded.data(), padded.size(), padded.capacity()).get(document) != simdjson::SUCCESS ||
        document["entity"].get_object().get(entity) != simdjson::SUCCESS || entity.raw_json().get(raw) != simdjson::SUCCESS) {
        return {};
    }
    return base::trim(raw);
}

class DeltaReader {
public:
    explicit DeltaReader(std::uint64_t line_bytes) : line_bytes_(line_bytes) {}

    void read(const std::string& path) {
        const auto source = base::open_source(path);
        JsonLineReader lines(*source, line_bytes_);
        for (JsonLine line; lines.next(line);) {
            if (!base::trim(line.text).empty()) {
                take(path, line);
            }
        }
    }

    LastStates states;

private:
    void take(const std::string& path, const JsonLine& line) {
        const auto fail = [&](const std::string& why) {
            refuse(fmt::format("{}, line {}: {}", path, line.number, why),
                   "Nothing was changed. Fetch the delta again, or the full file.");
        };
        dom::object operation;
        if (line.too_long || dom_.parse(line.text.data(), line.text.size()).get(operation) != simdjson::SUCCESS) {
            fail(line.too_long ? fmt::format("longer than {} bytes", line_bytes_) : "no JSON object; the file may be cut");
        }
        const std::string op = text_of(operation, "op");
        dom::object entity;
        if (operation["entity"].get(entity) != simdjson::SUCCESS) {
            fail("the operation has no entity");
        }
        const std::string id = text_of(entity, "id");
        if (id.empty()) {
            fail("the entity has no id");
        }
        if (op != "ADD" && op != "MOD" && op != "DEL") {
            fail(fmt::format("'{}' is no operation; ADD, MOD and DEL are", base::utf8_prefix(op, 20)));
        }
        LastState& state = states.try_emplace(id, LastState{.order = states.size()}).first->second;
        state.deleted = op == "DEL";
        if (state.deleted) {
            state.line.clear();
            return;
        }
        state.line = raw_entity(line.text, ondemand_, padded_);
        const auto parsed = ftm_.parse(state.line);
        if (!parsed) {
            fail(parsed.error().message);
        } else if (parsed->id != id) {
            fail("the entity has two ids");
        }
    }

    std::uint64_t line_bytes_;
    dom::parser dom_;
    simdjson::ondemand::parser ondemand_;
    std::string padded_;
    entity::FtmParser ftm_;
};

/// Writes the base with the changes in place.
void write_base(const std::string& path, LastStates& states, base::AtomicFile& out, std::uint64_t line_bytes, DeltaCounts& counts) {
    const auto source = base::open_source(path);
    JsonLineReader lines(*source, line_bytes);
    entity::FtmParser parser;
    for (JsonLine line; lines.next(line);) {
        const std::string_view text = base::trim(line.text);
        if (text.empty()) {
            continue;
        }
        const auto entity = parser.parse(text);
        if (line.too_long || !entity) {
            refuse(fmt::format("{}, line {}: {}", path, line.number, line.too_long ? "the line is too long" : entity.error().message),
                   "The file that the changes belong to is damaged; fetch it in full.");
        }
        const auto found = states.find(entity->id);
        if (found == states.end()) {
            out.write(text);
            out.write("\n");
            ++counts.entities;
            continue;
        }
        const bool repeated = std::exchange(found->second.in_base, true);
        if (found->second.deleted) {
            counts.deleted += repeated ? 0 : 1;
        } else if (!repeated) {
            ++counts.modified;
            ++counts.entities;
            out.write(found->second.line);
            out.write("\n");
        }
    }
}

} // namespace

std::vector<CatalogDataset> load_opensanctions_index(const std::string& path) {
    dom::parser parser;
    const dom::object root = load_object(parser, path, "an OpenSanctions index");
    std::vector<CatalogDataset> datasets;
    dom::array listed;
    dom::element first;
    const bool is_catalogue = root["datasets"].get(listed) == simdjson::SUCCESS && root["name"].error() != simdjson::SUCCESS;
    if (is_catalogue) {
        for (const dom::element each : listed) {
            dom::object object;
            if (each.get(object) == simdjson::SUCCESS) {
                datasets.push_back(to_dataset(object));
            }
        }
    } else {
        datasets.push_back(to_dataset(root));
    }
    std::erase_if(datasets, [](const CatalogDataset& dataset) { return dataset.name.empty(); });
    if (datasets.empty()) {
        refuse(fmt::format("{} is not an OpenSanctions index: it names no data set", path), "Fetch index.json again.");
    }
    return datasets;
}

DeltaVersions load_delta_versions(const std::string& path) {
    dom::parser parser;
    const dom::object root = load_object(parser, path, "a list of versions");
    DeltaVersions deltas{.urls = {}, .updated_at = text_of(root, "updated_at")};
    dom::object versions;
    if (root["versions"].get(versions) != simdjson::SUCCESS) {
        refuse(fmt::format("{} is not a list of versions: it has no member 'versions'", path), "Fetch delta.json again.");
    }
    for (const auto& [version, url] : versions) {
        std::string_view text;
        if (version.empty()) { // it would sort before all others and look like one that is loaded
            refuse(fmt::format("{} names a version that has no name", path), "Fetch delta.json again.");
        }
        if (url.get(text) == simdjson::SUCCESS) {
            deltas.urls.emplace(version, text);
        }
    }
    return deltas;
}

UpdatePlan to_update_plan(std::string_view loaded, std::string_view target, const DeltaVersions& deltas) {
    UpdatePlan plan;
    if (!loaded.empty() && loaded >= target) {
        return plan;
    }
    if (loaded.empty() || deltas.urls.empty() || loaded < deltas.urls.begin()->first || !deltas.urls.contains(std::string(target))) {
        plan.in_full = true;
        return plan;
    }
    for (const auto& [version, url] : deltas.urls) {
        if (loaded < version && version <= target) {
            plan.versions.push_back(version);
        }
    }
    return plan;
}

void check_resource(const std::string& path, const CatalogResource& resource) {
    const auto source = base::open_source(path);
    base::Sha1 hash;
    std::uint64_t bytes = 0;
    std::vector<char> block(std::size_t{1} << 16U);
    while (const std::size_t got = source->read(block.data(), block.size())) {
        hash.update(std::string_view(block.data(), got));
        bytes += got;
    }
    const std::string found = hash.finish();
    if (resource.checksum.empty()) {
        refuse(fmt::format("the catalogue gives no checksum of {}", resource.name), "It cannot be told whether the file is whole.");
    }
    if (bytes != resource.bytes) {
        refuse(fmt::format("{} has {} bytes, the catalogue says {}", path, bytes, resource.bytes), "Fetch it again.");
    }
    if (found != resource.checksum) {
        refuse(fmt::format("{} has SHA-1 {}, the catalogue says {}", path, found, resource.checksum), "Fetch it again.");
    }
}

DeltaCounts apply_deltas(const std::string& base_file, const std::vector<std::string>& deltas, const std::string& result,
                         std::uint64_t line_bytes) {
    DeltaReader reader(line_bytes);
    for (const std::string& path : deltas) {
        reader.read(path);
    }
    DeltaCounts counts;
    base::AtomicFile out(result);
    write_base(base_file, reader.states, out, line_bytes, counts);
    std::vector<const LastState*> added;
    for (const auto& [id, state] : reader.states) {
        if (!state.in_base && !state.deleted) {
            added.push_back(&state);
        } else if (!state.in_base) {
            ++counts.absent;
        }
    }
    std::ranges::sort(added, {}, &LastState::order);
    for (const LastState* state : added) {
        out.write(state->line);
        out.write("\n");
    }
    counts.added = added.size();
    counts.entities += added.size();
    out.commit();
    return counts;
}

} // namespace tidewaiter::lists
