#include "feeds/deribit_line.h"

#include <algorithm>
#include <utility>

namespace gammafield::feeds {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds blink{100};  // how soon a thread that is to end does

Moment moment_now() { return std::chrono::floor<milliseconds>(std::chrono::system_clock::now()); }

}  // namespace

DeribitLine::DeribitLine(DeribitSettings settings, SocketAddress where, const MakeSocket& make_socket,
                         std::uint64_t seed)
    : address_(std::move(where)),
      socket_(make_socket()),
      session_(std::move(settings), seed),
      schedule_(PollRule{}, moment_now(), seed),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

DeribitLine::~DeribitLine() = default;

void DeribitLine::wait_until(Moment when, const std::stop_token& stop) const {
  for (auto left = when - moment_now(); left > milliseconds{0} && !stop.stop_requested(); left = when - moment_now())
    std::this_thread::sleep_for(std::min<milliseconds>(left, blink));
}

void DeribitLine::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    wait_until(schedule_.due(), stop);
    if (stop.stop_requested()) return;
    Trouble why;
    if (const auto failed = socket_->open(address_))
      why = trouble_of(*failed);
    else
      why = follow(*socket_, stop);
    socket_->close();
    const std::scoped_lock lock(mutex_);
    session_.disconnected(moment_now());
    trouble_ = why;
    schedule_.answered(why, moment_now());
  }
}

std::optional<TransportFailure> DeribitLine::send_all(MessageSocket& socket) {
  std::vector<std::string> texts;
  {
    const std::scoped_lock lock(mutex_);
    texts = session_.take_outgoing();
  }
  for (const std::string& text : texts)
    if (auto failed = socket.send(text)) return failed;
  return std::nullopt;
}

/// Until the line ends; why it did.
Trouble DeribitLine::follow(MessageSocket& socket, const std::stop_token& stop) {
  {
    const std::scoped_lock lock(mutex_);
    session_.connected(moment_now());
    trouble_.reset();
  }
  while (!stop.stop_requested()) {
    if (const auto failed = send_all(socket)) return trouble_of(*failed);
    const auto heard = socket.receive(blink);
    if (!heard) return trouble_of(heard.error());
    const Moment now = moment_now();
    const std::scoped_lock lock(mutex_);
    if (*heard) session_.received(**heard, now);
    if (now >= session_.due()) session_.wake(now);
    if (session_.hang_up()) return {TroubleKind::timed_out, *session_.hang_up()};
    if (schedule_.failures() > 0 && session_.ready()) schedule_.answered(Unchanged{}, now);
  }
  return {TroubleKind::cut_short, "closed on request"};
}

base::Result<ingest::LoadedChain, Trouble> DeribitLine::chain(const std::string& root,
                                                              const ingest::ReadOptions& options, Moment now) {
  const std::scoped_lock lock(mutex_);
  if (trouble_) return base::failure(*trouble_);
  if (!session_.last_refusal().empty() && !session_.ready())
    return base::failure(Trouble{TroubleKind::unreadable, "answered with error " + session_.last_refusal()});
  if (!session_.ready()) return base::failure(Trouble{TroubleKind::timed_out, "the summary has not come yet"});
  if (session_.stale(now)) return base::failure(Trouble{TroubleKind::older, "connected, and nothing new comes"});
  auto loaded = session_.chain(root, options);
  if (!loaded) return base::failure(Trouble{TroubleKind::not_there, loaded.error().message});
  return std::move(*loaded);
}

DeribitCounts DeribitLine::counts() const {
  const std::scoped_lock lock(mutex_);
  return session_.counts();
}

bool DeribitLine::ready() const {
  const std::scoped_lock lock(mutex_);
  return session_.ready();
}

Answer DeribitFeed::ask(Moment now) {
  auto loaded = line_->chain(root_, options_, now);
  if (!loaded) return loaded.error();
  if (last_ && loaded->chain.as_of <= *last_) return Unchanged{};
  last_ = loaded->chain.as_of;
  return NewChain{std::make_shared<const ingest::LoadedChain>(std::move(*loaded))};
}

}  // namespace gammafield::feeds
