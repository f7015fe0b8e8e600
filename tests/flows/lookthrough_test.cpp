// Look-through against the toy table of section 4.10 of the methods note of 2026-11-23, and against a dense inverse.
#include "flows/lookthrough.hpp"

#include "base/failure.hpp"
#include "flows/statistics/draws.hpp"

#include <Eigen/LU>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>

using namespace tidewaiter::flows;
using tidewaiter::base::Failure;

namespace {

// Coefficients of the note, with an output of 100 for each.
const std::string toy = "row,R:x,C:x,W:x\nR:x,30,5,5\nC:x,20,35,10\nW:x,5,15,30\n";
const std::string toy_output = "row,output\nR:x,100\nC:x,100\nW:x,100\n";

std::string refused(const std::string& table, const std::string& output) {
    try {
        parse_io_table(table, output);
    } catch (const Failure& failure) {
        return failure.what();
    }
    return "accepted";
}

/// A table of made-up flows, every column below its output.
IoTable made_up(std::size_t n) {
    IoTable table;
    table.flows.resize(n * n);
    Draws draws(3);
    for (double& flow : table.flows) {
        flow = 10 * (1 - std::sqrt(1 - draws.unit())); // small ones are the most frequent
    }
    table.output.assign(n, 0);
    for (std::size_t i = 0; i < n; ++i) {
        table.sectors.push_back({fmt::format("r{}", i / 5), fmt::format("s{}", i % 5)});
        for (std::size_t seller = 0; seller < n; ++seller) {
            table.output[i] += table.flow(seller, i);
        }
        table.output[i] *= 1.7;
    }
    return table;
}

} // namespace

TEST(LookThrough, TheToyTableIsThatOfTheNote) {
    const IoTable table = parse_io_table(toy, toy_output);
    const LookThroughSolver solver(table);
    const auto column = solver.column(0);
    EXPECT_NEAR(column[0], 1.4784, 0.00005);
    EXPECT_NEAR(column[1], 0.4872, 0.00005);
    EXPECT_NEAR(column[2], 0.2100, 0.00005);
    const LookThrough looked = solver.look(std::vector<std::size_t>{0}, regions_of(table));
    const double face[] = {0.545, 0.364, 0.091};
    const double through[] = {0.407, 0.414, 0.179};
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_NEAR(looked.together[i].face, face[i], 0.0005);
        EXPECT_NEAR(looked.together[i].through, through[i], 0.0005);
        EXPECT_NEAR(looked.together[i].direct + looked.together[i].indirect, looked.together[i].through, 1e-12);
    }
}

TEST(LookThrough, RowsAndSquareAreOneTable) {
    const std::string rows = "seller,buyer,value\nR:x,R:x,30\nR:x,C:x,5\nR:x,W:x,5\nC:x,R:x,20\nC:x,C:x,35\nC:x,W:x,10\nW:x,R:x,5\nW:x,C:x,15\nW:x,W:x,30\n";
    EXPECT_EQ(parse_io_table(rows, toy_output).flows, parse_io_table(toy, toy_output).flows);
}

TEST(LookThrough, AgreesWithTheInverseAndWithItselfOnThreads) {
    for (const std::size_t n : {1U, 5U, 63U, 64U, 65U, 260U, 300U}) {
        const IoTable table = made_up(n);
        const auto size = static_cast<Eigen::Index>(n);
        Eigen::MatrixXd system = Eigen::MatrixXd::Identity(size, size);
        for (std::size_t buyer = 0; buyer < n; ++buyer) {
            for (std::size_t seller = 0; seller < n; ++seller) {
                system(static_cast<Eigen::Index>(seller), static_cast<Eigen::Index>(buyer)) -= table.flow(seller, buyer) / table.output[buyer];
            }
        }
        const Eigen::MatrixXd inverse = system.inverse();
        const LookThroughSolver one(table, 1);
        const LookThroughSolver four(table, 4);
        for (const std::size_t user : {std::size_t{0}, n / 2, n - 1}) {
            const auto column = one.column(user);
            EXPECT_EQ(column, four.column(user));
            for (std::size_t i = 0; i < n; ++i) {
                EXPECT_NEAR(column[i], inverse(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(user)), 1e-10) << n;
            }
        }
    }
}

TEST(LookThrough, PivotsWhereTheDiagonalIsNothing) {
    // The first sector sells itself all that it makes: 1 - 1 = 0 stands at the first pivot.
    const IoTable table = parse_io_table("row,a:x,b:x\na:x,10,4\nb:x,5,2\n", "row,output\na:x,10\nb:x,10\n");
    const auto column = LookThroughSolver(table).column(0);
    EXPECT_NEAR(-0.4 * column[1], 1, 1e-12);
    EXPECT_NEAR(-0.5 * column[0] + 0.8 * column[1], 0, 1e-12);
}

