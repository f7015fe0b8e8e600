#include "screen/party_fields.hpp"

#include <gtest/gtest.h>

namespace tidewaiter::screen {
namespace {

TEST(PartyFields, WhatIsNoNameIsSaid) {
    EXPECT_EQ(read_party_name("").state, NameState::empty);
    EXPECT_EQ(read_party_name("  ").state, NameState::empty);
    EXPECT_EQ(read_party_name("TO ORDER").state, NameState::to_order);
    EXPECT_EQ(read_party_name("to the order").state, NameState::to_order);
    EXPECT_EQ(read_party_name("N/A").state, NameState::not_given);
    EXPECT_EQ(read_party_name("n.a.").state, NameState::not_given);
    EXPECT_EQ(read_party_name("Unknown").state, NameState::not_given);
    EXPECT_EQ(read_party_name("не указано").state, NameState::not_given);
    EXPECT_EQ(read_party_name("SAME AS CONSIGNEE").state, NameState::same_as);
    EXPECT_EQ(read_party_name("---").state, NameState::no_letters);
    EXPECT_EQ(read_party_name("?!").state, NameState::no_letters);
}

TEST(PartyFields, ANameThatOnlyBeginsLikeThemIsAName) {
    EXPECT_EQ(read_party_name("Order of Malta").name, "Malta") << "a front: what follows is screened";
    EXPECT_EQ(read_party_name("Unknown Pleasures Ltd").name, "Unknown Pleasures Ltd");
    EXPECT_EQ(read_party_name("Private Bank of Nowhere").name, "Private Bank of Nowhere");
    EXPECT_EQ(read_party_name("NA Trading").name, "NA Trading");
    EXPECT_EQ(read_party_name("1688").name, "1688");
}

TEST(PartyFields, WhoseOrderItIsGetsScreened) {
    const PartyName name = read_party_name("TO THE ORDER OF: Almaty Agrarian Bank");
    EXPECT_EQ(name.state, NameState::named);
    EXPECT_EQ(name.name, "Almaty Agrarian Bank");
    EXPECT_TRUE(name.to_order);
    EXPECT_EQ(read_party_name("to order of unknown").state, NameState::to_order);
    EXPECT_EQ(read_party_name("M/S. Gulf Star Traders").name, "Gulf Star Traders");
    EXPECT_EQ(read_party_name("Messrs Lim & Sons").name, "Lim & Sons");
    EXPECT_FALSE(read_party_name("Messrs Lim & Sons").to_order);
}

TEST(Intermediaries, AreKnownByTheirWords) {
    EXPECT_EQ(find_intermediary("Orbistan Freight Forwarders FZE"), Intermediary::forwarder);
    EXPECT_EQ(find_intermediary("Müller Spedition GmbH"), Intermediary::forwarder);
    EXPECT_EQ(find_intermediary("ООО Карго Экспресс"), Intermediary::forwarder);
    EXPECT_EQ(find_intermediary("上海大洋物流有限公司"), Intermediary::forwarder);
    EXPECT_EQ(find_intermediary("Almaty Agrarian Bank"), Intermediary::bank);
    EXPECT_EQ(find_intermediary("Global Shipping Agency"), Intermediary::forwarder) << "two weak words";
    EXPECT_EQ(find_intermediary("Urban Transport Museum"), Intermediary::none) << "one weak word";
    EXPECT_EQ(find_intermediary("Plumbury Orchard Tools"), Intermediary::none);
    EXPECT_EQ(find_intermediary("Riverbank Farm"), Intermediary::none) << "a word, not a part of one";
}

} // namespace
} // namespace tidewaiter::screen
