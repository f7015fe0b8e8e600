#include "base/hash.hpp"

#include <cassert>

#include <openssl/evp.h>
#include <xxhash.h>

namespace tidewaiter::base {

namespace {

/// A digest of OpenSSL, one kind after the other the same.
class Digest {
public:
    explicit Digest(const EVP_MD* kind) : context_(EVP_MD_CTX_new()) { EVP_DigestInit_ex(context_, kind, nullptr); }

    Digest(const Digest&) = delete;
    Digest& operator=(const Digest&) = delete;

    ~Digest() { EVP_MD_CTX_free(context_); }

    void update(std::string_view bytes) { EVP_DigestUpdate(context_, bytes.data(), bytes.size()); }

    std::string finish() {
        std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
        unsigned int size = 0;
        EVP_DigestFinal_ex(context_, digest.data(), &size);
        constexpr std::string_view digits = "0123456789abcdef";
        std::string text;
        text.reserve(2 * std::size_t{size});
        for (std::size_t i = 0; i < size; ++i) {
            text += digits[digest[i] >> 4U];
            text += digits[digest[i] & 15U];
        }
        return text;
    }

private:
    EVP_MD_CTX* context_;
};

} // namespace

struct Sha256::State {
    Digest digest{EVP_sha256()};
};

Sha256::Sha256() : state_(std::make_unique<State>()) {}

Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::update(std::string_view bytes) {
    assert(state_ && "update after finish");
    state_->digest.update(bytes);
}

std::string Sha256::finish() {
    assert(state_ && "finish may be called once");
    std::string text = state_->digest.finish();
    state_.reset();
    return text;
}

struct Sha1::State {
    Digest digest{EVP_sha1()};
};

Sha1::Sha1() : state_(std::make_unique<State>()) {}

Sha1::~Sha1() = default;
Sha1::Sha1(Sha1&&) noexcept = default;
Sha1& Sha1::operator=(Sha1&&) noexcept = default;

void Sha1::update(std::string_view bytes) {
    assert(state_ && "update after finish");
    state_->digest.update(bytes);
}

std::string Sha1::finish() {
    assert(state_ && "finish may be called once");
    std::string text = state_->digest.finish();
    state_.reset();
    return text;
}

std::string to_sha256(std::string_view bytes) {
    Sha256 hash;
    hash.update(bytes);
    return hash.finish();
}

std::uint64_t to_xxh3(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

std::string to_hex(std::uint64_t value) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text(16, '0');
    for (std::size_t i = 16; i-- > 0; value >>= 4U) {
        text[i] = digits[value & 15U];
    }
    return text;
}

} // namespace tidewaiter::base
