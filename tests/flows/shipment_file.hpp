// A generated file of declarations and bills of lading with planted chains: firms in a Zipf order, lognormal weights, prices by good, one row
// in twelve without a number, legal forms written in several ways, weekends without shipments; the same bytes every time.
#pragma once

#include "flows/statistics/draws.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <numbers>
#include <string>
#include <vector>

namespace tidewaiter::flows {

struct ShipmentFile {
    std::string lading;       ///< imports of the hubs, in the columns of bills of lading
    std::string declarations; ///< imports of Russia, in the box numbers of the form
    std::string registry;     ///< name, country, registered
};

class ShipmentMaker {
public:
    ShipmentFile make(int rows) {
        ShipmentFile file;
        file.lading = "Bill of Lading Number,Arrival Date,Consignee,Consignee Country,Shipper,Shipper Country,Country of Origin,HS Code,Goods Shipped,Value (USD),Weight (kg)\n";
        file.declarations = "G07,G072,G011,G32,G022,G023,G082,G081,G15A,G34,G33,G31_1,G46,G38\n";
        file.registry = "name,country,registered\n";
        for (int i = 0; i < rows; ++i) {
            const std::string& code = pick(codes);
            const double kg = weight();
            const double price = 20 * std::exp(0.4 * normal());
            const std::string hub = pick(hubs);
            if (draws_.unit() < 0.6) {
                file.lading += lading(day(), firm(hub, 40), hub, firm(pick(makers), 25), pick(makers), code, kg * price, kg);
            } else {
                const std::string from = draws_.unit() < 0.3 ? pick(makers) : hub;
                // Goods of other firms than those that hubs import: their weights meet no lot that came in.
                file.declarations += declaration(day(), "Seller " + firm(from, 60), from, firm("RU", 80), pick(makers), code, kg * price * 1.3, kg);
            }
        }
        plant(file);
        return file;
    }

    static std::string lading(const std::string& when, const std::string& to, const std::string& to_country, const std::string& from, const std::string& from_country, const std::string& code,
                              double value, double kg) {
        static int number = 0;
        return fmt::format("BL{:06},{},\"{}\",{},\"{}\",{},{},{},goods,{:.2f},{:.3f}\n", ++number, when, to, to_country, from, from_country, from_country, code, value, kg);
    }

    std::string declaration(const std::string& when, const std::string& from, const std::string& from_country, const std::string& to, const std::string& origin, const std::string& code, double value,
                            double kg) {
        // One importer in twelve is written without its number.
        const std::string inn = draws_.below(12) == 0 ? "" : fmt::format("{}", 7'700'000'000ULL + std::hash<std::string>{}(to) % 99'999'999);
        return fmt::format("1000{}/{:07},{},ИМ,{},\"{}\",{},\"{}\",{},{},{},{}0000,goods,{:.2f},{:.3f}\n", draws_.below(9), ++declarations_, when, 1 + draws_.below(5), from, from_country, to, inn,
                           from_country, origin, code, value, kg);
    }

private:
    /// Three chains, and four that must not be found: too late, more out than in, another good, back to where it came from.
    void plant(ShipmentFile& file) {
        file.lading += lading("2023-02-06", "Bosphorus Tech Ltd", "TR", "Rhein Chips GmbH", "DE", "854231", 90'000, 300);
        file.declarations += declaration("2023-03-13", "BOSPHORUS TECH LIMITED", "TR", "OOO Severny Radio", "DE", "854231", 150'000, 250);
        file.lading += lading("2022-09-05", "Kowloon Parts Ltd", "HK", "Mesa Semiconductors Inc", "US", "854239", 500'000, 800);
        file.lading += lading("2022-10-03", "Ala-Too Trade LLC", "KG", "Kowloon Parts Limited", "HK", "854239", 600'000, 700);
        file.declarations += declaration("2022-11-14", "Ala-Too Trade", "KG", "OOO Elektron", "US", "854239", 900'000, 700);
        // The heading is all that the second leg says.
        file.lading += lading("2023-05-08", "Yerevan Bearings CJSC", "AM", "Kugel AG", "DE", "848210", 40'000, 4'000);
        file.declarations += declaration("2023-06-05", "Yerevan Bearings", "AM", "AO Zavod", "DE", "848210", 70'000, 4'000);
        file.lading += lading("2022-03-07", "Late Trade FZE", "AE", "Rhein Chips GmbH", "DE", "854231", 90'000, 333);
        file.declarations += declaration("2022-08-08", "Late Trade FZE", "AE", "OOO Severny Radio", "DE", "854231", 150'000, 333);
        file.lading += lading("2022-04-04", "Other Good LLP", "KZ", "Rhein Chips GmbH", "DE", "848220", 90'000, 444);
        file.declarations += declaration("2022-04-25", "Other Good LLP", "KZ", "OOO Severny Radio", "DE", "854110", 150'000, 444);
        file.declarations += declaration("2022-04-04", "Before Trade LLP", "KZ", "OOO Severny Radio", "DE", "854110", 150'000, 555);
        file.lading += lading("2022-04-25", "Before Trade LLP", "KZ", "Rhein Chips GmbH", "DE", "854110", 90'000, 555);
        file.registry += "Bosphorus Tech Ltd,TR,2022-08-01\nAla-Too Trade,KG,2022-06-15\nKugel AG,DE,1990-01-01\n";
    }

    template <std::size_t N> const std::string& pick(const std::array<std::string, N>& from) { return from[draws_.below(N)]; }

    double normal() { return std::sqrt(-2 * std::log(1 - draws_.unit())) * std::cos(2 * std::numbers::pi * draws_.unit()); }

    double weight() { return std::round(1000 * std::exp(5 + 1.2 * normal())) / 1000; }

    std::string day() {
        for (;;) {
            const int month = static_cast<int>(draws_.below(30));
            const int date = 1 + static_cast<int>(draws_.below(28));
            if ((month * 30 + date) % 7 > 1) {
                return fmt::format("{}-{:02}-{:02}", 2021 + month / 12, month % 12 + 1, date);
            }
        }
    }

    /// Firms of a country, the first ones by far the most frequent.
    std::string firm(const std::string& country, std::size_t count) {
        static const std::array<std::string, 4> forms = {"LLC", "Ltd", "Trading", "Limited"};
        const auto number = static_cast<std::size_t>(static_cast<double>(count) * std::pow(draws_.unit(), 3));
        return fmt::format("{} Firm {} {}", country, number, forms[number % forms.size()]);
    }

    Draws draws_{2026};
    int declarations_ = 0;
    const std::array<std::string, 6> hubs = {"TR", "AE", "KZ", "KG", "AM", "HK"};
    const std::array<std::string, 5> makers = {"DE", "US", "JP", "CN", "NL"};
    const std::array<std::string, 8> codes = {"854231", "854239", "848210", "854110", "853400", "847150", "870323", "300490"};
};

} // namespace tidewaiter::flows
