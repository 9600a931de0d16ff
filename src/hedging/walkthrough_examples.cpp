#include "hedging/walkthrough.h"

namespace gammafield::hedging {
namespace {

using market::Contracts;
using market::Delta;
using market::Gamma;
using market::Shares;
using market::Spot;
using market::Strike;

Move move(std::string what, double spot) {
  Move move;
  move.what = std::move(what);
  move.spot = Spot{spot};
  return move;
}

Move start(std::string what, double spot, double holds) {
  Move first = move(std::move(what), spot);
  first.holds = Shares{holds};
  return first;
}

Move held(Move move, double holds) {
  move.holds = Shares{holds};
  return move;
}

Move given(Move move, double delta, double days = 0) {
  move.delta = Delta{delta};
  move.days = days;
  return move;
}

Move instead(Move move) {
  move.instead = true;
  return move;
}

Walkthrough short_calls() {
  Walkthrough story;
  story.name = "short-calls";
  story.title = "A dealer has sold 500 calls at the money";
  story.source = "How dealers hedge";
  story.contracts = Contracts{-500};
  story.delta = Delta{0.50};
  story.gamma = Gamma{0.04};
  story.model = Modelled{Strike{100.4986}, 0.0997355701};  // has a delta of 0.50 and a gamma of 0.04 at $100
  story.start = start("sells 500 calls of delta 0.50 on a stock at $100", 100, 25'000);
  story.moves = {held(move("the stock rises $2", 102), 29'000),
                 held(instead(move("instead, the stock falls $2", 98)), 21'000)};
  return story;
}

Walkthrough long_calls() {
  Walkthrough story = mirrored(short_calls());
  story.name = "long-calls";
  story.title = "The same calls, bought: a dealer long gamma";
  story.source = "How dealers hedge, the other side";
  story.start.what = "buys 500 calls of delta 0.50 on a stock at $100";
  return story;
}

Walkthrough one_call() {
  Walkthrough story;
  story.name = "one-call";
  story.title = "One call on 100 shares";
  story.source = "Delta and gamma hedging";
  story.contracts = Contracts{-1};
  story.delta = Delta{0.50};
  story.start = start("sells a call of delta 0.50 on 100 shares", 100, 50);
  return story;
}

Walkthrough spy_desk() {
  Walkthrough story;
  story.name = "spy-desk";
  story.title = "100 calls on SPY, two days";
  story.source = "Inside the machine, part 1";
  story.contracts = Contracts{-100};
  story.delta = Delta{0.35};
  story.model = Modelled{Strike{450}, 0.0279814366};  // has a delta of 0.35 at $445; 9.8 % a year
  story.start = start("sells 100 calls at $450, 30 days to go, of delta 0.35; SPY is at $445", 445, 3'500);
  story.moves = {
      held(given(move("SPY rises $1; to first order a wash", 446), 0.35), 3'500),
      held(instead(given(move("instead, two days later SPY is at $448; the text gives a delta of 0.50", 448), 0.50, 2)),
           5'000)};
  return story;
}

Walkthrough ten_thousand_calls() {
  Walkthrough story;
  story.name = "ten-thousand-calls";
  story.title = "10,000 calls are a million shares";
  story.source = "Inside the machine, questions";
  story.contracts = Contracts{-10'000};
  story.delta = Delta{0.50};
  story.start = start("sells 10,000 calls on SPY at $450 of delta 0.50", 450, 5'000);
  return story;
}

Walkthrough band() {
  Walkthrough story;
  story.name = "band";
  story.title = "A desk that re-hedges once |net delta| is over 10,000 shares";
  story.source = "Inside the machine, part 4";
  story.contracts = Contracts{-100'000};
  story.delta = Delta{0.50};
  story.gamma = Gamma{0.02};
  story.policy = policy::FixedBand{10'000, BandUnit::shares, BandTo::target};
  story.start = start("has sold 100,000 calls of delta 0.50 and gamma 0.02 on SPY at $450", 450, 5'000'000);
  story.moves = {held(instead(move("SPY rises until net delta is 9,999 shares short", 450.049995)), 5'000'000),
                 held(instead(move("instead, until it is 10,000 short: not over", 450.05)), 5'000'000),
                 held(instead(move("instead, until it is 10,001 short", 450.050005)), 5'010'001)};
  return story;
}

}  // namespace

const std::vector<Walkthrough>& walkthroughs() {
  static const std::vector<Walkthrough> all{short_calls(), long_calls(),         one_call(),
                                            spy_desk(),    ten_thousand_calls(), band()};
  return all;
}

}  // namespace gammafield::hedging
