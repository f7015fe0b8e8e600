// An answer as people and programs read it.
#include "flows/measures.hpp"

#include "base/csv.hpp"
#include "base/json_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>

namespace tidewaiter::flows {

namespace {

/// A gap's value and share are its value_received and share_lost, under the names that all answers have.
bool stands_twice(const Answer& answer, std::size_t column) {
    const std::string& name = answer.columns[column];
    return answer.measure.starts_with("mirror") && (name == "value" || name == "share" || name == "base_value");
}

/// Columns that a person needs not see again on every line: they are the same on all of them.
std::vector<std::size_t> columns_that_vary(const Answer& answer) {
    std::vector<std::size_t> columns;
    for (std::size_t i = 0; i < answer.columns.size(); ++i) {
        const bool always = answer.columns[i] == "firm" || answer.columns[i] == "chain" || answer.columns[i] == "code" || answer.columns[i] == "break_date" || answer.columns[i] == "warnings" || answer.columns[i] == "value" || (answer.columns[i] == "share" && answer.measure.starts_with("share")) || answer.columns[i] == "supplier";
        if (stands_twice(answer, i)) {
            continue;
        }
        const bool varies = std::ranges::any_of(answer.rows, [&](const sql::TextRow& row) { return row[i] != answer.rows.front()[i]; });
        if (always || varies) {
            columns.push_back(i);
        }
    }
    return columns;
}

bool is_share(std::string_view column) { return column.starts_with("share") || column == "coverage" || column.starts_with("hhi"); }

std::string grouped(std::string digits) {
    const bool negative = digits.starts_with('-');
    if (negative) {
        digits.erase(0, 1);
    }
    for (std::size_t i = digits.size(); i > 3; i -= 3) {
        digits.insert(i - 3, 1, ',');
    }
    return negative ? "-" + digits : digits;
}

/// A cell for the eye: shares in per cent, amounts without cents.
std::string shown(const std::string& column, bool numeric, const std::optional<std::string>& cell) {
    if (!cell) {
        return numeric ? "not held" : "";
    }
    if (!numeric) {
        return *cell;
    }
    const double value = std::strtod(cell->c_str(), nullptr);
    if (column.starts_with("share") || column.starts_with("ci_") || column == "coverage" || column == "top_five" || column == "markup" || column == "mix_shift") {
        return fmt::format("{:.1f} %", 100 * value);
    }
    if (is_share(column)) {
        return fmt::format("{:.3f}", value);
    }
    if (std::abs(value) >= 1000) {
        return grouped(fmt::format("{:.0f}", value));
    }
    return fmt::format("{:g}", value);
}

std::size_t width_of(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string source_line(const Source& source) {
    return fmt::format("{}, {}, vintage {}, {} ({}, sha256 {})", source.publisher, source.title, source.vintage, source.file, source.format, source.sha256);
}

void write_warnings(std::string& text, const Answer& answer, std::string_view bullet) {
    for (const Warning& warning : answer.warnings) {
        text += fmt::format("{}{}: {}\n", bullet, warning.code, warning.text);
        for (const std::string& row : warning.rows) {
            text += fmt::format("    {}\n", row);
        }
    }
    for (const std::string& note : answer.notes) {
        text += fmt::format("{}note: {}\n", bullet, note);
    }
}

std::string to_plain(const Answer& answer, std::string_view command) {
    std::string text;
    if (!answer.rows.empty()) {
        const auto columns = columns_that_vary(answer);
        std::string same;
        for (std::size_t i = 0; i < answer.columns.size(); ++i) {
            if (std::ranges::find(columns, i) == columns.end() && !stands_twice(answer, i) && answer.rows.front()[i] && !answer.rows.front()[i]->empty()) {
                same += fmt::format("{}{} {}", same.empty() ? "" : ", ", answer.columns[i], shown(answer.columns[i], answer.numeric[i], answer.rows.front()[i]));
            }
        }
        text += same.empty() ? "" : same + "\n\n";
        std::vector<std::vector<std::string>> cells;
        std::vector<std::size_t> widths;
        for (const std::size_t column : columns) {
            widths.push_back(width_of(answer.columns[column]));
        }
        for (const sql::TextRow& row : answer.rows) {
            auto& line = cells.emplace_back();
            for (std::size_t i = 0; i < columns.size(); ++i) {
                line.push_back(shown(answer.columns[columns[i]], answer.numeric[columns[i]], row[columns[i]]));
                widths[i] = std::max(widths[i], width_of(line.back()));
            }
        }
        const auto put = [&](const auto& cell_of) {
            std::string line;
            for (std::size_t i = 0; i < columns.size(); ++i) {
                const std::string cell = cell_of(i);
                const std::string pad(widths[i] - width_of(cell), ' ');
                line += (i == 0 ? "" : "  ") + (answer.numeric[columns[i]] ? pad + cell : cell + pad);
            }
            line.erase(line.find_last_not_of(' ') + 1);
            text += line + "\n";
        };
        put([&](std::size_t i) { return answer.columns[columns[i]]; });
        for (const auto& line : cells) {
            put([&](std::size_t i) { return line[i]; });
        }
        text += '\n';
    } else {
        text += "No row.\n\n";
    }
    write_warnings(text, answer, "");
    for (const Source& source : answer.sources) {
        text += fmt::format("source {}: {}\n", source.id, source_line(source));
    }
    text += fmt::format("repeat: {}\n", command);
    return text;
}

std::string to_csv(const Answer& answer) {
    std::string text;
    for (std::size_t i = 0; i < answer.columns.size(); ++i) {
        text += (i == 0 ? "" : ",") + answer.columns[i];
    }
    text += '\n';
    for (const sql::TextRow& row : answer.rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            text += i == 0 ? "" : ",";
            base::write_csv_field(text, row[i].value_or(""), true);
        }
        text += '\n';
    }
    return text;
}

std::string to_json(const Answer& answer, std::string_view command) {
    base::JsonWriter writer(2);
    writer.begin_object().member("format", "tidewaiter-flows-answer-1").member("measure", answer.measure).member("command", command);
    writer.key("rows").begin_array();
    for (const sql::TextRow& row : answer.rows) {
        writer.begin_object();
        for (std::size_t i = 0; i < row.size(); ++i) {
            writer.key(answer.columns[i]);
            if (!row[i]) {
                writer.null();
            } else if (answer.numeric[i]) {
                // Decimal text is a JSON number as it stands, with no digit lost.
                writer.raw(*row[i]);
            } else {
                writer.value(*row[i]);
            }
        }
        writer.end_object();
    }
    writer.end_array().key("warnings").begin_array();
    for (const Warning& warning : answer.warnings) {
        writer.begin_object().member("code", warning.code).member("text", warning.text).key("rows").begin_array();
        for (const std::string& row : warning.rows) {
            writer.value(row);
        }
        writer.end_array().end_object();
    }
    writer.end_array().key("notes").begin_array();
    for (const std::string& note : answer.notes) {
        writer.value(note);
    }
    writer.end_array().key("sources").begin_array();
    for (const Source& source : answer.sources) {
        writer.begin_object().member("id", source.id).member("publisher", source.publisher).member("title", source.title).member("vintage", source.vintage);
        writer.member("file", source.file).member("format", source.format).member("sha256", source.sha256).end_object();
    }
    writer.end_array().end_object();
    return writer.take() + "\n";
}

std::string md_cell(std::string text) {
    for (std::size_t i = 0; (i = text.find('|', i)) != std::string::npos; i += 2) {
        text.insert(i, "\\");
    }
    std::ranges::replace(text, '\n', ' ');
    return text;
}

std::string to_md(const Answer& answer, std::string_view command) {
    std::string text;
    std::string line;
    for (const std::string& column : answer.columns) {
        text += "| " + column + " ";
        line += "|---";
    }
    text += "|\n" + line + "|\n";
    // Footnotes are numbered by their order, not by the source's number in the flow file.
    std::map<std::string, std::size_t> notes;
    for (const Source& source : answer.sources) {
        notes.emplace(std::to_string(source.id), notes.size() + 1);
    }
    for (const sql::TextRow& row : answer.rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            std::string cell = md_cell(row[i].value_or(answer.numeric[i] ? "not held" : ""));
            if (answer.columns[i] == "source_ids") {
                std::string marks;
                std::string_view ids = cell;
                while (!ids.empty()) {
                    const std::size_t blank = std::min(ids.find(' '), ids.size());
                    if (const auto note = notes.find(std::string(ids.substr(0, blank))); note != notes.end()) {
                        marks += fmt::format("[^{}]", note->second);
                    }
                    ids.remove_prefix(std::min(blank + 1, ids.size()));
                }
                cell = marks;
            }
            text += "| " + cell + " ";
        }
        text += "|\n";
    }
    text += '\n';
    write_warnings(text, answer, "- ");
    text += fmt::format("\nRepeat: `{}`\n\n", command);
    std::size_t number = 0;
    for (const Source& source : answer.sources) {
        text += fmt::format("[^{}]: {}\n", ++number, source_line(source));
    }
    return text;
}

} // namespace

std::string to_text(const Answer& answer, AnswerFormat format, std::string_view command) {
    switch (format) {
    case AnswerFormat::text: return to_plain(answer, command);
    case AnswerFormat::csv: return to_csv(answer);
    case AnswerFormat::json: return to_json(answer, command);
    case AnswerFormat::md: return to_md(answer, command);
    }
    return {};
}

} // namespace tidewaiter::flows
