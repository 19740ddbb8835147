// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static io.github.osspresign.devserver.Multipart.SMALLEST_PART;
import static io.github.osspresign.devserver.Multipart.content;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.fault.FaultRule;
import io.github.osspresign.devserver.request.RecordedRequest;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults of PutObject, UploadPart and CompleteMultipartUpload. */
class UploadFaultTest {

    private static final byte[] CONTENT = content(1, SMALLEST_PART);

    @AutoClose
    private final OssDevServer server = OssDevServer.builder().bucket("demo").start();

    private final Multipart multipart = new Multipart(server);
    private final String id = multipart.initiate("k");

    private Http.Response upload(int number) {
        return multipart.upload("k", id, number, CONTENT);
    }

    private URI put() {
        return SignedUrl.of(server, "PUT", "demo", "put").v4();
    }

    private void injectAtCompletion(Fault fault) {
        server.inject(FaultRule.of(fault).forMethod("POST").forQuery("uploadId", "*"));
    }

    private boolean exists(String key) {
        return SignedUrl.of(server, "HEAD", "demo", key).send().status() == 200;
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, SMALLEST_PART - 1, SMALLEST_PART, SMALLEST_PART + 1})
    void cutUploadStoresNothing(long bytes) {
        server.inject(FaultRule.of(new Fault.CutUploadAfter(bytes)).forQuery("partNumber", "2"));
        upload(1).assertStatus(200);
        assertThatThrownBy(() -> upload(2)).isInstanceOf(UncheckedIOException.class);
        assertThat(multipart.list("k", id).text())
                .contains("<PartNumber>1</PartNumber>")
                .doesNotContain("<PartNumber>2</PartNumber>");
        server.inject(new Fault.CutUploadAfter(bytes));
        assertThatThrownBy(() -> Http.put(put(), CONTENT)).isInstanceOf(UncheckedIOException.class);
        assertThat(exists("put")).isFalse();
        assertThat(server.requests()).extracting(RecordedRequest::status).contains(0);
        upload(2).assertStatus(200);
    }

    @Test
    void cutUploadDoesNotWaitForMoreThanTheGivenBytes() throws Exception {
        server.inject(new Fault.CutUploadAfter(1000));
        URI url = put();
        try (RawConnection connection = new RawConnection(server)) {
            connection.send(RawConnection.head("PUT", url) + "Content-Length: 5000\r\n\r\n" + "a".repeat(999));
            connection.send("a");
            assertThatThrownBy(connection::receiveAll).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void lostResponseComesAfterOperation() {
        server.inject(new Fault.LostResponse());
        assertThatThrownBy(() -> Http.put(put(), CONTENT)).isInstanceOf(UncheckedIOException.class);
        assertThat(server.objectBytes("demo", "put")).isEqualTo(CONTENT);

        server.inject(FaultRule.of(new Fault.LostResponse()).forQuery("partNumber", "*"));
        assertThatThrownBy(() -> upload(1)).isInstanceOf(UncheckedIOException.class);
        assertThat(multipart.list("k", id).element("Size")).isEqualTo("" + SMALLEST_PART);

        injectAtCompletion(new Fault.LostResponse());
        assertThatThrownBy(() -> multipart.completeAll("k", id)).isInstanceOf(UncheckedIOException.class);
        assertThat(server.objectBytes("demo", "k")).isEqualTo(CONTENT);
        assertThat(multipart.completeAll("k", id).element("Code")).isEqualTo("NoSuchUpload");
    }

    @Test
    void responseWithErrorIsLostToo() {
        server.inject(new Fault.LostResponse());
        assertThatThrownBy(() -> multipart.completeAll("missing", id)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void lateErrorComesAfterOperation() {
        Fault late = new Fault.LateStatusError(504, "GatewayTimeout", "Too late.");
        server.inject(late);
        Http.put(put(), CONTENT).assertStatus(504);
        assertThat(server.objectBytes("demo", "put")).isEqualTo(CONTENT);
        server.inject(late);
        assertThat(upload(1).element("Code")).isEqualTo("GatewayTimeout");
        assertThat(multipart.list("k", id).element("PartNumber")).isEqualTo("1");
        injectAtCompletion(late);
        assertThat(multipart.completeAll("k", id).element("Message")).isEqualTo("Too late.");
        assertThat(server.objectBytes("demo", "k")).isEqualTo(CONTENT);
    }

    @Test
    void delayedResponseArrivesWholeAfterPause() {
        Fault delayed = new Fault.DelayedResponse(Duration.ofMillis(200));
        server.inject(delayed);
        long started = System.nanoTime();
        assertThat(upload(1).header("x-oss-hash-crc64ecma")).isNotEmpty();
        assertThat(System.nanoTime() - started).isGreaterThanOrEqualTo(200_000_000L);
        injectAtCompletion(delayed);
        started = System.nanoTime();
        multipart.completeAll("k", id).assertStatus(200);
        assertThat(System.nanoTime() - started).isGreaterThanOrEqualTo(200_000_000L);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9_000, SMALLEST_PART - 1})
    void flippedByteIsStoredWithMatchingChecksums(int offset) {
        byte[] changed = CONTENT.clone();
        changed[offset] ^= 1;
        server.inject(FaultRule.of(new Fault.FlippedUploadByte(offset)).forQuery("partNumber", "2"));
        Http.Response right = upload(1);
        Http.Response wrong = upload(2);
        Http.Response same = multipart.upload("k", id, 3, changed);
        for (String checksum : new String[] {"ETag", "x-oss-hash-crc64ecma"}) {
            assertThat(wrong.header(checksum)).isEqualTo(same.header(checksum)).isNotEqualTo(right.header(checksum));
        }
        server.inject(new Fault.FlippedUploadByte(offset));
        Http.put(put(), CONTENT);
        assertThat(server.objectBytes("demo", "put")).isEqualTo(changed);
    }

    @Test
    void flippedByteOfFormIsThatOfItsFile() {
        server.inject(new Fault.FlippedUploadByte(1));
        PostForm.to(server).field("key", "form").signedV4().file("", "abc").send();
        assertThat(server.objectBytes("demo", "form")).isEqualTo("acc".getBytes(UTF_8));
        server.inject(new Fault.CutUploadAfter(1));
        PostForm cut = PostForm.to(server).field("key", "cut").signedV4().file("", "abc");
        assertThatThrownBy(cut::send).isInstanceOf(UncheckedIOException.class);
        assertThat(server.requests().get(server.requests().size() - 1).status()).isZero();
    }

    @Test
    void throttledPartIsNotStoredAndCompletionIsNotRun() {
        Fault slowDown = new Fault.StatusError(
                503, "UploadTrafficRateLimitExceeded", "Upload traffic limit is exceeded.", Map.of("Retry-After", "1"));
        server.inject(FaultRule.of(slowDown).forQuery("partNumber", "2").times(2));
        upload(1).assertStatus(200);
        assertThat(upload(2).header("Retry-After")).isEqualTo("1");
        upload(2).assertStatus(503);
        assertThat(multipart.list("k", id).text()).doesNotContain("<PartNumber>2</PartNumber>");
        injectAtCompletion(slowDown);
        multipart.completeAll("k", id).assertStatus(503);
        assertThat(exists("k")).isFalse();
        multipart.completeAll("k", id).assertStatus(200);
    }

    @Test
    void initiationIsSelectedByItsParameter() {
        server.inject(
                FaultRule.of(new Fault.StatusError(500, "InternalError", "")).forQuery("uploads", "*"));
        upload(1).assertStatus(200);
        multipart.send("POST", "k", "uploads", new byte[0]).assertStatus(500);
    }
}
