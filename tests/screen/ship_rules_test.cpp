// R28 to R31: what positions of ships tell. The ships are made up; so are their tracks.
#include "beside_fixture.hpp"

#include "screen/positions.hpp"

#include <fmt/format.h>

namespace tidewaiter::screen {
namespace {

using test::party;
using test::shipment;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::string_view ship = "9074729"; ///< valid check digits
constexpr std::string_view other = "9319466";

class ShipRules : public test::BesideTest {
protected:
    ShipRules() {
        policy.watched_ports = {"ru", "kp"};
        positions = "imo,mmsi,time,lat,lon,speed,flag,name\n";
        ports = "name,code,country,lat,lon\nNovorossiysk,RUNVS,RU,44.72,37.78\nRotterdam,NLRTM,NL,51.95,4.14\nPiraeus,GRPIR,GR,37.94,23.62\nNewport,,GB,51.57,-2.99\nNewport,,US,41.49,-71.32\n";
    }

    void add(std::string_view imo, std::string_view time, double lat, double lon, double speed = 12, std::string_view mmsi = "636000001", std::string_view flag = "LR",
             std::string_view name = "MADE UP") {
        positions += fmt::format("{},{},{},{},{},{},{},{}\n", imo, mmsi, time, lat, lon, speed, flag, name);
    }

