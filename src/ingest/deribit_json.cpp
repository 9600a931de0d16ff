#include "ingest/deribit_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "ingest/deribit_quotes.h"
#include "ingest/excerpt.h"

namespace gammafield::ingest {
namespace {

constexpr std::size_t recognition_bytes = 4096;
constexpr std::string_view blanks = " \t\r\n";

base::Refusal refusal(std::string message) { return {base::RefusalKind::input_rejected, std::move(message)}; }

std::string_view without_blanks(std::string_view text) {
  const auto begin = text.find_first_not_of(blanks);
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

/// Documents one a line, rather than one document over many.
bool in_lines(std::string_view bytes) {
  const std::string_view first = without_blanks(bytes.substr(0, bytes.find('\n')));
  return first.size() < bytes.size() && first.ends_with('}') && bytes.find("\n{") != bytes.npos;
}

class Texts {
 public:
  void read(std::string_view text, std::uint32_t line) {
    const auto message = reader_.read(text);
    if (!message) {
      why_ = message.error();
      rejects_.push_back({RejectReason::truncated, line, 0, excerpt(text)});
      return;
    }
    if (const auto* ticker = std::get_if<DeribitTicker>(&*message)) quotes_.take(ticker->quote);
    if (const auto* reply = std::get_if<DeribitReply>(&*message)) {
      for (const DeribitQuote& quote : reply->quotes) quotes_.take(quote);
      sent_us_ = std::max(sent_us_, reply->sent_us);
    }
    if (const auto* failure = std::get_if<DeribitFailure>(&*message)) {
      why_ = fmt::format("Deribit answered with error {} ({})", failure->code, excerpt(failure->message));
    }
  }

  LoadResult finish(std::uint32_t last_line, const ReadOptions& options) {
    const bool cut = !rejects_.empty() && rejects_.back().line == last_line;
    if (quotes_.size() == 0) return base::failure(refusal(why_.empty() ? "no option is quoted in it" : why_));
    auto loaded = quotes_.chain(options, "deribit_json", sent_us_);
    if (!loaded) return base::failure(std::move(loaded.error()));
    if (cut) loaded->chain.flags.push_back({"incomplete", fmt::format("the file looks cut: {}", why_)});
    loaded->contracts_read += rejects_.size();
    std::ranges::move(rejects_, std::back_inserter(loaded->rejects));
    std::vector<LoadedChain> chains;
    chains.push_back(std::move(*loaded));
    return chains;
  }

 private:
  DeribitReader reader_;
  DeribitQuotes quotes_;
  std::vector<Reject> rejects_;
  std::optional<std::int64_t> sent_us_;
  std::string why_;
};

}  // namespace

bool is_deribit_json(std::string_view bytes) {
  const auto head = without_blanks(bytes.substr(0, recognition_bytes));
  const auto has = [&](std::string_view word) { return head.find(word) != head.npos; };
  if (!head.starts_with('{') || !has("\"jsonrpc\"")) return false;
  return (has("\"instrument_name\"") && has("\"mark_iv\"")) || (has("\"error\"") && has("\"code\""));
}

LoadResult read_deribit_json(std::string_view bytes, const ReadOptions& options) {
  Texts texts;
  if (!in_lines(bytes)) {
    texts.read(bytes, 1);
    return texts.finish(1, options);
  }
  std::uint32_t line = 0;
  for (std::size_t begin = 0; begin < bytes.size();) {
    const auto end = std::min(bytes.find('\n', begin), bytes.size());
    const std::string_view text = without_blanks(bytes.substr(begin, end - begin));
    ++line;
    if (!text.empty()) texts.read(text, line);
    begin = end + 1;
  }
  return texts.finish(line, options);
}

}  // namespace gammafield::ingest
