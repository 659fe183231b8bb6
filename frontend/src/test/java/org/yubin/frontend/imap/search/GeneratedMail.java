package org.yubin.frontend.imap.search;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * A message of random text, and what it says: the maker knows the text before it is encoded, so
 * nothing has to be decoded to know what a search must find.
 *
 * @param fields by name, the text of each field of the message's header
 * @param bodies what BODY looks at: each a text by itself
 * @param headers what TEXT looks at besides: header lines, also of parts
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
record GeneratedMail(
    byte[] octets, Map<String, String> fields, List<String> bodies, List<String> headers) {

  /** How texts are said; every word can be said in every charset of its row. */
  @SuppressWarnings("ImmutableEnumChecker") // the lists are those of List.of
  private enum Tongue {
    ENGLISH("us-ascii utf-8 iso-8859-1 shift_jis", "mail post letter Box stamp the of reply"),
    GERMAN(
        "utf-8 iso-8859-1 windows-1252 iso-8859-15 utf-16",
        "Gr\u00fc\u00dfe \u00dcber M\u00fcnchen Caf\u00e9 na\u00efve post \u00d6l"),
    JAPANESE(
        "utf-8 iso-2022-jp shift_jis euc-jp utf-16be utf-16le",
        "\u90f5\u4fbf \u65e5\u672c\u8a9e \u30ab\u30bf\u30ab\u30ca \u3072\u3089 mail \u8868\u793a"),
    RUSSIAN(
        "utf-8 koi8-r windows-1251 iso-8859-5",
        "\u043f\u043e\u0447\u0442\u0430 \u041f\u0440\u0438\u0432\u0435\u0442 \u043c\u0438\u0440"),
    GREEK(
        "utf-8 iso-8859-7", "\u0395\u03bb\u03bb\u03b7\u03bd\u03b9\u03ba\u03ac \u03b1\u03b2\u03b3"),
    CHINESE("utf-8 gb2312 gb18030 big5", "\u4f60\u597d \u4e2d\u6587 \u4eba");

    private final List<String> charsets;
    private final List<String> words;

    Tongue(String charsets, String words) {
      this.charsets = List.of(charsets.split(" "));
      this.words = List.of(words.split(" "));
    }
  }

  private static final List<Tongue> TONGUES = List.of(Tongue.values());

  static GeneratedMail make(Random random, int bodyCharacters) {
    return new Maker(random, bodyCharacters).make();
  }

  private static final class Maker {
    private final Random random;
    private final int bodyCharacters;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Map<String, String> fields = new HashMap<>();
    private final List<String> bodies = new ArrayList<>();
    private final List<String> headers = new ArrayList<>();
    private int boundaries;

    Maker(Random random, int bodyCharacters) {
      this.random = random;
      this.bodyCharacters = bodyCharacters;
    }

    GeneratedMail make() {
      for (String name : List.of("Subject", "From", "To", "X-Note")) {
        fields.put(name, field(name, headers));
      }
      entity(2, headers);
      return new GeneratedMail(out.toByteArray(), fields, bodies, headers);
    }

    private void say(String ascii) {
      out.writeBytes(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    private <T> T oneOf(List<T> all) {
      return all.get(random.nextInt(all.size()));
    }

    /** Words of one tongue, a blank between them, a line end here and there. */
    private String text(Tongue tongue, int characters, String lineEnd) {
      StringBuilder text = new StringBuilder(oneOf(tongue.words));
      while (text.length() < characters) {
        boolean ends = !lineEnd.isEmpty() && random.nextInt(7) == 0;
        text.append(ends ? lineEnd : " ").append(oneOf(tongue.words));
      }
      return text.toString();
    }

    // ---- headers ----

    /** Writes a field whose words are encoded or not, and folded or not; gives its text. */
    private String field(String name, List<String> lines) {
      Tongue tongue = oneOf(TONGUES);
      String text = text(tongue, 1 + random.nextInt(60), "");
      say(name + ":");
      StringBuilder said = new StringBuilder();
      boolean plain = text.chars().allMatch(c -> c < 0x80) && random.nextBoolean();
      if (plain) {
        for (String word : text.split(" ", -1)) {
          say((random.nextInt(4) == 0 ? "\r\n " : " ") + word);
          said.append(said.isEmpty() ? "" : " ").append(word);
        }
      } else {
        String charset = random.nextBoolean() ? "utf-8" : headerCharset(tongue);
        encodedWords(text, charset);
        said.append(text);
        if (random.nextBoolean()) {
          say(" <tail@example.org>");
          said.append(" <tail@example.org>");
        }
      }
      say("\r\n");
      lines.add(name + ": " + said);
      return said.toString();
    }

    private String headerCharset(Tongue tongue) {
      String charset = oneOf(tongue.charsets);
      return charset.startsWith("utf-16") ? "utf-8" : charset;
    }

    private void encodedWords(String text, String charset) {
      byte[] octets = text.getBytes(Charset.forName(charset));
      boolean stateful = charset.startsWith("iso-2022");
      for (int from = 0; from < octets.length; ) {
        // Some mailers cut characters in two: words that follow each other are put together.
        int to = stateful ? octets.length : Math.min(octets.length, from + 1 + random.nextInt(24));
        byte[] piece = Arrays.copyOfRange(octets, from, to);
        String name = random.nextBoolean() ? charset.toUpperCase(Locale.ROOT) : charset;
        String language = random.nextInt(5) == 0 ? "*en" : "";
        boolean b = random.nextBoolean();
        say(
            (random.nextInt(3) == 0 ? "\r\n\t" : " ")
                + ("=?" + name + language + (b ? "?B?" : "?q?"))
                + (b ? Base64.getEncoder().encodeToString(piece) : q(piece))
                + "?=");
        from = to;
      }
    }

    private static String q(byte[] octets) {
      StringBuilder text = new StringBuilder();
      for (byte octet : octets) {
        boolean letter = Character.isLetterOrDigit(octet) && octet > 0;
        text.append(
            letter ? "" + (char) octet : octet == ' ' ? "_" : "=%02X".formatted(octet & 0xff));
      }
      return text.toString();
    }

    // ---- entities ----

    /** The rest of a header, from the MIME fields on, and a body. */
    private void entity(int depth, List<String> lines) {
      int kind = depth == 0 ? 0 : random.nextInt(5);
      if (kind < 3) {
        leaf(lines);
      } else if (kind == 3) {
        multipart(depth, lines);
      } else {
        line(lines, "Content-Type: message/rfc822");
        say("\r\n");
        String subject = field("Subject", bodies);
        headers.add(subject);
        entity(depth - 1, bodies);
      }
    }

    private void line(List<String> lines, String line) {
      say(line + "\r\n");
      lines.add(line);
    }

    private void multipart(int depth, List<String> lines) {
      String boundary = "b" + boundaries++ + "-" + random.nextInt(1000);
      line(lines, "Content-Type: multipart/mixed; boundary=" + boundary);
      say("\r\npreamble\r\n");
      // Of the parts of a message within the message only the text counts, for BODY.
      List<String> ofParts = headers;
      for (int parts = 1 + random.nextInt(3); parts > 0; parts--) {
        say("--" + boundary + "\r\n");
        if (random.nextInt(4) == 0) {
          attachment(ofParts);
        } else {
          entity(depth - 1, ofParts);
        }
        say("\r\n");
      }
      say("--" + boundary + "--\r\n");
    }

    /** Its octets are not looked at, its name is. */
    private void attachment(List<String> lines) {
      line(lines, "Content-Type: application/octet-stream");
      String name = text(oneOf(TONGUES), 12, "");
      StringBuilder encoded = new StringBuilder();
      for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
        encoded.append("%%%02X".formatted(octet & 0xff));
      }
      say("Content-Disposition: attachment;\r\n filename*0*=utf-8''" + encoded.substring(0, 3));
      say(";\r\n filename*1*=" + encoded.substring(3) + "\r\n");
      lines.add(name);
      lines.add(
          "Content-Disposition: attachment; filename*0*=utf-8''%s; filename*1*=%s"
              .formatted(encoded.substring(0, 3), encoded.substring(3)));
      line(lines, "Content-Transfer-Encoding: 8bit");
      say("\r\nhidden decoy");
    }

    private void leaf(List<String> lines) {
      Tongue tongue = oneOf(TONGUES);
      String charset = oneOf(tongue.charsets);
      boolean wide = charset.startsWith("utf-16");
      String encoding = wide ? "base64" : oneOf(List.of("8bit", "base64", "quoted-printable"));
      String text = text(tongue, 1 + random.nextInt(bodyCharacters), "\r\n");
      byte[] octets = text.getBytes(Charset.forName(charset));
      line(lines, "Content-Type: text/plain; charset=\"" + charset + "\"");
      line(lines, "Content-Transfer-Encoding: " + encoding);
      say("\r\n");
      switch (encoding) {
        case "base64" ->
            out.writeBytes(
                Base64.getMimeEncoder(4 * (1 + random.nextInt(19)), new byte[] {'\r', '\n'})
                    .encode(octets));
        case "quoted-printable" -> quotedPrintable(octets);
        default -> out.writeBytes(octets);
      }
      bodies.add(text);
    }

    private void quotedPrintable(byte[] octets) {
      int column = 0;
      for (byte octet : octets) {
        boolean lineEnd = octet == '\r' || octet == '\n';
        boolean plain = lineEnd || octet == ' ' || Character.isLetterOrDigit(octet & 0x7f);
        String said = plain && octet > 0 ? "" + (char) octet : "=%02X".formatted(octet & 0xff);
        column = lineEnd ? 0 : column + said.length();
        if (column > 72) {
          say("=\r\n");
          column = said.length();
        }
        say(said);
      }
    }
  }
}
