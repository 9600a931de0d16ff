#include "doctor/online.h"

#include <string>
#include <variant>

#include <fmt/format.h>

#include "doctor/clocks.h"
#include "feeds/http_date.h"

namespace gammafield::doctor {
namespace {

using feeds::TroubleKind;

std::optional<market::Instant> date_of(const feeds::Response& response) {
  const auto date = response.header("date");
  return date ? feeds::http_date(*date) : std::nullopt;
}

std::string_view what_to_do(TroubleKind kind, std::optional<int> status) {
  constexpr int unauthorized = 401;
  switch (kind) {
    case TroubleKind::unreachable: return "look after the network, a proxy, or --address";
    case TroubleKind::timed_out:
    case TroubleKind::cut_short: return "try again; if it stays so, look after the network or a proxy";
    case TroubleKind::too_large: return "no chain is so large: --address names something else";
    case TroubleKind::not_trusted: return "bring the system's certificates up to date, or look for a proxy in between";
    case TroubleKind::no_room: return "close other programs: this machine has no descriptors or memory left";
    case TroubleKind::no_library: return "install the package libcurl4";
    case TroubleKind::not_allowed:
      return status == unauthorized ? "the key is wrong or has run out: --key-file or the vendor's variable names it"
                                    : "blocked here, or not in your plan: ask the vendor";
    case TroubleKind::not_there: return "another address, or the vendor has moved it: --address";
    case TroubleKind::too_many: return "asked too often, perhaps by another program: try later";
    case TroubleKind::server_error: return "the vendor's trouble: try later";
    case TroubleKind::redirected: return "it has moved: give the new place by --address";
    case TroubleKind::unexpected_status: return "not a server of this vendor's shape: --address";
    case TroubleKind::not_data: return "a login, a captcha or a notice: open the address in a browser";
    case TroubleKind::unreadable: return "the vendor's form has changed, or --address names something else";
    case TroubleKind::rewritten: return "the file was changed where it had been read already: begin anew";
    case TroubleKind::older: return "another of the vendor's servers is behind: try again";
    case TroubleKind::ahead: return "set the clock; where it is right by the line below, the vendor's is wrong";
  }
  return "";
}

struct Said {
  std::string found;
  std::string_view to_do = "";
};

std::string contracts_of(const ingest::LoadedChain& loaded) {
  return fmt::format("answers: {} of {}, {} contracts", loaded.chain.symbol, market::to_string(loaded.chain.as_of),
                     loaded.chain.rows.size());
}

Said said(const feeds::Answer& answer, std::optional<int> status) {
  if (const auto* trouble = std::get_if<feeds::Trouble>(&answer))
    return {fmt::format("{}: {}", to_string(trouble->kind), trouble->detail), what_to_do(trouble->kind, status)};
  if (const auto* chain = std::get_if<feeds::NewChain>(&answer)) return {contracts_of(*chain->loaded)};
  if (const auto* counted = std::get_if<feeds::NewOpenInterest>(&answer))
    return {fmt::format("answers: open interest of {}", market::to_string(counted->date))};
  return {"answers with data"};
}

}  // namespace

base::Result<feeds::Response, feeds::TransportFailure> ObservedTransport::send(const feeds::Request& request) {
  status_.reset();
  clocks_.reset();
  auto answer = real_.send(request);
  if (!answer) return answer;
  status_ = answer->status;
  if (const auto there = date_of(*answer)) clocks_ = Clocks{now_(), *there};
  return answer;
}

Findings feed_findings(feeds::Feed& feed, const ObservedTransport& transport, feeds::Moment now) {
  const feeds::Answer answer = feed.ask(now);
  const Said text = said(answer, transport.status());
  const State state = text.to_do.empty() ? State::good : State::failed;
  Findings findings{{"feed " + feed.name(), state, text.found, std::string{text.to_do}}};
  if (!transport.status()) return findings;
  findings.push_back(transport.clocks()
                         ? clock_difference_finding(transport.clocks()->here, transport.clocks()->there)
                         : Finding{"clock, compared", State::unknown, "the feed's answer has no date", ""});
  return findings;
}

}  // namespace gammafield::doctor
