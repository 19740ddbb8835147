package io.github.osspresign.explain.cli;

import io.github.osspresign.explain.Explanation;
import io.github.osspresign.explain.Finding;
import io.github.osspresign.explain.LinkFacts;
import io.github.osspresign.explain.LinkQuestion;
import io.github.osspresign.explain.Severity;
import io.github.osspresign.explain.SignatureCheck;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An explanation as text for a person at a terminal. */
final class Report {

    private final PrintWriter out;

    Report(PrintWriter out) {
        this.out = out;
    }

    void print(LinkQuestion question, Explanation explanation) {
        printFacts(explanation.facts());
        fact("asked for", question.method() + " at " + question.now());
        line("");
        printFindings(explanation);
        SignatureCheck signature = explanation.signature();
        if (signature != null) {
            line("");
            printSignature(signature);
        }
    }

    private void printFacts(LinkFacts facts) {
        fact("URL", facts.maskedUrl());
        fact("signature", facts.style() + (facts.temporaryCredentials() ? ", temporary credentials (STS)" : ""));
        fact("host", facts.host() == null ? null : facts.host() + " (" + words(String.valueOf(facts.hostKind())) + ")");
        fact("region", facts.region());
        fact("bucket", facts.bucket());
        fact("object key", facts.key());
        fact("key id", facts.accessKeyId());
        fact("signed at", facts.signedAt());
        fact("ends at", facts.expiresAt());
        fact("binds", facts.additionalHeaders().isEmpty() ? null : String.join(", ", facts.additionalHeaders()));
        facts.otherParameters().forEach(this::fact);
    }

    private void printFindings(Explanation explanation) {
        if (explanation.findings().isEmpty()) {
            line("Nothing is wrong with it.");
        }
        for (Finding finding : explanation.findings()) {
            line(finding.severity() + " " + finding.code());
            line("  " + finding.sentence());
        }
        boolean onlyRemarks = explanation.isHealthy() && !explanation.findings().isEmpty();
        if (onlyRemarks) {
            line(
                    explanation.isVerified()
                            ? "Nothing of this keeps it from working"
                                    + (hasWarning(explanation) ? ", unless a warning applies." : ".")
                            : "No error was found, but whether the signature is right is not known.");
        }
    }

    private static boolean hasWarning(Explanation explanation) {
        return explanation.findings().stream().anyMatch(finding -> finding.severity() == Severity.WARNING);
    }

    private void printSignature(SignatureCheck signature) {
        line(
                switch (signature.verdict()) {
                    case MATCHES -> "The signature matches the secret.";
                    case DIFFERS -> "The signature does not match what is asked for.";
                    case NOT_CHECKED -> "The signature was not checked.";
                });
        if (signature.verdict() == SignatureCheck.Verdict.DIFFERS) {
            block("The canonical request should have been:", signature.canonicalRequest());
            block("The string to sign should have been:", signature.stringToSign());
        }
    }

    private void fact(String name, @Nullable Object value) {
        if (value != null) {
            line(String.format(Locale.ROOT, "%-10s  %s", name, value));
        }
    }

    private void block(String heading, @Nullable String text) {
        if (text != null) {
            line("");
            line(heading);
            text.lines().forEach(each -> line("  " + each));
        }
    }

    /** A link is foreign text: nothing in it may act on the terminal. */
    private void line(String text) {
        out.println(text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "\uFFFD")
                .stripTrailing());
    }

    private static String words(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
