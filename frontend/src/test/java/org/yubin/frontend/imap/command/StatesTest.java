package org.yubin.frontend.imap.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yubin.frontend.imap.session.SessionState.ANY;
import static org.yubin.frontend.imap.session.SessionState.AUTHENTICATED;
import static org.yubin.frontend.imap.session.SessionState.LOGGED_IN;
import static org.yubin.frontend.imap.session.SessionState.NOT_AUTHENTICATED;
import static org.yubin.frontend.imap.session.SessionState.ONLY_SELECTED;
import static org.yubin.frontend.imap.session.SessionState.SELECTED;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yubin.frontend.imap.session.ImapLimits;
import org.yubin.frontend.imap.session.SessionState;
import org.yubin.frontend.memory.MemoryNode;
import org.yubin.mailbox.model.FlagNames;
import org.yubin.mailbox.model.InternalDate;
import org.yubin.persistence.directory.AccountRecord;

/** Every command in every state (RFC 3501 §3 and §6.1 to §6.4). */
class StatesTest {
  private static final Set<SessionState> BEFORE_LOGIN = Set.of(NOT_AUTHENTICATED);

  /** Commands as they may be sent, and where RFC 3501 or its extension allows them. */
  private static final Map<String, Set<SessionState>> COMMANDS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("CAPABILITY", ANY),
              Map.entry("NOOP", ANY),
              Map.entry("ID NIL", ANY),
              Map.entry("LOGIN nobody wrong", BEFORE_LOGIN),
              Map.entry("AUTHENTICATE X-NOTHING", BEFORE_LOGIN),
              Map.entry("SELECT INBOX", LOGGED_IN),
              Map.entry("EXAMINE INBOX", LOGGED_IN),
              Map.entry("CREATE a", LOGGED_IN),
              Map.entry("DELETE a", LOGGED_IN),
              Map.entry("RENAME a b", LOGGED_IN),
              Map.entry("SUBSCRIBE a", LOGGED_IN),
              Map.entry("UNSUBSCRIBE a", LOGGED_IN),
              Map.entry("LIST \"\" *", LOGGED_IN),
              Map.entry("LSUB \"\" *", LOGGED_IN),
              Map.entry("STATUS INBOX (MESSAGES)", LOGGED_IN),
              Map.entry("NAMESPACE", LOGGED_IN),
              Map.entry("CHECK", ONLY_SELECTED),
              Map.entry("CLOSE", ONLY_SELECTED),
              Map.entry("UNSELECT", ONLY_SELECTED),
              Map.entry("EXPUNGE", ONLY_SELECTED),
              Map.entry("SEARCH ALL", ONLY_SELECTED),
              Map.entry("FETCH 1 FLAGS", ONLY_SELECTED),
              Map.entry("STORE 1 FLAGS ()", ONLY_SELECTED),
              Map.entry("COPY 1 INBOX", ONLY_SELECTED),
              Map.entry("MOVE 1 INBOX", ONLY_SELECTED),
              Map.entry("UID SEARCH ALL", ONLY_SELECTED),
              Map.entry("UID FETCH 1 FLAGS", ONLY_SELECTED),
              Map.entry("UID STORE 1 FLAGS ()", ONLY_SELECTED),
              Map.entry("UID COPY 1 INBOX", ONLY_SELECTED),
              Map.entry("UID MOVE 1 INBOX", ONLY_SELECTED),
              Map.entry("UID EXPUNGE 1", ONLY_SELECTED)));

  private final MemoryNode node = new MemoryNode(Clock.systemUTC());
  private final AccountRecord fred = node.account("fred");

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void everyCommand_isTakenInItsStates_andBadInAllOthers() {
    node.append(
        fred,
        "INBOX",
        "Subject: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
        FlagNames.NONE,
        new InternalDate(0, 0));
    COMMANDS.forEach(
        (command, states) -> {
          for (SessionState state : ANY) {
            try (TestClient client = in(state)) {
              String answer = client.send(command);
              assertThat(answer.endsWith("BAD"))
                  .as("%s in %s: %s", command, state, answer)
                  .isEqualTo(!states.contains(state));
            }
          }
        });
  }

  @Test
  void everyOtherCommand_isBadWhereItIsNotLegal() {
    Registry registry = new Registry(Extensions.ALL);
    registry
        .commands()
        .forEach(
            (name, spec) -> {
              assertThat(spec.states()).as(name).isNotEmpty().isSubsetOf(ANY);
              for (SessionState state : ANY) {
                if (!spec.states().contains(state)) {
                  try (TestClient client = in(state)) {
                    assertThat(client.send(name)).as("%s in %s", name, state).isEqualTo("BAD");
                  }
                }
              }
            });
    assertThat(registry.commands().keySet())
        .containsAll(COMMANDS.keySet().stream().map(StatesTest::name).toList())
        .contains("LOGOUT", "APPEND", "IDLE");
  }

  @Test
  void afterLogout_nothingIsTaken() {
    for (SessionState state : ANY) {
      try (TestClient client = in(state)) {
        assertThat(client.send("LOGOUT")).isEqualTo("* BYE Good bye\r\nOK");
        assertThat(client.closed()).isTrue();
        assertThat(client.send("NOOP")).isEmpty();
      }
    }
  }

  @Test
  void autologout_isNotBefore30Minutes() {
    // RFC 3501 §5.4: MUST be at least 30 minutes
    assertThat(ImapLimits.defaults().idleTimeout()).isGreaterThanOrEqualTo(Duration.ofMinutes(30));
  }

  private TestClient in(SessionState state) {
    TestClient client = new TestClient(node);
    client.send("NOOP");
    if (state == AUTHENTICATED || state == SELECTED) {
      client.send("LOGIN fred fred");
    }
    if (state == SELECTED) {
      client.send("SELECT INBOX");
    }
    return client;
  }

  private static String name(String command) {
    List<String> words = List.of(command.split(" "));
    return words.get(0).equals("UID") ? "UID " + words.get(1) : words.get(0);
  }
}
