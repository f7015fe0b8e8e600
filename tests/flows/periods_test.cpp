#include "flows/periods.hpp"

#include <gtest/gtest.h>

#include <array>

namespace tidewaiter::flows {
namespace {

struct Case {
    const char* text;
    const char* shown; ///< empty: refused
    const char* reason;
};

constexpr std::array cases = {
    Case{"2021", "2021", "a year"},
    Case{"Y2021", "2021", "the relational view of Eurostat users"},
    Case{"202103", "2021-03", "Comtrade"},
    Case{"202152", "2021", "month 52 is the year"},
    Case{"20140101", "2014-01", "refPeriodId"},
    Case{"2021-03", "2021-03", "ISO month"},
    Case{"2021-03-01", "2021-03", "first day of a month"},
    Case{"Aug. 2024", "2024-08", "Eurostat label"},
    Case{"202408-Aug. 2024", "2024-08", "Eurostat code and label"},
    Case{"201952-Jan.-Dec. 2019", "2019", "Eurostat code and label of a year"},
    Case{"Jan.-Dec. 2018", "2018", "Eurostat label of a year"},
    Case{"Jan.-Mar. 2018", "2018-Q1", "three months"},
    Case{"2021Q2", "2021-Q2", "SDMX quarter"},
    Case{"2021-Q2", "2021-Q2", "SDMX quarter"},
    Case{"2021M07", "2021-07", "IMF month"},
    Case{"201601-201612", "2016", "a span"},
    Case{"2024-06..2025-05", "2024-06..2025-05", "twelve months across the year"},
    Case{"202113", "", "there is no month 13"},
    Case{"1492", "", "before any statistics"},
    Case{"2021-13-01", "", "there is no month 13"},
    Case{"soon", "", "words"},
    Case{"", "", "nothing"},
};

TEST(Periods, ReadAsFilesWriteThem) {
    for (const Case& each : cases) {
        const auto period = parse_period(each.text);
        EXPECT_EQ(period ? period->to_text() : "", each.shown) << each.text << ": " << each.reason;
    }
}

} // namespace
} // namespace tidewaiter::flows
