package io.github.osspresign.camel.presign;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is particular to one link; what is not given here is as the options say. */
interface LinkValues {

    /** The value as it was given, or null. */
    @Nullable Object value(LinkField field);

    /** The value as text, or null. */
    @Nullable String text(LinkField field);

    /** The name under which the value is given, for messages about it. */
    String name(LinkField field);

    /** The object key that applies where neither these values nor the options name one, or null. */
    @Nullable String fallbackKey();

    /** Further parameters of the URL, besides those of the options. */
    default Map<String, String> query() {
        return Map.of();
    }

    /** Further headers that the user of the link must send, besides those of the options. */
    default Map<String, String> headers() {
        return Map.of();
    }
}
