#include "base/hash.hpp"

#include <gtest/gtest.h>

using namespace tidewaiter::base;

namespace {

TEST(Sha256, PublishedVector) { // FIPS 180-2, appendix B.1
    EXPECT_EQ(to_sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    Sha256 pieces;
    pieces.update("a");
    pieces.update("bc");
    EXPECT_EQ(pieces.finish(), to_sha256("abc"));
}

TEST(ToHex, SixteenDigits) {
    EXPECT_EQ(to_hex(0), "0000000000000000");
    EXPECT_EQ(to_hex(0xFEDCBA9876543210), "fedcba9876543210");
}

TEST(Xxh3, StableAcrossRuns) { EXPECT_EQ(to_hex(to_xxh3("")), "2d06800538d394c2"); } // the library's published value for no input

} // namespace
