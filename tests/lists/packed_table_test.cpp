#include "lists/packed_table.hpp"

#include "base/failure.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace tidewaiter;
using lists::PackedFields;
using lists::PackedRecord;
using lists::PackedTable;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

PackedRecord record(char tag, std::string_view text) {
    PackedRecord made;
    made.add(tag, text);
    return made;
}

TEST(PackedTable, RecordsOfAKeyKeepTheirOrder) {
    PackedTable table("the places");
    table.add("20", record('a', "second key"));
    table.add("3", record('a', "first"));
    table.add("3", record('b', "then"));
    table.close();
    std::vector<std::string> texts;
    for (const std::string_view each : table.find("3")) {
        texts.emplace_back(PackedFields(each).next()->text);
    }
    EXPECT_THAT(texts, ElementsAre("first", "then"));
    EXPECT_THAT(table.find("4"), IsEmpty());
    EXPECT_EQ(table.find_first("4"), std::nullopt);
    EXPECT_EQ(PackedFields::find(*table.find_first("20"), 'a'), "second key");
}

TEST(PackedTable, NumbersAndWordsAreDifferentKeys) {
    PackedTable table("the places");
    table.add("007", record('a', "number")); // as 7: leading zeros are no part of a number
    table.add("seven", record('a', "word"));
    table.add("", record('a', "none"));
    table.close();
    EXPECT_EQ(PackedFields::find(*table.find_first("7"), 'a'), "number");
    EXPECT_EQ(PackedFields::find(*table.find_first("seven"), 'a'), "word");
    EXPECT_EQ(PackedFields::find(*table.find_first(""), 'a'), "none");
    EXPECT_EQ(table.find_first("0"), std::nullopt);
}

TEST(PackedTable, FieldsComeBackAsTheyWentIn) {
    PackedRecord made;
    made.add('a', "");
    made.add('b', "", true);
    made.add('c', "Тегеран\t\n");
    made.add('d', std::string_view("cut\0here", 8));
    PackedFields fields(made.bytes());
    std::string seen;
    while (const auto field = fields.next()) {
        seen += field->tag;
        seen += field->text;
        seen += '|';
    }
    EXPECT_EQ(seen, "b|cТегеран\t\n|dcut|");
}

TEST(PackedTable, MoreThanItsMeasureIsRefused) {
    PackedTable table("the places", 100);
    table.add("1", record('a', std::string(50, 'x')));
    EXPECT_THROW(table.add("2", record('a', std::string(50, 'x'))), base::Failure);
}

} // namespace
