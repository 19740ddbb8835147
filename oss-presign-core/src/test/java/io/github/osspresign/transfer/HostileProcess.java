// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.transfer.model.DownloadStream;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.HostResolver;
import io.github.osspresign.transfer.model.ObjectRequest;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.time.Sleeper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** Downloads every {@link HostileResponse} in a separate process and prints how each has ended, and after how long. */
final class HostileProcess {

    private static final int AT_A_TIME = 6;
    private static final long SMALL_DISK = 3_000_000;

    private HostileProcess() {}

    /** An empty directory. */
    public static void main(String[] args) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
        List<Future<String>> ends = new ArrayList<>();
        for (HostileResponse trap : HostileResponse.all()) {
            for (HostileResponse.Mode mode : trap.modes()) {
                Path directory = Files.createDirectory(Path.of(args[0]).resolve(Integer.toString(ends.size())));
                ends.add(threads.submit(() -> {
                    long start = System.nanoTime();
                    String end = end(trap, mode, directory);
                    long millis = (System.nanoTime() - start) / 1_000_000;
                    return String.join("\t", trap.name(), mode.name(), Long.toString(millis), end);
                }));
            }
        }
        for (Future<String> end : ends) {
            System.out.println(end.get());
        }
        threads.shutdown();
    }

    private static String end(HostileResponse trap, HostileResponse.Mode mode, Path directory) throws Exception {
        TransferOptions options = Links.options(with ->
                trap.options().apply(with.partSize(100_000)).parallelism(mode == HostileResponse.Mode.RANGES ? 4 : 1));
        try (HostileServer server = new HostileServer(trap.behaviour());
                TransferClient client = new TransferClient(
                        options,
                        InstantSource.system(),
                        SSLContext.getDefault(),
                        HostResolver.SYSTEM,
                        new TransferClient.Environment(
                                Sleeper.IN_REAL_TIME,
                                System::nanoTime,
                                new Random(),
                                disk -> SMALL_DISK - bytesIn(disk)))) {
            PresignedLink link = PresignedLink.of("http://127.0.0.1:" + server.port() + "/k");
            return take(client, mode, link, directory) + " bytes";
        } catch (IOException e) {
            String left = bytesIn(directory) == 0 ? "" : ", and there is something left";
            return e.getClass().getSimpleName() + ": " + e.getMessage() + left;
        }
    }

    private static long take(TransferClient client, HostileResponse.Mode mode, PresignedLink link, Path directory)
            throws IOException {
        if (mode != HostileResponse.Mode.STREAM) {
            return ((Downloaded) client.download(Links.request(link, directory))).length();
        }
        ObjectRequest request =
                ObjectRequest.builder(link).listener(progress -> {}).build();
        try (DownloadStream stream = (DownloadStream) client.stream(request)) {
            return stream.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static long bytesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }
}
