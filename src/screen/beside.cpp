#include "screen/beside.hpp"

#include "screen/history.hpp"
#include "screen/party_master.hpp"
#include "screen/payment_book.hpp"
#include "screen/positions.hpp"
#include "screen/trade_book.hpp"

#include <algorithm>

namespace tidewaiter::screen {

Beside::Beside() = default;
Beside::~Beside() = default;
Beside::Beside(Beside&&) noexcept = default;
Beside& Beside::operator=(Beside&&) noexcept = default;

Beside::Beside(const BesidePaths& paths, const goods::GoodsBook& goods, const Policy& policy, const std::string& as_of) {
    if (!paths.parties.empty()) {
        parties_ = std::make_unique<const PartyMaster>(paths.parties, paths.day_order);
        present_.add(parties_->present());
    }
    if (!paths.history.empty()) {
        history_ = std::make_unique<const History>(HistoryOptions{paths.history, paths.mappings, paths.day_order}, goods, policy, as_of, parties_.get());
        present_.add(Input::history);
    }
    if (!paths.trade.empty()) {
        trade_ = std::make_unique<const TradeBook>(paths.trade, paths.day_order);
        present_.add(Input::trade);
    }
    if (!paths.payments.empty()) {
        payments_ = std::make_unique<const PaymentBook>(paths.payments, paths.day_order, policy);
        present_.add(Input::payments);
        present_.add(Input::payer);
    }
    if (!paths.positions.empty()) {
        positions_ = std::make_unique<const Positions>(paths.positions, paths.day_order, policy.parameters);
        present_.add(Input::ais);
    }
    if (!paths.ports.empty()) {
        ports_ = std::make_unique<const Ports>(paths.ports);
        present_.add(Input::ports);
    }
}

std::vector<SideFacts> Beside::facts() const {
    std::vector<SideFacts> all;
    if (parties_) {
        all.push_back(parties_->facts());
    }
    if (history_) {
        std::ranges::copy(history_->facts(), std::back_inserter(all));
    }
    if (trade_) {
        all.push_back(trade_->facts());
    }
    if (payments_) {
        all.push_back(payments_->facts());
    }
    if (positions_) {
        all.push_back(positions_->facts());
    }
    if (ports_) {
        all.push_back(ports_->facts());
    }
    return all;
}

bool Beside::too_many_rejects() const {
    return std::ranges::any_of(facts(), [](const SideFacts& each) { return each.rejected * 100 > each.rows; });
}

} // namespace tidewaiter::screen
