// The catalogue of sources: the one that comes with the program is whole, and mistakes in another
// are named.
#include "lists/catalogue.hpp"

#include "base/failure.hpp"
#include "support/files.hpp"

#include <gmock/gmock.h>

using namespace tidewaiter;
using namespace tidewaiter::lists;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

std::string failure_of(const std::string& text) {
    const test::ScratchFolder folder;
    try {
        load_catalogue(folder.write("c.toml", text));
    } catch (const base::Failure& failure) {
        EXPECT_EQ(failure.kind(), base::FailureKind::bad_input);
        return failure.what();
    }
    return "none";
}

std::string with(const std::string& lines) {
    return "[[list]]\nid = \"a\"\nformat = \"ftm-json\"\nurls = [\"https://example.org/a\"]\nfiles "
           "= [\"a.json\"]\n" +
           lines;
}

} // namespace

TEST(Catalogue, TheBundledOneNamesEveryList) {
    std::vector<std::string> names;
    for (const CatalogueEntry& entry : default_catalogue()) {
        names.push_back(entry.list);
        EXPECT_FALSE(entry.title.empty() || entry.publisher.empty() || entry.licence.empty())
            << entry.list;
        EXPECT_GE(entry.least, 200U) << entry.list;
        EXPECT_EQ(entry.urls.size(), entry.files.size());
        for (const std::string& url : entry.urls) {
            EXPECT_TRUE(url.starts_with("https://")) << url;
        }
    }
    EXPECT_THAT(names, ElementsAre("us_ofac_sdn", "us_ofac_cons", "us_trade_csl", "un_sc_sanctions",
                                   "eu_fsf", "gb_fcdo_sanctions", "ua_war_sanctions"));
}

TEST(Catalogue, EveryKeyIsRead) {
    const test::ScratchFolder folder;
    const auto entries = load_catalogue(folder.write("c.toml", R"(
[[list]]
id = "mine"
title = "My list"
publisher = "Me"
licence = "none"
format = "un-xml"
urls = ["http://example.org/x?t={token}"]
files = ["x.csv"]
content = "theirs"
token = "MY_TOKEN"
root = "id,name"
least = 7
optional = true
)"));
    ASSERT_EQ(entries.size(), 1U);
    const CatalogueEntry& entry = entries[0];
    EXPECT_EQ(entry.list + entry.title + entry.publisher + entry.licence + entry.format,
              "mineMy listMenoneun-xml");
    EXPECT_THAT(entry.urls, ElementsAre("http://example.org/x?t={token}"));
    EXPECT_THAT(entry.files, ElementsAre("x.csv"));
    EXPECT_EQ(entry.content + entry.token + entry.root, "theirsMY_TOKENid,name");
    EXPECT_EQ(entry.least, 7U);
    EXPECT_TRUE(entry.optional);
}

TEST(Catalogue, MistakesAreNamedWithLineAndKey) {
    EXPECT_THAT(failure_of(with("")), "none");
    EXPECT_THAT(failure_of(with("adress = \"x\"\n")),
                HasSubstr("c.toml, line 6: 'adress' is no key of a list"));
    EXPECT_THAT(failure_of(with("least = \"many\"\n")),
                HasSubstr("line 6: least must be a whole number"));
    EXPECT_THAT(failure_of(with("least = -1\n")), HasSubstr("line 6: least must not be negative"));
    EXPECT_THAT(failure_of(with("optional = 1\n")),
                HasSubstr("line 6: optional must be true or false"));
    EXPECT_THAT(failure_of(with(with(""))), HasSubstr("list a is there twice"));
    EXPECT_THAT(failure_of("[[list]]\nid = \"../a\"\n"),
                HasSubstr("line 2: '../a' is no id of a list"));
    EXPECT_THAT(
        failure_of(
            "[[list]]\nid = \"a\"\nformat = \"un-xml\"\nurls = [\"ftp://x\"]\nfiles = [\"a\"]\n"),
        HasSubstr("line 4: 'ftp://x' is no address"));
    EXPECT_THAT(failure_of("[[list]]\nid = \"a\"\nformat = \"un-xml\"\nurls = "
                           "[\"http://x\"]\nfiles = [\"../a\"]\n"),
                HasSubstr("line 5: '../a' cannot be the name"));
    EXPECT_THAT(failure_of("[[list]]\nid = \"a\"\nformat = \"un-xml\"\nurls = [\"http://x\"]\n"),
                HasSubstr("list a has 1 urls and 0 files"));
    EXPECT_THAT(failure_of("[[list]]\nid = \"a\"\nformat = \"un-xml\"\nurls = "
                           "[\"http://x/{token}\"]\nfiles = [\"a\"]\n"),
                HasSubstr("wants a token"));
    EXPECT_THAT(failure_of("[[list]]\nid = \"a\"\nformat = \"word\"\n"),
                HasSubstr("line 3: 'word' is no format of a list"));
    EXPECT_THAT(failure_of(with("index = \"index.json\"\n")),
                HasSubstr("line 6: list a cannot be brought up to date by an index"));
    EXPECT_THAT(failure_of("[[list]\n"), HasSubstr("c.toml, line 1: "));
    EXPECT_THAT(failure_of(""), HasSubstr("holds no [[list]]"));
}
