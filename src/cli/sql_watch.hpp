// While a question is computed in the flow file: how far it is, and the interrupt key.
#pragma once

#include "cli/progress.hpp"
#include "flows/flow_table.hpp"

#include <stop_token>
#include <string>
#include <thread>

namespace tidewaiter::cli {

/// While one lives, the interrupt key stops what runs in the table's database (Failure(machine) there), and on a terminal a line says how
/// long it has been running.
class SqlWatch {
public:
    /// In: table, outlives the watch
    SqlWatch(Streams& streams, flows::FlowTable& table, bool quiet, std::string what);
    ~SqlWatch();
    SqlWatch(const SqlWatch&) = delete;
    SqlWatch& operator=(const SqlWatch&) = delete;

private:
    void watch(const std::stop_token& stop);

    Interrupt interrupt_;
    Streams& streams_;
    flows::FlowTable& table_;
    bool quiet_;
    std::string what_;
    bool shown_ = false;
    std::jthread thread_; // last: it uses all of the above
};

} // namespace tidewaiter::cli
