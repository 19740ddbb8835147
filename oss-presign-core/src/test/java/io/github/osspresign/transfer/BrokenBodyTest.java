// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.error.UploadFailedException;
import io.github.osspresign.link.HostPolicy;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.SignedLinks;
import io.github.osspresign.test.StuckStream;
import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.MultipartRequest;
import io.github.osspresign.transfer.model.ProxyServer;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.model.UploadContent;
import io.github.osspresign.transfer.model.UploadRequest;
import io.github.osspresign.transfer.model.UploadSource;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A body of the caller that fails, and the failure of the upload. */
class BrokenBodyTest extends MultipartTestSupport {

    /** Fails after some bytes, and again when it is closed. */
    private static final class Broken extends InputStream {

        private final IOException failure = new FileNotFoundException("stream is broken");
        private final IOException atClose;
        private int left = 10;

        Broken(boolean same) {
            this.atClose = same ? failure : new IOException("close failed");
        }

        @Override
        public int read() throws IOException {
            if (left == 0) {
                throw failure;
            }
            left--;
            return 1;
        }

        @Override
        public int read(byte[] bytes, int offset, int count) throws IOException {
            bytes[offset] = (byte) read();
            return 1;
        }

        @Override
        public void close() throws IOException {
            throw atClose;
        }
    }

    private PresignedLink put() {
        return PresignedLink.of(
                new SignedLinks(server, BUCKET, clock).url("PUT", KEY, Map.of(), Duration.ofHours(1)), "PUT");
    }

    private void put(TransferClient client, UploadContent content, Cancellation cancellation) throws IOException {
        client.upload(UploadRequest.builder(put(), content).build(), cancellation);
    }

    @ParameterizedTest
    @CsvSource({"put, true", "put, false", "parts, true", "parts, false", "source, true", "source, false"})
    void aStreamThatFailsAgainWhenItIsClosedIsTheCauseOfTheFailure(String way, boolean same) throws Exception {
        UploadContent content = UploadContent.of(new Broken(same), null);
        if (way.equals("source")) {
            content = UploadContent.ofSequential(new UploadSource() {
                @Override
                public long length() {
                    return 100;
                }

                @Override
                public InputStream open() {
                    return new Broken(same);
                }
            });
        }
        try (TransferClient client = client(patient())) {
            UploadContent broken = content;
            MultipartRequest parts = request(plans.open(KEY, 8), broken);
            assertThatThrownBy(() -> {
                        if (way.equals("put")) {
                            put(client, broken, new Cancellation());
                        } else {
                            client.upload(parts, new Cancellation());
                        }
                    })
                    .isInstanceOf(UploadFailedException.class)
                    .hasMessageStartingWith("body of the upload cannot be read: ")
                    .cause()
                    .isInstanceOf(FileNotFoundException.class);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aCopyIsDeletedIfItsStreamCannotBeClosed() throws Exception {
        InputStream stream = new ByteArrayInputStream(new byte[100]) {
            @Override
            public void close() throws IOException {
                throw new IOException("close failed");
            }
        };
        try (TransferClient client = client(patient())) {
            long before = copies();
            assertThatThrownBy(() -> put(client, UploadContent.of(stream, null), new Cancellation()))
                    .isInstanceOf(UploadFailedException.class);
            assertThat(copies()).isEqualTo(before);
        }
    }

    /** Returns the number of open temporary copies of this process. */
    private static long copies() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(BrokenBodyTest::isCopy).count();
        }
    }

    private static boolean isCopy(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().contains(".upload");
        } catch (IOException e) {
            return false;
        }
    }

    /** A failure with a cause is one of the network for the health check. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCancelledWaitForTheBodyHasNoCause(boolean parts) throws Exception {
        Cancellation cancellation = new Cancellation();
        StuckStream stuck = new StuckStream(cancellation::cancel);
        UploadContent content = UploadContent.of(stuck, null);
        try (TransferClient client = client(patient())) {
            MultipartRequest request = request(plans.open(KEY, 8), content);
            assertThatThrownBy(() -> {
                        if (parts) {
                            client.upload(request, cancellation);
                        } else {
                            put(client, content, cancellation);
                        }
                    })
                    .isInstanceOf(UploadFailedException.class)
                    .hasMessageStartingWith("transfer was interrupted (")
                    .hasNoCause();
        } finally {
            stuck.released.countDown();
        }
    }

    @Test
    void theRefusalOfAnAddressBehindAProxyShowsTheLink() {
        HostPolicy policy = HostPolicy.STRICT.allowingHosts("10.1.2.3").allowingHttp();
        TransferOptions options =
                Links.options(with -> with.hostPolicy(policy).proxy(new ProxyServer("127.0.0.1", 9, null, null)));
        PresignedLink link = PresignedLink.of("http://10.1.2.3/dir/k?" + Links.QUERY);
        try (TransferClient client =
                TransferClient.builder().options(options).clock(clock).build()) {
            HostNotAllowedException refused = catchThrowableOfType(
                    HostNotAllowedException.class, () -> client.download(Links.request(link, directory)));
            assertThat(refused.maskedUrl()).startsWith("http://10.1.2.3/dir/k?");
        }
    }
}
