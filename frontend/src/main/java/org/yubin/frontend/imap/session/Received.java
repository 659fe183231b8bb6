package org.yubin.frontend.imap.session;

import java.util.Optional;
import org.yubin.frontend.imap.wire.LiteralStream;
import org.yubin.frontend.imap.wire.ResponseCode;

/** What the framer makes of the client's octets, in the order in which they came. */
public sealed interface Received {
  /** The octets that it holds in memory. */
  int octets();

  /**
   * A line that is complete: a command with its literals, or what a running command waits for.
   *
   * @param line without its CRLF; a literal stands as its header, CRLF, octets
   */
  // An array in a record: it is compared nowhere.
  @SuppressWarnings("ArrayRecordComponent")
  record Line(byte[] line) implements Received {
    @Override
    public int octets() {
      return line.length;
    }
  }

  /**
   * A command whose message literal is still on its way.
   *
   * @param line up to and with the header of the literal
   */
  // An array in a record: it is compared nowhere.
  @SuppressWarnings("ArrayRecordComponent")
  record Streamed(byte[] line, LiteralStream literal) implements Received {
    @Override
    public int octets() {
      return line.length;
    }
  }

  /**
   * A synchronising literal: the client waits for a continuation before it sends (RFC 3501 §7.5).
   */
  record LiteralWanted() implements Received {
    @Override
    public int octets() {
      return 0;
    }
  }

  /**
   * A command that is beyond the bounds and has been dropped.
   *
   * @param tag its tag, or "*" if it had none
   * @param code TOOBIG for a literal (RFC 7888 §5)
   * @param why for the client
   * @param hopeless where the next command would begin is unknown: the connection has to end
   */
  record Rejected(String tag, Optional<ResponseCode> code, String why, boolean hopeless)
      implements Received {
    @Override
    public int octets() {
      return 0;
    }
  }

  /** The client has closed its side: nothing will follow. */
  record End() implements Received {
    @Override
    public int octets() {
      return 0;
    }
  }
}
