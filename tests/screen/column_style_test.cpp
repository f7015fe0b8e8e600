#include "screen/column_style.hpp"

#include "base/failure.hpp"

#include <gtest/gtest.h>

namespace tidewaiter::screen {
namespace {

using entity::DayOrder;

struct Decided {
    DayOrder order = DayOrder::unknown;
    std::string says;
    std::string failure;
    std::string hint;
};

Decided decide(const std::vector<std::string>& dates, std::string_view forced = "") {
    ColumnStyle style("date");
    std::uint64_t line = 2;
    for (const std::string& date : dates) {
        style.see_date(date, line++);
    }
    Decided made;
    try {
        style.decide(forced, std::nullopt);
        made.order = style.day_order();
        made.says = style.describe();
    } catch (const base::Failure& failure) {
        made.failure = failure.what();
        made.hint = failure.hint();
    }
    return made;
}

TEST(ColumnStyle, OneDateDecidesForTheColumn) {
    EXPECT_EQ(decide({"05/04/2021", "13/04/2021"}).order, DayOrder::day_first);
    EXPECT_EQ(decide({"05/04/2021", "13/04/2021"}).says, "date: day first");
    EXPECT_EQ(decide({"04/13/2021", "05/04/2021"}).order, DayOrder::month_first);
    EXPECT_EQ(decide({"5.4.2021", "31.12.2021 10:00"}).order, DayOrder::day_first);
}

TEST(ColumnStyle, DatesThatNeedNoOrderDecideNothing) {
    EXPECT_EQ(decide({"2021-04-05", "5 May 2021", "05/05/2021", "", "not a date"}).order, DayOrder::unknown);
    EXPECT_EQ(decide({"2021-04-05"}).says, "");
}

TEST(ColumnStyle, DaysAndMonthsThatCannotBeToldApartAreRefusedWithAHint) {
    const Decided made = decide({"2021-01-01", "05/04/2021", "06/07/2021"});
    EXPECT_EQ(made.failure, "column 'date': days and months cannot be told apart: '05/04/2021' (line 3) is 5 April or 4 May, and no "
                            "date in the column decides it");
    EXPECT_EQ(made.hint, "Say which comes first: --day-order day-first or --day-order month-first.");
}

TEST(ColumnStyle, AColumnThatContradictsItselfIsRefused) {
    EXPECT_EQ(decide({"13/04/2021", "04/13/2021", "05/04/2021"}).failure,
              "column 'date': '13/04/2021' (line 2) can only have the day first, '04/13/2021' (line 3) only the month");
    EXPECT_EQ(decide({"13/04/2021", "04/13/2021"}).failure, "") << "each of them can be read by itself";
}

TEST(ColumnStyle, TheUsersWordDecides) {
    EXPECT_EQ(decide({"05/04/2021"}, "day-first").order, DayOrder::day_first);
    EXPECT_EQ(decide({"05/04/2021", "13/04/2021"}, "month-first").order, DayOrder::month_first);
}

TEST(ColumnStyle, ThirtyFirstOfFebruaryStillTellsTheOrder) {
    EXPECT_EQ(decide({"31/02/2021", "05/04/2021"}).order, DayOrder::day_first);
}

bool comma(const std::vector<std::string>& numbers) {
    ColumnStyle style("value");
    for (const std::string& number : numbers) {
        style.see_number(number);
    }
    style.decide("", std::nullopt);
    return style.decimal_comma();
}

TEST(ColumnStyle, DecimalCommasAreProvedByTheColumn) {
    EXPECT_TRUE(comma({"1.234,50", "12"}));
    EXPECT_TRUE(comma({"12,5"}));
    EXPECT_TRUE(comma({"1.564.432", "39.792"}));
    EXPECT_FALSE(comma({"1,234.50"}));
    EXPECT_FALSE(comma({"1,234"})) << "proves nothing, and then the point is the decimal mark";
    EXPECT_FALSE(comma({"12,5", "12.5"})) << "both: the point";
    EXPECT_FALSE(comma({}));
}

} // namespace
} // namespace tidewaiter::screen
