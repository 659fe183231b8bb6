package org.yubin.entity;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Commands of one entity that wait to be decided, in the order in which they came; confined to its
 * gate.
 *
 * @param <C> the commands
 * @param <A> the answers
 */
final class CommandQueue<C, A> {
  /** A command, and who waits for its answer. */
  record Pending<C, A>(Asked<C> asked, Consumer<A> to) {}

  private final EntityModel<?, C, A> model;
  private final EntitySettings settings;
  private final ArrayDeque<Pending<C, A>> pending = new ArrayDeque<>();

  CommandQueue(EntityModel<?, C, A> model, EntitySettings settings) {
    this.model = model;
    this.settings = settings;
  }

  /** Takes one more, unless too many wait: then it is refused at once, and this is false. */
  boolean add(Asked<C> asked, Consumer<A> to) {
    if (pending.size() >= settings.pendingCommands()) {
      to.accept(model.unavailable("commands waiting: " + pending.size()));
      return false;
    }
    pending.add(new Pending<>(asked, to));
    return true;
  }

  /** Takes off what is to be written next: one or more, as long as they fit into a batch. */
  List<Pending<C, A>> nextBatch() {
    List<Pending<C, A>> batch = new ArrayList<>();
    long octets = 0;
    while (!pending.isEmpty() && batch.size() < settings.batchCommands()) {
      octets += model.weight(pending.element().asked().command());
      if (!batch.isEmpty() && octets > settings.batchOctets()) {
        break;
      }
      batch.add(pending.remove());
    }
    return batch;
  }

  /** Answers all that nothing was decided. */
  void refuseAll(String why) {
    pending.forEach(p -> p.to().accept(model.unavailable(why)));
    pending.clear();
  }

  /** Forgets all, in silence. */
  void clear() {
    pending.clear();
  }

  boolean isEmpty() {
    return pending.isEmpty();
  }
}
