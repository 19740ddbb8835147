// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.signing;

import io.github.osspresign.link.UploadCallback;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parts of requests that options set for all links, and that no message overrides.
 *
 * @param query query parameters of {@code query.NAME}
 * @param headers headers of {@code header.NAME}
 * @param additionalHeaders names of further headers that the signature covers
 * @param callback callback of an upload, which takes precedence over {@code query.callback}
 */
public record FixedParts(
        Map<String, String> query,
        Map<String, String> headers,
        List<String> additionalHeaders,
        @Nullable UploadCallback callback) {

    /** Returns the names of parameters and headers, whose values may be confidential. */
    @Override
    public String toString() {
        return "FixedParts[query=" + query.keySet() + ", headers=" + headers.keySet() + "]";
    }
}
