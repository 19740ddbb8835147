package io.github.osspresign.explain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a link is and what is wrong with it; signature, token and secret are nowhere in it.
 *
 * @param facts what it is
 * @param findings what was found, errors first
 * @param signature what the secret told, where one was given
 */
public record Explanation(
        LinkFacts facts, List<Finding> findings, @Nullable SignatureCheck signature) {

    public Explanation {
        findings = List.copyOf(findings);
    }

    /** Whether nothing was found that keeps the link from working; of a signature that was not checked nothing is known. */
    public boolean isHealthy() {
        return findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR);
    }

    /** Whether the signature was checked and is right, and nothing else was found that keeps the link from working. */
    public boolean isVerified() {
        return isHealthy() && signature != null && signature.verdict() == SignatureCheck.Verdict.MATCHES;
    }
}
