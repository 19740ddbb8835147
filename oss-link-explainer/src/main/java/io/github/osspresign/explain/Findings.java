// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects the findings about one link. */
final class Findings {

    private final Set<Finding> found = new LinkedHashSet<>();

    void add(FindingCode code, String sentence) {
        found.add(new Finding(code, sentence));
    }

    boolean has(FindingCode code) {
        return found.stream().anyMatch(finding -> finding.code() == code);
    }

    void remove(FindingCode code) {
        found.removeIf(finding -> finding.code() == code);
    }

    void addAll(Findings others) {
        found.addAll(others.found);
    }

    /** Returns the findings without secrets, the most severe first, otherwise in the order in which they were added. */
    List<Finding> sorted(Redaction redaction) {
        return found.stream()
                .map(finding -> new Finding(finding.code(), redaction.of(finding.sentence())))
                .sorted(Comparator.comparing(Finding::severity))
                .toList();
    }
}
