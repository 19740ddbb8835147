package io.github.osspresign.camel.osspresigned.message;

import io.github.osspresign.error.Quoted;
import java.nio.charset.Charset;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/** Character set that a message names for its body. The sender may choose the name. */
final class CharacterSet {

    private CharacterSet() {}

    /**
     * Returns the character set of an exchange, {@code null} where it names none.
     *
     * @throws IllegalArgumentException if the runtime has none of that name
     */
    static @Nullable Charset of(Exchange exchange) {
        String name = ExchangeHelper.getCharsetName(exchange, false);
        return name == null ? null : named(name);
    }

    /** Returns the character set of an exchange, else Camel's default. */
    static Charset orDefault(Exchange exchange) {
        return named(ExchangeHelper.getCharsetName(exchange));
    }

    private static Charset named(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            // Without the cause, which shows the name as it is.
            throw new IllegalArgumentException(
                    "character set: must be one that this Java runtime has, was " + Quoted.of(name));
        }
    }
}
