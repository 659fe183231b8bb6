package org.yubin.frontend.imap.session;

import java.util.Optional;
import org.yubin.frontend.imap.wire.ResponseCode;

/** The last words of a connection that the server ends (RFC 3501 §7.1.5). */
record Bye(Optional<ResponseCode> code, String why) {
  Bye(String why) {
    this(Optional.empty(), why);
  }

  /** What is announced is more than can be read and dropped (RFC 7888 §4, §5). */
  static Bye tooBig(String why) {
    return new Bye(Optional.of(ResponseCode.TOOBIG), why);
  }
}
