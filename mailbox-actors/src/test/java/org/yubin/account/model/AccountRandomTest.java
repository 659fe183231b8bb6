package org.yubin.account.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yubin.mailbox.model.Cause;

/** Random commands on the model and on a plain reference: both must come to the same tree. */
class AccountRandomTest {
  private static final int STEPS = 1_500;
  private static final String[] LEVELS = {"a", "b", "c", "INBOX", "Sent"};

  /** Names to "has a mailbox", and nothing clever. */
  private static final class Reference {
    final TreeMap<String, Boolean> names = new TreeMap<>();
    final TreeSet<String> subscribed = new TreeSet<>();

    Reference() {
      for (String each : List.of("INBOX", "Drafts", "Sent", "Trash", "Junk", "Archive")) {
        names.put(each, true);
        subscribed.add(each);
      }
    }

    boolean hasBelow(String name) {
      return names.keySet().stream().anyMatch(n -> n.startsWith(name + "/"));
    }

    void putWithAbove(String name, boolean mailbox) {
      for (int at = name.indexOf('/'); at >= 0; at = name.indexOf('/', at + 1)) {
        names.putIfAbsent(name.substring(0, at), false);
      }
      names.put(name, mailbox);
    }

    boolean create(String name) {
      if (names.getOrDefault(name, false)) {
        return false;
      }
      putWithAbove(name, true);
      return true;
    }

    boolean delete(String name) {
      if (!names.containsKey(name) || name.equals("INBOX")) {
        return false;
      }
      if (!hasBelow(name)) {
        names.remove(name);
        return true;
      }
      return Boolean.TRUE.equals(names.put(name, false));
    }

    boolean rename(String from, String to) {
      if (!names.containsKey(from)) {
        return false;
      }
      if (from.equals("INBOX")) {
        return create(to);
      }
      if (names.containsKey(to) || to.startsWith(from + "/")) {
        return false;
      }
      Map<String, Boolean> moved = new HashMap<>();
      for (String name : new ArrayList<>(names.keySet())) {
        if (name.equals(from) || name.startsWith(from + "/")) {
          moved.put(to + name.substring(from.length()), names.remove(name));
        }
      }
      moved.forEach(this::putWithAbove);
      return true;
    }
  }

  private static String name(Random random) {
    StringBuilder name = new StringBuilder(LEVELS[random.nextInt(LEVELS.length)]);
    for (int depth = random.nextInt(3); depth > 0; depth--) {
      name.append('/').append(LEVELS[random.nextInt(LEVELS.length)]);
    }
    return name.toString();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {11, 42, 777, 20_26})
  void randomCommands_comeToWhatTheReferenceSays(long seed) {
    AccountScript script = new AccountScript(seed);
    script.run(new Initialise());
    Random random = new Random(seed);
    Reference reference = new Reference();
    Set<Long> validities = new HashSet<>();
    Set<Object> ids = new HashSet<>();
    for (int step = 0; step < STEPS; step++) {
      script.nowMicros += random.nextInt(400_000) - 50_000;
      String one = name(random);
      String other = name(random);
      AccountCommand command;
      boolean expected;
      switch (random.nextInt(6)) {
        case 0, 1 -> {
          command = new CreateMailbox(one, Optional.empty());
          expected = reference.create(one);
        }
        case 2 -> {
          command = new DeleteMailbox(one);
          expected = reference.delete(one);
        }
        case 3 -> {
          command = new RenameMailbox(one, other);
          expected = reference.rename(one, other);
        }
        case 4 -> {
          command = new Subscribe(one);
          expected = true;
          reference.subscribed.add(one);
        }
        default -> {
          command = new Unsubscribe(one);
          expected = true;
          reference.subscribed.remove(one);
        }
      }
      String at = "seed " + seed + ", step " + step + ", " + command;
      long before = script.state.lastUidValidity();
      Cause cause = script.cause();
      AccountDecision decision = script.run(command, cause);
      assertThat(decision instanceof AccountDecision.Answer).as(at).isEqualTo(expected);
      if (expected && random.nextInt(4) == 0) {
        assertThat(script.run(command, cause)).as("retry of " + at).isEqualTo(decision);
      }
      Map<String, Boolean> names = new TreeMap<>();
      script.state.tree().entries().forEach(e -> names.put(e.name(), e.selectable()));
      assertThat(names).as(at).isEqualTo(reference.names);
      assertThat(script.state.subscriptions()).as(at).isEqualTo(reference.subscribed);
      if (decision instanceof AccountDecision.Answer answer
          && answer.reply() instanceof AccountReply.Created created) {
        assertThat(created.uidValidity().value()).as(at).isGreaterThan(before);
        assertThat(validities.add(created.uidValidity().value())).as(at).isTrue();
        assertThat(ids.add(created.id())).as(at).isTrue();
      }
    }
    assertThat(replayed(script.events, script)).isEqualTo(script.state.tree());
  }

  private static MailboxTree replayed(List<AccountEvent> events, AccountScript script) {
    AccountState state = AccountState.EMPTY;
    for (AccountEvent event : events) {
      state = state.apply(event, script.nowMicros);
    }
    return state.tree();
  }
}
