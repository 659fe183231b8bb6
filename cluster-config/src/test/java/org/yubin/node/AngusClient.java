package org.yubin.node;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.UIDFolder;
import jakarta.mail.event.MailEvent;
import jakarta.mail.event.MessageChangedEvent;
import jakarta.mail.event.MessageCountAdapter;
import jakarta.mail.event.MessageCountEvent;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.search.AndTerm;
import jakarta.mail.search.BodyTerm;
import jakarta.mail.search.FlagTerm;
import jakarta.mail.search.SubjectTerm;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.angus.mail.imap.AppendUID;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.eclipse.angus.mail.imap.MessageVanishedEvent;
import org.eclipse.angus.mail.imap.ResyncData;

/**
 * Angus Mail (Jakarta Mail) as a Java program's author would use it: folders, messages in pieces of
 * 16 KB, searches, IDLE, moves, and resynchronisation.
 */
final class AngusClient {
  private static final String LONG_TEXT = "Zeile mit Grüßen\r\n".repeat(6_000);

  private final Session session;
  private final int port;
  private final String user;
  private final String password;

  AngusClient(int port, String user, String password) {
    Properties properties = new Properties();
    properties.setProperty("mail.imap.timeout", "20000");
    properties.setProperty("mail.imap.connectiontimeout", "20000");
    this.session = Session.getInstance(properties);
    this.port = port;
    this.user = user;
    this.password = password;
  }

  /** Goes through everything; throws on the first difference. */
  void run() throws Exception {
    try (IMAPStore store = connect(session)) {
      folders(store);
      IMAPFolder inbox = (IMAPFolder) store.getFolder("INBOX");
      inbox.open(Folder.READ_WRITE);
      messages(inbox);
      searches(inbox);
      idle(inbox);
      ResyncData known = new ResyncData(inbox.getUIDValidity(), inbox.getHighestModSeq());
      copiesAndMoves(store, inbox);
      inbox.close(false);
      resynchronise(store, known);
    }
    signInByEachMechanism();
  }

  private IMAPStore connect(Session by) throws MessagingException {
    IMAPStore store = (IMAPStore) by.getStore("imap");
    store.connect("127.0.0.1", port, user, password);
    return store;
  }

  private void signInByEachMechanism() throws MessagingException {
    for (String mechanism : List.of("PLAIN", "LOGIN")) {
      Properties only = new Properties();
      only.setProperty("mail.imap.auth.mechanisms", mechanism);
      connect(Session.getInstance(only)).close();
    }
  }

  private static void folders(IMAPStore store) throws MessagingException {
    assertThat(store.hasCapability("IMAP4rev1")).isTrue();
    assertThat(store.getDefaultFolder().getSeparator()).isEqualTo('/');
    assertThat(store.getPersonalNamespaces()).hasSize(1);
    Folder made = store.getFolder("Büro/日本");
    assertThat(made.create(Folder.HOLDS_MESSAGES | Folder.HOLDS_FOLDERS)).isTrue();
    made.setSubscribed(true);
    assertThat(Arrays.stream(store.getDefaultFolder().list("*")).map(Folder::getFullName))
        .contains("INBOX", "Büro", "Büro/日本", "Sent");
    assertThat(Arrays.stream(store.getDefaultFolder().listSubscribed("*")).map(Folder::getFullName))
        .contains("Büro/日本");
    assertThat(((IMAPFolder) store.getFolder("Sent")).getAttributes()).contains("\\Sent");
    Folder renamed = store.getFolder("Büro/台北");
    assertThat(made.renameTo(renamed)).isTrue();
    assertThat(renamed.exists()).isTrue();
    assertThat(renamed.delete(true)).isTrue();
  }

  private void messages(IMAPFolder inbox) throws Exception {
    AppendUID[] uids =
        inbox.appendUIDMessages(new Message[] {large(), small("two"), small("drei")});
    assertThat(uids).extracting(each -> each.uid).containsExactly(1L, 2L, 3L);
    Message[] all = inbox.getMessages();
    FetchProfile profile = new FetchProfile();
    profile.add(FetchProfile.Item.ENVELOPE);
    profile.add(FetchProfile.Item.CONTENT_INFO);
    profile.add(FetchProfile.Item.SIZE);
    profile.add(FetchProfile.Item.FLAGS);
    profile.add(UIDFolder.FetchProfileItem.UID);
    inbox.fetch(all, profile);
    assertThat(all).hasSize(3);
    assertThat(all[0].getSubject()).isEqualTo("Grüße aus 日本");
    MimeMultipart parts = (MimeMultipart) all[0].getContent();
    assertThat(parts.getCount()).isEqualTo(2);
    assertThat(parts.getBodyPart(0).getContent()).isEqualTo(LONG_TEXT);
    assertThat(parts.getBodyPart(1).getInputStream().readAllBytes()).isEqualTo(attachment());
    all[1].setFlag(Flags.Flag.FLAGGED, true);
    all[1].setFlags(new Flags("$Work"), true);
    assertThat(all[1].getFlags().contains("$Work")).isTrue();
  }

