/**
 * The collector: finds message rows and blobs that nothing refers to any more, and removes them so
 * that content in use is never touched.
 */
@NullMarked
package org.yubin.persistence.collect;

import org.jspecify.annotations.NullMarked;
