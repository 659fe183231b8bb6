/**
 * What the node measures, for Prometheus. Start at {@link org.yubin.node.metrics.Metrics}. The
 * other modules tell their own small interfaces what happens ({@code SessionMeasures}, {@code
 * DeliveryMeasures}, {@code EntityMeasures}) and do not know who counts; every name is in
 * docs/operations.md.
 */
@NullMarked
package org.yubin.node.metrics;

import org.jspecify.annotations.NullMarked;
