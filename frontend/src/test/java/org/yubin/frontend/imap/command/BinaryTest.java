package org.yubin.frontend.imap.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yubin.frontend.imap.session.ImapLimits;
import org.yubin.frontend.imap.transcript.LineClient;
import org.yubin.frontend.imap.transcript.MemoryServer;

/** BINARY (RFC 3516) where octets matter that no transcript can hold: NULs, and many of them. */
class BinaryTest {
  private static final Pattern LITERAL = Pattern.compile("(~?)\\{(\\d+)}$");

  private final MemoryServer server = new MemoryServer(ImapLimits.defaults().withPlainLogin(true));
  private LineClient client;

  @BeforeEach
  void login() throws IOException {
    client = new LineClient(server.address());
    client.receive();
    String name = server.newAccount().name();
    client.command("l", "LOGIN " + name + " " + name);
    client.command("s", "SELECT INBOX");
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    server.close();
  }

  private void append(String mark, byte[] message) throws IOException {
    client.send("a APPEND INBOX " + mark + "{" + message.length + "+}");
    client.raw(message);
    client.send("");
    assertThat(client.until("a")).last().asString().startsWith("a OK [APPENDUID");
  }

  @SuppressWarnings("ArrayRecordComponent") // compared field by field
  private record Fetched(boolean literal8, byte[] octets) {}

  /** The literal that is the value of one item. */
  private Fetched fetch(String item) throws IOException {
    client.send("f FETCH * " + item);
    Matcher header = LITERAL.matcher(client.receive());
    assertThat(header.find()).isTrue();
    byte[] octets = client.receive(Integer.parseInt(header.group(2)));
    assertThat(client.until("f")).last().asString().startsWith("f OK");
    return new Fetched(!header.group(1).isEmpty(), octets);
  }

  private String line(String item) throws IOException {
    return client.command("f", "FETCH * " + item).get(0);
  }

  private static byte[] bytes(String text) {
    return text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] joined(byte[]... pieces) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] piece : pieces) {
      all.writeBytes(piece);
    }
    return all.toByteArray();
  }

  private static byte[] random(int octets) {
    byte[] random = new byte[octets];
    new Random(octets).nextBytes(random);
    return random;
  }

  // §4.4, §6: BODY shows what BODYSTRUCTURE says, and BINARY what was appended
  @ParameterizedTest
  @ValueSource(ints = {100, 57 * 4096, 700_000})
  void partWithNuls_isKeptWhole(int octets) throws IOException {
    byte[] binary = random(octets);
    binary[7] = 0;
    append(
        "~",
        joined(
            bytes(
                """
                Subject: x
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: text/plain
                Content-Transfer-Encoding: BINARY

                plain
                --b
                Content-Type: application/octet-stream; name=n
                Content-Transfer-Encoding: binary
                X-Kept: yes

                """),
            binary,
            bytes("\n--b--\n")));
    assertThat(fetch("BINARY.PEEK[2]"))
        .usingRecursiveComparison()
        .isEqualTo(new Fetched(true, binary));
    assertThat(line("BINARY.SIZE[2]")).isEqualTo("* 1 FETCH (BINARY.SIZE[2] " + octets + ")");
    assertThat(line("BODY.PEEK[1.MIME]")).endsWith("{63}");
    assertThat(fetch("BODY.PEEK[2.MIME]").octets())
        .isEqualTo(
            bytes(
                """
                Content-Type: application/octet-stream; name=n
                X-Kept: yes
                Content-Transfer-Encoding: base64

                """));
    Fetched body = fetch("BODY.PEEK[2]");
    assertThat(body.literal8()).isFalse();
    assertThat(Base64.getMimeDecoder().decode(body.octets())).isEqualTo(binary);
    assertThat(line("BODYSTRUCTURE"))
        .contains("(\"TEXT\" \"PLAIN\" NIL NIL NIL \"BINARY\" 5 0")
        .contains("(\"APPLICATION\" \"OCTET-STREAM\" (\"NAME\" \"n\") NIL NIL \"BASE64\"");
  }

  @Test
  void messageThatIsBinary_isPutIntoBase64() throws IOException {
    append("~", bytes("Subject: x\nContent-Transfer-Encoding: binary\n\na\0b\n"));
    assertThat(new String(fetch("BODY.PEEK[]").octets(), StandardCharsets.US_ASCII))
        .isEqualTo("Subject: x\r\nContent-Transfer-Encoding: base64\r\n\r\nYQBiDQo=\r\n");
    assertThat(fetch("BINARY.PEEK[1]").octets()).isEqualTo(bytes("a\0b\n"));
    assertThat(fetch("BINARY.PEEK[1]<0.1>").literal8()).isFalse();
    assertThat(fetch("BINARY.PEEK[1]<1.2>").literal8()).isTrue();
  }

  /** As clients that break the rules send it: it is kept, and BODY shows 0x80 for each NUL. */
  @Test
  void nulInAPlainLiteral_staysAsItIs() throws IOException {
    byte[] message = bytes("Subject: x\n\na\0b\0\n");
    append("", message);
    byte[] shown =
        new String(message, StandardCharsets.ISO_8859_1)
            .replace('\0', '\u0080')
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThat(fetch("BODY.PEEK[]").octets()).isEqualTo(shown);
    assertThat(fetch("RFC822").octets()).isEqualTo(shown);
    assertThat(fetch("BINARY.PEEK[]"))
        .usingRecursiveComparison()
        .isEqualTo(new Fetched(true, message));
  }

  @Test
  void longPart_isDecodedExactly_andInWindows() throws IOException {
    byte[] content = random(1_000_000);
    append(
        "",
        joined(
            bytes("Content-Transfer-Encoding: base64\n\n"),
            Base64.getMimeEncoder(76, new byte[] {'\r', '\n'}).encode(content)));
    assertThat(line("BINARY.SIZE[1]")).isEqualTo("* 1 FETCH (BINARY.SIZE[1] 1000000)");
    assertThat(fetch("BINARY.PEEK[1]").octets()).isEqualTo(content);
    assertThat(fetch("BINARY.PEEK[1]<190000.700000>").octets())
        .isEqualTo(Arrays.copyOfRange(content, 190_000, 890_000));
    assertThat(fetch("BINARY.PEEK[1]<999990.9223372036854775807>").octets())
        .isEqualTo(Arrays.copyOfRange(content, 999_990, 1_000_000));
  }
}
