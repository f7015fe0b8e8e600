// The same work for many items on several threads. The caller is one of them, so a machine with one processor starts
// none; results go by item, never by thread, so that the output does not know how many there were.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace tidewaiter::screen {

class Workers {
public:
    /// In: 0 for one a processor.
    explicit Workers(unsigned threads) : threads_(threads != 0 ? threads : std::max(1U, std::thread::hardware_concurrency())) {}

    unsigned count() const { return threads_; }

    /// Calls work(worker, item) for each item once; worker is 0 to count() - 1 and 0 is the caller's own thread. Now and
    /// then tick(items begun) is called on the caller's thread; what it throws stops the rest.
    /// Errors: the first thing that any call threw, after all threads ended.
    void each(std::size_t items, const std::function<void(unsigned, std::size_t)>& work, const std::function<void(std::size_t)>& tick = {}) const {
        std::atomic<std::size_t> next{0};
        std::atomic<bool> stop{false};
        std::exception_ptr problem;
        std::mutex problem_lock;
        const auto run = [&](unsigned worker) {
            try {
                std::size_t done = 0;
                while (!stop.load(std::memory_order_relaxed)) {
                    const std::size_t first = next.fetch_add(chunk);
                    if (first >= items) {
                        return;
                    }
                    for (std::size_t i = first; i < std::min(items, first + chunk); ++i) {
                        work(worker, i);
                    }
                    if (worker == 0 && tick && ++done % chunks_per_tick == 0) {
                        tick(first);
                    }
                }
            } catch (...) {
                stop = true;
                const std::lock_guard lock(problem_lock);
                problem = problem ? problem : std::current_exception();
            }
        };
        {
            std::vector<std::jthread> others;
            const std::size_t wanted = std::min<std::size_t>(threads_, (items + chunk - 1) / chunk);
            for (unsigned worker = 1; worker < wanted; ++worker) {
                others.emplace_back(run, worker);
            }
            run(0);
        }
        if (problem) {
            std::rethrow_exception(problem);
        }
    }

private:
    static constexpr std::size_t chunk = 16;
    static constexpr std::size_t chunks_per_tick = 4;
    unsigned threads_;
};

} // namespace tidewaiter::screen
