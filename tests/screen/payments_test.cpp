#include "screen/shipment_reader.hpp"

#include "base/failure.hpp"
#include "screen/payment.hpp"
#include "support/files.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>

namespace tidewaiter::screen {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::Not;

struct ReadPayments {
    FileFacts facts;
    std::vector<Shipment> payments;
    std::vector<RecordRow> rows;
    std::vector<base::Reject> rejects;
};

class PaymentsTest : public testing::Test {
protected:
    ReadPayments read(std::string_view bytes, std::string_view name = "payments") {
        ReaderOptions options;
        options.file = folder.write(name, bytes);
        ShipmentReader reader(std::move(options));
        ReadPayments made;
        base::RejectList rejects;
        made.facts = reader.facts();
        reader.read(
            [&made](Batch& batch) {
                for (auto& [number, payment] : batch.shipments) {
                    made.payments.push_back(std::move(payment));
                }
                std::ranges::move(batch.rows, std::back_inserter(made.rows));
            },
            rejects);
        made.rejects = rejects.kept();
        return made;
    }

    std::string failure(std::string_view bytes) {
        try {
            read(bytes);
        } catch (const base::Failure& problem) {
            return problem.what();
        }
        return "nothing";
    }

    tidewaiter::test::ScratchFolder folder;
};

/// "payer Acme Ltd" or, without a name, "payer_bank swiftBic=ABCDDEFF".
std::vector<std::string> parties(const Shipment& payment) {
    std::vector<std::string> made;
    for (const Party& party : payment.parties) {
        std::string text = fmt::format("{} {}", to_text(party.role), party.name);
        if (party.name.empty()) {
            for (const auto& [property, value] : party.identifiers) {
                text += fmt::format("{}={}", property, value);
            }
            text += party.imo.empty() ? "" : "imo=" + party.imo;
        }
        made.push_back(std::move(text));
    }
    return made;
}

const Party* find(const Shipment& payment, std::string_view name) {
    const auto found = std::ranges::find(payment.parties, name, &Party::name);
    return found == payment.parties.end() ? nullptr : &*found;
}

std::string document(std::string_view kind, std::string_view content) {
    return fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:{}\">\n{}\n</Document>\n", kind, content);
}

std::string pacs008(std::string_view transaction, std::string_view header = "") {
    return document("pacs.008.001.08", fmt::format("<FIToFICstmrCdtTrf><GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-03-01T10:00:00</CreDtTm><NbOfTxs>1</NbOfTxs>{}</GrpHdr>"
                                                   "<CdtTrfTxInf>{}</CdtTrfTxInf></FIToFICstmrCdtTrf>",
                                                   header, transaction));
}

