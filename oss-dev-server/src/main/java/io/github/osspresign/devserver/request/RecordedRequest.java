package io.github.osspresign.devserver.request;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A request the server has received, with the status it was answered with.
 *
 * @param target path and query exactly as sent, signature included
 * @param headers look-up ignores case
 * @param status 0 for a request that is not answered, or not yet, as in the condition of a fault
 */
public record RecordedRequest(String method, String target, Map<String, List<String>> headers, int status) {

    public RecordedRequest {
        NavigableMap<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        headers = Collections.unmodifiableNavigableMap(copy);
    }

    /** Masks the signature and the security token, and shows no header values. */
    @Override
    public String toString() {
        return method + " " + Redactor.target(target) + " " + headers.keySet() + " -> " + status;
    }
}
