#include "screen/record_source.hpp"

#include "base/failure.hpp"
#include "base/file.hpp"
#include "lists/sheet_file.hpp"
#include "screen/columns.hpp"
#include "screen/source_kinds.hpp"

#include <fmt/format.h>

#include <array>

namespace tidewaiter::screen {

namespace {

using base::Failure;
using base::FailureKind;

constexpr std::size_t head_bytes = 65'536;

class TableSource final : public RecordSource {
public:
    TableSource(const std::string& path, const SourceOptions& options, sql::RecordFormat format) : file_(path, to_options(options, format)) {}

    std::string_view format() const override {
        switch (file_.format()) {
        case sql::RecordFormat::parquet: return "parquet";
        case sql::RecordFormat::json_lines: return "jsonl";
        case sql::RecordFormat::csv:
        case sql::RecordFormat::automatic: break;
        }
        return "csv";
    }

    bool is_json() const override { return file_.format() == sql::RecordFormat::json_lines; }
    const std::vector<std::string>& columns() const override { return file_.columns(); }
    const std::vector<std::string>& remarks() const override { return file_.remarks(); }
    std::string sha256() const override { return file_.sha256(); }
    double progress() const override { return file_.progress(); }

    sql::RecordCounts read(const std::function<bool(const sql::Record&)>& record, base::RejectSink& rejects) override {
        return file_.read(record, rejects);
    }

private:
    static sql::RecordOptions to_options(const SourceOptions& options, sql::RecordFormat format) {
        sql::RecordOptions made;
        made.format = format;
        made.separator = options.separator;
        made.encoding = options.encoding;
        made.is_name = options.is_name ? options.is_name : names_a_column;
        made.header = options.has_header ? sql::CsvHeader::present : sql::CsvHeader::automatic;
        return made;
    }

    sql::RecordFile file_;
};

template <sql::RecordFormat format>
std::unique_ptr<RecordSource> open_table(const std::string& path, const SourceOptions& options) {
    return std::make_unique<TableSource>(path, options, format);
}

struct Kind {
    std::string_view name;
    std::unique_ptr<RecordSource> (*open)(const std::string& path, const SourceOptions& options);
};

constexpr std::array kinds = {
    Kind{"csv", open_table<sql::RecordFormat::csv>},
    Kind{"parquet", open_table<sql::RecordFormat::parquet>},
    Kind{"jsonl", open_table<sql::RecordFormat::json_lines>},
    Kind{"xlsx", open_workbook},
    Kind{"iso20022", [](const std::string& path, const SourceOptions&) { return open_iso20022(path); }},
    Kind{"mt", [](const std::string& path, const SourceOptions&) { return open_mt(path); }},
};

} // namespace

bool names_a_column(std::string_view text) { return recognise_column(text).what != ColumnUse::What::unused; }

std::string format_names() {
    std::string text;
    for (const Kind& kind : kinds) {
        text += (text.empty() ? "" : ", ") + std::string(kind.name);
    }
    return text;
}

std::unique_ptr<RecordSource> open_records(const std::string& path, const SourceOptions& options) {
    if (!options.format.empty()) {
        for (const Kind& kind : kinds) {
            if (kind.name == options.format) {
                return kind.open(path, options);
            }
        }
        throw Failure(FailureKind::usage, fmt::format("there is no format '{}'", options.format), fmt::format("Known are {}.", format_names()));
    }
    // Standard input can be read once: it is a table unless its format is said. An address on the network is refused there.
    if (path != "-" && path.find("://") == std::string::npos) {
        std::string head(head_bytes, '\0');
        const auto source = base::open_source(path);
        std::size_t got = 0;
        for (std::size_t more = 1; got < head.size() && more > 0; got += more) {
            more = source->read(head.data() + got, head.size() - got);
        }
        head.resize(got);
        if (lists::is_zip(head)) {
            return open_workbook(path, options);
        }
        if (looks_like_iso20022(head)) {
            return open_iso20022(path);
        }
        if (looks_like_mt(head)) {
            return open_mt(path);
        }
    }
    return open_table<sql::RecordFormat::automatic>(path, options);
}

} // namespace tidewaiter::screen
