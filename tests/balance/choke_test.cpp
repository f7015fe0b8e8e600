// Chokepoints against every cut of small networks, and against networks whose answer is plain.
#include "balance/choke.hpp"
#include "balance/max_flow.hpp"
#include "balance/philox.hpp"
#include "base/failure.hpp"

#include <gtest/gtest.h>

#include <algorithm>

using namespace tidewaiter::balance;
using tidewaiter::base::Failure;
using tidewaiter::base::RejectList;

namespace {

Network network(const std::string& rows, double spare = 1.2, const std::string& header = "from,from_stage,to,to_stage,flow,peak") {
    RejectList rejects;
    Network read = parse_network(header + "\n" + rows, "n.csv", spare, rejects);
    EXPECT_EQ(rejects.count(), 0U);
    return read;
}

std::string rejected(const std::string& row) {
    RejectList rejects;
    parse_network("from,from_stage,to,to_stage,flow,peak\nA,maker,B,hub,1,1\n" + row + "\n", "n.csv", 1.2, rejects);
    return rejects.kept().empty() ? "" : rejects.kept().front().column + ": " + rejects.kept().front().reason;
}

// Two makers, two hubs, one importer; hub H carries most, and G has room for 24 in all.
const std::string two_hubs = "A,maker,H,hub,50,50\nB,maker,H,hub,30,30\nB,maker,G,hub,10,20\nA,maker,G,hub,0,0\nH,hub,I,importer,80,80\nG,hub,I,importer,10,20\n";

std::size_t node(const Network& network, std::string_view name) {
    return static_cast<std::size_t>(std::ranges::find(network.nodes, name, &NetworkNode::name) - network.nodes.begin());
}

const Removal& removal(const Network& network, const ChokeResult& result, std::string_view name) {
    return *std::ranges::find_if(result.removals, [&](const Removal& each) { return each.nodes == std::vector{node(network, name)}; });
}

} // namespace

/// The largest flow is the smallest of all cuts: all 2^n of them are tried.
TEST(MaxFlow, IsTheSmallestOfAllCuts) {
    for (std::uint32_t seed = 0; seed < 300; ++seed) {
        constexpr std::size_t n = 7;
        std::array<std::array<std::int64_t, n>, n> capacity{};
        MaxFlow flow(n);
        for (std::uint32_t from = 0; from < n; ++from) {
            for (std::uint32_t to = 0; to < n; ++to) {
                const auto bits = philox({from, to, 0, 0}, seed);
                if (from != to && bits[0] % 3 == 0) {
                    capacity[from][to] = bits[1] % 20;
                    flow.add_edge(from, to, capacity[from][to]);
                }
            }
        }
        std::int64_t smallest = 1'000'000;
        for (std::uint32_t side = 0; side < (1U << n); ++side) {
            if ((side & 1U) == 0 || (side >> (n - 1) & 1U) != 0) {
                continue;
            }
            std::int64_t across = 0;
            for (std::size_t from = 0; from < n; ++from) {
                for (std::size_t to = 0; to < n; ++to) {
                    across += (side >> from & 1U) != 0 && (side >> to & 1U) == 0 ? capacity[from][to] : 0;
                }
            }
            smallest = std::min(smallest, across);
        }
        EXPECT_EQ(flow.run(0, n - 1), smallest) << seed;
        const auto side = flow.source_side(0);
        std::int64_t cut = 0;
        for (std::size_t from = 0; from < n; ++from) {
            for (std::size_t to = 0; to < n; ++to) {
                cut += side[from] && !side[to] ? capacity[from][to] : 0;
            }
        }
        EXPECT_EQ(cut, smallest) << seed;
        EXPECT_EQ(flow.run(0, n - 1), smallest) << "a second run";
    }
}

TEST(MaxFlow, ALongChainNeedsNoDeepStack) {
    constexpr std::size_t n = 300'000;
    MaxFlow flow(n);
    for (std::size_t i = 0; i + 1 < n; ++i) {
        flow.add_edge(i, i + 1, 5);
    }
    EXPECT_EQ(flow.run(0, n - 1), 5);
}

