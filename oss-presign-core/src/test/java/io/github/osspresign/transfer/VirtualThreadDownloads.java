// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.transfer.model.DownloadRequest;
import io.github.osspresign.transfer.model.LinkRefresher;
import io.github.osspresign.transfer.model.ObjectRequest;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Program of Java 21 that downloads with expired links on virtual threads. Fresh links come over a queue, from another
 * virtual thread, as from a route.
 */
final class VirtualThreadDownloads {

    private static final int DOWNLOADS = 16;

    private record Question(PresignedLink expired, CompletableFuture<PresignedLink> answer) {}

    private VirtualThreadDownloads() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("downloads");
        BlockingQueue<Question> questions = new LinkedBlockingQueue<>();
        LinkRefresher refresher = expired -> ask(questions, expired);
        ExecutorService threads = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        try (OssDevServer server = OssDevServer.builder().bucket("demo").start();
                TransferClient client =
                        new TransferClient(Links.options(with -> with.partSize(100_000)), Clock.systemUTC())) {
            server.putObject("demo", "a", TransferClientTest.randomBytes(1_000_000));
            PresignedLink expired = DevServerTestSupport.link(
                    server, "a", Duration.ofSeconds(1), Instant.now().minusSeconds(60));
            List<Future<?>> downloads = new ArrayList<>();
            Future<?> answers = threads.submit(() -> answer(questions, server));
            for (int i = 0; i < DOWNLOADS; i++) {
                DownloadRequest request = new DownloadRequest(
                        ObjectRequest.builder(expired)
                                .fileName("a-" + i)
                                .refresher(refresher)
                                .build(),
                        directory);
                downloads.add(threads.submit(() -> client.download(request)));
            }
            for (Future<?> download : downloads) {
                download.get();
            }
            answers.cancel(true);
            System.out.println(downloads.size() + " downloads");
        }
        System.exit(0);
    }

    private static PresignedLink ask(BlockingQueue<Question> questions, PresignedLink expired)
            throws InterruptedIOException {
        Question question = new Question(expired, new CompletableFuture<>());
        questions.add(question);
        try {
            return question.answer().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new InterruptedIOException("no answer");
        }
    }

    private static OssPresignException answer(BlockingQueue<Question> questions, OssDevServer server)
            throws InterruptedException {
        while (true) {
            questions
                    .take()
                    .answer()
                    .complete(DevServerTestSupport.link(server, "a", Duration.ofHours(1), Instant.now()));
        }
    }
}
