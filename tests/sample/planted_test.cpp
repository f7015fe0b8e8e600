// Screens the bundled shipments against the bundled list: each planted case is met by the rules
// that planted.csv names, and of the rest at most two in a hundred are sent to review.
#include "screen/screening.hpp"

#include "base/csv.hpp"
#include "lists/list_reader.hpp"
#include "support/files.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace tidewaiter {

namespace {

using Row = std::map<std::string, std::string>;

std::vector<Row> read_table(const std::string& path) {
    const base::CsvTable table(path, test::read_file(path));
    std::vector<Row> rows;
    for (const auto& fields : table.rows()) {
        Row row;
        for (std::size_t i = 0; i < fields.size(); ++i) {
            row[table.header()[i]] = fields[i];
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

/// One bundled file screened against the bundled list.
struct Screened {
    screen::ScreenResult result;
    std::vector<Row> decisions;
    std::map<std::string, std::set<std::string>> decisions_of; ///< by shipment; a customer is one
    std::map<std::string, std::vector<Row>> findings_of;
};

class Sample {
public:
    Sample() {
        index::IndexBuilder builder;
        base::RejectList rejects;
        builder.end_list(lists::load_list({test::bundled("sample/listed.entities.ftm.json")}, {},
                                          builder, rejects));
        builder.write(scratch_.path("watch.tw"));
        index_ = std::make_unique<index::Index>(scratch_.path("watch.tw"));
    }

    std::size_t listed() const { return index_->size(); }

    Screened screen(const std::string& name, const screen::BesidePaths& paths = {}) const {
        const goods::GoodsBook goods;
        const screen::Policy policy = screen::default_policy();
        const screen::Beside beside(paths, goods, policy, "2026-08-24");
        screen::ScreenOptions options;
        options.file = test::bundled("sample/" + name);
        options.decisions = scratch_.path("decisions.csv");
        options.findings = scratch_.path("findings.csv");
        Screened screened;
        screened.result = screen::screen_file({.index = *index_,
                                               .goods = goods,
                                               .policy = policy,
                                               .as_of = "2026-08-24",
                                               .tool_version = "test",
                                               .command = "test",
                                               .cleared = nullptr,
                                               .beside = &beside},
                                              options);
        screened.decisions = read_table(options.decisions);
        std::map<std::string, std::string> shipment_of_record;
        for (const Row& row : screened.decisions) {
            const std::string& shipment =
                row.at("shipment_id").empty() ? row.at("record_id") : row.at("shipment_id");
            screened.decisions_of[shipment].insert(row.at("decision"));
            shipment_of_record[row.at("record_id")] = shipment;
        }
        for (Row& row : read_table(options.findings)) {
            screened.findings_of[shipment_of_record[row.at("record_id")]].push_back(std::move(row));
        }
        return screened;
    }

private:
    test::ScratchFolder scratch_;
    std::unique_ptr<index::Index> index_;
};

const Sample& sample() {
    static const Sample loaded;
    return loaded;
}

const Screened& shipments() {
    static const Screened screened = sample().screen("shipments.csv");
    return screened;
}

const std::vector<Row>& planted_cases() {
    static const std::vector<Row> rows = read_table(test::bundled("sample/planted.csv"));
    return rows;
}

int rank(const std::string& decision) {
    constexpr std::array order{"no_finding", "review", "hold", "not_screened"};
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (decision == order[i]) {
            return static_cast<int>(i);
        }
    }
    return -1;
}

std::vector<std::string> split_rules(const std::string& text) {
    std::vector<std::string> rules;
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t to = std::min(text.find('+', from), text.size());
        rules.push_back(text.substr(from, to - from));
        from = to + 1;
    }
    return rules;
}

std::string describe(const std::vector<Row>& findings) {
    std::string text;
    for (const Row& row : findings) {
        text += "\n  " + row.at("rule") + " " + row.at("role") + " '" + row.at("name_given") +
                "' " + row.at("score") + " " + row.at("entity_id") + " " + row.at("sentence");
    }
    return text.empty() ? "\n  no findings" : text;
}

} // namespace

TEST(Sample, EveryRowHasOneDecision) {
    const auto rows = read_table(test::bundled("sample/shipments.csv"));
    EXPECT_EQ(shipments().decisions.size(), rows.size());
    EXPECT_EQ(shipments().result.summary.records, rows.size());
    EXPECT_EQ(shipments().decisions_of.size(), 2000U);
    EXPECT_EQ(shipments().result.summary.rejected, 0U);
    EXPECT_EQ(sample().listed(), 229U);
    for (const auto& [shipment, decisions] : shipments().decisions_of) {
        EXPECT_EQ(decisions.size(), 1U) << shipment << " is decided in several ways";
    }
}

TEST(Sample, EveryPlantedCaseIsMetByItsRules) {
    const std::vector<Row> none;
    for (const Row& plant : planted_cases()) {
        const std::string& shipment = plant.at("shipment_id");
        ASSERT_TRUE(shipments().decisions_of.contains(shipment)) << shipment;
        const std::string& decision = *shipments().decisions_of.at(shipment).begin();
        const auto found = shipments().findings_of.find(shipment);
        const std::vector<Row>& findings =
            found == shipments().findings_of.end() ? none : found->second;
        const std::string said = shipment + ": " + plant.at("why") + describe(findings);
        EXPECT_GE(rank(decision), rank(plant.at("at_least"))) << decision << " for " << said;
        EXPECT_LE(rank(decision), rank(plant.at("at_most"))) << decision << " for " << said;
        for (const std::string& rule : split_rules(plant.at("rules"))) {
            const bool met = std::ranges::any_of(findings, [&](const Row& finding) {
                if (rule == "R07") {
                    return finding.at("rule") == rule &&
                           finding.at("entity_id") == plant.at("entity_id");
                }
                const std::string& list = finding.at("control_list");
                return finding.at("rule") +
                           (rule.starts_with("GOODS:") ? ":" + list : std::string()) ==
                       rule;
            });
            EXPECT_TRUE(met) << "no " << rule << " " << plant.at("entity_id") << " for " << said;
        }
    }
}

TEST(Sample, AtMostTwoInAHundredOthersGoToReview) {
    std::set<std::string> planted;
    for (const Row& plant : planted_cases()) {
        planted.insert(plant.at("shipment_id"));
    }
    std::size_t others = 0;
    std::size_t sent = 0;
    std::string which;
    for (const auto& [shipment, decisions] : shipments().decisions_of) {
        if (planted.contains(shipment)) {
            continue;
        }
        ++others;
        EXPECT_FALSE(decisions.contains("not_screened")) << shipment;
        if (decisions.contains("review") || decisions.contains("hold")) {
            ++sent;
            const auto found = shipments().findings_of.find(shipment);
            which += "\n" + shipment +
                     (found == shipments().findings_of.end() ? "" : describe(found->second));
        }
    }
    EXPECT_EQ(others, 2000U - planted.size());
    EXPECT_LE(sent * 50, others) << sent << " of " << others
                                 << " unplanted shipments go to review:" << which;
}

TEST(Sample, AShipThatSharesANameIsRefuted) {
    for (const Row& plant : planted_cases()) {
        if (plant.at("why").find("refuted") == std::string::npos) {
            continue;
        }
        for (const Row& finding : shipments().findings_of.at(plant.at("shipment_id"))) {
            if (finding.at("rule") == "R07") {
                EXPECT_NE(finding.at("evidence_against"), "") << plant.at("shipment_id");
            }
        }
    }
}

TEST(Sample, OfTheCustomersTheListedOnesAreFound) {
    const Screened customers = sample().screen("customers.csv");
    EXPECT_EQ(customers.decisions.size(), 120U);
    for (const auto& [customer, decisions] : customers.decisions_of) {
        const bool listed = customer == "C0017" || customer == "C0058" || customer == "C0091";
        EXPECT_EQ(decisions.contains("hold") || decisions.contains("review"), listed) << customer;
    }
}

TEST(Sample, WithFilesBesideEveryPlantedCaseIsMetByItsRules) {
    const auto file = [](const std::string& name) { return test::bundled("sample/beside/" + name); };
    screen::BesidePaths paths;
    paths.parties = file("parties.csv");
    paths.history = {file("shipments.csv"), file("history.csv")};
    paths.payments = file("payments.csv");
    paths.trade = file("statistics.csv");
    paths.positions = file("positions.csv");
    paths.ports = file("ports.csv");
    const Screened beside = sample().screen("beside/shipments.csv", paths);
    EXPECT_EQ(beside.decisions_of.size(), 323U);
    for (const Row& plant : read_table(file("planted.csv"))) {
        const std::string& shipment = plant.at("shipment_id");
        ASSERT_TRUE(beside.findings_of.contains(shipment)) << plant.at("why");
        const std::vector<Row>& findings = beside.findings_of.at(shipment);
        EXPECT_TRUE(beside.decisions_of.at(shipment).contains("review")) << plant.at("why") << describe(findings);
        for (const std::string& rule : split_rules(plant.at("rules"))) {
            EXPECT_TRUE(std::ranges::any_of(findings, [&rule](const Row& finding) { return finding.at("rule") == rule; }))
                << "no " << rule << " for " << plant.at("why") << describe(findings);
        }
    }
}

TEST(Sample, TheJsonShipmentNamesAListedEndUser) {
    const Screened json = sample().screen("shipment.jsonl");
    ASSERT_EQ(json.decisions.size(), 1U);
    EXPECT_EQ(json.decisions[0].at("decision"), "review") << "'Elektroniks' sounds like the listed name and is not the very name, which a hold wants";
    EXPECT_TRUE(std::ranges::any_of(json.findings_of.at("TW26-JSON-1"), [](const Row& finding) {
        return finding.at("role") == "end_user" &&
               finding.at("entity_id") == "sample-baikal-electronics";
    }));
}

} // namespace tidewaiter
