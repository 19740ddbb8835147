// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.http;

import io.github.osspresign.link.url.LinkAddress;
import io.github.osspresign.oss.syntax.HeaderField;
import io.github.osspresign.transfer.failure.PlainFailure;
import io.github.osspresign.transfer.wire.Transport;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Builds the headers of a request: our own three and those that the link requires. */
public final class RequestHeaders {

    private static final String CONTENT_LENGTH = "Content-Length";

    /**
     * Headers that a link must not require: those of the connection, and those that make a response partial or empty.
     */
    private static final Set<String> NOT_FOR_LINKS = Set.of(
            "connection",
            "content-length",
            "expect",
            "if-match",
            "if-modified-since",
            "if-none-match",
            "if-range",
            "if-unmodified-since",
            "keep-alive",
            "proxy-authorization",
            "proxy-connection",
            "range",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private RequestHeaders() {}

    /**
     * Returns the headers of a request without body. A value that the link requires replaces our own, since it is
     * signed.
     *
     * @throws PlainFailure if the link requires a header that it must not require
     */
    public static Map<String, String> of(Map<String, String> requiredHeaders, LinkAddress address) throws PlainFailure {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Accept-Encoding", "identity");
        headers.put("User-Agent", Transport.USER_AGENT);
        for (Map.Entry<String, String> required : requiredHeaders.entrySet()) {
            requirePlain(required.getKey(), required.getValue());
            headers.put(required.getKey(), required.getValue());
        }
        String host = address.authority();
        String requiredHost = headers.remove("Host");
        headers.put("Host", host);
        if (requiredHost != null && !requiredHost.equalsIgnoreCase(host)) {
            throw new PlainFailure("required header Host: must be the host of the link", false);
        }
        return headers;
    }

    /**
     * Returns the headers of a request with a body of the given length.
     *
     * @throws PlainFailure if the link requires another length
     */
    public static Map<String, String> withBody(UsableLink link, long length) throws PlainFailure {
        Map<String, String> required = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        required.putAll(link.link().requiredHeaders());
        String bound = required.remove(CONTENT_LENGTH);
        if (bound != null && !bound.strip().equals(Long.toString(length))) {
            throw refused("Content-Length: must be " + length + ", the length of the body, was '{}'", bound);
        }
        Map<String, String> headers = of(required, link.address());
        headers.put(CONTENT_LENGTH, Long.toString(length));
        return headers;
    }

    private static void requirePlain(String name, String value) throws PlainFailure {
        if (!HeaderField.isName(name) || NOT_FOR_LINKS.stream().anyMatch(name::equalsIgnoreCase)) {
            throw refused("'{}': must be a header that a link may require", name);
        }
        if (!HeaderField.isValue(value)) {
            throw refused("'{}': must have a value of printable ASCII", name);
        }
    }

    private static PlainFailure refused(String problem, String value) {
        return new PlainFailure("required header " + problem, value, false);
    }
}