constexpr std::string_view every_party =
    "<PmtId><InstrId>I1</InstrId><EndToEndId>E2E-7</EndToEndId><UETR>8a562c67-ca16-48ba-b074-65581be6f001</UETR></PmtId>"
    "<IntrBkSttlmAmt Ccy=\"EUR\">1200.50</IntrBkSttlmAmt><IntrBkSttlmDt>2026-03-02</IntrBkSttlmDt>"
    "<PrvsInstgAgt1><FinInstnId><BICFI>AAAADEFFXXX</BICFI></FinInstnId></PrvsInstgAgt1>"
    "<IntrmyAgt1><FinInstnId><BICFI>BBBBFRPPXXX</BICFI></FinInstnId></IntrmyAgt1>"
    "<UltmtDbtr><Nm>Ultimate Payer Ltd</Nm></UltmtDbtr><InitgPty><Nm>Initiator GmbH</Nm></InitgPty>"
    "<Dbtr><Nm>Debtor Trading LLC</Nm><PstlAdr><StrtNm>Sheikh Zayed Road</StrtNm><BldgNb>7</BldgNb><PstCd>12345</PstCd><TwnNm>Dubai</TwnNm><Ctry>AE</Ctry>"
    "<AdrLine>Office 12</AdrLine></PstlAdr><Id><OrgId><AnyBIC>CCCCAEADXXX</AnyBIC><LEI>5493001KJTIIGC8Y1R12</LEI>"
    "<Othr><Id>100200300</Id><SchmeNm><Cd>TXID</Cd></SchmeNm></Othr></OrgId></Id></Dbtr>"
    "<DbtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></DbtrAcct>"
    "<DbtrAgt><FinInstnId><BICFI>DDDDAEADXXX</BICFI><Nm>Bank of Debtors</Nm></FinInstnId></DbtrAgt>"
    "<CdtrAgt><FinInstnId><ClrSysMmbId><MmbId>044525225</MmbId></ClrSysMmbId><Nm>Bank of Creditors</Nm></FinInstnId><BrnchId><Nm>Branch North</Nm></BrnchId></CdtrAgt>"
    "<Cdtr><Nm>Ivan Petrov</Nm><PstlAdr><AdrLine>12 Lenin street</AdrLine><AdrLine>Moscow, Russia</AdrLine></PstlAdr>"
    "<Id><PrvtId><DtAndPlcOfBirth><BirthDt>1970-05-04</BirthDt><CityOfBirth>Kazan</CityOfBirth><CtryOfBirth>RU</CtryOfBirth></DtAndPlcOfBirth>"
    "<Othr><Id>AB123456</Id><SchmeNm><Cd>CCPT</Cd></SchmeNm></Othr></PrvtId></Id><CtctDtls><Nm>Olga Contact</Nm></CtctDtls></Cdtr>"
    "<UltmtCdtr><Nm>Ultimate Receiver JSC</Nm></UltmtCdtr>"
    "<RmtInf><Ustrd>INVOICE 12/2026 FOR OOO RADIOSVYAZ</Ustrd><Strd><Invcr><Nm>Invoicer AG</Nm></Invcr><Invcee><Nm>Invoicee AG</Nm></Invcee>"
    "<GrnshmtRmt><Grnshee><Nm>Garnished Person</Nm></Grnshee></GrnshmtRmt></Strd></RmtInf>";

TEST_F(PaymentsTest, EveryPartyOfACustomerTransferIsThere) {
    const ReadPayments made = read(pacs008(every_party, "<InstgAgt><FinInstnId><BICFI>EEEEGB2LXXX</BICFI></FinInstnId></InstgAgt><InstdAgt><FinInstnId><BICFI>FFFFUS33XXX</BICFI></FinInstnId></InstdAgt>"));
    EXPECT_EQ(made.facts.format, "iso20022");
    ASSERT_EQ(made.payments.size(), 1U);
    EXPECT_THAT(parties(made.payments[0]),
                IsSupersetOf({"instructing_bank swiftBic=AAAADEFFXXX", "intermediary_bank swiftBic=BBBBFRPPXXX", "ultimate_payer Ultimate Payer Ltd",
                              "initiating_party Initiator GmbH", "payer Debtor Trading LLC", "payer_bank Bank of Debtors", "payee_bank Bank of Creditors",
                              "payee Ivan Petrov", "ultimate_payee Ultimate Receiver JSC", "other Invoicer AG", "other Invoicee AG", "other Garnished Person",
                              "other Olga Contact", "instructing_bank swiftBic=EEEEGB2LXXX", "instructed_bank swiftBic=FFFFUS33XXX", "mentioned OOO RADIOSVYAZ"}));
    EXPECT_EQ(made.payments[0].date, "2026-03-02");
    EXPECT_EQ(made.payments[0].record_ids[0], "E2E-7");
    ASSERT_EQ(made.payments[0].lines.size(), 1U);
    EXPECT_EQ(made.payments[0].lines[0].value, "1200.50");
    EXPECT_EQ(made.payments[0].lines[0].currency, "EUR");
}

