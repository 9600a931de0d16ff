#pragma once

#include "alerts/alert.h"
#include "alerts/carrier.h"
#include "alerts/secret.h"
#include "alerts/sink.h"
#include "feeds/moment.h"

namespace gammafield::alerts {

/// The form in which a sink wants an alert; `now` tells the age of the data. Pure. Whatever the alert's texts hold, it
/// is text there: no mark-up, no mention, no header, no further line. `secret`: the sink's; required by those that
/// cannot do without.
[[nodiscard]] Outgoing outgoing(const Sink&, const Secret*, const Alert&, feeds::Moment now);

// The forms one by one; docs/alerts.md shows them.
[[nodiscard]] Post webhook_post(const Webhook&, const Secret*, const Alert&, feeds::Moment now);
[[nodiscard]] Post telegram_post(const Telegram&, const Secret& token, const Alert&, feeds::Moment now);
[[nodiscard]] Post discord_post(const Secret& url, const Alert&, feeds::Moment now);
[[nodiscard]] Post slack_post(const Secret& url, const Alert&, feeds::Moment now);
[[nodiscard]] Post ntfy_post(const Ntfy&, const Secret* token, const Alert&, feeds::Moment now);
[[nodiscard]] Letter mail_letter(const Mail&, const Alert&, feeds::Moment now);
[[nodiscard]] Line file_line(const NoteFile&, const Alert&);

/// Text, notes and the data's age, a line each.
[[nodiscard]] std::string body_text(const Alert&, feeds::Moment now);

}  // namespace gammafield::alerts
