// A flow file: trade statistics of any source in one table of plain DuckDB, every load kept by the hash of its file.
// The tables are described in docs/formats/flows.md and can be read without this program.
#pragma once

#include "base/reject.hpp"
#include "sql/database.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::flows {

/// One loaded file: what it is, and what became of its rows.
struct Source {
    std::uint32_t id = 0;
    std::string file;      ///< name without its folder
    std::string sha256;    ///< of the stored bytes
    std::string format;    ///< name of the source format, "comtrade_plus"
    std::string publisher;
    std::string title;
    std::string vintage;   ///< date or words by which the publisher's editions differ; the user's --vintage wins
    std::uint64_t rows_in = 0;        ///< records of the file, by a count of its own
    std::uint64_t rows_loaded = 0;    ///< rows of the flow or transaction table; more than records for wide files
    std::uint64_t rows_set_aside = 0; ///< of these, kept but never summed (duplicates, parts of a total)
    std::uint64_t rows_missing = 0;   ///< cells that hold no value (blank, ":", secret)
    std::uint64_t rows_rejected = 0;
    std::vector<std::string> remarks;
};

struct LoadOptions {
    std::string mapping;  ///< TOML file that names the columns of any CSV; empty: recognise the file
    std::string vintage;  ///< as the user names it; empty: what the file says, else its day of change
    std::string format;   ///< take this source format instead of recognising one
    bool keep_folder = false;
    /// More rejected records than this share, and the load is undone.
    double most_rejected = 0.5;
};

struct LoadResult {
    Source source;
    bool was_there = false; ///< the same bytes had been loaded before: nothing was changed
    std::vector<base::Reject> rejects; ///< the first 1,000
    /// Cells that another vintage of the same series holds with another value; both are kept.
    std::vector<std::string> differences;
};

/// What can be loaded, for the manual.
struct FormatInfo {
    std::string_view name;
    std::string_view describes;
};
std::vector<FormatInfo> flow_formats();

/// An open flow file. One thread uses it at a time, except for interrupt() of its database.
class FlowTable {
public:
    /// In:     path, created when it does not exist and read_only is false; empty: in memory
    /// Errors: Failure(bad_input): missing, cut short, no database, no flow file or one of another version;
    ///         Failure(machine): another process has it open
    explicit FlowTable(const std::string& path, bool read_only = false, unsigned threads = 0);
    ~FlowTable();
    FlowTable(FlowTable&&) noexcept;

    /// In:     progress, called with what is being done and the share read (negative when unknown); false stops
    /// Errors: Failure(bad_input): a file that no format knows (the hint names the nearest one and its missing columns),
    ///         too many rejects. Nothing of the file is then kept.
    LoadResult load(const std::string& path, const LoadOptions& options = {},
                    const std::function<bool(std::string_view, double)>& progress = {});
    /// A dated table of exchange rates (currency, from, to, per_usd, source): see docs/formats/flows.md.
    LoadResult load_rates(const std::string& path);
    std::vector<Source> sources() const;
    /// Out: nullopt for a number that no source has.
    std::optional<Source> find_source(std::uint32_t id) const;
    /// The database itself: for the measures of this module and for --sql.
    sql::Database& database() const;
    const std::string& path() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace tidewaiter::flows
