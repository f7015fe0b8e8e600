#include "screen/columns.hpp"

#include "base/failure.hpp"

#include <gmock/gmock.h>

namespace tidewaiter::screen {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string use(std::string_view header) { return to_text(recognise_column(header)); }

TEST(Columns, FieldsAreKnownByTheirUsualNames) {
    EXPECT_EQ(use("shipment_id"), "shipment_id");
    EXPECT_EQ(use("Shipment No."), "shipment_id");
    EXPECT_EQ(use("Declaration ID"), "shipment_id");
    EXPECT_EQ(use("HS6 Code"), "hs");
    EXPECT_EQ(use("Warennummer"), "hs");
    EXPECT_EQ(use("код ТН ВЭД"), "hs");
    EXPECT_EQ(use("商品编码"), "hs");
    EXPECT_EQ(use("Country of Departure"), "dispatch");
    EXPECT_EQ(use("Bestimmungsland"), "destination");
    EXPECT_EQ(use("pays de destination"), "destination");
    EXPECT_EQ(use("Net Mass (kg)"), "net_kg");
    EXPECT_EQ(use("Favourite colour"), "");
    EXPECT_EQ(use(""), "");
}

TEST(Columns, PartiesAreRoleAndAttributeInAnyOrder) {
    EXPECT_EQ(use("consignee_name"), "consignee.name");
    EXPECT_EQ(use("ConsigneeName"), "consignee.name");
    EXPECT_EQ(use("CONSIGNEE"), "consignee.name");
    EXPECT_EQ(use("Country of consignee"), "consignee.country");
    EXPECT_EQ(use("Name of the Intermediate Consignee"), "intermediate_consignee.name");
    EXPECT_EQ(use("Empfänger Land"), "consignee.country");
    EXPECT_EQ(use("Adresse du destinataire"), "consignee.address");
    EXPECT_EQ(use("收货人名称"), "consignee.name");
    EXPECT_EQ(use("страна получателем"), "") << "a case ending that the table does not hold";
    EXPECT_EQ(use("Vessel IMO"), "vessel.imo");
    EXPECT_EQ(use("Seller ID"), "seller.id");
    EXPECT_EQ(use("buyer_inn"), "buyer.innCode");
}

TEST(Columns, FactsThatRulesNeedAreKnown) {
    EXPECT_EQ(use("consignee_registered"), "consignee.registered");
    EXPECT_EQ(use("Date of incorporation"), "customer.registered");
    EXPECT_EQ(use("Buyer NACE code"), "buyer.activity");
    EXPECT_EQ(use("consignee website"), "consignee.web");
    EXPECT_EQ(use("E-Mail"), "customer.email");
    EXPECT_EQ(use("Directors"), "customer.officers");
    EXPECT_EQ(use("Owner"), "customer.owners");
    EXPECT_EQ(use("consignee owners"), "consignee.owners");
    EXPECT_EQ(use("owner name"), "owner.name");
    EXPECT_EQ(use("Vessel owner"), "vessel_owner.name") << "a role of its own";
    EXPECT_EQ(use("payer_country"), "payer.country");
    EXPECT_EQ(use("Payer bank country"), "payer_bank.country");
    EXPECT_EQ(use("issuing bank"), "issuing_bank.name");
    EXPECT_EQ(use("L/C no"), "letter_of_credit");
    EXPECT_EQ(use("Remarks"), "notes");
    EXPECT_EQ(use("Amended on"), "changed_on");
    EXPECT_EQ(use("Port of loading"), "loading_port");
    EXPECT_EQ(use("ETA"), "arrival");
    EXPECT_EQ(use("iban"), "customer.iban") << "a number by which a party is known";
}

TEST(Columns, ARoleMayOccurManyTimes) {
    EXPECT_EQ(use("consignee_1"), "consignee.1.name");
    EXPECT_EQ(use("consignee 2 country"), "consignee.2.country");
    EXPECT_EQ(use("notify_name_3"), "notify.3.name");
}

TEST(Columns, TheLongFormNamesItsRoleInTheRow) {
    EXPECT_EQ(use("party_role"), "party_role");
    EXPECT_EQ(use("party_name"), "party.name");
    EXPECT_EQ(use("party_country"), "party.country");
}

TEST(Columns, ABareAttributeIsTheCustomers) {
    EXPECT_EQ(use("name"), "customer.name");
    EXPECT_EQ(use("date of birth"), "customer.birth_date");
    EXPECT_EQ(use("former_names"), "customer.other_names");
}

TEST(Columns, ACurrencyMayStandInTheHeader) {
    const ColumnUse found = recognise_column("Item Price (KRW)");
    EXPECT_EQ(to_text(found), "value");
    EXPECT_EQ(found.currency, "KRW");
}

TEST(Columns, FindUseReadsWhatToTextWrites) {
    for (const std::string_view key : {"hs", "consignee.name", "consignee.2.country", "party.name", "end_user.leiCode", "vessel.call_sign"}) {
        const auto found = find_use(key);
        ASSERT_TRUE(found) << key;
        EXPECT_EQ(to_text(*found), key);
    }
    for (const std::string_view key : {"", "colour", "consignee", "consignee.colour", "nobody.name", "consignee.x.name", "consignee.1000.name"}) {
        EXPECT_FALSE(find_use(key)) << key;
    }
}

TEST(Columns, RolesAreReadFromTheRow) {
    EXPECT_EQ(find_role("Final Consignee"), Role::consignee);
    EXPECT_EQ(find_role("Endverwender"), Role::end_user);
    EXPECT_EQ(find_role("other"), Role::other);
    EXPECT_EQ(find_role("party"), std::nullopt);
    EXPECT_EQ(find_role("astronaut"), std::nullopt);
    for (std::size_t i = 0; i < role_count; ++i) {
        EXPECT_EQ(find_role(to_text(static_cast<Role>(i))), static_cast<Role>(i)) << i;
    }
}

TEST(PlanColumns, ABareRoleBesideItsNameIsANumber) {
    const std::vector<std::string> headers = {"consignee", "consignee_name", "seller"};
    const ColumnPlan plan = plan_columns(headers, {});
    EXPECT_EQ(to_text(plan.columns[0]), "consignee.id");
    EXPECT_EQ(to_text(plan.columns[1]), "consignee.name");
    EXPECT_EQ(to_text(plan.columns[2]), "seller.name");
}

TEST(PlanColumns, TheFirstColumnOfOneMeaningWinsAndTheOtherIsSaid) {
    const std::vector<std::string> headers = {"HS Code", "Tariff code", "street", "city", "colour"};
    const ColumnPlan plan = plan_columns(headers, {});
    EXPECT_EQ(to_text(plan.columns[0]), "hs");
    EXPECT_EQ(to_text(plan.columns[1]), "");
    EXPECT_EQ(to_text(plan.columns[3]), "customer.address") << "an address may be in several columns";
    EXPECT_THAT(plan.doubled, ElementsAre("Tariff code"));
    EXPECT_THAT(plan.not_used, ElementsAre("Tariff code", "colour"));
}

TEST(PlanColumns, AMappingWinsOverTheSpelling) {
    const Mapping mapping = parse_mapping("m.toml", "[columns]\nhs = \"Tariff code\"\n\"end_user.name\" = \"Für\"\n");
    const std::vector<std::string> headers = {"HS Code", "Tariff code", "Für"};
    const ColumnPlan plan = plan_columns(headers, mapping);
    EXPECT_EQ(to_text(plan.columns[0]), "");
    EXPECT_EQ(to_text(plan.columns[1]), "hs");
    EXPECT_EQ(to_text(plan.columns[2]), "end_user.name");
}

std::string mapping_failure(std::string_view bytes) {
    try {
        const std::vector<std::string> headers = {"a"};
        plan_columns(headers, parse_mapping("m.toml", bytes));
    } catch (const base::Failure& failure) {
        EXPECT_EQ(failure.kind(), base::FailureKind::bad_input);
        return failure.what();
    }
    return "nothing";
}

TEST(Mapping, EveryMistakeIsNamedWithItsLine) {
    EXPECT_EQ(mapping_failure("[columns]\nhs = \"b\"\n"), "the mapping names a column 'b' that the file does not have");
    EXPECT_EQ(mapping_failure("[columns]\ncolour = \"a\"\n"), "m.toml: line 2: 'colour' is no field");
    EXPECT_EQ(mapping_failure("[columns]\nhs = 4\n"), "m.toml: line 2: 'hs' wants text in quotes");
    EXPECT_EQ(mapping_failure("[colums]\n"), "m.toml: line 1: unknown table [colums]");
    EXPECT_EQ(mapping_failure("columns = 1\n"), "m.toml: line 1: 'columns' wants a table, written [columns]");
    EXPECT_EQ(mapping_failure("[options]\nday_order = \"us\"\n"), "m.toml: line 2: day_order is 'us'");
    EXPECT_EQ(mapping_failure("[options]\nspeed = 1\n"), "m.toml: line 2: unknown option 'speed'");
    EXPECT_EQ(mapping_failure("[options]\ndecimal_comma = 1\n"), "m.toml: line 2: 'decimal_comma' wants true or false");
    EXPECT_EQ(mapping_failure("[options]\nseparator = \";;\"\n"), "m.toml: line 2: separator wants one character");
    EXPECT_THAT(mapping_failure("[columns\n"), HasSubstr("m.toml: line 1: "));
}

TEST(Mapping, ConstantsAndOptionsAreRead) {
    const Mapping mapping = parse_mapping("m.toml", "[constants]\ndestination = \"kr\"\n[options]\nday_order = \"day-first\"\n"
                                                    "decimal_comma = true\nseparator = \";\"\nonly_mapped = true\n");
    ASSERT_EQ(mapping.constants.size(), 1U);
    EXPECT_EQ(to_text(mapping.constants[0].first), "destination");
    EXPECT_EQ(mapping.constants[0].second, "kr");
    EXPECT_EQ(mapping.day_order, "day-first");
    EXPECT_EQ(mapping.decimal_comma, true);
    EXPECT_EQ(mapping.separator, ';');
    EXPECT_TRUE(mapping.only_mapped);
}

TEST(PlanColumns, WhatOnlyAShipHasIsTheShips) {
    const auto roles = [](const std::vector<std::string>& headers) {
        std::vector<std::string> made;
        for (const ColumnUse& use : plan_columns(headers, {}).columns) {
            made.push_back(to_text(use));
        }
        return made;
    };
    EXPECT_THAT(roles({"Schiff", "IMO", "Flagge", "former names"}), testing::ElementsAre("vessel.name", "vessel.imo", "vessel.flag", "vessel.other_names"));
    EXPECT_THAT(roles({"consignee", "vessel", "imo", "country"}), testing::ElementsAre("consignee.name", "vessel.name", "vessel.imo", "customer.country"));
    EXPECT_THAT(roles({"name", "imo", "flag"}), testing::ElementsAre("customer.name", "customer.imo", "customer.flag"));
}

TEST(Columns, AHeaderInTwoLanguagesMeansWhatItsPartsMean) {
    EXPECT_EQ(to_text(recognise_column("Грузополучатель (Consignee)")), "consignee.name");
    EXPECT_EQ(to_text(recognise_column("Consignee / Empfänger")), "consignee.name");
    EXPECT_EQ(to_text(recognise_column("企業名､組織名\nCompany or Organization")), "customer.name");
    EXPECT_EQ(to_text(recognise_column("収貨人名 consignee name")), "consignee.name") << "the other part is in another script";
    EXPECT_EQ(to_text(recognise_column("Consignee / Shipper")), "") << "two meanings are none";
    EXPECT_EQ(to_text(recognise_column("Value (thousand)")), "") << "a word of the same script may change the meaning";
}

TEST(Columns, GenitivesAndCurrenciesAreUnderstood) {
    EXPECT_EQ(to_text(recognise_column("Страна получателя")), "consignee.country");
    EXPECT_EQ(to_text(recognise_column("Адрес грузоотправителя")), "shipper.address");
    for (const std::string_view header : {"Стоимость, EUR", "Invoice value (EUR)", "Value in EUR", "invoice_value_EUR", "Сумма в EUR"}) {
        const ColumnUse use = recognise_column(header);
        EXPECT_EQ(to_text(use), "value") << header;
        EXPECT_EQ(use.currency, "EUR") << header;
    }
    EXPECT_EQ(to_text(recognise_column("Value QQQ")), "") << "no currency";
}

} // namespace
} // namespace tidewaiter::screen