TEST(Choke, LossIsWhatCannotGoAround) {
    const Network net = network(two_hubs);
    const ChokeResult result = find_chokepoints(net, {.shuffles = 0});
    EXPECT_EQ(result.observed, 90'000);
    EXPECT_EQ(result.largest, 120'000); // 96 over H, 24 over G
    const Removal& hub = removal(net, result, "H");
    EXPECT_EQ(hub.left, 24'000);
    EXPECT_EQ(hub.loss, 96'000);
    EXPECT_EQ(hub.passed, 80'000);
    EXPECT_EQ(hub.unmet, 66'000); // 90 observed, 24 still go over G
    EXPECT_EQ(hub.cut_off, 0U);
    EXPECT_EQ(removal(net, result, "G").loss, 24'000);
    EXPECT_EQ(net.nodes[result.removals.front().nodes.front()].name, "H");
}

TEST(Choke, ASinglePointCutsOffEverything) {
    const Network net = network("A,maker,H,hub,5,5\nB,maker,H,hub,5,5\nH,hub,I,importer,6,6\nH,hub,J,importer,4,4\n");
    const ChokeResult result = find_chokepoints(net, {.shuffles = 20});
    EXPECT_EQ(removal(net, result, "H").left, 0);
    EXPECT_EQ(removal(net, result, "H").cut_off, 2U);
    EXPECT_EQ(result.ends, 2U);
}

TEST(Choke, TwoAtOnceAndByName) {
    const Network net = network(two_hubs);
    const ChokeResult pairs = find_chokepoints(net, {.remove = 2, .shuffles = 0});
    EXPECT_EQ(pairs.removals.front().left, 0);
    const ChokeResult named = find_chokepoints(net, {.named = {"G", "A"}, .shuffles = 0});
    EXPECT_EQ(named.removals.size(), 1U);
    EXPECT_EQ(named.removals.front().left, 36'000); // B to H, 30 with a fifth to spare
    EXPECT_THROW(find_chokepoints(net, {.named = {"X"}}), Failure);
}

TEST(Choke, RarityIsTheSameOnThreadsAndSmallForAChosenNetwork) {
    // Ten makers with thick connections, all to hub H, and ten with thin ones to a small hub each.
    std::string rows;
    for (int i = 0; i < 10; ++i) {
        const std::string number = std::to_string(i);
        rows += "a" + number + ",maker,H,hub,90,90\nb" + number + ",maker,h" + number + ",hub,10,10\n";
        rows += "h" + number + ",hub,I,importer,10,100\n";
    }
    rows += "H,hub,I,importer,900,1000\n";
    const Network net = network(rows);
    const ChokeResult one = find_chokepoints(net, {.shuffles = 200, .seed = 3, .threads = 1});
    const ChokeResult four = find_chokepoints(net, {.shuffles = 200, .seed = 3, .threads = 4});
    ASSERT_EQ(one.removals.size(), four.removals.size());
    for (std::size_t i = 0; i < one.removals.size(); ++i) {
        EXPECT_EQ(one.removals[i].rarity, four.removals[i].rarity);
        EXPECT_GT(one.removals[i].rarity, 0);
        EXPECT_LE(one.removals[i].rarity, 1);
    }
    EXPECT_LT(removal(net, one, "H").rarity, 0.05); // mixed, the thick connections go to small hubs too
}

TEST(Network, SpareIsTakenFromThePeakOrTheFlowOrStated) {
    EXPECT_EQ(network("A,maker,B,hub,10,40\n").edges.front().capacity, 48'000);
    EXPECT_EQ(network("A,maker,B,hub,10,\n").edges.front().capacity, 10'000);
    EXPECT_EQ(network("A,maker,B,hub,10\n", 1.5, "from,from_stage,to,to_stage,flow").edges.front().capacity, 15'000);
    EXPECT_EQ(network("A,maker,B,hub,10,12.5\n", 1.5, "from,from_stage,to,to_stage,flow,capacity").edges.front().capacity, 12'500);
    const Network twice = network("A,maker,B,hub,10,10\nA,maker,B,hub,5,5\n");
    EXPECT_EQ(twice.edges.size(), 1U);
    EXPECT_EQ(twice.edges.front().flow, 15'000);
}

TEST(Network, MalformedRowsAreRejectedAndNamed) {
    EXPECT_EQ(rejected("A,maker,B,hub,x,1"), "flow: 'x' is no amount from 0 to 1e+12");
    EXPECT_EQ(rejected("A,maker,B,hub,-1,1"), "flow: '-1' is no amount from 0 to 1e+12");
    EXPECT_EQ(rejected("A,maker,B,port,1,1"), "to_stage: 'port' is no stage");
    EXPECT_EQ(rejected("X,hub,Y,maker,1,1"), "to_stage: maker comes before hub: goods go from a lower stage to a higher one");
    EXPECT_EQ(rejected("A,dealer,C,hub,1,1"), "from_stage: A is a maker elsewhere");
    EXPECT_EQ(rejected(",maker,C,hub,1,1"), "from: is empty");
    EXPECT_EQ(rejected("A,maker,C,hub,1"), ": has 5 fields, and the header 6");
    EXPECT_EQ(rejected("A,maker,C,hub,1,9"), "");
}

TEST(Network, WithoutItsColumnsAFileIsRefused) {
    RejectList rejects;
    EXPECT_THROW(parse_network("from,to\nA,B\n", "n.csv", 1.2, rejects), Failure);
    EXPECT_THROW(parse_network("", "n.csv", 1.2, rejects), Failure);
    EXPECT_THROW(parse_network("from,from_stage,to,to_stage,flow\n", "n.csv", 1.2, rejects), Failure);
}
