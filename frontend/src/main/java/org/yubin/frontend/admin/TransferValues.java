package org.yubin.frontend.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.yubin.mailbox.model.FlagNames;
import org.yubin.mailbox.model.InternalDate;
import org.yubin.mailbox.model.KeywordTable;
import org.yubin.mailbox.model.RequestId;
import org.yubin.mailbox.model.SystemFlag;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.EmailId;
import org.yubin.persistence.id.MailboxId;

/** The values in the frames and bodies of import, export, backup and restore, as JSON has them. */
final class TransferValues {
  private TransferValues() {}

  /**
   * {@code "flags"}: the words of IMAP. What no mailbox can hold is passed over: an unknown {@code
   * \Word}, a keyword that is no atom or too long.
   */
  static FlagNames flags(JsonNode words) {
    Set<SystemFlag> system = EnumSet.noneOf(SystemFlag.class);
    Set<String> keywords = new LinkedHashSet<>();
    for (JsonNode each : words) {
      String word = each.asText();
      SystemFlag.find(word).ifPresent(system::add);
      if (isKeyword(word) && keywords.size() < KeywordTable.MAX_KEYWORDS) {
        keywords.add(word);
      }
    }
    return new FlagNames(system, keywords);
  }

  static ArrayNode flags(FlagNames names) {
    ArrayNode words = JsonNodeFactory.instance.arrayNode();
    names.system().forEach(flag -> words.add(flag.wireName()));
    names.keywords().forEach(words::add);
    return words;
  }

  // flag-keyword = atom (RFC 3501 §9)
  private static boolean isKeyword(String word) {
    return !word.isEmpty()
        && word.length() <= KeywordTable.MAX_LENGTH
        && word.chars().allMatch(c -> c > ' ' && c < 0x7f && "(){%*\"\\]".indexOf(c) < 0);
  }

  /** {@code "internalDate"} in ISO 8601 with its zone; {@code now} if absent. */
  static InternalDate date(JsonNode text, Instant now) {
    if (text.isMissingNode() || text.isNull()) {
      return InternalDate.of(now);
    }
    try {
      return InternalDate.of(OffsetDateTime.parse(text.asText()));
    } catch (DateTimeException | IllegalArgumentException wrong) {
      throw new InvalidBodyException(
          "internalDate: " + text + " (expected: such as 2026-11-23T10:00:00+01:00)");
    }
  }

  static EmailId emailId(String hex) {
    return parsed("emailId", () -> EmailId.parse(hex));
  }

  static MailboxId mailboxId(String hex) {
    return parsed("mailbox id", () -> MailboxId.parse(hex));
  }

  static AccountId accountId(String hex) {
    return parsed("account id", () -> AccountId.parse(hex));
  }

  /** The header {@code X-Request-Id}: what makes a retry harmless. */
  static RequestId request(String uuid) {
    return parsed("X-Request-Id", () -> new RequestId(UUID.fromString(uuid)));
  }

  private static <T> T parsed(String what, Supplier<T> parser) {
    try {
      return parser.get();
    } catch (IllegalArgumentException wrong) {
      throw new InvalidBodyException(what + ": " + wrong.getMessage());
    }
  }
}
