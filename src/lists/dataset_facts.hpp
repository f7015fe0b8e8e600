// What is known of a data set that another publisher passes on under OpenSanctions' id: whose list
// it is.
#pragma once

#include "entity/entity.hpp"
#include "lists/list_reader.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace tidewaiter::lists {

struct DatasetFacts {
    std::string id;    ///< "us_ofac_sdn"
    std::string title; ///< as the column `dataset` of targets.simple.csv names it
    std::string publisher;
    std::string jurisdiction; ///< us, eu, gb, un, ...; empty when it binds nobody by law
};

/// Out: nullptr when data/datasets.csv has no such row.
const DatasetFacts* find_dataset(std::string_view id);
const DatasetFacts* find_dataset_by_title(std::string_view title);

/// Gives a Sanction its measure by its data set and programmes (measures.csv) and, where it names
/// no country, its jurisdiction. What is there already stays.
void add_dataset_facts(entity::Entity& sanction);

/// Which data sets the entities of one file belong to, and what the list is therefore called.
class DatasetTally {
public:
    void add(std::string_view dataset);
    /// ReadOptions::list, else the one data set of the file, else a name made of the path with a
    /// remark. Fills list, title, publisher, jurisdiction; version and date from the newest moment
    /// the exporter stamped; without one the version is the file's date.
    void name_list(ListVersion& version, const ReadOptions& options, const std::string& path,
                   std::string_view last_seen) const;

private:
    std::map<std::string, std::uint64_t, std::less<>> entities_; // by data set
};

} // namespace tidewaiter::lists
