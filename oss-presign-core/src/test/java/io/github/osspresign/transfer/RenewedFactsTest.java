// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.error.ChecksumMismatchException;
import io.github.osspresign.error.TruncatedBodyException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.ScriptedResponse;
import io.github.osspresign.test.ScriptedServer;
import io.github.osspresign.transfer.model.DownloadRequest;
import io.github.osspresign.transfer.model.DownloadStream;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.ObjectRequest;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.model.VerificationMode;
import io.github.osspresign.transfer.model.VerifiedBy;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The facts that the link of a message states about its object also apply to its renewed links. */
class RenewedFactsTest {

    private static final byte[] BODY = TestBytes.random(5000);
    private static final String CRC64 = TestBytes.crc64(BODY);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void crc64OfTheExpiredLinkRefusesOtherBytes(boolean streaming) throws Exception {
        byte[] wrong = BODY.clone();
        wrong[17] ^= 1;
        String md5 = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("MD5").digest(wrong));

        assertThatThrownBy(() -> transfer(
                        VerificationMode.auto,
                        ScriptedResponse.ok(wrong).with("Content-MD5", md5),
                        null,
                        CRC64,
                        streaming))
                .isInstanceOf(ChecksumMismatchException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void crc64OfTheExpiredLinkIsEnoughWhereAChecksumIsRequired(boolean streaming) throws Exception {
        assertThat(transfer(VerificationMode.required, ScriptedResponse.ok(BODY), null, CRC64, streaming))
                .isEqualTo(VerifiedBy.crc64);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sizeOfTheExpiredLinkRefusesABodyThatEndsEarly(boolean streaming) {
        byte[] beginning = new byte[100];
        assertThatThrownBy(() -> transfer(
                        VerificationMode.auto, ScriptedResponse.chunked(beginning, 50), 5000L, null, streaming))
                .isInstanceOf(TruncatedBodyException.class);
    }

    /** A fresh link may be made for the object that replaced the one of the message. */
    @Test
    void freshLinkDoesNotReplaceTheFactsOfTheExpiredLink() {
        byte[] other = new byte[5000];
        assertThatThrownBy(() -> {
                    try (ScriptedServer server = new ScriptedServer(ScriptedResponse.ok(other));
                            TransferClient client = TransferClient.builder()
                                    .options(Links.OPTIONS)
                                    .clock(InstantSource.fixed(Links.NOW))
                                    .build()) {
                        PresignedLink fresh = Links.withFacts(Links.to(server), 5000L, null, TestBytes.crc64(other));
                        client.download(DownloadRequest.of(object(server, fresh, 5000L, CRC64), directory));
                    }
                })
                .isInstanceOf(ChecksumMismatchException.class);
    }

    @Test
    void freshLinkAddsWhatTheExpiredLinkDoesNotSay() throws Exception {
        TransferOptions required = Links.options(with -> with.verify(VerificationMode.required));
        try (ScriptedServer server = new ScriptedServer(ScriptedResponse.ok(BODY));
                TransferClient client = TransferClient.builder()
                        .options(required)
                        .clock(InstantSource.fixed(Links.NOW))
                        .build()) {
            PresignedLink fresh = Links.withFacts(Links.to(server), null, null, CRC64);

            Downloaded result =
                    (Downloaded) client.download(DownloadRequest.of(object(server, fresh, null, null), directory));

            assertThat(result.verified()).isEqualTo(VerifiedBy.crc64);
        }
    }

    private VerifiedBy transfer(
            VerificationMode verify, ScriptedResponse response, Long size, String crc64, boolean streaming)
            throws Exception {
        TransferOptions options = Links.options(with -> with.verify(verify));
        try (ScriptedServer server = new ScriptedServer(response);
                TransferClient client = TransferClient.builder()
                        .options(options)
                        .clock(InstantSource.fixed(Links.NOW))
                        .build()) {
            ObjectRequest object = object(server, Links.to(server), size, crc64);
            if (!streaming) {
                return ((Downloaded) client.download(DownloadRequest.of(object, directory))).verified();
            }
            try (DownloadStream stream = (DownloadStream) client.stream(object)) {
                stream.readAllBytes();
                return stream.verifiedBy();
            }
        }
    }

    /** Returns a request with a link that has expired, and a refresher that returns the fresh link. */
    private static ObjectRequest object(ScriptedServer server, PresignedLink fresh, Long size, String crc64) {
        PresignedLink expired = PresignedLink.builder(Links.to(server).url())
                .expiresAt(Links.NOW.minus(Duration.ofHours(1)))
                .size(size)
                .crc64(crc64)
                .build();
        return ObjectRequest.builder(expired).refresher(ended -> fresh).build();
    }
}
