package org.yubin.mailbox.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.yubin.persistence.id.EmailId;

/**
 * Gathers the messages of one command: their keywords get numbers, their count is held within the
 * limits.
 */
final class Arrivals {
  private final MailboxState state;
  private final KeywordNumbers numbers;
  private final List<ArrivedMessage> messages = new ArrayList<>();
  private boolean keywordsFit = true;

  Arrivals(MailboxState state) {
    this.state = state;
    this.numbers = new KeywordNumbers(state.keywords());
  }

  void add(
      EmailId emailId,
      FlagNames names,
      long sizeOctets,
      InternalDate internalDate,
      long threadId,
      long messageIdHash) {
    Flags flags = numbers.forSetting(names).orElse(Flags.NONE);
    keywordsFit &= !numbers.overflowed();
    messages.add(
        new ArrivedMessage(emailId, flags, sizeOctets, internalDate, threadId, messageIdHash));
  }

  List<String> newKeywords() {
    return numbers.added();
  }

  List<ArrivedMessage> messages() {
    return messages;
  }

  Decision decide(Supplier<MailboxEvent> event) {
    if (messages.size() > MessageLimits.MAX_ADDED) {
      return Decision.refuse(
          Refusal.LIMIT, "messages: %d (expected: <= 1000000)".formatted(messages.size()));
    }
    if (state.uidNext().value() + messages.size() > Uid.MAX) {
      return Decision.refuse(Refusal.LIMIT, "uidnext: %s, no UIDs left".formatted(state.uidNext()));
    }
    return keywordsFit ? Decision.persist(event.get()) : KeywordNumbers.refuse();
  }
}
