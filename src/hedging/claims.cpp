#include "hedging/claims.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace gammafield::hedging {
namespace {

using market::Right;

constexpr double total_volatility = 0.05;  // of every claim's options; only signs are in question

struct Position {
  double contracts = 0;  // + the dealer is long
  Right right = Right::call;
  double strike = 100;
};

Walkthrough story_of(const Position& position, double from, double to) {
  Walkthrough story;
  story.contracts = market::Contracts{position.contracts};
  story.right = position.right;
  story.model = Modelled{market::Strike{position.strike}, total_volatility};
  story.start.spot = market::Spot{from};
  story.moves.emplace_back().spot = market::Spot{to};
  return story;
}

/// Its size, `7,883`.
std::string whole_number(double number) { return fmt::format("{}", fmt::group_digits(std::llround(std::abs(number)))); }

std::string position_text(const Walkthrough& story) {
  const double contracts = story.contracts.value();
  return fmt::format("{} {} {}s at {:g}", contracts < 0 ? "short" : "long", whole_number(contracts),
                     story.right == Right::call ? "call" : "put", story.model->strike.value());
}

bool does(Trades said, market::Shares trade) {
  if (said == Trades::not_said) return true;
  return said == Trades::buys ? trade.value() > 0 : trade.value() < 0;
}

std::string follows_text(const Claim& claim, const WalkStep& step) {
  const Walkthrough& story = claim.story;
  return fmt::format("{}{}, from {:g} to {:g}: {} {} shares, which {} the move", claim.because, position_text(story),
                     story.start.spot.value(), step.move.spot.value(), step.trade.value() > 0 ? "buys" : "sells",
                     whole_number(step.trade.value()), to_string(step.effect));
}

const Walkthrough& example(std::string_view name) {
  return *std::ranges::find(walkthroughs(), name, &Walkthrough::name);
}

Verdict hundredfold() {
  const WalkStep hedged = walk(example("ten-thousand-calls"), Deltas::text).front();
  Verdict verdict;
  verdict.id = "E10";
  verdict.source = "Inside the machine, questions";
  verdict.says = "who sells 10,000 calls of delta 0.5 buys about 5,000 shares";
  verdict.trade = hedged.trade;
  verdict.follows = fmt::format("each contract is 100 shares: buys {}", whole_number(hedged.trade.value()));
  verdict.holds = hedged.trade.value() == hedged.move.holds->value();
  return verdict;
}

Verdict band_a_contract() {
  const Walkthrough& desk = example("band");
  const double width = std::get<policy::FixedBand>(desk.policy).width;
  const double contracts = std::abs(desk.contracts.value());
  const double a_share = width / (100 * contracts);
  Verdict verdict;
  verdict.id = "E11";
  verdict.source = "Inside the machine, part 4";
  verdict.says = "10,000 shares on 100,000 contracts is a delta of 0.1 a contract, the threshold of 0.1 to 0.2";
  verdict.follows = fmt::format("it is {:g} of a share a contract, a delta of {:g}: a hundredth of that threshold",
                                width / contracts, a_share);
  verdict.holds = a_share >= 0.1;
  return verdict;
}

}  // namespace

const std::vector<Claim>& claims() {
  const Position short_calls{-500}, long_calls{500}, short_puts{-500, Right::put};
  static const std::vector<Claim> all{
      {"E1", "Inside the machine, part 2", "short gamma stabilises: a counter-force to a rally", "",
       story_of(short_calls, 98, 100), Trades::not_said, MoveEffect::dampens},
      {"E1", "Inside the machine, part 2", "long gamma trades against momentum and so amplifies volatility", "",
       story_of(long_calls, 98, 100), Trades::sells, MoveEffect::amplifies},
      {"E2", "Call wall and put wall", "as price rises a dealer short calls must sell", "",
       story_of(short_calls, 98, 100), Trades::sells, MoveEffect::none},
      {"E2", "How dealers hedge", "short calls at a heavy strike are selling pressure, a resistance", "",
       story_of(short_calls, 98, 100), Trades::sells, MoveEffect::dampens},
      {"E2", "SPX gamma levels explained", "who sold calls sells futures into the rally to the strike", "",
       story_of(short_calls, 97, 99), Trades::sells, MoveEffect::dampens},
      {"E3", "How dealers hedge", "where dealers are short puts a fall forces them to buy: support", "",
       story_of(short_puts, 102, 100), Trades::buys, MoveEffect::dampens},
      {"E4", "How dealers hedge", "heavy put buying leaves dealers long puts, and they buy the decline",
       "they sold what was bought: ", story_of(short_puts, 102, 100), Trades::buys, MoveEffect::dampens},
      {"E5", "SPX gamma levels explained", "above the flip, where dealers are long gamma, they buy rallies", "",
       story_of(long_calls, 100, 102), Trades::buys, MoveEffect::none},
      {"E6", "Call wall and put wall", "at the most negative GEX dealers buy as price falls: a floor",
       "negative GEX is short gamma: ", story_of(short_puts, 102, 100), Trades::buys, MoveEffect::dampens},
      {"E7", "Call wall and put wall", "dealers short the options of a strike push price back to it", "",
       story_of(short_calls, 100, 101), Trades::sells, MoveEffect::dampens},
      {"E9", "Inside the machine, part 5", "short puts are long gamma: dealers sell rallies", "",
       story_of({-50'000, Right::put, 480}, 498, 500), Trades::sells, MoveEffect::none},
  };
  return all;
}

Verdict verdict_of(const Claim& claim) {
  const WalkStep step = walk(claim.story, Deltas::model).back();
  return {.id = claim.id,
          .source = claim.source,
          .says = claim.says,
          .follows = follows_text(claim, step),
          .trade = step.trade,
          .effect = step.effect,
          .holds = does(claim.trades, step.trade) && (claim.effect == MoveEffect::none || claim.effect == step.effect)};
}

std::vector<Verdict> verdicts() {
  std::vector<Verdict> all;
  for (const Claim& claim : claims()) all.push_back(verdict_of(claim));
  all.push_back(hundredfold());
  all.push_back(band_a_contract());
  return all;
}

}  // namespace gammafield::hedging