TEST_F(PaymentsTest, AddressesAreStructuredLinesOrBoth) {
    const ReadPayments made = read(pacs008(every_party));
    const Party* debtor = find(made.payments.at(0), "Debtor Trading LLC");
    ASSERT_NE(debtor, nullptr);
    EXPECT_EQ(debtor->address, "Sheikh Zayed Road 7, 12345 Dubai, Office 12");
    EXPECT_EQ(debtor->country, "AE");
    const Party* creditor = find(made.payments.at(0), "Ivan Petrov");
    ASSERT_NE(creditor, nullptr);
    EXPECT_EQ(creditor->address, "12 Lenin street, Moscow, Russia");
}

TEST_F(PaymentsTest, NumbersKeepTheirKind) {
    const ReadPayments made = read(pacs008(every_party));
    const Party* debtor = find(made.payments.at(0), "Debtor Trading LLC");
    ASSERT_NE(debtor, nullptr);
    using Number = std::pair<std::string, std::string>;
    EXPECT_THAT(debtor->identifiers, IsSupersetOf({Number("swiftBic", "CCCCAEADXXX"), Number("leiCode", "5493001KJTIIGC8Y1R12"), Number("taxNumber", "100200300"),
                                                   Number("iban", "DE89370400440532013000")}));
    const Party* creditor = find(made.payments.at(0), "Ivan Petrov");
    ASSERT_NE(creditor, nullptr);
    EXPECT_THAT(creditor->identifiers, Contains(Number("passportNumber", "AB123456")));
    EXPECT_EQ(creditor->birth_date, "1970-05-04");
    EXPECT_EQ(creditor->schema, "Person");
    EXPECT_EQ(find(made.payments.at(0), "Bank of Creditors")->other_names, std::vector<std::string>{"Branch North"});
}

TEST_F(PaymentsTest, ACoverPaymentHasBanksAndTheirCustomers) {
    const ReadPayments made = read(document("pacs.009.001.08",
                                            "<FICdtTrf><GrpHdr><MsgId>C1</MsgId></GrpHdr><CdtTrfTxInf><PmtId><EndToEndId>X</EndToEndId></PmtId><IntrBkSttlmAmt Ccy=\"USD\">5</IntrBkSttlmAmt>"
                                            "<Dbtr><FinInstnId><BICFI>AAAADEFF</BICFI></FinInstnId></Dbtr><Cdtr><FinInstnId><BICFI>BBBBUS33</BICFI></FinInstnId></Cdtr>"
                                            "<UndrlygCstmrCdtTrf><Dbtr><Nm>Customer One</Nm></Dbtr><DbtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></DbtrAcct>"
                                            "<Cdtr><Nm>Customer Two</Nm></Cdtr></UndrlygCstmrCdtTrf></CdtTrfTxInf></FICdtTrf>"));
    EXPECT_THAT(parties(made.payments.at(0)),
                IsSupersetOf({"payer swiftBic=AAAADEFF", "payee swiftBic=BBBBUS33", "payer Customer One", "payee Customer Two"}));
    EXPECT_THAT(find(made.payments[0], "Customer One")->identifiers, Contains(testing::Pair("iban", "DE89370400440532013000")));
}

constexpr std::string_view initiation =
    "<CstmrCdtTrfInitn><GrpHdr><MsgId>P1</MsgId><NbOfTxs>3</NbOfTxs><InitgPty><Nm>Payroll GmbH</Nm></InitgPty></GrpHdr>"
    "<PmtInf><ReqdExctnDt><Dt>2026-04-01</Dt></ReqdExctnDt><Dbtr><Nm>First Debtor</Nm></Dbtr><DbtrAgt><FinInstnId><BIC>AAAADEFF</BIC></FinInstnId></DbtrAgt><UltmtDbtr><Nm>Behind It</Nm></UltmtDbtr>"
    "<CdtTrfTxInf><PmtId><EndToEndId>1</EndToEndId></PmtId><Amt><InstdAmt Ccy=\"EUR\">10</InstdAmt></Amt><Cdtr><Nm>One</Nm></Cdtr></CdtTrfTxInf>"
    "<CdtTrfTxInf><PmtId><EndToEndId>NOTPROVIDED</EndToEndId></PmtId><Cdtr><Nm>Two</Nm></Cdtr></CdtTrfTxInf></PmtInf>"
    "<PmtInf><ReqdExctnDt>2026-05-01</ReqdExctnDt><Dbtr><Nm>Second Debtor</Nm></Dbtr><CdtTrfTxInf><Cdtr><Nm>Three</Nm></Cdtr></CdtTrfTxInf></PmtInf></CstmrCdtTrfInitn>";

