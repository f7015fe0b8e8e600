#include "claims/markup.hpp"

#include "base/utf8.hpp"
#include "claims/word_list.hpp"
#include "entity/date.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace tidewaiter::claims {

namespace {

std::string lower(std::string_view text) {
    std::string small(text);
    std::ranges::transform(small, small.begin(), [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); });
    return small;
}

/// Elements whose content is no part of the text.
constexpr std::array<std::string_view, 14> dropped = {"script", "style",  "template", "noscript", "svg",    "nav",    "iframe",
                                                      "object", "select", "textarea", "button",   "canvas", "footer", "form"};
/// Elements that do not part words; all others do.
constexpr std::array<std::string_view, 35> inline_elements = {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins", "kbd", "label", "mark", "picture", "q", "s", "samp", "small", "source", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"};
/// Of the dropped ones, those that stand inside a line.
constexpr std::array<std::string_view, 6> dropped_inline = {"script", "style", "template", "noscript", "svg", "button"};

struct Entity {
    std::string_view name;
    std::string_view text;
};

constexpr std::array<Entity, 30> entities = {{
    {"amp", "&"},        {"lt", "<"},         {"gt", ">"},         {"quot", "\""},      {"apos", "'"},       {"nbsp", " "},
    {"ndash", "\u2013"}, {"mdash", "\u2014"}, {"lsquo", "\u2018"}, {"rsquo", "\u2019"}, {"ldquo", "\u201C"}, {"rdquo", "\u201D"},
    {"bdquo", "\u201E"}, {"laquo", "\u00AB"}, {"raquo", "\u00BB"}, {"hellip", "\u2026"}, {"euro", "\u20AC"}, {"pound", "\u00A3"},
    {"yen", "\u00A5"},   {"percnt", "%"},     {"thinsp", " "},     {"ensp", " "},       {"emsp", " "},       {"auml", "\u00E4"},
    {"ouml", "\u00F6"},  {"uuml", "\u00FC"},  {"eacute", "\u00E9"}, {"egrave", "\u00E8"}, {"ccedil", "\u00E7"}, {"shy", ""},
}};

/// Appends what an entity at the front of text stands for; takes it off. An unknown one stays as it is written.
void take_entity(std::string_view& text, std::string& into) {
    const std::size_t end = text.substr(0, 12).find(';');
    if (end != std::string_view::npos && end > 1) {
        const std::string_view name = text.substr(1, end - 1);
        if (name.front() == '#' && name.size() > 1) {
            const bool hex = name[1] == 'x' || name[1] == 'X';
            const std::string_view digits = name.substr(hex ? 2 : 1);
            unsigned point = 0;
            const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), point, hex ? 16 : 10);
            if (result.ec == std::errc{} && result.ptr == digits.data() + digits.size() && !digits.empty()) {
                const bool fit = point >= 0x20 && point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF) && (point < 0x7F || point > 0x9F);
                point == 0xA0 || !fit ? into.push_back(' ') : base::append_utf8(into, point);
                text.remove_prefix(end + 1);
                return;
            }
        }
        for (const Entity& entity : entities) {
            if (entity.name == name) {
                into += entity.text;
                text.remove_prefix(end + 1);
                return;
            }
        }
    }
    into += '&';
    text.remove_prefix(1);
}

std::string decoded(std::string_view text) {
    std::string plain;
    while (!text.empty()) {
        if (text.front() == '&') {
            take_entity(text, plain);
        } else {
            plain += text.front();
            text.remove_prefix(1);
        }
    }
    return plain;
}

/// Value of an attribute in the inside of a tag; names are looked for outside quotes only.
std::string attribute(std::string_view tag, std::string_view wanted) {
    std::size_t i = 0;
    while (i < tag.size()) {
        while (i < tag.size() && (tag[i] == ' ' || tag[i] == '\n' || tag[i] == '/')) {
            ++i;
        }
        const std::size_t start = i;
        while (i < tag.size() && tag[i] != '=' && tag[i] != ' ' && tag[i] != '\n' && tag[i] != '/') {
            ++i;
        }
        const std::string name = lower(tag.substr(start, i - start));
        if (i >= tag.size() || tag[i] != '=') {
            i += i == start ? 1 : 0;
            continue;
        }
        ++i;
        std::string_view value;
        if (i < tag.size() && (tag[i] == '"' || tag[i] == '\'')) {
            const std::size_t end = std::min(tag.find(tag[i], i + 1), tag.size());
            value = tag.substr(i + 1, end - i - 1);
            i = end + 1;
        } else {
            const std::size_t end = std::min(tag.find_first_of(" \n", i), tag.size());
            value = tag.substr(i, end - i);
            i = end;
        }
        if (name == wanted) {
            return decoded(value);
        }
    }
    return {};
}

