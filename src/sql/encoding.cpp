#include "sql/encoding.hpp"

#include "base/failure.hpp"
#include "base/utf8.hpp"

#include <fmt/format.h>
#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace tidewaiter::sql {

Encoding find_encoding(std::string_view field) {
    std::size_t characters = 0; // well-formed ones of several bytes
    std::size_t broken = 0;
    std::size_t letters = 0; // bytes 0xC0 to 0xFF in a row
    bool word_of_letters = false;
    for (std::string_view rest = field; !rest.empty();) {
        const std::size_t length = base::utf8_length(rest);
        characters += length > 1 ? 1 : 0;
        broken += length == 0 ? 1 : 0;
        rest.remove_prefix(length == 0 ? 1 : length);
    }
    if (broken == 0) {
        return Encoding::utf8;
    }
    // A code page gives almost no well-formed characters; a cut UTF-8 text consists of them but for one.
    if (characters >= broken) {
        return Encoding::damaged;
    }
    // Western words mix plain letters with a few accented ones. Three of 0xC0..0xFF in a row are a Cyrillic, Greek
    // or Chinese word; read as western letters it would be screened as gibberish and find nothing.
    for (const char c : field) {
        letters = static_cast<unsigned char>(c) >= 0xC0 ? letters + 1 : 0;
        word_of_letters = word_of_letters || letters >= 3;
    }
    return word_of_letters ? Encoding::unknown : Encoding::cp1252;
}

namespace {

class Utf16Source final : public base::ByteSource {
public:
    Utf16Source(const std::string& begun, base::ByteSource& rest, bool big_endian)
        : rest_(rest), big_endian_(big_endian) {
        convert(begun);
    }

    std::size_t read(char* into, std::size_t size) override {
        while (text_.size() == position_ && !ended_) {
            text_.clear();
            position_ = 0;
            const std::size_t got = rest_.read(stored_.data(), stored_.size());
            if (got == 0) {
                finish();
            } else {
                convert({stored_.data(), got});
            }
        }
        const std::size_t count = text_.copy(into, size, position_);
        position_ += count;
        return count;
    }

    const std::string& name() const override { return rest_.name(); }

private:
    void convert(std::string_view bytes) {
        for (const char c : bytes) {
            const auto byte = static_cast<unsigned char>(c);
            if (half_) {
                put(static_cast<char32_t>(big_endian_ ? first_ << 8U | byte
                                                      : unsigned{byte} << 8U | first_));
            } else {
                first_ = byte;
            }
            half_ = !half_;
        }
    }

    void finish() {
        ended_ = true;
        if (high_ != 0 || half_) {
            base::append_utf8(text_, 0xFFFD);
        }
    }

    void put(char32_t unit) {
        const bool low = unit >= 0xDC00 && unit <= 0xDFFF;
        if (high_ != 0) {
            base::append_utf8(text_, low ? 0x10000 + ((high_ - 0xD800) << 10U) + (unit - 0xDC00)
                                         : char32_t{0xFFFD});
            high_ = 0;
            if (low) {
                return;
            }
        }
        if (unit >= 0xD800 && unit <= 0xDBFF) {
            high_ = unit;
        } else {
            base::append_utf8(text_, low ? char32_t{0xFFFD} : unit);
        }
    }

    base::ByteSource& rest_;
    bool big_endian_;
    bool ended_ = false;
    bool half_ = false;
    unsigned first_ = 0;
    char32_t high_ = 0; ///< first half of a pair; 0 for none
    std::array<char, 65536> stored_{};
    std::string text_;
    std::size_t position_ = 0;
};

class IconvSource final : public base::ByteSource {
public:
    IconvSource(std::string begun, base::ByteSource& rest, const std::string& encoding)
        : rest_(rest), handle_(::iconv_open("UTF-8", encoding.c_str())), stored_(std::move(begun)) {
        if (handle_ == reinterpret_cast<iconv_t>(-1)) { // NOLINT: iconv_open's failure is this value, by its definition
            throw base::Failure(base::FailureKind::usage, fmt::format("there is no encoding '{}'", encoding),
                                "Write for example windows-1251, gb18030, big5, shift_jis or koi8-r; iconv --list names all.");
        }
    }

    ~IconvSource() override { ::iconv_close(handle_); }

    IconvSource(const IconvSource&) = delete;
    IconvSource& operator=(const IconvSource&) = delete;

    std::size_t read(char* into, std::size_t size) override {
        while (text_.size() == position_ && !(ended_ && stored_.empty())) {
            text_.clear();
            position_ = 0;
            if (!ended_) {
                std::array<char, 65536> block{};
                const std::size_t got = rest_.read(block.data(), block.size());
                stored_.append(block.data(), got);
                ended_ = got == 0;
            }
            convert();
        }
        const std::size_t count = text_.copy(into, size, position_);
        position_ += count;
        return count;
    }

    const std::string& name() const override { return rest_.name(); }

private:
    /// What is left in stored_ afterwards is the beginning of a character.
    void convert() {
        char* from = stored_.data();
        std::size_t left = stored_.size();
        std::array<char, 65536> block{};
        while (left > 0) {
            char* to = block.data();
            std::size_t room = block.size();
            const std::size_t result = ::iconv(handle_, &from, &left, &to, &room);
            text_.append(block.data(), block.size() - room);
            if (result != static_cast<std::size_t>(-1) || errno == E2BIG) {
                continue;
            }
            if (errno == EINVAL && !ended_) {
                break;
            }
            base::append_utf8(text_, 0xFFFD);
            ++from;
            --left;
        }
        stored_.erase(0, stored_.size() - left);
    }

    base::ByteSource& rest_;
    iconv_t handle_;
    bool ended_ = false;
    std::string stored_;
    std::string text_;
    std::size_t position_ = 0;
};

} // namespace

std::unique_ptr<base::ByteSource> open_utf16(const std::string& begun, base::ByteSource& rest,
                                             bool big_endian) {
    return std::make_unique<Utf16Source>(begun, rest, big_endian);
}

std::unique_ptr<base::ByteSource> open_encoded(const std::string& begun, base::ByteSource& rest, const std::string& encoding) {
    return std::make_unique<IconvSource>(begun, rest, encoding);
}

ByteOrder find_utf16_pattern(std::string_view begin) {
    constexpr std::size_t least_bytes = 64; // fewer prove nothing
    if (begin.size() < least_bytes) {
        return ByteOrder::none;
    }
    std::array<std::size_t, 2> nuls{};
    for (std::size_t i = 0; i < begin.size(); ++i) {
        nuls[i % 2] += begin[i] == '\0' ? 1U : 0U;
    }
    // A table of Chinese or Russian text still has its separators and digits in Latin; one byte in eight is enough, if
    // the other half has next to none.
    const std::size_t enough = std::max<std::size_t>(begin.size() / 8, 2);
    if (nuls[1] >= enough && nuls[0] * 50 <= nuls[1]) {
        return ByteOrder::little;
    }
    return nuls[0] >= enough && nuls[1] * 50 <= nuls[0] ? ByteOrder::big : ByteOrder::none;
}

} // namespace tidewaiter::sql
