/**
 * Streams that are uploaded, and their temporary copies; the parts of a multipart upload: where their bytes come from, what
 * is uploaded of them, and which links are theirs. Internal to {@code transfer}; no class here sends a request.
 */
@NullMarked
package io.github.osspresign.transfer.multipart;

import org.jspecify.annotations.NullMarked;
