// The files of a folder that a user has filled, looked through for the lists of the catalogue: by
// name, else by content.
#pragma once

#include "lists/catalogue.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tidewaiter::lists {

/// A file, and the name it is to be kept under.
struct OfferedFile {
    std::filesystem::path path;
    std::string name;
};

/// What a folder offers for one list.
struct Offer {
    std::vector<OfferedFile>
        files;           ///< the primary file first; empty when there are none, or not all
    std::string format;  ///< the format they are of, when they were found by their content
    std::string problem; ///< why files that are there cannot be taken; empty when nothing is there
    std::string hint;    ///< what to do about it
};

class OfferedFiles {
public:
    explicit OfferedFiles(std::filesystem::path folder);

    /// Looks in FOLDER/NAME-OF-LIST/ and in FOLDER for the file names of the catalogue (any case of
    /// letters, plain or .gz); when not all are there, for the one list in FOLDER that shows itself
    /// to be this one, in any format.
    Offer find(const CatalogueEntry& entry);

private:
    struct Seen {
        ListFiles files;
        std::string format;
        std::string list;    ///< the dataset id that the files show
        std::string problem; ///< why they could not be read
        std::string hint;
    };

    Offer find_by_name(const CatalogueEntry& entry) const;
    Offer find_by_content(const CatalogueEntry& entry);
    void look_through();

    std::filesystem::path folder_;
    std::optional<std::vector<Seen>>
        seen_; // filled when first needed: every list in the folder is read once
};

} // namespace tidewaiter::lists
