#include "cli/bench_recorded.hpp"

#include "base/csv.hpp"
#include "base/failure.hpp"
#include "base/json_writer.hpp"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace tidewaiter::cli {

namespace {

using base::Failure;
using base::FailureKind;

constexpr std::array<std::string_view, 3> columns = {"query_name", "result_name", "ofac_score"};
constexpr std::array<double, 4> widths = {0, 1, 3, 5}; // points within which a score is counted
constexpr double far_points = 5;

struct Row {
    std::string query;
    std::string result;
    double recorded = 0;
    double ours = 0;

    double error() const { return ours - recorded; }
};

match::Prepared to_party(std::string_view name) {
    entity::Entity entity;
    entity.id = "pair";
    entity.add("name", name);
    return match::prepare(entity);
}

double to_score(std::string_view text, const std::string& path, std::uint64_t line) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < -1 || value > 100) {
        throw Failure(FailureKind::bad_input, fmt::format("{}, line {}: '{}' is no score", path, line, text),
                      "Write a number from 0 to 100, or -1 for a pair that was not shown.");
    }
    return value;
}

std::vector<Row> read_rows(const std::string& path, const std::string& bytes, const match::Algorithm& algorithm) {
    const auto source = base::open_memory(path, bytes);
    base::CsvReader reader(*source, {});
    base::CsvRecord record;
    reader.next(record);
    std::array<std::size_t, columns.size()> places{};
    for (std::size_t i = 0; i < columns.size(); ++i) {
        places[i] = static_cast<std::size_t>(std::ranges::find(record.fields, columns[i]) - record.fields.begin());
    }
    std::vector<Row> rows;
    while (reader.next(record)) {
        if (record.fields.size() <= *std::ranges::max_element(places)) {
            throw Failure(FailureKind::bad_input, fmt::format("{}, line {} has {} columns", path, record.line, record.fields.size()));
        }
        Row row{std::string(record.fields[places[0]]), std::string(record.fields[places[1]]), to_score(record.fields[places[2]], path, record.line), 0};
        row.ours = 100 * algorithm.compare(to_party(row.query), to_party(row.result), 0).score;
        rows.push_back(std::move(row));
    }
    return rows;
}

std::size_t count_within(const std::vector<Row>& rows, double points) {
    return static_cast<std::size_t>(std::ranges::count_if(rows, [&](const Row& row) { return std::abs(row.error()) <= points + 1e-6; }));
}

double mean_error(const std::vector<Row>& rows) {
    double sum = 0;
    for (const Row& row : rows) {
        sum += std::abs(row.error());
    }
    return rows.empty() ? 0 : sum / static_cast<double>(rows.size());
}

void print_text(std::ostream& out, const std::vector<Row>& shown, const std::vector<Row>& not_shown, std::string_view version) {
    fmt::print(out, "{} pairs that were shown with a score, scored by {}\n", shown.size(), version);
    for (const double width : widths) {
        fmt::print(out, "  within {} {}: {}\n", width, width == 1 ? "point" : "points", count_within(shown, width));
    }
    fmt::print(out, "  mean distance: {:.2f} points\n", mean_error(shown));
    for (const Row& row : shown) {
        if (std::abs(row.error()) > far_points + 1e-6) {
            fmt::print(out, "  recorded {:.0f}, here {:.0f}: {} | {}\n", row.recorded, row.ours, row.query, row.result);
        }
    }
    if (!not_shown.empty()) {
        fmt::print(out, "{} {} not shown\n", not_shown.size(), not_shown.size() == 1 ? "pair was" : "pairs were");
        for (const Row& row : not_shown) {
            fmt::print(out, "  here {:.0f}: {} | {}\n", row.ours, row.query, row.result);
        }
    }
}

void write_rows(base::JsonWriter& writer, std::string_view key, const std::vector<Row>& rows, double beyond) {
    writer.key(key).begin_array();
    for (const Row& row : rows) {
        if (std::abs(row.error()) > beyond) {
            writer.begin_object().member("query", row.query).member("result", row.result).member("recorded", row.recorded);
            writer.member("score", row.ours).end_object();
        }
    }
    writer.end_array();
}

} // namespace

bool has_recorded_scores(const std::vector<std::string>& header) {
    return std::ranges::all_of(columns, [&](std::string_view column) { return std::ranges::find(header, column) != header.end(); });
}

void measure_recorded(const std::string& path, const std::string& bytes, const match::Algorithm& algorithm, bool json, Streams& streams) {
    std::vector<Row> shown = read_rows(path, bytes, algorithm);
    std::vector<Row> not_shown;
    const auto hidden = std::ranges::stable_partition(shown, [](const Row& row) { return row.recorded >= 0; });
    std::ranges::move(hidden, std::back_inserter(not_shown));
    shown.erase(hidden.begin(), shown.end());
    if (!json) {
        print_text(streams.out, shown, not_shown, algorithm.version);
        return;
    }
    base::JsonWriter writer(2);
    writer.begin_object().member("algorithm", algorithm.version).member("n", shown.size());
    for (const double width : widths) {
        writer.member(fmt::format("within_{}", width), count_within(shown, width));
    }
    writer.member("mean_error", mean_error(shown));
    write_rows(writer, "misses", shown, far_points + 1e-6);
    write_rows(writer, "not_shown", not_shown, -1);
    writer.end_object();
    streams.out << writer.text() << '\n';
}

} // namespace tidewaiter::cli
