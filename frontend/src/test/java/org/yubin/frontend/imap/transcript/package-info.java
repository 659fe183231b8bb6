/**
 * Golden transcripts (files of {@code C:} and {@code S:} lines) against a server over a real
 * socket. {@link org.yubin.frontend.imap.transcript.Transcript} is the language, {@link
 * org.yubin.frontend.imap.transcript.TranscriptRunner} plays it.
 */
@NullMarked
package org.yubin.frontend.imap.transcript;

import org.jspecify.annotations.NullMarked;
