#include "claims/article.hpp"

#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/utf8.hpp"
#include "claims/encoding.hpp"
#include "claims/markup.hpp"
#include "claims/sentences.hpp"
#include "entity/date.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tidewaiter::claims {

namespace {

bool has_ending(std::string_view name, std::string_view ending) {
    if (name.ends_with(".gz")) {
        name.remove_suffix(3);
    }
    if (name.size() < ending.size()) {
        return false;
    }
    return std::ranges::equal(name.substr(name.size() - ending.size()), ending, [](unsigned char a, unsigned char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
}

bool looks_like_html(std::string_view text) {
    std::string front(text.substr(0, 4'000));
    std::ranges::transform(front, front.begin(), [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); });
    return std::ranges::any_of(std::array{"<!doctype html", "<html", "<body", "<p>", "<div", "<article"}, [&](const char* sign) { return front.find(sign) != std::string::npos; });
}

TextFormat format_of(std::string_view name, std::string_view text) {
    if (has_ending(name, ".html") || has_ending(name, ".htm") || has_ending(name, ".xhtml")) {
        return TextFormat::html;
    }
    if (has_ending(name, ".md") || has_ending(name, ".markdown")) {
        return TextFormat::markdown;
    }
    if (has_ending(name, ".txt")) {
        return TextFormat::plain;
    }
    return looks_like_html(text) ? TextFormat::html : text.starts_with("---\n") ? TextFormat::markdown : TextFormat::plain;
}

/// A line that is nothing but a date, or a date after a place and before a dash, among the first lines.
std::string date_in_head(std::string_view text, std::string& outlet) {
    constexpr int lines = 6;
    for (int i = 0; i < lines && !text.empty(); ++i) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = base::trim(text.substr(0, std::min<std::size_t>(end, 200)));
        text.remove_prefix(std::min(end + 1, text.size()));
        for (const std::string_view lead : {"Published:", "Published", "Date:", "Updated:"}) {
            if (line.starts_with(lead)) {
                line = base::trim(line.substr(lead.size()));
            }
        }
        // "BERLIN, 2 May 2024 - ...", "Outlet, 2 May 2024", "2 May 2024"
        std::vector<std::string_view> candidates{line};
        if (const std::size_t comma = line.find(", "); comma != std::string_view::npos) {
            candidates.push_back(line.substr(comma + 2));
        }
        for (std::string_view candidate : candidates) {
            for (const std::string_view dash : {" - ", " \u2013 ", " \u2014 ", " ("}) {
                candidate = candidate.substr(0, std::min(candidate.find(dash), candidate.size()));
            }
            const auto date = candidate.size() < 8 || candidate.size() > 30 ? base::Result<entity::PartialDate>(base::error("")) : entity::parse_date(base::trim(candidate));
            if (date && date->from == date->to) {
                // "The Outlet, 2 May 2024"; in capitals it is the place of a dateline.
                const std::size_t comma = line.find(", ");
                const bool behind = comma != std::string_view::npos && candidate.data() > line.data();
                const std::string_view before = line.substr(0, behind ? comma : 0);
                if (outlet.empty() && std::ranges::any_of(before, [](char c) { return c >= 'a' && c <= 'z'; })) {
                    outlet = before;
                }
                return entity::to_iso(date->from);
            }
        }
    }
    return {};
}

struct OtherFile {
    std::string_view start;
    std::string_view what;
    std::string_view hint;
};

constexpr std::array other_files{
    OtherFile{"%PDF-", "a PDF", "Take the text out of it first: pdftotext FILE.pdf FILE.txt"},
    OtherFile{"PK\x03\x04", "a packed document (DOCX, ODT, XLSX, ZIP)", "Save it as plain text or HTML."},
    OtherFile{"\xD0\xCF\x11\xE0", "an old Office document", "Save it as plain text or HTML."},
    OtherFile{"{\\rtf", "an RTF document", "Save it as plain text or HTML."},
    OtherFile{"\x89PNG", "a picture", "Only text is read."},
    OtherFile{"\xFF\xD8\xFF", "a picture", "Only text is read."},
};

} // namespace

std::string_view to_text(TextFormat format) {
    constexpr std::array<std::string_view, 3> names = {"plain text", "HTML", "Markdown"};
    return names[static_cast<std::size_t>(format)];
}

Article read_article(std::string_view bytes, const std::string& name, const TextLimits& limits) {
    Article article;
    article.name = name;
    article.cut = bytes.size() > limits.bytes;
    bytes = bytes.substr(0, limits.bytes);
    article.sha256 = base::to_sha256(bytes);
    std::string text = to_clean_utf8(bytes, article.encoding);
    article.format = format_of(name, text);
    if (article.format == TextFormat::html) {
        text = html_to_text(text, article);
    } else if (article.format == TextFormat::markdown) {
        text = markdown_to_text(text, article);
    }
    article.text = std::move(text);
    if (article.date.empty()) {
        article.date = date_in_head(article.text, article.outlet);
    }
    split_sentences(article, limits);
    if (article.title.empty() && !article.sentences.empty()) {
        const Sentence& first = article.sentences.front();
        const std::string_view words = article.words(first.span);
        constexpr std::size_t longest_title = 140;
        // A first line that stops without a full stop and stands alone is a headline.
        const bool date = words.size() <= 30 && bool(entity::parse_date(base::trim(words)));
        if (article.sentences.size() > 1 && words.size() < longest_title && !date && !words.ends_with('.') && words.find('\n') == std::string_view::npos) {
            article.title = words;
        }
    }
    return article;
}

void refuse_other_files(std::string_view bytes, const Article& article) {
    const std::string name = article.name == "-" ? "standard input" : article.name;
    if (bytes.empty()) {
        throw base::Failure(base::FailureKind::bad_input, name + " is empty", "Name the file that holds the text.");
    }
    for (const OtherFile& other : other_files) {
        if (bytes.starts_with(other.start)) {
            throw base::Failure(base::FailureKind::bad_input, fmt::format("{} is {}, not a text", name, other.what), std::string(other.hint));
        }
    }
    // Text has next to no control characters; random bytes have one in ten. UTF-16 is made of them.
    constexpr std::size_t looked_at = 65'536;
    const std::string_view front = bytes.substr(0, looked_at);
    const auto controls = std::ranges::count_if(front, [](unsigned char c) { return c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f'; });
    if (!article.encoding.starts_with("UTF-16") && !article.encoding.starts_with("UTF-32") && static_cast<std::size_t>(controls) * 50 > front.size()) {
        throw base::Failure(base::FailureKind::bad_input, fmt::format("{} is no text: {} of its first {} bytes are control characters", name, controls, front.size()),
                            "Plain text, HTML and Markdown are read.");
    }
}

Article load_article(const std::string& path, const TextLimits& limits) {
    const auto source = base::open_source(path);
    std::string bytes;
    std::array<char, 65'536> buffer{};
    // One byte more than the limit tells that there is more.
    while (bytes.size() <= limits.bytes) {
        const std::size_t got = source->read(buffer.data(), buffer.size());
        if (got == 0) {
            break;
        }
        bytes.append(buffer.data(), got);
    }
    Article article = read_article(bytes, path, limits);
    refuse_other_files(bytes, article);
    return article;
}

} // namespace tidewaiter::claims
