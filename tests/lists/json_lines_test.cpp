// Lines of JSON files: none is lost, however the bytes come in.
#include "lists/json_lines.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>

using namespace tidewaiter;
using namespace tidewaiter::lists;

namespace {

/// Gives out `step` bytes at a time.
class DripSource final : public base::ByteSource {
public:
    DripSource(std::string bytes, std::size_t step) : bytes_(std::move(bytes)), step_(step) {}

    std::size_t read(char* into, std::size_t size) override {
        const std::size_t count = std::min({size, step_, bytes_.size() - position_});
        std::memcpy(into, bytes_.data() + position_, count);
        position_ += count;
        return count;
    }

    const std::string& name() const override { return name_; }

private:
    std::string bytes_;
    std::size_t step_;
    std::size_t position_ = 0;
    std::string name_ = "drip";
};

/// "text" of each line, with ~ for one without its end and # for one that is too long.
std::vector<std::string> lines_of(const std::string& bytes, std::size_t step,
                                  std::uint64_t limit = 1'000) {
    DripSource source(bytes, step);
    JsonLineReader reader(source, limit);
    std::vector<std::string> lines;
    std::uint64_t number = 0;
    for (JsonLine line; reader.next(line);) {
        EXPECT_EQ(line.number, ++number);
        lines.push_back(std::string(line.text) + (line.ended ? "" : "~") +
                        (line.too_long ? "#" : ""));
    }
    EXPECT_EQ(reader.lines(), number);
    return lines;
}

using Lines = std::vector<std::string>;

} // namespace

TEST(JsonLines, EveryLineComesOutWhateverTheReadSize) {
    for (std::size_t step = 1; step < 20; ++step) {
        EXPECT_EQ(lines_of("\xef\xbb\xbf{1}\n\n{22}\r\n{3", step),
                  (Lines{"{1}", "", "{22}\r", "{3~"}))
            << step;
    }
}

TEST(JsonLines, AnEmptyFileHasNoLine) {
    EXPECT_EQ(lines_of("", 7), Lines{});
    EXPECT_EQ(lines_of("\xef\xbb\xbf", 7), Lines{});
    EXPECT_EQ(lines_of("\n", 7), Lines{""});
}

TEST(JsonLines, ALineOverTheLimitIsNamedAndTheNextOneRead) {
    const std::string giant(5'000'000, 'x');
    for (const std::size_t step :
         {std::size_t{1'000}, std::size_t{65'536}, std::size_t{8'000'000}}) {
        const std::string start(200, 'x');
        EXPECT_EQ(lines_of("a\n" + giant + "\nb\n", step), (Lines{"a", start + "#", "b"})) << step;
        EXPECT_EQ(lines_of("a\n" + giant, step), (Lines{"a", start + "~#"})) << step;
    }
    EXPECT_EQ(lines_of("1234\n12345\n", 100, 4), (Lines{"1234", "12345#"}));
}