TEST_F(PaymentsTest, AnInitiationSaysItsDebtorOnceForManyTransactions) {
    for (const std::string_view version : {"pain.001.001.03", "pain.001.001.09", "pain.001.001.11"}) {
        const ReadPayments made = read(document(version, initiation));
        ASSERT_EQ(made.payments.size(), 3U);
        EXPECT_THAT(parties(made.payments[0]), IsSupersetOf({"payee One", "payer First Debtor", "ultimate_payer Behind It", "payer_bank swiftBic=AAAADEFF", "initiating_party Payroll GmbH"}));
        EXPECT_THAT(parties(made.payments[2]), IsSupersetOf({"payee Three", "payer Second Debtor"}));
        EXPECT_THAT(parties(made.payments[2]), Not(Contains("payer First Debtor")));
        EXPECT_EQ(made.payments[0].date, "2026-04-01");
        EXPECT_EQ(made.payments[2].date, "2026-05-01");
        EXPECT_EQ(made.payments[1].record_ids[0], "P1");
    }
}

TEST_F(PaymentsTest, PrefixesAndEnvelopesDoNotMatter) {
    const std::string bare = pacs008(every_party);
    std::string prefixed;
    for (std::size_t i = 0; i < bare.size(); ++i) {
        prefixed += bare[i];
        if (bare[i] == '<' && bare[i + 1] != '?') {
            prefixed += bare[i + 1] == '/' ? (++i, "/p:") : "p:";
        }
    }
    const std::string enveloped = "<BizMsgEnvlp><AppHdr><Fr><FIId><FinInstnId><BICFI>GGGGDEFFXXX</BICFI></FinInstnId></FIId></Fr></AppHdr>" + bare.substr(bare.find('\n') + 1) + "</BizMsgEnvlp>";
    EXPECT_EQ(parties(read(prefixed).payments.at(0)), parties(read(bare).payments.at(0)));
    EXPECT_THAT(parties(read(enveloped).payments.at(0)), IsSupersetOf({"instructing_bank swiftBic=GGGGDEFFXXX", "payee Ivan Petrov"}));
}

TEST_F(PaymentsTest, MessagesOneBehindTheOtherAreAllRead) {
    const ReadPayments made = read(pacs008(every_party) + document("pain.001.001.09", initiation) + "<!-- <CdtTrfTxInf> -->\n" + pacs008(every_party));
    EXPECT_EQ(made.payments.size(), 5U);
    EXPECT_EQ(made.facts.records, 5U);
}

TEST_F(PaymentsTest, AMessageOfAnotherKindIsNotScreenedAndSaidSo) {
    const ReadPayments made = read(document("camt.053.001.02", "<BkToCstmrStmt><GrpHdr><MsgId>S</MsgId></GrpHdr></BkToCstmrStmt>") + pacs008(every_party));
    ASSERT_EQ(made.payments.size(), 2U);
    EXPECT_EQ(made.payments[0].reject_reason, "the message camt.053.001.02 holds no credit transfer");
    EXPECT_EQ(made.rejects.at(0).row, 2U);
}

TEST_F(PaymentsTest, ACountThatTheHeaderGetsWrongIsSaid) {
    const ReadPayments made = read(document("pacs.008.001.02", "<FIToFICstmrCdtTrf><GrpHdr><MsgId>M</MsgId><NbOfTxs>2</NbOfTxs></GrpHdr><CdtTrfTxInf><Cdtr><Nm>A</Nm></Cdtr></CdtTrfTxInf></FIToFICstmrCdtTrf>"));
    EXPECT_THAT(made.facts.remarks, ElementsAre("The message pacs.008.001.02 in line 2 says that it holds 2 transactions and holds 1."));
}

