// Why two passes and not one sorted copy: in nearly every file the rows of a shipment stand together, and then nothing
// is written to disk at all. The first pass keeps one hash for each run of equal shipment numbers; a hash that comes
// twice is a shipment that may be scattered, and only those records are set aside. A false meeting of two hashes
// costs a detour over the disk, never a wrong shipment: records are grouped by the number itself.
#include "screen/shipment_reader.hpp"

#include "base/failure.hpp"
#include "base/hash.hpp"
#include "base/utf8.hpp"
#include "screen/propose_mapping.hpp"
#include "screen/record_source.hpp"
#include "screen/record_spool.hpp"
#include "screen/shipment_builder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <unordered_map>

namespace tidewaiter::screen {

namespace {

using base::Failure;
using base::FailureKind;

constexpr std::size_t batch_rows = 4'096;
constexpr std::size_t batch_bytes = 32'000'000; ///< of the users' own columns, carried along with a batch
constexpr std::uint64_t progress_every = 1'024;

bool speaks_of_goods(const ColumnUse& use) {
    if (use.what != ColumnUse::What::field) {
        return false;
    }
    switch (use.field) {
    case Field::line_no:
    case Field::hs:
    case Field::description:
    case Field::origin:
    case Field::net_kg:
    case Field::quantity: return true;
    default: return false;
    }
}

class NoRejects final : public base::RejectSink {
public:
    void add(base::Reject) override {}
};

} // namespace

struct ShipmentReader::State {
    explicit State(ReaderOptions given) : options(std::move(given)), json(options.mapping, styles, options.limits) {}

    ReaderOptions options;
    ColumnStyles styles;
    ColumnPlan plan;
    std::vector<std::uint32_t> plan_styles; // style of each column, or none
    JsonCells json;
    FileFacts facts;
    std::string sha256;
    bool is_json = false;
    std::size_t shipment_id_column = static_cast<std::size_t>(-1);
    std::uint64_t done = 0;

    std::unique_ptr<RecordSpool> input_spool; // standard input
    std::vector<std::uint64_t> scattered;     // hashes of shipment numbers, sorted
    std::unique_ptr<RecordSpool> scatter_spool;

    struct Group {
        std::vector<std::uint64_t> offsets;
        std::uint64_t shipment = 0; // 0: not handed over yet
    };
    std::unordered_map<std::string, Group> groups;

    // Second pass.
    RecordCells cells;
    Batch batch;
    std::size_t bytes = 0;
    std::uint64_t shipments = 0;
    std::optional<std::pair<std::uint64_t, Shipment>> open;

