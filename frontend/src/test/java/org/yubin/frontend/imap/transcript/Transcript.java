package org.yubin.frontend.imap.transcript;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A transcript as it is written. Lines, one a step:
 *
 * <pre>
 * # a comment
 * given CLAUSE; CLAUSE              what stands before the dialogue (see Preconditions)
 * 1 C: a1 NOOP                      session 1 sends a line; without a number it is session 1
 * 1 S: * 1 FETCH (UID &lt;u&gt;)       and receives one: &lt;u&gt; catches, from then on stands for its catch,
 *                                   in C: lines too; &lt;_&gt; skips
 * 1 S~ * 2 EXISTS                   neighbours of this kind come in any order
 * 1 S: +                            a continuation, whatever its text
 * 1 S: (closed)                     the server has closed the connection
 * </pre>
 *
 * The text of a tagged line, and of {@code * OK}, {@code * NO}, {@code * BAD} and {@code * BYE}, is
 * for people, and is not compared; its response code is.
 */
record Transcript(Path file, List<String> given, List<Step> steps) {
  /** The clause of a transcript that is only for servers that do not offer TLS. */
  static final String NO_TLS = "no TLS";

  private static final Pattern STEP = Pattern.compile("(?:(\\d) )?(C:|S:|S~)(?: (.*))?");

  /** One line of the dialogue. */
  record Step(int line, int session, Kind kind, String text) {}

  /** Who says it. */
  enum Kind {
    CLIENT,
    SERVER,
    SERVER_ANY_ORDER
  }

  static Transcript read(Path file) throws IOException {
    List<String> given = new ArrayList<>();
    List<Step> steps = new ArrayList<>();
    int number = 0;
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      number++;
      if (line.startsWith("given ")) {
        for (String clause : line.substring("given ".length()).split(";", -1)) {
          given.add(clause.strip());
        }
      } else if (!line.isBlank() && !line.startsWith("#")) {
        steps.add(step(file, number, line));
      }
    }
    return new Transcript(file, given, steps);
  }

  private static Step step(Path file, int number, String line) {
    Matcher parts = STEP.matcher(line);
    if (!parts.matches()) {
      throw new IllegalArgumentException(file + ":" + number + ": " + line + " (expected: a step)");
    }
    int session = parts.group(1) == null ? 1 : Integer.parseInt(parts.group(1));
    Kind kind =
        switch (parts.group(2)) {
          case "C:" -> Kind.CLIENT;
          case "S:" -> Kind.SERVER;
          default -> Kind.SERVER_ANY_ORDER;
        };
    return new Step(number, session, kind, parts.group(3) == null ? "" : parts.group(3));
  }

  /** The numbers of the sessions that say something. */
  Set<Integer> sessions() {
    Set<Integer> numbers = new TreeSet<>();
    steps.forEach(step -> numbers.add(step.session()));
    return numbers;
  }
}
