// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.request;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A request that the server has received, with the status of its response.
 *
 * @param target path and query exactly as sent, including the signature
 * @param headers headers with case-insensitive names
 * @param status status of the response; 0 if there is none, or none yet, as in the condition of a fault
 */
public record RecordedRequest(String method, String target, Map<String, List<String>> headers, int status) {

    public RecordedRequest {
        NavigableMap<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        headers = Collections.unmodifiableNavigableMap(copy);
    }

    /** Redacts the signature and the security token, and leaves out header values. */
    @Override
    public String toString() {
        return method + " " + Redactor.target(target) + " " + headers.keySet() + " -> " + status;
    }
}
