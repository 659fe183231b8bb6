package org.yubin.frontend.lmtp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.yubin.frontend.auth.MemoryDirectory;
import org.yubin.frontend.imap.session.Services;
import org.yubin.frontend.imap.transcript.LineClient;
import org.yubin.frontend.memory.MemoryNode;
import org.yubin.mailbox.entity.Mailboxes;
import org.yubin.mailbox.model.MessageRecord;
import org.yubin.mailbox.model.Opened;
import org.yubin.mailbox.model.RecordPage;
import org.yubin.mailbox.model.Result;
import org.yubin.persistence.directory.AccountRecord;
import org.yubin.persistence.message.MessageBody;
import org.yubin.persistence.message.MessageRow;

/** The real LMTP server over services in memory, with accounts of {@code example.org}. */
final class LmtpNode implements AutoCloseable {
  private final MemoryNode node = new MemoryNode(Clock.systemUTC());
  private final RecordingBodies bodies = new RecordingBodies();
  private final MemoryDirectory directory = new MemoryDirectory();
  private final LmtpServer server;
  private final InetSocketAddress address;

  LmtpNode(LmtpLimits limits) {
    this(limits, UnaryOperator.identity());
  }

  /** With mailboxes that deliveries see through {@code between}. */
  LmtpNode(LmtpLimits limits, UnaryOperator<Mailboxes> between) {
    Services s = node.services();
    Delivery delivery =
        new Delivery(
            between.apply(s.mailboxes()),
            s.accounts(),
            s.messages(),
            bodies,
            s.ids(),
            s.clock(),
            s.scan(),
            DeliveryMeasures.NONE);
    server = new LmtpServer("mx.example.org", limits, directory, delivery, 2);
    address = join(server.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
  }

  LmtpServer server() {
    return server;
  }

  InetSocketAddress address() {
    return address;
  }

  RecordingBodies bodies() {
    return bodies;
  }

  MemoryDirectory directory() {
    return directory;
  }

  MemoryNode node() {
    return node;
  }

  LineClient client() throws IOException {
    return new LineClient(address);
  }

  /** Makes an account with its mailboxes, and an address for each of these local parts. */
  AccountRecord account(String name, String... locals) {
    AccountRecord account = node.account(name);
    List<String> addresses = new ArrayList<>();
    for (String local : locals) {
      addresses.add(local + "@example.org");
    }
    join(directory.create(account, addresses));
    return account;
  }

  /** The messages of a mailbox as their owner sees them, ISO 8859-1, by UID. */
  List<String> messages(AccountRecord account, String mailbox) {
    return records(account, mailbox).stream()
        .map(
            record -> {
              MessageBody body =
                  join(node.messages().body(account.id(), record.emailId())).orElseThrow();
              ByteBuffer octets = join(body.read(0, Math.toIntExact(body.sizeOctets())));
              return StandardCharsets.ISO_8859_1.decode(octets).toString();
            })
        .toList();
  }

  /** The stored rows of a mailbox, by UID. */
  List<MessageRow> rows(AccountRecord account, String mailbox) {
    return records(account, mailbox).stream()
        .map(record -> join(node.messages().row(account.id(), record.emailId())))
        .flatMap(Optional::stream)
        .toList();
  }

  List<MessageRecord> records(AccountRecord account, String mailbox) {
    var id = node.mailbox(account, mailbox);
    Opened opened = ok(join(node.services().mailboxes().open(id, true)));
    RecordPage page = ok(join(node.services().mailboxes().records(id, opened.uids())));
    return page.records();
  }

  private static <T> T ok(Result<T> result) {
    return ((Result.Ok<T>) result).value();
  }

  static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  @Override
  public void close() {
    join(server.stop());
    node.close();
  }
}