TEST_F(PaymentsTest, DamagedOrHostileXmlIsRefused) {
    const std::string whole = pacs008(every_party);
    EXPECT_THAT(failure(whole.substr(0, whole.size() - 60)), HasSubstr("is not well-formed XML"));
    EXPECT_THAT(failure("<!DOCTYPE d [<!ENTITY a \"b\">]>" + document("pacs.008.001.08", "<CdtTrfTxInf/>")), testing::AnyOf(HasSubstr("DOCTYPE"), HasSubstr("not well-formed")));
    EXPECT_THAT(failure(document("pacs.008.001.08", "")), HasSubstr("nothing"));
    EXPECT_THAT(failure("<?xml version=\"1.0\" encoding=\"windows-1251\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08\"/>"), HasSubstr("in the encoding 'windows-1251' are not read"));
    EXPECT_THAT(failure(document("pain.001.001.03", "<PmtInf><CdtTrfTxInf/><Dbtr><Nm>Late</Nm></Dbtr></PmtInf>")), HasSubstr("<Dbtr> in line 3 stands behind the transactions"));
}

constexpr std::string_view mt103 = "{1:F01AAAADEFFAXXX0000000000}{2:I103BBBBUS33XXXXN}{3:{108:R1}{121:8a562c67-ca16-48ba-b074-65581be6f001}}{4:\r\n"
                                   ":20:REF-1\r\n:23B:CRED\r\n:32A:260302EUR1200,5\r\n:50F:/DE89370400440532013000\r\n1/DEBTOR TRADING LLC\r\n2/SHEIKH ZAYED ROAD 7\r\n3/AE/DUBAI\r\n"
                                   ":52A:CCCCAEADXXX\r\n:53B:/123456\r\n:56A://FW021000018\r\nDDDDUS33\r\n:57D:/C/30101810\r\nBANK OF CREDITORS\r\nMOSCOW\r\nRUSSIA\r\n"
                                   ":59:/40702810\r\nOBSHCHESTVO S OGRANICHENNOY OTVETST\r\nVENNOSTYU ROMASHKA\r\n12 LENIN STREET\r\nRU/MOSCOW\r\n"
                                   ":70:/INV/2026-12//FOR GOODS\r\n//BY OOO RADIOSVYAZ\r\n:71A:SHA\r\n:72:/INS/EEEEGB2L\r\n/REC/VESSEL GRACE STAR\r\n-}{5:{CHK:123456789ABC}}";

TEST_F(PaymentsTest, AnMt103IsReadFieldByField) {
    const ReadPayments made = read(mt103);
    EXPECT_EQ(made.facts.format, "mt");
    ASSERT_EQ(made.payments.size(), 1U);
    const Shipment& payment = made.payments[0];
    EXPECT_THAT(parties(payment), IsSupersetOf({"instructing_bank swiftBic=AAAADEFF", "instructed_bank swiftBic=BBBBUS33", "payer DEBTOR TRADING LLC", "payer_bank swiftBic=CCCCAEADXXX",
                                                "intermediary_bank swiftBic=DDDDUS33", "payee_bank BANK OF CREDITORS", "payee OBSHCHESTVO S OGRANICHENNOY OTVETST",
                                                "instructing_bank swiftBic=EEEEGB2L", "mentioned OOO RADIOSVYAZ", "mentioned GRACE STAR"}));
    EXPECT_EQ(payment.date, "2026-03-02");
    EXPECT_EQ(payment.lines.at(0).value, "1200.50");
    EXPECT_EQ(payment.record_ids[0], "REF-1");
    EXPECT_EQ(find(payment, "DEBTOR TRADING LLC")->country, "AE");
    EXPECT_THAT(find(payment, "DEBTOR TRADING LLC")->identifiers, Contains(testing::Pair("iban", "DE89370400440532013000")));
    EXPECT_EQ(find(payment, "BANK OF CREDITORS")->country, "RUSSIA");
    const Party* creditor = find(payment, "OBSHCHESTVO S OGRANICHENNOY OTVETST");
    EXPECT_EQ(creditor->country, "RU");
    EXPECT_THAT(creditor->other_names, Contains("OBSHCHESTVO S OGRANICHENNOY OTVETSTVENNOSTYU ROMASHKA"));
}

