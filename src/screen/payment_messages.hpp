// Payments of a file of messages (ISO 20022, SWIFT MT) or of JSON lines, as rows of the payments beside the shipments.
#pragma once

#include "screen/payment_book.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::screen {

/// Is the file one of messages or JSON lines, and no table? Errors: Failure(bad_input) as open_records.
bool holds_payment_messages(const std::string& path);

/// What a payment calls itself and what its text may call the shipment: the whole words of the remittance text that hold a
/// digit and four characters at least, and the pieces of such words between : # and /. Upper case; each once.
std::vector<std::string> references_of(std::string_view reference, std::string_view text);

/// Reads every payment. The payer is the ultimate one where it is named, else the one whose account pays; one without a
/// name is called by its BIC. A bank without a country is where its BIC says (ISO 9362: letters five and six).
/// In:     take: receives the row (without usd) and its references
/// Errors: Failure(bad_input) as ShipmentReader
SideFacts read_payment_messages(const std::string& path, const std::string& day_order,
                                const std::function<void(PaymentRow&& row, const std::string& currency, const std::vector<std::string>& references)>& take);

} // namespace tidewaiter::screen
