// The files that a user gives beside the shipments: a party master, earlier shipments, trade statistics, payments, positions of
// ships, and ports. Each is optional; a rule that needs one which is not there says so.
#pragma once

#include "goods/goods.hpp"
#include "screen/policy.hpp"
#include "screen/shipment.hpp"
#include "screen/side_facts.hpp"

#include <memory>
#include <string>
#include <vector>

namespace tidewaiter::screen {

class PartyMaster;
class History;
class TradeBook;
class PaymentBook;
class Positions;
class Ports;

struct BesidePaths {
    std::string parties;
    std::vector<std::string> history; ///< files of shipments, read as the records are
    std::string trade;
    std::string payments;
    std::string positions;
    std::string ports;
    std::string mappings;  ///< folder of remembered mappings, for the history
    std::string day_order; ///< "", day-first, month-first
};

class Beside {
public:
    /// Nothing is there.
    Beside();
    /// Reads all that is named. Errors: Failure(bad_input), naming the file.
    Beside(const BesidePaths& paths, const goods::GoodsBook& goods, const Policy& policy, const std::string& as_of);
    ~Beside();
    Beside(Beside&&) noexcept;
    Beside& operator=(Beside&&) noexcept;

    // Null for what was not given.
    const PartyMaster* parties() const { return parties_.get(); }
    const History* history() const { return history_.get(); }
    const TradeBook* trade() const { return trade_.get(); }
    const PaymentBook* payments() const { return payments_.get(); }
    const Positions* positions() const { return positions_.get(); }
    const Ports* ports() const { return ports_.get(); }

    /// What these files can tell, beyond the columns of the shipments.
    const InputSet& present() const { return present_; }

    std::vector<SideFacts> facts() const;
    /// Past 1 % of the rows of one of them could not be used.
    bool too_many_rejects() const;

private:
    std::unique_ptr<const PartyMaster> parties_;
    std::unique_ptr<const History> history_;
    std::unique_ptr<const TradeBook> trade_;
    std::unique_ptr<const PaymentBook> payments_;
    std::unique_ptr<const Positions> positions_;
    std::unique_ptr<const Ports> ports_;
    InputSet present_;
};

} // namespace tidewaiter::screen
