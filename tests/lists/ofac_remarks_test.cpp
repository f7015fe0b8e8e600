#include "lists/ofac_remarks.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tidewaiter::lists {

namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// "KEY=VALUE" for each fact.
std::vector<std::string> facts_of(std::string_view remarks, const IsListedName& is_listed = {}) {
    std::vector<std::string> texts;
    for (const OfacFact& fact : split_ofac_remarks(remarks, is_listed)) {
        texts.push_back(fact.key + "=" + fact.value);
    }
    return texts;
}

OfacFact fact_of(std::string_view part) {
    const auto facts = split_ofac_remarks(part);
    EXPECT_EQ(facts.size(), 1U) << part;
    return facts.empty() ? OfacFact{} : facts.front();
}

struct Read {
    entity::Entity party;
    PartyListing listing;
    std::vector<std::string> linked_to;
    std::vector<entity::Entity> hung;
};

class Collected final : public EntitySink {
public:
    void add(entity::Entity entity) override { entities.push_back(std::move(entity)); }

    std::vector<entity::Entity> entities;
};

Read read(std::string_view schema, std::string_view remarks) {
    RemarkTally tally;
    Party party("ofac-1", schema, "us_ofac_sdn", tally);
    party.add_name("TEST", NameKind::primary);
    Read result;
    for (const OfacFact& fact : split_ofac_remarks(remarks)) {
        add_ofac_fact(party, fact, result.listing, result.linked_to);
    }
    Collected sink;
    ListVersion version;
    party.yield(sink, version);
    result.party = sink.entities.front();
    result.hung.assign(sink.entities.begin() + 1, sink.entities.end());
    return result;
}

} // namespace

TEST(OfacRemarks, PartsStandBetweenSemicolonsNeverBetweenCommas) {
    EXPECT_THAT(facts_of("DOB 12 May 1963; POB Homs, Syria; Secondary sanctions risk: section 1(b) of Executive Order "
                         "13224, as amended by Executive Order 13886."),
                ElementsAre("DOB=12 May 1963", "POB=Homs, Syria",
                            "Secondary sanctions risk:=section 1(b) of Executive Order 13224, as amended by Executive "
                            "Order 13886"));
}

TEST(OfacRemarks, AltIsDroppedAndOnlyBeforeAKey) {
    EXPECT_THAT(facts_of("DOB 1961; alt. DOB 1962; Alt. POB: Keren; alt. something said."),
                ElementsAre("DOB=1961", "DOB=1962", "POB:=Keren", "=alt. something said"));
}

TEST(OfacRemarks, BracketsAroundPartsGoBracketsInsideStay) {
    EXPECT_THAT(facts_of("(Linked To: REVOLUTIONARY GUARD (IRGC)-QODS FORCE; Linked To: SECOND CO.)"),
                ElementsAre("Linked To:=REVOLUTIONARY GUARD (IRGC)-QODS FORCE", "Linked To:=SECOND CO."));
    EXPECT_THAT(facts_of("(Linked To: ROSTEC)"), ElementsAre("Linked To:=ROSTEC"));
    EXPECT_THAT(facts_of("National ID No. (HWI)040182 (Burma)."), ElementsAre("National ID No.=(HWI)040182"));
}

TEST(OfacRemarks, QuotedAliasKeepsItsSemicolonAndApostrophes) {
    EXPECT_THAT(facts_of("a.k.a. 'ONE; TWO'; a.k.a. 'AL-HAMZI, Muti''; a.k.a. 'AL-WARD, 'Abd'; f.k.a. 'ANA I'."),
                ElementsAre("a.k.a.='ONE; TWO'", "a.k.a.='AL-HAMZI, Muti''", "a.k.a.='AL-WARD, 'Abd'",
                            "f.k.a.='ANA I'"));
}

TEST(OfacRemarks, AQuoteThatNeverClosesDoesNotSwallowTheFactsBehindIt) {
    EXPECT_THAT(facts_of("a.k.a. 'BROKEN; DOB 1960; a.k.a. 'WHOLE'."),
                ElementsAre("a.k.a.='BROKEN", "DOB=1960", "a.k.a.='WHOLE'"));
}

TEST(OfacRemarks, LinkedNameKeepsItsSemicolonWhenCapitalsFollow) {
    EXPECT_THAT(facts_of("Linked To: GRUPO MARINO, S.A.; DE C.V.; Linked To: OTHER; all offices worldwide."),
                ElementsAre("Linked To:=GRUPO MARINO, S.A.; DE C.V.", "Linked To:=OTHER", "=all offices worldwide"));
}

