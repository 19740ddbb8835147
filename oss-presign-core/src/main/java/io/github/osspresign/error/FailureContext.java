// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.error;

import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.error.text.ShortUrl;
import java.io.Serializable;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Place of a failure: link, response and progress. It contains no secret.
 *
 * @param maskedUrl URL without its secrets
 * @param status HTTP status, 0 if there was no response
 * @param ossError error of the service
 * @param bytesSoFar number of object bytes that had been received, or for an upload sent
 */
public record FailureContext(String maskedUrl, int status, OssError ossError, long bytesSoFar) implements Serializable {

    /** Replacement of a hidden value, and the masked form of a text that is no URL. */
    public static final String HIDDEN = "xxxxxx";

    /** Returns the place of a failure before a response. */
    public static FailureContext beforeResponse(String maskedUrl) {
        return new FailureContext(maskedUrl, 0, OssError.NONE, 0);
    }

    /** Returns the same place with another number of received bytes. */
    public FailureContext withBytesSoFar(long bytes) {
        return new FailureContext(maskedUrl, status, ossError, bytes);
    }

    /** Returns the place in brackets, or nothing if nothing is known. */
    String describe() {
        StringJoiner parts = new StringJoiner(", ", " (", ")").setEmptyValue("");
        if (status != 0) {
            parts.add("HTTP " + status);
        }
        add(parts, "code ", ossError.code());
        add(parts, "EC ", ossError.ec());
        if (!maskedUrl.equals(HIDDEN)) {
            parts.add(Quoted.url(ShortUrl.of(maskedUrl)));
        }
        add(parts, "request id ", ossError.requestId());
        add(parts, "host id ", ossError.hostId());
        if (bytesSoFar > 0) {
            parts.add(bytesSoFar + (bytesSoFar == 1 ? " byte" : " bytes") + " so far");
        }
        return parts.toString();
    }

    private static void add(StringJoiner parts, String label, @Nullable String value) {
        if (value != null) {
            parts.add(label + Quoted.text(value));
        }
    }
}