  private static void searches(IMAPFolder inbox) throws MessagingException {
    assertThat(inbox.search(new SubjectTerm("aus 日本"))).hasSize(1);
    assertThat(inbox.search(new BodyTerm("MIT GRÜßEN"))).hasSize(1);
    assertThat(
            inbox.search(
                new AndTerm(
                    new FlagTerm(new Flags(Flags.Flag.FLAGGED), true), new SubjectTerm("two"))))
        .extracting(Message::getMessageNumber)
        .containsExactly(2);
  }

  private void idle(IMAPFolder inbox) throws Exception {
    BlockingQueue<MailEvent> events = new LinkedBlockingQueue<>();
    inbox.addMessageCountListener(
        new MessageCountAdapter() {
          @Override
          public void messagesAdded(MessageCountEvent event) {
            events.add(event);
          }
        });
    inbox.addMessageChangedListener(events::add);
    Thread idling =
        new Thread(
            () -> {
              try {
                inbox.idle(true);
                inbox.idle(true);
              } catch (MessagingException closed) {
                events.add(new MessageVanishedEvent(inbox, new long[0]));
              }
            });
    idling.setDaemon(true);
    idling.start();
    try (IMAPStore other = connect(session)) {
      IMAPFolder same = (IMAPFolder) other.getFolder("INBOX");
      same.open(Folder.READ_WRITE);
      same.appendMessages(new Message[] {small("four")});
      assertThat(next(events)).isInstanceOf(MessageCountEvent.class);
      same.getMessage(3).setFlag(Flags.Flag.ANSWERED, true);
      assertThat(next(events)).isInstanceOf(MessageChangedEvent.class);
      same.close(false);
    }
    idling.join(10_000);
    assertThat(idling.isAlive()).as("IDLE has ended").isFalse();
  }

  private static MailEvent next(BlockingQueue<MailEvent> events) throws InterruptedException {
    MailEvent event = events.poll(10, TimeUnit.SECONDS);
    assertThat(event).as("an event within 10 s").isNotNull();
    return event;
  }

  private static void copiesAndMoves(IMAPStore store, IMAPFolder inbox) throws MessagingException {
    Folder archive = store.getFolder("Archive");
    assertThat(inbox.copyUIDMessages(inbox.getMessages(1, 2), archive))
        .extracting(each -> each.uid)
        .containsExactly(1L, 2L);
    assertThat(inbox.moveUIDMessages(inbox.getMessages(2, 2), archive))
        .extracting(each -> each.uid)
        .containsExactly(3L);
    inbox.getMessageByUID(3).setFlag(Flags.Flag.DELETED, true);
    assertThat(inbox.expunge()).as("what was moved, and what is expunged now").hasSize(2);
    assertThat(inbox.getMessageCount()).isEqualTo(2);
    inbox.getMessageByUID(4).setFlag(Flags.Flag.SEEN, true);
  }

  /** QRESYNC: two messages have vanished meanwhile, one has changed its flags. */
  private static void resynchronise(IMAPStore store, ResyncData known) throws MessagingException {
    IMAPFolder inbox = (IMAPFolder) store.getFolder("INBOX");
    List<MailEvent> events = inbox.open(Folder.READ_WRITE, known);
    assertThat(events)
        .filteredOn(MessageVanishedEvent.class::isInstance)
        .flatExtracting(
            event -> Arrays.stream(((MessageVanishedEvent) event).getUIDs()).boxed().toList())
        .containsExactlyInAnyOrder(2L, 3L);
    assertThat(events)
        .filteredOn(MessageChangedEvent.class::isInstance)
        .extracting(event -> ((MessageChangedEvent) event).getMessage().getMessageNumber())
        .contains(2);
    assertThat(inbox.getHighestModSeq()).isGreaterThan(known.getModSeq());
    inbox.close(false);
  }

  private MimeMessage small(String subject) throws MessagingException {
    MimeMessage message = new MimeMessage(session);
    message.setFrom("angus@example.org");
    message.setRecipients(Message.RecipientType.TO, "angus@example.org");
    message.setSubject(subject);
    message.setText("Text of " + subject);
    message.saveChanges();
    return message;
  }

  private MimeMessage large() throws MessagingException {
    MimeBodyPart text = new MimeBodyPart();
    text.setText(LONG_TEXT, "UTF-8");
    MimeBodyPart file = new MimeBodyPart();
    file.setContent(attachment(), "application/octet-stream");
    file.setFileName("zufällig.bin");
    MimeMessage message = small("");
    message.setSubject("Grüße aus 日本", StandardCharsets.UTF_8.name());
    message.setContent(new MimeMultipart(text, file));
    message.saveChanges();
    return message;
  }

  private static byte[] attachment() {
    byte[] octets = new byte[300_000];
    new Random(7).nextBytes(octets);
    return octets;
  }
}
