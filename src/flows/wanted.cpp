#include "flows/wanted.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <optional>

namespace tidewaiter::flows {

namespace {

/// The basket in one revision: codes of two to ten digits. A code belongs when one of these begins it.
struct Fronts {
    std::set<std::string, std::less<>> codes;

    bool hold(std::string_view code) const {
        for (std::size_t length = 2; length <= code.size(); ++length) {
            if (codes.contains(code.substr(0, length))) {
                return true;
            }
        }
        return false;
    }
};

std::optional<goods::HsRevision> revision_of(std::string_view name) {
    return name == "HS2012" || name == "HS2017" || name == "HS2022" ? goods::find_revision(name.substr(2)) : std::nullopt;
}

/// The basket's codes, translated. Links that are shared (others lead to the same older code) are followed, because the
/// goods were there before under that code; the warning says how much wider the older code is.
Fronts translate(const goods::GoodsBook& book, const Basket& basket, goods::HsRevision to, const std::string& revision, Wanted& wanted) {
    Fronts fronts;
    Wanted::Note changed{"hs_revision", {}, 0, revision, {}};
    std::size_t wider = 0;
    for (const std::string& code : basket.codes) {
        const auto parsed = goods::HsCode::parse(code);
        if (!parsed) {
            fronts.codes.insert(code);
            continue;
        }
        if (code.size() < 6) {
            // Headings and chapters keep their numbers; what moved between headings is told by their subheadings.
            fronts.codes.insert(code);
            continue;
        }
        const auto links = book.links(*parsed, goods::HsRevision::hs2022, to);
        if (links.empty()) {
            changed.rows.push_back(fmt::format("{}: no code of {} is linked to it", code, goods::to_text(to)));
        }
        for (const auto& link : links) {
            if (link.kind == "same" || link.to == code.substr(0, 6)) {
                fronts.codes.insert(code); // with the national digits, where the basket has them
                continue;
            }
            fronts.codes.insert(link.to);
            ++wider;
            changed.rows.push_back(fmt::format("{} in HS 2022 is {} in {} ({}, {}){}{}", code, link.to, goods::to_text(to), link.kind, link.basis,
                                               link.note.empty() ? "" : ": ", link.note));
        }
    }
    if (!changed.rows.empty()) {
        changed.text = fmt::format("{} codes of the basket have another number or another extent in {}: a series across the change may break there", wider,
                                   goods::to_text(to));
        wanted.notes.push_back(std::move(changed));
    }
    return fronts;
}

using Found = std::map<std::pair<std::uint32_t, std::string>, std::vector<std::string>>;

/// The sum of what a source of cars holds is not the trade in all goods: such sources count only where there is no other.
void leave_out_partial_sources(Found& found, Wanted& wanted) {
    std::map<std::uint32_t, std::set<std::string>> chapters;
    std::map<std::uint32_t, std::set<std::string>> subheadings;
    std::set<std::uint32_t> whole;
    for (const auto& [key, codes] : found) {
        for (const std::string& code : codes) {
            if (code == "TOTAL") {
                whole.insert(key.first);
            } else if (code != "SECRET") {
                chapters[key.first].insert(code.substr(0, 2));
                if (code.size() >= 6) {
                    subheadings[key.first].insert(code.substr(0, 6));
                }
            }
        }
        const std::size_t deep = subheadings[key.first].size();
        if (chapters[key.first].size() >= chapters_of_all_goods && (deep == 0 || deep >= subheadings_of_all_goods)) {
            whole.insert(key.first);
        }
    }
    const char* text = whole.empty() ? "no source holds all goods: the answer is about the goods that are held"
                                     : "sources that hold some goods only are left out of an answer about all goods";
    for (const auto& [source, held] : chapters) {
        if (!whole.contains(source) && !held.empty()) {
            wanted.leaves_out = wanted.leaves_out || !whole.empty();
            wanted.notes.push_back({"partial_goods", text, source, {}, {held.size() >= chapters_of_all_goods ? fmt::format("source {} holds {} subheadings of about 5,400", source, subheadings[source].size())
                                                                                      : fmt::format("source {} holds {} chapters: {}", source, held.size(), fmt::join(held, " "))}});
        }
    }
    if (wanted.leaves_out) {
        std::erase_if(found, [&](const auto& entry) { return !whole.contains(entry.first.first); });
    }
}

/// Codes of the basket for which a source has no row at all: its sums are of the others.
void tell_goods_not_held(const Basket& basket, const Found& found, const std::map<std::string, Fronts>& by_revision, Wanted& wanted) {
    for (const auto& [key, codes] : found) {
        const auto fronts = by_revision.find(key.second);
        if (fronts == by_revision.end()) {
            continue;
        }
        std::vector<std::string> missing;
        for (const std::string& front : fronts->second.codes) {
            const bool held = std::ranges::any_of(codes, [&](const std::string& code) { return code.starts_with(front) || front.starts_with(code); });
            if (!held) {
                missing.push_back(front);
            }
        }
        if (!missing.empty()) {
            constexpr std::size_t shown = 12;
            const std::size_t count = missing.size();
            missing.resize(std::min(count, shown));
            wanted.notes.push_back({"goods_not_held", fmt::format("not every code of {} is in every source: no trade, or not held", basket.name), key.first, key.second,
                                    {fmt::format("source {} in {}: {} of {} codes have no row ({}{})", key.first, key.second, count, fronts->second.codes.size(),
                                                 fmt::join(missing, " "), count > shown ? " ..." : "")}});
        }
    }
}

} // namespace

Wanted find_wanted(sql::Database& database, const goods::GoodsBook& book, const Basket& basket, const std::vector<std::uint32_t>& sources, bool as_written) {
    Wanted wanted;
    std::map<std::string, Fronts> by_revision;
    const std::string only = sources.empty() ? "" : fmt::format(" WHERE source_id IN ({})", fmt::join(sources, ", "));
    Found found;
    const auto fronts_of = [&](const std::string& revision) {
        Fronts fronts;
        const auto known = revision_of(revision);
        if (as_written && known && *known != goods::HsRevision::hs2022) {
            Wanted told;
            translate(book, basket, *known, revision, told);
            for (Wanted::Note& note : told.notes) {
                note.text += "; with --as-written those rows are not looked at";
                wanted.notes.push_back(std::move(note));
            }
        }
        if (as_written || !known || *known == goods::HsRevision::hs2022) {
            fronts.codes.insert(basket.codes.begin(), basket.codes.end());
            if (!as_written && !known) {
                wanted.notes.push_back({"hs_revision", fmt::format("no links to {} are held: its rows are compared by their digits", revision), 0, revision, {}});
            }
        } else {
            fronts = translate(book, basket, *known, revision, wanted);
        }
        return fronts;
    };
    // Of a narrow basket only its chapters are read: a file of all goods holds thousands of codes in each revision.
    std::string near = only.empty() ? " WHERE " : " AND ";
    if (basket.is_all()) {
        near.clear();
    } else {
        std::set<std::string> chapters;
        for (const auto& row : database.all(fmt::format("SELECT DISTINCT hs_rev FROM held_code{} ORDER BY 1", only))) {
            const Fronts& fronts = by_revision.emplace(row[0].value_or(""), fronts_of(row[0].value_or(""))).first->second;
            for (const std::string& front : fronts.codes) {
                chapters.insert(front.substr(0, 2));
            }
        }
        near += fmt::format("(code = 'SECRET' OR left(code, 2) IN ('{}'))", fmt::join(chapters, "', '"));
    }
    for (const auto& row : database.all(fmt::format("SELECT source_id, hs_rev, code, level FROM held_code{}{} ORDER BY ALL", only, near))) {
        const auto source = static_cast<std::uint32_t>(std::stoul(row[0].value_or("0")));
        const std::string revision = row[1].value_or("");
        const std::string code = row[2].value_or("");
        if (basket.is_all()) {
            found[{source, revision}].push_back(code);
            continue;
        }
        if (code == "SECRET") {
            wanted.has_secret = true;
            continue;
        }
        if (code == "TOTAL") {
            continue;
        }
        if (by_revision.at(revision).hold(code)) {
            found[{source, revision}].push_back(code);
        }
    }
    wanted.has_transactions = database.all("SELECT EXISTS (FROM transactions)").at(0).at(0) == "true";
    if (basket.is_all()) {
        leave_out_partial_sources(found, wanted);
    } else {
        tell_goods_not_held(basket, found, by_revision, wanted);
    }
    std::set<std::uint32_t> adding;
    for (const auto& row : database.all("SELECT source_id FROM source WHERE levels = 'added'")) {
        adding.insert(static_cast<std::uint32_t>(std::stoul(row[0].value_or("0"))));
    }
    for (auto& [key, codes] : found) {
        if (!adding.contains(key.first) && codes.size() > 1) {
            const std::set<std::string, std::less<>> all(codes.begin(), codes.end());
            const bool has_total = all.contains("TOTAL");
            for (const std::string& code : codes) {
                bool has_parent = has_total && code != "TOTAL";
                for (std::size_t length = 2; length < code.size() && !has_parent && code != "TOTAL"; ++length) {
                    has_parent = all.contains(std::string_view(code).substr(0, length));
                }
                wanted.nested = wanted.nested || has_parent;
            }
        }
        wanted.revisions.insert(key.second);
        for (std::string& code : codes) {
            wanted.rows.push_back({key.first, key.second, std::move(code)});
        }
    }
    std::ranges::sort(wanted.rows);
    wanted.all_goods = basket.is_all();
    for (const Wanted::Row& row : wanted.rows) {
        wanted.whole_sources.insert(row.source);
    }
    return wanted;
}

std::vector<Warning> warnings_of(const Wanted& wanted, const std::set<std::uint32_t>& sources, const std::set<std::string>& revisions) {
    std::vector<Warning> warnings;
    for (const Wanted::Note& note : wanted.notes) {
        if ((note.source != 0 && !sources.contains(note.source)) || (!note.revision.empty() && !revisions.contains(note.revision))) {
            continue;
        }
        const auto same = std::ranges::find_if(warnings, [&](const Warning& warning) { return warning.code == note.code && warning.text == note.text; });
        if (same == warnings.end()) {
            warnings.push_back({note.code, note.text, note.rows});
        } else {
            same->rows.insert(same->rows.end(), note.rows.begin(), note.rows.end());
        }
    }
    return warnings;
}

std::string to_sql(const Wanted& wanted) {
    if (wanted.rows.empty()) {
        return "SELECT CAST(NULL AS USMALLINT) AS source_id, CAST(NULL AS VARCHAR) AS hs_rev, CAST(NULL AS VARCHAR) AS code WHERE false";
    }
    if (wanted.all_goods) {
        return fmt::format("SELECT source_id, hs_rev, code FROM held_code WHERE source_id IN ({})", fmt::join(wanted.whole_sources, ", "));
    }
    // One line for each source and revision: lists are shorter than rows and read better.
    std::string sql;
    for (std::size_t i = 0; i < wanted.rows.size();) {
        std::size_t end = i;
        std::string codes;
        while (end < wanted.rows.size() && wanted.rows[end].source == wanted.rows[i].source && wanted.rows[end].hs_rev == wanted.rows[i].hs_rev) {
            codes += fmt::format("{}'{}'", end == i ? "" : ", ", wanted.rows[end].code);
            ++end;
        }
        sql += fmt::format("{}SELECT CAST({} AS USMALLINT) AS source_id, '{}' AS hs_rev, unnest([{}]) AS code", i == 0 ? "" : "\n    UNION ALL ", wanted.rows[i].source,
                           wanted.rows[i].hs_rev, codes);
        i = end;
    }
    return sql;
}

} // namespace tidewaiter::flows
