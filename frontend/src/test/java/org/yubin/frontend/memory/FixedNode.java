package org.yubin.frontend.memory;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.frontend.admin.ClusterState;
import org.yubin.frontend.admin.NodeState;

/** A node that always tells the same of itself. */
public record FixedNode(boolean ready, String measured, ClusterState state) implements NodeState {
  /** Ready, alone, with nothing measured. */
  public static final FixedNode READY =
      new FixedNode(true, "", new ClusterState("", "", "", List.of(), Map.of()));

  @Override
  public CompletionStage<String> metrics() {
    return CompletableFuture.completedFuture(measured);
  }

  @Override
  public CompletionStage<ClusterState> cluster() {
    return CompletableFuture.completedFuture(state);
  }
}
