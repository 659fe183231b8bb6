package org.yubin.persistence.message;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.yubin.persistence.content.StoredBody;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.EmailId;
import org.yubin.persistence.summary.BodyPart;
import org.yubin.persistence.summary.ContentFields;
import org.yubin.persistence.summary.Envelope;
import org.yubin.persistence.summary.Extent;
import org.yubin.persistence.summary.MessageSummary;
import org.yubin.persistence.summary.Octets;

/** Rows to store in tests. */
public final class Messages {
  private Messages() {}

  /** About as large as real mail's: a header of some 1,500 octets. */
  public static MessageSummary summary(long sizeOctets, String subject) {
    StringBuilder header = new StringBuilder("Subject: " + subject + "\r\n");
    Random random = new Random(subject.hashCode());
    while (header.length() < 1500) {
      header.append("Received: from h").append(random.nextInt()).append(".example\r\n");
    }
    header.append("\r\n");
    int octets = header.length();
    Envelope envelope =
        new Envelope(
            Optional.empty(),
            Optional.of(Octets.latin1(subject)),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.of(Octets.latin1("<" + subject + "@example.org>")));
    return new MessageSummary(
        sizeOctets,
        envelope,
        new BodyPart.Leaf(
            ContentFields.plainText(), new Extent(0, octets, Math.max(0, sizeOctets - octets), 1)),
        Octets.latin1(header.toString()),
        false,
        "preview of " + subject,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  public static MessageRow small(AccountId account, EmailId email, String text) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    return new MessageRow(
        account, email, summary(octets.length, text), new byte[0], new StoredBody.Inline(octets));
  }
}
