#include "entity/date.hpp"

#include <gtest/gtest.h>

#include <string>

using namespace tidewaiter::entity;

namespace {

std::string read(std::string_view text, DayOrder order = DayOrder::unknown) {
    const auto date = parse_date(text, order);
    return date ? (date->circa ? "circa " : "") + date->to_text() : "! " + date.error().message;
}

TEST(ParseDate, FormsOfTheLists) {
    EXPECT_EQ(read("12 May 1963"), "1963-05-12");
    EXPECT_EQ(read("1963"), "1963");
    EXPECT_EQ(read("May 1963"), "1963-05");
    EXPECT_EQ(read("circa 1963"), "circa 1963");
    EXPECT_EQ(read("1961 to 1963"), "1961..1963");
    EXPECT_EQ(read("01 Jan 1961 to 31 Dec 1961"), "1961");
    EXPECT_EQ(read("Jan 1961 to Mar 1961"), "1961-01..1961-03");
    EXPECT_EQ(read("circa 1955-1965"), "circa 1955..1965");
    EXPECT_EQ(read("circa 12 May 1963"), "circa 1963-05-12");
    EXPECT_EQ(read("2012-12-31"), "2012-12-31");
    EXPECT_EQ(read("2022-01-24T01:30:05.000+01:00"), "2022-01-24");
    EXPECT_EQ(read("1958-06-24+03:00"), "1958-06-24");
    EXPECT_EQ(read("13-Feb-2026"), "2026-02-13");
    EXPECT_EQ(read("00/00/1980"), "1980");
    EXPECT_EQ(read("dd/mm/1965"), "1965");
    EXPECT_EQ(read("00/05/1965"), "1965-05");
    EXPECT_EQ(read("20240229"), "2024-02-29");
    EXPECT_EQ(read("between 1955 and 1965"), "1955..1965");
}

TEST(ParseDate, DayThatDoesNotExistIsRefused) {
    EXPECT_EQ(read("31/02/2021"), "! '31/02/2021' is not a date: there is no day 31 in month 2 of 2021");
    EXPECT_EQ(read("2023-02-29"), "! '2023-02-29' is not a date: there is no day 29 in month 2 of 2023");
}

TEST(ParseDate, DayAndMonthThatCannotBeToldApartAreRefused) {
    EXPECT_EQ(read("05/04/2021"), "! '05/04/2021' is not a date: day and month cannot be told apart");
    EXPECT_EQ(read("05/04/2021", DayOrder::day_first), "2021-04-05");
    EXPECT_EQ(read("05/04/2021", DayOrder::month_first), "2021-05-04");
    EXPECT_EQ(read("25/04/2021"), "2021-04-25");
    EXPECT_EQ(read("04/25/2021"), "2021-04-25");
    EXPECT_EQ(read("04.04.2021"), "2021-04-04");
}

TEST(ParseDate, TwoDigitYearsAreRefused) {
    EXPECT_EQ(read("05/04/21", DayOrder::day_first), "! '05/04/21' is not a date: a year of two digits could mean two centuries");
}

TEST(ParseDate, PrintedReadsBack) {
    for (const char* text : {"1963-05-12", "1963-05", "1963", "1955..1965", "1961-01..1961-03", "1961-01-02..1961-03-04"}) {
        EXPECT_EQ(read(text), text);
    }
}

TEST(ParseDate, OtherTextIsRefused) {
    for (const char* text : {"", "soon", "12", "13/13/2021", "2021-13-01", "99999999", "May", "\xff\xfe"}) {
        EXPECT_FALSE(parse_date(text)) << text;
    }
}

TEST(CompareDates, ByOverlap) {
    const auto relation = [](const char* a, const char* b) { return compare_dates(*parse_date(a), *parse_date(b)); };
    EXPECT_EQ(relation("1963-05-12", "1963-05-12"), DateRelation::equal);
    EXPECT_EQ(relation("1963-05-12", "1963"), DateRelation::compatible);
    EXPECT_EQ(relation("1963-05-12", "1963-12-05"), DateRelation::day_month_swapped);
    EXPECT_EQ(relation("circa 1963", "1965"), DateRelation::near_year);
    EXPECT_EQ(relation("1963", "1965"), DateRelation::different);
}

TEST(Serial, RoundTrip) {
    for (int day = -200'000; day < 200'000; day += 37) {
        EXPECT_EQ(to_serial(from_serial(day)), day);
    }
}

} // namespace
