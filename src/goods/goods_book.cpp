// The lists by name, and what they answer.
#include "goods/goods.hpp"

#include "goods/concordance.hpp"
#include "goods/hs_table.hpp"
#include "goods/named_list.hpp"
#include "goods/words.hpp"

#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/utf8.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

namespace tidewaiter::goods {

namespace {

constexpr std::size_t entries_shown = 12;

std::string joined_entries(const std::vector<const CodeRow*>& rows) {
    const std::size_t shown = std::min(rows.size(), entries_shown);
    std::string text;
    for (std::size_t i = 0; i < shown; ++i) {
        text += fmt::format("{}{}", i == 0 ? "" : " ", rows[i]->code);
    }
    return shown < rows.size() ? fmt::format("{} and {} more", text, rows.size() - shown) : text;
}

std::string lower(std::string_view text) {
    std::string result(base::trim(text));
    for (char& c : result) {
        c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    }
    return result;
}

} // namespace

struct GoodsBook::State {
    std::vector<NamedList> chpl = load_chpl();
    NamedList ban = load_export_ban();
    NamedList us = load_us_links();
    std::vector<NamedList> baskets = load_baskets();
    std::vector<NamedList> own;
    WordTable words = builtin_words();
    std::string words_source;
    // Names to lists other than the Common High Priority List, which goes by date; a basket's middle width has two names.
    std::map<std::string, const NamedList*, std::less<>> by_name;
    std::string hash;

    State() { refresh(); }

    /// Every list, in the order in which they are shown.
    std::vector<const NamedList*> all() const {
        std::vector<const NamedList*> lists;
        for (auto list = chpl.rbegin(); list != chpl.rend(); ++list) {
            lists.push_back(&*list);
        }
        lists.push_back(&ban);
        lists.push_back(&us);
        for (const NamedList& list : baskets) {
            lists.push_back(&list);
        }
        for (const NamedList& list : own) {
            lists.push_back(&list);
        }
        return lists;
    }

    std::string known_names() const {
        std::vector<std::string> names;
        for (const NamedList* list : all()) {
            names.push_back(list->info.name);
        }
        return fmt::format("{}", fmt::join(names, ", "));
    }

