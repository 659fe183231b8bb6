package org.yubin.frontend.lmtp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.yubin.frontend.auth.MemoryDirectory;
import org.yubin.frontend.fuzz.Bounds;
import org.yubin.frontend.memory.MemoryAccounts;
import org.yubin.frontend.memory.MemoryBodies;
import org.yubin.frontend.memory.MemoryMailboxes;
import org.yubin.frontend.memory.MemoryMessages;
import org.yubin.persistence.directory.AccountRecord;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.IdSource;

/**
 * Any octets at all on an LMTP connection: whatever is answered is a reply, the same however the
 * octets are cut, and the connection ends only with a reply that says so. Everything runs on the
 * caller's thread, and the recipient {@code b@x} has no mailbox: nothing is kept.
 */
public final class LmtpFuzz {
  private static final LmtpLimits LIMITS =
      new LmtpLimits(200, 2_000, 3, 40, Duration.ofMinutes(1), Duration.ofSeconds(5), 4);

  private static final List<String> LAST = List.of("221 ", "421 ", "501 ");

  private final MemoryDirectory directory = new MemoryDirectory();
  private final Delivery delivery;

  /** Starts with one account. */
  public LmtpFuzz() {
    IdSource ids = () -> new UUID(1, 2);
    AccountId id = ids.newAccountId();
    Clock clock = Clock.systemUTC();
    MemoryMailboxes mailboxes = new MemoryMailboxes(Runnable::run, clock);
    delivery =
        new Delivery(
            mailboxes,
            new MemoryAccounts(mailboxes, Runnable::run, clock, ids),
            new MemoryMessages(),
            new MemoryBodies(),
            ids,
            clock,
            Runnable::run,
            DeliveryMeasures.NONE);
    directory
        .create(new AccountRecord(id, "b", "x", true, "", clock.instant()), List.of("b@x"))
        .toCompletableFuture()
        .join();
  }

  /** The first octet says where the rest is cut in two. */
  @FuzzTest(maxDuration = "10m")
  public void answered(byte[] input) {
    Bounds.check(input, () -> check(input));
  }

  private void check(byte[] input) {
    int from = Math.min(1, input.length);
    int cut = input.length < 2 ? from : from + (input[0] & 0xff) % (input.length - 1);
    String whole = answers(input, from, input.length);
    String pieces = answers(input, from, cut, input.length);
    if (!whole.equals(pieces)) {
      throw new AssertionError("cut at " + cut + ": " + pieces + " (expected: " + whole + ")");
    }
  }

  private String answers(byte[] input, int... cuts) {
    LmtpSession session =
        new LmtpSession(
            "1",
            "127.0.0.1",
            "mx",
            LIMITS,
            LmtpSession.Tls.NOT_OFFERED,
            new Recipients(directory),
            delivery);
    EmbeddedChannel channel =
        new EmbeddedChannel(new LmtpChannel(session, LIMITS, Optional.empty()));
    StringBuilder said = new StringBuilder();
    for (int i = 1; i < cuts.length && channel.isActive(); i++) {
      channel.writeInbound(Unpooled.copiedBuffer(input, cuts[i - 1], cuts[i] - cuts[i - 1]));
      channel.runPendingTasks();
      read(channel, said);
    }
    boolean ended = !channel.isActive();
    channel.finishAndReleaseAll();
    channel.checkException();
    checkReplies(said.toString(), ended);
    return said + (ended ? "(closed)" : "");
  }

  private static void read(EmbeddedChannel channel, StringBuilder said) {
    for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
      said.append(out.toString(StandardCharsets.UTF_8));
      out.release();
    }
  }

  private static void checkReplies(String said, boolean ended) {
    List<String> lines = Arrays.asList(said.split("\r\n", -1));
    for (String line : lines.subList(0, lines.size() - 1)) {
      if (!line.matches("[2-5]\\d\\d[ -][^\\p{Cntrl}]*")) {
        throw new AssertionError("no reply: " + line);
      }
    }
    String last = lines.size() < 2 ? "" : lines.get(lines.size() - 2);
    if (ended && LAST.stream().noneMatch(last::startsWith)) {
      throw new AssertionError("closed after: " + last);
    }
  }
}
