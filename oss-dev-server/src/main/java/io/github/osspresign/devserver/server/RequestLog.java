// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.server;

import io.github.osspresign.devserver.request.RecordedRequest;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The most recent requests, oldest first. */
public final class RequestLog {

    // Bounded by number and by size, because the server may run for weeks on a small heap and headers may be long.
    public static final int CAPACITY = 4096;
    public static final int MAX_CHARACTERS = 8 * 1024 * 1024;
    /** Counted for each header, because a short one takes more memory than its characters. */
    private static final int OVERHEAD_OF_A_HEADER = 100;

    private final Deque<LoggedRequest> requests = new ArrayDeque<>();
    private long count;
    private long characters;

    /** Adds a request with the error code of OSS and the diagnosis, which are null if it was not refused. */
    public synchronized void add(
            RecordedRequest request, Instant receivedAt, @Nullable String errorCode, @Nullable String diagnosis) {
        count++;
        requests.addLast(new LoggedRequest(count, request, receivedAt, errorCode, diagnosis));
        characters += characters(requests.getLast());
        while (requests.size() > CAPACITY || characters > MAX_CHARACTERS) {
            characters -= characters(requests.removeFirst());
        }
    }

    private static long characters(LoggedRequest entry) {
        RecordedRequest request = entry.request();
        long characters = entry.diagnosis() == null ? 0 : entry.diagnosis().length();
        characters += request.method().length();
        characters += request.target().length();
        for (Map.Entry<String, List<String>> header : request.headers().entrySet()) {
            characters += OVERHEAD_OF_A_HEADER + header.getKey().length();
            for (String value : header.getValue()) {
                characters += value.length();
            }
        }
        return characters;
    }

    public synchronized List<RecordedRequest> all() {
        return requests.stream().map(LoggedRequest::request).toList();
    }

    /** Returns the requests that came after the one with this number. */
    public synchronized List<LoggedRequest> entriesAfter(long number) {
        return requests.stream().filter(entry -> entry.number() > number).toList();
    }
}
