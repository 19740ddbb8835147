// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.error.UploadFailedException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.PresignedPart;
import io.github.osspresign.link.PresignedUpload;
import io.github.osspresign.transfer.attempt.RefreshableLink;
import io.github.osspresign.transfer.attempt.Transfer;
import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.MultipartRequest;
import io.github.osspresign.transfer.model.ProgressListener;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.model.UploadContent;
import io.github.osspresign.transfer.model.UploadSource;
import io.github.osspresign.transfer.upload.LinkRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Documents of an upload in parts may be slow: they end by their pace, not by their length. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Execution(ExecutionMode.CONCURRENT)
class MultipartPaceTest {

    private static final byte[] HELLO = "hello".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final Duration STALL = Duration.ofMillis(200);
    private static final String UPLOAD_ID = "0123456789ABCDEF";
    private static final String COMPLETED = "<CompleteMultipartUploadResult/>";

    private static MultipartRequest request(HostileServer server) {
        String object = "http://127.0.0.1:" + server.port() + "/demo/k";
        String url = object + "?uploadId=" + UPLOAD_ID;
        PresignedUpload plan = new PresignedUpload(
                "demo",
                "k",
                UPLOAD_ID,
                null,
                102_400,
                Links.NOW.plusSeconds(3600),
                List.of(new PresignedPart(1, url + "&partNumber=1", Map.of())),
                List.of(PresignedLink.of(url)),
                PresignedLink.of(url, "POST"),
                PresignedLink.of(url, "DELETE"),
                null);
        UploadContent content = UploadContent.of(UploadSource.of(HELLO));
        return MultipartRequest.builder(plan, content).build();
    }

    private static TransferClient client(Duration stallTimeout) {
        TransferOptions options = Links.options(with -> with.stallTimeout(stallTimeout));
        return TransferClient.builder()
                .options(options)
                .clock(InstantSource.fixed(Links.NOW))
                .build();
    }

    private static String response(String body) {
        return "HTTP/1.1 200 OK\r\nConnection: close\r\nETag: \"A\"\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    @Test
    void listOfPartsThatMakesProgressIsReadToItsEnd() throws Exception {
        String list = "<ListPartsResult><IsTruncated>false</IsTruncated>" + " ".repeat(200) + "</ListPartsResult>";
        try (HostileServer server = new HostileServer((request, wire) -> {
                    if (request.startsWith("GET")) {
                        String head = response(list).replace(list, "");
                        wire.send(head);
                        for (int i = 0; i < list.length(); i += 10) {
                            wire.send(list.substring(i, Math.min(list.length(), i + 10)));
                            wire.closed().await(100, TimeUnit.MILLISECONDS);
                        }
                    } else {
                        wire.in().skipNBytes(HELLO.length);
                        wire.send(response(request.startsWith("PUT") ? "" : COMPLETED));
                    }
                });
                TransferClient client = client(Duration.ofMillis(800))) {
            assertThat(client.upload(request(server), new Cancellation()).attempts())
                    .isEqualTo(1);
        }
    }

    @Test
    void listOfPartsThatDripsEndsWithinTwentyStallTimeouts() throws Exception {
        try (HostileServer server = new HostileServer((request, wire) -> wire.send(
                                "HTTP/1.1 200 OK\r\nContent-Length: 2000000\r\n\r\n<ListPartsResult>")
                        .dripForEver(" "));
                TransferClient client = client(STALL)) {
            long began = System.nanoTime();
            assertThatThrownBy(() -> client.upload(request(server), new Cancellation()))
                    .isInstanceOf(UploadFailedException.class)
                    .hasMessageStartingWith("response body did not arrive in time: ");
            // With a second for the rest of the transfer.
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(STALL.multipliedBy(20).plusSeconds(1));
        }
    }

    @Test
    void completionOfManyPartsIsSentAsFastAsTheServiceReadsIt() throws Exception {
        // Longer than that of 10,000 parts, because the buffers of the sockets take a few MiB at once.
        byte[] document = new byte[24 * 1024 * 1024];
        int slowBytes = document.length / 3;
        HostileServer.Behaviour slow = (request, wire) -> {
            for (int read = 0; read < slowBytes; read += 256 * 1024) {
                wire.in().skipNBytes(256 * 1024);
                wire.closed().await(100, TimeUnit.MILLISECONDS);
            }
            wire.in().skipNBytes(document.length - slowBytes);
            wire.send(response(COMPLETED));
        };
        try (HostileServer server = new HostileServer(smallBuffers(), true, slow);
                TransferClient client = client(Duration.ofMillis(700));
                Transfer transfer = client.shared().start(new Cancellation(), ProgressListener.NONE)) {
            MultipartRequest upload = request(server);
            LinkRequest completion = new LinkRequest(
                    transfer,
                    RefreshableLink.Use.ofUpload("POST"),
                    upload.plan().complete(),
                    upload.refresher());
            assertThat(completion.<Integer>once(UploadSource.of(document), (response, check) -> response.status()))
                    .isEqualTo(200);
            assertThat(completion.isSent()).isTrue();
        }
    }

    private static ServerSocketFactory smallBuffers() {
        return new ServerSocketFactory() {
            @Override
            public ServerSocket createServerSocket(int port) throws IOException {
                return createServerSocket(port, 1);
            }

            @Override
            public ServerSocket createServerSocket(int port, int backlog) throws IOException {
                return createServerSocket(port, backlog, InetAddress.getLoopbackAddress());
            }

            @Override
            public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
                ServerSocket listener = ServerSocketFactory.getDefault().createServerSocket(port, backlog, address);
                listener.setReceiveBufferSize(16 * 1024);
                return listener;
            }
        };
    }
}
