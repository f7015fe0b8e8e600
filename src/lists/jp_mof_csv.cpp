// The list of those whose assets Japan freezes (Ministry of Finance, shisantouketsuYYYYMMDD.csv), 32 columns. By
// documentation only: the header is that which three other programs read, no file is at hand. A number may stand in
// several rows, one for each notice; they are one party. What the codes of regimes (区分) mean the file does not say.
#include "base/utf8.hpp"
#include "lists/clean_text.hpp"
#include "lists/file_date.hpp"
#include "lists/formats.hpp"
#include "lists/jp_mof_party.hpp"
#include "lists/measures.hpp"
#include "lists/named_rows.hpp"

#include <fmt/format.h>

#include <array>

namespace tidewaiter::lists {

namespace {

using namespace std::string_view_literals;

constexpr std::string_view dataset = "jp_mof_sanctions";
constexpr std::string_view number_column = "番号";
constexpr std::string_view regime_column = "区分";
constexpr std::array keys{regime_column, number_column, "告示日付"sv, "個人・団体"sv, "氏名（日本語）"sv, "氏名（英語）"sv};
const TableForm form{',', keys};

std::vector<MofCell> to_cells(const EntryRows& entry, const std::vector<std::string>& row) {
    std::vector<MofCell> cells;
    for (const auto& [header, place] : *entry.columns) {
        const MofColumn* column = find_mof_column(header);
        const std::string_view text = EntryRows::at(row, place);
        if (column != nullptr && !text.empty()) {
            cells.push_back({column, std::string(text)});
        }
    }
    return cells;
}

ListVersion read(const ListFiles& files, const ReadOptions& options, EntitySink& sink, base::RejectSink& rejects) {
    ListVersion version;
    version.list = options.list.empty() ? std::string(dataset) : options.list;
    version.title = "資産凍結等対象者一覧";
    version.publisher = "Ministry of Finance";
    version.jurisdiction = "jp";
    version.version = file_date(files.front(), options.as_of);
    RemarkTally tally;
    const MeasureRow* measure = find_measure_row(dataset, "*");
    for_each_entry(
        TableReading{files.front(), form, options.limits, rejects, version, tally},
        [&](const NamedRows& rows) {
            const bool named = !rows.of("氏名（日本語）").empty() || !rows.of("氏名（英語）").empty();
            return named ? clean_text(rows.of(number_column)) : std::string();
        },
        [&](const std::string& key, const EntryRows& entry) {
            for (const auto& [header, place] : *entry.columns) {
                if (find_mof_column(header) == nullptr) {
                    tally.add("columns that are not known here and were not read", header);
                }
            }
            const std::string_view kind = entry.first("個人・団体");
            Party party("jp-mof-" + key, mof_schema(kind), version.list, tally);
            if (party.entity().schema == "LegalEntity") {
                tally.add("parties that are neither a person nor an organisation", fmt::format("'{}' of {}", clean_text(kind), party.id()));
            }
            party.add("topics", measure != nullptr ? measure->topic : std::string());
            for (const auto& row : entry.rows) {
                const std::string regime = clean_text(entry.of(row, regime_column));
                add_mof_row(party, to_cells(entry, row), regime.empty() ? regime : fmt::format("{} {}", regime_column, regime));
            }
            party.yield(sink, version);
        });
    tally.write_to(version.remarks);
    return version;
}

int recognise(std::string_view head) { return has_columns(head, form) ? 96 : 0; }

} // namespace

const ListFormat jp_mof_csv{.name = "jp-mof-csv",
                            .version = "jp-mof-csv-1",
                            .describes = "Japan Ministry of Finance, those whose assets are frozen, CSV of 32 columns; by documentation only",
                            .recognise = recognise,
                            .read = read,
                            .marks = {ListMarks::Kind::table, {}, keys}};

} // namespace tidewaiter::lists
