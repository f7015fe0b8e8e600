// BIS's export of 2025: made-up denials under the columns of its page.
#include "collected.hpp"
#include "sheet_maker.hpp"
#include "support/files.hpp"

#include <gmock/gmock.h>

using namespace tidewaiter;
using namespace tidewaiter::test;
using testing::ElementsAre;
using testing::UnorderedElementsAre;

namespace {

const std::vector<std::vector<std::string>> denials{
    {"Name and Address", "Effective Date", "Expiration Date", "Appropriate Federal Register Citations", "Type of Denial"},
    {"MADE UP CO., LTD., 1 SOME ST., OMSK, RUSSIA", "03/04/2022", "03/04/2032", "87 F.R. 1", "Standard"},
    {"MADE UP CO., LTD., 2 SOME ST., CHICAGO, IL", "03/04/2022", "03/04/2032", "87 F.R. 1", "Standard"},
    {"JOHN MADE A/K/A JON MAID, INMATE NUMBER 1, ATLANTA, GEORGIA", "10/03/2023", "", "88 F.R. 2", "Non-standard"},
    {"ALONE", "10/03/2023", "", "", ""}};

void check(const ReadList& list) {
    EXPECT_EQ(list.version.format, "bis-denied-persons-2025");
    EXPECT_EQ(list.version.list, "us_bis_denied");
    EXPECT_EQ(list.version.jurisdiction, "us");
    EXPECT_EQ(list.version.records, 4U);
    EXPECT_EQ(list.version.entities, 3U);
    const auto firm = list.sink.with("LegalEntity", "name", "MADE UP CO., LTD.").at(0);
    EXPECT_THAT(firm.values("address"), UnorderedElementsAre("1 SOME ST., OMSK, RUSSIA", "2 SOME ST., CHICAGO, IL"));
    EXPECT_THAT(firm.values("country"), ElementsAre("ru")); // IL is a state here, and no country
    EXPECT_THAT(firm.values("topics"), ElementsAre("debarment"));
    const auto sanctions = list.sink.with("Sanction", "entity", firm.id);
    ASSERT_EQ(sanctions.size(), 1U);
    EXPECT_EQ(sanctions[0].first("startDate"), "2022-03-04"); // the fourth of March
    EXPECT_EQ(sanctions[0].first("endDate"), "2032-03-04");
    EXPECT_EQ(sanctions[0].first("measure"), "debarment");
    EXPECT_EQ(sanctions[0].first("reason"), "Federal Register notice: 87 F.R. 1");
    EXPECT_THAT(sanctions[0].values("provisions"), ElementsAre("Type of denial: Standard"));
    const auto person = list.sink.with("LegalEntity", "name", "JOHN MADE").at(0);
    EXPECT_THAT(person.values("alias"), ElementsAre("JON MAID"));
    EXPECT_FALSE(person.has("country"));
    EXPECT_EQ(list.sink.with("LegalEntity", "name", "ALONE").size(), 1U);
}

} // namespace

TEST(BisDeniedExport, AsATable) {
    const ScratchFolder folder;
    std::string text = "\xef\xbb\xbf";
    for (const auto& row : denials) {
        for (const std::string& field : row) {
            text += "\"" + field + "\"" + (&field == &row.back() ? "\r\n" : ",");
        }
    }
    check(load({folder.write("list.whatever", text)}, {.as_of = "2026-01-01"}));
}

TEST(BisDeniedExport, AsAWorkbookWithSerialDates) {
    const ScratchFolder folder;
    auto rows = denials;
    rows[1][1] = "44624"; // 4 March 2022
    write_zip(folder.path("list.whatever"), xlsx_parts(to_xlsx_rows(rows)));
    check(load({folder.path("list.whatever")}, {.as_of = "2026-01-01"}));
}

TEST(BisDeniedExport, ARowWithoutANameIsRejected) {
    const ScratchFolder folder;
    auto rows = denials;
    rows.push_back({"", "10/03/2023", "", "88 F.R. 2", "Standard"});
    write_zip(folder.path("list.xlsx"), xlsx_parts(to_xlsx_rows(rows)));
    const ReadList list = load({folder.path("list.xlsx")}, {.as_of = "2026-01-01"});
    EXPECT_EQ(list.version.rejects, 1U);
    EXPECT_EQ(list.version.entities, 3U);
}
