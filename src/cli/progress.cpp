#include "cli/progress.hpp"

#include <fmt/format.h>

#include <csignal>

namespace tidewaiter::cli {

namespace {

volatile std::sig_atomic_t raised_flag = 0;

void raise_flag(int) { raised_flag = 1; }

constexpr auto terminal_every = std::chrono::milliseconds(200);
constexpr auto plain_every = std::chrono::seconds(10);

std::string clock_text(double seconds) {
    const auto whole = static_cast<std::uint64_t>(seconds + 0.5);
    return whole >= 3600 ? fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60)
                         : fmt::format("{}:{:02}", whole / 60, whole % 60);
}

} // namespace

Interrupt::Interrupt() {
    raised_flag = 0;
    std::signal(SIGINT, raise_flag);
    std::signal(SIGTERM, raise_flag);
}

Interrupt::~Interrupt() {
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
}

bool Interrupt::raised() { return raised_flag != 0; }

Progress::Progress(Streams& streams, bool quiet, std::string what)
    : streams_(streams), quiet_(quiet), what_(std::move(what)), start_(Clock::now()), last_(start_) {}

Progress::~Progress() {
    if (shown_ && streams_.err_is_terminal) {
        streams_.err << "\r\x1b[K" << std::flush;
    }
}

std::string Progress::line(std::uint64_t done, double share, double seconds) const {
    std::string text = fmt::format("{}: {} records", what_, grouped(done));
    if (share > 0.01 && share <= 1 && seconds > 1) {
        text += fmt::format(", {:.0f} %, {} left", 100 * share, clock_text(seconds * (1 - share) / share));
    }
    if (seconds > 1) {
        text += fmt::format(", {}/s", grouped(static_cast<std::uint64_t>(static_cast<double>(done) / seconds)));
    }
    return text;
}

bool Progress::step(std::uint64_t done, double share) {
    if (Interrupt::raised()) {
        return false;
    }
    if (share >= 0) {
        share_ = share;
    }
    if (quiet_) {
        return true;
    }
    const auto now = Clock::now();
    if (streams_.err_is_terminal ? now - last_ < terminal_every : now - last_ < plain_every) {
        return true;
    }
    last_ = now;
    shown_ = true;
    const std::string text = line(done, share_, std::chrono::duration<double>(now - start_).count());
    if (streams_.err_is_terminal) {
        streams_.err << '\r' << text << "\x1b[K" << std::flush;
    } else {
        streams_.err << text << std::endl;
    }
    return true;
}

std::string grouped(std::uint64_t number) {
    std::string digits = fmt::format("{}", number);
    for (std::size_t i = digits.size(); i > 3; i -= 3) {
        digits.insert(i - 3, 1, ',');
    }
    return digits;
}

} // namespace tidewaiter::cli
