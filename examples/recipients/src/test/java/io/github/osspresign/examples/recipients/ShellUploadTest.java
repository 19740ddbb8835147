// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.recipients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.OssDevServerExtension;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.fault.FaultRule;
import io.github.osspresign.devserver.request.RecordedRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script uploads a file in parts with curl. */
class ShellUploadTest {

    private static final String KEY = "影片/film {1} \"a\".bin";
    private static final int PART_SIZE = 102_400;

    @RegisterExtension
    final OssDevServerExtension oss =
            OssDevServerExtension.of(() -> OssDevServer.builder().bucket("demo"));

    @TempDir
    Path folder;

    private final byte[] content = new byte[3 * PART_SIZE + 77];

    @AutoClose
    private Sender sender;

    private Path file;
    private Path plan;

    @BeforeEach
    void start() throws Exception {
        new Random(42).nextBytes(content);
        file = Files.write(folder.resolve("film.bin"), content);
        sender = new Sender(oss.server(), Clock.systemUTC());
        plan = Files.writeString(folder.resolve("plan.json"), sender.uploadPlan(KEY, content.length));
    }

    private Outcome upload() throws Exception {
        return upload("");
    }

    private Outcome upload(String environment) throws Exception {
        Shell shell = new Shell(Recipients.programs(), folder);
        assumeTrue(shell.run("curl --version", "", file).exitCode() == 0, "needs curl");
        return shell.run(environment + "exec sh \"$PROGRAMS/curl/upload.sh\" \"" + plan + "\" \"$FILE\"", "", file);
    }

    private List<RecordedRequest> parts() {
        return oss.server().requests().stream()
                .filter(request -> request.method().equals("PUT"))
                .toList();
    }

    private void inject(Fault.OnRequest fault, String parameter, String value) {
        oss.server().inject(FaultRule.of(fault).forQuery(parameter, value));
    }

    private void assertIsUploaded(Outcome outcome) {
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out()).isEqualTo("Uploaded " + content.length + " bytes.\n");
        assertThat(oss.server().objectBytes("demo", KEY)).isEqualTo(content);
    }

    @Test
    void uploadsAFileAndSendsAPartAgainThatHasFailed() throws Exception {
        inject(new Fault.CutUploadAfter(1000), "partNumber", "2");
        CommandLines commandLines = new CommandLines();
        commandLines.watch(oss.server());

        Outcome outcome = upload();

        assertIsUploaded(outcome);
        assertThat(parts()).extracting(RecordedRequest::status).containsExactly(200, 0, 200, 200, 200);
        assertThat(commandLines.seen()).isNotEmpty().noneMatch(line -> line.contains("x-oss-signature"));
        assertThat(outcome.err()).doesNotContain("x-oss-signature");
    }

    @Test
    void continuesWithWhatIsNotStoredOrDiffersFromTheFile() throws Exception {
        inject(new Fault.FlippedUploadByte(5), "partNumber", "1");
        inject(new Fault.StatusError(403, "AccessDenied", "no"), "partNumber", "3");
        assertThat(upload().exitCode()).isEqualTo(1);

        assertIsUploaded(upload());

        assertThat(parts()).extracting(RecordedRequest::status).containsExactly(200, 200, 403, 200, 200, 200);
    }

    static Stream<Fault.OnRequest> faultsOfACompletion() {
        return Stream.of(new Fault.LostResponse(), new Fault.StatusError(200, "InternalError", "no"));
    }

    @ParameterizedTest
    @MethodSource("faultsOfACompletion")
    void completionThatIsNotConfirmedIsSentAgain(Fault.OnRequest fault) throws Exception {
        oss.server().inject(FaultRule.of(fault).forMethod("POST").forQuery("uploadId", "*"));

        assertIsUploaded(upload());
    }

    /** The object of the same size is not that of the upload, which may end before any part or before its completion. */
    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "POST"})
    void abortedUploadIsAFailureAlthoughThereIsAnObjectOfTheSameSize(String method) throws Exception {
        byte[] other = new byte[content.length];
        oss.server().putObject("demo", KEY, other);
        oss.server()
                .inject(FaultRule.of(new Fault.StatusError(404, "NoSuchUpload", "gone"))
                        .forMethod(method)
                        .forQuery("uploadId", "*")
                        .always());

        assertHasEnded(upload());

        assertThat(oss.server().objectBytes("demo", KEY)).isEqualTo(other);
    }

    /** With these exit codes curl has found no address (6) or no connection (7), so that no completion has been lost. */
    @ParameterizedTest
    @ValueSource(ints = {6, 7})
    void completionThatWasNotSentDoesNotMakeAnObjectOfTheSameSizeTheUpload(int exitCode) throws Exception {
        byte[] other = new byte[content.length];
        oss.server().putObject("demo", KEY, other);
        oss.server()
                .inject(FaultRule.of(new Fault.StatusError(404, "NoSuchUpload", "gone"))
                        .forMethod("POST")
                        .forQuery("uploadId", "*")
                        .always());
        Path curl = Files.writeString(
                Files.createDirectory(folder.resolve("bin")).resolve("curl"), """
                #!/bin/sh
                PATH=${PATH#*:}
                case "$*" in *'--request POST'*)
                  [ -e "$0.used" ] || { touch "$0.used"; exit %d; }
                esac
                exec curl "$@"
                """.formatted(exitCode));
        assertThat(curl.toFile().setExecutable(true)).isTrue();

        assertHasEnded(upload("PATH=\"" + curl.getParent() + ":$PATH\" "));

        assertThat(oss.server().objectBytes("demo", KEY)).isEqualTo(other);
    }

    @Test
    void anotherFileIsNotTakenForUploadedAfterItsPlanIsFinished() throws Exception {
        assertThat(upload().exitCode()).isZero();
        content[5]++;
        Files.write(file, content);

        assertHasEnded(upload());

        assertThat(oss.server().objectBytes("demo", KEY)).isNotEqualTo(content);
    }

    private static void assertHasEnded(Outcome outcome) {
        assertThat(outcome.exitCode()).as(outcome.out()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .contains("the upload has ended, and its file may be stored already;"
                        + " ask its sender before uploading it again");
    }

    @Test
    void saysThatTheLinksHaveExpired() throws Exception {
        try (Sender earlier = new Sender(oss.server(), Clock.offset(Clock.systemUTC(), Duration.ofHours(-2)))) {
            Files.writeString(plan, earlier.uploadPlan(KEY, content.length));
        }

        Outcome outcome = upload();

        assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(3);
    }

    @Test
    void refusesAFileOfAnotherSize() throws Exception {
        Files.writeString(file, "short");

        Outcome outcome = upload();

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).contains("the plan is for a file of " + content.length + " bytes");
        assertThat(parts()).isEmpty();
    }
}
