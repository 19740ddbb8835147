// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.oss.EndpointType;
import io.github.osspresign.oss.ServiceEndpoint;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A key signs like the HMAC of the platform, and fits only its credentials, day and region. */
class SigningKeyTest {

    private static final long DAY = LocalDate.of(2026, 11, 25).toEpochDay();
    private static final OssCredentials CREDENTIALS = OssCredentials.of("AKIDEXAMPLE", "SecretEXAMPLE/for0tests");

    @Test
    void signatureEqualsHmacOfPlatform() {
        long seed = Long.getLong("seed", 20261125L);
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int length = 32; length < 400; length++) {
            OssCredentials credentials = OssCredentials.of("id", "s".repeat(1 + random.nextInt(90)));
            String text = "x".repeat(length - 8) + HexFormat.of().toHexDigits(random.nextInt());

            assertThat(signature(new SigningKey(credentials, DAY, "cn-hangzhou"), text))
                    .as("seed %d, %d bytes", seed, length)
                    .isEqualTo(HexFormat.of()
                            .formatHex(Hmac.sha256(
                                    new SigningScope("20261125", "cn-hangzhou")
                                            .signingKey(credentials.accessKeySecret()),
                                    text.getBytes(UTF_8))));
        }
    }

    private static String signature(SigningKey key, String text) {
        MessageDigest sha256 = SigningKey.sha256();
        SigningBuffer buffer = new SigningBuffer(SigningKey.PAD_LENGTH, 0).append(text);
        key.sign(buffer, sha256);
        return new SigningBuffer(0, 0).appendHex(sha256).toString();
    }

    @Test
    void keyFitsOnlyItsCredentialsDayAndRegion() {
        SigningKey key = new SigningKey(CREDENTIALS, DAY, "cn-hangzhou");

        assertThat(key.isFor(CREDENTIALS, DAY, "cn-hangzhou")).isTrue();
        assertThat(key.isFor(
                        new OssCredentials("AKIDEXAMPLE", "SecretEXAMPLE/for0tests", "token", null),
                        DAY,
                        "cn-hangzhou"))
                .isFalse();
        assertThat(key.isFor(OssCredentials.of("AKIDEXAMPLE", "SecretEXAMPLE/for0testS"), DAY, "cn-hangzhou"))
                .isFalse();
        assertThat(key.isFor(OssCredentials.of("AKIDEXAMPLF", "SecretEXAMPLE/for0tests"), DAY, "cn-hangzhou"))
                .isFalse();
        assertThat(key.isFor(CREDENTIALS, DAY + 1, "cn-hangzhou")).isFalse();
        assertThat(key.isFor(CREDENTIALS, DAY, "cn-beijing")).isFalse();
    }

    @Test
    void toStringOfKeyHidesSecret() {
        assertThat(new SigningKey(CREDENTIALS, DAY, "cn-hangzhou"))
                .hasToString("SigningKey[20261125/cn-hangzhou/oss/aliyun_v4_request]");
    }

    @Test
    void threadsThatReplaceCachedKeySignCorrectly() throws Exception {
        OssSigner shared = OssSigner.of(SignatureVersion.V4);
        List<Callable<Void>> tasks = Stream.of("a", "b", "c", "d")
                .<Callable<Void>>map(name -> () -> {
                    for (int i = 0; i < 2000; i++) {
                        requireSameUrlAsFromNewSigner(
                                shared, OssCredentials.of("id-" + name, "secret-" + name), DAY + i % 3);
                    }
                    return null;
                })
                .toList();
        ExecutorService executor = Executors.newFixedThreadPool(tasks.size());
        try {
            for (Future<Void> done : executor.invokeAll(tasks)) {
                done.get();
            }
        } finally {
            executor.shutdownNow();
        }
    }

    private static void requireSameUrlAsFromNewSigner(OssSigner shared, OssCredentials credentials, long day) {
        PresignRequest request = PresignRequest.builder(
                        HttpMethod.GET, ServiceEndpoint.of("cn-hangzhou", EndpointType.PUBLIC), "abc", "key")
                .build();
        Instant signedAt = Instant.ofEpochSecond(day * 86_400 + 86_399);
        assertThat(shared.presign(request, credentials, signedAt))
                .isEqualTo(OssSigner.of(SignatureVersion.V4).presign(request, credentials, signedAt));
    }
}
