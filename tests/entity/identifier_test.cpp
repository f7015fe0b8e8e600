#include "entity/identifier.hpp"

#include <gtest/gtest.h>

using namespace tidewaiter::entity;

namespace {

bool valid(IdentifierKind kind, std::string_view text) { return is_valid(kind, to_canonical(kind, text)); }

TEST(Identifier, CanonicalDropsDressing) {
    EXPECT_EQ(to_canonical(IdentifierKind::imo, "IMO 7406784"), "7406784");
    EXPECT_EQ(to_canonical(IdentifierKind::passport, "a-12 345.67"), "A1234567");
    EXPECT_EQ(to_canonical(IdentifierKind::wallet, "1BoatSLRHtKNngkdXEeobR76b53LETtpyT"), "1BoatSLRHtKNngkdXEeobR76b53LETtpyT");
}

TEST(Identifier, ImoCheckDigitOfShipsAndCompanies) {
    EXPECT_TRUE(valid(IdentifierKind::imo, "IMO 9074729")); // the worked example of the IMO scheme
    EXPECT_FALSE(valid(IdentifierKind::imo, "9074728"));
    EXPECT_TRUE(valid(IdentifierKind::imo, "7406784"));
    EXPECT_FALSE(valid(IdentifierKind::imo, "907472"));
}

TEST(Identifier, LeiIsMod97) {
    EXPECT_TRUE(valid(IdentifierKind::lei, "5493001KJTIIGC8Y1R12")); // GLEIF's own
    EXPECT_FALSE(valid(IdentifierKind::lei, "5493001KJTIIGC8Y1R13"));
}

TEST(Identifier, IsinIsLuhnOverLetters) {
    EXPECT_TRUE(valid(IdentifierKind::isin, "US0378331005"));
    EXPECT_FALSE(valid(IdentifierKind::isin, "US0378331006"));
}

TEST(Identifier, IbanIsMod97) {
    EXPECT_TRUE(valid(IdentifierKind::iban, "GB82 WEST 1234 5698 7654 32"));
    EXPECT_FALSE(valid(IdentifierKind::iban, "GB82 WEST 1234 5698 7654 33"));
}

TEST(Identifier, RussianTaxAndRegistrationNumbers) {
    EXPECT_TRUE(valid(IdentifierKind::inn, "7707083893")); // a state bank, ten digits
    EXPECT_FALSE(valid(IdentifierKind::inn, "7707083892"));
    EXPECT_TRUE(valid(IdentifierKind::inn, "500100732259")); // twelve digits, the tax service's example
    EXPECT_TRUE(valid(IdentifierKind::ogrn, "1027700132195"));
    EXPECT_FALSE(valid(IdentifierKind::ogrn, "1027700132194"));
}

TEST(Identifier, UnifiedSocialCreditCode) {
    EXPECT_TRUE(valid(IdentifierKind::uscc, "91350100M000100Y43")); // example of GB 32100-2015
    EXPECT_FALSE(valid(IdentifierKind::uscc, "91350100M000100Y44"));
}

TEST(Identifier, PropertiesGoBothWays) {
    EXPECT_EQ(property_of(IdentifierKind::imo), "imoNumber");
    EXPECT_EQ(find_kind_of_property("leiCode"), IdentifierKind::lei);
    EXPECT_EQ(find_kind_of_property("idNumber"), IdentifierKind::national);
    EXPECT_EQ(find_kind_of_property("name"), std::nullopt);
}

} // namespace
