// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.OssCredentials;
import io.github.osspresign.sign.OssSigner;
import io.github.osspresign.sign.PresignRequest;
import io.github.osspresign.sign.PresignedUrl;
import io.github.osspresign.sign.SignatureVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** Random valid links with unusual keys, parameters and headers. The same seed gives the same links. */
final class RandomLinks {

    private static final List<String> ENDPOINTS = List.of(
            "https://oss-cn-hangzhou.aliyuncs.com",
            "https://oss-cn-hangzhou-internal.aliyuncs.com",
            "https://oss-accelerate.aliyuncs.com",
            "http://cn-hangzhou.oss.aliyuncs.com",
            "https://img.example.com",
            "http://localhost:9000");
    private static final List<String> PARAMETERS =
            List.of("versionId", "response-content-type", "response-content-disposition", "x-oss-process", "symlink");
    private static final List<String> PIECES = Stream.concat(
                    "aZ0-_~/ +%\"'()*!&=?#:;,@$[|\\é\u00a0\u200b😀".codePoints().mapToObj(Character::toString),
                    Stream.of("%2F", "%zz", "报告", "report", "&amp;", "https://"))
            .toList();

    private final Random random;

    RandomLinks(long seed) {
        this.random = new Random(seed);
    }

    /** Link, how it was signed, and the time of the request. */
    record Sample(PresignedUrl link, SignatureVersion version, OssCredentials credentials, Instant now) {

        LinkQuestion question() {
            return question(link.url());
        }

        LinkQuestion question(String text) {
            return LinkQuestion.of(text, now)
                    .withMethod(link.method())
                    .withHeaders(link.requiredHeaders())
                    .withBucket(SampleLinks.BUCKET)
                    .withAccessKeySecret(credentials.accessKeySecret());
        }
    }

    Sample next() {
        SignatureVersion version = one(List.of(SignatureVersion.values()));
        String endpoint = one(ENDPOINTS);
        OssCredentials credentials = random.nextInt(3) == 0
                ? new OssCredentials("STS.N" + letters(8), "secret/" + text(8), "CAIS+/" + letters(40) + "==", null)
                : OssCredentials.of("LTAI5t" + letters(12), "secret/" + text(8));
        PresignRequest.Builder request = PresignRequest.builder(
                        one(List.of(HttpMethod.values())),
                        SampleLinks.endpoint(endpoint),
                        SampleLinks.BUCKET,
                        "k" + text(12))
                .region("cn-hangzhou")
                .lifetime(Duration.ofSeconds(random.nextInt(1, 43_201)));
        for (int i = random.nextInt(3); i > 0; i--) {
            request.query(one(PARAMETERS), "v" + text(6));
        }
        if (random.nextInt(4) == 0) {
            request.header("Content-Type", "text/" + letters(5)).header("x-oss-meta-name", letters(5));
        }
        if (version == SignatureVersion.V4 && random.nextInt(4) == 0) {
            request.header("Cache-Control", "no-" + letters(5)).additionalHeaders(Set.of("cache-control"));
        }
        Instant signedAt = Instant.ofEpochSecond(random.nextLong(1_577_836_800L, 2_145_916_800L));
        return new Sample(
                OssSigner.of(version).presign(request.build(), credentials, signedAt),
                version,
                credentials,
                signedAt.plusSeconds(1));
    }

    /** Returns the text with one to four changes: characters removed, replaced or inserted. */
    String mangled(String text) {
        StringBuilder mangled = new StringBuilder(text);
        for (int i = random.nextInt(1, 5); i > 0 && mangled.length() > 0; i--) {
            int at = random.nextInt(mangled.length());
            switch (random.nextInt(4)) {
                case 0 -> mangled.deleteCharAt(at);
                case 1 -> mangled.insert(at, one(PIECES));
                case 2 -> mangled.replace(at, at + 1, one(PIECES));
                default -> mangled.insert(at, (char) random.nextInt(0x10000));
            }
        }
        return mangled.toString();
    }

    /** Returns text of random characters. */
    String noise() {
        StringBuilder noise = new StringBuilder(random.nextBoolean() ? "https://" : "");
        for (int i = random.nextInt(60); i > 0; i--) {
            noise.append(random.nextBoolean() ? one(PIECES) : String.valueOf((char) random.nextInt(0x10000)));
        }
        return noise.toString();
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    private String text(int longest) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(longest); left > 0; left--) {
            text.append(one(PIECES));
        }
        return text.toString();
    }

    private String letters(int count) {
        StringBuilder letters = new StringBuilder();
        for (int left = count; left > 0; left--) {
            letters.append((char) ('a' + random.nextInt(26)));
        }
        return letters.toString();
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
