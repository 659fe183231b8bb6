package org.yubin.mailbox.codec;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yubin.mailbox.codec.RandomSteps.Step;

/** Invariants 1, 3, 4 and 8 of the design, over seeded random sequences of commands. */
class MailboxRandomTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 20261123})
  void realMailbox_isThePlainOne_throughRowsAndSnapshots(long seed) {
    List<Step> steps = RandomSteps.steps(seed, 2500, RandomRun.KINDS);
    int[] rows = new int[1];
    RandomSteps.check(
        seed,
        steps,
        some -> {
          RandomRun run = new RandomRun();
          run.all(some);
          rows[0] = run.events();
        });
    System.out.printf("seed %d: %d steps, %d rows%n", seed, steps.size(), rows[0]);
  }

  @Test
  void failingRun_isShrunkToTheStepsThatMatter() {
    List<Step> steps = RandomSteps.steps(5, 300, 10);

    assertThatThrownBy(
            () ->
                RandomSteps.check(
                    5,
                    steps,
                    some -> {
                      if (some.stream().anyMatch(step -> step.kind() == 7)) {
                        throw new IllegalStateException("seven");
                      }
                    }))
        .hasMessageContaining("seed 5")
        .hasMessageContaining("these 1 steps");
  }
}
