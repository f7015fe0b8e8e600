// One shipment judged with files beside it that the test writes.
#pragma once

#include "fixture.hpp"

#include <gmock/gmock.h>

namespace tidewaiter::screen::test {

/// Rules of the methods note over one shipment; files beside it are texts.
class BesideTest : public testing::Test {
protected:
    Policy policy = default_policy();
    std::string parties, trade, payments, positions, ports;
    std::vector<std::string> history;

    ShipmentResult run(const Shipment& shipment) {
        const Bench bench(policy);
        BesidePaths paths;
        const auto write = [&bench](std::string_view name, const std::string& text) { return text.empty() ? std::string() : bench.folder.write(name, text); };
        paths.parties = write("parties.csv", parties);
        paths.trade = write("trade.csv", trade);
        paths.payments = write("payments.csv", payments);
        paths.positions = write("positions.csv", positions);
        paths.ports = write("ports.csv", ports);
        for (std::size_t i = 0; i < history.size(); ++i) {
            paths.history.push_back(write("history" + std::to_string(i) + ".csv", history[i]));
        }
        ScreenInputs inputs = bench.inputs();
        const Beside beside(paths, inputs.goods, policy, inputs.as_of);
        facts = beside.facts();
        inputs.beside = &beside;
        return screen_shipment(inputs, shipment);
    }

    /// Findings of a rule.
    std::vector<Finding> found(const Shipment& shipment, std::string_view rule) {
        result = run(shipment);
        return of_rule(result, rule);
    }

    /// What the last run could not look at, of one rule: "consignee.registered".
    std::string not_evaluated(std::string_view rule) const {
        const std::string front = std::string(rule) + " not evaluated: ";
        std::string text;
        for (const std::string& each : result.missing) {
            if (each.starts_with(front)) {
                text += (text.empty() ? "" : "; ") + each.substr(front.size(), each.size() - front.size() - std::string_view(" missing").size());
            }
        }
        return text;
    }

    ShipmentResult result;
    std::vector<SideFacts> facts;
};

} // namespace tidewaiter::screen::test
