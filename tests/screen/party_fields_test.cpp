#include "screen/party_fields.hpp"

#include "base/csv.hpp"
#include "base/file.hpp"
#include "support/files.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace tidewaiter::screen {
namespace {

std::string unescape(std::string text) {
    for (std::size_t at = text.find("\\n"); at != std::string::npos; at = text.find("\\n")) {
        text.replace(at, 2, "\n");
    }
    return text;
}

std::string names_of(const PartyField& field) {
    std::string text;
    for (const FieldName& name : field.names) {
        text += text.empty() ? "" : " | ";
        text += name.link == NameLink::itself ? name.name : fmt::format("{} > {}", to_text(name.link), name.name);
    }
    return text;
}

std::string addresses_of(const PartyField& field) {
    std::string text;
    for (const FieldName& name : field.names) {
        text += (text.empty() || name.address.empty() ? "" : " | ") + name.address;
    }
    return text;
}

std::string state_of(const PartyField& field) {
    return field.same_as ? fmt::format("{}: {}", to_text(field.state), to_text(*field.same_as)) : std::string(to_text(field.state));
}

TEST(PartyFields, EveryCaseComesOutAsWritten) {
    const base::CsvTable table("party_field_cases.csv", base::load_file(test::fixture("screen/party_field_cases.csv")));
    EXPECT_GE(table.rows().size(), 300U);
    for (const auto& row : table.rows()) {
        const PartyField field = read_party_field(unescape(row[0]));
        EXPECT_EQ(state_of(field), row[1]) << row[0];
        EXPECT_EQ(names_of(field), row[2]) << row[0];
        EXPECT_EQ(addresses_of(field), row[3]) << row[0];
    }
}

TEST(PartyFields, AnOrderNamesABankAndNoReceiver) {
    EXPECT_TRUE(read_party_field("TO THE ORDER OF: Almaty Agrarian Bank").to_order);
    EXPECT_TRUE(read_party_field("TO ORDER").to_order);
    EXPECT_FALSE(read_party_field("Messrs Lim & Sons").to_order);
}

TEST(PartyFields, NoTextTakesLongOrLosesItsWords) {
    std::string commas;
    for (int i = 0; i < 2'000; ++i) {
        commas += "a ltd, ";
    }
    EXPECT_EQ(read_party_field(commas).state, NameState::named) << "beyond 4,096 bytes: one name";
    EXPECT_LE(read_party_field(std::string_view(commas).substr(0, 4'000)).names.size(), most_field_names);
    EXPECT_EQ(read_party_field(std::string(3'000, ';')).state, NameState::no_letters);
    EXPECT_EQ(read_party_field("C/O").state, NameState::not_given);
    EXPECT_EQ(read_party_field("\xff\xfe Alpha LLC").state, NameState::named);
}

TEST(PartyFields, OtherNamesAreOnlyAskedWhetherTheyAreNames) {
    EXPECT_EQ(name_state(""), NameState::empty);
    EXPECT_EQ(name_state("n/a"), NameState::not_given);
    EXPECT_EQ(name_state("--"), NameState::no_letters);
    EXPECT_EQ(name_state("Alpha"), NameState::named);
}

TEST(PartyFields, AddressesAreKnownByThemselves) {
    for (const char* text : {"12 Lenin Street", "P.O. Box 17225 Dubai", "ul. Lenina 12", "Almaty, Kazakhstan", "Hauptstr. 12", "Room 1203, Haitian Building"}) {
        EXPECT_TRUE(is_address(text)) << text;
    }
    for (const char* text : {"Wall Street Partners", "Alpha LLC", "Sampleov, Ivan", "1688"}) {
        EXPECT_FALSE(is_address(text)) << text;
    }
}

TEST(Intermediaries, AreKnownByTheirWords) {
    EXPECT_EQ(find_intermediary("Orbistan Freight Forwarders FZE"), Intermediary::forwarder);
    EXPECT_EQ(find_intermediary("Müller Spedition GmbH"), Intermediary::forwarder);
    EXPECT_EQ(find_intermediary("ООО Карго Экспресс"), Intermediary::forwarder);
    EXPECT_EQ(find_intermediary("上海大洋物流有限公司"), Intermediary::forwarder);
    EXPECT_EQ(find_intermediary("Almaty Agrarian Bank"), Intermediary::bank);
    EXPECT_EQ(find_intermediary("Global Shipping Agency"), Intermediary::forwarder) << "two weak words";
    EXPECT_EQ(find_intermediary("Urban Transport Museum"), Intermediary::none) << "one weak word";
    EXPECT_EQ(find_intermediary("Plumbury Orchard Tools"), Intermediary::none);
    EXPECT_EQ(find_intermediary("Riverbank Farm"), Intermediary::none) << "a word, not a part of one";
}

TEST(FieldCache, SaysWhatReadingSaysHoweverOften) {
    FieldCache cache(3); // forgets often
    for (int round = 0; round < 3; ++round) {
        for (const std::string_view text : {"ALPHA LLC C/O BETA GMBH", "TO ORDER OF GAMMA BANK", "N/A", "", "ООО Ромашка, Москва", "SAME AS CONSIGNEE"}) {
            const PartyField fresh = read_party_field(text);
            const PartyField& kept = cache.find(text);
            EXPECT_EQ(kept.state, fresh.state) << text;
            EXPECT_EQ(kept.to_order, fresh.to_order) << text;
            EXPECT_EQ(kept.same_as, fresh.same_as) << text;
            ASSERT_EQ(kept.names.size(), fresh.names.size()) << text;
            for (std::size_t i = 0; i < fresh.names.size(); ++i) {
                EXPECT_EQ(kept.names[i].name, fresh.names[i].name);
                EXPECT_EQ(kept.names[i].link, fresh.names[i].link);
                EXPECT_EQ(kept.names[i].address, fresh.names[i].address);
            }
        }
    }
}

} // namespace
} // namespace tidewaiter::screen
