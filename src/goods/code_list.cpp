#include "goods/code_list.hpp"

#include "goods/concordance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>

namespace tidewaiter::goods {

namespace {

HsCode known_code(std::string_view digits) {
    auto code = HsCode::parse(digits);
    return code ? *code : HsCode{};
}

/// The revision to read a code in: the one it was written in, else the newest that knows it.
HsRevision reading_revision(const HsCode& code, HsRevision written_in) {
    if (is_known(code, written_in)) {
        return written_in;
    }
    const auto known = revisions_of(code);
    return known.empty() ? HsRevision::hs2022 : known.back();
}

} // namespace

std::string_view to_text(Relation relation) {
    constexpr std::array<std::string_view, 4> names{"same", "narrower", "earlier revision", "broader"};
    return names[static_cast<std::size_t>(relation)];
}

/// How the digits that are looked up came from the given code.
struct CodeList::Follow {
    const GoodsBook::Link* link = nullptr; // null: they are the given code
    std::string_view written;              // "HS 2017"
    bool earlier_rows_only = false;
};

CodeList::CodeList(std::vector<CodeRow> rows) : rows_(std::move(rows)) {
    std::ranges::sort(rows_, {}, [](const CodeRow& row) { return std::tie(row.code, row.group); });
    const auto repeated = std::ranges::unique(rows_, {}, [](const CodeRow& row) { return std::tie(row.code, row.group); });
    rows_.erase(repeated.begin(), repeated.end());
    for (const CodeRow& row : rows_) {
        const HsCode code = known_code(row.code);
        if (code.digits().size() < 6 || is_known(code, HsRevision::hs2022)) {
            continue;
        }
        for (const auto& link : find_links(code, reading_revision(code, HsRevision::hs2022), HsRevision::hs2022)) {
            earlier_rows_[link.to].push_back(&row);
        }
    }
}

static void add_hit(std::vector<GroupHit>& hits, const CodeRow& row, Relation relation, Coverage coverage, std::string note) {
    auto hit = std::ranges::find(hits, std::string_view(row.group), &GroupHit::group);
    if (hit == hits.end()) {
        hits.push_back({row.group, relation, coverage, {&row}, std::move(note)});
        return;
    }
    if (relation < hit->relation) {
        *hit = {row.group, relation, coverage, {&row}, std::move(note)};
    } else if (relation == hit->relation && !std::ranges::count(hit->rows, &row)) {
        hit->rows.push_back(&row);
        hit->coverage = std::max(hit->coverage, coverage); // ex wins
        if (!note.empty() && hit->note.find(note) == std::string::npos) {
            hit->note += hit->note.empty() ? note : "; " + note;
        }
    }
}

void CodeList::meet(std::string_view digits, const Follow& follow, std::vector<GroupHit>& hits) const {
    const auto add = [&](const CodeRow& row, Relation relation) {
        if (follow.earlier_rows_only && is_known(known_code(row.code), HsRevision::hs2022)) {
            return;
        }
        Coverage coverage = relation == Relation::broader ? Coverage::ex : Coverage::full;
        std::string note;
        if (follow.link != nullptr) {
            const auto& link = *follow.link;
            relation = Relation::earlier_revision;
            coverage = link.kind == "same" ? coverage : Coverage::ex;
            note = fmt::format("{} ({}) is read as {} (HS 2022): {}{}{}", link.from, follow.written, link.to, link.kind,
                               link.note.empty() ? "" : ", ", link.note);
        }
        add_hit(hits, row, relation, coverage, std::move(note));
    };
    for (std::size_t length = 2; length <= digits.size(); length += 2) {
        const auto [first, last] = std::ranges::equal_range(rows_, digits.substr(0, length), {}, &CodeRow::code);
        for (auto row = first; row != last; ++row) {
            add(*row, length == digits.size() ? Relation::same : Relation::narrower);
        }
    }
    auto row = std::ranges::upper_bound(rows_, digits, {}, &CodeRow::code);
    for (; row != rows_.end() && row->code.starts_with(digits); ++row) {
        add(*row, Relation::broader);
    }
}

void CodeList::meet_earlier_rows(const HsCode& code, std::vector<GroupHit>& hits) const {
    if (earlier_rows_.empty() || code.digits().size() < 6) {
        return;
    }
    if (const auto found = earlier_rows_.find(code.subheading()); found != earlier_rows_.end()) {
        for (const CodeRow* row : found->second) {
            add_hit(hits, *row, Relation::earlier_revision, Coverage::ex,
                    fmt::format("{} of the list is a code of an earlier revision that {} came from", row->code, code.subheading()));
        }
    }
}

std::vector<GroupHit> CodeList::find(const HsCode& code, HsRevision written_in) const {
    std::vector<GroupHit> hits;
    const HsRevision revision = reading_revision(code, written_in);
    if (revision == HsRevision::hs2022) {
        meet(code.digits(), {}, hits);
        meet_earlier_rows(code, hits);
    } else {
        if (!earlier_rows_.empty()) {
            meet(code.digits(), {.earlier_rows_only = true}, hits);
        }
        for (const auto& link : find_links(code, revision, HsRevision::hs2022)) {
            // Unchanged digits keep their national ending; a changed code has none to keep.
            const bool unchanged = link.from == link.to && link.kind == "same" && code.digits().size() >= 6;
            const Follow follow{unchanged ? nullptr : &link, to_text(revision)};
            meet(unchanged ? std::string_view(code.digits()) : std::string_view(link.to), follow, hits);
        }
    }
    for (GroupHit& hit : hits) {
        std::ranges::sort(hit.rows, {}, [](const CodeRow* row) { return std::string_view(row->code); });
    }
    std::ranges::sort(hits, {}, [](const GroupHit& hit) { return std::tie(hit.relation, hit.group); });
    return hits;
}

} // namespace tidewaiter::goods
