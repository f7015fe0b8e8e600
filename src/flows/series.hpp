// A series that came in several files (a file a month, a chapter, a reporter, or a new edition) is one source to every question.
#pragma once

#include "flows/measures.hpp"
#include "flows/wanted.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace tidewaiter::flows {

/// While one lives, the tables flow, held_code and transactions show files of the same format, publisher, title and extent (all goods, or
/// some) as one source, by the number of the one loaded last. Of a cell that several of them hold (reporter, partner, flow, basis, code,
/// period) the one loaded last counts, and where editions write a pair's period in different HS revisions, that one's revision; a
/// declaration that stands in several counts once. Files that are alone in their series are shown as they are, at no cost.
class JoinedSeries {
public:
    /// In:     apart, the goods as they stand in the files each by itself: only files that hold some are joined. When any() says that there are
    ///         such, the goods are to be found again, as they stand in the series.
    JoinedSeries(sql::Database& database, const Wanted& apart);
    ~JoinedSeries();
    JoinedSeries(const JoinedSeries&) = delete;
    JoinedSeries& operator=(const JoinedSeries&) = delete;

    /// Does any series have more than one file?
    bool any() const { return !members_.empty(); }

    /// Takes the views away before the end, for another question within the question.
    void hide() const;

    /// Gives an answer the numbers of all files of its series that hold the goods and the country (empty: any), and makes its query stand alone.
    void finish(FlowTable& table, const Wanted& wanted, const std::string& country, Answer& answer) const;

private:
    sql::Database& database_;
    std::map<std::uint32_t, std::vector<std::uint32_t>> members_; ///< by the number of the last
    std::string views_; ///< "flow AS (...), held_code AS (...), transactions AS (...)"
};

/// The schema of the tables themselves, for what must be seen file by file while the views are there: "\"flows\".main".
std::string home_of(sql::Database& database);

/// Would any series have more than one file?
bool has_series(sql::Database& database, const Wanted& apart);

} // namespace tidewaiter::flows
