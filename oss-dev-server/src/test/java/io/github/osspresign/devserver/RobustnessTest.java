// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.SocketException;
import java.net.URI;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server survives malformed requests and disconnecting clients. */
class RobustnessTest {

    private OssDevServer server;

    @BeforeEach
    void start() {
        server = OssDevServer.builder().bucket("demo").start();
        server.putObject("demo", "k", "content".getBytes(UTF_8));
    }

    @AfterEach
    void stop() {
        SignedUrl.of(server, "GET", "demo", "k").send().assertStatus(200);
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage\r\n\r\n",
                "GET\r\n\r\n",
                "GET / HTTP/9.9\r\n\r\n",
                "GET /demo/k HTTP/1.1\r\nno colon\r\n\r\n",
                "GET /demo/% HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET  HTTP/1.1\r\n\r\n",
                "GET * HTTP/1.1\r\nConnection: close\r\n\r\n",
                "PUT /demo/k HTTP/1.1\r\nContent-Length: minus one\r\nConnection: close\r\n\r\n",
                "PUT /demo/k HTTP/1.1\r\nContent-Length: -1\r\nConnection: close\r\n\r\n",
                "PUT /demo/k HTTP/1.1\r\nTransfer-Encoding: unknown\r\nConnection: close\r\n\r\n",
                "PUT /demo/k HTTP/1.1\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n",
                "GET /demo/k HTTP/1.0\r\n\r\n",
                "\u0000\u0001\u0002\r\n\r\n",
                "\r\n\r\n\r\n",
                "GET /demo/k\r\n\r\n",
                "GET\t/demo/k\tHTTP/1.1\r\n\r\n",
                "GET /demo/k extra HTTP/1.1\r\n\r\n",
                "GET /demo/k HTTP/1.1 extra\r\n\r\n",
                "GET /demo/k HTTP/one\r\n\r\n",
                "G\u0000T /demo/k HTTP/1.1\r\nConnection: close\r\n\r\n",
                "GET /demo/k HTTP/1.1\r\nConnection: close\r\n\r\n",
                "GET /demo/k HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n",
                "GET /demo/k HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n",
                "GET /demo/k HTTP/1.1\r\nHost: [::1\r\nConnection: close\r\n\r\n",
                "GET /demo/%zz HTTP/1.1\r\nConnection: close\r\n\r\n",
                "GET /demo/%ff%fe HTTP/1.1\r\nConnection: close\r\n\r\n",
                "GET /demo/%C0%AF HTTP/1.1\r\nConnection: close\r\n\r\n",
                "GET /demo/k?%=% HTTP/1.1\r\nConnection: close\r\n\r\n",
                "GET /demo/k?x-oss-signature=%00 HTTP/1.1\r\nConnection: close\r\n\r\n",
                "GET http:// HTTP/1.1\r\nConnection: close\r\n\r\n",
                "CONNECT localhost:80 HTTP/1.1\r\nConnection: close\r\n\r\n",
                "TRACE /demo/k HTTP/1.1\r\nConnection: close\r\n\r\n",
                "GET /demo/k HTTP/1.1\r\n: empty\r\nConnection: close\r\n\r\n",
                "GET /demo/k HTTP/1.1\r\nx-a : b\r\nConnection: close\r\n\r\n",
                "GET /demo/k HTTP/1.1\r\n folded: b\r\nConnection: close\r\n\r\n",
                "GET /demo/k HTTP/1.1\r\nx-a: \u0000\r\nConnection: close\r\n\r\n",
                "GET /demo/k HTTP/1.1\r\nx-a: a\rb\r\nConnection: close\r\n\r\n",
                "GET /demo/k HTTP/1.1\r\nx-a: a\nx-b: b\nConnection: close\n\n",
                "PUT /demo/k HTTP/1.1\r\nContent-Length: 99999999999999999999\r\nConnection: close\r\n\r\n",
                "PUT /demo/k HTTP/1.1\r\nContent-Length: 1,2\r\nConnection: close\r\n\r\nxx",
                "PUT /demo/k HTTP/1.1\r\nContent-Length: 10\r\nConnection: close\r\n\r\nshort",
                "PUT /demo/k HTTP/1.1\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n-1\r\n",
                "PUT /demo/k HTTP/1.1\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nffffffffffffffff\r\n",
                "PUT /demo/k HTTP/1.1\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\nabcd\r\n0\r\n\r\n",
                "PUT /demo/k HTTP/1.1\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\nab",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            })
    void malformedRequestIsNeverSuccessful(String request) throws Exception {
        try (RawConnection connection = new RawConnection(server)) {
            String response = connection.send(request).finish().receiveAll();
            if (!response.isEmpty()) {
                assertThat(response).matches("(?s)HTTP/1\\.1 [45].*");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nContent-Length: 6\r\n",
                "Content-Length: +5\r\nTransfer-Encoding: chunked\r\n",
                "Content-Length: 6\r\nTransfer-Encoding: identity\r\n",
                "Content-Length: 6\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n",
                "Content-Length: 5\r\nContent-Length: 5\r\n",
                "Content-Length: +5\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
                "Transfer-Encoding: identity, chunked\r\n",
                "Transfer-Encoding: chunked, chunked\r\n",
                "Transfer-Encoding: xchunked\r\n",
                "Transfer-Encoding : chunked\r\n",
            })
    void ambiguousFramingIsRejectedAndClosesConnection(String framing) throws Exception {
        String hidden = "GET /demo/k HTTP/1.1\r\nHost: localhost\r\n\r\n";
        try (RawConnection connection = new RawConnection(server)) {
            String response = connection
                    .send("PUT /demo/k HTTP/1.1\r\nHost: localhost\r\n" + framing + "\r\n0\r\n\r\n" + hidden)
                    .finish()
                    .receiveAll();
            assertThat(response).matches("(?s)HTTP/1\\.1 (400|501) .*");
            assertThat(response.split("HTTP/1\\.1 ", -1)).hasSize(2);
        } catch (SocketException e) {
            // The bytes after the headers are not read, so the response may be lost.
        }
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 7\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 7\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 999999\r\n",
            })
    void chunkedFramingOverridesContentLengthAndClosesConnection(String framing) throws Exception {
        URI url = SignedUrl.of(server, "PUT", "demo", "chunked").v4();
        String hidden = "GET /demo/k HTTP/1.1\r\nHost: localhost\r\n\r\n";
        try (RawConnection connection = new RawConnection(server)) {
            String response = connection
                    .send(RawConnection.head("PUT", url) + framing + "\r\n7\r\ncontent\r\n0\r\n\r\n" + hidden)
                    .receiveAll();
            assertThat(response).startsWith("HTTP/1.1 200 ").contains("Connection: close", "x-oss-request-id: ");
            assertThat(response.split("HTTP/1\\.1 ", -1)).hasSize(2);
        } catch (SocketException e) {
            // The hidden request is not read, so the response may be lost.
        }
        assertThat(SignedUrl.of(server, "GET", "demo", "chunked").send().text()).isEqualTo("content");
        assertThat(server.requests()).hasSize(2);
    }

    private static Stream<byte[]> floods() {
        byte[] tlsHello = new byte[200];
        System.arraycopy(new byte[] {0x16, 3, 1, 0, (byte) 195, 1, 0, 0, (byte) 191, 3, 3}, 0, tlsHello, 0, 11);
        return Stream.of(
                tlsHello,
                new byte[10_000_000],
                ("GET /demo/" + "k".repeat(1_000_000) + " HTTP/1.1\r\n\r\n").getBytes(UTF_8),
                ("GET /demo/k?" + "a=b&".repeat(250_000) + " HTTP/1.1\r\n\r\n").getBytes(UTF_8),
                ("GET /demo/k HTTP/1.1\r\nx-a: " + "b".repeat(1_000_000) + "\r\n\r\n").getBytes(UTF_8),
                ("GET /demo/k HTTP/1.1\r\n" + "x-a: b\r\n".repeat(10_000) + "\r\n").getBytes(UTF_8),
                ("GET /demo/k HTTP/1.1\r\nx-a: b\r\n" + " folded\r\n".repeat(100_000) + "\r\n").getBytes(UTF_8),
                ("PUT /demo/k HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1;" + "e".repeat(1_000_000))
                        .getBytes(UTF_8));
    }

    @ParameterizedTest
    @MethodSource("floods")
    void oversizedRequestIsNeverSuccessful(byte[] flood) throws Exception {
        try (RawConnection connection = new RawConnection(server)) {
            String response = connection.send(flood).finish().receiveAll();
            assertThat(response).doesNotContain("HTTP/1.1 2");
        } catch (SocketException e) {
            // The server closed the connection before it read everything.
        }
    }

    @Test
    void damagedRequestsDoNotStopServer() throws Exception {
        long seed = System.nanoTime();
        System.out.println("RobustnessTest seed " + seed);
        Random random = new Random(seed);
        URI url = SignedUrl.of(server, "PUT", "demo", "damaged").v4();
        byte[] request = (RawConnection.head("PUT", url) + "Content-Length: 5\r\nConnection: close\r\n\r\nhello")
                .getBytes(UTF_8);
        for (int i = 0; i < 500; i++) {
            byte[] damaged = request.clone();
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try (RawConnection connection = new RawConnection(server)) {
                String response = connection.send(damaged).finish().receiveAll();
                assertThat(response).as("seed %s, round %s", seed, i).doesNotContain("HTTP/1.1 500");
            } catch (SocketException e) {
                // The server closed the connection before it read everything.
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"GET, ''", "HEAD, ''", "GET, 123456789", "HEAD, 123456789"})
    void readingRequestWithAnnouncedBodyGetsAResponseThatEndsTheConnection(String method, String body)
            throws Exception {
        URI url = SignedUrl.of(server, method, "demo", "k").v4();
        try (RawConnection connection = new RawConnection(server)) {
            String response = connection
                    .send(method + " " + url.getRawPath() + "?" + url.getRawQuery()
                            + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n" + body)
                    .receiveAll();
            assertThat(response)
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("Connection: close\r\n")
                    .endsWith(method.equals("GET") ? "\r\n\r\ncontent" : "\r\n\r\n");
        }
    }

    @Test
    void readingRequestWithEmptyBodyKeepsConnection() throws Exception {
        URI url = SignedUrl.of(server, "GET", "demo", "k").v4();
        String request = RawConnection.head("GET", url) + "Content-Length: 0\r\n";
        try (RawConnection connection = new RawConnection(server)) {
            assertThat(connection.send(request + "\r\n").receiveUntil("content"))
                    .contains("Connection: keep-alive\r\n");
            assertThat(connection.send(request + "Connection: close\r\n\r\n").receiveAll())
                    .startsWith("HTTP/1.1 200 OK\r\n");
        }
    }

    @Test
    void endlessHeadersAreRejected() throws Exception {
        try (RawConnection connection = new RawConnection(server)) {
            connection.send("GET /demo/k HTTP/1.1\r\n");
            String response =
                    connection.send("a: b\r\n".repeat(501) + "\r\n").finish().receiveUntil("\r\n");
            assertThat(response).startsWith("HTTP/1.1 431 ");
        }
    }

    @Test
    void almostFiveHundredHeadersAreAccepted() throws Exception {
        URI url = SignedUrl.of(server, "GET", "demo", "k").v4();
        try (RawConnection connection = new RawConnection(server)) {
            String response = connection
                    .send("GET " + url.getRawPath() + "?" + url.getRawQuery() + " HTTP/1.1\r\nConnection: close\r\n"
                            + "a: b\r\n".repeat(498) + "\r\n")
                    .receiveAll();
            assertThat(response).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void manyLongHeadersAreRejected() throws Exception {
        try (RawConnection connection = new RawConnection(server)) {
            connection.send("GET /demo/k HTTP/1.1\r\n");
            String response = connection
                    .send(("a: " + "b".repeat(60_000) + "\r\n").repeat(10) + "\r\n")
                    .finish()
                    .receiveUntil("\r\n");
            assertThat(response).startsWith("HTTP/1.1 431 ");
        } catch (SocketException e) {
            // The rest of the headers is not read, so the response may be lost.
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void disconnectingClientDoesNotAffectOthers() throws Exception {
        server.putObject("demo", "large", new byte[10_000_000]);
        URI url = SignedUrl.of(server, "GET", "demo", "large").v4();
        for (int i = 0; i < 20; i++) {
            try (RawConnection connection = new RawConnection(server)) {
                connection.send(RawConnection.head("GET", url) + "\r\n").receiveUntil("\r\n\r\n");
            }
        }
    }

    static Stream<byte[]> xmlThatIsNone() {
        String start = "<CreateBucketConfiguration>";
        String end = "</CreateBucketConfiguration>";
        return Stream.of(
                (start + "<StorageClass>".repeat(50_000) + "</StorageClass>".repeat(50_000) + end).getBytes(UTF_8),
                (start + "<StorageClass>\u00e4</StorageClass>" + end).getBytes(ISO_8859_1),
                ("<?xml version=\"1.0\" encoding=\"none\"?>" + start + end).getBytes(UTF_8));
    }

    @ParameterizedTest
    @MethodSource("xmlThatIsNone")
    void deepOrBinaryXmlIsMalformedXml(byte[] xml) {
        SignedUrl.of(server, "PUT", "second", "").send(xml).assertError(400, "MalformedXML");
    }
}
