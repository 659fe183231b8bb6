package org.yubin.frontend.admin;

import java.util.concurrent.CompletionStage;

/** What a node tells of itself; asked by {@link NodeApi}, on any thread. */
public interface NodeState {
  /** Whether it serves mail now. */
  boolean ready();

  /** What it has measured, in the text format of Prometheus (version 0.0.4). */
  CompletionStage<String> metrics();

  /** The cluster as it sees it; within some seconds, if need be with less in it. */
  CompletionStage<ClusterState> cluster();
}
