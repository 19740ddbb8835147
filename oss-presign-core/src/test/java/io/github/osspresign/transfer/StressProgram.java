// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.fault.FaultRule;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.PresignedUpload;
import io.github.osspresign.test.RandomFaults;
import io.github.osspresign.test.RandomSeed;
import io.github.osspresign.test.SettableClock;
import io.github.osspresign.test.SignedLinks;
import io.github.osspresign.transfer.file.WatchedFileSystem;
import io.github.osspresign.transfer.file.WatchedFileSystem.Operation;
import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.DownloadRequest;
import io.github.osspresign.transfer.model.DownloadStream;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.LinkRefresher;
import io.github.osspresign.transfer.model.MultipartRequest;
import io.github.osspresign.transfer.model.ObjectRequest;
import io.github.osspresign.transfer.model.ProgressListener;
import io.github.osspresign.transfer.model.RetryPolicy;
import io.github.osspresign.transfer.model.UploadContent;
import io.github.osspresign.transfer.model.UploadRequest;
import io.github.osspresign.transfer.model.UploadSource;
import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Program that transfers objects while everything around it goes wrong: faults of the service, interim responses, renewals
 * that are late, fail or are refused, interrupts, cancellations, a clock that jumps by hours, slow directories, a neighbour that
 * truncates part files. It ends with status 1 if a result is wrong, or if a transfer does not end in time.
 */
final class StressProgram {

    private static final String BUCKET = "demo";
    private static final List<Kind> KINDS = List.of(Kind.values());
    private static final int AT_A_TIME = 16;
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    /** Far above the deadline, because all processors of the machine may be busy. */
    private static final Duration LONGEST = DEADLINE.multipliedBy(8);

    private final Path directory;
    private final SettableClock clock;
    private final OssDevServer server;
    private final InterimRelay relay;
    private final TransferClient client;
    private final ScheduledExecutorService disturber = Executors.newScheduledThreadPool(1);
    private final List<String> wrong = new ArrayList<>();
    private Duration jumped = Duration.ZERO;
    private int succeeded;
    private int failed;
    private Duration longest = Duration.ZERO;

    private StressProgram(Path directory, long seed) throws IOException {
        this.directory = directory;
        this.clock = new SettableClock(Instant.now());
        this.server = OssDevServer.builder().bucket(BUCKET).clock(clock).start();
        this.relay = new InterimRelay(server.port(), seed);
        this.client = TransferClient.builder()
                .options(Links.options(with -> with.stallTimeout(Duration.ofMillis(400))
                        .transferTimeout(DEADLINE)
                        .retry(new RetryPolicy(5, Duration.ofMillis(20), Duration.ofSeconds(1)))
                        .partSize(200_000)))
                .clock(clock)
                .build();
    }

    /**
     * Runs transfers.
     *
     * @param arguments seed, number of results, {@code virtual} or {@code platform}, directory
     */
    public static void main(String[] arguments) throws Exception {
        long seed = Long.parseLong(arguments[0]);
        int results = Integer.parseInt(arguments[1]);
        boolean virtual = arguments[2].equals("virtual");
        boolean right = false;
        try {
            right = new StressProgram(Path.of(arguments[3]), seed).run(seed, results, threads(virtual));
        } catch (Throwable e) {
            e.printStackTrace();
            Thread.getAllStackTraces().forEach(StressProgram::print);
        }
        // Threads of a transfer that does not end keep the virtual machine alive.
        System.exit(right ? 0 : 1);
    }

    private static void print(Thread thread, StackTraceElement[] frames) {
        if (Arrays.stream(frames)
                .anyMatch(frame -> frame.getClassName().startsWith("io.github.osspresign.transfer."))) {
            System.out.println(thread + " " + Arrays.toString(frames));
        }
    }

    private static ExecutorService threads(boolean virtual) throws ReflectiveOperationException {
        return virtual
                ? (ExecutorService) Executors.class
                        .getMethod("newVirtualThreadPerTaskExecutor")
                        .invoke(null)
                : Executors.newFixedThreadPool(AT_A_TIME);
    }

