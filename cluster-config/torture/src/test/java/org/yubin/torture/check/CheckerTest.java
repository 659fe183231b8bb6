package org.yubin.torture.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yubin.torture.check.Story.ARCHIVE;
import static org.yubin.torture.check.Story.INBOX;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yubin.torture.history.Action;
import org.yubin.torture.history.Fact.Placed;
import org.yubin.torture.history.Outcome;

/** A good history passes; each kind of violation, put into it, is found. */
final class CheckerTest {
  private static final int WRITER = 1;
  private static final int IDLER = 2;
  private static final int OTHER = 3;

  /** All that may happen and is right, doubts included; then what a test adds; then the end. */
  private static List<Violation> judged(UnaryOperator<Story> added, UnaryOperator<Story> ended) {
    Story story =
        new Story()
            .selected(WRITER, INBOX, 0, 1, 1)
            .selected(IDLER, INBOX, 0, 1, 1)
            .appended(WRITER, INBOX, "a", 1)
            .appended(WRITER, INBOX, "b", 2)
            .appended(WRITER, INBOX, "c", 3)
            .call(OTHER, INBOX, Action.deliver("d"), Outcome.UNKNOWN)
            .call(OTHER, INBOX, Action.deliver("d"), Outcome.OK)
            .call(WRITER, INBOX, Action.append("never"), Outcome.UNKNOWN)
            .shown(WRITER, INBOX, 1, 2, "a")
            .shown(WRITER, INBOX, 2, 3, "b")
            .call(WRITER, INBOX, Action.addFlag(1, "$w1"), Outcome.OK)
            .shown(IDLER, INBOX, 1, 6, "", "$w1")
            .call(
                WRITER,
                INBOX,
                Action.move(List.of(2L), ARCHIVE),
                Outcome.OK,
                new Placed(2, ARCHIVE, 1))
            .gone(IDLER, INBOX, 2)
            .call(
                WRITER,
                INBOX,
                Action.copy(List.of(1L), ARCHIVE),
                Outcome.OK,
                new Placed(1, ARCHIVE, 2))
            .call(WRITER, INBOX, Action.expunge(List.of(3L)), Outcome.OK)
            .gone(IDLER, INBOX, 3)
            .selected(OTHER, INBOX, 2, 5, 8);
    story = added.apply(story);
    story
        .settled(IDLER, INBOX, 2)
        .ends(INBOX, 5, 8, "1 a 6 $w1", "4 d 5")
        .ends(ARCHIVE, 3, 3, "1 b 2", "2 a 3 $w1");
    return Checker.check(ended.apply(story).run());
  }

  @Test
  void goodHistory_passes() {
    assertThat(judged(UnaryOperator.identity(), UnaryOperator.identity())).isEmpty();
  }

