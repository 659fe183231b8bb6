package org.yubin.frontend.imap.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.yubin.frontend.imap.command.Extensions;
import org.yubin.frontend.imap.command.Registry;
import org.yubin.frontend.imap.session.ImapLimits;
import org.yubin.frontend.imap.session.Received;
import org.yubin.frontend.imap.wire.LiteralStream;

class CommandFramerTest {
  private static final ImapLimits LIMITS = ImapLimits.defaults();
  private static final Registry REGISTRY = new Registry(Extensions.ALL);
  private static final LiteralStream NOBODYS = new Unused();

  /** What a framer makes of octets that come in pieces; continuations are given at once. */
  private static List<String> cut(byte[] octets, int... at) {
    CommandFramer framer = new CommandFramer(LIMITS, REGISTRY::streamed, NOBODYS);
    framer.loggedIn();
    List<String> items = new ArrayList<>();
    ByteBuf in = Unpooled.buffer();
    StringBuilder message = new StringBuilder();
    boolean[] streaming = {false};
    int from = 0;
    for (int i = 0; i <= at.length; i++) {
      int to = i < at.length ? at[i] : octets.length;
      in.writeBytes(octets, from, to - from);
      from = to;
      drain(framer, in, items, message, streaming);
    }
    return items;
  }

  private static void drain(
      CommandFramer framer,
      ByteBuf in,
      List<String> items,
      StringBuilder message,
      boolean[] streaming) {
    while (true) {
      if (streaming[0]) {
        Optional<ByteBuffer> octets = framer.takeMessage(in);
        octets.ifPresent(o -> message.append(StandardCharsets.ISO_8859_1.decode(o)));
        if (framer.messageRemaining() > 0) {
          return;
        }
        Optional<LiteralStream.Rest> rest = framer.takeRest(in);
        if (rest.isEmpty()) {
          return;
        }
        items.add("message " + message + " rest " + text(rest.get().text()));
        message.setLength(0);
        streaming[0] = rest.get().literal();
        if (streaming[0]) {
          continue;
        }
      }
      Optional<Received> item = framer.next(in);
      if (item.isEmpty()) {
        return;
      }
      items.add(describe(item.get()));
      if (item.get() instanceof Received.LiteralWanted) {
        framer.proceed();
      }
      streaming[0] = item.get() instanceof Received.Streamed;
    }
  }

  private static String describe(Received item) {
    if (item instanceof Received.Line line) {
      return "line " + text(line.line());
    }
    if (item instanceof Received.Streamed streamed) {
      return "streamed " + text(streamed.line());
    }
    if (item instanceof Received.Rejected rejected) {
      return "rejected " + rejected.tag() + (rejected.hopeless() ? " hopeless" : "");
    }
    return item.getClass().getSimpleName();
  }

  private static String text(byte[] octets) {
    return new String(octets, StandardCharsets.ISO_8859_1).replace("\r\n", "~");
  }

  private static byte[] bytes(String text) {
    return text.replace("~", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void commands_areTheSameHoweverTheyArrive() {
    byte[] octets =
        bytes(
            "a1 NOOP~a2 LOGIN {4}~user {6+}~pa\r\n{x}~a3 APPEND INBOX (\\Seen) {12+}~Hello~{5}\r\n~"
                + "a4 APPEND {5+}~INBOX {3}~abc~a5 NOOP\n"
                + "a7 APPEND INBOX {2+}~xy (\\Seen) {3}~{1} {0+}~~a6 X {0+}~~{7}~");
    List<String> expected =
        List.of(
            "line a1 NOOP",
            "LiteralWanted",
            "line a2 LOGIN {4}~user {6+}~pa~{x}",
            "streamed a3 APPEND INBOX (\\Seen) {12+}",
            "message Hello\r\n{5}\r\n rest ",
            "streamed a4 APPEND {5+}~INBOX {3}",
            "message abc rest ",
            "line a5 NOOP",
            "streamed a7 APPEND INBOX {2+}",
            "message xy rest  (\\Seen) {3}",
            "message {1} rest  {0+}",
            "message  rest ",
            "line a6 X {0+}~",
            "LiteralWanted");
    assertThat(cut(octets)).isEqualTo(expected);
    for (int i = 0; i <= octets.length; i++) {
      assertThat(cut(octets, i)).as("split at %d", i).isEqualTo(expected);
    }
    int[] everywhere = new int[octets.length];
    for (int i = 0; i < everywhere.length; i++) {
      everywhere[i] = i;
    }
    assertThat(cut(octets, everywhere)).isEqualTo(expected);
  }

  @Test
  void literalThatEndsInCr_beforeABareLf_keepsIt() {
    assertThat(cut(bytes("a X {1+}~\r\n"))).containsExactly("line a X {1+}~\r");
  }

  @Test
  void endlessLine_isHopeless() {
    byte[] octets = bytes("a1 NOOP~a2 " + "x".repeat(LIMITS.maxLineOctets()) + "~a3 NOOP~");
    assertThat(cut(octets)).containsExactly("line a1 NOOP", "rejected a2 hopeless");
    assertThat(cut(bytes("x".repeat(LIMITS.maxLineOctets() + 1))))
        .containsExactly("rejected * hopeless");
  }

  @Test
  void longestLine_isTaken() {
    String line = "a " + "x".repeat(LIMITS.maxLineOctets() - 2);
    assertThat(cut(bytes(line + "~"))).containsExactly("line " + line);
  }

  // RFC 7888 §4
  @Test
  void literalThatIsTooLarge_isRefused() {
    int large = LIMITS.maxLiteralOctets() + 1;
    assertThat(cut(bytes("a X {" + large + "}~b NOOP~")))
        .containsExactly("rejected a", "line b NOOP");
    assertThat(cut(bytes("a X {" + large + "+}~" + "y".repeat(large) + " {2+}~zz~b NOOP~")))
        .containsExactly("rejected a", "line b NOOP");
    assertThat(cut(bytes("a X {" + (LIMITS.maxMessageOctets() + 1) + "+}~zz")))
        .containsExactly("rejected a hopeless");
    assertThat(cut(bytes("a X {" + (large - 1) + "+}~" + "y".repeat(large - 1) + " {1}~b NOOP~")))
        .containsExactly("rejected a", "line b NOOP");
  }

  @Test
  void messageThatIsTooLargeToPassOver_isHopeless() {
    long large = 2 * LIMITS.maxMessageOctets() + 1;
    assertThat(cut(bytes("a APPEND INBOX {" + large + "+}~zz")))
        .containsExactly("rejected a hopeless");
  }

  @Test
  void randomOctets_neverBreakIt() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String alphabet = "a1 {}+0123\r\n\n\"APPEND INBOX";
    for (int round = 0; round < 3_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(80); i > 0; i--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      byte[] octets = bytes(text.toString());
      int split = octets.length == 0 ? 0 : random.nextInt(octets.length);
      assertThat(cut(octets, split)).as("seed %d: %s", seed, text).isEqualTo(cut(octets));
    }
  }

  private static final class Unused implements LiteralStream {
    @Override
    public long sizeOctets() {
      throw new AssertionError("not asked for here");
    }

    @Override
    public boolean synchronising() {
      throw new AssertionError("not asked for here");
    }

    @Override
    public CompletionStage<Optional<ByteBuffer>> next() {
      throw new AssertionError("not asked for here");
    }

    @Override
    public CompletionStage<Rest> rest() {
      throw new AssertionError("not asked for here");
    }

    @Override
    public CompletionStage<Boolean> refuse() {
      throw new AssertionError("not asked for here");
    }
  }
}
