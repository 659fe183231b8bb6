package org.yubin.frontend.imap.net;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.yubin.frontend.fuzz.Bounds;
import org.yubin.frontend.imap.command.Extensions;
import org.yubin.frontend.imap.command.Registry;
import org.yubin.frontend.imap.session.CommandTable;
import org.yubin.frontend.imap.session.ImapLimits;
import org.yubin.frontend.imap.session.Received;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;
import org.yubin.frontend.imap.wire.LiteralStream;

/**
 * Any octets at all: the framer makes the same items of them however they are cut, and each item is
 * a command, or its parser says where it is wrong.
 */
public final class CommandFuzz {
  private static final ImapLimits LIMITS = ImapLimits.defaults();
  private static final Registry REGISTRY = new Registry(Extensions.ALL);

  /** The first octet says where the rest is cut in two. */
  @FuzzTest(maxDuration = "10m")
  public void cutAndParsed(byte[] input) {
    Bounds.check(input, () -> check(input));
  }

  private static void check(byte[] input) {
    int from = Math.min(1, input.length);
    int cut = input.length < 2 ? from : from + (input[0] & 0xff) % (input.length - 1);
    List<String> whole = parsed(input, from, input.length);
    List<String> pieces = parsed(input, from, cut, input.length);
    if (!whole.equals(pieces)) {
      throw new AssertionError("cut at " + cut + ": " + pieces + " (expected: " + whole + ")");
    }
  }

  private static List<String> parsed(byte[] input, int... cuts) {
    CommandFramer framer = new CommandFramer(LIMITS, REGISTRY::streamed, new NoStream());
    ByteBuf in = Unpooled.buffer();
    List<String> items = new ArrayList<>();
    boolean streaming = false;
    for (int i = 1; i < cuts.length; i++) {
      in.writeBytes(input, cuts[i - 1], cuts[i] - cuts[i - 1]);
      while (true) {
        if (streaming && !messageEnds(framer, in, items)) {
          break;
        }
        streaming = false;
        Optional<Received> item = framer.next(in);
        if (item.isEmpty()) {
          break;
        }
        items.add(described(item.get()));
        if (item.get() instanceof Received.LiteralWanted) {
          framer.proceed();
        }
        streaming = item.get() instanceof Received.Streamed;
      }
    }
    return items;
  }

  private static boolean messageEnds(CommandFramer framer, ByteBuf in, List<String> items) {
    while (true) {
      framer.takeMessage(in);
      if (framer.messageRemaining() > 0) {
        return false;
      }
      Optional<LiteralStream.Rest> rest = framer.takeRest(in);
      rest.ifPresent(line -> items.add("rest " + line.text().length));
      if (rest.isEmpty() || !rest.get().literal()) {
        return rest.isPresent();
      }
    }
  }

  private static String described(Received item) {
    if (item instanceof Received.Line line) {
      return parsed(new ImapReader(line.line()), line.line().length);
    }
    if (item instanceof Received.Streamed streamed) {
      ImapReader in = new ImapReader(streamed.line(), streamed.literal());
      return "streamed " + parsed(in, streamed.line().length);
    }
    if (item instanceof Received.Rejected rejected) {
      return "rejected " + rejected.tag() + " " + rejected.why();
    }
    return item.getClass().getSimpleName();
  }

  /** As the dispatcher does it. */
  private static String parsed(ImapReader in, int length) {
    try {
      String tag = in.tag();
      in.sp();
      String name = in.word();
      if (name.equals("UID")) {
        in.sp();
        name = "UID " + in.word();
      }
      Optional<? extends CommandTable.Entry> entry = REGISTRY.find(name);
      return entry.isEmpty()
          ? tag + " unknown " + name
          : tag + " " + entry.get().parse(in).getClass().getSimpleName();
    } catch (ImapSyntaxException refused) {
      if (refused.offset() < 0 || refused.offset() > length) {
        throw new AssertionError("offset " + refused.offset() + " of " + length, refused);
      }
      return "BAD " + refused.getMessage().getBytes(StandardCharsets.UTF_8).length;
    }
  }

  /** A message that nobody reads through the stream. */
  private static final class NoStream implements LiteralStream {
    @Override
    public long sizeOctets() {
      return 0;
    }

    @Override
    public boolean synchronising() {
      return true;
    }

    @Override
    public CompletionStage<Optional<ByteBuffer>> next() {
      throw new AssertionError("parsers read no message");
    }

    @Override
    public CompletionStage<Rest> rest() {
      throw new AssertionError("parsers read no message");
    }

    @Override
    public CompletionStage<Boolean> refuse() {
      throw new AssertionError("parsers refuse no message");
    }
  }
}
