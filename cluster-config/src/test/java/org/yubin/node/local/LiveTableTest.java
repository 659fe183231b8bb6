package org.yubin.node.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yubin.node.local.ClusterSight.CassandraSight;
import org.yubin.node.local.ClusterSight.NodeSight;

/** The table of {@code yubin cluster} as it changes. */
class LiveTableTest {
  private static final NodeSight MAILBOX = mailbox("mailbox-1", "101", "Up, oldest", "12", "30");
  private static final NodeSight FRONTEND =
      new NodeSight(
          "frontend-1", "frontend", "102", "Up", "", "", "7", "127.0.0.51", LocalPorts.from(21000));
  private static final List<CassandraSight> CASSANDRA =
      List.of(new CassandraSight("cassandra-1", "100", "127.0.0.1", 21005));

  private final StringWriter text = new StringWriter();

  @Test
  void table_hasProcessesMembersShardsSessionsAndPorts() {
    assertThat(ClusterTable.lines(new ClusterSight(List.of(MAILBOX, FRONTEND), CASSANDRA)))
        .containsExactly(
            "  node         role       process  status           shards mailboxes sessions  address"
                + "          http   imap  imaps   lmtp",
            "  mailbox-1    mailbox        101  Up, oldest           12        30           "
                + "127.0.0.11      21001                     ",
            "  frontend-1   frontend       102  Up                                       7  "
                + "127.0.0.51      21001  21002  21003  21004",
            "  cassandra-1                 100  runs                                        "
                + "127.0.0.1         CQL  21005");
  }

  @Test
  void onATerminal_theTableIsWrittenOverItself() {
    LiveTable table = new LiveTable(new PrintWriter(text), true);
    table.show(new ClusterSight(List.of(MAILBOX), CASSANDRA));
    String first = text.toString();
    assertThat(first.chars().filter(c -> c == '\n').count()).isEqualTo(3);
    table.show(new ClusterSight(List.of(MAILBOX), CASSANDRA));
    assertThat(text.toString()).as("nothing has changed").isEqualTo(first);
    table.show(new ClusterSight(List.of(mailbox("mailbox-1", "", "ended", "", "")), CASSANDRA));
    assertThat(text.toString().substring(first.length()))
        .startsWith("\u001b[3A\u001b[?7l\u001b[2K  node")
        .contains("\u001b[2K  mailbox-1")
        .contains(" ended ")
        .endsWith(System.lineSeparator() + "\u001b[J\u001b[?7h");
  }

  @Test
  void elsewhere_aLineTellsWhatHasChanged() {
    LiveTable table = new LiveTable(new PrintWriter(text), false);
    table.show(new ClusterSight(List.of(MAILBOX, FRONTEND), CASSANDRA));
    int table1 = text.toString().length();
    table.show(
        new ClusterSight(
            List.of(
                mailbox("mailbox-1", "", "ended", "", ""),
                FRONTEND,
                mailbox("mailbox-2", "103", "Joining", "0", "0")),
            List.of(new CassandraSight("cassandra-1", "", "127.0.0.1", 21005))));
    assertThat(text.toString().substring(table1).lines())
        .containsExactly(
            "  mailbox-1    ended",
            "  mailbox-2    process 103, Joining, 0 shards",
            "  cassandra-1  ended");
  }

  @Test
  void elsewhere_sessionsThatComeAndGoAreNoLine() {
    LiveTable table = new LiveTable(new PrintWriter(text), false);
    table.show(new ClusterSight(List.of(MAILBOX), CASSANDRA));
    int before = text.toString().length();
    table.show(
        new ClusterSight(
            List.of(mailbox("mailbox-1", "101", "Up, oldest", "12", "31")), CASSANDRA));
    assertThat(text.toString()).hasSize(before);
  }

  private static NodeSight mailbox(
      String name, String process, String status, String shards, String mailboxes) {
    return new NodeSight(
        name,
        "mailbox",
        process,
        status,
        shards,
        mailboxes,
        "",
        "127.0.0.11",
        LocalPorts.from(21000));
  }
}
