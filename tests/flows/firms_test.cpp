#include "answer_cells.hpp"

#include "flows/firms.hpp"

#include "../support/files.hpp"
#include "shipment_file.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace tidewaiter::flows {
namespace {

std::string cell(const Answer& answer, const sql::TextRow& row, std::string_view column) {
    return row[static_cast<std::size_t>(std::ranges::find(answer.columns, column) - answer.columns.begin())].value_or("-");
}

const sql::TextRow* find(const Answer& answer, std::string_view column, std::string_view value) {
    const auto found = std::ranges::find_if(answer.rows, [&](const auto& row) { return cell(answer, row, column) == value; });
    return found == answer.rows.end() ? nullptr : &*found;
}

constexpr const char* boxes = "G07,G072,G011,G32,G022,G023,G082,G081,G15A,G34,G33,G31_1,G46,G38\n";

struct File {
    test::ScratchFolder folder;
    FlowTable table{""};
    goods::GoodsBook book;
    int number = 0;

    void load(const std::string& bytes) { table.load(folder.write("rows" + std::to_string(++number) + ".csv", bytes)); }

    FirmQuestion about(const char* basket) {
        FirmQuestion question;
        question.destination = "RU";
        question.basket = parse_basket(book, basket);
        question.as_of = "2024-01-01";
        return question;
    }

