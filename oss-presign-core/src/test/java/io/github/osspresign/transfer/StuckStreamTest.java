// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.SizeLimitExceededException;
import io.github.osspresign.error.UploadFailedException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.SignedLinks;
import io.github.osspresign.test.StuckStream;
import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.model.UploadContent;
import io.github.osspresign.transfer.model.UploadRequest;
import io.github.osspresign.transfer.model.Uploaded;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads of streams that can be read once: they wait for no read that does not return, and close what they have read. */
class StuckStreamTest extends MultipartTestSupport {

    enum Kind {
        OBJECT,
        PARTS
    }

    private final StuckStream stuck = new StuckStream(() -> {});
    private final Cancellation cancellation = new Cancellation();

    @AfterEach
    void release() {
        stuck.released.countDown();
    }

    private Uploaded upload(TransferClient client, Kind kind, UploadContent content) throws Exception {
        if (kind == Kind.PARTS) {
            return client.upload(request(plans.open(KEY, 8), content), cancellation);
        }
        return client.upload(UploadRequest.builder(putLink(), content).build(), cancellation);
    }

    private PresignedLink putLink() {
        String url = new SignedLinks(server, BUCKET, clock).url("PUT", KEY, Map.of(), Duration.ofHours(1));
        return PresignedLink.of(url, "PUT");
    }

    private static UploadContent stream(byte[] content) {
        return UploadContent.of(new ByteArrayInputStream(content), null);
    }

    @ParameterizedTest
    @EnumSource
    void interruptEndsTheWait(Kind kind) throws Exception {
        assertEndsAt((client, uploading) -> uploading.interrupt(), kind);
    }

    @ParameterizedTest
    @EnumSource
    void cancellationEndsTheWait(Kind kind) throws Exception {
        assertEndsAt((client, uploading) -> cancellation.cancel(), kind);
    }

    @ParameterizedTest
    @EnumSource
    void endOfTheDownloaderEndsTheWait(Kind kind) throws Exception {
        assertEndsAt((client, uploading) -> client.close(), kind);
    }

    private interface End {
        void of(TransferClient client, Thread uploading);
    }

    private void assertEndsAt(End end, Kind kind) throws Exception {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        try (TransferClient client = client(patient())) {
            Thread uploading = new Thread(() -> {
                try {
                    upload(client, kind, UploadContent.of(stuck, null));
                } catch (Exception e) {
                    failure.set(e);
                }
            });
            uploading.start();
            assertThat(stuck.reading.await(20, TimeUnit.SECONDS)).isTrue();
            end.of(client, uploading);
            uploading.join(20_000);
            assertThat(uploading.isAlive()).isFalse();
            assertThat(failure.get())
                    .isInstanceOf(UploadFailedException.class)
                    .hasMessageStartingWith("transfer was interrupted (");
            assertThat(stuck.closed.getCount()).as("closed while it is read").isEqualTo(1);
            stuck.released.countDown();
            assertThat(stuck.closed.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void failureOfAPartEndsTheWait() throws Exception {
        server.inject(new Fault.StatusError(403, "AccessDenied", "no"), 1, part(1));
        InputStream late = new SequenceInputStream(new ByteArrayInputStream(new byte[PART]), stuck);
        try (TransferClient client = client(patient())) {
            assertThatThrownBy(() -> upload(client, Kind.PARTS, UploadContent.of(late, null)))
                    .isInstanceOf(OssPresignException.class)
                    .hasMessageContaining("AccessDenied");
        }
    }

    /** Stream that counts how often it is closed. */
    private static final class Closing extends FilterInputStream {

        private final AtomicInteger closed = new AtomicInteger();

        Closing(InputStream stream) {
            super(stream);
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    @ParameterizedTest
    @EnumSource
    void streamIsClosedAfterSuccessAndAfterFailure(Kind kind) throws Exception {
        byte[] content = TestBytes.random(PART + 7);
        try (TransferClient client = client(patient())) {
            Closing read = new Closing(new ByteArrayInputStream(content));
            upload(client, kind, UploadContent.of(read, (long) content.length));
            assertThat(server.objectBytes(BUCKET, KEY)).isEqualTo(content);
            assertThat(read.closed).hasValue(1);

            Closing other = new Closing(new ByteArrayInputStream(content));
            assertThatThrownBy(() -> upload(client, kind, UploadContent.of(other, 3L)))
                    .isInstanceOf(UploadFailedException.class)
                    .hasMessageStartingWith("body of the upload: must have 3 bytes, had ");
            assertThat(other.closed).hasValue(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void failureOfTheStreamIsThatOfTheUpload(Kind kind) throws Exception {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("broken");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return read();
            }
        };
        InputStream unchecked = new InputStream() {
            @Override
            public int read() {
                throw new UncheckedIOException(new IOException("broken"));
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                return read();
            }
        };
        try (TransferClient client = client(patient())) {
            assertThatThrownBy(() -> upload(client, kind, UploadContent.of(broken, null)))
                    .isInstanceOf(UploadFailedException.class)
                    .hasMessageStartingWith("body of the upload cannot be read: IOException: broken (");
            assertThatThrownBy(() -> upload(client, kind, UploadContent.of(unchecked, null)))
                    .isInstanceOf(UncheckedIOException.class);
        }
        assertThat(requests("PUT")).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_536, 300_000})
    void streamIsUploadedInOneRequest(int size) throws Exception {
        byte[] content = TestBytes.random(size);
        server.inject(
                new Fault.ConnectionReset(), 1, request -> request.method().equals("PUT"));
        try (TransferClient client = client(patient())) {
            assertThat(upload(client, Kind.OBJECT, stream(content)).attempts()).isEqualTo(2);
        }
        assertThat(server.objectBytes(BUCKET, KEY)).isEqualTo(content);
    }

    @Test
    void streamThatIsTooLargeIsNotReadToItsEnd() throws Exception {
        AtomicInteger read = new AtomicInteger();
        InputStream endless = new InputStream() {
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
        TransferOptions small = patient(with -> with.maxFileSize(100));
        try (TransferClient client = client(small)) {
            assertThatThrownBy(() -> upload(client, Kind.OBJECT, UploadContent.of(endless, null)))
                    .isInstanceOf(SizeLimitExceededException.class);
        }
        assertThat(read.get()).isLessThan(200_000);
        assertThat(requests("PUT")).isZero();
    }
}