TEST_F(PaymentsTest, OptionFCarriesBirthDateAndNumbers) {
    const ReadPayments made = read("{1:F01AAAADEFFAXXX0000000000}{2:I103BBBBUS33XXXXN}{4:\n:20:R\n:32A:260302EUR1,\n:50F:CCPT/US/X123456\n1/JOHN\n1/SMITH\n4/19700504\n7/DE/987654\n:59F:1/JANE DOE\n3/US/ATLANTA, GEORGIA\n-}");
    const Party* person = find(made.payments.at(0), "JOHN SMITH");
    ASSERT_NE(person, nullptr);
    EXPECT_EQ(person->birth_date, "1970-05-04");
    EXPECT_EQ(person->schema, "Person");
    EXPECT_THAT(person->identifiers, ElementsAre(testing::Pair("passportNumber", "X123456"), testing::Pair("idNumber", "987654")));
    EXPECT_EQ(find(made.payments.at(0), "JANE DOE")->country, "US");
}

TEST_F(PaymentsTest, AnMt202CovHasBanksAndTheirCustomers) {
    const ReadPayments made = read("{1:F01AAAADEFFAXXX0000000000}{2:I202BBBBUS33XXXXN}{3:{119:COV}}{4:\n:20:C1\n:21:REF-1\n:32A:260302USD7,25\n:52A:CCCCAEAD\n:58A:DDDDRUMM\n"
                                   ":50K:/1\nCUSTOMER ONE\nDUBAI\n:52A:EEEEAEAD\n:59:/2\nCUSTOMER TWO\nMOSCOW\n-}");
    EXPECT_THAT(parties(made.payments.at(0)), IsSupersetOf({"payer swiftBic=CCCCAEAD", "payee swiftBic=DDDDRUMM", "payer CUSTOMER ONE", "payer_bank swiftBic=EEEEAEAD", "payee CUSTOMER TWO"}));
}

TEST_F(PaymentsTest, FilesOfMessagesHaveWhateverTheirCarrierPutBetween) {
    const std::string acknowledged = "{1:F21AAAADEFFAXXX0000000000}{4:{177:2603021200}{451:0}}";
    const std::string statement = "{1:F01AAAADEFFAXXX0000000000}{2:I940BBBBUS33XXXXN}{4:\n:20:S\n-}";
    const std::string cut = std::string(mt103.substr(0, 300));
    const ReadPayments made = read(fmt::format("\x01{}\x03\r\n${}\n{}{}\n$\n{}\n{}", mt103, mt103, acknowledged, statement, cut, mt103));
    ASSERT_EQ(made.payments.size(), 5U);
    EXPECT_EQ(made.payments[2].reject_reason, "MT940 is no payment read here");
    EXPECT_EQ(made.payments[3].reject_reason, "an MT103 whose fields (block 4) do not end");
    EXPECT_EQ(made.payments[4].reject_reason, "");
    EXPECT_THAT(made.facts.remarks, ElementsAre("1 service message without a payment passed over (acknowledgements)."));
}

TEST_F(PaymentsTest, FieldsWithoutBracesAreMessagesToo) {
    const ReadPayments made = read(":20:A\n:32A:260302EUR1,\n:50K:ALPHA LLC\n:59:BETA LLC\n-\n:20:B\n:32A:260302EUR2,\n:58A:DDDDRUMM\n-\n");
    ASSERT_EQ(made.payments.size(), 2U);
    EXPECT_THAT(parties(made.payments[0]), ElementsAre("payer ALPHA LLC", "payee BETA LLC"));
    EXPECT_THAT(parties(made.payments[1]), ElementsAre("payee swiftBic=DDDDRUMM"));
}

