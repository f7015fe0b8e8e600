// Digits, words, fractions, ranges and words of quantity, each with its hedge and unit. Days, years, calibres and customs codes are not
// numbers of a statement.
#include "claims/sentence.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace tidewaiter::claims {

namespace {

double value_of(std::string_view text) {
    double value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

std::string_view currency_sign(std::string_view sign) {
    if (sign == "$") {
        return "USD";
    }
    if (sign == "\u20AC") {
        return "EUR";
    }
    if (sign == "\u00A3") {
        return "GBP";
    }
    return sign == "\u00A5" ? "CNY" : std::string_view();
}

/// "sixteen" -> 16, "thirty" -> 30; 0 for no number word.
double number_word(std::string_view word) {
    constexpr std::array<std::string_view, 20> small = {"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
    constexpr std::array<std::string_view, 8> tens = {"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};
    if (const auto found = std::ranges::find(small, word); found != small.end()) {
        return static_cast<double>(found - small.begin());
    }
    const auto found = std::ranges::find(tens, word);
    return found == tens.end() ? 0 : static_cast<double>(10 * (found - tens.begin() + 2));
}

class Reader {
public:
    explicit Reader(SentenceView& view) : view_(view) {}

    void run() {
        for (std::size_t i = 0; i < view_.tokens.size();) {
            const std::size_t next = at(i);
            i = next > i ? next : i + 1;
        }
    }

private:
    std::string_view word(std::size_t i) const { return view_.tokens.word(i); }

    bool is_number_token(std::size_t i) const { return i < view_.tokens.size() && view_.tokens[i].kind == TokenKind::number; }

    bool in_time(std::size_t i) const {
        return std::ranges::any_of(view_.times, [&](const TimeWords& time) { return i >= time.first && i < time.last; });
    }

    /// Digits or number words with their scale, from i on. Out: first token after them; i when there is none.
    std::size_t plain(std::size_t i, double& value) const {
        std::size_t at = i;
        double total = 0;
        double part = 0;
        bool any = false;
        while (at < view_.tokens.size()) {
            const Item* item = view_.item_of(at);
            const bool rest = any && is_number_token(at) && at > i && view_.is(at - 1, Kind::scale) && total >= 1000 && part == 0 && view_.tokens[at].value < 1000 && is_number_token(i); // "1 thousand 750"
            if (rest) {
                part = view_.tokens[at].value;
                ++at;
            } else if (is_number_token(at) && (!any)) {
                part = view_.tokens[at].value;
                any = true;
                ++at;
            } else if (item != nullptr && item->kind == Kind::number && (!any || !is_number_token(at - 1))) {
                part += value_of(item->value);
                any = true;
                at = item->last;
            } else if (any && item != nullptr && item->kind == Kind::scale && scale_fits(at, *item)) {
                const double scale = value_of(item->value);
                if (scale >= 1000) {
                    total += part * scale;
                    part = 0;
                } else {
                    part *= scale;
                }
                at = item->last;
            } else if (any && word(at) == "and" && at > i && view_.is(at - 1, Kind::scale) && (view_.is(at + 1, Kind::number)) && !is_number_token(i)) {
                ++at; // two hundred and fifty
            } else if (any && word(at) == "-" && view_.tokens[at].glued && view_.is(at + 1, Kind::number) && view_.is(at - 1, Kind::number)) {
                ++at; // sixty-one
            } else {
                break;
            }
        }
        value = total + part;
        return any ? at : i;
    }

    /// "k", "m", "bn" only where they touch the number or a currency stands before it; words of scale always.
    bool scale_fits(std::size_t i, const Item& item) const {
        const std::string_view text = word(i);
        return text.size() > 2 || view_.tokens[i].glued || item.value.size() > 7 || (i >= 2 && view_.tokens[i - 2].kind == TokenKind::sign);
    }

    void take_hedge(Number& number) const {
        std::size_t i = number.first;
        if (i > 0 && (word(i - 1) == "a" || word(i - 1) == "the" || word(i - 1) == "an") && view_.is(i - 2, Kind::hedge)) {
            --i;
        }
        if (i > 0 && (word(i - 1) == "\"" || word(i - 1) == "(" || word(i - 1) == "'")) {
            --i;
        }
        const Item* item = i > 0 ? view_.item_of(i - 1) : nullptr;
        if (item == nullptr || item->kind != Kind::hedge) {
            return;
        }
        struct Name {
            std::string_view text;
            Hedge hedge;
        };
        static constexpr Name names[] = {{"near", Hedge::near},   {"about", Hedge::about},     {"over", Hedge::over},       {"at_least", Hedge::at_least},
                                         {"under", Hedge::under}, {"at_most", Hedge::at_most}, {"plain", Hedge::plain}, {"between", Hedge::between}};
        for (const Name& name : names) {
            if (name.text == item->value) {
                number.hedge = name.hedge;
            }
        }
        number.hedge_words = view_.words_of(item->first, item->last);
        number.first = item->first;
    }

    void take_rate(Number& number) const {
        // Within the next few tokens, before another number: "250,000 artillery shells a month"
        for (std::size_t i = number.last; i < std::min(number.last + 8, view_.tokens.size()); ++i) {
            if (is_number_token(i) || word(i) == ",") {
                break;
            }
            const Item* item = view_.item_of(i);
            if (item != nullptr && item->kind == Kind::rate && item->first == i) {
                number.rate = item->value;
                number.last = i == number.last ? item->last : number.last;
                return;
            }
            if (word(i) == "/" && (word(i + 1) == "day" || word(i + 1) == "month" || word(i + 1) == "year")) {
                number.rate = word(i + 1);
                number.last = i == number.last ? i + 2 : number.last;
                return;
            }
        }
    }

    /// "around half (45% to 50%)": the brackets say it more closely, and are part of the number.
    void take_brackets(Number& number) {
        if (number.what != Number::What::percent || number.last + 1 >= view_.tokens.size() || word(number.last) != "(" || in_brackets_) {
            return;
        }
        const std::size_t count = view_.numbers.size();
        in_brackets_ = true;
        const std::size_t next = at(number.last + 1);
        in_brackets_ = false;
        if (view_.numbers.size() == count + 1 && view_.numbers.back().what == Number::What::percent && word(next) == ")") {
            const Number inner = view_.numbers.back();
            number.value = inner.value;
            number.upper = inner.upper;
            number.most = false;
            number.last = next + 1;
        }
        view_.numbers.resize(count);
    }

    void finish(Number number) {
        take_brackets(number);
        take_hedge(number);
        if (number.what == Number::What::amount) {
            take_rate(number);
        }
        view_.numbers.push_back(std::move(number));
    }

    std::size_t at(std::size_t i);
    std::size_t amount(std::size_t i);
    std::size_t of_ten(std::size_t i, double first, std::size_t after);

    SentenceView& view_;
    bool in_brackets_ = false;
};

/// "nine in ten", "one out of five"
std::size_t Reader::of_ten(std::size_t i, double first, std::size_t after) {
    std::size_t at = after;
    if (word(at) == "out" && word(at + 1) == "of") {
        at += 2;
    } else if (word(at) == "in" || (word(at) == "of" && word(at + 1) != "the")) {
        ++at;
    } else {
        return i;
    }
    double second = 0;
    const std::size_t end = plain(at, second);
    const bool usual = second == 3 || second == 4 || second == 5 || second == 10 || second == 20 || second == 100;
    if (end == at || !usual || first >= second || in_time(at) || view_.is(end, Kind::percent)) {
        return i;
    }
    Number number{.first = i, .last = end, .what = Number::What::percent, .value = 100 * first / second};
    finish(number);
    return end;
}

std::size_t Reader::amount(std::size_t i) {
    Number number{.first = i};
    std::size_t at = i;
    // Currency before: "$900m", "US$ 9.3 billion", "EUR 2.73 billion"
    if (view_.tokens[at].kind == TokenKind::sign && !currency_sign(word(at)).empty()) {
        number.currency = currency_sign(word(at));
        ++at;
    } else if (view_.is(at, Kind::currency) && is_number_token(view_.item_of(at)->last)) {
        number.currency = view_.item_of(at)->value;
        at = view_.item_of(at)->last;
    } else if (word(at) == "us" && word(at + 1) == "$") {
        number.currency = "USD";
        at += 2;
    }
    double value = 0;
    std::size_t end = plain(at, value);
    if (end == at) {
        return i;
    }
    if (number.currency.empty()) {
        if (const std::size_t fraction = of_ten(i, value, end); fraction > i) {
            return fraction;
        }
    }
    number.value = value;
    // A range: "60 to 70 percent", "70-75%", "between 60 and 70". "from 15 to 2" is a change.
    const std::string_view before = i > 0 ? word(i - 1) : std::string_view();
    const bool hedged_between = before == "between";
    bool percent = view_.is(end, Kind::percent);
    // "45% to 50%": the unit may stand twice; "rose 45 % to 50 million" has another one.
    const auto percent_after = [&](std::size_t start) {
        double other = 0;
        const std::size_t last = plain(start, other);
        return last > start && view_.is(last, Kind::percent) && other > value;
    };
    const bool moved = i > 0 && (view_.is(i - 1, Kind::up) || view_.is(i - 1, Kind::down) || before == "by");
    if (percent && (word(end + 1) == "to" || word(end + 1) == "-") && (before == "from" || (!moved && percent_after(end + 2)))) {
        ++end;
    }
    if (word(end) == "to" || word(end) == "-" || word(end) == "--" || (word(end) == "and" && hedged_between)) {
        std::size_t second_at = end + 1;
        second_at += !number.currency.empty() && currency_sign(word(second_at)) == number.currency ? 1U : 0U;
        second_at += view_.is(second_at, Kind::hedge) && before == "from" ? 1U : 0U;
        double second = 0;
        const std::size_t second_end = plain(second_at, second);
        if (second_end > second_at && !in_time(second_at)) {
            // "15 to 2 percent": the unit stands once. "1 to 2 million": so does the scale.
            const bool from = before == "from" || (i > 1 && before == "about" && word(i - 2) == "from");
            if (from || second > value) {
                if (!from && view_.is(second_end - 1, Kind::scale) && !view_.is(end - 1, Kind::scale)) {
                    number.value = value * value_of(view_.item_of(second_end - 1)->value);
                }
                if (from) {
                    number.earlier = number.value;
                    number.value = second;
                } else {
                    number.upper = second;
                }
                end = second_end;
                percent = view_.is(end, Kind::percent);
            }
        }
    }
    number.last = end;
    if (percent) {
        number.what = Number::What::percent;
        number.points = view_.item_of(end)->value == "points";
        number.last = view_.item_of(end)->last;
        if (view_.item_of(end)->value == "points" && word(end) == "points") {
            return end; // a score
        }
        finish(number);
        return number.last;
    }
    if (const Item* item = view_.item_of(end); item != nullptr && item->first == end) {
        if (item->kind == Kind::currency) {
            number.currency = item->value;
            number.last = item->last;
        } else if (item->kind == Kind::unit) {
            number.unit = item->value;
            number.last = item->last;
        } else if (item->kind == Kind::times) {
            number.what = Number::What::times;
            number.last = item->last;
        }
    }
    if (word(end) == "-" && word(end + 1) == "fold") {
        number.what = Number::What::times;
        number.last = end + 2;
    } else if (word(end) == "x" && view_.tokens[end].glued) {
        number.what = Number::What::times;
        number.last = end + 1;
    }
    // Calibres, codes, list numbers, ordinals, scores.
    const bool calibre = word(end) == "mm" || word(end) == "cm" || word(end) == "km" || word(end) == "kg";
    const bool code = before == "hs" || before == "code" || before == "codes" || before == "heading" || before == "headings" || before == "chapter" || before == "no" || before == "article";
    const std::string_view counted = word(end) == "-" ? word(end + 1) : word(end);
    const bool time = counted == "years" || counted == "year" || counted == "months" || counted == "weeks" || counted == "days" || counted == "hours" || counted == "minutes" ||
                      (word(end) == "-" && (counted == "month" || counted == "week" || counted == "day" || counted == "hour" || counted == "minute" || counted == "mile" || counted == "member" || counted == "strong" || counted == "point" || counted == "page"));
    const bool list_mark = i == 0 && (word(end) == "/" || word(end) == ")" || word(end) == ".");
    const bool ordinal = is_number_token(at) && (word(at + 1) == "st" || word(at + 1) == "nd" || word(at + 1) == "rd" || word(at + 1) == "th") && view_.tokens[at + 1].glued;
    // "Uganda sold goods for $12 billion" but "He was 90", "one of them", "one" alone.
    const bool lone_one = value == 1 && number.currency.empty() && number.what == Number::What::amount && end == at + 1;
    if (calibre || code || time || list_mark || ordinal || lone_one) {
        return std::max(end, i + 1);
    }
    finish(number);
    return number.last;
}

std::size_t Reader::at(std::size_t i) {
    // Designations: CN8, T-90M, S-300. A figure that touches a word before it is none.
    if (is_number_token(i) && i > 0 && view_.tokens[i].glued) {
        const Token& before = view_.tokens[i - 1];
        const bool word_before = before.kind == TokenKind::word;
        const bool hyphen = before.lower == "-" && before.glued && i > 1 && view_.tokens[i - 2].kind == TokenKind::word && !view_.is(i - 2, Kind::number) && !view_.is(i - 2, Kind::hedge);
        if (word_before || hyphen) {
            std::size_t end = i + 1;
            while (end < view_.tokens.size() && view_.tokens[end].glued && view_.tokens[end].kind != TokenKind::sign) {
                ++end;
            }
            return end;
        }
    }
    // A range of codes "8456-8463" after HS, and days and years.
    if (in_time(i)) {
        return i + 1;
    }
    const Item* item = view_.item_of(i);
    if (item != nullptr && item->first == i) {
        if (item->kind == Kind::fraction) {
            const std::string_view before = i > 0 ? word(i - 1) : std::string_view();
            if (word(i) == "half" && (before == "first" || before == "second" || before == "other")) {
                return item->last;
            }
            if (word(i) == "half" && word(i + 1) == "a" && view_.is(i + 2, Kind::scale)) {
                Number number{.first = i, .last = i + 3, .what = Number::What::amount, .value = 0.5 * value_of(view_.item_of(i + 2)->value)};
                finish(number);
                return i + 3;
            }
            Number number{.first = i, .last = item->last, .what = Number::What::percent, .value = value_of(item->value)};
            finish(number);
            return std::max(item->last, view_.numbers.empty() ? item->last : view_.numbers.back().last);
        }
        if (item->kind == Kind::quantifier) {
            const std::size_t next = item->last;
            const bool alone = item->last - item->first == 1 && (word(i) == "most" || word(i) == "mostly" || word(i) == "mainly" || word(i) == "predominantly");
            const bool goods = view_.find(Kind::goods, next, std::min(next + 4, view_.tokens.size())) != nullptr || view_.find(Kind::generic, next, std::min(next + 4, view_.tokens.size())) != nullptr;
            if (alone && word(i) == "most" && !goods) {
                return item->last; // "the most powerful"
            }
            Number number{.first = i, .last = item->last, .what = Number::What::percent, .most = true, .quantifier = item->value};
            number.value = item->value == "most" ? 50 : item->value == "nearly_all" ? 90 : item->value == "all" ? 100 : 0;
            number.hedge_words = item->value == "none" || item->value == "all" ? std::string() : view_.words_of(item->first, item->last);
            if (number.hedge_words.ends_with(" of")) {
                number.hedge_words.resize(number.hedge_words.size() - 3);
            }
            view_.numbers.push_back(std::move(number));
            return item->last;
        }
        if (item->kind == Kind::plural_scale) {
            Number number{.first = i, .last = item->last, .what = Number::What::amount, .value = value_of(item->value), .unbounded = true};
            number.hedge_words = view_.words_of(item->first, item->last);
            if (word(item->last) == "of") {
                ++number.last;
            }
            take_rate(number);
            view_.numbers.push_back(std::move(number));
            return item->last;
        }
        if (item->kind == Kind::times && item->value == "2") {
            Number number{.first = i, .last = item->last, .what = Number::What::times, .value = 2};
            finish(number);
            return item->last;
        }
    }
    // "sixteenfold"
    if (const std::string_view text = word(i); text.size() > 5 && text.ends_with("fold") && item == nullptr) {
        if (const double times = number_word(text.substr(0, text.size() - 4)); times > 1) {
            Number number{.first = i, .last = i + 1, .what = Number::What::times, .value = times};
            finish(number);
            return i + 1;
        }
    }
    // "exceeds it by a factor of ten"
    if (word(i) == "factor" && word(i + 1) == "of") {
        double times = 0;
        if (const std::size_t end = plain(i + 2, times); end > i + 2) {
            Number number{.first = i, .last = end, .what = Number::What::times, .value = times};
            view_.numbers.push_back(std::move(number));
            return end;
        }
    }
    // "several million rounds": two or more
    if (word(i) == "several" && view_.is(i + 1, Kind::scale) && word(i + 1).size() > 2) {
        Number number{.first = i, .last = i + 2, .what = Number::What::amount, .value = 2 * value_of(view_.item_of(i + 1)->value), .unbounded = true};
        number.hedge_words = view_.words_of(i, i + 1);
        take_rate(number);
        view_.numbers.push_back(std::move(number));
        return i + 2;
    }
    // "a million drones"
    if ((word(i) == "a" || word(i) == "one") && view_.is(i + 1, Kind::scale) && view_.item_of(i + 1)->value.size() > 1 && word(i + 1).size() > 2) {
        Number number{.first = i, .last = i + 2, .what = Number::What::amount, .value = value_of(view_.item_of(i + 1)->value)};
        if (const Item* unit = view_.item_of(i + 2); unit != nullptr && unit->kind == Kind::currency) {
            number.currency = unit->value;
            number.last = unit->last;
        }
        finish(number);
        return number.last;
    }
    const bool starts = is_number_token(i) || (item != nullptr && item->first == i && (item->kind == Kind::number || item->kind == Kind::currency)) ||
                        (view_.tokens[i].kind == TokenKind::sign && !currency_sign(word(i)).empty()) || (word(i) == "us" && word(i + 1) == "$");
    if (!starts) {
        return i + 1;
    }
    if (word(i) == "one" && view_.is(i, Kind::number) && !view_.is(i + 1, Kind::scale) && word(i + 1) != "in" && word(i + 1) != "out" && !view_.is(i + 1, Kind::percent)) {
        return i + 1;
    }
    return amount(i);
}

} // namespace

void find_numbers(SentenceView& view) {
    view.numbers.clear();
    Reader(view).run();
    // "115 missiles and 300 drones a month": the rate is said once.
    for (std::size_t n = view.numbers.size(); n-- > 1;) {
        Number& earlier = view.numbers[n - 1];
        const Number& later = view.numbers[n];
        if (later.rate.empty() || !earlier.rate.empty() || earlier.what != Number::What::amount || later.what != Number::What::amount || earlier.currency != later.currency || later.first - earlier.last > 5) {
            continue;
        }
        bool joined = false;
        bool list = true;
        for (std::size_t i = earlier.last; i < later.first; ++i) {
            const Item* item = view.item_of(i);
            joined = joined || view.tokens.word(i) == "and";
            list = list && (item == nullptr || item->kind == Kind::goods || item->kind == Kind::unit);
        }
        if (joined && list) {
            earlier.rate = later.rate;
        }
    }
}

} // namespace tidewaiter::claims
