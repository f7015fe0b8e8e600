// Payments beside the shipments: who paid for which, and who pays many. A table, or the messages themselves.
#pragma once

#include "screen/policy.hpp"
#include "screen/side_table.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tidewaiter::screen {

struct PaymentRow {
    int day = 0;                 ///< days since 1970
    std::string payer;
    std::string payer_country;      ///< code; empty when not given
    std::string payer_bank_country; ///< code
    std::string payer_account;
    std::string payee;
    std::string shipment_id;
    std::string amount;          ///< as given, with its currency
    std::optional<double> usd;   ///< nullopt when amount or rate is missing
    std::uint64_t line = 0;
};

class PaymentBook {
public:
    static constexpr std::size_t most_rows = 20'000'000;

    /// A file of messages (payment_messages.hpp), or a table. Columns (data/side_columns.csv): date and payer; payer_country, payer_bank_country, payer_account, payee, amount,
    /// currency, shipment_id. Errors: Failure(bad_input).
    PaymentBook(const std::string& path, const std::string& day_order, const Policy& policy);

    const SideFacts& facts() const { return facts_; }

    bool has_shipment_ids() const { return has_shipment_ids_; }

    /// Of one shipment, in the order of the file. A message belongs to each shipment whose number it gives as its reference or in its
    /// text; case does not matter there.
    std::vector<const PaymentRow*> of_shipment(std::string_view shipment_id) const;
    /// Of one payer by name_key, by day.
    std::vector<const PaymentRow*> of_payer(std::uint64_t payer) const;

private:
    void read_table(const std::string& path, const std::string& day_order, const Policy& policy);
    void add(PaymentRow row, std::optional<double> amount, const std::string& currency, const Policy& policy);

    std::string path_;
    std::vector<PaymentRow> rows_;
    bool messages_ = false; // then the keys of by_shipment_ are references in upper case
    std::unordered_map<std::string, std::vector<std::uint32_t>> by_shipment_;
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> by_payer_;
    bool has_shipment_ids_ = false;
    SideFacts facts_;
};

} // namespace tidewaiter::screen
