// Spreadsheets: the workbooks of Eurostat's Data Browser, one product a sheet, and plain tables.
#include "flows/raw_readers.hpp"

#include "base/failure.hpp"
#include "base/utf8.hpp"
#include "lists/sheet_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace tidewaiter::flows {

namespace {

using base::Failure;
using base::FailureKind;

/// "MINERAL FUELS, ... [27]" -> "27"; the text itself when nothing stands in brackets at its end.
std::string code_in_brackets(std::string_view text) {
    const std::size_t open = text.rfind('[');
    return open != std::string_view::npos && text.ends_with(']') ? std::string(text.substr(open + 1, text.size() - open - 2)) : std::string(text);
}

std::string dimension_name(std::string_view text) {
    return std::string(base::trim(text.substr(0, std::min(text.find(" ("), text.find(" [")))));
}

/// One sheet of the Data Browser: lines of what holds for all of it, a line of periods, a line that names the columns of
/// the rows, the rows, and a footer that explains the special values.
class BrowserSheet {
public:
    explicit BrowserSheet(RawTable& table) : table_(table) {}

    void take(const lists::SheetRow& row) {
        if (phase_ == Phase::ended) {
            return;
        }
        const std::string_view first = base::trim(row.cell(0));
        if (phase_ == Phase::head) {
            if (first == "TIME") {
                for (std::size_t i = 0; i < row.cells.size(); ++i) {
                    const std::string_view period = base::trim(row.cell(i));
                    periods_.emplace_back(period == "TIME" ? std::string_view() : period);
                }
                phase_ = Phase::names;
            } else if (first.starts_with("Last updated")) {
                constant_["vintage"] = std::string(base::trim(row.cell(1)));
            } else if (first.starts_with("Dataset")) {
                constant_["dataset"] = std::string(base::trim(row.cell(1)));
            } else if (!first.empty() && row.cells.size() > 2) {
                constant_[dimension_name(first)] = code_in_brackets(base::trim(row.cell(2)));
            }
            return;
        }
        if (phase_ == Phase::names) {
            if (first.starts_with("FREQ")) {
                return;
            }
            for (std::size_t i = 0; i < periods_.size() && periods_[i].empty(); ++i) {
                names_.push_back(dimension_name(row.cell(i)));
            }
            phase_ = Phase::rows;
            return;
        }
        if (first.starts_with("Special value") || first.starts_with("Observation flags")) {
            phase_ = Phase::ended;
            return;
        }
        if (first.empty()) {
            return;
        }
        for (std::size_t i = names_.size(); i < periods_.size(); ++i) {
            // A blank period heads a column of flags; ":" is none or secret and stays, to be counted as missing.
            if (!periods_[i].empty()) {
                add(row, i);
            }
        }
    }

private:
    enum class Phase { head, names, rows, ended };

    void add(const lists::SheetRow& row, std::size_t column) {
        std::vector<std::string> cells(table_.columns.size());
        const auto put = [&](const std::string& name, std::string value) {
            const auto found = std::ranges::find(table_.columns, name);
            const auto place = static_cast<std::size_t>(found - table_.columns.begin());
            if (found == table_.columns.end()) {
                table_.columns.push_back(name);
                cells.emplace_back();
            }
            cells[place] = std::move(value);
        };
        for (const auto& [name, value] : constant_) {
            put(name, value);
        }
        for (std::size_t i = 0; i < names_.size(); ++i) {
            put(names_[i], std::string(base::trim(row.cell(i))));
        }
        put("TIME_PERIOD", periods_[column]);
        put("OBS_VALUE", std::string(base::trim(row.cell(column))));
        table_.rows.push_back(std::move(cells));
    }

    RawTable& table_;
    Phase phase_ = Phase::head;
    std::vector<std::string> periods_; // by column; empty for the columns of names
    std::vector<std::string> names_;
    std::map<std::string, std::string> constant_;
};

} // namespace

RawTable load_workbook(const std::string& path, const RawLimits& limits) {
    const lists::SheetFile file(path);
    RawTable table;
    const auto sheets = file.sheets();
    bool is_browser = false;
    for (std::size_t i = 0; i < sheets.size() && !is_browser; ++i) {
        file.read(i, [&](const lists::SheetRow& row) {
            is_browser = row.cell(0).starts_with("Data extracted on");
            return false;
        });
    }
    if (is_browser) {
        table.remarks.push_back(fmt::format("a Data Browser workbook of {} sheets", sheets.size()));
        for (std::size_t i = 0; i < sheets.size(); ++i) {
            if (sheets[i] == "Summary" || sheets[i] == "Structure") {
                continue;
            }
            BrowserSheet sheet(table);
            file.read(i, [&](const lists::SheetRow& row) {
                sheet.take(row);
                return true;
            });
        }
    } else {
        file.read(0, [&](const lists::SheetRow& row) {
            std::vector<std::string> cells;
            for (const std::string_view cell : row.cells) {
                cells.emplace_back(base::trim(cell));
            }
            if (table.columns.empty()) {
                // A title line above the header has one cell.
                if (cells.size() >= 3) {
                    table.columns = std::move(cells);
                }
                return true;
            }
            cells.resize(table.columns.size());
            table.rows.push_back(std::move(cells));
            return true;
        });
        if (sheets.size() > 1) {
            table.remarks.push_back(fmt::format("only the first of {} sheets was read", sheets.size()));
        }
    }
    for (auto& row : table.rows) {
        row.resize(table.columns.size());
    }
    if (table.rows.empty() || table.columns.size() > limits.columns) {
        throw Failure(FailureKind::bad_input, fmt::format("{} holds no table of trade", path), "A workbook has its table on the first sheet, or is one of the Data Browser.");
    }
    return table;
}

} // namespace tidewaiter::flows
