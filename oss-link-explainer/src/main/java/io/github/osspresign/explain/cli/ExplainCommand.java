// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.explain.Explanation;
import io.github.osspresign.explain.LinkExplainer;
import io.github.osspresign.explain.LinkQuestion;
import io.github.osspresign.link.url.UrlMask;
import io.github.osspresign.sign.HttpMethod;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Command line of the explainer. */
@Command(
        name = "oss-link-explainer",
        description = "Shows what a presigned URL of Alibaba Cloud OSS does and why it fails. Works offline.",
        mixinStandardHelpOptions = true,
        versionProvider = ExplainCommand.Version.class,
        subcommands = {PolicyCommand.class, GenerateCompletion.class},
        sortOptions = false,
        usageHelpWidth = 110,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:The signature is correct and no error was found. There may be warnings and hints.",
            "1:At least one error was found.",
            "2:The command line is invalid.",
            "3:No error was found, but the signature was not checked."
        })
public final class ExplainCommand implements Callable<Integer> {

    private static final int HEALTHY = 0;
    private static final int BROKEN = 1;
    private static final int NOT_CHECKED = 3;

    /** Longer than any link; the explanation reports that the text is too long. */
    private static final int MAX_INPUT_BYTES = 1024 * 1024;

    private static final String STANDARD_INPUT = "-";
    private static final String DEFAULT_SECRET_VARIABLE = "OSS_ACCESS_KEY_SECRET";

    private final Map<String, String> environment;
    private final InputStream in;
    private final Instant now;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "URL",
            description = "Presigned URL, in single quotes. '-' reads it from standard input, which keeps it out of the"
                    + " shell history. The input may also contain the response of OSS.")
    private String url = "";

    /** Further arguments, which the shell makes of a URL without quotes. */
    @Parameters(index = "1..*", hidden = true)
    private List<String> surplus = List.of();

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            converter = MethodConverter.class,
            description = "HTTP method of the request: GET, HEAD, PUT, DELETE or POST. Default: ${DEFAULT-VALUE}.")
    private HttpMethod method = HttpMethod.GET;

    @Option(
            names = "--header",
            paramLabel = "NAME=VALUE",
            description = "Header of the request. May be given several times.")
    private List<String> headers = List.of();

    @Option(
            names = "--bucket",
            paramLabel = "NAME",
            description = "Bucket. Needed to check the signature of a URL with a custom domain.")
    private @Nullable String bucket;

    @Option(
            names = "--region",
            paramLabel = "ID",
            description = "Region of the bucket, such as cn-hangzhou. It is compared with the signed region.")
    private @Nullable String region;

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            converter = InstantConverter.class,
            description = "Time of the request in UTC, such as 2026-12-31T23:59:59Z. Default: now.")
    private @Nullable Instant at;

    @Option(
            names = "--secret-from-env",
            paramLabel = "NAME",
            description =
                    "Environment variable with the access key secret that the signature is checked with. Default: "
                            + DEFAULT_SECRET_VARIABLE + ", if set.")
    private @Nullable String secretVariable;

    private ExplainCommand(Map<String, String> environment, InputStream in, Instant now) {
        this.environment = environment;
        this.in = in;
        this.now = now;
    }

    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, UTF_8);
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        int exitCode = run(System.getenv(), System.in, out, err, now, arguments);
        if (exitCode != HEALTHY) {
            System.exit(exitCode);
        }
    }

    /** Runs the command and returns its exit code. */
    static int run(
            Map<String, String> environment,
            InputStream in,
            PrintWriter out,
            PrintWriter err,
            Instant now,
            String... arguments) {
        return new CommandLine(new ExplainCommand(environment, in, now))
                .setOut(out)
                .setErr(err)
                .setExpandAtFiles(false)
                .setOverwrittenOptionsAllowed(true)
                .setParameterExceptionHandler(ExplainCommand::reportInvalidCommandLine)
                .execute(arguments);
    }

    @Override
    public Integer call() throws IOException {
        if (!surplus.isEmpty()) {
            throw invalid("URL: must be one argument, was " + (surplus.size() + 1)
                    + ". Put the URL in single quotes: the shell splits it at '&'.");
        }
        String text = url.equals(STANDARD_INPUT) ? new String(in.readNBytes(MAX_INPUT_BYTES), UTF_8) : url;
        LinkQuestion question = LinkQuestion.of(text, at == null ? now : at)
                .withMethod(method)
                .withHeaders(headers())
                .withBucket(bucket)
                .withRegion(region)
                .withAccessKeySecret(secret());
        Explanation explanation = LinkExplainer.explain(question);
        new Report(commandLine().getOut()).print(explanation);
        if (!explanation.isHealthy()) {
            return BROKEN;
        }
        return explanation.isVerified() ? HEALTHY : NOT_CHECKED;
    }

    private Map<String, String> headers() {
        Map<String, String> values = new LinkedHashMap<>();
        for (String header : headers) {
            int equals = header.indexOf('=');
            if (equals < 1) {
                throw invalid("Invalid value for option '--header': must be NAME=VALUE, was without a name or '='");
            }
            values.put(header.substring(0, equals), header.substring(equals + 1));
        }
        return values;
    }

    private @Nullable String secret() {
        String variable = secretVariable == null ? DEFAULT_SECRET_VARIABLE : secretVariable;
        String secret = environment.getOrDefault(variable, "");
        if (secretVariable != null && secret.isBlank()) {
            throw invalid("Invalid value for option '--secret-from-env': must be the name of an environment variable,"
                    + " but no such variable is set");
        }
        return secret.isBlank() ? null : secret;
    }

    private ParameterException invalid(String message) {
        return new ParameterException(commandLine(), message);
    }

    private CommandLine commandLine() {
        return Objects.requireNonNull(spec).commandLine();
    }

    private static int reportInvalidCommandLine(ParameterException e, String[] arguments) {
        PrintWriter err = e.getCommandLine().getErr();
        err.println(e instanceof UnmatchedArgumentException unmatched ? unknownOption(unmatched) : e.getMessage());
        err.println("Try --help.");
        return CommandLine.ExitCode.USAGE;
    }

    /** Leaves out the value, which can be a URL with its signature. */
    private static String unknownOption(UnmatchedArgumentException e) {
        return "Unknown option: " + Quoted.of(e.getUnmatched().get(0).replaceFirst("=.*", ""));
    }

    /** Reads the version from the manifest of the jar. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = ExplainCommand.class.getPackage().getImplementationVersion();
            return new String[] {"${COMMAND-FULL-NAME} " + (version == null ? "(not packaged)" : version)};
        }
    }

    /** Reads the name of a method, in upper or lower case. */
    static final class MethodConverter implements CommandLine.ITypeConverter<HttpMethod> {

        @Override
        public HttpMethod convert(String value) {
            try {
                return HttpMethod.valueOf(value.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("must be GET, HEAD, PUT, DELETE or POST, was " + shown(value));
            }
        }
    }

    /** Reads a time in UTC. */
    static final class InstantConverter implements CommandLine.ITypeConverter<Instant> {

        @Override
        public Instant convert(String value) {
            try {
                return Instant.parse(value);
            } catch (DateTimeException e) {
                throw new TypeConversionException("must be a time such as 2026-12-31T23:59:59Z, was " + shown(value));
            }
        }
    }

    /** Returns the value in quotes; if it is a URL, without its signature. */
    private static String shown(String value) {
        return Quoted.of(value.contains("://") ? UrlMask.mask(value) : value);
    }
}
