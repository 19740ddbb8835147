// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.message;

import io.github.osspresign.error.text.Quoted;
import java.nio.charset.Charset;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/** Character set that a message declares for its body. The name may come from an untrusted sender. */
public final class CharacterSet {

    private CharacterSet() {}

    /**
     * Returns the character set of an exchange, or {@code null} if it declares none.
     *
     * @throws IllegalArgumentException if the Java runtime does not support it
     */
    static @Nullable Charset of(Exchange exchange) {
        String name = ExchangeHelper.getCharsetName(exchange, false);
        return name == null ? null : named(name);
    }

    /** Returns the character set of an exchange, or the default of Camel if it declares none. */
    public static Charset orDefault(Exchange exchange) {
        return named(ExchangeHelper.getCharsetName(exchange));
    }

    private static Charset named(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            // No cause: its message contains the name unescaped.
            throw new IllegalArgumentException(
                    "character set: must be supported by this Java runtime, was " + Quoted.of(name));
        }
    }
}
