// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.SizeLimitExceededException;
import io.github.osspresign.error.UploadFailedException;
import io.github.osspresign.link.PresignedUpload;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.model.UploadContent;
import io.github.osspresign.transfer.model.Uploaded;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads of streams in parts: read once, and completed only if they are what the plan says. */
class MultipartStreamTest extends MultipartTestSupport {

    private static UploadContent stream(byte[] content) {
        return UploadContent.of(new ByteArrayInputStream(content), null);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, PART - 1, PART, PART + 1, 7 * PART, 7 * PART + 1})
    void uploadsStreamOfUnknownLength(int size) throws Exception {
        byte[] content = TestBytes.random(size);
        Uploaded uploaded = upload(request(plans.open(KEY, 8), stream(content)));
        assertThat(server.objectBytes(BUCKET, KEY)).isEqualTo(content);
        assertThat(uploaded.object().length()).isEqualTo(size);
        assertThat(sentParts()).hasSize(Math.max(1, (size + PART - 1) / PART)).doesNotHaveDuplicates();
    }

    @Test
    void sendsPartOfAStreamAgain() throws Exception {
        byte[] content = TestBytes.random(4 * PART + 1);
        server.inject(new Fault.CutUploadAfter(1000), 1, part(2));
        server.inject(new Fault.FlippedUploadByte(5), 1, part(3));
        server.inject(new Fault.LostResponse(), 1, part(4));
        upload(request(plans.open(KEY, 8), stream(content)));
        assertThat(server.objectBytes(BUCKET, KEY)).isEqualTo(content);
        assertThat(sentParts()).containsExactlyInAnyOrder(1, 2, 2, 3, 3, 4, 4, 5);
    }

    @Test
    void continuesStreamOfAnEarlierUpload() throws Exception {
        byte[] content = TestBytes.random(4 * PART + 1);
        PresignedUpload plan = plans.open(KEY, 8);
        server.inject(new Fault.StatusError(403, "AccessDenied", "no"), 1, part(4));
        assertThatThrownBy(() -> uploadInOrder(request(plan, stream(content)))).isInstanceOf(OssPresignException.class);
        Uploaded uploaded = upload(request(plan, stream(content)));
        assertThat(uploaded.resumedBytes()).isEqualTo(3L * PART);
        assertThat(server.objectBytes(BUCKET, KEY)).isEqualTo(content);
    }

    @Test
    void refusesStreamThatIsShorterOrLongerThanThePlan() throws Exception {
        PresignedUpload plan = plans.open(KEY, 2L * PART + 10);
        for (int size : new int[] {2 * PART + 9, 2 * PART, 10, 0}) {
            assertThatThrownBy(() -> upload(request(plan, stream(new byte[size]))))
                    .isInstanceOf(UploadFailedException.class)
                    .hasMessageStartingWith("body of the upload: must have 204810 bytes, had " + size + " (");
        }
        for (int size : new int[] {2 * PART + 11, 3 * PART, 4 * PART}) {
            assertThatThrownBy(() -> upload(request(plan, stream(new byte[size]))))
                    .isInstanceOf(UploadFailedException.class)
                    .hasMessageStartingWith("body of the upload: must have 204810 bytes, had at least ");
        }
        assertThat(requests("POST")).as("no completion").isEqualTo(1);
    }

    @Test
    void refusesStreamWithMorePartsThanThePlanHasLinks() throws Exception {
        PresignedUpload plan = plans.open(KEY, 2);
        assertThatThrownBy(() -> upload(request(plan, stream(new byte[2 * PART + 1]))))
                .isInstanceOf(UploadFailedException.class)
                .hasMessageStartingWith(
                        "body of the upload: must have at most 204800 bytes, for which the plan has links, had more (");
        upload(request(plan, stream(new byte[2 * PART])));
        assertThat(server.objectBytes(BUCKET, KEY)).hasSize(2 * PART);
    }

    @Test
    void refusesStreamAboveTheMaximumSize() throws Exception {
        PresignedUpload plan = plans.open(KEY, 8);
        TransferOptions small = patient(with -> with.maxFileSize(2L * PART).parallelism(1));
        assertThatThrownBy(() -> upload(small, request(plan, stream(new byte[4 * PART]))))
                .isInstanceOf(SizeLimitExceededException.class);
        assertThat(sentParts()).containsExactly(1, 2);
    }

    /** Returns an endless stream that counts the bytes that are read from it. */
    private static InputStream endless(AtomicLong read) {
        return new InputStream() {
            @Override
            public int read() {
                read.incrementAndGet();
                return 1;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                read.addAndGet(length);
                return length;
            }
        };
    }

    @Test
    void copiesNotMoreOfAStreamThanIsAllowed() throws Exception {
        plans.partSize(64L * 1024 * 1024);
        AtomicLong read = new AtomicLong();
        PresignedUpload sized = plans.open(KEY, 100L);
        assertThatThrownBy(() -> upload(request(sized, UploadContent.of(endless(read), null))))
                .hasMessageStartingWith("body of the upload: must have 100 bytes, had at least 101 (");
        assertThat(read.get()).as("bytes for a plan of 100").isLessThan(1024 * 1024);

        read.set(0);
        PresignedUpload unsized = plans.open(KEY, 8);
        TransferOptions small = patient(with -> with.maxFileSize(100));
        assertThatThrownBy(() -> upload(small, request(unsized, UploadContent.of(endless(read), null))))
                .isInstanceOf(SizeLimitExceededException.class);
        assertThat(read.get()).as("bytes for maxFileSize=100").isLessThan(1024 * 1024);
        assertThat(sentParts()).isEmpty();
    }

    /** Returns a stream that calls the action, and then waits until its reader is interrupted. */
    private static InputStream waiting(Runnable action) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                action.run();
                try {
                    new CountDownLatch(1).await();
                    return -1;
                } catch (InterruptedException e) {
                    throw new InterruptedIOException();
                }
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return read();
            }
        };
    }

    @Test
    void deadlineEndsTheWaitForMoreBytes() throws Exception {
        PresignedUpload plan = plans.open(KEY, 8);
        TransferOptions limited = patient(with -> with.transferTimeout(Duration.ofMillis(300)));
        InputStream waiting = waiting(() -> clock.advance(Duration.ofSeconds(1)));
        assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> assertThatThrownBy(() -> upload(limited, request(plan, UploadContent.of(waiting, null))))
                        .isInstanceOf(UploadFailedException.class)
                        .hasMessageStartingWith("transfer did not end within 300 ms (transferTimeout) ("));
    }
}
