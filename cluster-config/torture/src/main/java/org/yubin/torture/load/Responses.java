package org.yubin.torture.load;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yubin.bench.Response;
import org.yubin.torture.history.Fact.Placed;

/** Reads values out of responses. */
final class Responses {
  private static final Pattern UID = Pattern.compile("[( ]UID (\\d+)");
  private static final Pattern FLAGS = Pattern.compile("[( ]FLAGS \\(([^)]*)\\)");
  private static final Pattern MODSEQ = Pattern.compile("[( ]MODSEQ \\((\\d+)\\)");
  private static final Pattern MARKER = Pattern.compile("X-Torture: (\\S+)");
  private static final Pattern APPENDUID = Pattern.compile("\\[APPENDUID \\d+ (\\d+)]");
  private static final Pattern COPYUID = Pattern.compile("\\[COPYUID \\d+ ([\\d,:]+) ([\\d,:]+)]");

  private Responses() {}

  /** 0 if there is none. */
  static long uid(Response response) {
    return number(UID, response.text());
  }

  /** 0 if there is none. */
  static long modSeq(Response response) {
    return number(MODSEQ, response.text());
  }

  static boolean hasFlags(Response response) {
    return FLAGS.matcher(response.text()).find();
  }

  static Set<String> flags(Response response) {
    Matcher flags = FLAGS.matcher(response.text());
    Set<String> set =
        new TreeSet<>(flags.find() ? List.of(flags.group(1).split(" ", -1)) : List.of());
    set.remove("");
    return set;
  }

  /** Empty if there is none. */
  static String marker(Response response) {
    for (byte[] literal : response.literals()) {
      Matcher marker = MARKER.matcher(new String(literal, StandardCharsets.US_ASCII));
      if (marker.find()) {
        return marker.group(1);
      }
    }
    return "";
  }

  /** The number of a response code such as {@code [UIDNEXT 5]}; 0 if there is none. */
  static long code(Response response, String word) {
    return number(Pattern.compile("\\[" + word + " (\\d+)"), response.text());
  }

  static List<Placed> appended(String text, String mailbox) {
    long uid = number(APPENDUID, text);
    return uid == 0 ? List.of() : List.of(new Placed(0, mailbox, uid));
  }

  static List<Placed> copied(String text, String target) {
    Matcher copied = COPYUID.matcher(text);
    if (!copied.find()) {
      return List.of();
    }
    List<Long> from = uids(copied.group(1));
    List<Long> to = uids(copied.group(2));
    List<Placed> placed = new ArrayList<>();
    for (int i = 0; i < from.size(); i++) {
      placed.add(new Placed(from.get(i), target, to.get(i)));
    }
    return placed;
  }

  /** Those of {@code * VANISHED 3,5:7} and {@code * VANISHED (EARLIER) 3}. */
  static List<Long> vanished(Response response) {
    return uids(response.text().substring(response.text().lastIndexOf(' ') + 1));
  }

  private static List<Long> uids(String set) {
    List<Long> uids = new ArrayList<>();
    for (String range : set.split(",", -1)) {
      int colon = range.indexOf(':');
      long first = Long.parseLong(colon < 0 ? range : range.substring(0, colon));
      long last = colon < 0 ? first : Long.parseLong(range.substring(colon + 1));
      for (long uid = Math.min(first, last); uid <= Math.max(first, last); uid++) {
        uids.add(uid);
      }
    }
    return uids;
  }

  private static long number(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
  }
}
