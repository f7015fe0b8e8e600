// What the goods verb prints, word for word.
#include "call.hpp"

#include "support/files.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

using namespace tidewaiter::cli;
using tidewaiter::test::call;
using tidewaiter::test::Ran;
using tidewaiter::test::ScratchFolder;

namespace {

Ran goods(std::vector<std::string> words) {
    words.insert(words.begin(), "goods");
    return call(std::move(words));
}

/// Without the line of the tables' hash, which changes with every word of data/hs_words.csv.
std::string without_hash(const std::string& text) {
    const std::size_t start = text.find("Lists at ");
    return start == std::string::npos ? text : text.substr(0, start) + text.substr(text.find('\n', start) + 1);
}

constexpr std::string_view foot =
    "A listed code is a lead for review, never a classification: control depends on performance, a customs code does not.\n";

} // namespace

TEST(GoodsVerb, CodeInThreeLists) {
    const Ran ran = goods({"8542.31", "--to", "KG", "--from", "DE"});
    EXPECT_EQ(ran.code, 0);
    EXPECT_EQ(without_hash(ran.out), R"(8542.31: processors and controllers
  in HS 2012, HS 2017, HS 2022
  chpl, version 2024-02-23: may fall under
      tier 1, 854231: the same code; all of it
      source: BIS, Common High Priority List of 23 February 2024, bis.gov/node/6280
  eu, version 2023-01: not held: only the bans on exports to Russia are held, not those to Kyrgyzstan
  us, version 2026-07-23: may fall under
      3A001: the given code is longer; a part of it at most (ex)
      integrated circuits by HS 8542
      columns AT 1 and NS 2 for the whole entry, MT 1, NP 1, NS 1 and RS 1 for a part of it
      outside the chart RS: 742.6(a)(6)(iii)(A), RS: 742.6(a)(6)(iii)(B)
      Kyrgyzstan: X in MT 1, NP 1, NS 1, NS 2 and RS 1, none in AT 1
      a missing X is no permission, General Prohibitions 4 to 10 and the entry's own text remain (15 CFR 738.4(a)(2)(ii)(B))
      source: docs/methods/goods.md (pair not re-read); items a of 3A001

)" + std::string(foot));
}

TEST(GoodsVerb, OldCodeAndLostZeroAreExplained) {
    const Ran ran = goods({"880330", "10121", "--lists", "chpl,machine_tools"});
    EXPECT_EQ(ran.code, 0);
    EXPECT_EQ(without_hash(ran.out), R"(8803.30: aircraft and spacecraft
  in HS 2012, HS 2017
  no code of HS 2022, read as one of HS 2017
  HS 2022: 880730 (main, curated; the practical heir; a part of the older code went elsewhere or a part of the newer one came from elsewhere)
  chpl, version 2024-02-23: may fall under
      tier 3.B, 880730: by a link between revisions; a part of it at most (ex)
      880330 (HS 2017) is read as 880730 (HS 2022): main, the practical heir
      a part of the older code went elsewhere or a part of the newer one came from elsewhere
      source: BIS, Common High Priority List of 23 February 2024, bis.gov/node/6280
  machine_tools, version 2026-11-23: not in the list

0101.21: live horses asses mules
  in HS 2012, HS 2017, HS 2022
  a leading zero was missing and is added: 10121 has an odd number of digits
  chpl, version 2024-02-23: not in the list
  machine_tools, version 2026-11-23: not in the list

)" + std::string(foot));
}

TEST(GoodsVerb, EccnAndTheCountryChart) {
    const Ran ran = goods({"2b001", "--to", "Hong Kong"});
    EXPECT_EQ(ran.code, 0);
    EXPECT_NE(ran.out.find("2B001: an entry of the Commerce Control List as of 2026-07-23\n  reasons for control: NS, NP, AT\n"),
              std::string::npos);
    EXPECT_NE(ran.out.find(" by the row of China: X in NP 1 and NS 2, none in AT 1\n"), std::string::npos) << ran.out;
    EXPECT_NE(ran.out.find("D:1, D:3, D:4, D:5\n"), std::string::npos);
}