TEST_F(PaymentsTest, AMessageInBracesEndsFieldsWithoutThem) {
    const ReadPayments made = read(fmt::format(":20:A\n:32A:260302EUR1,\n:59:BETA LLC\n-\n{}", mt103));
    ASSERT_EQ(made.payments.size(), 2U);
    EXPECT_THAT(parties(made.payments[0]), ElementsAre("payee BETA LLC"));
    EXPECT_THAT(parties(made.payments[1]), Contains("payer DEBTOR TRADING LLC"));
}

TEST_F(PaymentsTest, WhatAPaymentHasNoFieldForIsNoMissingInput) {
    const ReadPayments made = read(mt103);
    EXPECT_FALSE(made.facts.present.has(Input::hs));
    EXPECT_FALSE(made.facts.present.has(Input::end_user_name));
    EXPECT_TRUE(made.facts.present.has(Input::party_name));
    EXPECT_THAT(made.facts.not_used, IsEmpty());
}

std::vector<std::string> mentions(std::string_view text) {
    std::vector<std::string> made;
    for (const PaymentParty& party : find_mentions(text)) {
        made.push_back(party.name.empty() ? party.identifiers.at(0).first + "=" + party.identifiers.at(0).second : party.schema.empty() ? party.name : party.schema + " " + party.name);
    }
    return made;
}

TEST(Remittance, WordsOfInvoicesAndNumbersAreNoNames) {
    EXPECT_THAT(mentions("Payment for invoice no. 2026/15 dated 12.05.2026, contract AB-77"), IsEmpty());
    EXPECT_THAT(mentions("Оплата по счету 15 от 12.05.2026 за товар, НДС"), IsEmpty());
    EXPECT_THAT(mentions("Rechnung Nr. 4711 vom 12.05.2026"), IsEmpty());
    EXPECT_THAT(mentions(""), IsEmpty());
}

TEST(Remittance, WhatIsLeftIsAName) {
    EXPECT_THAT(mentions("INV 15 MOHAMMAD HASSAN"), ElementsAre("MOHAMMAD HASSAN"));
    EXPECT_THAT(mentions("payment to Bank of Kunlun for goods"), ElementsAre("Bank of Kunlun"));
    EXPECT_THAT(mentions("Оплата по договору 7 ООО Ромашка"), ElementsAre("ООО Ромашка"));
}

TEST(Remittance, ALegalFormShowsWhereANameEnds) {
    EXPECT_THAT(mentions("STEEL PIPES ALPHA TRADING LLC"), IsSupersetOf({"STEEL PIPES ALPHA TRADING LLC", "ALPHA TRADING LLC"}));
    EXPECT_THAT(mentions("steel pipes OOO RADIOSVYAZ"), Contains("OOO RADIOSVYAZ"));
}

TEST(Remittance, VesselsAreNamedOrNumbered) {
    EXPECT_THAT(mentions("FREIGHT MV GRACE STAR 2"), ElementsAre("Vessel GRACE STAR 2"));
    EXPECT_THAT(mentions("bunkers IMO 9074729"), Contains("imo=9074729"));
    EXPECT_THAT(mentions("bunkers IMO9074729"), Contains("imo=9074729"));
    EXPECT_THAT(mentions("invoice 9074728"), IsEmpty());
}

TEST_F(PaymentsTest, AControlByteInAMarkHidesNoTransaction) {
    using namespace std::string_literals;
    const std::string commented = "<\0!-- <CdtTrfTxInf> --\1>"s + pacs008(every_party);
    EXPECT_EQ(read(commented).payments.size(), 1U);
    std::string broken = pacs008(every_party);
    broken.insert(broken.find("CdtTrfTxInf") + 3, "\2");
    EXPECT_EQ(read(broken).payments.size(), 1U);
}

TEST_F(PaymentsTest, AnAmpersandInTheNameOfAnElementHidesNoTransaction) {
    const std::string problem = failure("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08\"><x:CdtT&#0;rfTxInf xmlns:x=\"y\"/></Document>");
    EXPECT_THAT(problem, HasSubstr("not well-formed XML: an '&' in the name of an element"));
}

} // namespace
} // namespace tidewaiter::screen