    std::unique_ptr<RecordSource> open_file() const;
    void step(const RecordSource* file, double from, double to);
    void read_cells(const sql::Record& record, RecordCells& into);
    std::string_view shipment_id(const sql::Record& record, const RecordCells& read) const;
    bool is_scattered(std::string_view id) const;
    void plan_file(const RecordSource& file);
    void survey();
    void see(const RecordCells& read, std::uint64_t line);
    void end_survey(std::vector<std::uint64_t>& runs);
    void set_aside();
    void each_record(const std::function<bool(const sql::Record&)>& record, base::RejectSink& rejects, double from, double to);
    void close();
    void hand_over(const std::function<void(Batch&)>& to);
    void add_row(const sql::Record& record, std::uint64_t shipment, std::string record_id);
    Shipment gather(const Group& group);
};

std::unique_ptr<RecordSource> ShipmentReader::State::open_file() const {
    return open_records(options.file, {.format = options.format,
                                       .separator = options.mapping.separator,
                                       .encoding = options.encoding.empty() ? options.mapping.encoding : options.encoding,
                                       .sheet = options.sheet.empty() ? options.mapping.sheet : options.sheet});
}

void ShipmentReader::State::step(const RecordSource* file, double from, double to) {
    if (++done % progress_every != 0 || !options.progress) {
        return;
    }
    const double part = file != nullptr ? file->progress() : facts.records > 0 ? static_cast<double>(done) / static_cast<double>(facts.records) : -1;
    if (!options.progress(done, part < 0 ? part : from + (to - from) * std::min(part, 1.0))) {
        throw Failure(FailureKind::machine, "stopped before the end: nothing was written");
    }
}

void ShipmentReader::State::read_cells(const sql::Record& record, RecordCells& into) {
    if (is_json) {
        json.read(record.json, into);
    } else {
        into.clear();
        const std::size_t columns = std::min(record.cells.size(), plan.columns.size());
        for (std::size_t i = 0; i < columns; ++i) {
            if (plan.columns[i].what != ColumnUse::What::unused) {
                Cell cell;
                cell.use = &plan.columns[i];
                cell.style = plan_styles[i];
                cell.text = record.cells[i];
                into.cells.push_back(cell);
            }
        }
    }
    for (const auto& [use, text] : options.mapping.constants) {
        Cell cell;
        cell.use = &use;
        cell.text = text;
        into.cells.push_back(cell);
    }
}

std::string_view ShipmentReader::State::shipment_id(const sql::Record& record, const RecordCells& read) const {
    if (!is_json) {
        return shipment_id_column < record.cells.size() ? base::trim(record.cells[shipment_id_column]) : std::string_view();
    }
    for (const Cell& cell : read.cells) {
        if (cell.use->what == ColumnUse::What::field && cell.use->field == Field::shipment_id) {
            return base::trim(cell.text);
        }
    }
    return {};
}

bool ShipmentReader::State::is_scattered(std::string_view id) const {
    return !scattered.empty() && std::ranges::binary_search(scattered, base::to_xxh3(id));
}

void ShipmentReader::State::plan_file(const RecordSource& file) {
    facts.format = file.format();
    is_json = file.is_json();
    if (is_json) {
        return;
    }
    facts.columns = file.columns();
    if (!options.mappings.empty()) {
        const std::filesystem::path path = std::filesystem::path(options.mappings) / (hash_of_columns(facts.columns) + ".toml");
        if (std::filesystem::exists(path)) {
            options.mapping = load_mapping(path.string());
            facts.mapping = path.string();
        }
    }
    plan = plan_columns(facts.columns, options.mapping);
    facts.not_used = plan.not_used;
    plan_styles.assign(plan.columns.size(), ColumnStyles::none);
    for (std::size_t i = 0; i < plan.columns.size(); ++i) {
        const ColumnUse& use = plan.columns[i];
        add_inputs(facts.present, use);
        facts.has_lines = facts.has_lines || speaks_of_goods(use);
        if (holds_dates(use) || holds_amounts(use)) {
            plan_styles[i] = styles.slot(facts.columns[i]);
        }
        if (use.what == ColumnUse::What::field && use.field == Field::shipment_id) {
            shipment_id_column = i;
        }
        if (use.what == ColumnUse::What::field && (use.field == Field::shipment_id || use.field == Field::record_id)) {
            facts.record_id_columns.push_back(i);
        }
    }
}

void ShipmentReader::State::see(const RecordCells& read, std::uint64_t line) {
    for (const Cell& cell : read.cells) {
        if (cell.style == ColumnStyles::none || cell.text.empty()) {
            continue;
        }
        if (holds_dates(*cell.use)) {
            styles.at(cell.style).see_date(cell.text, line);
        } else {
            styles.at(cell.style).see_number(cell.text);
        }
    }
}

void ShipmentReader::State::survey() {
    const std::unique_ptr<RecordSource> file = open_file();
    plan_file(*file);
    if (options.file == "-") {
        input_spool = std::make_unique<RecordSpool>();
    }
    std::vector<std::uint64_t> runs;
    std::string last;
    NoRejects rejects;
    RecordCells read;
    std::uint64_t readable = 0;
    const sql::RecordCounts counts = file->read(
        [&](const sql::Record& record) {
            if (input_spool) {
                input_spool->add(record);
            }
            step(file.get(), 0, 0.6);
            if (!record.reject_reason.empty()) {
                return true;
            }
            ++readable;
            read_cells(record, read);
            see(read, record.line != 0 ? record.line : record.row);
            const std::string_view id = shipment_id(record, read);
            if (!id.empty() && id != last) {
                runs.push_back(base::to_xxh3(id));
            }
            last = id;
            return true;
        },
        rejects);
    if (input_spool) {
        input_spool->finish();
    }
    facts.records = counts.records;
    facts.remarks = file->remarks();
    sha256 = file->sha256();
    if (is_json) {
        facts.columns = json.columns();
        facts.not_used = file->is_payments() ? std::vector<std::string>() : json.not_used();
        facts.present = json.present();
        facts.has_lines = json.has_goods();
        for (std::size_t i = 0; i < facts.columns.size(); ++i) {
            const ColumnUse use = recognise_column(facts.columns[i]);
            if (use.what == ColumnUse::What::field && (use.field == Field::shipment_id || use.field == Field::record_id)) {
                facts.record_id_columns.push_back(i);
            }
        }
    }
    for (const auto& [use, text] : options.mapping.constants) {
        add_inputs(facts.present, use);
    }
    const bool names = facts.present.has(Input::party_name) || facts.present.has(Input::imo) || facts.present.has(Input::identifier);
    if (!names && !facts.present.has(Input::hs) && (readable > 0 || !is_json)) {
        throw Failure(FailureKind::bad_input, fmt::format("{}: no column names a party or goods", options.file == "-" ? "standard input" : options.file),
                      fmt::format("The file has: {}. Say in a mapping which column is what: --mapping FILE (docs/screening.md).",
                                  fmt::join(facts.columns, ", ")));
    }
    end_survey(runs);
}

void ShipmentReader::State::end_survey(std::vector<std::uint64_t>& runs) {
    styles.decide(options.day_order.empty() ? options.mapping.day_order : options.day_order, options.mapping.decimal_comma);
    facts.day_order = styles.describe();
    std::ranges::sort(runs);
    for (std::size_t i = 1; i < runs.size(); ++i) {
        if (runs[i] == runs[i - 1] && (scattered.empty() || scattered.back() != runs[i])) {
            scattered.push_back(runs[i]);
        }
    }
    runs = {};
    if (!scattered.empty()) {
        set_aside();
    }
}

/// Every record again, from the file or from what standard input left on disk.
void ShipmentReader::State::each_record(const std::function<bool(const sql::Record&)>& record, base::RejectSink& rejects, double from,
                                        double to) {
    done = 0;
    if (input_spool) {
        input_spool->read([&](const sql::Record& each) {
            if (!each.reject_reason.empty()) {
                rejects.add({.source = "standard input", .row = each.line, .column = {}, .text = {}, .reason = std::string(each.reject_reason), .hint = {}});
            }
            step(nullptr, from, to);
            return record(each);
        });
        return;
    }
    const std::unique_ptr<RecordSource> file = open_file();
    const sql::RecordCounts counts = file->read(
        [&](const sql::Record& each) {
            step(file.get(), from, to);
            return record(each);
        },
        rejects);
    if (counts.records != facts.records || file->sha256() != sha256) {
        throw Failure(FailureKind::bad_input, fmt::format("{}: the file changed while it was read", options.file), "Run again when nothing writes to it.");
    }
}

void ShipmentReader::State::set_aside() {
    scatter_spool = std::make_unique<RecordSpool>();
    NoRejects rejects;
    RecordCells read;
    each_record(
        [&](const sql::Record& record) {
            if (!record.reject_reason.empty()) {
                return true;
            }
            read_cells(record, read);
            const std::string_view id = shipment_id(record, read);
            if (!id.empty() && is_scattered(id)) {
                groups[std::string(id)].offsets.push_back(scatter_spool->add(record));
                ++facts.scattered;
            }
            return true;
        },
        rejects, 0.6, 1.0);
    scatter_spool->finish();
}

Shipment ShipmentReader::State::gather(const Group& group) {
    std::optional<Shipment> whole;
    RecordCells read;
    for (const std::uint64_t offset : group.offsets) {
        const sql::Record& record = scatter_spool->at(offset);
        read_cells(record, read);
        Shipment part = build_shipment(read, record.row, styles, facts.has_lines && !is_json);
        if (whole) {
            merge_shipment(*whole, std::move(part), options.limits);
        } else {
            whole = std::move(part);
        }
    }
    whole->present = facts.present;
    finish_shipment(*whole);
    return std::move(*whole);
}

void ShipmentReader::State::close() {
    if (open) {
        finish_shipment(open->second);
        batch.shipments.push_back(std::move(*open));
        open.reset();
    }
}

void ShipmentReader::State::hand_over(const std::function<void(Batch&)>& to) {
    if (!batch.rows.empty()) {
        to(batch);
    }
    batch = Batch{};
    bytes = 0;
}

void ShipmentReader::State::add_row(const sql::Record& record, std::uint64_t shipment, std::string record_id) {
    RecordRow row;
    row.record = record.row;
    row.shipment = shipment;
    row.record_id = std::move(record_id);
    if (is_json && record.reject_reason.empty()) {
        json.own_values(row.own);
    } else {
        row.own.assign(record.cells.begin(), record.cells.end());
    }
    row.own.resize(facts.columns.size());
    for (const std::string& value : row.own) {
        bytes += value.size();
    }
    batch.rows.push_back(std::move(row));
}

ShipmentReader::ShipmentReader(ReaderOptions options) : state_(std::make_unique<State>(std::move(options))) { state_->survey(); }

ShipmentReader::~ShipmentReader() = default;

const FileFacts& ShipmentReader::facts() const { return state_->facts; }

std::string ShipmentReader::sha256() const { return state_->sha256; }

std::uint64_t ShipmentReader::read(const std::function<void(Batch&)>& batch, base::RejectSink& rejects) {
    State& s = *state_;
    std::uint64_t rejected = 0;
    std::uint64_t rows = 0;
    const auto reject = [&](const sql::Record& record, std::string reason) {
        ++rejected;
        Shipment refused;
        refused.records.push_back(record.row);
        refused.record_ids.push_back(fmt::format("{}", record.row));
        refused.present = s.facts.present;
        refused.reject_reason = std::move(reason);
        const std::uint64_t number = ++s.shipments;
        sql::Record nothing;
        nothing.row = record.row;
        nothing.reject_reason = refused.reject_reason;
        s.add_row(nothing, number, refused.record_ids.front());
        s.batch.shipments.emplace_back(number, std::move(refused));
    };
    const auto take = [&](const sql::Record& record) {
        const bool full = s.batch.rows.size() >= batch_rows || s.bytes >= batch_bytes;
        ++rows;
        if (!record.reject_reason.empty()) {
            if (full && !s.open) {
                s.hand_over(batch);
            }
            reject(record, std::string(record.reject_reason));
            return true;
        }
        s.read_cells(record, s.cells);
        if (!s.cells.problem.empty()) {
            rejects.add({.source = s.options.file, .row = record.line, .column = {},
                         .text = std::string(base::utf8_prefix(record.json, 200)), .reason = s.cells.problem, .hint = {}});
            reject(record, s.cells.problem);
            return true;
        }
        const std::string id(s.shipment_id(record, s.cells));
        if (!s.open || id.empty() || s.open->second.shipment_id != id) {
            s.close();
            if (full) {
                s.hand_over(batch);
            }
        }
        Shipment part = build_shipment(s.cells, record.row, s.styles, s.facts.has_lines && !s.is_json);
        part.present = s.facts.present;
        std::string record_id = part.record_ids.front();
        if (!id.empty() && s.is_scattered(id)) {
            State::Group& group = s.groups.at(id);
            const bool first = group.shipment == 0;
            if (first) {
                group.shipment = ++s.shipments;
            }
            s.add_row(record, group.shipment, std::move(record_id)); // before gather() reads other records
            if (first) {
                s.batch.shipments.emplace_back(group.shipment, s.gather(group));
                group.offsets = {};
            }
            return true;
        }
        if (s.open) {
            merge_shipment(s.open->second, std::move(part), s.options.limits);
        } else {
            s.open.emplace(++s.shipments, std::move(part));
        }
        s.add_row(record, s.open->first, std::move(record_id));
        if (id.empty()) {
            s.close();
        }
        return true;
    };
    s.each_record(take, rejects, 0, 1.0);
    s.close();
    s.hand_over(batch);
    if (rows != s.facts.records) {
        throw Failure(FailureKind::bad_input,
                      fmt::format("{} records came out where {} were counted", rows, s.facts.records),
                      "Nothing was written. Please report this file: the count must always come out.");
    }
    return rejected;
}

} // namespace tidewaiter::screen