    base::Result<const NamedList*> find(std::string_view name, const Lane& lane) const;
    /// After the lists have changed.
    void refresh();
};

/// Null when the list did not exist on that day.
base::Result<const NamedList*> GoodsBook::State::find(std::string_view typed, const Lane& lane) const {
    // Screening asks by the same few names for every line: no allocation for those.
    if (const auto list = by_name.find(typed); list != by_name.end()) {
        return list->second;
    }
    const std::string name = lower(typed);
    if (name == "chpl" || name.starts_with("chpl@")) {
        const std::string version = name == "chpl" ? (lane.as_of.empty() ? chpl_versions().back().codes : lane.as_of) : name.substr(5);
        const auto found = find_chpl_version(version);
        if (!found) {
            return std::unexpected(found.error());
        }
        if (*found == nullptr) {
            return nullptr;
        }
        return &*std::ranges::find(chpl, (*found)->version, [](const NamedList& list) { return list.info.version; });
    }
    if (const auto list = by_name.find(name); list != by_name.end()) {
        return list->second;
    }
    return base::error(fmt::format("there is no list '{}'", base::utf8_prefix(typed, 60)),
                       fmt::format("Known lists: {}. Any one-column file of codes can be one too.", known_names()));
}

void GoodsBook::State::refresh() {
    by_name.clear();
    for (const NamedList* list : all()) {
        if (const std::string& name = list->info.name; name != "chpl" && !name.starts_with("chpl@")) {
            by_name[name] = list;
            if (name.ends_with(":middle")) {
                by_name[name.substr(0, name.find(':'))] = list;
            }
        }
    }
    std::string parts;
    const auto add = [&](std::string_view bytes) { parts += base::to_hex(base::to_xxh3(bytes)); };
    add(known_codes_table());
    add(transshipment_table());
    add(words_table());
    for (const auto& tables : {link_tables(), chpl_tables(), export_ban_tables(), us_tables(), basket_tables()}) {
        for (const std::string_view table : tables) {
            add(table);
        }
    }
    for (const NamedList& list : own) {
        parts += fmt::format("{}={};", list.info.name, list.info.version);
    }
    hash = base::to_hex(base::to_xxh3(parts + words_source));
}

GoodsBook::GoodsBook() : state_(std::make_unique<State>()) {}

GoodsBook::~GoodsBook() = default;
GoodsBook::GoodsBook(GoodsBook&&) noexcept = default;

std::vector<ListInfo> GoodsBook::lists() const {
    std::vector<ListInfo> infos;
    for (const NamedList* list : state_->all()) {
        infos.push_back(list->info);
    }
    // A version of which only the number of codes is known is shown too, so that nobody takes it for unknown.
    for (const ChplVersion& version : chpl_versions()) {
        if (!version.held) {
            const auto place = std::ranges::find(infos, std::string_view("eu"), &ListInfo::name);
            infos.insert(place, {"chpl@" + version.codes, version.version,
                                 fmt::format("Common High Priority List, {} codes", version.codes), 0, version.missing + "; " + version.note});
        }
    }
    return infos;
}

base::Result<ListInfo> GoodsBook::find_list(std::string_view list, const Lane& lane) const {
    const auto found = state_->find(list, lane);
    if (!found) {
        return std::unexpected(found.error());
    }
    if (*found == nullptr) {
        return ListInfo{lower(list), {}, "did not exist yet", 0, {}};
    }
    ListInfo info = (*found)->info;
    info.name = lower(list);
    return info;
}

base::Result<std::vector<std::string>> GoodsBook::codes(std::string_view list, const Lane& lane) const {
    const auto found = state_->find(list, lane);
    if (!found) {
        return std::unexpected(found.error());
    }
    std::vector<std::string> codes;
    if (*found != nullptr) {
        for (const CodeRow& row : (*found)->codes.rows()) {
            codes.push_back(row.code);
        }
    }
    std::ranges::sort(codes);
    codes.erase(std::ranges::unique(codes).begin(), codes.end());
    return codes;
}

void GoodsBook::load_basket(const std::string& path) {
    NamedList list = load_basket_file(path);
    const std::string& name = list.info.name;
    const bool taken = std::ranges::any_of(state_->all(), [&](const NamedList* other) {
        return other->info.name == name || other->info.name.starts_with(name + ":");
    });
    if (taken || name.empty()) {
        throw base::Failure(base::FailureKind::bad_input, fmt::format("{}: a list called '{}' is there already", path, name),
                            "A basket takes the name of its file: rename the file.");
    }
    state_->own.push_back(std::move(list));
    state_->refresh();
}

base::Result<std::vector<Control>> GoodsBook::find_controls(const HsCode& code, std::string_view list, const Lane& lane,
                                                            HsRevision written_in) const {
    const auto found = state_->find(list, lane);
    if (!found) {
        return std::unexpected(found.error());
    }
    std::vector<Control> controls;
    const NamedList* named = *found;
    if (named == nullptr || !named->applies(lane)) {
        return controls;
    }
    const std::string name = lower(list);
    for (const GroupHit& hit : named->codes.find(code, written_in)) {
        Control control{name.substr(0, name.find('@')), named->info.version, joined_entries(hit.rows), {}, hit.coverage,
                        std::string(to_text(hit.relation)), hit.note, {}};
        named->complete(control, hit, lane);
        controls.push_back(std::move(control));
    }
    return controls;
}

std::string GoodsBook::not_held(const HsCode& code, std::string_view list, const Lane& lane) const {
    const auto found = state_->find(list, lane);
    if (!found) {
        return found.error().message;
    }
    if (*found == nullptr) {
        return fmt::format("the list begins in {}: there was none on that day", chpl_versions().front().version);
    }
    if (revisions_of(code).empty()) {
        return fmt::format("{} is no code of HS 2012, HS 2017 or HS 2022", code.subheading());
    }
    return (*found)->silence(code, lane);
}

std::vector<Proposal> GoodsBook::propose(std::string_view description, std::size_t limit) const {
    return state_->words.propose(description, limit);
}

std::string_view GoodsBook::words(const HsCode& code) const { return state_->words.words_of(code.digits()); }

void GoodsBook::load_descriptions(const std::string& path) {
    state_->words = load_words(path);
    state_->words_source = base::load_file_sha256(path);
    state_->refresh();
}

std::vector<GoodsBook::Link> GoodsBook::links(const HsCode& code, HsRevision from, HsRevision to) const {
    return find_links(code, from, to);
}

std::vector<std::string> GoodsBook::correlated(const HsCode& code, HsRevision from, HsRevision to) const {
    return find_correlated(code, from, to);
}

const std::string& GoodsBook::content_hash() const { return state_->hash; }

} // namespace tidewaiter::goods