TEST(OfacRemarks, ListedNamesDecideWhereALinkedNameEnds) {
    const auto listed = [](std::string_view name) { return name == "HAMAS" || name == "Trade; Sea Co"; };
    EXPECT_THAT(facts_of("Linked To: HAMAS; PFLP.", listed), ElementsAre("Linked To:=HAMAS", "=PFLP"));
    EXPECT_THAT(facts_of("Linked To: Trade; Sea Co; PFLP.", listed),
                ElementsAre("Linked To:=Trade; Sea Co", "=PFLP"));
}

TEST(OfacRemarks, DocumentHasNumberCountryPlaceAndDates) {
    const OfacFact passport = fact_of("Passport A0008886 (Nicaragua) issued 12 Feb 2012 expires 12 Feb 2022.");
    EXPECT_EQ(passport.key, "Passport");
    EXPECT_EQ(passport.value, "A0008886");
    EXPECT_EQ(passport.country, "Nicaragua");
    EXPECT_EQ(passport.issued, "12 Feb 2012");
    EXPECT_EQ(passport.expires, "12 Feb 2022");
    const OfacFact folio = fact_of("Folio Mercantil No. 22839 (Jalisco) (Mexico)");
    EXPECT_EQ(folio.value, "22839");
    EXPECT_EQ(folio.place, "Jalisco");
    EXPECT_EQ(folio.country, "Mexico");
    const OfacFact town = fact_of("Matricula Mercantil No 121398 (Manizales)");
    EXPECT_EQ(town.value, "121398");
    EXPECT_EQ(town.place, "Manizales");
    EXPECT_EQ(town.country, "");
    EXPECT_EQ(fact_of("National ID No. K357514(4) (Hong Kong)").value, "K357514(4)");
}

TEST(OfacRemarks, TheLongestKeyDecides) {
    EXPECT_EQ(fact_of("Public Registration Number 467323, Doc. 694710 (Panama)").key, "Public Registration Number");
    EXPECT_EQ(fact_of("Diplomatic Passport 008827 (Iran) issued 1999").key, "Diplomatic Passport");
    EXPECT_EQ(fact_of("Licensed trader in Kabul").key, "");
}

TEST(OfacRemarks, PersonGetsDatesPlacesCountriesGenderAndWeakNames) {
    const Read person = read("Person", "DOB 01 Jan 1961 to 31 Dec 1961; alt. DOB circa 1963; POB Al-Bawgah, Sudan; "
                                       "nationality Korea, North; citizen Syria; Gender Male; a.k.a. 'ZAHAR, Mahmoud'; "
                                       "f.k.a. 'OLD NAME'; Linked To: HAMAS; ICTY indictee.");
    EXPECT_THAT(person.party.values("birthDate"), ElementsAre("1961", "1963"));
    EXPECT_THAT(person.party.values("birthPlace"), ElementsAre("Al-Bawgah, Sudan"));
    EXPECT_THAT(person.party.values("nationality"), ElementsAre("kp"));
    EXPECT_THAT(person.party.values("citizenship"), ElementsAre("sy"));
    EXPECT_THAT(person.party.values("gender"), ElementsAre("male"));
    EXPECT_THAT(person.party.values("weakAlias"), ElementsAre("Mahmoud ZAHAR"));
    EXPECT_THAT(person.party.values("previousName"), ElementsAre("OLD NAME"));
    EXPECT_THAT(person.linked_to, ElementsAre("HAMAS"));
    EXPECT_THAT(person.party.values("notes"),
                ElementsAre("birthDate: circa 1963", "Linked To: HAMAS", "ICTY indictee"));
}

TEST(OfacRemarks, VesselGetsImoMmsiAndPastFlags) {
    const Read ship = read("Vessel", "Former Vessel Flag Malta; alt. Former Vessel Flag None Identified; Vessel "
                                     "Registration Identification IMO 9187629; MMSI 572469210; Vessel Year of Build "
                                     "1999; Other Vessel Call Sign 5IM713.");
    EXPECT_THAT(ship.party.values("pastFlags"), ElementsAre("mt"));
    EXPECT_THAT(ship.party.values("imoNumber"), ElementsAre("9187629"));
    EXPECT_THAT(ship.party.values("mmsi"), ElementsAre("572469210"));
    EXPECT_THAT(ship.party.values("buildDate"), ElementsAre("1999"));
    EXPECT_THAT(ship.party.values("callSign"), ElementsAre("5IM713"));
}