    PathQuestion chains(const char* basket) {
        PathQuestion question;
        question.destination = "RU";
        question.basket = parse_basket(book, basket);
        return question;
    }
};

TEST(Firms, SpellingsOfOneFirmAreAddedAndOthersAreNot) {
    File file;
    file.load(std::string(boxes) + "D1,2023-01-10,ИМ,1,Istanbul Chips Ltd,TR,OOO Luch,7701,TR,DE,8542310000,x,100,5\n"
                                   "D2,2023-02-10,ИМ,1,ISTANBUL CHIPS LIMITED,TR,Luch,7701,TR,DE,8542310000,x,50,5\n"
                                   "D3,2023-02-11,ИМ,1,Istanbul Chips Ltd,AE,Luch,7701,AE,DE,8542310000,x,25,5\n"
                                   "D4,2023-02-12,ИМ,1,,,Other,7702,TR,DE,8542310000,x,25,5\n");
    const Answer answer = firms(file.table, file.book, file.about("854231"));
    const auto* turkish = find(answer, "country", "TR");
    ASSERT_NE(turkish, nullptr);
    EXPECT_EQ(cell(answer, *turkish, "value"), "150.00");
    EXPECT_EQ(cell(answer, *turkish, "share"), "-") << "25 have no sender";
    EXPECT_EQ(cell(answer, *turkish, "share_lo"), "0.750000");
    EXPECT_EQ(cell(answer, *turkish, "share_hi"), "0.875000");
    EXPECT_EQ(cell(answer, *turkish, "counterparts"), "Luch (RU)") << "the spelling of most rows";
    EXPECT_EQ(cell(answer, *turkish, "first_seen"), "2023-01-10");
    const auto* luch = find(answer, "firm_id", "7701");
    ASSERT_NE(luch, nullptr);
    EXPECT_EQ(cell(answer, *luch, "value"), "175.00");
    EXPECT_EQ(cell(answer, *luch, "counterpart_count"), "2");
}

TEST(Firms, DeclarationThatStandsTwiceCountsOnce) {
    File file;
    file.load(std::string(boxes) + "D1,2023-01-10,ИМ,1,A Ltd,TR,Luch,7701,TR,DE,8542310000,x,100,5\nD1,2023-01-10,ИМ,1,A Ltd,TR,Luch,7701,TR,DE,8542310000,x,100,5\n"
                                   "D1,2023-01-10,ИМ,2,A Ltd,TR,Luch,7701,TR,DE,8542310000,x,100,5\nD9,2023-01-10,ИМ,1,A Ltd,TR,Luch,7701,TR,DE,8542310000,x,100,5\n");
    const Answer answer = firms(file.table, file.book, file.about("854231"));
    EXPECT_EQ(cell(answer, answer.rows.front(), "value"), "300.00") << "two items and another declaration are no repeats";
    EXPECT_TRUE(warns(answer, "duplicate_declarations"));
    const auto similar = std::ranges::find(answer.warnings, "similar_declarations", &Warning::code);
    ASSERT_NE(similar, answer.warnings.end());
    EXPECT_EQ(similar->rows, std::vector<std::string>{"source 1 row 1 and source 1 row 4: declarations D1 and D9, 2023-01-10, 8542310000"});
}

TEST(Firms, ListedThenAndNowAndDaysToTheListing) {
    File file;
    file.load(std::string(boxes) + "D1,2023-01-10,ИМ,1,A Ltd,TR,Luch,7701,TR,DE,8542310000,x,100,5\nD2,2023-03-01,ИМ,1,B Ltd,TR,Luch,7701,TR,DE,8542310000,x,50,5\n");
    FirmQuestion question = file.about("854231");
    question.roles = {FirmRole::exporter};
    question.listings = [](const FirmName& firm) -> std::vector<FirmListing> {
        if (firm.names.front() == "A Ltd") {
            return {{"us_ofac_sdn", "1", "77", "A LIMITED", "2023-02-09", "", 0.95}};
        }
        return {{"gb_fcdo_sanctions", "1", "RUS1", "B", "2023-02-01", "2023-12-01", 0.9}};
    };
    const Answer answer = firms(file.table, file.book, question);
    EXPECT_EQ(cell(answer, answer.rows[0], "listed_then"), "no");
    EXPECT_EQ(cell(answer, answer.rows[0], "listed_now"), "possible");
    EXPECT_EQ(cell(answer, answer.rows[0], "days_to_listing"), "30") << "from the last shipment";
    EXPECT_EQ(cell(answer, answer.rows[1], "listed_then"), "possible");
    EXPECT_EQ(cell(answer, answer.rows[1], "listed_now"), "no") << "ended in December";
    EXPECT_EQ(cell(answer, answer.rows[1], "days_to_listing"), "-28");
    EXPECT_TRUE(warns(answer, "shipped_when_listed"));
    question.listings = nullptr;
    EXPECT_EQ(cell(firms(file.table, file.book, question), answer.rows[0], "listed_now"), "possible") << "the row of before";
    EXPECT_EQ(cell(answer, firms(file.table, file.book, question).rows[0], "listed_now"), "not asked");
}

TEST(Firms, AgeAtTheFirstShipment) {
    File file;
    file.load(std::string(boxes) + "D1,2022-05-01,ИМ,1,A Ltd,TR,Luch,7701,TR,DE,8542310000,x,100,5\n");
    FirmQuestion question = file.about("854231");
    question.registrations = load_registrations(file.folder.write("founded.csv", "name,country,registered\nA Ltd.,TR,2022-04-01\nLuch,DE,2022-04-30\n"));
    const Answer answer = firms(file.table, file.book, question);
    EXPECT_EQ(cell(answer, answer.rows[0], "age_days"), "30");
    EXPECT_TRUE(warns(answer, "newborn"));
    EXPECT_EQ(cell(answer, *find(answer, "role", "importer"), "age_days"), "-") << "the register's firm is German";
    EXPECT_THROW(load_registrations(file.folder.write("bad.csv", "name,registered\nA,soon\n")), base::Failure);
    EXPECT_THROW(load_registrations(file.folder.write("other.csv", "who,when\nA,2020\n")), base::Failure);
}

TEST(FirmPaths, PlantedChainsAreFoundAndTheOthersAreNot) {
    File file;
    const ShipmentFile made = ShipmentMaker().make(3'000);
    file.load(made.lading);
    file.load(made.declarations);
    PathQuestion question = file.chains("chpl");
    question.registrations = load_registrations(file.folder.write("founded.csv", made.registry));
    const Answer answer = firm_paths(file.table, file.book, question);
    const auto* short_way = find(answer, "chain", "Rhein Chips GmbH (DE) > BOSPHORUS TECH LIMITED (TR) > OOO Severny Radio (RU)");
    ASSERT_NE(short_way, nullptr);
    EXPECT_EQ(cell(answer, *short_way, "amount"), "250.000") << "what went out, of 300 that came in";
    EXPECT_EQ(cell(answer, *short_way, "value"), "150000.00");
    EXPECT_EQ(cell(answer, *short_way, "value_in"), "75000.00");
    EXPECT_EQ(cell(answer, *short_way, "markup"), "1.000000");
    EXPECT_EQ(cell(answer, *short_way, "days"), "35");
    EXPECT_EQ(cell(answer, *short_way, "age_days"), "189");
    EXPECT_EQ(cell(answer, *short_way, "share_lo"), "0.000000") << "other stock could be what was sent";
    const auto* long_way = find(answer, "supplier", "US");
    ASSERT_NE(long_way, nullptr);
    EXPECT_EQ(cell(answer, *long_way, "chain"), "Mesa Semiconductors Inc (US) > Kowloon Parts Limited (HK) > Ala-Too Trade (KG) > OOO Elektron (RU)");
    EXPECT_EQ(cell(answer, *long_way, "amount"), "700.000");
    EXPECT_EQ(cell(answer, *long_way, "lots"), "1");
    for (const auto& row : answer.rows) {
        const std::string chain = cell(answer, row, "chain");
        for (const char* never : {"Late Trade", "Other Good", "Before Trade"}) {
            EXPECT_EQ(chain.find(never), std::string::npos) << chain;
        }
        EXPECT_EQ(cell(answer, row, "status"), "feasible, a lead");
    }
    EXPECT_EQ(answer.rows.size(), 3U) << "the random rows have other firms on their two legs";
    question.days = 30;
    EXPECT_EQ(find(firm_paths(file.table, file.book, question), "supplier", "DE") != nullptr, true) << "bearings took 28 days";
    EXPECT_EQ(firm_paths(file.table, file.book, question).rows.size(), 1U);
}

TEST(FirmPaths, NeverMoreOutThanCameIn) {
    File file;
    std::string in = "Bill of Lading Number,Arrival Date,Consignee,Consignee Country,Shipper,Shipper Country,Country of Origin,HS Code,Goods Shipped,Value (USD),Weight (kg)\n";
    in += "B1,2023-01-02,Hub Ltd,TR,Maker AG,DE,DE,854231,x,1000,100\nB2,2023-01-20,Hub Ltd,TR,Maker AG,DE,DE,854231,x,500,50\n";
    file.load(in);
    file.load(std::string(boxes) + "D1,2023-01-10,ИМ,1,Hub Ltd,TR,Luch,7701,TR,DE,8542310000,x,1600,80\nD2,2023-02-01,ИМ,1,Hub Ltd,TR,Luch,7701,TR,DE,8542310000,x,4000,200\n");
    const Answer answer = firm_paths(file.table, file.book, file.chains("854231"));
    ASSERT_EQ(answer.rows.size(), 1U);
    EXPECT_EQ(cell(answer, answer.rows[0], "amount"), "150.000") << "80 of the first lot, its last 20 and the second lot's 50";
    EXPECT_EQ(cell(answer, answer.rows[0], "value"), "3000.00") << "1600 and 70 of 200 at 4000";
    EXPECT_EQ(cell(answer, answer.rows[0], "share_hi"), "0.535714") << "3000 of 5600";
}

TEST(FirmPaths, LotDeclaredAtBothEndsIsOneLot) {
    File file;
    file.load(std::string(boxes) + "D1,2023-01-20,ИМ,1,Hub Ltd,TR,Luch,7701,TR,DE,8542310000,x,1600,80\n");
    const std::string map = file.folder.write("map.toml", "[file]\nkind = \"transaction\"\npublisher = \"Office\"\ntitle = \"Exports\"\n[columns]\ndate = \"d\"\ndeclaration = \"n\"\nimporter = \"to\"\n"
                                                          "importer_country = \"toc\"\nexporter = \"from\"\nexporter_country = \"fromc\"\ncode = \"hs\"\nvalue = \"usd\"\nweight = \"kg\"\ndestination = \"toc\"\n"
                                                          "flow = \"flow\"\n[constants]\ncurrency = \"USD\"\n");
    LoadOptions options;
    options.mapping = map;
    file.table.load(file.folder.write("exports.csv", "d,n,to,toc,from,fromc,hs,usd,kg,flow\n2023-01-15,E1,Luch,RU,Hub Ltd,TR,854231,1500,80.5,X\n2023-01-01,E2,Hub Ltd,TR,Maker AG,DE,854231,1000,200,X\n"), options);
    const Answer answer = firm_paths(file.table, file.book, file.chains("854231"));
    ASSERT_EQ(answer.rows.size(), 1U);
    EXPECT_EQ(cell(answer, answer.rows[0], "amount"), "80.500") << "once";
    PathQuestion nowhere = file.chains("854231");
    nowhere.destination.clear();
    EXPECT_THROW(firm_paths(file.table, file.book, nowhere), base::Failure);
}

} // namespace
} // namespace tidewaiter::flows
