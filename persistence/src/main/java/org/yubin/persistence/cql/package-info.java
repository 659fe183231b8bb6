/**
 * How the adapters of this module speak CQL: prepared once, at LOCAL_QUORUM, never blocking.
 *
 * <p>Start at {@link org.yubin.persistence.cql.Cql}.
 */
@NullMarked
package org.yubin.persistence.cql;

import org.jspecify.annotations.NullMarked;
