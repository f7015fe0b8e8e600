// A small HTTP server on 127.0.0.1 for the tests of downloads: answers as told, also wrongly,
// slowly or not to the end.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace tidewaiter::test {

struct HttpRequest {
    std::string path;
    std::string head; ///< all of it, as sent

    bool has(std::string_view line) const { return head.find(line) != std::string::npos; }
};

struct HttpAnswer {
    int status = 200;
    std::string body;
    std::vector<std::string> headers;           ///< "ETag: \"1\""
    long declared = -1;                         ///< Content-Length to claim; -1 for the true one
    std::chrono::milliseconds pause_in_body{0}; ///< after half of it
};

/// Takes one connection after another; a path that is not known is a 404.
class HttpServer {
public:
    using Handler = std::function<HttpAnswer(const HttpRequest&)>;

    HttpServer() {
        listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof(address);
        auto* plain = reinterpret_cast<sockaddr*>(&address);
        if (listener_ < 0 || ::bind(listener_, plain, size) != 0 || ::listen(listener_, 16) != 0 ||
            ::getsockname(listener_, plain, &size) != 0) {
            std::abort();
        }
        port_ = ntohs(address.sin_port);
        thread_ = std::thread([this] { serve(); });
    }

    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    ~HttpServer() {
        stops_ = true;
        ::shutdown(listener_, SHUT_RDWR);
        thread_.join();
        ::close(listener_);
    }

    std::string url(std::string_view path) const {
        return "http://127.0.0.1:" + std::to_string(port_) + std::string(path);
    }

    void on(const std::string& path, Handler handler) {
        const std::lock_guard guard(mutex_);
        handlers_[path] = std::move(handler);
    }

    void on(const std::string& path, HttpAnswer answer) {
        on(path, [answer](const HttpRequest&) { return answer; });
    }

    /// Serves a body with a tag, and answers 304 to who has it.
    void on_tagged(const std::string& path, const std::string& body, const std::string& tag) {
        on(path, [=](const HttpRequest& request) {
            return request.has("If-None-Match: " + tag)
                       ? HttpAnswer{.status = 304, .headers = {"ETag: " + tag}}
                       : HttpAnswer{.body = body, .headers = {"ETag: " + tag}};
        });
    }

    std::vector<HttpRequest> requests() const {
        const std::lock_guard guard(mutex_);
        return requests_;
    }

private:
    void serve() {
        while (!stops_) {
            const int connection = ::accept(listener_, nullptr, nullptr);
            if (connection >= 0) {
                answer(connection);
                ::close(connection);
            }
        }
    }

    void answer(int connection) {
        HttpRequest request;
        char piece[4096];
        while (request.head.find("\r\n\r\n") == std::string::npos) {
            const ssize_t got = ::recv(connection, piece, sizeof(piece), 0);
            if (got <= 0) {
                return;
            }
            request.head.append(piece, static_cast<std::size_t>(got));
        }
        const std::size_t start = request.head.find(' ') + 1;
        request.path = request.head.substr(start, request.head.find(' ', start) - start);
        Handler handler = [](const HttpRequest&) {
            return HttpAnswer{.status = 404, .body = "<html>not here</html>"};
        };
        {
            const std::lock_guard guard(mutex_);
            requests_.push_back(request);
            if (const auto found = handlers_.find(request.path); found != handlers_.end()) {
                handler = found->second;
            }
        }
        send_answer(connection, handler(request));
    }

    void send_answer(int connection, const HttpAnswer& answer) {
        std::string head =
            "HTTP/1.1 " + std::to_string(answer.status) + " Whatever\r\nConnection: close\r\n";
        const long length =
            answer.declared >= 0 ? answer.declared : static_cast<long>(answer.body.size());
        if (answer.status != 304) {
            head += "Content-Length: " + std::to_string(length) + "\r\n";
        }
        for (const std::string& line : answer.headers) {
            head += line + "\r\n";
        }
        head += "\r\n";
        const std::size_t half = answer.body.size() / 2;
        send_all(connection, head + answer.body.substr(0, half));
        const auto until = std::chrono::steady_clock::now() + answer.pause_in_body;
        char unread = 0;
        while (!stops_ && std::chrono::steady_clock::now() < until &&
               ::recv(connection, &unread, 1, MSG_PEEK | MSG_DONTWAIT) !=
                   0) { // 0: the other side has gone
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        send_all(connection, answer.body.substr(half));
    }

    static void send_all(int connection, std::string_view bytes) {
        while (!bytes.empty()) {
            const ssize_t sent = ::send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) {
                return;
            }
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
    }

    int listener_ = -1;
    int port_ = 0;
    std::atomic<bool> stops_{false};
    mutable std::mutex mutex_;
    std::map<std::string, Handler> handlers_;
    std::vector<HttpRequest> requests_;
    std::thread thread_;
};

} // namespace tidewaiter::test
