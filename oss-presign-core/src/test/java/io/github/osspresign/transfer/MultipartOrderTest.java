// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.UploadFailedException;
import io.github.osspresign.link.PresignedUpload;
import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.MultipartRequest;
import io.github.osspresign.transfer.model.ProgressListener;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.model.TransferProgress;
import io.github.osspresign.transfer.model.UploadContent;
import io.github.osspresign.transfer.model.UploadSource;
import io.github.osspresign.transfer.model.Uploaded;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events in the middle of an upload in parts: a stop, an interrupt, a change of the file, a second upload. */
class MultipartOrderTest extends MultipartTestSupport {

    private static final int PARALLELISM = 3;

    private final byte[] content = TestBytes.random(30 * PART + 17);

    private PresignedUpload plan() throws Exception {
        return plans.open(KEY, (long) content.length);
    }

    private static TransferOptions parallel() {
        return patient(with -> with.parallelism(PARALLELISM));
    }

    private static MultipartRequest listening(PresignedUpload plan, UploadSource source, ProgressListener listener) {
        return MultipartRequest.builder(plan, UploadContent.of(source))
                .listener(listener)
                .build();
    }

    /** Source that counts its open streams, of which each stands for a part in flight. */
    private static final class Counting implements UploadSource {

        private final byte[] bytes;
        private final AtomicInteger streams;

        Counting(byte[] bytes, AtomicInteger streams) {
            this.bytes = bytes;
            this.streams = streams;
        }

        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public InputStream open() {
            streams.incrementAndGet();
            return new FilterInputStream(new ByteArrayInputStream(bytes)) {
                @Override
                public void close() {
                    streams.decrementAndGet();
                }
            };
        }
    }

    @Test
    void cancelledUploadContinuesAndSendsOnlyPartsInFlightAgain() throws Exception {
        PresignedUpload plan = plan();
        AtomicInteger open = new AtomicInteger();
        Cancellation cancellation = new Cancellation();
        MultipartRequest cancelled = MultipartRequest.builder(plan, UploadContent.of(new Counting(content, open)))
                .listener(progress -> cancellation.cancel())
                .abortOnFailure(true)
                .build();
        try (TransferClient client = client(parallel())) {
            assertThatThrownBy(() -> client.upload(cancelled, cancellation))
                    .isInstanceOf(UploadFailedException.class)
                    .hasMessageStartingWith("transfer was interrupted (");
            assertThat(open).as("parts in flight after the end").hasValue(0);
        }
        assertThat(requests("DELETE")).as("a cancelled upload is not aborted").isZero();

        Uploaded uploaded = upload(parallel(), request(plan, file(content)));
        assertThat(server.objectBytes(BUCKET, KEY)).isEqualTo(content);
        assertThat(uploaded.resumedBytes()).isGreaterThanOrEqualTo(1024 * 1024 - PARALLELISM * PART);
        List<Integer> twice = new ArrayList<>(sentParts());
        new HashSet<>(twice).forEach(twice::remove);
        assertThat(twice).hasSizeLessThanOrEqualTo(PARALLELISM);
    }

    @Test
    void interruptEndsAllParts() throws Exception {
        PresignedUpload plan = plan();
        AtomicInteger open = new AtomicInteger();
        Thread uploading = Thread.currentThread();
        MultipartRequest request = listening(plan, new Counting(content, open), progress -> uploading.interrupt());
        try (TransferClient client = client(parallel())) {
            assertThatThrownBy(() -> client.upload(request, new Cancellation()))
                    .isInstanceOf(UploadFailedException.class)
                    .hasMessageStartingWith("transfer was interrupted (");
            assertThat(open).as("parts in flight after the end").hasValue(0);
        }
        assertThat(Thread.interrupted()).as("interrupt is kept").isTrue();
        upload(request(plan, content));
        assertThat(server.objectBytes(BUCKET, KEY)).isEqualTo(content);
    }

