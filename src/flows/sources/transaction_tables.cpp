// Rows of single shipments: declarations in the box numbers of the form, bills of lading, FollowTheMoney, and a published
// set in plain words.
#include "flows/sources/columns.hpp"
#include "flows/sources/sources.hpp"

#include <fmt/format.h>

namespace tidewaiter::flows {

std::optional<Mapping> map_declaration_words(const RawHead& head) {
    Mapping m;
    m.kind = RowKind::transaction;
    m.format = "declaration_words";
    m.publisher = "not named in the file";
    m.title = "import declarations";
    m.declaration = head.column("Declaration ID");
    m.period = head.column("Date");
    m.flow = "'M'";
    m.importer_id = head.column("Importer ID");
    m.importer = m.importer_id;
    m.seller_id = first_column(head, {"Seller ID"});
    m.seller = m.seller_id;
    m.code = first_column(head, {"HS6 Code", "HS10 Code", "HS Code"});
    m.dispatch = head.column("Country of Departure");
    m.origin = head.column("Country of Origin");
    m.value = head.column("Item Price");
    m.weight = first_column(head, {"Net Mass"});
    m.customs = first_column(head, {"Process Type"});
    // Fields of the Korean form; its amounts are in won.
    m.currency = "'KRW'";
    m.reporter = "'KR'";
    m.remarks.emplace_back("columns of the Korean import form: amounts in won. The published set with these columns is synthetic");
    return m;
}

std::optional<Mapping> map_declaration_boxes(const RawHead& head) {
    Mapping m;
    m.kind = RowKind::transaction;
    m.format = "declaration_boxes";
    m.publisher = "not named in the file";
    m.title = "customs declarations by the box numbers of the form";
    m.declaration = first_column(head, {"G07", "ND", "NOM_DT", "G07_1"});
    m.period = first_column(head, {"G072", "DATE_DT", "GD1", "G07_2"});
    const std::string direction = first_column(head, {"G011", "NAPR"});
    m.flow = direction.empty() ? "'M'" : direction;
    m.item = first_column(head, {"G32", "G32_1"});
    m.exporter = first_column(head, {"G022", "G02_2", "G02"});
    m.exporter_id = first_column(head, {"G021", "G02_1"});
    m.exporter_country = first_column(head, {"G023", "G02_3"});
    m.importer = first_column(head, {"G082", "G08_2", "G08"});
    m.importer_id = first_column(head, {"G081", "G08_1"});
    m.importer_country = first_column(head, {"G083", "G08_3"});
    // The person responsible for the contract, where the seller is another than the sender.
    m.seller = first_column(head, {"SELLER", "G092", "G09_2"});
    m.seller_country = first_column(head, {"SELLER_COUNTRY", "G11", "G111"});
    m.dispatch = first_column(head, {"G15A", "G15", "G151"});
    m.destination = first_column(head, {"G17A", "G17", "G171"});
    m.origin = first_column(head, {"G34", "G341", "G16"});
    m.text = first_column(head, {"G31_1", "G311", "G31"});
    m.manufacturer = first_column(head, {"G31_11", "G312", "MANUFACTURER"});
    m.brand = first_column(head, {"G31_12", "G313", "TRADEMARK"});
    m.code = first_column(head, {"G33", "G331", "TNVED"});
    m.weight = first_column(head, {"G38", "G381"});
    m.qty = first_column(head, {"G31_7", "G41_2", "KOL"});
    m.unit = first_column(head, {"G31_71", "G41_1", "EDIZM"});
    // Box 46 is the statistical value in dollars; box 42 the price in the currency of box 22.
    const std::string statistical = first_column(head, {"G46", "G461"});
    m.value = statistical.empty() ? first_column(head, {"G42", "G421"}) : statistical;
    const std::string currency = first_column(head, {"G221", "G22_1", "G22"});
    m.currency = statistical.empty() && !currency.empty() ? currency : "'USD'";
    m.customs = first_column(head, {"G37", "G371", "G012"});
    if (m.period.empty() || m.code.empty() || m.value.empty()) {
        return std::nullopt;
    }
    m.reporter = "'RU'";
    m.remarks.emplace_back(statistical.empty() ? "values are box 42, in the currency of box 22" : "values are box 46: statistical value in dollars");
    return m;
}

std::optional<Mapping> map_bill_of_lading(const RawHead& head) {
    Mapping m;
    m.kind = RowKind::transaction;
    m.format = "bill_of_lading";
    m.publisher = "not named in the file";
    m.title = "bills of lading";
    m.declaration = first_column(head, {"Bill of Lading Number", "Bill of Lading", "BOL", "House Bill of Lading", "Master Bill of Lading"});
    m.period = first_column(head, {"Arrival Date", "Date", "Shipment Date", "Shipping Date"});
    m.flow = "'M'";
    m.importer = first_column(head, {"Consignee", "Consignee Name", "Importer", "Buyer"});
    m.importer_country = first_column(head, {"Consignee Country", "Importer Country", "Destination Country"});
    m.exporter = first_column(head, {"Shipper", "Shipper Name", "Exporter"});
    m.exporter_country = first_column(head, {"Shipper Country", "Exporter Country"});
    m.origin = first_column(head, {"Country of Origin", "Origin Country", "Shipment Origin"});
    m.dispatch = first_column(head, {"Country of Departure", "Port of Lading Country", "Shipper Country"});
    m.destination = first_column(head, {"Destination Country", "Shipment Destination", "Country of Destination"});
    m.manufacturer = first_column(head, {"Manufacturer", "Producer"});
    m.brand = first_column(head, {"Brand"});
    m.code = first_column(head, {"HS Code", "HSCode", "HS", "HTS Code"});
    m.text = first_column(head, {"Goods Shipped", "Product Description", "Description", "Goods Description"});
    m.value = first_column(head, {"Value of Goods (USD)", "Value (USD)", "Total Value USD", "FOB Value", "CIF Value", "Value"});
    m.currency = "'USD'";
    m.weight = first_column(head, {"Weight (kg)", "Gross Weight (kg)", "Gross Weight", "Net Weight", "Weight"});
    m.qty = first_column(head, {"Quantity", "Volume (TEU)"});
    m.unit = first_column(head, {"Unit", "Quantity Unit"});
    if (m.declaration.empty() || m.period.empty() || m.importer.empty() || m.exporter.empty() || m.code.empty()) {
        return std::nullopt;
    }
    m.value = m.value.empty() ? "CAST(NULL AS VARCHAR)" : fmt::format("replace({}, ',', '')", m.value);
    m.weight = m.weight.empty() ? "" : fmt::format("replace({}, ',', '')", m.weight);
    m.remarks.emplace_back("weights of bills of lading are gross");
    return m;
}

std::optional<Mapping> map_ftm_activity(const RawHead& head) {
    Mapping m;
    m.kind = RowKind::transaction;
    m.format = "ftm_activity";
    m.publisher = "not named in the file";
    m.title = "FollowTheMoney EconomicActivity";
    // Other entities of the file are no shipments.
    m.shape = fmt::format("SELECT * FROM raw WHERE {} = 'EconomicActivity'", head.column("schema"));
    m.declaration = first_column(head, {"ccdNumber", "id"});
    m.period = first_column(head, {"date", "startDate"});
    const std::string direction = first_column(head, {"directionOfTransportation"});
    m.flow = direction.empty() ? "'M'" : fmt::format("coalesce({}, 'M')", direction);
    m.importer = first_column(head, {"receiver"});
    m.exporter = first_column(head, {"sender"});
    m.seller = first_column(head, {"contractHolder", "holder"});
    m.origin = first_column(head, {"originCountry", "goodsOrigin"});
    m.dispatch = first_column(head, {"departureCountry"});
    m.destination = first_column(head, {"destinationCountry"});
    m.seller_country = first_column(head, {"tradingCountry"});
    m.code = head.column("vedCode");
    m.text = first_column(head, {"goodsDescription", "vedCodeDescription"});
    m.value = first_column(head, {"ccdValue", "customsAmount", "invoiceAmount", "amountUsd", "amount"});
    m.currency = head.has("currency") ? fmt::format("coalesce({}, 'USD')", head.column("currency")) : "'USD'";
    if (m.period.empty() || m.value.empty()) {
        return std::nullopt;
    }
    return m;
}

} // namespace tidewaiter::flows
