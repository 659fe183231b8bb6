/**
 * The collector: finds message rows and blobs that nothing refers to any more, and removes them so
 * that content in use is never touched.
 *
 * <p>Start at {@link org.yubin.persistence.collect.BlobCollector}, which says how and why; {@link
 * org.yubin.persistence.collect.CollectorLoop} runs it.
 */
@NullMarked
package org.yubin.persistence.collect;

import org.jspecify.annotations.NullMarked;
