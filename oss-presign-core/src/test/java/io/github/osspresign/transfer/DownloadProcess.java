// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.JavaCommand;
import io.github.osspresign.transfer.model.DownloadRequest;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.ObjectRequest;
import io.github.osspresign.transfer.model.RetryPolicy;
import io.github.osspresign.transfer.model.TransferOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A download in a separate process, which reports its progress and can be killed. */
final class DownloadProcess implements AutoCloseable {

    private static final String READY = "ready";

    private final Process process;
    private final BufferedReader output;

    private DownloadProcess(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static DownloadProcess start(PresignedLink link, Path directory, TransferOptions options, String... jvmOptions)
            throws IOException {
        DownloadProcess started = prepare(link, directory, options, jvmOptions);
        started.begin();
        return started;
    }

    /** A process that has told that it is ready, and waits. */
    static DownloadProcess prepare(PresignedLink link, Path directory, TransferOptions options, String... jvmOptions)
            throws IOException {
        DownloadProcess prepared = new DownloadProcess(JavaCommand.of(
                        DownloadProcess.class,
                        List.of(jvmOptions),
                        link.url(),
                        directory.toString(),
                        Long.toString(options.partSize()),
                        Integer.toString(options.parallelism()),
                        Integer.toString(options.retry().maxAttempts()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
        if (!READY.equals(prepared.line())) {
            throw new IOException("the process does not start");
        }
        return prepared;
    }

    /** Lets the download begin. */
    void begin() throws IOException {
        process.getOutputStream().close();
    }

    /** The next line that the process writes, {@code null} where it has ended. */
    @Nullable String line() throws IOException {
        return output.readLine();
    }

    /** Returns when so many bytes have arrived there. */
    void awaitBytes(long bytes) throws IOException {
        for (String line = line(); line != null; line = line()) {
            if (line.startsWith("bytes ") && Long.parseLong(line.substring(6)) >= bytes) {
                return;
            }
        }
        throw new AssertionError("expected " + bytes + " bytes but the process has ended");
    }

    /** The last line, when the process has ended by itself. */
    String result() throws IOException, InterruptedException {
        String last = "";
        for (String line = line(); line != null; line = line()) {
            last = line;
        }
        process.waitFor();
        return last;
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Link, directory, part size, parallelism, attempts. */
    public static void main(String[] args) throws IOException {
        TransferOptions options = Links.options(with -> with.stallTimeout(java.time.Duration.ofMinutes(5))
                .partSize(Long.parseLong(args[2]))
                .parallelism(Integer.parseInt(args[3]))
                .retry(new RetryPolicy(
                        Integer.parseInt(args[4]), java.time.Duration.ofMillis(100), java.time.Duration.ofSeconds(1))));
        DownloadRequest request = new DownloadRequest(
                ObjectRequest.builder(PresignedLink.of(args[0]))
                        .fileName("object.bin")
                        .listener(progress -> System.out.println("bytes " + progress.bytes()))
                        .build(),
                Path.of(args[1]));
        System.out.println(READY);
        System.in.readAllBytes();
        try (TransferClient client = new TransferClient(options, InstantSource.fixed(Links.NOW))) {
            Downloaded result = (Downloaded) client.download(request);
            System.out.println(result.verified() + " " + result.length() + " " + result.resumedBytes());
        } catch (io.github.osspresign.error.OssPresignException e) {
            System.out.println(e.getMessage());
        }
    }
}
