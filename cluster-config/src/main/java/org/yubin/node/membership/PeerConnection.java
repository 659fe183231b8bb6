package org.yubin.node.membership;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to the port that another process listens on, held for nothing but its end: the
 * system closes it when that process dies. Then a new one is tried at once. If that is refused,
 * nobody listens there any more. A process that is paused, slow or cut off refuses nothing.
 *
 * <p>Thread safe; nothing blocks.
 */
final class PeerConnection {
  private static final Logger LOG = LoggerFactory.getLogger(PeerConnection.class);

  private enum State {
    NONE,
    TRYING,
    HELD,
    REFUSED
  }

  /** A refusal comes at once; a try that was lost on the way ends the same way, minutes later. */
  private static final Duration REFUSAL = Duration.ofSeconds(5);

  private static final Duration SHORT = Duration.ofSeconds(1);

  private final InetSocketAddress peer;
  private State state = State.NONE;

  PeerConnection(InetSocketAddress peer) {
    this.peer = peer;
  }

  /**
   * Whether the last try was refused. Tries again where there is no connection: called often, it
   * notices a process that listens again.
   */
  synchronized boolean isRefused() {
    boolean refused = state == State.REFUSED;
    if (refused || state == State.NONE) {
      connect();
    }
    return refused;
  }

  private synchronized void connect() {
    if (state == State.TRYING || state == State.HELD) {
      return;
    }
    State before = state;
    state = State.TRYING;
    AsynchronousSocketChannel channel = null;
    try {
      channel = AsynchronousSocketChannel.open();
      channel.connect(peer, channel, new Connected(before));
    } catch (IOException | RuntimeException failed) {
      LOG.debug("{}: no connection", peer, failed);
      state = State.NONE;
      close(channel);
    }
  }

  private synchronized void become(State next) {
    state = next;
  }

  private static void close(@Nullable AsynchronousSocketChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException gone) {
        LOG.debug("close", gone);
      }
    }
  }

  private final class Connected
      implements CompletionHandler<@Nullable Void, AsynchronousSocketChannel> {
    private final State before;
    private final long began = System.nanoTime();

    Connected(State before) {
      this.before = before;
    }

    @Override
    public void completed(@Nullable Void done, AsynchronousSocketChannel channel) {
      become(State.HELD);
      channel.read(ByteBuffer.allocate(1), channel, new Ended(System.nanoTime()));
    }

    @Override
    public void failed(Throwable failure, AsynchronousSocketChannel channel) {
      close(channel);
      boolean refused =
          failure instanceof ConnectException && System.nanoTime() - began < REFUSAL.toNanos();
      if (refused && before != State.REFUSED) {
        LOG.info("{}: refuses connections: its process has ended", peer);
      }
      become(refused ? State.REFUSED : State.NONE);
    }
  }

  /** The peer sends nothing; whatever comes is the end. */
  private final class Ended implements CompletionHandler<Integer, AsynchronousSocketChannel> {
    private final long began;

    Ended(long began) {
      this.began = began;
    }

    @Override
    public void completed(Integer octets, AsynchronousSocketChannel channel) {
      ended(channel);
    }

    @Override
    public void failed(Throwable failure, AsynchronousSocketChannel channel) {
      ended(channel);
    }

    private void ended(AsynchronousSocketChannel channel) {
      close(channel);
      become(State.NONE);
      if (System.nanoTime() - began > SHORT.toNanos()) {
        connect(); // else at the next question: a peer that ends each one is not tried in a loop
      }
    }
  }
}
