// The numbers that come out of the real files when they are read rightly.
#include "answer_cells.hpp"

#include "flows/measures.hpp"

#include "../support/files.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace tidewaiter::flows {
namespace {

double number(const Answer& answer, std::string_view supplier, std::string_view period, std::string_view column) {
    return std::strtod(supplier_cell(answer, supplier, period, column).c_str(), nullptr);
}

TEST(RealFlows, ChinaInRussiasImportsByTheFundsFile) {
    const std::string path = test::shared_data("trade/imf_imts_russia_reported_annual_2016_2024.csv");
    if (path.empty()) {
        GTEST_SKIP() << test::no_shared_data;
    }
    FlowTable table("");
    const auto loaded = table.load(path);
    EXPECT_EQ(loaded.source.format, "imf_imts");
    EXPECT_EQ(loaded.source.rows_rejected, 0U);
    const goods::GoodsBook book;
    Question question;
    question.buyer = "RU";
    const Answer answer = share(table, book, question);
    EXPECT_NEAR(number(answer, "CN", "2021", "share"), 0.248, 0.0005);
    EXPECT_NEAR(number(answer, "CN", "2023", "share"), 0.453, 0.0005);
    EXPECT_NEAR(number(answer, "CN", "2024", "share"), 0.464, 0.0005);
    EXPECT_NEAR(number(answer, "UG", "2024", "value"), 27'004e6, 1e6);
    EXPECT_TRUE(warns(answer, "ghost_supplier"));
    EXPECT_TRUE(warns(answer, "estimates"));
    question.without = {"UG"};
    const Answer clean = share(table, book, question);
    EXPECT_FALSE(warns(clean, "ghost_supplier"));
    EXPECT_NEAR(number(clean, "CN", "2023", "share"), 0.474, 0.0005);
    EXPECT_NEAR(number(clean, "CN", "2024", "share"), 0.516, 0.0005);
}

TEST(RealFlows, IndiasListedGoodsToRussia) {
    const std::string path = test::shared_data("trade/india_russia_monthly_fts_vs_mirror_2010_2025.csv.gz");
    if (path.empty()) {
        GTEST_SKIP() << test::no_shared_data;
    }
    FlowTable table("");
    const auto loaded = table.load(path);
    EXPECT_EQ(loaded.source.rows_in, 280'850U);
    EXPECT_EQ(loaded.source.rows_rejected, 0U);
    const goods::GoodsBook book;
    Question question;
    question.buyer = "RU";
    question.basket = parse_basket(book, "chpl");
    question.side = Side::supplier;
    question.as_written = true;
    const Answer answer = share(table, book, question);
    constexpr std::array<std::pair<const char*, double>, 6> expected = {{{"2019", 13.7}, {"2020", 39.0}, {"2021", 55.9}, {"2022", 62.0}, {"2023", 185.9}, {"2024", 567.5}}};
    for (const auto& [year, millions] : expected) {
        EXPECT_NEAR(number(answer, "IN", year, "value") / 1e6, millions, 0.05) << year;
    }
    question.basket = parse_basket(book, "chpl", {"847150"});
    EXPECT_NEAR(number(share(table, book, question), "IN", "2024", "value") / 1e6, 137.7, 0.05);
}

TEST(RealFlows, ComtradePlusDownloadOfThailand) {
    const std::string path = test::shared_data("trade/comtrade_plus_47col_thailand_8542_2014_2024.csv");
    if (path.empty()) {
        GTEST_SKIP() << test::no_shared_data;
    }
    FlowTable table("");
    const auto loaded = table.load(path);
    EXPECT_EQ(loaded.source.format, "comtrade_plus");
    EXPECT_EQ(loaded.source.rows_rejected, 0U);
    EXPECT_EQ(loaded.source.rows_loaded, 1'178U);
    const goods::GoodsBook book;
    Question question;
    question.buyer = "TH";
    question.basket = parse_basket(book, "8542");
    const Answer answer = share(table, book, question);
    EXPECT_NEAR(number(answer, "TW", "2022", "value") / 1e9, 5.9, 0.05);
    EXPECT_NEAR(number(answer, "TW", "2022", "base_value") / 1e9, 19.0, 0.05);
    EXPECT_NEAR(number(answer, "CN", "2022", "coverage"), 1.0, 0.01);
}

TEST(RealFlows, EurostatExportsOfThirteenCompleteCodes) {
    const std::string path = test::shared_data("trade/eurostat_exports_cn8_monthly_2020_2022.csv.gz");
    if (path.empty()) {
        GTEST_SKIP() << test::no_shared_data;
    }
    FlowTable table("");
    const auto loaded = table.load(path);
    EXPECT_EQ(loaded.source.rows_in, 1'068'182U);
    EXPECT_EQ(loaded.source.rows_rejected, 0U);
    const goods::GoodsBook book;
    Question question;
    question.basket = parse_basket(book, "854231,854232,854233,854239,851762,851769,852691,847150,847180,854110,854121,854129,848220");
    question.step = Step::window;
    const auto mean = [&](const char* buyer, const char* from, const char* to, int months) {
        question.buyer = buyer;
        question.from = from;
        question.to = to;
        const Answer answer = share(table, book, question);
        double sum = 0;
        for (const auto& row : answer.rows) {
            sum += std::strtod(row[8].value_or("0").c_str(), nullptr);
        }
        return sum / months / 1e6;
    };
    struct Line {
        const char* buyer;
        double before, after, growth;
    };
    constexpr std::array<Line, 6> lines = {{{"KG", 0.27, 1.36, 5.0}, {"AM", 0.75, 2.67, 3.5}, {"KZ", 11.1, 22.7, 2.0}, {"GE", 1.90, 2.64, 1.4}, {"BY", 6.84, 0.92, 0.13}, {"RU", 185.0, 4.4, 0.02}}};
    for (const Line& line : lines) {
        const double before = mean(line.buyer, "2021-03", "2022-02", 12);
        const double after = mean(line.buyer, "2022-03", "2022-11", 9);
        EXPECT_NEAR(before, line.before, line.before < 10 ? 0.006 : 0.06) << line.buyer;
        EXPECT_NEAR(after, line.after, line.after < 4 ? 0.006 : 0.06) << line.buyer;
        EXPECT_NEAR(after / before, line.growth, 0.05 * std::max(0.2, line.growth)) << line.buyer;
    }
}

/// One cell of a query over the flow file.
std::string one(FlowTable& table, const std::string& sql) {
    const auto rows = table.database().all(sql);
    return rows.empty() ? "no row" : rows[0][0].value_or("NULL");
}

double million(FlowTable& table, const std::string& sql) { return std::strtod(one(table, sql).c_str(), nullptr) / 1e6; }

/// Loads files of shared/data/trade; skips the test when they are not here.
#define LOAD_OR_SKIP(table, ...)                                                                                       \
    for (const char* const file : {__VA_ARGS__}) {                                                                     \
        const std::string path = test::shared_data(std::string("trade/") + file);                                      \
        if (path.empty()) {                                                                                            \
            GTEST_SKIP() << test::no_shared_data;                                                                      \
        }                                                                                                              \
        (table).load(path);                                                                                            \
    }                                                                                                                  \
    static_assert(true)

TEST(RealFlows, RankingOfRussiasSuppliersWithAndWithoutTheGhost) {
    FlowTable table("");
    LOAD_OR_SKIP(table, "imf_imts_russia_reported_annual_2016_2024.csv");
    const goods::GoodsBook book;
    Question question;
    question.buyer = "RU";
    const Answer before = share(table, book, question);
    constexpr std::array<std::pair<const char*, double>, 10> of_2021 = {{{"CN", 24.8}, {"DE", 9.3}, {"US", 6.0}, {"BY", 5.3}, {"KR", 4.4}, {"FR", 4.2}, {"IT", 4.1}, {"JP", 3.1}, {"KZ", 2.4}, {"TR", 2.2}}};
    for (const auto& [supplier, percent] : of_2021) {
        EXPECT_NEAR(100 * number(before, supplier, "2021", "share"), percent, 0.051) << supplier;
    }
    question.without = {"UG"};
    const Answer after = share(table, book, question);
    constexpr std::array<std::pair<const char*, double>, 10> of_2023 = {{{"CN", 47.4}, {"BY", 6.1}, {"TR", 4.9}, {"KZ", 3.9}, {"DE", 3.3}, {"KR", 3.2}, {"UZ", 3.1}, {"IT", 2.9}, {"IN", 2.2}, {"FR", 1.4}}};
    for (const auto& [supplier, percent] : of_2023) {
        EXPECT_NEAR(100 * number(after, supplier, "2023", "share"), percent, 0.051) << supplier;
    }
    EXPECT_LT(number(after, "US", "2023", "share"), 0.01);
}

TEST(RealFlows, ChinaReportedAgainstTheTotalOfAllPartners) {
    FlowTable table("");
    LOAD_OR_SKIP(table, "china_exports_by_partner_2023.csv", "russia_trade_monthly_totals_2019_2026.csv", "russia_trade_by_partner_2019_2026.csv");
    const goods::GoodsBook book;
    Question question;
    question.buyer = "RU";
    question.side = Side::supplier;
    const Answer answer = share(table, book, question);
    EXPECT_NEAR(100 * number(answer, "CN", "2023", "share"), 53.1, 0.051);
    EXPECT_NEAR(number(answer, "CN", "2023", "value") / 1e9, 110.9, 0.1);
    EXPECT_NEAR(number(answer, "CN", "2023", "base_value") / 1e9, 209.1, 0.1);
    constexpr std::array<std::pair<int, double>, 7> totals = {{{2019, 224.3}, {2020, 210.2}, {2021, 259.0}, {2022, 196.1}, {2023, 209.1}, {2024, 194.3}, {2025, 166.8}}};
    for (const auto& [year, billions] : totals) {
        EXPECT_NEAR(million(table, "SELECT sum(value) FROM flow WHERE reporter = 'WORLD' AND flow = 'X' AND months = 1 AND year(period) = " + std::to_string(year)) / 1e3, billions, 0.06) << year;
    }
    EXPECT_EQ(one(table, "SELECT reporter_kind FROM flow WHERE reporter = 'NA' AND flow = 'X'"), "country") << "Namibia";
    EXPECT_NEAR(million(table, "SELECT sum(value) FROM flow WHERE reporter = 'UG' AND flow = 'X'"), 10.4, 0.06) << "the ghost of the other file";
}

TEST(RealFlows, ChinasShareOfTheArticlesGoodsIsBoundsAndNoGuess) {
    FlowTable table("");
    LOAD_OR_SKIP(table, "russia_trade_hs4_last24m_2024_2026.csv", "india_russia_monthly_fts_vs_mirror_2010_2025.csv.gz");
    const goods::GoodsBook book;
    Question question;
    question.buyer = "RU";
    question.side = Side::supplier;
    question.suppliers = {"CN"};
    question.step = Step::window;
    const auto totals = [&](const char* basket, double first, double second, bool is_first) {
        question.basket = parse_basket(book, basket);
        question.from = is_first ? "2024-06" : "2025-06";
        question.to = is_first ? "2025-05" : "2026-05";
        const Answer answer = share(table, book, question);
        ASSERT_EQ(answer.rows.size(), 1U) << basket;
        EXPECT_EQ(answer.rows[0][11], std::nullopt) << basket << ": a share that is not held is not given";
        EXPECT_EQ(answer.rows[0][17], "not_held");
        EXPECT_NEAR(std::strtod(answer.rows[0][18].value_or("0").c_str(), nullptr) / 1e6, is_first ? first : second, 0.6) << basket;
    };
    struct Line {
        const char* basket;
        double first, second;
    };
    constexpr std::array<Line, 5> lines = {{{"8456-8463", 1'154, 1'059}, {"8456-8466", 1'741, 1'582}, {"8541,8542", 415, 500}, {"9001,9002,9005,9013", 419, 693}, {"8482", 264, 163}}};
    for (const Line& line : lines) {
        totals(line.basket, line.first, line.second, true);
        totals(line.basket, line.first, line.second, false);
    }
}

TEST(RealFlows, IndiasGoodsByBothSidesAndThePhonesThatFell) {
    FlowTable table("");
    LOAD_OR_SKIP(table, "india_russia_monthly_fts_vs_mirror_2010_2025.csv.gz");
    const goods::GoodsBook book;
    Question question;
    question.buyer = "RU";
    question.as_written = true;
    const auto value = [&](const char* basket, Side side, const char* year) {
        question.basket = parse_basket(book, basket);
        question.side = side;
        return number(share(table, book, question), "IN", year, "value") / 1e6;
    };
    EXPECT_NEAR(value("8456-8463", Side::buyer, "2021"), 4.09, 0.006) << "the study writes 8456-8466, but both its figures are of 8456-8463";
    EXPECT_NEAR(value("8456-8463", Side::supplier, "2021"), 3.32, 0.006);
    EXPECT_NEAR(value("8456-8466", Side::supplier, "2021"), 7.1, 0.051);
    EXPECT_NEAR(value("8541,8542", Side::buyer, "2021"), 3.50, 0.006);
    EXPECT_NEAR(value("8541,8542", Side::supplier, "2021"), 0.12, 0.006);
    EXPECT_NEAR(value("9001,9002,9005,9013", Side::buyer, "2021"), 14.86, 0.006);
    EXPECT_NEAR(value("9001,9002,9005,9013", Side::supplier, "2021"), 13.89, 0.006);
    EXPECT_NEAR(value("8482", Side::buyer, "2021"), 17.96, 0.006);
    EXPECT_NEAR(value("8482", Side::supplier, "2024"), 24.3, 0.051);
    EXPECT_NEAR(value("8456-8463", Side::supplier, "2024"), 47.1, 0.051);
    EXPECT_NEAR(value("8541,8542", Side::supplier, "2024"), 10.4, 0.051);
    EXPECT_NEAR(value("845710,845811", Side::supplier, "2021"), 1.7, 0.051);
    EXPECT_NEAR(value("845710,845811", Side::supplier, "2024"), 28.4, 0.051);
    question.as_written = false;
    question.basket = parse_basket(book, "851713");
    question.side = Side::supplier;
    const Answer phones = share(table, book, question);
    EXPECT_NEAR(number(phones, "IN", "2021", "value") / 1e6, 369.3, 0.06);
    EXPECT_NEAR(number(phones, "IN", "2024", "value") / 1e6, 224.9, 0.06);
    EXPECT_TRUE(warns(phones, "born_code"));
}

TEST(RealFlows, LostInTransitFromTheEuToTheHubs) {
    FlowTable table("");
    LOAD_OR_SKIP(table, "eurostat_relational_view_totals_2010_2024_raw.csv.gz", "hub_reported_imports_yearly_2019_2023.csv");
    struct Line {
        const char* hub;
        int year;
        double out, in;
    };
    constexpr std::array<Line, 15> lines = {{{"KG", 2019, 329, 280}, {"KG", 2021, 263, 245}, {"KG", 2022, 1'171, 502}, {"KG", 2023, 2'734, 901}, {"KZ", 2019, 5'917, 5'976},
                                             {"KZ", 2021, 5'487, 5'054}, {"KZ", 2022, 10'348, 7'627}, {"KZ", 2023, 12'110, 9'639}, {"AM", 2019, 785, 998}, {"AM", 2021, 757, 873},
                                             {"AM", 2022, 1'886, 1'684}, {"UZ", 2019, 2'494, 2'966}, {"UZ", 2021, 2'299, 2'803}, {"UZ", 2022, 3'766, 3'512}, {"UZ", 2023, 4'355, 4'373}}};
    for (const Line& line : lines) {
        const std::string when = " AND set_aside IS NULL AND months = 12 AND year(period) = " + std::to_string(line.year);
        EXPECT_NEAR(million(table, std::string("SELECT sum(value) FROM flow WHERE reporter = 'EU27' AND flow = 'X' AND partner = '") + line.hub + "'" + when), line.out, 0.51) << line.hub << line.year;
        EXPECT_NEAR(million(table, std::string("SELECT sum(value) FROM flow WHERE partner = 'EU27' AND flow = 'M' AND reporter = '") + line.hub + "'" + when), line.in, 0.51) << line.hub << line.year;
    }
    const goods::GoodsBook book;
    Question lost;
    lost.buyer = "KG";
    lost.suppliers = {"EU27"};
    const Answer gap = mirror(table, book, lost);
    const auto percent = [&](std::string_view year) {
        for (const auto& row : gap.rows) {
            if (row[6] == year && row[11]) {
                return 100 * std::strtod(row[11]->c_str(), nullptr);
            }
        }
        return -1000.0;
    };
    EXPECT_NEAR(percent("2019"), 15, 0.51);
    EXPECT_NEAR(percent("2021"), 7, 0.51);
    EXPECT_NEAR(percent("2022"), 57, 0.51);
    EXPECT_NEAR(percent("2023"), 67, 0.51);
    // The Kazakh files are stored twice: the months of a year are its total once.
    EXPECT_NEAR(million(table, "SELECT sum(value) FROM flow WHERE reporter = 'EU27' AND flow = 'X' AND partner = 'KZ' AND set_aside IS NULL AND months = 1 AND year(period) = 2023"), 12'110, 1);
    Question question;
    question.buyer = "AM";
    question.side = Side::buyer;
    const Answer answer = share(table, book, question);
    EXPECT_TRUE(warns(answer, "incomplete_year"));
    EXPECT_EQ(supplier_cell(answer, "DE", "2023", "share"), "-");
    EXPECT_NE(supplier_cell(answer, "DE", "2022", "share"), "-");
}

TEST(RealFlows, ArmeniasTwoBasesItsCarsAndItsListedGoods) {
    FlowTable table("");
    LOAD_OR_SKIP(table, "armenia_trade_by_country_monthly_v2024_09.csv", "comtrade_monthly_8703_armenia_2017_2023.csv.gz", "armenia_reexports_estimated_hs6_annual.csv.gz");
    const goods::GoodsBook book;
    Question question;
    question.buyer = "RU";
    question.side = Side::supplier;
    const Answer exports = share(table, book, question);
    EXPECT_NEAR(number(exports, "AM", "2021", "value") / 1e6, 841, 0.6);
    EXPECT_NEAR(number(exports, "AM", "2022", "value") / 1e6, 2'463, 0.6);
    EXPECT_NEAR(number(exports, "AM", "2023", "value") / 1e6, 3'540, 0.6);
    question.basket = parse_basket(book, "8703");
    const Answer cars = share(table, book, question);
    EXPECT_NEAR(number(cars, "AM", "2021", "value") / 1e6, 3.5, 0.051);
    EXPECT_NEAR(number(cars, "AM", "2022", "value") / 1e6, 236.8, 0.051);
    EXPECT_NEAR(number(cars, "AM", "2023", "value") / 1e6, 354.0, 0.051) << "not twice, although four and six digits are both there";
    question.buyer = "AM";
    question.side = Side::buyer;
    question.basket = parse_basket(book, "all");
    question.from = question.to = "2022";
    const Answer imports = share(table, book, question);
    EXPECT_TRUE(warns(imports, "basis_changes_answer") || !imports.rows.empty());
    EXPECT_NEAR(million(table, "SELECT sum(value) FROM flow WHERE reporter = 'AM' AND partner = 'CN' AND flow = 'M' AND basis = 'origin' AND year(period) = 2022 AND code = 'TOTAL'"), 1'384, 0.6);
    EXPECT_NEAR(million(table, "SELECT sum(value) FROM flow WHERE reporter = 'AM' AND partner = 'CN' AND flow = 'M' AND basis = 'dispatch' AND year(period) = 2022 AND code = 'TOTAL'"), 698, 0.6);
    question = {};
    question.buyer = "World";
    question.basket = parse_basket(book, "chpl");
    question.side = Side::supplier;
    question.as_written = true;
    const Answer listed = share(table, book, question);
    constexpr std::array<std::pair<const char*, double>, 4> years = {{{"2020", 3.2}, {"2021", 3.4}, {"2022", 101.1}, {"2023", 85.0}}};
    for (const auto& [year, expected] : years) {
        EXPECT_NEAR(number(listed, "AM", year, "value") / 1e6, expected, 0.051) << year;
    }
}

TEST(RealFlows, EveryFileOfTradeIsLoadedWithoutRejects) {
    struct Line {
        const char* file;
        const char* format;
    };
    constexpr std::array<Line, 22> lines = {{{"armenia_reexports_estimated_hs6_annual.csv.gz", "reexport_estimates"},
                                             {"armenia_reexports_estimated_hs6_monthly.csv.gz", "reexport_estimates"},
                                             {"armenia_trade_by_country_monthly_v2024_09.csv", "partners_by_basis"},
                                             {"china_exports_by_partner_2023.csv", "partner_year"},
                                             {"comtrade_legacy_35col_semiconductor_world_2016_2020.csv.gz", "comtrade_legacy"},
                                             {"comtrade_monthly_8703_armenia_2017_2023.csv.gz", "comtrade_r"},
                                             {"comtrade_monthly_8703_georgia_2021_2023.csv.gz", "comtrade_r"},
                                             {"comtrade_plus_47col_thailand_8542_2014_2024.csv", "comtrade_plus"},
                                             {"customs_declarations_synthetic_korea_test.csv.gz", "declaration_words"},
                                             {"customs_declarations_synthetic_korea_train.csv.gz", "declaration_words"},
                                             {"customs_declarations_synthetic_korea_valid.csv.gz", "declaration_words"},
                                             {"eurostat_databrowser_sample.xlsx", "eurostat_browser"},
                                             {"eurostat_eu_total_trade_2020_2022.xlsx", "eurostat_browser"},
                                             {"eurostat_relational_view_totals_2010_2024_raw.csv.gz", "eurostat_relational"},
                                             {"fts_russia_sample_2208301100_2013_2016.csv", "fts"},
                                             {"fts_russia_sample_bermuda_2013_2016.csv", "fts"},
                                             {"hub_reported_imports_yearly_2019_2023.csv", "national_relational"},
                                             {"imf_imts_russia_reported_annual_2016_2024.csv", "imf_imts"},
                                             {"russia_trade_by_partner_2019_2026.csv", "mirror_partners"},
                                             {"russia_trade_hs4_last24m_2024_2026.csv", "mirror_hs4"},
                                             {"russia_trade_monthly_totals_2019_2026.csv", "mirror_months"},
                                             {"tuik_raw_sample_2025_russia_8480_8481.csv", "tuik"}}};
    FlowTable table("");
    for (const Line& line : lines) {
        const std::string path = test::shared_data(std::string("trade/") + line.file);
        if (path.empty()) {
            GTEST_SKIP() << test::no_shared_data;
        }
        try {
            const LoadResult result = table.load(path);
            EXPECT_EQ(result.source.format, line.format) << line.file;
            EXPECT_EQ(result.source.rows_rejected, 0U) << line.file << ": " << (result.rejects.empty() ? "" : result.rejects[0].column + " '" + result.rejects[0].text + "': " + result.rejects[0].reason);
        } catch (const base::Failure& failure) {
            ADD_FAILURE() << line.file << ": " << failure.what() << " " << failure.hint();
        }
    }
    EXPECT_EQ(one(table, "SELECT count(*) FROM transactions"), "54000");
}

TEST(RealFlows, RiseOfTheNeighboursAsPartOfTheRussianFall) {
    FlowTable table("");
    LOAD_OR_SKIP(table, "eurostat_exports_cn8_monthly_2020_2022.csv.gz");
    const goods::GoodsBook book;
    DivertQuestion question;
    question.destination = "RU";
    question.since = "2022-03";
    const auto percent = [&](const char* basket) {
        question.basket = parse_basket(book, basket);
        const Answer answer = divert(table, book, question);
        const auto place = static_cast<std::size_t>(std::ranges::find(answer.columns, "share") - answer.columns.begin());
        EXPECT_EQ(answer.rows.size(), 5U);
        EXPECT_TRUE(warns(answer, "outflow_not_held")) << "the file holds exports of the EU only: what went on is not in it";
        double sum = 0;
        for (const auto& row : answer.rows) {
            sum += 100 * std::strtod(row[place].value_or("0").c_str(), nullptr);
        }
        return sum;
    };
    // The study divides the sums by nine months: 5.2 and -0.8 %. The Netherlands hold no November, which is not a month without exports.
    EXPECT_NEAR(percent("854231,854232,854233,854239,851762,851769,852691,847150,847180,854110,854121,854129,848220"), 5.7, 0.06);
    question.to = "2022-10";
    EXPECT_NEAR(percent("854231,854232,854233,854239"), -0.8, 0.06);
    EXPECT_TRUE(warns(divert(table, book, question), "outflow_not_held"));
    question.to.clear();
    const Answer told = divert(table, book, question);
    const auto missing = std::ranges::find(told.warnings, "months_missing", &Warning::code);
    ASSERT_NE(missing, told.warnings.end());
    EXPECT_TRUE(std::ranges::any_of(missing->rows, [](const std::string& line) { return line == "NL, source 1: 12 of 12 months before, 8 of 9 after"; }));
}

TEST(RealFlows, IndiasServersStartAndStop) {
    FlowTable table("");
    LOAD_OR_SKIP(table, "india_russia_monthly_fts_vs_mirror_2010_2025.csv.gz");
    const goods::GoodsBook book;
    BreakQuestion question;
    question.buyer = "RU";
    question.suppliers = {"IN"};
    question.basket = parse_basket(book, "847150");
    question.from = "2019";
    const Answer answer = find_break(table, book, question);
    const auto dated = [&](std::string_view month) { return std::ranges::find_if(answer.rows, [&](const auto& row) { return row[8] == month; }); };
    const auto start = dated("2024-03");
    const auto stop = dated("2024-09");
    ASSERT_NE(start, answer.rows.end());
    ASSERT_NE(stop, answer.rows.end());
    EXPECT_EQ((*start)[7]->substr(20), "2024-03..2024-05") << "11.7 m in March after 0.7 m in February, and more from June on";
    EXPECT_EQ((*start)[34]->substr(0, 4), "rise");
    EXPECT_EQ((*stop)[34]->substr(0, 4), "fall");
    EXPECT_LT(std::strtod((*start)[22].value_or("1").c_str(), nullptr), 0.05) << "no other date jumps like it";
    Question years;
    years.buyer = "RU";
    years.side = Side::supplier;
    years.as_written = true;
    years.basket = question.basket;
    const Answer yearly = share(table, book, years);
    EXPECT_NEAR(number(yearly, "IN", "2021", "value") / 1e6, 0.02, 0.006);
    EXPECT_NEAR(number(yearly, "IN", "2024", "value") / 1e6, 429.8, 0.06);
}

TEST(RealFlows, EurostatChipsAndAllBannedCodes) {
    FlowTable table("");
    LOAD_OR_SKIP(table, "eurostat_exports_cn8_monthly_2020_2022.csv.gz");
    struct Line {
        const char* buyer;
        double chips_before, chips_after, all_before, all_after;
    };
    // All banned codes are the CN8 rows: headings in the file hold other goods too.
    constexpr std::array<Line, 6> lines = {{{"KG", 0.004, 0.19, 6.8, 53.3}, {"AM", 0.03, 0.49, 17.6, 73.7}, {"KZ", 0.49, 1.58, 153.7, 373.9}, {"GE", 0.08, 0.22, 50.1, 106.7}, {"BY", 2.49, 0.21, 211.6, 259.6},
                                            {"RU", 54.2, 1.2, 2'812.7, 814.4}}};
    const auto mean = [&](const std::string& buyer, const std::string& goods, bool is_after) {
        return million(table, "SELECT sum(value) FROM flow WHERE set_aside IS NULL AND flow = 'X' AND level = 8 AND partner = '" + buyer + "'" + goods +
                                  (is_after ? " AND period BETWEEN '2022-03-01' AND '2022-11-01'" : " AND period BETWEEN '2021-03-01' AND '2022-02-01'")) /
               (is_after ? 9 : 12);
    };
    const std::string chips = " AND left(code, 6) IN ('854231', '854232', '854233', '854239')";
    const auto near = [](double expected) { return expected < 0.01 ? 0.0006 : expected < 5 ? 0.006 : 0.06; };
    for (const Line& line : lines) {
        EXPECT_NEAR(mean(line.buyer, chips, false), line.chips_before, near(line.chips_before)) << line.buyer;
        EXPECT_NEAR(mean(line.buyer, chips, true), line.chips_after, line.chips_after == 1.2 ? 0.06 : near(line.chips_after)) << line.buyer;
        EXPECT_NEAR(mean(line.buyer, "", false), line.all_before, near(line.all_before)) << line.buyer;
        EXPECT_NEAR(mean(line.buyer, "", true), line.all_after, near(line.all_after)) << line.buyer;
    }
}

} // namespace
} // namespace tidewaiter::flows
