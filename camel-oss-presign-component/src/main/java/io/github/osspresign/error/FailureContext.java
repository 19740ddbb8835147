package io.github.osspresign.error;

import java.io.Serializable;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Where a failure happened, safe to print.
 *
 * @param maskedUrl the link without its secrets
 * @param status the HTTP status, 0 where no answer arrived
 * @param ossError what the service said
 * @param bytesSoFar object bytes that had arrived
 */
public record FailureContext(String maskedUrl, int status, OssError ossError, long bytesSoFar) implements Serializable {

    /** A failure before any answer of the service. */
    public static FailureContext beforeResponse(String maskedUrl) {
        return new FailureContext(maskedUrl, 0, OssError.NONE, 0);
    }

    /** The same place after {@code bytes} object bytes. */
    public FailureContext withBytesSoFar(long bytes) {
        return new FailureContext(maskedUrl, status, ossError, bytes);
    }

    String describe() {
        StringJoiner parts = new StringJoiner(", ");
        parts.add(Quoted.url(maskedUrl));
        if (status != 0) {
            parts.add("HTTP " + status);
        }
        add(parts, "code ", ossError.code());
        add(parts, "EC ", ossError.ec());
        add(parts, "request id ", ossError.requestId());
        if (bytesSoFar > 0) {
            parts.add(bytesSoFar + " bytes so far");
        }
        return parts.toString();
    }

    private static void add(StringJoiner parts, String label, @Nullable String value) {
        if (value != null) {
            parts.add(label + Quoted.text(value));
        }
    }
}
