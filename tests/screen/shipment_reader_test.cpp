#include "screen/shipment_reader.hpp"

#include "base/failure.hpp"
#include "support/files.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <random>

namespace tidewaiter::screen {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct ReadFile {
    FileFacts facts;
    std::vector<Shipment> shipments;
    std::vector<RecordRow> rows;
    std::uint64_t rejected = 0;
    std::vector<base::Reject> rejects;
};

class ShipmentReaderTest : public testing::Test {
protected:
    tidewaiter::test::ScratchFolder folder;

    ReadFile read(std::string_view text, std::string_view mapping = "", std::string_view name = "input.csv") {
        ReaderOptions options;
        options.file = folder.write(name, text);
        options.mapping = parse_mapping("m.toml", mapping);
        options.limits = limits;
        ShipmentReader reader(std::move(options));
        ReadFile made;
        base::RejectList rejects;
        made.facts = reader.facts();
        made.rejected = reader.read(
            [&made](Batch& batch) {
                for (auto& [number, shipment] : batch.shipments) {
                    made.shipments.push_back(std::move(shipment));
                }
                std::ranges::move(batch.rows, std::back_inserter(made.rows));
            },
            rejects);
        made.rejects = rejects.kept();
        return made;
    }

    std::string failure(std::string_view text, std::string_view mapping = "", std::string_view name = "input.csv") {
        try {
            read(text, mapping, name);
        } catch (const base::Failure& problem) {
            hint = problem.hint();
            return problem.what();
        }
        return "nothing";
    }