    private boolean run(long seed, int results, ExecutorService threads) throws Exception {
        Random jumps = RandomSeed.random(seed);
        for (int first = 0; first < results; first += AT_A_TIME) {
            List<Transfer> round = new ArrayList<>();
            for (int i = first; i < Math.min(results, first + AT_A_TIME); i++) {
                round.add(new Transfer(seed + i));
            }
            Future<?> jumping = disturber.scheduleWithFixedDelay(() -> jump(jumps), 200, 200, TimeUnit.MILLISECONDS);
            List<Future<Void>> transfers = new ArrayList<>();
            for (Transfer transfer : round) {
                transfers.add(threads.submit(transfer));
            }
            for (Future<Void> transfer : transfers) {
                transfer.get(2 * LONGEST.toMillis(), TimeUnit.MILLISECONDS);
            }
            jumping.cancel(false);
            disturber.submit(() -> jumpBy(Duration.ZERO)).get();
            server.clearFaults();
        }
        System.out.println(
                "stress: seed " + seed + ", Java " + Runtime.version().feature() + ", " + results + " results, "
                        + succeeded + " succeeded, " + failed + " failed, " + wrong.size() + " wrong, longest "
                        + longest.toMillis() + " ms");
        wrong.forEach(System.out::println);
        return wrong.isEmpty() && succeeded > results / 5;
    }

    private void jump(Random random) {
        jumpBy(random.nextBoolean() ? Duration.ZERO : Duration.ofMinutes(random.nextInt(360) - 180));
    }

    /** Sets the clock to a difference from the time at the beginning. */
    private void jumpBy(Duration difference) {
        clock.set(difference.minus(jumped));
        jumped = difference;
    }

    private synchronized void count(long seed, boolean success, Duration duration) {
        succeeded += success ? 1 : 0;
        failed += success ? 0 : 1;
        longest = duration.compareTo(longest) > 0 ? duration : longest;
        if (duration.compareTo(LONGEST) > 0) {
            wrong(seed, "took " + duration);
        }
    }

    private synchronized void wrong(long seed, String what) {
        wrong.add("wrong: seed " + seed + ": " + what);
    }

    private enum Kind {
        DOWNLOAD,
        STREAM,
        UPLOAD,
        PARTS
    }

    /** One transfer with what disturbs it, drawn from a seed. */
    private final class Transfer implements Callable<Void> {

        private final long seed;
        private final Random random;
        private final String key;
        private final byte[] content;
        private final Kind kind;
        private final Path folder;
        private final Cancellation cancellation = new Cancellation();
        private final @Nullable PresignedUpload plan;

        Transfer(long seed) throws Exception {
            this.seed = seed;
            this.random = RandomSeed.random(seed);
            this.key = "object-" + seed;
            this.content = new byte[random.nextInt(random.nextBoolean() ? 2_000_000 : 50_000)];
            random.nextBytes(content);
            this.kind = KINDS.get(random.nextInt(KINDS.size()));
            this.folder = Files.createDirectory(directory.resolve(key));
            this.plan =
                    kind == Kind.PARTS ? new UploadPlans(server, BUCKET, clock).open(key, (long) content.length) : null;
            if (kind == Kind.DOWNLOAD || kind == Kind.STREAM) {
                server.putObject(BUCKET, key, content);
            }
            for (int faults = random.nextInt(4); faults > 0; faults--) {
                FaultRule rule = FaultRule.of(RandomFaults.any(random, List.of()))
                        .forKey(key)
                        .onNth(1 + random.nextInt(4));
                server.inject(rule);
            }
        }

        @Override
        public Void call() throws IOException {
            Future<?> disturbing = disturbance(Thread.currentThread());
            long begun = System.nanoTime();
            boolean success = false;
            try {
                transfer();
                success = true;
            } catch (OssPresignException e) {
                requireAbsent();
            } catch (IOException | RuntimeException | AssertionError e) {
                wrong(seed, e.toString());
            } finally {
                disturbing.cancel(false);
                Thread.interrupted();
            }
            count(seed, success, Duration.ofNanos(System.nanoTime() - begun));
            // Thousands of objects need no memory then.
            server.putObject(BUCKET, key, new byte[0]);
            Files.deleteIfExists(folder.resolve("file"));
            return null;
        }

