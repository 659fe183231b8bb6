/**
 * How the death of a node is noticed at once: its process no longer listens. Everything slower is
 * left to Akka's failure detector and split-brain resolver (ADR 8).
 */
@NullMarked
package org.yubin.node.membership;

import org.jspecify.annotations.NullMarked;
