// A table with a hole or a doubled row has no answer: there are no rejects here, the first malformed cell ends the reading.
#include "flows/io_table.hpp"

#include "base/csv.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <unordered_map>

namespace tidewaiter::flows {

using base::Failure;
using base::FailureKind;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr double largest_value = 1e18;

class Reader {
public:
    Reader(base::ByteSource& source, const IoLimits& limits)
        : name_(source.name()), limits_(limits), csv_(source, {}, {.field_bytes = 10'000, .record_lines = 5, .fields = limits.sectors + 1'000}) {}

    bool next() {
        if (!csv_.next(record_)) {
            return false;
        }
        if (!record_.problem.empty()) {
            fail("", record_.problem);
        }
        return true;
    }

    [[noreturn]] void fail(std::string_view column, const std::string& what) const {
        throw Failure(FailureKind::bad_input, fmt::format("{}: line {}{}{}: {}", name_, record_.line, column.empty() ? "" : ", column ", column, what),
                      "docs/formats/input-output.md shows how a table looks.");
    }

    double number(std::string_view text, std::string_view column) const {
        double value = 0;
        const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
        if (result.ec != std::errc{} || result.ptr != text.data() + text.size() || !(std::abs(value) <= largest_value)) {
            fail(column, fmt::format("'{}' is no number", text.substr(0, 40)));
        }
        return value;
    }

    IoSector sector(std::string_view label, std::string_view column) const {
        IoSector read = parse_sector(label);
        if (read.region.empty() || read.industry.empty() || label.size() > limits_.label_bytes) {
            fail(column, fmt::format("'{}' names no sector; write REGION:INDUSTRY", label.substr(0, 40)));
        }
        return read;
    }

    const std::vector<std::string_view>& fields() const { return record_.fields; }

    std::uint64_t line() const { return record_.line; }

    const std::string& name() const { return name_; }

private:
    std::string name_;
    const IoLimits& limits_;
    base::CsvReader csv_;
    base::CsvRecord record_;
};

using Places = std::unordered_map<std::string, std::size_t>;

void add_sector(Reader& reader, IoTable& table, Places& places, const IoSector& sector, std::string_view column, const IoLimits& limits) {
    if (!places.emplace(sector.label(), table.sectors.size()).second) {
        reader.fail(column, fmt::format("{} stands there twice", sector.label()));
    }
    if (table.sectors.size() == limits.sectors) {
        reader.fail(column, fmt::format("the table has more than {} sectors", limits.sectors));
    }
    table.sectors.push_back(sector);
}

/// A header of sectors, then a row for each seller in any order.
void read_square(Reader& reader, IoTable& table, Places& places, const IoLimits& limits) {
    for (std::size_t i = 1; i < reader.fields().size(); ++i) {
        const std::string_view label = reader.fields()[i];
        add_sector(reader, table, places, reader.sector(label, label), label, limits);
    }
    const std::size_t n = table.size();
    std::vector<bool> seen(n);
    table.flows.assign(n * n, 0.0);
    std::size_t rows = 0;
    while (reader.next()) {
        const IoSector seller = reader.sector(reader.fields().front(), "1");
        const auto found = places.find(seller.label());
        if (found == places.end()) {
            reader.fail("1", fmt::format("{} is a row and no column", seller.label()));
        }
        if (seen[found->second]) {
            reader.fail("1", fmt::format("{} stands there twice", seller.label()));
        }
        seen[found->second] = true;
        ++rows;
        if (reader.fields().size() != n + 1) {
            reader.fail("", fmt::format("has {} fields, and the header {}", reader.fields().size(), n + 1));
        }
        for (std::size_t buyer = 0; buyer < n; ++buyer) {
            table.flows[buyer * n + found->second] = reader.number(reader.fields()[buyer + 1], table.sectors[buyer].label());
        }
    }
    if (rows != n) {
        const auto gone = static_cast<std::size_t>(std::ranges::find(seen, false) - seen.begin());
        throw Failure(FailureKind::bad_input, fmt::format("{}: {} is a column and no row", reader.name(), table.sectors[gone].label()),
                      "A table has the same sectors as sellers and as buyers.");
    }
}

/// seller,buyer,value: one row a flow; a pair that has none is 0.
void read_rows(Reader& reader, IoTable& table, Places& places, const IoLimits& limits) {
    struct Flow {
        std::size_t seller;
        std::size_t buyer;
        double value;
    };
    std::vector<Flow> flows;
    const auto place = [&](std::string_view label, std::string_view column) {
        const IoSector sector = reader.sector(label, column);
        const auto found = places.find(sector.label());
        if (found != places.end()) {
            return found->second;
        }
        add_sector(reader, table, places, sector, column, limits);
        return table.size() - 1;
    };
    while (reader.next()) {
        if (reader.fields().size() != 3) {
            reader.fail("", fmt::format("has {} fields, not seller, buyer and value", reader.fields().size()));
        }
        const std::size_t seller = place(reader.fields()[0], "seller");
        const std::size_t buyer = place(reader.fields()[1], "buyer");
        flows.push_back({seller, buyer, reader.number(reader.fields()[2], "value")});
        if (flows.size() > limits.sectors * limits.sectors) {
            reader.fail("", "the table has more flows than its limit of sectors allows");
        }
    }
    const std::size_t n = table.size();
    table.flows.assign(n * n, missing);
    for (const Flow& flow : flows) {
        double& cell = table.flows[flow.buyer * n + flow.seller];
        if (!std::isnan(cell)) {
            throw Failure(FailureKind::bad_input, fmt::format("{}: the flow from {} to {} stands there twice", reader.name(), table.sectors[flow.seller].label(),
                                                              table.sectors[flow.buyer].label()),
                          "Add them up before, so that nothing is counted by mistake.");
        }
        cell = flow.value;
    }
    for (double& cell : table.flows) {
        cell = std::isnan(cell) ? 0.0 : cell;
    }
}

void read_table(base::ByteSource& source, IoTable& table, Places& places, const IoLimits& limits) {
    Reader reader(source, limits);
    if (!reader.next()) {
        throw Failure(FailureKind::bad_input, fmt::format("{} is empty", source.name()));
    }
    const auto& header = reader.fields();
    if (header.size() == 3 && header[0] == "seller" && header[1] == "buyer" && header[2] == "value") {
        table.form = "rows";
        read_rows(reader, table, places, limits);
    } else {
        table.form = "square";
        read_square(reader, table, places, limits);
    }
    if (table.sectors.empty()) {
        throw Failure(FailureKind::bad_input, fmt::format("{} holds no sector", source.name()));
    }
}

/// A column called output, after any columns of final use; one row a sector.
void read_output(base::ByteSource& source, IoTable& table, const Places& places, const IoLimits& limits) {
    Reader reader(source, limits);
    if (!reader.next()) {
        throw Failure(FailureKind::bad_input, fmt::format("{} is empty", source.name()));
    }
    const auto& header = reader.fields();
    const std::size_t width = header.size();
    const auto column = static_cast<std::size_t>(std::ranges::find(header, "output") - header.begin());
    if (column == width || column == 0) {
        reader.fail("", "no column is called output");
    }
    const bool has_final = width > 2;
    std::vector<std::string> names(header.begin(), header.end());
    table.output.assign(table.size(), missing);
    while (reader.next()) {
        if (reader.fields().size() != width) {
            reader.fail("", fmt::format("has {} fields, and the header {}", reader.fields().size(), width));
        }
        const IoSector sector = reader.sector(reader.fields().front(), "1");
        const auto found = places.find(sector.label());
        if (found == places.end()) {
            reader.fail("1", fmt::format("{} is not in the table", sector.label()));
        }
        double& output = table.output[found->second];
        if (!std::isnan(output)) {
            reader.fail("1", fmt::format("{} stands there twice", sector.label()));
        }
        output = reader.number(reader.fields()[column], "output");
        if (output < 0) {
            reader.fail("output", fmt::format("'{}' is below zero", reader.fields()[column]));
        }
        if (has_final) {
            double sum = 0;
            for (std::size_t i = 1; i < width; ++i) {
                sum += i == column ? 0 : reader.number(reader.fields()[i], names[i]);
            }
            for (std::size_t buyer = 0; buyer < table.size(); ++buyer) {
                sum += table.flow(found->second, buyer);
            }
            if (std::abs(sum - output) > table.largest_miss) {
                table.largest_miss = std::abs(sum - output);
                table.largest_miss_at = found->second;
            }
        }
    }
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (std::isnan(table.output[i])) {
            throw Failure(FailureKind::bad_input, fmt::format("{}: no output for {}", source.name(), table.sectors[i].label()));
        }
    }
}

