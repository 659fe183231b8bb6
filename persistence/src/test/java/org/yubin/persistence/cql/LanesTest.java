package org.yubin.persistence.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LanesTest {
  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private static <T> CompletableFuture<T> future(CompletionStage<T> stage) {
    return stage.toCompletableFuture();
  }

  @Test
  void resultsStandInTheOrderOfTheItems() {
    CompletableFuture<List<Integer>> all =
        future(Lanes.map(numbers(5), 2, i -> CompletableFuture.completedFuture(i * i)));
    assertThat(all.getNow(List.of())).containsExactly(0, 1, 4, 9, 16);
    assertThat(future(Lanes.map(numbers(0), 2, i -> new CompletableFuture<>())).getNow(null))
        .isEmpty();
  }

  @Test
  void neverMoreAtOnceThanAllowed() {
    List<CompletableFuture<Integer>> begun = new ArrayList<>();
    CompletableFuture<List<Integer>> all =
        future(
            Lanes.map(
                numbers(7),
                3,
                i -> {
                  CompletableFuture<Integer> one = new CompletableFuture<>();
                  begun.add(one);
                  return one;
                }));
    for (int done = 0; done < 7; done++) {
      assertThat(begun).hasSize(Math.min(7, done + 3));
      begun.get(done).complete(done);
    }
    assertThat(all.getNow(List.of())).isEqualTo(numbers(7));
  }

  @Test
  void failure_stopsWhatHasNotBegun() {
    List<Integer> begun = new ArrayList<>();
    CompletableFuture<List<Integer>> all =
        future(
            Lanes.map(
                numbers(100),
                2,
                i -> {
                  begun.add(i);
                  return i == 3
                      ? CompletableFuture.failedFuture(new IllegalStateException("third"))
                      : CompletableFuture.completedFuture(i);
                }));
    assertThatThrownBy(all::join).hasMessageContaining("third");
    assertThat(begun).containsExactly(0, 1, 2, 3);
  }

  @Test
  void workThatThrows_failsTheWhole() {
    CompletableFuture<List<Integer>> all =
        future(
            Lanes.map(
                numbers(3),
                2,
                i -> {
                  throw new IllegalStateException("thrown");
                }));
    assertThatThrownBy(all::join).hasMessageContaining("thrown");
  }

  @Test
  void aLongListOfWorkThatIsDoneAtOnce_doesNotExhaustTheStack() {
    CompletableFuture<List<Integer>> all =
        future(Lanes.map(numbers(200_000), 1, CompletableFuture::completedFuture));
    assertThat(all.getNow(List.of())).hasSize(200_000);
  }
}