  static Stream<Arguments> wrongEvents() {
    return Stream.of(
        wrong("acknowledged, then lost", s -> s.appended(WRITER, INBOX, "e", 5)),
        wrong(
            "acknowledged, then lost", s -> s.call(OTHER, INBOX, Action.deliver("f"), Outcome.OK)),
        wrong(
            "acknowledged, then lost",
            s -> s.call(WRITER, INBOX, Action.addFlag(4, "$w1"), Outcome.OK)),
        wrong("shown, then taken back", s -> s.shown(WRITER, INBOX, 5, 9, "x")),
        wrong("shown, then taken back", s -> s.shown(WRITER, INBOX, 4, 9, "d", "\\Seen")),
        wrong("a UID for two messages", s -> s.shown(WRITER, INBOX, 1, 6, "z", "$w1")),
        wrong(
            "UIDs do not ascend",
            s ->
                s.call(
                    OTHER,
                    INBOX,
                    Action.copy(List.of(1L), ARCHIVE),
                    Outcome.OK,
                    new Placed(1, ARCHIVE, 2))),
        wrong("done twice", s -> s.appended(WRITER, INBOX, "g", 5).shown(OTHER, INBOX, 6, 8, "g")),
        wrong("a message that nobody made", s -> s.shown(OTHER, INBOX, 6, 8, "ghost")),
        wrong(
            "removed, then back",
            s -> s.call(WRITER, INBOX, Action.expunge(List.of(4L)), Outcome.OK)),
        wrong(
            "two states at one modseq",
            s ->
                s.shown(WRITER, INBOX, 1, 6, "a", "$w1")
                    .shown(OTHER, INBOX, 1, 6, "a", "$w1", "\\Seen")),
        wrong("own write not read", s -> s.shown(WRITER, INBOX, 1, 6, "a")),
        wrong("modseq or UIDNEXT went back", s -> s.selected(OTHER, INBOX, 2, 5, 7)),
        wrong("modseq or UIDNEXT went back", s -> s.selected(OTHER, INBOX, 2, 4, 8)),
        wrong("modseq went back", s -> s.shown(IDLER, INBOX, 1, 5, "a")),
        wrong("told twice", s -> s.shown(IDLER, INBOX, 1, 6, "", "$w1")),
        wrong("told twice", s -> s.gone(IDLER, INBOX, 2)),
        wrong("shown after it was gone", s -> s.shown(IDLER, INBOX, 2, 3, "b")),
        wrong("no sense", s -> s.nonsense(IDLER, INBOX, "* 9 EXPUNGE")),
        wrong("an idler was not told", s -> s.settled(IDLER, INBOX, 3)));
  }

  static Stream<Arguments> wrongEnds() {
    return Stream.of(
        wrong("acknowledged, then lost", s -> s.ends(INBOX, 5, 8, "4 d 5")),
        wrong("in no place", s -> s.ends(ARCHIVE, 3, 3, "2 a 3 $w1")),
        wrong("in two places", s -> s.ends(INBOX, 5, 8, "1 a 6 $w1", "2 b 3", "4 d 5")),
        wrong("removed, then back", s -> s.ends(INBOX, 5, 8, "1 a 6 $w1", "3 c 3", "4 d 5")),
        wrong("done twice", s -> s.ends(INBOX, 6, 8, "1 a 6 $w1", "4 d 5", "5 d 6")),
        wrong("a UID for two messages", s -> s.ends(INBOX, 5, 8, "1 q 6 $w1", "4 d 5")),
        wrong("an idler was not told", s -> s.ends(INBOX, 5, 8, "1 a 7 $w1", "4 d 5")),
        wrong("modseq or UIDNEXT went back", s -> s.ends(INBOX, 5, 7, "1 a 6 $w1", "4 d 5")),
        wrong("recovered otherwise", s -> s.recovers(INBOX, 5, 8, "1 a 6", "4 d 5")),
        wrong("recovered otherwise", s -> s.recovers(INBOX, 5, 8, "1 a 6 $w1")),
        wrong("recovered otherwise", s -> s.recovers(INBOX, 4, 8, "1 a 6 $w1", "4 d 5")));
  }

  private static Arguments wrong(String rule, UnaryOperator<Story> change) {
    return Arguments.of(rule, change);
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("wrongEvents")
  void wrongEvent_isFound(String rule, UnaryOperator<Story> change) {
    assertThat(judged(change, UnaryOperator.identity())).extracting(Violation::rule).contains(rule);
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("wrongEnds")
  void wrongEnd_isFound(String rule, UnaryOperator<Story> change) {
    assertThat(judged(UnaryOperator.identity(), change)).extracting(Violation::rule).contains(rule);
  }

  @Test
  void shortestHistory_isFirst() {
    List<Violation> found =
        judged(
            s -> s.appended(WRITER, INBOX, "e", 5).shown(WRITER, INBOX, 4, 9, "d", "\\Seen"),
            UnaryOperator.identity());
    assertThat(found.get(0).history()).hasSize(1);
    assertThat(found.get(0).toString()).contains("shown, then taken back", "user1/INBOX UID 4");
  }
}
