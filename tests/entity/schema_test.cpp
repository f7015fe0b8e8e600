#include "entity/schema.hpp"

#include <gtest/gtest.h>

using namespace tidewaiter::entity;

namespace {

TEST(Schema, InheritanceIsFollowTheMoneys) {
    ASSERT_NE(find_schema("Company"), nullptr);
    EXPECT_TRUE(find_schema("Company")->is("LegalEntity"));
    EXPECT_TRUE(find_schema("Vessel")->is("Vehicle"));
    EXPECT_FALSE(find_schema("Vessel")->is("LegalEntity"));
    EXPECT_EQ(find_schema("company"), nullptr);
    EXPECT_EQ(all_schemata().size(), 70U);
}

TEST(Schema, PropertyTypes) {
    EXPECT_EQ(property_type("birthDate"), PropertyType::date);
    EXPECT_EQ(property_type("imoNumber"), PropertyType::identifier);
    EXPECT_EQ(property_type("weakAlias"), PropertyType::name);
    EXPECT_EQ(property_type("nothingSuch"), PropertyType::other);
}

TEST(Schema, WhatMayMeanWhat) {
    EXPECT_TRUE(are_comparable("LegalEntity", "Person"));
    EXPECT_TRUE(are_comparable("Organization", "Company"));
    EXPECT_FALSE(are_comparable("Person", "Company"));
    EXPECT_FALSE(are_comparable("Vessel", "Person"));
}

} // namespace
