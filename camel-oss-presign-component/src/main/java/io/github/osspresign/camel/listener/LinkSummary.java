// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.listener;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Number of links of one source message by outcome.
 *
 * @param links number of links, including invalid entries
 * @param downloaded number of links that were downloaded and routed
 * @param duplicates number of links that were skipped, because their object had been downloaded before
 * @param failed number of failed links by the simple class name of the exception, including failures that the route has
 *     handled
 */
public record LinkSummary(int links, int downloaded, int duplicates, SortedMap<String, Integer> failed) {

    public LinkSummary {
        failed = Collections.unmodifiableSortedMap(new TreeMap<>(failed));
    }

    /** Returns the total number of failed links. */
    public int failures() {
        return failed.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Returns one readable line, such as {@code 3 links: 2 downloaded, 0 duplicates, 1 failed (LinkExpiredException 1)}. */
    @Override
    public String toString() {
        String types = failed.isEmpty() ? "" : " (" + byType() + ")";
        return links + " links: " + downloaded + " downloaded, " + duplicates + " duplicates, " + failures() + " failed"
                + types;
    }

    private String byType() {
        return failed.entrySet().stream()
                .map(type -> type.getKey() + " " + type.getValue())
                .collect(Collectors.joining(", "));
    }
}