TEST(LookThrough, ATableWithoutAnAnswerIsRefused) {
    const IoTable table = parse_io_table("row,a:x,b:x\na:x,10,0\nb:x,0,2\n", "row,output\na:x,10\nb:x,10\n");
    EXPECT_THROW(LookThroughSolver{table}, Failure);
}

TEST(LookThrough, GroupsMayBeSectorsAndMayOverlap) {
    const IoTable table = made_up(20);
    const LookThroughSolver solver(table);
    const auto users = find_sectors(table, "r1:s1-s3,r2");
    EXPECT_EQ(users, (std::vector<std::size_t>{6, 7, 8, 10, 11, 12, 13, 14}));
    const LookThrough looked = solver.look(users, find_groups(table, "r0,r0:s0,*:s1"));
    EXPECT_GT(looked.together[0].through, looked.together[1].through);
    double all = 0;
    double face = 0;
    for (const Reliance& share : solver.look(users, regions_of(table)).together) {
        all += share.through;
        face += share.face;
    }
    EXPECT_NEAR(all, 1, 1e-12);
    EXPECT_NEAR(face, 1, 1e-12);
}

TEST(LookThrough, WhatIsNotInTheTableIsNamed) {
    const IoTable table = made_up(10);
    EXPECT_THROW(find_sectors(table, "r9"), Failure);
    EXPECT_THROW(find_sectors(table, "r1:s9"), Failure);
    EXPECT_THROW(find_sectors(table, "r1:s3-s1"), Failure);
    EXPECT_THROW(find_sectors(table, ""), Failure);
    try {
        find_sectors(table, "x");
    } catch (const Failure& failure) {
        EXPECT_EQ(std::string(failure.what()), "'x': the table has no region 'x'");
        EXPECT_EQ(failure.hint(), "The table has r0, r1.");
    }
}

TEST(IoTable, MalformedTablesAreNamedWithLineAndColumn) {
    struct Row {
        std::string table;
        std::string output;
        std::string message;
    };
    const std::vector<Row> rows{
        {"row,R:x,C:x,W:x\nR:x,30,x,5\n", toy_output, "table: line 2, column C:x: 'x' is no number"},
        {"row,R:x,C:x,W:x\nR:x,30,,5\n", toy_output, "table: line 2, column C:x: '' is no number"},
        {"row,R:x,C:x,W:x\nR:x,30,5\n", toy_output, "table: line 2: has 3 fields, and the header 4"},
        {"row,R:x,R:x\n", toy_output, "table: line 1, column R:x: R:x stands there twice"},
        {"row,R:x,C\n", toy_output, "table: line 1, column C: 'C' names no sector; write REGION:INDUSTRY"},
        {"row,R:x,C:x,W:x\nR:x,30,5,5\nR:x,30,5,5\n", toy_output, "table: line 3, column 1: R:x stands there twice"},
        {"row,R:x,C:x,W:x\nR:x,30,5,5\nC:x,30,5,5\n", toy_output, "table: W:x is a column and no row"},
        {"row,R:x\nQ:x,1\n", toy_output, "table: line 2, column 1: Q:x is a row and no column"},
        {toy, "row,output\nR:x,100\nC:x,100\n", "output: no output for W:x"},
        {toy, "row,total\nR:x,100\n", "output: line 1: no column is called output"},
        {toy, "row,output\nR:x,-1\n", "output: line 2, column output: '-1' is below zero"},
        {toy, "row,output\nR:x,0\nC:x,1\nW:x,1\n", "output: R:x has inputs and no output"},
        {"seller,buyer,value\nR:x,R:x,1\nR:x,R:x,1\n", "row,output\nR:x,9\n", "table: the flow from R:x to R:x stands there twice"},
        {"seller,buyer,value\nR:x,R:x,1e400\n", "row,output\nR:x,9\n", "table: line 2, column value: '1e400' is no number"},
        {"", toy_output, "table is empty"},
    };
    for (const auto& [table, output, message] : rows) {
        EXPECT_EQ(refused(table, output), message);
    }
}

TEST(IoTable, FinalUseIsCheckedAgainstOutput) {
    const IoTable table = parse_io_table(toy, "row,R_f1,C_f1,output\nR:x,50,10,100\nC:x,35,0,100\nW:x,40,3,100\n");
    EXPECT_DOUBLE_EQ(table.largest_miss, 7);
    EXPECT_EQ(table.sectors[table.largest_miss_at].label(), "W:x");
}
