package org.yubin.frontend.broken;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yubin.frontend.imap.transcript.LineClient;

/**
 * One broken input. Line one names the beginnings of the lines that answer it, with {@code |}
 * between them and {@code (n times)} behind one that comes so often; the last word says whether the
 * connection then {@code goes on} or is {@code closed}. All further lines are sent, each with CRLF
 * behind it, in which {@code <0d>} is an octet, {@code <text*n>} a text n times, and {@code <no
 * end>} a line without CRLF.
 */
public final class BrokenFile {
  private static final String OCTET = "<[0-9a-f]{2}>";
  private static final Pattern REPEATED = Pattern.compile("<((?:[^<>]|" + OCTET + ")+)\\*(\\d+)>");
  private static final Pattern HEX = Pattern.compile("<([0-9a-f]{2})>");
  private static final Pattern TIMES = Pattern.compile("(.*) \\((\\d+) times\\)");
  private static final String NO_END = "<no end>";

  private final String name;
  private final List<String> expected = new ArrayList<>();
  private final boolean closed;
  private final byte[] sent;

  private BrokenFile(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    List<String> parts = List.of(lines.get(0).split(" \\| ", -1));
    String end = parts.get(parts.size() - 1);
    if (!end.equals("closed") && !end.equals("goes on")) {
      throw new IOException(file + ": " + end + " (expected: closed, or goes on)");
    }
    name = file.getFileName().toString();
    closed = end.equals("closed");
    parts.subList(0, parts.size() - 1).forEach(this::expect);
    sent = octets(lines.subList(1, lines.size()));
  }

  /** All files of a folder below {@code broken}, in the order of their names. */
  public static List<BrokenFile> in(String folder) throws IOException, URISyntaxException {
    Path path =
        Path.of(
            Objects.requireNonNull(BrokenFile.class.getResource("/broken/" + folder), folder)
                .toURI());
    List<BrokenFile> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(path)) {
      for (Path file : all.sorted().toList()) {
        files.add(new BrokenFile(file));
      }
    }
    return files;
  }

  /** The file's name. */
  public String name() {
    return name;
  }

  /**
   * Sends it, and looks at what comes.
   *
   * @param harmless a command that is always answered
   * @param answer how the answer to that begins
   */
  public void play(LineClient client, String harmless, String answer) throws IOException {
    client.raw(sent);
    for (String beginning : expected) {
      String line = client.receive();
      if (!line.startsWith(beginning)) {
        throw new AssertionError(name + ": " + line + " (expected: " + beginning + ")");
      }
    }
    if (!closed) {
      client.send(harmless);
    }
    String last = client.receive();
    if (!last.startsWith(closed ? LineClient.CLOSED : answer)) {
      throw new AssertionError(name + ": " + last + " (expected: " + (closed ? "end" : answer));
    }
  }

  private void expect(String part) {
    Matcher times = TIMES.matcher(part);
    if (times.matches()) {
      for (int i = Integer.parseInt(times.group(2)); i > 0; i--) {
        expected.add(times.group(1));
      }
    } else {
      expected.add(part);
    }
  }

  private static byte[] octets(List<String> lines) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    for (String line : lines) {
      boolean open = line.endsWith(NO_END);
      String text = open ? line.substring(0, line.length() - NO_END.length()) : line;
      String whole =
          REPEATED
              .matcher(text)
              .replaceAll(
                  found ->
                      Matcher.quoteReplacement(
                          found.group(1).repeat(Integer.parseInt(found.group(2)))));
      octets.writeBytes(unescaped(whole).getBytes(StandardCharsets.ISO_8859_1));
      if (!open) {
        octets.writeBytes(new byte[] {'\r', '\n'});
      }
    }
    return octets.toByteArray();
  }

  private static String unescaped(String text) {
    return HEX.matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(found.group(1), 16))));
  }
}
