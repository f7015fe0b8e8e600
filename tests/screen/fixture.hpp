// A small index of made-up listed parties, shipments made by hand, and files screened whole.
#pragma once

#include "goods/goods.hpp"
#include "index/index.hpp"
#include "screen/screening.hpp"
#include "support/files.hpp"

#include "base/csv.hpp"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tidewaiter::screen::test {

using Properties = std::vector<std::pair<std::string_view, std::string_view>>;

inline entity::Entity make(std::string_view id, std::string_view schema, const Properties& properties) {
    entity::Entity made;
    made.id = id;
    made.schema = schema;
    for (const auto& [property, value] : properties) {
        made.add(property, value);
    }
    return made;
}

inline lists::ListVersion version(std::string_view list, std::string_view jurisdiction) {
    lists::ListVersion made;
    made.list = list;
    made.version = "2026-01-01";
    made.date = "2026-01-01";
    made.jurisdiction = jurisdiction;
    return made;
}

inline void add_listed(index::IndexBuilder& builder, std::string_view id, std::string_view schema, Properties properties,
                       Properties sanction) {
    builder.add(make(id, schema, properties));
    const std::string sanction_id = std::string(id) + "-s";
    sanction.emplace_back("entity", id);
    builder.add(make(sanction_id, "Sanction", sanction));
}

/// us: frozen Zarnitsa Optical Works (ru), Ostrogor Anton (born 1961-03-14), ships; eu: sectoral; ua: another
/// jurisdiction; gb: warnings, listings that ended or begin later; own: a list without jurisdiction.
inline std::string write_index(const tidewaiter::test::ScratchFolder& folder) {
    index::IndexBuilder builder;
    const Properties frozen = {{"measure", "asset_freeze"}, {"country", "us"}, {"program", "TEST-EO"}, {"authorityId", "1001"}, {"listingDate", "2023-02-24"}};
    add_listed(builder, "us-zarnitsa", "Company", {{"name", "Zarnitsa Optical Works JSC"}, {"alias", "Зарница Оптические Заводы"}, {"weakAlias", "ZARN"}, {"country", "ru"}}, frozen);
    add_listed(builder, "us-ostrogor", "Person", {{"name", "Anton Ostrogor"}, {"birthDate", "1961-03-14"}, {"nationality", "by"}}, frozen);
    add_listed(builder, "us-storm", "Vessel", {{"name", "SNOW STORM"}, {"imoNumber", "9187629"}, {"flag", "pa"}}, frozen);
    builder.end_list(version("us_test", "us"));
    add_listed(builder, "eu-kvarts", "Company", {{"name", "Kvartsit Microelectronics"}, {"country", "ru"}}, {{"measure", "sectoral"}, {"country", "eu"}, {"authorityId", "EU.7.1"}});
    builder.end_list(version("eu_test", "eu"));
    add_listed(builder, "ua-granat", "Company", {{"name", "Granatovy Zavod Vympelkin"}, {"country", "ru"}}, {{"measure", "asset_freeze"}, {"country", "ua"}});
    builder.end_list(version("ua_test", "ua"));
    add_listed(builder, "gb-warned", "Company", {{"name", "Wolkenstein Radar Handel"}, {"country", "de"}}, {{"measure", "warning_only"}, {"country", "gb"}});
    add_listed(builder, "gb-ended", "Company", {{"name", "Ehemalige Torsionswerke"}, {"country", "de"}}, {{"measure", "asset_freeze"}, {"country", "gb"}, {"endDate", "2024-12-31"}});
    add_listed(builder, "gb-later", "Company", {{"name", "Zukunft Gyroskopbau"}, {"country", "de"}}, {{"measure", "asset_freeze"}, {"country", "gb"}, {"listingDate", "2026-06-01"}});
    builder.end_list(version("gb_test", "gb"));
    builder.add(make("own-1", "Company", {{"name", "Never Again Haulage Quillfeather"}}));
    builder.end_list(version("my_own", ""));
    const std::string path = folder.path("watch.tw");
    builder.write(path);
    return path;
}