    @Test
    void failureOfOnePartEndsTheOthers() throws Exception {
        PresignedUpload plan = plan();
        AtomicInteger open = new AtomicInteger();
        server.inject(new Fault.StatusError(403, "AccessDenied", "no"), 1, part(5));
        try (TransferClient client = client(parallel())) {
            MultipartRequest request = request(plan, UploadContent.of(new Counting(content, open)));
            assertThatThrownBy(() -> client.upload(request, new Cancellation())).hasMessageContaining("AccessDenied");
            assertThat(open).as("parts in flight after the end").hasValue(0);
        }
        assertThat(sentParts()).hasSizeLessThan(5 + 3 * PARALLELISM);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void changedFileIsNotCompleted(boolean longer) throws Exception {
        Path file = file(content);
        PresignedUpload plan = plan();
        ProgressListener changing = progress -> change(file, longer);
        assertThatThrownBy(() -> upload(parallel(), listening(plan, UploadSource.of(file), changing)))
                .isInstanceOf(UploadFailedException.class)
                .hasMessageStartingWith("body changed during the upload; it had " + content.length + " bytes");
        assertThat(requests("POST")).as("no completion").isEqualTo(1);
    }

    private static void change(Path file, boolean longer) {
        try {
            if (longer) {
                Files.write(file, new byte[1], StandardOpenOption.APPEND);
            } else {
                Files.setLastModifiedTime(file, FileTime.fromMillis(1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void fileThatChangesAfterItsLastPartIsNotCompleted() throws Exception {
        Path file = file(content);
        PresignedUpload plan = plan();
        // The first response is the list of the stored parts.
        AtomicInteger before = new AtomicInteger(1 + 31);
        ProgressListener changing = new ProgressListener() {
            @Override
            public void progress(TransferProgress progress) {}

            @Override
            public void responseReceived(Instant serviceTime) {
                if (before.decrementAndGet() == 0) {
                    change(file, true);
                }
            }
        };
        assertThatThrownBy(() -> uploadInOrder(listening(plan, UploadSource.of(file), changing)))
                .hasMessageStartingWith("body changed during the upload");
        assertThat(requests("POST")).as("no completion").isEqualTo(1);
    }

    @Test
    void progressIsOneSumThatNeverShrinks() throws Exception {
        List<TransferProgress> seen = Collections.synchronizedList(new ArrayList<>());
        server.inject(new Fault.LostResponse(), 1, part(3));
        server.inject(new Fault.FlippedUploadByte(7), 1, part(9));
        server.inject(new Fault.ConnectionReset(), 1, part(20));
        Uploaded uploaded = upload(parallel(), listening(plan(), UploadSource.of(content), seen::add));
        assertThat(uploaded.attempts()).isEqualTo(4);
        assertThat(seen).extracting(TransferProgress::bytes).isSorted().endsWith((long) content.length);
        assertThat(seen).allSatisfy(progress -> {
            assertThat(progress.bytes()).isLessThanOrEqualTo(content.length);
            assertThat(progress.total()).isEqualTo(content.length);
            assertThat(progress.fileName()).isEqualTo(KEY);
        });
        assertThat(seen).filteredOn(TransferProgress::done).hasSize(1);
    }

    @Test
    void twoUploadsOfTheSameBytesBothSucceed() throws Exception {
        for (int run = 0; run < 5; run++) {
            PresignedUpload plan = plan();
            List<Object> outcomes = both(request(plan, content), request(plan, content));
            assertThat(outcomes).hasOnlyElementsOfType(Uploaded.class);
            assertThat(server.objectBytes(BUCKET, KEY)).isEqualTo(content);
        }
    }

    @Test
    void twoUploadsOfDifferentBytesNeverMix() throws Exception {
        byte[] other = TestBytes.random(content.length + 1);
        other = Arrays.copyOf(other, content.length);
        for (int run = 0; run < 5; run++) {
            String key = "mixed-" + run;
            PresignedUpload plan = plans.open(key, (long) content.length);
            List<Object> outcomes = both(request(plan, content), request(plan, other));
            long successes =
                    outcomes.stream().filter(Uploaded.class::isInstance).count();
            assertThat(successes).isLessThanOrEqualTo(1);
            if (successes == 1) {
                byte[] winner = outcomes.get(0) instanceof Uploaded ? content : other;
                assertThat(server.objectBytes(BUCKET, key)).isEqualTo(winner);
            }
        }
    }

    private List<Object> both(MultipartRequest first, MultipartRequest second) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<Object> one = threads.submit(() -> outcome(first));
            Future<Object> two = threads.submit(() -> outcome(second));
            return List.of(one.get(), two.get());
        } finally {
            threads.shutdown();
        }
    }

    private Object outcome(MultipartRequest request) {
        try {
            return upload(parallel(), request);
        } catch (OssPresignException e) {
            return e;
        }
    }
}
