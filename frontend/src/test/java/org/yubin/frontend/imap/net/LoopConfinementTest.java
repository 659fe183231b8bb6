package org.yubin.frontend.imap.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopConfinementTest {
  private final EventLoop loop = new DefaultEventLoop();
  private final LoopConfinement confinement = new LoopConfinement(loop);

  /** Written and read on the loop alone. */
  private final List<String> done = new ArrayList<>();

  @AfterEach
  void stop() {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private List<String> whatWasDone() throws Exception {
    return loop.submit(() -> List.copyOf(done)).get(10, TimeUnit.SECONDS);
  }

  @Test
  void tasks_runOnTheLoop_inTheirOrder() throws Exception {
    List<String> wanted = IntStream.range(0, 1_000).mapToObj(i -> i + " true").toList();
    for (int i = 0; i < wanted.size(); i++) {
      int number = i;
      confinement.execute(() -> done.add(number + " " + loop.inEventLoop()));
    }
    assertThat(whatWasDone()).isEqualTo(wanted);
  }

  @Test
  void taskOfATask_runsBehindIt() throws Exception {
    confinement.execute(
        () -> {
          confinement.execute(() -> done.add("inner"));
          done.add("outer");
        });
    whatWasDone();
    assertThat(whatWasDone()).containsExactly("outer", "inner");
  }

  @Test
  void faultOfATask_isItsOwn() throws Exception {
    confinement.execute(
        () -> {
          throw new IllegalStateException("planted");
        });
    confinement.execute(() -> done.add("next"));
    assertThat(whatWasDone()).containsExactly("next");
  }

  @Test
  void whatComesBehindTheEnd_isDropped() throws Exception {
    confinement.execute(
        () -> {
          confinement.execute(() -> done.add("waits already"));
          confinement.close();
        });
    whatWasDone();
    confinement.execute(() -> done.add("comes later"));
    assertThat(whatWasDone()).isEmpty();
  }

  @Test
  void loopThatHasEnded_failsNobody() {
    stop();
    confinement.execute(() -> done.add("never"));
    assertThat(done).isEmpty();
  }
}