        private void requireAbsent() {
            if (Files.exists(folder.resolve("file"))) {
                wrong(seed, "file after a failure");
            }
        }

        private Future<?> disturbance(Thread thread) {
            Runnable disturbing = switch (random.nextInt(8)) {
                case 0 -> thread::interrupt;
                case 1 -> cancellation::cancel;
                default -> () -> {};
            };
            return disturber.schedule(disturbing, random.nextInt(300), TimeUnit.MILLISECONDS);
        }

        private void transfer() throws IOException {
            switch (kind) {
                case DOWNLOAD -> download();
                case STREAM -> stream();
                case UPLOAD -> upload();
                case PARTS -> uploadInParts();
            }
        }

        private void download() throws IOException {
            ProgressListener neighbour =
                    random.nextInt(8) == 0 ? truncating(folder.resolve("file.part")) : progress -> {};
            Path used = random.nextInt(6) == 0 ? slow(folder, random.nextInt(100)) : folder;
            ObjectRequest request =
                    object().fileName("file").listener(neighbour).build();
            Downloaded result = (Downloaded) client.download(DownloadRequest.of(request, used), cancellation);
            require(content(folder.resolve("file")), "file verified by " + result.verified());
        }

        /** Reads a file as transfers do: all at once would take direct memory of the same length. */
        private static byte[] content(Path file) throws IOException {
            try (InputStream in = new FileInputStream(file.toFile())) {
                return in.readAllBytes();
            }
        }

        private void stream() throws IOException {
            try (DownloadStream stream = (DownloadStream) client.stream(object().build(), cancellation)) {
                require(stream.readAllBytes(), "stream");
            }
        }

        private void upload() throws IOException {
            UploadRequest request = UploadRequest.builder(link("PUT", key), body())
                    .refresher(refresher())
                    .build();
            client.upload(request, cancellation);
            require(server.objectBytes(BUCKET, key), "object");
        }

        private void uploadInParts() throws IOException {
            MultipartRequest request = MultipartRequest.builder(Objects.requireNonNull(plan), body())
                    .abortOnFailure(random.nextBoolean())
                    .build();
            client.upload(request, cancellation);
            require(server.objectBytes(BUCKET, key), "object of parts");
        }

        private UploadContent body() {
            return random.nextBoolean()
                    ? UploadContent.of(UploadSource.of(content))
                    : UploadContent.of(new ByteArrayInputStream(content), null);
        }

        private ObjectRequest.Builder object() {
            return ObjectRequest.builder(link("GET", key)).refresher(refresher());
        }

        private @Nullable LinkRefresher refresher() {
            int kindOfRefresher = random.nextInt(6);
            int late = random.nextInt(200);
            return switch (kindOfRefresher) {
                case 0 -> null;
                case 1 ->
                    ended -> {
                        throw new IOException("away");
                    };
                case 2 ->
                    ended -> {
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(late));
                        return link(ended.method(), key);
                    };
                default -> ended -> link(ended.method(), key);
            };
        }

        private void require(byte @Nullable [] actual, String what) {
            if (!Arrays.equals(actual, content)) {
                throw new AssertionError("other bytes in the " + what);
            }
        }
    }

    private PresignedLink link(String method, String key) {
        String url = new SignedLinks(server, BUCKET, clock).url(method, key, Map.of(), Duration.ofMinutes(30));
        return PresignedLink.of(url.replace(":" + server.port() + "/", ":" + relay.port() + "/"), method);
    }

    private static ProgressListener truncating(Path part) {
        AtomicBoolean truncated = new AtomicBoolean();
        return progress -> {
            if (!progress.done() && !truncated.getAndSet(true)) {
                try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                    channel.truncate(0);
                } catch (NoSuchFileException e) {
                    // The object is small.
                    truncated.set(true);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    private static Path slow(Path folder, int milliseconds) {
        return WatchedFileSystem.watched(folder, (operation, path) -> {
            if (operation == Operation.OPEN) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(milliseconds));
            }
        });
    }
}
