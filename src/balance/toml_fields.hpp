// Reads a TOML file of ours field by field; every message names the line and the field.
#pragma once

#include "balance/model.hpp"

#include <toml++/toml.h>

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::balance {

/// Bounds on what a model may ask for; the largest sensible one is far below.
struct ModelLimits {
    std::uint64_t bytes = 1'000'000;
    std::size_t accounts = 50;
    std::size_t terms = 400;         ///< in all accounts: balancing takes their third power
    std::size_t observations = 2'000;
    std::size_t correlated = 32;     ///< terms of an account: each is held as a whole column
    std::size_t years = 400;         ///< of a series
    std::size_t text_bytes = 2'000;  ///< of one text
    double largest = 1e15;           ///< of one figure: above it whole numbers are lost
};

inline constexpr ModelLimits model_limits;

class TomlFields {
public:
    /// Errors: Failure(bad_input) for what is no TOML or too large. `hint` ends every message of a wrong field.
    TomlFields(std::string_view toml, std::string name, std::string hint);

    const toml::table& document() const { return document_; }

    const std::string& name() const { return name_; }

    [[noreturn]] void fail(const toml::node& node, std::string_view field, const std::string& what, const std::string& hint = {}) const;
    [[noreturn]] void fail(std::uint64_t line, std::string_view field, const std::string& what, const std::string& hint = {}) const;

    void check_keys(const toml::table& table, std::string_view where, std::initializer_list<std::string_view> known) const;
    const toml::table& as_table(const toml::node& node, std::string_view field) const;
    /// The tables of [[key]]; empty when there is none.
    std::vector<const toml::table*> tables(const toml::table& parent, std::string_view key, std::string_view where) const;
    /// Empty when the key is absent.
    std::string text(const toml::table& table, std::string_view key, std::string_view where) const;
    std::string required_text(const toml::table& table, std::string_view key, std::string_view where) const;
    std::vector<std::string> texts(const toml::table& table, std::string_view key, std::string_view where) const;
    double number(const toml::node& node, std::string_view field, double lowest, double highest) const;
    /// low, mode, high and shape, or value for a figure without a range.
    /// Errors: Failure naming the field: low above mode, mode above high, one of the three missing, both ways at once
    Range range(const toml::table& table, std::string_view where, Shape fallback) const;
    Shape shape(const toml::table& table, std::string_view where, Shape fallback) const;
    Kind kind(const toml::table& table, std::string_view where) const;

private:
    std::string name_;
    std::string hint_;
    toml::table document_;
};

/// Line of a node in its file.
inline std::uint64_t line_of(const toml::node& node) { return node.source().begin.line; }

} // namespace tidewaiter::balance
