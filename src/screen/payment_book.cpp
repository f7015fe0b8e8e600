#include "screen/payment_book.hpp"

#include "base/failure.hpp"
#include "base/money.hpp"
#include "base/utf8.hpp"
#include "entity/country.hpp"
#include "screen/party_fields.hpp"
#include "screen/payment_messages.hpp"
#include "screen/shipment_builder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tidewaiter::screen {

namespace {

enum Column : std::size_t { date, payer, payer_country, payer_bank_country, payer_account, payee, amount, currency, shipment_id };

constexpr std::array<SideField, 9> fields = {{
    {.name = "date", .type = SideField::Type::date, .needed = true},
    {.name = "payer", .needed = true},
    {.name = "payer_country"},
    {.name = "payer_bank_country"},
    {.name = "payer_account"},
    {.name = "payee"},
    {.name = "amount", .type = SideField::Type::number},
    {.name = "currency"},
    {.name = "shipment_id"},
}};

std::string code_of(std::string_view text) { return std::string(entity::find_country(text).value_or(std::string_view())); }

} // namespace

PaymentBook::PaymentBook(const std::string& path, const std::string& day_order, const Policy& policy) : path_(path), messages_(holds_payment_messages(path)) {
    if (messages_) {
        facts_ = read_payment_messages(path, day_order, [&](PaymentRow&& row, const std::string& currency, const std::vector<std::string>& references) {
            const auto at = static_cast<std::uint32_t>(rows_.size());
            const auto value = base::parse_ten_thousandths(row.amount.substr(0, row.amount.find(' ')));
            add(std::move(row), value ? std::optional(static_cast<double>(*value) / 10'000) : std::nullopt, currency, policy);
            for (const std::string& reference : references) {
                by_shipment_[reference].push_back(at);
            }
        });
    } else {
        read_table(path, day_order, policy);
    }
    for (auto& [key, rows] : by_payer_) {
        std::ranges::stable_sort(rows, {}, [this](std::uint32_t at) { return rows_[at].day; });
    }
}

void PaymentBook::read_table(const std::string& path, const std::string& day_order, const Policy& policy) {
    SideTable table("payments", path, fields, day_order);
    facts_ = table.read([&](const SideRow& row) -> std::string {
        has_shipment_ids_ = row.has_column(shipment_id);
        const auto day = row.date(date);
        if (!day) {
            return fmt::format("'{}' is no date", base::utf8_prefix(row.text(date), 40));
        }
        if (name_state(row.text(payer)) != NameState::named) {
            return fmt::format("'{}' names no payer", base::utf8_prefix(row.text(payer), 40));
        }
        PaymentRow made;
        made.day = day->from;
        made.payer = row.text(payer);
        made.payer_country = code_of(row.text(payer_country));
        made.payer_bank_country = code_of(row.text(payer_bank_country));
        made.payer_account = row.text(payer_account);
        made.payee = row.text(payee);
        made.shipment_id = row.text(shipment_id);
        made.line = row.line();
        const std::string code = to_currency(row.text(currency));
        made.amount = fmt::format("{} {}", row.text(amount), code.empty() ? row.text(currency) : code);
        if (!made.shipment_id.empty()) {
            by_shipment_[made.shipment_id].push_back(static_cast<std::uint32_t>(rows_.size()));
        }
        add(std::move(made), row.number(amount), code, policy);
        return {};
    });
}

void PaymentBook::add(PaymentRow row, std::optional<double> amount, const std::string& currency, const Policy& policy) {
    if (rows_.size() >= most_rows) {
        throw base::Failure(base::FailureKind::bad_input, fmt::format("{}: more than {} payments", path_, most_rows), "Give the months that matter.");
    }
    if (amount && currency == "USD") {
        row.usd = *amount;
    } else if (const auto rate = policy.usd_per.find(currency); amount && rate != policy.usd_per.end()) {
        row.usd = *amount * rate->second;
    }
    by_payer_[name_key(row.payer)].push_back(static_cast<std::uint32_t>(rows_.size()));
    rows_.push_back(std::move(row));
}

std::vector<const PaymentRow*> PaymentBook::of_shipment(std::string_view id) const {
    std::string key(id);
    if (messages_) {
        std::ranges::transform(key, key.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    }
    std::vector<const PaymentRow*> made;
    if (const auto found = by_shipment_.find(key); found != by_shipment_.end()) {
        for (const std::uint32_t at : found->second) {
            made.push_back(&rows_[at]);
        }
    }
    return made;
}

std::vector<const PaymentRow*> PaymentBook::of_payer(std::uint64_t key) const {
    std::vector<const PaymentRow*> made;
    if (const auto found = by_payer_.find(key); found != by_payer_.end()) {
        for (const std::uint32_t at : found->second) {
            made.push_back(&rows_[at]);
        }
    }
    return made;
}

} // namespace tidewaiter::screen
