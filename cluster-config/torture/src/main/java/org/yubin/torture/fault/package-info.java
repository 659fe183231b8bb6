/**
 * What is done to the cluster: by a schedule that follows from a seed, one fault after another,
 * each healed before the next. Start at {@link org.yubin.torture.fault.Schedule}.
 */
@NullMarked
package org.yubin.torture.fault;

import org.jspecify.annotations.NullMarked;
