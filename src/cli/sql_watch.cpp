#include "cli/sql_watch.hpp"

#include <fmt/format.h>

#include <chrono>

namespace tidewaiter::cli {

namespace {

using namespace std::chrono_literals;

constexpr auto look_every = 50ms;
constexpr auto first_line_after = 1s; // short questions stay silent
constexpr auto line_every = 250ms;

} // namespace

SqlWatch::SqlWatch(Streams& streams, flows::FlowTable& table, bool quiet, std::string what)
    : streams_(streams), table_(table), quiet_(quiet || !streams.err_is_terminal), what_(std::move(what)) {
    if (!quiet_) {
        table.database().run("SET enable_progress_bar = true");
        table.database().run("SET enable_progress_bar_print = false");
    }
    thread_ = std::jthread([this](const std::stop_token& stop) { watch(stop); });
}

SqlWatch::~SqlWatch() {
    thread_.request_stop();
    thread_.join();
    if (shown_) {
        streams_.err << "\r\x1b[K" << std::flush;
    }
}

void SqlWatch::watch(const std::stop_token& stop) {
    const auto start = std::chrono::steady_clock::now();
    auto line_at = start + first_line_after;
    while (!stop.stop_requested()) {
        std::this_thread::sleep_for(look_every);
        if (Interrupt::raised()) {
            // Again and again: a question is several queries, and the key may fall between two of them.
            table_.database().interrupt();
            continue;
        }
        const auto now = std::chrono::steady_clock::now();
        if (quiet_ || now < line_at) {
            continue;
        }
        line_at = now + line_every;
        shown_ = true;
        const double share = table_.database().progress();
        streams_.err << fmt::format("\r{}: {:.0f} s{}\x1b[K", what_, std::chrono::duration<double>(now - start).count(), share > 0 ? fmt::format(", this step {:.0f} %", 100 * share) : "") << std::flush;
    }
}

} // namespace tidewaiter::cli
