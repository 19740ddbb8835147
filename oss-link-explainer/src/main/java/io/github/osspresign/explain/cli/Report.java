// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain.cli;

import io.github.osspresign.explain.AddressFacts;
import io.github.osspresign.explain.Explanation;
import io.github.osspresign.explain.Finding;
import io.github.osspresign.explain.LinkFacts;
import io.github.osspresign.explain.Severity;
import io.github.osspresign.explain.SignatureStyle;
import io.github.osspresign.explain.SignatureVerification;
import io.github.osspresign.explain.SigningFacts;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prints an explanation as text for a terminal. */
final class Report {

    private final PrintWriter out;

    Report(PrintWriter out) {
        this.out = out;
    }

    void print(Explanation explanation) {
        boolean hasFacts = explanation.facts().address().host() != null
                || explanation.facts().signing().style() != SignatureStyle.NONE;
        if (hasFacts) {
            printFacts(explanation.facts());
            fact(
                    "request",
                    explanation.request().method() + " at "
                            + explanation.request().time());
            line("");
        }
        printFindings(explanation);
        SignatureVerification signature = explanation.signature();
        if (signature != null) {
            line("");
            printSignature(signature);
        }
    }

    private void printFacts(LinkFacts facts) {
        AddressFacts address = facts.address();
        SigningFacts signing = facts.signing();
        fact("URL", facts.maskedUrl());
        fact("signature", signing.style() + (signing.temporaryCredentials() ? ", temporary credentials (STS)" : ""));
        fact(
                "host",
                address.host() == null
                        ? null
                        : address.host() + " (" + words(String.valueOf(address.hostKind())) + ")");
        fact("region", address.region());
        fact("bucket", address.bucket());
        fact("object key", address.key());
        fact("key id", signing.accessKeyId());
        fact("signed at", signing.signedAt());
        fact("expires at", signing.expiresAt());
        fact("fingerprint", signing.fingerprint());
        fact("headers", signing.additionalHeaders().isEmpty() ? null : String.join(", ", signing.additionalHeaders()));
        facts.otherParameters().forEach(this::fact);
    }

    private void printFindings(Explanation explanation) {
        if (explanation.findings().isEmpty()) {
            line("No problems were found.");
        }
        for (Finding finding : explanation.findings()) {
            line(finding.severity() + " " + finding.code());
            line("  " + finding.sentence());
        }
        boolean hasOnlyRemarks =
                explanation.isHealthy() && !explanation.findings().isEmpty();
        if (hasOnlyRemarks) {
            line(
                    explanation.isVerified()
                            ? "No error was found" + (hasWarning(explanation) ? ", but a warning may apply." : ".")
                            : "No error was found, but the signature was not checked.");
        }
    }

    private static boolean hasWarning(Explanation explanation) {
        return explanation.findings().stream().anyMatch(finding -> finding.severity() == Severity.WARNING);
    }

    private void printSignature(SignatureVerification signature) {
        line(
                switch (signature.verdict()) {
                    case MATCHES -> "The signature matches the secret.";
                    case DIFFERS -> "The signature does not match the request.";
                    case NOT_CHECKED -> "The signature was not checked.";
                });
        if (signature.verdict() == SignatureVerification.Verdict.DIFFERS) {
            block("Expected canonical request:", signature.canonicalRequest());
            block("Expected string to sign:", signature.stringToSign());
        }
    }

    private void fact(String name, @Nullable Object value) {
        if (value != null) {
            line(String.format(Locale.ROOT, "%-11s  %s", name, value));
        }
    }

    private void block(String heading, @Nullable String text) {
        if (text != null) {
            line("");
            line(heading);
            text.lines().forEach(each -> line("  " + each));
        }
    }

    /** Prints a line without control characters, because text of a link must not control the terminal. */
    private void line(String text) {
        out.println(text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "\uFFFD")
                .stripTrailing());
    }

    private static String words(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
