// Words of the model, where a model comes from, and what --set changes in it.
#include "balance/model.hpp"

#include "balance/formulas.hpp"
#include "balance/toml_fields.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <filesystem>

namespace tidewaiter::balance {

using base::Failure;
using base::FailureKind;

namespace {

[[noreturn]] void fail_setting(std::string_view setting, const std::string& what, const std::string& hint = {}) {
    throw Failure(FailureKind::usage, fmt::format("--set {}: {}", setting, what),
                  hint.empty() ? "Write for example --set lost=900,1100,1400, or --set lost=1100 for a fixed value." : hint);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (;;) {
        const std::size_t end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) {
            return parts;
        }
        text.remove_prefix(end + 1);
    }
}

Range parse_setting_range(std::string_view setting, std::string_view text, Shape fallback) {
    std::vector<std::string_view> parts = split(text, ',');
    Range range{.shape = fallback};
    if (parts.size() == 4) {
        if (parts[3] != "triangular" && parts[3] != "pert") {
            fail_setting(setting, fmt::format("'{}' is neither triangular nor pert", parts[3]));
        }
        range.shape = parts[3] == "pert" ? Shape::pert : Shape::triangular;
        parts.pop_back();
    }
    if (parts.size() != 1 && parts.size() != 3) {
        fail_setting(setting, fmt::format("has {} values and wants low, mode and high", parts.size()));
    }
    std::vector<double> values;
    for (const std::string_view part : parts) {
        double value = 0;
        const auto result = std::from_chars(part.data(), part.data() + part.size(), value);
        if (result.ec != std::errc{} || result.ptr != part.data() + part.size() || !(value >= 0 && value <= model_limits.largest)) {
            fail_setting(setting, fmt::format("'{}' is no number from 0 to {}", part, model_limits.largest));
        }
        values.push_back(value);
    }
    range.low = values.front();
    range.mode = values[values.size() / 2];
    range.high = values.back();
    if (range.low > range.high) {
        fail_setting(setting, fmt::format("low, {}, is above high, {}", range.low, range.high));
    }
    if (range.mode < range.low || range.mode > range.high) {
        fail_setting(setting, fmt::format("mode, {}, is outside low to high, {} to {}", range.mode, range.low, range.high));
    }
    return range;
}

/// The account that a setting means; the name may be cut by its period.
Account& account_meant(Model& model, std::string_view setting, std::string_view& name) {
    std::vector<Account*> meant;
    if (const std::size_t dot = name.rfind('.'); dot != std::string_view::npos) {
        const std::string_view where = name.substr(0, dot);
        name.remove_prefix(dot + 1);
        for (Account& account : model.accounts) {
            if (account.period == where || fmt::format("{} {}", account.kind.name, account.period) == where) {
                meant.push_back(&account);
            }
        }
        if (meant.size() != 1) {
            std::vector<std::string> periods;
            for (const Account& account : model.accounts) {
                periods.push_back(account.period);
            }
            fail_setting(setting, fmt::format("{} account of the model has the period '{}'", meant.empty() ? "no" : "more than one", where),
                         fmt::format("Periods of the model: {}.", fmt::join(periods, ", ")));
        }
        return *meant.front();
    }
    for (Account& account : model.accounts) {
        if (account.find(name) != nullptr) {
            meant.push_back(&account);
        }
    }
    if (meant.size() > 1) {
        fail_setting(setting, fmt::format("{} accounts have a term '{}'", meant.size(), name),
                     fmt::format("Write its period before it: --set {}.{}=...", meant.front()->period, name));
    }
    if (meant.empty() && model.accounts.size() == 1) {
        return model.accounts.front();
    }
    if (meant.empty()) {
        fail_setting(setting, fmt::format("no account has a term '{}'", name),
                     "Write a period before it to add a standard term to that account: --set 2023.imported=0,50,100.");
    }
    return *meant.front();
}

} // namespace

std::string_view to_text(Shape shape) { return shape == Shape::triangular ? "triangular" : "pert"; }

std::string_view to_text(Kind kind) {
    switch (kind) {
    case Kind::official_claim: return "official claim";
    case Kind::estimate: return "estimate";
    case Kind::visual_count: return "visual count";
    case Kind::satellite: return "satellite";
    }
    return "estimate";
}

const Term* Account::find(std::string_view name) const {
    const auto found = std::ranges::find(terms, name, &Term::name);
    return found == terms.end() ? nullptr : &*found;
}

Term* Account::find(std::string_view name) {
    const auto found = std::ranges::find(terms, name, &Term::name);
    return found == terms.end() ? nullptr : &*found;
}

const Source* Model::find_source(std::string_view key) const {
    const auto found = std::ranges::find(sources, key, &Source::key);
    return found == sources.end() ? nullptr : &*found;
}

Model load_model(const std::string& path_or_name) {
    if (const auto bundled = find_bundled_model(path_or_name); bundled && !std::filesystem::exists(path_or_name)) {
        return parse_model(*bundled, path_or_name);
    }
    if (path_or_name != "-" && !std::filesystem::exists(path_or_name)) {
        throw Failure(FailureKind::bad_input, fmt::format("there is no file '{}', and no bundled model of that name", path_or_name),
                      fmt::format("Bundled models: {}. docs/balance.md says how one is written.", fmt::join(bundled_models(), ", ")));
    }
    return parse_model(base::load_file(path_or_name, model_limits.bytes), path_or_name);
}

void apply_setting(Model& model, std::string_view setting) {
    const std::size_t equals = setting.find('=');
    if (equals == std::string_view::npos || equals == 0) {
        fail_setting(setting, "wants a term, an equals sign and its values");
    }
    std::string_view name = setting.substr(0, equals);
    Account& account = account_meant(model, setting, name);
    Term* term = account.find(name);
    const Range range = parse_setting_range(setting, setting.substr(equals + 1), term == nullptr ? Shape::triangular : term->range.shape);
    if (term == nullptr) {
        const auto standard = standard_terms(account.kind.family);
        if (std::ranges::find(standard, name) == standard.end()) {
            fail_setting(setting, fmt::format("the account of {} {} has no term '{}'", account.kind.name, account.period, name),
                         fmt::format("Standard terms: {}.", fmt::join(standard, ", ")));
        }
        account.terms.push_back({.name = std::string(name)});
        term = &account.terms.back();
    }
    term->range = range;
    term->sum.clear();
    term->unseen.reset();
    term->unknown = false;
    term->source.clear();
    term->note.clear();
    term->changed = true;
}

} // namespace tidewaiter::balance
