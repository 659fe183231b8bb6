package org.yubin.frontend.imap.wire;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.yubin.mailbox.model.FlagNames;
import org.yubin.mailbox.model.SystemFlag;

/**
 * Flags as clients name them (RFC 3501 §2.3.2, §9). {@code \Recent} is not theirs to change, and
 * passed over, since clients that copy mail repeat it. So is another {@code \Word}: a flag that is
 * not in PERMANENTFLAGS is no error, and ignored (§7.1, App. B 59). How many keywords a mailbox
 * takes, and how long they may be, is for the mailbox to say.
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

  // flag           = "\Answered" / "\Flagged" / "\Deleted" / "\Seen" / "\Draft" / flag-keyword /
  //                  flag-extension
  // flag-extension = "\" atom
  private boolean flag(ImapReader in) throws ImapSyntaxException {
    if (!in.tryChar('\\')) {
      return keywords.add(in.atom());
    }
    return SystemFlag.find("\\" + in.atom()).map(system::add).orElse(false);
  }
}