    ShipmentLimits limits;
    std::string hint;
};

std::string parties(const Shipment& shipment) {
    std::string text;
    for (const Party& party : shipment.parties) {
        text += fmt::format("{}{} {}", text.empty() ? "" : "; ", to_text(party.role), party.name);
        if (party.line != Party::no_line) {
            text += fmt::format(" (line {})", party.line);
        }
    }
    return text;
}

TEST_F(ShipmentReaderTest, RowsThatShareANumberAreOneShipment) {
    const ReadFile made = read("shipment_id,line_no,hs,consignee,destination,colour\n"
                               "A,1,854231,Acme,KZ,red\nA,2,848210,Acme,KZ,blue\nB,1,640399,Beta,FR,\n");
    ASSERT_EQ(made.shipments.size(), 2U);
    EXPECT_THAT(made.shipments[0].records, ElementsAre(1, 2));
    EXPECT_EQ(made.shipments[0].lines.size(), 2U);
    EXPECT_EQ(made.shipments[0].lines[1].hs, "848210");
    EXPECT_EQ(made.shipments[0].lines[1].record, 2U);
    EXPECT_EQ(parties(made.shipments[0]), "consignee Acme") << "the same on both rows: one party of the shipment";
    ASSERT_EQ(made.rows.size(), 3U);
    EXPECT_EQ(made.rows[1].shipment, made.rows[0].shipment);
    EXPECT_THAT(made.rows[1].own, ElementsAre("A", "2", "848210", "Acme", "KZ", "blue"));
    EXPECT_THAT(made.facts.not_used, ElementsAre("colour"));
}

TEST_F(ShipmentReaderTest, TheyBelongTogetherWhereverTheyStand) {
    const ReadFile made = read("shipment_id,hs,consignee\nA,854231,Acme\nB,640399,Beta\nA,848210,Acme\n,950300,Gamma\nB,610910,Other\n");
    ASSERT_EQ(made.shipments.size(), 3U);
    EXPECT_THAT(made.shipments[0].records, ElementsAre(1, 3));
    EXPECT_THAT(made.shipments[1].records, ElementsAre(2, 5));
    EXPECT_EQ(parties(made.shipments[1]), "consignee Beta (line 0); consignee Other (line 1)");
    EXPECT_THAT(made.shipments[2].records, ElementsAre(4));
    EXPECT_EQ(made.facts.scattered, 4U);
    std::vector<std::uint64_t> order;
    for (const RecordRow& row : made.rows) {
        order.push_back(row.record);
    }
    EXPECT_THAT(order, ElementsAre(1, 2, 3, 4, 5)) << "rows come in the order of the file";
    EXPECT_EQ(made.rows[2].shipment, made.rows[0].shipment);
}

TEST_F(ShipmentReaderTest, ARoleMayOccurManyTimesInOneRow) {
    const ReadFile made = read("consignee_1,consignee_1_country,consignee_2,consignee_2_country\nAcme,KZ,Beta,AM\n");
    ASSERT_EQ(made.shipments.size(), 1U);
    EXPECT_EQ(parties(made.shipments[0]), "consignee Acme; consignee Beta");
    EXPECT_EQ(made.shipments[0].parties[1].country, "AM");
}

TEST_F(ShipmentReaderTest, TheLongFormHasAPartyInEachRow) {
    const ReadFile made = read("shipment_id,party_role,party_name,party_country\nA,consignee,Acme,KZ\nA,Endverwender,Beta,RU\nA,astronaut,Gamma,\nA,,Delta,\n");
    ASSERT_EQ(made.shipments.size(), 1U);
    EXPECT_EQ(parties(made.shipments[0]), "consignee Acme; end_user Beta; other Gamma; customer Delta");
    ASSERT_EQ(made.shipments[0].unreadable.size(), 1U);
    EXPECT_EQ(made.shipments[0].unreadable[0].reason, "'astronaut' is no role known here; the party is screened as 'other'");
    EXPECT_TRUE(made.facts.present.has(Input::end_user_name)) << "the form can name an end user";
}

TEST_F(ShipmentReaderTest, ACustomerFileIsTheSameWithoutLines) {
    const ReadFile made = read("id,name,former_names,imo,flag\nC1,ROCK,Energy Champion / Beks Lily,9288356,Barbados\nC2,Maria,,,\n");
    ASSERT_EQ(made.shipments.size(), 2U);
    EXPECT_THAT(made.shipments[0].lines, IsEmpty());
    EXPECT_EQ(made.shipments[0].record_ids[0], "C1");
    EXPECT_EQ(made.shipments[0].parties[0].schema, "Vessel") << "what has an IMO number is a ship";
    EXPECT_THAT(made.shipments[0].parties[0].other_names, ElementsAre("Energy Champion", "Beks Lily"));
    EXPECT_EQ(made.shipments[1].parties[0].schema, "");
}

TEST_F(ShipmentReaderTest, AJsonObjectHasPartiesAndLines) {
    const ReadFile made = read(R"({"shipment_id":"A","date":"2026-03-01","destination":{"country":"KZ"},"via":["TR","GE"],"currency":"EUR","booked_by":"jd",)"
                               R"("parties":[{"role":"consignee","name":"Acme","country":"KZ","identifiers":{"taxNumber":"12345"}},{"role":"vessel","name":"ROCK","imo":9288356}],)"
                               R"("end_user":{"name":"Beta","address":{"street":"1 Long Way","city":"Astana"}},)"
                               R"("lines":[{"hs":854231,"value":1200.5},{"line_no":"7","hs":"848210","manufacturer":"Gamma"}]})"
                               "\n",
                               "", "input.jsonl");
    ASSERT_EQ(made.shipments.size(), 1U);
    const Shipment& shipment = made.shipments[0];
    EXPECT_EQ(parties(shipment), "consignee Acme; vessel ROCK; end_user Beta; manufacturer Gamma (line 1)");
    EXPECT_EQ(shipment.destination, "KZ");
    EXPECT_THAT(shipment.via, ElementsAre("TR", "GE"));
    EXPECT_EQ(shipment.parties[0].identifiers[0], (std::pair<std::string, std::string>("taxNumber", "12345")));
    EXPECT_EQ(shipment.parties[1].imo, "9288356");
    EXPECT_EQ(shipment.parties[2].address, "1 Long Way, Astana");
    ASSERT_EQ(shipment.lines.size(), 2U);
    EXPECT_EQ(shipment.lines[0].hs, "854231");
    EXPECT_EQ(shipment.lines[0].line_no, "1");
    EXPECT_EQ(shipment.lines[0].value, "1200.50");
    EXPECT_EQ(shipment.lines[0].currency, "EUR") << "the record's currency holds for its lines";
    EXPECT_EQ(shipment.lines[1].line_no, "7");
    EXPECT_THAT(made.facts.columns, ElementsAre("shipment_id", "date", "currency", "booked_by"));
    EXPECT_THAT(made.rows[0].own, ElementsAre("A", "2026-03-01", "EUR", "jd"));
    EXPECT_THAT(made.facts.not_used, ElementsAre("booked_by"));
}

TEST_F(ShipmentReaderTest, FlatJsonLinesAreGroupedLikeRows) {
    const ReadFile made = read("{\"shipment_id\":\"A\",\"hs\":\"854231\",\"consignee\":\"Acme\"}\n{\"shipment_id\":\"B\",\"hs\":\"1\"}\n"
                               "{\"shipment_id\":\"A\",\"hs\":\"848210\",\"consignee\":\"Acme\",\"extra\":\"x\"}\n",
                               "", "input.jsonl");
    ASSERT_EQ(made.shipments.size(), 2U);
    EXPECT_EQ(made.shipments[0].lines.size(), 2U);
    EXPECT_EQ(parties(made.shipments[0]), "consignee Acme");
    EXPECT_THAT(made.rows[1].own, ElementsAre("B", "1", "", "")) << "as many as the file has columns";
    EXPECT_THAT(made.rows[2].own, ElementsAre("A", "848210", "Acme", "x"));
}

TEST_F(ShipmentReaderTest, DatesAreReadByTheOrderOfTheirColumn) {
    const ReadFile made = read("shipment_id,ship_date,consignee\nA,05/04/2021,x\nB,13/04/2021,x\nC,31/02/2021,x\n");
    EXPECT_EQ(made.facts.day_order, "ship_date: day first");
    EXPECT_EQ(made.shipments[0].date, "2021-04-05");
    EXPECT_EQ(made.shipments[2].date, "31/02/2021");
    ASSERT_EQ(made.shipments[2].unreadable.size(), 1U);
    EXPECT_EQ(made.shipments[2].unreadable[0].input, "date");
    EXPECT_EQ(failure("name,date of birth\nA,05/04/2021\n"),
              "column 'date of birth': days and months cannot be told apart: '05/04/2021' (line 2) is 5 April or 4 May, and no date in "
              "the column decides it");
}

TEST_F(ShipmentReaderTest, AmountsLoseTheirMarksAndWords) {
    const ReadFile made = read("shipment_id,hs,value,currency,net_kg\nA,1,\"1.234,50\",eur,\"12,5\"\nB,1,EUR 99,GBP,much\nC,1,,Taler,\n");
    EXPECT_EQ(made.shipments[0].lines[0].value, "1234.50");
    EXPECT_EQ(made.shipments[0].lines[0].currency, "EUR");
    EXPECT_EQ(made.shipments[0].lines[0].net_kg, "12.50");
    EXPECT_EQ(made.shipments[1].lines[0].value, "99.00");
    ASSERT_EQ(made.shipments[1].unreadable.size(), 1U);
    EXPECT_EQ(made.shipments[1].unreadable[0].input, "net_kg");
    ASSERT_EQ(made.shipments[2].unreadable.size(), 1U);
    EXPECT_EQ(made.shipments[2].unreadable[0].reason, "'Taler' is no currency");
}

TEST_F(ShipmentReaderTest, PlacesOnTheWayAreParted) {
    const ReadFile made = read("consignee,via\nA,TR > GE\nB,\"Korea, Republic of\"\nC,TR -> GE -> KZ\nD,\n");
    EXPECT_THAT(made.shipments[0].via, ElementsAre("TR", "GE"));
    EXPECT_THAT(made.shipments[1].via, ElementsAre("Korea, Republic of"));
    EXPECT_THAT(made.shipments[2].via, ElementsAre("TR", "GE", "KZ"));
    EXPECT_THAT(made.shipments[3].via, IsEmpty());
}

TEST_F(ShipmentReaderTest, ADestinationThatDiffersFromRowToRowIsKept) {
    const ReadFile made = read("shipment_id,consignee,destination\nA,x,KZ\nA,x,RU\nA,x,KZ\n");
    EXPECT_EQ(made.shipments[0].destination, "KZ;RU");
}

TEST_F(ShipmentReaderTest, ConstantsHoldForEveryRecord) {
    const ReadFile made = read("shipment_id,hs\nA,854231\n", "[constants]\ndestination = \"kr\"\n");
    EXPECT_EQ(made.shipments[0].destination, "kr");
    EXPECT_TRUE(made.facts.present.has(Input::destination));
}

TEST_F(ShipmentReaderTest, ARecordThatCannotBeReadIsItsOwnShipment) {
    const ReadFile made = read("shipment_id,hs,consignee\nA,854231,x\nA,1\nA,848210,x\n");
    ASSERT_EQ(made.shipments.size(), 2U);
    EXPECT_THAT(made.shipments[0].records, testing::AnyOf(ElementsAre(1, 3), ElementsAre(2)));
    EXPECT_EQ(made.rejected, 1U);
    ASSERT_EQ(made.rejects.size(), 1U);
    EXPECT_EQ(made.rejects[0].row, 3U);
    ASSERT_EQ(made.rows.size(), 3U);
    EXPECT_NE(made.rows[1].shipment, made.rows[0].shipment);
    EXPECT_EQ(made.rows[2].shipment, made.rows[0].shipment);
    EXPECT_EQ(made.rows[1].record_id, "2");
}

TEST_F(ShipmentReaderTest, AFileThatNamesNobodyAndNothingIsRefused) {
    EXPECT_EQ(failure("colour,size\nred,1\n"), folder.path("input.csv") + ": no column names a party or goods");
    EXPECT_EQ(hint, "The file has: colour, size. Say in a mapping which column is what: --mapping FILE (docs/screening.md).");
}

TEST_F(ShipmentReaderTest, AShipmentWithoutEndIsRefused) {
    limits.records = 3;
    EXPECT_EQ(failure("shipment_id,consignee\nA,1\nA,2\nA,3\nA,4\n"), "shipment 'A' has more than 3 records");
    EXPECT_EQ(hint, "Is that column really the shipment's number? A mapping can name another one: docs/screening.md.");
    EXPECT_EQ(failure("shipment_id,consignee\nA,1\nB,2\nA,3\nA,4\nA,5\n"), "shipment 'A' has more than 3 records") << "scattered too";
    limits = {};
    limits.parties = 2;
    EXPECT_EQ(failure("shipment_id,consignee\nA,1\nA,2\nA,3\n"), "shipment 'A' has more than 2 parties");
}

/// Rows of shipments of one to six rows with their numbers left out at times, shuffled by a fixed seed.
std::string shuffled(std::mt19937& random, std::size_t shipments, std::map<std::string, std::vector<std::string>>& rows_of) {
    std::vector<std::string> rows;
    for (std::size_t i = 0; i < shipments; ++i) {
        const std::size_t count = 1 + random() % 6;
        const std::string id = random() % 5 == 0 ? std::string() : fmt::format("S{}", random() % shipments);
        for (std::size_t row = 0; row < count; ++row) {
            rows.push_back(fmt::format("{},P{},R{}", id, random() % 7, rows.size()));
        }
    }
    if (random() % 2 == 0) {
        std::shuffle(rows.begin(), rows.end(), random);
    }
    std::string text = "shipment_id,consignee,mark\n";
    for (const std::string& row : rows) {
        text += row + "\n";
        const std::string mark = row.substr(row.rfind(',') + 1);
        const std::string id = row.substr(0, row.find(','));
        rows_of[id.empty() ? "alone " + mark : id].push_back(mark);
    }
    return text;
}

TEST_F(ShipmentReaderTest, EveryRecordIsInOneShipmentOnceWhateverTheOrder) {
    std::mt19937 random(20260301);
    for (int round = 0; round < 60; ++round) {
        std::map<std::string, std::vector<std::string>> expected;
        const ReadFile made = read(shuffled(random, 1 + random() % 40, expected));
        EXPECT_EQ(made.shipments.size(), expected.size());
        std::map<std::uint64_t, std::vector<std::string>> found; // by number of the shipment
        std::uint64_t record = 0;
        for (const RecordRow& row : made.rows) {
            EXPECT_EQ(row.record, ++record);
            found[row.shipment].push_back(row.own[2]);
        }
        std::vector<std::vector<std::string>> a;
        std::vector<std::vector<std::string>> b;
        for (const auto& [id, marks] : expected) {
            a.push_back(marks);
        }
        for (const auto& [number, marks] : found) {
            b.push_back(marks);
        }
        std::ranges::sort(a);
        std::ranges::sort(b);
        EXPECT_EQ(a, b) << "round " << round;
        std::size_t records = 0;
        for (const Shipment& shipment : made.shipments) {
            records += shipment.records.size();
            EXPECT_TRUE(std::ranges::is_sorted(shipment.records));
            EXPECT_EQ(shipment.records.size(), shipment.record_ids.size());
        }
        EXPECT_EQ(records, made.facts.records);
    }
}

} // namespace
} // namespace tidewaiter::screen
