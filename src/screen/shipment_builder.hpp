// The values of one record as a shipment of one record, and records of one shipment as one.
#pragma once

#include "screen/cells.hpp"
#include "screen/shipment.hpp"

#include <cstdint>
#include <string>

namespace tidewaiter::screen {

/// Builds the shipment that one record is. Dates and amounts are read by the styles of their columns; what cannot be
/// read stays as given and is named in Shipment::unreadable.
/// In: has_lines: the file has a column that speaks of goods, so that each record is a line.
Shipment build_shipment(const RecordCells& record, std::uint64_t number, const ColumnStyles& styles, bool has_lines);

/// Adds the records of `part` to `into`. A party that stands on several rows with the same facts is one party; a
/// destination that differs from row to row is kept beside the first, parted by ;.
/// Errors: Failure(bad_input) past the limits, naming the shipment.
void merge_shipment(Shipment& into, Shipment&& part, const ShipmentLimits& limits);

/// Ends a shipment: lines without a number of their own are numbered from 1, and a party of a one-line shipment
/// belongs to the shipment.
void finish_shipment(Shipment& shipment);

/// ISO 4217, upper case; empty for what is no currency.
std::string to_currency(std::string_view text);

} // namespace tidewaiter::screen
