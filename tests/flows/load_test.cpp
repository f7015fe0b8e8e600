#include "flows/flow_table.hpp"

#include "../support/files.hpp"

#include <gtest/gtest.h>

namespace tidewaiter::flows {
namespace {

constexpr std::string_view plus_header =
    "typeCode,freqCode,refPeriodId,refYear,refMonth,period,reporterCode,reporterISO,reporterDesc,flowCode,flowDesc,partnerCode,partnerISO,partnerDesc,"
    "partner2Code,classificationCode,cmdCode,customsCode,motCode,qtyUnitAbbr,qty,netWgt,primaryValue,legacyEstimationFlag,isReported\n";

std::string plus_row(std::string_view period, std::string_view partner, std::string_view mot, std::string_view value) {
    return std::string("\"C\",\"A\",\"20210101\",\"2021\",\"52\",\"") + std::string(period) + "\",\"764\",\"THA\",\"Thailand\",\"M\",\"Import\",\"" + std::string(partner) +
           "\",\"\",\"C\xf4te d'Ivoire\",\"0\",\"H5\",\"8542\",\"C00\",\"" + std::string(mot) + "\",\"u\",\"5\",\"2.5\",\"" + std::string(value) + "\",\"0\",\"true\",\n";
}

std::string one(FlowTable& table, const std::string& sql) {
    const auto rows = table.database().all(sql);
    return rows.empty() ? "no row" : rows[0][0].value_or("NULL");
}

TEST(Load, TrailingCommaOfComtradeShiftsNoColumn) {
    const test::ScratchFolder folder;
    FlowTable table("");
    const auto result = table.load(folder.write("plus.csv", std::string(plus_header) + plus_row("2021", "156", "0", "1000.5") + plus_row("2021", "490", "0", "2000")));
    EXPECT_EQ(result.source.format, "comtrade_plus");
    EXPECT_EQ(result.source.rows_loaded, 2U);
    EXPECT_EQ(one(table, "SELECT value FROM flow WHERE partner = 'CN'"), "1000.50");
    EXPECT_EQ(one(table, "SELECT partner_kind FROM flow WHERE value = 2000"), "country");
    EXPECT_EQ(one(table, "SELECT hs_rev FROM flow LIMIT 1"), "HS2017");
}

TEST(Load, RowsByTransportCountOnlyWhereTheTotalIsMissing) {
    const test::ScratchFolder folder;
    FlowTable table("");
    table.load(folder.write("plus.csv", std::string(plus_header) + plus_row("2021", "156", "0", "30") + plus_row("2021", "156", "1000", "10") +
                                            plus_row("2021", "156", "3200", "20") + plus_row("2022", "156", "1000", "7") + plus_row("2022", "156", "3200", "8")));
    EXPECT_EQ(one(table, "SELECT sum(value) FROM flow WHERE set_aside IS NULL AND period = DATE '2021-01-01'"), "30.00");
    EXPECT_EQ(one(table, "SELECT sum(value) FROM flow WHERE set_aside IS NULL AND period = DATE '2022-01-01'"), "15.00");
    EXPECT_EQ(one(table, "SELECT count(*) FROM flow WHERE set_aside = 'part_of_total'"), "2");
}

TEST(Load, TheSameBytesTwiceChangeNothing) {
    const test::ScratchFolder folder;
    FlowTable table("");
    const std::string path = folder.write("plus.csv", std::string(plus_header) + plus_row("2021", "156", "0", "30"));
    table.load(path);
    const auto again = table.load(folder.write("other_name.csv", std::string(plus_header) + plus_row("2021", "156", "0", "30")));
    EXPECT_TRUE(again.was_there);
    EXPECT_EQ(one(table, "SELECT count(*) FROM flow"), "1");
    EXPECT_EQ(table.sources().size(), 1U);
}

TEST(Load, TwoVintagesThatDisagreeAreBothKept) {
    const test::ScratchFolder folder;
    FlowTable table("");
    table.load(folder.write("a.csv", std::string(plus_header) + plus_row("2021", "156", "0", "30")));
    const auto second = table.load(folder.write("b.csv", std::string(plus_header) + plus_row("2021", "156", "0", "36")));
    EXPECT_EQ(one(table, "SELECT count(*) FROM flow"), "2");
    ASSERT_EQ(second.differences.size(), 2U);
    EXPECT_NE(second.differences[0].find("1 cells differ from source 1"), std::string::npos) << second.differences[0];
    EXPECT_NE(second.differences[1].find("30.00 -> 36.00 USD"), std::string::npos) << second.differences[1];
}

TEST(Load, BadRowsAreRejectedByNumberAndTheRestIsLoaded) {
    const test::ScratchFolder folder;
    FlowTable table("");
    const auto result = table.load(folder.write("plus.csv", std::string(plus_header) + plus_row("2021", "156", "0", "30") + plus_row("202113", "156", "0", "30") +
                                                                plus_row("2021", "156", "0", "-5") + plus_row("2021", "156", "0", "a lot") + plus_row("2021", "9999", "0", "4") +
                                                                plus_row("2021", "392", "0", "") + "\"too\",\"short\"\n" + plus_row("2021", "398", "0", "1") +
                                                                plus_row("2021", "417", "0", "1") + plus_row("2021", "418", "0", "1")),
                                   {.most_rejected = 0.9});
    EXPECT_EQ(result.source.rows_in, 10U);
    EXPECT_EQ(result.source.rows_loaded, 4U);
    EXPECT_EQ(result.source.rows_missing, 1U);
    EXPECT_EQ(result.source.rows_rejected, 5U);
    ASSERT_EQ(result.rejects.size(), 5U);
    EXPECT_EQ(result.rejects[0].row, 7U) << "the short record, found while reading";
    EXPECT_EQ(result.rejects[1].row, 2U);
    EXPECT_EQ(result.rejects[1].reason, "'202113' has no month from 1 to 12");
    EXPECT_EQ(result.rejects[2].reason, "a negative value");
    EXPECT_EQ(result.rejects[3].text, "a lot");
    EXPECT_EQ(result.rejects[4].column, "partner");
    EXPECT_EQ(one(table, "SELECT count(*) FROM reject"), "5");
}

TEST(Load, MissingColumnsAreNamedWithTheNearestThere) {
    const test::ScratchFolder folder;
    FlowTable table("");
    const std::string path = folder.write("odd.csv", "reporterCode,partnerCode,flowCode,cmd_kode,period,primaryVal\n764,156,M,8542,2021,5\n");
    try {
        table.load(path);
        FAIL() << "a file without codes was loaded";
    } catch (const base::Failure& failure) {
        EXPECT_EQ(failure.kind(), base::FailureKind::bad_input);
        EXPECT_EQ(failure.hint(), "Nearest is comtrade_plus (UN Comtrade since 2022: 47 columns, CSV, bulk text or JSON); it lacks cmdCode (nearest there: cmd_kode), "
                                  "primaryValue (nearest there: primaryVal). Columns of any CSV can be named with --map FILE.toml.");
    }
    EXPECT_EQ(table.sources().size(), 0U);
}

TEST(Load, FileThatIsNotWhatItsNameSaysIsRefused) {
    const test::ScratchFolder folder;
    FlowTable table("");
    EXPECT_THROW(table.load(folder.write("page.csv", "<!DOCTYPE html><html><body>Not found</body></html>")), base::Failure);
    EXPECT_THROW(table.load(folder.write("empty.csv", "")), base::Failure);
    EXPECT_THROW(table.load(folder.write("noise.csv", std::string("a,b\0c,d\n1,2,3\n", 14))), base::Failure);
    EXPECT_THROW(table.load(folder.write("fake.xlsx", "PK\x03\x04 not a workbook")), base::Failure);
    EXPECT_THROW(table.load(folder.path("absent.csv")), base::Failure);
    EXPECT_THROW(table.load(folder.write("open_quote.csv", std::string(plus_header) + "\"C" + std::string(30, '\n') + plus_row("2021", "156", "0", "1"))), base::Failure);
    EXPECT_EQ(table.sources().size(), 0U);
}

TEST(Load, MirrorRowsInRussianColumnsAreThePartnersReports) {
    const test::ScratchFolder folder;
    FlowTable table("");
    table.load(folder.write("fts.csv", "NAPR,PERIOD,STRANA,TNVED,EDIZM,STOIM,NETTO,KOL,Source\n"
                                       "ИМ,2021-01-01,IND,9603500009,796,100.5,2,3,FTS\n"
                                       "ИМ,2021-01-01,IND,90920,KGS,200,2,3,MIRROR\n"
                                       "ИМ,2021-01-01,IND,90920,KGS,50,2,3,MIRROR\n"
                                       "ЭК,2021-01-01,IND,XXXXXXXXXX,,300,2,3,FTS\n"));
    EXPECT_EQ(one(table, "SELECT reporter || partner || flow FROM flow WHERE value = 100.5"), "RUINM");
    EXPECT_EQ(one(table, "SELECT any_value(reporter || partner || flow || code) || sum(value) FROM flow WHERE code = '090920'"), "INRUX090920250.00") << "two rows of one key are summed";
    EXPECT_EQ(one(table, "SELECT status FROM flow WHERE code = 'SECRET'"), "secret");
}

TEST(Load, LostDatabaseFilesAreRefusedWithWords) {
    const test::ScratchFolder folder;
    const std::string whole = folder.path("flows.duckdb");
    {
        FlowTable table(whole);
        table.load(folder.write("plus.csv", std::string(plus_header) + plus_row("2021", "156", "0", "30")));
    }
    const std::string bytes = test::read_file(whole);
    EXPECT_THROW(FlowTable(folder.write("cut.duckdb", bytes.substr(0, 5000)), true), base::Failure);
    EXPECT_THROW(FlowTable(folder.write("text.duckdb", "hello, this is no database at all, only some words"), true), base::Failure);
    EXPECT_THROW(FlowTable(folder.write("empty.duckdb", ""), true), base::Failure);
    EXPECT_THROW(FlowTable(folder.path("absent.duckdb"), true), base::Failure);
    {
        sql::Database other({.path = folder.path("other.duckdb"), .threads = 0, .memory = {}, .temp = {}, .read_only = false});
        other.run("CREATE TABLE t (x INT)");
    }
    try {
        FlowTable table(folder.path("other.duckdb"), true);
        FAIL() << "another database was taken for a flow file";
    } catch (const base::Failure& failure) {
        EXPECT_NE(std::string(failure.what()).find("is a DuckDB database, but no flow file"), std::string::npos);
    }
    EXPECT_EQ(FlowTable(whole, true).sources().size(), 1U);
}

} // namespace
} // namespace tidewaiter::flows
