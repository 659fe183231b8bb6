package org.yubin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the loop makes of operations that succeed, are answered wrongly, or break off. */
class WorkerLoopTest {
  private static final Worker WORKER =
      new Worker(
          new Target("server", "127.0.0.1", 1, false, 0, "u%d", "x", List.of()),
          new Plan(1, 1, 1, Duration.ZERO, Duration.ZERO, 1, 512, 512, 1, false, 1),
          0);

  /** The first lane breaks at its third operation; of each lane, every second is wrong. */
  private static final class Scripted implements Workload {
    private int lanes;
    private int operations;
    private boolean closed;

    @Override
    public String name() {
      return "scripted";
    }

    @Override
    public Lane lane(Worker worker) {
      int lane = ++lanes;
      return new Lane() {
        @Override
        public Done operation() throws IOException, WrongAnswerException {
          operations++;
          if (lane == 1 && operations == 3) {
            throw new IOException("closed by the server");
          }
          if (operations % 2 == 0) {
            throw new WrongAnswerException("wrong " + operations);
          }
          return new Done(5, 10, 7_000_000);
        }

        @Override
        public void close() throws WrongAnswerException {
          closed = true;
          throw new WrongAnswerException("wrong at the end");
        }
      };
    }
  }

  @Test
  void errorsAreCounted_andABrokenConnectionIsMadeAnew() {
    Scripted scripted = new Scripted();
    WorkerLoop loop = new WorkerLoop(WORKER, scripted);
    loop.prepare();
    assertThat(loop.ready()).isTrue();
    loop.run(System.nanoTime(), System.nanoTime() + 300_000_000);
    loop.close();
    assertThat(scripted.lanes).isEqualTo(2);
    assertThat(scripted.closed).isTrue();
    assertThat(loop.latencies().count()).isPositive();
    assertThat(loop.latencies().percentileMillis(1)).isEqualTo(7);
    assertThat(loop.units()).isEqualTo(5L * loop.latencies().count());
    assertThat(loop.octets()).isEqualTo(10L * loop.latencies().count());
    assertThat(loop.errors()).isEqualTo(scripted.operations - loop.latencies().count() + 1);
    assertThat(loop.firstError()).contains("wrong 2");
  }

  @Test
  void whatBeginsInTheWarmUp_doesNotCount_andNothingIsGivenUpTooSoon() {
    Scripted scripted = new Scripted();
    WorkerLoop loop = new WorkerLoop(WORKER, scripted);
    loop.prepare();
    long from = System.nanoTime() + 300_000_000;
    loop.run(from, from);
    assertThat(loop.latencies().count()).isEqualTo(1);
    assertThat(scripted.operations).isGreaterThan(1);
  }

  @Test
  void aServerThatIsNotThere_isGivenUp() {
    Workload never =
        new Workload() {
          @Override
          public String name() {
            return "never";
          }

          @Override
          public Lane lane(Worker worker) throws IOException {
            throw new IOException("refused");
          }
        };
    WorkerLoop loop = new WorkerLoop(WORKER, never);
    loop.prepare();
    assertThat(loop.ready()).isFalse();
    loop.run(System.nanoTime(), Long.MAX_VALUE);
    assertThat(loop.errors()).isEqualTo(10);
  }
}
