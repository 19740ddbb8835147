// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Properties of a link and the problems found. Contains neither signature nor token nor secret.
 *
 * @param facts the properties
 * @param request the request
 * @param findings the problems, errors first
 * @param signature the result of the signature check, {@code null} if no secret was given
 */
public record Explanation(
        LinkFacts facts,
        RequestFacts request,
        List<Finding> findings,
        @Nullable SignatureVerification signature) {

    public Explanation {
        findings = List.copyOf(findings);
    }

    /** Returns whether no error was found. The signature may be wrong if it was not checked. */
    public boolean isHealthy() {
        return findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR);
    }

    /** Returns whether no error was found and the signature was checked and is correct. */
    public boolean isVerified() {
        return isHealthy() && signature != null && signature.verdict() == SignatureVerification.Verdict.MATCHES;
    }
}
