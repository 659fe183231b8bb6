package org.yubin.frontend.imap.random;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Makes mails out of few words, so that searches find some of them and not others. */
final class RandomMails {
  /** What texts and subjects are made of. */
  static final List<String> WORDS =
      List.of("alpha", "Beta", "gamma", "Grüße", "delta", "MÜNCHEN", "epsilon");

  static final List<String> PEOPLE = List.of("joe", "ann", "Zed");
  static final List<String> HOSTS = List.of("example.org", "mail.example.com");
  private static final List<String> MONTHS = List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun");

  private final Random random;
  private int made;

  RandomMails(Random random) {
    this.random = random;
  }

  Mail next() {
    return mail(0);
  }

  private Mail mail(int depth) {
    Heading heading = new Heading();
    List<Entity.Field> fields = heading.fields;
    Entity root =
        switch (depth > 1 ? random.nextInt(4) : random.nextInt(8)) {
          case 0, 1 -> bare(fields);
          case 2, 3, 4 -> text(mime(fields), "plain");
          default -> multi(mime(fields), depth);
        };
    return new Mail(root, heading.envelope(), heading.sent);
  }

  /** Subject, date and people, as fields and as ENVELOPE shows them. */
  private final class Heading {
    final List<Entity.Field> fields = new ArrayList<>();
    Optional<LocalDate> sent = Optional.empty();
    private String date = "NIL";
    private String subject = "NIL";
    private String from = "NIL";
    private String to = "NIL";
    private String cc = "NIL";
    private String messageId = "NIL";
    private String inReplyTo = "NIL";

    Heading() {
      from = people("From", 1);
      to = people("To", random.nextInt(3));
      cc = people("Cc", random.nextInt(4) / 3);
      subject();
      date();
      int number = ++made;
      messageId = id("Message-Id", number);
      if (number > 1 && random.nextInt(3) == 0) {
        inReplyTo = id("In-Reply-To", 1 + random.nextInt(number - 1));
      }
      if (random.nextInt(4) == 0) {
        plain("X-Mood", word(3));
      }
    }

    private void plain(String name, String value) {
      fields.add(new Entity.Field(name, value, value));
    }

    private String id(String name, int number) {
      String id = "<m" + number + "@example.org>";
      plain(name, id);
      return Entity.quoted(id);
    }

    private String people(String name, int count) {
      StringBuilder value = new StringBuilder();
      StringBuilder list = new StringBuilder();
      for (int i = 0; i < count; i++) {
        String person = any(PEOPLE);
        String host = any(HOSTS);
        boolean named = random.nextBoolean();
        value.append(i == 0 ? "" : ", ");
        value.append(named ? person + " Smith <" + person + "@" + host + ">" : person + "@" + host);
        list.append(named ? "(" + Entity.quoted(person + " Smith") : "(NIL");
        list.append(" NIL ").append(Entity.quoted(person)).append(' ');
        list.append(Entity.quoted(host)).append(')');
      }
      if (count == 0) {
        return "NIL";
      }
      plain(name, value.toString());
      return "(" + list + ")";
    }

    private void subject() {
      String first = word(WORDS.size());
      String second = word(3);
      switch (random.nextInt(5)) {
        case 0 -> {}
        case 1 -> {
          StringBuilder octets = new StringBuilder();
          Mail.utf8(first).chars().forEach(c -> octets.append(String.format("=%02X", c)));
          String raw = "=?utf-8?q?" + octets + "?= " + second;
          fields.add(new Entity.Field("Subject", raw, first + " " + second));
          subject = Entity.quoted(raw);
        }
        case 2 -> {
          String third = word(3);
          String plain = second + " " + third;
          fields.add(new Entity.Field("Subject", second + "\r\n " + third, plain));
          subject = Entity.quoted(plain);
        }
        default -> {
          String plain = second + " \"quoted\" " + made;
          plain("Subject", plain);
          subject = Entity.quoted(plain);
        }
      }
    }

    private void date() {
      if (random.nextInt(6) == 0) {
        return;
      }
      int day = 1 + random.nextInt(28);
      int month = 1 + random.nextInt(MONTHS.size());
      int year = 1994 + random.nextInt(2);
      String value =
          day + " " + MONTHS.get(month - 1) + " " + year + " 23:5" + day % 10 + ":00 -0800";
      sent = Optional.of(LocalDate.of(year, month, day));
      plain("Date", value);
      date = Entity.quoted(value);
    }

    String envelope() {
      String sender = from;
      return String.join(
          " ",
          "(" + date,
          subject,
          from,
          sender,
          sender,
          to,
          cc,
          "NIL",
          inReplyTo,
          messageId + ")");
    }
  }