void fill(std::string& field, std::string_view value) {
    const std::string clean = base::squash(value);
    if (field.empty() && !clean.empty()) {
        field = std::string(base::utf8_prefix(clean, 300));
    }
}

void fill_date(std::string& field, std::string_view value) {
    const auto date = entity::parse_date(base::trim(value.substr(0, std::min<std::size_t>(value.size(), 40))));
    if (field.empty() && date && date->from == date->to) {
        field = entity::to_iso(date->from);
    }
}

void take_meta(std::string_view tag, Article& article) {
    std::string name = lower(attribute(tag, "property"));
    if (name.empty()) {
        name = lower(attribute(tag, "name"));
    }
    const std::string content = attribute(tag, "content");
    if (name == "article:published_time" || name == "date" || name == "dc.date" || name == "datepublished" || name == "pubdate") {
        fill_date(article.date, content);
    } else if (name == "og:site_name") {
        fill(article.outlet, content);
    } else if (name == "og:title") {
        fill(article.title, content);
    } else if (name == "author" || name == "article:author") {
        fill(article.author, content);
    } else if (name == "og:url") {
        fill(article.url, content);
    }
}

/// End of a tag that starts at i: quotes inside it may hold ">".
std::size_t end_of_tag(std::string_view html, std::size_t i) {
    char quote = '\0';
    constexpr std::size_t longest_tag = 20'000; // past it, a quote was never closed
    for (std::size_t k = i + 1; k < html.size() && k < i + longest_tag; ++k) {
        if (quote != '\0') {
            quote = html[k] == quote ? '\0' : quote;
        } else if ((html[k] == '"' || html[k] == '\'') && html[k - 1] == '=') {
            quote = html[k];
        } else if (html[k] == '>') {
            return k;
        }
    }
    return std::min(html.find('>', i), html.size());
}

/// Place after "</name" and its ">", from i on; the end when it never comes.
std::size_t after_closing(std::string_view html, std::size_t i, std::string_view name) {
    while ((i = html.find("</", i)) != std::string_view::npos) {
        if (lower(html.substr(i + 2, name.size())) == name) {
            return std::min(html.find('>', i), html.size() - 1) + 1;
        }
        i += 2;
    }
    return html.size();
}

} // namespace

std::string html_to_text(std::string_view html, Article& article) {
    std::string text;
    text.reserve(html.size() / 2);
    const auto part = [&text] {
        while (text.ends_with(' ')) {
            text.pop_back();
        }
        if (!text.empty() && !text.ends_with("\n\n")) {
            text += text.ends_with('\n') ? "\n" : "\n\n";
        }
    };
    for (std::size_t i = 0; i < html.size();) {
        if (html[i] == '&') {
            std::string_view rest = html.substr(i);
            take_entity(rest, text);
            i = html.size() - rest.size();
            continue;
        }
        if (html[i] != '<') {
            const char c = html[i] == '\n' ? ' ' : html[i];
            if (c != ' ' || (!text.empty() && !text.ends_with(' ') && !text.ends_with('\n'))) {
                text += c;
            }
            ++i;
            continue;
        }
        if (html.substr(i).starts_with("<!--")) {
            const std::size_t end = html.find("-->", i + 4);
            i = end == std::string_view::npos ? html.size() : end + 3;
            continue;
        }
        if (i + 1 >= html.size() || !(html[i + 1] == '/' || html[i + 1] == '!' || html[i + 1] == '?' || (html[i + 1] >= 'a' && html[i + 1] <= 'z') || (html[i + 1] >= 'A' && html[i + 1] <= 'Z'))) {
            text += '<';
            ++i;
            continue;
        }
        const std::size_t end = end_of_tag(html, i);
        const bool closing = html[i + 1] == '/';
        const std::size_t start = i + (closing ? 2 : 1);
        const std::string_view inside = html.substr(start, end > start ? end - start : 0);
        const std::size_t name_end = std::min(inside.find_first_of(" \n/>"), inside.size());
        const std::string name = lower(inside.substr(0, std::min<std::size_t>(name_end, 20)));
        i = std::min(end + 1, html.size());
        if (!closing && is_one_of(name, dropped)) {
            i = after_closing(html, i, name);
            if (!is_one_of(name, dropped_inline)) {
                part();
            }
        } else if (!closing && name == "title") {
            const std::size_t close = after_closing(html, i, name);
            const std::size_t stop = std::min(html.find('<', i), html.size());
            fill(article.title, decoded(html.substr(i, stop - i)));
            i = close;
        } else if (!closing && name == "meta") {
            take_meta(inside.substr(name_end), article);
        } else if (!closing && name == "link" && lower(attribute(inside.substr(name_end), "rel")) == "canonical") {
            fill(article.url, attribute(inside.substr(name_end), "href"));
        } else if (!closing && name == "time") {
            fill_date(article.date, attribute(inside.substr(name_end), "datetime"));
        } else if (name == "br") {
            text += '\n';
        } else if (name == "td" || name == "th") {
            text += ' ';
        } else if (!is_one_of(name, inline_elements)) {
            part();
        }
    }
    return text;
}

