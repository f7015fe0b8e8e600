// A proposed mapping: it says what is read anyway, guesses by values where names tell nothing, and doubts what does not fit.
#include "fixture.hpp"

#include "base/failure.hpp"
#include "screen/propose_mapping.hpp"

#include <gmock/gmock.h>

namespace tidewaiter::screen {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class ProposeMapping : public testing::Test {
protected:
    tidewaiter::test::ScratchFolder folder;

    MappingProposal propose(std::string_view text) { return propose_mapping(folder.write("input.csv", text)); }

    static const ColumnProposal& column(const MappingProposal& proposal, std::string_view name) {
        return *std::ranges::find(proposal.columns, name, &ColumnProposal::column);
    }
};

constexpr const char* mixed = "Sdg Nr,Empfänger,Spalte A,Spalte B,Spalte C,hs,date,value,Notiz,Spalte D\n"
                              "1,Alpha Tools LLC,KZ,8542.31,9187629,854231,13/02/2024,\"1.200,50\",x,+7 727 250 12 34\n"
                              "2,Beta Parts LLC,Germany,8471300000,9176187,bolts,05/03/2024,\"900,00\",,+49 40 123 45 67\n"
                              "3,Gamma Werk GmbH,中国,9013.10,IMO 9187629,screws,06/03/2024,\"12,5\",y,+86 574 8765 4321\n";

TEST_F(ProposeMapping, NamesAreKnownAndValuesAreGuessed) {
    const MappingProposal made = propose(mixed);
    EXPECT_EQ(made.records, 3U);
    EXPECT_TRUE(made.whole_file);
    EXPECT_EQ(to_text(column(made, "Empfänger").use), "consignee.name");
    EXPECT_EQ(to_text(*column(made, "Spalte A").guess), "customer.country");
    EXPECT_EQ(to_text(*column(made, "Spalte B").guess), "hs");
    EXPECT_EQ(to_text(*column(made, "Spalte C").guess), "customer.imo");
    EXPECT_EQ(to_text(*column(made, "Spalte D").guess), "customer.phone");
    EXPECT_FALSE(column(made, "Notiz").guess);
    ASSERT_THAT(column(made, "hs").doubts, testing::SizeIs(1));
    EXPECT_THAT(column(made, "hs").doubts[0], HasSubstr("only 33 %"));
    EXPECT_EQ(made.day_order, "day-first");
    EXPECT_TRUE(made.decimal_comma);
}

TEST_F(ProposeMapping, WhatIsProposedReadsBackAndReadsTheSame) {
    for (const char* name : {"sample/shipments.csv", "sample/customers.csv"}) {
        const MappingProposal made = propose_mapping(tidewaiter::test::bundled(name));
        const Mapping mapping = parse_mapping("proposed", to_toml(made));
        std::vector<std::string> columns;
        for (const ColumnProposal& each : made.columns) {
            columns.push_back(each.column);
        }
        EXPECT_EQ(plan_columns(columns, mapping).columns, plan_columns(columns, {}).columns) << name;
    }
}

TEST_F(ProposeMapping, ColumnsOfAnyNameStayInTheirLine) {
    const MappingProposal made = propose("\"a \"\"quoted\"\" name\",\"two\nlines = 1\",\"# [options]\",consignee,\"back\\slash\"\n1,2,3,Alpha LLC,KZ\n1,2,3,Beta LLC,DE\n1,2,3,C LLC,CN\n");
    const std::string toml = to_toml(made);
    EXPECT_EQ(parse_mapping("proposed", toml).columns.size(), 1U) << toml;
}

TEST_F(ProposeMapping, DatesThatCannotBeToldApartAreADoubt) {
    const MappingProposal made = propose("consignee,date\nAlpha LLC,05/04/2024\nBeta LLC,06/07/2024\n");
    EXPECT_EQ(made.day_order, "");
    EXPECT_THAT(made.day_order_doubt, HasSubstr("cannot be told apart"));
    EXPECT_THAT(to_toml(made), HasSubstr("# day_order = \"day-first\""));
}

TEST_F(ProposeMapping, NumbersOfPartiesAreNoNames) {
    const MappingProposal made = propose("consignee,hs\n100023,854231\n100024,847130\n100025,901310\n");
    ASSERT_THAT(column(made, "consignee").doubts, Not(IsEmpty()));
    EXPECT_THAT(column(made, "consignee").doubts[0], HasSubstr("is not its name"));
}

TEST_F(ProposeMapping, ARememberedMappingIsUsedForTheSameColumnsOnly) {
    const test::Bench bench;
    const std::string text = "Partei,Land\nZarnitsa Optical Works JSC,RU\n";
    const std::string file = bench.folder.write("input.csv", text);
    ScreenOptions options = test::options_for(bench, file);
    options.mappings = bench.folder.path("mappings");
    std::filesystem::create_directories(options.mappings);
    bench.folder.write("mappings/" + hash_of_columns({"Partei", "Land"}) + ".toml", "[columns]\n\"consignee.name\" = \"Partei\"\n\"consignee.country\" = \"Land\"\n");
    const test::Screened made = test::screen(bench, options);
    EXPECT_EQ(made.words(), "1 hold");
    EXPECT_THAT(made.result.summary.mapping, HasSubstr(hash_of_columns({"Partei", "Land"})));
    options.file = bench.folder.write("input.csv", "Land,Partei\nRU,Zarnitsa Optical Works JSC\n");
    EXPECT_THROW(test::screen(bench, options), base::Failure) << "no column of these names a party";
}

TEST_F(ProposeMapping, JsonLinesNeedNone) {
    EXPECT_THROW(propose_mapping(folder.write("x.jsonl", "{\"consignee\": \"Alpha LLC\"}\n")), base::Failure);
}

} // namespace
} // namespace tidewaiter::screen
