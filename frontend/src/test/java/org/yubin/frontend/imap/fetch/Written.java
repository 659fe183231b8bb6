package org.yubin.frontend.imap.fetch;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.yubin.frontend.imap.wire.ImapWriter;

/** What a writer puts onto the wire, one character an octet. */
final class Written {
  private Written() {}

  static String by(Consumer<ImapWriter> writing) {
    ImapWriter out = new ImapWriter(Unpooled::buffer);
    writing.accept(out);
    ByteBuf burst = out.take().orElseGet(Unpooled::buffer);
    try {
      return burst.toString(StandardCharsets.ISO_8859_1);
    } finally {
      burst.release();
    }
  }
}
