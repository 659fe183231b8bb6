package org.yubin.node.transfer;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.yubin.account.model.MailboxTree;
import org.yubin.frontend.admin.AdminServer;
import org.yubin.frontend.admin.NodeApi;
import org.yubin.frontend.admin.TestAdmin;
import org.yubin.frontend.auth.MemoryDirectory;
import org.yubin.frontend.imap.net.ImapServer;
import org.yubin.frontend.imap.session.Services;
import org.yubin.frontend.memory.FixedNode;
import org.yubin.frontend.memory.MemoryNode;
import org.yubin.mailbox.model.FlagNames;
import org.yubin.mailbox.model.MailboxStatus;
import org.yubin.mailbox.model.RecordPage;
import org.yubin.mailbox.model.Result;
import org.yubin.mailbox.model.UidSet;
import org.yubin.node.NodeSettings;
import org.yubin.node.StartFailure;
import org.yubin.node.cli.AdminPorts;
import org.yubin.node.cli.YubinCommand;
import org.yubin.persistence.directory.AccountRecord;
import org.yubin.persistence.id.MailboxId;
import org.yubin.persistence.message.MessageBody;

/** A node in memory with its admin API on a real port, and the command line in front of it. */
final class MemoryAdmin implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  private final MemoryNode node = new MemoryNode(Clock.fixed(NOW, ZoneOffset.UTC));
  private final MemoryDirectory directory = new MemoryDirectory();
  private final ActorSystem<Void> system =
      ActorSystem.create(
          Behaviors.empty(),
          "admin",
          ConfigFactory.parseMap(
                  Map.of("akka.loglevel", "WARNING", "akka.jvm-exit-on-fatal-error", "off"))
              .withFallback(ConfigFactory.defaultReference()));
  private final AdminServer server;
  private final ImapServer imap;
  private final int imapPort;
  final Path dataDir;

  /**
   * @param dataDir where the token is put
   */
  MemoryAdmin(Path dataDir) throws IOException {
    this.dataDir = dataDir;
    Files.createDirectories(dataDir);
    Files.writeString(dataDir.resolve("admin.token"), TestAdmin.TOKEN + "\n");
    Services services = node.services();
    server = TestAdmin.start(system, directory, services, new NodeApi(FixedNode.READY, false));
    imap = new ImapServer(services, 1);
    imapPort =
        imap.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Optional.empty())
            .toCompletableFuture()
            .join()
            .getPort();
  }

  /** Of a plain IMAP port; passwords are the accounts' names. */
  int imapPort() {
    return imapPort;
  }

  AccountRecord account(String name) {
    AccountRecord account = node.account(name);
    directory.create(account, List.of(name)).toCompletableFuture().join();
    return account;
  }

  AccountRecord find(String name) {
    return directory.byName(name).toCompletableFuture().join().orElseThrow();
  }

  Services services() {
    return node.services();
  }

  MemoryNode node() {
    return node;
  }

  int port() {
    return server.address().getPort();
  }

  /** What the command line talks to the node with. */
  AdminPort client() throws StartFailure {
    return AdminPorts.of(
        NodeSettings.load(
            Optional.empty(),
            Map.of("yubin.data-dir", dataDir.toString(), "yubin.http.port", port())));
  }

  /** What a command printed, and its exit status. */
  record Ran(int status, String out) {}

  /** Runs one command line of {@code yubin} against this node. */
  Ran run(String command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of("--data-dir", dataDir.toString(), "--http-port", Integer.toString(port())));
    all.addAll(List.of(arguments));
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text, true);
    int status = YubinCommand.run(out, out, all.toArray(String[]::new));
    return new Ran(status, text.toString());
  }

  /** Makes a mailbox, and takes it that there may be one. */
  Ran create(String account, String mailbox) {
    Path nothing = dataDir.resolve("nothing");
    try {
      Files.createDirectories(nothing.resolve("cur"));
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
    return run("import", "--account", account, "--mailbox", mailbox, nothing.toString());
  }

  /** A message as the mailbox has it. */
  record Kept(
      long uid,
      long modSeq,
      Set<String> flags,
      OffsetDateTime date,
      long saved,
      long thread,
      String email,
      String octets) {}

  List<Kept> messages(AccountRecord account, String mailbox) {
    return messages(account, node.mailbox(account, mailbox));
  }

  private List<Kept> messages(AccountRecord account, MailboxId mailbox) {
    List<Kept> all = new ArrayList<>();
    UidSet rest = ok(services().mailboxes().open(mailbox, true)).uids();
    while (!rest.isEmpty()) {
      RecordPage page = ok(services().mailboxes().records(mailbox, rest));
      page.records()
          .forEach(
              one ->
                  all.add(
                      new Kept(
                          one.uid().value(),
                          one.modSeq().value(),
                          words(page.keywords().names(one.flags())),
                          one.internalDate().toOffsetDateTime(),
                          one.saveDateEpochSecond(),
                          one.threadId(),
                          one.emailId().toString(),
                          octets(account, one.emailId()))));
      rest = page.rest();
    }
    return all;
  }

  MailboxStatus status(AccountRecord account, String mailbox) {
    return ok(services().mailboxes().status(node.mailbox(account, mailbox)));
  }

  MailboxTree tree(AccountRecord account) {
    return ok(services().accounts().tree(account.id()));
  }

  private static Set<String> words(FlagNames names) {
    Set<String> words = new TreeSet<>(names.keywords());
    names.system().forEach(flag -> words.add(flag.wireName()));
    return words;
  }

  private String octets(AccountRecord account, org.yubin.persistence.id.EmailId email) {
    MessageBody body =
        services().messages().body(account.id(), email).toCompletableFuture().join().orElseThrow();
    ByteBuffer octets = body.read(0, (int) body.sizeOctets()).toCompletableFuture().join();
    return StandardCharsets.ISO_8859_1.decode(octets).toString();
  }

  static <T> T ok(java.util.concurrent.CompletionStage<Result<T>> stage) {
    Result<T> result = stage.toCompletableFuture().join();
    if (result instanceof Result.Ok<T> ok) {
      return ok.value();
    }
    throw new AssertionError(result);
  }

  @Override
  public void close() {
    imap.stop().toCompletableFuture().join();
    server.stop().toCompletableFuture().join();
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
    node.close();
  }
}
