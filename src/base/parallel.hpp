// Splits numbered work over threads; what each piece does must not depend on which thread does it.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace tidewaiter::base {

/// Calls work(i) for every i below `pieces`, on up to `threads` threads. Errors: the first exception is thrown again.
template <class Work>
void in_parallel(std::size_t pieces, unsigned threads, const Work& work) {
    const std::size_t helpers = std::min<std::size_t>(std::max(threads, 1U), pieces);
    if (helpers <= 1) {
        for (std::size_t i = 0; i < pieces; ++i) {
            work(i);
        }
        return;
    }
    std::atomic<std::size_t> next{0};
    std::exception_ptr failure;
    std::mutex guard;
    {
        std::vector<std::jthread> team;
        for (std::size_t helper = 0; helper < helpers; ++helper) {
            team.emplace_back([&] {
                try {
                    for (std::size_t i = next++; i < pieces; i = next++) {
                        work(i);
                    }
                } catch (...) {
                    const std::lock_guard lock(guard);
                    failure = failure ? failure : std::current_exception();
                    next = pieces;
                }
            });
        }
    }
    if (failure) {
        std::rethrow_exception(failure);
    }
}

} // namespace tidewaiter::base