TEST(OfacRemarks, OrganizationGetsItsNumbers) {
    const Read bank = read("Organization",
                           "SWIFT/BIC CBRFRUMM; Website www.cbr.ru; Organization Established Date 13 Jul 1990; Tax ID "
                           "No. 7702235133 (Russia); Registration Number 1037700013020 (Russia); Legal Entity Number "
                           "852496527 (Netherlands); Company Number IMO 5938411; Digital Currency Address - XBT "
                           "1Fz29BQp82pE3vXXcsZoMNQ3KSHfMzfMe3; D-U-N-S Number 52-024-2307.");
    EXPECT_THAT(bank.party.values("swiftBic"), ElementsAre("CBRFRUMM"));
    EXPECT_THAT(bank.party.values("incorporationDate"), ElementsAre("1990-07-13"));
    EXPECT_THAT(bank.party.values("taxNumber"), ElementsAre("7702235133"));
    EXPECT_THAT(bank.party.values("innCode"), ElementsAre("7702235133"));
    EXPECT_THAT(bank.party.values("ogrnCode"), ElementsAre("1037700013020"));
    EXPECT_THAT(bank.party.values("registrationNumber"), ElementsAre("1037700013020", "852496527"));
    EXPECT_THAT(bank.party.values("publicKey"), ElementsAre("1Fz29BQp82pE3vXXcsZoMNQ3KSHfMzfMe3"));
    EXPECT_THAT(bank.party.values("imoNumber"), ElementsAre("5938411"));
    EXPECT_THAT(bank.party.values("dunsCode"), ElementsAre("520242307"));
}

TEST(OfacRemarks, MeasuresAndDirectiveDatesGoToTheListing) {
    const Read bank = read("Organization", "Listing Date (EO 14024 Directive 2): 24 Feb 2022; Effective Date (EO 14024 "
                                           "Directive 2): 26 Mar 2022; Listing Date (EO 14024 Directive 3): 25 Feb "
                                           "2022; Additional Sanctions Information - Subject to Secondary Sanctions.");
    EXPECT_EQ(bank.listing.listed_on, "24 Feb 2022");
    EXPECT_EQ(bank.listing.started_on, "26 Mar 2022");
    EXPECT_THAT(bank.listing.provisions,
                ElementsAre("Listing Date (EO 14024 Directive 2): 24 Feb 2022",
                            "Effective Date (EO 14024 Directive 2): 26 Mar 2022",
                            "Listing Date (EO 14024 Directive 3): 25 Feb 2022",
                            "Additional Sanctions Information - Subject to Secondary Sanctions"));
    EXPECT_EQ(read("Organization", "Listing Date (CMIC) 03 Jun 2021").listing.listed_on, "03 Jun 2021");
}

TEST(OfacRemarks, ASentenceIsNoDocument) {
    const Read person = read("Person", "Passport OR801168 and Kuwaiti National ID No. 281020505755 issued under the "
                                       "name Said Jan 'Abd al-Salam; Passport 4117921 issued under the name Dilawar.");
    EXPECT_THAT(person.party.values("passportNumber"), IsEmpty());
    EXPECT_THAT(person.party.values("notes"),
                ElementsAre("Passport OR801168 and Kuwaiti National ID No. 281020505755 issued under the name Said Jan "
                            "'Abd al-Salam",
                            "Passport 4117921 issued under the name Dilawar"));
}

TEST(OfacRemarks, WhatCannotBeReadIsKeptInNotes) {
    const Read person = read("Person", "DOB 31 Feb 1960; Vessel Registration Identification IMO 1234560.");
    EXPECT_THAT(person.party.values("notes"), ElementsAre("birthDate: 31 Feb 1960", "imoNumber: IMO 1234560"));
    EXPECT_FALSE(person.party.has("birthDate"));
}

TEST(OfacRemarks, TypeAndNumberGiveTheSameFactAsText) {
    OfacFact from_text = fact_of("Passport A1234567 (Iran) expires 04 Feb 2021");
    OfacFact from_record = to_ofac_fact("Passport", "A1234567", "Iran", {}, "04 Feb 2021");
    from_text.text.clear();
    from_record.text.clear();
    EXPECT_EQ(from_text, from_record);
    EXPECT_EQ(to_ofac_fact("Digital Currency Address - XBT", "1Fz2").value, "XBT 1Fz2");
    EXPECT_EQ(to_ofac_fact("Secondary sanctions risk:", "see text").key, "Secondary sanctions risk:");
    EXPECT_EQ(to_ofac_fact("Passport Card", "C1").key, "Passport Card");
    EXPECT_EQ(to_ofac_fact("Passport Card", "C1").value, "C1");
}

TEST(OfacRemarks, NamesOfPersonsArePutInNaturalOrder) {
    EXPECT_EQ(to_natural_order("HANIYA, Ismail Abdul Salah"), "Ismail Abdul Salah HANIYA");
    EXPECT_EQ(to_natural_order("DELOS REYES, Feliciano Semborio, Jr."), "Feliciano Semborio DELOS REYES Jr.");
    EXPECT_EQ(to_natural_order("ZULKARNAEN"), "ZULKARNAEN");
}

TEST(OfacRemarks, NothingInNothingOut) {
    EXPECT_THAT(split_ofac_remarks(""), IsEmpty());
    EXPECT_THAT(split_ofac_remarks("."), IsEmpty());
    EXPECT_THAT(split_ofac_remarks("; ; "), IsEmpty());
}

} // namespace tidewaiter::lists