TEST(GoodsVerb, WordsAreALead) {
    const Ran ran = goods({"ball", "bearings", "--limit", "1"});
    EXPECT_EQ(ran.code, 0);
    EXPECT_EQ(ran.out, "Codes that could be meant by 'ball bearings', as a lead; the nomenclature's text and notes decide:\n"
                       "  8482.10  1.00  ball bearings  (met: ball bearings)\n"
                       "'tidewaiter goods CODE' says which lists a code meets.\n");
    EXPECT_EQ(goods({"zyzzyva"}).out, "No code shares a word with 'zyzzyva'.\nTry other words, or the official text with --descriptions FILE.\n");
}

TEST(GoodsVerb, WrongUseSaysWhatToDo) {
    const auto expect = [](const Ran& ran, int code, std::string_view err) {
        EXPECT_EQ(ran.code, code);
        EXPECT_EQ(ran.err, err);
        EXPECT_EQ(ran.out, "");
    };
    expect(goods({"85O2.31"}), 2,
           "tidewaiter: '85O2.31' has the letter O where an HS code has digits only\n  Write the digit 0 or 1 for the letter O, I or l.\n");
    expect(goods({"8542", "--lists", "chpl@38"}), 2,
           "tidewaiter: --lists: chpl@38: codes not held; only the number of codes is known (between 2023-05 and 2023-09)\n"
           "  Ask for a version by name: chpl@9, chpl@38 (codes not held), chpl@45, chpl@50.\n");
    expect(goods({"8542", "--to", "Ruritania"}), 2,
           "tidewaiter: --to: no country is known as 'Ruritania'\n  Write its ISO code (RU) or its usual name (Russia).\n");
    expect(goods({"missing.csv"}), 3, "tidewaiter: there is no file 'missing.csv'\n  Check the path.\n");
    expect(goods({}), 2, "tidewaiter: goods: WHAT is missing\n  Give an HS code, an ECCN, a file, or words in quotes; or --list-lists.\n");
    expect(goods({"8542", "--revision", "1996"}), 2, "tidewaiter: --revision: '1996' is not held\n  Held are 2012, 2017 and 2022.\n");
    EXPECT_TRUE(goods({"8542", "--lists", "nope"}).err.starts_with("tidewaiter: --lists: there is no list 'nope'\n  Known lists: chpl, "));
    EXPECT_EQ(goods({"8542", "--output", "x.csv"}).code, 2) << "an option of catalogues";
}

TEST(GoodsVerb, CatalogueHasOneRowForEachRowAndList) {
    const ScratchFolder folder;
    const std::string file = folder.write("parts.csv", "sku,hs,text\nA1,8542.31,=chip\nA2,85O2,typo\nA3,010121,horse\n");
    const Ran ran = goods({file, "--lists", "chpl,us"});
    EXPECT_EQ(ran.code, 3) << "a third of the rows was not read";
    EXPECT_EQ(ran.out,
              "row,hs_given,hs,list,answer,version,entry,tier,coverage,relation,note,source,sku,your_hs,text\n"
              "1,8542.31,854231,chpl,may fall under,2024-02-23,854231,1,full,same,,\"BIS, Common High Priority List of 23 February 2024, "
              "bis.gov/node/6280\",A1,8542.31,\"'=chip\"\n"
              "1,8542.31,854231,us,may fall under,2026-07-23,3A001,,ex,narrower,\"integrated circuits by HS 8542; columns AT 1 and NS 2 for the "
              "whole entry, MT 1, NP 1, NS 1 and RS 1 for a part of it; outside the chart RS: 742.6(a)(6)(iii)(A), RS: 742.6(a)(6)(iii)(B); no "
              "destination was given\",docs/methods/goods.md (pair not re-read); items a of 3A001,A1,8542.31,\"'=chip\"\n"
              "2,85O2,,chpl,not read,2024-02-23,,,,,'85O2' has the letter O where an HS code has digits only,,A2,85O2,typo\n"
              "2,85O2,,us,not read,2026-07-23,,,,,'85O2' has the letter O where an HS code has digits only,,A2,85O2,typo\n"
              "3,010121,010121,chpl,not in the list,2024-02-23,,,,,,,A3,010121,horse\n"
              "3,010121,010121,us,not held,2026-07-23,,,,,\"no row links HS 0101.21 to an ECCN, which does not mean that none applies\",,A3,010121,"
              "horse\n");
    EXPECT_NE(ran.err.find("rows in: 3; rows out: 6 (3 for each list, 2 lists); rows not read: 1\n"), std::string::npos) << ran.err;
}

