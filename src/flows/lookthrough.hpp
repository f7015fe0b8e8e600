// Look-through reliance: what a sector takes from a region when its suppliers' suppliers are counted too.
#pragma once

#include "flows/io_table.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::flows {

/// Sellers counted together: a region, or one sector.
struct SourceGroup {
    std::string name; ///< "CHN", "CHN:c14"
    std::vector<std::size_t> sellers;
};

/// How much of one user's inputs comes from one group, as shares in 0..1.
struct Reliance {
    std::string source;
    double face = 0;     ///< of what the user buys itself
    double through = 0;  ///< of all production behind one unit of its output, its suppliers' included
    double direct = 0;   ///< the part of through that the user buys itself
    double indirect = 0; ///< the rest of it, behind its suppliers
};

struct UserReliance {
    std::size_t user = 0; ///< sector
    double inputs = 0;    ///< value of what it buys
    double output = 0;
    std::vector<Reliance> sources; ///< one a group, in their order
};

struct LookThrough {
    std::vector<UserReliance> users;
    std::vector<Reliance> together; ///< of all users: face by value, the others as the mean over users
    std::vector<double> face_mean;  ///< mean of face over users, for each group
    double residual = 0;            ///< largest error of a solved equation, relative
};

/// The factors of I - A, A being inputs per unit of output.
/// Cost:   2/3 n^3 operations once, 2 n^2 for each user; 16 n^2 bytes
/// Source: Baldwin, Freeman, Theodorakopoulos, Hidden Exposure, BPEA Fall 2023; docs/methods/look-through.md
class LookThroughSolver {
public:
    /// Errors: Failure(bad_input) when the table has no answer: I - A is singular
    explicit LookThroughSolver(const IoTable& table, unsigned threads = 1);
    ~LookThroughSolver();
    /// In:  users as sectors of the table; groups may overlap
    LookThrough look(std::span<const std::size_t> users, std::span<const SourceGroup> groups) const;
    /// All production per unit of one sector's output: a column of the Leontief inverse, solved for.
    std::vector<double> column(std::size_t user) const;

private:
    struct Factors;
    const IoTable& table_;
    std::unique_ptr<Factors> factors_;
};

/// Every region of the table as a group, in its order.
std::vector<SourceGroup> regions_of(const IoTable& table);

/// Sectors meant by "USA", "RUS:c14", "USA:c3-c16" (from the one to the other in the table's order), "*:c14", several with
/// commas. Errors: Failure(usage) naming what is not in the table, with what is
std::vector<std::size_t> find_sectors(const IoTable& table, std::string_view text);

/// "CHN,DEU:c14": each part a group of its own. Errors: as find_sectors
std::vector<SourceGroup> find_groups(const IoTable& table, std::string_view text);

} // namespace tidewaiter::flows
