// A list of made-up parties in a publisher's layout: bench/lists/NAME.template, which tools/make_big_list.py reads too.
#pragma once

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

/// The first line has the format and its kind: "xml ROOT RECORD...", "csv SEPARATOR", "json", "json lines" or "text MOST" (in
/// MB). Then come sections, "--- text" as it stands and "--- repeat" with a running number in the place of '#'.
struct ListTemplate {
    std::string format;
    std::vector<std::string> kind;
    std::vector<std::pair<bool, std::string>> sections; // repeated?, text
};

inline ListTemplate load_list_template(const std::filesystem::path& path) {
    std::ifstream file(path);
    ListTemplate made;
    std::string line;
    std::getline(file, line);
    std::istringstream words(line);
    words >> made.format;
    for (std::string word; words >> word;) {
        made.kind.push_back(word);
    }
    while (std::getline(file, line)) {
        if (line.starts_with("--- ")) {
            made.sections.emplace_back(line == "--- repeat", std::string());
        } else if (!made.sections.empty()) {
            made.sections.back().second += line + "\n";
        }
    }
    return made;
}

/// The list with so many records that it has about that size.
inline std::string make_list(const ListTemplate& from, std::size_t bytes) {
    std::size_t once = 0;
    for (const auto& [repeated, text] : from.sections) {
        once += repeated ? text.size() : 0;
    }
    const std::size_t count = bytes / once;
    std::string list;
    for (const auto& [repeated, text] : from.sections) {
        for (std::size_t i = 1; i <= (repeated ? count : 1); ++i) {
            const std::string number = std::to_string(i);
            for (const char c : text) {
                if (c == '#' && repeated) {
                    list += number;
                } else {
                    list += c;
                }
            }
        }
    }
    return list;
}
