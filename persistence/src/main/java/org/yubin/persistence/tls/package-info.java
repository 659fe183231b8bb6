/**
 * How processes of one installation prove to each other who they are: {@link
 * org.yubin.persistence.tls.MutualTls}. Not the TLS of mail clients.
 */
@NullMarked
package org.yubin.persistence.tls;

import org.jspecify.annotations.NullMarked;
