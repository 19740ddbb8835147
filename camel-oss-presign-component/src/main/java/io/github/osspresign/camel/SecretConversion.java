// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel;

import io.github.osspresign.link.UrlMask;
import org.apache.camel.Exchange;
import org.apache.camel.TypeConversionException;
import org.jspecify.annotations.Nullable;

/** What the type converters of values that hold signatures have in common. */
final class SecretConversion {

    private SecretConversion() {}

    /**
     * Returns whether the text of a value may hold its signatures: only that of a body. Camel converts headers, properties
     * and variables to text when it logs or traces them.
     *
     * @param exchange exchange of the conversion, {@code null} if there is none
     */
    static boolean showsSignatures(Object value, @Nullable Exchange exchange) {
        return exchange == null
                || exchange.getMessage().getBody() == value
                || exchange.getIn().getBody() == value;
    }

    /**
     * Returns the only exception type that Camel rethrows unchanged. Camel wraps any other exception in one whose message
     * contains the value, which is a secret.
     */
    static TypeConversionException failure(Class<?> type, Exception cause) {
        return new TypeConversionException(UrlMask.HIDDEN, type, cause);
    }
}
