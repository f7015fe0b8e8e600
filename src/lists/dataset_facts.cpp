#include "lists/dataset_facts.hpp"

#include "base/csv.hpp"
#include "base/embedded.hpp"
#include "lists/file_date.hpp"
#include "lists/measures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <vector>

TIDEWAITER_EMBEDDED(datasets_csv);

namespace tidewaiter::lists {

static std::vector<DatasetFacts> load_datasets() {
    const base::CsvTable table("datasets.csv", embedded_datasets_csv());
    const std::size_t id = table.column("id");
    const std::size_t title = table.column("title");
    const std::size_t publisher = table.column("publisher");
    const std::size_t jurisdiction = table.column("jurisdiction");
    std::vector<DatasetFacts> datasets;
    for (const auto& row : table.rows()) {
        datasets.push_back({row[id], row[title], row[publisher], row[jurisdiction]});
    }
    return datasets;
}

static const std::vector<DatasetFacts>& all_datasets() {
    static const std::vector<DatasetFacts> datasets = load_datasets();
    return datasets;
}

static const DatasetFacts* find_by(std::string DatasetFacts::*member, std::string_view text) {
    const auto found = std::ranges::find(all_datasets(), text, member);
    return found == all_datasets().end() ? nullptr : &*found;
}

const DatasetFacts* find_dataset(std::string_view id) {
    return find_by(&DatasetFacts::id, id);
}

const DatasetFacts* find_dataset_by_title(std::string_view title) {
    return find_by(&DatasetFacts::title, title);
}

void add_dataset_facts(entity::Entity& sanction) {
    std::vector<std::string> programs = sanction.values("program");
    programs.insert(programs.end(), sanction.values("programId").begin(),
                    sanction.values("programId").end());
    for (const std::string& id : sanction.datasets) {
        const MeasureRow* row = find_widest_measure(id, programs);
        if (row != nullptr && row->measure != entity::Measure::unknown &&
            !sanction.has("measure")) {
            sanction.add("measure", entity::to_text(row->measure));
        }
        const DatasetFacts* facts = find_dataset(id);
        if (facts != nullptr && !sanction.has("country")) {
            sanction.add("country", facts->jurisdiction);
        }
    }
}

void DatasetTally::add(std::string_view dataset) {
    constexpr std::size_t most =
        10'000; // no exporter has a thousand; a hostile file must not fill the memory
    const auto found = entities_.find(dataset);
    if (found != entities_.end()) {
        ++found->second;
    } else if (entities_.size() < most) {
        entities_.emplace(dataset, 1);
    }
}

/// "sanctions" for ".../sanctions.entities.ftm.json.gz"; the folder's name where the file's says
/// nothing.
static std::string name_of_file(const std::string& path) {
    const std::filesystem::path file(path);
    std::string stem = file.filename().string();
    stem = stem.substr(0, stem.find('.'));
    if (stem.empty() || stem == "entities" || stem == "targets" || stem == "-") {
        const std::string folder = file.parent_path().filename().string();
        return folder.empty() ? "unnamed" : folder;
    }
    return stem;
}

void DatasetTally::name_list(ListVersion& version, const ReadOptions& options,
                             const std::string& path, std::string_view last_seen) const {
    version.version = last_seen.empty() ? file_date(path, options.as_of) : std::string(last_seen);
    version.date = last_seen.substr(0, 10);
    if (!options.list.empty()) {
        version.list = options.list;
    } else if (entities_.size() == 1) {
        version.list = entities_.begin()->first;
    } else {
        version.list = name_of_file(path);
        version.remarks.push_back(fmt::format(
            "the file names {} data sets; the list is called after the file", entities_.size()));
    }
    if (const DatasetFacts* facts = find_dataset(version.list)) {
        version.title = facts->title;
        version.publisher = facts->publisher;
        version.jurisdiction = facts->jurisdiction;
    }
}

} // namespace tidewaiter::lists
