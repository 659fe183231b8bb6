package org.yubin.node.transfer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yubin.node.StartFailure;

/**
 * A live account on another IMAP server, read and not changed (EXAMINE, BODY.PEEK). A message is
 * known by UIDVALIDITY and UID of its mailbox, so a later run takes only what is new. Names come
 * without the prefix of the personal namespace, with {@code /} for the server's separator.
 */
public final class ImapSource implements MailSource {
  private static final int UIDS_PER_FETCH = 100;
  private static final Pattern UID_VALIDITY = Pattern.compile("\\[UIDVALIDITY (\\d+)]");
  private static final DateTimeFormatter DATE_TIME =
      DateTimeFormatter.ofPattern("d-MMM-yyyy HH:mm:ss Z", Locale.ENGLISH);

  private final ImapAddress address;
  private final ImapTls tls;
  private final String password;
  private final boolean keepsUids;
  private final Set<String> excluded;

  /**
   * @param keepsUids whether messages shall come under their UIDs
   * @param excluded mailboxes, by their names here, that are left out
   */
  public ImapSource(
      ImapAddress address, ImapTls tls, String password, boolean keepsUids, Set<String> excluded) {
    this.address = address;
    this.tls = tls;
    this.password = password;
    this.keepsUids = keepsUids;
    this.excluded = Set.copyOf(excluded);
  }

  @Override
  public String identity() {
    return address.text();
  }

  @Override
  public void read(Taker taker) throws IOException, StartFailure {
    try (ImapConnection server = connect()) {
      server.logIn(password);
      ImapNames names = ImapNames.read(server);
      for (ImapNames.Mailbox each : names.mailboxes()) {
        if (!excluded.contains(each.name())) {
          taker.mailbox(each.name(), each.use(), names.subscriptions().contains(each.name()));
          mailbox(server, each, taker);
        }
      }
      for (String name : names.subscriptions()) {
        taker.subscription(name);
      }
    }
  }

  private ImapConnection connect() throws StartFailure {
    try {
      return ImapConnection.open(address, tls);
    } catch (IOException failed) {
      throw new StartFailure(address.text() + ": " + failed, failed);
    }
  }

  private void mailbox(ImapConnection server, ImapNames.Mailbox mailbox, Taker taker)
      throws IOException, StartFailure {
    String[] validity = {""};
    try {
      server.command(
          "EXAMINE " + ImapConnection.quoted(mailbox.wireName()),
          response -> {
            Matcher code = UID_VALIDITY.matcher(String.valueOf(response.values()));
            if (response.word().equals("OK") && code.find()) {
              validity[0] = code.group(1);
            }
          });
    } catch (StartFailure refused) {
      taker.refused(mailbox.name(), "cannot be opened: " + refused.getMessage());
      return;
    }
    if (!taker.isSame(mailbox.name(), validity[0])) {
      return;
    }
    List<Long> wanted = new ArrayList<>();
    for (long uid : uids(server)) {
      if (taker.wants(mailbox.name(), validity[0] + "/" + uid)) {
        wanted.add(uid);
      }
    }
    for (int at = 0; at < wanted.size(); at += UIDS_PER_FETCH) {
      List<Long> some = wanted.subList(at, Math.min(wanted.size(), at + UIDS_PER_FETCH));
      String set = String.join(",", some.stream().map(String::valueOf).toList());
      Set<Long> asked = new LinkedHashSet<>(some);
      server.command(
          "UID FETCH " + set + " (UID FLAGS INTERNALDATE BODY.PEEK[])",
          response -> message(response, mailbox.name(), validity[0], asked, taker));
      asked.forEach(gone -> taker.passedOver("expunged meanwhile on the other server"));
    }
  }

  private static List<Long> uids(ImapConnection server) throws IOException, StartFailure {
    List<Long> uids = new ArrayList<>();
    server.command(
        "UID SEARCH ALL",
        response -> {
          if (response.word().equals("SEARCH")) {
            response.values().forEach(each -> uids.add(Long.parseLong(each.toString())));
          }
        });
    uids.sort(null);
    return uids;
  }

  private void message(
      ImapConnection.Response response,
      String mailbox,
      String validity,
      Set<Long> asked,
      Taker taker)
      throws IOException, StartFailure {
    if (!response.word().equals("FETCH")
        || response.values().isEmpty()
        || !(response.values().get(0) instanceof List<?> items)) {
      return;
    }
    long uid = 0;
    Set<String> flags = new LinkedHashSet<>();
    Optional<OffsetDateTime> date = Optional.empty();
    Optional<Content> body = Optional.empty();
    for (int i = 0; i + 1 < items.size(); i += 2) {
      Object value = items.get(i + 1);
      switch (items.get(i).toString().toUpperCase(Locale.ROOT)) {
        case "UID" -> uid = Long.parseLong(value.toString());
        case "FLAGS" -> {
          if (value instanceof List<?> words) {
            words.forEach(word -> flags.add(word.toString()));
          }
        }
        case "INTERNALDATE" -> date = date(value.toString());
        case "BODY[]" -> body = Optional.of(content(value));
        default -> {}
      }
    }
    if (body.isPresent() && asked.remove(uid)) {
      flags.removeIf(flag -> flag.equalsIgnoreCase("\\Recent"));
      taker.message(
          new SourceMessage(
              mailbox + " UID " + uid,
              mailbox,
              Optional.of(validity + "/" + uid),
              keepsUids ? Optional.of(uid) : Optional.empty(),
              flags,
              date,
              body.get()));
    }
  }

  private static Content content(Object value) {
    if (value instanceof Spooled spooled) {
      return spooled;
    }
    String text = value.toString();
    boolean nothing = text.equalsIgnoreCase("NIL");
    return Content.of(nothing ? new byte[0] : text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Optional<OffsetDateTime> date(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text.strip(), DATE_TIME));
    } catch (DateTimeParseException odd) {
      return Optional.empty();
    }
  }
}
