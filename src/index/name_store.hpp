// All names of a build as words and forms: the sections that a search walks through.
#pragma once

#include "index/file.hpp"
#include "match/match.hpp"

#include <string>
#include <vector>

namespace tidewaiter::index {

class NameStore {
public:
    /// Adds the names of one party. Parties come in the order of their numbers.
    void add(std::uint32_t party, const match::Prepared& prepared);
    /// Makes the sections. The store is empty afterwards.
    void write_to(FileContent& content);
    std::size_t names() const { return names_; }

private:
    struct Use {
        std::vector<std::uint32_t> parts; // numbers in parts_
        UseRecord record{};
    };
    std::vector<names::Part> parts_; // distinct by text, kind, legal class and number
    std::map<std::string, std::uint32_t> part_numbers_;
    std::vector<Use> uses_;
    std::string texts_of_names_;
    std::size_t names_ = 0;
};

} // namespace tidewaiter::index
