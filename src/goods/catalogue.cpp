#include "goods/catalogue.hpp"

#include "base/csv.hpp"
#include "base/embedded.hpp"
#include "base/failure.hpp"
#include "text/fold.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>

TIDEWAITER_EMBEDDED(catalogue_columns_csv);

namespace tidewaiter::goods {

using base::Failure;
using base::FailureKind;

namespace {

constexpr std::size_t columns_in_a_hint = 20;

const std::map<std::string, int, std::less<>>& column_ranks() {
    static const auto ranks = [] {
        std::map<std::string, int, std::less<>> read;
        const base::CsvTable table("catalogue_columns.csv", embedded_catalogue_columns_csv());
        for (const auto& row : table.rows()) {
            read.emplace(text::fold(row[1]).joined(), row[0][0] - '0');
        }
        return read;
    }();
    return ranks;
}

std::string names_of(std::span<const std::string> columns) {
    const auto shown = columns.first(std::min(columns.size(), columns_in_a_hint));
    return fmt::format("{}{}", fmt::join(shown, ", "), shown.size() < columns.size() ? " ..." : "");
}

} // namespace

base::Result<std::size_t> find_code_column(std::span<const std::string> columns) {
    int best = 10;
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto rank = column_ranks().find(text::fold(columns[i]).joined());
        if (rank == column_ranks().end() || rank->second > best) {
            continue;
        }
        if (rank->second < best) {
            found.clear();
        }
        best = rank->second;
        found.push_back(i);
    }
    if (found.empty()) {
        return base::error("no column is called hs, hs_code, cn8, tariff number or the like",
                           fmt::format("Name it with --column. The columns are: {}.", names_of(columns)));
    }
    if (found.size() > 1) {
        return base::error(fmt::format("columns '{}' and '{}' could both hold the HS code", columns[found[0]], columns[found[1]]),
                           "Name the one that is meant with --column.");
    }
    return found.front();
}

std::string_view to_text(Answer answer) {
    constexpr std::array<std::string_view, 4> names{"may fall under", "not in the list", "not held", "not read"};
    return names[static_cast<std::size_t>(answer)];
}

Catalogue::Catalogue(const GoodsBook& book, std::vector<std::string> lists, Lane lane, HsRevision revision)
    : book_(book), lists_(std::move(lists)), lane_(std::move(lane)), revision_(revision) {
    for (const std::string& list : lists_) {
        const auto found = book_.find_list(list, lane_);
        if (!found) {
            throw Failure(FailureKind::usage, found.error().message, found.error().hint);
        }
        versions_.push_back(found->version);
    }
}

CatalogueRow Catalogue::row(const HsCode& code, std::size_t number) const {
    const std::string& list = lists_[number];
    CatalogueRow row{code.digits(), list, Answer::not_in_list, {}};
    row.control.version = versions_[number];
    auto controls = book_.find_controls(code, list, lane_, revision_);
    if (!controls || controls->empty()) {
        row.control.note = book_.not_held(code, list, lane_);
        row.answer = row.control.note.empty() ? Answer::not_in_list : Answer::not_held;
    } else {
        row.answer = Answer::may_fall_under;
        row.control = std::move(controls->front());
        if (controls->size() > 1) {
            std::vector<std::string> others;
            for (std::size_t i = 1; i < controls->size(); ++i) {
                const Control& other = controls->at(i);
                others.push_back(other.tier.empty() ? other.entry : fmt::format("tier {} ({})", other.tier, other.entry));
            }
            row.control.note += fmt::format("{}also {}", row.control.note.empty() ? "" : "; ", fmt::join(others, ", "));
        }
    }
    if (code.zero_added()) {
        row.control.note += fmt::format("{}a leading zero was missing and is added", row.control.note.empty() ? "" : "; ");
    }
    return row;
}

std::vector<CatalogueRow> Catalogue::rows(std::string_view text) const {
    const auto code = HsCode::parse(text, revision_);
    if (!code) {
        return rejected(code.error().message);
    }
    std::vector<CatalogueRow> all;
    for (std::size_t number = 0; number < lists_.size(); ++number) {
        all.push_back(row(*code, number));
    }
    return all;
}

std::vector<CatalogueRow> Catalogue::rejected(std::string_view reason) const {
    std::vector<CatalogueRow> all;
    for (std::size_t number = 0; number < lists_.size(); ++number) {
        all.push_back({{}, lists_[number], Answer::not_read, {}});
        all.back().control.version = versions_[number];
        all.back().control.note = reason;
    }
    return all;
}

} // namespace tidewaiter::goods