  private static List<Entity.Field> mime(List<Entity.Field> fields) {
    return with(fields, "MIME-Version", "1.0");
  }

  private static List<Entity.Field> with(List<Entity.Field> fields, String name, String value) {
    List<Entity.Field> more = new ArrayList<>(fields);
    more.add(new Entity.Field(name, value, value));
    return more;
  }

  // ---- bodies ----

  private Entity bare(List<Entity.Field> fields) {
    String text = sentence(3);
    return new Entity.Leaf(
        fields,
        "\"TEXT\" \"PLAIN\"",
        "(\"CHARSET\" \"US-ASCII\")",
        "7BIT",
        text,
        Optional.of(text),
        Optional.empty());
  }

  private Entity text(List<Entity.Field> fields, String subtype) {
    boolean latin = random.nextInt(4) == 0;
    String charset = latin ? "iso-8859-1" : "utf-8";
    String text = sentence(WORDS.size());
    String octets = latin ? text : Mail.utf8(text);
    String encoding = any(List.of("8bit", "quoted-printable", "base64"));
    String raw =
        switch (encoding) {
          case "8bit" -> octets;
          case "base64" ->
              Base64.getMimeEncoder().encodeToString(octets.getBytes(StandardCharsets.ISO_8859_1))
                  + "\r\n";
          default -> quotedPrintable(octets);
        };
    return new Entity.Leaf(
        with(
            with(fields, "Content-Type", "text/" + subtype + "; charset=" + charset),
            "Content-Transfer-Encoding",
            encoding),
        "\"TEXT\" " + Entity.quoted(upper(subtype)),
        "(\"CHARSET\" " + Entity.quoted(charset) + ")",
        upper(encoding),
        raw,
        Optional.of(text),
        Optional.empty());
  }

  private static String quotedPrintable(String octets) {
    StringBuilder raw = new StringBuilder();
    int column = 0;
    for (int i = 0; i < octets.length(); i++) {
      char c = octets.charAt(i);
      boolean safe = (c >= ' ' && c < 127 && c != '=') || c == '\r' || c == '\n';
      raw.append(safe ? String.valueOf(c) : String.format("=%02X", (int) c));
      column = c == '\n' ? 0 : column + 1;
      if (column == 17) {
        raw.append("=\r\n"); // a soft line break, wherever it falls
        column = 0;
      }
    }
    return raw.toString();
  }

  private Entity multi(List<Entity.Field> fields, int depth) {
    String boundary = "b" + depth + "-" + random.nextInt(1000);
    List<Entity> parts = new ArrayList<>();
    String subtype = any(List.of("mixed", "alternative"));
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      parts.add(part(depth));
    }
    return new Entity.Multi(
        with(fields, "Content-Type", "multipart/" + subtype + "; boundary=" + boundary),
        upper(subtype),
        boundary,
        parts);
  }

  private Entity part(int depth) {
    return switch (random.nextInt(depth > 1 ? 4 : 6)) {
      case 0 -> bare(List.of());
      case 1 -> text(List.of(), "html");
      case 2 -> text(List.of(), "plain");
      case 3 -> attachment();
      case 4 -> multi(List.of(), depth + 1);
      default ->
          new Entity.Embedded(with(List.of(), "Content-Type", "message/rfc822"), mail(depth + 1));
    };
  }

  private Entity attachment() {
    String name = word(3) + " file.bin";
    List<Entity.Field> fields =
        with(
            with(List.of(), "Content-Type", "application/octet-stream"),
            "Content-Transfer-Encoding",
            "base64");
    return new Entity.Leaf(
        with(fields, "Content-Disposition", "attachment; filename=" + Entity.quoted(name)),
        "\"APPLICATION\" \"OCTET-STREAM\"",
        "NIL",
        "BASE64",
        "YWxwaGE=\r\n",
        Optional.empty(),
        Optional.of(name));
  }

  private String sentence(int words) {
    StringBuilder text = new StringBuilder();
    int lines = random.nextInt(4);
    for (int i = 0; i < lines; i++) {
      text.append(word(words)).append(' ').append(word(words)).append(" = line ").append(i);
      text.append(i + 1 == lines && random.nextInt(3) == 0 ? "" : "\r\n");
    }
    return text.toString();
  }

  /** One of the first words; the first three are ASCII. */
  private String word(int of) {
    return WORDS.get(random.nextInt(of));
  }

  private <T> T any(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }

  private static String upper(String word) {
    return word.toUpperCase(java.util.Locale.ROOT);
  }
}
