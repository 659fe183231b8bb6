package org.yubin.frontend.mime;

import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.yubin.persistence.summary.BodyPart;
import org.yubin.persistence.summary.Extent;

/** Two other readers of MIME, and where they see well-formed mail differently. */
final class Oracles {
  private Oracles() {}

  /** What Angus Mail sees otherwise: part by part, media type and raw octets. */
  static List<String> differencesFromAngus(BodyPart root, byte[] message) throws Exception {
    List<String> found = new ArrayList<>();
    MimeMessage angus =
        new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(message));
    compare(root, angus, angus.getRawInputStream(), message, "", found);
    return found;
  }

  private static void compare(
      BodyPart ours,
      MimePart theirs,
      InputStream raw,
      byte[] message,
      String number,
      List<String> found)
      throws Exception {
    Extent at = ours.extent();
    byte[] body = Arrays.copyOfRange(message, (int) at.bodyOffset(), (int) at.end());
    if (!Arrays.equals(raw.readAllBytes(), body)) {
      found.add("[%s] octets differ, ours %s".formatted(number, at));
    }
    ContentType type = new ContentType(theirs.getContentType());
    String theirType = (type.getPrimaryType() + "/" + type.getSubType()).toUpperCase(Locale.ROOT);
    String ourType = ours.content().type() + "/" + ours.content().subtype();
    if (!theirType.equals(ourType)) {
      found.add("[%s] %s, theirs %s".formatted(number, ourType, theirType));
      return;
    }
    if (ours instanceof BodyPart.Multipart ourMultipart) {
      MimeMultipart multipart = (MimeMultipart) theirs.getContent();
      if (multipart.getCount() != ourMultipart.parts().size()) {
        found.add(
            "[%s] %d parts, theirs %d"
                .formatted(number, ourMultipart.parts().size(), multipart.getCount()));
        return;
      }
      for (int i = 0; i < multipart.getCount(); i++) {
        MimeBodyPart part = (MimeBodyPart) multipart.getBodyPart(i);
        compare(
            ourMultipart.parts().get(i),
            part,
            part.getRawInputStream(),
            message,
            number + "." + (i + 1),
            found);
      }
    } else if (ours instanceof BodyPart.Message ourMessage) {
      MimeMessage inner = (MimeMessage) theirs.getContent();
      compare(ourMessage.body(), inner, inner.getRawInputStream(), message, number + ".m", found);
    }
  }

  /** What mime4j sees otherwise: the order of parts and the raw octets of leaves. */
  static List<String> differencesFromMime4j(BodyPart root, byte[] message) throws Exception {
    List<String> ours = new ArrayList<>();
    flatten(root, message, ours);
    List<String> theirs = new ArrayList<>();
    MimeTokenStream tokens =
        new MimeTokenStream(
            new MimeConfig.Builder()
                .setMaxLineLen(-1)
                .setMaxHeaderLen(-1)
                .setMaxHeaderCount(-1)
                .setMaxContentLen(-1)
                .build());
    tokens.parse(new ByteArrayInputStream(message));
    for (EntityState s = tokens.getState(); s != EntityState.T_END_OF_STREAM; s = tokens.next()) {
      switch (s) {
        case T_START_MULTIPART -> theirs.add("multipart");
        case T_END_MULTIPART -> theirs.add("end");
        case T_START_MESSAGE -> {
          if (!theirs.isEmpty()) {
            theirs.add("message");
          }
        }
        case T_BODY -> {
          byte[] raw = tokens.getInputStream().readAllBytes();
          theirs.add(
              tokens.getBodyDescriptor().getMimeType().toUpperCase(Locale.ROOT)
                  + " "
                  + raw.length
                  + " "
                  + Arrays.hashCode(raw));
        }
        default -> {}
      }
    }
    if (!theirs.isEmpty() && theirs.get(0).equals("message")) {
      theirs.remove(0);
    }
    return ours.equals(theirs) ? List.of() : List.of("ours " + ours, "theirs " + theirs);
  }

  private static void flatten(BodyPart part, byte[] message, List<String> out) {
    Extent at = part.extent();
    if (part instanceof BodyPart.Leaf) {
      byte[] raw = Arrays.copyOfRange(message, (int) at.bodyOffset(), (int) at.end());
      out.add(
          part.content().type()
              + "/"
              + part.content().subtype()
              + " "
              + raw.length
              + " "
              + Arrays.hashCode(raw));
      return;
    }
    out.add(part instanceof BodyPart.Message ? "message" : "multipart");
    part.children().forEach(child -> flatten(child, message, out));
    if (part instanceof BodyPart.Multipart) {
      out.add("end");
    }
  }
}