TEST(GoodsVerb, CatalogueGoesToAFileAndRejectsToAnother) {
    const ScratchFolder folder;
    const std::string file = folder.write("parts.jsonl", "{\"hs\":\"8542.31\"}\n{\"hs\":10121}\n{\"hs\":1.5}\n");
    const Ran ran = goods({file, "--lists", "chpl", "--output", folder.path("out.csv"), "--rejects", folder.path("rejects.csv")});
    EXPECT_EQ(ran.code, 3);
    EXPECT_EQ(ran.out, "");
    EXPECT_EQ(tidewaiter::test::read_file(folder.path("rejects.csv")),
              "row,line,column,text,reason\n3,3,,,'hs' is neither text nor a whole number\n");
    const std::string out = tidewaiter::test::read_file(folder.path("out.csv"));
    EXPECT_NE(out.find("\n2,10121,010121,chpl,not in the list,2024-02-23,,,,,a leading zero was missing and is added,\n"), std::string::npos) << out;
}

TEST(GoodsVerb, CatalogueWithoutACodeColumnIsRefused) {
    const ScratchFolder folder;
    const std::string file = folder.write("parts.csv", "sku,text\nA1,chip\n");
    const Ran ran = goods({file});
    EXPECT_EQ(ran.code, 3);
    EXPECT_EQ(ran.err, "tidewaiter: " + file + ": no column is called hs, hs_code, cn8, tariff number or the like\n"
                       "  Name it with --column. The columns are: sku, text.\n");
    const Ran named = goods({folder.write("b.csv", "sku,what\nA1,8542\n"), "--column", "What", "--lists", "optics"});
    EXPECT_EQ(named.code, 0);
}

TEST(GoodsVerb, BasketFileIsAList) {
    const ScratchFolder folder;
    const Ran ran = goods({"8542.31", "--lists", folder.write("ours.csv", "hs\n8542\n")});
    EXPECT_EQ(ran.code, 0);
    EXPECT_NE(ran.out.find("  ours, version "), std::string::npos) << ran.out;
    EXPECT_NE(ran.out.find("source: a basket of your own"), std::string::npos);
}

TEST(GoodsVerb, JsonIsOneDocument) {
    const Ran ran = goods({"854231", "--json", "--lists", "chpl", "--to", "ru"});
    EXPECT_EQ(ran.code, 0);
    EXPECT_TRUE(ran.out.starts_with("{\n  \"format\": \"tidewaiter.goods/1\",\n"));
    EXPECT_NE(ran.out.find("\"answer\": \"may fall under\""), std::string::npos);
    EXPECT_EQ(ran.out, goods({"854231", "--json", "--lists", "chpl", "--to", "ru"}).out);
}

TEST(GoodsVerb, EveryListSaysWhatIsNotHeld) {
    const Ran ran = goods({"--list-lists"});
    EXPECT_EQ(ran.code, 0);
    for (const char* expected : {"chpl, version 2024-02-23: 50 rows\n", "chpl@38, version between 2023-05 and 2023-09: 0 rows\n",
                                 "  not held: codes not held; only the number of codes is known\n", "eu, version 2023-01: 2223 rows\n",
                                 "optics:wide, version 2026-11-23: 12 rows\n", "export-control coalition\n  not held: "}) {
        EXPECT_NE(ran.out.find(expected), std::string::npos) << expected;
    }
}
