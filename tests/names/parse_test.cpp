#include "names/name.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tidewaiter::names {
namespace {

using testing::ElementsAre;

std::vector<std::string> shown(std::string_view text, NameKind kind) {
    std::vector<std::string> parts;
    for (const Part& part : parse_name(text, kind).parts) {
        std::string shown_part = part.text + ":" + std::string(to_text(part.kind));
        if (part.kind == PartKind::legal_form) {
            shown_part += ":" + std::string(part.legal_class);
        }
        if (part.kind == PartKind::number) {
            shown_part += ":" + std::to_string(part.number);
        }
        parts.push_back(std::move(shown_part));
    }
    return parts;
}

TEST(ParseName, LegalFormsAreFoundInAnyWriting) {
    const NameKind org = NameKind::organization;
    EXPECT_THAT(shown("Siemens AG", org), ElementsAre("siemens:plain", "ag:legal_form:stock"));
    EXPECT_THAT(shown("Daimler Aktiengesellschaft", org), ElementsAre("daimler:plain", "aktiengesellschaft:legal_form:stock"));
    EXPECT_THAT(shown("Volkswagen Bank G.m.b.H.", org), ElementsAre("volkswagen:plain", "bank:plain", "gmbh:legal_form:limited"));
    EXPECT_THAT(shown("FABERLIC EUROPE Sp. z o.o.", org), ElementsAre("faberlic:plain", "europe:plain", "sp z oo:legal_form:limited"));
    EXPECT_THAT(shown("ООО \"БАЗА\"", org), ElementsAre("ooo:legal_form:limited", "baza:plain"));
    EXPECT_THAT(shown("ОБЩЕСТВО С ОГРАНИЧЕННОЙ ОТВЕТСТВЕННОСТЬЮ БАЗА", org),
                ElementsAre("obshchestvo s ogranichennoy otvetstvennostyu:legal_form:limited", "baza:plain"));
    EXPECT_THAT(shown("JSCARGUMENT", org), ElementsAre("jsc:legal_form:stock", "argument:plain"));
}

TEST(ParseName, ChineseLegalFormsAreFound) {
    const Name name = parse_name("华为技术有限公司", NameKind::organization);
    ASSERT_FALSE(name.parts.empty());
    EXPECT_EQ(name.parts.back().kind, PartKind::legal_form);
    EXPECT_EQ(name.parts.back().legal_class, "limited");
}

TEST(ParseName, AShortFormInsideANameIsAWord) {
    EXPECT_THAT(shown("Banco SA Nostra Limited", NameKind::organization),
                ElementsAre("banco:plain", "sa:plain", "nostra:plain", "limited:legal_form:limited"));
}

TEST(ParseName, NumbersAreValues) {
    EXPECT_THAT(shown("First Brigade", NameKind::organization), ElementsAre("first:number:1", "brigade:plain"));
    EXPECT_THAT(shown("1st Brigade", NameKind::organization), ElementsAre("1st:number:1", "brigade:plain"));
    EXPECT_THAT(shown("Fund VIII L.P.", NameKind::organization),
                ElementsAre("fund:plain", "viii:number:8", "lp:legal_form:partnership"));
    EXPECT_THAT(shown("Xi Vi", NameKind::person), ElementsAre("xi:plain", "vi:plain"));
}

TEST(ParseName, PersonsHaveTitlesParticlesAndInitials) {
    EXPECT_THAT(shown("Dr. J. van der Berg", NameKind::person),
                ElementsAre("dr:title", "j:initial", "van:particle", "der:particle", "berg:plain"));
    EXPECT_THAT(shown("Usama bin Ladin", NameKind::person), ElementsAre("usama:plain", "bin:particle", "ladin:plain"));
}

TEST(ParseName, AVesselsPrefixIsNoName) {
    EXPECT_THAT(shown("M/V Snow Storm 1", NameKind::object),
                ElementsAre("m:initial", "v:initial", "snow:plain", "storm:plain", "1:number:1"));
}

TEST(ParseName, ANameOfHelpersIsItsOwnName) {
    EXPECT_THAT(shown("The Company", NameKind::organization), ElementsAre("the:plain", "company:plain"));
}

TEST(ParseName, NothingIsNoName) {
    for (const std::string_view text : {"", "  ", "---", "\xff\xfe", "\xE2\x80\x8F\xE2\x80\x8F"}) {
        EXPECT_TRUE(parse_name(text, NameKind::person).parts.empty()) << text;
    }
}

TEST(ParseName, HostileTextIsBounded) {
    EXPECT_LE(parse_name(std::string(1'000'000, 'a'), NameKind::person).parts.size(), 1U);
    std::string many;
    for (int i = 0; i < 100'000; ++i) {
        many += "a b ";
    }
    EXPECT_LE(parse_name(many, NameKind::organization).parts.size(), most_parts);
}

} // namespace
} // namespace tidewaiter::names
