// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.fault.FaultRule;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.link.PresignedUpload;
import io.github.osspresign.test.RandomFaults;
import io.github.osspresign.test.RandomSeed;
import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.MultipartRequest;
import io.github.osspresign.transfer.model.ProgressListener;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.model.TransferProgress;
import io.github.osspresign.transfer.model.UploadContent;
import io.github.osspresign.transfer.model.UploadSource;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever goes wrong with an upload in parts, and in whatever order, an object that exists has the bytes of the upload,
 * and the same plan leads to it in the end. {@code -Dmultipart.chaos.runs=} sets how many sequences are tried, many with
 * {@code -Plong}; {@code -Dmultipart.chaos.seed=} sets the first of them.
 */
@Tag("slow")
@Timeout(value = 60, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MultipartChaosTest extends MultipartTestSupport {

    private static final int RUNS = Integer.getInteger("multipart.chaos.runs", 20);
    private static final int MAX_PARTS = 20;

    private int succeeded;
    private int failed;

    @BeforeEach
    void noticeStalls() {
        letTimePass();
    }

    @Test
    void neverWrongAndNeverLost() throws Exception {
        long first = Long.getLong("multipart.chaos.seed", System.nanoTime());
        System.out.println("multipart chaos: " + RUNS + " runs, first seed " + first);
        for (long seed = first; seed < first + RUNS; seed++) {
            run(RandomSeed.random(seed), "seed " + seed);
        }
        System.out.println("multipart chaos: " + succeeded + " uploads succeeded among faults, " + failed + " failed");
        assertThat(succeeded).as("uploads that succeed among faults").isPositive();
    }

    private void run(Random random, String what) throws Exception {
        String key = what;
        byte[] content = new byte[random.nextInt(random.nextBoolean() ? MAX_PARTS * PART : 2 * PART)];
        random.nextBytes(content);
        boolean sized = random.nextBoolean();
        PresignedUpload plan = sized ? plans.open(key, (long) content.length) : plans.open(key, MAX_PARTS);
        boolean aborted = false;
        for (int call = random.nextInt(4); call >= 0; call--) {
            for (int faults = random.nextInt(8); faults > 0; faults--) {
                server.inject(FaultRule.of(RandomFaults.any(random, List.of()))
                        .onNth(1 + random.nextInt(MAX_PARTS))
                        .times(1 + random.nextInt(3)));
            }
            boolean abort = random.nextInt(10) == 0;
            aborted |= abort;
            attempt(
                    random,
                    MultipartRequest.builder(plan, content(random, content))
                            .refresher(plans::renewed)
                            .abortOnFailure(abort)
                            .build(),
                    what);
            server.clearFaults();
            byte[] stored = stored(key);
            assertThat(stored == null || Arrays.equals(stored, content))
                    .as(what)
                    .isTrue();
        }
        finish(plan, content, aborted, what);
        assertThat(Arrays.equals(stored(key), content)).as(what).isTrue();
    }

    private static UploadContent content(Random random, byte[] content) {
        return random.nextInt(3) == 0
                ? UploadContent.of(new ByteArrayInputStream(content), null)
                : UploadContent.of(UploadSource.of(content));
    }

    private void attempt(Random random, MultipartRequest request, String what) {
        TransferOptions options =
                patient(with -> with.stallTimeout(Duration.ofMillis(150)).parallelism(1 + random.nextInt(4)));
        // Some uploads are stopped, as a kill would do it, after a number of requests.
        AtomicInteger left = new AtomicInteger(random.nextInt(4) == 0 ? random.nextInt(MAX_PARTS) : Integer.MAX_VALUE);
        Cancellation stop = new Cancellation();
        ProgressListener stopping = new ProgressListener() {
            @Override
            public void progress(TransferProgress progress) {}

            @Override
            public void responseReceived(Instant serviceTime) {
                if (left.decrementAndGet() < 0) {
                    stop.cancel();
                }
            }
        };
        MultipartRequest stopped = MultipartRequest.builder(request.plan(), request.content())
                .listener(stopping)
                .refresher(request.refresher())
                .abortOnFailure(request.abortOnFailure())
                .build();
        try (TransferClient client = client(options)) {
            client.upload(stopped, stop);
            succeeded++;
            assertThat(stored(request.plan().key())).as(what).isNotNull();
        } catch (OssPresignException e) {
            failed++;
            assertThat(e.getMessage())
                    .as(what)
                    .doesNotContain(request.plan().uploadId())
                    .doesNotContainPattern("x-oss-signature=[0-9a-f]{6}");
        }
    }

    /** Uploads without faults, by a new plan if this one may have been aborted. */
    private void finish(PresignedUpload plan, byte[] content, boolean aborted, String what) throws Exception {
        try {
            upload(request(plan, content));
        } catch (OssPresignException e) {
            if (!aborted) {
                throw new AssertionError(what, e);
            }
            upload(request(plans.open(plan.key(), (long) content.length), content));
        }
    }

    private byte @Nullable [] stored(String key) {
        try {
            return server.objectBytes(BUCKET, key);
        } catch (IllegalArgumentException e) {
            // There is no such object.
            return null;
        }
    }
}
