/**
 * The random 128-bit identities of accounts, mailboxes, messages and blobs. PURE: values only.
 *
 * <p>They are never names and never hashes, so renaming moves nothing and nobody learns from an id
 * what it stands for. New ones come from an {@link org.yubin.persistence.id.IdSource}.
 */
@NullMarked
package org.yubin.persistence.id;

import org.jspecify.annotations.NullMarked;
