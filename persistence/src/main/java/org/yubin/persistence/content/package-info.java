/**
 * Message bytes: written once, never changed, read by anyone who knows the blob id.
 *
 * <p>Start at {@link org.yubin.persistence.content.BodyWriters} to write a message's octets and at
 * {@link org.yubin.persistence.content.BlobStore} to read them. Small bodies stay inline in their
 * message row; larger ones become blobs of 128 KiB chunks, each compressed on its own, so that a
 * partial FETCH (RFC 9051 §6.4.5) reads only what it covers.
 */
@NullMarked
package org.yubin.persistence.content;

import org.jspecify.annotations.NullMarked;
