// The files beside the shipments, of any bytes: each is refused with a message, or every row is used or rejected. The first byte says which.
#include "memory_file.hpp"
#include "screen/owners.hpp"
#include "screen/party_master.hpp"
#include "screen/payment_book.hpp"
#include "screen/positions.hpp"
#include "screen/trade_book.hpp"

#include "base/failure.hpp"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

using namespace tidewaiter;

static void check(const screen::SideFacts& facts) {
    if (facts.used + facts.rejected != facts.rows) {
        std::fprintf(stderr, "rows in are not rows used and rejected\n");
        std::abort();
    }
}

/// What parse_owner reads, written as it is printed, is the same owner.
static void check_owner(std::string_view text) {
    const auto owner = screen::parse_owner(text);
    if (!owner || owner->stake_bp == screen::Owner::unknown_stake) {
        return;
    }
    const auto again = screen::parse_owner(owner->name + " " + screen::share_text(owner->stake_bp));
    if (!again || again->stake_bp != owner->stake_bp) {
        std::fprintf(stderr, "a share does not read back\n");
        std::abort();
    }
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) {
        return 0;
    }
    const MemoryFile file(data + 1, size - 1);
    check_owner({reinterpret_cast<const char*>(data + 1), size - 1});
    try {
        switch ((data[0] + 2U) % 5U) { // the digits 0 to 4
        case 0: {
            const screen::PartyMaster master(file.path(), {});
            check(master.facts());
            screen::Shipment shipment;
            shipment.parties.emplace_back().name = "Alpha";
            screen::complete_parties(shipment, &master);
            break;
        }
        case 1: check(screen::TradeBook(file.path(), {}).facts()); break;
        case 2: check(screen::PaymentBook(file.path(), {}, screen::Policy()).facts()); break;
        case 3: check(screen::Positions(file.path(), {}, screen::Parameters()).facts()); break;
        default: check(screen::Ports(file.path()).facts()); break;
        }
    } catch (const base::Failure& failure) {
        // A message may repeat words of the file, but does not end with them.
        const std::string_view what = failure.what();
        const bool differ = what.ends_with(" rejected") && what.find(" were counted, ") != std::string_view::npos;
        if (failure.kind() != base::FailureKind::bad_input || differ) {
            std::fprintf(stderr, "%s\n", failure.what());
            std::abort();
        }
    }
    return 0;
}