inline Party party(Role role, std::string_view name, std::string_view country = "") {
    Party made;
    made.role = role;
    made.name = name;
    made.country = country;
    return made;
}

inline Line line(std::string_view hs, std::string_view line_no = "1") {
    Line made;
    made.hs = hs;
    made.line_no = line_no;
    made.record = 1;
    return made;
}

/// One record from Germany to the destination with harmless parties, a consignee and an end user.
inline Shipment shipment(std::string_view destination, std::string_view hs) {
    Shipment made;
    made.shipment_id = "S1";
    made.records = {1};
    made.record_ids = {"1"};
    made.date = "2026-03-01";
    made.dispatch = "de";
    made.destination = destination;
    made.parties = {party(Role::consignee, "Plumbury Orchard Tools", destination), party(Role::end_user, "Plumbury Orchard Tools", destination)};
    made.lines = {line(hs)};
    return made;
}

/// An open index, goods and a policy, as one test needs them.
class Bench {
public:
    explicit Bench(Policy policy = default_policy(), std::string as_of = "2026-03-15") : policy_(std::move(policy)), as_of_(std::move(as_of)) {}

    ScreenInputs inputs() const { return {.index = index_, .goods = goods_, .policy = policy_, .as_of = as_of_, .tool_version = "0.0.0", .command = "test"}; }

    ShipmentResult screen(const Shipment& shipment) const { return screen_shipment(inputs(), shipment); }

    tidewaiter::test::ScratchFolder folder;

private:
    Policy policy_;
    std::string as_of_;
    index::Index index_{write_index(folder)};
    goods::GoodsBook goods_;
};

/// The findings of one rule.
inline std::vector<Finding> of_rule(const ShipmentResult& result, std::string_view rule) {
    std::vector<Finding> found;
    for (const Finding& finding : result.findings) {
        if (finding.rule == rule) {
            found.push_back(finding);
        }
    }
    return found;
}

using Row = std::map<std::string, std::string>;

/// A written CSV file, row by row.
inline std::vector<Row> read_rows(const std::string& path) {
    const auto source = base::open_source(path);
    base::CsvReader reader(*source, {});
    base::CsvRecord record;
    std::vector<std::string> header;
    std::vector<Row> rows;
    while (reader.next(record)) {
        if (header.empty()) {
            header.assign(record.fields.begin(), record.fields.end());
            continue;
        }
        Row row;
        for (std::size_t i = 0; i < record.fields.size(); ++i) {
            row[header.at(i)] = record.fields[i];
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

/// A file screened whole, with its outputs read back.
struct Screened {
    ScreenResult result;
    std::vector<Row> decisions;
    std::vector<Row> findings;
    std::vector<Row> alerts;
    std::vector<Row> rejects;

    /// "1 review; 2 review": record and decision of each row.
    std::string words() const {
        std::string text;
        for (const Row& row : decisions) {
            text += (text.empty() ? "" : "; ") + row.at("record_id") + " " + row.at("decision");
        }
        return text;
    }
};

inline ScreenOptions options_for(const Bench& bench, const std::string& file) {
    ScreenOptions options;
    options.file = file;
    options.decisions = bench.folder.path("out/decisions.csv");
    options.findings = bench.folder.path("out/findings.csv");
    options.alerts = bench.folder.path("out/alerts.csv");
    options.rejects = bench.folder.path("out/rejects.csv");
    std::filesystem::create_directories(bench.folder.path("out"));
    return options;
}

inline Screened screen(const Bench& bench, const ScreenOptions& options) {
    Screened made;
    made.result = screen_file(bench.inputs(), options);
    made.decisions = read_rows(options.decisions);
    made.findings = read_rows(options.findings);
    made.alerts = read_rows(options.alerts);
    made.rejects = read_rows(options.rejects);
    return made;
}

inline Screened screen_text(const Bench& bench, std::string_view text, std::string_view name = "input.csv") {
    return screen(bench, options_for(bench, bench.folder.write(name, text)));
}

} // namespace tidewaiter::screen::test
