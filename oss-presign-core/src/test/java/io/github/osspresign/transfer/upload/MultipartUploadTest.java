// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.request.RecordedRequest;
import io.github.osspresign.error.ChecksumMismatchException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.SizeLimitExceededException;
import io.github.osspresign.error.UploadFailedException;
import io.github.osspresign.link.PresignedUpload;
import io.github.osspresign.transfer.MultipartTestSupport;
import io.github.osspresign.transfer.TestBytes;
import io.github.osspresign.transfer.TransferClient;
import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.MultipartRequest;
import io.github.osspresign.transfer.model.ProgressListener;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.model.TransferProgress;
import io.github.osspresign.transfer.model.UploadContent;
import io.github.osspresign.transfer.model.UploadSource;
import io.github.osspresign.transfer.model.Uploaded;
import io.github.osspresign.transfer.model.VerifiedBy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads of files in parts: what is sent, what is sent again, and what is completed. */
class MultipartUploadTest extends MultipartTestSupport {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, PART, PART + 1, 5 * PART + 7})
    void uploadsFileInParts(int size) throws Exception {
        byte[] content = TestBytes.random(size);
        Uploaded uploaded = upload(request(plans.open(KEY, (long) size), file(content)));
        assertThat(server.objectBytes(BUCKET, KEY)).isEqualTo(content);
        assertThat(uploaded.verified()).isEqualTo(VerifiedBy.crc64);
        assertThat(uploaded.attempts()).isEqualTo(1);
        assertThat(uploaded.resumedBytes()).isZero();
        assertThat(uploaded.object().length()).isEqualTo(size);
        assertThat(uploaded.object().etag()).contains("-");
        assertThat(sentParts()).doesNotHaveDuplicates().hasSize(Math.max(1, (size + PART - 1) / PART));
    }

    @Test
    void uploadsMorePartsThanOneListLinkShows() throws Exception {
        byte[] content = TestBytes.random(3 * PART);
        PresignedUpload plan = plans.plan(KEY, plans.initiate(KEY), null, 2500);
        assertThat(plan.list()).hasSize(3);
        upload(request(plan, file(content)));
        assertThat(server.objectBytes(BUCKET, KEY)).isEqualTo(content);
        assertThat(requests("GET")).isEqualTo(1);
    }

    @Test
    void sendsFailedPartAlone() throws Exception {
        byte[] content = TestBytes.random(4 * PART);
        server.inject(new Fault.ConnectionReset(), 1, part(3));
        List<OssPresignException> failures = Collections.synchronizedList(new ArrayList<>());
        ProgressListener listener = new ProgressListener() {
            @Override
            public void progress(TransferProgress progress) {}

            @Override
            public void retrying(OssPresignException failure) {
                failures.add(failure);
            }
        };
        MultipartRequest request = MultipartRequest.builder(
                        plans.open(KEY, (long) content.length), UploadContent.of(UploadSource.of(file(content))))
                .listener(listener)
                .build();
        Uploaded uploaded = upload(request);
        assertThat(server.objectBytes(BUCKET, KEY)).isEqualTo(content);
        assertThat(uploaded.attempts()).isEqualTo(2);
        assertThat(failures).hasSize(1);
        assertThat(sentParts()).containsExactlyInAnyOrder(1, 2, 3, 3, 4);
    }

    @Test
    void sendsPartAgainThatIsStoredWithOtherBytes() throws Exception {
        byte[] content = TestBytes.random(2 * PART);
        server.inject(new Fault.WrongCrc64(), 1, part(2));
        upload(request(plans.open(KEY, (long) content.length), file(content)));
        assertThat(sentParts()).containsExactlyInAnyOrder(1, 2, 2);
        assertThat(server.objectBytes(BUCKET, KEY)).isEqualTo(content);
    }

    @Test
    void doesNotSendStoredPartsAgain() throws Exception {
        byte[] content = TestBytes.random(5 * PART);
        PresignedUpload plan = plans.open(KEY, (long) content.length);
        Path file = file(content);
        server.inject(new Fault.StatusError(403, "AccessDenied", "no"), 1, part(4));
        TransferOptions one = patient(with -> with.parallelism(1));
        assertThatThrownBy(() -> upload(one, request(plan, file))).isInstanceOf(OssPresignException.class);
        assertThat(sentParts()).containsExactly(1, 2, 3, 4);

        Uploaded uploaded = upload(request(plan, file));
        assertThat(uploaded.resumedBytes()).isEqualTo(3L * PART);
        assertThat(sentParts()).startsWith(1, 2, 3, 4).containsExactlyInAnyOrder(1, 2, 3, 4, 4, 5);
        assertThat(server.objectBytes(BUCKET, KEY)).isEqualTo(content);
    }

    @Test
    void cancelledUploadDoesNotReadAStoredPartToItsEnd() throws Exception {
        plans.partSize(8L * 1024 * 1024);
        byte[] content = TestBytes.random(8 * 1024 * 1024);
        PresignedUpload plan = plans.open(KEY, (long) content.length);
        server.inject(new Fault.StatusError(403, "AccessDenied", "no"), 1, completion());
        assertThatThrownBy(() -> upload(request(plan, content))).isInstanceOf(OssPresignException.class);

        Cancellation cancellation = new Cancellation();
        AtomicLong read = new AtomicLong();
        UploadSource source = new UploadSource() {
            @Override
            public long length() {
                return content.length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(content) {
                    @Override
                    public synchronized int read(byte[] bytes, int offset, int length) {
                        cancellation.cancel();
                        int count = super.read(bytes, offset, length);
                        read.addAndGet(count);
                        return count;
                    }
                };
            }
        };
        try (TransferClient client = client(patient())) {
            assertThatThrownBy(() -> client.upload(request(plan, UploadContent.of(source)), cancellation))
                    .isInstanceOf(UploadFailedException.class)
                    .hasMessageStartingWith("transfer was interrupted (");
        }
        assertThat(read.get()).isLessThan(1024 * 1024);
    }

    @Test
    void sendsStoredPartsOfAnotherFileAgain() throws Exception {
        byte[] content = TestBytes.random(3 * PART);
        PresignedUpload plan = plans.open(KEY, (long) content.length);
        byte[] other = content.clone();
        other[PART + 5]++;
        server.inject(
                new Fault.StatusError(403, "AccessDenied", "no"),
                1,
                request -> request.method().equals("POST"));
        Path first = file(other);
        assertThatThrownBy(() -> upload(request(plan, first))).isInstanceOf(OssPresignException.class);

        Uploaded uploaded = upload(request(plan, file(content)));
        assertThat(uploaded.resumedBytes()).isEqualTo(2L * PART);
        assertThat(sentParts()).hasSize(4).endsWith(2);
        assertThat(server.objectBytes(BUCKET, KEY)).isEqualTo(content);
    }

    @Test
    void refusesOtherSizeThanThatOfThePlan() throws Exception {
        PresignedUpload plan = plans.open(KEY, 100L);
        assertThatThrownBy(() -> upload(request(plan, file(new byte[99]))))
                .isInstanceOf(UploadFailedException.class)
                .hasMessageStartingWith("body of the upload: must have 100 bytes as the plan, had 99 (");
        TransferOptions small = patient(with -> with.maxFileSize(50));
        assertThatThrownBy(() -> upload(small, request(plan, file(new byte[100]))))
                .isInstanceOf(SizeLimitExceededException.class);
        assertThat(sentParts()).isEmpty();
    }

    @Test
    void uploadThatHasEndedWithTheseBytesIsASuccess() throws Exception {
        byte[] content = TestBytes.random(2 * PART + 3);
        PresignedUpload plan = plans.open(KEY, (long) content.length);
        upload(request(plan, file(content)));
        int requests = server.requests().size();
        Uploaded again = upload(request(plan, file(content)));
        assertThat(again.resumedBytes()).isEqualTo(content.length);
        assertThat(again.verified()).isEqualTo(VerifiedBy.crc64);
        assertThat(server.requests().subList(requests, server.requests().size()))
                .extracting(RecordedRequest::method)
                .containsExactly("GET", "HEAD");
    }

    @Test
    void uploadThatHasEndedWithOtherBytesIsAFailure() throws Exception {
        byte[] content = TestBytes.random(2 * PART);
        PresignedUpload plan = plans.open(KEY, (long) content.length);
        upload(request(plan, file(content)));
        content[5]++;
        assertThatThrownBy(() -> upload(request(plan, file(content))))
                .isInstanceOf(UploadFailedException.class)
                .hasMessageStartingWith(
                        "upload has ended, and the object has other bytes than this upload;" + " request a new plan (");
    }

    @Test
    void wrongChecksumOfTheWholeIsAFailure() throws Exception {
        byte[] content = TestBytes.random(2 * PART);
        PresignedUpload plan = plans.open(KEY, (long) content.length);
        server.inject(new Fault.WrongCrc64(), 1, request -> request.method().equals("POST"));
        assertThatThrownBy(() -> upload(request(plan, file(content))))
                .isInstanceOfSatisfying(
                        ChecksumMismatchException.class,
                        e -> assertThat(e.isRetryable()).isFalse())
                .hasMessageStartingWith("crc64 of the stored object: must be ");
    }

    @Test
    void abortsFailedUploadIfAsked() throws Exception {
        byte[] content = TestBytes.random(2 * PART);
        PresignedUpload plan = plans.open(KEY, (long) content.length);
        server.inject(new Fault.StatusError(403, "AccessDenied", "no"), 2, part(2));
        MultipartRequest kept = request(plan, file(content));
        assertThatThrownBy(() -> upload(kept)).isInstanceOf(OssPresignException.class);
        assertThat(requests("DELETE")).isZero();
        MultipartRequest aborted = MultipartRequest.builder(plan, kept.content())
                .listener(kept.listener())
                .abortOnFailure(true)
                .build();
        assertThatThrownBy(() -> upload(aborted)).isInstanceOf(OssPresignException.class);
        assertThat(requests("DELETE")).isEqualTo(1);
        assertThatThrownBy(() -> upload(kept))
                .hasMessageStartingWith("upload has ended without an object: it was aborted");
    }

    /** Contents and listeners that throw what no upload expects. */
    static Stream<Arguments> unexpectedFailures() {
        InputStream broken = new InputStream() {
            @Override
            public int read() {
                throw new UncheckedIOException(new IOException("broken"));
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                return read();
            }
        };
        byte[] bytes = new byte[2 * PART];
        return Stream.of(
                Arguments.of(UploadContent.of(broken, null), ProgressListener.NONE, UncheckedIOException.class),
                Arguments.of(
                        UploadContent.of(UploadSource.of(bytes)),
                        (ProgressListener) progress -> {
                            throw new IllegalStateException("listener");
                        },
                        IllegalStateException.class),
                Arguments.of(
                        UploadContent.of(UploadSource.of(bytes)),
                        (ProgressListener) progress -> {
                            throw new StackOverflowError("listener");
                        },
                        StackOverflowError.class));
    }

    @ParameterizedTest
    @MethodSource("unexpectedFailures")
    void abortsUploadAfterAFailureThatIsNotOurs(
            UploadContent content, ProgressListener listener, Class<? extends Throwable> thrown) throws Exception {
        PresignedUpload plan = plans.open(KEY, 2L * PART);
        assertThatThrownBy(() -> upload(MultipartRequest.builder(plan, content)
                        .listener(listener)
                        .abortOnFailure(true)
                        .build()))
                .isInstanceOf(thrown);
        assertThat(requests("DELETE")).isEqualTo(1);
    }
}
