#include "report/report.hpp"

#include "support/files.hpp"

#include <gtest/gtest.h>

#include <string>

using namespace tidewaiter;

namespace {

/// One listed party whose every text tries to break out of the page, and one alert about it.
class Report : public ::testing::Test {
protected:
    Report() {
        index::IndexBuilder builder;
        entity::Entity party{.id = "x-1", .schema = "Company", .caption = hostile, .properties = {}};
        party.add("name", hostile);
        party.add("alias", "Quiet Alias");
        party.add("country", "ir");
        builder.add(party);
        entity::Entity sanction{.id = "x-1-s", .schema = "Sanction", .caption = {}, .properties = {}};
        sanction.add("entity", "x-1");
        sanction.add("authority", hostile);
        sanction.add("sourceUrl", "javascript:alert(1)");
        sanction.add("measure", "asset_freeze");
        builder.add(sanction);
        lists::ListVersion version;
        version.list = "made_up";
        version.title = hostile;
        version.version = "2026-08-01";
        version.date = "2026-08-01";
        version.entities = 1;
        version.names = 2;
        builder.end_list(version);
        builder.write(folder.path("watch.tw"));
    }

    screen::ScreenResult result(const index::Index& index) const {
        screen::ScreenResult made;
        made.summary.input_name = hostile;
        made.summary.command = "tidewaiter screen '<b>'";
        made.summary.as_of = "2026-08-31";
        made.summary.records = 2'000;
        made.summary.decisions = {1'998, 1, 1, 0};
        made.summary.lists = index.lists();
        made.summary.never_present = {{"party.birth_date", {"R07"}}};
        screen::Alert alert;
        alert.alert_id = "0123456789abcdef";
        alert.name_given = hostile;
        alert.matched_name = hostile;
        alert.decision = screen::Decision::hold;
        alert.score = 0.97;
        alert.records = 1;
        alert.roles = {screen::Role::consignee};
        alert.party.country = "IR";
        alert.entity = 0;
        made.alerts.push_back(alert);
        return made;
    }

    static constexpr std::string_view hostile_view = "</title><script>alert(1)</script><img src=x onerror=alert(2)>";
    std::string hostile{hostile_view};
    test::ScratchFolder folder;
};

TEST_F(Report, NothingFromAFileBecomesMarkup) {
    const index::Index index(folder.path("watch.tw"));
    const std::string html = report::to_html(result(index), index, {});
    EXPECT_EQ(html.find("<script"), std::string::npos);
    EXPECT_EQ(html.find("<img"), std::string::npos);
    EXPECT_EQ(html.find("href=\"javascript"), std::string::npos);
    EXPECT_NE(html.find("&lt;script&gt;"), std::string::npos);
}

TEST_F(Report, LoadsNothingFromElsewhere) {
    const index::Index index(folder.path("watch.tw"));
    const std::string html = report::to_html(result(index), index, {});
    EXPECT_NE(html.find("default-src 'none'"), std::string::npos);
    for (const char* loader : {"src=", "<link", "@import", "url("}) {
        const std::size_t at = html.find(loader);
        EXPECT_TRUE(at == std::string::npos || html.compare(at, 6, "src=x ") == 0) << loader;
    }
}

TEST_F(Report, SaysWhatAnAlertIsNot) {
    const index::Index index(folder.path("watch.tw"));
    const std::string html = report::to_html(result(index), index, {});
    EXPECT_NE(html.find("Similarity to a listed name is not identity."), std::string::npos);
    EXPECT_NE(html.find("0.5</b><span>alerts to work per 1,000 records (1 in all)"), std::string::npos);
    EXPECT_NE(html.find("party.birth_date"), std::string::npos);
    EXPECT_NE(html.find("30 days"), std::string::npos);
    EXPECT_NE(html.find("tidewaiter screen &#39;&lt;b&gt;&#39;"), std::string::npos);
}

TEST_F(Report, AlertsBeyondTheLimitAreCounted) {
    const index::Index index(folder.path("watch.tw"));
    screen::ScreenResult many = result(index);
    many.alerts.resize(5, many.alerts.front());
    const std::string html = report::to_html(many, index, {.alerts = 2, .alerts_path = "out/alerts.csv"});
    EXPECT_NE(html.find("3 more alerts are not shown here; all stand in <span class=\"mono\">out/alerts.csv</span>"), std::string::npos);
}

TEST_F(Report, SameInputSameBytes) {
    const index::Index index(folder.path("watch.tw"));
    EXPECT_EQ(report::to_html(result(index), index, {}), report::to_html(result(index), index, {}));
}

} // namespace
