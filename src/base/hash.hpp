// Hashes: SHA-256 for what an auditor compares with sha256sum, XXH3 for checksums and stable ids.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace tidewaiter::base {

/// SHA-256 fed piece by piece.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;
    void update(std::string_view bytes);
    /// Out: 64 lower-case hexadecimal digits. May be called once.
    std::string finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// SHA-1 fed piece by piece: against accidents, where a publisher offers no better checksum; it proves nothing against
/// an attacker.
class Sha1 {
public:
    Sha1();
    ~Sha1();
    Sha1(Sha1&&) noexcept;
    Sha1& operator=(Sha1&&) noexcept;
    void update(std::string_view bytes);
    /// Out: 40 lower-case hexadecimal digits. May be called once.
    std::string finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Out: 64 lower-case hexadecimal digits, as sha256sum prints them.
std::string to_sha256(std::string_view bytes);

/// XXH3 64-bit of the bytes; stable across machines.
std::uint64_t to_xxh3(std::string_view bytes);

/// 16 lower-case hexadecimal digits of a 64-bit value.
std::string to_hex(std::uint64_t value);

} // namespace tidewaiter::base