void look_over(IoTable& table, const std::string& output_name) {
    const std::size_t n = table.size();
    table.negative_flows = static_cast<std::size_t>(std::ranges::count_if(table.flows, [](double value) { return value < 0; }));
    for (std::size_t buyer = 0; buyer < n; ++buyer) {
        double inputs = 0;
        bool buys = false;
        for (std::size_t seller = 0; seller < n; ++seller) {
            inputs += table.flow(seller, buyer);
            buys = buys || table.flow(seller, buyer) != 0;
        }
        if (table.output[buyer] == 0 && buys) {
            throw Failure(FailureKind::bad_input, fmt::format("{}: {} has inputs and no output", output_name, table.sectors[buyer].label()),
                          "Inputs are counted per unit of output; a sector without any has none.");
        }
        if (!buys && table.output[buyer] == 0) {
            table.idle.push_back(buyer);
        }
        if (inputs > table.output[buyer]) {
            table.inputs_above_output.push_back(buyer);
        }
    }
}

IoTable read(base::ByteSource& table_source, base::ByteSource& output_source, const IoLimits& limits) {
    IoTable table;
    Places places;
    table.table_name = table_source.name();
    table.output_name = output_source.name();
    read_table(table_source, table, places, limits);
    read_output(output_source, table, places, limits);
    look_over(table, table.output_name);
    return table;
}

} // namespace

IoSector parse_sector(std::string_view label) {
    std::size_t mark = label.find(':');
    mark = mark == std::string_view::npos ? label.find('_') : mark;
    if (mark == std::string_view::npos) {
        return {std::string(label), {}};
    }
    return {std::string(label.substr(0, mark)), std::string(label.substr(mark + 1))};
}

IoTable load_io_table(const std::string& table, const std::string& output, const IoLimits& limits) {
    base::Sha256 table_hash;
    base::Sha256 output_hash;
    const auto table_source = base::open_source(table, &table_hash);
    const auto output_source = base::open_source(output, &output_hash);
    IoTable read_table = read(*table_source, *output_source, limits);
    read_table.table_sha256 = table_hash.finish();
    read_table.output_sha256 = output_hash.finish();
    return read_table;
}

IoTable parse_io_table(std::string table, std::string output, const IoLimits& limits) {
    const auto table_source = base::open_memory("table", std::move(table));
    const auto output_source = base::open_memory("output", std::move(output));
    return read(*table_source, *output_source, limits);
}

} // namespace tidewaiter::flows