    static Shipment cargo() {
        Shipment made = shipment("gr", "640399"); // departs on 2026-03-01
        Party vessel = party(Role::vessel, "Made Up", "lr");
        vessel.imo = ship;
        vessel.schema = "Vessel";
        made.parties.push_back(vessel);
        return made;
    }
};

TEST(Positions, DistancesAreGreatCircles) {
    EXPECT_NEAR(distance_nm({0, 0}, {1, 0}), 60.04, 0.01);
    EXPECT_NEAR(distance_nm({60, 0}, {60, 1}), 30.02, 0.01);
    EXPECT_NEAR(distance_nm({0, 179.5}, {0, -179.5}), 60.04, 0.01) << "over the date line";
    EXPECT_NEAR(distance_nm({51.95, 4.14}, {37.94, 23.62}), 1'172.978, 0.01) << "by the angle between the two vectors";
}

TEST(Positions, TimesAreUtc) {
    EXPECT_EQ(time_text(0), "1970-01-01 00:00 UTC");
    EXPECT_EQ(time_text(-60), "1969-12-31 23:59 UTC");
}

// --- R28 -------------------------------------------------------------------------------------------------------------

TEST_F(ShipRules, R28FindsSilenceWhereOthersAreHeard) {
    add(ship, "2026-03-05T00:00:00Z", 36.0, 20.0);
    add(ship, "2026-03-06T00:00:00Z", 36.5, 22.0);
    add(other, "2026-03-05T09:00:00Z", 36.2, 20.3, 12, "636000002");
    const auto hits = found(cargo(), "R28");
    ASSERT_THAT(hits, SizeIs(1));
    EXPECT_EQ(hits[0].strength, 1);
    EXPECT_EQ(hits[0].sentence, "The ship was silent for 24 hours where others were heard.");
}

TEST_F(ShipRules, R28SaysThatNobodyWasHeardThere) {
    add(ship, "2026-03-05T00:00:00Z", 36.0, 20.0);
    add(ship, "2026-03-06T00:00:00Z", 36.5, 22.0);
    add(other, "2026-03-05T09:00:00Z", 10.0, 60.0, 12, "636000002");
    EXPECT_THAT(found(cargo(), "R28"), IsEmpty());
    EXPECT_EQ(not_evaluated("R28"), "coverage where the ship was silent");
}

TEST_F(ShipRules, R28FindsAGapLongEnoughForAPort) {
    add(ship, "2026-03-05T00:00:00Z", 43.0, 36.0);
    add(ship, "2026-03-06T04:00:00Z", 43.0, 36.1);
    const auto hits = found(cargo(), "R28");
    ASSERT_THAT(hits, SizeIs(1)) << "28 hours at 20 knots";
    EXPECT_EQ(hits[0].strength, 2);
    EXPECT_THAT(hits[0].sentence, HasSubstr("could have called at Novorossiysk"));
    ports.clear();
    EXPECT_THAT(found(cargo(), "R28"), IsEmpty());
    EXPECT_EQ(not_evaluated("R28"), "coverage where the ship was silent");
}

TEST_F(ShipRules, R28LooksAtTheVoyageAndTheHours) {
    add(ship, "2026-03-05T00:00:00Z", 36.0, 20.0);
    add(ship, "2026-03-05T08:00:00Z", 36.5, 22.0);
    add(other, "2026-03-05T07:00:00Z", 36.2, 20.3, 12, "636000002");
    EXPECT_THAT(found(cargo(), "R28"), IsEmpty()) << "eight hours are not more than eight";
    EXPECT_EQ(not_evaluated("R28"), "");
    Shipment made = cargo();
    made.date = "2025-01-01";
    EXPECT_THAT(found(made, "R28"), IsEmpty());
    EXPECT_EQ(not_evaluated("R28"), "positions of the ship on these days");
}

TEST_F(ShipRules, R28SaysWhatIsMissing) {
    add(other, "2026-03-05T00:00:00Z", 36.0, 20.0);
    EXPECT_THAT(found(cargo(), "R28"), IsEmpty());
    EXPECT_EQ(not_evaluated("R28"), "positions of the ship");
    Shipment made = cargo();
    made.parties.back().imo = "";
    EXPECT_THAT(found(made, "R28"), IsEmpty());
    EXPECT_EQ(not_evaluated("R28"), "vessel.imo");
    EXPECT_EQ(not_evaluated("R31"), "") << "no call is declared";
}

// --- R29 -------------------------------------------------------------------------------------------------------------

TEST_F(ShipRules, R29CountsFlagsAndNamesOfAYear) {
    add(ship, "2025-09-01T00:00:00Z", 36, 20, 12, "636000001", "LR", "ONE");
    add(ship, "2025-12-01T00:00:00Z", 36, 20, 12, "636000001", "PA", "ONE");
    EXPECT_THAT(found(cargo(), "R29"), IsEmpty()) << "two";
    add(ship, "2026-02-01T00:00:00Z", 36, 20, 12, "636000001", "Gabon", "ONE");
    const auto hits = found(cargo(), "R29");
    ASSERT_THAT(hits, SizeIs(1));
    EXPECT_EQ(hits[0].evidence_for, "3 flags: lr; pa; ga");
    Shipment made = cargo();
    made.date = "2027-06-01";
    EXPECT_THAT(found(made, "R29"), IsEmpty()) << "a year later they are old";
}

TEST_F(ShipRules, R29FindsNumbersThatContradict) {
    add(ship, "2026-02-01T00:00:00Z", 36, 20, 12, "636000001");
    add(other, "2026-02-02T00:00:00Z", 36, 20, 12, "636000001");
    EXPECT_EQ(found(cargo(), "R29").at(0).strength, 3) << "one MMSI, two ships";
    EXPECT_THAT(test::of_rule(result, "R29")[0].evidence_for, HasSubstr("MMSI 636000001 is used by IMO 9074729; 9319466"));
}

TEST_F(ShipRules, R29FindsTwoMmsisAtOnceAndAFlagOfNoState) {
    add(ship, "2026-02-01T00:00:00Z", 36, 20, 12, "636000001");
    add(ship, "2026-02-02T00:00:00Z", 36, 20, 12, "636000009", "Atlantis");
    EXPECT_EQ(found(cargo(), "R29").at(0).evidence_for, "the flag 'Atlantis' names no state known here") << "one MMSI after the other is a change of flag";
    add(ship, "2026-02-03T00:00:00Z", 36, 20, 12, "636000001");
    add(ship, "2026-02-04T00:00:00Z", 36, 20, 12, "636000009");
    EXPECT_THAT(found(cargo(), "R29").at(0).evidence_for, HasSubstr("two MMSIs at the same time"));
    positions = "imo,time,lat,lon\n9074729,2026-02-01T00:00:00Z,36,20\n";
    EXPECT_THAT(found(cargo(), "R29"), IsEmpty());
    EXPECT_EQ(not_evaluated("R29"), "flag, name and mmsi in the positions");
}

// --- R30 -------------------------------------------------------------------------------------------------------------

class Transfer : public ShipRules {
protected:
    void lie(double distance_degrees, int hours, double speed = 0.3) {
        for (int hour = 0; hour <= hours; ++hour) {
            add(ship, fmt::format("2026-03-05T{:02}:00:00Z", hour), 36.0, 22.5, speed);
            add(other, fmt::format("2026-03-05T{:02}:10:00Z", hour), 36.0 + distance_degrees, 22.5, speed, "636000002");
        }
    }

    void call_at_novorossiysk(std::string_view imo) { add(imo, "2026-03-12T00:00:00Z", 44.70, 37.80, 0, imo == ship ? "636000001" : "636000002"); }
};

TEST_F(Transfer, R30FindsATransferBeforeAWatchedPort) {
    lie(0.003, 4); // 333 m
    call_at_novorossiysk(other);
    const auto hits = found(cargo(), "R30");
    ASSERT_THAT(hits, SizeIs(1));
    EXPECT_EQ(hits[0].strength, 3);
    EXPECT_THAT(hits[0].sentence, HasSubstr("lay beside IMO 9319466 for 4 hours outside port, and the other was at Novorossiysk afterwards"));
}

TEST_F(Transfer, R30NeedsThePortAfterwards) {
    lie(0.003, 4);
    add(ship, "2026-03-01T00:00:00Z", 44.70, 37.80, 0);
    EXPECT_THAT(found(cargo(), "R30"), IsEmpty()) << "it was there before";
    call_at_novorossiysk(ship);
    EXPECT_THAT(found(cargo(), "R30"), SizeIs(1));
}

TEST_F(Transfer, R30NeedsNearnessStillnessAndHours) {
    lie(0.005, 4); // 556 m
    call_at_novorossiysk(other);
    EXPECT_THAT(found(cargo(), "R30"), IsEmpty()) << "too far";
    positions = positions.substr(0, positions.find('\n') + 1);
    lie(0.003, 4, 1.0);
    call_at_novorossiysk(other);
    EXPECT_THAT(found(cargo(), "R30"), IsEmpty()) << "under way";
    positions = positions.substr(0, positions.find('\n') + 1);
    lie(0.003, 2);
    call_at_novorossiysk(other);
    EXPECT_THAT(found(cargo(), "R30"), IsEmpty()) << "two hours";
}

TEST_F(Transfer, R30LeavesPorts) {
    ports += "Gytheio,,GR,36.05,22.55\n";
    lie(0.003, 4);
    call_at_novorossiysk(other);
    EXPECT_THAT(found(cargo(), "R30"), IsEmpty()) << "four miles from a port";
}

TEST_F(Transfer, R30SaysWhatIsMissing) {
    positions = "imo,time,lat,lon\n9074729,2026-03-05T00:00:00Z,36,20\n";
    EXPECT_THAT(found(cargo(), "R30"), IsEmpty());
    EXPECT_EQ(not_evaluated("R30"), "speed in the positions");
}

// --- R31 -------------------------------------------------------------------------------------------------------------

TEST_F(ShipRules, R31FindsACallThatNoPositionSupports) {
    add(ship, "2026-03-02T00:00:00Z", 44.7, 37.8);
    Shipment made = cargo();
    made.loading_port = "ROTTERDAM";
    const auto hits = found(made, "R31");
    ASSERT_THAT(hits, SizeIs(1));
    EXPECT_THAT(hits[0].sentence, HasSubstr("is said to have called at Rotterdam on 2026-03-01"));
    add(ship, "2026-03-03T23:59:59Z", 51.9, 4.2);
    EXPECT_THAT(found(made, "R31"), IsEmpty()) << "two days later it was there";
}

TEST_F(ShipRules, R31LooksAtDaysAndMiles) {
    add(ship, "2026-02-28T00:00:00Z", 52.2, 4.14);
    add(ship, "2026-03-04T00:00:00Z", 51.95, 4.14);
    Shipment made = cargo();
    made.loading_port = "NLRTM";
    EXPECT_THAT(found(made, "R31"), SizeIs(1)) << "15 miles off, and there a day too late";
    made.loading_port = "";
    made.discharge_port = "Rotterdam";
    made.arrival = "2026-03-04";
    EXPECT_THAT(found(made, "R31"), IsEmpty());
}

TEST_F(ShipRules, R31SaysWhatIsMissing) {
    add(ship, "2026-01-02T00:00:00Z", 44.7, 37.8);
    Shipment made = cargo();
    made.loading_port = "Rotterdam";
    EXPECT_THAT(found(made, "R31"), IsEmpty()) << "silence is R28's";
    EXPECT_EQ(not_evaluated("R31"), "positions of the ship around 2026-03-01");
    made.loading_port = "Newport";
    EXPECT_THAT(found(made, "R31"), IsEmpty());
    EXPECT_EQ(not_evaluated("R31"), "place of the port 'Newport' (there are several)");
    made.loading_port = "Nowhere";
    EXPECT_THAT(found(made, "R31"), IsEmpty());
    EXPECT_EQ(not_evaluated("R31"), "place of the port 'Nowhere'");
    made.loading_port = "";
    made.discharge_port = "Rotterdam";
    EXPECT_THAT(found(made, "R31"), IsEmpty());
    EXPECT_EQ(not_evaluated("R31"), "arrival");
}

// --- the files -------------------------------------------------------------------------------------------------------

TEST_F(ShipRules, BadPositionsAreCountedAndSaid) {
    positions = "IMO,# Timestamp,Latitude,Longitude\n9074729,14/03/2026 10:30:00,36,20\n9074728,15/03/2026 10:30:00,36,20\n9074729,15/03/2026 25:30:00,36,20\n"
                "9074729,15/03/2026 10:30:00,96,20\n9074729,15/03/2026 10:30:00+03:00,36,20\n";
    run(cargo());
    ASSERT_THAT(facts, SizeIs(2));
    EXPECT_EQ(facts[0].used, 2U);
    EXPECT_EQ(facts[0].rejected, 3U);
    EXPECT_EQ(facts[0].rejects[0].reason, "'9074728' is no IMO number");
    EXPECT_EQ(facts[0].rejects[1].reason, "'15/03/2026 25:30:00' is no time");
    EXPECT_EQ(facts[0].rejects[2].reason, "no place on the globe");
}

} // namespace
} // namespace tidewaiter::screen
