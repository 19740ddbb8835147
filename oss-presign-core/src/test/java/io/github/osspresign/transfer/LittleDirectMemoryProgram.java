// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.transfer.model.DownloadRequest;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.ObjectRequest;
import io.github.osspresign.transfer.model.ProgressListener;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.model.TransferProgress;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Program that downloads an object again and again in a JVM with little direct memory. */
final class LittleDirectMemoryProgram {

    private LittleDirectMemoryProgram() {}

    /**
     * Prints how many downloads have failed, and why.
     *
     * @param arguments URL, directory, size of a range; number of downloads and how many run at a time, or {@code used-up}
     *     for one download that begins while no direct memory is left, which is free again in the second attempt
     */
    public static void main(String[] arguments) throws Exception {
        PresignedLink link = PresignedLink.of(arguments[0] + "?" + Links.QUERY);
        Path directory = Path.of(arguments[1]);
        TransferOptions options = Links.options(
                with -> with.partSize(Long.parseLong(arguments[2])).retry(Links.attempts(2)));
        try (TransferClient client = TransferClient.builder()
                .options(options)
                .clock(InstantSource.fixed(Links.NOW))
                .build()) {
            if (arguments[3].equals("used-up")) {
                withoutMemory(client, link, directory);
            } else {
                atATime(client, link, directory, Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]));
            }
        }
    }

    private static void atATime(TransferClient client, PresignedLink link, Path directory, int number, int atATime)
            throws Exception {
        ThreadMXBean jvm = ManagementFactory.getThreadMXBean();
        int before = jvm.getThreadCount();
        ExecutorService threads = Executors.newFixedThreadPool(atATime);
        List<Future<?>> downloads = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            String name = "object-" + i;
            downloads.add(threads.submit(() -> {
                download(client, link, name, directory, () -> {});
                return name;
            }));
        }
        int failed = 0;
        for (Future<?> download : downloads) {
            try {
                download.get();
            } catch (ExecutionException e) {
                failed++;
                System.out.println(e.getCause());
            }
        }
        threads.shutdown();
        System.out.println("threads: " + (jvm.getPeakThreadCount() - before));
        System.out.println("failed: " + failed);
    }

    private static void withoutMemory(TransferClient client, PresignedLink link, Path directory) throws IOException {
        List<ByteBuffer> used = new ArrayList<>();
        useUp(used);
        download(client, link, "object", directory, used::clear);
        System.out.println("failed: 0");
    }

    private static void useUp(List<ByteBuffer> used) {
        for (int size = 1024 * 1024; size > 0; size /= 2) {
            try {
                while (true) {
                    used.add(ByteBuffer.allocateDirect(size));
                }
            } catch (OutOfMemoryError smallerOnesMayFit) {
                System.out.println("used up: " + size);
            }
        }
    }

    private static void download(
            TransferClient client, PresignedLink link, String name, Path directory, Runnable beforeRetry)
            throws IOException {
        ProgressListener listener = new ProgressListener() {
            @Override
            public void progress(TransferProgress progress) {}

            @Override
            public void retrying(OssPresignException failure) {
                System.out.println("retrying: " + failure);
                beforeRetry.run();
            }
        };
        ObjectRequest object =
                ObjectRequest.builder(link).fileName(name).listener(listener).build();
        Files.delete(((Downloaded) client.download(DownloadRequest.of(object, directory))).file());
    }
}