namespace {

std::string_view take_line(std::string_view& text) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

void take_front_matter(std::string_view& text, Article& article) {
    std::string_view rest = text;
    if (base::trim(take_line(rest)) != "---") {
        return;
    }
    constexpr int most_lines = 100;
    std::vector<std::string_view> lines;
    for (int i = 0; i < most_lines && !rest.empty(); ++i) {
        const std::string_view line = take_line(rest);
        if (base::trim(line) == "---") {
            for (const std::string_view field : lines) {
                const std::size_t colon = field.find(':');
                if (colon == std::string_view::npos) {
                    continue;
                }
                const std::string key = lower(base::trim(field.substr(0, colon)));
                std::string_view value = base::trim(field.substr(colon + 1));
                if (value.size() >= 2 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front()) {
                    value = value.substr(1, value.size() - 2);
                }
                if (key == "title") {
                    fill(article.title, value);
                } else if (key == "date" || key == "published") {
                    fill_date(article.date, value);
                } else if (key == "author") {
                    fill(article.author, value);
                } else if (key == "outlet" || key == "publisher" || key == "source") {
                    fill(article.outlet, value);
                } else if (key == "url") {
                    fill(article.url, value);
                }
            }
            text = rest;
            return;
        }
        lines.push_back(line);
    }
}

/// A line without emphasis, code ticks, pictures and the addresses of links.
std::string plain_line(std::string_view line) {
    std::string plain;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (c == '\\' && i + 1 < line.size()) {
            plain += line[++i];
        } else if (c == '!' && i + 1 < line.size() && line[i + 1] == '[') {
            const std::size_t close = line.find("](", i);
            const std::size_t end = close == std::string_view::npos ? close : line.find(')', close);
            if (end == std::string_view::npos) {
                plain += c;
            } else {
                i = end;
            }
        } else if (c == '[') {
            const std::size_t close = line.find(']', i);
            if (close == std::string_view::npos) {
                plain += c;
                continue;
            }
            const bool address = close + 1 < line.size() && line[close + 1] == '(';
            const bool note = i + 1 < line.size() && line[i + 1] == '^';
            const std::size_t end = address ? line.find(')', close) : close;
            if (address && end != std::string_view::npos) {
                plain += line.substr(i + 1, close - i - 1);
                i = end;
            } else if (note) {
                i = close;
            } else {
                plain += c;
            }
        } else if (c == '*' || c == '`' || (c == '_' && (i == 0 || line[i - 1] == ' ' || i + 1 == line.size() || line[i + 1] == ' ' || line[i + 1] == '.'))) {
            continue;
        } else {
            plain += c;
        }
    }
    return plain;
}

} // namespace

std::string markdown_to_text(std::string_view markdown, Article& article) {
    take_front_matter(markdown, article);
    std::string text;
    text.reserve(markdown.size());
    bool in_code = false;
    while (!markdown.empty()) {
        std::string_view line = take_line(markdown);
        std::string_view body = base::trim(line);
        if (body.starts_with("```") || body.starts_with("~~~")) {
            in_code = !in_code;
            text += '\n';
            continue;
        }
        if (in_code) {
            continue;
        }
        while (body.starts_with('>')) {
            body = base::trim(body.substr(1));
        }
        if (body.starts_with('#')) {
            const std::size_t level = std::min(body.find_first_not_of('#'), body.size());
            body = base::trim(body.substr(level));
            while (body.ends_with('#')) {
                body.remove_suffix(1);
            }
            if (level == 1) {
                fill(article.title, plain_line(body));
            }
            text += "\n" + plain_line(body) + "\n\n";
            continue;
        }
        if (body.find_first_not_of("-*_= ") == std::string_view::npos && !body.empty()) {
            text += "\n\n"; // a rule, or the line under a heading
            continue;
        }
        if (body.starts_with('|')) {
            // A row of a table is a paragraph of its own; the rule under its head goes.
            if (body.find_first_not_of("|-: ") != std::string_view::npos) {
                std::string row = plain_line(body);
                std::ranges::replace(row, '|', ';');
                text += "\n\n" + row + "\n\n";
            }
            continue;
        }
        if (body.starts_with("- ") || body.starts_with("* ") || body.starts_with("+ ")) {
            body.remove_prefix(2);
            text += '\n';
        }
        text += plain_line(body) + "\n";
    }
    return text;
}

} // namespace tidewaiter::claims
