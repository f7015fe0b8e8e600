// How a file's columns become rows of the flow table: SQL expressions over the file as it is read. Every source format is
// one of these, and so is a user's mapping file (docs/formats/flows.md).
#pragma once

#include "flows/places.hpp"

#include <string>
#include <vector>

namespace tidewaiter::flows {

enum class RowKind { flow, transaction };

/// Expressions give VARCHAR unless said otherwise; an empty string here means "the file does not hold it".
struct Mapping {
    RowKind kind = RowKind::flow;
    std::string format;    ///< "comtrade_plus"
    std::string publisher; ///< "UN Statistics Division"
    std::string title;     ///< "UN Comtrade, monthly and annual data"
    /// A query over `raw` (one row for each record, all columns VARCHAR, file_row first) that gives the columns which the
    /// expressions name; empty: raw itself. Wide files are turned to long ones here.
    std::string shape;

    std::string reporter, partner;
    PlaceSystem reporter_system = PlaceSystem::plain;
    PlaceSystem partner_system = PlaceSystem::plain;
    std::string flow;         ///< text as published: "M", "Export", "2-EXPORT", "ИМ"
    std::string basis;        ///< dispatch, origin, unknown, for imports; exports are by dispatch always
    std::string hs_rev;       ///< text as published; empty: by the period
    std::string code;
    bool eleven_digits = false;
    bool levels_add = false;  ///< codes of different lengths are different goods, none is a sum of others
    std::string period;       ///< text as published
    std::string value;        ///< number as text, with a point
    double value_factor = 1;  ///< 1000 for thousands
    std::string currency;     ///< ISO 4217
    std::string value_kind;   ///< cif, fob, unknown; empty: cif for M, fob for X
    std::string weight;       ///< kilograms, number as text
    double weight_factor = 1;
    std::string qty, unit, customs;
    std::string status;       ///< reported, estimated, nowcast
    std::string weight_estimated; ///< BOOLEAN
    /// A key; rows of the same key and the same value that come from another part_of are stored twice, and one is set aside.
    std::string duplicate_of;
    /// BOOLEAN: the row is one part of a total by transport, procedure or second partner. It is set aside when the total is
    /// in the file too.
    std::string is_part;
    /// Sums since January: months of a year that must not be added. BOOLEAN.
    std::string year_to_date;

    // Transactions only.
    std::string declaration, item, importer, importer_id, importer_country, exporter, exporter_id, exporter_country, seller, seller_id,
        seller_country, manufacturer, manufacturer_country, brand, origin, dispatch, destination, text;

    std::string vintage;              ///< what the file says of its own edition; SQL giving one VARCHAR, or empty
    std::vector<std::string> remarks; ///< what the reader of the source must know
};

} // namespace tidewaiter::flows
