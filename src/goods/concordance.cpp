#include "goods/concordance.hpp"

#include "goods/hs_table.hpp"

#include "base/csv.hpp"
#include "base/embedded.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>
#include <span>

TIDEWAITER_EMBEDDED(hs_2022_2017_csv);
TIDEWAITER_EMBEDDED(hs_2022_2012_csv);
TIDEWAITER_EMBEDDED(hs_2017_2012_csv);
TIDEWAITER_EMBEDDED(chpl_hs2017_csv);

namespace tidewaiter::goods {

namespace {

using Link = GoodsBook::Link;
using Codes = std::vector<std::string>;

constexpr std::size_t codes_in_a_note = 8;

/// Codes separated by blanks, the first few of them.
std::string some_of(const Codes& codes) {
    const std::size_t shown = std::min(codes.size(), codes_in_a_note);
    std::string text = fmt::format("{}", fmt::join(codes.begin(), codes.begin() + static_cast<std::ptrdiff_t>(shown), " "));
    return shown < codes.size() ? fmt::format("{} and {} more", text, codes.size() - shown) : text;
}

/// One pair of revisions, newer to older, with every newer code resolved to one older code.
struct Step {
    std::map<std::string, Link, std::less<>> resolved;    // newer code to its link
    std::map<std::string, Codes, std::less<>> heirs;      // older code to the newer ones that resolve to it
    std::map<std::string, Codes, std::less<>> correlated; // newer code to all older ones
    std::map<std::string, Codes, std::less<>> correlated_back;
};

struct Curated {
    std::string to;
    std::string kind;
};

const std::map<std::string, Curated, std::less<>>& curated_links() {
    static const auto links = [] {
        const base::CsvTable table("chpl_hs2017.csv", embedded_chpl_hs2017_csv());
        std::map<std::string, Curated, std::less<>> read;
        for (const auto& row : table.rows()) {
            read.emplace(row[0], Curated{row[1], row[2]});
        }
        return read;
    }();
    return links;
}

Step read_step(const char* name, std::string_view bytes) {
    const base::CsvTable table(name, bytes);
    Step step;
    for (const auto& row : table.rows()) {
        const std::string& code = row[0];
        const std::string& target = row[1].empty() ? code : row[1];
        step.resolved.emplace(code, Link{code, target, {}, {}, "conversion"});
        Codes& all = step.correlated[code];
        all.push_back(target);
        for (std::string_view rest = row[2]; !rest.empty(); rest.remove_prefix(std::min(rest.size(), std::size_t{7}))) {
            all.emplace_back(rest.substr(0, 6));
        }
        std::ranges::sort(all);
        for (const std::string& old : all) {
            step.correlated_back[old].push_back(code);
        }
    }
    return step;
}

std::string note_of_kind(std::string_view kind) {
    if (kind == "main") {
        return "the practical heir; a part of the older code went elsewhere or a part of the newer one came from elsewhere";
    }
    if (kind == "narrowed") {
        return "the older code was wider: a series across the change of revision has a break";
    }
    if (kind == "changed") {
        return "goods entered or left at the change of revision: a series across it has a break";
    }
    return {};
}

/// Says of each link whether it is shared, and finds the heirs. Runs after the curated links are in their place.
void finish(Step& step) {
    for (const auto& [code, link] : step.resolved) {
        step.heirs[link.to].push_back(code);
    }
    for (auto& [code, link] : step.resolved) {
        Codes others = step.heirs[link.to];
        std::erase(others, code);
        const Codes& older = step.correlated[code];
        if (link.kind.empty()) {
            const bool alone = older.size() == 1 && step.correlated_back[link.to].size() == 1;
            link.kind = !others.empty() ? "shared" : alone ? "same" : "main";
            if (link.kind == "main" && older.size() > 1) {
                link.note = fmt::format("the correlation sheet ties it to {} codes, the conversion sheet names this one", older.size());
            } else if (link.kind == "main") {
                link.note = fmt::format("the correlation sheet also ties {} to {} other codes", link.to,
                                        step.correlated_back[link.to].size() - 1);
            }
        } else if (link.note.empty()) {
            link.note = note_of_kind(link.kind);
        }
        if (link.kind == "shared") {
            const std::string shared = others.empty() ? "other codes came from it too" : fmt::format("shared with {}", some_of(others));
            link.note = link.note.empty() ? shared : fmt::format("{}; {}", link.note, shared);
        }
    }
}

const Step& step_2017_2012() {
    static const Step step = [] {
        Step read = read_step("hs_2017_2012.csv", embedded_hs_2017_2012_csv());
        finish(read);
        return read;
    }();
    return step;
}

const Step& step_2022_2017() {
    static const Step step = [] {
        Step read = read_step("hs_2022_2017.csv", embedded_hs_2022_2017_csv());
        for (const auto& [code, curated] : curated_links()) {
            Link& link = read.resolved.at(code);
            const bool overrides = link.to != curated.to;
            link = Link{code, curated.to, curated.kind,
                        overrides ? fmt::format("the UN conversion sheet sends it to {}, which is overridden", link.to) : std::string(),
                        "curated"};
        }
        finish(read);
        return read;
    }();
    return step;
}

const Step& step_2022_2012() {
    static const Step step = [] {
        Step read = read_step("hs_2022_2012.csv", embedded_hs_2022_2012_csv());
        // Where the direct sheet contradicts the curated link, go by way of HS 2017 and say so.
        for (const auto& [code, curated] : curated_links()) {
            Link& link = read.resolved.at(code);
            const auto second = step_2017_2012().resolved.find(curated.to);
            if (second == step_2017_2012().resolved.end() || second->second.to == link.to) {
                continue;
            }
            link = Link{code, second->second.to, curated.kind,
                        fmt::format("two steps: {} (HS 2022) to {} (HS 2017, curated) to {} (HS 2012, {}); the UN conversion "
                                    "sheet sends it to {}, which is overridden",
                                    code, curated.to, second->second.to, second->second.basis, link.to),
                        "chain"};
        }
        finish(read);
        return read;
    }();
    return step;
}

/// The table of two different revisions.
const Step& step_of(HsRevision a, HsRevision b) {
    const auto [older, newer] = std::minmax(a, b);
    if (newer == HsRevision::hs2017) {
        return step_2017_2012();
    }
    return older == HsRevision::hs2017 ? step_2022_2017() : step_2022_2012();
}

Codes sixes_of(const HsCode& code, HsRevision revision) {
    return code.digits().size() >= 6 ? Codes{std::string(code.subheading())} : subheadings_under(code.digits(), revision);
}

void add_backward(std::vector<Link>& links, const Step& step, const std::string& old) {
    if (const auto heirs = step.heirs.find(old); heirs != step.heirs.end()) {
        for (const std::string& code : heirs->second) {
            Link link = step.resolved.at(code);
            std::swap(link.from, link.to);
            links.push_back(std::move(link));
        }
    } else if (const auto tied = step.correlated_back.find(old); tied != step.correlated_back.end()) {
        for (const std::string& code : tied->second) {
            links.push_back(Link{old, code, "shared", "no code of the conversion sheet leads back to it; the correlation sheet ties them",
                                 "correlation"});
        }
    }
}

} // namespace

std::vector<Link> find_links(const HsCode& code, HsRevision from, HsRevision to) {
    std::vector<Link> links;
    for (const std::string& six : sixes_of(code, from)) {
        if (from == to) {
            if (is_known(code, from)) {
                links.push_back(Link{six, six, "same", {}, "conversion"});
            }
        } else if (from > to) {
            const Step& step = step_of(from, to);
            if (const auto found = step.resolved.find(six); found != step.resolved.end()) {
                links.push_back(found->second);
            }
        } else {
            add_backward(links, step_of(from, to), six);
        }
    }
    return links;
}

std::vector<std::string> find_correlated(const HsCode& code, HsRevision from, HsRevision to) {
    Codes found;
    for (const std::string& six : sixes_of(code, from)) {
        if (from == to) {
            found.push_back(six);
            continue;
        }
        const Step& step = step_of(from, to);
        const auto& table = from > to ? step.correlated : step.correlated_back;
        if (const auto row = table.find(six); row != table.end()) {
            found.insert(found.end(), row->second.begin(), row->second.end());
        }
    }
    std::ranges::sort(found);
    const auto repeated = std::ranges::unique(found);
    found.erase(repeated.begin(), repeated.end());
    return found;
}

std::vector<std::string_view> link_tables() {
    return {embedded_hs_2022_2017_csv(), embedded_hs_2022_2012_csv(), embedded_hs_2017_2012_csv(), embedded_chpl_hs2017_csv()};
}

} // namespace tidewaiter::goods
