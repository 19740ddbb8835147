package io.github.osspresign.camel.osspresigned.monitor;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of the links of one source message.
 *
 * @param links how many links it brought, broken entries included
 * @param downloaded how many were downloaded and went through the route
 * @param duplicates how many were left out, because their object had been downloaded before
 * @param failed how many failed, by the simple name of the exception, also those whose failure the route has handled
 */
public record LinkSummary(int links, int downloaded, int duplicates, SortedMap<String, Integer> failed) {

    public LinkSummary {
        failed = Collections.unmodifiableSortedMap(new TreeMap<>(failed));
    }

    /** How many failed in all. */
    public int failures() {
        return failed.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** One line for people, such as {@code 3 links: 2 downloaded, 0 duplicates, 1 failed (LinkExpiredException 1)}. */
    @Override
    public String toString() {
        String types = failed.isEmpty() ? "" : " (" + byType() + ")";
        return links + " links: " + downloaded + " downloaded, " + duplicates + " duplicates, " + failures() + " failed"
                + types;
    }

    private String byType() {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, Integer> type : failed.entrySet()) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append(type.getKey())
                    .append(' ')
                    .append(type.getValue());
        }
        return text.toString();
    }
}
