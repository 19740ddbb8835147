package io.github.osspresign.explain.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.explain.Explanation;
import io.github.osspresign.explain.LinkExplainer;
import io.github.osspresign.explain.LinkQuestion;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** Says what a presigned URL is and what is wrong with it. */
public final class ExplainLink {

    private static final int HEALTHY = 0;
    private static final int BROKEN = 1;
    private static final int USAGE = 2;
    private static final int NOT_CHECKED = 3;

    /** More than any link has; the explanation says that it is too long. */
    private static final int LONGEST_INPUT = 64 * 1024;

    private ExplainLink() {}

    /** Ends with the exit code that {@link Arguments#USAGE} tells. */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, UTF_8);
        PrintStream err = new PrintStream(System.err, true, UTF_8);
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        int exitCode = run(List.of(arguments), System.getenv(), System.in, out, err, now);
        if (exitCode != HEALTHY) {
            System.exit(exitCode);
        }
    }

    static int run(
            List<String> arguments,
            Map<String, String> environment,
            InputStream in,
            PrintStream out,
            PrintStream err,
            Instant now)
            throws IOException {
        Arguments wanted;
        try {
            wanted = Arguments.of(arguments, environment);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.println();
            err.print(Arguments.USAGE);
            return USAGE;
        }
        if (wanted.isHelpWanted()) {
            out.print(Arguments.USAGE);
            return HEALTHY;
        }
        String read = wanted.isLinkOnStandardInput() ? new String(in.readNBytes(LONGEST_INPUT), UTF_8) : null;
        LinkQuestion question = wanted.question(read, now);
        Explanation explanation = LinkExplainer.explain(question);
        new Report(out).print(question, explanation);
        if (!explanation.isHealthy()) {
            return BROKEN;
        }
        return explanation.isVerified() ? HEALTHY : NOT_CHECKED;
    }
}
