package org.yubin.frontend.imap.wire;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.yubin.mailbox.model.FlagNames;
import org.yubin.mailbox.model.KeywordTable;
import org.yubin.mailbox.model.SystemFlag;

/**
 * Flags as clients name them (RFC 3501 §2.3.2, §9). {@code \Recent} is not theirs to change: it is
 * passed over, since clients that copy mail repeat it. Another {@code \Word} is an error. A command
 * that names more or longer keywords than a mailbox can hold cannot succeed, and is one too.
 */
final class FlagWords {
  private final Set<SystemFlag> system = EnumSet.noneOf(SystemFlag.class);
  private final Set<String> keywords = new LinkedHashSet<>();

  private FlagWords() {}

  static FlagNames list(ImapReader in) throws ImapSyntaxException {
    FlagWords words = new FlagWords();
    in.list(words::flag);
    return words.names();
  }

  static FlagNames bare(ImapReader in) throws ImapSyntaxException {
    FlagWords words = new FlagWords();
    do {
      words.flag(in);
    } while (!in.atEnd() && in.trySp());
    return words.names();
  }

  private FlagNames names() {
    return new FlagNames(system, keywords);
  }

  // flag = "\Answered" / "\Flagged" / "\Deleted" / "\Seen" / "\Draft" / flag-keyword
  private boolean flag(ImapReader in) throws ImapSyntaxException {
    return in.tryChar('\\') ? systemFlag(in) : keyword(in);
  }

  private boolean systemFlag(ImapReader in) throws ImapSyntaxException {
    ImapSyntaxException unknown =
        in.expected("\\Answered, \\Flagged, \\Deleted, \\Seen or \\Draft");
    String word = in.atom();
    if (word.toUpperCase(Locale.ROOT).equals("RECENT")) {
      return false;
    }
    Optional<SystemFlag> flag = SystemFlag.find("\\" + word);
    if (flag.isEmpty()) {
      throw unknown;
    }
    return system.add(flag.get());
  }

  private boolean keyword(ImapReader in) throws ImapSyntaxException {
    ImapSyntaxException tooLong =
        in.expected("a keyword of at most " + KeywordTable.MAX_LENGTH + " octets");
    String keyword = in.atom();
    if (keyword.length() > KeywordTable.MAX_LENGTH) {
      throw tooLong;
    }
    if (keywords.size() >= KeywordTable.MAX_KEYWORDS) {
      throw in.expected("at most " + KeywordTable.MAX_KEYWORDS + " keywords");
    }
    return keywords.add(keyword);
  }
}
