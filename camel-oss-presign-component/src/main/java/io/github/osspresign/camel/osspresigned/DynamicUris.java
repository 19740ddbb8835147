// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.camel.options.SimpleExpression;
import org.jspecify.annotations.Nullable;

/** Endpoint URIs with expressions of the Simple language. */
final class DynamicUris {

    private DynamicUris() {}

    /**
     * Returns the URI of the single endpoint for all messages: the URI as written in the route. The endpoint evaluates the
     * expressions, so that no value of a message becomes part of a URI, where it could inject options.
     *
     * @return the URI, or {@code null} if it is not a single expression of the Simple language
     */
    static @Nullable String sharedUri(String written) {
        // In toD, "language:name:" and "+language:name:" begin an expression of another language, which Camel
        // evaluates.
        return SimpleExpression.indexIn(written) < 0 || written.contains("language:") ? null : written;
    }
}
