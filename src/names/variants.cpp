// What was learnt of pairs of names: "y" for "i" is a spelling, "o" for "a" at the end is another name.
#include "names/variants.hpp"

#include "base/csv.hpp"
#include "base/embedded.hpp"

#include <algorithm>
#include <charconv>
#include <string>
#include <unordered_map>

TIDEWAITER_EMBEDDED(name_variants_csv);

namespace tidewaiter::names {

namespace {

constexpr std::size_t longest = 3; ///< letters of a difference
/// Differences are counted among all names alike; a few cases say little.
constexpr float doubt = 2.0F;

class VariantBook {
public:
    VariantBook() {
        const base::CsvTable table("name_variants.csv", embedded_name_variants_csv());
        const std::size_t place = table.column("place");
        const std::size_t a = table.column("a");
        const std::size_t b = table.column("b");
        const std::size_t same = table.column("same");
        const std::size_t different = table.column("different");
        for (const auto& row : table.rows()) {
            const float alike = number(row[same]);
            shares_[key_of(row[place].front(), row[a], row[b])] = alike / (alike + number(row[different]) + doubt);
        }
    }

    float find(char place, std::string_view a, std::string_view b) const {
        const auto found = shares_.find(key_of(place, a, b));
        return found == shares_.end() ? 0.0F : found->second;
    }

private:
    static float number(std::string_view text) {
        float value = 0;
        std::from_chars(text.data(), text.data() + text.size(), value);
        return value;
    }

    /// Both stretches and the place in one number: a byte a letter.
    static std::uint64_t key_of(char place, std::string_view a, std::string_view b) {
        auto key = static_cast<std::uint64_t>(static_cast<unsigned char>(place));
        for (const std::string_view stretch : {a, b}) {
            for (std::size_t i = 0; i < longest; ++i) {
                key = key << 8U | (i < stretch.size() ? static_cast<unsigned char>(stretch[i]) : 0U);
            }
        }
        return key;
    }

    std::unordered_map<std::uint64_t, float> shares_;
};

} // namespace

float share_of_spellings(std::string_view a, std::string_view b) {
    static const VariantBook book;
    std::size_t suffix = 0;
    while (suffix < std::min(a.size(), b.size()) && a[a.size() - 1 - suffix] == b[b.size() - 1 - suffix]) {
        ++suffix;
    }
    const std::string_view end = a.substr(a.size() - suffix);
    a.remove_suffix(suffix);
    b.remove_suffix(suffix);
    std::size_t prefix = 0;
    while (prefix < std::min(a.size(), b.size()) && a[prefix] == b[prefix]) {
        ++prefix;
    }
    a.remove_prefix(prefix);
    b.remove_prefix(prefix);
    if (a.size() > longest || b.size() > longest) {
        return 0;
    }
    if (b < a) {
        std::swap(a, b);
    }
    const bool doubled = a.empty() && b.size() == 1 && !end.empty() && end.front() == b.front();
    return book.find(doubled ? 'd' : prefix == 0 ? 's' : suffix == 0 ? 'e' : 'i', a, b);
}

} // namespace tidewaiter::names
